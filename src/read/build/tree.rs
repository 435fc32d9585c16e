//! The stack of open blocks, and content rules.
//!
//! Open blocks ([`OpenBlock`]) and open inline elements ([`super::line`]) are on two stacks. Where a block begins or
//! ends, the text so far becomes a paragraph, and open inline elements are continued in the next one: bold text over
//! two paragraphs becomes two bold texts. Blocks opened by [`DocumentBuilder::begin`] are closed only by
//! [`DocumentBuilder::end`]; those opened by tag ([`DocumentBuilder::open`]) end with their parent at the latest.

use super::open::{OpenBlock, OpenBlockKind, OpenInline, VerbatimState};
use super::table::TableSection;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Note, NoteId, normalize, walk};
use crate::read::MAX_DEPTH;
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Post-processing of a line's inlines.
pub(crate) type Polish = fn(&Source, &mut Vec<Inline>);

/// A document under construction.
#[derive(Debug)]
pub(crate) struct DocumentBuilder<'s> {
    source: &'s Source,
    pub(crate) frames: Vec<OpenBlock>,
    pub(crate) inlines: Vec<OpenInline>,
    /// Blocks begun by `begin` and not ended: stack index, or `None` if not opened because nested too deeply.
    begun: Vec<Option<usize>>,
    /// Number of inline elements begun by `begin_inline` and not ended, opened or not.
    pub(super) begun_inlines: usize,
    /// Number of elements not opened because nested too deeply, by tag.
    pub(crate) flattened_tags: BTreeMap<&'static str, usize>,
    /// State of the open verbatim text.
    pub(crate) verbatim: VerbatimState,
    pub(super) notes: Vec<Option<Note>>,
    labels: BTreeMap<String, NoteId>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) told: BTreeSet<String>,
    /// Applied to the inlines of each line before white space is normalized.
    polish: Polish,
}

/// The result of building.
pub(crate) struct Built {
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<Note>,
    pub(crate) diagnostics: Diagnostics,
}

impl<'s> DocumentBuilder<'s> {
    /// An empty document for a source from byte `start` on; `polish` is applied to the inlines of each line.
    pub(crate) fn new(source: &'s Source, start: usize, polish: Polish) -> Self {
        let root = OpenBlock {
            kind: OpenBlockKind::Root,
            tag: "",
            own: true,
            attributes: Attributes::default(),
            span: source.span(start..source.text().len()),
            blocks: Vec::new(),
            line: Vec::new(),
        };
        DocumentBuilder {
            source,
            frames: vec![root],
            inlines: Vec::new(),
            begun: Vec::new(),
            begun_inlines: 0,
            flattened_tags: BTreeMap::new(),
            verbatim: VerbatimState::default(),
            notes: Vec::new(),
            labels: BTreeMap::new(),
            diagnostics: Diagnostics::new(),
            told: BTreeSet::new(),
            polish,
        }
    }

