//! Words that stand beside dates.

use crate::words::cues;

/// Time zones.
const ZONES: &[&str] = &[
    "et", "est", "edt", "pt", "pst", "pdt", "ct", "cst", "cdt", "mt", "gmt", "utc", "bst", "cet", "cest", "ist", "jst",
    "aest", "aedt", "hkt", "sgt", "wib", "msk",
];

/// Whether a word may stand in a line of dates: the name of a day, a zone, “at”.
pub(super) fn stands_beside_dates(word: &str) -> bool {
    ZONES.contains(&word) || cues::is_any(word, |cues| cues.beside_dates) || cues::is_any(word, |cues| cues.weekdays)
}
