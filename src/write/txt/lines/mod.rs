//! A paragraph's text → its lines: [`segment`] finds where it may be divided and what that costs, [`fill`] chooses.

mod cost;
mod fill;
mod segment;

pub use fill::{Breaker, Filling};
