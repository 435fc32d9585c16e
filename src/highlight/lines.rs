//! Line-oriented languages: diffs, console sessions, configuration files.

use super::{CodeClass, CodeTokens, code, languages};
use crate::source::Cut as _;

/// The lines of a text with their offsets, line ends included.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

/// Unified diffs.
pub(super) fn diff(text: &str, pieces: &mut CodeTokens) {
    for (at, line) in lines(text) {
        let class = match line.as_bytes() {
            [b'@', b'@', ..] | [b'+', b'+', b'+', b' ', ..] | [b'-', b'-', b'-', b' ', ..] => CodeClass::Meta,
            _ if line.starts_with("diff ") || line.starts_with("index ") => CodeClass::Meta,
            [b'+', ..] => CodeClass::Added,
            [b'-', ..] => CodeClass::Removed,
            _ => continue,
        };
        pieces.push(at..at + line.len(), class);
    }
}

/// A console session: input after prompts, and output.
pub(super) fn console(text: &str, pieces: &mut CodeTokens) {
    for (at, line) in lines(text) {
        let line = line.trim_end_matches('\n');
        match line.as_bytes() {
            [b'$' | b'#' | b'>' | b'%', b' ', ..] => pieces.push(at..at + 1, CodeClass::Prompt),
            [b'$' | b'#' | b'>' | b'%'] => pieces.push(at..at + 1, CodeClass::Prompt),
            _ => pieces.push(at..at + line.len(), CodeClass::Output),
        }
    }
}

/// TOML, INI and similar formats: sections, keys, values.
pub(super) fn settings(text: &str, pieces: &mut CodeTokens) {
    let values = languages::by_name("json5").expect("the table of values is there");
    let mut open: Option<&str> = None; // the mark that closes a string over several lines
    for (at, line) in lines(text) {
        if let Some(close) = open {
            let end = line.find(close).map_or(line.len(), |i| i + close.len());
            pieces.push(at..at + end, CodeClass::String);
            open = open.filter(|_| !line.contains(close));
            continue;
        }
        let start = line.len() - line.trim_start().len();
        let content = line.cut(start..).trim_end();
        let mut value = start;
        if content.starts_with('[') {
            let end = content.rfind(']').map_or(content.len(), |i| i + 1);
            let section = !content.cut(end..).trim_start().starts_with([',', '='])
                && !content.contains(',')
                && !content.contains('"');
            if section {
                pieces.push(at + start..at + start + end, CodeClass::Tag);
                value = start + end;
            }
        } else if content.starts_with(';') {
            pieces.push(at + start..at + start + content.len(), CodeClass::Comment);
            continue;
        } else if let Some(equals) = content.find('=').filter(|_| !content.starts_with(['#', '"', '{'])) {
            pieces.push(at + start..at + start + content.cut(..equals).trim_end().len(), CodeClass::Key);
            value = start + equals + 1;
        }
        for mark in ["\"\"\"", "'''"] {
            if let Some(i) = line.cut(value..).find(mark)
                && !line.cut(value + i + 3..).contains(mark)
            {
                pieces.push(at + value + i..at + line.len(), CodeClass::String);
                open = Some(mark);
            }
        }
        if open.is_none() {
            code::code(values, line.cut(value..), at + value, pieces);
        }
    }
}

/// YAML: keys, values, comments.
pub(super) fn yaml(text: &str, pieces: &mut CodeTokens) {
    let values = languages::by_name("json5").expect("the table of values is there");
    for (at, line) in lines(text) {
        let content = line.trim_end();
        let mut start = content.len() - content.trim_start_matches([' ', '-']).len();
        if content.trim_start().starts_with("---") {
            pieces.push(at..at + content.len(), CodeClass::Meta);
            continue;
        }
        let name = content.cut(start..);
        let colon = name.find(": ").or_else(|| name.strip_suffix(':').map(str::len));
        if let Some(colon) = colon
            .filter(|&c| !name.starts_with('#') && !name.cut(..c).contains([' ', '"', '{']) || name.starts_with('"'))
        {
            pieces.push(at + start..at + start + colon, CodeClass::Key);
            start += colon + 1;
        }
        // Plain scalars are not marked.
        let value = content.cut(start..).trim_start();
        let place = at + content.len() - value.len();
        let marked = value.starts_with(['"', '\'', '#', '[', '{']) || value.starts_with(|c: char| c.is_ascii_digit());
        let word = value.split(" #").next().unwrap_or("").trim_end();
        if marked || values.constants.contains(&word) {
            code::code(values, value, place, pieces);
        } else if let Some(comment) = value.find(" #") {
            pieces.push(place + comment + 1..place + value.len(), CodeClass::Comment);
        }
    }
}
