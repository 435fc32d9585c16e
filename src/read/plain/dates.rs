//! Dates as they stand in articles: ISO 8601, then the order of words and figures that a language uses.

use super::calendar::stands_beside_dates;
use super::limits::names::{DATE_LABEL, DATE_LINE, MONTH};
use crate::document::Date;
use crate::source::Cut as _;
use crate::words::list::{self, List};
use unicode_normalization::char::is_combining_mark;

/// What stands in dates and beside them.
static BEFORE_MONTHS: List = List::new(|cues| cues.before_months);
static DAY_ENDINGS: List = List::new(|cues| cues.day_endings);
static BEHIND_DATES: List = List::new(|cues| cues.behind_dates);
static ISSUE_NUMBERS: List = List::new(|cues| cues.issue_numbers);
static ISSUED: List = List::new(|cues| cues.issued);
static MODIFIED: List = List::new(|cues| cues.modified);

/// A date as it is written: known, or one of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// It can only be this.
    Known(Date),
    /// `03/04/2026`: the day or the month stands first.
    Either {
        /// The date where the day stands first.
        day_first: Date,
        /// The date where the month does.
        month_first: Date,
    },
}

impl When {
    /// The date, where it can only be one.
    pub(super) fn known(self) -> Option<Date> {
        match self {
            When::Known(date) => Some(date),
            When::Either { .. } => None,
        }
    }

    /// The date in a text whose dates are written in this order.
    pub(crate) fn settle(self, order: impl Fn() -> Option<Order>) -> Option<Date> {
        match self {
            When::Known(date) => Some(date),
            When::Either { day_first, month_first } => Some(match order()? {
                Order::DayFirst => day_first,
                Order::MonthFirst => month_first,
            }),
        }
    }
}

/// The order in which a text writes the day and the month in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `14/3/2026`
    DayFirst,
    /// `3/14/2026`
    MonthFirst,
}

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The date.
    pub date: When,
    /// Bytes of the text before it.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The number of a month's name or abbreviation, in any case, with or without a point.
pub(crate) fn month(word: &str) -> Option<u8> {
    month_beside(word, None)
}

/// The same beside a day, behind which a point stands or not, where there is one before it.
fn month_beside(word: &str, pointed: Option<bool>) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.chars().count() > MONTH {
        return None;
    }
    list::month(&word.to_lowercase(), pointed)
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Number(u16, usize),
    Month(u8),
}

/// The first date in a text.
pub(crate) fn find(text: &str) -> Option<Dated> {
    let mut at = 0;
    while at < text.len() {
        let rest = text.cut(at..);
        let first = rest.chars().next()?;
        let boundary = at == 0 || !text.cut(..at).ends_with(|c: char| c.is_alphanumeric());
        if boundary
            && first.is_alphanumeric()
            && let Some((date, length)) = parse(rest)
        {
            return Some(Dated { date, start: at, end: at + length });
        }
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        at += word.max(first.len_utf8());
    }
    None
}

/// Reads a date at the start of a text; gives it with its length.
pub(super) fn parse(text: &str) -> Option<(When, usize)> {
    let known = |(date, length)| (When::Known(date), length);
    numeric(text).or_else(|| named(text).or_else(|| east_asian(text)).map(known))
}

fn digits(text: &str) -> (Option<u16>, usize) {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (if length <= 4 { text.cut(..length).parse().ok() } else { None }, length)
}

/// `2026-03-14`, `2026/3/14`, `14.03.2026`, `14. 3. 2026`, `3/14/2026`.
fn numeric(text: &str) -> Option<(When, usize)> {
    let (a, la) = digits(text);
    let separator = text.cut(la..).chars().next().filter(|c| "-/.".contains(*c))?;
    let space = |s: &str| usize::from(separator == '.' && s.starts_with(' '));
    let mut at = la + 1;
    at += space(text.cut(at..));
    let (b, lb) = digits(text.cut(at..));
    at += lb;
    if !text.cut(at..).starts_with(separator) {
        return None;
    }
    at += 1;
    at += space(text.cut(at..));
    let (c, lc) = digits(text.cut(at..));
    at += lc;
    if text.cut(at..).starts_with(|c: char| c.is_alphanumeric()) && !text.cut(at..).starts_with('T') {
        return None;
    }
    let (a, b, c) = (a?, b?, c?);
    let day = |y: u16, m: u16, d: u16| Date::day(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?);
    if la == 4 && (1..=2).contains(&lb) && (1..=2).contains(&lc) {
        return Some((When::Known(day(a, b, c)?), at));
    }
    if lc != 4 || la > 2 || lb > 2 || la == 0 || lb == 0 {
        return None;
    }
    if separator == '.' || a > 12 {
        return Some((When::Known(day(c, b, a)?), at)); // day first: the only order with points
    }
    if b > 12 || a == b {
        return Some((When::Known(day(c, a, b)?), at));
    }
    Some((When::Either { day_first: day(c, b, a)?, month_first: day(c, a, b)? }, at))
}

