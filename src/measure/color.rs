//! Colours.

/// A color in sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

    /// A colour as themes write it, as a regular expression (ECMA-262) for schemas.
    pub const PATTERN: &'static str = "^#[0-9A-Fa-f]{6}$";

    /// From `0xRRGGBB`.
    pub const fn rgb(value: u32) -> Color {
        Color { red: (value >> 16) as u8, green: (value >> 8) as u8, blue: value as u8 }
    }
}
