//! A table as it was drawn, and as rows of cells in its place.

use crate::document::{Align, Attributes, cells};
use crate::read::build::TableSection;
use crate::read::markdown::dialect::directive::{Container, Directive};
use crate::read::markdown::dialect::line::Line;
use crate::read::markdown::dialect::scanner::{Lines, Scanner};
use crate::source::Cut as _;
use std::ops::Range;

/// No table that is drawn has more lines.
pub(super) const MOST_LINES: usize = 2_000;
/// Nor more columns.
pub(super) const MOST_COLUMNS: usize = 64;

/// A table as it was drawn.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) columns: Vec<Align>,
    /// How many rows are of the head.
    pub(super) head: usize,
    pub(super) rows: Vec<Vec<DrawnCell>>,
}

pub(super) struct DrawnCell {
    pub(super) columns: u16,
    pub(super) rows: u16,
    /// Its lines, in the text.
    pub(super) lines: Vec<Range<usize>>,
}

/// No line of a table is longer, in columns.
pub(super) const MOST_WIDTH: usize = 500;

/// The columns of a line as a terminal shows it, each with the character there and where that stands in the text.
pub(super) struct Row {
    columns: Vec<(usize, char)>,
    end: usize,
}

/// Stands in the second column of a wide character.
const WIDE: char = '\0';

impl Row {
    /// The columns as they are drawn where every character takes one, as in programs that do not know better.
    pub(super) fn of_characters(line: &Line<'_>) -> Self {
        let columns = line.text.char_indices().map(|(at, c)| (line.start + at, c)).collect();
        Row { columns, end: line.end() }
    }

    pub(super) fn new(line: &Line<'_>) -> Self {
        let mut columns = Vec::with_capacity(line.text.len());
        for (at, c) in line.text.char_indices() {
            let at = line.start + at;
            match (c, cells::width(c.encode_utf8(&mut [0; 4]))) {
                ('\t', _) => columns.resize(columns.len() / 4 * 4 + 4, (at, ' ')),
                (_, 0) => {} // it stands on the character before
                (c, 1) => columns.push((at, c)),
                (c, _) => columns.extend([(at, c), (at + c.len_utf8(), WIDE)]),
            }
        }
        Row { columns, end: line.end() }
    }

    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// What stands in a column.
    pub(super) fn at(&self, column: usize) -> char {
        self.columns.get(column).map_or(' ', |(_, c)| *c)
    }

    /// The first of these columns that is no space.
    pub(super) fn first_filled(&self, columns: Range<usize>) -> Option<usize> {
        (columns.start..columns.end.min(self.columns.len())).find(|&column| self.at(column) != ' ')
    }

    /// The first column that is neither a space nor the mark of a quotation.
    pub(super) fn first_filled_behind_quotes(&self) -> Option<usize> {
        (0..self.columns.len()).find(|&column| !matches!(self.at(column), ' ' | '>'))
    }

    /// Where columns stand in the text, without the spaces at their end.
    pub(super) fn part(&self, columns: Range<usize>) -> Range<usize> {
        let place = |column: usize| self.columns.get(column).map_or(self.end, |(at, _)| *at);
        let mut end = columns.end.min(self.columns.len());
        let start = columns.start.min(end);
        while start < end && self.at(end - 1) == ' ' {
            end -= 1;
        }
        place(start)..place(end).max(place(start))
    }
}

impl<'a> Scanner<'a> {
    /// Puts a table in the place of the lines that draw it.
    pub(super) fn draw(&mut self, first: &Line<'a>, last: &Line<'a>, table: Drawn) {
        let plain = Attributes::default;
        let mut lines = self.lines(first);
        let columns = table.columns.clone();
        self.begin(&mut lines, Container::Table(columns));
        for (i, row) in table.rows.iter().enumerate() {
            let section = if i < table.head { TableSection::Head } else { TableSection::Body };
            let directive = self.directive(Directive::Section(section));
            lines.line(directive);
            self.begin(&mut lines, Container::Row);
            for cell in row {
                let header = i < table.head;
                let container = Container::Cell { columns: cell.columns, rows: cell.rows, header };
                let begin = self.directive(Directive::Begin(container, plain()));
                lines.line(begin);
                let stays_open = self.stays_open(&cell.lines);
                for line in &cell.lines {
                    match () {
                        () if line.is_empty() => lines.line(String::new()),
                        () if stays_open => lines.source(line.clone()),
                        () => lines.verbatim(line.clone()),
                    }
                }
                self.end(&mut lines);
            }
            self.end(&mut lines);
        }
        self.end(&mut lines);
        self.replace(first.content_start()..last.end(), lines);
        self.next = self.behind(last);
        self.table_above = true;
    }

    /// Whether the lines of a cell begin verbatim text that does not end in them: it would take in what follows.
    fn stays_open(&self, cell: &[Range<usize>]) -> bool {
        let mut fences = 0;
        cell.iter().any(|line| {
            let text = self.text.cut(line.clone()).trim_start();
            fences += usize::from(text.starts_with("```") || text.starts_with("~~~") || text.starts_with("$$"));
            text.starts_with('<')
        }) || fences % 2 == 1
    }

    pub(super) fn begin(&mut self, lines: &mut Lines, container: Container) {
        let line = self.directive(Directive::Begin(container, Attributes::default()));
        lines.line(line);
    }

    pub(super) fn end(&mut self, lines: &mut Lines) {
        let line = self.directive(Directive::End);
        lines.line(line);
    }
}
