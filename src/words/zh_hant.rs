//! Chinese, in traditional characters.

use super::cues::{Captions, Numerals, Tail};
use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static ZH_HANT: Words = Words {
    tag: "zh-Hant",
    also: &["zh-TW", "zh-HK", "zh-MO"],
    terms: Some(Terms {
        contents: "目錄",
        cover: "封面",
        title_page: "書名頁",
        notes: "註釋",
        back_to_text: "返回正文",
        start_of_text: "正文開始",
        done: "已完成",
        open: "待辦",
        image: "圖片",
        landmarks: "地標",
        pages: "頁碼",
        dedication: "獻詞",
        alerts: Alerts { note: "注意", tip: "提示", important: "重要", warning: "警告", caution: "小心" },
        figures: "插圖",
        tables: "表格",
        page: "第{}頁",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "文字可重新排版，字級、字型和顏色均可更改。",
        headings: "標題均有標記，並列於目錄。",
        described: "所有圖片均有替代文字。",
        silent: "圖片沒有替代文字。",
        partly_silent: "沒有替代文字的圖片：{}/{}。",
        formulas: "公式為 MathML，附有替代文字。",
        formulas_in_english: "公式為 MathML，附有替代文字，其中部分僅有英文。",
        pages: "印刷版的頁碼均有標記並已列出。",
        tables: "來源檔案中有表頭的表格，其表頭儲存格均有標記。",
        between: "",
    }),
    calendar: Some(Calendar {
        months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
        alone: None,
        date: "{year}年{month}{day}日",
        first: None,
        before_vowel: None,
        month: "{year}年{month}",
    }),
    figures: Figures::Either,
    marks: Some(Marks { double: ("「", "」"), single: ("『", "』"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues {
        byline_signs: &["記者"],
        captions: Captions { figures: &["圖"], ..Captions::NONE },
        tail: Tail { credits: &["責任編輯", "來源:"], ..Tail::NONE },
        numerals: Numerals { behind_pages: &["頁"], ..Numerals::NONE },
        ..Cues::NONE
    }),
    regions: &[],
};
