//! Text that is put together of pieces of a source, and the way back to where each piece stands.

use super::{Cut, Source, Span};
use std::ops::Range;

/// A paragraph's text: pieces of a source, with what the reader puts between them.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    text: String,
    pieces: Vec<MappedRange>,
}

/// A piece of the source within the text.
#[derive(Debug)]
struct MappedRange {
    /// Where it begins in the text.
    at: usize,
    /// Where it ends in the text.
    end: usize,
    /// Where it begins in the source.
    source: usize,
}

impl Excerpt {
    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Adds a piece that begins at a byte of the source.
    pub(crate) fn push(&mut self, piece: &str, source: usize) {
        if !piece.is_empty() {
            let at = self.text.len();
            self.text.push_str(piece);
            self.pieces.push(MappedRange { at, end: self.text.len(), source });
        }
    }

    /// Adds a character that the source does not have there.
    pub(crate) fn push_own(&mut self, character: char) {
        self.text.push(character);
    }

    /// Takes the last character away again.
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

    /// The byte of the source that a byte of the text is; `None` for what the source does not have.
    pub(crate) fn source_of(&self, at: usize) -> Option<usize> {
        let piece = self.before(at)?;
        (at < piece.end).then(|| piece.source + (at - piece.at))
    }

    /// The last piece that begins at a byte of the text or before it.
    fn before(&self, at: usize) -> Option<&MappedRange> {
        self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1).map(|i| &self.pieces[i])
    }

    /// The place of a part of the text: from its first character to its last one in the source.
    pub(crate) fn span(&self, source: &Source, part: Range<usize>) -> Span {
        // What the source does not have stands where the piece before it ends.
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
