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

mod amended;
mod lines;
mod structure;

pub(super) use amended::Amended;

use crate::source::Cut as _;

use super::edit::{Edit, sort};
use super::flavor::Flavor;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Source;

/// How often the parser is asked for its view; what it still gets wrong then is taken at its first word.
const ROUNDS: usize = 4;

/// What was changed already.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// The changes.
    pub(super) edits: Vec<Edit>,
    /// Whether the parser's view of the blocks is needed for more.
    pub(super) structure: bool,
}

/// The source from `start` on as the parser is to read it.
pub(super) fn amend<'a>(
    source: &'a Source,
    start: usize,
    rewritten: Rewritten,
    flavor: Flavor,
    diagnostics: &mut Diagnostics,
) -> Amended<'a> {
    let text = source.text().cut(start..);
    let lines::Found { edits: signs, structure } = lines::look(text);
    let Rewritten { mut edits, structure: more } = rewritten;
    let structure = structure || more;
    edits.extend(signs);
    sort(&mut edits);
    let mut amended = Amended::new(text, &edits);
    if !structure {
        return amended;
    }
    let mut told = Vec::new();
    for _ in 0..ROUNDS {
        let structure::Found { edits: found, rows } = structure::look(&amended, flavor);
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

#[cfg(test)]
mod tests {
    use super::amended::STAND_INS;
    use super::*;
    use proptest::prelude::*;

    fn amended(text: &str) -> String {
        let source = Source::new("a.md", text, 0);
        amend(&source, 0, Rewritten::default(), Flavor::Dialects, &mut Diagnostics::new()).text.replace('\u{fdd2}', "⌀")
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
        let amended = amend(&source, 0, Rewritten::default(), Flavor::Dialects, &mut Diagnostics::new());
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
            let amended = amend(&source, 0, Rewritten::default(), Flavor::Dialects, &mut Diagnostics::new());
            let letters = |text: &str| text.chars().filter(|c| !" \t|\\".contains(*c)).collect::<String>();
            prop_assert_eq!(letters(&amended.restore(&*amended.text)), letters(&text));
            for (at, _) in amended.text.char_indices() {
                prop_assert!(text.is_char_boundary(amended.place(at)));
            }
            prop_assert_eq!(amended.place(amended.text.len()), text.len());
        }
    }
}
