//! Metadata: for libraries, reading systems and search, not for the page.

use crate::measure::{Length, Margins, PageSize};
use crate::source::{Cut as _, Span};
use crate::words::list::called;
use crate::words::{self, Terms};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Metadata of a document. All values are plain text with normalized white space.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Authors, in the order of the byline.
    pub authors: Vec<Person>,
    /// Other contributors.
    pub contributors: Vec<Person>,
    /// Date of first publication.
    pub issued: Option<Date>,
    /// The date as written in the source, if not ISO 8601; printed in this form.
    pub issued_as_written: Option<Unresolved>,
    /// Date of the last modification.
    pub modified: Option<Date>,
    /// The same as written in the source, if not ISO 8601.
    pub modified_as_written: Option<Unresolved>,
    /// The main language; `None` before the `language` transform if the source does not state it.
    pub language: Option<Language>,
    /// A description of a few sentences.
    pub description: Option<String>,
    /// The abstract by paragraphs, shown below the title.
    pub summary: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where an article was written (`PORT ELLERY, Maine`).
    pub place: Option<String>,
    /// The agency or newspaper it was written for.
    pub agency: Option<String>,
    /// Lines such as “With research by Ann Lee.”
    pub credits: Vec<String>,
    /// A disclaimer.
    pub disclaimer: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Copyright holder and licence.
    pub rights: Option<String>,
    /// ISBNs, DOIs, URNs and other identifiers, as in the source.
    pub identifiers: Vec<String>,
    /// The print edition whose pages are marked: its ISBN or another name.
    pub page_source: Option<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// Path of the cover image in the source; loaded by the `images` transform.
    pub cover: Option<Unresolved>,
    /// The cover image, once found.
    pub cover_resource: Option<super::ResourceId>,
    /// The requested theme: a name or a file.
    pub theme: Option<Unresolved>,
    /// Requested page size.
    pub page_size: Option<PageSize>,
    /// Requested margins.
    pub margin: Option<Margins>,
    /// Requested text size.
    pub font_size: Option<Length>,
    /// Whether the source asks for a contents list.
    pub toc: Option<bool>,
    /// How many levels of headings the source wants numbered, from chapters on.
    pub number_sections: Option<u8>,
    /// Whether figures, tables, listings and formulas are numbered whose names say what they are (`fig:map`): a habit of those who
    /// write Markdown. On other pages such names say nothing.
    #[serde(skip)]
    pub number_named: bool,
    /// Whether the source asks for a list of its figures.
    pub list_of_figures: Option<bool>,
    /// Whether the source asks for a list of its tables.
    pub list_of_tables: Option<bool>,
    /// Other front matter fields, in order, as text.
    pub extra: Vec<(String, String)>,
}

/// A contributor.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Person {
    /// The name as it is read.
    pub name: String,
    /// Role or position (`Science Correspondent`, `editor`, `translator`).
    pub role: Option<String>,
    /// Whether the source marks it as an organization.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub organization: bool,
}

impl Person {
    /// Somebody by name only.
    pub fn named(name: impl Into<String>) -> Self {
        Person { name: name.into(), ..Person::default() }
    }

    /// Sets the type by its name in schema.org, CSL, BibTeX or plain words (`Organization`, `institution`).
    pub fn of_type(self, kind: &str) -> Self {
        const BODIES: [&str; 11] = [
            "organi",
            "institut",
            "corporat",
            "company",
            "agency",
            "publisher",
            "collective",
            "group",
            "team",
            "body",
            "newsmedia",
        ];
        let kind = kind.to_lowercase();
        Person { organization: self.organization || BODIES.iter().any(|body| kind.contains(body)), ..self }
    }
}

/// A value as written in the source, until it can be interpreted: a date, once the language is known; a theme, once
/// files are available.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Unresolved {
    /// The text.
    pub text: String,
    /// Its span.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// The series of a book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its position in the series.
    pub position: Option<String>,
}

