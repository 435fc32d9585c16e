//! Croatian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static HR: Words = Words {
    tag: "hr",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "siječnja",
            "veljače",
            "ožujka",
            "travnja",
            "svibnja",
            "lipnja",
            "srpnja",
            "kolovoza",
            "rujna",
            "listopada",
            "studenoga",
            "prosinca",
        ],
        alone: Some([
            "siječanj",
            "veljača",
            "ožujak",
            "travanj",
            "svibanj",
            "lipanj",
            "srpanj",
            "kolovoz",
            "rujan",
            "listopad",
            "studeni",
            "prosinac",
        ]),
        date: "{day}. {month} {year}.",
        first: None,
        before_vowel: None,
        month: "{month} {year}.",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
