//! The text as the parser is given it.
//!
//! The parser takes some signs for marks that are none (`:smile:` at the start of a line for a definition), cuts
//! addresses at the marks of emphasis in them, and drops the cells of a row that a table has no columns for. The text
//! is amended so that it does not: a sign that means nothing is put before a false mark ([`NOTHING`]), and what is no
//! mark inside an address is a stand-in for itself. [`Amended::restore`] takes both back in every string that comes
//! out of the parser, and [`Amended::place`] knows where a byte stands in the source: what is read is the source.
//!
//! [`lines`] amends what a line tells by itself; [`structure`] what only the parser's own view of the blocks tells,
//! which is why the text is parsed twice where it holds definitions or tables.

mod lines;
mod structure;
use crate::source::Cut as _;

use super::dialect::{Scan, directive};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Source;
use std::borrow::Cow;
use std::ops::Range;

/// A sign that means nothing: a noncharacter, which no document can keep.
pub(super) const NOTHING: &str = "\u{fdd2}";

/// The marks that an address may hold, and what stands for them there.
const STAND_INS: [(char, &str); 4] = [('_', "\u{fdd3}"), ('*', "\u{fdd4}"), ('~', "\u{fdd5}"), ('$', "\u{fdd6}")];

/// How often the parser is asked for its view; what it still gets wrong then is taken at its first word.
const ROUNDS: usize = 4;

/// A change of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where in the source.
    pub(super) at: usize,
    /// How many bytes of it are replaced.
    pub(super) removed: usize,
    /// By what.
    pub(super) with: With,
}

/// What replaces a part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    /// A sign or a few.
    Sign(&'static str),
    /// Text that is put in, and parts of the source, in which other edits hold.
    Pieces(Vec<Piece>),
}

/// A part of what replaces a part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that is put in.
    Text(Cow<'static, str>),
    /// Bytes of the source.
    Source(Range<usize>),
}

impl Edit {
    pub(super) fn insert(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 0, with: With::Sign(with) }
    }

    fn replace(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 1, with: With::Sign(with) }
    }
}

/// A text and where its bytes stand in the source.
#[derive(Debug)]
pub(super) struct Amended<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
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

/// The source from `start` on as the parser is to read it.
pub(super) fn amend<'a>(
    source: &'a Source,
    start: usize,
    dialect: &mut Scan,
    diagnostics: &mut Diagnostics,
) -> Amended<'a> {
    let text = source.text().cut(start..);
    let lines::Found { edits: signs, structure } = lines::look(text);
    let mut edits = std::mem::take(&mut dialect.edits);
    let structure = structure || dialect.structure;
    edits.extend(signs);
    sort(&mut edits);
    let mut amended = Amended::new(text, &edits);
    if !structure {
        return amended;
    }
    let mut told = Vec::new();
    for _ in 0..ROUNDS {
        let structure::Found { edits: found, rows } = structure::look(&amended);
        if found.is_empty() {
            break;
        }
        told.extend(rows);
        edits.extend(found);
        sort(&mut edits);
        amended = Amended::new(text, &edits);
    }
    for row in told {
        let message = format!(
            "the row has {} cells, and the table {}: the last cell holds what is left",
            row.cells,
            if row.columns == 1 { "1 column".to_owned() } else { format!("{} columns", row.columns) }
        );
        let span = source.span(start + row.range.start..start + row.range.end);
        let help = "write `\\|` for a `|` that is text, or give the table's head a cell more";
        diagnostics.push(Diagnostic::new(&codes::TABLE_ROW_LONG, span, message).help(help));
    }
    amended
}

/// Puts edits in order. Of those at one place the one that replaces lines comes first, since others hold within it;
/// what is only put in stands before a sign that is replaced.
fn sort(edits: &mut [Edit]) {
    edits.sort_by_key(|edit| {
        let rank = match edit.with {
            _ if edit.removed == 0 => 1,
            With::Pieces(_) => 0,
            With::Sign(_) => 2,
        };
        (edit.at, rank)
    });
}

