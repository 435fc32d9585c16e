//! The head's lines: kicker, title, subtitle, byline and dates where they stand without blank lines between them, as a
//! paste from a page brings them. Each becomes a unit; [`super::front`] says what it is.

use super::arena::Arena;
use super::features::{End, Features, SMALL, end_of};
use super::limits::UNWRAPPED;
use super::limits::head::{ADDRESS_WIDTH, LINES_ABOVE};
use super::scores::limit;
use super::unit::{Shape, Unit};
use super::{byline, dates, furniture};
use std::ops::Range;

/// Cuts the lines of the head off a run at the top of a text; whether nothing is left of it.
pub(super) fn lines(arena: &mut Arena<'_>, run: &mut Range<usize>, units: &mut Vec<Unit>) -> bool {
    let Some(own) = run.clone().take(LINES_ABOVE).find(|&k| is_own(arena.content(k))) else {
        if units.is_empty() {
            title(arena, run, units);
        }
        return false;
    };
    let above = own - run.start;
    // Behind the first units, only a short run can still belong to the head.
    if !units.is_empty() && (above > 2 || above > 0 && arena.lines[run.start].width > UNWRAPPED) {
        return false;
    }
    if above > 0 {
        let wrapped = above > 3 && (run.start..own - 1).all(|k| arena.is_full(k, arena.measure.width.max(40)));
        if wrapped || matches!(end_of(arena.content(own - 1)), End::Open) || above <= 3 && stops(arena, own - 1) {
            return false;
        }
        // The sender's address above the date of a letter keeps its lines.
        let address = above > 1
            && !is_byline(arena.content(own))
            && (run.start..own).any(|k| arena.content(k).contains(|c: char| c.is_ascii_digit()))
            && (run.start..own).all(|k| arena.lines[k].width <= ADDRESS_WIDTH);
        if address {
            units.push(Unit::new(run.start..own, Shape::Lines(false)));
        } else {
            let mut from = run.start;
            for k in run.start + 1..=own {
                if k == own || !goes_on(arena, k - 1) {
                    units.push(Unit::new(from..k, Shape::Prose));
                    from = k;
                }
            }
        }
    }
    let mut k = own;
    while k < run.end {
        let text = arena.content(k);
        let more = |n: usize| k + n < run.end && is_own(arena.content(k + n));
        let beside = furniture::reason(text).is_some()
            || arena.lines[k].width <= 60 && end_of(text) == End::None && (more(1) || more(2));
        if !is_own(text) && !beside {
            break;
        }
        let mut end = k + 1;
        // Roles stand below names.
        while is_byline(text)
            && end < run.end
            && end <= k + 2
            && byline::is_role(arena.content(end))
            && !is_own(arena.content(end))
        {
            end += 1;
        }
        units.push(Unit::new(k..end, if end - k > 1 { Shape::Lines(false) } else { Shape::Prose }));
        k = end;
    }
    run.start = k;
    Range::is_empty(run)
}

/// A byline or a line of dates, which occur only in a head.
pub(super) fn is_own(text: &str) -> bool {
    dates::date_line(text).or_else(|| dates::placed(text)).is_some() || is_byline(text)
}

fn is_byline(text: &str) -> bool {
    byline::parse(text, true).is_some_and(|(_, e)| e.score() >= limit::BYLINE)
}

/// Whether a line ends a sentence of a paragraph.
fn stops(arena: &Arena<'_>, k: usize) -> bool {
    end_of(arena.content(k)) == End::Stop && arena.lines[k].width > 40
}

/// Whether the line behind line `k` of a head goes on with it: a title in several lines.
fn goes_on(arena: &Arena<'_>, k: usize) -> bool {
    let (text, next) = (arena.content(k), arena.content(k + 1));
    if !matches!(end_of(text), End::None | End::Open) {
        return false;
    }
    let last = text.rsplit(' ').next().unwrap_or("");
    let (this, below) = (Features::of(text), Features::of(next));
    let width = arena.measure.width;
    next.starts_with(char::is_lowercase)
        || SMALL.holds(last)
        || end_of(text) == End::Open
        || this.caps && below.caps && this.words >= 3
        || this.caps == below.caps
            && (30..=UNWRAPPED).contains(&width)
            && arena.lines[k].right() <= width
            && arena.is_full(k, width)
}

/// Short first lines over the text: a title that stands directly on it, or a title with its subtitle.
fn title(arena: &Arena<'_>, run: &mut Range<usize>, units: &mut Vec<Unit>) {
    if run.len() < 2 {
        return;
    }
    let (first, next) = (&arena.lines[run.start], &arena.lines[run.start + 1]);
    let features = Features::of(arena.content(run.start));
    let title = features.end == End::None && features.upper && features.words >= 2;
    let width = arena.measure.width.max(60);
    let over_text = next.width > UNWRAPPED && first.width < 100
        || features.title_case
            && first.width + 12 < next.width
            && next.width > 55
            && run.len() > 2
            && !arena.is_full(run.start, width);
    // Capitals over a line that is not in capitals.
    let below = Features::of(arena.content(run.start + 1));
    let subtitle = run.len() == 2 && features.caps && !below.caps && below.end == End::None && below.letters > 0;
    if title && (over_text || subtitle) {
        units.push(Unit::new(run.start..run.start + 1, Shape::Prose));
        run.start += 1;
    }
}
