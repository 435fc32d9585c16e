//! Whether a hyphen between two numbers means “to”.
//!
//! Most do not: `Listing 8-13`, `Boeing 737-800`, a vote of `7-2`, a telephone number, an ISBN, a date of ISO 8601. The en
//! rule is for what is surely a range: years, hours, days of a month, pages and the like behind their sign, and numbers
//! with a unit or a currency, since what is measured is no name (`10-12 km`). Units that are words are left alone: there
//! are too many, in too many languages.

use super::OBJECT;
use crate::document::script::is_unspaced;
use crate::read::dates::month;
use crate::source::Cut as _;
use crate::words::list::{self, List};

/// What stands before pages, lines, sections, in the plural where the singular names one thing (`§ 3-101`, `Fig. 3-5`);
/// those of one letter have their full stop.
static PAGES: List = List::new(|cues| cues.numerals.pages);
/// The sign of sections, doubled as several are meant.
const SECTIONS: &str = "§§";
/// What stands behind the numbers of pages.
static BEHIND_PAGES: List = List::new(|cues| cues.numerals.behind_pages);
/// What stands before numbers that name one thing; the identifiers of standards are the same in all languages.
static NAMES: List = List::new(|cues| cues.numerals.names);
const IDENTIFIERS: [&str; 4] = ["issn", "isbn", "doi", "id"];
/// Behind years of an era.
static ERAS: List = List::new(|cues| cues.numerals.eras);
/// Before and behind hours.
static BEFORE_HOURS: List = List::new(|cues| cues.numerals.before_hours);
pub(super) static HOURS: List = List::new(|cues| cues.numerals.hours);
/// Between a day and its month.
static BEFORE_MONTHS: List = List::new(|cues| cues.before_months);
/// Signs of units that need no space and no word's end.
const SIGNS: [char; 8] = ['%', '‰', '°', '€', '£', '$', '¥', '″'];

/// How many parts of a list of pages are followed back to the word before it.
const MOST_PARTS: usize = 12;
/// The longest number, date or time, in bytes.
const LONGEST: usize = 10;
/// The years that need no era.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;

/// Whether the hyphen at `at` stands for a range; `is_unit` knows the signs of units.
pub(super) fn is_range(flat: &str, at: usize, is_unit: fn(&str) -> bool) -> bool {
    Range::around(flat, at).is_some_and(|range| {
        range.is_years() || range.is_hours() || range.is_days() || range.is_pages() || range.is_measure(is_unit)
    })
}

