//! The arena: all lines of a source, followed by the lines that quotations and list items hold without their marks.

use super::features::End;
use super::limits::measure::{
    BELOW_GLUED_HEAD, DEEPEST_BASE, FIRST_INDENT, GLUED_HEAD, GLUED_HEAD_WORDS, LEAST, RARE, STEP, WIDEST, WRAPPED,
};
use super::line::{Line, columns};
use crate::source::Cut as _;
use std::ops::Range;

/// The source's text and its lines.
#[derive(Debug)]
pub(super) struct Arena<'t> {
    /// The decoded text.
    pub text: &'t str,
    /// The lines of the source, followed by lines derived from them (without a quotation's `>`, without a bullet).
    pub lines: Vec<Line>,
    /// How lines were broken in most of the text.
    pub measure: Measure,
    /// The lines that are running heads of pages.
    pub running: std::collections::BTreeSet<usize>,
    /// Whether a space at the end of a line says that the next one goes on with it (`format=flowed`, RFC 3676).
    pub flowed: bool,
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
    /// Whether the text's paragraphs stand on one line each, however long they are.
    pub unwrapped: bool,
    /// Whether short lines stand directly on the paragraphs that they head.
    pub glued_heads: bool,
    /// Whether lines behind `>` are common, as in an answer to a message.
    pub quotes: bool,
}

impl<'t> Arena<'t> {
    /// The lines of a text.
    pub(super) fn new(text: &'t str) -> Self {
        let lines = super::line::split(text);
        let measure = Measure::of(text, &lines);
        let running = super::running::find(text, &lines);
        Arena { text, lines, measure, running, flowed: false }
    }

    /// The content of a line.
    pub(super) fn content(&self, line: usize) -> &'t str {
        self.lines[line].of(self.text)
    }

    /// The text from the first to the last of some lines, line ends and all.
    pub(super) fn covered(&self, lines: &Range<usize>) -> &'t str {
        let (start, end) = self.extent(lines);
        self.text.cut(start as usize..end as usize)
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

    /// Whether line `k` of a flowed text goes on: a space stands at its end.
    pub(super) fn is_soft(&self, k: usize) -> bool {
        self.text.as_bytes().get(self.lines[k].end as usize) == Some(&b' ')
    }

    /// Whether the first word of the next line would not have fitted behind line `k` within `width` columns.
    pub(super) fn is_full(&self, k: usize, width: u32) -> bool {
        self.lines[k].right() + 1 + self.first_word(k + 1) > width
    }
}

fn first_word(text: &str, line: &Line) -> u32 {
    let content = line.of(text);
    let end = content
        .find(|c: char| c.is_whitespace() || crate::document::script::is_unspaced_letter(c))
        .unwrap_or(content.len());
    columns(content.cut(..end), 0).max(1)
}

impl Measure {
    /// Estimates how a text's lines were broken.
    fn of(text: &str, lines: &[Line]) -> Measure {
        let indents = Indents::of(lines);
        Measure {
            width: wrapped_at(lines),
            base: indents.commonest(),
            first_indent: indents.firsts >= 2 && indents.firsts > indents.flush,
            unwrapped: is_unwrapped(lines),
            glued_heads: glued_heads(text, lines),
            quotes: lines.iter().filter(|l| l.of(text).starts_with('>')).take(3).count() == 3,
        }
    }
}

/// The column that lines were wrapped at, by a histogram of right margins over lines that another line follows directly:
/// the widest that at least one line in forty reaches, so that a few long lines do not decide. 0: not known.
fn wrapped_at(lines: &[Line]) -> u32 {
    let mut histogram = [0u32; WIDEST as usize + 2];
    let mut count = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let goes_on = !line.is_blank() && !next.is_blank() && next.indent.abs_diff(line.indent) <= STEP;
        if goes_on && line.right() <= WIDEST {
            histogram[line.right() as usize] += 1;
            count += 1;
        }
    }
    let mut seen = 0;
    let reached = |column: &usize| {
        seen += histogram[*column];
        seen * RARE >= count
    };
    let width = (0..histogram.len()).rev().find(reached).unwrap_or(0) as u32;
    if count >= 2 && width >= LEAST { width } else { 0 }
}

