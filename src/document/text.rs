//! The text of a document: what every output must contain, in this order.

use super::{Block, BlockKind, Document, Inline, InlineKind, walk};

/// The text of a document in reading order, one line per paragraph, with the notes at the end: the reference for
/// “nothing is lost”. Includes alternative texts and formulas, but no bullets, numbers and note references.
///
/// ```
/// use folio::document::{text::text, Block, Document, Inline};
/// let document = Document { blocks: vec![Block::paragraph(vec![Inline::text("One two.", None)], None)], ..Document::default() };
/// assert_eq!(text(&document), "One two.\n");
/// ```
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.blocks, &mut out);
    for note in &document.notes {
        blocks(&note.blocks, &mut out);
    }
    out
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match &block.kind {
            BlockKind::Code(code) => line(&code.text, out),
            BlockKind::Math(math) => line(&math.tex, out),
            BlockKind::Figure(figure) => {
                blocks(&figure.blocks, out);
                inlines(&figure.caption, out);
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| inlines(term, out));
                    definition.definitions.iter().for_each(|d| blocks(d, out));
                }
            }
            _ => {
                walk::for_each_inlines(block, &mut |list| inlines(list, out));
                walk::for_each_child(block, &mut |children| blocks(children, out));
            }
        }
    }
}

fn inlines(list: &[Inline], out: &mut String) {
    let start = out.len();
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
        InlineKind::Image(image) => out.push_str(&image.alt),
        InlineKind::Math(math) => out.push_str(&math.tex),
        InlineKind::LineBreak => out.push(' '),
        _ => {}
    });
    if out.len() > start {
        out.push('\n');
    }
}

fn line(text: &str, out: &mut String) {
    out.push_str(text);
    out.push('\n');
}
