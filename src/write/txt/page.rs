//! The text under construction: lines with prefixes, and blank lines between blocks.

use super::ascii::Losses;
use super::furniture::{self, Furniture};
use super::lines::{Breaker, Filling};
use super::references::Links;
use crate::cancel::Cancel;
use crate::document::Document;
use crate::document::cells;
use crate::options::{TextOptions, Wrap};
use crate::source::Cut as _;

/// Minimum measure in cells; indents that would go below it are dropped, so that deeply nested blocks stay readable.
const NARROWEST: usize = 16;

/// A column of text under construction: the page or a table cell.
pub struct TextColumn<'a> {
    /// The document.
    pub document: &'a Document,
    /// The options.
    pub options: &'a TextOptions,
    /// Bullets, bars and rules.
    pub furniture: &'static Furniture,
    /// State shared by all columns of the document.
    pub shared: Shared,
    /// Nesting depth of bulleted lists.
    pub bullets: usize,
    /// Nesting depth of quotations.
    pub quotes: usize,
    /// Nesting depth of tables.
    pub tables: usize,
    /// Buffer for a paragraph's flat text.
    pub flat: String,
    width: usize,
    out: String,
    /// Prefix of the next line, if it differs from `rest`: it contains a list marker.
    first: Option<String>,
    /// Prefix of all lines.
    rest: String,
    /// Cells reserved at the right.
    right: usize,
    /// Pending blank lines before the next line, and how much of `rest` is written in them.
    gap: usize,
    gap_prefix: usize,
    begun: bool,
}

/// State shared by all columns of a document.
#[derive(Debug, Default)]
pub struct Shared {
    /// Links by their numbers.
    pub links: Links,
    /// Characters that could not be written in ASCII.
    pub losses: Losses,
    /// Formulas left in TeX.
    pub formulas: Vec<Option<crate::source::Span>>,
    /// Tables written as records.
    pub records: Vec<Option<crate::source::Span>>,
    /// Buffers of the line breaker.
    pub breaker: Breaker,
    /// The cancellation token.
    pub cancel: Cancel,
}

impl<'a> TextColumn<'a> {
    /// An empty column of `width` cells.
    pub fn new(document: &'a Document, options: &'a TextOptions, width: usize, shared: Shared) -> Self {
        TextColumn {
            document,
            options,
            furniture: if options.ascii { &furniture::ASCII } else { &furniture::UNICODE },
            shared,
            bullets: 0,
            quotes: 0,
            tables: 0,
            flat: String::new(),
            width,
            out: String::new(),
            first: None,
            rest: String::new(),
            right: 0,
            gap: 0,
            gap_prefix: 0,
            begun: false,
        }
    }

    /// The text; every line ends in a line feed.
    pub fn finish(self) -> (String, Shared) {
        (self.out, self.shared)
    }

    /// Cells between the prefix and the right edge.
    pub fn measure(&self) -> usize {
        self.width.saturating_sub(cells::width(&self.rest) + self.right).max(1)
    }

    /// The same including the cells reserved at the right.
    pub fn full_measure(&self) -> usize {
        self.width.saturating_sub(cells::width(&self.rest)).max(1)
    }

