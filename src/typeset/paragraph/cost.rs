//! Line costs: spacing, fitness classes, hyphens; and the passes of increasing tolerance.
//!
//! Demerits are squared deviations of a line's spaces from their natural width, since uneven spaces are what the eye
//! sees as uneven colour; [`STRETCHED`] is the cost at half the tolerance of sight. Width taken up by font expansion
//! does not count. All other costs are relative to this. In a narrow measure the same slack is spread over fewer
//! spaces, so the looseness threshold and the price of hyphens grow as the measure shrinks.

use super::knuth_plass::Break;

/// Whether and how well a line fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Overfull even when fully shrunk.
    TooLong,
    /// Needs more stretch than allowed.
    TooShort,
    /// Feasible.
    Line {
        /// Fitness class: 0 tight, 1 decent, 2 loose, 3 very loose.
        class: u8,
        /// Demerits, without those that depend on the line before.
        demerits: i64,
    },
}

/// Parameters of line costs. Ratios are in thousandths: 1000 is half the width of the spaces (or all their shrink).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CostRules {
    /// Whether lines are justified. Otherwise a line's cost is its missing width.
    pub justified: bool,
    /// Limit of font expansion, in thousandths.
    pub expansion: i64,
    /// Maximum stretch ratio.
    pub tolerance: i64,
    /// Stretch ratio beyond which a line is loose and costs more than any hyphen.
    pub loose: i64,
    /// Factor of the penalties, in thousandths.
    pub price: i64,
    /// Additional stretch of every line, in scaled points: emergency stretch.
    pub emergency: i64,
    /// Whether words may be divided.
    pub hyphens: bool,
    /// Whether a word may be cut or left overfull if nothing else is feasible.
    pub desperate: bool,
    /// Whether the last line is judged like the others: centered lines.
    pub balanced: bool,
}

/// Penalties of breaks inside a word. Like all costs here, tuned on a novel of 14,000 lines, at 9 cm and at 34 to 38
/// em, for even spaces and few hyphens.
pub(super) mod penalty {
    /// At a dash between figures.
    pub const RANGE: i32 = 400;
    /// At an explicit hyphen.
    pub const HYPHEN: i32 = 800;
    /// At a soft hyphen, placed by the author.
    pub const SOFT: i32 = 1_000;
    /// At a slash and other UAX 14 break opportunities.
    pub const SLASH: i32 = 1_000;
    /// Inside of an address.
    pub const ADDRESS: i32 = 1_700;
    /// At a hyphenation point of the language's patterns.
    pub const DIVIDED: i32 = 1_000;
    /// In a name.
    pub const NAME: i32 = 4_000;
    /// Before a two-letter ending.
    pub const ENDING: i32 = 6_000;
    /// Within a part of a hyphenated compound.
    pub const COMPOUND: i32 = 10_000;
    /// At a no-break space or beside an object, if the tied text is wider than a line.
    pub const TIE: i32 = 100_000;
    /// Between any two clusters.
    pub const CUT: i32 = 1_000_000;
}

/// Cost of spaces stretched by half their width.
const STRETCHED: i64 = 1_000;
/// Additional cost with the sixth power of the ratio to the looseness threshold, so that no single line takes all the
/// slack of its neighbours.
const STEEP: i64 = 200;
/// Cost per thousandth beyond the looseness threshold.
const LOOSE: i64 = 50;
/// Cost of spaces shrunk to their limit: that of the same amount of stretch.
const SHRUNK: i64 = 410;
/// Cost of every line.
const LINE: i64 = 10;
/// Cost of full font expansion; a tie-breaker in favour of natural glyph widths.
const WIDENED: i64 = 10;
/// Cost of adjacent lines more than one fitness class apart.
const ADJACENT: i64 = 100;
/// Cost of two hyphenated lines in a row.
const DOUBLE_HYPHEN: i64 = 1_500;
/// Cost of three or more; a last resort.
const TRIPLE_HYPHEN: i64 = 1_000_000;
/// Cost of a hyphen at the end of the last but one line.
const FINAL_HYPHEN: i64 = 800;
/// Cost of a very short last line.
const SHORT_LAST: i64 = 800;

/// Shrink of a space, in percent of its width.
pub(super) const SHRINK: i64 = 33;
/// Stretch of a space, in percent of its width; a ratio of 1000.
pub(super) const STRETCH: i64 = 50;
/// A gap between two ideographs stretches like a space of this width, in hundredths of an em.
pub(super) const GAP: i64 = 20;
/// The measure, in em, at which penalties have their nominal value.
const REFERENCE: i64 = 37;
/// Upper bound of ratios.
const MOST: i64 = 20_000;

impl CostRules {
    /// For justified text, with the limit of font expansion in thousandths.
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

    /// The passes for justified text of a given em and measure. The first has no hyphenation, which suffices for most
    /// paragraphs; few of the others need loose lines.
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

    /// The passes for ragged text; `balanced` for centered lines.
    pub(super) fn ragging(balanced: bool) -> [CostRules; 4] {
        let base = CostRules { justified: false, tolerance: 300, balanced, ..CostRules::justified(0) };
        [
            CostRules { hyphens: false, tolerance: 200, ..base },
            base,
            CostRules { tolerance: 500, ..base },
            CostRules { tolerance: i64::MAX, desperate: true, ..base },
        ]
    }

    /// Cost of a line between two breaks in a measure.
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

    /// A ragged line costs the square of its missing width.
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

    /// Cost of two adjacent lines.
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
