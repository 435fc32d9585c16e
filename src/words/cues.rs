//! Cues: the words by which a text in a language is read, where nothing else says what a line is.
//!
//! Readers do not know the language yet and ask for the words of all. They are in lower case, but for signs
//! and salutations.

use super::ALL;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The words by which texts of a language are read.
#[derive(Debug)]
pub struct Cues {
    /// Names of months that the calendar has not, with the number: other spellings, short forms.
    pub months: &'static [(&'static str, u8)],
    /// Whether the first letters of a month's name, three to five, stand for it.
    pub short_months: bool,
    /// Names of the days.
    pub weekdays: &'static [&'static str],
    /// Labels of the date on which a text was published.
    pub issued: &'static [&'static str],
    /// Labels of the date on which a text was changed.
    pub modified: &'static [&'static str],
    /// What stands in a line of dates besides.
    pub beside_dates: &'static [&'static str],
    /// What stands before the number of an issue.
    pub issue_numbers: &'static [&'static str],
    /// What opens a byline; `true` where it opens so much else that only below a title it does.
    pub bylines: &'static [(&'static str, bool)],
    /// Signs that open a byline and stand directly before the name.
    pub byline_signs: &'static [&'static str],
    /// What stands between two names.
    pub between_names: &'static [&'static str],
    /// What stands between somebody's name and the paper, the place or the person beside it.
    pub behind_names: &'static [&'static str],
    /// What no name is made of, though it begins with a capital in a headline.
    pub no_names: &'static [&'static str],
    /// What names somebody's work, or a paper.
    pub roles: &'static [&'static str],
    /// What the people of a paper are called where their names are not said, at the end: “Our Correspondent”.
    pub staff: &'static [&'static str],
    /// What heads a list of contents, but for the term of the language.
    pub contents: &'static [&'static str],
    /// Headings that stand alone in books and reports.
    pub headings: &'static [&'static str],
    /// Numbers in words, as they stand behind a division's word.
    pub numbers: &'static [&'static str],
    /// Ordinals, as they stand before a division's word.
    pub ordinals: &'static [&'static str],
    /// Verbs of saying, beside which quoted words are a speech.
    pub says: &'static [&'static str],
    /// What a letter's salutation begins with, capitals as they are.
    pub salutations: &'static [&'static str],
    /// What the close of a letter begins with.
    pub closings: &'static [&'static str],
    /// What the mark of a release to the press begins with.
    pub releases: &'static [&'static str],
    /// What stands before the number of a table.
    pub tables: &'static [&'static str],
}

impl Cues {
    /// No words at all: what a language does not say is taken from here.
    pub const NONE: Cues = Cues {
        months: &[],
        short_months: false,
        weekdays: &[],
        issued: &[],
        modified: &[],
        beside_dates: &[],
        issue_numbers: &[],
        bylines: &[],
        byline_signs: &[],
        between_names: &[],
        behind_names: &[],
        no_names: &[],
        roles: &[],
        staff: &[],
        contents: &[],
        headings: &[],
        numbers: &[],
        ordinals: &[],
        says: &[],
        salutations: &[],
        closings: &[],
        releases: &[],
        tables: &[],
    };
}

/// The cues of all languages that have some.
pub fn all() -> impl Iterator<Item = &'static Cues> {
    ALL.iter().filter_map(|words| words.cues.as_ref())
}

/// Whether a word stands in some list of any language.
///
/// ```
/// use folio::words::cues::is_any;
/// assert!(is_any("lundi", |cues| cues.weekdays));
/// ```
pub fn is_any(word: &str, list: impl Fn(&'static Cues) -> &'static [&'static str]) -> bool {
    all().any(|cues| list(cues).contains(&word))
}

/// Whether a text begins with something that stands in some list of any language.
pub fn begins_with_any(text: &str, list: impl Fn(&'static Cues) -> &'static [&'static str]) -> bool {
    all().any(|cues| list(cues).iter().any(|start| text.starts_with(start)))
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
/// use folio::words::cues::month;
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
/// use folio::words::cues::heads_contents;
/// assert!(heads_contents("spis treści") && heads_contents("table of contents"));
/// ```
pub fn heads_contents(title: &str) -> bool {
    CONTENTS.contains(title)
}
