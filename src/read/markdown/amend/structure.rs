//! What only the parser's view of the blocks tells: which definitions define nothing, and which rows are too long.

use super::amended::Amended;
use crate::read::markdown::edit::{Edit, NOTHING, With};
use crate::read::markdown::flavor::Flavor;
use crate::source::Cut as _;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// What is to be changed in the source.
#[derive(Default)]
pub(super) struct Found {
    /// In any order.
    pub(super) edits: Vec<Edit>,
    /// The rows among them.
    pub(super) rows: Vec<LongRow>,
}

/// A row with more cells than its table has columns.
pub(super) struct LongRow {
    /// What is too much, in the source.
    pub(super) range: Range<usize>,
    /// How many cells it has.
    pub(super) cells: usize,
    /// How many columns the table has.
    pub(super) columns: usize,
}

/// Looks through the blocks that the parser finds.
pub(super) fn look(amended: &Amended<'_>, flavor: Flavor) -> Found {
    let text = &*amended.text;
    let mut found = Found::default();
    let (mut term, mut columns, mut last_cell) = (None, 0, 0);
    let mut formulas = Formulas::default();
    for (event, range) in Parser::new_ext(text, flavor.extensions()).into_offset_iter() {
        match event {
            Event::Start(Tag::DefinitionListTitle) => term = Some(range),
            Event::Start(Tag::DefinitionListDefinition) => {
                let Some(at) = text.cut(range.start..).find(':').map(|i| range.start + i) else { continue };
                if !defines(text, term.clone(), at) {
                    found.edits.push(Edit::insert(amended.place(at), NOTHING));
                }
            }
            // The next definition of a term is behind one.
            Event::End(TagEnd::DefinitionListDefinition) => {
                term = term.filter(|t| !is_one_line(text, t));
            }
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::End(TagEnd::TableCell) => last_cell = range.end,
            Event::End(TagEnd::TableRow) => {
                let empty = ['|', ' ', '\t', '\n'];
                let behind = text.cut(last_cell.min(range.end)..range.end).trim_end_matches(empty);
                let surplus = behind.trim_start_matches(empty);
                if !surplus.is_empty() {
                    let start = last_cell + behind.len() - surplus.len();
                    let (edits, cells) = join_cells(text, range, columns);
                    let place = |at: usize| amended.place(at);
                    found.edits.extend(edits.into_iter().map(|at| Edit::insert(place(at), "\\")));
                    let range = place(start)..place(start + surplus.len());
                    found.rows.push(LongRow { range, cells, columns });
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item) => formulas.clear(),
            Event::Text(sign)
                if matches!(sign.as_bytes().first(), Some(b'(' | b')' | b'[' | b']'))
                    && flavor.has_dialects()
                    && is_escaped(text, range.start) =>
            {
                formulas.meet(text, range.start - 1, &mut |at, removed, with| {
                    found.edits.push(Edit { at: amended.place(at), removed, with: With::Sign(with) });
                });
            }
            _ => {}
        }
    }
    found
}

/// Whether a backslash before a byte makes it a letter.
fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
}

/// `\(…\)` and `\[…\]`, as LaTeX writes formulas, and programs that answer in Markdown. CommonMark takes the backslashes
/// for those of escaped brackets: these are formulas only where what is between looks like one.
#[derive(Default)]
struct Formulas {
    /// Where the last bracket was opened, and which it is.
    open: Option<(usize, u8)>,
}

impl Formulas {
    fn clear(&mut self) {
        self.open = None;
    }

