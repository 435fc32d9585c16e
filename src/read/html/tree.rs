//! Start tags, end tags and text in, blocks out: the one builder behind the HTML and the Markdown reader.
//!
//! Open blocks are [`Frame`]s on a stack; open inline elements stand on a second one ([`super::line`]). Where a
//! block begins or ends, the text so far becomes a paragraph and the inline elements go on in the next one, so
//! that `<b><p>…</p><p>…</p></b>` is bold twice. Markdown's own containers are frames like the others, but no
//! tag closes them: what HTML leaves open inside one ends with it.

use super::element::Section;
use super::line::OpenInline;
use super::table::Rows;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{
    Attributes, Block, BlockKind, Definition, Figure, Heading, Inline, InlineKind, List, ListItem, ListMarker, Note,
    NoteId, Placement, Role, normalize,
};
use crate::read::MAX_DEPTH;
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What an open block is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The document.
    Root,
    /// Running text.
    Paragraph,
    /// A heading of this level, unlisted or not.
    Heading(u8, bool),
    /// A quotation.
    Quote,
    /// Blocks that belong together.
    Group(Option<Role>),
    /// A list; implied: opened by an item without one.
    List { marker: ListMarker, items: Vec<ListItem>, tight: bool, implied: bool },
    /// An item, perhaps a task.
    Item(Option<bool>),
    /// A list of definitions.
    Definitions(Vec<Definition>),
    /// A term.
    Term,
    /// What a term means.
    Definition,
    /// A table.
    Table(Box<Rows>),
    /// A row.
    Row(Vec<crate::document::Cell>),
    /// A cell.
    Cell(crate::document::Cell),
    /// A figure and its caption so far.
    Figure(Vec<Inline>),
    /// The caption of a table or a figure.
    Caption,
    /// The visible line of details.
    Summary,
    /// Verbatim text in a language.
    Pre(Option<String>),
    /// The text of a note.
    Note(NoteId),
}

impl Kind {
    /// Whether it holds text only: blocks inside are taken as text.
    pub(super) fn holds_text_only(&self) -> bool {
        matches!(self, Kind::Heading(..) | Kind::Term | Kind::Caption | Kind::Summary)
    }

    /// Whether it begins a level of nesting, and so may be flattened.
    fn nests(&self) -> bool {
        matches!(
            self,
            Kind::Quote | Kind::Group(_) | Kind::List { .. } | Kind::Definitions(_) | Kind::Table(_) | Kind::Figure(_)
        )
    }

    /// Whether it has its place only in another kind: an item in a list, a cell in a row.
    pub(crate) fn is_part(&self) -> bool {
        matches!(
            self,
            Kind::Item(_)
                | Kind::Term
                | Kind::Definition
                | Kind::Row(_)
                | Kind::Cell(_)
                | Kind::Caption
                | Kind::Note(_)
        )
    }
}

/// An open block.
#[derive(Debug)]
pub(crate) struct Frame {
    /// What it is.
    pub(crate) kind: Kind,
    /// The name of the tag that opened it; empty: Markdown, or implied.
    pub(crate) tag: &'static str,
    /// Whether Markdown opened it.
    pub(crate) markdown: bool,
    pub(crate) attributes: Attributes,
    pub(crate) span: Span,
    /// Closed blocks inside it.
    pub(crate) blocks: Vec<Block>,
    /// Text since the last of them.
    pub(crate) line: Vec<Inline>,
}

/// What is done to the inlines of a line of this source.
type Polish = fn(&Source, &mut Vec<Inline>);

/// What a page hides, beside what it shows.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// Whether it is shown all the same.
    pub(crate) shown: bool,
    /// Whether what is dropped now is dropped since the page hides it.
    pub(crate) dropping: bool,
    /// How many bytes of text are hidden.
    pub(crate) bytes: usize,
    /// How many bytes of text are not.
    pub(crate) seen: usize,
}

impl Hidden {
    /// Whether so much is hidden that the page can't mean it: a script would show it.
    pub(crate) fn is_nearly_all(&self) -> bool {
        !self.shown && self.bytes > 9 * self.seen && self.bytes > 60
    }
}

