//! Tables in our frames, and tables written as records.
//!
//! The joints of the rules say where the columns are; a rule that is interrupted in a column, where a cell goes on
//! over several rows; a border that is missing, where one goes on over several columns.

use super::super::line::{Line, columns};
use super::setting::{Region, Setting};
use crate::document::{Align, Block, BlockKind, Cell, Column, Row, Table, cells};
use crate::source::{Cut as _, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A line of a table as the cells of a terminal show it: which byte stands in which column.
struct Strip {
    line: Line,
    /// The column of each grapheme cluster and its first byte in the line, in order; behind the last one, the end.
    marks: Vec<(u32, u32)>,
}

impl Strip {
    fn new(line: Line, text: &str) -> Strip {
        let content = line.of(text);
        let mut column = line.indent;
        let mut marks = Vec::with_capacity(content.len() + 1);
        for (at, cluster) in content.grapheme_indices(true) {
            marks.push((column, at as u32));
            column += cells::width(cluster) as u32;
        }
        marks.push((column, content.len() as u32));
        Strip { line, marks }
    }

    /// The byte that begins in a column; the next one where none does.
    fn byte(&self, column: u32) -> usize {
        let k = self.marks.partition_point(|m| m.0 < column).min(self.marks.len() - 1);
        self.marks[k].1 as usize
    }

    fn sign<'t>(&self, column: u32, text: &'t str) -> Option<&'t str> {
        let k = self.marks.binary_search_by_key(&column, |m| m.0).ok()?;
        let (from, to) = (self.marks[k].1, self.marks.get(k + 1)?.1);
        Some(self.line.of(text).cut(from as usize..to as usize))
    }

    /// What stands between two columns, without the space around it.
    fn piece(&self, from: u32, to: u32, text: &str) -> Line {
        let start = self.line.start as usize;
        let (from_byte, to_byte) = (self.byte(from), self.byte(to).max(self.byte(from)));
        let mut piece = Line::new(text, start + from_byte..start + to_byte, from, self.line.number);
        if !piece.is_blank() {
            piece.indent += from;
        }
        piece
    }
}

