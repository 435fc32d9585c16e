//! Characters exempt from typography: those that an author escaped (`\"`, `\--`) or wrote as a character reference
//! (`&quot;`).
//!
//! Readers replace such a character by a stand-in: a noncharacter, which no source contains after [`disarm`] and which
//! typography ignores. The last transform restores the characters ([`restore`]), so that no writer ever sees a
//! stand-in.

use crate::source::Cut as _;
use std::borrow::Cow;
use std::ops::Range;

/// The characters that typography changes, with their stand-ins.
const SIGNS: [(char, char); 4] = [('"', '\u{fdd8}'), ('\'', '\u{fdd9}'), ('-', '\u{fdda}'), ('.', '\u{fddb}')];
/// A noncharacter of the same length as the stand-ins, without a meaning.
const NOISE: &str = "\u{fdef}";

/// Whether a character is a stand-in.
pub fn is_stand_in(c: char) -> bool {
    ('\u{fdd8}'..='\u{fddb}').contains(&c)
}

/// The text with its stand-ins replaced by the characters.
///
/// ```
/// use folio::document::literal::{marked, restored};
/// assert_eq!(restored(&marked(r#""a" -"#, &|range| range.start == 0)), r#""a" -"#);
/// ```
pub fn restored(text: &str) -> Cow<'_, str> {
    replaced(text, |stand_in, out| out.push(SIGNS[stand_in as usize - SIGNS[0].1 as usize].0))
}

/// Replaces the stand-ins in a text.
pub fn restore(text: &mut String) {
    if let Cow::Owned(restored) = restored(text) {
        *text = restored;
    }
}

/// The text of a source without characters that could be taken for stand-ins: they become other noncharacters of the
/// same length, which the `clean` transform reports.
pub fn disarm(text: &str) -> Cow<'_, str> {
    replaced(text, |_, out| out.push_str(NOISE))
}

fn replaced(text: &str, mut with: impl FnMut(char, &mut String)) -> Cow<'_, str> {
    // Every stand-in begins with these two bytes, which are rare.
    let bytes = text.as_bytes();
    if !memchr::memchr_iter(0xef, bytes).any(|i| bytes[i + 1] == 0xb7) || !text.contains(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_stand_in(c) { with(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Replaces literal characters by stand-ins; `is_meant` tells them by byte range.
///
/// A hyphen or full stop is replaced only where typography might change it, so that addresses and names stay
/// searchable.
pub fn marked<'t>(text: &'t str, is_meant: &dyn Fn(Range<usize>) -> bool) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    for at in text.bytes().enumerate().filter(|(_, b)| b"\"'-.".contains(b)).map(|(at, _)| at) {
        let Some(&(_, stand_in)) = SIGNS.iter().find(|(sign, _)| text.cut(at..).starts_with(*sign)) else { continue };
        if is_meant(at..at + 1) {
            out.push_str(text.cut(done..at));
            out.push(stand_in);
            done = at + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.cut(done..));
    Cow::Owned(out)
}

/// Whether typography might change a character in this context.
pub fn matters(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let beside = |c: &[char]| before.is_some_and(|b| c.contains(&b)) || after.is_some_and(|a| c.contains(&a));
    match sign {
        '"' | '\'' => true,
        '.' => beside(&['.', '\\', '&', ';', ' ']),
        '-' => {
            beside(&['-', '\\', '&', ';', ' '])
                || before.zip(after).is_some_and(|(b, a)| b.is_ascii_digit() && a.is_ascii_digit())
        }
        _ => false,
    }
}

/// For a text and its markup, whether each affected character is written as a reference; `None` if they can't be
/// matched.
pub fn references(markup: &str, text: &str) -> Option<Vec<bool>> {
    let is_sign = |b: u8| b"\"'-.".contains(&b);
    let (bytes, mut found, mut at) = (markup.as_bytes(), Vec::new(), 0);
    while let Some(step) = bytes.get(at..)?.iter().position(|&b| b == b'&' || is_sign(b)) {
        at += step;
        if is_sign(bytes[at]) {
            found.push((char::from(bytes[at]), false));
            at += 1;
            continue;
        }
        let name = &bytes[at + 1..(at + 12).min(bytes.len())];
        let length = name.iter().position(|&b| !b.is_ascii_alphanumeric() && b != b'#').unwrap_or(name.len());
        let sign = referred(markup.cut(at + 1..at + 1 + length));
        found.extend(sign.map(|sign| (sign, true)));
        at += 1 + if sign.is_some() { length } else { 0 };
    }
    let signs = text.chars().filter(|c| c.is_ascii() && is_sign(*c as u8));
    signs.eq(found.iter().map(|&(sign, _)| sign)).then(|| found.into_iter().map(|(_, reference)| reference).collect())
}

/// The character of a named or numeric reference, if it is one of these.
fn referred(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => match name {
            "quot" | "QUOT" => '"' as u32,
            "apos" => '\'' as u32,
            "period" => '.' as u32,
            _ => return None,
        },
    };
    char::from_u32(number).filter(|c| SIGNS.iter().any(|(sign, _)| sign == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_go_and_come_back() {
        let text = "“a\" it's -- so... 猫";
        let marks = marked(text, &|_| true);
        assert!(!marks.contains(['"', '\'', '-', '.']) && restored(&marks) == text);
        assert!(matches!(marked(text, &|_| false), Cow::Borrowed(_)));
        assert_eq!(disarm("a\u{fdd8}b\u{fdd0}"), "a\u{fdef}b\u{fdd0}");
    }

    #[test]
    fn references_are_told_from_signs() {
        let told = |markup, text| references(markup, text);
        assert_eq!(told("&quot;a\" &amp; &#39;b'", "\"a\" & 'b'"), Some(vec![true, false, true, false]));
        assert_eq!(told("&#x22;&#034;&QUOT;&#8217;&#45;&period;", "\"\"\"’-."), Some(vec![true; 5]));
        assert_eq!(told("a&b; c", "a&b; c"), Some(vec![]));
        assert_eq!(told("&quot;", "&quot;"), None, "it is verbatim");
    }
}
