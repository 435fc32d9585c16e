//! A file of text: XHTML from the blocks that the plan gave it.
//!
//! Every construct of the model has its element here; what a reading system cannot be relied on to do (folding,
//! generated labels, form controls) is written out as text.

mod block;
mod inline;
mod math;
mod notes;
mod table;

pub use table::alignments;

use super::plan::{Kind, Part, Plan, title_block};
use super::{pieces, style, xml};
use crate::diagnostic::Diagnostics;
use crate::document::{Attributes, Block, Direction, InlineKind, Language, NoteId, ResourceId, Role, walk};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a file turned out to hold: the manifest's properties and the accessibility metadata rest on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Formulas as MathML.
    pub formulas: usize,
    /// Formulas that could only be shown as source.
    pub sources: usize,
    /// Formulas whose description is in another language than the text.
    pub foreign_descriptions: usize,
    /// Images that are shown.
    pub images: usize,
    /// Images without alternative text.
    pub silent_images: usize,
    /// Tables.
    pub tables: usize,
    /// Whether some of it runs from right to left.
    pub right_to_left: bool,
    /// The pages of a print edition that begin here: their names, and the addresses of their marks in this file.
    pub pages: Vec<(String, String)>,
    /// The resources that are shown.
    pub resources: BTreeSet<ResourceId>,
}

impl Facts {
    /// Both together.
    pub fn add(&mut self, other: &Facts) {
        self.formulas += other.formulas;
        self.sources += other.sources;
        self.foreign_descriptions += other.foreign_descriptions;
        self.images += other.images;
        self.silent_images += other.silent_images;
        self.tables += other.tables;
        self.right_to_left |= other.right_to_left;
        self.pages.extend_from_slice(&other.pages);
        self.resources.extend(&other.resources);
    }
}

/// A file as it was written.
#[derive(Debug)]
pub struct Chapter {
    /// The whole file.
    pub xhtml: String,
    /// What it holds.
    pub facts: Facts,
    /// What there is to say about it.
    pub diagnostics: Diagnostics,
}

/// Writes the file of a part.
pub fn write(plan: &Plan<'_>, part: usize) -> Chapter {
    let mut page = Page::new(plan, part);
    let title = page.part().title.clone();
    head(&mut page.out, &title, &plan.language, if plan.book { "book" } else { "article" });
    page.body();
    page.out.push_str("</body>\n</html>\n");
    page.facts.right_to_left = page.right_to_left;
    Chapter { xhtml: page.out, facts: page.facts, diagnostics: page.diagnostics }
}

/// The start of a file, up to and with the body's start tag.
pub fn head(out: &mut String, title: &str, language: &Language, class: &str) {
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"",
    );
    push_language(out, language);
    if language.is_right_to_left() {
        out.push_str(" dir=\"rtl\"");
    }
    out.push_str(">\n<head>\n<title>");
    xml::push_text(out, title);
    out.push_str("</title>\n");
    for sheet in style::SHEETS {
        out.push_str("<link rel=\"stylesheet\" type=\"text/css\"");
        xml::push_attribute(out, "href", sheet);
        out.push_str("/>\n");
    }
    out.push_str("</head>\n<body");
    xml::push_attribute(out, "class", class);
    out.push_str(">\n");
}

fn push_language(out: &mut String, language: &Language) {
    xml::push_attribute(out, "lang", language.tag());
    xml::push_attribute(out, "xml:lang", language.tag());
}

/// A file while it is written.
struct Page<'a> {
    plan: &'a Plan<'a>,
    part: usize,
    out: String,
    facts: Facts,
    diagnostics: Diagnostics,
    /// The document's ids that were given out.
    ids: HashSet<&'a str>,
    /// How often each note was referred to.
    references: HashMap<NoteId, u32>,
    /// Whether some of it runs from right to left, so that code and addresses must say that they do not.
    right_to_left: bool,
    /// Inside of a link; its notes' marks have to wait for its end.
    in_link: bool,
    waiting: Vec<NoteId>,
}

impl<'a> Page<'a> {
    fn new(plan: &'a Plan<'a>, part: usize) -> Self {
        Page {
            plan,
            part,
            out: String::with_capacity(16 << 10),
            facts: Facts::default(),
            diagnostics: Diagnostics::new(),
            ids: HashSet::new(),
            references: HashMap::new(),
            right_to_left: plan.language.is_right_to_left()
                || runs_left(plan.parts[part].blocks)
                || plan.parts[part].notes.iter().any(|id| runs_left(&plan.document.note(*id).blocks)),
            in_link: false,
            waiting: Vec::new(),
        }
    }

    fn part(&self) -> &'a Part<'a> {
        &self.plan.parts[self.part]
    }

