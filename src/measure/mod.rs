//! Plain numbers that documents, themes and pages share: lengths, papers, margins, colours.
//!
//! Text forms of these values are parsed only here, so that the command line, `convert.toml`, front matter and themes
//! accept the same; errors say what is wrong.

mod alignment;
mod color;
mod extent;
mod length;
mod margins;
mod paper;

pub use alignment::Alignment;
pub use color::Color;
pub use extent::Extent;
pub use length::{Length, Size, TEXT_SIZES, text_size, text_size_pattern};
pub use margins::Margins;
pub use paper::PageSize;

/// The most similar name, spelled as in the list.
pub fn nearest<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let written = written.to_ascii_lowercase().replace('_', "-").replace("colour", "color");
    crate::spelling::nearest(&written, names.iter().copied(), 3)
}

/// A case-insensitive regular expression (ECMA-262) for schemas.
pub fn in_any_case(expression: &str) -> String {
    let letter = |c: char| match (c.to_lowercase().to_string(), c.to_uppercase().to_string()) {
        (lower, upper) if lower != upper => format!("({lower}|{upper})"),
        _ => c.to_string(),
    };
    expression.chars().map(letter).collect()
}

/// Names as an enumeration for messages.
pub fn list(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}
