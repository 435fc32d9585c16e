//! Marks of a print edition's pages stand in the text: one that stands between two blocks begins the one behind it.

use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Role, walk};

/// Moves marks that stand alone into the text that follows them, or else into the text before.
pub(super) fn settle(document: &mut Document) {
    list(&mut document.blocks);
    document.notes.iter_mut().for_each(|note| list(&mut note.blocks));
}

fn list(blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| alone(block).is_some()) {
        return blocks.iter_mut().for_each(|block| walk::for_each_child_mut(block, &mut |children| list(children)));
    }
    let mut waiting: Vec<Inline> = Vec::new();
    let mut kept: Vec<Block> = Vec::new();
    for mut block in std::mem::take(blocks) {
        walk::for_each_child_mut(&mut block, &mut |children| list(children));
        match alone(&block) {
            Some(marks) => waiting.extend_from_slice(marks),
            None => {
                if !waiting.is_empty() {
                    walk::blocks_mut(std::slice::from_mut(&mut block), &mut |block| {
                        walk::for_each_inlines_mut(block, &mut |list| drop(list.splice(0..0, waiting.drain(..))));
                    });
                }
                kept.push(block);
            }
        }
    }
    if !waiting.is_empty() {
        match kept.last_mut() {
            Some(Block { kind: BlockKind::Paragraph(content), .. }) => content.append(&mut waiting),
            _ => kept.push(Block::paragraph(waiting, None)),
        }
    }
    *blocks = kept;
}

/// The marks of a paragraph that holds nothing else.
fn alone(block: &Block) -> Option<&[Inline]> {
    let mark = |inline: &Inline| match &inline.kind {
        InlineKind::Span(attributes, content) => attributes.role == Some(Role::PageMark) && content.is_empty(),
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    match &block.kind {
        BlockKind::Paragraph(content) if !content.is_empty() && content.iter().all(mark) => Some(content),
        _ => None,
    }
}
