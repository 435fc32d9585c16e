//! Lists: bullets, numbers in their styles, tasks; nested by indentation.

use super::arena::Arena;
use super::evidence::Evidence;
use super::features::roman;
use super::limits::shape::{BLANK_LINES, ITEM_LINES};
use super::line::Line;
use super::scores::list as scores;
use super::segment::segment;
use super::unit::{Enclosure, ItemShape, ListShape, Marker, Shape, Unit};
use crate::document::{Delimiter, ListMarker, NumberStyle};
use crate::read::MAX_DEPTH;
use crate::source::Cut as _;
use std::ops::Range;

const BULLETS: &[char] = &[
    '-', '*', '•', '–', '·', '◦', '‣', '▪', '▫', '●', '○', '■', '□', '∙', '⁃', '+', '➤', '►', '✓', '✔', '◆', '➢', '❖',
    '\u{f0b7}', '→', '・',
];

/// The marker at the start of a line, and the bytes that it takes (its space not counted).
pub(super) fn marker(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let length = first.len_utf8();
        let rest = text.cut(length..);
        let special = !first.is_ascii() && first != '–' && first != '→';
        let spaced =
            rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']) || special && rest.starts_with(char::is_alphabetic);
        return (spaced && rest.contains(char::is_alphanumeric)).then_some((Marker::Bullet(first), length));
    }
    if text.starts_with("[ ] ") || text.starts_with("[x] ") || text.starts_with("[X] ") {
        return Some((Marker::Bullet('☐'), 3));
    }
    if matches!(first, '☐' | '☑' | '☒') {
        return Some((Marker::Bullet('☐'), 0));
    }
    let (open, body) = match text.strip_prefix('(') {
        Some(rest) => (1, rest),
        None => (0, text),
    };
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let (number, rest) = body.split_at(length);
    let delimiter = match (open, rest.chars().next()?) {
        (1, ')') => Delimiter::Parentheses,
        (0, ')') => Delimiter::Parenthesis,
        (0, '.') => Delimiter::Period,
        _ => return None,
    };
    if !rest.cut(1..).starts_with([' ', '\t', '\u{a0}']) || !rest.contains(char::is_alphanumeric) {
        return None;
    }
    let (value, style) = number_of(number)?;
    Some((Marker::Number(value, style, delimiter), open + length + 1))
}

fn number_of(number: &str) -> Option<(u64, NumberStyle)> {
    let bytes = number.as_bytes();
    if bytes.is_empty() || bytes.len() > 6 {
        return None;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        let zero = bytes[0] == b'0' && bytes.len() > 1;
        return if zero || bytes.len() > 3 { None } else { Some((number.parse().ok()?, NumberStyle::Decimal)) };
    }
    let lower = bytes.iter().all(u8::is_ascii_lowercase);
    let upper = bytes.iter().all(u8::is_ascii_uppercase);
    if !lower && !upper {
        return None;
    }
    if let Some(value) = roman(number).filter(|_| bytes.len() > 1 || matches!(bytes[0] | 0x20, b'i' | b'v' | b'x')) {
        return Some((value, if lower { NumberStyle::LowerRoman } else { NumberStyle::UpperRoman }));
    }
    if bytes.len() == 1 {
        let value = u64::from((bytes[0] | 0x20) - b'a') + 1;
        return Some((value, if lower { NumberStyle::LowerAlpha } else { NumberStyle::UpperAlpha }));
    }
    None
}

/// A letter read as a numeral, or the other way round, so that it follows on `before`.
fn follows(before: Marker, next: Marker) -> bool {
    match (before, next) {
        (Marker::Bullet(a), Marker::Bullet(b)) => a == b || (a.is_ascii() && b.is_ascii()),
        (Marker::Number(a, sa, da), Marker::Number(b, sb, db)) => {
            da == db
                && (sa == sb && b == a + 1
                    || letter(sa, a).zip(letter(sb, b)).is_some_and(|(x, y)| case(sa) == case(sb) && y == x + 1))
        }
        _ => false,
    }
}

