//! The rows of a table while it is being read.

use super::element::Section;
use crate::document::{Align, Column, Inline, Row, Table};

/// No cell covers more columns than this (HTML, 4.9.11).
const MAX_COLUMNS: u16 = 1000;

/// A table being built.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) table: Table,
    /// Where rows go.
    pub(crate) section: Section,
    pub(crate) caption: Vec<Inline>,
    /// Whether a `thead` was seen.
    pub(crate) has_head: bool,
}

impl Rows {
    /// A table whose columns are aligned like this.
    pub(crate) fn aligned(columns: Vec<Align>) -> Self {
        let columns = columns.into_iter().map(|align| Column { align, width: None }).collect();
        Rows { table: Table { columns, ..Table::default() }, ..Rows::default() }
    }

    /// Adds a row where it belongs.
    pub(crate) fn push(&mut self, row: Row) {
        if row.cells.is_empty() {
            return;
        }
        let Table { head, body, foot, .. } = &mut self.table;
        let first = head.is_empty() && body.is_empty() && foot.is_empty();
        match self.section {
            Section::Head => {
                let mut row = row;
                row.cells.iter_mut().for_each(|cell| cell.header = true);
                head.push(row);
            }
            // A first row of head cells only is a head, also without `thead`.
            Section::Body if first && !self.has_head && row.cells.iter().all(|c| c.header) => head.push(row),
            Section::Body => body.push(row),
            Section::Foot => foot.push(row),
        }
    }

    /// The table, with spans that fit and one entry a column.
    pub(crate) fn finish(self) -> Table {
        let mut table = self.table;
        table.caption = self.caption;
        // A head without a word is how Markdown writes a table that has none.
        if table.head.iter().all(|row| row.cells.iter().all(|cell| cell.blocks.is_empty())) && !table.body.is_empty() {
            table.head.clear();
        }
        let columns = [&mut table.head, &mut table.body, &mut table.foot].into_iter().map(|rows| fit(rows)).max();
        let columns = columns.unwrap_or(0).max(table.columns.len());
        table.columns.resize(columns, Column::default());
        table
    }
}

/// Cuts the row spans that lead out of the section; gives the number of columns.
fn fit(rows: &mut [Row]) -> usize {
    let mut covered: Vec<usize> = Vec::new(); // for how many more rows each column is covered from above
    let mut columns = 0;
    let count = rows.len();
    for (i, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        let mut next = covered.iter().map(|n| n.saturating_sub(1)).collect::<Vec<_>>();
        for cell in &mut row.cells {
            while covered.get(at).is_some_and(|&n| n > 0) {
                at += 1;
            }
            let left = count - i;
            cell.rows = if cell.rows == 0 { left.min(usize::from(u16::MAX)) as u16 } else { cell.rows };
            cell.rows = usize::from(cell.rows).min(left).max(1) as u16;
            cell.columns = cell.columns.clamp(1, MAX_COLUMNS);
            let end = at + usize::from(cell.columns);
            if next.len() < end {
                next.resize(end, 0);
            }
            for n in &mut next[at..end] {
                *n = (*n).max(usize::from(cell.rows) - 1);
            }
            at = end;
        }
        columns = columns.max(at).max(covered.iter().rposition(|&n| n > 0).map_or(0, |i| i + 1));
        covered = next;
    }
    columns
}
