//! A page's content stream. All content is marked as that of a structure node or as an artifact (ISO 32000-1, 14.6 to
//! 14.8).

mod text;

use super::fonts::FontTable;
use super::images::{self, Images};
use super::syntax::{int, length, milli, thousandths};
use super::tag::{Carrier, Tags};
use crate::document::ResourceId;
use crate::typeset::model::{
    Artifact, Color, Length, NodeId, Page, PageItem, Path, PathSegment, PlacedItem, Point, Size, Tag,
};
use crate::write::deflate;
use std::collections::BTreeSet;
use std::ops::Range;

/// A page's content stream and the data that the rest of the file needs about it.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The operators, deflated.
    pub stream: Vec<u8>,
    /// The node of each marked-content identifier.
    pub marks: Vec<NodeId>,
    /// The position in reading order of each marked-content identifier; it differs from content order in lines with
    /// right-to-left text.
    places: Vec<(u32, i32)>,
    /// The fonts it uses.
    pub fonts: BTreeSet<u16>,
    /// The images it uses.
    pub images: BTreeSet<ResourceId>,
    /// Bounding boxes of the parts of figures and formulas, by element.
    pub boxes: Vec<(u32, PageBounds)>,
}

impl PageContent {
    /// Marked-content identifiers with their nodes, in reading order.
    pub(super) fn read(&self) -> impl Iterator<Item = (u32, NodeId)> + '_ {
        let mut order: Vec<u32> = (0..self.marks.len() as u32).collect();
        if !self.places.is_sorted() {
            order.sort_by_key(|&identifier| self.places[identifier as usize]);
        }
        order.into_iter().map(|identifier| (identifier, self.marks[identifier as usize]))
    }
}

/// A box on a page in thousandths of a point, y up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageBounds {
    pub left: i64,
    pub bottom: i64,
    pub right: i64,
    pub top: i64,
}

impl PageBounds {
    /// The bounding box of an item on a page of this height.
    pub(super) fn new(at: Point, size: Size, height: Length) -> PageBounds {
        let (left, top) = (thousandths(at.x), thousandths(height - at.y));
        PageBounds { left, top, right: left + thousandths(size.width), bottom: top - thousandths(size.height) }
    }

    /// The union of both.
    pub(super) fn union(self, other: PageBounds) -> PageBounds {
        PageBounds {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// Writes it as a rectangle (7.9.5).
    pub(super) fn write(self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (i, value) in [self.left, self.bottom, self.right, self.top].into_iter().enumerate() {
            if i > 0 {
                out.push(b' ');
            }
            milli(out, value);
        }
        out.push(b']');
    }
}

/// Writes a page's content.
pub(super) fn write(page: &Page, fonts: &FontTable<'_>, images: &Images, tags: &Tags) -> PageContent {
    let mut writer = ContentWriter {
        page,
        fonts,
        images,
        tags,
        out: Vec::with_capacity(operators(page)),
        content: PageContent::default(),
        open: None,
        in_text: false,
        line: None,
        font: None,
        stretch: 1000,
        rise: Length::ZERO,
        fill: None,
        place: (0, 0),
        step: 1,
    };
    writer.items();
    writer.close();
    writer.content.stream = deflate::zlib(&writer.out);
    writer.content
}

/// Kind of the open marked-content sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkedContent {
    Node(NodeId),
    Artifact(Artifact),
}

struct ContentWriter<'a> {
    page: &'a Page,
    fonts: &'a FontTable<'a>,
    images: &'a Images,
    tags: &'a Tags,
    out: Vec<u8>,
    content: PageContent,
    open: Option<MarkedContent>,
    in_text: bool,
    /// Start of the line, to which `Td` is relative, in thousandths of a point, y up; `None` after slanted text.
    line: Option<(i64, i64)>,
    font: Option<(u16, Length)>,
    stretch: u16,
    rise: Length,
    fill: Option<Color>,
    /// Position in reading order of what is written: index of the page item, and number of its part.
    place: (u32, i32),
    /// Increment of the part number: -1 in right-to-left text.
    step: i32,
}

/// Estimated size of a page's operators in bytes.
fn operators(page: &Page) -> usize {
    let glyphs = |placed: &PlacedItem| if let PageItem::Glyphs(run) = &placed.item { run.glyphs.len() * 4 } else { 0 };
    page.items.iter().map(|placed| glyphs(placed) + 48).sum()
}

