//! The arena: all lines of a source, and those that are left of them inside quotations and list items.

use super::line::{Line, columns};
use std::ops::Range;

/// The source's text and its lines.
#[derive(Debug)]
pub(super) struct Arena<'t> {
    /// The decoded text.
    pub text: &'t str,
    /// Its lines, then those made from them.
    pub lines: Vec<Line>,
    /// How lines were broken in most of the text.
    pub measure: Measure,
}

/// How lines were broken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// The column that lines were wrapped at; 0: not known.
    pub width: u32,
    /// The column at which most lines begin.
    pub base: u32,
    /// Whether most paragraphs begin with an indented line.
    pub first_indent: bool,
}

impl<'t> Arena<'t> {
    /// The lines of a text.
    pub(super) fn new(text: &'t str) -> Self {
        let lines = super::line::split(text);
        let measure = Measure::of(&lines);
        Arena { text, lines, measure }
    }

    /// The content of a line.
    pub(super) fn content(&self, line: usize) -> &'t str {
        self.lines[line].of(self.text)
    }

    /// The text from the first to the last of some lines, line ends and all.
    pub(super) fn covered(&self, lines: &Range<usize>) -> &'t str {
        let (start, end) = self.extent(lines);
        &self.text[start as usize..end as usize]
    }

    /// First and last byte of some lines.
    pub(super) fn extent(&self, lines: &Range<usize>) -> (u32, u32) {
        match self.lines.get(lines.clone()) {
            Some([first, .., last]) => (first.start, last.end.max(first.start)),
            Some([only]) => (only.start, only.end),
            _ => (0, 0),
        }
    }

    /// Columns of a line's first word.
    pub(super) fn first_word(&self, line: usize) -> u32 {
        first_word(self.text, &self.lines[line])
    }

    /// Whether the first word of the next line would not have fitted behind line `k` within `width` columns.
    pub(super) fn is_full(&self, k: usize, width: u32) -> bool {
        self.lines[k].right() + 1 + self.first_word(k + 1) > width
    }
}

fn first_word(text: &str, line: &Line) -> u32 {
    let content = line.of(text);
    let end = content.find(|c: char| c.is_whitespace() || super::features::is_wide(c)).unwrap_or(content.len());
    columns(&content[..end], 0).max(1)
}

impl Measure {
    /// Looks at the lines that another one follows directly: where most long ones end is where lines were wrapped.
    fn of(lines: &[Line]) -> Measure {
        let mut histogram = [0u32; 202];
        let mut count = 0;
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            if !line.is_blank() && !next.is_blank() && next.indent.abs_diff(line.indent) <= 8 && line.right() <= 200 {
                histogram[line.right() as usize] += 1;
                count += 1;
            }
        }
        // The widest column that at least one line in forty reaches, so that a few long lines do not decide.
        let mut seen = 0;
        let mut width = 0;
        for column in (0..histogram.len()).rev() {
            seen += histogram[column];
            if seen * 40 >= count && count > 0 {
                width = column as u32;
                break;
            }
        }
        let mut base = [0u32; 40];
        let (mut firsts, mut flush) = (0u32, 0u32);
        let mut blank = true;
        for (i, line) in lines.iter().enumerate() {
            if line.is_blank() {
                blank = true;
                continue;
            }
            let next = lines.get(i + 1).filter(|n| !n.is_blank());
            if !blank || line.width > 50 && line.indent == 0 {
                base[line.indent.min(39) as usize] += 1;
            }
            if blank && let Some(next) = next {
                firsts += u32::from(line.indent > next.indent && line.indent <= next.indent + 10);
                flush += u32::from(line.indent <= next.indent);
            }
            blank = false;
        }
        let common = base.iter().enumerate().rev().max_by_key(|b| b.1).map_or(0, |b| b.0 as u32);
        Measure {
            width: if count >= 2 && width >= 24 { width } else { 0 },
            base: if base.iter().all(|&b| b == 0) { 0 } else { common },
            first_indent: firsts >= 2 && firsts > flush,
        }
    }
}
