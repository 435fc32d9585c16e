//! Catalan.

use super::{Alerts, Calendar, Cues, Figures, Marks, NameOrder, Summary, Terms, Words};

pub(super) static CA: Words = Words {
    tag: "ca",
    also: &[],
    terms: Some(Terms {
        contents: "Índex",
        cover: "Coberta",
        title_page: "Portada",
        notes: "Notes",
        back_to_text: "Torna al text",
        start_of_text: "Començament del text",
        done: "fet",
        open: "per fer",
        image: "Imatge",
        landmarks: "Punts de referència",
        pages: "Pàgines",
        dedication: "Dedicatòria",
        alerts: Alerts {
            note: "Nota",
            tip: "Consell",
            important: "Important",
            warning: "Advertiment",
            caution: "Precaució",
        },
        figures: "Figures",
        tables: "Taules",
        page: "pàgina\u{a0}{}",
        and: Some("i"),
        serial_comma: false,
    }),
    summary: Some(Summary {
        reflows: "El text s’adapta a la pantalla; se’n poden canviar la mida, la lletra i els colors.",
        headings: "Els títols estan marcats i figuren a l’índex.",
        described: "Totes les imatges tenen text alternatiu.",
        silent: "Les imatges no tenen text alternatiu.",
        partly_silent: "Imatges sense text alternatiu: {} de {}.",
        formulas: "Les fórmules són en MathML amb text alternatiu.",
        formulas_in_english: "Les fórmules són en MathML amb text alternatiu, en part només en anglès.",
        pages: "Les pàgines de l’edició impresa estan marcades i llistades.",
        tables: "Les taules tenen cel·les de capçalera marcades on la font en té.",
        between: " ",
    }),
    calendar: Some(Calendar {
        months: [
            "gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre",
            "desembre",
        ],
        alone: None,
        date: "{day} de {month} del {year}",
        first: None,
        before_vowel: Some("{day} d’{month} del {year}"),
        month: "{month} del {year}",
    }),
    figures: Figures::DayFirst,
    marks: Some(Marks { double: ("«", "»"), single: ("“", "”"), dash: "—", spaces: None, clipped: &[] }),
    names: NameOrder::FamilyLast,
    cues: Some(Cues {
        before_months: &["de", "del", "d’", "d'"],
        divisions: &[("llibre", 0), ("capítol", 1)],
        ..Cues::NONE
    }),
    regions: &[],
};
