//! The numbers that items begin with: letters, Roman numerals, numbers in parentheses.

use crate::document::{Delimiter, NumberStyle};
use crate::source::Cut as _;

/// The number that an item begins with, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// How it is written.
    pub(super) style: NumberStyle,
    /// What stands around it.
    pub(super) delimiter: Delimiter,
    /// What it is.
    pub(super) value: u64,
    /// How many bytes it takes.
    pub(super) length: usize,
}

/// A list of letters or Roman numerals that is open.
#[derive(Debug)]
pub(super) struct Lettered {
    pub(super) column: usize,
    pub(super) last: Number,
}

/// Whether a number is the next one in the same list.
pub(super) fn follows(next: &Number, last: &Number) -> bool {
    next.style == last.style && next.delimiter == last.delimiter && next.value == last.value + 1
}

/// What the letters at the head of an item may be: `i.` is a letter and a numeral.
pub(super) fn numbers(content: &str) -> Vec<Number> {
    let (inside, opens) = match content.strip_prefix('(') {
        Some(inside) => (inside, 1),
        None => (content, 0),
    };
    let end = inside.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let (word, rest) = (inside.cut(..end), inside.cut(end..));
    let delimiter = match (opens, rest.bytes().next()) {
        (1, Some(b')')) => Delimiter::Parentheses,
        (0, Some(b')')) => Delimiter::Parenthesis,
        (0, Some(b'.')) => Delimiter::Period,
        _ => return Vec::new(),
    };
    let behind = rest.cut(1..);
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    // Behind a capital and a full stop pandoc wants two spaces: `B. Russell` is a name.
    let is_capital = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase()) && delimiter == Delimiter::Period;
    if word.is_empty() || spaces < 1 + usize::from(is_capital) && !behind.starts_with('\t') || behind.trim().is_empty()
    {
        return Vec::new();
    }
    let length = opens + end + 1;
    let number = |style, value| Number { style, delimiter, value, length };
    let mut out = Vec::new();
    if word.bytes().all(|b| b.is_ascii_digit()) {
        // `1.` and `1)` are CommonMark's.
        if delimiter == Delimiter::Parentheses
            && let Ok(value) = word.parse()
        {
            out.push(number(NumberStyle::Decimal, value));
        }
        return out;
    }
    let lower = word.bytes().all(|b| b.is_ascii_lowercase());
    if !lower && !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return out;
    }
    let (alpha, roman) = if lower {
        (NumberStyle::LowerAlpha, NumberStyle::LowerRoman)
    } else {
        (NumberStyle::UpperAlpha, NumberStyle::UpperRoman)
    };
    let is_roman = word.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
    if let Some(value) = (1..100).find(|&value| is_roman && roman.format(value) == word) {
        out.push(number(roman, value));
    }
    if word.len() == 1 {
        let first = if lower { b'a' } else { b'A' };
        out.push(number(alpha, u64::from(word.as_bytes()[0] - first) + 1));
    }
    out
}
