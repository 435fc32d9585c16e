//! Front matter: what a source says about itself before its text, in YAML between `---` lines or in TOML between
//! `+++` lines; or pandoc's title block.

mod authors;
mod broken;
mod fields;
mod names;
mod percent;
mod prose;
mod toml;
mod value;
mod yaml;

use super::flavor::Flavor;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Metadata;
use crate::source::{Cut as _, Source};
use std::collections::HashSet;
use value::{Entry, Problem, Value};

/// The metadata, and where the text behind it begins.
pub(super) fn read(source: &Source, flavor: Flavor, diagnostics: &mut Diagnostics) -> (Metadata, usize) {
    let text = source.text();
    let Some((inside, end, is_toml)) = bounds(text) else {
        let Some((entries, end)) = percent::read(text).filter(|_| flavor.has_dialects()) else {
            return (Metadata::default(), 0);
        };
        let place = |range: std::ops::Range<usize>| source.span(range);
        return (fields::metadata(entries, &place, diagnostics), end);
    };
    let block = text.cut(inside..end.0);
    let Some((mut entries, mut problems)) = (if is_toml { Some(toml_fields(block)) } else { yaml_fields(block) })
    else {
        // A rule, some text and another rule: no front matter after all.
        return (Metadata::default(), 0);
    };
    problems.extend(repeated(&entries));
    problems.sort_by_key(|problem| problem.at);
    entries.sort_by_key(|entry| entry.start);
    for Problem { at, message } in problems {
        let span = source.span(inside + at..inside + at);
        diagnostics.push(
            Diagnostic::new(&codes::FRONT_MATTER_INVALID, span, message)
                .help("put quotation marks around values that hold `:`, `#` or begin with a sign"),
        );
    }
    let place = |range: std::ops::Range<usize>| source.span(inside + range.start..inside + range.end);
    (fields::metadata(entries, &place, diagnostics), end.1)
}

/// The fields of a block in YAML, and what is wrong with it; [`None`]: it has no fields.
fn yaml_fields(block: &str) -> Option<(Vec<Entry>, Vec<Problem>)> {
    match yaml::parse(block) {
        Ok(Value::Empty) => Some((Vec::new(), Vec::new())),
        Ok(Value::Table(mut entries)) => {
            let problems = broken::misread(block, &mut entries);
            Some((entries, problems))
        }
        Ok(_) | Err(_) if !broken::has_fields(block) => None,
        Ok(_) | Err(_) => Some(broken::recover(block)),
    }
}

/// The fields of a block in TOML, and what is wrong with it.
fn toml_fields(block: &str) -> (Vec<Entry>, Vec<Problem>) {
    let (mut entries, mut problems) = toml::parse(block);
    if let Some(first) = problems.first_mut() {
        first.message = format!("the front matter is not valid TOML: {}", first.message);
        // One slip makes the parser stumble over what follows it.
        problems.truncate(1);
        let found = broken::complete_toml(block, &mut entries);
        if !found.is_empty() {
            problems = found;
        }
    }
    (entries, problems)
}

/// The fields that stand there twice.
fn repeated(entries: &[Entry]) -> Vec<Problem> {
    let mut known = HashSet::new();
    let again = entries.iter().filter(|entry| !known.insert(entry.name.as_str()));
    let problem = |entry: &Entry| Problem {
        at: entry.start,
        message: format!("`{}` stands twice in the front matter", entry.name),
    };
    again.map(problem).collect()
}

/// Where the lines of the front matter begin, where they end, and where the text behind the closing line begins;
/// whether it is TOML.
fn bounds(text: &str) -> Option<(usize, (usize, usize), bool)> {
    let first = text.lines().next()?;
    let is_toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let start = first.len() + 1;
    let mut at = start;
    for (i, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if i == 0 && bare.is_empty() {
            return None; // a thematic break
        }
        if if is_toml { bare == "+++" } else { bare == "---" || bare == "..." } {
            return Some((start, (at, at + line.len()), is_toml));
        }
        at += line.len();
    }
    None
}
