//! Regimes: how a run of text lines was broken. Wrapped prose runs on over its lines; in other texts every line is
//! a paragraph; verse, addresses and signatures keep their lines; an indented line may begin a paragraph.
//!
//! The strongest sign of wrapping: the next word would not have fitted on the line.

use super::arena::{Arena, is_glued_head};
use super::evidence::Ground;
use super::features::{End, Features, end_of, opens_quote};
use super::label::{is_label, is_question};
use super::scores::UNWRAPPED;
use super::scores::regime as scores;
use super::unit::{Enclosure, Shape, Unit};
use super::{code, email, head, heading, notes, rules, table, verse};
use crate::source::Cut as _;
use std::ops::Range;

/// Cuts a run of text lines (no blank line inside) into units.
pub(super) fn run(arena: &mut Arena<'_>, run: Range<usize>, around: Enclosure, units: &mut Vec<Unit>) {
    let mut from = run.start;
    let mut k = run.start;
    // Underlined lines inside the run are headings; what stands between them is cut by itself.
    if let Some(end) = overlined(arena, &run) {
        let mut unit = Unit::new(run.start..end, Shape::Overlined);
        unit.why = Some(scores::RULES_STAND_ABOVE_AND_BELOW_IT);
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
            unit.why = Some(scores::RULE_STANDS_BELOW_IT);
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
    if email::is_signature(arena.content(run.start)) && (2..=12).contains(&run.len()) {
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
    // A line above the columns: what the table shows.
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
    // What an item holds runs on.
    if around.item && !labelled_lines(arena, &run) {
        let starts = paragraph_starts(arena, &run, &|_| true);
        cut(&run, &starts, units, scores::ITEMS_TEXT_RUNS_ON);
        return;
    }
    broken(arena, run, units);
}

fn hashes(arena: &Arena<'_>, run: &Range<usize>) -> Option<Unit> {
    let text = arena.content(run.start);
    let level = text.len() - text.trim_start_matches('#').len();
    let rest = text.cut(level..);
    let is = (1..=6).contains(&level) && rest.starts_with(' ') && rest.contains(char::is_alphanumeric);
    is.then(|| Unit {
        why: Some(scores::STANDS_BEHIND_NUMBER_SIGNS),
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
    // One term alone is one only where its definition is a sentence, not a stanza.
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
    // Verse whose every other line is indented goes on behind a comma.
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
    unit.why = Some(scores::TERMS_WITH_INDENTED_LINES_BELOW_THEM);
    Some(unit)
}

/// Cuts a run of at least two lines by how it was broken.
pub(super) fn broken(arena: &mut Arena<'_>, run: Range<usize>, units: &mut Vec<Unit>) {
    if arena.flowed {
        flowed(arena, run, units);
        return;
    }
    let widest = run.clone().map(|k| arena.lines[k].right()).max().unwrap_or(0);
    let breaks = run.len() - 1;
    let reference = match run.len() {
        0..=3 => widest.max(arena.measure.width.min(UNWRAPPED)),
        _ => widest,
    };
    let slack = (reference / 7).max(4);
    let near = |k: usize| arena.is_full(k, reference.saturating_sub(slack));
    let full = run.clone().take(breaks).filter(|&k| arena.is_full(k, reference)).count();
    let nearly = run.clone().take(breaks).filter(|&k| near(k)).count();

    if widest > UNWRAPPED && !(run.len() >= 4 && full * 10 >= breaks * 9 && widest <= 200) {
        each(run, units, scores::LINES_AS_LONG_AS_PARAGRAPHS);
        return;
    }
    let after = units.last().is_some_and(|u| matches!(u.shape, Shape::Lines(true)) && u.lines.end + 1 >= run.start);
    if let Some(unit) = verse::verse(arena, &run, full, nearly, after) {
        units.push(unit);
        return;
    }
    if let Some(starts) = labelled(arena, &run) {
        cut(&run, &starts, units, scores::EVERY_PARAGRAPH_BEGINS_WITH_A_LABEL);
        return;
    }
    // Where paragraphs stand on one line each, short lines below each other are not one.
    if arena.measure.unwrapped && !arena.lines[run.clone()].iter().any(|l| l.indent > arena.lines[run.start].indent) {
        let long = run.clone().filter(|&k| arena.lines[k].width > 80).count();
        let ended = run.clone().filter(|&k| matches!(end_of(arena.content(k)), End::Stop | End::Call)).count();
        if long > 0 || ended * 10 >= run.len() * 6 {
            each(run, units, scores::PARAGRAPH_A_LINE_AS_ELSEWHERE);
        } else {
            let mut unit = Unit::new(run, Shape::Lines(false));
            unit.why = Some(scores::SHORT_LINES_WHERE_PARAGRAPHS_ARE_LONG_ONES);
            units.push(unit);
        }
        return;
    }
    // Verses with their numbers: every line goes on counting.
    let count = |k: usize| {
        let text = arena.content(k);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text.cut(..digits).parse::<u32>().ok().filter(|_| digits <= 3 && text.cut(digits..).starts_with(' '))
    };
    if run.len() >= 3 && run.clone().skip(1).all(|k| count(k).is_some_and(|n| count(k - 1).is_some_and(|m| n == m + 1)))
    {
        each(run, units, scores::EVERY_LINE_BEGINS_WITH_THE_NEXT_NUMBER);
        return;
    }
    let starts = paragraph_starts(arena, &run, &near);
    let small = run.clone().skip(1).filter(|&k| !begins(arena.content(k))).count();
    let narrow = reference < 50 && small * 10 < breaks * 3;
    if run.clone().all(|k| is_label(arena.content(k))) {
        let mut unit = Unit::new(run, Shape::Lines(false));
        unit.why = Some(scores::LABELS_WITH_THEIR_VALUES);
        units.push(unit);
        return;
    }
    let wrapped = !narrow
        && (nearly * 10 >= breaks * 6 || starts.len() > 1 && (nearly + starts.len()) * 10 >= breaks * 8 && nearly > 0);
    if wrapped {
        cut(&run, &starts, units, scores::NEXT_WORD_WOULD_NOT_HAVE_FITTED_ON_THE_LINES);
        return;
    }
    let ends = |k: usize| matches!(end_of(arena.content(k)), End::Stop | End::Call | End::Ellipsis);
    let ended = run.clone().filter(|&k| ends(k)).count();
    let upper = run.clone().filter(|&k| begins(arena.content(k))).count();
    if ended * 10 >= run.len() * 6 && upper * 10 >= run.len() * 8 {
        each(run, units, scores::EVERY_LINE_IS_A_SENTENCE_OR_MORE);
        return;
    }
    // Two lines with a sentence that runs over the break were wrapped by hand.
    let runs_on = |k: usize| {
        arena.content(k + 1).trim_start_matches(['-', '–', '—', ' ']).starts_with(char::is_lowercase) && !ends(k)
    };
    let running = run.clone().take(breaks).filter(|&k| runs_on(k)).count();
    if running * 10 >= breaks * 6 && ends(run.end - 1) && widest > 30 {
        cut(&run, &starts, units, scores::SENTENCES_RUN_OVER_THE_LINE_ENDS);
        return;
    }
    let mut unit = Unit::new(run, Shape::Lines(false));
    unit.why = Some(scores::SHORT_LINES_THAT_END_WHERE_THEY_END);
    units.push(unit);
}

/// Cuts a run of a text whose lines say whether they go on (RFC 3676, 4.2).
fn flowed(arena: &Arena<'_>, run: Range<usize>, units: &mut Vec<Unit>) {
    let mut k = run.start;
    while k < run.end {
        let from = k;
        while k + 1 < run.end && arena.is_soft(k) {
            k += 1;
        }
        k += 1;
        // Lines that do not go on stand below each other.
        if k - from == 1 {
            while k < run.end && !arena.is_soft(k) {
                k += 1;
            }
        }
        let soft = arena.is_soft(from);
        let mut unit = Unit::new(from..k, if soft || k - from == 1 { Shape::Prose } else { Shape::Lines(false) });
        unit.why = Some(if soft { scores::LINES_THAT_SAY_THAT_THEY_GO_ON } else { scores::LINES_THAT_DO_NOT_GO_ON });
        units.push(unit);
    }
}

fn each(run: Range<usize>, units: &mut Vec<Unit>, why: Ground) {
    for k in run {
        let mut unit = Unit::new(k..k + 1, Shape::Prose);
        unit.why = Some(why);
        units.push(unit);
    }
}

fn cut(run: &Range<usize>, starts: &[usize], units: &mut Vec<Unit>, why: Ground) {
    let mut from = run.start;
    for &start in starts.iter().chain(std::iter::once(&run.end)) {
        if start > from {
            let mut unit = Unit::new(from..start, Shape::Prose);
            if start - from > 1 {
                unit.why = Some(why);
            }
            units.push(unit);
            from = start;
        }
    }
}

/// Whether a text begins as a sentence does.
fn begins(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || c == '¿'
            || c == '¡'
            || c == '—'
            || crate::document::script::is_unspaced_letter(c)
    }) || opens_quote(text)
}

/// The lines of a run that begin a paragraph: they are indented further, or the line before them ended early.
fn paragraph_starts(arena: &Arena<'_>, run: &Range<usize>, near: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let base = run.clone().map(|k| arena.lines[k].indent).min().unwrap_or(0);
    let deep = run.clone().map(|k| arena.lines[k].indent).max().unwrap_or(0);
    let ended = |k: usize| !matches!(end_of(arena.content(k)), End::None | End::Open);
    if deep > base && deep - base <= 12 {
        // First lines indented.
        let firsts: Vec<usize> = run.clone().filter(|&k| arena.lines[k].indent > base).collect();
        let after_end = firsts.iter().filter(|&&k| k == run.start || ended(k - 1)).count();
        if firsts.len() < run.len() && after_end * 10 >= firsts.len() * 8 {
            return firsts;
        }
        // First lines hanging.
        let hanging: Vec<usize> = run.clone().filter(|&k| arena.lines[k].indent == base).collect();
        let follows = hanging.iter().filter(|&&k| k == run.start || ended(k - 1)).count();
        if hanging.first() == Some(&run.start)
            && hanging.len() * 2 <= run.len() + 1
            && follows * 10 >= hanging.len() * 8
        {
            return hanging;
        }
    }
    run.clone().skip(1).filter(|&k| ended(k - 1) && !near(k - 1) && begins(arena.content(k))).collect()
}

/// The lines that begin with a label (`HOST:`, `Q:`), where the text is made of them.
fn labelled(arena: &Arena<'_>, run: &Range<usize>) -> Option<Vec<usize>> {
    let numbered = notes::mark(arena.content(run.start)).is_some();
    let answers = is_question(arena.content(run.start));
    let is_label = |text: &str| match (numbered, answers) {
        (true, _) => notes::mark(text).is_some(),
        (_, true) => is_question(text),
        _ => is_label(text),
    };
    if !is_label(arena.content(run.start)) {
        return None;
    }
    let starts: Vec<usize> = run.clone().filter(|&k| is_label(arena.content(k))).collect();
    if numbered || answers && starts.len() >= 2 {
        return Some(starts);
    }
    let long = starts.iter().any(|&k| arena.lines[k].width > 60) || starts.len() < run.len();
    // What stands behind a label goes on over near-full lines only.
    (starts.len() >= 2 && long && starts.len() * 4 >= run.len()).then_some(starts)
}
