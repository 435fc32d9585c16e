//! Spans. Only [`Source`](super::Source) creates them from offsets and makes sure that they cover whole characters;
//! other code joins and narrows existing spans.

/// A range of bytes in the decoded text of a conversion's sources: whole characters of one source, or from a
/// character of one to a character of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span between two character boundaries.
    pub(super) fn between(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// A span without a source.
    #[cfg(test)]
    pub(crate) fn new(start: u32, end: u32) -> Self {
        Span::between(start, end)
    }

    /// First byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte; never before the first.
    pub fn end(self) -> u32 {
        self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// From this span's start to the other's end; empty if that is before.
    pub fn up_to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end.max(self.start) }
    }

    /// An empty span at its start.
    pub fn at_start(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// An empty span at its end.
    pub fn at_end(self) -> Span {
        Span { start: self.end, end: self.end }
    }
}
