//! A tree of MathML or SVG in a page.

use super::attributes::RawAttributes;
use crate::source::Span;

/// A node of MathML or SVG.
#[derive(Debug)]
pub(super) enum ForeignNode {
    /// An element.
    Element(ForeignElement),
    /// Text.
    Text(String),
}

/// An element of MathML or SVG; its name is in lower case.
#[derive(Debug, Default)]
pub(super) struct ForeignElement {
    pub(super) name: String,
    pub(super) attributes: RawAttributes,
    pub(super) children: Vec<ForeignNode>,
}

impl ForeignElement {
    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &ForeignElement> {
        self.children.iter().filter_map(|node| match node {
            ForeignNode::Element(element) => Some(element),
            ForeignNode::Text(_) => None,
        })
    }

    /// Its text content with white space collapsed.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                ForeignNode::Text(text) => out.push_str(text),
                ForeignNode::Element(element) => element.push_text(out),
            }
        }
    }
}

/// Whether HTML is allowed in elements of these names: labels in a drawing, text in a formula.
pub(super) fn takes_html<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    names.any(|name| {
        matches!(name, "foreignobject" | "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml")
    })
}

/// An open MathML or SVG tree with its stack of open elements.
#[derive(Debug)]
pub(crate) struct Foreign {
    pub(super) open: Vec<ForeignElement>,
    pub(super) span: Span,
}

impl Foreign {
    pub(super) fn new(name: &str, raw: &RawAttributes, span: Span) -> Self {
        let root = ForeignElement { name: name.to_owned(), attributes: raw.clone(), children: Vec::new() };
        Foreign { open: vec![root], span }
    }

    /// The names of the open elements.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.open.iter().map(|element| element.name.as_str())
    }

    pub(super) fn push(&mut self, node: ForeignNode) {
        if let Some(top) = self.open.last_mut() {
            top.children.push(node);
        }
    }

    /// Closes the innermost element of this name; returns whether the root is closed.
    pub(super) fn close(&mut self, name: &str) -> bool {
        let Some(at) = self.open.iter().rposition(|e| e.name == name) else { return false };
        while self.open.len() > at.max(1) {
            if let Some(inner) = self.open.pop() {
                self.push(ForeignNode::Element(inner));
            }
        }
        at == 0
    }

    /// The root, after closing everything.
    pub(super) fn finish(mut self) -> Option<ForeignElement> {
        while self.open.len() > 1 {
            if let Some(inner) = self.open.pop() {
                self.push(ForeignNode::Element(inner));
            }
        }
        self.open.pop()
    }
}
