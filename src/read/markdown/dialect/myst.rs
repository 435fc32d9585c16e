//! MyST: directives in fences (`` ```{note} Title ``).

use super::asides::Named;
use super::line::Line;
use super::scanner::{Open, Scanner};
use crate::source::Cut as _;

impl<'a> Scanner<'a> {
    /// `` ```{name} words ``: a directive in a fence. Gives whether the line is one that is no code.
    pub(super) fn fenced_directive(&mut self, line: &Line<'a>, sign: u8, count: usize) -> bool {
        let Some((name, words)) =
            line.content().cut(count..).trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            return false;
        };
        let words = words.trim();
        match name {
            "math" => self.math_directive(line, sign, count),
            "figure" | "image" if !words.is_empty() => {
                self.figure_directive(line, (sign, count), words, name == "figure")
            }
            _ if Named::container(name).is_some()
                || matches!(name, "margin" | "sidebar" | "div" | "card" | "grid" | "tab-set") =>
            {
                self.container_directive(line, (sign, count), name, words);
                true
            }
            _ => false,
        }
    }

    /// `(label)=`: a name for what follows.
    pub(super) fn label(&mut self, line: &Line<'a>) {
        let Some(label) = line.content().trim_end().strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")) else {
            return;
        };
        if label.is_empty() || !label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ' ')) {
            return;
        }
        let mut lines = self.lines(line);
        lines.line(format!("<a id=\"{}\"></a>", label.replace(' ', "-")));
        lines.line(String::new());
        self.replace(line.content_start()..line.end(), lines);
    }

    fn container_directive(&mut self, line: &Line<'a>, (sign, count): (u8, usize), name: &str, words: &str) {
        let at = line.content_start() + (words.as_ptr() as usize - line.content().as_ptr() as usize);
        let edit = self.open_directive(line, name, (!words.is_empty()).then(|| at..at + words.len()));
        self.open.push(Open::Fenced { sign, count, edit });
    }

    /// `` ```{math} ``: a formula on lines of its own.
    fn math_directive(&mut self, line: &Line<'a>, sign: u8, count: usize) -> bool {
        let (_, end) = self.options(line);
        let fence = char::from(sign).to_string().repeat(count);
        let closing = self.lines_from(end + 1).take(300).find(|below| below.content().trim_end() == fence);
        let Some(closing) = closing else { return false };
        self.sign(line.content_start(), end - line.content_start(), "$$");
        self.sign(closing.content_start(), closing.content().len(), "$$");
        self.next = self.behind(&closing);
        true
    }
}
