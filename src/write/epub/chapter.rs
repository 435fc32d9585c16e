//! A content document: the blocks of one file of the plan, written by [`crate::write::xhtml`].

use super::plan::{BookPlan, ContentFile, FileKind, title_block};
use super::{images, style};
use crate::diagnostic::Diagnostics;
use crate::document::{Language, NoteId, ResourceId, Role};
use crate::write::xhtml::{
    FileFacts, LinkResolver, NoteMarks, ShownImage, XhtmlContext, XhtmlWriter, push_language, xml,
};

/// A written content document.
#[derive(Debug)]
pub struct Chapter {
    /// The whole file.
    pub xhtml: String,
    /// What it contains.
    pub facts: FileFacts,
    /// Diagnostics from writing it.
    pub diagnostics: Diagnostics,
}

/// Writes one file of the plan.
pub fn write(plan: &BookPlan<'_>, part: usize) -> Chapter {
    let places = FilePlaces { plan, part };
    let part = &plan.parts[part];
    let manner = XhtmlContext {
        document: plan.document,
        language: &plan.language,
        numbers: &plan.numbers,
        shift: plan.shift,
        types: true,
        format: "an EPUB",
        cancel: &plan.cancel,
    };
    let mut text = XhtmlWriter::new(manner, &places, part.blocks, &part.notes);
    head(&mut text.out, &part.title, &plan.language, if plan.book { "book" } else { "article" });
    body(&mut text, plan, part);
    text.out.push_str("</body>\n</html>\n");
    Chapter { xhtml: text.out, facts: text.facts, diagnostics: text.diagnostics }
}

/// Resolves links as seen from one file of the plan.
struct FilePlaces<'p, 'a> {
    plan: &'p BookPlan<'a>,
    part: usize,
}

impl FilePlaces<'_, '_> {
    /// The name of a file, empty for the current one.
    fn name(&self, part: usize) -> &str {
        if part == self.part { "" } else { &self.plan.parts[part].name }
    }
}

impl LinkResolver for FilePlaces<'_, '_> {
    fn file(&self) -> &str {
        &self.plan.parts[self.part].name
    }

    fn id<'s>(&'s self, id: &'s str) -> Option<&'s str> {
        let anchor = self.plan.anchors.get(id).filter(|anchor| anchor.part == self.part)?;
        Some(anchor.id.as_deref().unwrap_or(id))
    }

    fn address(&self, id: &str) -> Option<String> {
        let anchor = self.plan.anchors.get(id)?;
        Some(format!("{}#{}", self.name(anchor.part), anchor.id.as_deref().unwrap_or(id)))
    }

    fn note(&self, id: NoteId) -> Option<&str> {
        Some(self.name(self.plan.notes.get(id.0 as usize)?.part))
    }

    fn marks(&self, id: NoteId) -> Vec<NoteMarks<'_>> {
        let references = &self.plan.notes[id.0 as usize].references;
        references.iter().map(|&(part, count)| NoteMarks { file: self.name(part), count }).collect()
    }

    fn picture(&self, id: ResourceId) -> Option<ShownImage<'_>> {
        let picture = images::find(&self.plan.pictures, id)?;
        Some(ShownImage { name: &picture.name, lacks_drawings: picture.lacks_drawings })
    }
}

fn body<'t>(text: &mut XhtmlWriter<'t>, plan: &BookPlan<'_>, part: &ContentFile<'t>) {
    let head = title_block(part.blocks);
    let title = part.blocks[..head].iter().position(|b| b.is(Role::Title));
    let heading = plan.heading_id(part, title.unwrap_or(0));
    let (tag, semantics) = match part.kind {
        FileKind::TitlePage => ("section", " epub:type=\"titlepage\""),
        FileKind::Front => ("section", " epub:type=\"frontmatter\""),
        FileKind::Dedication => ("div", ""),
        FileKind::Text if !plan.book => ("article", " epub:type=\"bodymatter\""),
        FileKind::Text if part.continued => ("section", " epub:type=\"bodymatter\""),
        FileKind::Text if plan.is_part(part) => ("section", " epub:type=\"part\" role=\"doc-part\""),
        FileKind::Text => ("section", section_semantics(&part.title, &plan.language)),
    };
    text.out.push('<');
    text.out.push_str(tag);
    text.out.push_str(semantics);
    if let Some(id) = heading {
        xml::push_attribute(&mut text.out, "aria-labelledby", &id);
    }
    text.out.push_str(">\n");
    if head > 0 {
        text.out.push_str("<header class=\"title-block\">\n");
        text.blocks(&part.blocks[..head]);
        text.out.push_str("</header>\n");
    }
    text.sections(&part.blocks[head..], part.first + head);
    text.notes(&part.notes);
    text.out.push_str("</");
    text.out.push_str(tag);
    text.out.push_str(">\n");
}

/// The start of a file, through the body's start tag.
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

/// The semantics of a section, derived from its English title (EPUB Structural Semantics Vocabulary 1.1).
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
