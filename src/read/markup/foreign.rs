//! MathML and SVG within a page, collected as a tree up to their end tag (HTML, 13.2.6.5).

use super::attributes::RawAttributes;
use super::element::Element as Html;
use super::nodes::{Foreign, ForeignElement, ForeignNode};
use super::state::MarkupBuilder;
use super::{drawing, formula};
use crate::document::{Attributes, Inline, InlineKind};
use crate::read::build::{Built, OpenBlockKind};
use crate::source::Span;

/// Nesting limit; deeper elements become siblings.
const DEEPEST: usize = 100;

impl MarkupBuilder<'_> {
    /// Whether a MathML or SVG tree is open.
    pub(crate) fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    /// Handles a start tag within MathML or SVG; returns whether it did.
    pub(super) fn foreign_start(&mut self, name: &str, raw: &RawAttributes, closed: bool, span: Span) -> bool {
        let Some(foreign) = &mut self.foreign else {
            let begins = matches!(name, "svg" | "math");
            if begins {
                self.foreign = Some(Foreign::new(name, raw, span));
                if closed {
                    self.finish_foreign(span);
                }
            }
            return begins;
        };
        let element = Html::named(name);
        if breaks_out(name) && !foreign.takes_html() {
            self.finish_foreign(span.at_start());
            return false;
        }
        let inner = ForeignElement { name: name.to_owned(), attributes: raw.clone(), children: Vec::new() };
        if closed || foreign.open.len() >= DEEPEST || element.is_void() && element != Html::Image {
            foreign.push(ForeignNode::Element(inner));
        } else {
            foreign.open.push(inner);
        }
        true
    }

    /// Handles an end tag within MathML or SVG; returns whether it did.
    pub(super) fn foreign_end(&mut self, name: &str, span: Span) -> bool {
        let Some(foreign) = &mut self.foreign else { return false };
        if foreign.close(name) {
            self.finish_foreign(span);
        }
        true
    }

    /// Handles text within MathML or SVG; returns whether it did.
    pub(super) fn foreign_text(&mut self, text: &str) -> bool {
        let Some(foreign) = &mut self.foreign else { return false };
        foreign.push(ForeignNode::Text(text.to_owned()));
        true
    }

    /// Closes everything that is open.
    pub(crate) fn finish(mut self) -> Built {
        let end = self.tree.top().span;
        self.finish_foreign(end);
        self.tree.finish()
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str, span: Span) {
        if text.is_empty() || self.formula_text(text, span) {
            return;
        }
        if !self.dropped.is_empty() {
            if self.hidden.dropping {
                self.hidden.bytes += text.trim().len();
            }
            return;
        }
        if self.foreign_text(text) {
            return;
        }
        self.hidden.seen += text.trim().len();
        self.formulas.just_now &= text.trim().is_empty();
        let text = if let OpenBlockKind::Pre(_) = self.tree.top().kind { self.behind_tag(text) } else { text };
        self.tree.text(text, span);
    }

    /// Adds a picture embedded in the page, with its id.
    pub(super) fn push_picture(&mut self, kind: InlineKind, id: Option<String>, span: Span) {
        let Some(kind) = self.keep_back(kind, span) else { return };
        let kind = match id {
            Some(id) => {
                InlineKind::Span(Attributes { id: Some(id), ..Attributes::default() }, vec![Inline::new(kind, span)])
            }
            None => kind,
        };
        self.push_inline(kind, span);
    }

    /// Ends the open formula or drawing at `end`.
    pub(super) fn finish_foreign(&mut self, end: Span) {
        let Some(foreign) = self.foreign.take() else { return };
        let span = foreign.span.up_to(end);
        let Some(root) = foreign.finish() else { return };
        if root.name == "math" {
            formula::add(self, &root, span);
        } else {
            drawing::add(self, root, span);
        }
    }
}

/// Whether a start tag ends foreign content (13.2.6.5).
fn breaks_out(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "i",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "nobr",
        "ol",
        "p",
        "pre",
        "ruby",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
    ];
    NAMES.binary_search(&name).is_ok()
}
