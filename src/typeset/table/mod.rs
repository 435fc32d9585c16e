//! Tables: cells → rows. Column widths from minimum and preferred cell widths (CSS 2.2, 17.5.2.2), row heights from
//! the content, and the positions where a row may be split.

mod columns;
mod loosen;

use super::galley;
use super::model::*;
use super::paragraph::Setter;
use crate::source::Cut as _;
use rayon::prelude::*;

/// Sets a table within `measure`.
pub(super) fn set(table: &FlowTable, measure: Length, setter: &Setter<'_>) -> SetTable {
    let columns = columns::solve(table, measure, setter);
    if columns.cut && !columns.hold(table) {
        return stacked(table, measure, setter);
    }
    let mut shrunk;
    let table = if columns.scale < 1000 || columns.cut || columns.too_narrow_for_pictures(table) {
        shrunk = table.clone();
        for row in &mut shrunk.rows {
            for cell in &mut row.cells {
                let (_, width) = columns.place(cell.column, cell.columns);
                columns::shrink(&mut cell.items, columns.scale, columns.cut, width);
            }
        }
        &shrunk
    } else {
        table
    };
    let padding = table.style.padding;
    let mut rows: Vec<SetRow> =
        table.rows.par_iter().with_min_len(8).map(|row| set_row(row, &columns, setter)).collect();
    decimals(table, &mut rows);
    heights(table, &mut rows, padding);
    let repeated = repeated_head(table, &rows, measure);
    cut(&mut rows[repeated..], padding, table.room);
    let width = columns.width();
    if table.style.right_to_left {
        rows.iter_mut().flat_map(|r| &mut r.cells).for_each(|cell| cell.x = width - cell.x - cell.width);
    }
    SetTable { width, scale: columns.scale, cut: columns.cut, rows, repeated, stacked: false }
}

/// Sets a table whose columns would be too narrow, with the cells of each row stacked vertically.
fn stacked(table: &FlowTable, measure: Length, setter: &Setter<'_>) -> SetTable {
    let padding = table.style.padding;
    let set_row = |row: &FlowRow| {
        let mut y = padding;
        let cells = row.cells.iter().map(|cell| {
            let mut items = cell.items.clone();
            columns::shrink(&mut items, 1000, true, measure);
            let mut stack = galley::stack(&items, measure, setter);
            stack.boxes.iter_mut().for_each(|(at, _)| *at += y);
            y += stack.height;
            let (x, at_once) = (Length::ZERO, holds_table(&stack));
            SetCell { x, width: measure, top: y - stack.height, rows: 1, at_once, stack }
        });
        let cells = cells.collect();
        SetRow { height: y + padding, cells, ..SetRow::default() }
    };
    let mut rows: Vec<SetRow> = table.rows.par_iter().with_min_len(8).map(set_row).collect();
    let mut top = Length::ZERO;
    for row in &mut rows {
        row.top = top;
        top += row.height;
    }
    cut(&mut rows, padding, table.room);
    SetTable { width: measure, scale: 1000, cut: true, rows, repeated: 0, stacked: true }
}

/// A head with more cells than this is not repeated.
const MOST_REPEATED: usize = 256;

/// How many head rows are repeated after a page break: all, or none if the head has too many cells or is taller than
/// the measure is wide.
fn repeated_head(table: &FlowTable, rows: &[SetRow], measure: Length) -> usize {
    let head = table.head;
    let cells: usize = table.rows[..head].iter().map(|row| row.cells.len()).sum();
    let height: Length = rows[..head].iter().map(|row| row.height).sum();
    if cells <= MOST_REPEATED && height <= measure.min(table.room / 2) { head } else { 0 }
}

fn set_row(row: &FlowRow, columns: &columns::Columns, setter: &Setter<'_>) -> SetRow {
    let cells = row.cells.iter().map(|cell| {
        let (x, width) = columns.place(cell.column, cell.columns);
        let (rows, stack) = (cell.rows.max(1), galley::stack(&cell.items, width, setter));
        SetCell { x, width, top: Length::ZERO, rows, at_once: rows > 1 || holds_table(&stack), stack }
    });
    SetRow { cells: cells.collect(), ..SetRow::default() }
}

