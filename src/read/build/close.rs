//! Closing of blocks: an open block becomes a block of the document and is added to its parent.

use super::open::{OpenBlockKind, OpenList};
use super::tree::DocumentBuilder;
use super::{paragraph, verbatim};
use crate::document::{
    Attributes, Block, BlockKind, Definition, Figure, Heading, Inline, InlineKind, List, ListItem, ListMarker, Role,
};
use crate::source::Span;

impl DocumentBuilder<'_> {
    /// Closes the innermost block at `end`.
    pub(crate) fn close_top(&mut self, end: Span) {
        let mut line = self.take_line();
        let mut frame = self.frames.pop().expect("the root is never closed");
        let depth = self.frames.len();
        self.inlines.retain(|i| i.depth <= depth);
        self.flattened_tags.clear();
        let span = frame.span.up_to(end);
        let attributes = std::mem::take(&mut frame.attributes);
        if !line.is_empty()
            && !frame.kind.holds_text_only()
            && !matches!(frame.kind, OpenBlockKind::Paragraph | OpenBlockKind::Pre(_))
        {
            let place = line.iter().filter_map(|i| i.span).reduce(Span::to);
            frame.blocks.push(Block::paragraph(std::mem::take(&mut line), place));
        }
        let mut blocks = frame.blocks;
        blocks.shrink_to_fit();
        let finished = match frame.kind {
            OpenBlockKind::Root => return,
            OpenBlockKind::Paragraph => {
                let whole = blocks.is_empty();
                blocks.into_iter().for_each(|block| self.attach(block));
                if line.is_empty() {
                    return self.keep_id(attributes, span, !whole);
                }
                let place = if whole { Some(span) } else { line.iter().filter_map(|i| i.span).reduce(Span::to) };
                return self.attach(paragraph::finish(line, attributes, place));
            }
            OpenBlockKind::Heading(level, unlisted) => BlockKind::Heading(Heading { level, content: line, unlisted }),
            OpenBlockKind::Quote => BlockKind::Quote(blocks),
            OpenBlockKind::Group(role) => {
                if attributes.is_empty() && role.is_none() {
                    return blocks.into_iter().for_each(|block| self.attach(block));
                }
                let mut block = Block::new(BlockKind::Group(blocks), span);
                block.attributes = Attributes { role: attributes.role.or(role), ..attributes };
                return self.attach_all(paragraph::finish_group(block));
            }
            OpenBlockKind::List(OpenList { marker, reversed, tight, items, .. }) => {
                let mut list = List { marker, tight, items };
                if reversed {
                    count_down(&mut list);
                }
                BlockKind::List(list)
            }
            OpenBlockKind::Item { task, number } => {
                if let OpenBlockKind::List(list) = &mut self.top_mut().kind {
                    let blocks = paragraph::said(blocks, &attributes, span);
                    list.items.push(ListItem { blocks, task, number, span: Some(span) });
                }
                return;
            }
            OpenBlockKind::Definitions(list) => {
                if let Some(OpenBlockKind::Definitions(whole)) = self.frames.last_mut().map(|f| &mut f.kind) {
                    // Part of a definition list.
                    return join_entries(whole, list);
                }
                BlockKind::Definitions(list)
            }
            OpenBlockKind::Term => {
                if let OpenBlockKind::Definitions(list) = &mut self.top_mut().kind {
                    match list.last_mut() {
                        Some(last) if last.definitions.is_empty() => last.terms.push(line),
                        _ => list.push(Definition { terms: vec![line], definitions: vec![], span: Some(span) }),
                    }
                }
                return;
            }
            OpenBlockKind::Definition => {
                let blocks = paragraph::said(blocks, &attributes, span);
                if let OpenBlockKind::Definitions(list) = &mut self.top_mut().kind {
                    match list.last_mut() {
                        Some(last) => last.definitions.push(blocks),
                        None => list.push(Definition { terms: vec![], definitions: vec![blocks], span: Some(span) }),
                    }
                }
                return;
            }
            OpenBlockKind::Table(rows) => {
                let mut table = rows.finish();
                if let Some(blocks) = verbatim::code_beside_numbers(&mut table) {
                    self.tell_numbers(span);
                    return blocks.into_iter().for_each(|block| self.attach(block));
                }
                BlockKind::Table(table)
            }
            OpenBlockKind::Row(cells) => {
                if let OpenBlockKind::Table(rows) = &mut self.top_mut().kind {
                    rows.push(crate::document::Row { cells, span: Some(span) });
                }
                return;
            }
            OpenBlockKind::Cell(mut cell) => {
                if let OpenBlockKind::Row(cells) = &mut self.top_mut().kind {
                    (cell.blocks, cell.span) = (paragraph::said(blocks, &attributes, span), Some(span));
                    cells.push(cell);
                }
                return;
            }
            OpenBlockKind::Figure(placement, caption) => BlockKind::Figure(Figure { blocks, caption, placement }),
            OpenBlockKind::Caption => {
                // Further captions become lines of the first.
                let caption = match &mut self.top_mut().kind {
                    OpenBlockKind::Figure(_, caption) => caption,
                    OpenBlockKind::Table(rows) => &mut rows.caption,
                    _ => return self.attach(Block::paragraph(line, span)),
                };
                if !caption.is_empty() && !line.is_empty() {
                    caption.push(Inline::new(InlineKind::LineBreak, span));
                }
                caption.extend(line);
                return;
            }
            OpenBlockKind::Summary => {
                let mut block = Block::paragraph(line, span).role(Role::Summary);
                block.attributes = Attributes { role: block.attributes.role, ..attributes };
                return self.attach(block);
            }
            OpenBlockKind::Pre(language) => {
                let blocks = self.verbatim_blocks(line, language, attributes, span);
                return blocks.into_iter().for_each(|block| self.attach_all(paragraph::finish_group(block)));
            }
            OpenBlockKind::Note(id) => {
                if let Some(note) = &mut self.notes[id.0 as usize] {
                    (note.blocks, note.span) = (blocks, Some(span));
                }
                return;
            }
        };
        let mut block = Block::new(finished, span);
        block.attributes = attributes;
        self.attach_all(paragraph::finish_group(block));
    }

    /// An empty paragraph with an id is a link target.
    fn keep_id(&mut self, attributes: Attributes, span: Span, has_blocks: bool) {
        if attributes.id.is_some() && !has_blocks {
            let attributes = Attributes { id: attributes.id, ..Attributes::default() };
            let anchor = Inline::new(InlineKind::Span(attributes, Vec::new()), span);
            self.attach(Block::paragraph(vec![anchor], span));
        }
    }

    fn attach_all(&mut self, blocks: Vec<Block>) {
        blocks.into_iter().for_each(|block| self.attach(block));
    }
}

/// Numbers the items of a reversed list from its start, by default the item count, downwards (HTML, 4.4.5).
fn count_down(list: &mut List) {
    let count = list.items.len() as u64;
    let ListMarker::Ordered { start, .. } = &mut list.marker else { return };
    // A start of 1 is the default; an explicit `start="1"` can't be told apart, which matters only for lists of one
    // item.
    let mut next = if *start == 1 { count } else { *start };
    for (i, item) in list.items.iter_mut().enumerate() {
        let own = item.number.unwrap_or(next);
        if i == 0 {
            *start = own;
        }
        item.number = Some(own);
        next = own.saturating_sub(1);
    }
}

/// Adds a part of a definition list; definitions without a term belong to the previous term.
fn join_entries(whole: &mut Vec<Definition>, mut part: Vec<Definition>) {
    if let (Some(last), Some(first)) = (whole.last_mut(), part.first_mut())
        && first.terms.is_empty()
    {
        last.definitions.append(&mut first.definitions);
        part.remove(0);
    }
    whole.append(&mut part);
}
