//! Break opportunities inside a word (text between spaces), and whether a line may break at a space.
//!
//! The rules of the Unicode Line Breaking Algorithm (UAX 14) with typographic restrictions: no line begins with a
//! dash, and addresses break at separators without a hyphen. Most words have no such break, which is decided from
//! their bytes.

use super::cost::penalty;
use crate::document::script::{is_square, is_unspaced};
use crate::source::Cut as _;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// How a line ends at a break inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing is added: after a dash or slash, between ideographs.
    Plain,
    /// At an explicit hyphen.
    Hyphen,
    /// A hyphen is inserted: at a soft hyphen or hyphenation point.
    Divided,
    /// Between any two clusters, as a last resort.
    Cut,
}

/// A break opportunity inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inner {
    /// Byte of the paragraph's text.
    pub at: u32,
    /// How the line ends.
    pub joint: Joint,
    /// Penalty.
    pub penalty: i32,
}

/// Adds the break opportunities of `word`, which begins at byte `start` of the paragraph and has no space. Returns
/// whether lines may break between its characters, as in Chinese and Japanese.
pub(super) fn inner(word: &str, start: usize, places: &mut Vec<Inner>) -> bool {
    if is_plain(word.as_bytes()) {
        return false;
    }
    if is_address(word) {
        address(word, start, places);
        return false;
    }
    let mut wide = false;
    let opening = opening(word);
    // UAX 14 keeps a dash and an opening quote together (LB 19), which leaves dialogue with few places.
    for (at, _) in word.match_indices(['—', '―']) {
        let (before, at) = (at, at + '—'.len_utf8());
        if before > opening && word.cut(at..).starts_with(['“', '‘', '„', '«']) {
            places.push(Inner { at: (start + at) as u32, joint: Joint::Plain, penalty: 0 });
        }
    }
    let first = places.len() - count(places, start);
    for (at, opportunity) in linebreaks(word) {
        if at == word.len() || opportunity == BreakOpportunity::Mandatory {
            continue;
        }
        let (before, after) = (word.cut(..at).chars().next_back(), word.cut(at..).chars().next());
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (joint, cost) = match before {
            // A break between the pieces of an inline formula.
            '\u{FFFC}' if after == '\u{FFFC}' => (Joint::Plain, 0),
            '\u{FFFC}' => continue,
            _ if after == '\u{FFFC}' => continue,
            // A line may break after a dash, not before it.
            _ if matches!(after, '—' | '–' | '―' | '⸺') => continue,
            '-' | '\u{2010}' => {
                // No break at a hyphen that begins a word, follows its first letter (e-mail) or precedes its last.
                if word.cut(..at).chars().rev().nth(2).is_none() || word.cut(at..).chars().nth(1).is_none() {
                    continue;
                }
                (Joint::Hyphen, penalty::HYPHEN)
            }
            // No break after a dash that introduces a word: a speaker's or an author's name.
            '—' | '―' | '–' | '⸺' if at - before.len_utf8() <= opening => continue,
            '—' | '―' | '⸺' => (Joint::Plain, 0),
            '–' => (Joint::Plain, penalty::RANGE),
            '/' | '\\' | '|' => (Joint::Plain, penalty::SLASH),
            '\u{200B}' => (Joint::Plain, 0),
            c if is_square(c) || is_square(after) => {
                wide = true;
                (Joint::Plain, 0)
            }
            _ => (Joint::Plain, penalty::SLASH),
        };
        places.push(Inner { at: (start + at) as u32, joint, penalty: cost });
    }
    places[first..].sort_by_key(|place| place.at);
    wide
}

/// Length of a word's leading opening punctuation, in bytes: a dash after it introduces the word.
fn opening(word: &str) -> usize {
    word.find(|c| !matches!(c, '(' | '[' | '“' | '‘' | '„' | '«' | '—' | '–')).unwrap_or(word.len())
}

/// Number of break opportunities behind a byte.
fn count(places: &[Inner], start: usize) -> usize {
    places.iter().rev().take_while(|place| place.at as usize > start).count()
}

/// Whether a line may end at a space between these characters (UAX 14, LB 11 to LB 17, which look past spaces).
pub(super) fn breaks_at_space(before: char, rest: &str) -> bool {
    let mut rest = rest.chars();
    let Some(after) = rest.next() else { return true };
    if before.is_alphanumeric() && after.is_alphanumeric() {
        return true;
    }
    if matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | ')')
        && (after.is_alphanumeric() || after == '“')
    {
        return true;
    }
    // UAX 14 does not know which quotes close (LB 15).
    if matches!(before, '”' | '’' | '»') && matches!(after, '(' | '[') {
        return true;
    }
    // A line may begin with a dash that introduces a word, but not with an ellipsis or a spaced dash.
    if matches!(after, '–' | '—') && rest.next().is_some_and(|c| !c.is_whitespace() && c != '\u{FFFC}') {
        return before != '(' && before != '[';
    }
    if matches!(after, '–' | '—' | '…') {
        return false;
    }
    let mut text = [0; 9];
    let mut length = before.encode_utf8(&mut text).len();
    text[length] = b' ';
    length += 1;
    let end = length + after.encode_utf8(&mut text[length..]).len();
    let text = std::str::from_utf8(&text[..end]).unwrap_or("a b");
    linebreaks(text).any(|(at, _)| at == length)
}

