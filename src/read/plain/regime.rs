//! Runs of text lines, without a blank line between them: underlined titles, code, the lines of the head, headings that
//! stand on their text, tables and definitions are cut out; [`wrap`] says how the rest was broken into lines.

use super::arena::{Arena, is_glued_head};
use super::evidence::Evidence;
use super::features::{End, Features, end_of};
use super::label::is_label;
use super::limits::UNWRAPPED;
use super::limits::shape::SIGNATURE_LINES;
use super::scores::regime as scores;
use super::unit::{Enclosure, Shape, Unit};
use super::{code, email, head, heading, notes, rules, table, wrap};
use crate::source::Cut as _;
use std::ops::Range;

/// Cuts a run of text lines (no blank line inside) into units.
pub(super) fn run(arena: &mut Arena<'_>, run: Range<usize>, around: Enclosure, units: &mut Vec<Unit>) {
    let mut from = run.start;
    let mut k = run.start;
    // Underlined lines inside the run are headings; what stands between them is cut by itself.
    if let Some(end) = overlined(arena, &run) {
        let mut unit = Unit::new(run.start..end, Shape::Overlined);
        unit.why = Some(Evidence::of(scores::RULES_STAND_ABOVE_AND_BELOW_IT));
        units.push(unit);
        (from, k) = (end, end);
    }
    while k + 1 < run.end {
        if let Some(mark) = rules::underline(arena, k + 1)
            && (k == from || !arena.is_full(k - 1, arena.measure.width.max(40)) || k + 2 == run.end && k - from <= 2)
        {
            // Two or three lines above the rule belong to the heading where nothing stands before them.
            let start = if k - from <= 2 && k + 2 == run.end && k > from && mark == '=' { from } else { k };
            if start > from {
                plain(arena, from..start, around, units);
            }
            let mut unit = Unit::new(start..k + 2, Shape::Underlined(mark));
            unit.why = Some(Evidence::of(scores::RULE_STANDS_BELOW_IT));
            units.push(unit);
            from = k + 2;
            k = from;
        } else {
            k += 1;
        }
    }
    if from < run.end {
        plain(arena, from..run.end, around, units);
    }
}

/// A title between two rules of `=`: the line behind the lower one.
fn overlined(arena: &Arena<'_>, run: &Range<usize>) -> Option<usize> {
    let rule = |k: usize| {
        let text = arena.content(k);
        text.len() >= 3 && text.bytes().all(|b| b == b'=')
    };
    let close = (run.start + 2..run.end.min(run.start + 7)).find(|&k| rule(k))?;
    (rule(run.start) && (run.start + 1..close).all(|k| !rule(k) && arena.content(k).contains(char::is_alphanumeric)))
        .then_some(close + 1)
}

fn plain(arena: &mut Arena<'_>, run: Range<usize>, around: Enclosure, units: &mut Vec<Unit>) {
    let mut run = run;
    if around.verse {
        units.push(Unit::new(run, Shape::Lines(true)));
        return;
    }
    if email::is_signature(arena.content(run.start)) && SIGNATURE_LINES.contains(&run.len()) {
        units.push(Unit::new(run, Shape::Signature));
        return;
    }
    if let Some(unit) = code::verbatim(arena, &run) {
        units.push(unit);
        return;
    }
    if around.first && around.depth == 0 && head::lines(arena, &mut run, units) {
        return;
    }
    // Heading lines that stand directly on their text.
    while run.len() > 1 && heads(arena, &run) {
        units.push(Unit::new(run.start..run.start + 1, Shape::Prose));
        run.start += 1;
    }
    if let Some(unit) = hashes(arena, &run) {
        units.push(unit);
        run.start += 1;
    }
    if run.is_empty() {
        return;
    }
    if run.len() == 1 {
        units.push(Unit::new(run, Shape::Prose));
        return;
    }
    if let Some(unit) = table::aligned(arena, &run) {
        units.push(unit);
        return;
    }
    // The first line may be a caption above the columns.
    if run.len() > 2
        && !arena.content(run.start).contains("  ")
        && let Some(unit) = table::aligned(arena, &(run.start + 1..run.end))
    {
        units.push(Unit::new(run.start..run.start + 1, Shape::Prose));
        units.push(unit);
        return;
    }
    if let Some(unit) = definitions(arena, &run, around) {
        units.push(unit);
        return;
    }
    // The text of a list item is wrapped prose.
    if around.item && !labelled_lines(arena, &run) {
        let starts = wrap::paragraph_starts(arena, &run, &|_| true);
        wrap::cut(&run, &starts, units, scores::ITEMS_TEXT_RUNS_ON);
        return;
    }
    wrap::broken(arena, run, units);
}

