//! Splits blocks too long for one file, because reading systems load a file as a whole: code at lines, tables at rows,
//! lists at items, paragraphs between words, containers between blocks. Numbering continues, table heads are repeated;
//! ids and captions stay with one piece.

use super::measure::NoteMeasure;
use crate::document::{
    Abbreviation, Attributes, Block, BlockKind, CodeBlock, CodeLink, Column, Definition, Document, Figure, Grid,
    Inline, InlineKind, Link, List, ListItem, ListMarker, Role, Row, Table, walk,
};
use crate::source::Cut as _;
use crate::write::xhtml::CONTINUED;
use std::borrow::Cow;
use std::ops::Range;

/// Blocks longer than this, in bytes of XHTML, are split …
const TOO_LONG: usize = 200_000;
/// … into pieces of about this size at most.
const PIECE: usize = 110_000;

/// The document with long blocks split; `share`: divisor of the usual piece size.
pub fn cut(document: &Document, share: usize) -> Cow<'_, Document> {
    let cutter =
        ChapterCutter { measure: NoteMeasure::new(document), too_long: TOO_LONG / share, piece: PIECE / share };
    if document.blocks.iter().all(|block| cutter.measure.block(block) <= cutter.too_long) {
        return Cow::Borrowed(document);
    }
    let mut out = document.clone();
    out.blocks = cutter.blocks(&document.blocks);
    Cow::Owned(out)
}

struct ChapterCutter {
    measure: NoteMeasure,
    too_long: usize,
    piece: usize,
}

/// Groups values into piles of limited size.
struct Piles<T> {
    piles: Vec<Vec<T>>,
    size: usize,
    most: usize,
}

impl<T> Piles<T> {
    fn new(most: usize) -> Piles<T> {
        Piles { piles: Vec::new(), size: 0, most }
    }

    fn add(&mut self, thing: T, size: usize) {
        match self.piles.last_mut() {
            Some(last) if self.size + size <= self.most => last.push(thing),
            _ => {
                self.piles.push(vec![thing]);
                self.size = 0;
            }
        }
        self.size += size;
    }
}