/// Two numbers with a hyphen between them.
struct Range<'a> {
    low: &'a str,
    high: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> Range<'a> {
    /// The numbers around a hyphen; `None` where they are a part of something longer.
    fn around(flat: &'a str, at: usize) -> Option<Self> {
        let inside = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b':' | b',' | b'h');
        let bytes = flat.as_bytes();
        let left = bytes[..at].iter().rev().take(LONGEST + 1).take_while(|b| inside(b)).count();
        let right = bytes[at + 1..].iter().take(LONGEST + 2).take_while(|b| inside(b)).count();
        // What stands before the number without a space is not of it: `S.12`, `3,4-5`.
        let low = flat.cut(at - left..at).trim_start_matches(['.', ',', ':', 'h']);
        let high = flat.cut(at + 1..at + 1 + right).trim_end_matches(['.', ',', ':']);
        let (before, after) = (flat.cut(..at - low.len()), flat.cut(at + 1 + high.len()..));
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || is_unspaced(c) || "([“‘„‚«‹\"'–—,;.$€£¥".contains(c));
        let ends = after.chars().next().is_none_or(|c| {
            c.is_whitespace()
                || is_unspaced(c)
                || c.is_alphabetic()
                || SIGNS.contains(&c)
                || ")].,;:!?…”’“»›\"'–—".contains(c)
                || c == OBJECT
        });
        let numbers = low.len() <= LONGEST && high.len() <= LONGEST && !low.is_empty() && !high.is_empty();
        (numbers && begins && ends).then_some(Range { low, high, before, after })
    }

    /// Whether no letter is glued to the numbers.
    fn stands_alone(&self) -> bool {
        !self.after.starts_with(|c: char| c.is_alphabetic() && !is_unspaced(c))
            && !self.before.ends_with(['$', '€', '£', '¥', '.'])
    }

    /// The word before the numbers, without its full stop.
    fn word_before(&self) -> &'a str {
        last_word(self.before).trim_end_matches(['.', ':'])
    }

    /// What follows the numbers, without a space before it.
    fn behind(&self) -> &'a str {
        self.after.trim_start_matches([' ', '\u{a0}', '\u{202f}'])
    }

    /// `1914-1918`, `1914-18`, `44-31 BC`.
    fn is_years(&self) -> bool {
        let (Some(low), Some(high)) = (whole(self.low), whole(self.high)) else { return false };
        if !self.stands_alone() {
            return false;
        }
        if starts_with_word(self.behind(), &ERAS) {
            return low != high && self.low.len() <= 4 && self.high.len() <= 4;
        }
        let word = self.word_before();
        // Figures before it are the start of a telephone number.
        let is_name = word.ends_with(|c: char| c.is_ascii_digit())
            && !self.before.trim_end().ends_with([',', ';', ':', '.'])
            || is_name(&word.to_lowercase())
            || word.starts_with('+');
        if is_name || !YEARS.contains(&low) {
            return false;
        }
        match self.high.len() {
            4 => low < high && YEARS.contains(&high),
            // `2010-12` may be a month of ISO 8601; only recent years are written so.
            2 => high > low % 100 && !(low >= 1970 && high <= 12) || low % 100 == 99 && high == 0,
            _ => false,
        }
    }

    /// `9:00-17:30`, `9h-17h30`, `9-11 am`, `9.00-17.30 Uhr`; verses too, `3:16-18`.
    fn is_hours(&self) -> bool {
        let marked = |text: &str, mark: char| {
            let (hour, minute) = text.split_once(mark)?;
            let hour = whole(hour).filter(|&hour| hour <= 24)?;
            let fine = minute.is_empty() && mark == 'h' || minute.len() == 2 && whole(minute).is_some_and(|m| m < 60);
            fine.then_some(hour)
        };
        let both = |mark| marked(self.low, mark).is_some() && marked(self.high, mark).is_some();
        let hour = |text: &str| whole(text).is_some_and(|hour| hour <= 24);
        let behind = self.behind();
        let named = starts_with_word(behind, &HOURS) || BEFORE_HOURS.holds(&self.word_before().to_lowercase());
        if named && (hour(self.low) && hour(self.high) || both('.')) {
            return true;
        }
        let verses = || {
            let (_, from) = self.low.split_once(':').filter(|(chapter, _)| whole(chapter).is_some())?;
            Some(whole(from)? < whole(self.high)?)
        };
        both('h')
            || named && both(':')
            || self.stands_alone()
                && (both(':') || hour(self.low) && marked(self.high, ':').is_some() || verses() == Some(true))
    }

    /// `May 5-7`, `5-7 de mayo`, `12.-15. März`, `12.03.-15.03.2024`, `5-7日`.
    fn is_days(&self) -> bool {
        let day = |text: &str| whole(text.trim_end_matches('.')).filter(|day| (1..=31).contains(day));
        let date = |text: &str| {
            let mut parts = text.split('.');
            let (first, second) = (parts.next().and_then(day), parts.next().and_then(whole));
            first.is_some()
                && second.is_some_and(|month| (1..=12).contains(&month))
                && parts.next().is_none_or(|year| year.is_empty() || year.len() == 4 && whole(year).is_some())
        };
        if !self.stands_alone() {
            return false;
        }
        // With the month in figures; the stop after the first number distinguishes a date from a decimal.
        if self.low.ends_with('.') && date(self.high) && (day(self.low).is_some() || date(self.low))
            || self.low.matches('.').count() == 2 && date(self.low) && date(self.high)
        {
            return true;
        }
        let (Some(low), Some(high)) = (day(self.low), day(self.high)) else { return false };
        let behind = self.behind().trim_start_matches(['.', ' ', '\u{a0}']);
        let behind = behind_of(behind);
        let next = behind.cut(..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len()));
        low < high && (month(next).is_some() || behind.starts_with('日') || month(self.word_before()).is_some())
    }

    /// `pp. 12-15`, `S. 112-15`, `§§ 3-5`, also further on in a list of them.
    fn is_pages(&self) -> bool {
        let (Some(low), Some(high)) = (whole(self.low), whole(self.high)) else { return false };
        let elided = || {
            let head = self.low.len().saturating_sub(self.high.len());
            whole(self.low.cut(head..)).is_some_and(|tail| high > tail) && head > 0
        };
        if !(low < high || elided()) || self.after.starts_with(|c: char| c.is_alphabetic() && !is_unspaced(c)) {
            return false;
        }
        if BEHIND_PAGES.begins(self.behind()) {
            return true;
        }
        let mut before = self.before;
        for part in 0..MOST_PARTS {
            let word = last_word(before);
            let bare = word.trim_end_matches([',', ';', '.']);
            let lower = bare.to_lowercase();
            if PAGES.holds(&lower) || lower == SECTIONS {
                let is_sign = bare.chars().nth(1).is_some() || word.ends_with('.');
                // Further on in a list, `555-1234` looks more like a telephone number.
                return is_sign && (part == 0 || (self.low.len(), self.high.len()) != (3, 4));
            }
            let is_part = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'));
            if !is_part && lower != "&" && !list::is_and(&lower) {
                return false;
            }
            before = before.trim_end().strip_suffix(word).unwrap_or("");
        }
        false
    }

    /// `10-12 km`, `2.5-3 %`, `$10-12`.
    fn is_measure(&self, is_unit: fn(&str) -> bool) -> bool {
        let number = |text: &str| {
            let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
            let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let leads = whole.len() > 1 && whole.starts_with('0');
            (figures(whole) && figures(part) && !leads).then(|| format!("{whole}.{part}").parse::<f64>().ok())?
        };
        // An `h` behind the number was read as a part of it.
        let (high, behind) = match self.high.strip_suffix('h') {
            Some(high) => (high, "h"),
            None => (self.high, self.behind()),
        };
        let (Some(low), Some(high)) = (number(self.low), number(high)) else { return false };
        let end = behind.find(|c: char| !c.is_alphabetic() && c != '°').unwrap_or(behind.len());
        let unit = behind.starts_with(SIGNS) || is_unit(behind.cut(..end));
        low < high && (unit || self.before.ends_with(['$', '€', '£', '¥']))
    }
}

