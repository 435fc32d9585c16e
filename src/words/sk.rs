//! Slovak.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static SK: Words = Words {
    tag: "sk",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "januára",
            "februára",
            "marca",
            "apríla",
            "mája",
            "júna",
            "júla",
            "augusta",
            "septembra",
            "októbra",
            "novembra",
            "decembra",
        ],
        alone: Some([
            "január",
            "február",
            "marec",
            "apríl",
            "máj",
            "jún",
            "júl",
            "august",
            "september",
            "október",
            "november",
            "december",
        ]),
        date: "{day}. {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