/// A date with the precision of a day, month or year; without time, so that time zones don't matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the Gregorian calendar, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, from 1; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// A full date, if it is valid.
    ///
    /// ```
    /// use folio::document::Date;
    /// assert_eq!(Date::day(2012, 3, 1).unwrap().to_string(), "2012-03-01");
    /// assert!(Date::day(2015, 2, 29).is_none());
    /// ```
    pub fn day(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Date {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    /// Parses `2026`, `2026-03` or `2026-03-14`; a time after it is ignored.
    pub fn parse_iso(text: &str) -> Option<Date> {
        let text = text.trim();
        let day = text.split(['T', ' ']).next().unwrap_or("");
        let mut parts = day.split('-');
        let number = |part: Option<&str>, digits: usize| -> Option<Option<u16>> {
            match part {
                None => Some(None),
                Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => Some(p.parse().ok()),
                Some(_) => None,
            }
        };
        let year = number(parts.next(), 4)??;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        if parts.next().is_some() || !(1..=9999).contains(&year) {
            return None;
        }
        match (month, day) {
            (Some(m), Some(d)) => Date::day(year, u8::try_from(m).ok()?, u8::try_from(d).ok()?),
            (Some(m), None) => (1..=12).contains(&m).then_some(Date { year, month: Some(m as u8), day: None }),
            _ => Some(Date { year, month: None, day: None }),
        }
    }
}

impl std::fmt::Display for Date {
    /// ISO 8601: `2026-03-14`, `2026-03` or `2026`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A language: a well-formed BCP 47 tag in canonical case (`en`, `pt-BR`, `zh-Hant`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Language(String);

impl Language {
    /// Parses a tag; `None` unless well-formed (RFC 5646, without grandfathered tags). `_` counts as `-`.
    ///
    /// ```
    /// use folio::document::Language;
    /// assert_eq!(Language::parse("PT_br").unwrap().tag(), "pt-BR");
    /// assert!(Language::parse("C").is_none() && Language::parse("C.UTF-8").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Language> {
        let mut out = String::new();
        for (i, part) in text.trim().split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            if i == 0 {
                if !letters || !(2..=3).contains(&part.len()) {
                    return None;
                }
                out.push_str(&part.to_ascii_lowercase());
                continue;
            }
            out.push('-');
            match part.len() {
                2 if letters => out.push_str(&part.to_ascii_uppercase()),
                4 if letters => {
                    out.push_str(&part.cut(..1).to_ascii_uppercase());
                    out.push_str(&part.cut(1..).to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Language(out))
    }

    /// Parses common designations: a tag, a locale, or the language's name in English or in itself.
    ///
    /// ```
    /// use folio::document::Language;
    /// let tag = |text| Language::understood(text).map(|language| language.to_string());
    /// assert_eq!(tag("en_US.UTF-8").unwrap(), "en-US");
    /// assert_eq!(tag("de_DE@euro").unwrap(), "de-DE");
    /// assert_eq!(tag("Deutsch").unwrap(), "de");
    /// assert!(tag("C.UTF-8").is_none() && tag("POSIX").is_none() && tag("gibberish").is_none());
    /// ```
    pub fn understood(text: &str) -> Option<Language> {
        // POSIX.1, 8.2: language[_territory][.codeset][@modifier]
        let locale = text.trim().split(['.', '@']).next().unwrap_or("");
        Language::parse(locale).or_else(|| {
            let name = text.trim().to_lowercase();
            NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(tag, _)| Language((*tag).to_owned()))
        })
    }

    /// What [`Language::understood`] accepts, as a regular expression (ECMA-262) for schemas; slightly too permissive
    /// about tags.
    pub fn pattern() -> String {
        let names = NAMES.values().flat_map(|names| names.iter());
        let names: Vec<String> = names.map(|name| crate::measure::in_any_case(name)).collect();
        format!(r"^\s*([A-Za-z]{{1,8}}([-_][A-Za-z0-9]{{1,8}})*([.@].*)?|{})\s*$", names.join("|"))
    }

    /// English.
    pub fn english() -> Language {
        Language("en".into())
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary language: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("")
    }

    /// The region, if any: `BR` of `pt-BR`.
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase()))
    }

    /// The terms that writers add; in English for languages without a vocabulary.
    ///
    /// ```
    /// use folio::document::Language;
    /// assert_eq!(Language::parse("de-AT").unwrap().terms().contents, "Inhalt");
    /// assert_eq!(Language::parse("eo").unwrap().terms().contents, "Contents");
    /// ```
    pub fn terms(&self) -> &'static Terms {
        words::terms(self.tag())
    }

    /// Whether it is written from right to left by default.
    pub fn is_right_to_left(&self) -> bool {
        match self.0.split('-').find(|p| p.len() == 4) {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm"),
            None => matches!(
                self.primary(),
                "ar" | "arc"
                    | "ckb"
                    | "dv"
                    | "fa"
                    | "he"
                    | "iw"
                    | "ks"
                    | "nqo"
                    | "ps"
                    | "sd"
                    | "syr"
                    | "ug"
                    | "ur"
                    | "yi"
            ),
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names of languages, in English and in the language itself, by tag.
static NAMES: LazyLock<BTreeMap<&str, &[&str]>> = LazyLock::new(|| called().chain(REGIONAL.iter().copied()).collect());

/// Names of regional variants.
const REGIONAL: &[(&str, &[&str])] = &[
    ("en-GB", &["british english", "ukenglish", "british"]),
    ("en-US", &["american english", "usenglish", "american"]),
    ("pt-BR", &["brazilian", "brazilian portuguese"]),
];