/// The place in the alphabet of a one-letter number.
fn letter(style: NumberStyle, value: u64) -> Option<u64> {
    match (style, value) {
        (NumberStyle::LowerAlpha | NumberStyle::UpperAlpha, v) => Some(v),
        (NumberStyle::LowerRoman | NumberStyle::UpperRoman, 1) => Some(9),
        (NumberStyle::LowerRoman | NumberStyle::UpperRoman, 5) => Some(22),
        (NumberStyle::LowerRoman | NumberStyle::UpperRoman, 10) => Some(24),
        _ => None,
    }
}

fn case(style: NumberStyle) -> bool {
    matches!(style, NumberStyle::LowerAlpha | NumberStyle::LowerRoman)
}

/// Whether a list begins at line `k` in the middle of a run of text lines.
pub(super) fn starts(arena: &Arena<'_>, k: usize, end: usize, intro: bool, around: Enclosure) -> bool {
    if around.depth >= MAX_DEPTH || around.verse {
        return false;
    }
    let Some((marker, _)) = marker(arena.content(k)) else { return false };
    // In the middle of a sentence a dash or a figure may begin a line.
    let first = matches!(marker, Marker::Bullet(_) | Marker::Number(0 | 1, _, _));
    first && (intro || second(arena, k, end, marker).is_some() && (k == 0 || !mid_sentence(arena, k)))
}

