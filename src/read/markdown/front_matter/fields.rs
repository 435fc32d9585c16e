//! Fields → [`Metadata`]: the names that other programs use are understood too.

use super::authors::people;
use super::names;
use super::prose::plain;
use super::value::{Entry, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Date, Language, Metadata, Person, Series, Unresolved};
use crate::measure::{Margins, PageSize, text_size};
use crate::source::Span;
use std::ops::Range;

/// What becomes of a field.
enum Outcome {
    /// It is in the metadata.
    Taken,
    /// It means nothing here.
    Unknown,
    /// It can't have this value: what is wrong with it, and what would be right.
    Wrong(String, String),
    /// The same, of a page.
    WrongPage(String, String),
}

/// What the fields say; `place` gives the place in the source of a range of the block.
pub(super) fn metadata(
    entries: Vec<Entry>,
    place: &dyn Fn(Range<usize>) -> Span,
    diagnostics: &mut Diagnostics,
) -> Metadata {
    let mut out = Metadata::default();
    let (mut unused, mut position) = (Vec::new(), None);
    for entry in entries {
        let span = place(entry.place.clone());
        position = position.filter(|_| out.series.is_some()).or(Some(span));
        match field(&mut out, &entry, span) {
            Outcome::Taken => continue,
            Outcome::Unknown => {
                let name = place(entry.start..entry.start + entry.name.len());
                match names::nearest(&names::key(&entry.name)) {
                    Some(near) => {
                        let message = format!("`{}` is no field that is known here", entry.name);
                        let diagnostic = Diagnostic::new(&codes::FRONT_MATTER_NAME, name, message);
                        diagnostics.push(diagnostic.help(format!("did you mean `{near}`?")));
                    }
                    None => unused.push((entry.name.clone(), name)),
                }
            }
            Outcome::WrongPage(message, help) => {
                diagnostics.push(Diagnostic::new(&codes::PAGE_OPTION, span, message).help(help));
            }
            Outcome::Wrong(message, help) => {
                diagnostics.push(Diagnostic::new(&codes::FRONT_MATTER_FIELD, span, message).help(help));
            }
        }
        if let Some(text) = entry.value.some() {
            out.extra.push((entry.name, text));
        }
    }
    if out.series.as_ref().is_some_and(|series| series.name.is_empty()) {
        let message = "a place in a series is given, but no series";
        let help = "name it: `series: Tales of the Lamp`";
        diagnostics.push(Diagnostic::new(&codes::FRONT_MATTER_FIELD, position, message).help(help));
    }
    if let Some((_, first)) = unused.first() {
        let list = |names: &mut dyn Iterator<Item = &String>| {
            names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let verb = if unused.len() == 1 { "means" } else { "mean" };
        let message = format!("{} {verb} nothing here", list(&mut unused.iter().map(|(name, _)| name)));
        let mut diagnostic = Diagnostic::new(&codes::FRONT_MATTER_UNUSED, *first, message);
        let settings = list(&mut unused.iter().map(|(name, _)| name).filter(|n| names::is_setting(&names::key(n))));
        if !settings.is_empty() {
            diagnostic = diagnostic.help(format!("in convert.toml and on the command line there is {settings}"));
        }
        diagnostics.push(diagnostic);
    }
    out
}

/// Takes one field over.
fn field(out: &mut Metadata, entry: &Entry, span: Span) -> Outcome {
    let Entry { name, value, .. } = entry;
    let key = names::key(name);
    let Some(text) = value.some() else {
        return if names::is_known(&key) { Outcome::Taken } else { Outcome::Unknown };
    };
    match key.as_str() {
        // pandoc and EPUB know titles with types.
        "title" => titles(out, value, &text),
        "subtitle" => out.subtitle = Some(plain(&text)),
        "author" | "authors" | "by" | "byline" => out.authors.extend(people(value)),
        // pandoc's creators have roles.
        "creator" => {
            let (others, authors) = people(value).into_iter().partition(|p: &Person| other_role(p).is_some());
            out.authors.extend::<Vec<Person>>(authors);
            out.contributors.extend(others);
        }
        "editor" | "translator" | "illustrator" | "photographer" | "contributor" | "contributors" | "editors"
        | "translators" => {
            let role = Some(key.trim_end_matches('s')).filter(|role| *role != "contributor");
            out.contributors.extend(people(value).into_iter().map(|mut person| {
                person.role = person.role.or_else(|| role.map(str::to_owned));
                person
            }));
        }
        // Jekyll asks by it whether a page is published at all.
        "published" if asked(&text).is_some() => return Outcome::Unknown,
        "date" | "issued" | "published" | "publish-date" | "pubdate" | "date-published" => {
            (out.issued, out.issued_as_written) = date(value, text, span);
        }
        "modified" | "updated" | "lastmod" | "last-modified" | "date-modified" | "last-updated" | "updated-date" => {
            (out.modified, out.modified_as_written) = date(value, text, span);
        }
        "lang" | "language" | "locale" => match Language::understood(&first(value).unwrap_or(text.clone())) {
            Some(language) => out.language = Some(language),
            None => {
                let help = "give a BCP 47 tag, such as `en`, `pt-BR` or `zh-Hant`";
                return Outcome::Wrong(format!("`{text}` is no language tag"), help.into());
            }
        },
        "description" | "summary" | "excerpt" => out.description = Some(plain(&text)),
        "abstract" => {
            out.summary = paragraphs(value, &text);
            out.description.get_or_insert_with(|| plain(&text));
        }
        "keywords" | "tags" | "keyword" | "tag" | "subject" | "categories" | "category" => {
            let words: Vec<String> = match value {
                Value::List(list) => list.iter().filter_map(Value::some).collect(),
                _ => text.split([',', ';']).map(|word| word.trim().to_owned()).collect(),
            };
            for word in words.into_iter().map(|word| plain(word.trim_start_matches('#'))) {
                if !word.is_empty() && !out.keywords.contains(&word) {
                    out.keywords.push(word);
                }
            }
        }
        "rights" | "license" | "licence" | "copyright" => {
            let text = plain(value.get(&["text", "statement"]).and_then(Value::some).as_ref().unwrap_or(&text));
            out.rights = Some(match out.rights.take() {
                Some(before) => format!("{before} {text}"),
                None => text,
            });
        }
        "publisher" => out.publisher = Some(plain(&text)),
        "isbn" => {
            let text = first(value).unwrap_or(text);
            let number = text.trim_start_matches("ISBN").trim_start_matches([':', ' ']);
            out.identifiers.push(format!("ISBN {number}"));
        }
        "identifier" | "doi" | "urn" | "uuid" => {
            let inner = |value: &Value| value.get(&["text"]).map_or_else(|| value.some(), Value::some);
            match value {
                Value::List(list) => out.identifiers.extend(list.iter().filter_map(inner)),
                _ => out.identifiers.push(inner(value).unwrap_or(text)),
            }
        }
        "page-source" | "page-break-source" | "source" => out.page_source = Some(text),
        "series" | "belongs-to-collection" => {
            let named = value.get(&["name", "title", "text"]).and_then(Value::some);
            let position = value.get(&["position", "number", "index", "volume"]).and_then(Value::some);
            let known = out.series.take().and_then(|s| s.position);
            out.series = Some(Series { name: plain(&named.unwrap_or(text)), position: position.or(known) });
        }
        // EPUB 3.3, D.3.10
        "series-position" | "series-index" | "series-number" | "group-position" if !is_position(&text) => {
            let help = "write a number, such as `2` or `2.1`";
            return Outcome::Wrong(format!("`{text}` is no place in a series"), help.into());
        }
        "series-position" | "series-index" | "series-number" | "group-position" => match &mut out.series {
            Some(series) => series.position = Some(text),
            None => out.series = Some(Series { name: String::new(), position: Some(text) }),
        },
        "cover" | "cover-image" | "epub-cover" => {
            let inner = value.get(&["image", "src", "path"]).and_then(Value::some);
            out.cover = Some(Unresolved { text: inner.unwrap_or(text), span: Some(span) });
        }
        "theme" => out.theme = Some(Unresolved { text, span: Some(span) }),
        "page-size" | "papersize" => return page(&mut out.page_size, "page size", &text, PageSize::parse),
        "margin" => return page(&mut out.margin, "margin", &text, Margins::parse),
        "font-size" | "fontsize" => return page(&mut out.font_size, "text size", &text, text_size),
        "toc" | "contents" => return switch(&mut out.toc, &text),
        "number-sections" | "numbersections" | "section-numbering" => {
            let depth = text.parse().ok().filter(|depth| *depth <= 6);
            out.number_sections = match asked(&text).map(|yes| if yes { 3 } else { 0 }).or(depth) {
                None => {
                    let message = format!("`{text}` is no depth of numbers");
                    return Outcome::Wrong(message, "write `true`, `false` or a number from 0 to 6".into());
                }
                depth => depth,
            };
        }
        "list-of-figures" | "lof" => return switch(&mut out.list_of_figures, &text),
        "list-of-tables" | "lot" => return switch(&mut out.list_of_tables, &text),
        "place" | "location" => out.place = Some(text),
        "agency" => out.agency = Some(text),
        "credits" | "credit" => match value {
            Value::List(list) => out.credits.extend(list.iter().filter_map(Value::some).map(|line| plain(&line))),
            _ => out.credits.push(plain(&text)),
        },
        "disclaimer" => out.disclaimer = Some(plain(&text)),
        _ => return Outcome::Unknown,
    }
    Outcome::Taken
}

/// A title, or titles with types: the main one is the title, another the subtitle.
fn titles(out: &mut Metadata, value: &Value, text: &str) {
    let typed = |wanted: &[&str]| {
        let Value::List(list) = value else { return None };
        let is = |v: &&Value| v.get(&["type"]).is_some_and(|t| wanted.contains(&t.flat().to_lowercase().as_str()));
        list.iter().find(is)?.get(&["text"])
    };
    let main = typed(&["main"]).or(value.get(&["main", "text"])).or(first_text(value)).and_then(Value::some);
    out.title = Some(plain(main.as_deref().unwrap_or(text)));
    if let Some(subtitle) = typed(&["subtitle"]).or(value.get(&["subtitle"])).and_then(Value::some) {
        out.subtitle = Some(plain(&subtitle));
    }
}

/// What somebody did who is no author.
fn other_role(person: &Person) -> Option<&str> {
    const ROLES: &[&str] = &[
        "editor",
        "translator",
        "illustrator",
        "photographer",
        "contributor",
        "narrator",
        "edt",
        "trl",
        "ill",
        "pht",
        "ctb",
        "nrt",
    ];
    person.role.as_deref().filter(|role| ROLES.contains(&role.to_lowercase().as_str()))
}

/// A date: known, or as it is written.
fn date(value: &Value, text: String, span: Span) -> (Option<Date>, Option<Unresolved>) {
    let text = first(value).unwrap_or(text);
    match Date::parse_iso(&text) {
        Some(date) => (Some(date), None),
        None => (None, Some(Unresolved { text, span: Some(span) })),
    }
}

/// The paragraphs of a text.
fn paragraphs(value: &Value, flat: &str) -> Vec<String> {
    let Value::Text(text) = value else { return vec![plain(flat)] };
    let mut out = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match out.last_mut() {
            Some(last) if !line.is_empty() => *last += &format!(" {line}"),
            _ => out.push(String::new()),
        }
    }
    out.iter().map(|text| plain(text.trim())).filter(|text| !text.is_empty()).collect()
}

