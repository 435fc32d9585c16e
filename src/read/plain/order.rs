//! Day or month first: an ambiguous date (`03/04/2026`) is decided by the other dates of the text, else by its spelling.

use super::dates::{self, Order};
use crate::source::Cut as _;
use crate::words::list::List;

/// How much of a text is looked at, in bytes.
const ENOUGH: usize = 40_000;

/// Spellings of the countries that put the day first, and of those that put the month first.
static DAY_FIRST: List = List::new(|cues| cues.day_first);
static MONTH_FIRST: List = List::new(|cues| cues.month_first);
/// Words that every text of a language with both orders is full of.
static COMMONEST: List = List::new(|cues| cues.commonest);
/// The zones of these countries.
const ZONES_DAY_FIRST: [&str; 6] = ["gmt", "bst", "aest", "aedt", "ist", "cet"];
const ZONES_MONTH_FIRST: [&str; 8] = ["est", "edt", "pst", "pdt", "cst", "cdt", "et", "pt"];

/// The order in which a text writes its dates, where it shows.
pub(super) fn of(text: &str) -> Option<Order> {
    let text = text.head(ENOUGH);
    // Unambiguous dates elsewhere in the text.
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
        english += u32::from(COMMONEST.holds(word));
        british += u32::from(spelled(&DAY_FIRST, &ZONES_DAY_FIRST, word));
        american += u32::from(spelled(&MONTH_FIRST, &ZONES_MONTH_FIRST, word));
    }
    // Only English writes the month first between slashes; other languages put the day first.
    if words >= 12 && english * 25 < words {
        return Some(Order::DayFirst);
    }
    match (british, american) {
        (b, a) if b >= 2 && b > 2 * a => Some(Order::DayFirst),
        (b, a) if a >= 2 && a > 2 * b => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Whether a word, or the word of which it is the plural, is one of a spelling or of a zone.
fn spelled(spelling: &List, zones: &[&str], word: &str) -> bool {
    let is = |word: &str| spelling.holds(word) || zones.contains(&word);
    is(word) || word.strip_suffix('s').is_some_and(is)
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
