//! Vietnamese.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static VI: Words = Words {
    tag: "vi",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "tháng 1",
            "tháng 2",
            "tháng 3",
            "tháng 4",
            "tháng 5",
            "tháng 6",
            "tháng 7",
            "tháng 8",
            "tháng 9",
            "tháng 10",
            "tháng 11",
            "tháng 12",
        ],
        alone: None,
        date: "{day} {month}, {year}",
        first: None,
        before_vowel: None,
        month: "{month}, {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::AsWritten,
    regions: &[],
};
