//! [`Document`] → [`Flow`]: resolves every property and builds the logical tree.
//!
//! Blocks are visited in reading order; each becomes one or more [`FlowItem`]s and nodes. The nodes of footnotes come
//! behind the block with their first mark, so that a note never interrupts a sentence.

mod aside;
mod block;
mod code;
mod figure;
mod formula;
mod frame;
mod front;
mod inline;
mod list;
mod mathematics;
mod table;

use super::TypesetInputs;
use super::known::PriorPass;
use super::model::*;
use crate::diagnostic::Diagnostics;
use crate::document::{Block, BlockKind, Direction, Document, Language, NoteId, NoteNumbers, walk};
use crate::theme::{NoteNumbering, Theme, TypeArea};
use frame::{BlockFrame, TextStyle};

/// Blocks nested deeper than this are set without further indent.
const DEEPEST: usize = 12;

/// Resolves the properties of a document in a theme.
pub(super) fn style(work: TypesetInputs<'_>, known: &PriorPass, diagnostics: &mut Diagnostics) -> Flow {
    let TypesetInputs { document, theme, mathematics } = work;
    let area = theme.type_area();
    let mut flow = Flow::default();
    let root = flow.structure.add(StructRole::Document, None);
    flow.notes = vec![Vec::new(); document.notes.len()];
    flow.title = document.metadata.title.clone().unwrap_or_default();
    let language = document.metadata.language.clone().unwrap_or_else(Language::english);
    flow.right_to_left = language.is_right_to_left();
    let frame = BlockFrame {
        align: None,
        left: Length::ZERO,
        width: area.width,
        parent: root,
        panel: None,
        text: TextStyle::running(theme),
        indent: theme.length(theme.text.indent),
        space: theme.length(theme.text.space),
        right_to_left: language.is_right_to_left(),
        language: language.tag().into(),
        bullets: 0,
        depth: 0,
    };
    let numbers = match theme.note.numbering {
        NoteNumbering::Chapter => NoteNumbers::by_chapter(document),
        NoteNumbering::Document | NoteNumbering::Page => NoteNumbers::default(),
    };
    let note_nodes = vec![None; document.notes.len()];
    let mut styler = Styler {
        document,
        theme,
        mathematics,
        area,
        language,
        flow,
        known,
        numbers,
        met: vec![false; document.notes.len()],
        figures: 0,
        tables: 0,
        in_notes: 0,
        note_nodes,
        waiting: Vec::new(),
        listed: Vec::new(),
        follows_paragraph: false,
        opens: false,
        in_tail: false,
        headings: 0,
        reached: Vec::new(),
        diagnostics,
    };
    styler.front(&frame);
    styler.lonely_notes(&frame);
    styler.refer();
    styler.flow
}

/// State of the pass.
struct Styler<'a> {
    document: &'a Document,
    theme: &'a Theme,
    /// Whether formulas get MathML elements.
    mathematics: bool,
    area: TypeArea,
    language: Language,
    flow: Flow,
    /// Page and note numbers of the previous layout.
    known: &'a PriorPass,
    /// Note numbers, except those counted per page.
    numbers: NoteNumbers,
    /// Which notes have been referred to, or were set without a reference.
    met: Vec<bool>,
    /// Number of captioned figures and tables so far, from which their destination names are made.
    figures: usize,
    tables: usize,
    /// Nesting depth of notes.
    in_notes: usize,
    note_nodes: Vec<Option<NodeId>>,
    /// Notes with a mark but without nodes yet, and the nodes of the marks.
    waiting: Vec<(NoteId, NodeId)>,
    /// Entries of contents lists with their destination names.
    listed: Vec<(NodeId, String)>,
    /// Whether the previous block was a paragraph of running text, so that the next is indented.
    follows_paragraph: bool,
    /// Whether a chapter or the text begins here, so that the next paragraph may get a drop capital.
    opens: bool,
    /// Whether the tail of the article (credits and the like) has begun.
    in_tail: bool,
    /// Number of headings so far, from which destination names are made.
    headings: usize,
    /// The levels of the enclosing outline entries.
    reached: Vec<u8>,
    diagnostics: &'a mut Diagnostics,
}

