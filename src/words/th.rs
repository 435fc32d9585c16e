//! Thai.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static TH: Words = Words {
    tag: "th",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "มกราคม",
            "กุมภาพันธ์",
            "มีนาคม",
            "เมษายน",
            "พฤษภาคม",
            "มิถุนายน",
            "กรกฎาคม",
            "สิงหาคม",
            "กันยายน",
            "ตุลาคม",
            "พฤศจิกายน",
            "ธันวาคม",
        ],
        alone: None,
        date: "{day} {month} ค.ศ. {year}",
        first: None,
        before_vowel: None,
        month: "{month} ค.ศ. {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
