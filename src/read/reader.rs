//! The interface of readers.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::files::Files;
use crate::options::ReadOptions;
use crate::source::{Input, Source};

/// Nesting limit of blocks; deeper ones are flattened, and the reader reports it. Code after the readers may traverse
/// a document recursively.
pub const MAX_DEPTH: usize = 64;

/// The result of reading an input.
#[derive(Debug)]
pub struct ReadInput {
    /// Its decoded text, to which spans refer.
    pub source: Source,
    /// The document.
    pub document: Document,
}

/// Input of a reader besides the bytes.
pub struct ReadContext<'a> {
    /// Start of the source in span space.
    pub start: u32,
    /// Access to files that the input includes.
    pub files: &'a dyn Files,
    /// The options.
    pub options: &'a ReadOptions,
    /// Receives diagnostics.
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
    /// Reads the input.
    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput;
}
