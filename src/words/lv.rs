//! Latvian.

use super::cues::Numerals;
use super::{Cues, Figures, Marks, NameOrder, Words};

pub(super) static LV: Words = Words {
    tag: "lv",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues { numerals: Numerals { pages: &["lpp"], ..Numerals::NONE }, ..Cues::NONE }),
    regions: &[],
};
