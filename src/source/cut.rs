//! Parts of a text that are always there: a part that begins or ends within a character, or behind the text's end, is
//! made whole, where `text[range]` would end the program.

use std::ops::{Bound, RangeBounds};
use std::slice::SliceIndex;

/// Cuts a part out of a text. The crate's lints forbid `text[range]`, so that a mistake in counting bytes costs at
/// most a letter too many, and not the document.
pub trait Cut {
    /// The part of the text between two bytes, widened to whole characters. In tests a part that has to be widened is
    /// a mistake, and panics.
    fn cut<R: SliceIndex<str, Output = str> + RangeBounds<usize> + Clone>(&self, range: R) -> &str;

    /// The longest beginning of the text with at most this many bytes.
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
    // What is left of a text begins behind a whole character, so that a loop that takes the text piece by piece ends.
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
