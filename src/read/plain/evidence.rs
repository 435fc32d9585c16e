//! Evidence: why a piece of text was taken for what it is.

use std::borrow::Cow;

/// A score and the reasons that made it.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    sum: f32,
    reasons: Vec<Cow<'static, str>>,
}

impl Evidence {
    /// No reason yet.
    pub(super) fn new(score: f32) -> Self {
        Evidence { sum: score, reasons: Vec::new() }
    }

    /// A score for one reason.
    pub(super) fn of(score: f32, reason: impl Into<Cow<'static, str>>) -> Self {
        Evidence { sum: score, reasons: vec![reason.into()] }
    }

    /// Adds a reason for (or, below zero, against).
    pub(super) fn add(&mut self, weight: f32, reason: impl Into<Cow<'static, str>>) {
        self.sum += weight;
        self.reasons.push(reason.into());
    }

    /// Adds a reason where `holds`.
    pub(super) fn add_if(&mut self, holds: bool, weight: f32, reason: &'static str) {
        if holds {
            self.add(weight, reason);
        }
    }

    /// The score, 0 to 1.
    pub(super) fn score(&self) -> f32 {
        self.sum.clamp(0.0, 1.0)
    }

    /// The reasons, in the order in which they were found.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &str> {
        self.reasons.iter().map(AsRef::as_ref)
    }
}

/// What a piece of the source was taken for, and why: what `convert inspect` prints.
///
/// Its [`Display`](std::fmt::Display) is one line: `12: byline 0.94 (opens with “by”, below the title)`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Explanation {
    /// The first line, from 1.
    pub line: u32,
    /// The last line.
    pub end_line: u32,
    /// What it was taken for: `title`, `byline`, `paragraph`, `list` …
    pub class: &'static str,
    /// How sure that is, 0 to 1; below one half the text would have been left a paragraph.
    pub score: f32,
    /// Why.
    pub reasons: Vec<String>,
}

impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.line)?;
        if self.end_line > self.line {
            write!(f, "-{}", self.end_line)?;
        }
        write!(f, ": {} {:.2}", self.class, self.score)?;
        if !self.reasons.is_empty() {
            write!(f, " ({})", self.reasons.join(", "))?;
        }
        Ok(())
    }
}
