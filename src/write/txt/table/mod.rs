//! Tables: drawn with lines, their columns solved from what the cells hold; as records where the measure is too narrow.
//!
//! ```text
//! grid   the grid     → cells as flat text
//! number cells        → aligned numbers              on the decimal mark
//! solve  cells, room  → column widths                from least and most content
//! draw   cells        → lines
//! ```

mod draw;
mod grid;
mod number;
mod records;
mod solve;

use super::lines::Filling;
use super::page::TextColumn;
use crate::document::{self, Table};
use crate::options::Wrap;
use crate::source::Span;
use grid::TextGrid;

/// Cells that columns may take where paragraphs are not wrapped at all.
const UNLIMITED: usize = 1 << 14;

/// Writes a table.
pub fn write(page: &mut TextColumn<'_>, table: &Table, span: Option<Span>) {
    if !table.caption.is_empty() {
        let mut flat = String::new();
        super::inline::flatten(page, &table.caption, true, &mut flat);
        page.paragraph(&flat, Filling::Greedy, 0);
    }
    if page.tables > 0 {
        // Nested boxes cannot be read, neither by people nor by our reader.
        return records::write(page, &document::Grid::of(table));
    }
    let table = &document::Grid::of(table);
    let room = if page.options.wrap == Wrap::None { UNLIMITED } else { page.full_measure() };
    page.tables += 1;
    let drawn = is_drawable(table, room).then(|| {
        let mut grid = TextGrid::new(page, table);
        number::align(&mut grid, table);
        (solve::widths(&grid, room), grid)
    });
    match drawn {
        Some((Some(widths), grid)) => draw::write(page, grid, &widths),
        _ => {
            page.shared.records.push(span);
            records::write(page, table);
        }
    }
    page.tables -= 1;
}

/// Tables with more places than this are drawn only where at least one in [`SPARSE`] has a cell: what is drawn grows
/// with the places, which can be the product of what the source has.
const MANY_PLACES: usize = 1 << 16;
const SPARSE: usize = 4;

/// Whether a table is worth a look at its cells: its columns leave room for a letter each, and it is no field of
/// empty places.
fn is_drawable(table: &document::Grid<'_>, room: usize) -> bool {
    let rows = table.parts().into_iter().flatten();
    let (rows, cells) = rows.fold((0, 0), |(rows, cells), row| (rows + 1, cells + row.cells.len()));
    let columns = table.columns.len();
    let places = columns.saturating_mul(rows);
    solve::least_width(columns) <= room && (places <= MANY_PLACES || places / SPARSE <= cells)
}
