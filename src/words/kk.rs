//! Kazakh.

use super::{Figures, Marks, NameOrder, Words};

pub(super) static KK: Words = Words {
    tag: "kk",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("„", "“"), dash: "—", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
