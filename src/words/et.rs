//! Estonian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static ET: Words = Words {
    tag: "et",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "jaanuar",
            "veebruar",
            "märts",
            "aprill",
            "mai",
            "juuni",
            "juuli",
            "august",
            "september",
            "oktoober",
            "november",
            "detsember",
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
