//! Break costs, in the unit of line breaking: squared cells of slack.
//!
//! A cost of 100 means that ten empty cells are preferred to the break.

use crate::document::script::is_square;
use crate::words;

/// A line must not begin with what could be read as a marker of a list or heading.
pub const MARKER: u32 = 100_000;
/// “Mr. X”, “J. R. Dunne”, “No. 4”.
const BOUND: u32 = 400;
/// “3.2 metres”, “March 4”, “page 12”.
const QUANTITY: u32 = 196;
/// “Ana Petrov”.
const NAME: u32 = 25;
/// A dash between words at the start of a line.
const DASH: u32 = 144;
/// At the hyphen of a compound.
const HYPHEN: u32 = 49;
/// At any other opportunity inside a word: after a slash, between punctuation.
const INSIDE: u32 = 100;

/// Abbreviated titles, followed by a name.
const TITLES: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Mt.", "Rev.", "Hon.", "Gen.", "Col.", "Capt.", "Cpt.", "Lt.", "Sgt.",
    "Maj.", "Sen.", "Rep.", "Gov.", "Pres.", "Msgr.", "Mme.", "Mlle.", "Fr.", "Sr.", "Hr.", "Herr.", "Ft.",
];

/// Abbreviations followed by a number.
const ABBREVIATIONS: &[&str] = &[
    "No.", "Nos.", "no.", "nos.", "Nr.", "nr.", "p.", "pp.", "P.", "vol.", "Vol.", "ch.", "Ch.", "chap.", "Chap.",
    "fig.", "Fig.", "figs.", "Figs.", "sec.", "Sec.", "art.", "Art.", "eq.", "Eq.", "ca.", "c.", "cf.", "ed.", "pt.",
    "Pt.", "bk.", "Bk.", "l.", "ll.", "n.", "S.", "Bd.", "Abb.", "Tab.", "Kap.", "Rs.",
];

/// Nouns followed by a number.
const COUNTED: &[&str] = &[
    "page",
    "pages",
    "Page",
    "Pages",
    "chapter",
    "Chapter",
    "chapters",
    "Chapters",
    "section",
    "Section",
    "Sections",
    "figure",
    "Figure",
    "Figures",
    "table",
    "Table",
    "Tables",
    "volume",
    "Volume",
    "part",
    "Part",
    "step",
    "Step",
    "line",
    "Line",
    "lines",
    "version",
    "Version",
    "Act",
    "Article",
    "Rule",
    "Appendix",
    "Equation",
    "Example",
    "Listing",
    "number",
    "Psalm",
    "Kapitel",
    "Seite",
    "Abbildung",
    "Tabelle",
];

/// Units of measure.
const UNITS: &[&str] = &[
    "%",
    "percent",
    "per",
    "a.m.",
    "p.m.",
    "am",
    "pm",
    "km",
    "m",
    "cm",
    "mm",
    "nm",
    "kg",
    "g",
    "mg",
    "t",
    "l",
    "ml",
    "s",
    "ms",
    "min",
    "h",
    "hr",
    "hrs",
    "kB",
    "bit",
    "px",
    "pt",
    "em",
    "in",
    "ft",
    "yd",
    "mi",
    "lb",
    "lbs",
    "oz",
    "mph",
    "million",
    "billion",
    "trillion",
    "thousand",
    "hundred",
    "metres",
    "meters",
    "miles",
    "feet",
    "inches",
    "yards",
    "tons",
    "tonnes",
    "pounds",
    "dollars",
    "euros",
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "degrees",
    "kilometres",
    "kilometers",
    "grams",
    "kilograms",
    "bytes",
    "bits",
    "times",
];

/// The cost of a break at the space between `before` (one word with its punctuation) and `after` (the rest of the
/// text, whose first word counts).
pub fn at_space(before: &[u8], after: &[u8]) -> u32 {
    let first = after[0];
    let last = before[before.len() - 1];
    match first {
        b'0'..=b'9' => {
            let word = first_word(after);
            if is_marker(word) {
                return MARKER;
            }
            if last == b'.' && (is_one_of(before, ABBREVIATIONS) || is_month(before)) {
                return BOUND;
            }
            // March 4, page 12, Chapter 3, but also “4 March 2026”.
            let binds = is_one_of(before, COUNTED) || is_month(before) || last.is_ascii_digit() && before.len() < 3;
            if binds { QUANTITY } else { 0 }
        }
        b'-' | b'*' | b'+' | b'>' | b'#' | b'=' | b'~' | b'|' => {
            let word = first_word(after);
            if word.iter().all(|b| matches!(b, b'-')) && word.len() > 1 {
                DASH
            } else if word.len() == 1 || first == b'>' || first == b'#' {
                MARKER
            } else {
                0
            }
        }
        b'(' | b'[' if is_marker(first_word(after)) => MARKER,
        b'A'..=b'Z' => {
            if last == b'.' && (is_initial(before) || is_one_of(before, TITLES)) {
                return BOUND;
            }
            if last.is_ascii_digit() && before.len() <= 3 && is_month(first_word(after)) {
                return QUANTITY;
            }
            if before[0].is_ascii_uppercase() && last.is_ascii_lowercase() {
                return NAME;
            }
            0
        }
        b'a'..=b'z' | b'%' => {
            if (last.is_ascii_digit() || is_number(before)) && is_unit(first_word(after)) {
                return QUANTITY;
            }
            let word = first_word(after);
            if word.len() == 2 && is_marker(word) { MARKER } else { 0 }
        }
        // — – • · ◦ at the start of a line.
        0xe2 if after.len() > 2 => match (after[1], after[2], after.get(3)) {
            (0x80, 0xa2, _) | (0x97, _, Some(b' ')) => MARKER,
            (0x80, 0x93 | 0x94, Some(b' ')) => MARKER,
            (0x80, 0x93..=0x95, _) => DASH,
            _ => 0,
        },
        0xc2 if after.get(1) == Some(&0xb7) => MARKER,
        _ => 0,
    }
}

