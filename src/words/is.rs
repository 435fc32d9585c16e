//! Icelandic.

use super::{Figures, Marks, NameOrder, Words};

pub(super) static IS: Words = Words {
    tag: "is",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::AsWritten,
    cues: None,
    regions: &[],
};
