//! Notes: marks in the text that pop up, and the notes themselves at the chapter's end.

use super::Page;
use crate::document::{Block, BlockKind, NoteId};
use crate::write::epub::xml;

impl<'a> Page<'a> {
    /// A note's mark.
    pub(super) fn note_mark(&mut self, id: NoteId) {
        let Some(place) = self.plan.notes.get(id.0 as usize) else { return };
        let number = id.0 + 1;
        let count = self.references.entry(id).or_insert(0);
        *count += 1;
        let mark = mark_id(number, *count);
        let file = if place.part == self.part { "" } else { &self.plan.parts[place.part].name };
        self.out.push_str(&format!(
            "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"{mark}\" \
             href=\"{file}#fn-{number}\">{number}</a>"
        ));
    }

    /// The notes of this file.
    pub(super) fn notes(&mut self) {
        let part = self.part();
        if part.notes.is_empty() {
            return;
        }
        let label = self.plan.language.terms().notes;
        self.out.push_str("<section class=\"notes\" epub:type=\"footnotes\"");
        xml::push_attribute(&mut self.out, "aria-label", label);
        self.out.push_str(">\n");
        for &id in &part.notes {
            self.note(id);
        }
        self.end("section");
    }

    fn note(&mut self, id: NoteId) {
        let number = id.0 + 1;
        let blocks = &self.plan.document.note(id).blocks[..];
        self.out.push_str(&format!("<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn-{number}\">\n"));
        let label = self.back_link(id, &format!("{number}."));
        match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(content), attributes, .. }, rest)) => {
                self.start("p", "", attributes, "");
                self.out.push_str(&label);
                self.out.push(' ');
                self.inlines(content);
                self.end("p");
                self.blocks(rest);
            }
            _ => {
                self.out.push_str(&format!("<p>{label}</p>\n"));
                self.blocks(blocks);
            }
        }
        self.end("aside");
    }

    /// The links from a note to its marks: the first bears the number, further ones letters.
    fn back_link(&self, id: NoteId, number: &str) -> String {
        let references = &self.plan.notes[id.0 as usize].references;
        let label = self.plan.language.terms().back_to_text;
        let mut out = String::new();
        let places = references.iter().flat_map(|&(part, count)| (1..=count).map(move |k| (part, k)));
        for (i, (part, k)) in places.enumerate() {
            let file = if part == self.part { "" } else { &self.plan.parts[part].name };
            let text =
                if i == 0 { number.to_owned() } else { crate::document::NumberStyle::LowerAlpha.format(i as u64 + 1) };
            if i > 0 {
                out.push(' ');
            }
            out.push_str(&format!("<a role=\"doc-backlink\" href=\"{file}#{}\"", mark_id(id.0 + 1, k)));
            xml::push_attribute(&mut out, "title", label);
            out.push_str(&format!(">{text}</a>"));
        }
        if out.is_empty() {
            out.push_str(number);
        }
        out
    }
}

fn mark_id(number: u32, count: u32) -> String {
    if count == 1 { format!("ref-{number}") } else { format!("ref-{number}-{count}") }
}
