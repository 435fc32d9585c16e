//! How a run of text lines was broken: wrapped prose runs on over its lines; in other texts every line is a paragraph;
//! verse, addresses and signatures keep their lines; an indented line may begin a paragraph.
//!
//! The strongest sign of wrapping: the next word would not have fitted on the line.

use super::arena::Arena;
use super::evidence::{Evidence, Ground};
use super::features::{End, end_of, opens_quote};
use super::label::{is_label, is_question};
use super::limits::UNWRAPPED;
use super::limits::measure::{HANGING, NARROW, PARAGRAPH, WIDEST};
use super::scores::regime as scores;
use super::unit::{Shape, Unit};
use super::{notes, verse};
use crate::source::Cut as _;
use std::ops::Range;

/// A run of at least two lines, and what was measured of it.
struct Run<'a, 't> {
    arena: &'a Arena<'t>,
    lines: Range<usize>,
    /// How many line ends it has inside.
    breaks: usize,
    /// The column that the widest line ends in.
    widest: u32,
    /// The measure: the column that the lines are assumed to have been filled to.
    reference: u32,
    /// How many lines end where the next word did not fit, and how many where it would hardly have fitted.
    full: usize,
    nearly: usize,
    /// The lines that begin a paragraph where the run was wrapped.
    starts: Vec<usize>,
}

/// How a run is cut.
enum Parts {
    /// Every line is a paragraph.
    Each,
    /// Paragraphs begin at some lines.
    At(Vec<usize>),
    /// Its lines are kept.
    Kept,
}

/// A rule by which a run was broken: its ground, and the parts that it makes, where it holds.
struct Breaking {
    why: Ground,
    parts: fn(&Run<'_, '_>) -> Option<Parts>,
}

/// The rules by which runs may have been broken; the first that holds counts. Where none does, the lines are kept.
const BREAKINGS: &[Breaking] = &[
    Breaking { why: scores::LINES_AS_LONG_AS_PARAGRAPHS, parts: |r| r.is_unwrapped().then_some(Parts::Each) },
    Breaking {
        why: scores::EVERY_PARAGRAPH_BEGINS_WITH_A_LABEL,
        parts: |r| labelled(r.arena, &r.lines).map(Parts::At),
    },
    Breaking {
        why: scores::PARAGRAPH_A_LINE_AS_ELSEWHERE,
        parts: |r| (r.is_among_unwrapped() && r.holds_paragraphs()).then_some(Parts::Each),
    },
    Breaking {
        why: scores::SHORT_LINES_WHERE_PARAGRAPHS_ARE_LONG_ONES,
        parts: |r| r.is_among_unwrapped().then_some(Parts::Kept),
    },
    Breaking { why: scores::EVERY_LINE_BEGINS_WITH_THE_NEXT_NUMBER, parts: |r| r.counts().then_some(Parts::Each) },
    Breaking {
        why: scores::LABELS_WITH_THEIR_VALUES,
        parts: |r| r.lines.clone().all(|k| is_label(r.text(k))).then_some(Parts::Kept),
    },
    Breaking {
        why: scores::NEXT_WORD_WOULD_NOT_HAVE_FITTED_ON_THE_LINES,
        parts: |r| r.is_wrapped().then(|| Parts::At(r.starts.clone())),
    },
    Breaking {
        why: scores::EVERY_LINE_IS_A_SENTENCE_OR_MORE,
        parts: |r| (r.most(6, |k| r.stops(k)) && r.most(8, |k| begins(r.text(k)))).then_some(Parts::Each),
    },
    // Sentences that run over line ends were wrapped by hand.
    Breaking {
        why: scores::SENTENCES_RUN_OVER_THE_LINE_ENDS,
        parts: |r| r.runs_on().then(|| Parts::At(r.starts.clone())),
    },
];

/// Cuts a run of at least two lines by how it was broken.
pub(super) fn broken(arena: &Arena<'_>, lines: Range<usize>, units: &mut Vec<Unit>) {
    if arena.flowed {
        flowed(arena, lines, units);
        return;
    }
    let run = Run::of(arena, &lines);
    let after = units.last().is_some_and(|u| matches!(u.shape, Shape::Lines(true)) && u.lines.end + 1 >= lines.start);
    if !run.is_unwrapped()
        && let Some(unit) = verse::verse(arena, &lines, run.full, run.nearly, after)
    {
        units.push(unit);
        return;
    }
    let breaking = BREAKINGS.iter().find_map(|b| (b.parts)(&run).map(|parts| (b.why, parts)));
    let (why, parts) = breaking.unwrap_or((scores::SHORT_LINES_THAT_END_WHERE_THEY_END, Parts::Kept));
    match parts {
        Parts::Each => {
            units.extend(lines.map(|k| Unit { why: Some(Evidence::of(why)), ..Unit::new(k..k + 1, Shape::Prose) }))
        }
        Parts::At(starts) => cut(&lines, &starts, units, why),
        Parts::Kept => units.push(Unit { why: Some(Evidence::of(why)), ..Unit::new(lines, Shape::Lines(false)) }),
    }
}

