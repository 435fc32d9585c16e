//! Lithuanian.

use super::cues::Numerals;
use super::{Calendar, Cues, Figures, Marks, NameOrder, Words};

pub(super) static LT: Words = Words {
    tag: "lt",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: [
            "sausio",
            "vasario",
            "kovo",
            "balandžio",
            "gegužės",
            "birželio",
            "liepos",
            "rugpjūčio",
            "rugsėjo",
            "spalio",
            "lapkričio",
            "gruodžio",
        ],
        alone: Some([
            "sausis",
            "vasaris",
            "kovas",
            "balandis",
            "gegužė",
            "birželis",
            "liepa",
            "rugpjūtis",
            "rugsėjis",
            "spalis",
            "lapkritis",
            "gruodis",
        ]),
        date: "{year} m. {month} {day} d.",
        first: None,
        before_vowel: None,
        month: "{year} m. {month}",
    }),
    figures: Figures::Either,
    marks: Some(Marks { double: ("„", "“"), single: ("‚", "‘"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues { numerals: Numerals { pages: &["psl"], ..Numerals::NONE }, ..Cues::NONE }),
    regions: &[],
};
