//! Lists and lines that CommonMark has no signs for: `#.`, `(@)`, `a.`, line blocks, definitions behind `~`, short forms.

use super::directive::{Container, Directive};
use super::found::Short;
use super::line::Line;
use super::numbers::{Lettered, Number, follows, numbers};
use super::scanner::Scanner;
use crate::document::{Attributes, Delimiter, NumberStyle, Role};
use crate::read::markdown::edit::{Edit, NOTHING, Piece, With};
use std::borrow::Cow;
use std::collections::HashMap;

/// So many lines may stand between the first item of a list of letters and the second.
const MOST_BETWEEN: usize = 40;

impl<'a> Scanner<'a> {
    /// `#. item`: numbered by its place.
    pub(super) fn counted(&mut self, line: &Line<'a>) {
        if line.content().strip_prefix("#.").is_some_and(|rest| rest.starts_with([' ', '\t'])) {
            self.sign(line.content_start(), 1, "1");
        }
    }

    /// `(@) item`, `(@label) item`: examples are numbered through the whole text, and may be referred to as `(@label)`.
    pub(super) fn example(&mut self, line: &Line<'a>) -> bool {
        let Some((label, rest)) = line.content().strip_prefix("(@").and_then(|rest| rest.split_once(')')) else {
            return false;
        };
        if !rest.starts_with([' ', '\t']) || !is_label(label) || !self.is_referred_to(label) {
            return false;
        }
        self.examples += 1;
        let number = self.examples;
        if !label.is_empty() {
            self.found.examples.push((label.to_owned(), number));
        }
        let length = label.len() + 3;
        let first = !self.in_examples;
        self.in_examples = true;
        self.number(line, length, number, first.then_some((NumberStyle::Decimal, Delimiter::Parentheses)));
        true
    }

    /// Whether an example without a label is meant, or one of several that the text names again: `(@jane) said` is no example.
    fn is_referred_to(&mut self, label: &str) -> bool {
        let text = self.text;
        if self.several_examples.is_none() {
            let begins = text.lines().filter(|line| line.trim_start().starts_with("(@"));
            self.several_examples = Some(begins.take(2).count() == 2);
        }
        let count = || {
            let mut counts = HashMap::new();
            for part in text.split("(@").skip(1) {
                if let Some((label, _)) = part.split_once(')') {
                    *counts.entry(label).or_default() += 1;
                }
            }
            counts
        };
        label.is_empty()
            || self.several_examples == Some(true)
                && self.labels.get_or_insert_with(count).get(label).is_some_and(|count: &usize| *count > 1)
    }

    /// `a. item`, `(ii) item`, `B) item`: pandoc's lists of letters and numerals. A line alone may be a person's initial: the next item
    /// tells.
    pub(super) fn lettered(&mut self, line: &Line<'a>) {
        let readings = numbers(line.content());
        if readings.is_empty() {
            return self.label(line);
        }
        if let Some(open) = self.lettered.iter().rposition(|open| open.column == line.column)
            && let Some(number) = readings.iter().find(|number| follows(number, &self.lettered[open].last))
        {
            self.lettered.truncate(open + 1);
            let (length, value) = (number.length, number.value);
            self.lettered[open].last = number.clone();
            self.number(line, length, value, None);
            return;
        }
        let below_item = self.lettered.last().is_some_and(|open| line.column >= open.column + 2);
        if !self.after_blank && line.items.is_empty() && !below_item {
            return;
        }
        let Some(number) = readings.into_iter().find(|number| number.value == 1 && self.goes_on(line, number)) else {
            return;
        };
        self.lettered.retain(|open| open.column < line.column);
        self.number(line, number.length, number.value, Some((number.style, number.delimiter)));
        self.lettered.push(Lettered { column: line.column, last: number });
    }

    /// Whether an item stands below a line that has the next number.
    fn goes_on(&self, line: &Line<'a>, number: &Number) -> bool {
        let mut after_blank = false;
        for below in self.lines_from(self.next).take(MOST_BETWEEN) {
            if below.is_blank() {
                after_blank = true;
                continue;
            }
            if below.column < line.column
                || below.column == line.column && after_blank && numbers(below.content()).is_empty()
            {
                return false;
            }
            if below.column == line.column && numbers(below.content()).iter().any(|next| follows(next, number)) {
                return true;
            }
            after_blank = false;
        }
        false
    }

    /// Writes a number as the parser knows it, with a directive before the first.
    fn number(&mut self, line: &Line<'a>, length: usize, value: u64, first: Option<(NumberStyle, Delimiter)>) {
        let at = line.content_start();
        let mut text = String::new();
        if let Some((style, delimiter)) = first {
            let directive = self.directive(Directive::Numbers(style, delimiter));
            let prefix = line.prefix(self.removed());
            text = format!("{directive}\n{prefix}");
        }
        text.push_str(&format!("{value})"));
        self.edits.push(Edit { at, removed: length, with: With::Pieces(vec![Piece::Text(Cow::Owned(text))]) });
    }

