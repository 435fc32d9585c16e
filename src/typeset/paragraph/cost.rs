//! What a line costs: unevenness, classes of looseness, hyphens; and the passes, which allow more and more.
//!
//! Demerits are squared deviations of a line's spaces from their natural width, since that is what the eye sees as
//! uneven colour: [`STRETCHED`] for half of it. What glyphs take up by being widened or narrowed is no deviation.
//! Everything else is weighed against it. The same lack of width is spread over fewer spaces in a narrow measure, so
//! that what is thought loose, and what a hyphen costs beside it, grow as the measure shrinks.

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

/// How lines are judged. Ratios are in thousandths: 1000 is half the width of the spaces (or all their shrink).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CostRules {
    /// Whether lines are flush at their end. Otherwise what they lack is their cost.
    pub justified: bool,
    /// How much glyphs may be widened or narrowed, in thousandths.
    pub expansion: i64,
    /// The most stretch.
    pub tolerance: i64,
    /// The stretch beyond which a line is loose, which costs more than any hyphen.
    pub loose: i64,
    /// What penalties count for, in thousandths.
    pub price: i64,
    /// Stretch that each line has beyond that of its spaces, in scaled points: emergency stretch.
    pub emergency: i64,
    /// Whether words may be divided.
    pub hyphens: bool,
    /// Whether, where nothing fits, a word is cut or sticks out.
    pub desperate: bool,
    /// Whether the last line is judged as the others are: centered lines.
    pub balanced: bool,
}

/// What it costs to end a line inside of a word. Chosen, as all figures here, on a novel of 14,000 lines, at 9 cm
/// and at 34 to 38 em, by the evenness of the spaces and the share of hyphens.
pub(super) mod penalty {
    /// At a dash between figures.
    pub const RANGE: i32 = 400;
    /// At a hyphen that the text has.
    pub const HYPHEN: i32 = 800;
    /// At a soft hyphen: somebody wanted it.
    pub const SOFT: i32 = 1_000;
    /// At a slash, and where else the line breaking algorithm allows it.
    pub const SLASH: i32 = 1_000;
    /// Inside of an address.
    pub const ADDRESS: i32 = 1_700;
    /// At a place of the language's patterns.
    pub const DIVIDED: i32 = 1_000;
    /// In a name.
    pub const NAME: i32 = 4_000;
    /// Before an ending of two letters.
    pub const ENDING: i32 = 6_000;
    /// In a part of a compound that has a hyphen of its own.
    pub const COMPOUND: i32 = 10_000;
    /// At a no-break space or beside an object, where what these tie is wider than a line.
    pub const TIE: i32 = 100_000;
    /// In the middle of anything.
    pub const CUT: i32 = 1_000_000;
}

/// Of spaces stretched by half.
const STRETCHED: i64 = 1_000;
/// A further part that grows with the sixth power toward what is loose: no line pays for the rest.
const STEEP: i64 = 200;
/// Of every thousandth beyond what is loose.
const LOOSE: i64 = 50;
/// Of spaces shrunk as far as they may be: as much as of spaces stretched by that.
const SHRUNK: i64 = 410;
/// Of any line.
const LINE: i64 = 10;
/// Of glyphs widened or narrowed as much as they may be: between equals, the natural one.
const WIDENED: i64 = 10;
/// Of a line beside one of quite another looseness.
const ADJACENT: i64 = 100;
/// Of a line that ends in a hyphen under one that does.
const DOUBLE_HYPHEN: i64 = 1_500;
/// Of a third one in a row, where nothing else is left.
const TRIPLE_HYPHEN: i64 = 1_000_000;
/// Of a hyphen at the end of the last line but one.
const FINAL_HYPHEN: i64 = 800;
/// Of a last line that is very short.
const SHORT_LAST: i64 = 800;

/// By how much a space may shrink, in percent of its width: to two thirds.
pub(super) const SHRINK: i64 = 33;
/// By how much a space may grow before it looks wide, in percent of its width; a ratio of 1000.
pub(super) const STRETCH: i64 = 50;
/// What a gap between two ideographs grows like: a space of so many hundredths of an em.
pub(super) const GAP: i64 = 20;
/// The measure, in em, at which penalties are what they say.
const REFERENCE: i64 = 37;
/// Ratios are not told apart beyond this.
const MOST: i64 = 20_000;

impl CostRules {
    /// For justified text, with what glyphs may be widened or narrowed, in thousandths.
    pub(super) fn justified(expansion: u16) -> CostRules {
        CostRules {
            justified: true,
            expansion: i64::from(expansion),
            tolerance: 1000,
            loose: 1000,
            price: 1000,
            emergency: 0,
            hyphens: true,
            desperate: false,
            balanced: false,
        }
    }