/// The first of a list of texts.
fn first(value: &Value) -> Option<String> {
    let Value::List(list) = value else { return None };
    list.iter().find(|value| matches!(value, Value::Text(_))).and_then(Value::some)
}

/// `2` or `2.1`
fn is_position(text: &str) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether something is asked for or declined, where the text says either.
fn asked(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Sets what is asked of a page.
fn page<T>(field: &mut Option<T>, what: &str, text: &str, parse: fn(&str) -> Result<T, String>) -> Outcome {
    match parse(text) {
        Ok(value) => *field = Some(value),
        Err(help) => return Outcome::WrongPage(format!("`{text}` is no {what}"), help),
    }
    Outcome::Taken
}

/// Sets what is asked for or declined.
fn switch(field: &mut Option<bool>, text: &str) -> Outcome {
    match asked(text) {
        None => Outcome::Wrong(format!("`{text}` is neither true nor false"), "write `true` or `false`".into()),
        found => {
            *field = found;
            Outcome::Taken
        }
    }
}

/// The text of the first entry of a list of tables, as pandoc writes titles and identifiers with types.
fn first_text(value: &Value) -> Option<&Value> {
    let Value::List(list) = value else { return None };
    list.iter().find_map(|v| v.get(&["text"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_understood() {
        for name in names::KNOWN {
            let value = Value::Text("true".to_owned());
            let entry = Entry { name: (*name).to_owned(), value, start: 0, place: 0..0 };
            let outcome = field(&mut Metadata::default(), &entry, Span::new(0, 0));
            assert!(*name == "published" || !matches!(outcome, Outcome::Unknown), "{name}");
        }
    }
}