    /// `| a line`: lines that stay lines, with the spaces they begin with (pandoc's line blocks).
    pub(super) fn line_block(&mut self, line: &Line<'a>) {
        let is_line = |line: &Line<'_>| {
            let content = line.content().trim_end();
            content == "|" || content.starts_with("| ") && !content.ends_with('|')
        };
        if !is_line(line) || !self.after_blank {
            return;
        }
        let lines: Vec<Line<'a>> = std::iter::once(line.clone())
            .chain(self.lines_from(self.next).take_while(|below| !below.is_blank()))
            .collect();
        let same = |below: &Line<'_>| below.column == line.column && is_line(below);
        // A table has a `|` between cells; here a line has one at its head only.
        let bars = |below: &Line<'_>| below.content().matches('|').count();
        let goes_on = |below: &Line<'_>| !below.content().starts_with('|') && below.column > line.column;
        if !lines.iter().all(|below| same(below) || goes_on(below))
            || lines.len() > 1 && lines.iter().all(|l| bars(l) > 1)
        {
            return;
        }
        if lines.len() == 1 && bars(line) > 1 {
            return;
        }
        let mut begin = self.lines(line);
        let verse = Container::Group(Some(Role::Verse));
        let directive = self.directive(Directive::Begin(verse, Attributes::default()));
        begin.line(directive);
        begin.line(String::new());
        let mut first = begin.take();
        for (i, below) in lines.iter().enumerate() {
            let content = below.content();
            let start = below.content_start();
            let said = content.strip_prefix('|').unwrap_or(content);
            let said = said.strip_prefix(' ').unwrap_or(said);
            let spaces = said.len() - said.trim_start_matches(' ').len();
            let removed = content.len() - said.len() + spaces;
            let mut text = String::new();
            if !said.trim().is_empty() {
                text.push_str(NOTHING);
                text.extend(std::iter::repeat_n('\u{a0}', spaces));
            }
            let pieces = vec![Piece::Text(Cow::Owned(text))];
            if i == 0 {
                first.extend(pieces);
                self.edits.push(Edit { at: start, removed, with: With::Pieces(std::mem::take(&mut first)) });
            } else {
                self.edits.push(Edit { at: start, removed, with: With::Pieces(pieces) });
            }
            let next = lines.get(i + 1);
            let breaks =
                next.is_some_and(|next| same(next) && next.content().trim_end() != "|") && content.trim_end() != "|";
            let at = below.start + below.text.trim_end().len();
            if breaks {
                self.edits.push(Edit { at, removed: 0, with: With::Sign("\\") });
            }
            if next.is_none() {
                let end = self.directive(Directive::End);
                let text = format!("\n{}{end}", line.prefix(self.removed()));
                let pieces = vec![Piece::Text(Cow::Owned(text))];
                self.edits.push(Edit { at, removed: 0, with: With::Pieces(pieces) });
            }
            self.next = self.behind(below);
        }
    }

    /// `~ definition` below a term, as pandoc allows beside `:`.
    pub(super) fn definition(&mut self, line: &Line<'a>) {
        let said = line.content().strip_prefix('~').filter(|rest| rest.starts_with([' ', '\t']));
        // `~ 500` is a number that is not exact.
        if said.is_some_and(|said| !said.trim_start().starts_with(char::is_numeric)) && !self.before.is_empty() {
            self.sign(line.content_start(), 1, ":");
            self.structure = true;
        }
    }

    /// Keeps the short forms that the text uses; the line of another one stays, so that its words are not lost.
    pub(super) fn settle_short_forms(&mut self) {
        if self.shorts.is_empty() {
            return;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in self.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word).or_default() += 1;
        }
        for (short, _) in &self.shorts {
            // The definitions themselves are no use of a form.
            for word in short.form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                if let Some(count) = counts.get_mut(word) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        for (short, edit) in std::mem::take(&mut self.shorts) {
            let mut words = short.form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            if words.all(|word| counts.get(word).is_some_and(|count| *count > 0)) {
                self.found.shorts.push(short);
            } else {
                let edit = &mut self.edits[edit];
                *edit = Edit::insert(edit.at, "");
            }
        }
    }

    /// `*[HTML]: HyperText Markup Language` (PHP Markdown Extra).
    pub(super) fn short_form(&mut self, line: &Line<'a>) -> bool {
        let Some((form, expansion)) = line.content().strip_prefix("*[").and_then(|rest| rest.split_once("]:")) else {
            return false;
        };
        let (form, expansion) = (form.trim(), expansion.trim());
        if form.is_empty() || expansion.is_empty() || form.len() > 60 {
            return false;
        }
        let short = Short { form: form.to_owned(), expansion: expansion.to_owned() };
        self.edits.push(Edit {
            at: line.content_start(),
            removed: line.content().len(),
            with: With::Pieces(Vec::new()),
        });
        self.shorts.push((short, self.edits.len() - 1));
        true
    }
}

fn is_label(label: &str) -> bool {
    label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}
