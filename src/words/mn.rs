//! Mongolian.

use super::{Figures, NameOrder, Words};

pub(super) static MN: Words = Words {
    tag: "mn",
    also: &[],
    terms: None,
    summary: None,
    calendar: None,
    figures: Figures::Either,
    marks: None,
    names: NameOrder::FamilyLast,
    cues: None,
    regions: &[],
};
