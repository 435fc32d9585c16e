//! Irish.

use super::{Figures, Marks, NameOrder, Words};

pub(super) static GA: Words = Words {
    tag: "ga",
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
