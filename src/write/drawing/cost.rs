//! The rendering cost of one element of a drawing, in units of about two microseconds. Measured on drawings that
//! repeat one thing 200,000 times; where cost depends on what is not known here, the upper bound counts.

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

/// Ancestor levels per unit: styles are looked up through the ancestors.
const LEVELS: usize = 64;
/// Numbers of path data per unit: a curve has six, and is stroked.
const NUMBERS: usize = 8;
/// Bytes of a long style per unit.
const STYLE: usize = 32;
/// Length in bytes from which a style is long: what elements that inherit it take to parse it again then counts.
const LONG_STYLE: usize = 256;
/// Bytes of an image per unit.
const PICTURE: usize = 2048;
/// Cost of a character: shaped, positioned and drawn as an outline.
const LETTER: usize = 9;
/// Cost of a text chunk.
const STRETCH: usize = 8;
/// The whole text is shaped again for each chunk: characters times chunks per unit.
const SHAPED: usize = 10;
/// Each character's position is counted from the start: characters squared per unit.
const COUNTED: usize = 4000;
/// Cost of a repeated gradient with its expanded stops.
const REPEATED: usize = super::MOST_KNOTS;

/// The cost of an element by itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ElementCost {
    pub(super) id: Option<String>,
    pub(super) classes: String,
    /// Cost of drawing it once.
    pub(super) cost: usize,
    /// Maximum number of marker positions.
    pub(super) points: usize,
    /// Cost for every descendant of parsing the styles given here.
    pub(super) styles: usize,
}

impl ElementCost {
    /// Measures an element at a nesting depth, in a file with so many bytes of internal entities; calls `take` with
    /// the name and value of each attribute, [`None`] where entities hide the value. `None` if `take` refuses one.
    pub(super) fn of(
        element: &BytesStart<'_>,
        depth: usize,
        entities: usize,
        take: &mut impl FnMut(&str, Option<&str>) -> bool,
    ) -> Option<ElementCost> {
        let local = element.local_name();
        let shape = matches!(local.as_ref(), "path" | "line" | "polyline" | "polygon");
        let mut seen =
            ElementCost { cost: 1 + depth / LEVELS, points: if shape { 2 } else { 0 }, ..ElementCost::default() };
        match local.as_ref() {
            "stop" => seen.cost += 1,
            "text" | "tspan" | "textPath" | "tref" => seen.cost += STRETCH,
            _ => {}
        }
        for attribute in element.attributes().with_checks(false).flatten() {
            let key = attribute.key.local_name();
            let name = key.as_ref();
            let value = unescape(&attribute.value).ok();
            if !take(name, value.as_deref()) {
                return None;
            }
            // Internal entities cost their replacement text once per reference.
            let hidden =
                if value.is_none() { attribute.value.matches('&').count().saturating_mul(entities) } else { 0 };
            let value = value.as_deref().unwrap_or_default();
            match name {
                "id" => seen.id = Some(value.to_owned()),
                "class" => value.clone_into(&mut seen.classes),
                "d" | "points" => {
                    let numbers = numbers(value).saturating_add(hidden);
                    seen.cost = seen.cost.saturating_add(numbers / NUMBERS);
                    seen.points = seen.points.saturating_add(if shape { numbers } else { 0 });
                }
                "href" => seen.cost = seen.cost.saturating_add((value.len().saturating_add(hidden)) / PICTURE),
                "spreadMethod" if value != "pad" => seen.cost = seen.cost.saturating_add(REPEATED),
                _ => seen.styles = seen.styles.saturating_add(styles(value.len().saturating_add(hidden))),
            }
        }
        Some(seen)
    }
}

/// Cost of parsing a style of so many bytes.
pub(super) fn styles(bytes: usize) -> usize {
    if bytes < LONG_STYLE { 0 } else { bytes / STYLE }
}

/// Counts the numbers and closed subpaths in path data.
pub(super) fn numbers(data: &str) -> usize {
    let (mut count, mut inside, mut fraction, mut before) = (0, false, false, b' ');
    for byte in data.bytes() {
        match byte {
            b'0'..=b'9' | b'.' => {
                let begins = !inside || byte == b'.' && fraction;
                count += usize::from(begins);
                fraction = byte == b'.' || fraction && !begins;
                inside = true;
            }
            // An exponent.
            b'e' | b'E' if inside => fraction = true,
            b'+' | b'-' if inside && matches!(before, b'e' | b'E') => {}
            _ => {
                count += usize::from(matches!(byte, b'z' | b'Z'));
                inside = false;
            }
        }
        before = byte;
    }
    count
}

/// A `<text>` being read.
#[derive(Debug, Default)]
pub(super) struct TextCost {
    pub(super) letters: usize,
    pub(super) stretches: usize,
}

impl TextCost {
    /// Cost in addition to that of its elements.
    pub(super) fn cost(&self) -> usize {
        let pairs = |a: usize, b: usize, unit: usize| a.saturating_mul(b) / unit;
        self.letters
            .saturating_mul(LETTER)
            .saturating_add(pairs(self.letters, self.stretches, SHAPED))
            .saturating_add(pairs(self.letters, self.letters, COUNTED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_need_nothing_between_them() {
        for (data, count) in [
            ("", 0),
            ("M0 0h1v1z", 5),
            ("M10,20L30-40", 4),
            ("M.5.5-3", 3),
            ("1e3-2e-3+4", 3),
            ("1.5e3.5", 2),
            ("M0 0c1 1 -1 2 40 9 ", 8),
        ] {
            assert_eq!(numbers(data), count, "{data}");
        }
    }

    #[test]
    fn a_text_costs_more_than_its_letters_when_it_is_long_or_in_pieces() {
        let cost = |letters, stretches| TextCost { letters, stretches }.cost();
        assert_eq!(cost(1000, 1), 9_000 + 100 + 250);
        assert!(cost(1000, 1000) > 100_000);
        assert!(cost(30_000, 1) > 400_000);
    }
}
