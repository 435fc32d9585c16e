//! Plain numbers that documents, themes and pages share: lengths, papers, margins, colours.
//!
//! What people write for them is read here and nowhere else, so that the command line, `convert.toml`, the head of a
//! source and a theme understand the same; what is wrong with it is said by the error.

mod alignment;
mod color;
mod extent;
mod length;
mod margins;
mod paper;

pub use alignment::Alignment;
pub use color::Color;
pub use extent::Extent;
pub use length::{Length, Size, text_size};
pub use margins::Margins;
pub use paper::PageSize;

/// The name nearest to what was written, in the form that names have here.
pub fn nearest<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let written = written.to_ascii_lowercase().replace('_', "-").replace("colour", "color");
    crate::spelling::nearest(&written, names.iter().copied(), 3)
}

/// Names as an enumeration.
pub fn list(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}
