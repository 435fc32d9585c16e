//! What it costs to end a line at an opportunity, in the unit of the fill: squared cells of slack.
//!
//! A cost of 100 says: rather leave ten cells empty than break here.

/// A line must not begin with what looks like the marker of a list or a heading.
const MARKER: u32 = 900;
/// “Mr. X”, “J. R. Dunne”, “No. 4”.
const BOUND: u32 = 400;
/// “3.2 metres”, “March 4”, “page 12”.
const QUANTITY: u32 = 196;
/// “Ana Petrov”.
const NAME: u32 = 25;
/// A dash between words at the start of a line.
const DASH: u32 = 144;
/// A compound at its hyphen.
const HYPHEN: u32 = 49;
/// Any other place inside a word: behind a slash, between marks.
const INSIDE: u32 = 100;

/// The cost of ending a line at the space between `before` (one word, with its punctuation) and `after` (the rest of
/// the text, of which the first word counts).
pub fn at_space(before: &[u8], after: &[u8]) -> u32 {
    let first = after[0];
    let last = before[before.len() - 1];
    match first {
        b'0'..=b'9' => {
            let word = first_word(after);
            if is_marker(word) {
                return MARKER;
            }
            if last == b'.' && is_abbreviation(before) {
                return BOUND;
            }
            // March 4, page 12, Chapter 3, but also “4 March 2026”.
            let binds = takes_number(before) || is_month(before) || last.is_ascii_digit() && before.len() < 3;
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
            if last == b'.' && (is_initial(before) || is_title(before)) {
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

/// The cost of ending a line inside a word, `offset` bytes behind its start; `None`: never.
pub fn inside(word: &str, offset: usize) -> Option<u32> {
    let (before, after) = word.split_at(offset);
    let next = after.chars().next()?;
    match before.chars().next_back()? {
        // An option, a negative number, a dash written as hyphens; or a short prefix: “e-mail”.
        '-' => {
            let stem = before.trim_end_matches('-');
            if stem.is_empty() || !stem.ends_with(char::is_alphanumeric) {
                return None;
            }
            let twice = before.len() - stem.len();
            match twice {
                1 if stem.chars().count() < 2 || after.chars().take(2).count() < 2 => None,
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
            _ if !before.contains(|c: char| c.is_alphanumeric()) => None,
            _ => Some(INSIDE),
        },
    }
}

fn is_ideographic(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x1f000..=0x3ffff)
}

fn first_word(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr(b' ', text).unwrap_or(text.len())]
}

/// `1.`, `12)`, `(3)`, `a)`: as at the start of a list's item.
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

fn is_title(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    matches!(
        word,
        b"Mr."
            | b"Mrs."
            | b"Ms."
            | b"Dr."
            | b"Prof."
            | b"St."
            | b"Mt."
            | b"Rev."
            | b"Hon."
            | b"Gen."
            | b"Col."
            | b"Capt."
            | b"Cpt."
            | b"Lt."
            | b"Sgt."
            | b"Maj."
            | b"Sen."
            | b"Rep."
            | b"Gov."
            | b"Pres."
            | b"Msgr."
            | b"Mme."
            | b"Mlle."
            | b"Fr."
            | b"Sr."
            | b"Hr."
            | b"Herr."
            | b"Ft."
    )
}

/// An abbreviation that a number follows.
fn is_abbreviation(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    matches!(
        word,
        b"No."
            | b"Nos."
            | b"no."
            | b"nos."
            | b"Nr."
            | b"nr."
            | b"p."
            | b"pp."
            | b"P."
            | b"vol."
            | b"Vol."
            | b"ch."
            | b"Ch."
            | b"chap."
            | b"Chap."
            | b"fig."
            | b"Fig."
            | b"figs."
            | b"Figs."
            | b"sec."
            | b"Sec."
            | b"art."
            | b"Art."
            | b"eq."
            | b"Eq."
            | b"ca."
            | b"c."
            | b"cf."
            | b"ed."
            | b"pt."
            | b"Pt."
            | b"bk."
            | b"Bk."
            | b"l."
            | b"ll."
            | b"n."
            | b"S."
            | b"Bd."
            | b"Abb."
            | b"Tab."
            | b"Kap."
            | b"Rs."
            | b"Jan."
            | b"Feb."
            | b"Mar."
            | b"Apr."
            | b"Jun."
            | b"Jul."
            | b"Aug."
            | b"Sep."
            | b"Sept."
            | b"Oct."
            | b"Nov."
            | b"Dec."
    )
}

/// A word that names what the number behind it counts.
fn takes_number(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    matches!(
        word,
        b"page"
            | b"pages"
            | b"Page"
            | b"Pages"
            | b"chapter"
            | b"Chapter"
            | b"chapters"
            | b"Chapters"
            | b"section"
            | b"Section"
            | b"Sections"
            | b"figure"
            | b"Figure"
            | b"Figures"
            | b"table"
            | b"Table"
            | b"Tables"
            | b"volume"
            | b"Volume"
            | b"part"
            | b"Part"
            | b"step"
            | b"Step"
            | b"line"
            | b"Line"
            | b"lines"
            | b"version"
            | b"Version"
            | b"Act"
            | b"Article"
            | b"Rule"
            | b"Appendix"
            | b"Equation"
            | b"Example"
            | b"Listing"
            | b"number"
            | b"Psalm"
            | b"Kapitel"
            | b"Seite"
            | b"Abbildung"
            | b"Tabelle"
    )
}

fn is_month(word: &[u8]) -> bool {
    let word = word.strip_suffix(b",").unwrap_or(word);
    matches!(
        word,
        b"January"
            | b"February"
            | b"March"
            | b"April"
            | b"May"
            | b"June"
            | b"July"
            | b"August"
            | b"September"
            | b"October"
            | b"November"
            | b"December"
            | b"Jan"
            | b"Feb"
            | b"Mar"
            | b"Apr"
            | b"Jun"
            | b"Jul"
            | b"Aug"
            | b"Sep"
            | b"Sept"
            | b"Oct"
            | b"Nov"
            | b"Dec"
    )
}

fn is_number(word: &[u8]) -> bool {
    word[0].is_ascii_digit() || word.len() > 1 && matches!(word[0], b'$' | b'(' | b'-') && word[1].is_ascii_digit()
}

fn is_unit(word: &[u8]) -> bool {
    let end = word.iter().rposition(|b| !matches!(b, b',' | b';' | b':' | b')' | b'?' | b'!')).map_or(0, |i| i + 1);
    let word = &word[..end];
    let word = if word.ends_with(b".m.") { word } else { word.strip_suffix(b".").unwrap_or(word) };
    matches!(
        word,
        b"%" | b"percent"
            | b"per"
            | b"a.m."
            | b"p.m."
            | b"am"
            | b"pm"
            | b"km"
            | b"m"
            | b"cm"
            | b"mm"
            | b"nm"
            | b"kg"
            | b"g"
            | b"mg"
            | b"t"
            | b"l"
            | b"ml"
            | b"s"
            | b"ms"
            | b"min"
            | b"h"
            | b"hr"
            | b"hrs"
            | b"kB"
            | b"bit"
            | b"px"
            | b"pt"
            | b"em"
            | b"in"
            | b"ft"
            | b"yd"
            | b"mi"
            | b"lb"
            | b"lbs"
            | b"oz"
            | b"mph"
            | b"million"
            | b"billion"
            | b"trillion"
            | b"thousand"
            | b"hundred"
            | b"metres"
            | b"meters"
            | b"miles"
            | b"feet"
            | b"inches"
            | b"yards"
            | b"tons"
            | b"tonnes"
            | b"pounds"
            | b"dollars"
            | b"euros"
            | b"years"
            | b"months"
            | b"weeks"
            | b"days"
            | b"hours"
            | b"minutes"
            | b"seconds"
            | b"degrees"
            | b"kilometres"
            | b"kilometers"
            | b"grams"
            | b"kilograms"
            | b"bytes"
            | b"bits"
            | b"times"
    )
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
