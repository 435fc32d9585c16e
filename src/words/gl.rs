//! Galician.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static GL: Words = Words {
    tag: "gl",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "xaneiro", "febreiro", "marzo", "abril", "maio", "xuño", "xullo", "agosto", "setembro", "outubro",
            "novembro", "decembro",
        ],
        alone: None,
        date: "{day} de {month} de {year}",
        first: None,
        before_vowel: None,
        month: "{month} de {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("“", "”"), dash: "—", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
