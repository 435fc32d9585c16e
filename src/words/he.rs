//! Hebrew.

use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static HE: Words = Words {
    tag: "he",
    also: &["iw"],
    terms: Some(Terms {
        contents: "תוכן העניינים",
        cover: "כריכה",
        title_page: "עמוד השער",
        notes: "הערות",
        back_to_text: "חזרה לטקסט",
        start_of_text: "תחילת הטקסט",
        done: "בוצע",
        open: "לביצוע",
        image: "תמונה",
        landmarks: "נקודות ציון",
        pages: "עמודים",
        dedication: "הקדשה",
        alerts: Alerts {
            note: "הערה", tip: "עצה", important: "חשוב", warning: "אזהרה", caution: "זהירות"
        },
        figures: "איורים",
        tables: "טבלאות",
        page: "עמ׳\u{a0}{}",
        and: None,
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "הטקסט מסתדר לפי המסך, ואפשר לשנות את גודלו, את הגופן ואת הצבעים.",
        headings: "הכותרות מסומנות ומופיעות בתוכן העניינים.",
        described: "לכל התמונות יש טקסט חלופי.",
        silent: "לתמונות אין טקסט חלופי.",
        partly_silent: "תמונות ללא טקסט חלופי: {} מתוך {}.",
        formulas: "הנוסחאות הן MathML עם טקסט חלופי.",
        formulas_in_english: "הנוסחאות הן MathML עם טקסט חלופי, בחלקו באנגלית בלבד.",
        pages: "עמודי המהדורה המודפסת מסומנים ורשומים.",
        tables: "בטבלאות תאי הכותרת מסומנים במקום שבו הם מופיעים במקור.",
        between: " ",
    }),
    calendar: Some(Calendar {
        months: [
            "ינואר",
            "פברואר",
            "מרץ",
            "אפריל",
            "מאי",
            "יוני",
            "יולי",
            "אוגוסט",
            "ספטמבר",
            "אוקטובר",
            "נובמבר",
            "דצמבר",
        ],
        alone: None,
        date: "{day} ב{month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues {
        called: &["hebrew", "עברית"],
        particles: &["ben"],
        divisions: &[("חלק", 0), ("פרק", 1)],
        ..Cues::NONE
    }),
    regions: &[],
};
