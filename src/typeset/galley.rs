//! [`Flow`] → [`Galley`]: text is set, in parallel, and becomes boxes with glue and penalties.

use super::model::*;
use super::paragraph::{self, Setter};
use super::table;
use rayon::prelude::*;

/// What ending a page costs where a single line would be left alone.
pub(super) const WIDOW: i32 = 20_000;
/// Before the second line of a paragraph.
pub(super) const ORPHAN: i32 = 20_000;
/// Behind a heading, or anything that belongs to what follows.
pub(super) const STRANDED: i32 = 200_000;
/// Within something that should stay on one page.
const TOGETHER: i32 = 3_000;
/// Behind a hyphen.
const HYPHEN: i32 = 150;
/// Between rows of a table.
const BETWEEN_ROWS: i32 = 60;
/// Within a row of a table.
const IN_ROW: i32 = 4_000;

/// Sets the text of items; `room` is what their width is to be added to (cells).
pub(super) fn set(items: &[FlowItem], room: Length, setter: &Setter<'_>) -> Vec<SetItem> {
    items.iter().map(|item| set_item(item, room, setter)).collect()
}

/// Sets the text of items in parallel.
pub(super) fn set_all(items: &[FlowItem], setter: &Setter<'_>) -> Vec<SetItem> {
    items.par_iter().with_min_len(16).map(|item| set_item(item, Length::ZERO, setter)).collect()
}

fn set_item(item: &FlowItem, room: Length, setter: &Setter<'_>) -> SetItem {
    let measure = (room + item.width).max(Length::pt(1.0));
    let mut set = SetItem::default();
    if let Some(extra) = &item.extra {
        set.label = extra.label.as_ref().map(|label| paragraph::set(&label.text, Length::pt(10_000.0), setter));
    }
    match &item.content {
        FlowContent::Paragraph(text) => set.lines = paragraph::set(text, measure, setter),
        FlowContent::Placeholder { text, .. } => {
            set.lines = paragraph::set(text, measure - Length::pt(12.0), setter);
        }
        FlowContent::Table(flow) => set.table = Some(Box::new(table::set(flow, measure, setter))),
        FlowContent::Float(items) => set.float = Some(Box::new(stack(items, Length::ZERO, setter))),
        FlowContent::Image { .. } | FlowContent::Rule { .. } | FlowContent::Space(_) => {}
    }
    set
}

/// Sets items one below the other, at their natural places.
pub(super) fn stack(items: &[FlowItem], room: Length, setter: &Setter<'_>) -> Stack {
    let set = set(items, room, setter);
    let mut galley = Galley::default();
    boxes(items, &set, &mut galley);
    let (mut y, mut placed) = (Length::ZERO, Vec::with_capacity(galley.boxes.len()));
    for (i, vbox) in galley.boxes.into_iter().enumerate() {
        if i > 0 {
            y += vbox.before;
        }
        placed.push((y, vbox.clone()));
        y += vbox.height;
    }
    Stack { items: set, boxes: placed, height: y }
}

/// The height of a line: its leading, or more where something tall stands in it.
pub(super) fn line_height(line: &Line, style: &LineStyle) -> Length {
    style.leading.max(line.ascent + line.descent)
}

/// From the top of a line's box to its baseline: what the leading leaves is shared, as in CSS.
pub(super) fn baseline(line: &Line, text: &StyledParagraph) -> Length {
    let size = text.runs.iter().map(|r| r.size).max().unwrap_or(text.lines.leading.scale(4, 5));
    let strut = (text.lines.leading - size) / 2 + size.scale(78, 100);
    strut.max(line.ascent)
}

