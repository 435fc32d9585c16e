//! [`Flow`] → [`Galley`]: text is set, in parallel, and becomes boxes with glue and penalties.

use super::model::*;
use super::paragraph::{self, Setter};
use super::table;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Penalty of a page break that leaves a paragraph's last line alone at the head of the next page (widow).
pub(super) const WIDOW: i32 = 20_000;
/// Penalty of a page break after a paragraph's first line (orphan).
pub(super) const ORPHAN: i32 = 20_000;
/// Penalty of a page break after a heading or anything else that is kept with what follows.
pub(super) const STRANDED: i32 = 200_000;
/// Penalty of a page break within an item that should stay on one page.
const TOGETHER: i32 = 3_000;
/// Penalty of a page break after a hyphenated line.
const HYPHEN: i32 = 350;
/// Penalty of a page break after a line that introduces what follows, such as a list.
const LEADS_ON: i32 = 600;
/// Penalty of a page break that separates a short first or last item from its list.
const LIST_EDGE: i32 = 250;
/// Penalty of a page break between rows of a table.
const BETWEEN_ROWS: i32 = 60;
/// Tables of up to this many rows stay on one page if they can.
const SHORT_TABLE: usize = 12;
/// Penalty of a page break within a table row.
const IN_ROW: i32 = 4_000;

/// Sets the text of items in cells, notes and floats. In cells, item widths are relative to `room`, the cell's width.
pub(super) fn set(items: &[FlowItem], room: Length, setter: &Setter<'_>) -> Vec<SetItem> {
    let set = |item| {
        let mut set = set_item(item, room, setter);
        // No room is reserved for repeating a table's head on a following page.
        set.table.iter_mut().for_each(|table| table.repeated = 0);
        set
    };
    items.iter().map(set).collect()
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
        FlowContent::Paragraph(text) if item.balanced => set.lines = balanced(text, measure, setter),
        FlowContent::Paragraph(text) => {
            match item.extra.as_ref().and_then(|e| e.drop.as_ref()) {
                Some(drop) => dropped(text, drop, measure, setter, &mut set),
                None => set.lines = paragraph::set(text, measure, setter),
            };
        }
        FlowContent::Placeholder { text, .. } => {
            set.lines = paragraph::set(text, measure - Length::pt(12.0), setter);
        }
        FlowContent::Table(flow) => set.table = Some(Box::new(table::set(flow, measure, setter))),
        FlowContent::Float { items, .. } => set.float = Some(Box::new(stack(items, Length::ZERO, setter))),
        FlowContent::Image { .. } | FlowContent::Rule { .. } | FlowContent::Space(_) => {}
    }
    set
}

/// Assumed cap height of the text faces, in hundredths of an em.
const CAPITALS: i64 = 67;

/// Sets a paragraph with a drop capital.
fn dropped(text: &StyledParagraph, drop: &DropCapital, measure: Length, setter: &Setter<'_>, set: &mut SetItem) {
    let lines = i64::from(drop.lines);
    let mut capital = drop.text.clone();
    let em = text.runs.first().map_or(text.lines.leading, |r| r.size);
    let size = em + (text.lines.leading * (lines - 1)).scale(100, CAPITALS);
    capital.runs.iter_mut().for_each(|run| run.size = size);
    capital.lines = LineStyle { alignment: Alignment::Start, protrusion: false, expansion: 0, ..capital.lines };
    let letters = paragraph::set(&capital, Length::pt(10_000.0), setter);
    let width = letters.items.iter().map(|i| i.x + i.width).max().unwrap_or_default() + em / 10;
    let mut text = text.clone();
    text.lines.indent = Length::ZERO;
    text.lines.shape = vec![LineShape { indent: width, width: measure - width }; usize::from(drop.lines)];
    set.lines = paragraph::set(&text, measure, setter);
    set.drop = Some(letters);
}

