//! Parses and formats dates as people write them, by language.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Date, Language, Metadata, Unresolved};
use crate::read::plain::dates::{self, Order, When};
use crate::source::Cut as _;
use crate::words::{self, Figures};

/// Interprets dates that are not in ISO 8601. The date of issue is printed as written, understood or not.
pub(super) fn settle(metadata: &mut Metadata, diagnostics: &mut Diagnostics) {
    let Some(language) = metadata.language.clone() else { return };
    let Metadata { issued, issued_as_written, modified, modified_as_written, .. } = metadata;
    for (date, written) in [(issued, issued_as_written), (modified, modified_as_written)] {
        let Some(Unresolved { text, span }) = written else { continue };
        let (entry, message, help) = match meaning(text, &language) {
            DateReading::Known(known) => {
                *date = Some(known);
                continue;
            }
            DateReading::Either => (
                &codes::DATE_AMBIGUOUS,
                format!("day and month of `{text}` can't be told apart: it is printed, and not in the metadata"),
                Some("write it as 2026-04-03, or say the language with its country, as in `lang: en-GB`"),
            ),
            DateReading::Impossible => (
                &codes::FRONT_MATTER_FIELD,
                format!("`{text}` is no date: it is printed, and not in the metadata"),
                Some("write it as `2026-03-14`"),
            ),
            DateReading::Vague => (
                &codes::DATE_AS_TEXT,
                format!("which date `{text}` is can't be told: it is printed, and not in the metadata"),
                None,
            ),
        };
        let diagnostic = Diagnostic::new(entry, *span, message);
        diagnostics.push(Diagnostic { help: help.map(str::to_owned), ..diagnostic });
    }
    // The date of change is never printed, so its written form is needed only if it was not understood.
    modified_as_written.take_if(|_| modified.is_some());
}

/// Interpretation of a written date.
#[derive(Debug, PartialEq)]
enum DateReading {
    Known(Date),
    /// The order of day and month is ambiguous.
    Either,
    /// A date that does not exist.
    Impossible,
    /// Possibly a date, but not a unique one.
    Vague,
}

fn meaning(text: &str, language: &Language) -> DateReading {
    if let Some(date) = in_figures(text) {
        return DateReading::Known(date);
    }
    if is_vague(text) {
        return DateReading::Vague;
    }
    if let Some(found) = dates::find(text).filter(|found| is_whole(text.cut(..found.start), text.cut(found.end..))) {
        return match found.date {
            When::Known(date) => DateReading::Known(date),
            When::Either { .. } => {
                found.date.settle(|| order(language)).map_or(DateReading::Either, DateReading::Known)
            }
        };
    }
    if text.chars().all(|c| c.is_ascii_digit() || " -/.".contains(c)) {
        return DateReading::Impossible;
    }
    match in_words_of(text, language).or_else(|| year(text)) {
        Some(date) => DateReading::Known(date),
        None => DateReading::Vague,
    }
}

/// A numeric date whose order of fields is unambiguous: `20260314`, `2026-3`, `3.2026`, `2026年3月`, `2026년 3월 14일`.
fn in_figures(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| text.cut(range).parse::<u16>().ok();
        return Date::day(number(0..4)?, number(4..6)? as u8, number(6..8)? as u8);
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '日' | '일'))
        .map(|c| if matches!(c, '年' | '月' | '년' | '월' | '/' | '.') { '-' } else { c })
        .collect();
    let parts: Vec<&str> = plain.trim_matches('-').split('-').collect();
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let numbers: Vec<u16> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let month =
        |year: u16, month: u16| (1..=12).contains(&month).then_some(Date { year, month: Some(month as u8), day: None });
    match (&numbers[..], parts.first()?.len(), parts.last()?.len()) {
        (&[y, m, d], 4, 1..=2) => Date::day(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?),
        (&[y, m], 4, 1..=2) => month(y, m),
        (&[m, y], 1..=2, 4) => month(y, m),
        (&[y], 4, 4) if y > 0 => Some(Date { year: y, month: None, day: None }),
        _ => None,
    }
}

/// Whether the text is no exact date: an approximate one, a bound, a decade, a year before our era.
fn is_vague(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "c",
        "ca",
        "circa",
        "cca",
        "about",
        "around",
        "approx",
        "approximately",
        "before",
        "after",
        "um",
        "etwa",
        "vor",
        "nach",
        "vers",
        "environ",
        "avant",
        "après",
        "hacia",
        "antes",
        "después",
        "около",
        "до",
        "после",
        "verso",
        "bc",
        "bce",
    ];
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let decade = |word: &str| word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit());
    text.contains(['?', '~']) || words().any(|word| WORDS.contains(&word) || decade(word))
}

/// Whether the text around a date consists only of words and a time of day.
fn is_whole(before: &str, behind: &str) -> bool {
    let numbered = |text: &str| text.contains(|c: char| c.is_numeric());
    let time = |word: &str| word.contains(':');
    !numbered(before) && behind.split_whitespace().all(|word| time(word) || !numbered(word))
}

/// A date with a month name in the language, in any order: `2026. március 14.`
fn in_words_of(text: &str, language: &Language) -> Option<Date> {
    let calendar = words::of(language.tag())?.calendar.as_ref()?;
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if let Some(number) = calendar.month(word) {
            month = month.is_none().then_some(number);
            month?;
        } else if let Ok(number) = word.parse::<u16>() {
            let place = if word.len() == 4 { &mut year } else { &mut day };
            *place = place.is_none().then_some(number);
            (*place)?;
        }
    }
    match day {
        Some(day) => Date::day(year?, month?, u8::try_from(day).ok()?),
        None => Some(Date { year: year?, month: Some(month?), day: None }),
    }
}

