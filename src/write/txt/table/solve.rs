//! How wide the columns are.

use super::grid::TextGrid;

/// The width of each column in cells, without its borders and the space inside them; `None` where the unbreakable
/// pieces alone are wider than `room`.
///
/// Where everything fits, each column takes what its widest cell takes. Else the columns share the room in proportion to
/// that, none below its widest unbreakable piece: so the cells of a row get about the same number of lines.
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
    // The factor, in 1/4096, by which all columns shrink; found by bisection.
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
    // The remainder goes first to the columns that it brings to their natural width.
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

/// The cells that the borders of so many columns take, and the space inside them.
fn borders(columns: usize) -> usize {
    3 * columns + 1
}

/// The least cells that a table of so many columns takes: one in each.
pub fn least_width(columns: usize) -> usize {
    borders(columns) + columns
}

/// Lets a column that nearly has what it wants take the rest from the widest one, where that makes no row higher.
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

/// Makes the columns under a span wide enough, all by about the same.
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
