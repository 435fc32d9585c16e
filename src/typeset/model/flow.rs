//! What stands one below the other, every property resolved: what `style` makes and `paginate` places.

use super::{Alignment, Color, FontChoice, Length, LinkTarget, NodeId, OutlineEntry, Size, Structure, StyledParagraph};
use crate::document::{Align, ResourceId};

/// A document with every property resolved, and its logical tree.
#[derive(Debug, Default)]
pub struct Flow {
    /// What stands one below the other, in reading order.
    pub items: Vec<FlowItem>,
    /// How many of the items are front matter (title page, contents), whose pages have roman numbers.
    pub front: usize,
    /// Footnotes; the `note` of a run is an index into this list.
    pub notes: Vec<Vec<FlowItem>>,
    /// Backgrounds and bars; [`FlowItem::panel`] is an index into this list.
    pub panels: Vec<Panel>,
    /// The logical tree.
    pub structure: Structure,
    /// The outline.
    pub outline: Vec<OutlineEntry>,
    /// The title, for running heads.
    pub title: String,
    /// Whether lines, and pages, follow each other from right to left.
    pub right_to_left: bool,
    /// Whether the first page is a title page, which bears no number.
    pub title_page: bool,
    /// The destinations whose pages the text names.
    pub page_refs: Vec<String>,
}

/// Something that stands in the flow.
#[derive(Clone, Debug, Default)]
pub struct FlowItem {
    /// What it is.
    pub content: FlowContent,
    /// From the left edge of what it stands in.
    pub left: Length,
    /// Its width. In a cell, whose width is not known yet: what is to be added to the cell's width.
    pub width: Length,
    /// White space above, of which at a page's head nothing is left; the larger of this and the `after` before it.
    pub before: Length,
    /// White space below.
    pub after: Length,
    /// Whether it begins a page.
    pub begin: Begin,
    /// Whether no page ends behind it.
    pub keep_with_next: bool,
    /// Whether a page had better not end behind it: the line before a list.
    pub leads_on: bool,
    /// Whether something short would stand alone if a page ended behind it: an item at the edge of a list.
    pub list_edge: bool,
    /// Whether it stays on one page if it can.
    pub keep_together: bool,
    /// Whether it is a heading, which never ends a page.
    pub heading: bool,
    /// Whether its lines are to be about equally long (titles, headings).
    pub balanced: bool,
    /// Whether its text is no content (ornaments).
    pub artifact: bool,
    /// Index of the innermost panel it stands in.
    pub panel: Option<u32>,
    /// What few items have.
    pub extra: Option<Box<FlowExtra>>,
}

impl FlowItem {
    /// What few items have, to set some.
    pub fn extra(&mut self) -> &mut FlowExtra {
        self.extra.get_or_insert_default()
    }
}

/// What few items of the flow have.
#[derive(Clone, Debug, Default)]
pub struct FlowExtra {
    /// Bullet, number or note mark, beside the first line.
    pub label: Option<Label>,
    /// The number of a page, at the end of the last line (contents lists).
    pub page_of: Option<PageOf>,
    /// Places that links lead to, with their nodes.
    pub destinations: Vec<(String, NodeId)>,
    /// What running heads show from here on: the level (1: chapter) and its text.
    pub mark: Option<(u8, String)>,
    /// The first letters, set large.
    pub drop: Option<DropCapital>,
}

/// Whether something begins a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begin {
    /// Where it comes.
    #[default]
    Anywhere,
    /// On a new page.
    Page,
    /// On a new right-hand page.
    Right,
}

