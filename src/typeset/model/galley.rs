//! The galley: the flow with its text set, as a vertical list of boxes with glue and penalties.

use super::{Begin, Length, SetLines};
use std::ops::Range;

/// An item of the flow, set.
#[derive(Debug, Default)]
pub struct SetItem {
    /// Its lines of text; for a placeholder, the lines within the frame.
    pub lines: SetLines,
    /// Its label.
    pub label: Option<SetLines>,
    /// Its drop capital.
    pub drop: Option<SetLines>,
    /// Its rows.
    pub table: Option<Box<SetTable>>,
    /// The float it anchors.
    pub float: Option<Box<Stack>>,
}

/// A table, set.
#[derive(Debug, Default)]
pub struct SetTable {
    /// Its width.
    pub width: Length,
    /// Scale of the text that makes the table fit, in thousandths of the theme's size.
    pub scale: i64,
    /// Whether words were cut to fit the columns.
    pub cut: bool,
    /// Its rows.
    pub rows: Vec<SetRow>,
    /// How many head rows are repeated after a page break: all or none.
    pub repeated: usize,
    /// Whether the cells of each row are stacked vertically because the columns would be too narrow.
    pub stacked: bool,
}

/// A row, set.
#[derive(Debug, Default)]
pub struct SetRow {
    /// From the table's top.
    pub top: Length,
    /// Its height with its padding.
    pub height: Length,
    /// Its cells, in the order of the row's.
    pub cells: Vec<SetCell>,
    /// Positions, from the row's top, where a page may end: no box of any cell in the row, including those that span
    /// into it, is cut.
    pub cuts: Vec<Length>,
    /// Whether a cell spans from this row into the next.
    pub spans_on: bool,
    /// Whether a box of a spanning cell crosses the boundary to the next row, so that no page can end there.
    pub crossed: bool,
}

/// A cell, set.
#[derive(Debug, Default)]
pub struct SetCell {
    /// From the table's left edge.
    pub x: Length,
    /// Its width.
    pub width: Length,
    /// From the row's top.
    pub top: Length,
    /// How many rows it reaches over.
    pub rows: usize,
    /// Whether it is set once per page, over its whole extent there, rather than row part by row part: cells that span
    /// rows or hold a table.
    pub at_once: bool,
    /// Its content; offsets count from the row's top.
    pub stack: Stack,
}

/// Items stacked vertically with their offsets: content of cells and floats.
#[derive(Debug, Default)]
pub struct Stack {
    /// The items, set.
    pub items: Vec<SetItem>,
    /// Their boxes, each with the place of its top.
    pub boxes: Vec<(Length, VBox)>,
    /// From the top to the foot of the last box.
    pub height: Length,
}

/// Penalty that forbids a page break: it would cut a line.
pub const STUCK: i32 = 1_000_000_000;

/// A box of the galley with the glue and penalty before it. The glue is discarded at the top of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VBox {
    /// Index of its item in the flow.
    pub item: u32,
    /// Which part of the item it is.
    pub part: ItemPart,
    /// Its height.
    pub height: Length,
    /// Natural size of the glue before it.
    pub before: Length,
    /// Stretch of that glue, used where pages are flush at the bottom.
    pub stretch: Length,
    /// Penalty of a page break before it.
    pub cost: i32,
    /// Whether a page break is forced before it.
    pub begin: Begin,
    /// Height of what is repeated above it at the top of a page (a table head).
    pub lead: Length,
    /// The footnotes whose marks stand in it: a range of [`Galley::notes`].
    pub notes: Range<u32>,
    /// Index into [`Galley::floats`] of the float that this box anchors.
    pub float: Option<u32>,
}

/// A part of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemPart {
    /// All of it.
    #[default]
    Whole,
    /// A line of its text.
    Line(u32),
    /// Part of a table row, given by its extent from the row's top.
    Row {
        /// Which row.
        row: u32,
        /// Its start.
        from: Length,
        /// Its end.
        to: Length,
    },
}

/// All boxes of a flow.
#[derive(Debug, Default)]
pub struct Galley {
    /// The boxes.
    pub boxes: Vec<VBox>,
    /// Notes in the order of their marks.
    pub notes: Vec<u32>,
    /// The items that float, in order.
    pub floats: Vec<u32>,
    /// For each note the boxes of its lines.
    pub note_boxes: Vec<Vec<VBox>>,
}
