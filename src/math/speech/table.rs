//! Rows and columns, line by line.

use super::Speaker;
use super::words::fill;
use crate::math::tree::{MathTable, Node, TableKind};

impl Speaker {
    /// Rows and columns.
    pub(super) fn table(self, table: &MathTable) -> String {
        let words = self.words;
        let rows: Vec<String> = table.rows.iter().map(|row| self.cells(row, table.kind)).collect();
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let numbered = |phrase: &str| {
            let rows = rows.iter().enumerate().map(|(i, row)| fill(phrase, &[&(i + 1).to_string(), row]));
            rows.collect::<Vec<_>>().join(", ")
        };
        let count = rows.len().to_string();
        match table.kind {
            TableKind::Stack => rows.join(", "),
            TableKind::Lines if rows.len() == 1 => rows.concat(),
            TableKind::Lines => fill(words.lines, &[&count, &numbered(words.line)]),
            TableKind::Cases(_) => fill(words.cases, &[&count, &numbered(words.case)]),
            TableKind::Matrix => {
                let ruled = !table.verticals.is_empty() || !table.horizontals.is_empty();
                let phrase = if ruled { words.table } else { words.matrix };
                fill(phrase, &[&count, &columns.to_string(), &numbered(words.row)])
            }
        }
    }

    /// A row: the cells of a matrix with commas, empty ones named; the cells of a line without.
    fn cells(self, row: &[Vec<Node>], kind: TableKind) -> String {
        let cells = row.iter().map(|cell| self.sentence(cell));
        match kind {
            TableKind::Matrix => {
                let named = cells.map(|cell| if cell.trim().is_empty() { self.words.blank.to_owned() } else { cell });
                named.collect::<Vec<_>>().join(", ")
            }
            TableKind::Cases(_) => cells.collect::<Vec<_>>().join(", "),
            TableKind::Lines | TableKind::Stack => cells.collect::<Vec<_>>().join(" "),
        }
    }
}
