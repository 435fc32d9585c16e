//! Books of Project Gutenberg: the lines between which the book stands, and what is said of it before them. Both are in
//! English whatever the language of the book.

use super::arena::Arena;
use super::dates;
use super::unit::{Shape, Unit};
use crate::document::{Language, Metadata, Person};
use std::ops::Range;

/// The units between the start and the end line, where a text has such lines; what stands outside is small print.
pub(super) fn book(arena: &Arena<'_>, units: &[Unit]) -> Option<Range<usize>> {
    let line = |u: &Unit, words: &[&str]| {
        matches!(u.shape, Shape::Prose | Shape::Lines(_)) && u.lines.len() <= 4 && {
            let text = arena.content(u.lines.start);
            let upper = text.to_ascii_uppercase();
            text.len() < 160
                && upper.contains("GUTENBERG")
                && words.iter().any(|w| upper.trim_start_matches(['*', ' ']).starts_with(w))
        }
    };
    let start = units.iter().take(400).position(|u| line(u, &["START OF", "START:", "THE SMALL PRINT"]))?;
    let end = (start + 1..units.len())
        .find(|&i| line(&units[i], &["END OF TH", "END OF PROJECT", "END OF THE PROJECT"]))
        .unwrap_or(units.len());
    Some(start + 1..end)
}

/// What the header says: `Title: …`, `Author: …`.
pub(super) fn remember(arena: &Arena<'_>, header: &[Unit], metadata: &mut Metadata) {
    for unit in header {
        let mut name = String::new();
        let mut value = String::new();
        for k in unit.lines.clone().chain(std::iter::once(usize::MAX)) {
            let text = if k == usize::MAX { "" } else { arena.content(k) };
            let begins = text.split_once(':').filter(|(n, _)| {
                n.len() < 24 && n.split_whitespace().count() <= 2 && n.starts_with(char::is_uppercase)
            });
            match begins {
                Some((n, v)) => {
                    field(&name, &value, metadata);
                    name = n.to_ascii_lowercase();
                    value = v.trim().to_owned();
                }
                None if k == usize::MAX => field(&name, &value, metadata),
                None => {
                    value.push(' ');
                    value.push_str(text);
                }
            }
        }
    }
}

fn field(name: &str, value: &str, metadata: &mut Metadata) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    match name {
        "title" => metadata.title = Some(value.to_owned()),
        "author" => metadata.authors = value.split(" and ").map(|n| Person::named(n.trim())).collect(),
        "translator" | "editor" | "illustrator" | "contributor" => {
            metadata.contributors.push(Person { role: Some(name.to_owned()), ..Person::named(value) });
        }
        "release date" | "posting date" => {
            metadata.issued = metadata.issued.or_else(|| dates::find(value).and_then(|f| f.date.known()))
        }
        "language" => {
            let tag = match value.to_ascii_lowercase().as_str() {
                "english" => "en",
                "german" => "de",
                "french" => "fr",
                "spanish" => "es",
                "italian" => "it",
                "portuguese" => "pt",
                "dutch" => "nl",
                "latin" => "la",
                "russian" => "ru",
                "finnish" => "fi",
                "swedish" => "sv",
                "danish" => "da",
                "norwegian" => "no",
                "polish" => "pl",
                "greek" => "el",
                "chinese" => "zh",
                "japanese" => "ja",
                "esperanto" => "eo",
                "hungarian" => "hu",
                "catalan" => "ca",
                _ => return,
            };
            metadata.language = Language::parse(tag);
        }
        "credits" | "produced by" => metadata.credits.push(value.to_owned()),
        _ => {}
    }
}
