//! Estimates the XHTML size of blocks in bytes before they are written; overestimates rather than underestimates.

use crate::document::{Block, BlockKind, CodeBlock, Document, Inline, InlineKind, Link, NoteId, Target, walk};
use crate::highlight::highlight;

/// Code longer than this, in bytes, is tokenized to measure its highlighting markup.
const MUCH_CODE: usize = 4_000;

/// Estimates sizes, including notes.
#[derive(Debug)]
pub struct NoteMeasure {
    notes: Vec<usize>,
}

impl NoteMeasure {
    /// For a document.
    pub fn new(document: &Document) -> NoteMeasure {
        let mut measure = NoteMeasure { notes: Vec::new() };
        // A note within a note is counted at its first reference, without its own notes, which are few.
        measure.notes = document.notes.iter().map(|note| 250 + measure.blocks(&note.blocks)).collect();
        measure
    }

    /// Size of a note, without nested notes.
    fn note(&self, id: NoteId) -> usize {
        self.notes.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// Size of blocks, including their notes.
    pub fn blocks(&self, blocks: &[Block]) -> usize {
        blocks.iter().map(|block| self.block(block)).sum()
    }

    /// Size of a block, including its notes.
    pub fn block(&self, block: &Block) -> usize {
        let attributes = &block.attributes;
        let mut size = 90 + attributes.id.as_ref().map_or(0, String::len);
        match &block.kind {
            BlockKind::Code(code) => size += self.code(code),
            BlockKind::Math(math) => size += formula(&math.tex),
            BlockKind::List(list) => size += 30 * list.items.len(),
            BlockKind::Definitions(list) => {
                size += 30 * list.iter().map(|d| d.terms.len() + d.definitions.len()).sum::<usize>()
            }
            BlockKind::Table(table) => size += table.rows().map(|row| 12 + 50 * row.cells.len()).sum::<usize>(),
            _ => {}
        }
        walk::for_each_inlines(block, &mut |list| size += self.inlines(list));
        walk::for_each_child(block, &mut |children| size += self.blocks(children));
        size
    }

    fn code(&self, code: &CodeBlock) -> usize {
        let pieces = match &code.language {
            Some(language) if code.text.len() > MUCH_CODE => highlight(language, &code.text).len(),
            Some(_) => code.text.len() / 8,
            None => 0,
        };
        let links: usize = code.links.iter().map(|link| 20 + address(&link.target)).sum();
        text(&code.text) + 32 * pieces + links
    }

    /// Size of inlines, including their notes.
    pub fn inlines(&self, inlines: &[Inline]) -> usize {
        inlines.iter().map(|inline| self.inline(inline)).sum()
    }

    /// Size of an inline, including its notes.
    pub fn inline(&self, inline: &Inline) -> usize {
        match &inline.kind {
            InlineKind::Text(words) => text(words),
            InlineKind::Code(words) => 30 + text(words),
            InlineKind::Styled(_, content) => 36 + self.inlines(content),
            InlineKind::Link(Link { target, title, content }) => {
                40 + address(target) + title.as_deref().map_or(0, text) + self.inlines(content)
            }
            InlineKind::Image(image) => 180 + text(&image.alt) + image.title.as_deref().map_or(0, text),
            InlineKind::NoteRef(id) => 150 + self.note(*id),
            InlineKind::Math(math) => formula(&math.tex),
            InlineKind::Span(attributes, content) => {
                80 + attributes.id.as_ref().map_or(0, String::len) + self.inlines(content)
            }
            InlineKind::Abbreviation(short) => 30 + text(&short.expansion) + self.inlines(&short.content),
            InlineKind::LineBreak => 40,
        }
    }
}

/// Size of an escaped text.
fn text(text: &str) -> usize {
    text.len() + 4 * memchr::memchr3_iter(b'<', b'>', b'&', text.as_bytes()).count()
}

fn address(target: &Target) -> usize {
    match target {
        Target::External(address) => 2 * text(address),
        Target::Internal(id) => 30 + id.len(),
    }
}

/// Size of a formula; MathML is much longer than TeX.
fn formula(tex: &str) -> usize {
    200 + 25 * tex.len()
}
