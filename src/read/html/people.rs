//! Who wrote a page's article, as bylines and data name them.

use crate::article;
use crate::document::Person;
use crate::source::Cut as _;
use crate::words::list::{self, List};
use std::collections::BTreeSet;

static STAFF: List = List::new(|cues| cues.staff);

/// Names that are nobody's.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "editorial",
    "news",
    "webmaster",
    "anonymous",
    "unknown",
    "guest",
    "gast",
    "user",
    "root",
    "author",
    "none",
];

/// The people of a list who have names, once each, but for those who are the site itself.
pub(super) fn named(people: Vec<Person>, sites: &[String]) -> Vec<Person> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    for person in people {
        let name = bare(&person.name);
        let letters = folded(&name);
        if is_name(&name) && !sites.contains(&letters) && known.insert(letters) {
            out.push(Person { name, ..person });
        }
    }
    out
}

/// Those whom a byline within the page names.
pub(super) fn in_byline(text: &str, sites: &[String]) -> Vec<Person> {
    let text = bare(text);
    let mut names = vec![text.as_str()];
    for between in list::all().flat_map(|cues| cues.between_names) {
        let between = format!(" {between} ");
        names = names.into_iter().flat_map(|name| name.split(between.as_str())).collect();
    }
    names = names
        .into_iter()
        .flat_map(|name| name.split([',', ';', '&']))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_person = |name: &&str| {
        let words = name.split_whitespace().count();
        words <= 5
            && !article::speaks_of_page(name)
            && name.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    if !names.iter().all(is_person) {
        // What stands behind a comma is what somebody is, or where.
        names.truncate(1);
        names.retain(is_person);
    }
    named(names.into_iter().map(Person::named).collect(), sites)
}

/// A name without what opens a byline before it, and without the date, the role or the handle behind it.
fn bare(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let lower = text.to_lowercase();
        let open = |start: &&str| {
            let rest = lower.strip_prefix(*start);
            rest.is_some_and(|rest| start.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']))
        };
        let bylines = list::all().flat_map(|cues| cues.bylines).map(|(start, _)| *start);
        let start = bylines.chain(OPENINGS.iter().copied()).filter(open).max_by_key(|start| start.len());
        match start.filter(|_| lower.len() == text.len()) {
            Some(start) => text = text.cut(start.len()..).trim_start_matches([' ', ':', '\u{a0}']),
            None => break,
        }
    }
    let mut end = text.len();
    for separator in [" | ", " – ", " — ", " • ", " · ", " / ", " - ", " (", " @", "|", " on ", " am "] {
        let found = text.find(separator).filter(|at| *at > 0);
        let keeps = |at: usize| {
            matches!(separator, " on " | " am ")
                && !text.cut(at + separator.len()..).contains(|c: char| c.is_ascii_digit())
        };
        end = found.filter(|at| !keeps(*at)).unwrap_or(end).min(end);
    }
    let name = text.cut(..end);
    let name = name.find(|c: char| c.is_ascii_digit()).map_or(name, |at| if at > 3 { name.cut(..at) } else { name });
    name.trim_matches(|c: char| c.is_whitespace() || ",:;|-–•·".contains(c)).to_owned()
}

/// What opens a byline on pages, besides.
const OPENINGS: &[&str] = &[
    "written by",
    "posted by",
    "published by",
    "reviewed by",
    "edited by",
    "words by",
    "author",
    "autor",
    "autorin",
    "text",
    "story by",
];

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let is_site = [".com", ".de", ".org", ".net", "://", "www."].iter().any(|part| lower.contains(part));
    let digits = name.chars().filter(char::is_ascii_digit).count();
    (1..=8).contains(&words)
        && name.len() < 80
        && !is_site
        && digits < 3
        && name.contains(char::is_alphabetic)
        && !NOBODY.contains(&lower.as_str())
        && !STAFF.holds(&lower)
}

/// Letters and figures only, in lower case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_names_people() {
        let names = |text: &str| {
            in_byline(text, &["the daily lamp".replace(' ', "")]).into_iter().map(|p| p.name).collect::<Vec<_>>()
        };
        assert_eq!(names("By Ann Lee and Bo Reed | March 3, 2026"), ["Ann Lee", "Bo Reed"]);
        assert_eq!(names("Written by: Ann Lee, Science Editor of things that are far"), ["Ann Lee"]);
        assert_eq!(names("Von Jörg Maß am 3. März 2026"), ["Jörg Maß"]);
        assert!(
            names("Share this article").is_empty() && names("The Daily Lamp").is_empty() && names("admin").is_empty()
        );
    }
}