/// A document being built.
#[derive(Debug)]
pub(crate) struct Tree<'s> {
    source: &'s Source,
    pub(crate) frames: Vec<Frame>,
    pub(crate) inlines: Vec<OpenInline>,
    /// Markdown containers that were not opened, since they are nested too deep.
    pub(crate) flattened: usize,
    /// Inline elements that were not opened, for the same reason: Markdown's, and by tag.
    pub(crate) flattened_inlines: usize,
    pub(crate) flattened_tags: BTreeMap<&'static str, usize>,
    /// What is known of the verbatim text that is open.
    pub(super) verbatim: super::verbatim::Verbatim,
    /// The formula or the drawing that is open.
    pub(super) foreign: Option<super::foreign::Foreign>,
    /// What is known of formulas here.
    pub(super) formulas: super::formula::Formulas,
    /// Names of rows and parts of tables, which the next cell takes.
    pub(crate) waiting_ids: Vec<String>,
    /// Elements whose text is dropped, from the outermost on.
    pub(crate) dropped: Vec<String>,
    /// What the page hides.
    pub(crate) hidden: Hidden,
    notes: Vec<Option<Note>>,
    labels: BTreeMap<String, NoteId>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) told: BTreeSet<String>,
    /// What is done to the inlines of each line before its white space is normalized.
    polish: Polish,
}

/// What was built.
pub(crate) struct Built {
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<Note>,
    pub(crate) diagnostics: Diagnostics,
}

impl<'s> Tree<'s> {
    /// An empty document for a source from byte `start` on; `polish` is called with the inlines of each line.
    pub(crate) fn new(source: &'s Source, start: usize, polish: Polish) -> Self {
        let root = Frame {
            kind: Kind::Root,
            tag: "",
            markdown: true,
            attributes: Attributes::default(),
            span: source.span(start..source.text().len()),
            blocks: Vec::new(),
            line: Vec::new(),
        };
        Tree {
            source,
            frames: vec![root],
            inlines: Vec::new(),
            flattened: 0,
            flattened_inlines: 0,
            flattened_tags: BTreeMap::new(),
            verbatim: super::verbatim::Verbatim::default(),
            foreign: None,
            formulas: super::formula::Formulas::default(),
            waiting_ids: Vec::new(),
            dropped: Vec::new(),
            hidden: Hidden::default(),
            notes: Vec::new(),
            labels: BTreeMap::new(),
            diagnostics: Diagnostics::new(),
            told: BTreeSet::new(),
            polish,
        }
    }

    /// Closes what is open.
    pub(crate) fn finish(mut self) -> Built {
        let end = self.top().span;
        self.finish_foreign(end);
        while self.frames.len() > 1 {
            self.close_top(end);
        }
        self.flush();
        let notes = self
            .notes
            .into_iter()
            .map(|note| note.unwrap_or_else(|| Note { label: String::new(), blocks: Vec::new(), span: None }));
        Built {
            blocks: std::mem::take(&mut self.frames[0].blocks),
            notes: notes.collect(),
            diagnostics: self.diagnostics,
        }
    }

    /// The innermost open block.
    pub(crate) fn top(&self) -> &Frame {
        self.frames.last().expect("the root is never closed")
    }

