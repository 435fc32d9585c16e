//! Writes a document's text as XHTML, for any writer based on it.
//!
//! Every construct of the model has an element; what reading systems do not support reliably (folding, generated
//! labels, form controls) is written as text. A writer makes an [`XhtmlWriter`], calls it for blocks
//! ([`XhtmlWriter::sections`]) and notes ([`XhtmlWriter::notes`]), and adds its own start and end. Differences between
//! writers are parameters: values ([`XhtmlContext`]) and link resolution ([`LinkResolver`]).

pub mod address;
mod block;
mod inline;
mod manner;
mod math;
mod notes;
pub mod svg;
mod table;
mod text;
pub mod xml;

pub use manner::{CONTINUED, FileFacts, LinkResolver, NoteMarks, ShownImage, XhtmlContext, in_title_block, level};
pub use text::{XhtmlWriter, push_language};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cancel::Cancel;
    use crate::document::{
        Attributes, Block, Document, Inline, InlineKind, Language, Link, Note, NoteId, NoteNumbers, ResourceId, Target,
    };

    /// A single file with everything.
    struct Alone;

    impl LinkResolver for Alone {
        fn file(&self) -> &str {
            "a.html"
        }

        fn id<'s>(&'s self, id: &'s str) -> Option<&'s str> {
            Some(id)
        }

        fn address(&self, id: &str) -> Option<String> {
            Some(format!("#{id}"))
        }

        fn note(&self, _: NoteId) -> Option<&str> {
            Some("")
        }

        fn marks(&self, _: NoteId) -> Vec<NoteMarks<'_>> {
            vec![NoteMarks { file: "", count: 1 }]
        }

        fn picture(&self, _: ResourceId) -> Option<ShownImage<'_>> {
            None
        }
    }

    #[test]
    fn a_writer_of_one_file_without_types() {
        let link =
            Link { target: Target::Internal("b".to_owned()), title: None, content: vec![Inline::text("there", None)] };
        let content =
            vec![Inline::new(InlineKind::Link(link), None), Inline::new(InlineKind::NoteRef(NoteId(0)), None)];
        let mut block = Block::paragraph(content, None);
        block.attributes = Attributes { id: Some("b".to_owned()), ..Attributes::default() };
        let note = Note {
            label: "1".to_owned(),
            blocks: vec![Block::paragraph(vec![Inline::text("A & b.", None)], None)],
            span: None,
        };
        let document = Document { blocks: vec![block], notes: vec![note], ..Document::default() };
        let (language, cancel) = (Language::english(), Cancel::default());
        let manner = XhtmlContext {
            document: &document,
            language: &language,
            numbers: &NoteNumbers::default(),
            shift: 0,
            types: false,
            format: "a page",
            cancel: &cancel,
        };
        let mut text = XhtmlWriter::new(manner, &Alone, &document.blocks, &[NoteId(0)]);
        text.sections(&document.blocks, 0);
        text.notes(&[NoteId(0)]);
        let expected = "<p id=\"b\"><a href=\"#b\">there</a><a class=\"noteref\" role=\"doc-noteref\" id=\"ref-1\" href=\"#fn-1\">1</a></p>\n\
            <section class=\"notes\" aria-label=\"Notes\">\n<aside role=\"doc-footnote\" id=\"fn-1\">\n<p><a role=\"doc-backlink\" \
            href=\"#ref-1\" title=\"Back to text\">1.</a> A &amp; b.</p>\n</aside>\n</section>\n";
        assert_eq!(text.out, expected);
        assert!(!text.facts.right_to_left);
    }
}
