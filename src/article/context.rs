//! The features of a block from what the first pass found: of its neighbours, of the elements around it, of the page.

use super::names::COUNT;
use super::names::Feature::{self, *};
use super::number::{flag, log, logistic};
use super::outline::Page;
use super::row::{Row, sparse};
use super::words::count;
use std::collections::HashMap;

/// What is known of one block.
struct Found {
    odds: f64,
    probability: f64,
    words: usize,
    /// How much it weighs.
    weight: f64,
}

/// What an element holds of the article.
#[derive(Clone, Copy, Default)]
struct Sum {
    weight: f64,
    article: f64,
    /// Words of the article less those of others.
    gain: f64,
}

impl Sum {
    fn add(&mut self, found: &Found) {
        self.weight += found.weight;
        self.article += found.weight * found.probability;
        self.gain += found.words as f64 * (found.probability - 0.4);
    }

    /// The share of the article in all but one block.
    fn without(self, found: &Found) -> f64 {
        (self.article - found.weight * found.probability) / (self.weight - found.weight + 0.3)
    }
}

const MEANS: [(Feature, Feature); 5] =
    [(MeanOwn, PartOwn), (MeanOne, PartOne), (MeanTwo, PartTwo), (MeanThree, PartThree), (MeanFour, PartFour)];

const NEAR: [(isize, Feature); 6] = [
    (-3, FirstBefore3),
    (-2, FirstBefore2),
    (-1, FirstBefore1),
    (1, FirstBehind1),
    (2, FirstBehind2),
    (3, FirstBehind3),
];

/// The features of each block of a page, from the odds that the first pass found.
pub(super) fn of(page: &Page, odds: &[f64]) -> Vec<Row> {
    let found: Vec<Found> = page.blocks.iter().zip(odds).map(|(block, odds)| found(&block.text, *odds)).collect();
    let mut sums = vec![Sum::default(); page.elements.len()];
    let mut alike: HashMap<[u32; 2], Sum> = HashMap::new();
    let look = |at: u32| {
        let element = &page.elements[at as usize];
        [element.look, page.elements[element.parent as usize].look]
    };
    for (block, found) in page.blocks.iter().zip(&found) {
        page.around(block.element).for_each(|at| sums[at as usize].add(found));
        alike.entry(look(block.element)).or_default().add(found);
    }
    let best = (0..sums.len()).fold(0, |best, i| if sums[i].gain > sums[best].gain { i } else { best }) as u32;
    let reach = Reach::of(&found);
    let all = sums.first().copied().unwrap_or_default();
    let mut rows = Vec::with_capacity(found.len());
    for (i, block) in page.blocks.iter().enumerate() {
        let mut values = vec![0.0_f32; COUNT];
        let mut set = |feature: Feature, value: f64| values[feature as usize] = value as f32;
        let own = &found[i];
        set(Feature::First, own.odds);
        for (distance, feature) in NEAR {
            let other = i.checked_add_signed(distance).and_then(|at| found.get(at));
            set(feature, other.map_or(-4.0, |other| other.odds));
        }
        set(Feature::Around, around(&found, i));
        let chain: Vec<u32> = page.around(block.element).collect();
        for (up, (mean, part)) in MEANS.into_iter().enumerate() {
            let sum = sums[chain[up.min(chain.len() - 1)] as usize];
            set(mean, sum.without(own));
            set(part, sum.article / all.article.max(0.1));
        }
        let depth = chain.iter().position(|&at| at == best);
        set(Feature::InArticle, f64::from(flag(depth.is_some())));
        set(Feature::ArticleDepth, depth.map_or(2.5, |depth| depth.min(8) as f64 / 4.0));
        reach.of_block(i, own, &mut set);
        set(Feature::PageMean, all.article / all.weight.max(0.1));
        let same = alike[&look(block.element)];
        let alone = same.weight - own.weight <= 0.1;
        set(
            Feature::LooksMean,
            if alone {
                own.probability
            } else {
                (same.article - own.weight * own.probability) / (same.weight - own.weight)
            },
        );
        rows.push(sparse(&values));
    }
    rows
}

fn found(text: &str, odds: f64) -> Found {
    let words = count(text);
    let odds = odds.clamp(-6.0, 6.0);
    Found { odds, probability: logistic(odds), words, weight: f64::from(log(words)) }
}

/// How much of what stands around a block is the article, the nearer the more it counts.
fn around(found: &[Found], i: usize) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.1);
    for (j, other) in found.iter().enumerate().take(i + 9).skip(i.saturating_sub(8)).filter(|(j, _)| *j != i) {
        let near = other.weight / (1.0 + j.abs_diff(i) as f64 / 2.0);
        sum += near * other.probability;
        weight += near;
    }
    sum / weight
}

/// How far the article reaches.
struct Reach {
    first: usize,
    last: usize,
    /// The words of the article above each block; all of them at the end.
    above: Vec<f64>,
    /// How far the article's block before and behind each block is.
    before: Vec<usize>,
    behind: Vec<usize>,
}

impl Reach {
    fn of(found: &[Found]) -> Reach {
        let sure = |one: &Found| one.probability > 0.7 && one.words > 8;
        let mut above = vec![0.0];
        for one in found {
            above.push(above[above.len() - 1] + one.probability * one.words as f64);
        }
        Reach {
            first: found.iter().position(sure).unwrap_or(0),
            last: found.iter().rposition(sure).unwrap_or(found.len().saturating_sub(1)),
            above,
            before: gaps(found.iter()),
            behind: {
                let mut gaps = gaps(found.iter().rev());
                gaps.reverse();
                gaps
            },
        }
    }

    fn of_block(&self, i: usize, own: &Found, set: &mut impl FnMut(Feature, f64)) {
        let whole = self.above[self.above.len() - 1].max(1.0);
        set(Feature::BeforeArticle, f64::from(log(self.first.saturating_sub(i))));
        set(Feature::BehindArticle, f64::from(log(i.saturating_sub(self.last))));
        set(Feature::ArticleAbove, self.above[i] / whole);
        set(Feature::ArticleBelow, 1.0 - (self.above[i] + own.probability * own.words as f64) / whole);
        set(Feature::PageWords, f64::from(log(whole as usize)) / 7.0);
        set(Feature::GapBefore, f64::from(log(self.before[i])));
        set(Feature::GapBehind, f64::from(log(self.behind[i])));
    }
}

/// How far the last block of the article is, at each block.
fn gaps<'a>(found: impl Iterator<Item = &'a Found>) -> Vec<usize> {
    let mut far = 20;
    found
        .map(|one| {
            let gap = far;
            far = if one.probability > 0.5 && one.words > 5 { 1 } else { (far + 1).min(20) };
            gap
        })
        .collect()
}