impl Styler<'_> {
    /// Sets blocks vertically.
    fn blocks(&mut self, blocks: &[Block], frame: &BlockFrame) {
        for block in blocks {
            self.block(block, frame);
        }
    }

    /// Adds an item and attaches the block's destination.
    fn push(&mut self, item: FlowItem) -> &mut FlowItem {
        self.flow.items.push(item);
        self.flow.items.last_mut().expect("an item was just added")
    }

    /// An item positioned by a frame.
    fn item(&self, content: FlowContent, frame: &BlockFrame) -> FlowItem {
        FlowItem { content, left: frame.left, width: frame.width, panel: frame.panel, ..FlowItem::default() }
    }

    /// Adds a child node to a frame's parent node.
    fn node(&mut self, role: StructRole, frame: &BlockFrame) -> NodeId {
        let node = self.flow.structure.add(role, Some(frame.parent));
        // Block-level elements state their writing mode (ISO 32000-1, 14.8.5.4).
        let lines = matches!(
            role,
            StructRole::Title
                | StructRole::Heading(_)
                | StructRole::Paragraph
                | StructRole::Caption
                | StructRole::Label
                | StructRole::ContentsItem
        );
        if frame.right_to_left && lines {
            self.flow.structure.properties(node).direction = Some(Direction::RightToLeft);
        }
        node
    }

    /// Adds space above and below the items from `start` on.
    fn around(&mut self, start: usize, before: Length, after: Length) {
        if let [first, ..] = &mut self.flow.items[start..] {
            first.before = first.before.max(before);
        }
        if let [.., last] = &mut self.flow.items[start..] {
            last.after = last.after.max(after);
        }
    }

    /// Adds a destination to the first item from `start` on.
    fn name(&mut self, start: usize, name: &str, node: NodeId) {
        if let Some(item) = self.flow.items.get_mut(start) {
            item.extra().destinations.push((name.to_owned(), node));
        }
    }

    /// Builds the notes whose marks were just set, as children of a frame's node.
    fn notes(&mut self, frame: &BlockFrame) {
        // Notes referred to within a note follow it and its siblings; they are not nested.
        if self.in_notes > 0 {
            return;
        }
        while !self.waiting.is_empty() {
            for (id, reference) in std::mem::take(&mut self.waiting) {
                let index = id.0 as usize;
                if self.note_nodes[index].is_none() {
                    self.note(id, frame);
                }
                self.flow.structure.properties(reference).reference = self.note_nodes[index];
            }
        }
    }

    /// Builds the notes without a reference, at the end of the document.
    fn lonely_notes(&mut self, frame: &BlockFrame) {
        for index in 0..self.note_nodes.len() {
            if self.note_nodes[index].is_none() {
                self.note(NoteId(index as u32), frame);
                self.notes(frame);
            }
        }
        if self.flow.items.is_empty() && !self.flow.notes.is_empty() {
            // Notes need a page with text above them.
            let nothing = self.item(FlowContent::Space(Length::ZERO), frame);
            self.push(nothing);
        }
    }

    fn note(&mut self, id: NoteId, frame: &BlockFrame) {
        let theme = self.theme;
        let referred = std::mem::replace(&mut self.met[id.0 as usize], true);
        let node = self.flow.structure.add(StructRole::Note, Some(frame.parent));
        self.flow.structure.properties(node).id = Some(note_name(id));
        self.note_nodes[id.0 as usize] = Some(node);
        let size = theme.length(theme.note.size);
        let mut text = TextStyle::running(theme);
        text = TextStyle { size, leading: theme.note.leading.of(size), ..text };
        let number = self.note_number(id);
        let label_width = size.scale(if number >= 100 { 21 } else { 15 }, 10);
        let column = BlockFrame {
            align: None,
            left: Length::ZERO,
            width: self.area.width,
            parent: node,
            panel: None,
            text,
            indent: theme.length(theme.text.indent),
            space: Length::ZERO,
            bullets: 0,
            depth: 1,
            language: self.language.tag().into(),
            right_to_left: self.language.is_right_to_left(),
        };
        let outer = std::mem::take(&mut self.flow.items);
        let follows = std::mem::replace(&mut self.follows_paragraph, false);
        let label_node = self.node(StructRole::Label, &column);
        let mut label = if referred {
            let link = self.flow.structure.add(StructRole::Link, Some(label_node));
            self.flow.structure.properties(link).title = Some("back to the text".to_owned());
            let mut label = self.plain(&number.to_string(), link, &column);
            label.links.push(LinkTarget::Destination(format!("{}-mark", note_name(id))));
            label.runs.iter_mut().for_each(|run| run.link = Some(0));
            label
        } else {
            self.plain(&number.to_string(), label_node, &column)
        };
        for run in &mut label.runs {
            run.features = FontFeatures { tabular_figures: true, ..FontFeatures::default() };
        }
        let document = self.document;
        self.in_notes += 1;
        self.blocks(&document.note(id).blocks, &column.inset(label_width, Length::ZERO));
        self.in_notes -= 1;
        if self.flow.items.is_empty() {
            let empty = self.plain("\u{a0}", node, &column);
            let mut item = self.item(FlowContent::Paragraph(empty), &column);
            item.artifact = true;
            self.push(item);
        }
        self.around(0, theme.length(theme.note.space), Length::ZERO);
        self.name(0, &note_name(id), node);
        let end = -size.scale(45, 100);
        self.flow.items[0].extra().label = Some(Label { text: label, end });
        self.flow.notes[id.0 as usize] = std::mem::replace(&mut self.flow.items, outer);
        self.follows_paragraph = follows;
    }
}

/// Destination name of a note.
fn note_name(id: NoteId) -> String {
    format!("note-{}", id.number())
}

/// Destination name of a captioned figure; the colon prevents clashes with ids of the source.
fn figure_name(number: usize) -> String {
    format!("figure:{number}")
}

/// Destination name of a captioned table.
fn table_name(number: usize) -> String {
    format!("table:{number}")
}

fn first_chars(text: &str, count: usize) -> String {
    let mut out: String = text.chars().take(count).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Whether any block, nested ones included, satisfies a condition.
fn any_block(blocks: &[Block], wanted: impl Fn(&BlockKind) -> bool) -> bool {
    let mut found = false;
    walk::blocks(blocks, &mut |block| found |= wanted(&block.kind));
    found
}
