//! Looks through the lines of a text for the blocks of dialects, and rewrites them for the parser.

use super::containers::is_tab;
use super::directive::Directive;
use super::found::Found;
use super::line::{Line, advance};
use super::scanner::{MOST_OPEN, Open, Scanner, Verbatim};
use crate::read::markdown::amend::Rewritten;
use crate::read::markdown::edit::{Edit, Piece, With};
use crate::source::Cut as _;
use std::borrow::Cow;

/// Looks through a text.
pub(super) fn run(text: &str) -> (Rewritten, Found) {
    Scanner::new(text).run()
}

impl<'a> Scanner<'a> {
    fn run(mut self) -> (Rewritten, Found) {
        while let Some(line) = {
            self.pass_prose();
            self.line_at(self.next)
        } {
            self.next = self.behind(&line);
            if line.is_blank() {
                let inside = self.open.iter().rev().find_map(|open| match open {
                    Open::Indented(inside) => Some(inside.quotes),
                    Open::Fenced { .. } | Open::Figure { .. } => None,
                });
                if inside.is_some_and(|quotes| line.quotes > quotes) {
                    self.leave(&line);
                }
                self.after_blank = true;
                continue;
            }
            self.read(&line);
            self.next = self.line_start(self.next);
            self.after_blank = false;
            self.before = line.content();
            self.last_end = line.end();
        }
        while !self.open.is_empty() {
            self.close_top(true);
        }
        self.settle_short_forms();
        (Rewritten { edits: self.edits, structure: self.structure }, self.found)
    }