impl Setting<'_> {
    /// Reads a table whose frame begins at line `top`, with its caption from line `i` on; gives the line behind it.
    pub(super) fn table(
        &self,
        lines: &[Line],
        i: usize,
        top: usize,
        region: Region,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let text = lines[top].of(self.text);
        if lines[top].indent != region.base || !self.is_top(text) {
            return None;
        }
        let mut end = top + 1;
        let part = |l: &Line| {
            let text = l.of(self.text);
            let first = text.chars().next();
            let last = text.chars().next_back();
            let edge = |c: Option<char>| match self.ascii {
                true => matches!(c, Some('+' | '|')),
                false => matches!(c, Some('│' | '├' | '╞' | '└' | '╘' | '┤' | '╡' | '┘' | '╛')),
            };
            !l.is_blank() && l.indent == region.base && edge(first) && edge(last)
        };
        while lines.get(end).is_some_and(part) {
            end += 1;
        }
        let strips: Vec<Strip> = lines[top..end].iter().map(|l| Strip::new(*l, self.text)).collect();
        let mut table = Frame { setting: self, strips: &strips, borders: Vec::new(), region }.read()?;
        table.caption = self.running(&lines[i..top], region);
        out.push(Block::new(BlockKind::Table(table), self.span(&lines[i..end])));
        Some(end)
    }

    fn is_top(&self, text: &str) -> bool {
        match self.ascii {
            true => {
                text.len() >= 5
                    && text.starts_with(['+'])
                    && text.ends_with('+')
                    && text.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
            }
            false => text.starts_with(['┌', '╒']) && text.ends_with(['┐', '╕']),
        }
    }

    /// Reads a table written as records, whose rail begins at line `top`.
    pub(super) fn records(
        &self,
        lines: &[Line],
        i: usize,
        top: usize,
        region: Region,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let (bar, first, next, foot, last) =
            if self.ascii { ("|", "+-", "+-", "+=", "+-") } else { ("│", "┌─", "├─", "╞═", "└─") };
        if lines[top].indent != region.base || lines[top].of(self.text) != first {
            return None;
        }
        let mut end = top + 1;
        let mut records: Vec<(Vec<Line>, bool)> = vec![(Vec::new(), false)];
        let mut closed = false;
        while let Some(line) = lines.get(end).filter(|l| !l.is_blank() && l.indent == region.base) {
            let text = line.of(self.text);
            end += 1;
            if text.starts_with(bar) {
                records.last_mut()?.0.push(line.behind(self.text, bar.len()));
            } else if text == foot {
                records.push((Vec::new(), true));
            } else if text == last
                // In ASCII the last line looks like those between records.
                && !(self.ascii && lines.get(end).is_some_and(|l| l.of(self.text).starts_with(bar)))
            {
                closed = true;
                break;
            } else if text == next {
                let foot = records.last()?.1;
                records.push((Vec::new(), foot));
            } else {
                return None;
            }
        }
        if !closed {
            return None;
        }
        let caption = self.running(&lines[i..top], region);
        let mut table = Table { caption, ..Table::default() };
        let region = Region { base: region.base + 2, depth: region.depth + 1, tight: true, ..region };
        let mut heads: Vec<(String, Line)> = Vec::new();
        for (lines, foot) in &records {
            let row = self.record(lines, region, &mut heads);
            if *foot { table.foot.push(row) } else { table.body.push(row) }
        }
        if !heads.is_empty() {
            let cells = heads.iter().map(|(_, line)| self.cell(std::slice::from_ref(line), region, true)).collect();
            table.head.push(Row { cells, span: None });
        }
        table.columns = vec![Column::default(); heads.len()];
        out.push(Block::new(BlockKind::Table(table), self.span(&lines[i..end])));
        Some(end)
    }

    /// A record: each line at the margin begins a cell, behind the name of its column.
    fn record(&self, lines: &[Line], region: Region, heads: &mut Vec<(String, Line)>) -> Row {
        let filled: Vec<usize> = (0..lines.len()).filter(|&k| !lines[k].is_blank()).collect();
        let starts: Vec<usize> = filled.iter().copied().filter(|&k| lines[k].indent <= region.base).collect();
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(lines.len()));
        let cells: Vec<Cell> = starts
            .iter()
            .zip(ends)
            .enumerate()
            .map(|(n, (&start, end))| {
                let line = &lines[start];
                let text = line.of(self.text);
                let known =
                    heads.iter().find(|(name, _)| text.strip_prefix(name.as_str()).is_some_and(|r| r.starts_with(':')));
                let name = known.map(|(name, _)| name.len()).or_else(|| {
                    let at = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
                    (heads.len() == n).then(|| {
                        let head = Line { end: line.start + at as u32, width: columns(text.cut(..at), 0), ..*line };
                        heads.push((text.cut(..at).to_owned(), head));
                        at
                    })
                });
                let mut own = lines[start..end].to_vec();
                own[0] = match name {
                    Some(bytes) => line.behind(self.text, bytes + 1),
                    None => *line,
                };
                if own[0].is_blank() {
                    own.remove(0);
                } else {
                    own[0].indent = region.base + 4;
                }
                self.cell(&own, Region { base: region.base + 4, ..region }, false)
            })
            .collect();
        Row { span: cells.iter().filter_map(|c| c.span).reduce(Span::to), cells }
    }

    /// A cell that holds some lines.
    fn cell(&self, lines: &[Line], region: Region, header: bool) -> Cell {
        let blocks = self.blocks(lines, region);
        let span = (!blocks.is_empty()).then(|| self.span(lines));
        Cell { header, ..Cell::new(blocks, span) }
    }
}

/// A table drawn with lines.
struct Frame<'f, 't> {
    setting: &'f Setting<'t>,
    strips: &'f [Strip],
    /// The columns in which borders may stand.
    borders: Vec<u32>,
    region: Region,
}

