//! Grid positions of table cells with row spans.

use super::{Cell, Row};
use std::collections::BTreeMap;
use std::ops::Range;

/// The columns of a row covered by cells from rows above; advances through a table section row by row. Time and memory
/// are linear in the number of cells, however many columns and rows they span.
///
/// ```
/// use folio::document::Covered;
/// let mut covered = Covered::default();
/// assert_eq!(covered.place(0, 2, 2), 0..2); // two columns, two rows
/// covered.next_row();
/// assert_eq!(covered.place(0, 1, 1), 2..3);
/// covered.next_row();
/// assert_eq!(covered.place(0, 1, 1), 0..1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Covered {
    row: usize,
    /// Disjoint, non-adjacent ranges of covered columns: start and end.
    stretches: BTreeMap<usize, usize>,
    /// Column ranges by the row from which they are free again.
    ending: BTreeMap<usize, Vec<Range<usize>>>,
}

impl Covered {
    /// Advances to the next row.
    pub fn next_row(&mut self) {
        self.row += 1;
        for columns in self.ending.remove(&self.row).into_iter().flatten() {
            let Some((&start, &end)) = self.stretches.range(..=columns.start).next_back() else { continue };
            self.stretches.remove(&start);
            for (start, end) in [(start, columns.start), (columns.end, end)] {
                if start < end {
                    self.stretches.insert(start, end);
                }
            }
        }
    }

    /// Places a cell in the first free column from `from` on. It covers as many of `columns` as are free there, in
    /// this and the next `rows - 1` rows; returns them.
    pub fn place(&mut self, from: usize, columns: usize, rows: usize) -> Range<usize> {
        let before = self.stretches.range(..=from).next_back();
        let start = before.map_or(from, |(_, &end)| end.max(from));
        let free = self.stretches.range(start..).next().map_or(usize::MAX, |(&next, _)| next - start);
        let columns = start..start + columns.min(free);
        if rows > 1 {
            self.ending.entry(self.row + rows).or_default().push(columns.clone());
            let before = self.stretches.range(..start).next_back().filter(|&(_, &end)| end == start);
            let first = before.map_or(start, |(&first, _)| first);
            let last = self.stretches.remove(&columns.end).unwrap_or(columns.end);
            self.stretches.insert(first, last);
        }
        columns
    }
}

/// The columns covered by each cell of a table section, by row; row spans end with the section.
pub(super) fn places(rows: &[Row]) -> Vec<Vec<Range<usize>>> {
    let mut covered = Covered::default();
    let mut left = rows.len();
    let row = |row: &Row| {
        let mut at = 0;
        let place = |cell: &Cell| {
            let columns = covered.place(at, cell.columns.max(1).into(), usize::from(cell.rows.max(1)).min(left));
            at = columns.end;
            columns
        };
        let places = row.cells.iter().map(place).collect();
        covered.next_row();
        left -= 1;
        places
    };
    rows.iter().map(row).collect()
}

/// The uncovered columns of each row, in a table or section of so many columns.
pub(super) fn gaps(rows: &[Row], columns: usize) -> Vec<Vec<Range<usize>>> {
    let mut covered = Covered::default();
    let mut left = rows.len();
    let row = |row: &Row| {
        let mut at = 0;
        for cell in &row.cells {
            at = covered.place(at, cell.columns.max(1).into(), usize::from(cell.rows.max(1)).min(left)).end;
        }
        let mut gaps = Vec::new();
        while at < columns {
            let gap = covered.place(at, columns - at, 1);
            at = gap.end;
            if gap.start < columns {
                gaps.push(gap.start..gap.end.min(columns));
            }
        }
        covered.next_row();
        left -= 1;
        gaps
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_a_dense_grid_has_room() {
        // Compared with a full occupancy grid, with cells of many sizes.
        let mut seed = 1u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below as usize
        };
        for _ in 0..200 {
            let mut covered = Covered::default();
            let mut grid = vec![vec![false; 64]; 24];
            for row in 0..16 {
                if row > 0 {
                    covered.next_row();
                }
                let mut at = 0;
                for _ in 0..random(6) {
                    let (columns, rows) = (1 + random(4), 1 + random(5));
                    let start = (at..).find(|&c| !grid[row][c]).unwrap();
                    let end = (start..start + columns).find(|&c| grid[row][c]).unwrap_or(start + columns);
                    assert_eq!(covered.place(at, columns, rows), start..end);
                    grid[row..row + rows].iter_mut().for_each(|row| row[start..end].fill(true));
                    at = end;
                }
            }
        }
    }
}
