//! What is known of a text of ours while it is read: its signs, its measure, its references, and where lines stand in it.

use super::super::line::Line;
use crate::document::Target;
use crate::source::Source;
use std::ops::Range;

/// A text of ours while it is read.
pub(super) struct Setting<'t> {
    /// Where it is from.
    pub source: &'t Source,
    /// Its text.
    pub text: &'t str,
    /// Whether its signs are those of ASCII.
    pub ascii: bool,
    /// The column that its lines were filled to.
    pub measure: u32,
    /// The notes and addresses at its end.
    pub references: References,
}

/// The notes and addresses of a text; the notes have the numbers from 1 on, the addresses those behind them.
#[derive(Debug, Default)]
pub(super) struct References {
    /// How many notes there are.
    pub count: usize,
    /// The notes, in order.
    pub notes: Vec<Entry>,
    /// The addresses, in order.
    pub links: Vec<Address>,
}

/// An entry: its number and the lines behind it.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number, as it stands there.
    pub label: String,
    /// Its bytes, from its bracket on.
    pub bytes: Range<u32>,
    /// What stands behind the number.
    pub lines: Vec<Line>,
    /// The column of its text.
    pub base: u32,
}

/// An address with its title.
#[derive(Debug)]
pub(super) struct Address {
    /// Where it leads.
    pub target: Target,
    /// What is said of it.
    pub title: Option<String>,
}

/// The columns that some lines stand in, and what stands around them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    /// The column that the blocks begin in.
    pub base: u32,
    /// The column that their lines were filled to.
    pub edge: u32,
    /// How many blocks stand around them.
    pub depth: usize,
    /// How many lists of bullets stand around them.
    pub bullets: usize,
    /// Whether a list may stand directly below a paragraph.
    pub tight: bool,
}

impl Region {
    /// The page.
    pub(super) fn page(measure: u32) -> Region {
        Region { base: 0, edge: measure, depth: 0, bullets: 0, tight: false }
    }

    /// Inside a block that is indented by so many cells.
    pub(super) fn inside(self, indent: u32) -> Region {
        Region { base: self.base + indent, depth: self.depth + 1, tight: false, ..self }
    }

    /// The same with cells kept free at the right, where there is room for that.
    pub(super) fn narrowed(self, right: u32) -> Region {
        let room = self.edge.saturating_sub(self.base) >= 32 + right;
        Region { edge: self.edge - if room { right } else { 0 }, ..self }
    }
}

/// Whether a line is made of one sign, at least so many times.
pub(super) fn is_made_of(text: &str, sign: char, least: usize) -> bool {
    text.len() >= least * sign.len_utf8() && text.chars().all(|c| c == sign)
}

/// The first line at or behind `i` that is blank.
pub(super) fn run_end(lines: &[Line], i: usize) -> usize {
    (i..lines.len()).find(|&k| lines[k].is_blank()).unwrap_or(lines.len())
}
