//! Serbian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static SR: Words = Words {
    tag: "sr",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "јануар",
            "фебруар",
            "март",
            "април",
            "мај",
            "јун",
            "јул",
            "август",
            "септембар",
            "октобар",
            "новембар",
            "децембар",
        ],
        alone: None,
        date: "{day}. {month} {year}.",
        first: None,
        before_vowel: None,
        month: "{month} {year}.",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "”"), single: ("‚", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
