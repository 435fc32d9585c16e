//! Columns of numbers: aligned on the decimal mark.

use super::grid::{CellContent, TextGrid};
use crate::document::cells;
use crate::document::{self, Align, is_number};
use crate::source::Cut as _;

/// Aligns the numbers below the head of every end-aligned number column on their decimal marks, by padding.
pub fn align(grid: &mut TextGrid<'_>, table: &document::Grid<'_>) {
    for column in (0..grid.columns).filter(|&c| table.numbers[c] && table.columns[c] == Align::End) {
        let head = grid.head;
        let numbers = grid.cells.iter_mut().filter(|cell| {
            let here = cell.column == column && cell.columns == 1 && cell.row >= head && cell.align == Align::End;
            here && matches!(&cell.content, CellContent::Flat(text) if is_number(text))
        });
        let mut numbers: Vec<_> = numbers.collect();
        let texts = |cell: &&mut super::grid::TextCell<'_>| match &cell.content {
            CellContent::Flat(text) => text.clone(),
            CellContent::Blocks(_) => String::new(),
        };
        let texts: Vec<String> = numbers.iter().map(texts).collect();
        let mark = decimal_mark(&texts);
        let split = |text: &String| {
            let at = fraction(text, mark).unwrap_or_else(|| end_of_digits(text));
            (cells::width(text.cut(..at)), cells::width(text.cut(at..)))
        };
        let parts: Vec<(usize, usize)> = texts.iter().map(split).collect();
        let before = parts.iter().map(|p| p.0).max().unwrap_or(0);
        let after = parts.iter().map(|p| p.1).max().unwrap_or(0);
        for (cell, (text, (whole, rest))) in numbers.iter_mut().zip(texts.into_iter().zip(parts)) {
            // No-break spaces: the ends of a cell's text are trimmed of others.
            let text = format!("{}{text}{}", "\u{a0}".repeat(before - whole), "\u{a0}".repeat(after - rest));
            cell.content = CellContent::Flat(text);
            (cell.least, cell.most) = (before + after, before + after);
        }
    }
}

/// The decimal mark of a column: a comma if one is followed by other than three digits.
fn decimal_mark(texts: &[impl AsRef<str>]) -> char {
    let comma = texts.iter().map(AsRef::as_ref).any(|text| {
        fraction(text, ',').is_some_and(|at| {
            let digits = text.cut(at + 1..).bytes().take_while(u8::is_ascii_digit).count();
            digits != 3 || text.cut(..at).contains('.')
        })
    });
    if comma { ',' } else { '.' }
}

/// Position of the last decimal mark that is followed by a digit.
fn fraction(text: &str, mark: char) -> Option<usize> {
    let at = text.rfind(mark)?;
    text.cut(at + 1..).starts_with(|c: char| c.is_ascii_digit()).then_some(at)
}

/// End of the whole number.
fn end_of_digits(text: &str) -> usize {
    text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_decimal_mark_is() {
        assert_eq!(decimal_mark(&["1,50", "2,5"]), ',');
        assert_eq!(decimal_mark(&["1,500", "2.5"]), '.');
        assert_eq!(decimal_mark(&["1.500,00"]), ',');
    }
}
