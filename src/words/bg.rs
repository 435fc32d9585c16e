//! Bulgarian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static BG: Words = Words {
    tag: "bg",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "януари",
            "февруари",
            "март",
            "април",
            "май",
            "юни",
            "юли",
            "август",
            "септември",
            "октомври",
            "ноември",
            "декември",
        ],
        alone: None,
        date: "{day} {month} {year} г.",
        first: None,
        before_vowel: None,
        month: "{month} {year} г.",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
