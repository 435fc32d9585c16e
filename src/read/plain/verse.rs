//! Verse: short lines that begin with capitals and end before they must.

use super::arena::Arena;
use super::evidence::{Evidence, Ground, Rule, rule, weigh};
use super::features::{End, Features, end_of, opens_quote};
use super::head::is_own;
use super::label::is_label;
use super::limits::reach;
use super::scores::{limit, verse as scores};
use super::unit::{Shape, Unit};
use std::ops::Range;

/// A run of lines as a stanza, where it looks like one; `full` and `nearly` count the lines that ended because the
/// next word did not fit, or would hardly have fitted.
///
/// `after` tells that a stanza stands before it.
pub(super) fn verse(arena: &Arena<'_>, run: &Range<usize>, full: usize, nearly: usize, after: bool) -> Option<Unit> {
    let look = Look::of(arena, run, full, nearly)?;
    let stanza = |against: Option<Ground>| {
        let mut evidence = weigh(&look, RULES);
        against.into_iter().for_each(|ground| evidence.add(ground));
        evidence.add_if(after && evidence.score() >= limit::STANZA_BELOW_STANZA, scores::STANZA_STANDS_BEFORE_IT);
        Some(evidence).filter(|evidence| evidence.score() >= limit::STANZA)
    };
    let mut evidence = stanza(None)?;
    // Parsing bylines is costly and only ever speaks against a stanza, so it comes last.
    if run.len() <= reach::HEAD_LINES && run.clone().any(|k| is_own(arena.content(k))) {
        evidence = stanza(Some(scores::BYLINE_OR_A_DATE))?;
    }
    Some(Unit { why: Some(evidence), ..Unit::new(run.clone(), Shape::Lines(true)) })
}

/// Reclassifies kept lines as verse in a text that has verse elsewhere.
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
                && !is_label(text)
        };
        let flows = unit.lines.clone().filter(|&k| matches!(end_of(arena.content(k)), End::Open | End::None)).count();
        if unit.lines.clone().all(line) && flows * 2 >= unit.lines.len() {
            unit.shape = Shape::Lines(true);
            unit.why = Some(Evidence::of(scores::LINES_THAT_BEGIN_WITH_CAPITALS_IN_A_TEXT_WITH_VERSE));
        }
    }
}

/// What can be seen of a run of lines that may be a stanza; all but the columns are numbers of lines.
struct Look {
    lines: usize,
    /// Columns of the widest line, with its indent.
    reach: u32,
    widest: u32,
    /// Columns of the text's measure; 0: not known.
    base: u32,
    capitals: usize,
    words: usize,
    figures: usize,
    stops: usize,
    goes_on: usize,
    labels: usize,
    all_caps: usize,
    title_case: usize,
    /// Lines that end in the middle of a sentence, far before they must.
    early: usize,
    /// Lines that end where the next word did not fit, or would hardly have fitted.
    full: usize,
    nearly: usize,
    indented: bool,
    /// Whether every other line is indented.
    alternate: bool,
}

impl Look {
    fn of(arena: &Arena<'_>, run: &Range<usize>, full: usize, nearly: usize) -> Option<Look> {
        let lines = &arena.lines[run.clone()];
        let n = lines.len();
        let widest = lines.iter().map(|l| l.width).max()?;
        if n < 2 || widest > reach::VERSE_WIDTH {
            return None;
        }
        let texts = || run.clone().map(|k| arena.content(k));
        let features: Vec<Features> = texts().map(Features::of).collect();
        let seen = |is: &dyn Fn(&Features) -> bool| features.iter().filter(|f| is(f)).count();
        let count = |is: &dyn Fn(&str) -> bool| texts().filter(|t| is(t)).count();
        let capital = |t: &str| {
            let bare = t.trim_start_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty() || bare.starts_with(|c: char| !c.is_lowercase()) || opens_quote(t)
        };
        // Wrapped prose never breaks mid-sentence where the next word would have fitted.
        let early = run
            .clone()
            .take(n - 1)
            .filter(|&k| arena.lines[k].right() + arena.first_word(k + 1) + widest / 4 < widest)
            .filter(|&k| !matches!(end_of(arena.content(k)), End::Stop | End::Call | End::Colon))
            .count();
        Some(Look {
            lines: n,
            reach: widest + lines[0].indent,
            widest,
            base: Some(arena.measure.width).filter(|&w| w >= 50).unwrap_or(0),
            capitals: count(&capital),
            words: texts().map(|t| t.split_whitespace().count()).sum(),
            figures: count(&|t| t.contains(|c: char| c.is_numeric())),
            stops: seen(&|f| f.end == End::Stop),
            goes_on: seen(&|f| f.end == End::Open),
            labels: count(&is_label),
            all_caps: seen(&|f| f.caps),
            title_case: seen(&|f| f.title_case),
            early,
            full,
            nearly,
            indented: lines.iter().all(|l| l.indent >= 2),
            alternate: n >= 4
                && lines[0].indent != lines[1].indent
                && lines.iter().enumerate().all(|(k, line)| line.indent == lines[k % 2].indent),
        })
    }