    fn body(&mut self) {
        let part = self.part();
        let head = title_block(part.blocks);
        let title = part.blocks[..head].iter().position(|b| b.is(Role::Title));
        let heading = self.plan.heading_id(part, title.unwrap_or(0));
        let (tag, semantics) = match part.kind {
            Kind::TitlePage => ("section", " epub:type=\"titlepage\""),
            Kind::Front => ("section", " epub:type=\"frontmatter\""),
            Kind::Dedication => ("div", ""),
            Kind::Text if !self.plan.book => ("article", " epub:type=\"bodymatter\""),
            Kind::Text if part.continued => ("section", " epub:type=\"bodymatter\""),
            Kind::Text if self.plan.is_part(part) => ("section", " epub:type=\"part\" role=\"doc-part\""),
            Kind::Text => ("section", section_semantics(&part.title, &self.plan.language)),
        };
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push_str(semantics);
        if let Some(id) = heading {
            xml::push_attribute(&mut self.out, "aria-labelledby", &id);
        }
        self.out.push_str(">\n");
        if head > 0 {
            self.out.push_str("<header class=\"title-block\">\n");
            self.blocks(&part.blocks[..head]);
            self.out.push_str("</header>\n");
        }
        self.sections(&part.blocks[head..], part.first + head);
        self.notes();
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }

    /// Appends a start tag with what a block's or a span's attributes say.
    fn start(&mut self, tag: &str, class: &str, attributes: &'a Attributes, more: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        self.classes(class, attributes);
        self.out.push_str(more);
        self.attributes(attributes);
        self.out.push('>');
    }

    fn classes(&mut self, class: &str, attributes: &Attributes) {
        let side = attributes.get("align").filter(|side| matches!(*side, "left" | "center" | "right"));
        let continued = attributes.get(pieces::CONTINUED).map(|_| pieces::CONTINUED);
        let classes: Vec<&str> =
            [Some(class), side, continued].into_iter().flatten().filter(|c| !c.is_empty()).collect();
        if !classes.is_empty() {
            xml::push_attribute(&mut self.out, "class", &classes.join(" "));
        }
    }

    fn attributes(&mut self, attributes: &'a Attributes) {
        self.names(attributes);
        let direction = attributes.direction.or_else(|| {
            let of = |l: &Language| if l.is_right_to_left() { Direction::RightToLeft } else { Direction::LeftToRight };
            attributes.language.as_ref().map(of).filter(|d| *d != of(&self.plan.language))
        });
        self.direction(direction);
    }

    /// Appends the id and the language.
    fn names(&mut self, attributes: &'a Attributes) {
        if let Some(id) = &attributes.id {
            self.id(id);
        }
        if let Some(language) = &attributes.language {
            push_language(&mut self.out, language);
        }
    }

    fn direction(&mut self, direction: Option<Direction>) {
        match direction {
            Some(Direction::LeftToRight) => self.out.push_str(" dir=\"ltr\""),
            Some(Direction::RightToLeft) => self.out.push_str(" dir=\"rtl\""),
            None => {}
        }
    }

    /// Appends an id of the document, once.
    fn id(&mut self, id: &'a str) {
        if let Some(anchor) = self.plan.anchors.get(id)
            && anchor.part == self.part
            && self.ids.insert(id)
        {
            xml::push_attribute(&mut self.out, "id", anchor.id.as_deref().unwrap_or(id));
        }
    }

    fn end(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
    }
}

/// Whether a block, or text in one, is said to run from right to left.
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

/// What a chapter is, as far as its English title tells (EPUB Structural Semantics Vocabulary 1.1).
fn section_semantics(title: &str, language: &Language) -> &'static str {
    let first = title.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    match first.as_str() {
        _ if language.primary() != "en" => " epub:type=\"chapter\" role=\"doc-chapter\"",
        "foreword" => " epub:type=\"foreword\" role=\"doc-foreword\"",
        "preface" => " epub:type=\"preface\" role=\"doc-preface\"",
        "introduction" => " epub:type=\"introduction\" role=\"doc-introduction\"",
        "prologue" => " epub:type=\"prologue\" role=\"doc-prologue\"",
        "epilogue" => " epub:type=\"epilogue\" role=\"doc-epilogue\"",
        "afterword" => " epub:type=\"afterword\" role=\"doc-afterword\"",
        "conclusion" => " epub:type=\"conclusion\" role=\"doc-conclusion\"",
        "appendix" => " epub:type=\"appendix\" role=\"doc-appendix\"",
        "acknowledgments" | "acknowledgements" => " epub:type=\"acknowledgments\" role=\"doc-acknowledgments\"",
        "part" if title.split_whitespace().count() == 2 => " epub:type=\"part\" role=\"doc-part\"",
        _ => " epub:type=\"chapter\" role=\"doc-chapter\"",
    }
}
