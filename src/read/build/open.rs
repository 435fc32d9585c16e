//! Open elements during building: blocks, inline elements, verbatim text.

use super::table::TableBuilder;
use crate::document::{
    Align, Attributes, Block, Cell, Definition, Image, Inline, ListItem, ListMarker, Markup, NoteId, Placement, Role,
    Target,
};
use crate::source::Span;

/// Kind of an open block.
#[derive(Debug)]
pub(crate) enum OpenBlockKind {
    /// The document root.
    Root,
    /// Running text.
    Paragraph,
    /// A heading of this level, unlisted or not.
    Heading(u8, bool),
    /// A quotation.
    Quote,
    /// A group of blocks.
    Group(Option<Role>),
    /// A list ([`OpenBlockKind::list`]).
    List(OpenList),
    /// An item: task state, and explicit number.
    Item { task: Option<bool>, number: Option<u64> },
    /// A list of definitions ([`OpenBlockKind::definitions`]), with those closed so far.
    Definitions(Vec<Definition>),
    /// A term.
    Term,
    /// A definition.
    Definition,
    /// A table ([`OpenBlockKind::table`]).
    Table(Box<TableBuilder>),
    /// A row ([`OpenBlockKind::row`]), with the cells closed so far.
    Row(Vec<Cell>),
    /// A cell.
    Cell(Cell),
    /// A figure ([`OpenBlockKind::figure`]) with its placement, and its caption so far.
    Figure(Placement, Vec<Inline>),
    /// The caption of a table or a figure.
    Caption,
    /// The visible line of collapsible content.
    Summary,
    /// Verbatim text with its language.
    Pre(Option<String>),
    /// The text of a note.
    Note(NoteId),
}

/// An open list with its completed parts.
#[derive(Debug)]
pub(crate) struct OpenList {
    pub(super) marker: ListMarker,
    /// Whether its numbers are descending.
    pub(super) reversed: bool,
    /// Whether it was opened for an item outside a list.
    pub(super) implied: bool,
    /// Whether no item contains a paragraph.
    pub(super) tight: bool,
    pub(super) items: Vec<ListItem>,
}

/// Constructors for readers, without content.
impl OpenBlockKind {
    /// A list.
    pub(crate) fn list(marker: ListMarker) -> Self {
        OpenBlockKind::List(OpenList { marker, reversed: false, implied: false, tight: true, items: Vec::new() })
    }

    /// A list with descending numbers: from the marker's start, or from the item count if the start is 1.
    pub(crate) fn list_counting_down(marker: ListMarker) -> Self {
        OpenBlockKind::List(OpenList { marker, reversed: true, implied: false, tight: true, items: Vec::new() })
    }

    /// An implied list for an item outside a list; ends before anything but an item.
    pub(crate) fn implied_list() -> Self {
        let marker = ListMarker::Bullet;
        OpenBlockKind::List(OpenList { marker, reversed: false, implied: true, tight: true, items: Vec::new() })
    }

    /// An item without task state and explicit number.
    pub(crate) fn item() -> Self {
        OpenBlockKind::Item { task: None, number: None }
    }

    /// A list of definitions.
    pub(crate) fn definitions() -> Self {
        OpenBlockKind::Definitions(Vec::new())
    }

    /// A table with the alignment of its first columns.
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
    /// Whether it contains only text: blocks inside are converted to text.
    pub(crate) fn holds_text_only(&self) -> bool {
        matches!(
            self,
            OpenBlockKind::Heading(..) | OpenBlockKind::Term | OpenBlockKind::Caption | OpenBlockKind::Summary
        )
    }

    /// Whether it adds a nesting level and may be flattened.
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

    /// Whether it is valid only in another kind: an item in a list, a cell in a row.
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
    /// The tag that opened it; empty if opened by `begin`, or implied.
    pub(crate) tag: &'static str,
    /// Whether it was opened by `begin`: nothing inside can close it.
    pub(crate) own: bool,
    pub(crate) attributes: Attributes,
    pub(crate) span: Span,
    /// Completed child blocks.
    pub(crate) blocks: Vec<Block>,
    /// Text since the last child block.
    pub(crate) line: Vec<Inline>,
}

/// An open inline element.
#[derive(Clone, Debug)]
pub(crate) struct OpenInline {
    pub(crate) what: OpenInlineKind,
    /// The tag that opened it; empty if opened by `begin_inline`.
    pub(crate) tag: &'static str,
    /// Its number among the elements opened by `begin_inline`; `None` if opened by tag.
    pub(super) own: Option<usize>,
    pub(crate) attributes: Attributes,
    pub(crate) span: Span,
    /// Number of blocks open when it was opened.
    pub(crate) depth: usize,
    /// Whether it continues from an earlier line, so that it is dropped if empty.
    pub(crate) continued: bool,
    pub(crate) content: Vec<Inline>,
}

/// Kind of an open inline element.
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
    /// An abbreviation with its expansion.
    Abbreviation(String),
    /// A span with attributes only.
    Span,
    /// Content between two texts.
    Between(&'static str, &'static str),
}

/// State of the open verbatim text.
#[derive(Debug, Default)]
pub(crate) struct VerbatimState {
    /// Its length in bytes, including text dropped at its start.
    pub(crate) length: usize,
    /// Whether the position is at the start of a line.
    pub(crate) begins: bool,
    /// Whether a block ended here, so that more text begins a new line.
    pub(crate) due: bool,
    /// Ids of anchors in it.
    pub(crate) ids: Vec<String>,
    /// Number of earlier verbatim texts.
    pub(crate) number: usize,
}

/// The target of a link as written in the source.
pub(crate) fn target(address: &str) -> Target {
    match address.strip_prefix('#') {
        Some(id) if !id.is_empty() => Target::Internal(id.to_owned()),
        _ => Target::External(address.to_owned()),
    }
}
