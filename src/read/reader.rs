//! What a reader is, and what it gets and gives.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::files::Files;
use crate::options::ReadOptions;
use crate::source::{Input, Source};

/// Blocks nested deeper than this are kept, but not nested further; the reader says so. Everything behind the
/// readers may walk a document recursively.
pub const MAX_DEPTH: usize = 64;

/// What a reader makes of an input.
#[derive(Debug)]
pub struct ReadInput {
    /// Its text, for the places in it.
    pub source: Source,
    /// The document that it holds.
    pub document: Document,
}

/// What a reader gets besides its input.
pub struct ReadContext<'a> {
    /// Where the source begins in the space of spans.
    pub start: u32,
    /// The way to files that the input names, where they are part of its text.
    pub files: &'a dyn Files,
    /// What was chosen.
    pub options: &'a ReadOptions,
    /// Takes what there is to say.
    pub diagnostics: &'a mut Diagnostics,
}

/// Reads one format.
pub trait Reader: Sync {
    /// Its name, as `--from` takes it.
    fn name(&self) -> &'static str;
    /// File name extensions, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// One line for `--help`.
    fn summary(&self) -> &'static str;
    /// Media types (RFC 6838) that it reads, without parameters.
    fn media_types(&self) -> &'static [&'static str];
    /// What the input holds.
    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput;
}
