//! Furniture: what a web page or a mail program puts around an article and a paste brings along — buttons, counters,
//! advertisements, invitations to subscribe, where the piece was printed. Its words stay where they stand, set small;
//! it neither heads a section nor comes between the lines of the head.

use super::arena::Arena;
use super::limits::foot::{BUTTON, COUNTERS, FURNITURE, LINES};
use super::unit::{Shape, Unit};
use crate::words::list::List;

/// What stands alone on a line, without the signs around it.
static ALONE: List = List::new(|cues| cues.furniture.alone);

/// What a line begins with.
static STARTS: List = List::new(|cues| cues.furniture.starts);

/// What is counted, and how long a text takes to read.
static COUNTED: List = List::new(|cues| cues.furniture.counted);
static MINUTES: List = List::new(|cues| cues.furniture.minutes);
static READING: List = List::new(|cues| cues.furniture.reading);

/// Buttons with the names of networks, which are words of no language.
const NETWORKS: [&str; 8] =
    ["facebook", "twitter", "linkedin", "whatsapp", "reddit", "pinterest", "telegram", "flipboard"];

/// Why a line is furniture, where it is.
pub(super) fn reason(text: &str) -> Option<&'static str> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\''));
    if bare.is_empty() || text.len() > FURNITURE {
        return None;
    }
    let start: String = bare.chars().take(BUTTON).collect::<String>().to_lowercase();
    if bare.len() <= BUTTON && (ALONE.holds(&start) || NETWORKS.contains(&start.as_str()) || counts(&start)) {
        return Some("stands beside articles on web pages");
    }
    STARTS.begins(&start).then_some("speaks of the page, not of its matter")
}

/// `3 comments`, `1.2K shares`, `5 min read`, `6 minute read`.
fn counts(text: &str) -> bool {
    let mut words = text.split([' ', '-', '\u{a0}']).filter(|w| !w.is_empty());
    let (Some(number), Some(what)) = (words.next(), words.next()) else { return false };
    let last = words.next_back();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm'))
        && match last {
            None => COUNTED.holds(what),
            Some(last) => MINUTES.holds(what) && READING.holds(last),
        }
}

/// The units that are furniture, with the reasons, and the counters beside them near the top.
pub(super) fn find(arena: &Arena<'_>, units: &[Unit]) -> Vec<(usize, &'static str)> {
    let lines_are = |unit: &Unit, is: &dyn Fn(&str) -> bool| {
        matches!(unit.shape, Shape::Prose | Shape::Lines(_))
            && unit.lines.len() <= LINES
            && unit.lines.clone().all(|k| is(arena.content(k)))
    };
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    let number = |t: &str| t.len() <= 6 && t.bytes().all(|b| b.is_ascii_digit());
    for (i, unit) in units.iter().enumerate() {
        let why = match &unit.shape {
            // Sentences about the page may wrap over several lines; buttons are single lines.
            Shape::Prose if unit.lines.len() > 1 && !lines_are(unit, &|t| reason(t).is_some()) => {
                let text = arena.content(unit.lines.start);
                reason(text).filter(|_| unit.lines.len() <= 6 && STARTS.begins(&text.to_lowercase()))
            }
            Shape::Prose | Shape::Lines(_) => lines_are(unit, &|t| reason(t).is_some() || number(t))
                .then(|| unit.lines.clone().find_map(|k| reason(arena.content(k))))
                .flatten(),
            // A sign before a button looks like the bullet of a list.
            Shape::List(list) if list.items.len() == 1 && unit.lines.len() == 1 => {
                reason(arena.content(unit.lines.start))
            }
            _ => None,
        };
        if let Some(why) = why {
            found.push((i, why));
        }
    }
    // Counters: numbers alone beside buttons.
    let known: Vec<usize> = found.iter().map(|f| f.0).collect();
    for (i, unit) in units.iter().enumerate().take(COUNTERS) {
        let beside = known.contains(&(i + 1)) || i > 0 && known.contains(&(i - 1));
        if beside && !known.contains(&i) && lines_are(unit, &number) {
            found.push((i, "a number among buttons"));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_no_text() {
        for text in [
            "Share",
            "ADVERTISEMENT",
            "∙ Paid",
            "3 comments",
            "5 min read",
            "[Print]",
            "Unsubscribe: https://a.example",
        ] {
            assert!(reason(text).is_some(), "{text}");
        }
        for text in ["Share the load", "42", "Print is dead", "5 minutes later", "By Ann Lee", ""] {
            assert!(reason(text).is_none(), "{text}");
        }
    }
}
