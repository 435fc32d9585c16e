//! What readers say of how they took a source.

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
    /// How sure that is, 0 to 1. In plain text each class has a limit of its own, from 0.40 to 0.80; below it the text would
    /// have been left a paragraph.
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
