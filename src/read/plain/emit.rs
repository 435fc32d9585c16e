//! Units with their classes → the document's blocks.

use super::arena::Arena;
use super::class::{Class, Classes};
use super::inline::Inlines;
use super::notes::{Definition, Notes};
use super::segment;
use super::unit::{ListShape, Shape, TableShape, Unit, Verbatim};
use crate::cancel::Cancel;
use crate::document::{
    self, Block, BlockKind, Cell, CodeBlock, Column, Heading, Inline, InlineKind, List, ListItem, Note, Role, Row,
    Table,
};
use crate::source::{Source, Span};

/// Builds blocks from units.
pub(super) struct Emitter<'e> {
    /// The source.
    pub source: &'e Source,
    /// Its lines.
    pub arena: &'e Arena<'e>,
    /// How text becomes inlines.
    pub inlines: &'e Inlines,
    /// Who may cancel it.
    pub cancel: &'e Cancel,
}

impl Emitter<'_> {
    /// The blocks of a whole document.
    pub(super) fn document(&self, units: &[Unit], classes: &Classes) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        for (unit, settled) in units.iter().zip(&classes.list) {
            self.cancel.check();
            if settled.class == Class::Note {
                continue;
            }
            if unit.page && !out.is_empty() {
                out.push(Block::new(BlockKind::PageBreak, self.span(unit).at_start()));
            }
            let span = self.span(unit);
            match settled.class {
                Class::Title => out.push(self.heading(unit, 1).role(Role::Title)),
                Class::Heading(level) => out.push(self.heading(unit, level)),
                Class::HeadingMore => match out.last_mut() {
                    Some(Block { kind: BlockKind::Heading(heading), span: place, .. }) => {
                        heading.content.push(Inline::new(InlineKind::LineBreak, None));
                        heading.content.extend(self.text(unit, true));
                        *place = place.map(|p| p.to(span));
                    }
                    _ => out.push(self.paragraph(unit)),
                },
                Class::Role(role) => out.push(self.paragraph(unit).role(role)),
                Class::Header => out.push(self.paragraph(unit).role(Role::SmallPrint)),
                Class::Small => {
                    if !out.last().is_some_and(|b| b.is(Role::SmallPrint) && matches!(b.kind, BlockKind::Group(_))) {
                        out.push(Block::new(BlockKind::Group(Vec::new()), span).role(Role::SmallPrint));
                    }
                    if let Some(Block { kind: BlockKind::Group(inside), span: place, .. }) = out.last_mut() {
                        self.block(unit, inside);
                        *place = place.map(|p| p.to(span));
                    }
                }
                Class::Shape | Class::Contents => self.block(unit, &mut out),
                Class::Note => {}
            }
        }
        out
    }

    /// The notes of a document.
    pub(super) fn notes(&self, units: &[Unit], notes: &Notes) -> Vec<Note> {
        notes.definitions.iter().map(|definition| self.note(units, definition)).collect()
    }

    fn note(&self, units: &[Unit], definition: &Definition) -> Note {
        let first = &units[definition.units.start];
        let mut span = self.span(first);
        let lines = &self.arena.lines[first.lines.clone()];
        let last = lines.len() - 1;
        let ranges = lines.iter().enumerate().map(|(i, l)| {
            let start = if i == 0 { definition.text.min(l.end) } else { l.start };
            start..(if i == last { l.end - definition.tail } else { l.end }).max(start)
        });
        let breaks = matches!(first.shape, Shape::Lines(_));
        let content = self.inlines.ranges(self.source, self.arena.text, ranges, breaks);
        let mut blocks = vec![Block::paragraph(content, span)];
        for unit in &units[definition.units.start + 1..definition.units.end] {
            span = span.to(self.span(unit));
            match &unit.shape {
                // Paragraphs indented to the text of their note are no quotation.
                Shape::Quote(inside) if !self.arena.content(unit.lines.start).starts_with('>') => {
                    blocks.extend(self.blocks(inside))
                }
                _ => self.block(unit, &mut blocks),
            }
        }
        Note { label: definition.label.trim_start_matches('^').to_owned(), blocks, span: Some(span) }
    }

    fn span(&self, unit: &Unit) -> Span {
        let (start, end) = self.arena.extent(&unit.lines);
        self.source.span(start as usize..end as usize)
    }

    fn lines(&self, unit: &Unit, breaks: bool) -> Vec<Inline> {
        self.inlines.lines(self.source, self.arena, unit.lines.clone(), breaks)
    }

    /// A unit's text without the signs that make it a heading.
    fn text(&self, unit: &Unit, heads: bool) -> Vec<Inline> {
        match unit.shape {
            Shape::Overlined => {
                self.inlines.lines(self.source, self.arena, unit.lines.start + 1..unit.lines.end - 1, false)
            }
            Shape::Underlined(_) => {
                self.inlines.lines(self.source, self.arena, unit.lines.start..unit.lines.end - 1, false)
            }
            Shape::Hashes(n) => {
                let line = &self.arena.lines[unit.lines.start];
                let content = line.of(self.arena.text);
                let bare = content.trim_end_matches('#').trim_end();
                let end = if bare.len() > n as usize { line.start + bare.len() as u32 } else { line.end };
                self.inlines.ranges(
                    self.source,
                    self.arena.text,
                    std::iter::once(line.start + u32::from(n)..end),
                    false,
                )
            }
            Shape::Lines(_) => self.lines(unit, !heads),
            _ => self.lines(unit, false),
        }
    }

    fn paragraph(&self, unit: &Unit) -> Block {
        Block::paragraph(self.text(unit, false), self.span(unit))
    }

    fn heading(&self, unit: &Unit, level: u8) -> Block {
        let mut content = self.text(unit, true);
        // Emphasis over a whole heading is redundant.
        if let [Inline { kind: InlineKind::Styled(_, inner), .. }] = content.as_mut_slice() {
            content = std::mem::take(inner);
        }
        Block::new(BlockKind::Heading(Heading { level, content, unlisted: false }), self.span(unit))
    }

    /// The blocks inside a quotation or an item.
    fn blocks(&self, units: &[Unit]) -> Vec<Block> {
        let mut out = Vec::new();
        for unit in units {
            self.block(unit, &mut out);
        }
        out
    }

    fn block(&self, unit: &Unit, out: &mut Vec<Block>) {
        let span = self.span(unit);
        let block = match &unit.shape {
            Shape::Prose | Shape::Subject | Shape::Running => self.paragraph(unit),
            Shape::Lines(false) => Block::paragraph(self.lines(unit, true), span),
            Shape::Lines(true) => {
                let stanzas = self.stanzas(unit);
                if let Some(Block { kind: BlockKind::Group(before), attributes, span: place }) = out.last_mut()
                    && attributes.role == Some(Role::Verse)
                    && unit.blank <= 1
                    && !before.last().is_some_and(|s| s.is(Role::Attribution))
                {
                    before.extend(stanzas);
                    *place = place.map(|p| p.to(span));
                    return;
                }
                Block::new(BlockKind::Group(stanzas), span).role(Role::Verse)
            }
            Shape::Underlined(_) | Shape::Overlined | Shape::Hashes(_) => self.heading(unit, 3),
            Shape::Rule => Block::new(BlockKind::Rule, span),
            Shape::Code(verbatim) => self.code(unit, verbatim),
            Shape::Quote(inside) => Block::new(BlockKind::Quote(self.blocks(inside)), span),
            Shape::List(list) => self.list(list, span),
            Shape::Table(table) => self.table(table, span),
            Shape::Attribution => self.paragraph(unit).role(Role::Attribution),
            Shape::Signature => {
                let lines = unit.lines.start + 1..unit.lines.end;
                Block::paragraph(self.inlines.lines(self.source, self.arena, lines, true), span).role(Role::Address)
            }
            Shape::Summary => self.paragraph(unit).role(Role::Summary),
            Shape::Aside(role, inside) => Block::new(BlockKind::Group(self.blocks(inside)), span).role(*role),
            Shape::Definitions(list) => self.definitions(list, span),
        };
        out.push(block);
    }

    fn code(&self, unit: &Unit, verbatim: &Verbatim) -> Block {
        let mut lines = unit.lines.clone();
        let (base, language) = match verbatim {
            Verbatim::Fenced(language) => {
                let base = self.arena.lines[lines.start].indent;
                lines = lines.start + 1..lines.end - 1;
                (base, language.clone())
            }
            Verbatim::Plain => {
                let filled = self.arena.lines[lines.clone()].iter().filter(|l| !l.is_blank());
                (filled.map(|l| l.indent).min().unwrap_or(0), None)
            }
        };
        let mut text = String::new();
        for (i, k) in lines.enumerate() {
            let line = &self.arena.lines[k];
            if i > 0 {
                text.push('\n');
            }
            for _ in 0..line.indent.saturating_sub(base).min(400) {
                text.push(' ');
            }
            text.push_str(line.of(self.arena.text));
        }
        Block::new(BlockKind::Code(CodeBlock { language, text, links: Vec::new() }), self.span(unit))
    }

    /// The paragraphs of a stanza: its lines, and those that say whose they are.
    fn stanzas(&self, unit: &Unit) -> Vec<Block> {
        let block = |lines: std::ops::Range<usize>, breaks| {
            let (start, end) = self.arena.extent(&lines);
            let content = self.inlines.lines(self.source, self.arena, lines, breaks);
            Block::paragraph(content, self.source.span(start as usize..end as usize))
        };
        let mut out = Vec::new();
        let mut from = unit.lines.start;
        for k in unit.lines.start + 1..unit.lines.end {
            if segment::is_attribution(self.arena.content(k)) {
                if k > from {
                    out.push(block(from..k, true));
                }
                out.push(block(k..k + 1, false).role(Role::Attribution));
                from = k + 1;
            }
        }
        if from < unit.lines.end {
            out.push(block(from..unit.lines.end, true));
        }
        out
    }

    fn definitions(&self, list: &[(std::ops::Range<usize>, Vec<Unit>)], span: Span) -> Block {
        let definitions = list
            .iter()
            .map(|(term, inside)| {
                let (start, end) = self.arena.extent(term);
                document::Definition {
                    terms: vec![self.inlines.lines(self.source, self.arena, term.clone(), false)],
                    definitions: vec![self.blocks(inside)],
                    span: Some(self.source.span(start as usize..end as usize)),
                }
            })
            .collect();
        Block::new(BlockKind::Definitions(definitions), span)
    }

    fn list(&self, list: &ListShape, span: Span) -> Block {
        let items = list
            .items
            .iter()
            .map(|item| ListItem {
                number: None,
                blocks: self.blocks(&item.units),
                task: item.task,
                span: Some(self.source.span(item.line.start as usize..item.line.end as usize)),
            })
            .collect();
        Block::new(BlockKind::List(List { marker: list.marker, tight: list.tight, items }), span)
    }

    fn table(&self, table: &TableShape, span: Span) -> Block {
        let mut made = Table {
            columns: table.columns.iter().map(|&align| Column { align, width: None }).collect(),
            ..Table::default()
        };
        made.caption = self.inlines.lines(self.source, self.arena, table.caption.clone(), false);
        for (i, row) in table.rows.iter().enumerate() {
            let header = i < table.head;
            let mut cells: Vec<Cell> = row
                .iter()
                .map(|ranges| {
                    let content = self.inlines.ranges(self.source, self.arena.text, ranges.iter().cloned(), false);
                    let place = match (ranges.first(), ranges.last()) {
                        (Some(a), Some(b)) => Some(self.source.span(a.start as usize..b.end as usize)),
                        _ => None,
                    };
                    let blocks = if content.is_empty() { Vec::new() } else { vec![Block::paragraph(content, place)] };
                    Cell { header, ..Cell::new(blocks, place) }
                })
                .collect();
            cells.resize_with(made.columns.len(), || Cell { header, ..Cell::new(Vec::new(), None) });
            let first = cells.iter().filter_map(|c| c.span).reduce(Span::to);
            let row = Row { cells, span: first };
            if header { made.head.push(row) } else { made.body.push(row) }
        }
        Block::new(BlockKind::Table(made), span)
    }
}