/// Quick test by bytes that a word has no break: letters and quotes with punctuation around them.
fn is_plain(word: &[u8]) -> bool {
    let mut bytes = word.iter().copied();
    let mut ended = false;
    let mut began = false;
    while let Some(byte) = bytes.next() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' if !ended => began = true,
            b'\'' | b'"' | b'*' | b'_' => {}
            b'(' | b'[' if !began => {}
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' => ended = true,
            // Letters of Latin, Greek and Cyrillic: U+00C0 to U+04FF.
            0xC3..=0xD3 if !ended => {
                began = true;
                bytes.next();
            }
            // ‘ ’ “ ”
            0xE2 => match (bytes.next(), bytes.next()) {
                (Some(0x80), Some(0x98 | 0x99 | 0x9C | 0x9D)) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

/// Whether a word is a URL, a path or an e-mail address.
pub(super) fn is_address(word: &str) -> bool {
    let bytes = word.as_bytes();
    memchr::memmem::find(bytes, b"://").is_some()
        || word.starts_with("www.")
        || word.starts_with("mailto:")
        || word.starts_with("doi:")
        || (bytes.contains(&b'@') && bytes.contains(&b'.'))
}

/// Addresses break after slashes and before other separators, never at a hyphen, which could be taken for an inserted
/// one.
fn address(word: &str, start: usize, places: &mut Vec<Inner>) {
    let bytes = word.as_bytes();
    for at in 1..bytes.len() {
        let (before, after) = (bytes[at - 1], bytes[at]);
        let joint = match (before, after) {
            (_, b'/') | (b'/', b'.') => false,
            (b'/', _) => true,
            (b'?' | b'&' | b'=' | b'#' | b'.' | b'%', _) => false,
            (_, b'?' | b'&' | b'=' | b'#' | b'%' | b'@') => true,
            (_, b'.') => at + 1 < bytes.len() && bytes[at + 1].is_ascii_alphanumeric(),
            _ => false,
        };
        if joint && word.is_char_boundary(at) && at > 2 && bytes.len() - at > 2 {
            places.push(Inner { at: (start + at) as u32, joint: Joint::Plain, penalty: penalty::ADDRESS });
        }
    }
}

/// Whether there is a stretchable gap between two characters: both are ideographs, kana or their punctuation. Korean
/// syllables are spaced at word spaces only (CLREQ 3.1.3, JLREQ 3.8.4).
pub(super) fn is_gap(text: &str, at: usize) -> bool {
    text.cut(at..).chars().next().is_some_and(is_unspaced)
        && text.cut(..at).chars().next_back().is_some_and(is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word with `|` where a line may end.
    fn cut(word: &str) -> String {
        let mut places = Vec::new();
        inner(word, 0, &mut places);
        let mut out = word.to_owned();
        for place in places.iter().rev() {
            out.insert(place.at as usize, '|');
        }
        out
    }

    #[test]
    fn words_and_their_joints() {
        for (word, expected) in [
            ("whale", "whale"),
            ("“Whale-fish,”", "“Whale-|fish,”"),
            ("e-mail", "e-mail"),
            ("threadbare—in", "threadbare—|in"),
            ("end,”—said", "end,”—|said"),
            ("cried—“No!—", "cried—|“No!—"),
            ("—Hackluyt", "—Hackluyt"),
            ("(—so", "(—so"),
            ("1,000.50", "1,000.50"),
            ("1914–18", "1914–|18"),
            ("either/or", "either/|or"),
            ("https://example.org/a/long-path?q=1&b=2.html", "https://|example|.org/|a/|long-path|?q|=1|&b|=2|.html"),
            ("漢字かな", "漢|字|か|な"),
            ("(漢)字", "(漢)|字"),
        ] {
            assert_eq!(cut(word), expected);
        }
    }

    #[test]
    fn spaces_that_hold() {
        for (before, rest) in [('a', "b"), ('.', "B"), ('”', "("), ('–', "a"), ('”', "—Hackluyt")] {
            assert!(breaks_at_space(before, rest), "{before} {rest}");
        }
        for (before, rest) in [('(', "a"), ('a', ")"), ('a', "!"), ('a', "– b"), ('a', "—"), ('a', "… b")] {
            assert!(!breaks_at_space(before, rest), "{before} {rest}");
        }
    }

    #[test]
    fn what_is_plain_has_no_joints() {
        for word in ["don’t", "“(so)", "Ähre,", "жизнь.”", "x", "", "A.S."] {
            let joints = linebreaks(word).filter(|&(at, _)| at < word.len()).count();
            assert!(!is_plain(word.as_bytes()) || joints == 0, "{word}");
        }
    }
}