impl<'a, 't> Run<'a, 't> {
    fn of(arena: &'a Arena<'t>, lines: &Range<usize>) -> Run<'a, 't> {
        let widest = lines.clone().map(|k| arena.lines[k].right()).max().unwrap_or(0);
        let breaks = lines.len() - 1;
        let reference = match lines.len() {
            0..=3 => widest.max(arena.measure.width.min(UNWRAPPED)),
            _ => widest,
        };
        let slack = (reference / 7).max(4);
        let near = |k: usize| arena.is_full(k, reference.saturating_sub(slack));
        Run {
            full: lines.clone().take(breaks).filter(|&k| arena.is_full(k, reference)).count(),
            nearly: lines.clone().take(breaks).filter(|&k| near(k)).count(),
            starts: paragraph_starts(arena, lines, &near),
            arena,
            lines: lines.clone(),
            breaks,
            widest,
            reference,
        }
    }

    fn text(&self, k: usize) -> &'t str {
        self.arena.content(k)
    }

    /// Whether so many tenths of the lines at least are as `is` says.
    fn most(&self, tenths: usize, is: impl Fn(usize) -> bool) -> bool {
        self.lines.clone().filter(|&k| is(k)).count() * 10 >= self.lines.len() * tenths
    }

    /// Whether a sentence ends with line `k`.
    fn stops(&self, k: usize) -> bool {
        matches!(end_of(self.text(k)), End::Stop | End::Call | End::Ellipsis)
    }

    /// Whether its lines are too long to have been wrapped.
    fn is_unwrapped(&self) -> bool {
        let filled = self.lines.len() >= 4 && self.full * 10 >= self.breaks * 9 && self.widest <= WIDEST;
        self.widest > UNWRAPPED && !filled
    }

    /// Whether the text's paragraphs stand on one line each: short lines below each other are no paragraph.
    fn is_among_unwrapped(&self) -> bool {
        let lines = &self.arena.lines;
        let indent = lines[self.lines.start].indent;
        self.arena.measure.unwrapped && !lines[self.lines.clone()].iter().any(|l| l.indent > indent)
    }

    /// Whether one of its lines is long, or most end a sentence.
    fn holds_paragraphs(&self) -> bool {
        self.lines.clone().any(|k| self.arena.lines[k].width > PARAGRAPH)
            || self.most(6, |k| matches!(end_of(self.text(k)), End::Stop | End::Call))
    }

    /// Whether every line begins with the next number, as verses of scripture do.
    fn counts(&self) -> bool {
        let count = |k: usize| {
            let text = self.text(k);
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            text.cut(..digits).parse::<u32>().ok().filter(|_| digits <= 3 && text.cut(digits..).starts_with(' '))
        };
        let next = |k: usize| count(k).is_some_and(|n| count(k - 1).is_some_and(|m| n == m + 1));
        self.lines.len() >= 3 && self.lines.clone().skip(1).all(next)
    }

    /// Whether most lines end where the next word would not have fitted, or where a paragraph ends.
    fn is_wrapped(&self) -> bool {
        let small = self.lines.clone().skip(1).filter(|&k| !begins(self.text(k))).count();
        let narrow = self.reference < NARROW && small * 10 < self.breaks * 3;
        let starts = self.starts.len();
        let paragraphs = starts > 1 && (self.nearly + starts) * 10 >= self.breaks * 8 && self.nearly > 0;
        !narrow && (self.nearly * 10 >= self.breaks * 6 || paragraphs)
    }

    /// Whether sentences run over most line ends.
    fn runs_on(&self) -> bool {
        let runs_on = |k: usize| {
            let next = self.text(k + 1).trim_start_matches(['-', '–', '—', ' ']);
            next.starts_with(char::is_lowercase) && !self.stops(k)
        };
        let running = self.lines.clone().take(self.breaks).filter(|&k| runs_on(k)).count();
        running * 10 >= self.breaks * 6 && self.stops(self.lines.end - 1) && self.widest > 30
    }
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
        // A run of fixed lines keeps its breaks.
        if k - from == 1 {
            while k < run.end && !arena.is_soft(k) {
                k += 1;
            }
        }
        let soft = arena.is_soft(from);
        let mut unit = Unit::new(from..k, if soft || k - from == 1 { Shape::Prose } else { Shape::Lines(false) });
        let why = if soft { scores::LINES_THAT_SAY_THAT_THEY_GO_ON } else { scores::LINES_THAT_DO_NOT_GO_ON };
        unit.why = Some(Evidence::of(why));
        units.push(unit);
    }
}

pub(super) fn cut(run: &Range<usize>, starts: &[usize], units: &mut Vec<Unit>, why: Ground) {
    let mut from = run.start;
    for &start in starts.iter().chain(std::iter::once(&run.end)) {
        if start > from {
            let mut unit = Unit::new(from..start, Shape::Prose);
            if start - from > 1 {
                unit.why = Some(Evidence::of(why));
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
pub(super) fn paragraph_starts(arena: &Arena<'_>, run: &Range<usize>, near: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let base = run.clone().map(|k| arena.lines[k].indent).min().unwrap_or(0);
    let deep = run.clone().map(|k| arena.lines[k].indent).max().unwrap_or(0);
    let ended = |k: usize| !matches!(end_of(arena.content(k)), End::None | End::Open);
    if deep > base && deep - base <= HANGING {
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
    // At most three continuation lines for each label.
    (starts.len() >= 2 && long && starts.len() * 4 >= run.len()).then_some(starts)
}
