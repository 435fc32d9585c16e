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
        // A span over columns in which no cell begins is cut to those in which one does.
        let sections = |table: &mut Table, limit: usize| {
            let Table { head, body, foot, .. } = table;
            [head, body, foot].into_iter().map(|rows| fit(rows, limit)).max().unwrap_or(0)
        };
        let columns = sections(&mut table, usize::MAX).max(table.columns.len());
        sections(&mut table, columns);
        table.columns.resize(columns, Column::default());
        table
    }
}

/// Cuts the spans that lead out of the section or over the column `limit`; gives the number of columns in which cells
/// begin.
fn fit(rows: &mut [Row], limit: usize) -> usize {
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
            columns = columns.max(at + 1);
            let left = (count - i).min(usize::from(u16::MAX));
            let wanted = if cell.rows == 0 { left } else { usize::from(cell.rows) };
            cell.rows = wanted.clamp(1, left) as u16;
            let room = limit.saturating_sub(at).clamp(1, usize::from(MAX_COLUMNS));
            cell.columns = usize::from(cell.columns).clamp(1, room) as u16;
            let end = at + usize::from(cell.columns);
            if next.len() < end {
                next.resize(end, 0);
            }
            for n in &mut next[at..end] {
                *n = (*n).max(usize::from(cell.rows) - 1);
            }
            at = end;
        }
        covered = next;
    }
    columns
}