/// What stands in the flow.
#[derive(Clone, Debug)]
pub enum FlowContent {
    /// Text.
    Paragraph(StyledParagraph),
    /// An image at a place in the item's width.
    Image {
        /// Which.
        resource: ResourceId,
        /// Its size.
        size: Size,
        /// The node it is content of; `None`: decoration.
        node: Option<NodeId>,
        /// Where it stands: at the left (start), in the middle, at the right (end).
        align: Alignment,
    },
    /// A frame that stands for what is missing, with its text.
    Placeholder {
        /// Its size.
        size: Size,
        /// What it says.
        text: StyledParagraph,
    },
    /// A rule, in the middle of the item's width or at its start.
    Rule {
        /// Its width and thickness.
        size: Size,
        /// Its color.
        color: Color,
    },
    /// White space that stays at a page's head.
    Space(Length),
    /// Rows and columns.
    Table(Box<FlowTable>),
    /// Items that stand at the head or the foot of this page or a later one.
    Float {
        /// What stands there.
        items: Vec<FlowItem>,
        /// Where.
        place: FloatPlace,
    },
}

/// Where on a page a float may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatPlace {
    /// At the foot of the page that it belongs to, or at the head of a later one.
    #[default]
    Anywhere,
    /// At the head.
    Head,
    /// At the foot.
    Foot,
}

impl Default for FlowContent {
    fn default() -> Self {
        FlowContent::Space(Length::ZERO)
    }
}

/// What stands beside the first line of an item.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its text.
    pub text: StyledParagraph,
    /// Where it ends, from where the item's text begins; negative: outside of it.
    pub end: Length,
}

/// The number of the page on which a destination stands.
#[derive(Clone, Debug)]
pub struct PageOf {
    /// The destination's name.
    pub destination: String,
    /// Face, size and color of the number.
    pub font: FontChoice,
    /// The node it is content of.
    pub node: NodeId,
    /// Whether dots lead to it.
    pub leaders: bool,
    /// Whether it stands at the left.
    pub right_to_left: bool,
    /// What its link leads to.
    pub link: Option<LinkTarget>,
}

/// A drop capital.
#[derive(Clone, Debug)]
pub struct DropCapital {
    /// Its text, in the size of the text; it is enlarged to be `lines` tall.
    pub text: StyledParagraph,
    /// How many lines it is tall.
    pub lines: u16,
}

/// A background, a frame or a bar that goes along with the items in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// The panel it stands in.
    pub parent: Option<u32>,
    /// From the left edge of the column.
    pub left: Length,
    /// Its width.
    pub width: Length,
    /// Its fill.
    pub background: Option<Color>,
    /// A bar where lines begin: color and width.
    pub bar: Option<(Color, Length)>,
    /// Whether that is at the right.
    pub right_to_left: bool,
}

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct FlowTable {
    /// One entry a column: alignment, and the share of the width it asks for.
    pub columns: Vec<(Align, Option<f32>)>,
    /// The rows, head first, foot last.
    pub rows: Vec<FlowRow>,
    /// How many rows are the head.
    pub head: usize,
    /// How many rows are the foot.
    pub foot: usize,
    /// How far it may reach into the margins, on either side, where it is wider than its measure.
    pub spare: Length,
    /// The height of a page's text.
    pub room: Length,
    /// How it looks.
    pub style: TableStyle,
    /// Where it came from, for messages.
    pub span: Option<crate::source::Span>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct FlowRow {
    /// Its cells.
    pub cells: Vec<FlowCell>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct FlowCell {
    /// Its first column.
    pub column: usize,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: usize,
    /// How it stands in its column.
    pub align: Align,
    /// Whether it heads its row or column.
    pub header: bool,
    /// What it holds.
    pub items: Vec<FlowItem>,
}

/// How a table looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableStyle {
    /// Where a table stands that is narrower than its measure: `Start` at the left, `End` at the right.
    pub align: super::Alignment,
    /// Whether columns run from right to left.
    pub right_to_left: bool,
    /// Between columns.
    pub gap: Length,
    /// Above and below each row.
    pub padding: Length,
    /// Thickness of the rules at head and foot.
    pub heavy: Length,
    /// Thickness of the rule below the head.
    pub light: Length,
    /// Thickness of the rules between rows.
    pub row: Length,
    /// Color of the rules.
    pub color: Color,
}
