//! Formulas and drawings in the midst of a page: MathML and SVG elements, collected as a small tree until they end
//! (HTML, 13.2.6.5).

use super::attributes::RawAttributes;
use super::element::Element as Html;
use super::tree::Tree;
use super::{drawing, formula};
use crate::source::Span;

/// Elements nested deeper than this stand beside each other.
const DEEPEST: usize = 100;

/// A piece of MathML or SVG.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

/// An element of MathML or SVG, its name in lower case.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: RawAttributes,
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All text in it, white space as one space.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.push_text(out),
            }
        }
    }
}

/// A formula or a drawing that is open, with what is open in it.
#[derive(Debug)]
pub(crate) struct Foreign {
    open: Vec<Element>,
    span: Span,
}

impl Foreign {
    fn new(name: &str, raw: &RawAttributes, span: Span) -> Self {
        let root = Element { name: name.to_owned(), attributes: raw.clone(), children: Vec::new() };
        Foreign { open: vec![root], span }
    }

    /// Whether HTML may stand here: labels in a drawing, words in a formula.
    fn takes_html(&self) -> bool {
        self.open.iter().any(|e| {
            matches!(
                e.name.as_str(),
                "foreignobject" | "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml"
            )
        })
    }

    fn push(&mut self, node: Node) {
        if let Some(top) = self.open.last_mut() {
            top.children.push(node);
        }
    }

    /// Closes the innermost element of this name; says whether the whole is closed.
    fn close(&mut self, name: &str) -> bool {
        let Some(at) = self.open.iter().rposition(|e| e.name == name) else { return false };
        while self.open.len() > at.max(1) {
            if let Some(inner) = self.open.pop() {
                self.push(Node::Element(inner));
            }
        }
        at == 0
    }

    /// The whole, whatever is open in it.
    fn finish(mut self) -> Option<Element> {
        while self.open.len() > 1 {
            if let Some(inner) = self.open.pop() {
                self.push(Node::Element(inner));
            }
        }
        self.open.pop()
    }
}

impl Tree<'_> {
    /// Whether a formula or a drawing is open.
    pub(crate) fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    /// Takes a start tag that belongs to a formula or a drawing; says whether it does.
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
        let inner = Element { name: name.to_owned(), attributes: raw.clone(), children: Vec::new() };
        if closed || foreign.open.len() >= DEEPEST || element.is_void() && element != Html::Image {
            foreign.push(Node::Element(inner));
        } else {
            foreign.open.push(inner);
        }
        true
    }

    /// Takes an end tag that belongs to a formula or a drawing; says whether it does.
    pub(super) fn foreign_end(&mut self, name: &str, span: Span) -> bool {
        let Some(foreign) = &mut self.foreign else { return false };
        if foreign.close(name) {
            self.finish_foreign(span);
        }
        true
    }

    /// Takes a text that belongs to a formula or a drawing; says whether it does.
    pub(super) fn foreign_text(&mut self, text: &str) -> bool {
        let Some(foreign) = &mut self.foreign else { return false };
        foreign.push(Node::Text(text.to_owned()));
        true
    }

    /// Ends the open formula or drawing, which ends at `end`.
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

/// Whether a start tag ends what is not HTML (13.2.6.5).
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