impl ChapterCutter {
    /// Blocks, with long ones split.
    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            if self.measure.block(block) <= self.too_long {
                out.push(block.clone());
            } else {
                self.block(block, &mut out);
            }
        }
        out
    }

    /// Blocks in groups that each fit into a piece.
    fn piles(&self, blocks: &[Block]) -> Vec<Vec<Block>> {
        let mut small = Vec::with_capacity(blocks.len());
        for block in blocks {
            if self.measure.block(block) <= self.piece {
                small.push(block.clone())
            } else {
                self.block(block, &mut small)
            }
        }
        let mut piles = Piles::new(self.piece);
        for block in small {
            let size = self.measure.block(&block);
            piles.add(block, size);
        }
        piles.piles
    }

    fn block(&self, block: &Block, out: &mut Vec<Block>) {
        let kinds: Vec<BlockKind> = match &block.kind {
            BlockKind::Paragraph(content) => self.inlines(content).into_iter().map(BlockKind::Paragraph).collect(),
            BlockKind::Code(code) => self.code(code).into_iter().map(BlockKind::Code).collect(),
            BlockKind::Quote(blocks) => self.piles(blocks).into_iter().map(BlockKind::Quote).collect(),
            BlockKind::Group(blocks) => self.piles(blocks).into_iter().map(BlockKind::Group).collect(),
            BlockKind::List(list) => return self.list(list, block, out),
            BlockKind::Definitions(list) => self.definitions(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Heading(_) | BlockKind::Math(_) | BlockKind::Rule | BlockKind::PageBreak => {
                vec![block.kind.clone()]
            }
        };
        out.extend(kinds.into_iter().enumerate().map(|(i, kind)| piece(block, kind, i > 0)));
    }

    fn code(&self, code: &CodeBlock) -> Vec<CodeBlock> {
        let whole = self.measure.block(&Block::new(BlockKind::Code(code.clone()), None));
        // Assumes that the markup is spread evenly over the text.
        let most = (self.piece as u64 * code.text.len() as u64 / whole.max(1) as u64).max(1) as usize;
        let ranges = stretches(&code.text, most, |rest| line_end(rest, most));
        let piece = |range: Range<usize>| {
            let inside = |link: &CodeLink| {
                let (start, end) = (link.range.start.max(range.start), link.range.end.min(range.end));
                (start < end)
                    .then(|| CodeLink { range: start - range.start..end - range.start, target: link.target.clone() })
            };
            // The end of the element implies the line break.
            let text = code.text.cut(range.clone());
            let text = if range.end < code.text.len() { text.strip_suffix('\n').unwrap_or(text) } else { text };
            let mut links: Vec<CodeLink> = code.links.iter().filter_map(inside).collect();
            links.iter_mut().for_each(|link| link.range.end = link.range.end.min(text.len()));
            CodeBlock { language: code.language.clone(), text: text.to_owned(), links }
        };
        ranges.into_iter().map(piece).collect()
    }

    fn list(&self, list: &List, block: &Block, out: &mut Vec<Block>) {
        let numbers = list.numbers();
        let mut piles: Piles<(ListItem, bool)> = Piles::new(self.piece);
        for (item, &number) in list.items.iter().zip(&numbers) {
            let size = 30 + self.measure.blocks(&item.blocks);
            let parts = if size <= self.piece { vec![item.blocks.clone()] } else { self.piles(&item.blocks) };
            for (i, blocks) in parts.into_iter().enumerate() {
                let (size, first) = (30 + self.measure.blocks(&blocks), i == 0);
                let number = Some(number).filter(|_| matches!(list.marker, ListMarker::Ordered { .. }));
                let item = ListItem { blocks, task: item.task.filter(|_| first), number, span: item.span };
                piles.add((item, first), size);
                // The rest of an item becomes a list of its own.
                if !first && let Some(last) = piles.piles.last_mut().filter(|pile| pile.len() > 1) {
                    let rest = last.pop();
                    piles.piles.push(rest.into_iter().collect());
                    piles.size = size;
                }
            }
        }
        for (i, pile) in piles.piles.into_iter().enumerate() {
            let rest = pile.first().is_some_and(|(_, first)| !first);
            let items = pile.into_iter().map(|(item, _)| item).collect();
            let mut piece =
                piece(block, BlockKind::List(List { marker: list.marker, tight: list.tight, items }), i > 0);
            if rest {
                piece.attributes.pairs.push((CONTINUED.to_owned(), "item".to_owned()));
            }
            out.push(piece);
        }
    }

    fn definitions(&self, list: &[Definition]) -> Vec<BlockKind> {
        let size = |definition: &Definition| {
            self.measure.block(&Block::new(BlockKind::Definitions(vec![definition.clone()]), None))
        };
        let mut out = Vec::new();
        let mut piles = Piles::new(self.piece);
        for definition in list {
            let own = size(definition);
            if own <= self.piece {
                piles.add(definition.clone(), own);
                continue;
            }
            // The first piece keeps the terms; the others are definitions only.
            let mut parts = definition.definitions.iter().flat_map(|blocks| self.piles(blocks));
            let first: Vec<Vec<Block>> = parts.next().into_iter().collect();
            piles.add(Definition { definitions: first, ..definition.clone() }, own.min(self.piece));
            out.extend(
                std::mem::replace(&mut piles, Piles::new(self.piece)).piles.into_iter().map(BlockKind::Definitions),
            );
            out.extend(parts.map(BlockKind::Group));
        }
        out.extend(piles.piles.into_iter().map(BlockKind::Definitions));
        out
    }

    /// Tables with some of the rows each, and the head in all of them. A row, head or foot too long for a table is
    /// replaced by the content of its cells.
    fn table(&self, table: &Table) -> Vec<BlockKind> {
        let size = |row: &Row| 12 + row.cells.iter().map(|cell| 50 + self.measure.blocks(&cell.blocks)).sum::<usize>();
        let long = |rows: &[Row]| rows.iter().map(size).sum::<usize>() > self.piece;
        let head = if long(&table.head) { &[] } else { &table.head[..] };
        let foot = if long(&table.foot) { &[] } else { &table.foot[..] };
        let most = self.piece.saturating_sub(head.iter().map(size).sum()).max(self.piece / 4);
        let mut piles: Piles<&[Row]> = Piles::new(most);
        // Rows joined by a spanning cell are not separated.
        let (mut start, mut held) = (0, 0);
        for (at, row) in table.body.iter().enumerate() {
            let tallest = row.cells.iter().map(|cell| usize::from(cell.rows.max(1))).max().unwrap_or(1);
            held = held.max(at + tallest);
            if held == at + 1 || at + 1 == table.body.len() {
                let rows = &table.body[start..=at];
                piles.add(rows, rows.iter().map(size).sum());
                start = at + 1;
            }
        }
        // The alignment of columns depends on the whole table.
        let aligns = Grid::of(table).columns;
        let mut columns = table.columns.clone();
        columns.resize(aligns.len(), Column::default());
        columns.iter_mut().zip(aligns).for_each(|(column, align)| column.align = align);
        let part = |caption: &[Inline], head: Vec<Row>, body: Vec<Row>, foot: &[Row]| {
            BlockKind::Table(Table {
                caption: caption.to_vec(),
                columns: columns.clone(),
                head,
                body,
                foot: foot.to_vec(),
            })
        };
        // Caption and head are written once, above the first rows.
        let mut out = Vec::new();
        let mut caption = &table.caption[..];
        if head.len() < table.head.len() {
            out.extend(Some(std::mem::take(&mut caption).to_vec()).filter(|c| !c.is_empty()).map(BlockKind::Paragraph));
            out.extend(self.said(&table.head));
        }
        let mut above = !(caption.is_empty() && head.is_empty());
        let last = piles.piles.len().saturating_sub(1);
        let mut below = foot;
        for (i, rows) in piles.piles.into_iter().enumerate() {
            let body: Vec<Row> = rows.concat();
            if body.iter().map(size).sum::<usize>() > self.too_long {
                if std::mem::take(&mut above) {
                    out.push(part(caption, head.to_vec(), Vec::new(), &[]));
                }
                out.extend(self.said(&body));
                continue;
            }
            let foot = if i == last { std::mem::take(&mut below) } else { &[] };
            out.push(match std::mem::take(&mut above) {
                true => part(caption, head.to_vec(), body, foot),
                false => part(&[], repeated(head), body, foot),
            });
        }
        if above {
            out.push(part(caption, head.to_vec(), Vec::new(), std::mem::take(&mut below)));
        } else if !below.is_empty() {
            out.push(part(&[], Vec::new(), Vec::new(), below));
        }
        if foot.len() < table.foot.len() {
            out.extend(self.said(&table.foot));
        }
        out
    }

    /// The content of the rows' cells, without a table.
    fn said(&self, rows: &[Row]) -> Vec<BlockKind> {
        let cells = rows.iter().flat_map(|row| &row.cells);
        let blocks: Vec<Block> = cells.flat_map(|cell| cell.blocks.iter().cloned()).collect();
        self.piles(&blocks).into_iter().map(BlockKind::Group).collect()
    }

    fn figure(&self, figure: &Figure) -> Vec<BlockKind> {
        let piles = self.piles(&figure.blocks);
        if piles.is_empty() {
            return vec![BlockKind::Figure(figure.clone())]; // the caption itself is too long
        }
        let last = piles.len().saturating_sub(1);
        let piece = |(i, blocks)| {
            let caption = if i == last { figure.caption.clone() } else { Vec::new() };
            BlockKind::Figure(Figure { blocks, caption, placement: figure.placement })
        };
        piles.into_iter().enumerate().map(piece).collect()
    }

    /// Inlines in groups that each fit into a piece.
    fn inlines(&self, inlines: &[Inline]) -> Vec<Vec<Inline>> {
        let mut piles = Piles::new(self.piece);
        for inline in inlines {
            for part in self.inline(inline) {
                let size = self.measure.inline(&part);
                piles.add(part, size);
            }
        }
        piles.piles
    }

    /// Splits an inline if it is long.
    fn inline(&self, inline: &Inline) -> Vec<Inline> {
        let most = self.piece / 8;
        if self.measure.inline(inline) <= most {
            return vec![inline.clone()];
        }
        let kinds: Vec<InlineKind> = match &inline.kind {
            // A character takes five bytes at most (`&amp;`).
            InlineKind::Text(text) => {
                let ranges = stretches(text, most / 5, |rest| word_end(rest, most / 5));
                ranges.into_iter().map(|range| InlineKind::Text(text.cut(range).to_owned())).collect()
            }
            InlineKind::Code(text) => {
                let ranges = stretches(text, most / 5, |rest| word_end(rest, most / 5));
                ranges.into_iter().map(|range| InlineKind::Code(text.cut(range).to_owned())).collect()
            }
            InlineKind::Styled(markup, content) => {
                self.inlines(content).into_iter().map(|part| InlineKind::Styled(*markup, part)).collect()
            }
            InlineKind::Link(link) => {
                let part = |content| InlineKind::Link(Link { content, ..link.clone() });
                self.inlines(&link.content).into_iter().map(part).collect()
            }
            InlineKind::Abbreviation(short) => {
                let part = |content| InlineKind::Abbreviation(Abbreviation { content, ..short.clone() });
                self.inlines(&short.content).into_iter().map(part).collect()
            }
            InlineKind::Span(attributes, content) => {
                let part = |(i, content)| {
                    let id = attributes.id.clone().filter(|_| i == 0);
                    InlineKind::Span(Attributes { id, ..attributes.clone() }, content)
                };
                self.inlines(content).into_iter().enumerate().map(part).collect()
            }
            other => vec![other.clone()],
        };
        kinds.into_iter().map(|kind| Inline::new(kind, inline.span)).collect()
    }
}

