//! [`Document`] → [`Flow`]: every property resolved, and the logical tree, which is known here and nowhere later.
//!
//! Blocks are walked in reading order; each becomes one or a few [`FlowItem`]s and nodes. Footnotes become nodes right
//! behind the block that holds their first mark, so that the tree never interrupts a sentence.

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

/// Resolves every property of a document in a theme.
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

/// The pass's state.
struct Styler<'a> {
    document: &'a Document,
    theme: &'a Theme,
    /// Whether formulas have the elements of MathML.
    mathematics: bool,
    area: TypeArea,
    language: Language,
    flow: Flow,
    /// What an earlier pass found of the pages.
    known: &'a PriorPass,
    /// The numbers of the notes, but for those of pages.
    numbers: NoteNumbers,
    /// Which notes have had their first mark, or were set without one.
    met: Vec<bool>,
    /// How many figures with captions there were, and how many tables: lists of them lead to them by number.
    figures: usize,
    tables: usize,
    /// How many notes are being set, one in the other.
    in_notes: usize,
    note_nodes: Vec<Option<NodeId>>,
    /// Notes whose marks were set and whose nodes are still to come, with the marks' nodes.
    waiting: Vec<(NoteId, NodeId)>,
    /// The entries of contents lists, with the names of what they lead to.
    listed: Vec<(NodeId, String)>,
    /// Whether the block before was a paragraph of running text: the next one is indented.
    follows_paragraph: bool,
    /// Whether a chapter, or the text, has just begun: its first paragraph may have a drop capital.
    opens: bool,
    /// Whether the lines at the end (credits and the like) have begun.
    in_tail: bool,
    /// How many headings there were: those without a name are called by their number.
    headings: usize,
    /// The levels of the headings that the outline goes down.
    reached: Vec<u8>,
    diagnostics: &'a mut Diagnostics,
}

impl Styler<'_> {
    /// Sets blocks one below the other.
    fn blocks(&mut self, blocks: &[Block], frame: &BlockFrame) {
        for block in blocks {
            self.block(block, frame);
        }
    }

    /// Adds an item and gives it its block's name.
    fn push(&mut self, item: FlowItem) -> &mut FlowItem {
        self.flow.items.push(item);
        self.flow.items.last_mut().expect("an item was just added")
    }

    /// An item at a frame's place.
    fn item(&self, content: FlowContent, frame: &BlockFrame) -> FlowItem {
        FlowItem { content, left: frame.left, width: frame.width, panel: frame.panel, ..FlowItem::default() }
    }

    /// Adds a node below a frame's.
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

    /// White space around everything from item `start` on.
    fn around(&mut self, start: usize, before: Length, after: Length) {
        if let [first, ..] = &mut self.flow.items[start..] {
            first.before = first.before.max(before);
        }
        if let [.., last] = &mut self.flow.items[start..] {
            last.after = last.after.max(after);
        }
    }

    /// Gives the first item from `start` on a name for links.
    fn name(&mut self, start: usize, name: &str, node: NodeId) {
        if let Some(item) = self.flow.items.get_mut(start) {
            item.extra().destinations.push((name.to_owned(), node));
        }
    }

    /// Makes the nodes and the text of the notes whose marks were just set, as children of a frame's node.
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

    /// Makes the notes that nothing refers to: they come last.
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

/// The name of a note, for links.
fn note_name(id: NoteId) -> String {
    format!("note-{}", id.number())
}

/// The name of a figure with a caption, for the list of figures; no name that a source gives has a colon.
fn figure_name(number: usize) -> String {
    format!("figure:{number}")
}

/// The name of a table with a caption.
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

/// Whether there is any block of this kind.
fn any_block(blocks: &[Block], wanted: impl Fn(&BlockKind) -> bool) -> bool {
    let mut found = false;
    walk::blocks(blocks, &mut |block| found |= wanted(&block.kind));
    found
}
