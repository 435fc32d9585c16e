//! A paragraph's text → its lines: [`segment`] finds the break opportunities and their costs, [`fill`] chooses among
//! them.

mod cost;
mod fill;
mod segment;

pub use fill::{Breaker, Filling};
