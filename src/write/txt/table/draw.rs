//! Grid → lines with borders.
//!
//! Two forms: if every cell has one line, only head, body and foot are separated by rules, and each line is a row.
//! Otherwise all rows are separated by rules, and the top and bottom rules are double, so that a reader can tell the
//! forms apart.

use super::grid::{self, TextGrid};
use crate::document::Align;
use crate::document::cells;
use crate::write::txt::furniture::TableRules;
use crate::write::txt::page::TextColumn;

/// Writes a table whose columns have these widths.
pub fn write(page: &mut TextColumn<'_>, grid: TextGrid<'_>, widths: &[usize]) {
    if grid.rows == 0 {
        return;
    }
    let lines: Vec<Vec<String>> = grid
        .cells
        .iter()
        .map(|cell| {
            let width = span_width(widths, cell.column, cell.columns);
            let mut lines = grid::lines(page, &cell.content, width);
            if let (grid::CellContent::Flat(text), true) = (&cell.content, lines.len() == 1)
                && text.contains('\u{a0}')
            {
                // Numbers keep the spaces that align them.
                lines = vec![text.replace('\u{a0}', " ")];
            }
            lines
        })
        .collect();
    let full = grid.cells.iter().any(|c| c.rows > 1) || lines.iter().any(|l| l.len() > 1);
    let mut heights = vec![1; grid.rows];
    for (cell, lines) in grid.cells.iter().zip(&lines).filter(|(c, _)| c.rows == 1) {
        heights[cell.row] = heights[cell.row].max(lines.len());
    }
    // Row-spanning cells by their last row; the first line of each row, rules included.
    let mut over: Vec<usize> = (0..grid.cells.len()).filter(|&i| grid.cells[i].rows > 1).collect();
    over.sort_by_key(|&i| grid.cells[i].row + grid.cells[i].rows);
    let mut over = over.into_iter().peekable();
    let (mut tops, mut bottom) = (Vec::with_capacity(grid.rows), 0);
    for (row, height) in heights.iter_mut().enumerate() {
        tops.push(bottom);
        while let Some(i) = over.next_if(|&i| grid.cells[i].row + grid.cells[i].rows == row + 1) {
            *height = (*height).max(lines[i].len().saturating_sub(bottom - tops[grid.cells[i].row]));
        }
        bottom += *height + 1;
    }
    let drawing = TableDrawing { grid: &grid, widths, lines: &lines, tops: &tops, frame: &page.furniture.table };
    let mut out = String::new();
    for (row, &height) in heights.iter().enumerate() {
        if full || row == 0 || drawing.is_double(row) {
            drawing.rule(row, full, &mut out);
            page.line(&out);
        }
        for line in 0..height {
            drawing.line(row, line, &mut out);
            page.line(&out);
        }
    }
    drawing.rule(grid.rows, full, &mut out);
    page.line(&out);
}

fn span_width(widths: &[usize], column: usize, columns: usize) -> usize {
    widths[column..column + columns].iter().sum::<usize>() + 3 * (columns - 1)
}

struct TableDrawing<'g> {
    grid: &'g TextGrid<'g>,
    widths: &'g [usize],
    lines: &'g [Vec<String>],
    /// First line of each row.
    tops: &'g [usize],
    frame: &'g TableRules,
}

