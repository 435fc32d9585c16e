//! Grid tables, as reStructuredText, pandoc and Emacs draw them: every cell is enclosed by lines.

use super::drawn::{Drawn, DrawnCell, MOST_COLUMNS, MOST_LINES, MOST_WIDTH, Row};
use crate::document::Align;
use crate::read::markdown::dialect::line::Line;
use crate::read::markdown::dialect::scanner::Scanner;
use std::collections::BTreeSet;
use std::ops::Range;

impl<'a> Scanner<'a> {
    /// `+---+---+`: a grid.
    pub(in super::super) fn grid(&mut self, line: &Line<'a>) -> bool {
        if !is_border(line.content()) || line.start < self.no_grid_before {
            return false;
        }
        let lines: Vec<Line<'a>> = std::iter::once(line.clone())
            .chain(self.lines_from(self.next).take(MOST_LINES))
            .take_while(|below| below.column == line.column && below.content().starts_with(['+', '|']))
            .collect();
        let last = lines.iter().rposition(|line| is_border(line.content())).unwrap_or(0);
        let rows = |row: fn(&Line<'_>) -> Row| lines[..=last].iter().map(row).collect::<Vec<_>>();
        let drawn = grid(&rows(Row::new), line.column).or_else(|| grid(&rows(Row::of_characters), line.column));
        let Some(table) = drawn else {
            // Nor do the lines below enclose cells without this one.
            self.no_grid_before = lines[last].end();
            return false;
        };
        self.draw(line, &lines[last], table);
        true
    }
}

/// Whether a line is the border of cells.
pub(super) fn is_border(content: &str) -> bool {
    let content = content.trim_end();
    content.len() > 3
        && content.starts_with('+')
        && content.ends_with('+')
        && content.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
        && content.contains(['-', '='])
}

/// A table drawn with `+`, `-` and `|`; `None`: its lines enclose no cells.
fn grid(rows: &[Row], from: usize) -> Option<Drawn> {
    let width = rows.iter().map(Row::width).max().filter(|width| *width <= MOST_WIDTH)?;
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let is_corner = |row: usize, column: usize| rows.get(row).is_some_and(|r| r.at(column) == '+');
    for top in 0..rows.len() {
        for left in (from..width).filter(|&column| is_corner(top, column)) {
            if let Some((bottom, right)) = enclosed(rows, top, left, width) {
                found.push((top..bottom, left..right));
            }
        }
    }
    let tops: BTreeSet<usize> = found.iter().flat_map(|(rows, _)| [rows.start, rows.end]).collect();
    let lefts: BTreeSet<usize> = found.iter().flat_map(|(_, columns)| [columns.start, columns.end]).collect();
    let (tops, lefts): (Vec<usize>, Vec<usize>) = (tops.into_iter().collect(), lefts.into_iter().collect());
    let index = |list: &[usize], at: usize| list.binary_search(&at).ok();
    if lefts.len() < 2 || lefts.len() > MOST_COLUMNS || *tops.last()? + 1 != rows.len() || tops[0] != 0 {
        return None;
    }
    let is_head_end = |row: usize| (from..rows[row].width()).any(|column| rows[row].at(column) == '=');
    let head =
        tops.iter().skip(1).take(tops.len().saturating_sub(2)).position(|&row| is_head_end(row)).map_or(0, |i| i + 1);
    let mut table = Drawn { head, ..Drawn::default() };
    let marked = &rows[tops[head]];
    for pair in lefts.windows(2) {
        let (first, last) = (marked.at(pair[0] + 1), marked.at(pair[1] - 1));
        table.columns.push(match (first == ':', last == ':') {
            (true, true) => Align::Center,
            (true, false) => Align::Start,
            (false, true) => Align::End,
            (false, false) => Align::Auto,
        });
    }
    let mut area = 0;
    table.rows.resize_with(tops.len() - 1, Vec::new);
    for (down, across) in found {
        let (row, to_row) = (index(&tops, down.start)?, index(&tops, down.end)?);
        let (column, to_column) = (index(&lefts, across.start)?, index(&lefts, across.end)?);
        area += (to_row - row) * (to_column - column);
        // The margin of the cell: the spaces that all of its lines begin with.
        let left = across.start + 1;
        let lines = || rows[down.start + 1..down.end].iter();
        let margin = lines().filter_map(|line| line.first_filled(left..across.end)).min().unwrap_or(left);
        let lines = lines().map(|line| line.part(margin..across.end)).collect();
        table.rows[row].push(DrawnCell { columns: (to_column - column) as u16, rows: (to_row - row) as u16, lines });
    }
    // Every place is in one cell.
    (area == (tops.len() - 1) * (lefts.len() - 1)).then_some(table)
}

/// The corner opposite to a cell's first one, where lines enclose it.
fn enclosed(rows: &[Row], top: usize, left: usize, width: usize) -> Option<(usize, usize)> {
    let across = |row: usize, from: usize, to: usize| {
        (from..=to).all(|column| matches!(rows[row].at(column), '-' | '=' | '+' | ':'))
    };
    let down = |column: usize, from: usize, to: usize| (from..=to).all(|row| matches!(rows[row].at(column), '|' | '+'));
    for right in left + 1..width {
        if !matches!(rows[top].at(right), '-' | '=' | '+' | ':') {
            return None;
        }
        if rows[top].at(right) != '+' {
            continue;
        }
        let beside = rows.iter().enumerate().skip(top + 1).take_while(|(_, row)| matches!(row.at(right), '|' | '+'));
        for (bottom, row) in beside {
            let corners = row.at(right) == '+' && row.at(left) == '+';
            if corners && across(bottom, left, right) && down(left, top, bottom) && down(right, top, bottom) {
                return Some((bottom, right));
            }
        }
    }
    None
}
