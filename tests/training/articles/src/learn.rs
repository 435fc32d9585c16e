//! Logistic regression in two passes, by L-BFGS (Liu and Nocedal, 1989), on features scaled to a variance of one, with squares
//! of the weights held small. All sums are made in one order.

use crate::labels::labels;
use crate::pages::{FOLDS, Page, Pages, hash, words};
use crate::plain_mathematics::{exp, ln};
use folio::article::{self, Row};

/// How much the examples count against the squares of the weights.
const STRENGTH: f64 = 0.04;
/// How many steps are made.
const STEPS: usize = 200;

/// What the pages of a collection count: those whose articles a person found count most.
fn counts(collection: &str) -> f64 {
    match collection {
        "scrapinghub" => 1.5,
        "readability" => 1.2,
        "trafilatura" => 0.6,
        "postlight" => 0.5,
        _ => 1.0,
    }
}

/// The blocks of a page, with the truth.
struct Example {
    outline: article::Page,
    rows: Vec<Row>,
    article: Vec<bool>,
    weights: Vec<f64>,
    fold: u64,
}

impl Example {
    fn of(page: &Page) -> Example {
        let outline = page.outline();
        let texts: Vec<&str> = outline.blocks.iter().map(|block| block.text.as_str()).collect();
        let article = labels(&texts, &page.gold);
        let weigh = |text: &&str| ln(1.0 + words(text).len() as f64) + 0.3;
        let sizes: Vec<f64> = texts.iter().map(weigh).collect();
        let whole: f64 = sizes.iter().sum();
        let weights = sizes.iter().map(|size| size / whole * counts(&page.collection)).collect();
        let rows = article::features(&outline);
        Example { outline, rows, article, weights, fold: page.fold() }
    }

    /// Adds what the second pass sees besides.
    fn look_around(&mut self, first: &Weights) {
        let odds: Vec<f64> = self.rows.iter().map(|row| first.sum(row)).collect();
        let around = article::context(&self.outline, &odds);
        self.rows.iter_mut().zip(around).for_each(|(row, more)| row.extend(more));
    }
}

/// What was learned: a weight a feature, and what every block begins with.
struct Weights {
    features: Vec<f64>,
    start: f64,
}

impl Weights {
    fn sum(&self, row: &Row) -> f64 {
        row.iter()
            .fold(self.start, |sum, (feature, value)| sum + self.features[usize::from(*feature)] * f64::from(*value))
    }
}

/// The table of weights, learned from the pages of sites that are not kept aside.
pub fn table(pages: &Pages) -> String {
    let learned: Vec<&Page> = pages.0.iter().filter(|page| !page.is_kept_aside()).collect();
    let mut examples: Vec<Example> = learned.iter().map(|page| Example::of(page)).collect();
    let blocks: usize = examples.iter().map(|example| example.rows.len()).sum();
    println!("{} pages of {} are learned from: {blocks} blocks", learned.len(), pages.0.len());
    let first = fit(examples.iter());
    // The second pass learns from what the first finds on pages that it does not know.
    for fold in 0..FOLDS {
        let others = fit(examples.iter().filter(|example| example.fold != fold));
        examples.iter_mut().filter(|example| example.fold == fold).for_each(|example| example.look_around(&others));
    }
    let second = fit(examples.iter());
    let names: Vec<&str> = learned.iter().map(|page| page.file.as_str()).collect();
    let head = format!(
        "# The weights of the features by which a page’s article is found, in thousandths: in the first pass, in the second.\n\
         # Made by tests/training/articles from {} pages, whose names have the hash {:016x}; not to be written by hand.\n",
        learned.len(),
        hash(&names.join("\n"))
    );
    let thousandths = |weight: f64| (weight * 1000.0).round() as i64;
    let mut lines = vec![format!("start {} {}\n", thousandths(first.start), thousandths(second.start))];
    for number in 0..first.features.len() {
        let weights = (thousandths(first.features[number]), thousandths(second.features[number]));
        if let (Some(name), true) = (article::name(number as u16), weights != (0, 0)) {
            lines.push(format!("{name} {} {}\n", weights.0, weights.1));
        }
    }
    head + &lines.concat()
}

fn fit<'a>(examples: impl Iterator<Item = &'a Example>) -> Weights {
    let (mut rows, mut truth, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for example in examples {
        rows.extend(example.rows.iter());
        truth.extend(example.article.iter().copied());
        weights.extend(example.weights.iter().copied());
    }
    let problem = Problem::of(&rows, &truth, &weights);
    problem.unscaled(&minimum(&problem))
}

/// Examples as the search sees them.
struct Problem<'a> {
    rows: &'a [&'a Row],
    truth: &'a [bool],
    weights: Vec<f64>,
    /// What a feature is divided by.
    scale: Vec<f64>,
    mean: Vec<f64>,
}

