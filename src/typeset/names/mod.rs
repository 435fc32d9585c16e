//! Unicode character names (Unicode 17, 4.8), shown in messages.
//!
//! `names.zlib` holds the names of `UnicodeData.txt`, a line each in the order of the characters: `00E9;NAME`, or only
//! the name where the character follows the one before it. `4E00..9FFF;CJK UNIFIED IDEOGRAPH-` names a range by the
//! numbers of its characters. The names of Hangul syllables are made of those of their letters.

use flate2::read::ZlibDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};

static NAMES: &[u8] = include_bytes!("names.zlib");

/// The names of the wanted characters; private-use and control characters have none. One pass over the list, so pass
/// all characters at once.
pub(super) fn names(wanted: &BTreeSet<char>) -> BTreeMap<char, String> {
    let mut found: BTreeMap<char, String> =
        wanted.iter().filter_map(|&c| Some((c, hangul_syllable(u32::from(c))?))).collect();
    let mut next = 0;
    for line in BufReader::new(ZlibDecoder::new(NAMES)).lines().map_while(Result::ok) {
        let (range, name) = line.split_once(';').unwrap_or(("", &line));
        let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
        let (first, last) = match range.split_once("..") {
            Some((first, last)) => (number(first).unwrap_or(next), number(last).unwrap_or(next)),
            None => (number(range).unwrap_or(next), number(range).unwrap_or(next)),
        };
        next = last + 1;
        let (Some(first), Some(last)) = (char::from_u32(first), char::from_u32(last)) else { continue };
        for &c in wanted.range(first..=last) {
            let number = if name.ends_with('-') { format!("{:04X}", u32::from(c)) } else { String::new() };
            found.insert(c, format!("{name}{number}"));
        }
    }
    found
}

/// The name of a Hangul syllable (Unicode 17, 3.12.3).
fn hangul_syllable(number: u32) -> Option<String> {
    const LEADING: &str = "G GG N D DD R M B BB S SS  J JJ C K T P H";
    const VOWELS: &str = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I";
    const TRAILING: &str = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H";
    let index = number.checked_sub(0xAC00).filter(|&index| index < 19 * 21 * 28)?;
    let letter = |list: &'static str, at: u32| list.split(' ').nth(at as usize).unwrap_or_default();
    let (leading, vowel) = (letter(LEADING, index / (21 * 28)), letter(VOWELS, index / 28 % 21));
    Some(format!("HANGUL SYLLABLE {leading}{vowel}{}", letter(TRAILING, index % 28)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named_one_by_one_by_their_range_and_by_their_letters() {
        for (c, name) in [
            (' ', "SPACE"),
            ('é', "LATIN SMALL LETTER E WITH ACUTE"),
            ('\u{1FAC8}', "HAIRY CREATURE"),
            ('漢', "CJK UNIFIED IDEOGRAPH-6F22"),
            ('\u{F900}', "CJK COMPATIBILITY IDEOGRAPH-F900"),
            ('\u{17001}', "TANGUT IDEOGRAPH-17001"),
            ('한', "HANGUL SYLLABLE HAN"),
            ('아', "HANGUL SYLLABLE A"),
            ('쉙', "HANGUL SYLLABLE SWELG"),
            ('\u{E01EF}', "VARIATION SELECTOR-256"),
            ('\u{116C0}', "TAKRI DIGIT ZERO"),
        ] {
            assert_eq!(names(&[c].into()).get(&c).map(String::as_str), Some(name));
        }
        assert_eq!(names(&['\u{E000}', '\u{7}', '\u{378}', '\u{10FFFD}'].into()), BTreeMap::new());
        assert_eq!(names(&['a', 'b', 'c'].into()).len(), 3);
    }
}
