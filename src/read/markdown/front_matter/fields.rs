//! Fields → [`Metadata`]: the names that other programs use are understood too.

use super::authors::people;
use super::value::{Entry, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Date, Language, Metadata, Series};
use crate::source::Span;
use std::ops::Range;

/// What the fields say; `place` gives the place in the source of a range of the block.
pub(super) fn metadata(
    entries: Vec<Entry>,
    place: &dyn Fn(Range<usize>) -> Span,
    diagnostics: &mut Diagnostics,
) -> Metadata {
    let mut out = Metadata::default();
    for entry in entries {
        if let Err(message) = field(&mut out, &entry) {
            let span = place(entry.place.clone());
            diagnostics.push(Diagnostic::new(&codes::FRONT_MATTER_FIELD, span, message.0).help(message.1));
            out.extra.push((entry.name, entry.value.flat()));
        }
    }
    out
}

/// Takes one field over, or says what is wrong with it and what would be right.
fn field(out: &mut Metadata, entry: &Entry) -> Result<(), (String, &'static str)> {
    let Entry { name, value, .. } = entry;
    let Some(text) = value.some() else { return Ok(()) };
    let key = name.trim().to_lowercase().replace([' ', '_'], "-");
    match key.strip_prefix("dc-").or(key.strip_prefix("dc:")).unwrap_or(&key) {
        // pandoc and EPUB know titles with types: the main one is the title.
        "title" => match value.get(&["main", "text"]).or(first_text(value)).and_then(Value::some) {
            Some(title) => out.title = Some(title),
            None => out.title = Some(text),
        },
        "subtitle" => out.subtitle = Some(text),
        "author" | "authors" | "creator" | "by" | "byline" => out.authors.extend(people(value)),
        role @ ("editor" | "translator" | "illustrator" | "photographer" | "contributor") => {
            let role = (role != "contributor").then(|| role.to_owned());
            let named = people(value).into_iter().map(|mut person| {
                person.role = person.role.or_else(|| role.clone());
                person
            });
            out.contributors.extend(named);
        }
        "contributors" | "editors" | "translators" => {
            let role = key.trim_end_matches('s');
            out.contributors.extend(people(value).into_iter().map(|mut person| {
                person.role = person.role.or_else(|| (role != "contributor").then(|| role.to_owned()));
                person
            }));
        }
        "date" | "issued" | "published" | "publish-date" | "pubdate" | "date-published" => {
            out.issued = Some(date(&text)?)
        }
        "modified" | "updated" | "lastmod" | "last-modified" | "date-modified" | "last-updated" => {
            out.modified = Some(date(&text)?);
        }
        "lang" | "language" | "locale" => {
            let help = "give a BCP 47 tag, such as `en`, `pt-BR` or `zh-Hant`";
            out.language = Some(Language::parse(&text).ok_or_else(|| (format!("`{text}` is no language tag"), help))?);
        }
        "description" | "abstract" | "summary" | "excerpt" => out.description = Some(text),
        "keywords" | "tags" | "keyword" | "subject" => match value {
            Value::List(list) => out.keywords.extend(list.iter().filter_map(Value::some)),
            _ => {
                let words = text.split([',', ';']).map(str::trim).filter(|w| !w.is_empty());
                out.keywords.extend(words.map(str::to_owned));
            }
        },
        "rights" | "license" | "licence" | "copyright" => {
            out.rights = Some(match out.rights.take() {
                Some(before) => format!("{before} {text}"),
                None => text,
            });
        }
        "publisher" => out.publisher = Some(text),
        "isbn" => out.identifier = Some(format!("ISBN {}", text.trim_start_matches("ISBN").trim())),
        "identifier" | "doi" | "urn" | "uuid" => {
            let inner = value.get(&["text"]).or(first_text(value)).and_then(Value::some);
            out.identifier = Some(inner.unwrap_or(text));
        }
        "page-source" | "page-break-source" | "source" => out.page_source = Some(text),
        "series" => {
            let named = value.get(&["name", "title"]).and_then(Value::some);
            let position = value.get(&["position", "number", "index", "volume"]).and_then(Value::some);
            let known = out.series.take().and_then(|s| s.position);
            out.series = Some(Series { name: named.unwrap_or(text), position: position.or(known) });
        }
        "series-position" | "series-index" | "series-number" | "group-position" => match &mut out.series {
            Some(series) => series.position = Some(text),
            None => out.series = Some(Series { name: String::new(), position: Some(text) }),
        },
        "cover" | "cover-image" => {
            let inner = value.get(&["image", "src", "path"]).and_then(Value::some);
            out.cover = Some(inner.unwrap_or(text));
        }
        "theme" => out.theme = Some(text),
        "toc" | "contents" => out.toc = Some(asked(&text)?),
        "list-of-figures" | "lof" => out.list_of_figures = Some(asked(&text)?),
        "list-of-tables" | "lot" => out.list_of_tables = Some(asked(&text)?),
        "place" | "location" => out.place = Some(text),
        "agency" => out.agency = Some(text),
        "credits" | "credit" => match value {
            Value::List(list) => out.credits.extend(list.iter().filter_map(Value::some)),
            _ => out.credits.push(text),
        },
        "disclaimer" => out.disclaimer = Some(text),
        _ => out.extra.push((name.clone(), text)),
    }
    Ok(())
}

/// Whether something is asked for or declined.
fn asked(text: &str) -> Result<bool, (String, &'static str)> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err((format!("`{text}` is neither true nor false"), "write `true` or `false`")),
    }
}

/// The text of the first entry of a list of tables, as pandoc writes titles and identifiers with types.
fn first_text(value: &Value) -> Option<&Value> {
    let Value::List(list) = value else { return None };
    list.iter().find_map(|v| v.get(&["text"]))
}

fn date(text: &str) -> Result<Date, (String, &'static str)> {
    Date::parse_iso(text)
        .or_else(|| written_date(text))
        .ok_or_else(|| (format!("`{text}` is no date"), "write it as `2026-03-14`"))
}

/// A date with the month as an English word: `14 March 2026`, `March 14, 2026`, `March 2026`.
fn written_date(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',', '.']).filter(|w| !w.is_empty()) {
        let lower = word.to_lowercase();
        let number = ["st", "nd", "rd", "th"].iter().find_map(|e| lower.strip_suffix(e)).unwrap_or(&lower);
        if let Ok(n) = number.parse::<u16>() {
            match n {
                1..=31 if day.is_none() => day = Some(n as u8),
                1000..=9999 if year.is_none() => year = Some(n),
                _ => return None,
            }
        } else {
            let found = MONTHS.iter().position(|m| lower.len() >= 3 && lower.starts_with(m))?;
            month = month.is_none().then_some(found as u8 + 1);
            month?;
        }
    }
    match day {
        Some(day) => Date::day(year?, month?, day),
        None => Some(Date { year: year?, month: Some(month?), day: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        assert_eq!(date("14 March 2026").unwrap().to_string(), "2026-03-14");
        assert_eq!(date("Mar. 14th, 2026").unwrap().to_string(), "2026-03-14");
        assert_eq!(date("2026-03-14T12:00:00Z").unwrap().to_string(), "2026-03-14");
        assert_eq!(date("May 2026").unwrap().to_string(), "2026-05");
        assert!(date("3/4/2026").is_err() && date("soon").is_err() && date("30 February 2026").is_err());
    }
}
