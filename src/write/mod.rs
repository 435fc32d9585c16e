//! [`Document`](crate::document::Document) → bytes: one writer per format. Writers do not depend on each other.

mod deflate;
mod drawing;
pub mod epub;
pub mod pdf;
pub mod txt;
mod writer;
mod xhtml;

pub use writer::{WriteError, Writer, WrittenOutput};

/// Every writer there is.
pub const WRITERS: &[&dyn Writer] = &[&pdf::Pdf, &epub::Epub, &txt::Txt];

/// The writer with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Writer> {
    WRITERS.iter().copied().find(|w| w.name() == name)
}
