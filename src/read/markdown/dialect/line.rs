//! A line of Markdown as far as its own marks tell: quotations, list items, notes.

use crate::source::Cut as _;

/// The marks that a line begins with.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// The line, without its end.
    pub(super) text: &'a str,
    /// Where its content begins in it.
    pub(super) content: usize,
    /// The column in which its content begins, from 0.
    pub(super) column: usize,
    /// How many quotations it is in.
    pub(super) quotes: usize,
    /// Where the content of each item begins that a mark in this line opens, in columns.
    pub(super) items: Vec<usize>,
}

impl<'a> Line<'a> {
    /// The line of `text` that begins at `start`, and ends at `end`.
    pub(super) fn new(text: &'a str, start: usize, end: usize) -> Self {
        let line = text.cut(start..end);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let bytes = line.as_bytes();
        let (mut at, mut column, mut quotes) = (0, 0, 0);
        let mut items = Vec::new();
        loop {
            match bytes.get(at) {
                Some(b' ') => (at, column) = (at + 1, column + 1),
                Some(b'\t') => (at, column) = (at + 1, column / 4 * 4 + 4),
                Some(b'>') if items.is_empty() => (at, column, quotes) = (at + 1, column + 1, quotes + 1),
                Some(_) => match item(bytes, at) {
                    Some(width) => {
                        (at, column) = (at + width, column + width);
                        // Content begins behind one space, or behind up to four.
                        let spaces = bytes[at..].iter().take_while(|&&b| b == b' ').count();
                        let spaces = if spaces > 4 { 1 } else { spaces };
                        items.push(column + spaces.max(1));
                    }
                    None => break,
                },
                None => break,
            }
        }
        Line { start, text: line, content: at, column, quotes, items }
    }

    /// What stands behind the marks.
    pub(super) fn content(&self) -> &'a str {
        self.text.cut(self.content..)
    }

    /// Where that begins in the text.
    pub(super) fn content_start(&self) -> usize {
        self.start + self.content
    }

    /// Where the line ends in the text.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether nothing stands in it but marks of quotations.
    pub(super) fn is_blank(&self) -> bool {
        self.content == self.text.len() && self.items.is_empty()
    }

    /// What stands before the content of a line in the same quotations and items: marks of quotations, and spaces;
    /// `less`: how many columns of them are taken away.
    pub(super) fn prefix(&self, less: usize) -> String {
        let marks = self.text.cut(..self.content);
        let quoted = marks.rfind('>').map_or(0, |at| at + 1);
        let quoted = if self.quotes > 0 { quoted } else { 0 };
        let mut prefix = marks.cut(..quoted).to_owned();
        let mut column = marks.cut(..quoted).bytes().fold(0, advance);
        let begins = column;
        for byte in marks.cut(quoted..).bytes() {
            column = advance(column, byte);
        }
        prefix.extend(std::iter::repeat_n(' ', (column - begins).saturating_sub(less)));
        prefix
    }
}

/// The column behind a byte that stands in this one.
pub(super) fn advance(column: usize, byte: u8) -> usize {
    if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 }
}

/// How many bytes the mark of an item or a note takes that stands at `at`; a space, or the line's end, is behind it.
fn item(bytes: &[u8], at: usize) -> Option<usize> {
    let width = match bytes[at] {
        b'-' | b'+' | b'*' => 1,
        b'0'..=b'9' => {
            let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if digits > 9 || !matches!(bytes.get(at + digits), Some(b'.' | b')')) {
                return None;
            }
            digits + 1
        }
        b'[' if bytes.get(at + 1) == Some(&b'^') => memchr::memmem::find(&bytes[at..], b"]:")? + 2,
        _ => return None,
    };
    matches!(bytes.get(at + width), Some(b' ' | b'\t')).then_some(width)
}
