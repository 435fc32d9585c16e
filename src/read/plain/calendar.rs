//! Words that stand beside dates.

use crate::words::list::List;

/// Abbreviations of time zones, which are the same in all languages.
const ZONES: &[&str] = &[
    "et", "est", "edt", "pt", "pst", "pdt", "ct", "cst", "cdt", "mt", "gmt", "utc", "bst", "cet", "cest", "ist", "jst",
    "aest", "aedt", "hkt", "sgt", "wib", "msk",
];

static BESIDE: List = List::new(|cues| cues.beside_dates);
static WEEKDAYS: List = List::new(|cues| cues.weekdays);

/// Whether a word may stand in a line of dates: the name of a day, a zone, “at”.
pub(super) fn stands_beside_dates(word: &str) -> bool {
    ZONES.contains(&word) || BESIDE.holds(word) || WEEKDAYS.holds(word)
}