    /// Whether every line begins with a capital, or with what has no case.
    fn is_capital(&self) -> bool {
        self.capitals == self.lines
    }

    fn is_narrow(&self) -> bool {
        self.base == 0 || self.reach * 5 < self.base * 4
    }

    fn ends_early(&self) -> bool {
        self.nearly * 2 < self.lines
    }

    fn ends_where_it_must(&self) -> bool {
        !self.ends_early() && self.full == self.lines - 1
    }
}

/// What speaks for a stanza and against it. Of the rules in one list the first that holds counts.
const RULES: &[&[Rule<Look>]] = &[
    &[
        rule(scores::TWO_CAPITALS, |l| l.is_capital() && l.lines == 2),
        rule(scores::THREE_CAPITALS, |l| l.is_capital() && l.lines == 3),
        rule(scores::FOUR_CAPITALS, |l| l.is_capital() && l.lines == 4),
        rule(scores::MORE_CAPITALS, Look::is_capital),
        rule(scores::LINES_BEGIN_SMALL, |l| l.capitals * 5 < l.lines * 4),
    ],
    &[
        rule(scores::LINES_END_BEFORE_THEY_MUST, Look::ends_early),
        rule(scores::NARROW_LINES_END_WHERE_THEY_MUST, |l| l.ends_where_it_must() && l.is_capital() && l.widest < 50),
        rule(scores::LINES_END_WHERE_THEY_MUST, Look::ends_where_it_must),
    ],
    &[
        rule(scores::NARROW_LINES, |l| l.is_narrow() && l.base > 0 && l.lines >= 4 && l.is_capital() && l.figures == 0),
        rule(scores::SHORT_LINES, Look::is_narrow),
        rule(scores::LINES_AS_LONG_AS_THE_TEXTS, |l| l.lines == 2),
    ],
    &[rule(scores::INDENTED, |l| l.indented)],
    &[rule(scores::LINES_END_IN_THE_MIDDLE_OF_A_SENTENCE, |l| {
        l.early * 4 >= l.lines && l.is_capital() && l.figures == 0 && l.lines >= 3
    })],
    &[rule(scores::EVERY_OTHER_LINE_IS_INDENTED, |l| l.alternate)],
    &[rule(scores::LINES_END_WITH_COMMAS, |l| l.goes_on * 10 >= l.lines * 3)],
    &[rule(scores::HARDLY_A_WORD_A_LINE, |l| l.words < 3 * l.lines)],
    &[rule(scores::FIGURES, |l| l.figures * 10 >= l.lines * 4)],
    &[rule(scores::EVERY_LINE_IS_A_SENTENCE, |l| l.stops * 10 >= l.lines * 7)],
    &[rule(scores::LABELS, |l| l.labels * 3 >= l.lines)],
    &[rule(scores::CAPITALS, |l| l.all_caps * 2 >= l.lines)],
    // Lists of names with roles: every word is capitalized.
    &[rule(scores::EVERY_WORD_BEGINS_WITH_A_CAPITAL, |l| l.title_case == l.lines)],
];
