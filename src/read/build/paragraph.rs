//! Final conversion of finished blocks by their content.

use super::direction;
use crate::document::{Attributes, Block, BlockKind, Figure, Inline, InlineKind, Placement, Role, plain, walk};
use crate::source::Span;

/// The block for a paragraph's content.
pub(super) fn finish(line: Vec<Inline>, attributes: Attributes, span: Option<Span>) -> Block {
    let mut block = Block::paragraph(line, span);
    block.attributes = attributes;
    if let BlockKind::Paragraph(content) = &mut block.kind {
        direction::settle(&mut block.attributes, content);
    }
    block
}

/// The result for any other block: itself; its child blocks, if it has no meaning of its own; or nothing, if it is
/// empty.
pub(super) fn finish_group(mut block: Block) -> Vec<Block> {
    settle_direction(&mut block);
    let figure = matches!(&block.kind, BlockKind::Group(blocks) if is_captioned(blocks));
    if let BlockKind::Group(_) = block.kind
        && !figure
        && let Some(blocks) = dissolve(&mut block)
    {
        return blocks;
    }
    if let BlockKind::Group(blocks) = &mut block.kind
        && let Some(figure) = captioned(blocks)
    {
        block.kind = BlockKind::Figure(figure);
        block.attributes.role = None;
    }
    match &mut block.kind {
        BlockKind::Quote(blocks) => attribute(blocks),
        BlockKind::Group(blocks) if block.attributes.role == Some(Role::Epigraph) && blocks.len() > 1 => {
            attribute(blocks)
        }
        // Empty, and not even a link target.
        BlockKind::Group(blocks) if blocks.is_empty() && block.attributes.id.is_none() => return Vec::new(),
        BlockKind::Group(blocks) if blocks.is_empty() => {
            let attributes = Attributes { id: block.attributes.id.take(), ..Attributes::default() };
            let anchor = Inline::new(InlineKind::Span(attributes, Vec::new()), block.span);
            block = Block::paragraph(vec![anchor], block.span);
        }
        BlockKind::Heading(heading) if heading.content.is_empty() => return Vec::new(),
        BlockKind::List(list) if list.items.is_empty() => return Vec::new(),
        BlockKind::Definitions(list) if list.is_empty() => return Vec::new(),
        BlockKind::Table(table) if table.rows().next().is_none() && table.caption.is_empty() => return Vec::new(),
        BlockKind::Figure(figure) if figure.blocks.is_empty() && figure.caption.is_empty() => return Vec::new(),
        _ => {}
    }
    vec![block]
}

/// Whether blocks are pictures followed by captions.
fn is_captioned(blocks: &[Block]) -> bool {
    fn pictures(content: &[Inline]) -> bool {
        !content.is_empty()
            && content.iter().all(|inline| match &inline.kind {
                InlineKind::Image(_) => true,
                InlineKind::Text(text) => text.trim().is_empty(),
                InlineKind::Link(link) => pictures(&link.content),
                InlineKind::Span(_, content) => pictures(content),
                _ => false,
            })
    }
    let [before @ .., last] = blocks else { return false };
    let picture = |block: &Block| matches!(&block.kind, BlockKind::Paragraph(content) if pictures(content));
    !before.is_empty()
        && before.iter().all(picture)
        && last.is(Role::Caption)
        && match &last.kind {
            BlockKind::Paragraph(_) => true,
            BlockKind::Group(inside) => matches!(inside.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]),
            _ => false,
        }
}

/// Makes a figure from pictures with captions.
fn captioned(blocks: &mut Vec<Block>) -> Option<Figure> {
    if !is_captioned(blocks) {
        return None;
    }
    let mut last = blocks.pop()?;
    if let BlockKind::Group(inside) = &mut last.kind {
        last = inside.pop()?;
    }
    let BlockKind::Paragraph(caption) = last.kind else { return None };
    Some(Figure { blocks: std::mem::take(blocks), caption, placement: Placement::Here })
}

