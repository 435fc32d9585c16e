//! Japanese.

use super::cues::{Captions, Furniture, Numerals};
use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static JA: Words = Words {
    tag: "ja",
    also: &[],
    terms: Some(Terms {
        contents: "目次",
        cover: "表紙",
        title_page: "扉",
        notes: "注",
        back_to_text: "本文に戻る",
        start_of_text: "本文",
        done: "済",
        open: "未",
        image: "画像",
        landmarks: "ランドマーク",
        pages: "ページ",
        dedication: "献辞",
        alerts: Alerts { note: "注記", tip: "ヒント", important: "重要", warning: "警告", caution: "注意" },
        figures: "図",
        tables: "表",
        page: "{}ページ",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "本文はリフロー型で、文字の大きさ、書体、色を変更できます。",
        headings: "見出しはマークアップされ、目次に載っています。",
        described: "すべての画像に代替テキストがあります。",
        silent: "画像に代替テキストはありません。",
        partly_silent: "代替テキストのない画像：{}/{}。",
        formulas: "数式は代替テキスト付きのMathMLです。",
        formulas_in_english: "数式は代替テキスト付きのMathMLです（一部は英語のみ）。",
        pages: "印刷版のページに印と一覧があります。",
        tables: "表の見出しセルは、原文にある場合マークアップされています。",
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
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues {
        called: &["japanese", "日本語"],
        modified: &["更新", "最終更新"],
        byline_signs: &["文＝", "取材・文＝", "取材・文／", "文／", "記者"],
        questions: &['問', '答'],
        end_marks: &["終", "完"],
        captions: Captions { figures: &["図"], ..Captions::NONE },
        furniture: Furniture { alone: &["広告", "シェア"], ..Furniture::NONE },
        numerals: Numerals { behind_pages: &["ページ", "頁"], ..Numerals::NONE },
        ..Cues::NONE
    }),
    regions: &[],
};
