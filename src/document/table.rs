//! Tables: rows of cells, with spans.

use super::{Block, Inline};
use crate::source::Span;

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Table {
    /// Its caption; may be empty.
    pub caption: Vec<Inline>,
    /// One entry a column.
    pub columns: Vec<Column>,
    /// Rows repeated at the head of each page.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
    /// Rows at the end, such as totals.
    pub foot: Vec<Row>,
}

impl Table {
    /// All rows, from the head to the foot.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.head.iter().chain(&self.body).chain(&self.foot)
    }

    /// All rows, from the head to the foot.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.head.iter_mut().chain(&mut self.body).chain(&mut self.foot)
    }
}

/// Properties of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Column {
    /// Alignment of its cells.
    pub align: Align,
    /// Requested share of the table's width, 0 to 1.
    pub width: Option<f32>,
}

/// Alignment of a cell or column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Chosen by [`super::Grid`]: text at the start; number columns at the end, aligned on their decimal marks.
    #[default]
    Auto,
    /// At the side where lines begin.
    Start,
    /// In the middle.
    Center,
    /// At the side where lines end.
    End,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Row {
    /// Its cells, without those covered by spans from the left or above.
    pub cells: Vec<Cell>,
    /// Where it came from.
    pub span: Option<Span>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Cell {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Whether it is a header cell.
    pub header: bool,
    /// Column span, at least 1.
    pub columns: u16,
    /// Row span, at least 1.
    pub rows: u16,
    /// Its alignment, if different from its column's.
    pub align: Option<Align>,
    /// Where it came from.
    pub span: Option<Span>,
}

impl Cell {
    /// A plain cell of one column and one row.
    pub fn new(blocks: Vec<Block>, span: impl Into<Option<Span>>) -> Self {
        Cell { blocks, header: false, columns: 1, rows: 1, align: None, span: span.into() }
    }
}
