use super::*;

/// A group that a language has not, and what is said or printed in its place.
#[test]
fn what_each_language_lacks() {
    let mut lacks = String::new();
    for words in ALL {
        let mut row = Vec::new();
        let mut lack = |missing: bool, what: &'static str| row.extend(missing.then_some(what));
        lack(words.terms.is_none(), "terms");
        lack(words.terms.as_ref().is_some_and(|terms| terms.and.is_none()), "and");
        lack(words.summary.is_none(), "summary");
        lack(words.calendar.is_none(), "calendar");
        lack(words.marks.is_none(), "marks");
        lack(words.cues.is_none(), "cues");
        if !row.is_empty() {
            lacks.push_str(&format!("{}: {}\n", words.tag, row.join(" ")));
        }
    }
    assert_eq!(lacks, LACKS, "copy it into `LACKS` if it is meant");
}

/// What is missing by language, for want of a source. `and` is joined to the name behind it in Arabic and Hebrew; in Chinese,
/// Japanese and Korean names are listed with commas.
const LACKS: &str = "\
af: terms summary calendar cues
ar: and cues
be: terms summary calendar cues
bg: cues
bs: terms summary calendar cues
ca: cues
cy: terms summary calendar cues
dsb: terms summary calendar cues
el: cues
eo: terms summary marks cues
et: cues
eu: terms summary calendar cues
fa: cues
fy: terms summary calendar cues
ga: terms summary calendar cues
gd: terms summary calendar cues
gl: cues
he: and cues
hi: cues
hr: cues
hsb: terms summary calendar cues
hu: cues
hy: terms summary calendar cues
id: cues
is: terms summary calendar cues
ja: and
ka: terms summary calendar cues
kk: terms summary calendar cues
ko: and cues
lt: terms summary cues
mk: terms summary calendar cues
mn: terms summary calendar marks cues
rm: terms summary calendar cues
ro: cues
sk: cues
sl: cues
sq: terms summary calendar cues
sr: terms summary cues
th: cues
tr: cues
uk: cues
ur: terms summary marks cues
vi: cues
zh: and
zh-Hant: and
";

#[test]
fn every_file_is_whole() {
    for words in ALL {
        let tags = |words: &'static Words| words.also.iter().copied().chain([words.tag]);
        for tag in tags(words) {
            let holders = ALL.iter().filter(|other| tags(other).any(|other| other == tag));
            assert_eq!(holders.count(), 1, "{tag} has one file");
        }
        if let Some(summary) = &words.summary {
            let Summary { reflows, headings, described, silent, partly_silent, formulas, formulas_in_english, .. } =
                summary;
            let plain =
                [reflows, headings, described, silent, formulas, formulas_in_english, &summary.pages, &summary.tables];
            for (text, places) in plain.into_iter().map(|text| (text, 0)).chain([(partly_silent, 2)]) {
                assert_eq!(text.matches("{}").count(), places, "{}: {text}", words.tag);
                assert!(text.ends_with(['.', '。', '।', '۔']) || words.tag == "th", "{}: {text}", words.tag);
            }
        }
        if let Some(terms) = &words.terms {
            assert_eq!(terms.page.matches("{}").count(), 1, "{}", words.tag);
            assert!(words.summary.is_some(), "{}: who can say the terms can say the sentences", words.tag);
        }
        if let Some(calendar) = &words.calendar {
            let patterns = [Some(calendar.date), calendar.before_vowel];
            let regional = words.regions.iter().map(|region| region.date);
            for pattern in patterns.into_iter().chain(regional).flatten() {
                assert!(["{day}", "{month}", "{year}"].iter().all(|part| pattern.contains(part)), "{pattern}");
            }
            assert!(["{month}", "{year}"].iter().all(|part| calendar.month.contains(part)), "{}", calendar.month);
            for (at, name) in calendar.months.iter().enumerate() {
                assert_eq!(calendar.month(name), Some(at as u8 + 1), "{}: {name}", words.tag);
            }
        }
    }
}

