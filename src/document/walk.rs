//! Traversal of a document's blocks and inlines in reading order.

use super::{Block, BlockKind, CodeBlock, Document, Inline, InlineKind};
use crate::source::Span;

/// Visits every block below `blocks`, outer before inner, in reading order.
pub fn blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for_each_child(block, &mut |children| self::blocks(children, visit));
    }
}

/// Calls `visit` with each list of blocks directly inside a block, in reading order.
pub fn for_each_child<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a [Block])) {
    match &block.kind {
        BlockKind::Quote(children) | BlockKind::Group(children) => visit(children),
        BlockKind::List(list) => list.items.iter().for_each(|item| visit(&item.blocks)),
        BlockKind::Definitions(list) => list.iter().flat_map(|d| &d.definitions).for_each(|d| visit(d)),
        BlockKind::Table(table) => table.rows().flat_map(|r| &r.cells).for_each(|c| visit(&c.blocks)),
        BlockKind::Figure(figure) => visit(&figure.blocks),
        BlockKind::Paragraph(_)
        | BlockKind::Heading(_)
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Rule
        | BlockKind::PageBreak => {}
    }
}

/// Calls `visit` with each list of blocks directly inside a block, in reading order, to change it.
pub fn for_each_child_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    match &mut block.kind {
        BlockKind::Quote(children) | BlockKind::Group(children) => visit(children),
        BlockKind::List(list) => list.items.iter_mut().for_each(|item| visit(&mut item.blocks)),
        BlockKind::Definitions(list) => list.iter_mut().flat_map(|d| &mut d.definitions).for_each(visit),
        BlockKind::Table(table) => table.rows_mut().flat_map(|r| &mut r.cells).for_each(|c| visit(&mut c.blocks)),
        BlockKind::Figure(figure) => visit(&mut figure.blocks),
        BlockKind::Paragraph(_)
        | BlockKind::Heading(_)
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Rule
        | BlockKind::PageBreak => {}
    }
}

/// Visits every block below `blocks` to change it, outer before inner.
pub fn blocks_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        for_each_child_mut(block, &mut |children| blocks_mut(children, visit));
    }
}

/// Calls `visit` with each list of inlines directly inside a block (text, heading, terms, captions).
pub fn for_each_inlines<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a [Inline])) {
    match &block.kind {
        BlockKind::Paragraph(content) => visit(content),
        BlockKind::Heading(heading) => visit(&heading.content),
        BlockKind::Definitions(list) => list.iter().flat_map(|d| &d.terms).for_each(|t| visit(t)),
        BlockKind::Table(table) => visit(&table.caption),
        BlockKind::Figure(figure) => visit(&figure.caption),
        _ => {}
    }
}

/// Calls `visit` with each list of inlines directly inside a block, to change it.
pub fn for_each_inlines_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match &mut block.kind {
        BlockKind::Paragraph(content) => visit(content),
        BlockKind::Heading(heading) => visit(&mut heading.content),
        BlockKind::Definitions(list) => list.iter_mut().flat_map(|d| &mut d.terms).for_each(visit),
        BlockKind::Table(table) => visit(&mut table.caption),
        BlockKind::Figure(figure) => visit(&mut figure.caption),
        _ => {}
    }
}

/// Visits every inline below `inlines`, outer before inner, in reading order.
pub fn inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        if let Some(content) = content(inline) {
            self::inlines(content, visit);
        }
    }
}

/// Visits every inline below `inlines` to change it, outer before inner.
pub fn inlines_mut(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in inlines {
        visit(inline);
        if let Some(content) = content_mut(inline) {
            inlines_mut(content, visit);
        }
    }
}

/// The inlines inside an inline.
pub fn content(inline: &Inline) -> Option<&[Inline]> {
    match &inline.kind {
        InlineKind::Styled(_, content) | InlineKind::Span(_, content) => Some(content),
        InlineKind::Link(link) => Some(&link.content),
        InlineKind::Abbreviation(short) => Some(&short.content),
        _ => None,
    }
}

/// The inlines inside an inline, to change them.
pub fn content_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match &mut inline.kind {
        InlineKind::Styled(_, content) | InlineKind::Span(_, content) => Some(content),
        InlineKind::Link(link) => Some(&mut link.content),
        InlineKind::Abbreviation(short) => Some(&mut short.content),
        _ => None,
    }
}

/// Visits every list of inlines of a document, notes behind the text, to change it.
pub fn all_inlines_mut(document: &mut Document, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    let mut on_block = |block: &mut Block| for_each_inlines_mut(block, visit);
    blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        blocks_mut(&mut note.blocks, &mut on_block);
    }
}

/// Visits every block of verbatim text of a document, notes behind the text, to change it.
pub fn all_code_mut(document: &mut Document, visit: &mut dyn FnMut(&mut CodeBlock, Option<Span>)) {
    let mut on_block = |block: &mut Block| {
        if let BlockKind::Code(code) = &mut block.kind {
            visit(code, block.span);
        }
    };
    blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        blocks_mut(&mut note.blocks, &mut on_block);
    }
}

/// Visits every inline of a document, notes behind the text.
pub fn all_inlines<'a>(document: &'a Document, visit: &mut dyn FnMut(&'a Inline)) {
    let mut on_block = |block: &'a Block| for_each_inlines(block, &mut |list| inlines(list, visit));
    blocks(&document.blocks, &mut on_block);
    for note in &document.notes {
        blocks(&note.blocks, &mut on_block);
    }
}
