//! Tables: rows of cells, with spans.

use super::{Block, Inline};
use crate::source::Span;

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Table {
    /// What is said of it; empty: nothing.
    pub caption: Vec<Inline>,
    /// One entry a column.
    pub columns: Vec<Column>,
    /// Rows repeated at the head of each page.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
    /// Rows at the end: sums.
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

/// What holds for a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Column {
    /// How its cells are aligned.
    pub align: Align,
    /// The share of the table's width it asks for, 0 to 1.
    pub width: Option<f32>,
}

/// How text stands in its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// As [`super::Grid`] finds best: text at the start; columns of numbers at the end, on their decimal mark.
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
    /// Its cells; those covered by a span from the left or from above are left out.
    pub cells: Vec<Cell>,
    /// Where it came from.
    pub span: Option<Span>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Cell {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it covers, at least 1.
    pub columns: u16,
    /// How many rows it covers, at least 1.
    pub rows: u16,
    /// Its own alignment, where it differs from its column's.
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
