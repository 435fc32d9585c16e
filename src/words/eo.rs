//! Esperanto.

use super::{Calendar, Figures, NameOrder, Words};

pub(super) static EO: Words = Words {
    tag: "eo",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "januaro",
            "februaro",
            "marto",
            "aprilo",
            "majo",
            "junio",
            "julio",
            "aŭgusto",
            "septembro",
            "oktobro",
            "novembro",
            "decembro",
        ],
        alone: None,
        date: "{day}-a de {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: None,
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