impl<'a> Amended<'a> {
    /// The text with these changes, in order ([`sort`]).
    fn new(text: &'a str, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return Amended { text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut out = Writer { text, out: String::with_capacity(text.len() + 3 * edits.len()), steps: Vec::new() };
        out.copy(0..text.len(), edits);
        Amended { text: Cow::Owned(out.out), steps: out.steps }
    }

    /// Where a byte of the text stands in the source.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.steps.partition_point(|step| step.here <= at);
        match before.checked_sub(1).map(|i| self.steps[i]) {
            None => at,
            Some(Step { here, there, put_in: None }) => there + at - here,
            // The first byte stands for what was replaced; inside there is no place but the one behind it.
            Some(Step { here, there, put_in: Some(removed) }) => there + if at == here { 0 } else { removed },
        }
    }

    /// A string from the parser as the source has it.
    pub(super) fn restore<'s>(&self, text: impl Into<Cow<'s, str>>) -> Cow<'s, str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amended(text: &str) -> String {
        let source = Source::new("a.md", text, 0);
        amend(&source, 0, &mut Scan::default(), &mut Diagnostics::new()).text.replace('\u{fdd2}', "⌀")
    }

    #[test]
    fn a_colon_is_a_mark_only_before_a_space_and_behind_a_term() {
        assert_eq!(amended("Use\n:q to quit"), "Use\n⌀:q to quit");
        assert_eq!(amended("> a\n>\n> ::before"), "> a\n>\n> ⌀::before");
        assert_eq!(amended("Term\n: what it means\n: more"), "Term\n: what it means\n: more");
        assert_eq!(amended("Two\nlines\n: no"), "Two\nlines\n⌀: no");
        assert_eq!(amended("Term\n\n\n: no"), "Term\n\n\n⌀: no");
        assert_eq!(amended("See `foo\n: bar` end."), "See `foo\n⌀: bar` end.");
    }

    #[test]
    fn rows_of_delimiters() {
        assert_eq!(amended("| a |\n:--:\n| b |"), "| a |\n|:--:|\n| b |");
        assert_eq!(amended("| a | b |\n|\t---\t|\t--- |"), "| a | b |\n| --- | --- |");
        assert_eq!(amended("a|b\n-----|-::-"), "a|b\n-----|-::-⌀");
        assert_eq!(amended("a|b\n:--|:-:\n1|2|3"), "a|b\n:--|:-:\n1|2\\|3");
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = Source::new("a.md", "a\n:b https://x.org/__c", 0);
        let amended = amend(&source, 0, &mut Scan::default(), &mut Diagnostics::new());
        for (at, c) in source.text().char_indices() {
            let stand_in = STAND_INS.iter().find(|s| s.0 == c && at > 9).map(|s| s.1.to_owned());
            let wanted = stand_in.unwrap_or_else(|| c.to_string());
            let mut found = amended.text.char_indices().filter(|(i, _)| amended.place(*i) == at).map(|(_, c)| c);
            assert_eq!(found.next_back(), wanted.chars().next(), "{at}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_changed_for_the_reader(
            parts in proptest::collection::vec(
                prop_oneof![
                    "[a-z]{1,3}", Just("\n".to_owned()), Just("\n\n".to_owned()), "[:_*~$`|> -]{1,4}", Just(": ".to_owned()),
                    Just("https://a.org/_b_*".to_owned()), Just("|---|:-:|\n".to_owned()), Just("| a | b | c |\n".to_owned()),
                    Just("a_b@c.org".to_owned()), Just("][".to_owned()), Just("]\\[".to_owned()), Just("é".to_owned()),
                ],
                0..40,
            )
        ) {
            let text = parts.concat();
            let source = Source::new("a.md", text.as_str(), 0);
            let amended = amend(&source, 0, &mut Scan::default(), &mut Diagnostics::new());
            let letters = |text: &str| text.chars().filter(|c| !" \t|\\".contains(*c)).collect::<String>();
            prop_assert_eq!(letters(&amended.restore(&*amended.text)), letters(&text));
            for (at, _) in amended.text.char_indices() {
                prop_assert!(text.is_char_boundary(amended.place(at)));
            }
            prop_assert_eq!(amended.place(amended.text.len()), text.len());
        }
    }
}