/// The cost of a break inside a word, `offset` bytes after its start; `None`: not allowed. `letter`: position of the
/// word's first letter or digit.
pub fn inside(word: &str, offset: usize, letter: Option<usize>) -> Option<u32> {
    let (before, after) = word.split_at(offset);
    let next = after.chars().next()?;
    match before.chars().next_back()? {
        // An option, a negative number, a dash written as hyphens, or a short prefix: “e-mail”.
        '-' => {
            let stem = before.trim_end_matches('-');
            if stem.is_empty() || !stem.ends_with(char::is_alphanumeric) {
                return None;
            }
            let twice = before.len() - stem.len();
            match twice {
                1 if stem.chars().nth(1).is_none() || after.chars().nth(1).is_none() => None,
                1 => Some(HYPHEN),
                _ => Some(0),
            }
        }
        '\u{2013}' | '\u{2014}' => Some(0),
        '\u{200b}' | '\u{ad}' => Some(0),
        last => match next {
            '\u{2014}' | '\u{2013}' => None,
            _ if is_ideographic(last) || is_ideographic(next) => Some(0),
            '(' | '[' | '{' => None,
            _ if letter.is_none_or(|letter| letter >= offset) => None,
            _ => Some(INSIDE),
        },
    }
}

/// Whether a word, without a leading bracket, is in the list.
fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    // Fast path: most words differ in the first letter.
    let Some(&first) = word.first() else { return false };
    list.iter().any(|one| one.as_bytes()[0] == first && one.as_bytes() == word)
}

/// Whether a character has break opportunities beside it: ideographs, emoji.
fn is_ideographic(c: char) -> bool {
    is_square(c) || matches!(c, '\u{1f000}'..='\u{1ffff}')
}

fn first_word(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr(b' ', text).unwrap_or(text.len())]
}

/// `1.`, `12)`, `(3)`, `a)`: like a list marker.
fn is_marker(word: &[u8]) -> bool {
    let inner = word.strip_prefix(b"(").or(word.strip_prefix(b"[")).unwrap_or(word);
    let Some((&end, number)) = inner.split_last() else { return false };
    let digits = number.iter().all(u8::is_ascii_digit) && number.len() <= 4;
    let letter = number.len() == 1 && number[0].is_ascii_alphabetic() && end != b'.';
    !number.is_empty() && matches!(end, b'.' | b')' | b']') && (digits || letter)
}

/// `J.` but also `J.R.`
fn is_initial(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    word.len().is_multiple_of(2) && word.chunks(2).all(|c| c[0].is_ascii_uppercase() && c[1] == b'.')
}

fn is_month(word: &[u8]) -> bool {
    let word = word.strip_suffix(b",").or(word.strip_suffix(b".")).unwrap_or(word);
    let word = word.strip_prefix(b"(").unwrap_or(word);
    // Fast path: most words are lower case.
    let Some(word) = word.first().filter(|b| b.is_ascii_uppercase()).and_then(|_| std::str::from_utf8(word).ok())
    else {
        return false;
    };
    word == "Sept"
        || words::of("en").and_then(|en| en.calendar.as_ref()).is_some_and(|calendar| calendar.is_month(word))
}

fn is_number(word: &[u8]) -> bool {
    word[0].is_ascii_digit() || word.len() > 1 && matches!(word[0], b'$' | b'(' | b'-') && word[1].is_ascii_digit()
}

fn is_unit(word: &[u8]) -> bool {
    let end = word.iter().rposition(|b| !matches!(b, b',' | b';' | b':' | b')' | b'?' | b'!')).map_or(0, |i| i + 1);
    let word = &word[..end];
    let word = if word.ends_with(b".m.") { word } else { word.strip_suffix(b".").unwrap_or(word) };
    is_one_of(word, UNITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_dear() {
        for (before, after) in [("Mr.", "X said"), ("J.", "R. Dunne"), ("R.", "Dunne"), ("No.", "4 ward")] {
            assert_eq!(at_space(before.as_bytes(), after.as_bytes()), BOUND, "{before} {after}");
        }
        for (before, after) in [("3.2", "metres high"), ("March", "4, 2026"), ("page", "12."), ("9:15", "a.m. ET")] {
            assert!(at_space(before.as_bytes(), after.as_bytes()) >= QUANTITY, "{before} {after}");
        }
        assert_eq!(at_space(b"in", b"2026. Then"), MARKER);
        assert_eq!(at_space(b"say", b"(1) that"), MARKER);
        assert_eq!(at_space(b"Ana", b"Petrov-Lund told"), NAME);
        assert_eq!(at_space(b"stand", b"at all"), 0);
    }
}
