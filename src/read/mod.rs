//! Bytes → [`Source`] → [`Document`]: one reader a format.
//!
//! What the bytes are is found out first ([`detect`]): the reader for them, or that there is none. The reader knows how
//! its format declares an encoding, so the text is decoded after that ([`Reader::decode`]), and then read.
//!
//! A reader never fails: what it does not understand is kept as text and named in a diagnostic.

pub mod decode;
pub mod html;
pub mod markdown;
pub mod plain;
mod sniff;

pub use sniff::{Detected, Kind, Refusal, binary, detect};

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::source::{Input, Source};
use encoding_rs::Encoding;

/// Blocks nested deeper than this are kept, but not nested further; the reader says so. Everything behind the
/// readers may walk a document recursively.
pub const MAX_DEPTH: usize = 64;

/// Reads one format.
pub trait Reader: Sync {
    /// Its name, as `--from` takes it.
    fn name(&self) -> &'static str;
    /// File name extensions, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// One line for `--help`.
    fn summary(&self) -> &'static str;
    /// The encoding that the bytes declare in the way of the format; by default, in the way of text editors.
    fn declared_encoding(&self, bytes: &[u8]) -> Option<&'static Encoding> {
        decode::declared::in_comment(bytes)
    }
    /// The text of a source, which begins at `start` in the space of spans.
    fn decode(&self, input: &Input, start: u32, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Source {
        let chosen = options.encoding.as_ref().and_then(|label| Encoding::for_label(label.as_bytes()));
        let told = decode::Told { chosen, declared: self.declared_encoding(&input.bytes) };
        decode::decode(input, &told, start, diagnostics)
    }
    /// The document that the source holds.
    fn read(&self, source: &Source, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document;
}

/// Every reader there is.
pub const READERS: &[&dyn Reader] = &[&markdown::Markdown, &plain::Plain, &html::Html];

/// The reader with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.name() == name)
}

/// The reader that claims the extension, which is in lower case.
pub fn by_extension(extension: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.extensions().contains(&extension))
}
