//! Hungarian.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static HU: Words = Words {
    tag: "hu",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "január",
            "február",
            "március",
            "április",
            "május",
            "június",
            "július",
            "augusztus",
            "szeptember",
            "október",
            "november",
            "december",
        ],
        alone: None,
        date: "{year}. {month} {day}.",
        first: None,
        before_vowel: None,
        month: "{year}. {month}",
    }),
    figures: Figures::Either,
    marks: Some(Marks { double: ("„", "”"), single: ("»", "«"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyFirst,
    regions: &[],
};
