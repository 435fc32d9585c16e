//! The embedded and system faces: roles, metrics, coverage, fallback.
//!
//! [`Fonts`] answers two questions: which face serves a role ([`Fonts::face_for`]), and which has a glyph that this
//! face lacks ([`Fonts::fallback`]): another embedded face, those closest to the role first, or a system face, if font
//! folders are given. The caller reports characters that no face has.

mod face;
mod system;

pub use face::{Face, Metrics};
pub use system::{installed, usual_folders};

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};
use system::SystemFace;

/// Id of a face: the embedded ones in the order of [`EMBEDDED`], then system faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FaceId(pub u16);

/// Font properties of text; [`crate::fonts`] maps them to a face.
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
    /// The role it serves.
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

/// The face for a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The face.
    pub face: FaceId,
    /// Whether it must be slanted, because the role is italic and has no italic face.
    pub slanted: bool,
}

/// All faces of a conversion. Shared by all threads; results do not depend on the order of requests.
#[derive(Debug, Default)]
pub struct Fonts {
    folders: Vec<PathBuf>,
    system: OnceLock<(Vec<SystemFace>, Vec<u16>)>,
    found: Mutex<BTreeMap<char, Option<FaceId>>>,
}

impl Fonts {
    /// The embedded faces, with fallback to system faces in these folders.
    pub fn new(folders: Vec<PathBuf>) -> Fonts {
        Fonts { folders, ..Fonts::default() }
    }

    /// The face of an id returned by [`Fonts::face_for`] or [`Fonts::fallback`].
    pub fn face(&self, id: FaceId) -> &Face {
        face::embedded(id).unwrap_or_else(|| self.system_face(id).expect("ids are given for faces that were found"))
    }

    /// Whether system faces were requested, so that the result depends on the installed fonts.
    pub fn asked_system(&self) -> bool {
        self.system.get().is_some()
    }

    /// File name of a system face; `None` for embedded faces.
    pub fn file_name(&self, id: FaceId) -> Option<String> {
        let (faces, _) = self.system.get()?;
        Some(faces.get(usize::from(id.0).checked_sub(EMBEDDED.len())?)?.file_name())
    }

    fn system_face(&self, id: FaceId) -> Option<&Face> {
        let (faces, _) = self.system.get_or_init(|| system::scan(&self.folders));
        faces.get(usize::from(id.0).checked_sub(EMBEDDED.len())?)?.face()
    }

    /// The embedded face that serves a role best: family takes precedence over weight, weight over slope.
    ///
    /// ```
    /// use folio::fonts::{Family, FontRole, Fonts};
    /// let code = FontRole { family: Family::Mono, bold: true, italic: true };
    /// let choice = Fonts::default().face_for(code);
    /// assert!(choice.slanted && Fonts::default().face(choice.face).metrics.fixed_pitch);
    /// ```
    pub fn face_for(&self, role: FontRole) -> Choice {
        let distance = |r: &FontRole| {
            u8::from(r.family != role.family) * 4
                + u8::from(r.bold != role.bold) * 2
                + u8::from(r.italic != role.italic)
        };
        let (index, best) =
            EMBEDDED.iter().enumerate().min_by_key(|(_, e)| distance(&e.role)).expect("there are embedded faces");
        Choice { face: FaceId(index as u16), slanted: role.italic && !best.role.italic }
    }

    /// A face with a glyph that the role's own face lacks; `None` if no face has one.
    pub fn fallback(&self, character: char, role: FontRole) -> Option<Choice> {
        let distance = |r: &FontRole| {
            let family = match (r.family == role.family, r.family) {
                (true, _) => 0,
                (false, Family::Serif | Family::Sans) => 1,
                (false, Family::Math) => 2,
                (false, Family::Mono) => 3,
            };
            (family, r.bold != role.bold, r.italic != role.italic)
        };
        let own = self.face_for(role).face;
        let near = EMBEDDED
            .iter()
            .enumerate()
            .map(|(i, e)| (FaceId(i as u16), e))
            .filter(|&(id, _)| id != own && self.face(id).glyph(character).is_some())
            .min_by_key(|(_, e)| distance(&e.role));
        if let Some((face, embedded)) = near {
            return Some(Choice { face, slanted: role.italic && !embedded.role.italic });
        }
        Some(Choice { face: self.installed(character)?, slanted: role.italic })
    }

    /// The system face for a character: the first one designed for its script, so that words are in one face, else the
    /// first one that has it.
    fn installed(&self, character: char) -> Option<FaceId> {
        if self.folders.is_empty() {
            return None;
        }
        let mut found = self.found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *found.entry(character).or_insert_with(|| {
            let (faces, order) = self.system.get_or_init(|| system::scan(&self.folders));
            let has = |&&i: &&u16| {
                let face = &faces[usize::from(i)];
                face.covers(character) && face.face().is_some_and(|f| f.glyph(character).is_some())
            };
            let serves = |&&i: &&u16| has(&&i) && faces[usize::from(i)].serves(character);
            order.iter().find(serves).or_else(|| order.iter().find(has)).map(|&i| FaceId(EMBEDDED.len() as u16 + i))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_face_is_sound() {
        let fonts = Fonts::default();
        for (i, embedded) in EMBEDDED.iter().enumerate() {
            let face = fonts.face(FaceId(i as u16));
            assert_eq!(fonts.face_for(embedded.role), Choice { face: FaceId(i as u16), slanted: false });
            let m = face.metrics;
            assert!(m.ascent > m.cap_height && m.cap_height > m.x_height && m.x_height > 0 && m.descent > 0, "{m:?}");
            assert!(m.underline_position < 0 && m.underline_thickness > 0, "{m:?}");
            assert!(face.space != 0 && face.space_advance == i32::from(face.advance(face.space)));
            // STIX Two Math has outlines for joiners, so these are not blank.
            assert!(face.draws_nothing(face.blank) && face.draws_nothing(face.space), "{}", face.postscript_name);
            assert!(face.glyph('\u{200C}').is_none_or(|joiner| !face.draws_nothing(joiner)));
            assert!(!face.postscript_name.contains(' ') && face.postscript_name.contains('-'), "{face:?}");
            assert_eq!(m.italic_angle < 0.0, embedded.role.italic);
            assert_eq!(m.weight, if embedded.role.bold { 600 } else { 400 });
        }
    }

    #[test]
    fn symbols_come_from_the_mathematical_face_and_the_rest_from_none() {
        let fonts = Fonts::default();
        let text = FontRole::default();
        let choice = fonts.fallback('\u{2A0C}', text).unwrap();
        assert_eq!(EMBEDDED[usize::from(choice.face.0)].role.family, Family::Math);
        assert_eq!(fonts.fallback('\u{4E00}', text), None);
    }
}
