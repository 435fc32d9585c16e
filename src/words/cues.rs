//! Cues: the words by which a text in a language is read, where nothing else says what a line is.
//!
//! Readers do not know the language yet and ask for the words of all. They are in lower case, but for signs
//! and salutations.

use super::ALL;

/// The words by which texts of a language are read.
#[derive(Debug)]
pub struct Cues {
    /// Names of the months as they stand in dates, with the number; short forms where they are not the first three letters
    /// or more of a name.
    pub months: &'static [(&'static str, u8)],
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
    /// What opens a byline; `true` where it opens sentences too.
    pub bylines: &'static [(&'static str, bool)],
    /// Signs that open a byline and stand directly before the name.
    pub byline_signs: &'static [&'static str],
    /// What stands between two names.
    pub between_names: &'static [&'static str],
    /// What no name is made of, though it begins with a capital in a headline.
    pub no_names: &'static [&'static str],
    /// What names somebody's work, or a paper.
    pub roles: &'static [&'static str],
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
        weekdays: &[],
        issued: &[],
        modified: &[],
        beside_dates: &[],
        issue_numbers: &[],
        bylines: &[],
        byline_signs: &[],
        between_names: &[],
        no_names: &[],
        roles: &[],
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
