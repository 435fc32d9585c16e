//! Captions of tables: Markdown has no sign for them, so pandoc's is taken, a paragraph `Table: what it shows` next to a table.

use super::dialect::attributes::AttributeList;
use crate::document::{Block, BlockKind, Inline, InlineKind, Role, walk};

/// Makes the paragraphs that caption a table, behind it or before it, the tables' captions.
pub(super) fn attach(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        let bare = matches!(&blocks[at].kind, BlockKind::Table(table) if table.caption.is_empty());
        if bare && let Some(caption) = blocks.get(at + 1).and_then(caption) {
            blocks.remove(at + 1);
            set(&mut blocks[at], caption);
        } else if bare && let Some(caption) = at.checked_sub(1).and_then(|before| caption(&blocks[before])) {
            set(&mut blocks[at], caption);
            at -= 1;
            blocks.remove(at);
        }
        walk::for_each_child_mut(&mut blocks[at], &mut |children| attach(children));
        at += 1;
    }
}

fn set(block: &mut Block, mut caption: Vec<Inline>) {
    if let Some(list) = AttributeList::at_end(&mut caption) {
        let attributes = list.raw.model();
        block.attributes.id = attributes.id.or(block.attributes.id.take());
        block.attributes.classes.extend(attributes.classes);
        block.attributes.pairs.extend(attributes.pairs);
    }
    if let BlockKind::Table(table) = &mut block.kind {
        table.caption = caption;
    }
}

/// The caption that a paragraph holds, without its mark.
fn caption(block: &Block) -> Option<Vec<Inline>> {
    if let (BlockKind::Group(blocks), true) = (&block.kind, block.is(Role::Caption)) {
        // Behind a colon: the dialect's reader has found it.
        let [Block { kind: BlockKind::Paragraph(content), .. }] = blocks.as_slice() else { return None };
        return Some(content.clone());
    }
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    let InlineKind::Text(text) = &content.first()?.kind else { return None };
    let said = text.strip_prefix("Table: ").filter(|said| !said.is_empty() && block.attributes.is_empty())?;
    let mut caption = content.clone();
    caption[0].kind = InlineKind::Text(said.to_owned());
    Some(caption)
}
