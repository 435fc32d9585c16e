//! Slovenian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static SL: Words = Words {
    tag: "sl",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "januar",
            "februar",
            "marec",
            "april",
            "maj",
            "junij",
            "julij",
            "avgust",
            "september",
            "oktober",
            "november",
            "december",
        ],
        alone: None,
        date: "{day}. {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
