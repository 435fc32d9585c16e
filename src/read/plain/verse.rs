//! Verse: short lines that begin with capitals and end before they must.

use super::arena::Arena;
use super::evidence::{Evidence, Ground};
use super::features::{End, end_of, opens_quote};
use super::scores::{limit, verse as scores};
use super::unit::{Shape, Unit};
use std::ops::Range;

/// A run of lines as a stanza, where it looks like one; `full` and `nearly` count the lines that ended because the
/// next word did not fit, or would hardly have fitted.
///
/// `after` tells that a stanza stands before it.
pub(super) fn verse(arena: &Arena<'_>, run: &Range<usize>, full: usize, nearly: usize, after: bool) -> Option<Unit> {
    let mut evidence = evidence(arena, run, full, nearly)?;
    evidence.add_if(after && evidence.score() >= limit::STANZA_BELOW_STANZA, scores::STANZA_STANDS_BEFORE_IT);
    (evidence.score() >= limit::STANZA).then(|| Unit {
        why: Some(Ground::new(evidence.score(), scores::SHORT_LINES_THAT_BEGIN_WITH_CAPITALS)),
        ..Unit::new(run.clone(), Shape::Lines(true))
    })
}

/// Takes lines that end where they end for verse where the text holds verse elsewhere.
pub(super) fn spread(arena: &Arena<'_>, units: &mut [Unit]) {
    if !units.iter().any(|u| matches!(u.shape, Shape::Lines(true))) {
        return;
    }
    for unit in units.iter_mut().filter(|u| matches!(u.shape, Shape::Lines(false)) && (3..=40).contains(&u.lines.len()))
    {
        let line = |k: usize| {
            let text = arena.content(k);
            let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            bare.starts_with(char::is_uppercase)
                && arena.lines[k].width <= 64
                && text.split_whitespace().count() >= 3
                && !text.contains(|c: char| c.is_numeric() || c == '@' || c == '[')
                && !super::label::is_label(text)
        };
        let flows = unit.lines.clone().filter(|&k| matches!(end_of(arena.content(k)), End::Open | End::None)).count();
        if unit.lines.clone().all(line) && flows * 2 >= unit.lines.len() {
            unit.shape = Shape::Lines(true);
            unit.why = Some(scores::LINES_THAT_BEGIN_WITH_CAPITALS_IN_A_TEXT_WITH_VERSE);
        }
    }
}

fn evidence(arena: &Arena<'_>, run: &Range<usize>, full: usize, nearly: usize) -> Option<Evidence> {
    let lines = &arena.lines[run.clone()];
    let n = lines.len();
    let widest = lines.iter().map(|l| l.width).max()?;
    if n < 2 || widest > 68 {
        return None;
    }
    let texts = || run.clone().map(|k| arena.content(k));
    let capital = |t: &str| {
        let bare = t.trim_start_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare.starts_with(|c: char| !c.is_lowercase()) || opens_quote(t)
    };
    let capitals = texts().filter(|t| capital(t)).count();
    let words: usize = texts().map(|t| t.split_whitespace().count()).sum();
    let figures = texts().filter(|t| t.contains(|c: char| c.is_numeric())).count();
    let stops = texts().filter(|t| end_of(t) == End::Stop).count();
    let goes_on = texts().filter(|t| end_of(t) == End::Open).count();
    let labels = texts().filter(|t| super::label::is_label(t)).count();
    let all_caps = texts().filter(|t| super::features::Features::of(t).caps).count();
    // A line of prose never ends early in the middle of a sentence.
    let early = run
        .clone()
        .take(n - 1)
        .filter(|&k| arena.lines[k].right() + arena.first_word(k + 1) + widest / 4 < widest)
        .filter(|&k| !matches!(end_of(arena.content(k)), End::Stop | End::Call | End::Colon))
        .count();
    let alternate = n >= 4
        && lines[0].indent != lines[1].indent
        && lines.iter().enumerate().all(|(k, line)| line.indent == lines[k % 2].indent);
    let base = Some(arena.measure.width).filter(|&w| w >= 50).unwrap_or(0);

    let mut evidence = Evidence::default();
    if capitals == n {
        evidence.add(match n {
            2 => scores::TWO_CAPITALS,
            3 => scores::THREE_CAPITALS,
            4 => scores::FOUR_CAPITALS,
            _ => scores::MORE_CAPITALS,
        });
    } else if capitals * 5 < n * 4 {
        evidence.add(scores::LINES_BEGIN_SMALL);
    }
    let breaks = n - 1;
    if nearly * 2 <= breaks {
        evidence.add(scores::LINES_END_BEFORE_THEY_MUST);
    } else if full == breaks {
        let narrow = capitals == n && widest < 50;
        evidence.add(if narrow { scores::NARROW_LINES_END_WHERE_THEY_MUST } else { scores::LINES_END_WHERE_THEY_MUST });
    }
    if base == 0 || (widest + lines[0].indent) * 5 < base * 4 {
        let narrow = base > 0 && n >= 4 && capitals == n && figures == 0;
        evidence.add(if narrow { scores::NARROW_LINES } else { scores::SHORT_LINES });
    } else if n == 2 {
        evidence.add(scores::LINES_AS_LONG_AS_THE_TEXTS);
    }
    evidence.add_if(lines.iter().all(|l| l.indent >= 2), scores::INDENTED);
    evidence.add_if(
        early * 4 >= n && capitals == n && figures == 0 && n >= 3,
        scores::LINES_END_IN_THE_MIDDLE_OF_A_SENTENCE,
    );
    evidence.add_if(alternate, scores::EVERY_OTHER_LINE_IS_INDENTED);
    evidence.add_if(goes_on * 10 >= n * 3, scores::LINES_END_WITH_COMMAS);
    evidence.add_if(words < 3 * n, scores::HARDLY_A_WORD_A_LINE);
    evidence.add_if(figures * 10 >= n * 4, scores::FIGURES);
    evidence.add_if(stops * 10 >= n * 7, scores::EVERY_LINE_IS_A_SENTENCE);
    evidence.add_if(labels * 3 >= n, scores::LABELS);
    evidence.add_if(all_caps * 2 >= n, scores::CAPITALS);
    // Names and what people are, a byline, a date: no verse.
    let titles = texts().filter(|t| super::features::Features::of(t).title_case).count();
    evidence.add_if(titles == n, scores::EVERY_WORD_BEGINS_WITH_A_CAPITAL);
    evidence.add_if(n <= 8 && texts().any(super::head::is_own), scores::BYLINE_OR_A_DATE);
    Some(evidence)
}
