//! Tables drawn with signs: grid tables, and pandoc's simple and multiline tables; captions behind a colon.

mod dashed;
mod drawn;
mod grid;

use super::directive::Container;
use super::line::Line;
use super::scanner::Scanner;
use crate::document::Role;
use crate::source::Cut as _;

impl<'a> Scanner<'a> {
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
