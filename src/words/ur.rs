//! Urdu.

use super::{Calendar, Figures, NameOrder, Words};

pub(super) static UR: Words = Words {
    tag: "ur",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"],
        alone: None,
        date: "{day} {month}، {year}",
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
