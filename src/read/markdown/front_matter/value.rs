//! What YAML and TOML have in common: texts, lists and tables, with their places.

use std::ops::Range;

/// A field.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its name as written.
    pub(super) name: String,
    pub(super) value: Value,
    /// Where the name begins in the block.
    pub(super) start: usize,
    /// The bytes of the value in the block.
    pub(super) place: Range<usize>,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Nothing.
    Empty,
    /// A text, a number, a date or a truth value, as written.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Fields of its own.
    Table(Vec<Entry>),
}

/// What is wrong, and where in the block.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Entry {
    /// The same, in a block that begins so many bytes before.
    pub(super) fn shifted(self, by: usize) -> Entry {
        Entry { start: self.start + by, place: self.place.start + by..self.place.end + by, ..self }
    }
}

impl Value {
    /// The value on one line, white space normalized: lists with commas, tables as `name: value`.
    pub(super) fn flat(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::List(list) => list.iter().map(Value::flat).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
            Value::Table(entries) => {
                let field = |e: &Entry| match e.value.flat() {
                    text if text.is_empty() => e.name.clone(),
                    text => format!("{}: {text}", e.name),
                };
                entries.iter().map(field).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// Its text, where it has some.
    pub(super) fn some(&self) -> Option<String> {
        Some(self.flat()).filter(|text| !text.is_empty())
    }

    /// A field of a table, by any of these names.
    pub(super) fn get(&self, names: &[&str]) -> Option<&Value> {
        let Value::Table(entries) = self else { return None };
        entries.iter().find(|e| names.contains(&e.name.to_lowercase().as_str())).map(|e| &e.value)
    }
}
