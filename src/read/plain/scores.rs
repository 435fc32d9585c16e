//! Scores.

/// A line wider than this was not wrapped by a person's or a program's text width.
pub(super) const UNWRAPPED: u32 = 120;