    /// Closes everything that is open.
    pub(crate) fn finish(mut self) -> Built {
        let end = self.top().span;
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
    pub(crate) fn top(&self) -> &OpenBlock {
        self.frames.last().expect("the root is never closed")
    }

    /// The innermost open block.
    pub(crate) fn top_mut(&mut self) -> &mut OpenBlock {
        self.frames.last_mut().expect("the root is never closed")
    }

    /// Whether no block is open.
    pub(crate) fn is_at_root(&self) -> bool {
        self.frames.len() == 1
    }

    /// The innermost open block that is not a paragraph.
    pub(crate) fn item(&mut self) -> &mut OpenBlock {
        let at = self.frames.iter().rposition(|f| !matches!(f.kind, OpenBlockKind::Paragraph)).unwrap_or(0);
        &mut self.frames[at]
    }

    /// Adds a diagnostic once per `key`.
    pub(crate) fn tell_once(&mut self, key: &str, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.told.insert(key.to_owned()) {
            let diagnostic = diagnostic();
            self.diagnostics.push(diagnostic);
        }
    }

    /// The id of the note with this label, defined or not yet.
    pub(crate) fn note(&mut self, label: &str) -> NoteId {
        let next = NoteId(self.notes.len() as u32);
        let id = *self.labels.entry(label.to_owned()).or_insert(next);
        if id == next {
            self.notes.push(None);
        }
        id
    }

    /// The id for a note definition; a second one with the same label gets a new id.
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

    /// Opens a block closed by [`DocumentBuilder::end`]; if nested too deeply, its content is added to the parent.
    pub(crate) fn begin(&mut self, kind: OpenBlockKind, attributes: Attributes, span: Span) {
        // Flatten everything within a flattened block.
        let flattens = (kind.nests() || kind.is_part()) && self.begun.contains(&None);
        if flattens || self.too_deep(&kind, span) {
            self.flush();
            return self.begun.push(None);
        }
        if let (OpenBlockKind::Paragraph, OpenBlockKind::Item { .. }) = (&kind, &self.top().kind) {
            let n = self.frames.len();
            if let Some(OpenBlock { kind: OpenBlockKind::List(list), .. }) = self.frames.get_mut(n.wrapping_sub(2)) {
                list.tight = false;
            }
        }
        self.open(kind, "", true, attributes, span);
        self.begun.push(Some(self.frames.len() - 1));
    }

    /// Ends the block begun last by [`DocumentBuilder::begin`], with everything open inside.
    pub(crate) fn end(&mut self, end: Span) {
        match self.begun.pop() {
            Some(Some(at)) => {
                while self.frames.len() > at {
                    self.close_top(end);
                }
            }
            Some(None) => self.flush(),
            None => {}
        }
    }

    /// Opens a block that is closed by its tag.
    pub(crate) fn open(
        &mut self,
        kind: OpenBlockKind,
        tag: &'static str,
        own: bool,
        attributes: Attributes,
        span: Span,
    ) {
        // A note is stored apart from the blocks around its definition.
        if !kind.is_part() && !matches!(kind, OpenBlockKind::Note(_)) {
            if matches!(self.top().kind, OpenBlockKind::Pre(_)) {
                // Verbatim text contains no blocks, so it ends here.
                self.close_top(span.at_start());
            }
            self.make_room(span);
        }
        self.flush();
        let (blocks, line) = (Vec::new(), Vec::new());
        self.frames.push(OpenBlock { kind, tag, own, attributes, span, blocks, line });
    }

    /// Whether a block of this kind would exceed the nesting limit, which is reported once.
    pub(crate) fn too_deep(&mut self, kind: &OpenBlockKind, span: Span) -> bool {
        // Leave room for the parts of what is opened: list and item; table, row and cell.
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

    /// Opens implied blocks so that text or blocks can be added: an item in a list, a cell in a row.
    pub(crate) fn make_room(&mut self, span: Span) {
        let (implied, close) = match &mut self.top_mut().kind {
            OpenBlockKind::List(list) => (Some(OpenBlockKind::item()), list.implied),
            OpenBlockKind::Definitions(_) => (Some(OpenBlockKind::Definition), false),
            OpenBlockKind::Table(_) => (Some(OpenBlockKind::row()), false),
            OpenBlockKind::Row(_) => (Some(OpenBlockKind::Cell(crate::document::Cell::new(Vec::new(), None))), false),
            _ => return,
        };
        if close {
            self.close_top(span.at_start());
        } else if let Some(kind) = implied {
            let (blocks, line, attributes) = (Vec::new(), Vec::new(), Attributes::default());
            self.frames.push(OpenBlock { kind, tag: "", own: false, attributes, span, blocks, line });
        }
        self.make_room(span);
    }

    /// Makes a paragraph of the text since the last block; a space in text-only blocks.
    pub(crate) fn flush(&mut self) {
        if matches!(self.top().kind, OpenBlockKind::Pre(_)) {
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
        if let OpenBlockKind::Paragraph = frame.kind {
            block.attributes = frame.attributes.clone();
            block.span = block.span.or(Some(frame.span));
        }
        frame.blocks.push(block);
    }

    /// The text since the last block, normalized, without leading and trailing line breaks.
    pub(super) fn take_line(&mut self) -> Vec<Inline> {
        self.close_inlines();
        let mut line = std::mem::take(&mut self.top_mut().line);
        if !line.is_empty() {
            if let OpenBlockKind::Pre(_) = self.top().kind {
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
        // Most lines have one inline and most cells one block, but vectors grow to four.
        line.shrink_to_fit();
        line
    }

    /// Adds a finished block to the innermost one, which takes its text if it is text-only.
    pub(crate) fn attach(&mut self, block: Block) {
        if !self.top().kind.holds_text_only() {
            return self.top_mut().blocks.push(block);
        }
        let frame = self.top_mut();
        walk::blocks(std::slice::from_ref(&block), &mut |block| {
            frame.line.push(Inline::text(" ", block.span));
            match &block.kind {
                BlockKind::Code(code) => frame.line.push(Inline::new(InlineKind::Code(code.text.clone()), block.span)),
                BlockKind::Math(math) => frame.line.push(Inline::new(InlineKind::Math(math.clone()), block.span)),
                _ => walk::for_each_inlines(block, &mut |list| frame.line.extend_from_slice(list)),
            }
        });
        frame.line.push(Inline::text(" ", block.span));
    }

    /// Adds a finished block after the current text.
    pub(crate) fn push_block(&mut self, block: Block) {
        if self.top().kind.holds_text_only() {
            return self.flush();
        }
        self.make_room(block.span.unwrap_or(self.top().span));
        self.flush();
        self.attach(block);
    }

    /// Sets the section of the innermost table to which rows are added.
    pub(crate) fn set_section(&mut self, section: TableSection) {
        if let OpenBlockKind::Table(rows) = &mut self.top_mut().kind {
            rows.section = section;
        }
    }
}
