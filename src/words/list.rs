//! Lists of cues: the words of one kind in all languages, collected once and then looked up.

use super::cues::Cues;
use super::{ALL, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

/// The words of one kind in all languages. They are put in order when they are asked for the first time; a question then
/// takes as many steps as a search among sorted words.
///
/// ```
/// use folio::words::list::List;
/// static DAYS: List = List::new(|cues| cues.weekdays);
/// assert!(DAYS.holds("lundi") && !DAYS.holds("lund"));
/// assert_eq!(DAYS.start_of("sonntags"), Some("sonntag"));
/// ```
#[derive(Debug)]
pub struct List {
    of: fn(&'static Cues) -> &'static [&'static str],
    words: OnceLock<Vec<&'static str>>,
}

impl List {
    /// The list that `of` takes from each language.
    pub const fn new(of: fn(&'static Cues) -> &'static [&'static str]) -> List {
        List { of, words: OnceLock::new() }
    }

    /// Its words in their order, each once.
    pub fn words(&self) -> &[&'static str] {
        self.words.get_or_init(|| {
            let mut words: Vec<&'static str> = all().flat_map(|cues| (self.of)(cues)).copied().collect();
            words.sort_unstable();
            words.dedup();
            words
        })
    }

    /// Whether a word is one of them.
    pub fn holds(&self, word: &str) -> bool {
        self.words().binary_search(&word).is_ok()
    }

    /// The longest of them that a text begins with.
    pub fn start_of(&self, text: &str) -> Option<&'static str> {
        let (words, mut start) = (self.words(), text.as_bytes());
        // A prefix of the text sorts at or before it. The last word that does either is one, or shares a shorter beginning with
        // the text, of which every other prefix must be a prefix too.
        loop {
            let at = words.partition_point(|word| word.as_bytes() <= start);
            let word = words[..at].last()?;
            if start.starts_with(word.as_bytes()) {
                return Some(word);
            }
            let shared = word.bytes().zip(start).take_while(|(a, b)| a == *b).count();
            start = &start[..shared];
        }
    }

    /// Whether a text begins with one of them.
    pub fn begins(&self, text: &str) -> bool {
        self.start_of(text).is_some()
    }

    /// Whether a text holds one of them anywhere.
    pub fn within(&self, text: &str) -> bool {
        self.words().iter().any(|word| text.contains(word))
    }
}

/// The cues of all languages that have some.
pub fn all() -> impl Iterator<Item = &'static Cues> {
    ALL.iter().filter_map(|words| words.cues.as_ref())
}

/// What languages are called, in English and by themselves, in lower case: the tag and the names of each that has some.
pub fn called() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let named = |words: &&'static Words| Some((words.tag, words.cues.as_ref()?.called));
    ALL.iter().filter_map(named).filter(|(_, names)| !names.is_empty())
}

/// A month's name in a language.
struct Month {
    number: u8,
    /// Whether a point stands behind the day beside it: `11. listopada`.
    pointed: bool,
    /// Whether its first letters stand for it.
    short: bool,
}

/// Languages whose texts count years otherwise: of the Buddhist era.
const OTHER_YEARS: &[&str] = &["th"];

/// The names of the months in lower case: those of all calendars, beside a day and alone, and those of the cues.
static MONTHS: LazyLock<BTreeMap<String, Vec<Month>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<Month>> = BTreeMap::new();
    for words in ALL.iter().filter(|words| !OTHER_YEARS.contains(&words.tag)) {
        let Some(calendar) = &words.calendar else { continue };
        let pointed = calendar.date.contains("{day}.");
        let short = words.cues.as_ref().is_some_and(|cues| cues.short_months);
        let mut add = |name: &str, number, short| {
            names.entry(name.to_lowercase()).or_default().push(Month { number, pointed, short });
        };
        for (number, name) in (1..).zip(calendar.months) {
            add(name, number, short);
            if !calendar.joined().is_empty() {
                add(&format!("{}{name}", calendar.joined()), number, false);
            }
        }
        for (number, name) in (1..).zip(calendar.alone.into_iter().flatten()) {
            add(name, number, false);
        }
        for &(name, number) in words.cues.iter().flat_map(|cues| cues.months) {
            add(name, number, short);
        }
    }
    names
});

/// The number of the month, 1 to 12, that a word in lower case names in any language, or stands for with its first three to
/// five letters. `pointed` tells whether a point stands behind the day before it, where one stands there. A word that
/// names two months is none, unless the point tells them apart.
///
/// ```
/// use folio::words::list::month;
/// assert_eq!(month("mars", None), Some(3));
/// assert_eq!(month("sept", None), Some(9));
/// // October in Croatian, November in Polish.
/// assert_eq!(month("listopada", Some(true)), Some(10));
/// assert_eq!(month("listopada", Some(false)), Some(11));
/// assert_eq!(month("listopada", None), None);
/// ```
pub fn month(word: &str, pointed: Option<bool>) -> Option<u8> {
    if let Some(all) = MONTHS.get(word) {
        let beside = || all.iter().filter(|month| Some(month.pointed) == pointed);
        return one(all.iter()).or_else(|| one(beside()));
    }
    if !(3..=5).contains(&word.chars().count()) {
        return None;
    }
    let begun = MONTHS.range(word.to_owned()..).take_while(|(name, _)| name.starts_with(word));
    one(begun.flat_map(|(_, all)| all).filter(|month| month.short))
}

/// The number of some months that are one.
fn one<'a>(mut months: impl Iterator<Item = &'a Month>) -> Option<u8> {
    let first = months.next()?.number;
    months.all(|month| month.number == first).then_some(first)
}

/// What heads a list of contents in any language, in lower case.
static CONTENTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let terms = ALL.iter().filter_map(|words| words.terms.as_ref()).map(|terms| terms.contents.to_lowercase());
    terms.chain(all().flat_map(|cues| cues.contents).map(|&title| title.to_owned())).collect()
});

/// Whether a title in lower case heads a list of contents in any language.
///
/// ```
/// use folio::words::list::heads_contents;
/// assert!(heads_contents("spis treści") && heads_contents("table of contents"));
/// ```
pub fn heads_contents(title: &str) -> bool {
    CONTENTS.contains(title)
}

/// The ranks of divisions' words in all languages.
static DIVISIONS: LazyLock<BTreeMap<&'static str, u8>> =
    LazyLock::new(|| all().flat_map(|cues| cues.divisions).copied().collect());

/// The rank of a word in lower case that heads divisions of books in any language: 0 for what holds chapters, 1 for
/// chapters, 2 for what stands in them.
///
/// ```
/// use folio::words::list::division;
/// assert_eq!((division("teil"), division("chapter"), division("section"), division("sea")), (Some(0), Some(1), Some(2), None));
/// ```
pub fn division(word: &str) -> Option<u8> {
    DIVISIONS.get(word).copied()
}

/// What stands between the last two of several things in any language, in lower case: “and”.
static AND: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let terms = ALL.iter().filter_map(|words| words.terms.as_ref());
    terms.filter_map(|terms| terms.and).map(str::to_lowercase).collect()
});

/// Whether a word in lower case stands between the last two of several things in any language.
pub fn is_and(word: &str) -> bool {
    AND.contains(word)
}
