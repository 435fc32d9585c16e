//! Galley and notes → pages: page breaks ([`breaks`]), content ([`place`]) and furniture ([`furniture`]).

mod breaks;
mod furniture;
mod notes;
mod painter;
mod place;

use super::TooManyPages;
use super::galley;
use super::model::*;
use super::paragraph::Setter;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::NumberStyle;
use crate::theme::{FolioPlace, Theme, TypeArea};
use breaks::{PageBreak, PageColumn};
use rayon::prelude::*;

/// Input of pagination.
pub(super) struct Matter<'a> {
    pub flow: &'a Flow,
    pub items: Vec<SetItem>,
    pub notes: Vec<Vec<SetItem>>,
    pub galley: Galley,
    pub theme: &'a Theme,
    pub area: TypeArea,
}

/// Makes the pages of a flow.
///
/// # Errors
/// If there are more than `most`.
pub(super) fn paginate(
    mut flow: Flow,
    theme: &Theme,
    setter: &Setter<'_>,
    most: u32,
    diagnostics: &mut Diagnostics,
) -> Result<Layout, TooManyPages> {
    let area = theme.type_area();
    let mut items = galley::set_all(&flow.items, setter);
    ground(&mut flow, &mut items, area.height, theme.length(theme.figure.space));
    let notes: Vec<Vec<SetItem>> = flow.notes.par_iter().map(|note| galley::set(note, Length::ZERO, setter)).collect();
    let nested = |note: &Vec<SetItem>| {
        let mut found = Vec::new();
        note.iter().for_each(|item| galley::collect_notes(item, &mut found));
        found
    };
    let mut galley = Galley::default();
    galley.boxes.reserve(items.iter().map(|item| item.lines.lines.len().max(1)).sum());
    galley::boxes(&flow.items, &items, &mut galley);
    galley::notes_of_notes(&mut galley, &notes.iter().map(nested).collect::<Vec<_>>());
    galley.note_boxes = flow
        .notes
        .iter()
        .zip(&notes)
        .map(|(flow, set)| {
            let mut own = Galley::default();
            galley::boxes(flow, set, &mut own);
            own.boxes
        })
        .collect();
    wide_tables(&flow.items, &items, diagnostics);
    let column = PageColumn {
        height: area.height,
        spare: spare(theme),
        leading: theme.leading(),
        note_overhead: theme.length(theme.note.above) + theme.length(theme.note.gap),
        float_gap: theme.length(theme.figure.space),
        flush: theme.page.flush_bottom,
        two_sided: theme.page.two_sided,
        floats: items.iter().filter_map(|i| i.float.as_ref()).map(|f| f.height).collect(),
    };
    setter.cancel().check();
    let plan = breaks::breaks(&galley, &column);
    if plan.len() > most as usize {
        return Err(TooManyPages(Some(plan.len())));
    }
    let matter = Matter { flow: &flow, items, notes, galley, theme, area };
    let labels = labels(&matter, &plan);
    let marks = furniture::marks(&matter, &plan);
    let mut set: Vec<place::Done> = plan
        .par_iter()
        .enumerate()
        .map(|(i, page)| {
            setter.cancel().check();
            place::page(&matter, page, i, &column)
        })
        .collect();
    furniture::fill(&matter, &labels, &marks, &mut set, setter);
    let uneven_spreads = if theme.page.two_sided { uneven_spreads(&matter, &plan) } else { 0 };
    let mut layout = Layout { labels, outline: flow.outline, ..Layout::default() };
    for (index, done) in set.into_iter().enumerate() {
        layout.destinations.extend(done.destinations.into_iter().map(|d| Destination { page: index as u32, ..d }));
        let mut statistics = done.statistics;
        statistics.flaws.iter_mut().for_each(|flaw| flaw.page = index as u32);
        layout.statistics.add(statistics);
        layout.pages.push(done.page);
    }
    layout.statistics.uneven_spreads = uneven_spreads;
    layout.structure = flow.structure;
    layout.destinations.sort_by(|a, b| a.name.cmp(&b.name).then(a.page.cmp(&b.page)));
    layout.destinations.dedup_by(|b, a| a.name == b.name);
    let names: Vec<&str> = layout.destinations.iter().map(|d| d.name.as_str()).collect();
    layout.outline.retain(|e| names.binary_search(&e.destination.as_str()).is_ok());
    Ok(layout)
}

