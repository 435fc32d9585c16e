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
        if !row.is_empty() {
            lacks.push_str(&format!("{}: {}\n", words.tag, row.join(" ")));
        }
    }
    assert_eq!(lacks, LACKS, "copy it into `LACKS` if it is meant");
}

/// What is missing by language, for want of a source; `and` is a prefix in Arabic, Persian's and Hebrew's writing, and a comma
/// in Chinese and Japanese.
const LACKS: &str = "\
af: terms summary calendar
ar: and
be: terms summary calendar
bg: terms summary
bs: terms summary calendar
ca: terms summary
cy: terms summary calendar
dsb: terms summary calendar
eo: terms summary marks
et: terms summary
eu: terms summary calendar
fa: terms summary
fy: terms summary calendar
ga: terms summary calendar
gd: terms summary calendar
gl: terms summary
he: and
hi: terms summary
hr: terms summary
hsb: terms summary calendar
hu: terms summary
hy: terms summary calendar
id: terms summary
is: terms summary calendar
ja: and
ka: terms summary calendar
kk: terms summary calendar
ko: terms summary
lt: terms summary
mk: terms summary calendar
mn: terms summary calendar marks
rm: terms summary calendar
ro: terms summary
sk: terms summary
sl: terms summary
sq: terms summary calendar
sr: terms summary
th: terms summary
ur: terms summary marks
vi: terms summary
zh: and
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
