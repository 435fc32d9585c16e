//! Segments: lines → units. Fences, quotations, rules, lists and tables are cut out; what is left between them is
//! runs of text lines, and [`super::regime`] says how each of those was broken into lines.

use super::arena::Arena;
use super::line::Line;
use super::unit::{Shape, Unit};
use super::{list, regime, rules, table};
use crate::read::MAX_DEPTH;
use std::ops::Range;

/// What holds for a range of lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// How many quotations and lists stand around it.
    pub depth: usize,
    /// Whether the lines are the first of the document.
    pub first: bool,
    /// Whether every line is kept as verse.
    pub verse: bool,
}

/// Cuts a range of lines into units.
pub(super) fn segment(arena: &mut Arena<'_>, view: Range<usize>, place: Place) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut i = view.start;
    let (mut blank, mut page) = (0, false);
    let mut place = place;
    while i < view.end {
        let line = arena.lines[i];
        page |= line.page;
        if line.is_blank() {
            blank += 1;
            i += 1;
            continue;
        }
        let before = units.len();
        let intro = units.last().is_some_and(|u| introduces(arena, u));
        i = if let Some(end) = fence(arena, i, view.end, &mut units) {
            end
        } else if let Some(end) = quote(arena, i, view.end, place, &mut units) {
            end
        } else if let Some(end) = table::ruled(arena, i, view.end, &mut units) {
            end
        } else if rules::is_break(arena.content(i)) {
            units.push(Unit::new(i..i + 1, Shape::Rule));
            i + 1
        } else if let Some(end) = list::list(arena, i, view.end, place, intro, &mut units) {
            end
        } else {
            let end = run_end(arena, i, view.end, place);
            regime::run(arena, i..end, place, &mut units);
            end
        };
        if let Some(first) = units.get_mut(before) {
            first.blank = blank;
            first.page = std::mem::take(&mut page);
        }
        blank = 0;
        place.first = place.first && units.len() < 3;
    }
    join_code(arena, &mut units);
    units
}

/// Whether a unit ends with a colon: a list may follow.
pub(super) fn introduces(arena: &Arena<'_>, unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Prose | Shape::Lines(_) | Shape::Underlined(_) | Shape::Hashes(_))
        && arena.covered(&unit.lines).ends_with([':', '：'])
}

/// Where the text run that begins at line `i` ends: at a blank line, or where another shape begins.
fn run_end(arena: &mut Arena<'_>, i: usize, end: usize, place: Place) -> usize {
    let mut k = i + 1;
    while k < end {
        let line = &arena.lines[k];
        if line.is_blank() || line.page {
            break;
        }
        let text = arena.content(k);
        let intro = arena.content(k - 1).ends_with([':', '：']);
        if text.starts_with('>')
            || is_fence(text).is_some()
            || table::is_ruled(text)
            || list::starts(arena, k, end, intro, place)
            || (rules::is_break(text) && !rules::is_underline(arena, k))
        {
            break;
        }
        k += 1;
    }
    k
}

/// A fence of backquotes or tildes, its length and what stands behind it.
fn is_fence(text: &str) -> Option<(char, usize, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    let info = text[length..].trim();
    (length >= 3 && !info.contains('`') && info.split_whitespace().count() <= 2).then_some((mark, length, info))
}

fn fence(arena: &Arena<'_>, i: usize, end: usize, units: &mut Vec<Unit>) -> Option<usize> {
    let (mark, length, info) = is_fence(arena.content(i))?;
    let close = (i + 1..end).find(|&k| {
        let text = arena.content(k);
        text.len() >= length && text.chars().all(|c| c == mark)
    })?;
    let language = info.split_whitespace().next().map(str::to_ascii_lowercase);
    let mut unit = Unit::new(i..close + 1, Shape::Code(language));
    unit.why = Some((1.0, "stands between fences"));
    units.push(unit);
    Some(close + 1)
}

/// Lines behind `>`.
fn quote(arena: &mut Arena<'_>, i: usize, end: usize, place: Place, units: &mut Vec<Unit>) -> Option<usize> {
    if !arena.content(i).starts_with('>') || place.depth >= MAX_DEPTH {
        return None;
    }
    // A lone line that opens with the sign is a quotation only where a space or a further sign follows.
    let next = arena.content(i)[1..].chars().next();
    let more = i + 1 < end && arena.content(i + 1).starts_with('>');
    if !more && !next.is_none_or(|c| c == ' ' || c == '>') {
        return None;
    }
    let mut k = i;
    let start = arena.lines.len();
    while k < end && arena.content(k).starts_with('>') {
        let line = arena.lines[k].behind(arena.text, 1);
        // One space behind the sign belongs to it.
        let indent = line.indent.saturating_sub(arena.lines[k].indent + 1);
        arena.lines.push(Line { indent: indent.saturating_sub(1), ..line });
        k += 1;
    }
    let inner = start..arena.lines.len();
    let inside = segment(arena, inner, Place { depth: place.depth + 1, first: false, ..place });
    let mut unit = Unit::new(i..k, Shape::Quote(inside));
    unit.why = Some((0.95, "every line stands behind “>”"));
    units.push(unit);
    Some(k)
}

/// Verbatim units with nothing but blank lines between them are one.
fn join_code(arena: &Arena<'_>, units: &mut Vec<Unit>) {
    let open = |u: &Unit| matches!(u.shape, Shape::Code(None)) && is_fence(arena.content(u.lines.start)).is_none();
    units.dedup_by(|next, before| {
        let joins = open(before) && open(next) && !next.page;
        if joins {
            before.lines.end = next.lines.end;
        }
        joins
    });
}