/// Puts floats taller than a page back into the flow, where they can be split.
fn ground(flow: &mut Flow, items: &mut Vec<SetItem>, tallest: Length, space: Length) {
    let tall = |set: &SetItem| set.float.as_ref().is_some_and(|stack| stack.height > tallest);
    if !items.iter().any(tall) {
        return;
    }
    let front = flow.front;
    let both = std::mem::take(&mut flow.items).into_iter().zip(std::mem::take(items));
    for (index, (item, set)) in both.enumerate() {
        match (item, set) {
            (FlowItem { content: FlowContent::Float { items: mut inner, .. }, extra, .. }, set) if tall(&set) => {
                if let (Some(first), Some(extra)) = (inner.first_mut(), extra) {
                    first.before = first.before.max(space);
                    first.extra().destinations.extend(extra.destinations);
                }
                if let Some(last) = inner.last_mut() {
                    last.after = last.after.max(space);
                }
                flow.items.extend(inner);
                items.extend(set.float.map(|stack| stack.items).into_iter().flatten());
            }
            (item, set) => {
                flow.items.push(item);
                items.push(set);
            }
        }
        if index + 1 == front {
            flow.front = flow.items.len();
        }
    }
}

/// How far a page may run long: one line, where the folio and the edge of the page leave room for it.
fn spare(theme: &Theme) -> Length {
    let at_foot = matches!(theme.folio.place, FolioPlace::FootCenter | FolioPlace::FootOutside);
    let area = theme.type_area();
    let margin = theme.page.size.0.height - area.top - area.height;
    let below = if at_foot {
        margin.min(theme.length(theme.folio.gap) - theme.length(theme.folio.size))
    } else {
        margin - Length::mm(10.0)
    };
    if below >= theme.leading() * 5 / 4 { theme.leading() } else { Length::ZERO }
}

/// Counts facing pages of running text that end at different heights.
fn uneven_spreads(matter: &Matter<'_>, plan: &[PageBreak]) -> u32 {
    let boxes = &matter.galley.boxes;
    let goes_on = |page: &PageBreak| boxes.get(page.boxes.end).is_some_and(|b| b.begin == Begin::Anywhere);
    let free = |page: &PageBreak| page.slack - place::stretched(matter, page);
    let pairs = plan.windows(2).skip(1).step_by(2);
    let uneven = |pair: &[PageBreak]| {
        let both = pair.iter().all(|page| !page.boxes.is_empty() && goes_on(page));
        both && (free(&pair[0]) - free(&pair[1])).0.abs() * 2 > matter.theme.leading().0
    };
    pairs.filter(|pair| uneven(pair)).count() as u32
}

/// Reports tables that were scaled down or have words cut.
fn wide_tables(flow: &[FlowItem], items: &[SetItem], diagnostics: &mut Diagnostics) {
    for (flow, item) in flow.iter().zip(items) {
        let (FlowContent::Table(table), Some(set)) = (&flow.content, item.table.as_deref()) else { continue };
        let columns = table.columns.len();
        let found = match set {
            SetTable { cut: true, .. } => {
                (&codes::TABLE_WIDE, format!("the table's {columns} columns are too wide for the page"))
            }
            SetTable { scale: ..1000, .. } => {
                let percent = set.scale / 10;
                (
                    &codes::TABLE_SHRUNK,
                    format!("the table's {columns} columns fit the page at {percent} % of their size"),
                )
            }
            _ => continue,
        };
        let help = "give it fewer columns, a larger page or smaller margins";
        diagnostics.push(Diagnostic::new(found.0, table.span, found.1).help(help));
    }
}

/// Page label ranges: front matter in roman numbers, then from 1.
fn labels(matter: &Matter<'_>, plan: &[PageBreak]) -> Vec<PageLabels> {
    let label = |page: usize, style| PageLabels { page: page as u32, style: Some(style), start: 1 };
    let first_body = matter.galley.boxes.partition_point(|b| (b.item as usize) < matter.flow.front);
    let body = plan.iter().position(|p| p.boxes.contains(&first_body)).unwrap_or(0);
    if matter.flow.front == 0 || body == 0 {
        return vec![label(0, NumberStyle::Decimal)];
    }
    vec![label(0, NumberStyle::LowerRoman), label(body, NumberStyle::Decimal)]
}
