//! Text assembled from ranges of a source, with a mapping back to them.

use super::{Cut, Source, Span};
use std::ops::Range;

/// A paragraph's text: ranges of a source, with characters inserted by the reader.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    text: String,
    pieces: Vec<MappedRange>,
}

/// A range of the source within the text.
#[derive(Debug)]
struct MappedRange {
    /// Its start in the text.
    at: usize,
    /// Its end in the text.
    end: usize,
    /// Its start in the source.
    source: usize,
}

impl Excerpt {
    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Appends a range that begins at a byte of the source.
    pub(crate) fn push(&mut self, piece: &str, source: usize) {
        if !piece.is_empty() {
            let at = self.text.len();
            self.text.push_str(piece);
            self.pieces.push(MappedRange { at, end: self.text.len(), source });
        }
    }

    /// Appends a character that is not in the source.
    pub(crate) fn push_own(&mut self, character: char) {
        self.text.push(character);
    }

    /// Removes the last character.
    pub(crate) fn pop(&mut self) {
        self.text.pop();
        let end = self.text.len();
        while self.pieces.pop_if(|piece| piece.at >= end).is_some() {}
        if let Some(last) = self.pieces.last_mut() {
            last.end = last.end.min(end);
        }
    }

    /// The bytes of the source from the first piece's start to the last one's end.
    pub(crate) fn extent(&self) -> Option<Range<u32>> {
        let (first, last) = (self.pieces.first()?, self.pieces.last()?);
        Some(first.source as u32..(last.source + last.end - last.at) as u32)
    }

    /// The source byte of a byte of the text; `None` for inserted characters.
    pub(crate) fn source_of(&self, at: usize) -> Option<usize> {
        let piece = self.before(at)?;
        (at < piece.end).then(|| piece.source + (at - piece.at))
    }

    /// The last range that begins at or before a byte of the text.
    fn before(&self, at: usize) -> Option<&MappedRange> {
        self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1).map(|i| &self.pieces[i])
    }

    /// The span of a part of the text: from its first to its last character in the source.
    pub(crate) fn span(&self, source: &Source, part: Range<usize>) -> Span {
        // Inserted characters have the position where the range before them ends.
        let place = |at: usize| self.before(at).map_or(0, |piece| piece.source + (at.min(piece.end) - piece.at));
        let start = place(part.start);
        let last = self.text.cut(..part.end).chars().next_back().map_or(0, char::len_utf8);
        let last_at = part.end.saturating_sub(last);
        let end = match self.source_of(last_at) {
            _ if part.is_empty() => start,
            Some(at) => at + last,
            None => place(last_at),
        };
        source.span(start..end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_the_source_again() {
        let source = Source::new("a", "> 第一\n> 二。\nx", 100);
        let mut excerpt = Excerpt::default();
        excerpt.push("第一", 2);
        excerpt.push_own(' ');
        excerpt.push("二。", 11);
        let place = |part: Range<usize>| source.slice(excerpt.span(&source, part)).to_owned();
        assert_eq!(excerpt.text(), "第一 二。");
        assert_eq!([place(0..3), place(3..6), place(6..7), place(7..10)], ["第", "一", "", "二"]);
        assert_eq!([place(0..13), place(0..7), place(13..13)], ["第一\n> 二。", "第一", ""]);
        assert_eq!((excerpt.source_of(3), excerpt.source_of(6), excerpt.source_of(7)), (Some(5), None, Some(11)));
        excerpt.pop();
        assert_eq!((excerpt.text(), excerpt.source_of(10)), ("第一 二", None));
    }
}