/// The year, if it is the only number in the text: `Spring 2026`.
fn year(text: &str) -> Option<Date> {
    let mut numbers = text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty());
    let year = numbers.next().filter(|number| number.len() == 4)?.parse().ok()?;
    (numbers.next().is_none() && (1000..=2999).contains(&year)).then_some(Date { year, month: None, day: None })
}

/// The order of day and month in a language's numeric dates; `None` if it differs between countries.
fn order(language: &Language) -> Option<Order> {
    match words::figures(language.tag()) {
        Figures::DayFirst => Some(Order::DayFirst),
        Figures::MonthFirst => Some(Order::MonthFirst),
        Figures::Either => None,
    }
}

/// The date in words; in ISO 8601 for languages without a vocabulary.
pub(super) fn in_words(date: Date, language: &Language) -> String {
    let words = date.month.and_then(|month| words::date(language.tag(), date.year, month, date.day));
    words.unwrap_or_else(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_dates() {
        let read = |text: &str, tag: &str| match meaning(text, &Language::parse(tag).unwrap()) {
            DateReading::Known(date) => date.to_string(),
            other => format!("{other:?}"),
        };
        for (text, tag, expected) in [
            ("14.03.2026", "en", "2026-03-14"),
            ("14. März 2026", "de", "2026-03-14"),
            ("1er mars 2026", "fr", "2026-03-01"),
            ("14 de marzo de 2026", "es", "2026-03-14"),
            ("2026年3月14日", "ja", "2026-03-14"),
            ("2026년 3월 14일", "ko", "2026-03-14"),
            ("2026年3月", "zh", "2026-03"),
            ("2026. március 14.", "hu", "2026-03-14"),
            ("14 Mart 2026", "tr", "2026-03-14"),
            ("14 maaliskuuta 2026", "fi", "2026-03-14"),
            ("14 марта 2026 г.", "ru", "2026-03-14"),
            ("март 2026 г.", "ru", "2026-03"),
            ("březen 2026", "cs", "2026-03"),
            ("2026 m. kovo 14 d.", "lt", "2026-03-14"),
            ("14 במרץ 2026", "he", "2026-03-14"),
            ("14 مارس 2026", "ar", "2026-03-14"),
            ("14/03/2026", "en", "2026-03-14"),
            ("2026/03/14", "en", "2026-03-14"),
            ("2026/3/4", "en", "2026-03-04"),
            ("2026-3", "en", "2026-03"),
            ("20260314", "en", "2026-03-14"),
            ("March 14th, 2026", "en", "2026-03-14"),
            ("Mar. 14, 2026", "en", "2026-03-14"),
            ("Saturday, 14 March 2026 at 10:30", "en", "2026-03-14"),
            ("March 2026", "en", "2026-03"),
            ("Spring 2026", "en", "2026"),
            ("Frühjahr 2026", "de", "2026"),
            ("03/04/2026", "en-US", "2026-03-04"),
            ("03/04/2026", "en-GB", "2026-04-03"),
            ("03/04/2026", "de", "2026-04-03"),
            ("03/04/2026", "en", "Either"),
            ("2026-02-30", "en", "Impossible"),
            ("31.02.2026", "de", "Impossible"),
            ("c. 1850", "en", "Vague"),
            ("um 1850", "de", "Vague"),
            ("1850s", "en", "Vague"),
            ("1850?", "en", "Vague"),
            ("2024–2026", "en", "Vague"),
            ("14–16 March 2026", "en", "Vague"),
            ("300 BC", "en", "Vague"),
            ("soon", "en", "Vague"),
        ] {
            assert_eq!(read(text, tag), expected, "{text} in {tag}");
        }
    }

    #[test]
    fn dates_by_language() {
        let date = Date::day(2026, 3, 14).unwrap();
        let words = |tag: &str| in_words(date, &Language::parse(tag).unwrap());
        assert_eq!(words("en"), "14 March 2026");
        assert_eq!(words("en-US"), "March 14, 2026");
        assert_eq!(words("de-AT"), "14. März 2026");
        assert_eq!(words("es"), "14 de marzo de 2026");
        assert_eq!(words("fi"), "14 maaliskuuta 2026".replace("14", "14."));
        assert_eq!(words("ja"), "2026年3月14日");
        assert_eq!(words("he"), "14 במרץ 2026");
        assert_eq!(words("ar"), "14 مارس 2026");
        assert_eq!(words("el"), "14 Μαρτίου 2026");
        assert_eq!(words("ca"), "14 de març del 2026");
        assert_eq!(words("vi"), "14 tháng 3, 2026");
        assert_eq!(words("xx"), "2026-03-14");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french_only() {
        let [first, second] = [1, 2].map(|day| Date::day(2026, 5, day).unwrap());
        for (tag, one, two) in [
            ("fr", "1er mai 2026", "2 mai 2026"),
            ("fr-CA", "1er mai 2026", "2 mai 2026"),
            ("it", "1 maggio 2026", "2 maggio 2026"),
            ("es", "1 de mayo de 2026", "2 de mayo de 2026"),
            ("pt", "1 de maio de 2026", "2 de maio de 2026"),
            ("de", "1. Mai 2026", "2. Mai 2026"),
            ("nl", "1 mei 2026", "2 mei 2026"),
            ("en", "1 May 2026", "2 May 2026"),
            ("en-US", "May 1, 2026", "May 2, 2026"),
        ] {
            let language = Language::parse(tag).unwrap();
            assert_eq!([in_words(first, &language), in_words(second, &language)], [one, two], "{tag}");
        }
    }
}
