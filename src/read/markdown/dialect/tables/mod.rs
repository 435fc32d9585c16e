//! Tables drawn with signs: grid tables, and pandoc's simple and multiline tables; captions behind a colon.

mod dashed;
mod grid;

use super::directive::{Container, Directive};
use super::line::Line;
use super::scan::{Lines, Scanner};
use crate::document::{Align, Attributes, Role};
use crate::read::build::TableSection;
use crate::source::Cut as _;
use std::ops::Range;

/// No table that is drawn has more lines.
const MOST_LINES: usize = 2_000;
/// Nor more columns.
const MOST_COLUMNS: usize = 64;

/// A table as it was drawn.
#[derive(Default)]
struct Drawn {
    columns: Vec<Align>,
    /// How many rows are of the head.
    head: usize,
    rows: Vec<Vec<DrawnCell>>,
}

struct DrawnCell {
    columns: u16,
    rows: u16,
    /// Its lines, in the text.
    lines: Vec<Range<usize>>,
}

/// The characters of a line, each with where it stands in the text.
struct Row {
    chars: Vec<(usize, char)>,
    end: usize,
}

impl Row {
    fn new(line: &Line<'_>) -> Self {
        let chars = line.text.char_indices().map(|(i, c)| (line.start + i, c)).collect();
        Row { chars, end: line.end() }
    }

    fn at(&self, column: usize) -> char {
        self.chars.get(column).map_or(' ', |(_, c)| *c)
    }

    /// Where columns stand in the text, without the spaces around what is in them.
    fn part(&self, columns: Range<usize>) -> Range<usize> {
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
    fn draw(&mut self, first: &Line<'a>, last: &Line<'a>, table: Drawn) {
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

    fn begin(&mut self, lines: &mut Lines, container: Container) {
        let line = self.directive(Directive::Begin(container, Attributes::default()));
        lines.line(line);
    }

    fn end(&mut self, lines: &mut Lines) {
        let line = self.directive(Directive::End);
        lines.line(line);
    }

    /// `: Words` below a table, or above one, is its caption.
    pub(super) fn caption(&mut self, line: &Line<'a>) {
        let content = line.content();
        let is_caption = content.starts_with(": ") || content.starts_with(":\t");
        if !is_caption {
            return;
        }
        let above = self.table_above || is_pipe_row(self.before);
        let below = || {
            let mut lines = self.lines_from(self.next).skip_while(|line| !line.is_blank()).skip_while(Line::is_blank);
            let (head, delimiters) = (lines.next(), lines.next());
            let is_delimiters = |line: &Line<'_>| {
                let text = line.content().trim_end();
                text.contains('-') && text.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'+'))
            };
            match (head, delimiters) {
                (Some(head), _) if grid::is_border(head.content()) => true,
                (Some(head), Some(delimiters)) => {
                    head.content().contains('|') && is_delimiters(&delimiters) || dashed::groups(&delimiters).is_some()
                }
                _ => false,
            }
        };
        let said = content.cut(1..).trim_start();
        if said.is_empty() || !(above || self.after_blank && below()) {
            return;
        }
        // It goes on up to a blank line, or a line that may begin another block.
        let goes_on = |below: &Line<'_>| {
            below.quotes == line.quotes && below.items.is_empty() && below.content().starts_with(char::is_alphanumeric)
        };
        let last = self.lines_from(self.next).take_while(goes_on).last().map_or(line.end(), |last| last.end());
        let mut lines = self.lines(line);
        self.begin(&mut lines, Container::Group(Some(Role::Caption)));
        lines.source(line.content_start() + content.len() - said.len()..last);
        self.end(&mut lines);
        self.replace(line.content_start()..last, lines);
        self.next = last;
    }
}

/// Whether a line is a row of a table with `|` between its cells.
fn is_pipe_row(content: &str) -> bool {
    content.trim_end().ends_with('|') && content.matches('|').count() > 1
        || content.starts_with('|') && content.matches('|').count() > 1
}
