//! Builds a document incrementally; shared by all readers of tree-structured formats.
//!
//! A reader opens and closes blocks and inline elements and adds text between. It specifies document elements
//! ([`OpenBlockKind`], [`OpenInlineKind`]), not the syntax of its format. Implied structure is added here: items and
//! cells around text in lists and rows, paragraphs closed by a following block, inline elements continued in the next
//! paragraph. Blocks nested too deeply are flattened, and elements without content are dropped.
//!
//! ```text
//! let mut tree = DocumentBuilder::new(&source, 0, autolink::link_addresses);
//! tree.begin(OpenBlockKind::Paragraph, Attributes::default(), span);
//! tree.text("See ", span);
//! tree.begin_inline(OpenInlineKind::Link(target("#more"), None), Attributes::default(), span);
//! tree.text("there", span);
//! tree.end_inline(span);
//! let note = tree.note("1");
//! tree.push_inline(InlineKind::NoteRef(note), span);
//! tree.end(span);
//! let note = tree.define_note("1", span);
//! tree.begin(OpenBlockKind::Note(note), Attributes::default(), span);
//! …
//! tree.end(span);
//! let Built { blocks, notes, diagnostics } = tree.finish();
//! ```
//!
//! The tests below use it in this way, with a list, a picture and a table with spanning cells. For HTML tags, which
//! may be omitted or overlap, [`super::markup`] opens elements by tag name.

pub(crate) mod autolink;
mod close;
mod direction;
mod line;
mod open;
mod paragraph;
mod table;
mod tree;
mod verbatim;

pub(crate) use open::{OpenBlock, OpenBlockKind, OpenInlineKind, target};
pub(crate) use table::TableSection;
pub(crate) use tree::{Built, DocumentBuilder, Polish};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Attributes, BlockKind, Cell, Image, InlineKind, ListMarker, Markup, plain};
    use crate::source::Source;

    #[test]
    fn a_reader_without_tags_builds_a_document() {
        let source = Source::new("a.docx", "text", 0);
        let span = source.span(0..4);
        let none = Attributes::default;
        let mut tree = DocumentBuilder::new(&source, 0, autolink::link_addresses);
        tree.begin(OpenBlockKind::Paragraph, none(), span);
        tree.text("See ", span);
        tree.begin_inline(OpenInlineKind::Link(target("#more"), None), none(), span);
        tree.text("there", span);
        tree.end_inline(span);
        let note = tree.note("1");
        tree.push_inline(InlineKind::NoteRef(note), span);
        tree.end(span);
        let note = tree.define_note("1", span);
        tree.begin(OpenBlockKind::Note(note), none(), span);
        tree.text("A note.", span);
        tree.end(span);
        tree.begin(OpenBlockKind::list(ListMarker::Bullet), none(), span);
        tree.begin(OpenBlockKind::item(), none(), span);
        let image = Image {
            source: "a.png".to_owned(),
            resource: None,
            alt: "a tree".to_owned(),
            title: None,
            width: None,
            height: None,
        };
        tree.push_inline(InlineKind::Image(image), span);
        tree.end(span);
        tree.end(span);
        tree.begin(OpenBlockKind::table(Vec::new()), none(), span);
        tree.begin(OpenBlockKind::row(), none(), span);
        tree.begin(OpenBlockKind::Cell(Cell { columns: 2, ..Cell::new(Vec::new(), span) }), none(), span);
        tree.text("wide", span);
        tree.end(span);
        tree.end(span);
        tree.begin(OpenBlockKind::row(), none(), span);
        for text in ["a", "b"] {
            tree.begin(OpenBlockKind::Cell(Cell::new(Vec::new(), span)), none(), span);
            tree.text(text, span);
            tree.end(span);
        }
        tree.end(span);
        tree.end(span);

        let built = tree.finish();
        let [paragraph, list, table] = built.blocks.as_slice() else { panic!("{:?}", built.blocks) };
        let BlockKind::Paragraph(content) = &paragraph.kind else { panic!("{paragraph:?}") };
        assert_eq!(plain(content), "See there");
        assert!(matches!(content[1].kind, InlineKind::Link(_)) && matches!(content[2].kind, InlineKind::NoteRef(_)));
        assert!(matches!(&list.kind, BlockKind::List(list) if list.items.len() == 1));
        let BlockKind::Table(table) = &table.kind else { panic!("{table:?}") };
        assert_eq!(table.rows().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(built.notes.len(), 1);
        assert_eq!(built.notes[0].label, "1");
        assert!(built.diagnostics.iter().next().is_none());
    }

    #[test]
    fn what_is_nested_too_deep_ends_where_it_began() {
        let source = Source::new("a.docx", "text", 0);
        let span = source.span(0..4);
        let none = Attributes::default;
        let mut tree = DocumentBuilder::new(&source, 0, autolink::link_addresses);
        (0..100).for_each(|_| tree.begin(OpenBlockKind::Quote, none(), span));
        // Parts may be opened within a block that was flattened.
        let note = tree.define_note("1", span);
        tree.begin(OpenBlockKind::Note(note), none(), span);
        tree.begin(OpenBlockKind::list(ListMarker::Bullet), none(), span);
        tree.begin(OpenBlockKind::item(), none(), span);
        tree.begin(OpenBlockKind::Heading(2, false), none(), span);
        tree.text("A note.", span);
        (0..4).for_each(|_| tree.end(span));
        tree.text("Quoted.", span);
        (0..100).for_each(|_| tree.end(span));
        tree.text("Behind.", span);
        let built = tree.finish();
        let [quote, behind] = built.blocks.as_slice() else { panic!("{:?}", built.blocks) };
        assert!(matches!(quote.kind, BlockKind::Quote(_)));
        assert!(matches!(&behind.kind, BlockKind::Paragraph(content) if plain(content) == "Behind."));
        let [heading] = built.notes[0].blocks.as_slice() else { panic!("{:?}", built.notes) };
        assert!(matches!(&heading.kind, BlockKind::Heading(heading) if plain(&heading.content) == "A note."));
    }

    #[test]
    fn inline_elements_end_where_they_began() {
        let source = Source::new("a.docx", "text", 0);
        let span = source.span(0..4);
        let none = Attributes::default;
        let mut tree = DocumentBuilder::new(&source, 0, autolink::link_addresses);
        tree.begin(OpenBlockKind::Paragraph, none(), span);
        (0..100).for_each(|_| tree.open_inline(OpenInlineKind::Styled(Markup::Small), "small", none(), span));
        tree.begin_inline(OpenInlineKind::Styled(Markup::Strong), none(), span); // too deep
        (0..100).for_each(|_| _ = tree.close_inline_tag("small", span));
        tree.begin_inline(OpenInlineKind::Styled(Markup::Emphasis), none(), span);
        tree.text("a", span);
        tree.end_inline(span);
        tree.text("b", span);
        tree.end_inline(span);
        tree.end(span);
        let built = tree.finish();
        let BlockKind::Paragraph(content) = &built.blocks[0].kind else { panic!("{:?}", built.blocks) };
        let [a, b] = content.as_slice() else { panic!("{content:?}") };
        assert!(matches!(&a.kind, InlineKind::Styled(Markup::Emphasis, a) if plain(a) == "a"));
        assert!(matches!(&b.kind, InlineKind::Text(b) if b == "b"));
    }
}
