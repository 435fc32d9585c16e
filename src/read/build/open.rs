//! What is open while a document is built: blocks, inline elements, verbatim text.

use super::table::Rows;
use crate::document::{
    Attributes, Block, Cell, Definition, Image, Inline, ListItem, ListMarker, Markup, NoteId, Role, Target,
};
use crate::source::Span;

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
    Row(Vec<Cell>),
    /// A cell.
    Cell(Cell),
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
    pub(crate) fn holds_text_only(&self) -> bool {
        matches!(self, Kind::Heading(..) | Kind::Term | Kind::Caption | Kind::Summary)
    }

    /// Whether it begins a level of nesting, and so may be flattened.
    pub(super) fn nests(&self) -> bool {
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
    /// The name that it was opened under, as a tag; empty: the reader's own, or implied.
    pub(crate) tag: &'static str,
    /// Whether it is the reader's own: nothing inside it closes it.
    pub(crate) own: bool,
    pub(crate) attributes: Attributes,
    pub(crate) span: Span,
    /// Closed blocks inside it.
    pub(crate) blocks: Vec<Block>,
    /// Text since the last of them.
    pub(crate) line: Vec<Inline>,
}

/// An open inline element.
#[derive(Clone, Debug)]
pub(crate) struct OpenInline {
    pub(crate) what: What,
    /// The name that it was opened under, as a tag; empty: the reader's own.
    pub(crate) tag: &'static str,
    pub(crate) attributes: Attributes,
    pub(crate) span: Span,
    /// How many blocks were open when it was opened.
    pub(crate) depth: usize,
    /// Whether it goes on from an earlier line, so that it leaves nothing behind where it stays empty.
    pub(crate) continued: bool,
    pub(crate) content: Vec<Inline>,
}

/// What an open inline element is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Text with a markup.
    Styled(Markup),
    /// A link and its title.
    Link(Target, Option<String>),
    /// Verbatim text.
    Code,
    /// A picture; its content is the alternative text.
    Image(Box<Image>),
    /// A short form and what it stands for.
    Abbreviation(String),
    /// Only its attributes.
    Span,
    /// Between these two texts.
    Between(&'static str, &'static str),
}

/// What is known of the verbatim text that is being read.
#[derive(Debug, Default)]
pub(crate) struct Verbatim {
    /// How many bytes it has.
    pub(crate) length: usize,
    /// Whether a line begins here.
    pub(crate) begins: bool,
    /// Whether a block ended here, so that what follows begins a line.
    pub(crate) due: bool,
    /// The names of places in it.
    pub(crate) ids: Vec<String>,
    /// How many verbatim texts ended before it.
    pub(crate) number: usize,
}

/// Where a link leads, as the source writes it.
pub(crate) fn target(address: &str) -> Target {
    match address.strip_prefix('#') {
        Some(id) if !id.is_empty() => Target::Internal(id.to_owned()),
        _ => Target::External(address.to_owned()),
    }
}
