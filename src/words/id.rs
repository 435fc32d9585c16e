//! Indonesian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static ID: Words = Words {
    tag: "id",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "Januari",
            "Februari",
            "Maret",
            "April",
            "Mei",
            "Juni",
            "Juli",
            "Agustus",
            "September",
            "Oktober",
            "November",
            "Desember",
        ],
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
