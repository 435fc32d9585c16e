//! Columns of numbers: aligned on the decimal mark.

use super::grid::{Content, Grid};
use crate::document::cells;
use crate::document::{Align, Table};
use crate::source::Cut as _;

/// In every column that holds numbers only (below its head), and asks for nothing else, makes all numbers equally wide,
/// with their decimal marks one below the other, and sets the column flush right.
pub fn align(grid: &mut Grid<'_>, table: &Table) {
    for column in 0..grid.columns {
        let wanted = table.columns.get(column).map(|c| c.align).unwrap_or_default();
        if !matches!(wanted, Align::Auto | Align::End) {
            continue;
        }
        let body: Vec<usize> = (0..grid.cells.len())
            .filter(|&i| {
                let cell = &grid.cells[i];
                cell.column == column && cell.columns == 1 && cell.row >= grid.head
            })
            .collect();
        let texts: Option<Vec<&str>> = body
            .iter()
            .map(|&i| match &grid.cells[i].content {
                Content::Flat(text) if text.is_empty() || is_number(text) || is_blank(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let Some(texts) = texts else { continue };
        if !texts.iter().any(|t| is_number(t)) {
            continue;
        }
        let mark = decimal_mark(&texts);
        let split = |text: &str| {
            let at = fraction(text, mark).unwrap_or_else(|| end_of_digits(text));
            (cells::width(text.cut(..at)), cells::width(text.cut(at..)))
        };
        let parts: Vec<Option<(usize, usize)>> = texts.iter().map(|t| is_number(t).then(|| split(t))).collect();
        let before = parts.iter().flatten().map(|p| p.0).max().unwrap_or(0);
        let after = parts.iter().flatten().map(|p| p.1).max().unwrap_or(0);
        for (&i, part) in body.iter().zip(parts) {
            let cell = &mut grid.cells[i];
            if let (Some((whole, rest)), Content::Flat(text)) = (part, &mut cell.content) {
                // No-break spaces: what is inside a cell is not trimmed, but its ends are.
                *text = format!("{}{text}{}", "\u{a0}".repeat(before - whole), "\u{a0}".repeat(after - rest));
                (cell.least, cell.most) = (before + after, before + after);
            }
        }
        for cell in &mut grid.cells {
            if cell.column == column && cell.columns == 1 && cell.align == Align::Auto {
                cell.align = Align::End;
            }
        }
    }
}

/// A number with what customarily stands at it: sign, currency, percent, brackets; also a range.
fn is_number(text: &str) -> bool {
    let units =
        |c: char| matches!(c, '$' | '€' | '£' | '¥' | '%' | '‰' | '×' | '°' | '(' | ')' | '~' | '<' | '>' | '±');
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().count() <= 24
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || units(c)
                || matches!(c, '.' | ',' | '\'' | '-' | '+' | '−' | '–' | ' ' | '\u{a0}' | '\u{202f}')
        })
}

/// What stands for a number that is not there.
fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "-" | "–" | "—" | "--" | "…" | "n/a" | "N/A" | "?")
}

/// The decimal mark of a column: a comma where one is followed by other than three digits.
fn decimal_mark(texts: &[&str]) -> char {
    let comma = texts.iter().any(|text| {
        fraction(text, ',').is_some_and(|at| {
            let digits = text.cut(at + 1..).bytes().take_while(u8::is_ascii_digit).count();
            digits != 3 || text.cut(..at).contains('.')
        })
    });
    if comma { ',' } else { '.' }
}

/// Where the last decimal mark stands that a digit follows.
fn fraction(text: &str, mark: char) -> Option<usize> {
    let at = text.rfind(mark)?;
    text.cut(at + 1..).starts_with(|c: char| c.is_ascii_digit()).then_some(at)
}

/// Where the whole number ends.
fn end_of_digits(text: &str) -> usize {
    text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_number_is() {
        for text in ["1", "-2.5", "$118,400", "1.5–3×", "12 %", "(3)", "1 000,50"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "no", "2 m", "v1.2", "—"] {
            assert!(!is_number(text), "{text}");
        }
        assert_eq!(decimal_mark(&["1,50", "2,5"]), ',');
        assert_eq!(decimal_mark(&["1,500", "2.5"]), '.');
        assert_eq!(decimal_mark(&["1.500,00"]), ',');
    }
}
