//! Paints set lines onto a page: converts positions to page coordinates and shares glyph storage.

use crate::source::Cut as _;
use crate::typeset::model::*;
use std::sync::Arc;

/// A page under construction.
#[derive(Default)]
pub(super) struct Painter {
    pub page: Page,
    pub destinations: Vec<Destination>,
    pub statistics: Statistics,
}

impl Painter {
    /// Reserves space for the items of lines, with a little more for decoration.
    pub(super) fn reserve<'a>(&mut self, lines: impl Iterator<Item = (&'a SetLines, u32)>) {
        let items: usize = lines.map(|(set, line)| set.lines[line as usize].items.len()).sum();
        self.page.items.reserve_exact(items + 4);
    }

    /// Adds an item that is not text.
    pub(super) fn push(&mut self, at: Point, item: PageItem, tag: Tag) {
        self.page.items.push(PlacedItem { at, item, tag });
    }

    /// A filled rectangle, as an artifact.
    pub(super) fn rule(&mut self, at: Point, size: Size, color: Color) {
        if size.width > Length::ZERO && size.height > Length::ZERO {
            self.push(at, PageItem::Rectangle { size, color }, Tag::Artifact(Artifact::Layout));
        }
    }

    /// Adds a destination.
    pub(super) fn destination(&mut self, name: &str, at: Point, node: Option<NodeId>) {
        self.destinations.push(Destination { name: name.to_owned(), page: 0, at, node });
    }

    /// Paints a line at a left edge and a baseline. With `artifact`, its links and destinations are dropped.
    pub(super) fn line(
        &mut self,
        text: &StyledParagraph,
        set: &SetLines,
        line: &Line,
        at: Point,
        artifact: Option<Artifact>,
        structure: &Structure,
    ) {
        let items = &set.items[line.items.start as usize..line.items.end as usize];
        if items.iter().any(|i| i.decoration != Decoration::default()) {
            items.iter().for_each(|item| self.behind(item, at));
        }
        for item in items {
            let tag = match (artifact, item.node) {
                (Some(kind), _) => Tag::Artifact(kind),
                (None, Some(node)) => Tag::Node(node),
                (None, None) => Tag::Artifact(Artifact::Layout),
            };
            let place = Point { x: at.x + item.x, y: at.y - item.raise };
            match &item.kind {
                // The mark of a wrapped line of code is drawn as a path, not set as text, so that it is not copied with the
                // code.
                LineItemKind::Glyphs(run) if item.node.is_none() && text.lines.keep_spaces => {
                    let corner = Point { x: place.x, y: place.y - run.size.scale(55, 100) };
                    self.push(corner, PageItem::Path(turn_over(run.size.scale(55, 100), run.color)), tag);
                }
                LineItemKind::Glyphs(run) => self.run(run, &set.sorts, place, tag),
                LineItemKind::Object(index) => self.object(&text.objects[*index as usize], place, tag),
            }
            if let (Some(names), None) = (&item.anchor, artifact) {
                let node = item.node.map(|n| structure.element_of(n));
                for name in names.lines() {
                    self.destination(name, Point { x: place.x, y: at.y - line.ascent }, node);
                }
            }
        }
        if items.iter().any(|i| i.decoration.underline || i.decoration.strike) {
            items.iter().for_each(|item| self.along(item, at));
        }
        if artifact.is_none() && !text.links.is_empty() {
            self.links(text, items, line, at, structure);
        }
    }

    fn run(&mut self, run: &GlyphRun, sorts: &Arc<Sorts>, at: Point, tag: Tag) {
        let run = GlyphRun { sorts: self.page.share(sorts), ..run.clone() };
        self.push(at, PageItem::Glyphs(run), tag);
    }

    fn object(&mut self, object: &InlineObject, at: Point, tag: Tag) {
        match &object.content {
            ObjectContent::Space => {}
            ObjectContent::Image(resource) => {
                let size = Size { width: object.width, height: object.ascent + object.descent };
                let corner = Point { x: at.x, y: at.y - object.ascent };
                self.push(corner, PageItem::Image { resource: *resource, size }, tag);
            }
            ObjectContent::Pieces(pieces) => self.pieces(pieces, at, tag),
        }
    }

    /// Paints positioned items such as a formula.
    pub(super) fn pieces(&mut self, pieces: &SetContent, at: Point, tag: Tag) {
        for (i, (place, item)) in pieces.items.iter().enumerate() {
            let tag = match (tag, pieces.nodes.get(i)) {
                (Tag::Node(_), Some(&own)) => Tag::Node(own),
                _ => tag,
            };
            let place = Point { x: at.x + place.x, y: at.y + place.y };
            match item {
                PageItem::Glyphs(run) => self.run(run, &pieces.sorts, place, tag),
                other => self.push(place, other.clone(), tag),
            }
        }
    }

    /// Backgrounds and frames behind text.
    fn behind(&mut self, item: &LineItem, at: Point) {
        let size = size_of(item);
        let top = at.y - item.raise - size.scale(80, 100);
        let height = size.scale(106, 100);
        if let Some(color) = item.decoration.background {
            self.rule(Point { x: at.x + item.x, y: top }, Size { width: item.width, height }, color);
        }
        if let Some(color) = item.decoration.frame {
            // The side bearings make most of a key's padding; adjacent keys are kept apart.
            let pad = size.scale(4, 100);
            let path = rounded(item.width + pad * 2, height, size.scale(18, 100), color);
            let corner = Point { x: at.x + item.x - pad, y: top };
            self.push(corner, PageItem::Path(path), Tag::Artifact(Artifact::Layout));
        }
    }

    /// Underline and strike-through.
    fn along(&mut self, item: &LineItem, at: Point) {
        let size = size_of(item);
        let thickness = size.scale(5, 100);
        let mut draw = |y: Length, color: Color| {
            self.rule(
                Point { x: at.x + item.x, y: at.y - item.raise + y },
                Size { width: item.width, height: thickness },
                color,
            );
        };
        let color = if let LineItemKind::Glyphs(run) = &item.kind { run.color } else { Color::BLACK };
        if item.decoration.underline {
            draw(size.scale(12, 100), color);
        }
        if item.decoration.strike {
            draw(-size.scale(27, 100), color);
        }
    }

    /// One link annotation for each stretch of a line that belongs to one link.
    fn links(&mut self, text: &StyledParagraph, items: &[LineItem], line: &Line, at: Point, structure: &Structure) {
        let mut i = 0;
        while i < items.len() {
            let Some(link) = items[i].link else {
                i += 1;
                continue;
            };
            let start = i;
            while i < items.len() && items[i].link == Some(link) {
                i += 1;
            }
            let left = items[start..i].iter().map(|item| item.x).min().unwrap_or_default();
            let right = items[start..i].iter().map(|item| item.x + item.width).max().unwrap_or_default();
            let Some(node) = items[start..i].iter().find_map(|i| i.node).and_then(|n| structure.link_of(n)) else {
                continue;
            };
            let description = structure.nodes[node.0 as usize].properties.as_ref().and_then(|p| p.title.clone());
            self.link(
                Point { x: at.x + left, y: at.y - line.ascent },
                Size { width: right - left, height: line.ascent + line.descent },
                text.links[link as usize].clone(),
                description.unwrap_or_default(),
                node,
            );
        }
    }

    /// Adds a link annotation.
    pub(super) fn link(&mut self, at: Point, size: Size, target: LinkTarget, description: String, node: NodeId) {
        if size.width > Length::ZERO {
            self.push(at, PageItem::Link { size, target, description }, Tag::Node(node));
        }
    }

    /// Adds a line to the statistics.
    pub(super) fn count(&mut self, line: &Line, set: &SetLines) {
        self.statistics.lines += 1;
        self.statistics.hyphenated += u32::from(line.hyphenated);
        for (kind, is) in [(FlawKind::Overfull, line.overfull), (FlawKind::Stretched, line.stretched)] {
            if is {
                self.flaw(kind, words(line, set));
            }
        }
    }

    /// Records a flaw.
    pub(super) fn flaw(&mut self, kind: FlawKind, text: String) {
        self.statistics.flaws.push(Flaw { kind, page: 0, text });
    }
}

