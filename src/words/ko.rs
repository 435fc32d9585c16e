//! Korean.

use super::{Calendar, Figures, Marks, NameOrder, Words};

pub(super) static KO: Words = Words {
    tag: "ko",
    also: &[],
    terms: None,
    summary: None,
    calendar: Some(Calendar {
        months: ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"],
        alone: None,
        date: "{year}년 {month} {day}일",
        first: None,
        before_vowel: None,
        month: "{year}년 {month}",
    }),
    figures: Figures::Either,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    regions: &[],
};