/// A cell's place in the frame.
struct Spot {
    row: usize,
    rows: usize,
    column: usize,
    columns: usize,
    lines: Vec<Line>,
}

impl<'t> Frame<'_, 't> {
    fn text(&self) -> &'t str {
        self.setting.text
    }

    fn is_border(&self, strip: &Strip, column: u32) -> bool {
        strip.sign(column, self.text()).is_some_and(|s| match self.setting.ascii {
            true => matches!(s, "|" | "+"),
            false => s.chars().all(|c| ('\u{2500}'..='\u{257f}').contains(&c) && !matches!(c, '─' | '═')),
        })
    }

    /// Whether a line draws a rule in the column behind a border.
    fn is_rule(&self, strip: &Strip, column: usize) -> bool {
        matches!(strip.sign(self.borders[column] + 1, self.text()), Some("─" | "═" | "-" | "="))
    }

    fn is_double(&self, strip: &Strip) -> bool {
        (0..self.borders.len() - 1).any(|c| matches!(strip.sign(self.borders[c] + 1, self.text()), Some("═" | "=")))
    }

    fn read(mut self) -> Option<Table> {
        // The joints of lines that only draw, and in our own signs those of all lines.
        for strip in self.strips {
            let content = strip.line.of(self.text());
            let pure = content.chars().all(|c| matches!(c, '+' | '-' | '=') || ('\u{2500}'..='\u{257f}').contains(&c));
            for pair in strip.marks.windows(2) {
                let sign = content.cut(pair[0].1 as usize..pair[1].1 as usize);
                let joint = match self.setting.ascii {
                    true => pure && sign == "+",
                    false => sign.chars().all(|c| ('\u{250c}'..='\u{257f}').contains(&c) && c != '═') && sign != "│",
                };
                if joint {
                    self.borders.push(pair[0].0);
                }
            }
        }
        self.borders.sort_unstable();
        self.borders.dedup();
        let columns = self.borders.len().checked_sub(1).filter(|&n| (1..=500).contains(&n))?;
        let last = self.strips.len() - 1;
        let full = |k: usize| (0..columns).all(|c| self.is_rule(&self.strips[k], c));
        if last < 2 || !full(0) || !full(last) {
            return None;
        }
        let right = self.borders[columns];
        if !self.strips.iter().all(|s| self.is_border(s, self.borders[0]) && self.is_border(s, right)) {
            return None;
        }
        let grid = self.is_double(&self.strips[0]);
        // Rows: the lines between two that draw, or each line that does not.
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let mut doubles: Vec<usize> = Vec::new();
        let mut open = false;
        for k in 1..last {
            let draws = (0..columns).any(|c| self.is_rule(&self.strips[k], c));
            if draws {
                if self.is_double(&self.strips[k]) {
                    doubles.push(rows.len());
                }
                open = false;
            } else if open && grid {
                rows.last_mut()?.1 = k + 1;
            } else {
                rows.push((k, k + 1));
                open = true;
            }
        }
        if rows.is_empty() {
            return None;
        }
        let spots = self.spots(&rows, columns)?;
        Some(self.table(spots, &rows, columns, &doubles))
    }

    /// The cells: each goes on to the right until a border, and down until a rule.
    fn spots(&self, rows: &[(usize, usize)], columns: usize) -> Option<Vec<Spot>> {
        let mut taken = vec![false; rows.len() * columns];
        let mut spots = Vec::new();
        for row in 0..rows.len() {
            let mut column = 0;
            while column < columns {
                if taken[row * columns + column] {
                    column += 1;
                    continue;
                }
                let first = &self.strips[rows[row].0];
                let mut next = column + 1;
                while next < columns && !self.is_border(first, self.borders[next]) && !taken[row * columns + next] {
                    next += 1;
                }
                let mut end = row + 1;
                // No rule between this row and the next one in this column.
                while end < rows.len()
                    && rows[end].0 > rows[end - 1].1
                    && (rows[end - 1].1..rows[end].0).all(|k| !self.is_rule(&self.strips[k], column))
                {
                    end += 1;
                }
                for r in row..end {
                    for c in column..next {
                        if std::mem::replace(&mut taken[r * columns + c], true) {
                            return None;
                        }
                    }
                }
                let (left, right) = (self.borders[column] + 1, self.borders[next]);
                let lines =
                    (rows[row].0..rows[end - 1].1).map(|k| self.strips[k].piece(left, right, self.text())).collect();
                spots.push(Spot { row, rows: end - row, column, columns: next - column, lines });
                column = next;
            }
        }
        Some(spots)
    }

    fn table(&self, mut spots: Vec<Spot>, rows: &[(usize, usize)], columns: usize, doubles: &[usize]) -> Table {
        let aligns: Vec<Align> = (0..columns).map(|c| self.alignment(&spots, c)).collect();
        let head = doubles.first().copied().unwrap_or(0);
        let foot = doubles.get(1).copied().unwrap_or(rows.len());
        let mut table =
            Table { columns: aligns.iter().map(|&align| Column { align, width: None }).collect(), ..Table::default() };
        let mut made: Vec<Row> = rows.iter().map(|_| Row::default()).collect();
        spots.sort_by_key(|s| (s.row, s.column));
        for spot in spots {
            let (left, right) = (self.borders[spot.column] + 2, self.borders[spot.column + spot.columns] - 1);
            let mut lines = spot.lines;
            let margin = lines.iter().filter(|l| !l.is_blank()).map(|l| l.indent).min().unwrap_or(left);
            if aligns[spot.column] != Align::Start && aligns[spot.column] != Align::Auto || margin > left {
                // In centred and right-aligned cells leading space is alignment, not indentation.
                lines.iter_mut().filter(|l| !l.is_blank()).for_each(|l| l.indent = left);
            }
            let first = lines.iter().position(|l| !l.is_blank()).unwrap_or(lines.len());
            let region = Region { base: left, edge: right, depth: self.region.depth + 1, bullets: 0, tight: true };
            let mut cell = self.setting.cell(&lines[first..], region, spot.row < head);
            (cell.columns, cell.rows) = (spot.columns as u16, spot.rows as u16);
            made[spot.row].cells.push(cell);
        }
        for (i, mut row) in made.into_iter().enumerate() {
            row.span = row.cells.iter().filter_map(|c| c.span).reduce(Span::to);
            match i {
                _ if i < head => table.head.push(row),
                _ if i >= foot => table.foot.push(row),
                _ => table.body.push(row),
            }
        }
        table
    }

    /// How the text of a column stands in it.
    fn alignment(&self, spots: &[Spot], column: usize) -> Align {
        let (left, right) = (self.borders[column] + 2, self.borders[column + 1] - 1);
        let (mut start, mut end, mut center, mut loose) = (true, true, true, false);
        let (mut digits, mut filled) = (0, 0);
        for spot in spots.iter().filter(|s| s.column == column && s.columns == 1) {
            for line in spot.lines.iter().filter(|l| !l.is_blank()) {
                let before = line.indent.saturating_sub(left);
                let after = right.saturating_sub(line.indent + line.width);
                loose |= before + after > 0;
                start &= before == 0;
                end &= after == 0;
                center &= before == (before + after) / 2;
                filled += 1;
                digits +=
                    usize::from(line.of(self.text()).starts_with(|c: char| c.is_ascii_digit() || "$€£-−(".contains(c)));
            }
        }
        match (loose, start, center, end) {
            (false, ..) => Align::Auto,
            // Numbers stand at the end unless a column asks for something else.
            (_, true, ..) if digits * 2 > filled => Align::Start,
            (_, true, ..) => Align::Auto,
            (_, _, true, _) => Align::Center,
            (_, _, _, true) => Align::End,
            _ => Align::Auto,
        }
    }
}
