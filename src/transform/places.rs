//! Merges stand-alone anchors between blocks into the following block: page breaks of the print edition (`<hr
//! class="page">`) and link targets (`<a id="x"></a>`).

use crate::document::{Attributes, Block, BlockKind, Document, Inline, InlineKind, Role, walk};

/// Moves stand-alone anchors to the following block, else to the previous one.
pub(super) fn settle(document: &mut Document) {
    let mut any = false;
    let mut look = |block: &Block| any |= is_place(block);
    walk::blocks(&document.blocks, &mut look);
    document.notes.iter().for_each(|note| walk::blocks(&note.blocks, &mut look));
    if any {
        flow(&mut document.blocks);
        document.notes.iter_mut().for_each(|note| flow(&mut note.blocks));
    }
}

/// Processes a list of blocks in one text flow.
fn flow(blocks: &mut Vec<Block>) {
    let mut waiting = Vec::new();
    list(blocks, &mut waiting);
    if waiting.is_empty() {
        return;
    }
    match blocks.last_mut() {
        Some(Block { kind: BlockKind::Paragraph(content), .. }) => content.append(&mut waiting),
        last => {
            if let Some(last) = last {
                take_id(last, &mut waiting);
            }
            if !waiting.is_empty() {
                blocks.push(Block::paragraph(waiting, None));
            }
        }
    }
}

fn list(blocks: &mut Vec<Block>, waiting: &mut Vec<Inline>) {
    blocks.retain_mut(|block| {
        if is_place(block) {
            waiting.append(&mut places(block));
            return false;
        }
        if !waiting.is_empty() {
            attach(block, waiting);
        }
        walk::for_each_child_mut(block, &mut |children| list(children, waiting));
        true
    });
}

/// Attaches pending anchors to a block, as far as it can hold them itself.
fn attach(block: &mut Block, waiting: &mut Vec<Inline>) {
    match &block.kind {
        // A heading keeps the id derived from its text, to which links refer as well.
        BlockKind::Heading(_) => {}
        BlockKind::Paragraph(content) if content.iter().any(|i| matches!(i.kind, InlineKind::Text(_))) => {}
        // A single picture is kept alone in its paragraph.
        _ => take_id(block, waiting),
    }
    walk::for_each_inlines_mut(block, &mut |line| {
        if !line.is_empty() {
            line.splice(0..0, waiting.drain(..));
        }
    });
}

/// Gives a block without id the first pending one.
fn take_id(block: &mut Block, waiting: &mut Vec<Inline>) {
    let name = |inline: &Inline| match &inline.kind {
        InlineKind::Span(attributes, _) if attributes.role.is_none() => attributes.id.clone(),
        _ => None,
    };
    if block.attributes.id.is_none()
        && let Some((at, id)) = waiting.iter().enumerate().find_map(|(at, inline)| Some((at, name(inline)?)))
    {
        block.attributes.id = Some(id);
        waiting.remove(at);
    }
}

/// Whether a block contains only anchors.
fn is_place(block: &Block) -> bool {
    let place = |inline: &Inline| match &inline.kind {
        InlineKind::Span(attributes, content) => {
            content.is_empty() && (attributes.id.is_some() || attributes.role == Some(Role::PageMark))
        }
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    match &block.kind {
        BlockKind::Paragraph(content) => !content.is_empty() && content.iter().all(place),
        BlockKind::Group(blocks) => {
            blocks.is_empty() && block.attributes.id.is_some() && block.attributes.role.is_none()
        }
        _ => false,
    }
}

/// The anchors of a block, without the white space between them.
fn places(block: &mut Block) -> Vec<Inline> {
    let span = block.span;
    let named = |id| Inline::new(InlineKind::Span(Attributes { id, ..Attributes::default() }, Vec::new()), span);
    // A paragraph may have an id itself.
    let own = block.attributes.id.take().map(|id| named(Some(id)));
    let inside = match &mut block.kind {
        BlockKind::Paragraph(content) => std::mem::take(content),
        _ => Vec::new(),
    };
    own.into_iter().chain(inside.into_iter().filter(|i| matches!(i.kind, InlineKind::Span(..)))).collect()
}
