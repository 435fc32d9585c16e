//! What is known while the lines of a text are looked through, and what every construct does with it.

use super::directive::{self, Directive};
use super::found::{Found, Short};
use super::line::Line;
use super::numbers::Lettered;
use crate::read::markdown::edit::{Edit, NOTHING, Piece, With};
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// What is open where a line begins.
#[derive(Debug)]
pub(super) enum Open {
    /// A fenced container: the sign of its fence, how many there are, and the number of the edit that opens it.
    Fenced { sign: u8, count: usize, edit: usize },
    /// A figure, in whose caption the lines are.
    Figure { sign: u8, count: usize, edit: usize },
    /// An admonition or a tab, whose text is indented by four columns more than its mark.
    Indented(Indented),
}

/// A container that ends where its text is no longer indented.
#[derive(Debug)]
pub(super) struct Indented {
    /// The column of its mark.
    pub(super) column: usize,
    /// What stands before its mark in the rewritten text.
    pub(super) prefix: String,
    /// In how many quotations it stands.
    pub(super) quotes: usize,
    /// Whether it is one of several tabs.
    pub(super) tab: bool,
}

/// Code, or anything else that lasts up to a line that ends it.
#[derive(Debug)]
pub(super) enum Verbatim {
    /// Fenced code: its sign and how many there are; what stands before it.
    Fence { sign: u8, length: usize, prefix: String },
    /// Up to a line that holds this.
    Until(&'static str),
}

/// The state of looking through a text.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) edits: Vec<Edit>,
    pub(super) found: Found,
    /// Whether definitions were found that are to be looked at as the parser sees them.
    pub(super) structure: bool,
    pub(super) open: Vec<Open>,
    pub(super) verbatim: Option<Verbatim>,
    /// The columns in which the content of the open items begins.
    pub(super) items: Vec<usize>,
    /// Whether the line before is blank, or there is none.
    pub(super) after_blank: bool,
    /// The line before, without its marks.
    pub(super) before: &'a str,
    /// Where the last line ends that is not blank.
    pub(super) last_end: usize,
    /// Whether a tab ended right before, so that another one goes on with the group.
    pub(super) tabs_go_on: bool,
    /// Whether a heading that comes next is the title of the aside that was begun.
    pub(super) title_comes: bool,
    /// Where the next line begins.
    pub(super) next: usize,
    /// How many examples there were.
    pub(super) examples: u64,
    /// Whether the item before is an example.
    pub(super) in_examples: bool,
    /// The lists of letters that are open, from the outermost on.
    pub(super) lettered: Vec<Lettered>,
    pub(super) in_line: InLine,
    /// Whether a table was drawn right before.
    pub(super) table_above: bool,
    /// Up to here the lines enclose no grid.
    pub(super) no_grid_before: usize,
    /// Short forms that the text defines, each with the number of the edit that takes its line away.
    pub(super) shorts: Vec<(Short, usize)>,
    /// How often the text refers to examples, by their labels: counted when the first is met.
    pub(super) labels: Option<HashMap<&'a str, usize>>,
    /// Whether several lines begin as examples do: found out when the first is met.
    pub(super) several_examples: Option<bool>,
    /// Whether the text defines an address for `[toc]`: found out when the first is met.
    pub(super) toc_is_label: Option<bool>,
}

/// No more containers are open within each other; further ones are text.
pub(super) const MOST_OPEN: usize = 64;

/// Which of these signs a text holds at all.
#[derive(Debug)]
pub(super) struct InLine {
    pub(super) sizes: bool,
    pub(super) substitutions: bool,
}

impl InLine {
    pub(super) fn of(text: &str) -> Self {
        let has = |sign: &[u8]| memmem::find(text.as_bytes(), sign).is_some();
        InLine { sizes: has(b" =") && has(b"!["), substitutions: has(b"{~~") && has(b"~>") }
    }