impl ContentWriter<'_> {
    /// Writes all items in reading order, except lines with right-to-left text.
    fn items(&mut self) {
        let items = &self.page.items;
        let plain = !items.iter().any(|placed| matches!(&placed.item, PageItem::Glyphs(run) if run.right_to_left));
        let mut at = 0;
        while at < items.len() {
            let line = if plain { 0 } else { bidirectional_line(&items[at..]) };
            if line == 0 {
                self.place = (at as u32, 0);
                self.place(&items[at]);
            } else {
                self.in_visual_order(at..at + line);
            }
            at += line.max(1);
        }
    }

    /// Writes a line in visual order, from left to right, each run marked by itself. Programs that take the text from
    /// a page put it into logical order by the bidirectional algorithm, and expect what all producers write; the
    /// structure tree has the runs in reading order.
    #[cold]
    fn in_visual_order(&mut self, line: Range<usize>) {
        let items = &self.page.items;
        let mut order: Vec<usize> = line.collect();
        order.sort_by_key(|&at| items[at].at.x);
        for at in order {
            self.close();
            self.place = (at as u32, 0);
            self.place(&items[at]);
        }
        self.close();
    }

    /// Allocates a marked-content identifier.
    fn next_mark(&mut self, node: NodeId) -> i64 {
        self.content.marks.push(node);
        self.content.places.push(self.place);
        self.place.1 += self.step;
        self.content.marks.len() as i64 - 1
    }

    fn place(&mut self, placed: &PlacedItem) {
        if matches!(placed.item, PageItem::Link { .. }) {
            return;
        }
        // A right-to-left run begins with its last part, so its parts are counted down.
        self.step = match &placed.item {
            PageItem::Glyphs(run) if run.right_to_left => -1,
            _ => 1,
        };
        self.mark(placed.tag);
        match &placed.item {
            PageItem::Glyphs(run) => self.glyphs(placed.at, run),
            PageItem::Rectangle { size, color } => self.rectangle(placed.at, *size, *color),
            PageItem::Path(path) => self.path(placed.at, path),
            PageItem::Image { resource, size } => self.image(placed.at, *resource, *size),
            PageItem::Link { .. } => {}
        }
        self.note_bounds(placed);
    }

    /// Opens a marked-content sequence for `tag` unless it is already open.
    fn mark(&mut self, tag: Tag) {
        let mark = match tag {
            Tag::Node(node) if self.tags.carrier(node) != Carrier::Artifact => {
                MarkedContent::Node(self.tags.owner(node))
            }
            Tag::Node(_) => MarkedContent::Artifact(Artifact::Layout),
            Tag::Artifact(artifact) => MarkedContent::Artifact(artifact),
        };
        if self.open == Some(mark) {
            return;
        }
        self.close();
        self.open = Some(mark);
        match mark {
            MarkedContent::Node(node) => {
                let kind = self.tags.element(node).map_or("Span", |element| element.kind);
                self.out.push(b'/');
                self.out.extend_from_slice(kind.as_bytes());
                self.out.extend_from_slice(b"<</MCID ");
                let identifier = self.next_mark(node);
                int(&mut self.out, identifier);
                self.out.extend_from_slice(b">>BDC\n");
            }
            MarkedContent::Artifact(artifact) => self.out.extend_from_slice(match artifact {
                Artifact::Header => b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n".as_slice(),
                Artifact::Footer => b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
                Artifact::Layout => b"/Artifact<</Type/Layout>>BDC\n",
            }),
        }
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.out.extend_from_slice(b"ET\n");
        }
    }

    fn begin_text(&mut self) {
        if !std::mem::replace(&mut self.in_text, true) {
            self.out.extend_from_slice(b"BT\n");
            self.line = Some((0, 0));
        }
    }

    fn color(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            components(&mut self.out, color);
            self.out.extend_from_slice(b" rg\n");
        }
    }

    /// A position in thousandths of a point, y up.
    fn at(&self, point: Point) -> (i64, i64) {
        (thousandths(point.x), thousandths(self.page.size.height - point.y))
    }

    fn rectangle(&mut self, at: Point, size: Size, color: Color) {
        self.end_text();
        self.color(color);
        let (x, y) = self.at(Point { x: at.x, y: at.y + size.height });
        for value in [x, y, thousandths(size.width), thousandths(size.height)] {
            milli(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"re f\n");
    }

    fn path(&mut self, at: Point, path: &Path) {
        let operator: &[u8] = match (path.fill, path.stroke) {
            (None, None) => return,
            (Some(_), None) => b"f\n",
            (None, Some(_)) => b"S\n",
            (Some(_), Some(_)) => b"B\n",
        };
        self.end_text();
        if let Some(color) = path.fill {
            self.color(color);
        }
        if let Some((color, width)) = path.stroke {
            components(&mut self.out, color);
            self.out.extend_from_slice(b" RG ");
            length(&mut self.out, width);
            self.out.extend_from_slice(b" w\n");
        }
        for segment in &path.segments {
            let (points, operator): (&[Point], &[u8]) = match segment {
                PathSegment::Move(p) => (&[*p], b"m\n"),
                PathSegment::Line(p) => (&[*p], b"l\n"),
                PathSegment::Curve(a, b, c) => (&[*a, *b, *c], b"c\n"),
                PathSegment::Close => (&[], b"h\n"),
            };
            for point in points {
                let (x, y) = self.at(Point { x: at.x + point.x, y: at.y + point.y });
                for value in [x, y] {
                    milli(&mut self.out, value);
                    self.out.push(b' ');
                }
            }
            self.out.extend_from_slice(operator);
        }
        self.out.extend_from_slice(operator);
    }

    fn image(&mut self, at: Point, resource: ResourceId, size: Size) {
        let Some(placing) = self.images.placing(resource) else { return };
        self.end_text();
        self.content.images.insert(placing.resource);
        let (x, y) = self.at(Point { x: at.x, y: at.y + size.height });
        let place = images::ImageBox { x, y, width: thousandths(size.width), height: thousandths(size.height) };
        let matrix = images::matrix(placing.orientation, &place);
        self.out.extend_from_slice(b"q ");
        for value in matrix {
            milli(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"cm /I");
        int(&mut self.out, i64::from(placing.resource.0));
        self.out.extend_from_slice(b" Do Q\n");
    }

    /// Records the bounding box of part of a figure or formula, which needs a BBox attribute (14.8.5.4.3).
    fn note_bounds(&mut self, placed: &PlacedItem) {
        let Tag::Node(node) = placed.tag else { return };
        let Some(element) = self.tags.drawn_in(node) else { return };
        let height = self.page.size.height;
        let bounds = match &placed.item {
            PageItem::Image { size, .. } | PageItem::Rectangle { size, .. } => {
                PageBounds::new(placed.at, *size, height)
            }
            PageItem::Glyphs(run) => {
                let glyphs = self.page.sorts(run).glyphs(run);
                let width = Length(glyphs.iter().map(|g| i64::from(g.advance)).sum());
                let at = Point { x: placed.at.x, y: placed.at.y - run.size * 3 / 4 };
                PageBounds::new(at, Size { width, height: run.size }, height)
            }
            PageItem::Path(path) => {
                let points = path.segments.iter().flat_map(|segment| match segment {
                    PathSegment::Move(p) | PathSegment::Line(p) => vec![*p],
                    PathSegment::Curve(a, b, c) => vec![*a, *b, *c],
                    PathSegment::Close => Vec::new(),
                });
                let boxes = points.map(|p| {
                    let at = Point { x: placed.at.x + p.x, y: placed.at.y + p.y };
                    PageBounds::new(at, Size::default(), height)
                });
                match boxes.reduce(PageBounds::union) {
                    Some(bounds) => bounds,
                    None => return,
                }
            }
            PageItem::Link { .. } => return,
        };
        match self.content.boxes.last_mut() {
            Some((last, all)) if *last == element => *all = all.union(bounds),
            _ => self.content.boxes.push((element, bounds)),
        }
    }
}

/// Number of leading items on one line that has right-to-left text, otherwise 0.
fn bidirectional_line(items: &[PlacedItem]) -> usize {
    let run = |placed: &PlacedItem| match &placed.item {
        PageItem::Glyphs(run) => Some((run.size, run.right_to_left)),
        _ => None,
    };
    let Some((size, _)) = items.first().and_then(run) else { return 0 };
    // Limit of the baseline shift of superscripts and subscripts.
    let on_line =
        |placed: &&PlacedItem| run(placed).is_some() && (placed.at.y - items[0].at.y).0.abs() < size.scale(60, 100).0;
    let line = items.iter().take_while(on_line).count();
    if items[..line].iter().filter_map(run).any(|(_, right_to_left)| right_to_left) { line } else { 0 }
}

fn components(out: &mut Vec<u8>, color: Color) {
    for (i, value) in [color.red, color.green, color.blue].into_iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        milli(out, (i64::from(value) * 1000 + 127) / 255);
    }
}
