//! What is open while a document is built: blocks, inline elements, verbatim text.

use super::table::TableBuilder;
use crate::document::{
    Align, Attributes, Block, Cell, Definition, Image, Inline, ListItem, ListMarker, Markup, NoteId, Placement, Role,
    Target,
};
use crate::source::Span;

/// What an open block is.
#[derive(Debug)]
pub(crate) enum OpenBlockKind {
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
    /// A list ([`OpenBlockKind::list`]).
    List(OpenList),
    /// An item: whether it is a task, done or not; the number that the source gives it.
    Item { task: Option<bool>, number: Option<u64> },
    /// A list of definitions ([`OpenBlockKind::definitions`]), with those closed so far.
    Definitions(Vec<Definition>),
    /// A term.
    Term,
    /// What a term means.
    Definition,
    /// A table ([`OpenBlockKind::table`]).
    Table(Box<TableBuilder>),
    /// A row ([`OpenBlockKind::row`]), with the cells closed so far.
    Row(Vec<Cell>),
    /// A cell.
    Cell(Cell),
    /// A figure ([`OpenBlockKind::figure`]): where it stands, and its caption so far.
    Figure(Placement, Vec<Inline>),
    /// The caption of a table or a figure.
    Caption,
    /// The visible line of details.
    Summary,
    /// Verbatim text in a language.
    Pre(Option<String>),
    /// The text of a note.
    Note(NoteId),
}

/// An open list, with what was closed in it.
#[derive(Debug)]
pub(crate) struct OpenList {
    pub(super) marker: ListMarker,
    /// Whether its numbers count down.
    pub(super) reversed: bool,
    /// Whether an item without a list opened it.
    pub(super) implied: bool,
    /// Whether none of its items holds a paragraph.
    pub(super) tight: bool,
    pub(super) items: Vec<ListItem>,
}

/// What a reader opens: nothing was closed in it yet.
impl OpenBlockKind {
    /// A list.
    pub(crate) fn list(marker: ListMarker) -> Self {
        OpenBlockKind::List(OpenList { marker, reversed: false, implied: false, tight: true, items: Vec::new() })
    }

    /// A list whose numbers count down: from the marker's start, or from the count of its items where that is 1.
    pub(crate) fn list_counting_down(marker: ListMarker) -> Self {
        OpenBlockKind::List(OpenList { marker, reversed: true, implied: false, tight: true, items: Vec::new() })
    }

    /// The list of an item that stands in none: it ends where something else than an item comes.
    pub(crate) fn implied_list() -> Self {
        let marker = ListMarker::Bullet;
        OpenBlockKind::List(OpenList { marker, reversed: false, implied: true, tight: true, items: Vec::new() })
    }

    /// An item that is no task and has no number of its own.
    pub(crate) fn item() -> Self {
        OpenBlockKind::Item { task: None, number: None }
    }

    /// A list of definitions.
    pub(crate) fn definitions() -> Self {
        OpenBlockKind::Definitions(Vec::new())
    }

    /// A table whose first columns are aligned like this.
    pub(crate) fn table(columns: Vec<Align>) -> Self {
        OpenBlockKind::Table(Box::new(TableBuilder::aligned(columns)))
    }

    /// A row.
    pub(crate) fn row() -> Self {
        OpenBlockKind::Row(Vec::new())
    }

    /// A figure.
    pub(crate) fn figure(placement: Placement) -> Self {
        OpenBlockKind::Figure(placement, Vec::new())
    }
}

impl OpenBlockKind {
    /// Whether it holds text only: blocks inside are taken as text.
    pub(crate) fn holds_text_only(&self) -> bool {
        matches!(
            self,
            OpenBlockKind::Heading(..) | OpenBlockKind::Term | OpenBlockKind::Caption | OpenBlockKind::Summary
        )
    }

    /// Whether it begins a level of nesting, and so may be flattened.
    pub(super) fn nests(&self) -> bool {
        matches!(
            self,
            OpenBlockKind::Quote
                | OpenBlockKind::Group(_)
                | OpenBlockKind::List(_)
                | OpenBlockKind::Definitions(_)
                | OpenBlockKind::Table(_)
                | OpenBlockKind::Figure(..)
        )
    }

    /// Whether it has its place only in another kind: an item in a list, a cell in a row.
    pub(crate) fn is_part(&self) -> bool {
        matches!(
            self,
            OpenBlockKind::Item { .. }
                | OpenBlockKind::Term
                | OpenBlockKind::Definition
                | OpenBlockKind::Row(_)
                | OpenBlockKind::Cell(_)
                | OpenBlockKind::Caption
        )
    }
}

/// An open block.
#[derive(Debug)]
pub(crate) struct OpenBlock {
    /// What it is.
    pub(crate) kind: OpenBlockKind,
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
    pub(crate) what: OpenInlineKind,
    /// The name that it was opened under, as a tag; empty: the reader's own.
    pub(crate) tag: &'static str,
    /// Of the reader's own elements that are open, the number of this one; none: it has a name.
    pub(super) own: Option<usize>,
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
pub(crate) enum OpenInlineKind {
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
pub(crate) struct VerbatimState {
    /// How many bytes it has, with those that are left out at its head.
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