/// A piece of a block; the first has its id.
fn piece(block: &Block, kind: BlockKind, continued: bool) -> Block {
    let mut attributes = block.attributes.clone();
    if continued {
        attributes.id = None;
        attributes.pairs.push((CONTINUED.to_owned(), "block".to_owned()));
    }
    Block { kind, attributes, span: block.span }
}

/// A repeated table head, without ids and notes, which must be unique.
fn repeated(head: &[Row]) -> Vec<Row> {
    let mut head = head.to_vec();
    for block in head.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.blocks) {
        block.attributes.id = None;
        walk::for_each_inlines_mut(block, &mut |list| plain(list));
    }
    head
}

/// Removes notes, page breaks and ids.
fn plain(inlines: &mut Vec<Inline>) {
    inlines.retain_mut(|inline| match &mut inline.kind {
        InlineKind::NoteRef(_) => false,
        InlineKind::Span(attributes, _) if attributes.role == Some(Role::PageMark) => false,
        InlineKind::Span(attributes, content) => {
            attributes.id = None;
            plain(content);
            true
        }
        InlineKind::Styled(_, content) => {
            plain(content);
            true
        }
        InlineKind::Link(link) => {
            plain(&mut link.content);
            true
        }
        _ => true,
    });
}

/// Splits a text into ranges of about `most` bytes; `end` finds the end of a range in the rest.
fn stretches(text: &str, most: usize, end: impl Fn(&str) -> usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while text.len() - start > most {
        let next = start + end(text.cut(start..)).max(1);
        out.push(start..next);
        start = next;
    }
    if start < text.len() || out.is_empty() {
        out.push(start..text.len());
    }
    out
}

/// Split position of a text of lines: after a blank line, else after a line, else between words.
fn line_end(text: &str, most: usize) -> usize {
    let within = text.cut(..text.floor_char_boundary(most));
    let empty = within.rfind("\n\n").map(|at| at + 2).filter(|at| *at > most / 2);
    empty.or_else(|| within.rfind('\n').map(|at| at + 1)).unwrap_or_else(|| word_end(text, most))
}

/// Split position of running text: after a space, else after a character.
fn word_end(text: &str, most: usize) -> usize {
    let within = text.floor_char_boundary(most).max(text.chars().next().map_or(0, char::len_utf8));
    let space = text.cut(..within).rfind(char::is_whitespace);
    space.map_or(within, |at| at + text.cut(at..).chars().next().map_or(1, char::len_utf8))
}
