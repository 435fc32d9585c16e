//! A table's grid of cells with flattened text.

use crate::document::cells;
use crate::document::{self, Align, Block, BlockKind, Cell};
use crate::write::txt::block::keep_from_marker;
use crate::write::txt::inline::flatten;
use crate::write::txt::lines::Filling;
use crate::write::txt::page::TextColumn;

/// A table's grid of cells.
pub struct TextGrid<'a> {
    /// How many columns.
    pub columns: usize,
    /// Number of rows, head and foot included.
    pub rows: usize,
    /// Number of head rows.
    pub head: usize,
    /// Number of foot rows.
    pub foot: usize,
    /// The cells; every grid position belongs to one.
    pub cells: Vec<TextCell<'a>>,
    /// The cell at each grid position: `owner[row * columns + column]`.
    pub owner: Vec<u32>,
}

/// A cell with its grid position.
pub struct TextCell<'a> {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Row span, within its section of the table.
    pub rows: usize,
    /// Column span.
    pub columns: usize,
    /// Horizontal alignment.
    pub align: Align,
    /// What it holds.
    pub content: CellContent<'a>,
    /// Minimum width: that of its widest unbreakable segment.
    pub least: usize,
    /// Maximum width: that of its longest line without breaks.
    pub most: usize,
}

/// Content of a cell.
pub enum CellContent<'a> {
    /// One paragraph, as flat text.
    Flat(String),
    /// Blocks.
    Blocks(&'a [Block]),
}

impl<'a> TextGrid<'a> {
    /// Flattens the cells of a table.
    pub fn new(page: &mut TextColumn<'_>, table: &document::Grid<'a>) -> TextGrid<'a> {
        let columns = table.columns.len();
        let rows = || table.parts().into_iter().flatten().enumerate();
        let count = rows().count();
        let mut grid = TextGrid {
            columns,
            rows: count,
            head: table.head.len(),
            foot: table.foot.len(),
            cells: Vec::new(),
            owner: vec![u32::MAX; count * columns],
        };
        for (index, row) in rows() {
            for placed in &row.cells {
                grid.place(TextCell {
                    row: index,
                    column: placed.columns.start,
                    rows: placed.rows,
                    columns: placed.columns.len(),
                    align: placed.align,
                    content: content(page, placed.cell),
                    least: 0,
                    most: 0,
                });
            }
        }
        for (index, row) in rows() {
            for column in row.gaps.iter().cloned().flatten() {
                grid.place(TextCell {
                    row: index,
                    column,
                    rows: 1,
                    columns: 1,
                    align: Align::Auto,
                    content: CellContent::Flat(String::new()),
                    least: 0,
                    most: 0,
                });
            }
        }
        for cell in &mut grid.cells {
            (cell.least, cell.most) = extent(page, &cell.content);
        }
        grid
    }

    /// The cell at a grid position.
    pub fn at(&self, row: usize, column: usize) -> usize {
        self.owner[row * self.columns + column] as usize
    }

    fn place(&mut self, cell: TextCell<'a>) {
        let id = self.cells.len() as u32;
        for row in cell.row..cell.row + cell.rows {
            self.owner[row * self.columns + cell.column..][..cell.columns].fill(id);
        }
        self.cells.push(cell);
    }
}

fn content<'a>(page: &mut TextColumn<'_>, cell: &'a Cell) -> CellContent<'a> {
    match cell.blocks.as_slice() {
        [] => CellContent::Flat(String::new()),
        [Block { kind: BlockKind::Paragraph(inlines), .. }] => {
            let mut flat = String::new();
            flatten(page, inlines, true, &mut flat);
            keep_from_marker(page, &mut flat);
            CellContent::Flat(flat)
        }
        blocks => CellContent::Blocks(blocks),
    }
}

/// Minimum and maximum width of a content.
fn extent(page: &mut TextColumn<'_>, content: &CellContent<'_>) -> (usize, usize) {
    match content {
        CellContent::Flat(text) => {
            let most = text.split('\n').map(cells::width).max().unwrap_or(0);
            let mut breaker = std::mem::take(&mut page.shared.breaker);
            let least = text.split('\n').map(|line| breaker.widest(line)).max().unwrap_or(0);
            page.shared.breaker = breaker;
            (least, most)
        }
        CellContent::Blocks(_) => {
            let widest = |lines: Vec<String>| lines.iter().map(|l| cells::width(l)).max().unwrap_or(0);
            (widest(lines(page, content, 1)), widest(lines(page, content, super::UNLIMITED)))
        }
    }
}

/// The lines of a content in a column of so many cells.
pub fn lines(page: &mut TextColumn<'_>, content: &CellContent<'_>, width: usize) -> Vec<String> {
    let shared = std::mem::take(&mut page.shared);
    let mut column = TextColumn::new(page.document, page.options, width.max(1), shared);
    column.tables = page.tables;
    match content {
        CellContent::Flat(text) if text.is_empty() => {}
        CellContent::Flat(text) => column.paragraph(text, Filling::Greedy, 0),
        CellContent::Blocks(blocks) => column.blocks(blocks, true),
    }
    let (text, shared) = column.finish();
    page.shared = shared;
    text.lines().map(str::to_owned).collect()
}
