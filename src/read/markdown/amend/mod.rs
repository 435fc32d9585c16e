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

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Source;
use std::borrow::Cow;

/// A sign that means nothing: a noncharacter, which no document can keep.
const NOTHING: &str = "\u{fdd2}";

/// The marks that an address may hold, and what stands for them there.
const STAND_INS: [(char, &str); 4] = [('_', "\u{fdd3}"), ('*', "\u{fdd4}"), ('~', "\u{fdd5}"), ('$', "\u{fdd6}")];

/// How often the parser is asked for its view; what it still gets wrong then is taken at its first word.
const ROUNDS: usize = 4;

/// A change of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    /// Where in the source.
    at: usize,
    /// How many bytes of it are replaced.
    removed: usize,
    /// By what.
    with: &'static str,
}

impl Edit {
    fn insert(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 0, with }
    }

    fn replace(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 1, with }
    }
}

/// A text and where its bytes stand in the source.
#[derive(Debug)]
pub(super) struct Amended<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    /// By edit: the first byte behind it, here and in the source.
    steps: Vec<(usize, usize)>,
}

/// The source from `start` on as the parser is to read it.
pub(super) fn amend<'a>(source: &'a Source, start: usize, diagnostics: &mut Diagnostics) -> Amended<'a> {
    let text = source.text().cut(start..);
    let lines::Found { mut edits, structure } = lines::look(text);
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
        edits.sort_by_key(|e| e.at);
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

impl<'a> Amended<'a> {
    /// The text with these changes, which are in order.
    fn new(text: &'a str, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return Amended { text: Cow::Borrowed(text), steps: Vec::new() };
        }
        let mut out = String::with_capacity(text.len() + 3 * edits.len());
        let mut steps = Vec::with_capacity(edits.len());
        let mut done = 0;
        for edit in edits {
            out.push_str(text.cut(done..edit.at));
            out.push_str(edit.with);
            done = edit.at + edit.removed;
            steps.push((out.len(), done));
        }
        out.push_str(text.cut(done..));
        Amended { text: Cow::Owned(out), steps }
    }

    /// Where a byte of the text stands in the source.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.steps.partition_point(|&(here, _)| here <= at);
        let here = match before.checked_sub(1) {
            Some(i) => at - self.steps[i].0 + self.steps[i].1,
            None => at,
        };
        // Inside of what was put in there is no place but the one behind it.
        self.steps.get(before).map_or(here, |&(_, next)| here.min(next))
    }

    /// A string from the parser as the source has it.
    pub(super) fn restore<'s>(&self, text: impl Into<Cow<'s, str>>) -> Cow<'s, str> {
        let text = text.into();
        // The first byte of every stand-in.
        if self.steps.is_empty() || memchr::memchr(0xef, text.as_bytes()).is_none() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\u{fdd2}' => {}
                '\u{fdd3}'..='\u{fdd6}' => out.push(STAND_INS[c as usize - 0xfdd3].0),
                c => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amended(text: &str) -> String {
        let source = Source::new("a.md", text, 0);
        amend(&source, 0, &mut Diagnostics::new()).text.replace('\u{fdd2}', "⌀")
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
        let amended = amend(&source, 0, &mut Diagnostics::new());
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
            let amended = amend(&source, 0, &mut Diagnostics::new());
            let letters = |text: &str| text.chars().filter(|c| !" \t|\\".contains(*c)).collect::<String>();
            prop_assert_eq!(letters(&amended.restore(&*amended.text)), letters(&text));
            for (at, _) in amended.text.char_indices() {
                prop_assert!(text.is_char_boundary(amended.place(at)));
            }
            prop_assert_eq!(amended.place(amended.text.len()), text.len());
        }
    }
}
