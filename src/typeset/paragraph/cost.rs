//! What a line costs: badness, classes of looseness, demerits.

use super::knuth_plass::Break;

/// Whether and how well a line fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It sticks out however much it is shrunk.
    TooLong,
    /// It would have to be stretched more than is allowed.
    TooShort,
    /// It can be set.
    Line {
        /// How loose it is: 0 tight, 1 decent, 2 loose, 3 very loose.
        class: u8,
        /// What it costs, without what depends on the line before it.
        demerits: i64,
    },
}

/// How lines are judged. Ratios are in thousandths: 1000 is all the stretch (or shrink) that the spaces have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// Whether lines are flush at their end. Otherwise what they lack is their cost.
    pub justified: bool,
    /// How much glyphs may be widened or narrowed, in thousandths.
    pub expansion: i64,
    /// The most stretch.
    pub tolerance: i64,
    /// Stretch that each line has beyond that of its spaces, in scaled points: emergency stretch.
    pub emergency: i64,
    /// Whether words may be divided.
    pub hyphens: bool,
    /// Whether, where nothing fits, a word is cut or sticks out.
    pub desperate: bool,
    /// Whether the last line is judged as the others are: centered lines.
    pub balanced: bool,
}

// Demerits are squared deviations of a line's spaces from their natural width: 1000 for half of it, with a further
// term that grows with the sixth power and keeps single lines from paying for the rest. Chosen on a novel of 17,000
// lines, at 9 cm and at 34 to 38 em, by the evenness of the spaces and the share of hyphens.

/// Of spaces stretched by half.
const STRETCHED: i128 = 1_000;
/// The steep part of it.
const STRETCHED_STEEP: i128 = 2_000;
/// Of spaces shrunk as far as they may be.
const SHRUNK: i128 = 300;
/// Of any line.
const LINE: i64 = 10;
/// Of glyphs widened or narrowed as much as they may be: between equals, the natural one.
const WIDENED: i64 = 50;
/// Of a line beside one of quite another looseness.
const ADJACENT: i64 = 500;
/// Of a line that ends in a hyphen under one that does.
const DOUBLE_HYPHEN: i64 = 10_000;
/// Of a third one in a row, where nothing else is left.
const TRIPLE_HYPHEN: i64 = 1_000_000;
/// Of a hyphen at the end of the last line but one.
const FINAL_HYPHEN: i64 = 5_000;
/// Of a last line that is very short.
const SHORT_LAST: i64 = 5_000;

/// By how much a space may shrink, in percent of its width: to two thirds.
pub(super) const SHRINK: i64 = 32;
/// By how much a space may grow before it looks wide, in percent of its width; a ratio of 1000.
pub(super) const STRETCH: i64 = 50;

impl Rules {
    /// For justified text, with what glyphs may be widened or narrowed, in thousandths.
    pub(super) fn justified(expansion: u16) -> Rules {
        Rules {
            justified: true,
            expansion: i64::from(expansion),
            tolerance: 1000,
            emergency: 0,
            hyphens: true,
            desperate: false,
            balanced: false,
        }
    }

    /// How a line from one place to another fits a measure.
    pub(super) fn fit(&self, from: &Break, to: &Break, measure: i64, last: bool) -> Fit {
        let natural = to.end.width - from.start.width + to.tail - from.head;
        let slack = measure - natural;
        if !self.justified {
            return self.ragged(slack, measure, to, last);
        }
        let glyphs = to.end.glyphs - from.start.glyphs;
        let widening = glyphs * self.expansion / 1000;
        let ends = last || to.forced;
        let (ratio, widened) = if slack >= 0 {
            if ends {
                (0, 0)
            } else {
                let over = slack - widening;
                let widened = if widening > 0 { slack.min(widening) * 1000 / widening } else { 0 };
                let stretch = to.end.stretch - from.start.stretch + self.emergency;
                match over {
                    ..=0 => (0, widened),
                    _ if stretch <= 0 => (i64::MAX, widened),
                    _ => (over.saturating_mul(1000) / stretch, widened),
                }
            }
        } else {
            let over = -slack - widening;
            let widened = if widening > 0 { (-slack).min(widening) * -1000 / widening } else { 0 };
            let shrink = to.end.shrink - from.start.shrink;
            match over {
                ..=0 => (0, widened),
                _ if over > shrink => return Fit::TooLong,
                _ => (-over * 1000 / shrink, widened),
            }
        };
        if ratio > self.tolerance {
            return Fit::TooShort;
        }
        let ratio = ratio.min(10_000);
        let square = i128::from(ratio).pow(2);
        let uneven = match ratio {
            ..0 => SHRUNK * square / MILLION,
            _ => STRETCHED * square / MILLION + STRETCHED_STEEP * square.pow(3) / MILLION.pow(3),
        };
        let mut demerits = LINE + uneven as i64 + WIDENED * widened.pow(2) / 1_000_000 + self.penalty(to);
        if ends && natural < measure / 7 && from.start.width > 0 {
            demerits += SHORT_LAST;
        }
        Fit::Line { class: class(ratio), demerits }
    }

    /// A ragged line costs the square of what it lacks.
    fn ragged(&self, slack: i64, measure: i64, to: &Break, last: bool) -> Fit {
        if slack < 0 {
            return Fit::TooLong;
        }
        let share = if (last || to.forced) && !self.balanced { 0 } else { slack * 1000 / measure.max(1) };
        if share > self.tolerance {
            return Fit::TooShort;
        }
        Fit::Line { class: 1, demerits: share.pow(2) / 4 + LINE + self.penalty(to) }
    }

    fn penalty(&self, to: &Break) -> i64 {
        if to.forced { 0 } else { i64::from(to.penalty) }
    }

    /// What two lines that follow each other cost together.
    pub(super) fn between(&self, before: u8, class: u8, hyphens: u8, to: &Break, last: bool) -> i64 {
        let mut demerits = 0;
        if before.abs_diff(class) > 1 {
            demerits += ADJACENT;
        }
        if to.hyphen && hyphens > 0 {
            demerits += if hyphens > 1 { TRIPLE_HYPHEN } else { DOUBLE_HYPHEN };
        }
        if last && hyphens > 0 {
            demerits += FINAL_HYPHEN;
        }
        demerits
    }
}

const MILLION: i128 = 1_000_000;

fn class(ratio: i64) -> u8 {
    match ratio {
        ..-500 => 0,
        -500..=500 => 1,
        501..=1000 => 2,
        _ => 3,
    }
}