/// Balances the lines of a heading: sets it in the narrowest measure that needs no more lines than the full one.
fn balanced(text: &StyledParagraph, measure: Length, setter: &Setter<'_>) -> SetLines {
    let whole = paragraph::set(text, measure, setter);
    let count = whole.lines.len();
    if !(2..=6).contains(&count) || whole.lines.iter().any(|l| l.overfull) {
        return whole;
    }
    let (mut low, mut high) = (measure / 2, measure);
    let mut best = whole;
    for _ in 0..6 {
        let middle = (low + high) / 2;
        let set = paragraph::set(text, middle, setter);
        if set.lines.len() > count || set.lines.iter().any(|l| l.overfull || l.hyphenated) {
            low = middle;
        } else {
            (high, best) = (middle, set);
        }
    }
    let left_over = measure - high;
    let shift = match text.lines.alignment {
        Alignment::Center => left_over / 2,
        Alignment::End => left_over,
        Alignment::Start | Alignment::Justify if text.right_to_left => left_over,
        Alignment::Start | Alignment::Justify => Length::ZERO,
    };
    best.items.iter_mut().for_each(|item| item.x += shift);
    best
}

/// Stacks items vertically with the natural size of the glue between them.
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

/// Height of a line's box above and below its baseline: the leading, with half of the surplus on either side as in
/// CSS, so that lines keep the baseline grid whatever faces they mix; more only where an inline object such as a
/// formula is taller.
pub(super) fn extent(line: &Line, set: &SetLines, text: &StyledParagraph) -> (Length, Length) {
    let (mut above, mut below) = strut(text);
    if !text.objects.is_empty() {
        for item in &set.items[line.items.start as usize..line.items.end as usize] {
            if let LineItemKind::Object(index) = &item.kind
                && let Some(object) = text.objects.get(*index as usize)
            {
                above = above.max(object.ascent + item.raise);
                below = below.max(object.descent - item.raise);
            }
        }
    }
    (above, below)
}

/// Height of the frame that stands in for a missing image: tall enough for its text.
pub(super) fn placeholder(height: Length, text: &StyledParagraph, set: &SetLines) -> Length {
    let lines = set.lines.iter().map(|line| extent(line, set, text));
    height.max(lines.map(|(above, below)| above + below).sum::<Length>() + text.lines.leading)
}

/// Ascent and descent of a line that holds only text. Taken from the first runs, since code may have thousands.
fn strut(text: &StyledParagraph) -> (Length, Length) {
    let leading = text.lines.leading;
    let size = text.runs.iter().take(4).map(|r| r.size).max().unwrap_or(leading.scale(4, 5));
    let above = (leading - size) / 2 + size.scale(78, 100);
    (above, leading - above)
}

/// Appends the boxes of items to a galley.
pub(super) fn boxes(items: &[FlowItem], set: &[SetItem], galley: &mut Galley) {
    let mut after = Length::ZERO;
    let mut bound = 0;
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
            FlowContent::Image { size, .. } | FlowContent::Rule { size, .. } => {
                galley.boxes.push(VBox { item: index as u32, height: size.height, ..VBox::default() });
            }
            FlowContent::Placeholder { size, text } => {
                let height = placeholder(size.height, text, &set.lines);
                galley.boxes.push(VBox { item: index as u32, height, ..VBox::default() });
            }
            FlowContent::Space(height) => {
                galley.boxes.push(VBox { item: index as u32, height: *height, ..VBox::default() });
            }
            FlowContent::Float { .. } => {
                let float = galley.floats.len() as u32;
                galley.floats.push(index as u32);
                let notes = galley.notes.len() as u32;
                collect_notes(set, &mut galley.notes);
                // An invisible anchor stays with the box before it.
                galley.boxes.push(VBox {
                    item: index as u32,
                    float: Some(float),
                    cost: TOGETHER,
                    notes: notes..galley.notes.len() as u32,
                    ..VBox::default()
                });
                continue;
            }
        }
        if let Some(vbox) = galley.boxes.get_mut(first) {
            vbox.before = before;
            vbox.stretch = before / 2;
            vbox.begin = item.begin;
            vbox.cost = vbox.cost.max(bound);
        }
        // A heading is kept with two lines of the text that follows.
        if tied_heading
            && let Some(second) = galley.boxes.get_mut(first + 1)
            && matches!(second.part, ItemPart::Line(1))
        {
            second.cost = second.cost.max(ORPHAN * 2);
        }
        if galley.boxes.len() > first {
            after = item.after;
            bound = match item {
                FlowItem { keep_with_next: true, .. } => STRANDED,
                FlowItem { leads_on: true, .. } => LEADS_ON,
                FlowItem { list_edge: true, .. } => LIST_EDGE,
                _ => 0,
            };
            tied_heading = item.heading;
        }
    }
}

