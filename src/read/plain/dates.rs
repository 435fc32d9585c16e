//! Dates as they stand in articles: ISO 8601, then the order of words and figures that a language uses.

use super::calendar::stands_beside_dates;
use super::limits::names::{DATE_LABEL, DATE_LINE};
pub(crate) use crate::read::dates::{Order, When, find, month, parse};
use crate::source::Cut as _;
use crate::words::list::List;

/// What stands in dates and beside them.
static BEHIND_DATES: List = List::new(|cues| cues.behind_dates);
static ISSUE_NUMBERS: List = List::new(|cues| cues.issue_numbers);
static ISSUED: List = List::new(|cues| cues.issued);
static MODIFIED: List = List::new(|cues| cues.modified);

/// What a word before a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// When it was first published.
    Issued,
    /// When it was changed.
    Modified,
}

/// A line of dates: every word of it is a date, a time, a day's name or a label such as “Updated:”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DateLine {
    /// When it was first published.
    pub issued: Option<When>,
    /// When it was changed.
    pub modified: Option<When>,
    /// Whether a label such as “Published” stands in it.
    pub labelled: bool,
    /// The place that stands before the date.
    pub place: Option<String>,
    /// Who wrote it: `Posted on 3 June 2021 by Ann`.
    pub author: Option<String>,
}

/// Reads a line that holds dates and nothing else.
pub(super) fn date_line(text: &str) -> Option<DateLine> {
    if text.len() > DATE_LINE || !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    if text.contains(['０', '１', '２', '３', '４', '５', '６', '７', '８', '９']) {
        let narrow = |c: char| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xff10 + 0x30).unwrap_or(c),
            _ => c,
        };
        return dates(&text.chars().map(narrow).collect::<String>());
    }
    dates(text)
}

fn dates(text: &str) -> Option<DateLine> {
    let mut line = DateLine::default();
    let mut kind = Event::Issued;
    let mut at = 0;
    let mut found = false;
    while at < text.len() {
        let rest = text.cut(at..);
        let skip = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        if skip > 0 {
            at += skip;
            continue;
        }
        if let Some((date, length)) = parse(rest) {
            found = true;
            let field = if kind == Event::Modified { &mut line.modified } else { &mut line.issued };
            *field = field.or(Some(date));
            at += length;
            // A time joined to it with a T belongs to it.
            at += text
                .cut(at..)
                .bytes()
                .take_while(|b| b.is_ascii_digit() || matches!(b, b'T' | b'Z' | b':' | b'+'))
                .count();
            continue;
        }
        if let Some((label, length)) = label(rest) {
            kind = label;
            line.labelled = true;
            at += length;
            continue;
        }
        if found && let Some(name) = author(rest) {
            line.author = Some(name);
            break;
        }
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | ';' | '(' | ')' | '–' | '—'))
            .unwrap_or(rest.len());
        let word = rest.cut(..length).trim_end_matches([':', '.', ',']).to_lowercase();
        if ISSUE_NUMBERS.holds(&word) {
            // The number of an issue.
            let number = rest.cut(length..).trim_start_matches([' ', '.', '#', '\u{a0}']);
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                at = text.len() - number.len() + digits;
                continue;
            }
        }
        if word.is_empty() || !(stands_beside_dates(&word) || is_time(&word)) {
            return None;
        }
        at += length;
    }
    found.then_some(line)
}

/// A line of dates behind the place where a text was written: `Puerto Ellery - 04/03/2024 - 09:15 CET`.
pub(super) fn placed(text: &str) -> Option<DateLine> {
    let (place, rest) =
        [" - ", " – ", " — ", " | ", ", "].iter().filter_map(|s| text.split_once(s)).min_by_key(|p| p.0.len())?;
    let words = place.split_whitespace().count();
    let is_place = (1..=4).contains(&words)
        && place.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || w.len() <= 3)
        && place.starts_with(char::is_uppercase)
        && !BEHIND_DATES.holds(&place.split(' ').next().unwrap_or("").to_lowercase())
        && !place.contains(|c: char| c.is_numeric() || ".:!?".contains(c));
    let line = date_line(rest).filter(|_| is_place)?;
    Some(DateLine { place: Some(place.to_owned()), ..line })
}

/// Who a text is by, where the line ends with it: `by Ann Lee`, `by ann`.
fn author(text: &str) -> Option<String> {
    let rest = text.split_once(' ').filter(|(word, _)| BEHIND_DATES.holds(word))?.1;
    let words = rest.split_whitespace().count();
    let name = (1..=4).contains(&words) && rest.chars().all(|c| c.is_alphabetic() || " .-’'_".contains(c));
    name.then(|| rest.trim().to_owned())
}

fn label(text: &str) -> Option<(Event, usize)> {
    let start: String = text.chars().take(DATE_LABEL).collect::<String>().to_lowercase();
    let mut best: Option<(Event, usize)> = None;
    for (kind, labels) in [(Event::Issued, &ISSUED), (Event::Modified, &MODIFIED)] {
        let whole = |word: &str| !start.cut(word.len()..).starts_with(char::is_alphabetic);
        let mut found = labels.start_of(&start);
        // A shorter label may be a word of its own where a longer one is not.
        while let Some(word) = found.filter(|word| !whole(word)) {
            found = labels.start_of(word.cut(..word.len() - word.chars().next_back().map_or(0, char::len_utf8)));
        }
        if let Some(word) = found.filter(|word| best.is_none_or(|best| best.1 < word.len())) {
            best = Some((kind, word.len()));
        }
    }
    // Lower case has the same length here: the labels are of scripts where it does, and the prefix matched.
    best.filter(|b| text.is_char_boundary(b.1))
}

/// Whether a word is a time, with `am`, `pm` or the `z` of ISO 8601 directly behind it: `9:15`, `9pm`, `0915z`, `9h15`.
fn is_time(word: &str) -> bool {
    let bare = word.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('h').trim_end_matches('z');
    !bare.is_empty()
        && bare.len() <= 9
        && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'h' | b'+' | b'-'))
        && (bare.len() <= 2 || bare.contains([':', '.', 'h', '+', '-']) || bare.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_dates() {
        let line = date_line("March 1, 2012 Updated: September 29, 2015").unwrap();
        assert_eq!(line.issued.unwrap().known().unwrap().to_string(), "2012-03-01");
        assert_eq!(line.modified.unwrap().known().unwrap().to_string(), "2015-09-29");
        let line = date_line("Updated: March 4, 2026, 9:15 a.m. ET").unwrap();
        assert_eq!((line.issued, line.modified.unwrap().known().unwrap().to_string().as_str()), (None, "2026-03-04"));
        assert!(date_line("Published on Tuesday, 3 March 2026 at 09:15 GMT").is_some());
        assert_eq!(date_line("Posted on June 3, 2021 by marta").unwrap().author.as_deref(), Some("marta"));
        assert_eq!(placed("Puerto Ellery - 14/03/2024 - 09:15 CET").unwrap().place.as_deref(), Some("Puerto Ellery"));
        assert!(date_line("Issue 112 | Friday, 8 November 2024").is_some());
        assert!(date_line("２０２４年３月４日").is_some());
        assert!(date_line("On March 1, 2012 he left").is_none());
        assert_eq!(date_line("Publicerad 3 mars 2026 av Ann Lee").unwrap().author.as_deref(), Some("Ann Lee"));
        assert!(placed("By Ann - 04/03/2024").is_none() && placed("Av Ann - 04/03/2024").is_none());
        assert!(date_line("Mis à jour le 3 mars 2026 à 9h15").unwrap().modified.is_some());
    }
}