/// How lines are indented.
struct Indents {
    /// How many lines have each indent; those behind a blank line count only if they are long and flush.
    histogram: [u32; DEEPEST_BASE],
    /// Paragraphs whose first line is indented.
    firsts: u32,
    /// Those whose first line is not.
    flush: u32,
}

impl Indents {
    fn of(lines: &[Line]) -> Indents {
        let mut indents = Indents { histogram: [0; DEEPEST_BASE], firsts: 0, flush: 0 };
        let mut blank = true;
        for (i, line) in lines.iter().enumerate() {
            if line.is_blank() {
                blank = true;
                continue;
            }
            let next = lines.get(i + 1).filter(|n| !n.is_blank());
            if !blank || line.width > 50 && line.indent == 0 {
                indents.histogram[(line.indent as usize).min(DEEPEST_BASE - 1)] += 1;
            }
            if blank && let Some(next) = next {
                let is_first = line.indent > next.indent && line.indent <= next.indent + FIRST_INDENT;
                indents.firsts += u32::from(is_first);
                indents.flush += u32::from(line.indent <= next.indent);
            }
            if !blank {
                indents.firsts += u32::from(begins_within(&lines[i - 1], line, next));
            }
            blank = false;
        }
        indents
    }

    /// The indent that most lines have; of several, the least.
    fn commonest(&self) -> u32 {
        let most = self.histogram.iter().enumerate().rev().max_by_key(|(_, count)| **count);
        most.map_or(0, |(indent, _)| indent as u32)
    }
}

/// Whether a line begins a paragraph that no blank line sets off: it is indented between others that are not.
fn begins_within(before: &Line, line: &Line, next: Option<&Line>) -> bool {
    let indented = line.indent > before.indent && line.indent <= before.indent + STEP;
    indented && before.width > 20 && next.is_none_or(|next| next.indent <= line.indent)
}

/// Whether lines that are too long to have been wrapped hold twice as much text as those that may have been.
fn is_unwrapped(lines: &[Line]) -> bool {
    let width = |line: &Line| u64::from(line.width);
    let long: u64 = lines.iter().filter(|l| l.width > *WRAPPED.end()).map(width).sum();
    let may_be_wrapped = |pair: &&[Line]| WRAPPED.contains(&pair[0].width) && !pair[1].is_blank();
    let wrapped: u64 = lines.windows(2).filter(may_be_wrapped).map(|pair| width(&pair[0])).sum();
    long > 2 * wrapped && long > 0
}

/// Whether short lines stand directly on the paragraphs that they head: most runs of lines begin so, two at least.
fn glued_heads(text: &str, lines: &[Line]) -> bool {
    let (mut heads, mut others) = (0u32, 0u32);
    let mut blank = true;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if blank && !line.is_blank() && !next.is_blank() {
            if is_glued_head(text, line, next) {
                heads += 1;
            } else {
                others += 1;
            }
        }
        blank = line.is_blank();
    }
    heads >= 2 && heads > others
}

/// Whether a line could head the paragraph right below it: short, without a stop, over a line that is much longer.
pub(super) fn is_glued_head(text: &str, line: &Line, next: &Line) -> bool {
    let content = line.of(text);
    line.width <= GLUED_HEAD
        && next.width >= BELOW_GLUED_HEAD
        && next.width * 2 >= line.width * 3
        && line.indent == next.indent
        && content.starts_with(|c: char| c.is_alphanumeric() || c == '¿')
        && !content.starts_with(char::is_lowercase)
        && content.split_whitespace().count() <= GLUED_HEAD_WORDS
        && matches!(super::features::end_of(content), End::None | End::Call)
        && !super::label::is_label(content)
}
