//! What each block of a page is: the article, or what stands around it.
//!
//! A reader says what it sees, as a [`Page`]: blocks of text in order, the elements around them, and what the page says of
//! itself. Features are measured of each block ([`features`]), from its words, its element and the ones around it, its
//! neighbours and its place. Two passes of logistic regression, whose weights were learned from pages ([`weights`]; the
//! package `tests/training/articles` makes the table), say how likely it belongs to the article: the second one also sees
//! what the first found around the block ([`context`]). What it is in particular, a caption or a menu, follows from its
//! marks ([`kind`]).
//!
//! All sums are made in one order of numbers that add, multiply and divide alike on every machine, and none of the mathematics
//! that machines do differently is asked for, so that a page is judged alike everywhere.

mod context;
mod features;
mod kind;
mod names;
mod number;
mod outline;
mod row;
mod rules;
mod signs;
mod survey;
mod texts;
mod weights;
mod words;

pub use kind::Kind;
pub use names::{in_words, name};
pub use outline::{Block, Element, Page, Piece};
pub use row::Row;
pub use texts::speaks_of_page;
pub use weights::{FIRST, SECOND};

/// What a block was found to be.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What it is.
    pub kind: Kind,
    /// The logarithm of the odds that it belongs to the article.
    pub odds: f64,
    /// Whether it belongs to the article, once what stands around it was weighed too.
    pub kept: bool,
    /// Its features in the second pass.
    row: Row,
}

impl Verdict {
    /// The probability that it belongs to the article.
    pub fn probability(&self) -> f64 {
        number::logistic(self.odds)
    }

    /// The features that decided, the weightiest first, with what each added to the odds.
    pub fn reasons(&self) -> Vec<(u16, f64)> {
        weights::reasons(&self.row, self.odds > 0.0)
    }
}

/// The features of each block that the first pass sees.
pub fn features(page: &Page) -> Vec<Row> {
    features::of(page)
}

/// The features of each block that the second pass sees besides, from what the first found.
pub fn context(page: &Page, odds: &[f64]) -> Vec<Row> {
    context::of(page, odds)
}

/// The blocks that belong to the article by the odds of the second pass, and by what is known of comments and of text that
/// stands on a page twice.
pub fn chosen(page: &Page, odds: &[f64]) -> Vec<bool> {
    rules::chosen(page, odds)
}

/// What each block of a page is.
pub fn judge(page: &Page) -> Vec<Verdict> {
    let rows = features(page);
    let first: Vec<f64> = rows.iter().map(|row| weights::sum(FIRST, row)).collect();
    let around = context(page, &first);
    let both: Vec<Row> = rows.into_iter().zip(around).map(|(a, b)| [a, b].concat()).collect();
    let odds: Vec<f64> = both.iter().map(|row| weights::sum(SECOND, row)).collect();
    let mut kept = chosen(page, &odds);
    let title = both.iter().position(features::says_title);
    if let Some(title) = title {
        kept[title] = true;
    }
    let kinds = kind::of(page, &kept, title);
    let verdict = |(i, row)| Verdict { kind: kinds[i], odds: odds[i], kept: kept[i], row };
    both.into_iter().enumerate().map(verdict).collect()
}