fn hashes(arena: &Arena<'_>, run: &Range<usize>) -> Option<Unit> {
    let text = arena.content(run.start);
    let level = text.len() - text.trim_start_matches('#').len();
    let rest = text.cut(level..);
    let is = (1..=6).contains(&level) && rest.starts_with(' ') && rest.contains(char::is_alphanumeric);
    is.then(|| Unit {
        why: Some(Evidence::of(scores::STANDS_BEHIND_NUMBER_SIGNS)),
        ..Unit::new(run.start..run.start + 1, Shape::Hashes(level as u8))
    })
}

/// Whether the first line of a run is a heading that stands directly on its text.
fn heads(arena: &Arena<'_>, run: &Range<usize>) -> bool {
    let text = arena.content(run.start);
    let width = run.clone().map(|k| arena.lines[k].right()).max().unwrap_or(0).max(arena.measure.width);
    if arena.lines[run.start].width > 70 || arena.is_full(run.start, width.min(UNWRAPPED)) {
        return false;
    }
    let next = arena.content(run.start + 1);
    let features = Features::of(text);
    if matches!(features.end, End::Open | End::Colon) {
        return false;
    }
    let next_features = Features::of(next);
    if arena.measure.glued_heads
        && (features.end == End::None || run.len() == 2)
        && is_glued_head(arena.text, &arena.lines[run.start], &arena.lines[run.start + 1])
        && matches!(end_of(arena.content(run.end - 1)), End::Stop | End::Call | End::Ellipsis | End::Colon)
    {
        return true;
    }
    let keyword = heading::chapter(text).is_some() && heading::chapter(next).is_none();
    // In capitals, over a line of prose that is much longer or goes on.
    let caps = features.caps
        && features.words <= 10
        && !next_features.caps
        && features.letters >= 4
        && (arena.lines[run.start + 1].width > 50 || run.len() > 2 && arena.lines[run.start + 1].width > 40);
    keyword && !next_features.caps && (arena.lines[run.start + 1].width > 45 || run.len() == 2) || caps
}

fn labelled_lines(arena: &Arena<'_>, run: &Range<usize>) -> bool {
    run.clone().skip(1).any(|k| is_label(arena.content(k)) || notes::mark(arena.content(k)).is_some())
}

/// Terms at the margin, each with what it means indented below it.
fn definitions(arena: &mut Arena<'_>, run: &Range<usize>, around: Enclosure) -> Option<Unit> {
    let base = arena.lines[run.start].indent;
    let is_term = |k: usize| arena.lines[k].indent == base;
    let depth = arena.lines[run.start + 1].indent;
    let good = |k: usize| {
        let term = &arena.lines[k];
        let text = arena.content(k);
        k + 1 < run.end
            && !is_term(k + 1)
            && term.width <= 64
            && !matches!(end_of(text), End::Open | End::Stop | End::Call | End::Ellipsis)
            && text.split_whitespace().count() <= 8
    };
    if around.depth >= crate::read::MAX_DEPTH
        || !(base + 2..=base + 8).contains(&depth)
        || !run.clone().all(|k| !is_term(k) && arena.lines[k].indent >= depth || is_term(k) && good(k))
    {
        return None;
    }
    let terms: Vec<usize> = run.clone().filter(|&k| is_term(k)).collect();
    // A single term counts only if its definition is a sentence: a title over an indented stanza looks the same.
    let capital = |k: usize| !arena.content(k).starts_with(char::is_lowercase);
    let sentence = |k: usize| matches!(end_of(arena.content(k)), End::Stop | End::Call);
    if terms.len() < 2
        && !(depth == base + 4
            && sentence(run.end - 1)
            && (run.len() == 2 || !(run.start + 2..run.end).all(capital))
            && arena.content(run.start).split_whitespace().count() <= 5)
    {
        return None;
    }
    // Verse with alternate lines indented looks alike, but its lines end with commas.
    let open = |k: usize| end_of(arena.content(k)) == End::Open;
    if terms.iter().skip(1).chain(std::iter::once(&run.end)).any(|&next| open(next - 1)) {
        return None;
    }
    let mut list = Vec::new();
    for (i, &term) in terms.iter().enumerate() {
        let end = terms.get(i + 1).copied().unwrap_or(run.end);
        let start = arena.lines.len();
        for k in term + 1..end {
            let line = arena.lines[k];
            arena.lines.push(super::line::Line { indent: line.indent - depth, ..line });
        }
        let inner = start..arena.lines.len();
        let around = Enclosure { depth: around.depth + 1, first: false, item: true, ..around };
        list.push((term..term + 1, super::segment::segment(arena, inner, around)));
    }
    let mut unit = Unit::new(run.clone(), Shape::Definitions(list));
    unit.why = Some(Evidence::of(scores::TERMS_WITH_INDENTED_LINES_BELOW_THEM));
    Some(unit)
}