fn holds_table(stack: &Stack) -> bool {
    stack.items.iter().any(|item| item.table.is_some())
}

/// Row heights: the tallest cell of each row, then the excess of cells that span rows.
fn heights(table: &FlowTable, rows: &mut [SetRow], padding: Length) {
    for (row, flow) in rows.iter_mut().zip(&table.rows) {
        let own = row.cells.iter().zip(&flow.cells).filter(|(_, f)| f.rows == 1);
        let tallest = own.map(|(cell, _)| cell.stack.height).max().unwrap_or_default();
        row.height = tallest.max(Length::pt(6.0)) + padding * 2;
    }
    // Cells that span rows, by their last row: the first row and the required height.
    let mut ending: Vec<Vec<(usize, Length)>> = vec![Vec::new(); rows.len()];
    let (mut tops, mut bottom, mut open) = (Vec::with_capacity(rows.len()), Length::ZERO, 0);
    for i in 0..rows.len() {
        for (cell, flow) in rows[i].cells.iter().zip(&table.rows[i].cells).filter(|(_, f)| f.rows > 1) {
            let last = (i + flow.rows).min(rows.len()) - 1;
            ending[last].push((i, cell.stack.height + padding * 2));
            open = open.max(last);
        }
        tops.push(bottom);
        let row = &mut rows[i];
        row.top = bottom;
        row.spans_on = i < open;
        for &(first, need) in &ending[i] {
            row.height = row.height.max(need - (bottom - tops[first]));
        }
        bottom += row.height;
    }
    tops.push(bottom);
    for (i, (row, flow)) in rows.iter_mut().zip(&table.rows).enumerate() {
        for (cell, own) in row.cells.iter_mut().zip(&flow.cells) {
            let mut down = padding;
            if i < table.head {
                // Head cells are aligned at the bottom, on the rule below.
                let room = tops[(i + own.rows).min(table.head)] - tops[i];
                down = (room - padding - cell.stack.height).max(padding);
            }
            cell.stack.boxes.iter_mut().for_each(|(y, _)| *y += down);
        }
    }
}

/// When loosening, unbreakable parts are kept below the page's height divided by this.
const LOOSENED: i64 = 6;

/// Finds where rows may be split: at gaps common to all cells, with a minimum distance. Rows joined by spanning cells
/// are treated as one. `room`: height of a page.
fn cut(rows: &mut [SetRow], padding: Length, room: Length) {
    let mut rest = rows;
    let mut top = rest.first().map_or(Length::ZERO, |row| row.top);
    while !rest.is_empty() {
        let joined = rest.iter().take_while(|row| row.spans_on).count() + 1;
        let (group, behind) = rest.split_at_mut(joined.min(rest.len()));
        for row in group.iter_mut() {
            row.top = top;
            top += row.height;
        }
        let mut whole = whole(group);
        if whole.iter().any(|(top, bottom)| *bottom - *top > room) {
            loosen::loosen(group, padding, room / LOOSENED);
            whole = self::whole(group);
            top = group.last().map_or(top, |row| row.top + row.height);
        }
        cut_group(group, &whole);
        rest = behind;
    }
}

/// Vertical ranges that a page break must not cut, from the top.
fn whole(rows: &[SetRow]) -> Vec<(Length, Length)> {
    let mut boxes: Vec<(Length, Length)> = Vec::new();
    for row in rows.iter() {
        for cell in &row.cells {
            for (i, (y, vbox)) in cell.stack.boxes.iter().enumerate() {
                let (top, bottom) = (row.top + *y, row.top + *y + vbox.height);
                match boxes.last_mut() {
                    // A box that cannot be split.
                    Some(last) if i > 0 && vbox.cost >= STUCK => last.1 = last.1.max(bottom),
                    _ => boxes.push((top, bottom)),
                }
            }
        }
    }
    boxes.sort_unstable();
    let mut whole: Vec<(Length, Length)> = Vec::new();
    for (top, bottom) in boxes {
        match whole.last_mut() {
            Some(last) if top < last.1 => last.1 = last.1.max(bottom),
            _ => whole.push((top, bottom)),
        }
    }
    whole
}

