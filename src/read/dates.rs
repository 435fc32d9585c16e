//! Dates as they stand in texts: ISO 8601, then the order of words and figures that a language uses.

use crate::document::Date;
use crate::source::Cut as _;
use crate::words::list::{self, List};
use unicode_normalization::char::is_combining_mark;

/// What stands in dates.
static BEFORE_MONTHS: List = List::new(|cues| cues.before_months);
static DAY_ENDINGS: List = List::new(|cues| cues.day_endings);

/// The longest name of a month, in characters.
const MONTH: usize = 12;

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
    pub(crate) fn known(self) -> Option<Date> {
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
pub(crate) fn parse(text: &str) -> Option<(When, usize)> {
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
}