/// `March 1, 2012`, `1 March 2012`, `1st of March, 2012`, `den 1. März 2012`, `1 de marzo de 2012`, `March 2012`.
fn named(text: &str) -> Option<(Date, usize)> {
    let mut parts: [Option<(Part, usize)>; 3] = [None; 3];
    let mut count = 0;
    let mut at = 0;
    while count < 3 {
        let rest = text.cut(at..);
        let skip = rest.len() - rest.trim_start_matches([' ', ',', '،', '\u{a0}', '.']).len();
        if (skip == 0 && count > 0) || skip > 3 {
            break;
        }
        // Catalan: `11 d’abril`.
        let of = BEFORE_MONTHS.start_of(rest.cut(skip..)).filter(|of| count > 0 && of.ends_with(['’', '\'']));
        let skip = skip + of.map_or(0, str::len);
        let rest = rest.cut(skip..);
        let (number, length) = digits(rest);
        let (part, length) = if let Some(n) = number.filter(|_| length > 0) {
            let suffix = DAY_ENDINGS.start_of(rest.cut(length..)).map_or(0, str::len);
            if rest.cut(length + suffix..).starts_with(|c: char| c.is_alphanumeric() || c == ':' || c == '%') {
                break;
            }
            (Part::Number(n, length), length + suffix)
        } else {
            // With its marks: `मार्च`.
            let length = rest.find(|c: char| !c.is_alphabetic() && !is_combining_mark(c)).unwrap_or(rest.len());
            let word = rest.cut(..length);
            if count > 0 && BEFORE_MONTHS.holds(word) {
                at += skip + length;
                continue;
            }
            // `11. listopada`: the point behind the day tells the language.
            let pointed = (count > 0).then(|| text.cut(at..at + skip).contains('.'));
            match month_beside(word, pointed) {
                Some(m) => (Part::Month(m), length),
                None => break,
            }
        };
        at += skip + length;
        parts[count] = Some((part, at));
        count += 1;
        // A year ends a date.
        if matches!(part, Part::Number(_, 4)) {
            break;
        }
    }
    let year = |y: u16| (1000..=2999).contains(&y);
    match parts {
        [Some((Part::Month(m), _)), Some((Part::Number(d, 1..=2), _)), Some((Part::Number(y, 4), end))]
        | [Some((Part::Number(d, 1..=2), _)), Some((Part::Month(m), _)), Some((Part::Number(y, 4), end))]
            if year(y) =>
        {
            Some((Date::day(y, m, u8::try_from(d).ok()?)?, end))
        }
        [Some((Part::Month(m), _)), Some((Part::Number(y, 4), end)), None] if year(y) => {
            Some((Date { year: y, month: Some(m), day: None }, end))
        }
        _ => None,
    }
}

/// `2026年3月14日`, `2026년 3월 14일`.
fn east_asian(text: &str) -> Option<(Date, usize)> {
    let mut numbers = [0u16; 3];
    let mut at = 0;
    for (i, mark) in [['年', '년'], ['月', '월'], ['日', '일']].into_iter().enumerate() {
        at += usize::from(i > 0 && text.cut(at..).starts_with(' '));
        let (n, length) = digits(text.cut(at..));
        numbers[i] = n?;
        at += length;
        if !text.cut(at..).starts_with(mark) {
            return None;
        }
        at += mark[0].len_utf8();
    }
    let [y, m, d] = numbers;
    Some((Date::day(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?)?, at))
}

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

    fn day(text: &str) -> Option<String> {
        find(text).map(|f| f.date.known().map_or("ambiguous".into(), |d| d.to_string()))
    }

    #[test]
    fn dates_in_many_orders() {
        for text in [
            "March 1, 2012",
            "1 March 2012",
            "Mar. 1, 2012",
            "1st of March, 2012",
            "2012-03-01",
            "1. März 2012",
            "1.3.2012",
            "1er mars 2012",
            "1 de marzo de 2012",
            "1 marzo 2012",
            "1 марта 2012 г.",
            "1. března 2012",
            "1 mart 2012",
            "1 березня 2012 р.",
            "1. maaliskuuta 2012",
            "1 במרץ 2012",
            "1 مارس 2012",
            "1 मार्च 2012",
            "2012年3月1日",
            "Thursday, 1 March 2012",
            "01.03.2012",
            "2012/03/01",
        ] {
            assert_eq!(day(text).as_deref(), Some("2012-03-01"), "{text}");
        }
        assert_eq!(day("03/04/2026").as_deref(), Some("ambiguous"));
        assert_eq!(day("03/14/2026").as_deref(), Some("2026-03-14"));
        assert_eq!(day("March 2026").as_deref(), Some("2026-03"));
        assert_eq!(day("on page 1, 2012 men"), None);
        assert_eq!(day("in May 30 men"), None);
        // What was counted from the Buddha's death is no year of ours.
        assert_eq!(day("1 มีนาคม 2555"), None);
    }

    #[test]
    fn dates_are_read_as_languages_print_them() {
        let letters = || 'a'..='z';
        let tags = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let read = |tag: &String, month: u8| {
            let printed = crate::words::date(tag, 2012, month, Some(11));
            printed.is_none_or(|text| day(&text) == Some(format!("2012-{month:02}-11")))
        };
        let unread: Vec<String> = tags.filter(|tag| !(1..=12).all(|month| read(tag, month))).collect();
        // The year stands first, a number has an ending, a month is two words, an era stands before the year.
        assert_eq!(unread, ["eo", "hu", "lt", "th", "vi"]);
    }

    /// October in Croatian, where a point stands behind the day; November in Polish, where none does.
    #[test]
    fn a_name_of_two_months_is_told_by_the_point_or_not_at_all() {
        assert_eq!(day("11. listopada 2026.").as_deref(), Some("2026-10-11"));
        assert_eq!(day("11 listopada 2026").as_deref(), Some("2026-11-11"));
        assert_eq!(day("listopada 2026"), None);
        assert_eq!(month("listopada"), None);
    }

    #[test]
    fn months_have_short_forms_where_dates_do() {
        for (word, number) in
            [("Jan.", 1), ("févr", 2), ("Sept.", 9), ("Okt", 10), ("mrt", 3), ("Jänner", 1), ("AUG", 8), ("dic", 12)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
        // Months of Croatian, Turkish and Lithuanian begin so.
        for word in ["ruj", "stud", "kas", "liep", "ma"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

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