/// Resolves the direction of a block with `dir="auto"`.
fn settle_direction(block: &mut Block) {
    if block.attributes.get("dir").is_some() {
        let mut content = Vec::new();
        walk::blocks(std::slice::from_ref(block), &mut |inner| {
            walk::for_each_inlines(inner, &mut |list| content.extend_from_slice(list));
        });
        direction::settle(&mut block.attributes, &mut content);
    }
}

/// The blocks of a part (item, cell), whose language and direction are moved to a group.
pub(super) fn said(blocks: Vec<Block>, attributes: &Attributes, span: Span) -> Vec<Block> {
    let pairs = attributes.pairs.iter().filter(|(name, _)| name == "dir").cloned().collect();
    let mut group = Block::new(BlockKind::Group(blocks), span);
    let (language, direction) = (attributes.language.clone(), attributes.direction);
    group.attributes = Attributes { language, direction, pairs, ..Attributes::default() };
    settle_direction(&mut group);
    match group.kind {
        BlockKind::Group(blocks) if group.attributes.is_empty() || blocks.is_empty() => blocks,
        kind => vec![Block { kind, ..group }],
    }
}

/// Dissolves a group without a meaning of its own: its attributes are moved to its blocks.
fn dissolve(group: &mut Block) -> Option<Vec<Block>> {
    let attributes = &mut group.attributes;
    if attributes.role.is_some() || attributes.language.is_some() || attributes.direction.is_some() {
        return None;
    }
    let BlockKind::Group(blocks) = &mut group.kind else { return None };
    if attributes.id.is_some() {
        let first = blocks.first_mut().filter(|b| b.attributes.id.is_none())?;
        first.attributes.id = attributes.id.take();
    }
    if let Some(side) = attributes.get("align") {
        align(blocks, side, 0);
    }
    Some(std::mem::take(blocks))
}

/// Applies an alignment to blocks without one; not to table cells.
fn align(blocks: &mut [Block], side: &str, depth: usize) {
    for block in blocks {
        match &mut block.kind {
            _ if block.attributes.get("align").is_some() => {}
            BlockKind::Paragraph(_) | BlockKind::Heading(_) | BlockKind::Figure(_) => {
                block.attributes.pairs.push(("align".to_owned(), side.to_owned()));
            }
            BlockKind::Quote(_) | BlockKind::Group(_) | BlockKind::List(_) if depth < 4 => {
                walk::for_each_child_mut(block, &mut |children| align(children, side, depth + 1));
            }
            _ => {}
        }
    }
}

/// Marks the attribution of a quotation: its last paragraph if it begins with a dash, or such a last line, which is
/// split off.
fn attribute(blocks: &mut Vec<Block>) {
    let dash = |text: &str| text.starts_with(['—', '–', '―']) || text.starts_with("-- ") || text.starts_with("--- ");
    let dialogue = blocks.iter().rev().skip(1).any(|b| match &b.kind {
        BlockKind::Paragraph(content) => dash(&plain(content)),
        _ => false,
    });
    let only = blocks.len() == 1;
    let Some(last) = blocks.last_mut() else { return };
    let BlockKind::Paragraph(content) = &mut last.kind else { return };
    if dialogue || last.attributes.role.is_some() {
        return;
    }
    let text = plain(content);
    if dash(&text) {
        if !only && text.chars().count() <= 160 {
            last.attributes.role = Some(Role::Attribution);
        }
        return;
    }
    // A separate line, after a hard break.
    let at = content.iter().rposition(|i| matches!(i.kind, InlineKind::LineBreak));
    if let Some(at) = at
        && dash(&plain(&content[at + 1..]))
        && plain(&content[at + 1..]).chars().count() <= 160
    {
        let line = content.split_off(at + 1);
        content.pop();
        let span = line.iter().filter_map(|i| i.span).reduce(Span::to);
        blocks.push(Block::paragraph(line, span).role(Role::Attribution));
    }
}
