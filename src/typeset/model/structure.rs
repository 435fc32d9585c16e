//! The logical structure tree. Built by the style pass in document order; items on pages refer to its nodes.

use crate::document::Direction;

/// Index into [`Structure::nodes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The logical tree. Node 0 is the document; a node's children come after it, in reading order.
#[derive(Debug, Default)]
pub struct Structure {
    /// All nodes, in document order: a parent before its children, siblings in reading order.
    pub nodes: Vec<StructNode>,
}

impl Structure {
    /// Appends a node as the last child of `parent`.
    pub fn add(&mut self, role: StructRole, parent: Option<NodeId>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(StructNode { role, parent, properties: None });
        id
    }

    /// The nearest link element among a node and its ancestors.
    pub fn link_of(&self, id: NodeId) -> Option<NodeId> {
        let mut next = Some(id);
        while let Some(id) = next {
            let node = &self.nodes[id.0 as usize];
            if node.role == StructRole::Link {
                return Some(id);
            }
            next = node.parent;
        }
        None
    }

    /// The node itself or, for a text node, the element that contains it.
    pub fn element_of(&self, id: NodeId) -> NodeId {
        let node = &self.nodes[id.0 as usize];
        if node.role == StructRole::Text { node.parent.unwrap_or(id) } else { id }
    }

    /// The rarely used properties of a node, allocated on first use.
    pub fn properties(&mut self, id: NodeId) -> &mut Properties {
        self.nodes[id.0 as usize].properties.get_or_insert_default()
    }
}

/// A node of the logical tree.
#[derive(Clone, Debug, PartialEq)]
pub struct StructNode {
    /// What it is.
    pub role: StructRole,
    /// Its parent; `None` for node 0 only.
    pub parent: Option<NodeId>,
    /// Rarely used properties.
    pub properties: Option<Box<Properties>>,
}

/// Rarely used properties of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    /// Alternate description.
    pub alt: Option<String>,
    /// Replacement text (ActualText).
    pub actual_text: Option<String>,
    /// Expansion of an abbreviation.
    pub expansion: Option<String>,
    /// Its language, where it differs from its parent's (BCP 47).
    pub language: Option<String>,
    /// Writing mode, where the element states one (ISO 32000-1, 14.8.5.4.2: WritingMode).
    pub direction: Option<Direction>,
    /// A title.
    pub title: Option<String>,
    /// A name, unique in the document (notes, header cells).
    pub id: Option<String>,
    /// The names of the header cells of a cell.
    pub headers: Vec<String>,
    /// Whether a header cell applies to its row, its column or both.
    pub scope: Option<Scope>,
    /// Columns a cell covers, where more than one.
    pub column_span: Option<u16>,
    /// Rows a cell covers, where more than one.
    pub row_span: Option<u16>,
    /// How a list is numbered.
    pub numbering: Option<Numbering>,
    /// Its MathML element ([`StructRole::Mathematics`]).
    pub mathematics: Option<MathElement>,
    /// The node it refers to: from a note's mark ([`StructRole::Reference`]) to the note, from a contents entry to its
    /// heading, figure or table.
    pub reference: Option<NodeId>,
}

/// An element of MathML.
#[derive(Clone, Debug, PartialEq)]
pub struct MathElement {
    /// Its name.
    pub name: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, String)>,
}

/// Role of a node. The names are those of ISO 32000-1, 14.8.4, except [`StructRole::Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StructRole {
    /// **Not an element**: a text node directly in the parent. Where text and elements are mixed (a paragraph with a
    /// link), each stretch of text gets such a node, so that the tree holds the reading order.
    Text,
    /// The root.
    Document,
    /// A part of a book.
    Part,
    /// An article of its own.
    Article,
    /// A section, a chapter.
    Section,
    /// A group without meaning of its own.
    Division,
    /// A quotation of one or more blocks.
    BlockQuote,
    /// A caption of a figure or a table.
    Caption,
    /// A contents list.
    Contents,
    /// An entry of a contents list.
    ContentsItem,
    /// The document title (PDF 2.0 `Title`; before: `H1` or a paragraph, as the writer chooses).
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// An item's bullet or number; a term.
    Label,
    /// Content of a list item; definition of a term.
    ListBody,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A header cell.
    HeaderCell,
    /// A data cell.
    DataCell,
    /// The rows of a table's head.
    TableHead,
    /// The rows of a table's body.
    TableBody,
    /// The rows of a table's foot.
    TableFoot,
    /// A piece of text with a property (language, expansion).
    Span,
    /// Emphasis (PDF 2.0 `Em`; before: `Span`).
    Emphasis,
    /// Strong emphasis (PDF 2.0 `Strong`; before: `Span`).
    Strong,
    /// A quotation in the line.
    Quote,
    /// A footnote.
    Note,
    /// The mark of a footnote, or another reference within the document.
    Reference,
    /// Code; a block of it is a `Code` in a paragraph.
    Code,
    /// A link.
    Link,
    /// An image or drawing.
    Figure,
    /// A formula.
    Formula,
    /// A MathML element in a formula, if requested (PDF 2.0).
    Mathematics,
    /// Parts of a formula that no MathML element contains: fraction lines, root signs.
    MathematicalSign,
    /// Content beside the main text (PDF 2.0 `Aside`; before: `Sect`).
    Aside,
}

/// Scope of a header cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Its row.
    Row,
    /// Its column.
    Column,
    /// Both.
    Both,
}

/// How a list is numbered (ISO 32000-1, table 347; ISO 32000-2, table 382).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// A description list: the labels are terms.
    Description,
    /// •
    Disc,
    /// ◦
    Circle,
    /// ▪
    Square,
    /// 1
    Decimal,
    /// I
    UpperRoman,
    /// i
    LowerRoman,
    /// A
    UpperAlpha,
    /// a
    LowerAlpha,
}