    /// The innermost open block.
    pub(crate) fn top_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root is never closed")
    }

    /// Whether no block is open.
    pub(crate) fn is_at_root(&self) -> bool {
        self.frames.len() == 1
    }

    /// The innermost open block that is not a paragraph.
    pub(crate) fn item(&mut self) -> &mut Frame {
        let at = self.frames.iter().rposition(|f| !matches!(f.kind, Kind::Paragraph)).unwrap_or(0);
        &mut self.frames[at]
    }

    /// Says something once for each `key`.
    pub(crate) fn tell_once(&mut self, key: &str, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.told.insert(key.to_owned()) {
            let diagnostic = diagnostic();
            self.diagnostics.push(diagnostic);
        }
    }

    /// The note with this label, defined or not yet.
    pub(crate) fn note(&mut self, label: &str) -> NoteId {
        let next = NoteId(self.notes.len() as u32);
        let id = *self.labels.entry(label.to_owned()).or_insert(next);
        if id == next {
            self.notes.push(None);
        }
        id
    }

    /// The id for a new definition of a note: a second one under the same label is a note of its own.
    pub(crate) fn define_note(&mut self, label: &str, span: Span) -> NoteId {
        let mut id = self.note(label);
        if self.notes[id.0 as usize].is_some() {
            id = NoteId(self.notes.len() as u32);
            self.notes.push(None);
        }
        let note = Note { label: label.to_owned(), blocks: Vec::new(), span: Some(span) };
        self.notes[id.0 as usize] = Some(note);
        id
    }

    /// Opens a block of Markdown's; where it is nested too deep, what it holds goes to the block around it.
    pub(crate) fn open_markdown(&mut self, kind: Kind, attributes: Attributes, span: Span) {
        let skip = (self.flattened > 0 && (kind.nests() || kind.is_part())) || self.too_deep(&kind, span);
        if skip {
            self.flush();
            self.flattened += 1;
            return;
        }
        if let (Kind::Paragraph, Kind::Item(_)) = (&kind, &self.top().kind) {
            let n = self.frames.len();
            if let Some(Frame { kind: Kind::List { tight, .. }, .. }) = self.frames.get_mut(n.wrapping_sub(2)) {
                *tight = false;
            }
        }
        self.open(kind, "", true, attributes, span);
    }

    /// Closes the innermost block of Markdown's, with what HTML left open inside it. `container`: whether it may
    /// have been flattened.
    pub(crate) fn close_markdown(&mut self, container: bool, end: Span) {
        self.dropped.clear();
        if container && self.flattened > 0 {
            // What was flattened lies deeper than anything that was opened.
            self.flush();
            self.flattened -= 1;
            return;
        }
        while self.frames.len() > 1 {
            let markdown = self.top().markdown;
            self.close_top(end);
            if markdown {
                return;
            }
        }
    }

    /// Opens a block that a tag, or nothing at all, asks for.
    pub(crate) fn open(&mut self, kind: Kind, tag: &'static str, markdown: bool, attributes: Attributes, span: Span) {
        if !kind.is_part() {
            if matches!(self.top().kind, Kind::Pre(_)) {
                // No block stands in verbatim text: it ends here.
                self.close_top(span.at_start());
            }
            self.make_room(span);
        }
        self.flush();
        let (blocks, line) = (Vec::new(), Vec::new());
        self.frames.push(Frame { kind, tag, markdown, attributes, span, blocks, line });
    }

    /// Whether a block of this kind may not be opened here, for its depth. Says so, once.
    pub(crate) fn too_deep(&mut self, kind: &Kind, span: Span) -> bool {
        // Below the limit there must be room for the parts of what is opened: list and item, table, row and cell.
        let deep = kind.nests() && self.frames.len() + 4 > MAX_DEPTH;
        if deep {
            self.tell_once("nesting", || {
                Diagnostic::new(
                    &codes::NESTING_FLATTENED,
                    span.at_start(),
                    "blocks are nested too deep: from here on they are not nested further",
                )
                .help("nest quotations, lists and tables less")
            });
        }
        deep
    }

    /// Makes the innermost block one that can hold text or any block: text in a list is an item's, text in a row
    /// a cell's.
    pub(crate) fn make_room(&mut self, span: Span) {
        let (implied, close) = match &mut self.top_mut().kind {
            Kind::List { implied, .. } => (Some(Kind::Item(None)), *implied),
            Kind::Definitions(_) => (Some(Kind::Definition), false),
            Kind::Table(_) => (Some(Kind::Row(Vec::new())), false),
            Kind::Row(_) => (Some(Kind::Cell(crate::document::Cell::new(Vec::new(), None))), false),
            _ => return,
        };
        if close {
            self.close_top(span.at_start());
        } else if let Some(kind) = implied {
            let (blocks, line, attributes) = (Vec::new(), Vec::new(), Attributes::default());
            self.frames.push(Frame { kind, tag: "", markdown: false, attributes, span, blocks, line });
        }
        self.make_room(span);
    }

    /// Makes a paragraph of the text since the last block; in a block of text only, a space.
    pub(crate) fn flush(&mut self) {
        if matches!(self.top().kind, Kind::Pre(_)) {
            return;
        }
        if self.top().kind.holds_text_only() {
            let at = self.top().span;
            self.push_raw(" ", Some(at));
            self.close_inlines();
            return;
        }
        let line = self.take_line();
        if line.is_empty() {
            return;
        }
        let span = line.iter().filter_map(|i| i.span).reduce(Span::to);
        let frame = self.top_mut();
        let mut block = Block::paragraph(line, span);
        if let Kind::Paragraph = frame.kind {
            block.attributes = frame.attributes.clone();
            block.span = block.span.or(Some(frame.span));
        }
        frame.blocks.push(block);
    }

    /// The text since the last block, normalized, without what is not to be seen.
    fn take_line(&mut self) -> Vec<Inline> {
        self.close_inlines();
        let mut line = std::mem::take(&mut self.top_mut().line);
        if !line.is_empty() {
            if let Kind::Pre(_) = self.top().kind {
                return line;
            }
            (self.polish)(self.source, &mut line);
            normalize(&mut line);
        }
        while matches!(line.last(), Some(Inline { kind: InlineKind::LineBreak, .. })) {
            line.pop();
        }
        let leading = line.iter().take_while(|i| matches!(i.kind, InlineKind::LineBreak)).count();
        line.drain(..leading);
        // Most lines have one piece, and most cells one block; a list that grows has room for four.
        line.shrink_to_fit();
        line
    }

    /// Adds a finished block to the innermost one; a block of text takes its words.
    pub(crate) fn attach(&mut self, block: Block) {
        if !self.top().kind.holds_text_only() {
            return self.top_mut().blocks.push(block);
        }
        let frame = self.top_mut();
        crate::document::walk::blocks(std::slice::from_ref(&block), &mut |block| {
            frame.line.push(Inline::text(" ", block.span));
            match &block.kind {
                BlockKind::Code(code) => frame.line.push(Inline::new(InlineKind::Code(code.text.clone()), block.span)),
                BlockKind::Math(math) => frame.line.push(Inline::new(InlineKind::Math(math.clone()), block.span)),
                _ => crate::document::walk::for_each_inlines(block, &mut |list| frame.line.extend_from_slice(list)),
            }
        });
        frame.line.push(Inline::text(" ", block.span));
    }

    /// Closes the innermost block, which ends at `end`.
    pub(crate) fn close_top(&mut self, end: Span) {
        let mut line = self.take_line();
        let mut frame = self.frames.pop().expect("the root is never closed");
        let depth = self.frames.len();
        self.inlines.retain(|i| i.depth <= depth);
        self.flattened_tags.clear();
        let span = frame.span.up_to(end);
        let mut attributes = std::mem::take(&mut frame.attributes);
        if !line.is_empty() && !frame.kind.holds_text_only() && !matches!(frame.kind, Kind::Paragraph | Kind::Pre(_)) {
            let place = line.iter().filter_map(|i| i.span).reduce(Span::to);
            frame.blocks.push(Block::paragraph(std::mem::take(&mut line), place));
        }
        let mut blocks = frame.blocks;
        blocks.shrink_to_fit();
        let finished = match frame.kind {
            Kind::Root => return,
            Kind::Paragraph => {
                let whole = blocks.is_empty();
                blocks.into_iter().for_each(|block| self.attach(block));
                if line.is_empty() {
                    return self.keep_id(attributes, span, !whole);
                }
                let place = if whole { Some(span) } else { line.iter().filter_map(|i| i.span).reduce(Span::to) };
                return super::paragraph::finish(self, line, attributes, place);
            }
            Kind::Heading(level, unlisted) => BlockKind::Heading(Heading { level, content: line, unlisted }),
            Kind::Quote => BlockKind::Quote(blocks),
            Kind::Group(role) => {
                if attributes.is_empty() && role.is_none() {
                    return blocks.into_iter().for_each(|block| self.attach(block));
                }
                let mut block = Block::new(BlockKind::Group(blocks), span);
                block.attributes = Attributes { role: attributes.role.or(role), ..attributes };
                return super::paragraph::finish_group(self, block);
            }
            Kind::List { marker, items, tight, .. } => {
                let mut list = List { marker, tight, items };
                if let Some(at) = attributes.pairs.iter().position(|(name, _)| name == "reversed") {
                    attributes.pairs.remove(at);
                    count_down(&mut list);
                }
                BlockKind::List(list)
            }
            Kind::Item(task) => {
                if let Kind::List { items, .. } = &mut self.top_mut().kind {
                    let number = attributes.get("value").and_then(|value| value.parse().ok());
                    let blocks = super::paragraph::said(blocks, &attributes, span);
                    items.push(ListItem { blocks, task, number, span: Some(span) });
                }
                return;
            }
            Kind::Definitions(list) => {
                if let Some(Kind::Definitions(whole)) = self.frames.last_mut().map(|f| &mut f.kind) {
                    // A part of the list.
                    return join_entries(whole, list);
                }
                BlockKind::Definitions(list)
            }
            Kind::Term => {
                if let Kind::Definitions(list) = &mut self.top_mut().kind {
                    match list.last_mut() {
                        Some(last) if last.definitions.is_empty() => last.terms.push(line),
                        _ => list.push(Definition { terms: vec![line], definitions: vec![], span: Some(span) }),
                    }
                }
                return;
            }
            Kind::Definition => {
                let blocks = super::paragraph::said(blocks, &attributes, span);
                if let Kind::Definitions(list) = &mut self.top_mut().kind {
                    match list.last_mut() {
                        Some(last) => last.definitions.push(blocks),
                        None => list.push(Definition { terms: vec![], definitions: vec![blocks], span: Some(span) }),
                    }
                }
                return;
            }
            Kind::Table(rows) => {
                let mut table = rows.finish();
                if let Some(blocks) = super::verbatim::code_beside_numbers(&mut table) {
                    self.tell_numbers(span);
                    return blocks.into_iter().for_each(|block| self.attach(block));
                }
                BlockKind::Table(table)
            }
            Kind::Row(cells) => {
                if let Kind::Table(rows) = &mut self.top_mut().kind {
                    rows.push(crate::document::Row { cells, span: Some(span) });
                }
                return;
            }
            Kind::Cell(mut cell) => {
                if let Kind::Row(cells) = &mut self.top_mut().kind {
                    (cell.blocks, cell.span) = (super::paragraph::said(blocks, &attributes, span), Some(span));
                    cells.push(cell);
                }
                return;
            }
            Kind::Figure(caption) => {
                let placement = attributes.classes.iter().find_map(|class| match class.as_str() {
                    "float" => Some(Placement::Float),
                    "top" => Some(Placement::Top),
                    "bottom" => Some(Placement::Bottom),
                    _ => None,
                });
                BlockKind::Figure(Figure { blocks, caption, placement: placement.unwrap_or_default() })
            }
            Kind::Caption => {
                // Each further caption is a line of the first.
                let caption = match &mut self.top_mut().kind {
                    Kind::Figure(caption) => caption,
                    Kind::Table(rows) => &mut rows.caption,
                    _ => return self.attach(Block::paragraph(line, span)),
                };
                if !caption.is_empty() && !line.is_empty() {
                    caption.push(Inline::new(InlineKind::LineBreak, span));
                }
                caption.extend(line);
                return;
            }
            Kind::Summary => {
                let mut block = Block::paragraph(line, span).role(Role::Summary);
                block.attributes = Attributes { role: block.attributes.role, ..attributes };
                return self.attach(block);
            }
            Kind::Pre(language) => {
                let blocks = self.verbatim_blocks(line, language, (attributes, !frame.markdown), span);
                return blocks.into_iter().for_each(|block| super::paragraph::finish_group(self, block));
            }
            Kind::Note(id) => {
                if let Some(note) = &mut self.notes[id.0 as usize] {
                    (note.blocks, note.span) = (blocks, Some(span));
                }
                return;
            }
        };
        let mut block = Block::new(finished, span);
        block.attributes = attributes;
        super::paragraph::finish_group(self, block);
    }

    /// An empty paragraph with an id is a place that links lead to.
    fn keep_id(&mut self, attributes: Attributes, span: Span, has_blocks: bool) {
        if attributes.id.is_some() && !has_blocks {
            let attributes = Attributes { id: attributes.id, ..Attributes::default() };
            let anchor = Inline::new(InlineKind::Span(attributes, Vec::new()), span);
            self.attach(Block::paragraph(vec![anchor], span));
        }
    }

    /// Adds a finished block where the text stands.
    pub(crate) fn push_block(&mut self, block: Block) {
        if !self.dropped.is_empty() {
            return;
        }
        if self.top().kind.holds_text_only() {
            return self.flush();
        }
        self.make_room(block.span.unwrap_or(self.top().span));
        self.flush();
        self.attach(block);
    }

    /// The part of the innermost table that rows go to.
    pub(crate) fn set_section(&mut self, section: Section) {
        if let Kind::Table(rows) = &mut self.top_mut().kind {
            rows.section = section;
        }
    }
}

/// Numbers the items of a list from its start, or else from their count, down (HTML, 4.4.5).
fn count_down(list: &mut List) {
    let count = list.items.len() as u64;
    let ListMarker::Ordered { start, .. } = &mut list.marker else { return };
    // The start that nobody named is 1; to name that says the same only for lists of one item.
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

/// Adds a part of a list of definitions; one without a term belongs to the term before.
fn join_entries(whole: &mut Vec<Definition>, mut part: Vec<Definition>) {
    if let (Some(last), Some(first)) = (whole.last_mut(), part.first_mut())
        && first.terms.is_empty()
    {
        last.definitions.append(&mut first.definitions);
        part.remove(0);
    }
    whole.append(&mut part);
}
