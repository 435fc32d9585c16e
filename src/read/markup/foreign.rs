//! MathML and SVG within a page, collected as a tree up to their end tag (HTML, 13.2.6.5).

use super::attributes::RawAttributes;
use super::element::Element as Html;
use super::nodes::{Foreign, ForeignElement, ForeignNode, takes_html};
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
        if breaks_out(name) && !takes_html(foreign.names()) {
            self.finish_foreign(span.at_start());
            return false;
        }
        let inner = ForeignElement { name: name.to_owned(), attributes: raw.clone(), children: Vec::new() };
        if opens(name, closed, foreign.open.len()) {
            foreign.open.push(inner);
        } else {
            foreign.push(ForeignNode::Element(inner));
        }
        true
    }

    /// Handles an end tag within MathML or SVG; returns whether it did.
    pub(super) fn foreign_end(&mut self, name: &str, span: Span) -> bool {
        let Some(foreign) = &mut self.foreign else { return false };
        if ends_around(name, foreign.names()) {
            self.finish_foreign(span.at_start());
            return false;
        }
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

/// The names of the open elements of a drawing or formula, for those who only ask where it ends.
#[derive(Debug)]
pub(crate) struct OpenForeign(Vec<String>);

impl OpenForeign {
    pub(crate) fn of(root: &str) -> Self {
        OpenForeign(vec![root.to_owned()])
    }

    /// A start tag; `false`: it is none of the drawing's, which ends before it.
    pub(crate) fn start(&mut self, name: &str, closed: bool) -> bool {
        if breaks_out(name) && !takes_html(self.0.iter().map(String::as_str)) {
            return false;
        }
        if opens(name, closed, self.0.len()) {
            self.0.push(name.to_owned());
        }
        true
    }

    /// An end tag: whether it ends the drawing, or what that stands in.
    pub(crate) fn end(&mut self, name: &str) -> Ends {
        if ends_around(name, self.0.iter().map(String::as_str)) {
            return Ends::Around;
        }
        let Some(at) = self.0.iter().rposition(|open| open == name) else { return Ends::Nothing };
        self.0.truncate(at);
        if at == 0 { Ends::Drawing } else { Ends::Nothing }
    }
}

/// What an end tag within a drawing or formula ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// Nothing, or an element within it.
    Nothing,
    /// It itself.
    Drawing,
    /// An element that it stands in, and it before that.
    Around,
}

/// Whether an end tag is that of an element around a drawing or formula whose own end tag is missing.
fn ends_around<'n>(name: &str, open: impl Iterator<Item = &'n str> + Clone) -> bool {
    let of_page = || {
        breaks_out(name)
            || matches!(
                name,
                "article"
                    | "aside"
                    | "button"
                    | "figure"
                    | "footer"
                    | "form"
                    | "header"
                    | "main"
                    | "nav"
                    | "section"
                    | "td"
                    | "th"
                    | "tr"
            )
    };
    of_page() && !takes_html(open.clone()) && !open.into_iter().any(|open| open == name)
}

/// Whether an element of a drawing or formula, in so many others, has others in it.
fn opens(name: &str, closed: bool, depth: usize) -> bool {
    let element = Html::named(name);
    !(closed || depth >= DEEPEST || element.is_void() && element != Html::Image)
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
