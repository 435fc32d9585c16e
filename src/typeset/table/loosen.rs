//! Creates page breaks within table rows where lines in one cell overlap the gaps in another for more than a page:
//! lines are moved down until there is a common gap.

use crate::typeset::model::{Length, STUCK, SetRow};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Moves lines of joined rows down until no unbreakable part is taller than `most`. Cells with equal line spacing are
/// aligned after the first move.
pub(super) fn loosen(rows: &mut [SetRow], padding: Length, most: Length) {
    let mut sweep = Sweep::over(rows);
    let mut waiting = BinaryHeap::new();
    let (mut row, mut top) = (0, rows.first().map_or(Length::ZERO, |row| row.top));
    loop {
        // Close the rows whose cells have all ended.
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

/// Progress through a cell's boxes.
struct CellCursor {
    row: usize,
    cell: usize,
    /// The last row that it spans.
    last: usize,
    /// Index of its next box.
    next: usize,
    /// How far its boxes have been moved.
    shift: Length,
}

/// A sweep from top to bottom over the boxes of all cells.
struct Sweep {
    columns: Vec<CellCursor>,
    /// Number of rows begun.
    begun: usize,
    /// For each row, the number of unfinished cells that end in it, and the bottom of the finished ones.
    open: Vec<usize>,
    ends: Vec<Length>,
    /// Extent of the current unbreakable part.
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

    /// Places the next box of a cell, together with those inseparable from it; returns the position of the one after.
    fn place(&mut self, rows: &mut [SetRow], at: Length, column: usize, most: Length) -> Option<Length> {
        let column = &mut self.columns[column];
        let row = &mut rows[column.row];
        let stack = &mut row.cells[column.cell].stack;
        let boxes = &mut stack.boxes[column.next..];
        let count = 1 + boxes.iter().skip(1).take_while(|(_, vbox)| vbox.cost >= STUCK).count();
        let height = boxes[count - 1].0 + boxes[count - 1].1.height - boxes[0].0;
        let mut top = at.max(self.from);
        if top < self.to && top > self.from && self.to.max(top + height) - self.from > most {
            // The next box starts below the unbreakable part.
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
