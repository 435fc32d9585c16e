//! Hyphenation by the language's patterns (Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983).

use super::exceptions;
use super::words::WordCache;
use hypher::Lang;

/// The patterns for a language tag (BCP 47), if there are any.
pub(super) fn patterns(tag: &str) -> Option<Lang> {
    let primary = tag.split(['-', '_']).next()?;
    let bytes: [u8; 2] = primary.as_bytes().try_into().ok()?;
    Lang::from_iso(bytes.map(|b| b.to_ascii_lowercase()))
}

/// Cache of hyphenated words.
#[derive(Default)]
pub(super) struct Divisions {
    known: WordCache,
    /// For each cached word, its range in `places`.
    ranges: Vec<(u32, u32)>,
    places: Vec<u8>,
    languages: Vec<Lang>,
}

/// Limit of cached words.
const MOST_WORDS: usize = 200_000;

impl Divisions {
    /// Byte offsets at which `word`, which has only letters, may be divided.
    pub(super) fn of(&mut self, word: &str, language: Lang) -> &[u8] {
        if self.known.len() > MOST_WORDS {
            *self = Divisions::default();
        }
        let kind = self.languages.iter().position(|&l| l == language).unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        });
        let (number, new) = self.known.number(word, kind as u32);
        if new {
            let start = self.places.len() as u32;
            divide(word, language, &mut self.places);
            self.ranges.push((start, self.places.len() as u32));
        }
        let (start, end) = self.ranges[number];
        &self.places[start as usize..end as usize]
    }
}

/// Adds to `places` the bytes of `word` at which it may be divided, within the bounds that the language's patterns
/// are made for; in English, also before endings of two letters (*quick-ly*), which the caller may shun.
fn divide(word: &str, language: Lang, places: &mut Vec<u8>) {
    if word.len() > usize::from(u8::MAX) {
        return;
    }
    let english = language == Lang::English;
    if let Some(exception) = english.then(|| exception(word)).flatten() {
        let hyphens = exception.bytes().enumerate().filter(|&(_, b)| b == b'-').enumerate();
        places.extend(hyphens.map(|(before, (at, _))| (at - before) as u8));
        return;
    }
    let (left, right) = language.bounds();
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(word, language, left, if english { 2 } else { right }) {
        at += syllable.len();
        if at < word.len() {
            places.push(at as u8);
        }
    }
}

