//! Pandoc's simple and multiline tables: a line of dashes in groups says where the columns are.

use super::drawn::{Drawn, DrawnCell, MOST_COLUMNS, MOST_LINES, Row};
use crate::document::Align;
use crate::read::markdown::dialect::line::Line;
use crate::read::markdown::dialect::scanner::Scanner;
use std::ops::Range;

/// The head of a multiline table has no more lines.
const MOST_HEAD: usize = 8;

/// How a table begins.
struct Beginning<'a> {
    columns: Vec<Range<usize>>,
    /// The lines of its head.
    head: Vec<Line<'a>>,
    /// Where its rows begin in the text.
    rows: usize,
    /// Whether rows may have several lines, with blank lines between them.
    multiline: bool,
}

impl<'a> Scanner<'a> {
    /// A head over a line of dashes in groups, or such a line alone: a simple or a multiline table.
    pub(in super::super) fn dashed(&mut self, line: &Line<'a>) -> bool {
        if !self.after_blank || !line.items.is_empty() {
            return false;
        }
        let Some(beginning) = self.beginning(line) else { return false };
        let Some((rows, end)) = self.rows(&beginning) else { return false };
        let columns = &beginning.columns;
        let crossing = rows.iter().flatten().filter(|row| crosses(row, columns)).count();
        if crossing * 4 > rows.len() {
            return false;
        }
        let as_rows = |lines: &[Line<'_>]| lines.iter().map(Row::new).collect::<Vec<Row>>();
        let head = as_rows(&beginning.head);
        let aligned_by = if head.is_empty() { as_rows(&rows[0]) } else { as_rows(&beginning.head) };
        let mut table = Drawn {
            columns: columns.iter().map(|column| alignment(&aligned_by, column)).collect(),
            head: usize::from(!head.is_empty()),
            rows: Vec::new(),
        };
        if !head.is_empty() {
            table.rows.push(cells(&head, columns));
        }
        table.rows.extend(rows.iter().map(|row| cells(&as_rows(row), columns)));
        self.draw(line, &end, table);
        true
    }

    /// How the table begins whose first line this is.
    fn beginning(&self, line: &Line<'a>) -> Option<Beginning<'a>> {
        let below: Vec<Line<'a>> = std::iter::once(line.clone())
            .chain(self.lines_from(self.next))
            .take(MOST_HEAD + 1)
            .take_while(|below| below.is_blank() || self.holds(below) && below.quotes == line.quotes)
            .collect();
        let multiline = is_rule(line);
        let at = if multiline {
            let head = below.iter().skip(1).take_while(|line| !line.is_blank());
            1 + head.clone().position(|line| groups(line).is_some()).filter(|&at| at > 0)?
        } else {
            usize::from(groups(line).is_none())
        };
        let columns = groups(below.get(at)?)?;
        let head = below[usize::from(multiline)..at].to_vec();
        Some(Beginning { columns, head, rows: self.behind(&below[at]), multiline })
    }

    /// The rows of a table, each with its lines, and the table's last line.
    fn rows(&self, beginning: &Beginning<'a>) -> Option<(Vec<Vec<Line<'a>>>, Line<'a>)> {
        // Only a line of dashes ends a table without a head, or with blank lines in it.
        let open = beginning.multiline || beginning.head.is_empty();
        let mut rows: Vec<Vec<Line<'a>>> = Vec::new();
        let mut fresh = true;
        for row in self.lines_from(beginning.rows).take(MOST_LINES) {
            if !row.is_blank() && !self.holds(&row) {
                break;
            }
            if row.is_blank() {
                if !open {
                    break;
                }
                fresh = true;
            } else if is_rule(&row) || groups(&row).is_some() {
                return (!rows.is_empty()).then_some((rows, row));
            } else {
                match rows.last_mut() {
                    Some(before) if beginning.multiline && !fresh => before.push(row),
                    _ => rows.push(vec![row]),
                }
                fresh = false;
            }
        }
        let last = rows.last()?.last()?.clone();
        (!open).then_some((rows, last))
    }
}

/// Whether a line is one of dashes without a gap, as those are that enclose a multiline table.
fn is_rule(line: &Line<'_>) -> bool {
    let content = line.content().trim_end();
    content.len() >= 10 && content.bytes().all(|b| b == b'-')
}

/// Whether text runs across the gaps between columns.
fn crosses(line: &Line<'_>, columns: &[Range<usize>]) -> bool {
    let row = Row::new(line);
    columns
        .windows(2)
        .any(|pair| (pair[0].end..pair[1].start).all(|column| row.at(column) != ' ') && row.at(pair[1].start) != ' ')
}

/// The groups of dashes that a line is made of, two or more.
pub(super) fn groups(line: &Line<'_>) -> Option<Vec<Range<usize>>> {
    let content = line.content().trim_end();
    if !content.starts_with("--") || !content.bytes().all(|b| matches!(b, b'-' | b' ')) || !line.items.is_empty() {
        return None;
    }
    let from = line.column;
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (i, _) in content.bytes().enumerate().filter(|(_, byte)| *byte == b'-') {
        match groups.last_mut() {
            Some(last) if last.end == from + i => last.end += 1,
            _ => groups.push(from + i..from + i + 1),
        }
    }
    // `-- -- --` may be a thematic break with spaces: groups of a table are longer.
    let is_table = groups.len() >= 2
        && groups.len() <= MOST_COLUMNS
        && groups.iter().any(|group| group.len() >= 3)
        && groups.iter().all(|group| group.len() >= 2);
    is_table.then_some(groups)
}

/// The cells of a row below groups of dashes: each reaches up to the next group.
fn cells(row: &[Row], columns: &[Range<usize>]) -> Vec<DrawnCell> {
    let cell = |i: usize| {
        let start = if i == 0 { 0 } else { columns[i].start };
        let end = columns.get(i + 1).map_or(usize::MAX, |next| next.start);
        let lines = row.iter().filter_map(|line| {
            // The first column begins behind the marks of quotations.
            let from = if i == 0 { line.first_filled_behind_quotes() } else { line.first_filled(start..end) };
            from.filter(|from| *from < end).map(|from| line.part(from..end))
        });
        DrawnCell { columns: 1, rows: 1, lines: lines.collect() }
    };
    (0..columns.len()).map(cell).collect()
}

/// How a column is aligned: by where its head stands over its dashes.
fn alignment(head: &[Row], column: &Range<usize>) -> Align {
    let filled = |at: usize| head.iter().any(|line| line.at(at) != ' ');
    let any = column.clone().any(filled);
    match (filled(column.start), filled(column.end - 1)) {
        _ if !any => Align::Auto,
        (true, true) => Align::Auto,
        (true, false) => Align::Start,
        (false, true) => Align::End,
        (false, false) => Align::Center,
    }
}