/// The first words of a line, enough to find it.
pub(super) fn words(line: &Line, set: &SetLines) -> String {
    const MOST: usize = 48;
    let mut text = String::new();
    for item in &set.items[range(&line.items)] {
        if let LineItemKind::Glyphs(run) = &item.kind {
            text.push_str(set.sorts.text(run));
        }
    }
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.cut(..end).trim_end()),
        None => text.trim_end().to_owned(),
    }
}

fn range(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}

fn size_of(item: &LineItem) -> Length {
    match &item.kind {
        LineItemKind::Glyphs(run) => run.size,
        LineItemKind::Object(_) => Length::pt(10.0),
    }
}

/// The continuation mark: an arrow down and back, in a square.
fn turn_over(side: Length, color: Color) -> Path {
    let p = |x: i64, y: i64| Point { x: side.scale(x, 100), y: side.scale(y, 100) };
    let segments = vec![
        PathSegment::Move(p(85, 15)),
        PathSegment::Line(p(85, 70)),
        PathSegment::Line(p(15, 70)),
        PathSegment::Move(p(40, 45)),
        PathSegment::Line(p(15, 70)),
        PathSegment::Line(p(40, 95)),
    ];
    Path { segments, fill: None, stroke: Some((color, side / 10)) }
}

/// A rectangle with round corners, stroked.
pub(super) fn rounded(width: Length, height: Length, radius: Length, color: Color) -> Path {
    let (w, h, r) = (width, height, radius.min(width / 2).min(height / 2));
    // A quarter of a circle as a Bézier curve: its control points lie 0.5523 of the radius along.
    let k = r.scale(4477, 10_000);
    let p = |x: Length, y: Length| Point { x, y };
    let zero = Length::ZERO;
    let segments = vec![
        PathSegment::Move(p(r, zero)),
        PathSegment::Line(p(w - r, zero)),
        PathSegment::Curve(p(w - k, zero), p(w, k), p(w, r)),
        PathSegment::Line(p(w, h - r)),
        PathSegment::Curve(p(w, h - k), p(w - k, h), p(w - r, h)),
        PathSegment::Line(p(r, h)),
        PathSegment::Curve(p(k, h), p(zero, h - k), p(zero, h - r)),
        PathSegment::Line(p(zero, r)),
        PathSegment::Curve(p(zero, k), p(k, zero), p(r, zero)),
        PathSegment::Close,
    ];
    Path { segments, fill: None, stroke: Some((color, Length::pt(0.5))) }
}
