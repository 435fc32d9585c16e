//! Bytes → [`Source`] and [`Document`]: one reader a format.
//!
//! What the bytes are is found out first ([`detect`]): the reader for them, or that there is none. The reader gets the bytes:
//! that of a text format knows how it declares its encoding, and decodes them by [`decode::text`]; that of a package unpacks
//! them, and hands on its pictures with the source ([`Source::with_package`]).
//!
//! A reader never fails: what it does not understand is kept as text and named in a diagnostic.

mod build;
pub mod decode;
pub mod html;
pub mod markdown;
mod markup;
pub mod plain;
mod sniff;

pub use sniff::{Detected, Kind, Refusal, binary, detect};

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
pub struct Part {
    /// Its text, for the places in it.
    pub source: Source,
    /// The document that it holds.
    pub document: Document,
}

/// What a reader gets besides its input.
pub struct Context<'a> {
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
    fn read(&self, input: &Input, context: &mut Context<'_>) -> Part;
}

/// Every reader there is.
pub const READERS: &[&dyn Reader] = &[&markdown::Markdown, &plain::Plain, &html::Html];

/// The reader with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.name() == name)
}

/// The reader that reads a media type, which may have parameters: `text/html; charset=utf-8`.
pub fn by_media_type(media_type: &str) -> Option<&'static dyn Reader> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    READERS.iter().copied().find(|r| r.media_types().iter().any(|known| known.eq_ignore_ascii_case(essence)))
}

/// The reader that claims the extension, which is in lower case.
pub fn by_extension(extension: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.extensions().contains(&extension))
}
