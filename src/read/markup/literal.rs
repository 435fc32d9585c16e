//! Text that looks like a tag: `Vec<u8>`, `Map<K, V>`, `<your name>`, `<mail@example.org>`.
//!
//! The tokenizer takes every `<` before a letter for a tag (HTML, 13.2.5.6). If there is no such element, and no end
//! tag of that name anywhere, it is text.

use super::attributes::RawAttributes;
use super::element::Element;
use super::state::MarkupBuilder;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Cut as _, Span};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// A source whose start tags may be text.
pub(crate) struct Literals<'a> {
    text: &'a str,
    /// Names of its end tags, in lower case.
    closed: OnceCell<BTreeSet<String>>,
}

impl<'a> Literals<'a> {
    /// For a source text.
    pub(crate) fn new(text: &'a str) -> Self {
        Literals { text, closed: OnceCell::new() }
    }

    /// Adds the start tag at `range` as text, if it is text; returns whether it is.
    pub(crate) fn add(
        &self,
        markup: &mut MarkupBuilder<'_>,
        name: &str,
        attributes: &RawAttributes,
        (range, span): (Range<usize>, Span),
    ) -> bool {
        let is_text = self.is_text(name, attributes, &range);
        if is_text {
            let (element, glued, written) = (Element::named(name), self.is_glued(range.start), self.text.cut(range));
            markup.text(written, span);
            if element == Element::Unknown && !glued && !name.contains(['@', ':']) {
                markup.tree.tell_once(&format!("<{name}>"), || {
                    let message = format!("`{written}` is no element that is known here: it is taken as text");
                    Diagnostic::new(&codes::ELEMENT_UNKNOWN, span, message)
                });
            }
        }
        is_text
    }

    /// Whether the start tag at `range` is text.
    pub(crate) fn is_text(&self, name: &str, attributes: &RawAttributes, range: &Range<usize>) -> bool {
        let element = Element::named(name);
        let glued = self.is_glued(range.start);
        let plain = attributes.0.iter().all(|(_, value)| value.is_empty());
        match element {
            Element::Unknown if is_qualified(name) || is_custom(name) => false,
            Element::Unknown => (plain || glued) && !self.is_closed(name),
            // Type names begin with a capital.
            _ if element.must_be_closed() => {
                glued
                    && attributes.0.is_empty()
                    && self.text.cut(range.start + 1..).starts_with(|c: char| c.is_ascii_uppercase())
                    && !self.is_closed(name)
            }
            _ => false,
        }
    }

    /// Whether it stands right behind a word.
    fn is_glued(&self, at: usize) -> bool {
        self.text.cut(..at).ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    fn is_closed(&self, name: &str) -> bool {
        self.closed.get_or_init(|| end_tags(self.text)).contains(name)
    }
}

/// Whether a name is qualified (`o:p`) rather than the start of a URL.
fn is_qualified(name: &str) -> bool {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    name.split_once(':').is_some_and(|(prefix, local)| {
        word(prefix) && word(local) && !matches!(prefix, "mailto" | "tel" | "doi" | "urn")
    })
}

/// Whether a name is a valid custom element name (HTML, 4.13.3): `my-element`.
fn is_custom(name: &str) -> bool {
    name.contains('-') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn end_tags(text: &str) -> BTreeSet<String> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"</");
    let name = |at: usize| {
        let rest = text.cut(at + 2..);
        rest.cut(..rest.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(rest.len()))
            .to_ascii_lowercase()
    };
    starts.map(name).collect()
}
