//! Hindi.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static HI: Words = Words {
    tag: "hi",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
        alone: None,
        date: "{day} {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