#[test]
fn what_is_printed_in_languages() {
    for (tag, opening, day, month, contents, page) in [
        ("de-AT", "„“‚‘", "1. Mai 2026", "Mai 2026", "Inhalt", "Seite 7"),
        ("de-CH", "«»‹›", "1. Mai 2026", "Mai 2026", "Inhalt", "Seite 7"),
        ("en-US", "“”‘’", "May 1, 2026", "May 2026", "Contents", "page 7"),
        ("en-GB", "“”‘’", "1 May 2026", "May 2026", "Contents", "page 7"),
        ("nn", "«»‘’", "1. mai 2026", "mai 2026", "Innhold", "side 7"),
        ("pl", "„”‚’", "1 maja 2026", "maj 2026", "Spis treści", "s. 7"),
        ("cs", "„“‚‘", "1. května 2026", "květen 2026", "Obsah", "s. 7"),
        ("uk", "«»“”", "1 травня 2026 р.", "травень 2026 р.", "Зміст", "с. 7"),
        ("ru", "«»„“", "1 мая 2026 г.", "май 2026 г.", "Содержание", "с. 7"),
        ("el", "«»“”", "1 Μαΐου 2026", "Μάιος 2026", "Περιεχόμενα", "σ. 7"),
        ("he", "“”‘’", "1 במאי 2026", "מאי 2026", "תוכן העניינים", "עמ׳ 7"),
        ("ja", "“”‘’", "2026年5月1日", "2026年5月", "目次", "7ページ"),
        ("zh-CN", "“”‘’", "2026年5月1日", "2026年5月", "目录", "第7页"),
        ("zh-Hant", "「」『』", "2026年5月1日", "2026年5月", "目錄", "第7頁"),
        ("zh-HK", "「」『』", "2026年5月1日", "2026年5月", "目錄", "第7頁"),
        ("sk", "„“‚‘", "1. mája 2026", "máj 2026", "Obsah", "s. 7"),
        ("bg", "„“‚‘", "1 май 2026 г.", "май 2026 г.", "Съдържание", "с. 7"),
        ("hu", "„”»«", "2026. május 1.", "2026. május", "Tartalom", "7. oldal"),
        ("ro", "„”‚’", "1 mai 2026", "mai 2026", "Cuprins", "pagina 7"),
        ("ca", "«»“”", "1 de maig del 2026", "maig del 2026", "Índex", "pàgina 7"),
        ("gl", "«»“”", "1 de maio de 2026", "maio de 2026", "Índice", "páxina 7"),
        ("hr", "„“‚‘", "1. svibnja 2026.", "svibanj 2026.", "Sadržaj", "str. 7"),
        ("sl", "„“‚‘", "1. maj 2026", "maj 2026", "Kazalo", "str. 7"),
        ("et", "„“‚‘", "1. mai 2026", "mai 2026", "Sisukord", "lk 7"),
        ("id", "“”‘’", "1 Mei 2026", "Mei 2026", "Daftar Isi", "halaman 7"),
        ("vi", "“”‘’", "1 tháng 5, 2026", "tháng 5, 2026", "Mục lục", "trang 7"),
        ("ko", "“”‘’", "2026년 5월 1일", "2026년 5월", "차례", "7쪽"),
        ("fa", "«»“”", "1 مه 2026", "مه 2026", "فهرست مطالب", "ص 7"),
        ("hi", "“”‘’", "1 मई 2026", "मई 2026", "विषय-सूची", "पृष्ठ 7"),
        ("th", "“”‘’", "1 พฤษภาคม ค.ศ. 2026", "พฤษภาคม ค.ศ. 2026", "สารบัญ", "หน้า 7"),
    ] {
        let marks = marks(tag);
        let quotes = [marks.double.0, marks.double.1, marks.single.0, marks.single.1];
        assert_eq!(quotes.concat(), opening, "{tag}");
        assert_eq!(date(tag, 2026, 5, Some(1)).as_deref(), Some(day), "{tag}");
        assert_eq!(date(tag, 2026, 5, None).as_deref(), Some(month), "{tag}");
        let terms = terms(tag);
        assert_eq!((terms.contents, terms.page.replace("{}", "7").replace('\u{a0}', " ")), (contents, page.to_owned()));
    }
    assert_eq!(date("ca", 2026, 4, Some(2)).as_deref(), Some("2 d’abril del 2026"));
    assert_eq!(date("tlh", 2026, 5, None), None);
}

#[test]
fn dates_in_figures_are_in_the_order_of_the_country() {
    use Figures::{DayFirst, Either, MonthFirst};
    for (tag, order) in [
        ("en", Either),
        ("en-CA", Either),
        ("en-GB", DayFirst),
        ("en-US", MonthFirst),
        ("en-PH", MonthFirst),
        ("de", DayFirst),
        ("hu", Either),
        ("zh-Hant", Either),
        ("tlh", DayFirst),
    ] {
        assert_eq!(figures(tag), order, "{tag}");
    }
}

/// A word is asked for in lower case, and of all languages at once.
#[test]
fn cues_are_told_apart() {
    let mut months: Vec<(&str, u8)> = cues::all().flat_map(|cues| cues.months).copied().collect();
    months.sort_unstable();
    months.dedup();
    assert!(months.windows(2).all(|pair| pair[0].0 != pair[1].0), "a name is one month in all languages");
    assert!(months.iter().all(|month| (1..=12).contains(&month.1)));
    for words in ALL {
        let (Some(calendar), Some(cues)) = (&words.calendar, &words.cues) else { continue };
        for (name, _) in cues.months {
            assert_eq!(calendar.month(name), None, "{}: {name} stands in the calendar", words.tag);
        }
    }
    for cues in cues::all() {
        let lists = [cues.weekdays, cues.issued, cues.modified, cues.beside_dates, cues.issue_numbers];
        let more = [
            cues.between_names,
            cues.no_names,
            cues.behind_names,
            cues.roles,
            cues.staff,
            cues.contents,
            cues.headings,
            cues.numbers,
            cues.ordinals,
            cues.says,
            cues.closings,
            cues.releases,
            cues.tables,
        ];
        let words = lists.into_iter().chain(more).flatten().copied();
        let pairs = cues.months.iter().map(|m| m.0).chain(cues.bylines.iter().map(|b| b.0));
        for word in words.chain(pairs) {
            assert_eq!(word, word.to_lowercase());
        }
    }
}
