//! TOML → fields.

use super::value::{Entry, Problem, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The fields of a block, and what is wrong with it: what can be read is read all the same.
pub(super) fn parse(block: &str) -> (Vec<Entry>, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(block);
    let problem = |e: toml::de::Error| Problem {
        at: e.span().map_or(0, |s| s.start.min(block.len())),
        message: e.message().lines().next().unwrap_or("").to_owned(),
    };
    (entries(table.get_ref()), errors.into_iter().map(problem).collect())
}

/// The fields in the order in which they are written. (The parser bounds how deep they nest.)
fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut list: Vec<_> = table.iter().collect();
    list.sort_by_key(|(name, _)| name.span().start);
    let entry = |(name, found): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let start = name.span().start;
        let name: &std::borrow::Cow<'_, str> = name.get_ref();
        Entry { name: name.to_string(), value: value(found.get_ref()), start, place: found.span() }
    };
    list.into_iter().map(entry).collect()
}

fn value(found: &DeValue<'_>) -> Value {
    match found {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Text(number.to_string()),
        DeValue::Float(number) => Value::Text(number.to_string()),
        DeValue::Boolean(truth) => Value::Text(truth.to_string()),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(list) => Value::List(list.iter().map(|v| value(v.get_ref())).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}
