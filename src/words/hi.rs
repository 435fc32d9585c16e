//! Hindi.

use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static HI: Words = Words {
    tag: "hi",
    also: &[],
    terms: Some(Terms {
        contents: "विषय-सूची",
        cover: "आवरण",
        title_page: "शीर्षक पृष्ठ",
        notes: "टिप्पणियाँ",
        back_to_text: "पाठ पर वापस",
        start_of_text: "पाठ का आरंभ",
        done: "पूर्ण",
        open: "अपूर्ण",
        image: "चित्र",
        landmarks: "मुख्य स्थल",
        pages: "पृष्ठ",
        dedication: "समर्पण",
        alerts: Alerts {
            note: "टिप्पणी", tip: "सुझाव", important: "महत्वपूर्ण", warning: "चेतावनी", caution: "सावधान"
        },
        figures: "चित्र-सूची",
        tables: "सारणी-सूची",
        page: "पृष्ठ\u{a0}{}",
        and: Some("और"),
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "पाठ स्क्रीन के अनुसार ढल जाता है; उसका आकार, फ़ॉन्ट और रंग बदले जा सकते हैं।",
        headings: "शीर्षक चिह्नित हैं और विषय-सूची में दिए गए हैं।",
        described: "सभी चित्रों का वैकल्पिक पाठ है।",
        silent: "चित्रों का वैकल्पिक पाठ नहीं है।",
        partly_silent: "बिना वैकल्पिक पाठ वाले चित्र: {} में से {}।",
        formulas: "सूत्र वैकल्पिक पाठ सहित MathML में हैं।",
        formulas_in_english: "सूत्र वैकल्पिक पाठ सहित MathML में हैं, जो कुछ के लिए केवल अंग्रेज़ी में है।",
        pages: "मुद्रित संस्करण के पृष्ठ चिह्नित और सूचीबद्ध हैं।",
        tables: "जहाँ स्रोत में हैं, वहाँ सारणियों के शीर्ष कक्ष चिह्नित हैं।",
        between: " ",
    }),
    calendar: Some(Calendar {
        months: ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
        alone: None,
        date: "{day} {month} {year}",
        first: None,
        before_vowel: None,
        month: "{month} {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues { called: &["hindi", "हिन्दी"], ..Cues::NONE }),
    regions: &[],
};
