//! Substrings that never panic: a range that begins or ends within a character or beyond the text is widened to whole
//! characters or clipped.

use std::ops::{Bound, RangeBounds};
use std::slice::SliceIndex;

/// Substring extraction. The crate's lints forbid `text[range]`, so that a wrong byte offset costs at most one extra
/// character and not the document.
pub trait Cut {
    /// The substring between two bytes, widened to whole characters. In tests, a range that needs widening panics.
    fn cut<R: SliceIndex<str, Output = str> + RangeBounds<usize> + Clone>(&self, range: R) -> &str;

    /// The longest prefix with at most this many bytes.
    fn head(&self, bytes: usize) -> &str;
}

impl Cut for str {
    #[inline]
    #[track_caller]
    fn cut<R: SliceIndex<str, Output = str> + RangeBounds<usize> + Clone>(&self, range: R) -> &str {
        if let Some(part) = self.get(range.clone()) {
            return part;
        }
        let (start, end) = (range.start_bound().cloned(), range.end_bound().cloned());
        debug_assert!(false, "{start:?} to {end:?} is no part of a text of {} bytes", self.len());
        widened(self, start, end)
    }

    fn head(&self, bytes: usize) -> &str {
        self.get(..self.floor_char_boundary(bytes)).unwrap_or(self)
    }
}

#[cold]
fn widened(text: &str, start: Bound<usize>, end: Bound<usize>) -> &str {
    let start = match start {
        Bound::Included(at) => at,
        Bound::Excluded(at) => at.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(at) => at.saturating_add(1),
        Bound::Excluded(at) => at,
        Bound::Unbounded => text.len(),
    };
    // The rest of a text begins after a whole character, so that loops that consume a text terminate.
    let start = if end == text.len() { text.ceil_char_boundary(start) } else { text.floor_char_boundary(start) };
    text.get(start..text.ceil_char_boundary(end)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_made_of_whole_characters() {
        let part = |start, end| widened("aé漢", Bound::Included(start), Bound::Excluded(end));
        assert_eq!((part(0, 2), part(2, 4), part(4, 99), part(9, 20), part(3, 1)), ("aé", "é漢", "漢", "", ""));
        assert_eq!(("aé漢".head(2), "aé漢".head(5), "aé漢".head(6)), ("a", "aé", "aé漢"));
        assert_eq!(widened("aé漢", Bound::Included(2), Bound::Unbounded), "漢");
        assert_eq!("aé漢".cut(1..3), "é");
    }
}