    /// The passes for justified text of an em in a measure. Most paragraphs are set well without a hyphen, and need
    /// not be divided; of the others, few have a loose line.
    pub(super) fn justifying(expansion: u16, em: i64, measure: i64) -> [CostRules; 4] {
        let em = em.max(1);
        let narrow = (REFERENCE * em * 1000 / measure.max(em)).clamp(700, 2000);
        let loose = (narrow * narrow / 1000).min(2_400);
        let price = narrow * narrow / 1000 * narrow / 1000;
        let base = CostRules { price, loose, tolerance: loose, ..CostRules::justified(expansion) };
        [
            CostRules { hyphens: false, tolerance: loose * 7 / 10, ..base },
            base,
            CostRules { tolerance: loose.max(1000) * 12 / 5, ..base },
            CostRules { tolerance: i64::MAX, desperate: true, emergency: measure / 30, ..base },
        ]
    }

    /// The passes for ragged text, where centered lines are balanced.
    pub(super) fn ragging(balanced: bool) -> [CostRules; 4] {
        let base = CostRules { justified: false, tolerance: 300, balanced, ..CostRules::justified(0) };
        [
            CostRules { hyphens: false, tolerance: 200, ..base },
            base,
            CostRules { tolerance: 500, ..base },
            CostRules { tolerance: i64::MAX, desperate: true, ..base },
        ]
    }

    /// How a line from one place to another fits a measure.
    pub(super) fn fit(&self, from: &Break, to: &Break, measure: i64, last: bool) -> Fit {
        let natural = to.end.width - from.start.width + to.tail - from.head;
        let slack = measure - natural;
        if !self.justified {
            return self.ragged(slack, measure, to, last);
        }
        let widening = (to.end.glyphs - from.start.glyphs) * self.expansion / 1000;
        let ends = last || to.forced;
        let ratio = if slack > widening {
            let stretch = to.end.stretch - from.start.stretch + self.emergency;
            match stretch {
                _ if ends => 0,
                ..=0 => i64::MAX,
                _ => (slack - widening).saturating_mul(1000) / stretch,
            }
        } else if slack < -widening {
            let over = -slack - widening;
            let shrink = to.end.shrink - from.start.shrink;
            if over > shrink {
                return Fit::TooLong;
            }
            -over * 1000 / shrink
        } else {
            0
        };
        if ratio > self.tolerance {
            return Fit::TooShort;
        }
        let ratio = ratio.min(MOST);
        let square = ratio * ratio / 1000;
        let uneven = match ratio {
            ..0 => SHRUNK * square / 1000,
            _ => {
                let near = square * 1000 / self.loose;
                let steep = STEEP * near / 1000 * near / 1000 * square / 1000;
                STRETCHED * square / 1000 + steep + (ratio - self.loose).max(0) * LOOSE
            }
        };
        let mut demerits = LINE + uneven + self.penalty(to);
        if ends {
            if natural < measure / 7 && from.start.width > 0 {
                demerits += SHORT_LAST;
            }
        } else if widening > 0 {
            let widened = slack.clamp(-widening, widening) * 1000 / widening;
            demerits += WIDENED * widened * widened / 1_000_000;
        }
        Fit::Line { class: class(ratio), demerits }
    }

    /// A ragged line costs the square of what it lacks.
    fn ragged(&self, slack: i64, measure: i64, to: &Break, last: bool) -> Fit {
        if slack < 0 {
            return Fit::TooLong;
        }
        // In a very narrow measure the protrusion may exceed the measure itself.
        let measure = measure.max(1);
        let share = if (last || to.forced) && !self.balanced { 0 } else { slack.min(measure) * 1000 / measure };
        if share > self.tolerance {
            return Fit::TooShort;
        }
        Fit::Line { class: 1, demerits: share.pow(2) / 24 + LINE + self.penalty(to) }
    }

    fn penalty(&self, to: &Break) -> i64 {
        if to.forced { 0 } else { i64::from(to.penalty) * self.price / 1000 }
    }

    /// What two lines that follow each other cost together.
    pub(super) fn between(&self, before: u8, class: u8, hyphens: u8, to: &Break, last: bool) -> i64 {
        let mut demerits = 0;
        if before.abs_diff(class) > 1 {
            demerits += ADJACENT;
        }
        if to.hyphen && hyphens > 0 {
            demerits += if hyphens > 1 { TRIPLE_HYPHEN } else { DOUBLE_HYPHEN * self.price / 1000 };
        }
        if last && hyphens > 0 {
            demerits += FINAL_HYPHEN * self.price / 1000;
        }
        demerits
    }
}

fn class(ratio: i64) -> u8 {
    match ratio {
        ..-500 => 0,
        -500..=500 => 1,
        501..=1000 => 2,
        _ => 3,
    }
}
