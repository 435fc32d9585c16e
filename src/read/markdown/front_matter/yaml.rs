//! YAML → fields, by `saphyr-parser`'s events.

use super::value::{Entry, Problem, Value};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;
use std::ops::Range;

/// Front matter nests less than this, and has fewer values than [`MOST`]: anything beyond is an attack.
const DEEPEST: usize = 32;
const MOST: usize = 20_000;

/// A list or a table being read.
enum Open {
    List(Vec<Value>),
    /// The fields so far, and the name whose value comes next, with its place.
    Table(Vec<Entry>, Option<(String, usize)>),
}

/// The value of a block.
///
/// # Errors
/// Where and why it is not valid.
pub(super) fn parse(block: &str) -> Result<Value, Problem> {
    let byte = |index: usize| block.char_indices().nth(index).map_or(block.len(), |(at, _)| at);
    let mut parser = Parser::new_from_str(block);
    let mut open: Vec<(Open, usize, usize)> = Vec::new(); // with its anchor and the character it begins at
    let mut anchors: BTreeMap<usize, Value> = BTreeMap::new();
    let mut whole = Value::Empty;
    let mut count = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) =
            event.map_err(|error| Problem { at: byte(error.marker().index()), message: error.info().to_owned() })?;
        let place = span.start.index()..span.end.index();
        count += 1;
        if count > MOST || open.len() > DEEPEST {
            return Err(Problem { at: byte(place.start), message: "it is too large".to_owned() });
        }
        let (value, anchor, place) = match event {
            Event::SequenceStart(anchor, _) => {
                open.push((Open::List(Vec::new()), anchor, place.start));
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push((Open::Table(Vec::new(), None), anchor, place.start));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some((Open::List(list), anchor, start)) => (Value::List(list), anchor, start..place.end),
                Some((Open::Table(entries, _), anchor, start)) => (Value::Table(entries), anchor, start..place.end),
                None => continue,
            },
            Event::Scalar(text, style, anchor, _) => {
                let empty = style == ScalarStyle::Plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                (if empty { Value::Empty } else { Value::Text(text.into_owned()) }, anchor, place)
            }
            Event::Alias(anchor) => {
                // Only texts are repeated: a list of lists of lists could grow without bounds.
                let value = anchors.get(&anchor).filter(|v| matches!(v, Value::Text(_))).cloned();
                (value.unwrap_or(Value::Empty), 0, place)
            }
            _ => continue,
        };
        if anchor > 0 {
            anchors.insert(anchor, value.clone());
        }
        add(&mut open, &mut whole, value, byte(place.start)..byte(place.end.max(place.start)));
    }
    Ok(whole)
}

/// Adds a value to what is open; the first one that stands in nothing is the whole.
fn add(open: &mut [(Open, usize, usize)], whole: &mut Value, value: Value, place: Range<usize>) {
    match open.last_mut() {
        Some((Open::List(list), ..)) => list.push(value),
        Some((Open::Table(entries, name), ..)) => match name.take() {
            Some((name, start)) => entries.push(Entry { name, value, start, place }),
            None => *name = Some((value.flat(), place.start)),
        },
        None if matches!(whole, Value::Empty) => *whole = value,
        None => {}
    }
}
