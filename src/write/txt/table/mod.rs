//! Tables: drawn with rules, with column widths computed from the content; as records if the measure is too narrow.
//!
//! ```text
//! grid   the grid     → cells as flat text
//! number cells        → aligned numbers              on the decimal mark
//! solve  cells, room  → column widths                from minimum and maximum content widths
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

/// Available width where paragraphs are not wrapped.
const UNLIMITED: usize = 1 << 14;

/// Writes a table.
pub fn write(page: &mut TextColumn<'_>, table: &Table, span: Option<Span>) {
    if !table.caption.is_empty() {
        let mut flat = String::new();
        super::inline::flatten(page, &table.caption, true, &mut flat);
        page.paragraph(&flat, Filling::Greedy, 0);
    }
    if page.tables > 0 {
        // Nested boxes are unreadable for people and for our reader.
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

/// Tables with more grid positions than this are drawn only if at least one in [`SPARSE`] has a cell: output size is
/// proportional to the positions, whose number may be the square of the source's size.
const MANY_PLACES: usize = 1 << 16;
const SPARSE: usize = 4;

/// Whether a table may be drawn: its columns have room for a letter each, and it is not mostly empty.
fn is_drawable(table: &document::Grid<'_>, room: usize) -> bool {
    let rows = table.parts().into_iter().flatten();
    let (rows, cells) = rows.fold((0, 0), |(rows, cells), row| (rows + 1, cells + row.cells.len()));
    let columns = table.columns.len();
    let places = columns.saturating_mul(rows);
    solve::least_width(columns) <= room && (places <= MANY_PLACES || places / SPARSE <= cells)
}
