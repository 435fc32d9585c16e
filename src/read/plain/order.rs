//! The order of dates in figures, where one date alone can't tell: other dates of the text do, or how it spells.

use super::dates::{self, Order};
use crate::source::Cut as _;

/// How much of a text is looked at, in bytes.
const ENOUGH: usize = 40_000;

/// Words by their commonest forms, lower case: of texts that put the day first in British ways, and of texts that
/// put the month first.
const BRITISH: &[&str] = &[
    "colour",
    "colours",
    "harbour",
    "labour",
    "favour",
    "favourite",
    "honour",
    "behaviour",
    "neighbour",
    "neighbours",
    "rumour",
    "centre",
    "centres",
    "theatre",
    "metre",
    "metres",
    "kilometres",
    "litre",
    "litres",
    "organised",
    "organise",
    "realised",
    "realise",
    "recognised",
    "criticised",
    "programme",
    "travelled",
    "travelling",
    "cancelled",
    "defence",
    "offence",
    "licence",
    "cheque",
    "tonnes",
    "whilst",
    "councillor",
    "councillors",
    "mum",
    "gmt",
    "bst",
    "aest",
    "aedt",
    "ist",
    "cet",
];
const AMERICAN: &[&str] = &[
    "color",
    "colors",
    "harbor",
    "labor",
    "favor",
    "favorite",
    "honor",
    "behavior",
    "neighbor",
    "neighbors",
    "rumor",
    "center",
    "centers",
    "theater",
    "meter",
    "meters",
    "kilometers",
    "liter",
    "liters",
    "organized",
    "organize",
    "realized",
    "realize",
    "recognized",
    "criticized",
    "program",
    "traveled",
    "traveling",
    "canceled",
    "defense",
    "offense",
    "license",
    "percent",
    "councilman",
    "councilwoman",
    "mom",
    "est",
    "edt",
    "pst",
    "pdt",
    "cst",
    "cdt",
    "et",
    "pt",
    "u.s",
];
/// Words that every English text is full of.
const ENGLISH: &[&str] = &["the", "and", "of", "to", "in", "was", "that", "is", "for"];

/// The order in which a text writes its dates, where it shows.
pub(super) fn of(text: &str) -> Option<Order> {
    let text = text.head(ENOUGH);
    // Another date that is clear.
    let (mut day, mut month) = (0u32, 0u32);
    for (at, _) in text.match_indices('/') {
        let before = text.cut(..at).bytes().rev().take_while(u8::is_ascii_digit).count();
        match clear(text.cut(at - before..)) {
            Some(Order::DayFirst) => day += 1,
            Some(Order::MonthFirst) => month += 1,
            None => {}
        }
    }
    if (day > 0) != (month > 0) {
        return Some(if day > 0 { Order::DayFirst } else { Order::MonthFirst });
    }
    let (mut words, mut english, mut british, mut american) = (0u32, 0u32, 0u32, 0u32);
    for word in text.split(|c: char| !(c.is_alphabetic() || c == '.')) {
        let lower = word.trim_matches('.').to_lowercase();
        let word = lower.as_str();
        if word.is_empty() {
            continue;
        }
        words += 1;
        english += u32::from(ENGLISH.contains(&word));
        british += u32::from(spelled(BRITISH, word));
        american += u32::from(spelled(AMERICAN, word));
    }
    // Of the languages that write dates with strokes, English alone may begin with the month.
    if words >= 12 && english * 25 < words {
        return Some(Order::DayFirst);
    }
    match (british, american) {
        (b, a) if b >= 2 && b > 2 * a => Some(Order::DayFirst),
        (b, a) if a >= 2 && a > 2 * b => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Whether a list has a word, or the word of which it is the plural.
fn spelled(list: &[&str], word: &str) -> bool {
    list.contains(&word) || word.strip_suffix('s').is_some_and(|w| list.contains(&w))
}

/// The order that a date in figures can only have: one of its first two numbers is no month.
fn clear(text: &str) -> Option<Order> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'/').count();
    let mut parts = text.cut(..length).split('/');
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let known = dates::parse(text).is_some_and(|p| p.0.known().is_some());
    let (a, b): (u8, u8) = (a.parse().ok()?, b.parse().ok()?);
    match (a > 12, b > 12) {
        (true, false) if known && year.len() == 4 => Some(Order::DayFirst),
        (false, true) if known && year.len() == 4 => Some(Order::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_dates_and_spelling_tell() {
        assert_eq!(of("on 03/04/2026 and on 03/28/2026"), Some(Order::MonthFirst));
        assert_eq!(of("on 03/04/2026 and on 28/03/2026"), Some(Order::DayFirst));
        assert_eq!(of("the colour of the harbour, 03/04/2026"), Some(Order::DayFirst));
        assert_eq!(of("the color of the harbor, 03/04/2026"), Some(Order::MonthFirst));
        assert_eq!(
            of("Publié le 06/05/2024, les équipages ont cessé le travail lundi matin dans les détroits"),
            Some(Order::DayFirst)
        );
        assert_eq!(of("by the sea, 03/04/2026"), None);
    }
}
