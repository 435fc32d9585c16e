//! A table as it was drawn, and as rows of cells in its place.

use crate::document::{Align, Attributes};
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

/// The characters of a line, each with where it stands in the text.
pub(super) struct Row {
    pub(super) chars: Vec<(usize, char)>,
    end: usize,
}

impl Row {
    pub(super) fn new(line: &Line<'_>) -> Self {
        let chars = line.text.char_indices().map(|(i, c)| (line.start + i, c)).collect();
        Row { chars, end: line.end() }
    }

    pub(super) fn at(&self, column: usize) -> char {
        self.chars.get(column).map_or(' ', |(_, c)| *c)
    }

    /// Where columns stand in the text, without the spaces around what is in them.
    pub(super) fn part(&self, columns: Range<usize>) -> Range<usize> {
        let place = |column: usize| self.chars.get(column).map_or(self.end, |(at, _)| *at);
        let mut range = columns.start.min(self.chars.len())..columns.end.min(self.chars.len());
        while range.start < range.end && self.at(range.end - 1) == ' ' {
            range.end -= 1;
        }
        place(range.start)..place(range.end)
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
