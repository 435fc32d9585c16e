//! Column widths.

use super::grid::TextGrid;

/// The width of each column in cells, without borders and padding; `None` if the unbreakable segments alone are wider
/// than `room`.
///
/// If everything fits, each column has its maximum content width. Otherwise columns share the room in proportion to
/// it, none below its minimum content width, so that the cells of a row get about the same number of lines.
pub fn widths(grid: &TextGrid<'_>, room: usize) -> Option<Vec<usize>> {
    let columns = grid.columns;
    let (mut least, mut most) = (vec![1; columns], vec![1; columns]);
    for cell in grid.cells.iter().filter(|c| c.columns == 1) {
        least[cell.column] = least[cell.column].max(cell.least);
        most[cell.column] = most[cell.column].max(cell.most);
    }
    for cell in grid.cells.iter().filter(|c| c.columns > 1) {
        let range = cell.column..cell.column + cell.columns;
        let inner = 3 * (cell.columns - 1);
        spread(&mut least[range.clone()], cell.least.saturating_sub(inner));
        spread(&mut most[range], cell.most.saturating_sub(inner));
    }
    for (most, &least) in most.iter_mut().zip(&least) {
        *most = (*most).max(least);
    }
    let room = room.checked_sub(borders(columns))?;
    if most.iter().sum::<usize>() <= room {
        return Some(most);
    }
    if least.iter().sum::<usize>() > room {
        return None;
    }
    // The common shrink factor in 1/4096, found by bisection.
    let at = |factor: usize| -> Vec<usize> {
        least.iter().zip(&most).map(|(&least, &most)| (most * factor / 4096).clamp(least, most)).collect()
    };
    let (mut low, mut high) = (0usize, 4096);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if at(middle).iter().sum::<usize>() <= room {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let mut widths = at(low);
    let mut left = room - widths.iter().sum::<usize>();
    // The remainder goes to the columns that reach their maximum content width by it.
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|&c| most[c] - widths[c]);
    for c in order {
        let more = left.min(most[c] - widths[c]);
        widths[c] += more;
        left -= more;
    }
    complete(grid, &mut widths, &least, &most);
    Some(widths)
}

/// Width of the borders and padding of so many columns.
fn borders(columns: usize) -> usize {
    3 * columns + 1
}

/// Minimum width of a table of so many columns: one cell of text each.
pub fn least_width(columns: usize) -> usize {
    borders(columns) + columns
}

/// Completes a column that nearly has its maximum width with cells from the widest one, if no row gets taller.
fn complete(grid: &TextGrid<'_>, widths: &mut [usize], least: &[usize], most: &[usize]) {
    if grid.cells.len() > 4096 {
        return;
    }
    let height = |widths: &[usize]| -> usize {
        let mut heights = vec![1; grid.rows];
        for cell in grid.cells.iter().filter(|c| c.columns == 1 && c.rows == 1) {
            heights[cell.row] = heights[cell.row].max(cell.most.div_ceil(widths[cell.column].max(1)));
        }
        heights.iter().sum()
    };
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&c| most[c] - widths[c]);
    for c in order {
        let missing = most[c] - widths[c];
        let Some(donor) = (0..widths.len()).filter(|&d| d != c).max_by_key(|&d| widths[d]) else { return };
        if missing == 0 || widths[donor] < least[donor] + missing || widths[donor] < 2 * widths[c] {
            continue;
        }
        let before = height(widths);
        widths[c] += missing;
        widths[donor] -= missing;
        if height(widths) > before {
            widths[c] -= missing;
            widths[donor] += missing;
        }
    }
}

/// Widens the columns under a spanning cell evenly.
fn spread(columns: &mut [usize], wanted: usize) {
    let missing = wanted.saturating_sub(columns.iter().sum());
    let count = columns.len();
    for (i, column) in columns.iter_mut().enumerate() {
        *column += missing / count + usize::from(i < missing % count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_at_least_a_letter_and_its_borders_wide() {
        // │ a │ b │ c │
        assert_eq!(least_width(1), "│ a │".chars().count());
        assert_eq!(least_width(3), "│ a │ b │ c │".chars().count());
    }
}
