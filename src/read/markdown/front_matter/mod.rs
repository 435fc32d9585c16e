//! Front matter: what a source says about itself before its text, in YAML between `---` lines or in TOML between
//! `+++` lines.

mod authors;
mod fields;
mod toml;
mod value;
mod yaml;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Metadata;
use crate::source::Source;
use value::{Entry, Problem};

/// The metadata, and where the text behind it begins.
pub(super) fn read(source: &Source, diagnostics: &mut Diagnostics) -> (Metadata, usize) {
    let text = source.text();
    let Some((inside, end, is_toml)) = bounds(text) else { return (Metadata::default(), 0) };
    let block = &text[inside..end.0];
    let (entries, problems) = if is_toml { toml::parse(block) } else { yaml::parse(block) };
    let entries = match entries {
        Some(entries) => entries,
        // A rule, some text and another rule: no front matter after all.
        None if problems.is_empty() || !looks_like_fields(block) => return (Metadata::default(), 0),
        None => lines(block),
    };
    for Problem { at, message } in problems {
        let span = source.span(inside + at..inside + at);
        let kind = if is_toml { "TOML" } else { "YAML" };
        diagnostics.push(
            Diagnostic::new(
                &codes::FRONT_MATTER_INVALID,
                span,
                format!("the front matter is not valid {kind}: {message}"),
            )
            .help("put quotation marks around values that hold `:`, `#` or other signs"),
        );
    }
    let place = |range: std::ops::Range<usize>| source.span(inside + range.start..inside + range.end);
    (fields::metadata(entries, &place, diagnostics), end.1)
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

fn looks_like_fields(block: &str) -> bool {
    let line = block.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or("");
    field(line).is_some()
}

/// The name and the value on a line such as `title: A Title`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((name, value.trim()))
}

/// The fields of front matter that is broken, as far as each stands on a line of its own.
fn lines(block: &str) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if let Some((name, value)) = field(line.trim_end()) {
            let bare = value.strip_prefix(['"', '\'']).and_then(|v| v.strip_suffix(['"', '\''])).unwrap_or(value);
            if !bare.is_empty() && !bare.starts_with(['[', '{', '|', '>', '&', '*']) {
                out.push(Entry::text(name, bare, at..at + line.trim_end().len()));
            }
        }
        at += line.len();
    }
    out
}
