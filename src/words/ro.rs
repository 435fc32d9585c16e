//! Romanian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static RO: Words = Words {
    tag: "ro",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "ianuarie",
            "februarie",
            "martie",
            "aprilie",
            "mai",
            "iunie",
            "iulie",
            "august",
            "septembrie",
            "octombrie",
            "noiembrie",
            "decembrie",
        ],
        alone: None,
        date: "{day} {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "”"), single: ("‚", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
