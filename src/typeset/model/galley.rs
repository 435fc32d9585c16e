//! The galley: what the flow comes to once its text is set, as boxes with glue and penalties between them.

use super::{Begin, Length, SetLines};
use std::ops::Range;

/// An item of the flow, set.
#[derive(Debug, Default)]
pub struct SetItem {
    /// Its text; a placeholder's is in it as well.
    pub lines: SetLines,
    /// Its label.
    pub label: Option<SetLines>,
    /// Its drop capital.
    pub drop: Option<SetLines>,
    /// Its rows.
    pub table: Option<Box<SetTable>>,
    /// What floats.
    pub float: Option<Box<Stack>>,
}

/// A table, set.
#[derive(Debug, Default)]
pub struct SetTable {
    /// Its width.
    pub width: Length,
    /// How large its text is set to make it fit, in thousandths of what the theme says.
    pub scale: i64,
    /// Whether words had to be cut to make it fit.
    pub cut: bool,
    /// Its rows.
    pub rows: Vec<SetRow>,
    /// How many rows of the head are repeated on every page: all or none.
    pub repeated: usize,
    /// Whether the cells of a row stand one below the other, for want of width.
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
    /// Where it may be cut, from its top: no box of a cell, its own or one from a row above, lies there.
    pub cuts: Vec<Length>,
    /// Whether a cell reaches from this row into the next one.
    pub spans_on: bool,
    /// Whether a box of such a cell does, so that no page can end between the two.
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
    /// Whether it is set at once as far as it stands on a page, and not in the row's stretches: where it reaches over
    /// several rows or holds a table.
    pub at_once: bool,
    /// What it holds; its places count from the row's top.
    pub stack: Stack,
}

/// Items one below the other with their places: cells, floats.
#[derive(Debug, Default)]
pub struct Stack {
    /// The items, set.
    pub items: Vec<SetItem>,
    /// Their boxes, each with the place of its top.
    pub boxes: Vec<(Length, VBox)>,
    /// From the top to the foot of the last box.
    pub height: Length,
}

/// What a box costs before which no page can end: a line would be cut.
pub const STUCK: i32 = 1_000_000_000;

/// A box of the galley, with the glue and the penalty before it. It begins a page without its glue.
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
    /// How far that glue stretches, where pages end on the same line.
    pub stretch: Length,
    /// What it costs to end a page before it.
    pub cost: i32,
    /// Whether it begins a page.
    pub begin: Begin,
    /// What is set above it where it begins a page (a repeated table head).
    pub lead: Length,
    /// The footnotes whose marks stand in it: a range of [`Galley::notes`].
    pub notes: Range<u32>,
    /// Whether it is an anchor of [`Galley::floats`], and of which.
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
    /// A stretch of a row, from and to below its top.
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
