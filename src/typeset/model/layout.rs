//! The laid-out pages: every item with its position and its node of the logical tree.

use super::{Color, GlyphRun, Length, NodeId, Size, Sorts, Structure};
use crate::document::ResourceId;
use std::sync::Arc;

/// A set document.
#[derive(Debug, Default)]
pub struct Layout {
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// The logical tree.
    pub structure: Structure,
    /// The outline (bookmarks), in order.
    pub outline: Vec<OutlineEntry>,
    /// Named destinations of links; sorted by name.
    pub destinations: Vec<Destination>,
    /// Page number ranges, in order; the first begins at page 0.
    pub labels: Vec<PageLabels>,
    /// Line counts and flaws such as widows and overfull lines, for reports.
    pub statistics: Statistics,
}

impl Layout {
    /// The printed number of a page; empty if it has none.
    pub fn number(&self, page: u32) -> String {
        number(&self.labels, page)
    }
}

/// The printed number of a page under the given label ranges.
pub fn number(labels: &[PageLabels], page: u32) -> String {
    let range = labels.iter().rev().find(|l| l.page <= page);
    let Some(PageLabels { page: first, style: Some(style), start }) = range else { return String::new() };
    style.format(u64::from(*start) + u64::from(page - first))
}

/// Counts and flaws of a layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Lines of paragraphs.
    pub lines: u32,
    /// Lines that end in an inserted hyphen.
    pub hyphenated: u32,
    /// Facing pages of running text that end on different lines.
    pub uneven_spreads: u32,
    /// Each flaw, in page order.
    pub flaws: Vec<Flaw>,
}

impl Statistics {
    /// Adds the statistics of another part.
    pub fn add(&mut self, other: Statistics) {
        self.lines += other.lines;
        self.hyphenated += other.hyphenated;
        self.uneven_spreads += other.uneven_spreads;
        self.flaws.extend(other.flaws);
    }

    /// Counts flaws of a kind.
    pub fn count(&self, kind: FlawKind) -> usize {
        self.flaws.iter().filter(|flaw| flaw.kind == kind).count()
    }
}

/// A flaw that typesetting could not avoid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What it is.
    pub kind: FlawKind,
    /// Index of its page.
    pub page: u32,
    /// The words at the flaw.
    pub text: String,
}

/// Kinds of flaws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// A line wider than its measure.
    Overfull,
    /// A line that needed emergency stretch.
    Stretched,
    /// The last line of a paragraph alone at the head of a page.
    Widow,
    /// The first line of a paragraph alone at the foot of a page.
    Orphan,
    /// A heading at the foot of a page.
    StrandedHeading,
    /// A word divided at the end of a page.
    HyphenatedPageEnd,
    /// A footnote continued on the next page.
    SplitNote,
}

impl FlawKind {
    /// All of them.
    pub const ALL: [FlawKind; 7] = [
        FlawKind::Overfull,
        FlawKind::Stretched,
        FlawKind::Widow,
        FlawKind::Orphan,
        FlawKind::StrandedHeading,
        FlawKind::HyphenatedPageEnd,
        FlawKind::SplitNote,
    ];

    /// Its name in reports: a plural in kebab case.
    pub const fn name(self) -> &'static str {
        match self {
            FlawKind::Overfull => "overfull-lines",
            FlawKind::Stretched => "stretched-lines",
            FlawKind::Widow => "widows",
            FlawKind::Orphan => "orphans",
            FlawKind::StrandedHeading => "stranded-headings",
            FlawKind::HyphenatedPageEnd => "hyphenated-page-ends",
            FlawKind::SplitNote => "split-notes",
        }
    }
}

/// One page.
#[derive(Debug, Default)]
pub struct Page {
    /// Width and height.
    pub size: Size,
    /// Its items, in reading order; artifacts ([`Tag::Artifact`]) anywhere.
    pub items: Vec<PlacedItem>,
    /// Glyphs and text of the runs on the page ([`GlyphRun::sorts`]).
    pub sorts: Vec<Arc<Sorts>>,
}

impl Page {
    /// The storage of a run's glyphs and text.
    pub fn sorts(&self, run: &GlyphRun) -> &Sorts {
        &self.sorts[run.sorts as usize]
    }

    /// Index of `sorts` in [`Page::sorts`], added if new.
    pub fn share(&mut self, sorts: &Arc<Sorts>) -> u32 {
        if self.sorts.last().is_none_or(|last| !Arc::ptr_eq(last, sorts)) {
            self.sorts.push(Arc::clone(sorts));
        }
        self.sorts.len() as u32 - 1
    }
}

/// A place on a page: from its top left corner to the right and **down**.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: Length,
    /// Down.
    pub y: Length,
}

/// An item with its position on the page.
#[derive(Clone, Debug)]
pub struct PlacedItem {
    /// Start of the baseline for glyph runs; top left corner for anything else.
    pub at: Point,
    /// What it is.
    pub item: PageItem,
    /// Which node of the logical tree it belongs to.
    pub tag: Tag,
}

/// The node of the logical tree that an item belongs to, or artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Content of this node.
    Node(NodeId),
    /// Not content.
    Artifact(Artifact),
}

/// Kinds of artifacts (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Running heads.
    Header,
    /// Folios and other furniture at the foot.
    Footer,
    /// Rules, backgrounds, repeated table heads, continuation marks.
    Layout,
}

/// An item on a page.
#[derive(Clone, Debug)]
pub enum PageItem {
    /// Text.
    Glyphs(GlyphRun),
    /// A filled rectangle: rules, backgrounds, underlines.
    Rectangle {
        /// Width and height.
        size: Size,
        /// Fill.
        color: Color,
    },
    /// A filled or stroked path, in coordinates relative to [`PlacedItem::at`], y down.
    Path(Path),
    /// An image, scaled to this size.
    Image {
        /// Which.
        resource: ResourceId,
        /// Its size on the page.
        size: Size,
    },
    /// A link annotation's area; its text is set separately, as content of the same [`super::StructRole::Link`] node.
    Link {
        /// Width and height.
        size: Size,
        /// Where it leads.
        target: LinkTarget,
        /// Alternate description.
        description: String,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A URI.
    Uri(String),
    /// A destination's name.
    Destination(String),
}

/// A path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Its segments.
    pub segments: Vec<PathSegment>,
    /// Fill; none: not filled.
    pub fill: Option<Color>,
    /// Stroke with its width; none: not stroked.
    pub stroke: Option<(Color, Length)>,
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    /// Begins a subpath.
    Move(Point),
    /// A line.
    Line(Point),
    /// A cubic Bézier curve: two control points, then the end.
    Curve(Point, Point, Point),
    /// Closes the subpath.
    Close,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its text.
    pub title: String,
    /// 0 for the outermost; at most one more than the entry before it.
    pub depth: u8,
    /// The destination's name.
    pub destination: String,
}

/// A named destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its name, unique.
    pub name: String,
    /// Index of the page.
    pub page: u32,
    /// Where on the page.
    pub at: Point,
    /// The structure element it refers to, if any (PDF/UA-2 structure destinations).
    pub node: Option<NodeId>,
}

/// A range of pages with one numbering style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLabels {
    /// Index of the first page.
    pub page: u32,
    /// How numbers are written; `None`: no number.
    pub style: Option<crate::document::NumberStyle>,
    /// The first page's number.
    pub start: u32,
}