impl TableDrawing<'_> {
    /// Whether the rule above a row separates head, body and foot.
    fn is_double(&self, row: usize) -> bool {
        let TextGrid { rows, head, foot, .. } = *self.grid;
        row > 0 && row < rows && (row == head || row == rows - foot)
    }

    /// Whether there is a border left of `column` in `row`.
    fn border(&self, row: usize, column: usize) -> bool {
        column == 0 || column == self.grid.columns || self.grid.at(row, column - 1) != self.grid.at(row, column)
    }

    /// Whether the rule above `row` is interrupted in `column` by a cell that covers both rows.
    fn is_open(&self, row: usize, column: usize) -> bool {
        row > 0 && row < self.grid.rows && self.grid.at(row - 1, column) == self.grid.at(row, column)
    }

    /// The rule above a row.
    fn rule(&self, row: usize, full: bool, out: &mut String) {
        let TextGrid { rows, columns, .. } = *self.grid;
        let double = self.is_double(row) || full && (row == 0 || row == rows);
        let (joints, dash) = match double {
            true => (&self.frame.double_joints, self.frame.double),
            false => (&self.frame.joints, self.frame.single),
        };
        out.clear();
        let mut column = 0;
        while column <= columns {
            let up = row > 0 && self.border(row - 1, column);
            let down = row < rows && self.border(row, column);
            let left = column > 0 && !self.is_open(row, column - 1);
            let right = column < columns && !self.is_open(row, column);
            let arms = usize::from(up) | usize::from(right) << 1 | usize::from(down) << 2 | usize::from(left) << 3;
            out.push_str(joints[arms]);
            if column == columns {
                break;
            }
            if self.is_open(row, column) {
                // A spanning cell and its text continue.
                let cell = &self.grid.cells[self.grid.at(row, column)];
                let line = self.tops[row] - self.tops[cell.row] - 1;
                self.text(self.grid.at(row, column), line, out);
                column += cell.columns;
            } else {
                for _ in 0..self.widths[column] + 2 {
                    out.push_str(dash);
                }
                column += 1;
            }
        }
    }

    /// One line of a row.
    fn line(&self, row: usize, line: usize, out: &mut String) {
        out.clear();
        let mut column = 0;
        while column < self.grid.columns {
            let id = self.grid.at(row, column);
            let cell = &self.grid.cells[id];
            out.push_str(self.frame.vertical);
            let above = self.tops[row] - self.tops[cell.row];
            self.text(id, above + line, out);
            column += cell.columns;
        }
        out.push_str(self.frame.vertical);
    }

    /// A line of a cell's text, aligned, with a space on either side.
    fn text(&self, id: usize, line: usize, out: &mut String) {
        let cell = &self.grid.cells[id];
        let text = self.lines[id].get(line).map_or("", String::as_str);
        let free = span_width(self.widths, cell.column, cell.columns).saturating_sub(cells::width(text));
        let before = match cell.align {
            Align::Auto | Align::Start => 0,
            Align::Center => free / 2,
            Align::End => free,
        };
        out.extend(std::iter::repeat_n(' ', before + 1));
        out.push_str(text);
        out.extend(std::iter::repeat_n(' ', free - before + 1));
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::document::*;
    use crate::options::Options;
    use crate::theme::Theme;
    use crate::write::{Writer, txt::Txt};

    fn row(cells: &[&str]) -> Row {
        let cell = |t: &&str| Cell::new(vec![Block::paragraph(vec![Inline::text(*t, None)], None)], None);
        Row { cells: cells.iter().map(cell).collect(), span: None }
    }

    fn drawn(table: Table, width: usize, ascii: bool) -> String {
        let document = Document { blocks: vec![Block::new(BlockKind::Table(table), None)], ..Document::default() };
        let mut options = Options::default();
        (options.text.width, options.text.ascii) = (width, ascii);
        let bytes = Txt.write(&document, &Theme::default(), &options, &mut Diagnostics::new()).unwrap().bytes;
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_of_one_line_and_aligned_numbers() {
        let table = Table {
            head: vec![row(&["Year", "Share"])],
            body: vec![row(&["2024", "9.75 %"]), row(&["2025", "118.4"]), row(&["sum", "—"])],
            ..Table::default()
        };
        let wanted = "\
┌──────┬──────────┐
│ Year │    Share │
╞══════╪══════════╡
│ 2024 │   9.75 % │
│ 2025 │ 118.4    │
│ sum  │        — │
└──────┴──────────┘
";
        assert_eq!(drawn(table, 72, false), wanted);
    }

    #[test]
    fn spans_and_several_lines() {
        let mut table = Table {
            head: vec![row(&["Where", "What it holds"])],
            body: vec![row(&["north", "one and two", "x"]), row(&["three four", "y"]), row(&["all of it"])],
            ..Table::default()
        };
        table.head[0].cells[1].columns = 2;
        table.body[0].cells[0].rows = 2;
        table.body[2].cells[0].columns = 3;
        let wanted = "\
+=======+===========+
| Where |  What it  |
|       |   holds   |
+=======+=======+===+
| north | one   | x |
|       | and   |   |
|       | two   |   |
|       +-------+---+
|       | three | y |
|       | four  |   |
+-------+-------+---+
| all of it         |
+===================+
";
        assert_eq!(drawn(table, 21, true), wanted);
    }

    #[test]
    fn records_where_it_is_too_narrow() {
        let table = Table {
            head: vec![row(&["Name", "Address"])],
            body: vec![row(&["Ann", "https://example.org/ann"]), row(&["Bob", "none"])],
            ..Table::default()
        };
        let wanted = "\
┌─
│ Name: Ann
│ Address:
│     https://example.org/ann
├─
│ Name: Bob
│ Address: none
└─
";
        assert_eq!(drawn(table, 24, false), wanted);
    }
}
