//! The embedded faces and what they can do: roles, metrics, coverage, fallback order.

/// A face: embedded ones first, in the order of [`EMBEDDED`], then those found on the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FaceId(pub u16);

/// What a text asks of a font; [`crate::fonts`] finds the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct FontRole {
    /// Which family.
    pub family: Family,
    /// Semibold instead of regular.
    pub bold: bool,
    /// Italic instead of upright.
    pub italic: bool,
}

/// The families of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Text.
    #[default]
    Serif,
    /// Headings, tables.
    Sans,
    /// Code.
    Mono,
    /// Formulas.
    Math,
}

/// An embedded face.
#[derive(Debug)]
pub struct Embedded {
    /// What it serves as.
    pub role: FontRole,
    /// Its file.
    pub data: &'static [u8],
}

macro_rules! face {
    ($family:ident $bold:literal $italic:literal $file:literal) => {
        Embedded {
            role: FontRole { family: Family::$family, bold: $bold, italic: $italic },
            data: include_bytes!(concat!("../../fonts/", $file)),
        }
    };
}

/// The embedded faces; [`FaceId`] 0 is the first.
pub static EMBEDDED: &[Embedded] = &[
    face!(Serif false false "source-serif-4/SourceSerif4_400Regular.ttf"),
    face!(Serif false true "source-serif-4/SourceSerif4_400Regular_Italic.ttf"),
    face!(Serif true false "source-serif-4/SourceSerif4_600SemiBold.ttf"),
    face!(Serif true true "source-serif-4/SourceSerif4_600SemiBold_Italic.ttf"),
    face!(Sans false false "source-sans-3/SourceSans3_400Regular.ttf"),
    face!(Sans false true "source-sans-3/SourceSans3_400Regular_Italic.ttf"),
    face!(Sans true false "source-sans-3/SourceSans3_600SemiBold.ttf"),
    face!(Sans true true "source-sans-3/SourceSans3_600SemiBold_Italic.ttf"),
    face!(Mono false false "source-code-pro/SourceCodePro_400Regular.ttf"),
    face!(Mono false true "source-code-pro/SourceCodePro_400Regular_Italic.ttf"),
    face!(Mono true false "source-code-pro/SourceCodePro_600SemiBold.ttf"),
    face!(Math false false "stix-two-math/STIXTwoMath_400Regular.ttf"),
];
