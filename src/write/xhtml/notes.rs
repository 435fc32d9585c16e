//! Notes: pop-up note references, and the notes where the writer puts them.

use super::text::{Semantics, XhtmlWriter};
use super::xml;
use crate::document::{Block, BlockKind, NoteId};

impl<'a> XhtmlWriter<'a> {
    /// A note reference.
    pub(super) fn note_mark(&mut self, id: NoteId) {
        let places = self.places;
        let Some(file) = places.note(id) else { return };
        let number = id.number();
        let count = self.references.entry(id).or_insert(0);
        *count += 1;
        let mark = mark_id(number, *count);
        let semantics = self.semantics(Semantics { kind: "noteref", role: "doc-noteref" });
        self.out.push_str(&format!(
            "<a class=\"noteref\"{semantics} id=\"{mark}\" href=\"{file}#fn-{number}\">{}</a>",
            self.manner.numbers.of(id)
        ));
    }

    /// A section of notes.
    pub fn notes(&mut self, notes: &[NoteId]) {
        if notes.is_empty() {
            return;
        }
        let label = self.manner.language.terms().notes;
        let semantics = self.semantics(Semantics { kind: "footnotes", role: "" });
        self.out.push_str(&format!("<section class=\"notes\"{semantics}"));
        xml::push_attribute(&mut self.out, "aria-label", label);
        self.out.push_str(">\n");
        for &id in notes {
            self.note(id);
        }
        self.end("section");
    }

    fn note(&mut self, id: NoteId) {
        let number = id.number();
        let blocks = &self.manner.document.note(id).blocks[..];
        let semantics = self.semantics(Semantics { kind: "footnote", role: "doc-footnote" });
        self.out.push_str(&format!("<aside{semantics} id=\"fn-{number}\">\n"));
        let label = self.back_link(id, &format!("{}.", self.manner.numbers.of(id)));
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

    /// Backlinks from a note to its references: the first has the number, further ones letters.
    fn back_link(&self, id: NoteId, number: &str) -> String {
        let marks = self.places.marks(id);
        let label = self.manner.language.terms().back_to_text;
        let mut out = String::new();
        let places = marks.iter().flat_map(|marks| (1..=marks.count).map(move |k| (marks.file, k)));
        for (i, (file, k)) in places.enumerate() {
            let text =
                if i == 0 { number.to_owned() } else { crate::document::NumberStyle::LowerAlpha.format(i as u64 + 1) };
            if i > 0 {
                out.push(' ');
            }
            out.push_str(&format!("<a role=\"doc-backlink\" href=\"{file}#{}\"", mark_id(id.number(), k)));
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