/// An English word that was divided by hand.
fn exception(word: &str) -> Option<&'static str> {
    let letters = |e: &'static str| e.bytes().filter(|&b| b != b'-');
    let wanted = || word.bytes().map(|b| b.to_ascii_lowercase());
    let at = exceptions::ENGLISH.binary_search_by(|e| letters(e).cmp(wanted())).ok()?;
    Some(exceptions::ENGLISH[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, tag: &str) -> String {
        let mut places = Vec::new();
        divide(word, patterns(tag).unwrap(), &mut places);
        let mut out = word.to_owned();
        for &at in places.iter().rev() {
            out.insert(usize::from(at), '-');
        }
        out
    }

    #[test]
    fn patterns_and_exceptions() {
        assert_eq!(divided("extensive", "en-GB"), "ex-ten-sive");
        assert_eq!(divided("Projects", "en"), "Projects");
        assert_eq!(divided("Everything", "en"), "Every-thing");
        assert_eq!(divided("Silbentrennung", "de-AT"), "Sil-ben-tren-nung");
        assert_eq!(divided("Quickly", "en"), "Quick-ly");
        assert_eq!(divided("MANKIND", "en"), "MAN-KIND");
        assert_eq!(patterns("xx"), None);
        assert_eq!(patterns(""), None);
    }

    /// The fewest letters before and behind a hyphen, and languages of which that is true, as the patterns were made.
    const FEWEST: &[(usize, usize, &str)] = &[
        (1, 1, "el"),
        (1, 2, "af ka"),
        (2, 3, "et pt sk"),
        (
            2,
            2,
            "as be bg bn ca cs da de en es fi fr gl gu hi hr hu is it kn ku la lt ml mn mr nb nl nn no or pa pl ru sa sl sq sr sv \
             ta te tk tr uk",
        ),
    ];

    /// Consonants and vowels of which words are made for a test, by language.
    const LETTERS: &[(&str, &str, &str)] = &[
        ("be bg mn ru sr uk", "бдклмнрст", "аеиоу"),
        ("el", "βδκλμνπρστ", "αειο"),
        ("ka", "ბდკლმნრსტ", "აეიო"),
        ("as bn", "কগতদনমরল", "অআাি"),
        ("gu", "કગતદનમરલ", "અઆાિ"),
        ("hi mr sa", "कगतदनमरल", "अआाि"),
        ("kn", "ಕಗತದನಮರಲ", "ಅಆಾಿ"),
        ("ml", "കഗതദനമരല", "അആാി"),
        ("or", "କଗତଦନମରଲ", "ଅଆାି"),
        ("pa", "ਕਗਤਦਨਮਰਲ", "ਅਆਾਿ"),
        ("ta", "கசதநமரல", "அஆாி"),
        ("te", "కగతదనమరల", "అఆాి"),
    ];

    /// Words for the patterns of a language.
    fn words(tag: &str) -> impl Iterator<Item = String> {
        let own = LETTERS.iter().find(|(tags, ..)| tags.split(' ').any(|t| t == tag));
        let (consonants, vowels) = own.map_or(("bdklmnprst", "aeiou"), |&(_, c, v)| (c, v));
        let [consonants, vowels] = [consonants, vowels].map(|letters| letters.chars().collect::<Vec<_>>());
        let mut seed = 7_u64;
        let shapes = ["cvcvcv", "vcvcvc", "cvcvv", "vcvcv", "cvccvc", "ccvcvcv", "cvcvcvvc"];
        shapes.into_iter().cycle().take(2000).map(move |shape| {
            let mut letter = |kind: char| {
                let letters = if kind == 'c' { &consonants } else { &vowels };
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                letters[(seed >> 33) as usize % letters.len()]
            };
            shape.chars().map(&mut letter).collect()
        })
    }

    #[test]
    fn as_many_letters_stand_before_and_behind_a_hyphen_as_the_language_wants() {
        for &(left, right, tags) in FEWEST {
            for tag in tags.split_whitespace() {
                let language = patterns(tag).unwrap_or_else(|| panic!("there are patterns for {tag}"));
                let (mut before, mut behind) = (usize::MAX, usize::MAX);
                for word in words(tag) {
                    let mut places = Vec::new();
                    divide(&word, language, &mut places);
                    for at in places.into_iter().map(usize::from) {
                        before = before.min(word[..at].chars().count());
                        behind = behind.min(word[at..].chars().count());
                    }
                }
                assert_eq!((before, behind), (left, right), "{tag}");
            }
        }
        let letters = || b'a'..=b'z';
        let known = |tag: &str| FEWEST.iter().any(|(_, _, tags)| tags.split_whitespace().any(|t| t == tag));
        for tag in letters().flat_map(|a| letters().map(move |b| String::from_utf8(vec![a, b]).unwrap())) {
            assert_eq!(patterns(&tag).is_some(), known(&tag), "{tag} is in the table if there are patterns for it");
        }
    }

    #[test]
    fn exceptions_are_in_order_and_well_formed() {
        let letters = |e: &str| e.replace('-', "");
        assert!(exceptions::ENGLISH.is_sorted_by(|a, b| letters(a) < letters(b)));
        for word in exceptions::ENGLISH {
            let (first, last) = (word.split('-').next().unwrap(), word.rsplit('-').next().unwrap());
            assert!(first.len() >= 2 && last.len() >= 2, "{word}");
            assert!(word.bytes().all(|b| b == b'-' || b.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn what_is_remembered_is_what_was_found() {
        let mut divisions = Divisions::default();
        for _ in 0..2 {
            assert_eq!(divisions.of("extensive", Lang::English), [2, 5]);
            assert_eq!(divisions.of("extensive", Lang::German), [2, 5, 7]);
        }
    }
}
