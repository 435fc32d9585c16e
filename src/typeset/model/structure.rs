//! The logical tree of a set document: what PDF calls its structure. It is made by the style pass, where the
//! logic is known, in document order; the pages refer to its nodes.

use crate::document::Direction;

/// A node's place in [`Structure::nodes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The logical tree. Node 0 is the document; a node's children come after it, in reading order.
#[derive(Debug, Default)]
pub struct Structure {
    /// All nodes, in document order: a parent before its children, siblings in reading order.
    pub nodes: Vec<StructNode>,
}

impl Structure {
    /// Adds a node behind all others, as the last child of `parent`.
    pub fn add(&mut self, role: StructRole, parent: Option<NodeId>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(StructNode { role, parent, properties: None });
        id
    }

    /// The nearest link that holds a node, or is it.
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

    /// The node itself, or, of a stretch of text, the element that it is content of.
    pub fn element_of(&self, id: NodeId) -> NodeId {
        let node = &self.nodes[id.0 as usize];
        if node.role == StructRole::Text { node.parent.unwrap_or(id) } else { id }
    }

    /// The rarely used properties of a node, to set some.
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
    /// What few nodes have.
    pub properties: Option<Box<Properties>>,
}

/// What few nodes have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    /// What it shows, for those who can't see it.
    pub alt: Option<String>,
    /// The text that its content stands for.
    pub actual_text: Option<String>,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// Its language, where it differs from its parent's (BCP 47).
    pub language: Option<String>,
    /// Which way its lines run, where it says so (ISO 32000-1, 14.8.5.4.2: WritingMode).
    pub direction: Option<Direction>,
    /// A title.
    pub title: Option<String>,
    /// A name, unique in the document (notes, header cells).
    pub id: Option<String>,
    /// The names of the header cells of a cell.
    pub headers: Vec<String>,
    /// What a header cell heads.
    pub scope: Option<Scope>,
    /// Columns a cell covers, where more than one.
    pub column_span: Option<u16>,
    /// Rows a cell covers, where more than one.
    pub row_span: Option<u16>,
    /// How a list is numbered.
    pub numbering: Option<Numbering>,
    /// What element of MathML it is ([`StructRole::Mathematics`]).
    pub mathematics: Option<MathElement>,
    /// The node this one refers to: a note's mark ([`StructRole::Reference`]) its note, an entry of a contents list its
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

/// What a node is. The names are those of ISO 32000-1, 14.8.4, but for [`StructRole::Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StructRole {
    /// **No element of its own**: a stretch of content directly in the parent, between its other children. Where
    /// text and elements are mixed (a paragraph with a link in it), each stretch of text is such a node, so that
    /// the order is in the tree.
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
    /// The title of the whole (PDF 2.0 `Title`; before: `H1` or a paragraph, as the writer chooses).
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
    /// What an item holds; what a term means.
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
    /// An element of MathML in a formula, where these are asked for (PDF 2.0).
    Mathematics,
    /// What is drawn of a formula and is no content of any element of MathML: fraction lines, root signs.
    MathematicalSign,
    /// Something beside the text (PDF 2.0 `Aside`; before: `Sect`).
    Aside,
}

/// What a header cell heads.
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
    /// Not at all: the labels are terms, and what they mean follows.
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
