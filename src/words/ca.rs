//! Catalan.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static CA: Words = Words {
    tag: "ca",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre",
            "desembre",
        ],
        alone: None,
        date: "{day} de {month} del {year}",
        first: None,
        before_vowel: Some("{day} d’{month} del {year}"),
        month: "{month} del {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("“", "”"), dash: "—", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