/// The number that some figures are.
fn whole(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The last word of a text, brackets and quotation marks before it taken off.
fn last_word(text: &str) -> &str {
    // 24 characters: no word of the lists is longer.
    let start = text.char_indices().rev().take(24).last().map_or(0, |(at, _)| at);
    let text = text.cut(start..).trim_end();
    let word = text.cut(text.rfind(char::is_whitespace).map_or(0, |at| at)..).trim_start();
    word.trim_start_matches(['(', '[', '“', '„', '«', '"', '\''])
}

/// Whether a text begins with one of some words, as a word of its own.
fn starts_with_word(text: &str, words: &List) -> bool {
    let ends = |word: &&str| !text.cut(word.len()..).starts_with(char::is_alphanumeric);
    words.words().iter().filter(|word| text.starts_with(**word)).any(ends)
}

/// Whether a word in lower case stands before numbers that name one thing.
fn is_name(word: &str) -> bool {
    NAMES.holds(word) || IDENTIFIERS.contains(&word)
}

/// A text without what stands between a day and its month: `de mayo`, `d’abril`.
fn behind_of(text: &str) -> &str {
    let Some(of) = BEFORE_MONTHS.start_of(text) else { return text };
    let rest = text.cut(of.len()..);
    if of.ends_with(['’', '\'']) { rest } else { rest.strip_prefix(' ').unwrap_or(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with en rules for the ranges.
    fn ranges(text: &str) -> String {
        let is_en = |(at, c): (usize, char)| {
            let between = c == '-' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            if between && is_range(text, at, |unit| ["km", "kg", "m", "h", "°C"].contains(&unit)) { '–' } else { c }
        };
        text.char_indices().map(is_en).collect()
    }

    #[test]
    fn what_is_surely_a_range() {
        for text in [
            "1914-1918",
            "1914-18",
            "(1905-07)",
            "1999-00",
            "in 2019-20",
            "44-31 BC",
            "1914-1918, 1939-1945",
            "1914-1918年",
            "9:00-17:30",
            "22:00-6:00",
            "9-11 am",
            "9-5pm",
            "9.00-17.30 Uhr",
            "9h-17h30",
            "kl. 9-11",
            "John 3:16-18",
            "May 5-7",
            "5-7 May 2026",
            "5-7 de mayo",
            "12.-15. März",
            "12.-15.03.2024",
            "12.03.-15.03.2024",
            "3月5-7日",
            "pp. 12-15",
            "p. 12-15",
            "S. 12-15",
            "S.12-15",
            "(pages 8-13)",
            "§§ 3-5",
            "pp. 112-15",
            "стр. 8-13",
            "第8-13页",
            "pp. 3-5, 8-9 and 12-15",
            "pag. 3-5, 8-9 și 12-15",
            "5-7 d’abril",
            "Figs. 3-5",
            "ll. 3-5.",
            "10-12 km",
            "10-12km",
            "2.5-3.5 kg",
            "5-10%",
            "5-10 %",
            "20-25 °C",
            "$10-12",
            "2-3h",
        ] {
            assert_eq!(ranges(text), text.replace('-', "–"));
        }
    }

    #[test]
    fn what_need_not_be_one() {
        for text in [
            "Listing 8-13",
            "a Boeing 737-800",
            "size 10-12",
            "a vote of 7-2",
            "won 3-5",
            "Figure 3-5",
            "§ 3-101",
            "555-1234",
            "tel. 1234-1567",
            "ISSN 1050-1240",
            "+34 1234-1567",
            "020 1234-1567",
            "978-3-16-148410-0",
            "2026-03-14",
            "2005-07",
            "2026-11",
            "1918-1914",
            "rustc 1.80-2",
            "-5-10 km",
            "p. 8-2",
            "room S 12-15",
            "10-2 km",
            "00-950",
            "1000-200 Lisboa",
            "A-10-12",
            "10-12-14 km",
            "2-3x",
            "9/8-10",
            "24-7",
            "3:2-1",
        ] {
            assert_eq!(ranges(text), text);
        }
    }

    #[test]
    fn long_lists_take_linear_time() {
        let text = "3-5, ".repeat(20_000);
        assert_eq!(ranges(&text), text);
    }
}