    /// Takes note of an escaped bracket, whose backslash is at `at`; `edit` is called with what makes it a formula.
    fn meet(&mut self, text: &str, at: usize, edit: &mut dyn FnMut(usize, usize, &'static str)) {
        let bracket = text.as_bytes()[at + 1];
        if matches!(bracket, b'(' | b'[') {
            self.open = Some((at, bracket));
            return;
        }
        let Some((start, open)) = self.open.take() else { return };
        if (open == b'(') != (bracket == b')') {
            return;
        }
        let inside = text.cut(start + 2..at);
        // Behind brackets an address, a label or a class may stand; `\[1\]` within a line is a number in brackets.
        let behind = text.cut(at + 2..);
        let is_link = open == b'[' && behind.starts_with(['(', '[', '{', ':']);
        let is_blank = |part: Option<&str>| part.is_none_or(|part| part.trim().is_empty());
        let is_line = is_blank(text.cut(..start).rsplit('\n').next()) && is_blank(behind.split('\n').next());
        if !is_tex(inside, open == b'(' || is_line) || inside.contains('$') || is_link {
            return;
        }
        let dollars = if open == b'(' { "$" } else { "$$" };
        let before = inside.len() - inside.trim_start().len();
        let behind = inside.len() - inside.trim_end().len();
        if open == b'[' {
            edit(start, 2, dollars);
            edit(at, 2, dollars);
        } else {
            edit(start, 2 + before, dollars);
            edit(at - behind, 2 + behind, dollars);
        }
    }
}

/// Whether text looks like a formula: it has a command or an operator, or is, where that says enough, a letter or a number `alone`.
fn is_tex(text: &str, alone: bool) -> bool {
    let text = text.trim();
    let is_command =
        text.match_indices('\\').any(|(i, _)| text.cut(i + 1..).starts_with(|c: char| c.is_ascii_alphabetic()));
    let alone = alone && text.len() <= 3 && !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    is_command || alone || text.contains(['^', '_', '=', '+', '<', '>']) && !text.contains(". ")
}

fn is_one_line(text: &str, range: &Range<usize>) -> bool {
    !text.cut(range.clone()).trim_end().contains('\n')
}

/// Whether the colon at `at` begins a definition: a space follows it, and it stands below a term of one line, or one
/// blank line below it, as in pandoc and in PHP Markdown Extra. `term`: the term right before it; `None`: a definition.
fn defines(text: &str, term: Option<Range<usize>>, at: usize) -> bool {
    if !text.cut(at + 1..).starts_with([' ', '\t']) {
        return false;
    }
    let Some(term) = term else { return true };
    let end = term.start + text.cut(term.clone()).trim_end().len();
    let lines = text.cut(end.min(at)..at).matches('\n').count();
    is_one_line(text, &term) && lines <= 2 && !(lines == 1 && code_goes_on(text.cut(term.start..end), text.cut(at..)))
}

/// Whether code begins in a line and ends in the lines below it.
fn code_goes_on(line: &str, below: &str) -> bool {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'`', &bytes[at..]).map(|i| at + i) {
        let length = run(bytes, start);
        at = start + length;
        if start > 0 && bytes[start - 1] == b'\\' {
            continue;
        }
        match closing(bytes, at, length) {
            Some(end) => at = end,
            None => {
                let paragraph = below.find("\n\n").map_or(below, |end| below.cut(..end));
                return closing(paragraph.as_bytes(), 0, length).is_some();
            }
        }
    }
    false
}

/// How many backticks stand at `at`.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&b| b == b'`').count()
}

/// The end of the next run of so many backticks, from `at` on.
fn closing(bytes: &[u8], mut at: usize, length: usize) -> Option<usize> {
    while let Some(start) = memchr::memchr(b'`', &bytes[at..]).map(|i| at + i) {
        let found = run(bytes, start);
        at = start + found;
        if found == length {
            return Some(at);
        }
    }
    None
}

/// Where a backslash makes a `|` of a row part of its cell, so that it has no more cells than there are columns, and
/// how many it had: first where the `|` stands in code, then behind the last column.
fn join_cells(text: &str, row: Range<usize>, columns: usize) -> (Vec<usize>, usize) {
    let bytes = text.cut(row.clone()).as_bytes();
    let (mut pipes, mut in_code) = (Vec::new(), Vec::new());
    let mut at = usize::from(bytes.first() == Some(&b'|'));
    // Empty cells at the end are none that could be lost.
    let mut end = text.cut(row.clone()).trim_end_matches(['|', ' ', '\t', '\n']).len();
    if end < bytes.len() && bytes[..end].ends_with(b"\\") {
        end += 1;
    }
    let mut code_end = 0;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' if at >= code_end => {
                let length = run(bytes, at);
                at += length - 1;
                code_end = closing(&bytes[..end], at + 1, length).unwrap_or(0);
            }
            b'|' if at < code_end => in_code.push(row.start + at),
            b'|' => pipes.push(row.start + at),
            _ => {}
        }
        at += 1;
    }
    let cells = pipes.len() + in_code.len() + 1;
    in_code.extend(pipes.into_iter().skip(columns.saturating_sub(1)));
    (in_code, cells)
}
