//! Persian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static FA: Words = Words {
    tag: "fa",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "ژانویه",
            "فوریه",
            "مارس",
            "آوریل",
            "مه",
            "ژوئن",
            "ژوئیه",
            "اوت",
            "سپتامبر",
            "اکتبر",
            "نوامبر",
            "دسامبر",
        ],
        alone: None,
        date: "{day} {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("“", "”"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
