//! Places the content of a page.

use super::breaks::{PageBreak, PageColumn};
use super::painter::{Painter, rounded, words};
use super::{Matter, galley};
use crate::typeset::model::*;
use std::ops::Range;

/// A finished page, with what is still to be filled in.
#[derive(Default)]
pub(super) struct Done {
    pub page: Page,
    pub destinations: Vec<Destination>,
    pub statistics: Statistics,
    /// Contents-list page numbers that are still to be set.
    pub page_refs: Vec<PageRef>,
}

/// Where a page number in a contents list is to be set.
pub(super) struct PageRef {
    /// Index of the item.
    pub item: usize,
    /// Index in [`Page::items`] at which the number is inserted.
    pub index: usize,
    /// End of the entry's text on the baseline.
    pub from: Point,
    /// Outer edge of the number: its right one; in right-to-left text its left one.
    pub to: Length,
}

/// Flow items with their set content.
#[derive(Clone, Copy)]
struct FlowSlice<'a> {
    items: &'a [FlowItem],
    set: &'a [SetItem],
    /// Width of the container that relative item widths are added to (cells).
    room: Length,
}

/// The part of a table row on a page.
#[derive(Clone, Copy)]
struct RowSlice {
    row: usize,
    /// Its extent from the row's top.
    from: Length,
    to: Length,
    /// Whether this is the table's first part on the page, and its last.
    first: bool,
    last: bool,
    /// Where the table's part on this page ends, from the table's top.
    until: Length,
    /// Whether the head is repeated above it.
    headed: bool,
    /// Set for repeated rows, which are artifacts.
    artifact: Option<Artifact>,
}

struct Placer<'a> {
    matter: &'a Matter<'a>,
    painter: Painter,
    page_refs: Vec<PageRef>,
}

/// Left edge of the type area. Right-to-left books are bound at the right.
pub(super) fn left_edge(matter: &Matter<'_>, index: usize) -> Length {
    let mirrored = (matter.theme.page.two_sided && index % 2 == 1) != matter.flow.right_to_left;
    if mirrored { matter.area.outside } else { matter.area.inside }
}

/// Paints one page.
pub(super) fn page(matter: &Matter<'_>, plan: &PageBreak, index: usize, column: &PageColumn) -> Done {
    let mut placer = Placer { matter, painter: Painter::default(), page_refs: Vec::new() };
    placer.painter.page.size = matter.theme.page.size.0;
    let left = left_edge(matter, index);
    let theme = matter.theme;
    let mut y = matter.area.top;
    let (at_foot, at_head): (Vec<u32>, Vec<u32>) = plan.floats.clone().partition(|float| {
        let item = &matter.flow.items[matter.galley.floats[*float as usize] as usize];
        match item.content {
            FlowContent::Float { place: FloatPlace::Head, .. } => false,
            FlowContent::Float { place: FloatPlace::Foot, .. } => true,
            _ => *float >= plan.floats.end - plan.at_foot,
        }
    });
    for float in at_head {
        y = placer.float(float, left, y) + column.float_gap;
    }
    let source = FlowSlice { items: &matter.flow.items, set: &matter.items, room: Length::ZERO };
    let flush = stretch(matter, plan);
    let boxes = &matter.galley.boxes[plan.boxes.clone()];
    placer.painter.reserve(boxes.iter().filter_map(|vbox| match vbox.part {
        ItemPart::Line(line) => Some((&matter.items[vbox.item as usize].lines, line)),
        _ => None,
    }));
    let mut placed = Vec::with_capacity(boxes.len());
    for (i, vbox) in boxes.iter().enumerate() {
        if i == 0 {
            y += vbox.lead;
        } else {
            y += vbox.before + vbox.stretch.scale(flush.0, flush.1.max(1));
        }
        placed.push((y, vbox));
        y += vbox.height;
    }
    placer.column(source, &placed, left, None);
    placer.breaks(plan);
    let foot = matter.area.top + matter.area.height + (-plan.slack).at_least_zero().min(column.spare);
    let mut notes_height = Length::ZERO;
    for (note, range) in &plan.notes {
        let own = &matter.galley.note_boxes[*note as usize][range.clone()];
        notes_height += own.iter().map(|b| b.before + b.height).sum::<Length>();
    }
    let notes_top = foot - notes_height;
    if !at_foot.is_empty() {
        let heights = at_foot.iter().map(|f| column.floats[*f as usize] + column.float_gap);
        let overhead = if plan.notes.is_empty() { Length::ZERO } else { column.note_overhead };
        let mut y = notes_top - overhead - heights.sum::<Length>();
        for float in at_foot {
            y = placer.float(float, left, y + column.float_gap);
        }
    }
    if !plan.notes.is_empty() {
        // A full-measure rule marks a note continued from the page before.
        let goes_on = plan.notes.first().is_some_and(|(_, range)| range.start > 0);
        let width = if goes_on { matter.area.width } else { theme.length(theme.note.rule) };
        let size = Size { width, height: theme.length(theme.note.thickness) };
        let x = if matter.flow.right_to_left { left + matter.area.width - width } else { left };
        let at = Point { x, y: notes_top - theme.length(theme.note.gap) };
        placer.painter.rule(at, size, theme.text.color);
        let mut y = notes_top;
        for (note, range) in &plan.notes {
            let own = &matter.galley.note_boxes[*note as usize][range.clone()];
            let (items, set) = (&matter.flow.notes[*note as usize], &matter.notes[*note as usize]);
            let mut placed = Vec::new();
            for vbox in own {
                y += vbox.before;
                placed.push((y, vbox));
                y += vbox.height;
            }
            placer.column(FlowSlice { items, set, room: Length::ZERO }, &placed, left, None);
        }
    }
    let Painter { page, destinations, statistics } = placer.painter;
    Done { page, destinations, statistics, page_refs: placer.page_refs }
}