    pub(super) fn any(&self) -> bool {
        self.sizes || self.substitutions
    }
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Scanner {
            text,
            edits: Vec::new(),
            found: Found::default(),
            structure: false,
            open: Vec::new(),
            verbatim: None,
            items: Vec::new(),
            after_blank: true,
            before: "",
            last_end: 0,
            tabs_go_on: false,
            title_comes: false,
            next: 0,
            examples: 0,
            in_examples: false,
            lettered: Vec::new(),
            in_line: InLine::of(text),
            table_above: false,
            no_grid_before: 0,
            shorts: Vec::new(),
            labels: None,
            several_examples: None,
            toc_is_label: None,
        }
    }

    /// The line that begins at a byte of the text.
    pub(super) fn line_at(&self, start: usize) -> Option<Line<'a>> {
        let rest = self.text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |i| start + i);
        Some(Line::new(self.text, start, end))
    }

    /// The lines from a byte of the text on.
    pub(super) fn lines_from(&self, start: usize) -> impl Iterator<Item = Line<'a>> + '_ {
        let mut at = start;
        std::iter::from_fn(move || {
            let line = self.line_at(at)?;
            at = self.behind(&line);
            Some(line)
        })
    }

    /// Where the line behind this one begins.
    pub(super) fn behind(&self, line: &Line<'_>) -> usize {
        let rest = &self.text.as_bytes()[line.start..];
        line.start + memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1)
    }

    /// Whether a line is in the containers that are open.
    pub(super) fn holds(&self, line: &Line<'_>) -> bool {
        let inside = self.open.iter().rev().find_map(|open| match open {
            Open::Indented(inside) => Some(inside),
            Open::Fenced { .. } | Open::Figure { .. } => None,
        });
        inside.is_none_or(|inside| line.quotes >= inside.quotes && line.column >= inside.column + 4)
    }

    /// How many columns are taken away from the lines of the containers that are open.
    pub(super) fn removed(&self) -> usize {
        4 * self.open.iter().filter(|open| matches!(open, Open::Indented(_))).count()
    }

    /// The line of raw HTML that stands for a directive.
    pub(super) fn directive(&mut self, directive: Directive) -> String {
        self.found.directives.push(directive);
        directive::line(self.found.directives.len() - 1)
    }

    /// Replaces a part of the text by lines; gives the number of the edit.
    pub(super) fn replace(&mut self, range: Range<usize>, lines: Lines) -> usize {
        self.edits.push(Edit { at: range.start, removed: range.len(), with: With::Pieces(lines.pieces) });
        self.edits.len() - 1
    }

    /// Lines that stand where the content of `line` does.
    pub(super) fn lines(&self, line: &Line<'a>) -> Lines {
        Lines { prefix: line.prefix(self.removed()), pieces: Vec::new() }
    }

    /// Replaces a sign.
    pub(super) fn sign(&mut self, at: usize, removed: usize, with: &'static str) {
        self.edits.push(Edit { at, removed, with: With::Sign(with) });
    }
}

/// Lines that replace a part of the text.
#[derive(Debug)]
pub(super) struct Lines {
    prefix: String,
    pieces: Vec<Piece>,
}

impl Lines {
    /// The parts that they are made of.
    pub(super) fn take(self) -> Vec<Piece> {
        self.pieces
    }

    fn begin(&mut self, behind: &str) {
        let text = if self.pieces.is_empty() { behind.to_owned() } else { format!("\n{}{behind}", self.prefix) };
        if !text.is_empty() {
            self.pieces.push(Piece::Text(Cow::Owned(text)));
        }
    }

    /// A line that is put in.
    pub(super) fn line(&mut self, line: String) {
        self.begin(&line);
    }

    /// A line of the source, in which no sign at its head begins a block.
    pub(super) fn source(&mut self, range: Range<usize>) {
        self.begin(NOTHING);
        self.pieces.push(Piece::Source(range));
    }

    /// A line of the source as it is.
    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        self.begin("");
        self.pieces.push(Piece::Source(range));
    }
}
