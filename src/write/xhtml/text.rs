//! XHTML text under construction: attributes of its elements.

use super::manner::{CONTINUED, FileFacts, LinkResolver, XhtmlContext};
use super::xml;
use crate::diagnostic::Diagnostics;
use crate::document::{Attributes, Block, Direction, InlineKind, Language, NoteId, walk};
use std::collections::{HashMap, HashSet};

/// Writes XHTML text.
pub struct XhtmlWriter<'a> {
    pub(super) manner: XhtmlContext<'a>,
    pub(super) places: &'a dyn LinkResolver,
    /// Output so far.
    pub out: String,
    /// What it contains.
    pub facts: FileFacts,
    /// Diagnostics from writing it.
    pub diagnostics: Diagnostics,
    /// Ids already written.
    ids: HashSet<&'a str>,
    /// Number of references to each note so far.
    pub(super) references: HashMap<NoteId, u32>,
    /// Whether it contains right-to-left text, so that code and URLs need an explicit direction.
    pub(super) right_to_left: bool,
    /// Inside a link, where note references are deferred to its end.
    pub(super) in_link: bool,
    pub(super) waiting: Vec<NoteId>,
}

/// Semantics of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Semantics {
    /// Its `epub:type` (EPUB Structural Semantics Vocabulary 1.1); empty: none.
    pub kind: &'static str,
    /// Its `role` (WAI-ARIA, DPUB-ARIA 1.1); empty: none.
    pub role: &'static str,
}

impl<'a> XhtmlWriter<'a> {
    /// An empty text that will contain these blocks and notes.
    pub fn new(manner: XhtmlContext<'a>, places: &'a dyn LinkResolver, blocks: &'a [Block], notes: &[NoteId]) -> Self {
        let right_to_left = manner.language.is_right_to_left()
            || runs_left(blocks)
            || notes.iter().any(|id| runs_left(&manner.document.note(*id).blocks));
        XhtmlWriter {
            manner,
            places,
            out: String::with_capacity(16 << 10),
            facts: FileFacts { right_to_left, ..FileFacts::default() },
            diagnostics: Diagnostics::new(),
            ids: HashSet::new(),
            references: HashMap::new(),
            right_to_left,
            in_link: false,
            waiting: Vec::new(),
        }
    }

    /// The semantic attributes.
    pub(super) fn semantics(&self, semantics: Semantics) -> String {
        let mut out = String::new();
        if !semantics.kind.is_empty() && self.manner.types {
            xml::push_attribute(&mut out, "epub:type", semantics.kind);
        }
        if !semantics.role.is_empty() {
            xml::push_attribute(&mut out, "role", semantics.role);
        }
        out
    }

    /// Appends a start tag with the attributes of a block or span.
    pub(super) fn start(&mut self, tag: &str, class: &str, attributes: &'a Attributes, more: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        self.classes(class, attributes);
        self.out.push_str(more);
        self.attributes(attributes);
        self.out.push('>');
    }

    pub(super) fn classes(&mut self, class: &str, attributes: &Attributes) {
        let side = attributes.get("align").filter(|side| matches!(*side, "left" | "center" | "right"));
        let continued = attributes.get(CONTINUED).map(|_| CONTINUED);
        let classes: Vec<&str> =
            [Some(class), side, continued].into_iter().flatten().filter(|c| !c.is_empty()).collect();
        if !classes.is_empty() {
            xml::push_attribute(&mut self.out, "class", &classes.join(" "));
        }
    }

    pub(super) fn attributes(&mut self, attributes: &'a Attributes) {
        self.names(attributes);
        let direction = attributes.direction.or_else(|| {
            let of = |l: &Language| if l.is_right_to_left() { Direction::RightToLeft } else { Direction::LeftToRight };
            attributes.language.as_ref().map(of).filter(|d| *d != of(self.manner.language))
        });
        self.direction(direction);
    }

    /// Appends the id and language.
    pub(super) fn names(&mut self, attributes: &'a Attributes) {
        if let Some(id) = &attributes.id {
            self.id(id);
        }
        if let Some(language) = &attributes.language {
            push_language(&mut self.out, language);
        }
    }

    pub(super) fn direction(&mut self, direction: Option<Direction>) {
        match direction {
            Some(Direction::LeftToRight) => self.out.push_str(" dir=\"ltr\""),
            Some(Direction::RightToLeft) => self.out.push_str(" dir=\"rtl\""),
            None => {}
        }
    }

    /// Appends an id of the document, unless already used.
    fn id(&mut self, id: &'a str) {
        let places = self.places;
        if let Some(own) = places.id(id)
            && self.ids.insert(id)
        {
            xml::push_attribute(&mut self.out, "id", own);
        }
    }

    pub(super) fn end(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }
}

/// Appends the language of an element.
pub fn push_language(out: &mut String, language: &Language) {
    xml::push_attribute(out, "lang", language.tag());
    xml::push_attribute(out, "xml:lang", language.tag());
}

/// Whether a block, or text in one, is marked as right to left.
fn runs_left(blocks: &[Block]) -> bool {
    let says = |attributes: &Attributes| {
        attributes.direction == Some(Direction::RightToLeft)
            || attributes.language.as_ref().is_some_and(Language::is_right_to_left)
    };
    let mut found = false;
    walk::blocks(blocks, &mut |block| {
        found |= says(&block.attributes);
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                found |= matches!(&inline.kind, InlineKind::Span(attributes, _) if says(attributes));
            });
        });
    });
    found
}