fn lines(item: &FlowItem, text: &StyledParagraph, set: &SetItem, index: usize, galley: &mut Galley) {
    let count = set.lines.lines.len();
    let dropped = item.extra.as_ref().and_then(|e| e.drop.as_ref()).map_or(0, |d| usize::from(d.lines));
    for (i, line) in set.lines.lines.iter().enumerate() {
        let (above, below) = extent(line, &set.lines, text);
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
            if set.drop.is_some() && i < dropped {
                cost += STRANDED;
            }
            if set.lines.lines[i - 1].hyphenated {
                cost += HYPHEN;
            }
        }
        galley.boxes.push(VBox {
            item: index as u32,
            part: ItemPart::Line(i as u32),
            height: above + below,
            cost,
            notes: notes..galley.notes.len() as u32,
            ..VBox::default()
        });
    }
}

fn rows(flow: &FlowTable, table: &SetTable, index: usize, galley: &mut Galley) {
    let head: Length = table.rows[..table.repeated].iter().map(|r| r.height).sum();
    let count = table.rows.len();
    for (i, row) in table.rows.iter().enumerate() {
        let notes = galley.notes.len() as u32;
        row.cells.iter().flat_map(|c| &c.stack.items).for_each(|item| collect_notes(item, &mut galley.notes));
        let joined = i < flow.head || row.spans_on || i > 0 && table.rows[i - 1].spans_on;
        let mut between = if i == 0 {
            0
        } else if table.rows[i - 1].crossed {
            STUCK
        } else if i <= flow.head || table.rows[i - 1].spans_on {
            STRANDED
        } else if count <= SHORT_TABLE {
            TOGETHER
        } else {
            BETWEEN_ROWS
        };
        // No break after the first or before the last row of the body.
        if i == flow.head + 1 || i + 1 == count {
            between = between.max(ORPHAN / 4);
        }
        let lead = if i >= flow.head { head } else { Length::ZERO };
        let mut from = Length::ZERO;
        let edges = row.cuts.iter().copied().chain([row.height]);
        for (k, to) in edges.enumerate() {
            let last = to == row.height;
            galley.boxes.push(VBox {
                item: index as u32,
                part: ItemPart::Row { row: i as u32, from, to },
                height: to - from,
                cost: match k {
                    0 => between,
                    _ if joined => STRANDED,
                    _ => IN_ROW,
                },
                // No repeated head above a row too tall to fit below it.
                lead: if lead + (to - from) <= flow.room { lead } else { Length::ZERO },
                notes: if last { notes..galley.notes.len() as u32 } else { notes..notes },
                ..VBox::default()
            });
            from = to;
        }
    }
}

/// Inserts notes referred to from within other notes (`nested`: one list per note) into the order of the notes, each
/// behind the note that refers to it and behind notes with lower numbers. Notes without a reference come last.
pub(super) fn notes_of_notes(galley: &mut Galley, nested: &[Vec<u32>]) {
    if nested.is_empty() {
        return;
    }
    let marked = std::mem::take(&mut galley.notes);
    let mut seen = vec![false; nested.len()];
    let mut waiting = BTreeSet::new();
    let mut notes = Vec::with_capacity(nested.len());
    let mut add = |note: u32, notes: &mut Vec<u32>, waiting: &mut BTreeSet<u32>| {
        if let Some(seen @ false) = seen.get_mut(note as usize) {
            *seen = true;
            notes.push(note);
            waiting.extend(&nested[note as usize]);
        }
    };
    for vbox in &mut galley.boxes {
        let start = notes.len() as u32;
        for index in vbox.notes.start as usize..vbox.notes.end as usize {
            add(marked[index], &mut notes, &mut waiting);
            let next = marked.get(index + 1).copied().unwrap_or(u32::MAX);
            while let Some(note) = waiting.pop_first() {
                if note > next {
                    waiting.insert(note);
                    break;
                }
                add(note, &mut notes, &mut waiting);
            }
        }
        vbox.notes = start..notes.len() as u32;
    }
    (0..nested.len() as u32).for_each(|note| add(note, &mut notes, &mut waiting));
    if let Some(last) = galley.boxes.last_mut() {
        last.notes.end = notes.len() as u32;
    }
    galley.notes = notes;
}

/// Collects the notes whose marks are in a set item.
pub(super) fn collect_notes(set: &SetItem, notes: &mut Vec<u32>) {
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
