//! Sources, decoded sources, spans in them, and their lines and columns.
//!
//! Several sources can make one document (joined chapters), so a [`Span`] counts bytes in the concatenation of all
//! sources of a conversion: each [`Source`] has a `start` after the end of the one before, and [`Sources`] maps spans
//! back. A span takes eight bytes.

mod cut;
mod excerpt;
mod input;
mod span;

pub use cut::Cut;
pub(crate) use excerpt::Excerpt;
pub use input::Input;
pub use span::Span;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One decoded source: valid UTF-8, line ends as `\n`, no byte order mark.
#[derive(Debug)]
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    text: String,
    start: u32,
    lines: OnceLock<Vec<u32>>,
    package: BTreeMap<String, Vec<u8>>,
}

impl Source {
    /// A source named `name` in messages, whose text begins at `start` in span space.
    pub fn new(name: impl Into<String>, text: impl Into<String>, start: u32) -> Self {
        Source {
            name: name.into(),
            path: None,
            text: text.into(),
            start,
            lines: OnceLock::new(),
            package: BTreeMap::new(),
        }
    }

    /// Adds the files of its package, by the names that its document uses; such a name refers to them, not to a file
    /// beside the source.
    pub fn with_package(mut self, package: BTreeMap<String, Vec<u8>>) -> Self {
        self.package = package;
        self
    }

    /// A file of its package.
    pub fn packaged(&self, name: &str) -> Option<&[u8]> {
        self.package.get(name).map(Vec::as_slice)
    }

    /// Sets the path it was read from, relative to which resources are found.
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The name shown in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file it was read from; `None` for standard input and for text made in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The extension of its name, in lower case.
    pub fn extension(&self) -> Option<String> {
        input::extension(&self.name)
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text begins in span space.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// One past the last byte in span space.
    pub fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }

    /// The span of a byte range of this source's text, widened to whole characters and cut to the text.
    ///
    /// ```
    /// use folio::source::Source;
    /// let source = Source::new("a.txt", "aé", 10);
    /// let span = source.span(0..2);
    /// assert_eq!((span.start(), span.end(), source.slice(span)), (10, 13, "aé"));
    /// ```
    pub fn span(&self, range: Range<usize>) -> Span {
        let range = self.widened(range);
        Span::between(self.start + range.start as u32, self.start + range.end as u32)
    }

    /// The byte range of this source's text that a span covers, cut to the text.
    pub fn range(&self, span: Span) -> Range<usize> {
        let at = |place: u32| place.saturating_sub(self.start) as usize;
        self.widened(at(span.start())..at(span.end()))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.range(span)).unwrap_or("")
    }

    /// The mapping of a text that was read from a span back to the source.
    pub(crate) fn origin(&self, span: Option<Span>, text: &str) -> TextOrigin<'_> {
        let exact = span.filter(|&span| self.slice(span) == text).map(|span| (self, self.range(span).start));
        TextOrigin { span, exact }
    }

    /// Widens a range to whole characters.
    fn widened(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        start..self.text.ceil_char_boundary(range.end).max(start)
    }

    /// Line and column of a byte of this source's text, both from 1; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|i| i as u32 + 1)).collect()
        });
        let offset = offset.min(self.text.len());
        let line = lines.partition_point(|&start| start as usize <= offset);
        let start = lines[line - 1] as usize;
        let end = self.text.floor_char_boundary(offset);
        (line, self.text.cut(start..end).chars().count() + 1)
    }

    /// The text of a line, counted from 1, without its line end; empty past the last line.
    pub fn line(&self, number: usize) -> &str {
        self.text.split('\n').nth(number.saturating_sub(1)).unwrap_or("")
    }
}

/// Maps parts of a text to spans; exact where the source contains the text unchanged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextOrigin<'s> {
    /// The span of the whole text.
    span: Option<Span>,
    /// The source and the offset of the identical text in it.
    exact: Option<(&'s Source, usize)>,
}

impl TextOrigin<'_> {
    /// The span of a part.
    pub(crate) fn of(&self, part: Range<usize>) -> Option<Span> {
        match self.exact {
            Some((source, start)) => Some(source.span(start + part.start..start + part.end)),
            None => self.span,
        }
    }
}

/// A source position for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePlace {
    /// The source's name.
    pub name: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Line of the last byte, from 1.
    pub end_line: usize,
    /// Column after the last character, from 1.
    pub end_column: usize,
}

/// The sources of one conversion, in the order in which they are joined.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// No source yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Start of the next source in span space (one byte is left free between two).
    pub fn next_start(&self) -> u32 {
        self.list.last().map_or(0, |s| s.end() + 1)
    }

    /// Adds a source that was created at [`Sources::next_start`].
    pub fn add(&mut self, source: Source) -> &Source {
        assert!(source.start() >= self.next_start(), "a source begins behind the one before it");
        self.list.push(source);
        self.list.last().expect("a source was just added")
    }

    /// All sources in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Source> {
        self.list.iter()
    }

    /// The source that holds the span's first byte.
    pub fn of(&self, span: Span) -> Option<&Source> {
        let i = self.list.partition_point(|s| s.start() <= span.start());
        i.checked_sub(1).map(|i| &self.list[i])
    }

    /// Name, line and column of a span.
    pub fn place(&self, span: Span) -> Option<SourcePlace> {
        let source = self.of(span)?;
        let range = source.range(span);
        let (line, column) = source.line_column(range.start);
        let (end_line, end_column) = source.line_column(range.end);
        Some(SourcePlace { name: source.name().to_owned(), line, column, end_line, end_column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_second_source() {
        let mut sources = Sources::new();
        sources.add(Source::new("a", "one\ntwo\n", 0));
        let start = sources.next_start();
        let b = sources.add(Source::new("b", "drei\nvïer fünf", start));
        let span = b.span(11..16);
        let place = sources.place(span).unwrap();
        assert_eq!((place.name.as_str(), place.line, place.column, place.end_column), ("b", 2, 6, 10));
        assert_eq!(sources.of(span).unwrap().line(2), "vïer fünf");
    }
}