/// Adds the boxes of items to a galley.
pub(super) fn boxes(items: &[FlowItem], set: &[SetItem], galley: &mut Galley) {
    let mut after = Length::ZERO;
    let mut bound = false;
    let mut tied_heading = false;
    for (index, (item, set)) in items.iter().zip(set).enumerate() {
        let first = galley.boxes.len();
        let before = item.before.max(after);
        match &item.content {
            FlowContent::Paragraph(text) => lines(item, text, set, index, galley),
            FlowContent::Table(flow) => {
                if let Some(table) = &set.table {
                    rows(flow, table, index, galley);
                }
            }
            FlowContent::Image { size, .. }
            | FlowContent::Placeholder { size, .. }
            | FlowContent::Rule { size, .. } => {
                galley.boxes.push(VBox { item: index as u32, height: size.height, ..VBox::default() });
            }
            FlowContent::Space(height) => {
                galley.boxes.push(VBox { item: index as u32, height: *height, ..VBox::default() });
            }
            FlowContent::Float(_) => {
                let float = galley.floats.len() as u32;
                galley.floats.push(index as u32);
                // The anchor is nothing to see: it goes with what comes before it.
                galley.boxes.push(VBox { item: index as u32, float: Some(float), cost: TOGETHER, ..VBox::default() });
                continue;
            }
        }
        if let Some(vbox) = galley.boxes.get_mut(first) {
            vbox.before = before;
            vbox.stretch = before / 2;
            vbox.begin = item.begin;
            if bound {
                vbox.cost = vbox.cost.max(STRANDED);
            }
        }
        // A heading wants two lines of what follows.
        if tied_heading
            && let Some(second) = galley.boxes.get_mut(first + 1)
            && matches!(second.part, Part::Line(1))
        {
            second.cost = second.cost.max(ORPHAN * 2);
        }
        if galley.boxes.len() > first {
            after = item.after;
            bound = item.keep_with_next;
            tied_heading = item.heading;
        }
    }
}

fn lines(item: &FlowItem, text: &StyledParagraph, set: &SetItem, index: usize, galley: &mut Galley) {
    let count = set.lines.lines.len();
    for (i, line) in set.lines.lines.iter().enumerate() {
        let notes = galley.notes.len() as u32;
        galley.notes.extend(&line.notes);
        let mut cost = 0;
        if i > 0 {
            if i == 1 {
                cost += ORPHAN;
            }
            if i + 1 == count {
                cost += WIDOW;
            }
            if item.keep_together || item.heading {
                cost += TOGETHER;
            }
            if set.lines.lines[i - 1].hyphenated {
                cost += HYPHEN;
            }
        }
        galley.boxes.push(VBox {
            item: index as u32,
            part: Part::Line(i as u32),
            height: line_height(line, &text.lines),
            cost,
            notes: notes..galley.notes.len() as u32,
            ..VBox::default()
        });
    }
}

fn rows(flow: &FlowTable, table: &SetTable, index: usize, galley: &mut Galley) {
    let head: Length = table.rows[..flow.head].iter().map(|r| r.height).sum();
    let count = table.rows.len();
    for (i, row) in table.rows.iter().enumerate() {
        let notes = galley.notes.len() as u32;
        for item in row.cells.iter().flat_map(|c| &c.stack.items) {
            collect_notes(item, &mut galley.notes);
        }
        let mut between = if i == 0 {
            0
        } else if i <= flow.head || table.rows[i - 1].spans_on {
            STRANDED
        } else {
            BETWEEN_ROWS
        };
        // Neither the first nor the last row of the body stands alone.
        if i == flow.head + 1 || i + 1 == count {
            between = between.max(ORPHAN / 4);
        }
        let lead = if i >= flow.head && flow.head > 0 { head } else { Length::ZERO };
        let mut from = Length::ZERO;
        let edges = row.cuts.iter().copied().chain([row.height]);
        for (k, to) in edges.enumerate() {
            let last = to == row.height;
            galley.boxes.push(VBox {
                item: index as u32,
                part: Part::Row { row: i as u32, from, to },
                height: to - from,
                cost: if k == 0 { between } else { IN_ROW },
                lead,
                notes: if last { notes..galley.notes.len() as u32 } else { notes..notes },
                ..VBox::default()
            });
            from = to;
        }
    }
}

/// The notes whose marks stand in a set item.
fn collect_notes(set: &SetItem, notes: &mut Vec<u32>) {
    for line in &set.lines.lines {
        notes.extend(&line.notes);
    }
    for row in set.table.iter().flat_map(|t| &t.rows) {
        for item in row.cells.iter().flat_map(|c| &c.stack.items) {
            collect_notes(item, notes);
        }
    }
    for item in set.float.iter().flat_map(|f| &f.items) {
        collect_notes(item, notes);
    }
}
