//! The flow: blocks in vertical order with every property resolved, made by `style` and placed by `paginate`.

use super::{Alignment, Color, FontChoice, Length, LinkTarget, NodeId, OutlineEntry, Size, Structure, StyledParagraph};
use crate::document::{Align, ResourceId};

/// A document with every property resolved, and its logical tree.
#[derive(Debug, Default)]
pub struct Flow {
    /// Vertical list of items in reading order.
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

/// An item of the vertical flow.
#[derive(Clone, Debug, Default)]
pub struct FlowItem {
    /// What it is.
    pub content: FlowContent,
    /// Offset from the left edge of its container.
    pub left: Length,
    /// Its width; in a cell (whose width is not known yet), the difference from the cell's width.
    pub width: Length,
    /// Space above, discarded at the top of a page. Adjacent spaces collapse to the larger one.
    pub before: Length,
    /// White space below.
    pub after: Length,
    /// Whether a page break is forced before it.
    pub begin: Begin,
    /// Whether a page break after it is forbidden.
    pub keep_with_next: bool,
    /// Whether a page break after it is discouraged, because it introduces what follows (the line before a list).
    pub leads_on: bool,
    /// Whether a page break after it would separate a short item from its list.
    pub list_edge: bool,
    /// Whether it stays on one page if it can.
    pub keep_together: bool,
    /// Whether it is a heading, which never ends a page.
    pub heading: bool,
    /// Whether its lines are balanced (titles, headings).
    pub balanced: bool,
    /// Whether its text is an artifact (ornaments).
    pub artifact: bool,
    /// Index of the innermost panel it stands in.
    pub panel: Option<u32>,
    /// Rarely used properties.
    pub extra: Option<Box<FlowExtra>>,
}

impl FlowItem {
    /// The rarely used properties, allocated on first use.
    pub fn extra(&mut self) -> &mut FlowExtra {
        self.extra.get_or_insert_default()
    }
}

/// Rarely used properties of a flow item.
#[derive(Clone, Debug, Default)]
pub struct FlowExtra {
    /// Bullet, number or note mark, beside the first line.
    pub label: Option<Label>,
    /// The number of a page, at the end of the last line (contents lists).
    pub page_of: Option<PageOf>,
    /// Places that links lead to, with their nodes.
    pub destinations: Vec<(String, NodeId)>,
    /// Sets the running head from here on: level (1: chapter) and text.
    pub mark: Option<(u8, String)>,
    /// The first letters, set large.
    pub drop: Option<DropCapital>,
}

/// Forced page breaks before an item.
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

/// Content of a flow item.
#[derive(Clone, Debug)]
pub enum FlowContent {
    /// Text.
    Paragraph(StyledParagraph),
    /// An image, aligned within the item's width.
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
    /// A frame with text in place of a missing image.
    Placeholder {
        /// Its size.
        size: Size,
        /// What it says.
        text: StyledParagraph,
    },
    /// A horizontal rule.
    Rule {
        /// Its width and thickness.
        size: Size,
        /// Its color.
        color: Color,
    },
    /// Space that is not discarded at the top of a page.
    Space(Length),
    /// Rows and columns.
    Table(Box<FlowTable>),
    /// Items that float to the head or foot of this page or a later one.
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

/// A label beside the first line of an item.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its text.
    pub text: StyledParagraph,
    /// Its right edge relative to the left edge of the item's text; negative: in the margin.
    pub end: Length,
}

/// Page number of a destination, set at the end of a contents entry.
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
    /// Its text at text size; scaled up to the height of `lines` lines.
    pub text: StyledParagraph,
    /// How many lines it is tall.
    pub lines: u16,
}

/// A background, frame or bar drawn behind the items within it, on every page they reach.
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
    /// Whether the bar is at the right.
    pub right_to_left: bool,
}

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct FlowTable {
    /// One entry a column: alignment, and requested share of the width.
    pub columns: Vec<(Align, Option<f32>)>,
    /// The rows, head first, foot last.
    pub rows: Vec<FlowRow>,
    /// How many rows are the head.
    pub head: usize,
    /// How many rows are the foot.
    pub foot: usize,
    /// How far the table may extend into each margin where it is wider than its measure.
    pub spare: Length,
    /// The height of a page's text.
    pub room: Length,
    /// How it looks.
    pub style: TableStyle,
    /// Source position, for messages.
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
    /// Horizontal alignment.
    pub align: Align,
    /// Whether it heads its row or column.
    pub header: bool,
    /// What it holds.
    pub items: Vec<FlowItem>,
}

/// How a table looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableStyle {
    /// Position of a table narrower than its measure: `Start` at the left, `End` at the right.
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
