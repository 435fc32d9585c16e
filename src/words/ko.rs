//! Korean.

use super::cues::Numerals;
use super::{Alerts, Calendar, Cues, Figures, Labels, Marks, NameOrder, Summary, Terms, Words};

pub(super) static KO: Words = Words {
    tag: "ko",
    also: &[],
    terms: Some(Terms {
        contents: "차례",
        cover: "표지",
        title_page: "속표지",
        notes: "주",
        back_to_text: "본문으로 돌아가기",
        start_of_text: "본문 시작",
        done: "완료",
        open: "미완료",
        image: "그림",
        landmarks: "이정표",
        pages: "쪽 목록",
        dedication: "헌사",
        alerts: Alerts { note: "참고", tip: "도움말", important: "중요", warning: "경고", caution: "주의" },
        figures: "그림 차례",
        tables: "표 차례",
        labels: Labels {
            figure: "그림",
            table: "표",
            listing: "목록",
            equation: "식",
            section: "절",
            chapter: "장",
            appendix: "부록",
            numbered: "{word}\u{a0}{number}",
        },
        page: "{}쪽",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "본문은 화면에 맞게 재배열되며 글자 크기, 글꼴, 색을 바꿀 수 있습니다.",
        headings: "제목은 마크업되어 있고 차례에 실려 있습니다.",
        described: "모든 그림에 대체 텍스트가 있습니다.",
        silent: "그림에 대체 텍스트가 없습니다.",
        partly_silent: "대체 텍스트가 없는 그림: {}/{}.",
        formulas: "수식은 대체 텍스트가 있는 MathML입니다.",
        formulas_in_english: "수식은 대체 텍스트가 있는 MathML이며 일부는 영어로만 되어 있습니다.",
        pages: "인쇄판의 쪽이 표시되어 있고 목록이 있습니다.",
        tables: "원문에 표 머리글이 있으면 그 칸은 마크업되어 있습니다.",
        between: " ",
    }),
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
    cues: Some(Cues {
        called: &["korean", "한국어"],
        numerals: Numerals { behind_pages: &["쪽"], ..Numerals::NONE },
        ..Cues::NONE
    }),
    regions: &[],
};