fn mid_sentence(arena: &Arena<'_>, k: usize) -> bool {
    let width = arena.measure.width.max(60);
    let before = arena.content(k - 1);
    arena.lines[k - 1].right() <= width
        && arena.is_full(k - 1, width)
        && before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// The line of the next item of a list whose item with `marker` stands at line `k`.
fn second(arena: &Arena<'_>, k: usize, end: usize, marker: Marker) -> Option<usize> {
    let indent = arena.lines[k].indent;
    let mut blank = 0;
    // Bounded, so that long texts with one marker cost linear time.
    for j in k + 1..end.min(k + ITEM_LINES) {
        let line = &arena.lines[j];
        if line.is_blank() {
            blank += 1;
            if blank > 2 {
                return None;
            }
            continue;
        }
        if line.indent.abs_diff(indent) <= 1
            && let Some((next, _)) = self::marker(arena.content(j))
            && follows(marker, next)
        {
            return Some(j);
        }
        if blank > 0 && line.indent <= indent {
            return None;
        }
        blank = 0;
        if line.indent + 1 < indent {
            return None;
        }
    }
    None
}

/// How a list begins.
struct Opening {
    /// The marker of its first item, and what it is taken for: `i.` before `j.` is a letter.
    first: Marker,
    style: Marker,
    /// Whether its sign is unambiguous (a bullet beyond ASCII, a task's box), so that a single item is a list.
    clear: bool,
}

/// What opens a list at line `i`, where one begins there.
fn opening(arena: &Arena<'_>, i: usize, end: usize, around: Enclosure, intro: bool) -> Option<Opening> {
    if around.depth >= MAX_DEPTH || around.verse {
        return None;
    }
    let (first, _) = marker(arena.content(i))?;
    let next = second(arena, i, end, first);
    // Numbers that hang out from an indented text number its sections.
    let numbered = matches!(first, Marker::Number(..));
    if numbered && !intro && around.depth == 0 && arena.lines[i].indent + 2 <= arena.measure.base {
        return None;
    }
    let clear = matches!(first, Marker::Bullet(c) if !c.is_ascii() && !matches!(c, '–' | '→' | '·' | '・' | '■' | '□'))
        || task(arena.content(i)).is_some();
    if next.is_none() && !(intro || clear) {
        return None;
    }
    if next.is_some() && !intro && is_dialogue(arena, i, end, first) {
        return None;
    }
    let mut style = first;
    if let (Some(j), Marker::Number(value, s, d)) = (next, first)
        && let Some((Marker::Number(b, sb, _), _)) = marker(arena.content(j))
        && !(sb == s && b == value + 1)
    {
        let alpha = if case(s) { NumberStyle::LowerAlpha } else { NumberStyle::UpperAlpha };
        style = Marker::Number(letter(s, value).unwrap_or(value), alpha, d);
    }
    Some(Opening { first, style, clear })
}

/// The lines of one item.
struct Own {
    /// Its lines as they stand inside it, in the arena.
    inside: Range<usize>,
    /// Whether it is a task, and done.
    task: Option<bool>,
    /// The line of the next item, and its marker.
    next: Option<(usize, Marker)>,
    /// The line behind it.
    end: usize,
    /// Whether blank lines stand inside it or behind it.
    spaced: bool,
}

/// Takes the lines of the item at line `k`, whose marker is `own`, of a list at the column `indent`.
fn take_item(arena: &mut Arena<'_>, k: usize, end: usize, indent: u32, own: Marker) -> Own {
    let (_, length) = marker(arena.content(k)).expect("an item begins here");
    let start = arena.lines.len();
    let (task, skip) = match task(arena.content(k)) {
        Some((done, bytes)) => (Some(done), bytes),
        None => (None, length),
    };
    let first = arena.lines[k].behind(arena.text, skip);
    let content = first.indent.max(indent + 1);
    arena.lines.push(Line { indent: 0, ..first });
    let (mut j, mut blank, mut next, mut spaced) = (k + 1, 0, None, false);
    while j < end {
        let line = arena.lines[j];
        if line.is_blank() {
            blank += 1;
            j += 1;
            continue;
        }
        if line.page {
            break;
        }
        if line.indent.abs_diff(indent) <= 1
            && blank <= BLANK_LINES
            && let Some((marker, _)) = marker(arena.content(j))
        {
            if follows(own, marker) {
                next = Some((j, marker));
                break;
            }
            if line.indent <= indent {
                break;
            }
        }
        let inside = line.indent > indent + 1 || line.indent > indent && line.indent >= content;
        let lazy = blank == 0 && (inside || continues(arena, j));
        if !(lazy || inside && blank <= BLANK_LINES) {
            break;
        }
        spaced |= blank > 0;
        for _ in 0..std::mem::take(&mut blank) {
            arena.lines.push(Line { number: line.number, start: line.start, end: line.start, ..Line::default() });
        }
        arena.lines.push(Line { indent: line.indent.saturating_sub(content), ..line });
        j += 1;
    }
    spaced |= next.is_some() && blank > 0;
    Own { inside: start..arena.lines.len(), task, next, end: j - blank as usize, spaced }
}

/// Reads a list that begins at line `i`; gives the line behind it.
pub(super) fn list(
    arena: &mut Arena<'_>,
    i: usize,
    end: usize,
    around: Enclosure,
    intro: bool,
    units: &mut Vec<Unit>,
) -> Option<usize> {
    let Opening { first, style, clear } = opening(arena, i, end, around, intro)?;
    let indent = arena.lines[i].indent;
    let mut items = Vec::new();
    let mut tight = true;
    let mut item = Some((i, first));
    let mut k = i;
    while let Some((line, marker)) = item {
        let own = take_item(arena, line, end, indent, marker);
        tight &= !own.spaced;
        let line = arena.lines[line];
        // Within an item lines run on as paragraphs do; no other way of breaking them is looked for.
        let inner = Enclosure { depth: around.depth + 1, first: false, item: true, ..around };
        items.push(ItemShape { task: own.task, line, units: segment(arena, own.inside, inner) });
        (item, k) = (own.next, own.end);
    }
    if items.len() < 2 && !intro && !clear {
        return None;
    }
    let marker = match style {
        Marker::Bullet(_) => ListMarker::Bullet,
        Marker::Number(start, style, delimiter) => ListMarker::Ordered { start, style, delimiter },
    };
    let mut unit = Unit::new(i..k, Shape::List(ListShape { marker, tight, items }));
    unit.why = Some(Evidence::of(if intro { scores::ITEMS_BEHIND_A_COLON } else { scores::ITEMS_IN_A_ROW }));
    units.push(unit);
    Some(k)
}

/// Makes a list of a paragraph that begins with an asterisk and a space, and is no note: an item that stands alone.
pub(super) fn take_alone(arena: &mut Arena<'_>, unit: &mut Unit) {
    let lines = unit.lines.clone();
    if !matches!(unit.shape, Shape::Prose) || !arena.content(lines.start).starts_with("* ") {
        return;
    }
    let mut made = Vec::new();
    if list(arena, lines.start, lines.end, Enclosure::default(), true, &mut made) == Some(lines.end)
        && let [Unit { shape, .. }] = &mut made[..]
    {
        unit.shape = std::mem::replace(shape, Shape::Prose);
    }
}

/// Whether line `j`, not indented, goes on with the item above it.
fn continues(arena: &Arena<'_>, j: usize) -> bool {
    let width = arena.measure.width.max(50);
    let small = arena.content(j).starts_with(|c: char| c.is_lowercase());
    arena.lines[j - 1].right() <= 130
        && (small || arena.is_full(j - 1, width.saturating_sub(8)) && !super::rules::is_break(arena.content(j)))
}

/// A task's box and the bytes up to its end.
fn task(text: &str) -> Option<(bool, usize)> {
    for (mark, done) in [("☐", false), ("☑", true), ("☒", true)] {
        if text.starts_with(mark) {
            return Some((done, mark.len()));
        }
    }
    if text.starts_with('[') {
        return marker(text).map(|(_, length)| (!text.starts_with("[ ]"), length));
    }
    let (_, length) = match marker(text)? {
        (Marker::Bullet(c), length) => (c, length),
        _ => return None,
    };
    let rest = text.cut(length..);
    let space = rest.len() - rest.trim_start().len();
    for (mark, done) in [("[ ]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("☒", true)] {
        if rest.cut(space..).starts_with(mark) {
            return Some((done, length + space + mark.len()));
        }
    }
    None
}

/// Whether dashes open speeches, not items: what stands behind them are whole sentences.
fn is_dialogue(arena: &Arena<'_>, i: usize, end: usize, first: Marker) -> bool {
    let Marker::Bullet(mark @ ('–' | '-')) = first else { return false };
    let (mut items, mut speech, mut blank) = (0, 0, 0);
    for j in i..end.min(i + 40) {
        let line = &arena.lines[j];
        if line.is_blank() {
            blank += 1;
            if blank > 2 {
                break;
            }
            continue;
        }
        let text = arena.content(j);
        if text.starts_with(mark) {
            items += 1;
            let inner = text.trim_end();
            let says = text.contains(&format!(", {mark} "))
                || text.contains(&format!("? {mark} "))
                || text.contains(&format!("! {mark} "))
                || text.contains(&format!(". {mark} "));
            speech += usize::from(says) * 2 + usize::from(inner.ends_with(['?', '!', '…']));
        } else if blank > 0 {
            break;
        }
        blank = 0;
    }
    items > 0 && (mark == '–' && speech >= 1 || speech * 2 > items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        assert_eq!(marker("- a").map(|m| m.1), Some(1));
        assert_eq!(marker("(iv) a").unwrap().0, Marker::Number(4, NumberStyle::LowerRoman, Delimiter::Parentheses));
        assert_eq!(marker("b) a").unwrap().0, Marker::Number(2, NumberStyle::LowerAlpha, Delimiter::Parenthesis));
        assert!(marker("2026. It was").is_none());
        // A list may begin with 0, but `07.` is no number of an item.
        assert_eq!(marker("0. a").unwrap().0, Marker::Number(0, NumberStyle::Decimal, Delimiter::Period));
        assert!(marker("07. a").is_none());
        assert!(marker("-a").is_none() && marker("1.5 m").is_none() && marker("—").is_none());
    }
}
