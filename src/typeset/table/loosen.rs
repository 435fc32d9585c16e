//! Rows whose cells leave no place for a page to end: lines of one cell stand beside the gaps of another all the way down, over
//! more than a page. They are moved down a little, so that there are such places.

use crate::typeset::model::{Length, STUCK, SetRow};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Moves lines of some rows that cells join down, until nowhere more than `most` has to stay on one page. Lines that are equally
/// far apart need that once, and then stand side by side.
pub(super) fn loosen(rows: &mut [SetRow], padding: Length, most: Length) {
    let mut sweep = Sweep::over(rows);
    let mut waiting = BinaryHeap::new();
    let (mut row, mut top) = (0, rows.first().map_or(Length::ZERO, |row| row.top));
    loop {
        // Rows whose cells have ended have their height, and the next one begins.
        while row < rows.len() && (sweep.begun <= row || sweep.open[row] == 0) {
            if sweep.begun <= row {
                sweep.begin(rows, row, top, &mut waiting);
                continue;
            }
            rows[row].height = rows[row].height.max(sweep.ends[row] + padding - top);
            top += rows[row].height;
            row += 1;
        }
        let Some(Reverse((at, column))) = waiting.pop() else { break };
        let column: usize = column;
        if let Some(next) = sweep.place(rows, at, column, most) {
            waiting.push(Reverse((next, column)));
        }
    }
}

/// A cell whose lines are being placed.
struct CellCursor {
    row: usize,
    cell: usize,
    /// The last row that it reaches.
    last: usize,
    /// The next of its boxes.
    next: usize,
    /// How far they have been moved.
    shift: Length,
}

/// Lines from the top to the bottom, of all cells.
struct Sweep {
    columns: Vec<CellCursor>,
    /// How many rows have begun.
    begun: usize,
    /// For each row, how many cells that end in it are not placed yet, and where those that are end.
    open: Vec<usize>,
    ends: Vec<Length>,
    /// What has to stay on one page, so far.
    from: Length,
    to: Length,
}

impl Sweep {
    fn over(rows: &[SetRow]) -> Sweep {
        let mut open = vec![0; rows.len()];
        for (index, row) in rows.iter().enumerate() {
            for cell in row.cells.iter().filter(|cell| !cell.stack.boxes.is_empty()) {
                open[(index + cell.rows).min(rows.len()) - 1] += 1;
            }
        }
        let from = rows.first().map_or(Length::ZERO, |row| row.top);
        Sweep { columns: Vec::new(), begun: 0, open, ends: vec![Length::ZERO; rows.len()], from, to: from }
    }

    fn begin(
        &mut self,
        rows: &mut [SetRow],
        row: usize,
        top: Length,
        waiting: &mut BinaryHeap<Reverse<(Length, usize)>>,
    ) {
        rows[row].top = top;
        self.begun = row + 1;
        for (index, cell) in rows[row].cells.iter().enumerate() {
            let Some((y, _)) = cell.stack.boxes.first() else { continue };
            waiting.push(Reverse((top + *y, self.columns.len())));
            let last = (row + cell.rows).min(rows.len()) - 1;
            self.columns.push(CellCursor { row, cell: index, last, next: 0, shift: Length::ZERO });
        }
    }

    /// Places the next box of a cell, with those that must not be parted from it; gives the place of the one behind.
    fn place(&mut self, rows: &mut [SetRow], at: Length, column: usize, most: Length) -> Option<Length> {
        let column = &mut self.columns[column];
        let row = &mut rows[column.row];
        let stack = &mut row.cells[column.cell].stack;
        let boxes = &mut stack.boxes[column.next..];
        let count = 1 + boxes.iter().skip(1).take_while(|(_, vbox)| vbox.cost >= STUCK).count();
        let height = boxes[count - 1].0 + boxes[count - 1].1.height - boxes[0].0;
        let mut top = at.max(self.from);
        if top < self.to && top > self.from && self.to.max(top + height) - self.from > most {
            // What comes goes below what there is.
            top = self.to;
        }
        if top >= self.to {
            self.from = top;
        }
        self.to = self.to.max(top + height);
        column.shift += top - at;
        boxes[..count].iter_mut().for_each(|(y, _)| *y += column.shift);
        column.next += count;
        let next = stack.boxes.get(column.next).map(|(y, _)| row.top + *y + column.shift);
        if next.is_none() {
            stack.height += column.shift;
            self.open[column.last] -= 1;
            self.ends[column.last] = self.ends[column.last].max(top + height);
        }
        next
    }
}