/// Total stretch of the page's glue where pages are flush at the bottom: at most twice its stretchability.
pub(super) fn stretched(matter: &Matter<'_>, plan: &PageBreak) -> Length {
    let (part, whole) = stretch(matter, plan);
    matter.galley.boxes[plan.boxes.clone()].iter().skip(1).map(|b| b.stretch.scale(part, whole.max(1))).sum()
}

/// Stretch ratio of the page's glue, as a fraction.
fn stretch(matter: &Matter<'_>, plan: &PageBreak) -> (i64, i64) {
    let boxes = &matter.galley.boxes;
    let ends = plan.boxes.end >= boxes.len() || boxes[plan.boxes.end].begin != Begin::Anywhere;
    if !matter.theme.page.flush_bottom || ends || plan.slack <= Length::ZERO {
        return (0, 1);
    }
    let all: Length = boxes[plan.boxes.clone()].iter().skip(1).map(|b| b.stretch).sum();
    // Glue stretches by twice its stretchability at most; the rest is left at the foot.
    if all == Length::ZERO { (0, 1) } else { (plan.slack.0.min(all.0 * 2), all.0) }
}

impl Placer<'_> {
    /// Paints stacked boxes with the panels behind them.
    fn column(&mut self, source: FlowSlice<'_>, placed: &[(Length, &VBox)], left: Length, artifact: Option<Artifact>) {
        self.panels(source, placed, left);
        let mut until = Length::ZERO;
        let mut next = 0;
        while let Some(&(top, vbox)) = placed.get(next) {
            let i = next;
            next += 1;
            let index = vbox.item as usize;
            let item = &source.items[index];
            let x = left + item.left;
            match vbox.part {
                ItemPart::Row { row, from, mut to } => {
                    let first = i == 0 || placed[i - 1].1.item != vbox.item;
                    // A row's boxes on this page are painted cell by cell, so that the content stream follows the
                    // reading order.
                    while let Some(end) = placed.get(next).and_then(|below| continued(placed[next - 1], *below)) {
                        to = end;
                        next += 1;
                    }
                    let last = placed.get(next).is_none_or(|below| below.1.item != vbox.item);
                    if first {
                        until = end_of_table(&source.set[index], &placed[i..]);
                    }
                    let headed = vbox.lead > Length::ZERO;
                    let stretch = RowSlice { row: row as usize, from, to, first, last, until, headed, artifact };
                    let x = x + beside(item, &source.set[index], source.room);
                    self.row(item, &source.set[index], stretch, Point { x, y: top });
                }
                part => self.part(source, index, part, Point { x, y: top }, artifact),
            }
            if let (Some(extra), None, true) = (&item.extra, artifact, is_first(vbox.part)) {
                for (name, node) in &extra.destinations {
                    self.painter.destination(name, Point { x, y: top }, Some(*node));
                }
            }
        }
    }

    /// Panels behind boxes, outermost first, each as tall as its boxes on this page.
    fn panels(&mut self, source: FlowSlice<'_>, placed: &[(Length, &VBox)], left: Length) {
        let panels = &self.matter.flow.panels;
        let mut spans: std::collections::BTreeMap<u32, (Length, Length)> = std::collections::BTreeMap::new();
        for &(top, vbox) in placed {
            let mut next = source.items[vbox.item as usize].panel;
            while let Some(id) = next {
                let bottom = top + vbox.height;
                let span = spans.entry(id).or_insert((top, bottom));
                *span = (span.0.min(top), span.1.max(bottom));
                next = panels[id as usize].parent;
            }
        }
        let reach = self.matter.theme.length(self.matter.theme.code.padding) / 2;
        for (id, (mut top, mut bottom)) in spans {
            let panel = &panels[id as usize];
            if panel.background.is_some() {
                // A background cut by a page break keeps its padding on that side.
                let is_text = |vbox: &VBox| matches!(vbox.part, ItemPart::Line(_));
                let inside = |vbox: &VBox| source.items[vbox.item as usize].panel == Some(id);
                let mut own = placed.iter().map(|(_, b)| *b).filter(|b| inside(b));
                let first = own.next();
                let last = own.next_back().or(first);
                top -= if first.is_some_and(is_text) { reach } else { Length::ZERO };
                bottom += if last.is_some_and(is_text) { reach } else { Length::ZERO };
            }
            let at = Point { x: left + panel.left, y: top };
            if let Some(color) = panel.background {
                let size = Size { width: panel.width + source.room, height: bottom - top };
                self.painter.rule(at, size, color);
            }
            if let Some((color, width)) = panel.bar {
                let beside = if panel.right_to_left { panel.width + source.room - width } else { Length::ZERO };
                let at = Point { x: at.x + beside, ..at };
                self.painter.rule(at, Size { width, height: bottom - top }, color);
            }
        }
    }

    /// Paints an item other than a table, or one line of it.
    fn part(&mut self, source: FlowSlice<'_>, index: usize, part: ItemPart, at: Point, artifact: Option<Artifact>) {
        let (item, set) = (&source.items[index], &source.set[index]);
        let structure = &self.matter.flow.structure;
        let artifact = artifact.or(item.artifact.then_some(Artifact::Layout));
        match (&item.content, part) {
            (FlowContent::Paragraph(text), ItemPart::Line(number)) => {
                let line = &set.lines.lines[number as usize];
                let y = at.y + galley::extent(line, &set.lines, text).0;
                self.painter.count(line, &set.lines);
                if number == 0 {
                    self.drop_capital(item, set, Point { x: at.x, y }, artifact);
                    self.label(item, set, source.room, Point { x: at.x, y }, artifact.filter(|_| !item.artifact));
                }
                self.painter.line(text, &set.lines, line, Point { x: at.x, y }, artifact, structure);
                let last = number as usize + 1 == set.lines.lines.len();
                if let (true, Some(page_of)) = (last, item.extra.as_ref().and_then(|e| e.page_of.as_ref())) {
                    let own = &set.lines.items[line.items.start as usize..line.items.end as usize];
                    let beside = self.matter.theme.size() * 3;
                    let (end, to) = if page_of.right_to_left {
                        (own.iter().map(|i| i.x).min(), at.x - beside)
                    } else {
                        (own.iter().map(|i| i.x + i.width).max(), at.x + item.width + beside)
                    };
                    let from = Point { x: at.x + end.unwrap_or_default(), y };
                    self.page_refs.push(PageRef { item: index, index: self.painter.page.items.len(), from, to });
                }
            }
            (FlowContent::Image { resource, size, node, align }, _) => {
                let left = (source.room + item.width - size.width).at_least_zero();
                let x = at.x
                    + match align {
                        Alignment::Start => Length::ZERO,
                        Alignment::End => left,
                        Alignment::Center | Alignment::Justify => left / 2,
                    };
                let tag = match (artifact, node) {
                    (None, Some(node)) => Tag::Node(*node),
                    (kind, _) => Tag::Artifact(kind.unwrap_or(Artifact::Layout)),
                };
                self.painter.push(Point { x, y: at.y }, PageItem::Image { resource: *resource, size: *size }, tag);
            }
            (FlowContent::Placeholder { size, text }, _) => {
                let full = galley::placeholder(size.height, text, &set.lines);
                let frame = rounded(size.width, full, Length::ZERO, Color::rgb(0x888888));
                self.painter.push(at, PageItem::Path(frame), Tag::Artifact(Artifact::Layout));
                let extents = || set.lines.lines.iter().map(|line| galley::extent(line, &set.lines, text));
                let height: Length = extents().map(|(above, below)| above + below).sum();
                let mut y = at.y + (full - height) / 2;
                for (line, (above, below)) in set.lines.lines.iter().zip(extents()) {
                    let place = Point { x: at.x + Length::pt(6.0), y: y + above };
                    self.painter.line(text, &set.lines, line, place, artifact, structure);
                    y += above + below;
                }
            }
            (FlowContent::Rule { size, color }, _) => self.painter.rule(at, *size, *color),
            _ => {}
        }
    }

    /// Paints a drop capital on the baseline of the last line beside it.
    fn drop_capital(&mut self, item: &FlowItem, set: &SetItem, at: Point, artifact: Option<Artifact>) {
        let (Some(extra), Some(letters), FlowContent::Paragraph(text)) = (&item.extra, &set.drop, &item.content) else {
            return;
        };
        if let (Some(drop), Some(line)) = (&extra.drop, letters.lines.first()) {
            let y = at.y + text.lines.leading * (i64::from(drop.lines) - 1);
            let structure = &self.matter.flow.structure;
            self.painter.line(&drop.text, letters, line, Point { x: at.x, y }, artifact, structure);
        }
    }

    /// Paints a label so that it ends at [`end`](Label::end), measured from the start edge: the left one, or in
    /// right-to-left text the right one of `room` and the item's width.
    fn label(&mut self, item: &FlowItem, set: &SetItem, room: Length, at: Point, artifact: Option<Artifact>) {
        let (Some(extra), Some(lines)) = (&item.extra, &set.label) else { return };
        let (Some(label), Some(line)) = (&extra.label, lines.lines.first()) else { return };
        let right_to_left = matches!(&item.content, FlowContent::Paragraph(text) if text.right_to_left);
        let own = &lines.items[line.items.start as usize..line.items.end as usize];
        let width = own.iter().map(|i| i.x + i.width).max().unwrap_or_default();
        let start = own.iter().map(|i| i.x).min().unwrap_or_default();
        let x = if right_to_left { at.x + room + item.width - label.end - start } else { at.x + label.end - width };
        let structure = &self.matter.flow.structure;
        self.painter.line(&label.text, lines, line, Point { x, y: at.y }, artifact, structure);
    }

    /// Paints part of a row with its rules; repeats the head at the top of a continued table.
    fn row(&mut self, item: &FlowItem, set: &SetItem, stretch: RowSlice, at: Point) {
        let (FlowContent::Table(flow), Some(table)) = (&item.content, &set.table) else { return };
        let RowSlice { row, from, to, .. } = stretch;
        let style = &flow.style;
        let rule = |painter: &mut Painter, y: Length, thickness: Length| {
            let at = Point { x: at.x, y: y - thickness / 2 };
            painter.rule(at, Size { width: table.width, height: thickness }, style.color);
        };
        let begins = row == 0 && from == Length::ZERO;
        if stretch.first && !begins {
            let head = if stretch.headed { &table.rows[..table.repeated] } else { &[] };
            let mut y = at.y - head.iter().map(|r| r.height).sum::<Length>();
            let until = head.last().map_or(Length::ZERO, |last| last.top + last.height);
            rule(&mut self.painter, y, style.heavy);
            for (index, repeated) in head.iter().enumerate() {
                let (from, to, artifact) = (Length::ZERO, repeated.height, Some(Artifact::Layout));
                let whole =
                    RowSlice { row: index, from, to, first: false, last: false, until, headed: false, artifact };
                self.cells(flow, table, whole, Point { x: at.x, y });
                self.spanners(flow, table, whole, Point { x: at.x, y });
                y += repeated.height;
            }
            if !head.is_empty() {
                rule(&mut self.painter, y, style.light);
            }
            self.reaching(flow, table, stretch, at);
        } else if begins {
            rule(&mut self.painter, at.y, style.heavy);
        } else if from == Length::ZERO && (row == flow.head || row + flow.foot == table.rows.len()) {
            rule(&mut self.painter, at.y, style.light);
        } else if from == Length::ZERO && row > flow.head && !table.rows[row - 1].spans_on {
            rule(&mut self.painter, at.y, style.row);
        }
        self.cells(flow, table, stretch, at);
        self.spanners(flow, table, stretch, at);
        let ends = row + 1 == table.rows.len() && to == table.rows[row].height;
        if ends {
            rule(&mut self.painter, at.y + to - from, style.heavy);
        } else if stretch.last {
            rule(&mut self.painter, at.y + to - from, style.light);
        }
    }

    /// The rules below cells that span columns in a head of several rows.
    fn spanners(&mut self, flow: &FlowTable, table: &SetTable, stretch: RowSlice, at: Point) {
        let (style, set) = (&flow.style, &table.rows[stretch.row]);
        if table.stacked || stretch.to < set.height {
            return;
        }
        for (cell, own) in flow.rows[stretch.row].cells.iter().zip(&set.cells) {
            let end = stretch.row + cell.rows;
            if cell.columns > 1 && end < flow.head && table.rows[end].top <= stretch.until {
                let down = table.rows[end].top - set.top - stretch.from;
                let at = Point { x: at.x + own.x, y: at.y + down - style.light / 2 };
                self.painter.rule(at, Size { width: own.width, height: style.light }, style.color);
            }
        }
    }

    /// Paints the cells of part of a row. Cells that span rows or hold tables are painted once, over their whole
    /// extent on the page.
    fn cells(&mut self, flow: &FlowTable, table: &SetTable, stretch: RowSlice, at: Point) {
        let row = &table.rows[stretch.row];
        let cells = if table.stacked {
            // Binary search: the cells of a row that are stacked may be very many, few of them on this page.
            let first = row.cells.partition_point(|cell| cell.top + cell.stack.height < stretch.from);
            let count = row.cells[first..].partition_point(|cell| cell.top < stretch.to);
            first..first + count
        } else {
            0..row.cells.len()
        };
        for (cell, set) in flow.rows[stretch.row].cells[cells.clone()].iter().zip(&row.cells[cells]) {
            let (from, mut to) = (stretch.from, stretch.to);
            if set.at_once {
                if from > Length::ZERO && !stretch.first {
                    continue;
                }
                to = stretch.until - row.top;
            }
            let to = within(table, stretch.row, set, to);
            self.cell(cell, set, from..to, Point { x: at.x, y: at.y - from }, stretch.artifact);
        }
    }

    /// Paints the rest of cells that span onto this page from rows of the page before.
    fn reaching(&mut self, flow: &FlowTable, table: &SetTable, stretch: RowSlice, at: Point) {
        let start = table.rows[stretch.row].top + stretch.from;
        let joined = table.rows[..stretch.row].iter().rev().take_while(|row| row.spans_on).count();
        for index in stretch.row - joined..stretch.row {
            let row = &table.rows[index];
            for (cell, set) in flow.rows[index].cells.iter().zip(&row.cells) {
                if index + set.rows > stretch.row {
                    let at = Point { x: at.x, y: at.y - (start - row.top) };
                    let to = within(table, index, set, stretch.until - row.top);
                    self.cell(cell, set, start - row.top..to, at, stretch.artifact);
                }
            }
        }
    }

    /// Paints the boxes of a cell between two offsets from its row's top, which is at `at`.
    fn cell(&mut self, cell: &FlowCell, set: &SetCell, part: Range<Length>, at: Point, artifact: Option<Artifact>) {
        let boxes = &set.stack.boxes;
        let within = boxes.partition_point(|(y, _)| *y < part.start)..boxes.partition_point(|(y, _)| *y < part.end);
        let placed: Vec<(Length, &VBox)> = boxes[within].iter().map(|(y, b)| (at.y + *y, b)).collect();
        let source = FlowSlice { items: &cell.items, set: &set.stack.items, room: set.width };
        self.column(source, &placed, at.x + set.x, artifact);
    }

    /// Paints a float; returns its bottom.
    fn float(&mut self, float: u32, left: Length, top: Length) -> Length {
        let index = self.matter.galley.floats[float as usize] as usize;
        let (item, set) = (&self.matter.flow.items[index], &self.matter.items[index]);
        if let (FlowContent::Float { items, .. }, Some(stack)) = (&item.content, &set.float) {
            let placed: Vec<(Length, &VBox)> = stack.boxes.iter().map(|(y, b)| (top + *y, b)).collect();
            self.column(FlowSlice { items, set: &stack.items, room: Length::ZERO }, &placed, left, None);
            return top + stack.height;
        }
        top
    }

    /// Records the flaws at the page's head and foot.
    fn breaks(&mut self, plan: &PageBreak) {
        let matter = self.matter;
        let boxes = &matter.galley.boxes;
        let line = |vbox: &VBox, number: u32| {
            let set = &matter.items[vbox.item as usize].lines;
            (set.lines.len() as u32, &set.lines[number as usize], words(&set.lines[number as usize], set))
        };
        if let Some(first) = boxes[plan.boxes.clone()].first()
            && let ItemPart::Line(number) = first.part
            && let (count, _, text) = line(first, number)
            && number > 0
            && number + 1 == count
        {
            self.painter.flaw(FlawKind::Widow, text);
        }
        let goes_on = boxes.get(plan.boxes.end).is_some_and(|next| next.begin == Begin::Anywhere);
        if let Some(last) = boxes[plan.boxes.clone()].last()
            && let ItemPart::Line(number) = last.part
            && goes_on
        {
            let (count, set, text) = line(last, number);
            if matter.flow.items[last.item as usize].heading {
                self.painter.flaw(FlawKind::StrandedHeading, text);
            } else if number == 0 && count > 1 {
                self.painter.flaw(FlawKind::Orphan, text);
            } else if set.hyphenated {
                self.painter.flaw(FlawKind::HyphenatedPageEnd, text);
            }
        }
        for (note, range) in &plan.notes {
            if range.end < matter.galley.note_boxes[*note as usize].len() {
                self.painter.flaw(FlawKind::SplitNote, format!("note {}", note + 1));
            }
        }
    }
}

