//! Verbatim text (`pre`) of pages: blocks in it become lines, links are kept, line numbers are removed.

use super::attributes::RawAttributes;
use super::element::Element;
use super::state::{MarkupBuilder, OpenInPre};
use crate::document::{Attributes, Inline, InlineKind};
use crate::read::MAX_DEPTH;
use crate::read::build::{OpenBlockKind, OpenInlineKind, target};
use crate::source::{Cut as _, Span};

/// Classes that syntax highlighters use for single lines.
const LINES: &[&str] = &["line", "code-line", "token-line", "view-line", "CodeMirror-line", "cl"];

/// Classes of elements with line numbers.
const NUMBERS: &[&str] = &[
    "linenos",
    "lineno",
    "linenumber",
    "line-number",
    "line-numbers-rows",
    "ln",
    "lnt",
    "lnum",
    "gutter",
    "blob-num",
    "hljs-ln-n",
    "hljs-ln-numbers",
    "react-syntax-highlighter-line-number",
    "rouge-gutter",
    "crayon-num",
];

impl MarkupBuilder<'_> {
    /// Text in verbatim text, without a line end directly behind the start tag (HTML, 13.2.6.4.7).
    pub(super) fn behind_tag<'t>(&mut self, text: &'t str) -> &'t str {
        let begun = std::mem::replace(&mut self.in_pre().begun, true) || self.tree.top().own;
        let Some(rest) = text.strip_prefix('\n').filter(|_| !begun) else { return text };
        self.tree.verbatim.length += 1;
        self.tree.verbatim.begins = true;
        rest
    }

    /// Ends a line of verbatim text.
    pub(super) fn end_line(&mut self, span: Span) {
        let end = self.behind_tag("\n");
        self.tree.verbatim_text(end, span);
    }

    pub(super) fn start_tag_in_pre(&mut self, name: &str, element: Element, raw: &RawAttributes, span: Span) {
        let number = raw.classes().any(|c| NUMBERS.contains(&c)) || raw.get("data-line-number").is_some();
        let line = element.is_line()
            || matches!(raw.style("display"), Some("block" | "flex" | "grid" | "table-row"))
            || raw.classes().any(|c| LINES.contains(&c))
            || raw.get("data-line").is_some();
        if let Some(id) = raw.text("id").or_else(|| raw.text("name").filter(|_| element == Element::Anchor)) {
            // Ids of numbered lines are too many, and rarely link targets.
            if !id.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['-', 'L', 'l']) {
                self.tree.verbatim.ids.push(id.to_owned());
            }
        }
        match element {
            Element::Break => return self.end_line(span),
            Element::Image => return self.image(raw, span),
            Element::Code => {
                if let (OpenBlockKind::Pre(language), Some(found)) =
                    (&mut self.tree.top_mut().kind, raw.code_language())
                {
                    language.get_or_insert(found);
                }
            }
            Element::Cell(_) if self.tree.verbatim.length > 0 && !self.tree.verbatim.begins => {
                self.tree.verbatim_text(" ", span.at_start());
            }
            _ if element.is_void() => return,
            _ if line => self.tree.begin_line(span),
            _ => {}
        }
        let in_number = number || self.in_pre().numbers > 0;
        if let (Element::Anchor, Some(address), false) = (element, raw.text("href"), in_number) {
            self.tree.close_inline_tag("a", span);
            self.open_inline(OpenInlineKind::Link(target(address), None), "a", Attributes::default(), span);
        }
        if self.in_pre().open.len() >= MAX_DEPTH {
            return;
        }
        let from = self.tree.verbatim.length;
        self.in_pre().numbers += usize::from(number);
        self.in_pre().open.push(OpenInPre { name: name.to_owned(), line, number, from });
    }

    /// Ends an element in verbatim text; returns whether one of this name was open.
    pub(super) fn end_tag_in_pre(&mut self, name: &str, span: Span) -> bool {
        let Some(at) = self.in_pre().open.iter().rposition(|open| open.name == name) else { return false };
        for OpenInPre { name, line, number, from } in self.in_pre().open.split_off(at).into_iter().rev() {
            if name == "a" {
                self.tree.close_inline_tag("a", span);
            }
            let empty = self.tree.verbatim.length == from;
            self.in_pre().numbers -= usize::from(number);
            if number && !empty {
                self.take_number(from, span);
            } else if line && empty {
                self.end_line(span.at_start());
            } else if line {
                self.tree.verbatim.due = true;
            }
        }
        true
    }

    /// Removes the text from `from` on if it is a line number.
    fn take_number(&mut self, from: usize, span: Span) {
        let length = self.tree.verbatim.length - from;
        let Some(Inline { kind: InlineKind::Text(text), .. }) = self.tree.line().last_mut() else { return };
        let Some(start) = text.len().checked_sub(length).filter(|&at| text.is_char_boundary(at)) else { return };
        let is_number = |text: &str| text.split_whitespace().all(|word| word.parse::<u32>().is_ok());
        if !is_number(text.cut(start..)) {
            return;
        }
        text.truncate(start);
        self.tree.verbatim.begins = text.is_empty() || text.ends_with('\n');
        self.tree.verbatim.length = from;
        self.in_pre().begun &= from > 0;
        self.tree.tell_numbers(span);
    }
}
