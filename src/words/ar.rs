//! Arabic.

use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static AR: Words = Words {
    tag: "ar",
    also: &[],
    terms: Some(Terms {
        contents: "المحتويات",
        cover: "الغلاف",
        title_page: "صفحة العنوان",
        notes: "الحواشي",
        back_to_text: "العودة إلى النص",
        start_of_text: "بداية النص",
        done: "تم",
        open: "لم يتم",
        image: "صورة",
        landmarks: "المعالم",
        pages: "الصفحات",
        dedication: "الإهداء",
        alerts: Alerts {
            note: "ملاحظة", tip: "نصيحة", important: "مهم", warning: "تحذير", caution: "تنبيه"
        },
        figures: "الأشكال",
        tables: "الجداول",
        page: "ص\u{a0}{}",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "يتكيف النص مع الشاشة، ويمكن تغيير حجمه وخطه وألوانه.",
        headings: "العناوين موسومة ومدرجة في المحتويات.",
        described: "لكل الصور نص بديل.",
        silent: "ليس للصور نص بديل.",
        partly_silent: "الصور التي ليس لها نص بديل: {} من {}.",
        formulas: "الصيغ الرياضية بلغة MathML مع نص بديل.",
        formulas_in_english: "الصيغ الرياضية بلغة MathML مع نص بديل، بعضه بالإنجليزية فقط.",
        pages: "صفحات الطبعة الورقية معلَّمة ومدرجة في قائمة.",
        tables: "للجداول خلايا رأس موسومة حيث توجد في المصدر.",
        between: " ",
    }),
    calendar: Some(Calendar {
        months: [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        alone: None,
        date: "{day} {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("“", "”"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues {
        called: &["arabic", "العربية"],
        particles: &["al", "el", "bin", "ibn"],
        divisions: &[("الجزء", 0), ("الفصل", 1)],
        ..Cues::NONE
    }),
    regions: &[],
};
