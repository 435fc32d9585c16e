//! West Frisian.

use super::{Figures, Marks, NameOrder, Words};

pub(super) static FY: Words = Words {
    tag: "fy",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::DayFirst,
    marks: Some(Marks {
        double: ("“", "”"),
        single: ("‘", "’"),
        dash: "–",
        spaces: None,
        clipped: &["s", "t", "n", "k"],
    }),
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
