//! Bytes → [`Source`] → [`Document`]: one reader a format.
//!
//! A reader never fails: what it does not understand is kept as text and named in a diagnostic.

pub mod decode;
pub mod html;
pub mod markdown;
pub mod plain;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::source::Source;

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
    /// The document that the source holds.
    fn read(&self, source: &Source, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document;
}

/// Every reader there is.
pub const READERS: &[&dyn Reader] = &[&markdown::Markdown, &plain::Plain, &html::Html];

/// The reader with this name.
pub fn by_name(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.name() == name)
}

/// The reader for a source, by its name's extension, else by its content; plain text reads anything.
pub fn detect(source: &Source) -> &'static dyn Reader {
    let name = source.path().and_then(|p| p.to_str()).unwrap_or(source.name());
    let extension =
        name.rsplit(['/', '\\']).next().and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_ascii_lowercase());
    let known = extension.and_then(|e| READERS.iter().copied().find(|r| r.extensions().contains(&e.as_str())));
    known.unwrap_or_else(|| {
        let start: String = source.text().trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") { &html::Html } else { &plain::Plain }
    })
}