/// Horizontal offset of a table within its measure.
fn beside(item: &FlowItem, set: &SetItem, room: Length) -> Length {
    let (FlowContent::Table(flow), Some(table)) = (&item.content, &set.table) else { return Length::ZERO };
    let free = item.width + room - table.width;
    match flow.style.align {
        // Wider than the measure: it sticks out into both margins equally.
        _ if free < Length::ZERO => free / 2,
        Alignment::Center => free / 2,
        Alignment::End => free,
        Alignment::Start | Alignment::Justify => Length::ZERO,
    }
}

/// End of the row part in `lower`, if it continues the row of the box above it.
fn continued(upper: (Length, &VBox), lower: (Length, &VBox)) -> Option<Length> {
    let (ItemPart::Row { row: above, from: start, to: end }, ItemPart::Row { row, from, to }) =
        (upper.1.part, lower.1.part)
    else {
        return None;
    };
    let goes_on = upper.1.item == lower.1.item && above == row && from == end && lower.0 == upper.0 + end - start;
    goes_on.then_some(to)
}

/// Where the part of a table that begins with the first of these boxes ends, from the table's top.
fn end_of_table(set: &SetItem, placed: &[(Length, &VBox)]) -> Length {
    let item = placed[0].1.item;
    let last = placed.iter().take_while(|(_, vbox)| vbox.item == item).last();
    match (last.map(|(_, vbox)| vbox.part), &set.table) {
        (Some(ItemPart::Row { row, to, .. }), Some(table)) => table.rows[row as usize].top + to,
        _ => Length::ZERO,
    }
}

/// Offset from its row's top up to which a cell is painted if `to` is requested: past its end at the last part,
/// because zero-height boxes may be at the very end.
fn within(table: &SetTable, row: usize, cell: &SetCell, to: Length) -> Length {
    let last = &table.rows[(row + cell.rows).min(table.rows.len()) - 1];
    if to >= last.top + last.height - table.rows[row].top { Length(i64::MAX) } else { to }
}

fn is_first(part: ItemPart) -> bool {
    match part {
        ItemPart::Whole | ItemPart::Line(0) => true,
        ItemPart::Line(_) => false,
        ItemPart::Row { row, from, .. } => row == 0 && from == Length::ZERO,
    }
}