fn cut_group(rows: &mut [SetRow], whole: &[(Length, Length)]) {
    let ends = &whole[..whole.len().saturating_sub(1)];
    for row in rows {
        let bottom = row.top + row.height;
        let first = ends.partition_point(|(_, end)| *end <= row.top);
        row.cuts =
            ends[first..].iter().map(|(_, end)| *end).take_while(|end| *end < bottom).map(|e| e - row.top).collect();
        let across = whole.partition_point(|(top, _)| *top < bottom);
        row.crossed = row.spans_on && across > 0 && whole[across - 1].1 > bottom;
    }
}

/// Aligns the numbers of a column on their decimal marks, by the widest fraction.
fn decimals(table: &FlowTable, rows: &mut [SetRow]) {
    let mut columns = vec![Vec::new(); table.columns.len()];
    for (r, row) in table.rows.iter().enumerate().skip(table.head) {
        for (c, cell) in row.cells.iter().enumerate().filter(|(_, cell)| columns::is_figure(table, cell)) {
            columns[cell.column].extend(tail(&rows[r].cells[c]).map(|t| (r, c, t)));
        }
    }
    for tails in columns {
        // Only where some numbers have a decimal mark and the decimals differ in length.
        let longest = tails.iter().map(|t| t.2).max().unwrap_or_default();
        if longest == Length::ZERO || tails.iter().all(|t| t.2 == longest) {
            continue;
        }
        // Not where a number would overflow the column to the left.
        let room = |r: usize, c: usize| {
            let items = rows[r].cells[c].stack.items.iter().flat_map(|i| &i.lines.items);
            items.map(|i| i.x).min().unwrap_or_default()
        };
        if tails.iter().any(|&(r, c, t)| room(r, c) < longest - t) {
            continue;
        }
        for (r, c, t) in tails {
            for item in &mut rows[r].cells[c].stack.items {
                item.lines.items.iter_mut().for_each(|i| i.x -= longest - t);
            }
        }
    }
}

/// End of a number's whole part: before its decimal mark, or behind its last digit.
fn unit_end(text: &str) -> Option<usize> {
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    if text.chars().filter(|c| c.is_alphabetic()).count() > 2 {
        return None;
    }
    // A comma before exactly three figures groups thousands.
    let mark = text.rfind(['.', ',']).filter(|&at| {
        let behind = text.cut(at + 1..).bytes().take_while(u8::is_ascii_digit).count();
        behind > 0 && (behind != 3 || text.cut(at..).starts_with('.'))
    });
    Some(mark.unwrap_or(last + 1))
}

/// Width of the fraction (from the decimal mark on) of a cell that holds one line with a number.
fn tail(cell: &SetCell) -> Option<Length> {
    let [SetItem { lines, .. }] = cell.stack.items.as_slice() else { return None };
    if lines.lines.len() != 1 {
        return None;
    }
    let text = lines.sorts.text.trim_end();
    let from = unit_end(text)?;
    let mut width = Length::ZERO;
    for item in &lines.items {
        if let LineItemKind::Glyphs(run) = &item.kind {
            let mut at = run.text.start as usize;
            for glyph in lines.sorts.glyphs(run) {
                if at >= from && at < text.len() {
                    width += Length(i64::from(glyph.advance));
                }
                at += usize::from(glyph.text);
            }
        }
    }
    Some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_part_of_a_number_ends_before_its_decimal_mark() {
        // Thousands are grouped by threes; a point before three figures is a decimal mark all the same.
        for (text, whole) in [
            ("12", "12"),
            ("1,234", "1,234"),
            ("1,234,567", "1,234,567"),
            ("1,234.5", "1,234"),
            ("1,5", "1"),
            ("1,25", "1"),
            ("0,1234", "0"),
            ("1.234", "1"),
            ("12.5 %", "12"),
            ("3 kg", "3"),
        ] {
            assert_eq!(unit_end(text).map(|end| &text[..end]), Some(whole), "{text}");
        }
        assert_eq!((unit_end("none"), unit_end("12 apples")), (None, None));
    }
}
