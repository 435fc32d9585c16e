//! Chinese, in simplified characters.

use super::cues::{Captions, Furniture, Numerals, Tail};
use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static ZH: Words = Words {
    tag: "zh",
    also: &[],
    terms: Some(Terms {
        contents: "目录",
        cover: "封面",
        title_page: "书名页",
        notes: "注释",
        back_to_text: "返回正文",
        start_of_text: "正文开始",
        done: "已完成",
        open: "待办",
        image: "图片",
        landmarks: "地标",
        pages: "页码",
        dedication: "献词",
        alerts: Alerts { note: "注意", tip: "提示", important: "重要", warning: "警告", caution: "小心" },
        figures: "插图",
        tables: "表格",
        page: "第{}页",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "文本可重排，字号、字体和颜色均可更改。",
        headings: "标题均有标记，并列于目录。",
        described: "所有图片均有替代文本。",
        silent: "图片没有替代文本。",
        partly_silent: "没有替代文本的图片：{}/{}。",
        formulas: "公式为 MathML，带有替代文本。",
        formulas_in_english: "公式为 MathML，带有替代文本，其中部分仅有英文。",
        pages: "印刷版的页码均有标记并已列出。",
        tables: "源文件中有表头的表格，其表头单元格均有标记。",
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
        called: &["chinese", "中文"],
        issued: &["发布时间", "发布", "日期"],
        modified: &["更新", "更新时间"],
        byline_signs: &["文/", "文／", "文:", "文：", "作者:", "作者：", "记者", "撰文/", "撰文：", "本报记者"],
        releases: &["新闻稿"],
        questions: &['问', '答'],
        end_marks: &["完"],
        captions: Captions { figures: &["图"], ..Captions::NONE },
        tail: Tail {
            rights_within: &["版权所有"],
            credits: &["责任编辑", "编辑:", "编辑：", "来源:", "来源："],
            ..Tail::NONE
        },
        furniture: Furniture { alone: &["广告", "分享"], ..Furniture::NONE },
        numerals: Numerals { behind_pages: &["页"], ..Numerals::NONE },
        ..Cues::NONE
    }),
    regions: &[],
};
