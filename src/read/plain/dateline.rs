//! Datelines: `PLACE, Region, Month D, YYYY (Agency) —` run in at the start of the first paragraph. The text stays
//! where it is; the place, the date and the agency are known to the metadata.

use super::dates;
use super::features::Features;
use super::limits::names::{DATELINE, PLACE, PLACE_WORDS};
use crate::document::Date;
use crate::source::Cut as _;
use crate::words::list::List;

/// Abbreviations in names of places.
static PLACES: List = List::new(|cues| cues.places);

/// What a dateline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place with its region.
    pub place: String,
    /// The agency in brackets.
    pub agency: Option<String>,
    /// The date.
    pub issued: Option<Date>,
}

/// The dateline at the start of a paragraph.
pub(super) fn parse(text: &str) -> Option<Dateline> {
    let limit = text.char_indices().nth(DATELINE).map_or(text.len(), |(i, _)| i);
    let (at, length) = separator(text.cut(..limit))?;
    let head = text.cut(..at).trim();
    let rest = text.cut(at + length..).trim_start();
    // Prose follows it.
    let prose = rest.split_whitespace().nth(3).is_some()
        && rest.contains(|c: char| c.is_lowercase() || crate::document::script::is_unspaced_letter(c));
    if !rest.starts_with(|c: char| !c.is_lowercase())
        || head.is_empty()
        || !prose && rest.len() < 60 && !text.cut(..at).contains('(') && dates::find(head).is_none()
    {
        return None;
    }
    let (head, agency) = match head.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        Some((place, agency)) => (place.trim(), Some(agency.trim().to_owned())),
        None => (head, None),
    };
    let (place, issued) = dated(head);
    let caps = Features::of(place.split(',').next().unwrap_or(place)).caps;
    // Without capitals, only an agency or a date makes it a dateline.
    let sure = caps || (agency.is_some() || issued.is_some()) && place.starts_with(char::is_uppercase);
    (sure && is_place(place)).then(|| Dateline {
        place: place.to_owned(),
        agency: agency.filter(|a| !a.is_empty()),
        issued,
    })
}

/// The first sign that parts a dateline from the text, and its length; a colon only behind an agency in brackets.
fn separator(window: &str) -> Option<(usize, usize)> {
    let mut first: Option<(usize, usize)> = None;
    for dash in [" — ", " – ", " -- ", " - ", "— ", "—", ": "] {
        if let Some(at) = window.find(dash)
            && first.is_none_or(|before| at < before.0)
            && (dash != ": " || window.cut(..at).ends_with(')'))
        {
            first = Some((at, dash.len()));
        }
    }
    first
}

/// A place without the date behind it, and that date where it has a year.
fn dated(head: &str) -> (&str, Option<Date>) {
    let (place, issued) = match dates::find(head) {
        Some(found) => (head.cut(..found.start).trim_end_matches([',', ' ', '|']), found.date.known()),
        None => {
            // “LONDON, March 3”: no year.
            let day = head.rsplit_once(',').filter(|(_, d)| {
                let mut words = d.split_whitespace();
                let (a, b) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
                words.next().is_none()
                    && (dates::month(a).is_some() && starts_digit(b) || dates::month(b).is_some() && starts_digit(a))
            });
            (day.map_or(head, |(place, _)| place), None)
        }
    };
    (place.trim_end_matches([',', ' ']), issued)
}

/// Whether words can be the name of a place: few, with capitals, and no sentence.
fn is_place(place: &str) -> bool {
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase()) || w.len() <= 3 || w.contains('/');
    let sentence =
        place.contains(['.', '“', '"', '?', '!', ';']) && !PLACES.within(place) && place.matches('.').count() > 2;
    !place.is_empty()
        && place.len() <= PLACE
        && place.split_whitespace().count() <= PLACE_WORDS
        && place.split_whitespace().all(capital)
        && !sentence
}

fn starts_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let d = parse("PORT ELLERY, Maine, March 3, 2026 (Coastwire) — The council of").unwrap();
        assert_eq!((d.place.as_str(), d.agency.as_deref()), ("PORT ELLERY, Maine", Some("Coastwire")));
        assert_eq!(d.issued.unwrap().to_string(), "2026-03-03");
        assert_eq!(parse("ROME (AP) - The pope").unwrap().place, "ROME");
        assert_eq!(parse("LONDON, March 3 (Reuters) - The bank").unwrap().place, "LONDON");
        assert_eq!(parse("Berlin (dpa) – Der Rat").unwrap().agency.as_deref(), Some("dpa"));
        assert_eq!(parse("WASHINGTON — “We have no plan,” he said").unwrap().agency, None);
        assert!(parse("The town — small as it is — has").is_none());
        assert!(parse("Old Ann — Bo’s aunt — said").is_none());
        assert!(parse("INT. TERMINAL - NIGHT").is_none());
        assert!(parse("NASA — which runs it — said").is_none());
    }
}