    /// Steps over lines that begin no construct, wherever they stand: most lines of most texts.
    fn pass_prose(&mut self) {
        let bytes = self.text.as_bytes();
        let inside = !self.open.is_empty()
            || self.verbatim.is_some()
            || !self.items.is_empty()
            || !self.lettered.is_empty()
            || self.title_comes
            || self.in_line.any();
        if inside {
            return;
        }
        while let Some(&first) = bytes.get(self.next) {
            let start = self.next;
            if first == b'\n' {
                (self.after_blank, self.next) = (true, start + 1);
                continue;
            }
            // A letter may be the number of an item.
            let is_number = |b: &u8| matches!(b, b'.' | b')');
            let word = &bytes[start..bytes.len().min(start + 12)];
            let is_prose = first >= 0x80 || first == b'"' || first.is_ascii_alphabetic() && !word.iter().any(is_number);
            if !is_prose {
                return;
            }
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |i| start + i);
            // It may be the head of a table that dashes draw.
            if self.after_blank && !bytes.get(end + 1).is_none_or(|&b| b == b'\n' || b.is_ascii_alphanumeric()) {
                return;
            }
            let line = self.text.cut(start..end);
            self.before = line.strip_suffix('\r').unwrap_or(line);
            self.last_end = start + self.before.len();
            self.in_examples &= !self.after_blank;
            (self.after_blank, self.table_above, self.tabs_go_on) = (false, false, false);
            self.next = (end + 1).min(bytes.len());
        }
    }

    /// Where a line begins that is not before a byte.
    fn line_start(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if at == 0 || at >= bytes.len() || bytes[at - 1] == b'\n' {
            return at;
        }
        memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1)
    }

    fn read(&mut self, line: &Line<'a>) {
        self.tabs_go_on = false;
        self.leave(line);
        if self.removed() > 0 {
            self.dedent(line);
        }
        if self.in_verbatim(line)
            || self.is_indented_code(line)
            || line.content().is_empty()
            || self.begins_verbatim(line)
        {
            return;
        }
        if std::mem::take(&mut self.title_comes) && self.title_heading(line) {
            return;
        }
        if self.in_line.any() {
            self.signs_in_line(line);
        }
        let content = line.content().as_bytes();
        match content[0] {
            b'+' if self.grid(line) => return,
            b'-' if self.dashed(line) => return,
            b':' if !content.starts_with(b":::") => self.caption(line),
            b':' | b'/' if content.starts_with(b":::") || content.starts_with(b"///") => self.fenced(line),
            b'!' | b'?' | b'=' if self.open.len() >= MOST_OPEN => {}
            b'!' if content.starts_with(b"!!!") => self.admonition(line),
            b'?' if content.starts_with(b"???") => self.admonition(line),
            b'=' if content.starts_with(b"===") => self.tab(line),
            b'[' | b'{' => self.bracket(line),
            b'#' => self.counted(line),
            b'|' => self.line_block(line),
            b'~' => self.definition(line),
            b'\\' if content.starts_with(b"\\begin{") => self.environment(line),
            b'*' if content.starts_with(b"*[") => _ = self.short_form(line),
            b'(' if self.example(line) => return,
            b'(' | b'a'..=b'z' | b'A'..=b'Z' if content.len() > 2 => self.lettered(line),
            _ => {}
        }
        // Text of an item goes on below it, indented.
        if !matches!(content[0], b'+' | b'-') && self.after_blank && self.dashes_below(line) && self.dashed(line) {
            return;
        }
        self.table_above = false;
        self.in_examples &= line.column > 0 || !self.after_blank;
    }

    /// Whether the next line begins with dashes.
    fn dashes_below(&self, line: &Line<'a>) -> bool {
        line.items.is_empty() && self.line_at(self.next).is_some_and(|below| below.content().starts_with("--"))
    }

    /// Ends the containers that a line is no longer in.
    fn leave(&mut self, line: &Line<'a>) {
        while let Some(at) = self.open.iter().rposition(|open| matches!(open, Open::Indented(_))) {
            let Open::Indented(inside) = &self.open[at] else { return };
            let first = line.text.bytes().take_while(|b| matches!(b, b' ' | b'\t')).fold(0, advance);
            let column = if line.quotes == 0 || line.quotes > inside.quotes { first } else { line.column };
            if line.quotes >= inside.quotes && column >= inside.column + 4 {
                return;
            }
            let goes_on =
                inside.tab && inside.column == line.column && inside.quotes == line.quotes && is_tab(line.content());
            while self.open.len() > at + 1 {
                self.close_top(true);
            }
            self.close_top(!goes_on);
            self.tabs_go_on = goes_on;
            if goes_on {
                return;
            }
        }
    }

    /// Ends the container that was opened last; `whole`: not only a tab of a group.
    fn close_top(&mut self, whole: bool) {
        match self.open.pop() {
            // No fence closes it: it is text.
            Some(Open::Fenced { edit, .. } | Open::Figure { edit, .. }) => {
                let edit = &mut self.edits[edit];
                *edit = Edit::insert(edit.at, "");
            }
            Some(Open::Indented(inside)) => {
                let mut put_in = String::new();
                if let Some(Verbatim::Fence { sign, length, prefix }) = &self.verbatim
                    && prefix.len() > inside.prefix.len()
                {
                    let fence = char::from(*sign).to_string().repeat(*length);
                    put_in.push_str(&format!("\n{prefix}{fence}"));
                    self.verbatim = None;
                }
                for _ in 0..1 + usize::from(inside.tab && whole) {
                    let end = self.directive(Directive::End);
                    put_in.push_str(&format!("\n{}{end}", inside.prefix));
                }
                let pieces = vec![Piece::Text(Cow::Owned(put_in))];
                self.edits.push(Edit { at: self.last_end, removed: 0, with: With::Pieces(pieces) });
            }
            None => {}
        }
    }

    /// Takes the columns away from a line that show in which containers it is.
    fn dedent(&mut self, line: &Line<'a>) {
        let columns: Vec<usize> = self
            .open
            .iter()
            .filter_map(|open| match open {
                Open::Indented(inside) => Some(inside.column),
                Open::Fenced { .. } | Open::Figure { .. } => None,
            })
            .collect();
        let mut column = 0;
        for (i, byte) in line.text.bytes().enumerate().take(line.content) {
            let next = advance(column, byte);
            let taken = (column..next).filter(|c| columns.iter().any(|from| (*from..from + 4).contains(c))).count();
            if taken > 0 && matches!(byte, b' ' | b'\t') {
                const SPACES: [&str; 4] = ["", " ", "  ", "   "];
                let left = SPACES[(next - column - taken).min(3)];
                self.edits.push(Edit { at: line.start + i, removed: 1, with: With::Sign(left) });
            }
            column = next;
        }
    }

    fn in_verbatim(&mut self, line: &Line<'a>) -> bool {
        let content = line.content();
        let ends = match &self.verbatim {
            None => return false,
            Some(Verbatim::Fence { sign, length, .. }) => {
                let run = content.bytes().take_while(|b| b == sign).count();
                run >= *length && content.cut(run..).trim().is_empty()
            }
            Some(Verbatim::Until(end)) => content.contains(end),
        };
        if ends {
            self.verbatim = None;
        }
        true
    }

    /// Whether a line is code since it is indented; keeps account of the items that are open.
    fn is_indented_code(&mut self, line: &Line<'a>) -> bool {
        let first = line.items.first().map_or(line.column, |_| {
            line.text.bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'>')).fold(0, advance)
        });
        if self.after_blank || !line.items.is_empty() {
            while self.items.last().is_some_and(|&content| content > first) {
                self.items.pop();
            }
        }
        let inside = self.items.last().copied().unwrap_or(0);
        let container = self.open.iter().rev().find_map(|open| match open {
            Open::Indented(inside) => Some(inside.column + 4),
            Open::Fenced { .. } | Open::Figure { .. } => None,
        });
        let base = inside.max(container.unwrap_or(0)) + 2 * usize::from(line.quotes > 0);
        if first > base + 3 {
            return true;
        }
        self.items.extend(&line.items);
        if line.content().starts_with(": ") {
            self.items.push(line.column + 2); // a definition
        }
        false
    }

    fn begins_verbatim(&mut self, line: &Line<'a>) -> bool {
        let content = line.content();
        let sign = content.as_bytes()[0];
        let fence = |sign: u8| content.bytes().take_while(|&b| b == sign).count();
        if sign == b'`' || sign == b'~' {
            let count = fence(sign);
            let opens =
                |scanner: &mut Self| scanner.open.len() < MOST_OPEN && scanner.fenced_directive(line, sign, count);
            if count >= 3 && (self.closes_fenced(line, sign, count) || opens(self)) {
                return true;
            }
        }
        self.verbatim = match sign {
            b'`' | b'~' if fence(sign) >= 3 && (sign == b'~' || !content.cut(fence(sign)..).contains('`')) => {
                Some(Verbatim::Fence { sign, length: fence(sign), prefix: line.prefix(self.removed()) })
            }
            b'$' if content.starts_with("$$") && !content.cut(2..).contains("$$") => Some(Verbatim::Until("$$")),
            b'<' => [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>")]
                .into_iter()
                .find(|(begins, ends)| content.starts_with(begins) && !content.contains(ends))
                .map(|(_, ends)| Verbatim::Until(ends)),
            _ => None,
        };
        self.verbatim.is_some()
    }
}
