//! Lines: where each begins and ends without its white space, how far it is indented and how wide it is.

use crate::source::Cut as _;
use std::ops::Range;

/// The columns that a tab advances to multiples of, for indentation and width.
pub(super) const TAB: u32 = 4;

/// One line of the source, or what is left of it inside a quotation or a list item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte of its content.
    pub start: u32,
    /// One past the last byte of its content; equal to `start` on a blank line.
    pub end: u32,
    /// Columns of white space before the content.
    pub indent: u32,
    /// Columns of the content.
    pub width: u32,
    /// Its number in the source, from 1.
    pub number: u32,
    /// Whether a form feed stands before it.
    pub page: bool,
}

impl Line {
    /// The line made of a byte range of `text`, white space trimmed.
    pub(super) fn new(text: &str, range: Range<usize>, column: u32, number: u32) -> Line {
        let raw = text.cut(range.clone());
        let mut indent = 0;
        let mut start = range.start;
        for c in raw.chars() {
            match c {
                '\t' => indent += TAB - (column + indent) % TAB,
                '\u{3000}' => indent += 2,
                _ if is_blank(c) => indent += 1,
                _ => break,
            }
            start += c.len_utf8();
        }
        let content = text.cut(start..range.end).trim_end_matches(is_blank);
        let end = start + content.len();
        let width = if content.is_ascii() && !content.contains('\t') {
            content.len() as u32
        } else {
            columns(content, column + indent)
        };
        let (start, end) = (start as u32, end as u32);
        Line { start, end, indent: if start == end { 0 } else { indent }, width, number, page: false }
    }

    /// Whether it holds nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.start == self.end
    }

    /// Its content.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.cut(self.start as usize..self.end as usize)
    }

    /// The column behind its last character.
    pub(super) fn right(&self) -> u32 {
        self.indent + self.width
    }

    /// The same line without its first `bytes` bytes of content: what stands behind a marker.
    pub(super) fn behind(&self, text: &str, bytes: usize) -> Line {
        let start = self.start as usize;
        let cut = columns(text.cut(start..start + bytes), self.indent);
        let column = self.indent + cut;
        let mut line = Line::new(text, start + bytes..self.end as usize, column, self.number);
        if !line.is_blank() {
            line.indent += column;
        }
        line
    }
}

/// White space within a line, also the special spaces that pasted text brings.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{feff}' | '\u{200b}' | '\u{2000}'..='\u{200a}' | '\u{202f}')
}

/// The columns that text takes when it begins in column `from`: tabs advance, East Asian wide characters take two.
pub(super) fn columns(text: &str, from: u32) -> u32 {
    let mut at = from;
    for c in text.chars() {
        at += match c {
            '\t' => TAB - at % TAB,
            ' '..='~' => 1,
            _ => unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) as u32,
        };
    }
    at - from
}

/// All lines of a text. Besides `\n`, U+000B, U+0085, U+2028 and U+2029 end a line (the last one leaves a blank
/// line behind), and so does a form feed, which marks the next line that is not blank.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / 40 + 1);
    let holds = |mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).is_some();
    let special =
        memchr::memchr2(0x0b, 0x0c, bytes).is_some() || holds("\u{85}") || holds("\u{2028}") || holds("\u{2029}");
    let (mut number, mut start) = (1, 0);
    let mut page = false;
    for end in memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(text.len())) {
        if special {
            let mut from = start;
            for (at, mark) in text.cut(start..end).match_indices(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
                push(&mut lines, &mut page, Line::new(text, from..start + at, 0, number));
                from = start + at + mark.len();
                page |= mark == "\u{c}";
                if mark == "\u{2029}" {
                    push(&mut lines, &mut page, Line::new(text, from..from, 0, number));
                }
            }
            push(&mut lines, &mut page, Line::new(text, from..end, 0, number));
        } else {
            lines.push(Line::new(text, start..end, 0, number));
        }
        number += 1;
        start = end + 1;
    }
    lines
}

fn push(lines: &mut Vec<Line>, page: &mut bool, mut line: Line) {
    if !line.is_blank() {
        line.page = std::mem::take(page);
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(text: &str) -> Vec<(&str, u32)> {
        split(text).iter().map(|l| (l.of(text), l.indent)).collect()
    }

    #[test]
    fn white_space_is_outside() {
        assert_eq!(contents("  a b \n\t\n\tc"), [("a b", 2), ("", 0), ("c", 4)]);
        assert_eq!(contents("\u{3000}你好"), [("你好", 2)]);
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let text = "a\u{2028}b\u{85}c\u{c}\nd\u{2029}e";
        let words: Vec<_> = contents(text).into_iter().map(|(t, _)| t).collect();
        assert_eq!(words, ["a", "b", "c", "", "d", "", "e"]);
        assert!(split(text)[4].page);
    }

    #[test]
    fn behind_a_marker() {
        let text = "  - item";
        let line = split(text)[0].behind(text, 1);
        assert_eq!((line.of(text), line.indent, line.width), ("item", 4, 4));
    }
}
