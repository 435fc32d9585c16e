//! Text width in terminal cells, by grapheme cluster (UAX 11 for characters, UAX 29 for clusters).

use crate::source::Cut as _;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// The width of a text without line breaks, in cells.
///
/// ASCII and common Western letters and punctuation have width one; a fast path handles them without tables.
///
/// ```
/// use folio::document::cells::width;
/// assert_eq!((width("café"), width("日本語")), (4, 6));
/// ```
pub fn width(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut cells, mut i) = (0, 0);
    while i < bytes.len() {
        i += match bytes[i] {
            0x20..=0x7e => 1,
            // U+00A0 to U+02FF except the soft hyphen (C2 AD), which is never written.
            0xc3..=0xcb => 2,
            // U+2010 to U+2027: dashes, quotation marks, ellipsis.
            0xe2 if bytes[i + 1] == 0x80 && (0x90..=0xa7).contains(&bytes[i + 2]) => 3,
            _ => return cells_by_cluster(text),
        };
        cells += 1;
    }
    cells
}

/// Expands tabs to multiples of `stop` cells in a line.
///
/// ```
/// use folio::document::cells::untabbed;
/// assert_eq!(untabbed("a\tb\n\tc", 4), "a   b\n    c");
/// ```
pub fn untabbed(text: &str, stop: usize) -> Cow<'_, str> {
    let tabs = tabs(text, stop);
    if tabs.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 3 * tabs.len());
    let mut done = 0;
    for (at, columns) in tabs {
        out.push_str(text.cut(done..at));
        out.extend(std::iter::repeat_n(' ', columns));
        done = at + 1;
    }
    out.push_str(text.cut(done..));
    Cow::Owned(out)
}

/// The tabs of a text, as offset and width.
pub(super) fn tabs(text: &str, stop: usize) -> Vec<(usize, usize)> {
    let stop = stop.clamp(1, 40);
    let mut found = Vec::new();
    // The column is counted from here: a line's start, or after a tab.
    let (mut from, mut column) = (0, 0);
    for at in memchr::memchr2_iter(b'\t', b'\n', text.as_bytes()) {
        if text.as_bytes()[at] == b'\n' {
            (from, column) = (at + 1, 0);
            continue;
        }
        column += width(text.cut(from..at));
        let columns = stop - column % stop;
        found.push((at, columns));
        (from, column) = (at + 1, column + columns);
    }
    found
}

fn cells_by_cluster(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    // The width of a string is not the sum of its characters' widths: emoji sequences, variation selectors.
    text.graphemes(true).map(|cluster| if cluster.is_ascii() { cluster.len() } else { cluster.width().min(2) }).sum()
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn clusters_count_once() {
        assert_eq!(width("plain “text” — café…"), 20);
        assert_eq!(width("cafe\u{301}"), 4);
        assert_eq!(width("日本語"), 6);
        assert_eq!(width("👩‍👩‍👧‍👦!"), 3);
        assert_eq!(width("🇩🇪"), 2);
        // Signs whose UTF-8 begins as that of dashes and quotation marks does.
        assert_eq!((width("a\u{200b}b"), width("⌚"), width("1\u{20dd}")), (2, 2, 1));
        assert_eq!(width("नमस्ते"), "नमस्ते".graphemes_count());
    }

    trait Count {
        fn graphemes_count(&self) -> usize;
    }

    impl Count for str {
        fn graphemes_count(&self) -> usize {
            use unicode_segmentation::UnicodeSegmentation;
            self.graphemes(true).map(|g| g.chars().filter(|c| c.is_alphabetic()).count().clamp(1, 2)).sum::<usize>()
        }
    }
}