impl<'a> Problem<'a> {
    fn of(rows: &'a [&'a Row], truth: &'a [bool], weights: &[f64]) -> Self {
        let count = (0..=u16::MAX).take_while(|number| article::name(*number).is_some()).count();
        let (mut sums, mut squares) = (vec![0.0; count], vec![0.0; count]);
        for row in rows {
            for (feature, value) in *row {
                let value = f64::from(*value);
                sums[usize::from(*feature)] += value;
                squares[usize::from(*feature)] += value * value;
            }
        }
        let n = rows.len() as f64;
        let scale = sums.iter().zip(&squares).map(|(sum, square)| {
            let variance = (square / n - (sum / n) * (sum / n)).max(0.0);
            if variance < 1e-12 { f64::INFINITY } else { variance.sqrt() }
        });
        let scale: Vec<f64> = scale.collect();
        let mean = sums.iter().zip(&scale).map(|(sum, scale)| sum / n / scale).collect();
        let whole: f64 = weights.iter().sum();
        let weights = weights.iter().map(|weight| weight * n / whole * STRENGTH).collect();
        Problem { rows, truth, weights, scale, mean }
    }

    /// What is to be made small at a point, and its slope.
    fn at(&self, point: &[f64]) -> (f64, Vec<f64>) {
        let count = self.scale.len();
        let start = point[count] - dot(&self.mean, &point[..count]);
        let bare: Vec<f64> = point[..count].iter().zip(&self.scale).map(|(weight, scale)| weight / scale).collect();
        let (mut value, mut slope, mut whole) = (0.0, vec![0.0; count + 1], 0.0);
        for ((row, truth), weight) in self.rows.iter().zip(self.truth).zip(&self.weights) {
            let odds =
                row.iter().fold(start, |sum, (feature, value)| sum + bare[usize::from(*feature)] * f64::from(*value));
            let sign = if *truth { 1.0 } else { -1.0 };
            let wrong = exp(-sign * odds);
            value += weight * ln(1.0 + wrong);
            let pull = -sign * weight * wrong / (1.0 + wrong);
            whole += pull;
            for (feature, value) in *row {
                slope[usize::from(*feature)] += pull * f64::from(*value);
            }
        }
        for i in 0..count {
            slope[i] = slope[i] / self.scale[i] - self.mean[i] * whole + point[i];
            value += point[i] * point[i] / 2.0;
        }
        slope[count] = whole;
        (value, slope)
    }

    fn unscaled(&self, point: &[f64]) -> Weights {
        let count = self.scale.len();
        let features = point[..count].iter().zip(&self.scale).map(|(weight, scale)| weight / scale).collect();
        Weights { features, start: point[count] - dot(&self.mean, &point[..count]) }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// How many steps are remembered.
const MEMORY: usize = 12;

/// The point where a problem is smallest.
fn minimum(problem: &Problem<'_>) -> Vec<f64> {
    let mut point = vec![0.0; problem.scale.len() + 1];
    let (mut value, mut slope) = problem.at(&point);
    let mut steps: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..STEPS {
        let mut direction: Vec<f64> = slope.iter().map(|slope| -slope).collect();
        let mut parts = Vec::new();
        for (step, change, inverse) in steps.iter().rev() {
            let part = dot(step, &direction) * inverse;
            direction.iter_mut().zip(change).for_each(|(d, c)| *d -= part * c);
            parts.push(part);
        }
        let length = steps.last().map_or(1.0 / dot(&slope, &slope).sqrt().max(1.0), |(_, change, inverse)| {
            1.0 / (inverse * dot(change, change))
        });
        direction.iter_mut().for_each(|d| *d *= length);
        for ((step, change, inverse), part) in steps.iter().zip(parts.iter().rev()) {
            let other = dot(change, &direction) * inverse;
            direction.iter_mut().zip(step).for_each(|(d, s)| *d += s * (part - other));
        }
        let downhill = dot(&direction, &slope);
        let mut size = 1.0;
        let found = loop {
            let next: Vec<f64> = point.iter().zip(&direction).map(|(p, d)| p + size * d).collect();
            let (there, slope) = problem.at(&next);
            if there <= value + 1e-4 * size * downhill {
                break Some((next, there, slope));
            }
            size /= 2.0;
            if size < 1e-6 {
                break None;
            }
        };
        let Some((next, there, next_slope)) = found else { break };
        let step: Vec<f64> = next.iter().zip(&point).map(|(a, b)| a - b).collect();
        let change: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let curve = dot(&step, &change);
        if curve > 1e-10 {
            steps.push((step, change, 1.0 / curve));
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        (point, value, slope) = (next, there, next_slope);
    }
    point
}
