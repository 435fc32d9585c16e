//! Welsh.

use super::{Figures, Marks, NameOrder, Words};

pub(super) static CY: Words = Words {
    tag: "cy",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "—", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
