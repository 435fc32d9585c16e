//! Front matter that is not valid: it is read field by field, so that a slip costs nothing but itself.

use super::value::{Entry, Problem, Value};
use super::yaml;
use super::{names, toml};
use crate::source::Cut as _;

/// The lines of one field: from its name at the line's beginning to the next one.
struct Chunk<'a> {
    /// Where it begins in the block.
    start: usize,
    text: &'a str,
    /// Its name; empty for lines before the first field.
    name: &'a str,
    /// What stands behind the name on its line.
    value: &'a str,
}

/// Whether the first line that says something is a field.
pub(super) fn has_fields(block: &str) -> bool {
    let first = block.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| field(line, ':').is_some())
}

/// The fields of a block that is not valid, and what is wrong with each that is not.
pub(super) fn recover(block: &str) -> (Vec<Entry>, Vec<Problem>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for chunk in chunks(block) {
        let Chunk { start, text, name, value } = chunk;
        if name.is_empty() {
            let lost = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
            problems.extend(text.lines().find(lost).map(|line| Problem {
                at: start,
                message: format!("this belongs to no field of the front matter and is left out: `{}`", line.trim()),
            }));
            continue;
        }
        let problem = match yaml::parse(text) {
            Ok(Value::Table(mut own)) => {
                let misread = misread(text, &mut own);
                entries.extend(own.into_iter().map(|entry| entry.shifted(start)));
                problems.extend(misread.into_iter().map(|p| Problem { at: start + p.at, ..p }));
                continue;
            }
            Ok(_) => Problem { at: 0, message: "there is no space behind the colon".to_owned() },
            Err(problem) => problem,
        };
        let message = format!("`{name}` is not valid YAML, and is read as it seems to be meant: {}", problem.message);
        problems.push(Problem { at: start + problem.at, message });
        let place = start..start + text.trim_end().len();
        let behind = text.split_once('\n').map_or("", |(_, behind)| behind);
        entries.push(Entry { name: name.to_owned(), value: as_text(value, behind), start, place });
    }
    (entries, problems)
}

/// Values of which YAML makes something else than was meant: what begins with `!`, `&` or `#` and is no text to it.
pub(super) fn misread(block: &str, entries: &mut [Entry]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for Chunk { start, text, name, value } in chunks(block) {
        let Some(entry) = entries.iter_mut().find(|entry| entry.start == start) else { continue };
        let empty = matches!(entry.value, Value::Empty);
        let other = match value.as_bytes() {
            [b'!', second, ..] => *second != b'!',
            [b'#', second, ..] => empty && !second.is_ascii_whitespace() && *second != b'#',
            [b'&', ..] => empty,
            _ => false,
        };
        if other {
            entry.value = Value::Text(value.to_owned());
            let at = start + text.find(value).unwrap_or(0);
            let sign = value.cut(..1);
            let message = format!("`{name}` begins with `{sign}`, a sign of YAML's: it is read as text all the same");
            problems.push(Problem { at, message });
        }
    }
    problems
}

/// The fields of a block in TOML that are not valid, as far as each stands on a line of its own.
pub(super) fn complete_toml(block: &str, entries: &mut Vec<Entry>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.starts_with('[') {
            break; // tables of their own
        }
        if let Some((name, value)) = field(bare, '=')
            && !value.is_empty()
            // A value of several lines is what the parser made of it.
            && !(value.starts_with(['[', '{']) || value.starts_with("\"\"\"") || value.starts_with("'''"))
            && !toml::parse(bare).1.is_empty()
        {
            entries.retain(|entry| entry.name != name);
            let message = format!("`{name}` is not valid TOML, and is read as it seems to be meant");
            problems.push(Problem { at, message });
            let value = Value::Text(unquoted(value).to_owned());
            entries.push(Entry { name: name.to_owned(), value, start: at, place: at..at + bare.len() });
        }
        at += line.len();
    }
    problems
}

/// The chunks of a block, in order.
fn chunks(block: &str) -> Vec<Chunk<'_>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if let Some((name, value)) = field(line.trim_end(), ':') {
            starts.push((at, name, value));
        } else if at == 0 {
            starts.push((0, "", ""));
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.0).chain([block.len()]).collect();
    let chunk = |((start, name, value), end)| Chunk { start, text: block.cut(start..end), name, value };
    starts.into_iter().zip(ends).map(chunk).collect()
}

/// The name and the value on a line such as `title: A Title`. Without a space behind the sign, only a name that is
/// known makes it a field.
fn field(line: &str, sign: char) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(sign)?;
    let bare = name.trim_end_matches([' ', '\t']);
    let named = !bare.is_empty()
        && !bare.starts_with(['-', ' '])
        && bare.chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c))
        && bare.split(' ').count() <= 3;
    let parted = value.is_empty() || value.starts_with([' ', '\t']) || names::is_known(bare);
    (named && parted).then_some((bare, value.trim()))
}

/// A value that is not valid, as it is meant: a list where every line behind the name is an item, fields where each
/// has a name, else text.
fn as_text(value: &str, behind: &str) -> Value {
    let lines = || behind.lines().map(str::trim).filter(|line| !line.is_empty());
    if lines().next().is_none() {
        return Value::Text(unquoted(value).to_owned());
    }
    if value.is_empty() && lines().next().is_some_and(|line| line.starts_with("- ")) {
        let mut items: Vec<String> = Vec::new();
        for line in behind.lines() {
            match (line.trim_start().strip_prefix("- "), items.last_mut()) {
                // Behind the sign, fields stand below each other.
                (Some(item), _) => items.push(item.trim().to_owned()),
                (None, Some(last)) => *last += &format!("\n{}", line.trim()),
                (None, None) => {}
            }
        }
        return Value::List(items.iter().map(|item| part(item)).collect());
    }
    if value.is_empty() {
        return part(&lines().collect::<Vec<_>>().join("\n"));
    }
    let folded = value.starts_with(['|', '>']) && value.len() <= 3;
    let first = Some(value).filter(|_| !folded);
    // An empty line parts paragraphs in texts of several.
    Value::Text(first.into_iter().chain(behind.lines().map(str::trim)).collect::<Vec<_>>().join("\n"))
}

/// An item of a list, or what stands below a name: fields where every line is one, else text.
fn part(text: &str) -> Value {
    if let Ok(value) = yaml::parse(text) {
        return value;
    }
    let fields: Option<Vec<_>> = text.lines().map(|line| field(line, ':')).collect();
    let Some(fields) = fields else { return Value::Text(unquoted(text).to_owned()) };
    let entry = |(name, value): (&str, &str)| Entry {
        name: name.to_owned(),
        value: Value::Text(unquoted(value).to_owned()),
        start: 0,
        place: 0..0,
    };
    Value::Table(fields.into_iter().map(entry).collect())
}

/// The text without the quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inside = |mark| text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}