    /// Whether lines have no prefix.
    pub fn at_margin(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether the output is format=flowed (RFC 3676), which has no hanging indents.
    pub fn flowed(&self) -> bool {
        self.options.wrap == Wrap::Flowed
    }

    /// Requests at least so many blank lines before the next line, except at the start of a column or item.
    pub fn gap(&mut self, lines: usize) {
        if self.begun && self.first.is_none() && lines > 0 {
            // Blank lines belong to the outermost block that requests them: no quotation bar in them.
            self.gap_prefix = if self.gap == 0 { self.rest.len() } else { self.gap_prefix.min(self.rest.len()) };
            self.gap = self.gap.max(lines);
        }
    }

    /// Writes `inside` behind a marker: the first line beside it, the others with a hanging indent.
    pub fn hang(&mut self, marker: &str, inside: impl FnOnce(&mut Self)) {
        let (rest, right) = (self.rest.len(), self.right);
        let mut first = self.first.take().unwrap_or_else(|| self.rest.clone());
        first.push_str(marker);
        self.first = Some(first);
        if !self.flowed() {
            self.rest.extend(std::iter::repeat_n(' ', cells::width(marker)));
        }
        inside(self);
        if self.first.is_some() {
            self.line("");
        }
        self.rest.truncate(rest);
        self.right = right;
    }

    /// Writes `inside` with `prefix` before every line, and `right` more cells reserved at the right. An indent of
    /// spaces that would make the column too narrow is dropped.
    pub fn indent(&mut self, prefix: &str, right: usize, inside: impl FnOnce(&mut Self)) {
        let (rest, old_right) = (self.rest.len(), self.right);
        let wanted = cells::width(prefix);
        let room = self.measure() >= NARROWEST + wanted;
        if room || !prefix.trim_end().is_empty() {
            if let Some(first) = &mut self.first {
                first.push_str(prefix);
            }
            self.rest.push_str(prefix);
            if self.measure() >= 2 * NARROWEST + right {
                self.right += right;
            }
        }
        inside(self);
        self.rest.truncate(rest);
        self.right = old_right;
    }

    /// Writes one line unchanged.
    pub fn line(&mut self, text: &str) {
        self.open_line();
        self.stuff(text);
        self.out.push_str(text);
        self.close_line(false);
    }

    /// Writes a paragraph, broken into lines; U+000A is a line break. Turned lines are indented by `turned` more
    /// cells.
    pub fn paragraph(&mut self, text: &str, filling: Filling, turned: usize) {
        let measure = match self.options.wrap {
            _ if filling == Filling::Even => self.measure(),
            Wrap::None => usize::MAX,
            Wrap::Flowed => self.measure().saturating_sub(1).max(1),
            _ => self.measure(),
        };
        let mut breaker = std::mem::take(&mut self.shared.breaker);
        for kept in text.split('\n') {
            let lines = breaker.divide(kept, measure, filling);
            if lines.is_empty() {
                self.line("");
                continue;
            }
            if turned > 0 && lines.len() > 1 {
                self.turned(kept, measure, turned, &mut breaker);
                continue;
            }
            let last = lines.len() - 1;
            for (i, line) in lines.iter().enumerate() {
                self.text_line(kept.cut(line.start as usize..line.end as usize), i < last);
            }
        }
        self.shared.breaker = breaker;
    }

    /// An overlong verse line, with its turnover on separate lines.
    fn turned(&mut self, text: &str, measure: usize, by: usize, breaker: &mut Breaker) {
        // The first line is broken greedily, as in print.
        let first = breaker.divide(text, measure, Filling::Greedy)[0].clone();
        self.text_line(text.cut(first.start as usize..first.end as usize), true);
        let over = text.cut(first.end as usize..).trim_start_matches(' ');
        self.indent(&" ".repeat(by), 0, |page| {
            let measure = page.measure();
            let lines = breaker.divide(over, measure, Filling::Greedy);
            for (i, line) in lines.iter().enumerate() {
                page.text_line(over.cut(line.start as usize..line.end as usize), i + 1 < lines.len());
            }
        });
    }

    /// Writes a line of running text; `soft`: the paragraph continues.
    fn text_line(&mut self, text: &str, soft: bool) {
        self.open_line();
        self.stuff(text);
        push_clean(text, &mut self.out);
        self.close_line(soft);
    }

    fn open_line(&mut self) {
        if self.begun {
            for _ in 0..std::mem::take(&mut self.gap) {
                self.out.push_str(self.rest.cut(..self.gap_prefix.min(self.rest.len())).trim_end());
                self.out.push('\n');
            }
        }
        self.gap = 0;
        self.begun = true;
        match self.first.take() {
            Some(first) => self.out.push_str(&first),
            None => self.out.push_str(&self.rest),
        }
    }

    fn close_line(&mut self, soft: bool) {
        let flowed = soft && self.flowed();
        self.out.truncate(self.out.trim_end_matches([' ', '\u{a0}', '\u{202f}']).len());
        if flowed {
            self.out.push(' ');
        }
        self.out.push('\n');
    }

    /// RFC 3676, 4.4: a line that begins with a space, `>` or `From ` is space-stuffed.
    fn stuff(&mut self, text: &str) {
        if !self.flowed() {
            return;
        }
        let start = self.out.rfind('\n').map_or(0, |i| i + 1);
        let line = self.out.cut(start..);
        let quoted = line.starts_with('>');
        let begins = if line.is_empty() { text } else { line };
        if quoted && line.bytes().all(|b| b == b'>') && !text.is_empty()
            || !quoted && (begins.starts_with([' ', '>']) || begins.starts_with("From "))
        {
            let at = if quoted { self.out.len() } else { start };
            self.out.insert(at, ' ');
        }
    }
}

/// Appends text with spaces for no-break spaces, without byte order marks. Zero width spaces and word joiners are
/// kept: they separate words for search and speech.
fn push_clean(text: &str, out: &mut String) {
    // Lead bytes of these characters are C2, E2 and EF; most lines have none of them, or only quotation marks.
    let bytes = text.as_bytes();
    let mut from = 0;
    for i in memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes) {
        let (length, instead) = match (bytes[i], bytes[i + 1], bytes.get(i + 2)) {
            (0xc2, 0xa0, _) => (2, " "),
            (0xe2, 0x80, Some(0xaf)) => (3, " "),
            (0xef, 0xbb, Some(0xbf)) => (3, ""),
            _ => continue,
        };
        out.push_str(text.cut(from..i));
        out.push_str(instead);
        from = i + length;
    }
    out.push_str(text.cut(from..));
}
