//! Tables under construction.

use crate::document::{Align, Column, Covered, Dimension, Inline, Row, Table};

/// Maximum column span (HTML, 4.9.11).
const MAX_COLUMNS: u16 = 1000;

/// A table section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TableSection {
    /// The rows at its head.
    Head,
    /// Its rows.
    #[default]
    Body,
    /// The rows at its foot.
    Foot,
}

/// A table under construction.
#[derive(Debug, Default)]
pub(crate) struct TableBuilder {
    pub(crate) table: Table,
    /// The current section.
    pub(crate) section: TableSection,
    pub(crate) caption: Vec<Inline>,
    /// The widths requested for the columns so far.
    widths: Vec<Option<Dimension>>,
    /// The first rows of row groups in the body: no cell spans the boundary between two (HTML, 4.9.12.1).
    groups: Vec<usize>,
    /// Number of rows, including those without cells.
    count: usize,
    /// Indices of the rows of head, body and foot.
    numbers: [Vec<usize>; 3],
    /// Whether there was a head.
    pub(crate) has_head: bool,
}

impl TableBuilder {
    /// A table with the alignment of its columns.
    pub(crate) fn aligned(columns: Vec<Align>) -> Self {
        let columns = columns.into_iter().map(|align| Column { align, width: None }).collect();
        TableBuilder { table: Table { columns, ..Table::default() }, ..TableBuilder::default() }
    }

    /// Adds columns.
    pub(crate) fn add_columns(&mut self, count: usize, align: Align, width: Option<Dimension>) {
        if self.table.columns.len() + count <= usize::from(MAX_COLUMNS) {
            self.table.columns.extend(std::iter::repeat_n(Column { align, width: None }, count));
            self.widths.extend(std::iter::repeat_n(width, count));
        }
    }

    /// Begins a row group.
    pub(crate) fn begin_group(&mut self, section: TableSection) {
        self.has_head |= section == TableSection::Head;
        self.groups.push(self.table.body.len());
        self.section = section;
    }

    /// Adds a row to its section.
    pub(crate) fn push(&mut self, mut row: Row) {
        self.count += 1;
        if row.cells.is_empty() {
            return;
        }
        let Table { head, body, foot, .. } = &mut self.table;
        let [head_numbers, body_numbers, foot_numbers] = &mut self.numbers;
        let first = head.is_empty() && body.is_empty() && foot.is_empty();
        let (rows, numbers) = match self.section {
            TableSection::Head => (head, head_numbers),
            // A first row of header cells only is the head, even without `thead`.
            TableSection::Body if first && !self.has_head && row.cells.iter().all(|c| c.header) => (head, head_numbers),
            TableSection::Body => (body, body_numbers),
            TableSection::Foot => (foot, foot_numbers),
        };
        if self.section == TableSection::Head {
            row.cells.iter_mut().for_each(|cell| cell.header = true);
        }
        rows.push(row);
        numbers.push(self.count);
    }

    /// The finished table, with clipped spans and one entry per column.
    pub(crate) fn finish(self) -> Table {
        let mut table = self.table;
        for (column, share) in table.columns.iter_mut().zip(shares(&self.widths)) {
            column.width = share;
        }
        table.caption = self.caption;
        // An empty head is Markdown's form of a table without one.
        if table.head.iter().all(|row| row.cells.iter().all(|cell| cell.blocks.is_empty())) && !table.body.is_empty() {
            table.head.clear();
        }
        let named = 0..table.columns.len();
        let Table { head, body, foot, .. } = &mut table;
        for (rows, numbers) in [&mut *head, &mut *body, &mut *foot].into_iter().zip(&self.numbers) {
            without_empty_rows(rows, numbers);
        }
        let mut columns: Vec<usize> = named.chain(place(head)).chain(place(foot)).collect();
        let mut rest = body.as_mut_slice();
        for &group in self.groups.iter().rev() {
            let (before, rows) = rest.split_at_mut(group.min(rest.len()));
            columns.extend(place(rows));
            rest = before;
        }
        columns.extend(place(rest));
        columns.sort_unstable();
        columns.dedup();
        // Spans over columns in which no cell begins are clipped: at the end of every table, and anywhere in tables
        // with more columns than the span limit.
        let count = columns.last().map_or(0, |last| last + 1);
        if count <= usize::from(MAX_COLUMNS) {
            columns = (0..count).collect();
        }
        let Table { head, body, foot, .. } = &mut table;
        [head, body, foot].into_iter().for_each(|rows| cut(rows, &columns));
        table.columns.resize(columns.len(), Column::default());
        table
    }
}

/// The requested share of the table's width for each column. Lengths are used only if every column has one.
fn shares(widths: &[Option<Dimension>]) -> Vec<Option<f32>> {
    let percent = |w: &Option<Dimension>| match w {
        Some(Dimension::Percent(n)) => Some(*n),
        _ => None,
    };
    let points = |w: &Option<Dimension>| match w {
        Some(Dimension::Points(n)) => Some(*n),
        Some(Dimension::Pixels(n)) => Some(*n * 0.75),
        _ => None,
    };
    let (found, whole): (Vec<Option<f32>>, f32) = match widths.iter().map(points).sum::<Option<f32>>() {
        Some(sum) => (widths.iter().map(points).collect(), sum),
        None => {
            let found: Vec<Option<f32>> = widths.iter().map(percent).collect();
            let sum = found.iter().flatten().sum::<f32>();
            (found, sum.max(100.0))
        }
    };
    found.into_iter().map(|width| width.filter(|_| whole > 0.0).map(|width| width / whole)).collect()
}

/// Drops rows without cells and shortens the spans over them. `numbers` counts all rows.
fn without_empty_rows(rows: &mut [Row], numbers: &[usize]) {
    for (i, row) in rows.iter_mut().enumerate() {
        for cell in row.cells.iter_mut().filter(|cell| cell.rows > 1) {
            let end = numbers[i] + usize::from(cell.rows);
            cell.rows = (numbers.partition_point(|&number| number < end) - i) as u16;
        }
    }
}

/// Clips spans that reach out of the section or over columns covered from above; returns the columns in which cells
/// begin.
fn place(rows: &mut [Row]) -> Vec<usize> {
    let count = rows.len();
    let mut begun = Vec::new();
    let mut covered = Covered::default();
    for (i, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        for cell in &mut row.cells {
            let left = (count - i).min(usize::from(u16::MAX));
            let wanted = if cell.rows == 0 { left } else { usize::from(cell.rows) };
            cell.rows = wanted.clamp(1, left) as u16;
            let columns = covered.place(at, cell.columns.clamp(1, MAX_COLUMNS).into(), cell.rows.into());
            cell.columns = columns.len() as u16;
            begun.push(columns.start);
            at = columns.end;
        }
        covered.next_row();
    }
    begun
}

/// Reduces column spans to columns that the table keeps.
fn cut(rows: &mut [Row], columns: &[usize]) {
    let before = |column: usize| columns.partition_point(|&c| c < column);
    let mut covered = Covered::default();
    for row in rows {
        let mut at = 0;
        for cell in &mut row.cells {
            let placed = covered.place(at, cell.columns.into(), cell.rows.into());
            cell.columns = (before(placed.end) - before(placed.start)) as u16;
            at = placed.end;
        }
        covered.next_row();
    }
}
