use super::*;

/// What a language has not: a group, a list of words, or a group but for some of its lists. `and` is joined to the name behind it in Arabic and Hebrew; in
/// Chinese, Japanese and Korean names are listed with commas. `UPDATE=1` writes `lacks.txt` anew.
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
        let mut row = vec![row.join(" ")];
        for (group, lists) in words.cues.iter().flat_map(groups) {
            let (has, missing): (Vec<Named>, Vec<Named>) = lists.into_iter().partition(|(_, list)| !list.is_empty());
            let names = |lists: &[Named]| lists.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
            row.push(match (has.len(), missing.len()) {
                (_, 0) => String::new(),
                (0, _) => group.to_owned(),
                (has_some, lacks) if has_some < lacks => format!("{group} but {}", names(&has)),
                _ => names(&missing),
            });
        }
        row.retain(|part| !part.is_empty());
        if !row.is_empty() {
            lacks.push_str(&format!("{}: {}\n", words.tag, row.join("; ")));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words/lacks.txt"), &lacks).unwrap();
        return;
    }
    assert_eq!(lacks, include_str!("lacks.txt"), "UPDATE=1 writes it, if it is meant");
}

/// A list of words with its name.
type Named = (&'static str, Vec<&'static str>);

/// The lists of a language's cues, by group; `cues` are those in no other. None can be forgotten here.
fn groups(cues: &'static Cues) -> Vec<(&'static str, Vec<Named>)> {
    macro_rules! lists {
        ($from:expr, $kind:path { $($field:ident),* $(; $($other:ident),*)? }) => {{
            let $kind { $($field,)* $($($other: _),*)? } = $from;
            vec![$((stringify!($field), $field.to_vec())),*]
        }};
    }
    let firsts = |pairs: &[(&'static str, u8)]| pairs.iter().map(|pair| pair.0).collect();
    let mut own = lists!(cues, Cues {
        called, weekdays, issued, modified, beside_dates, before_months, day_endings, behind_dates, issue_numbers, byline_signs,
        between_names, behind_names, papers, pictures, no_names, particles, name_suffixes, honorifics, roles, staff, does,
        professions, about_authors, contents, page_heads, headings, numbers, ordinals, small_words, subtitles, printed,
        adverbials, verbs, says, salutations, closings, releases, contacts, transcribers, end_marks, end_titles, tables,
        day_first, month_first, commonest, places, companies, abbreviations, articles, footnotes;
        months, short_months, bylines, divisions, questions, around, captions, tail, furniture, mail, numerals
    });
    own.push(("bylines", cues.bylines.iter().map(|pair| pair.0).collect()));
    own.push(("divisions", firsts(cues.divisions)));
    own.push(("questions", cues.questions.iter().map(|_| "").collect()));
    vec![
        ("cues", own),
        ("captions", lists!(&cues.captions, cues::Captions { figures, labels, credits, stems, illustrations })),
        (
            "tail",
            lists!(
                &cues.tail,
                cues::Tail {
                    rights,
                    rights_within,
                    corrections,
                    corrections_within,
                    disclaimers,
                    disclaimers_within,
                    credits,
                    credits_within,
                    handles,
                    handles_within,
                    related
                }
            ),
        ),
        ("furniture", lists!(&cues.furniture, cues::Furniture { alone, starts, counted, minutes, reading })),
        (
            "around",
            lists!(
                &cues.around,
                cues::Around {
                    shares,
                    subscribes,
                    comments,
                    related,
                    adverts,
                    tags,
                    consents,
                    rights,
                    remarks,
                    credits,
                    menus
                }
            ),
        ),
        ("mail", lists!(&cues.mail, cues::Mail { from, subject, date, to })),
        (
            "numerals",
            lists!(
                &cues.numerals,
                cues::Numerals { titles, counted, pages, behind_pages, names, eras, before_hours, hours }
            ),
        ),
    ]
}

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
    let mut months: Vec<(&str, u8)> = list::all().flat_map(|cues| cues.months).copied().collect();
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
    for (name, words) in list::all().flat_map(groups).flat_map(|(_, lists)| lists) {
        for word in words {
            assert!(CASED.contains(&name) || word == word.to_lowercase(), "{name}: {word}");
        }
    }
    // A field of a header says one thing in all languages.
    let fields = |of: fn(&'static cues::Mail) -> &'static [&'static str]| {
        list::all().flat_map(move |cues| of(&cues.mail)).collect::<std::collections::BTreeSet<_>>()
    };
    let all = [fields(|mail| mail.from), fields(|mail| mail.subject), fields(|mail| mail.date), fields(|mail| mail.to)];
    let several: std::collections::BTreeSet<_> = all.iter().flatten().collect();
    assert_eq!(several.len(), all.iter().map(std::collections::BTreeSet::len).sum::<usize>());
    let ranks: std::collections::BTreeSet<_> = list::all().flat_map(|cues| cues.divisions).collect();
    assert!(ranks.iter().all(|(word, rank)| list::division(word) == Some(*rank)), "a word has one rank");
}

/// Lists whose words are looked for with their capitals.
const CASED: &[&str] = &[
    "name_suffixes",
    "honorifics",
    "about_authors",
    "page_heads",
    "subtitles",
    "adverbials",
    "salutations",
    "transcribers",
    "stems",
    "titles",
    "counted",
    "eras",
    "hours",
    "places",
    "companies",
];

/// The longest start is found among words that begin alike.
#[test]
fn starts_are_the_longest() {
    static LABELS: list::List = list::List::new(|cues| cues.issued);
    assert_eq!(LABELS.start_of("published online on"), Some("published online"));
    assert_eq!(LABELS.start_of("published on"), Some("published"));
    assert_eq!(LABELS.start_of("publicat"), None);
    assert!(LABELS.within("it was published") && !LABELS.begins("") && !LABELS.holds(""));
}
