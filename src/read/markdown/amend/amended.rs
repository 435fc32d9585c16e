//! A text that was changed, with the way back to the source.

use crate::read::markdown::dialect::directive;
use crate::read::markdown::edit::{Edit, Piece, With};
use crate::source::Cut as _;
use std::borrow::Cow;
use std::ops::Range;

/// The marks that an address may hold, and what stands for them there.
pub(super) const STAND_INS: [(char, &str); 4] =
    [('_', "\u{fdd3}"), ('*', "\u{fdd4}"), ('~', "\u{fdd5}"), ('$', "\u{fdd6}")];

/// A text and where its bytes stand in the source.
#[derive(Debug)]
pub(in super::super) struct Amended<'a> {
    /// What the parser reads.
    pub(in super::super) text: Cow<'a, str>,
    /// Where a stretch of the source begins, or text that was put in.
    steps: Vec<Step>,
}

/// From a byte of the amended text on …
#[derive(Clone, Copy, Debug)]
struct Step {
    here: usize,
    /// … the source goes on at this byte,
    there: usize,
    /// … or what stands here was put in for the `n` bytes of the source there.
    put_in: Option<usize>,
}

impl<'a> Amended<'a> {
    /// The text with these changes, in order ([`sort`]).
    pub(super) fn new(text: &'a str, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return Amended { text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut out = Writer { text, out: String::with_capacity(text.len() + 3 * edits.len()), steps: Vec::new() };
        out.copy(0..text.len(), edits);
        Amended { text: Cow::Owned(out.out), steps: out.steps }
    }

    /// Where a byte of the text stands in the source.
    pub(in super::super) fn place(&self, at: usize) -> usize {
        let before = self.steps.partition_point(|step| step.here <= at);
        match before.checked_sub(1).map(|i| self.steps[i]) {
            None => at,
            Some(Step { here, there, put_in: None }) => there + at - here,
            // The first byte stands for what was replaced; inside there is no place but the one behind it.
            Some(Step { here, there, put_in: Some(removed) }) => there + if at == here { 0 } else { removed },
        }
    }

    /// A string from the parser as the source has it.
    pub(in super::super) fn restore<'s>(&self, text: impl Into<Cow<'s, str>>) -> Cow<'s, str> {
        let text = text.into();
        // The first byte of every stand-in.
        if self.steps.is_empty() || memchr::memchr(0xef, text.as_bytes()).is_none() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\u{fdd2}' => {}
                directive::MARK => {
                    // One that was not read as a directive: it stands in verbatim text.
                    out.truncate(out.strip_suffix("<?").map_or(out.len(), str::len));
                    chars.by_ref().find(|&c| c == directive::MARK);
                    let rest = chars.as_str();
                    chars = rest.strip_prefix("?>").unwrap_or(rest).chars();
                }
                '\u{fdd3}'..='\u{fdd6}' => out.push(STAND_INS[c as usize - 0xfdd3].0),
                c => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// Writes the amended text.
struct Writer<'a> {
    text: &'a str,
    out: String,
    steps: Vec<Step>,
}

impl Writer<'_> {
    /// Copies a part of the source, with the edits in it.
    fn copy(&mut self, range: Range<usize>, edits: &[Edit]) {
        let first = edits.partition_point(|edit| edit.at < range.start);
        let mut edits = &edits[first..];
        let mut done = range.start;
        while let Some((edit, rest)) = edits.split_first()
            && (edit.at < range.end || edit.at == self.text.len())
        {
            let end = edit.at + edit.removed;
            if edit.at < done || end > range.end {
                edits = rest; // within what was replaced
                continue;
            }
            self.source(done..edit.at);
            // Edits within what is replaced hold where it is copied.
            let inside = if edit.removed == 0 { 0 } else { rest.partition_point(|inner| inner.at < end) };
            let put_in = |out: &mut Self, text: &str| {
                if !text.is_empty() {
                    out.steps.push(Step { here: out.out.len(), there: edit.at, put_in: Some(edit.removed) });
                    out.out.push_str(text);
                }
            };
            match &edit.with {
                With::Sign(sign) => put_in(self, sign),
                With::Pieces(pieces) => {
                    for piece in pieces {
                        match piece {
                            Piece::Text(text) => put_in(self, text),
                            Piece::Source(range) => self.copy(range.clone(), &rest[..inside]),
                        }
                    }
                }
            }
            edits = &rest[inside..];
            done = end;
        }
        self.source(done..range.end);
    }

    fn source(&mut self, range: Range<usize>) {
        self.steps.push(Step { here: self.out.len(), there: range.start, put_in: None });
        self.out.push_str(self.text.cut(range));
    }
}
