//! Scanner for languages of words, numbers, strings and comments.

use super::languages::{CodeLanguage, Quote};
use super::{CodeClass, CodeTokens};
use crate::source::Cut as _;

/// Tokenizes `text`, which begins at `offset` of the whole text.
pub(super) fn code(language: &CodeLanguage, text: &str, offset: usize, pieces: &mut CodeTokens) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut line_start = true; // only white space since the line began
    while at < bytes.len() {
        let rest = text.cut(at..);
        let byte = bytes[at];
        if byte == b'\n' {
            line_start = true;
            at += 1;
            continue;
        }
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (length, class) = token(language, text, at, rest, line_start);
        line_start = false;
        if let Some(class) = class {
            pieces.push(offset + at..offset + at + length, class);
        }
        at += length;
    }
}

/// Length in bytes (at least 1, on a character boundary) and class of the token at `at`.
fn token(language: &CodeLanguage, text: &str, at: usize, rest: &str, line_start: bool) -> (usize, Option<CodeClass>) {
    if let Some(length) = comment(language, rest, text.cut(..at).ends_with(|c: char| !c.is_whitespace())) {
        return (length, Some(CodeClass::Comment));
    }
    if let Some(length) = meta(language, rest, line_start) {
        return (length, Some(CodeClass::Meta));
    }
    if language.raw_strings
        && let Some(length) = raw_string(rest)
    {
        return (length, Some(CodeClass::String));
    }
    for quote in language.quotes {
        if let Some(length) = string(language, quote, rest) {
            let after = rest.cut(length..).trim_start_matches([' ', '\t']);
            let key = language.keys_are_strings && after.starts_with(':');
            return (length, Some(if key { CodeClass::Key } else { CodeClass::String }));
        }
    }
    let first = rest.chars().next().expect("the rest is not empty");
    let glued = text.cut(..at).chars().next_back().is_some_and(|c| is_word(language, c));
    if first.is_ascii_digit() && !glued {
        return (number(rest), Some(CodeClass::Number));
    }
    if is_word(language, first) {
        let length = rest.find(|c| !is_word(language, c)).unwrap_or(rest.len());
        return word(language, text, at, length);
    }
    (first.len_utf8(), None)
}

fn word(language: &CodeLanguage, text: &str, at: usize, length: usize) -> (usize, Option<CodeClass>) {
    let name = text.cut(at..at + length);
    let folded;
    let key = if language.any_case {
        folded = name.to_ascii_lowercase();
        folded.as_str()
    } else {
        name
    };
    let has = |list: &[&str]| list.contains(&key);
    if has(language.constants) {
        return (length, Some(CodeClass::Constant));
    }
    if has(language.keywords) {
        return (length, Some(CodeClass::Keyword));
    }
    if has(language.types) {
        return (length, Some(CodeClass::Type));
    }
    let after = text.cut(at + length..);
    if language.macros && after.starts_with('!') && !after.starts_with("!=") {
        return (length + 1, Some(CodeClass::Meta));
    }
    if language.capital_types
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().any(|b| b.is_ascii_lowercase())
    {
        return (length, Some(CodeClass::Type));
    }
    let called = after.starts_with('(')
        || (language.macros && (after.starts_with("::<") || after.starts_with('<') && defined(text, at)));
    (length, (called || has(language.commands)).then_some(CodeClass::Function))
}

/// Whether the name at `at` is being defined: `fn name<…`.
fn defined(text: &str, at: usize) -> bool {
    text.cut(..at).trim_end().ends_with("fn")
}

fn is_word(language: &CodeLanguage, c: char) -> bool {
    c.is_alphanumeric() || c == '_' || language.word_characters.contains(c)
}

fn comment(language: &CodeLanguage, rest: &str, glued: bool) -> Option<usize> {
    for &(open, close) in language.block_comments {
        if rest.starts_with(open) {
            return Some(block(rest, open, close, language.nested_comments));
        }
    }
    // In shells, `#` begins a comment only at the start of a word.
    if language.comments_need_space && glued {
        return None;
    }
    language.line_comments.iter().find(|mark| rest.starts_with(**mark)).map(|_| line(rest))
}

fn block(rest: &str, open: &str, close: &str, nested: bool) -> usize {
    let (mut at, mut depth) = (open.len(), 1);
    while depth > 0 {
        let Some(end) = rest.cut(at..).find(close) else { return rest.len() };
        let inner = if nested { rest.cut(at..at + end).matches(open).count() } else { 0 };
        depth += inner;
        depth -= 1;
        at += end + close.len();
    }
    at
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn meta(language: &CodeLanguage, rest: &str, line_start: bool) -> Option<usize> {
    let mark = language.meta.iter().find(|m| rest.starts_with(**m))?;
    match *mark {
        // An attribute, to its closing bracket.
        "#[" | "#![" => {
            let mut depth = 0;
            for (i, c) in rest.char_indices() {
                match c {
                    '[' => depth += 1,
                    ']' if depth == 1 => return Some(i + 1),
                    ']' => depth -= 1,
                    '\n' if depth == 0 => break,
                    _ => {}
                }
            }
            Some(line(rest))
        }
        // A directive, to the end of its line.
        "#" if line_start => Some(line(rest)),
        "#" => None,
        // A decorator or variable: the prefix with the following name.
        mark => {
            let name = rest
                .cut(mark.len()..)
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.' && mark == "@"))
                .unwrap_or(rest.len() - mark.len());
            (name > 0).then_some(mark.len() + name)
        }
    }
}

/// `r"…"`, `br#"…"#`, after Rust.
fn raw_string(rest: &str) -> Option<usize> {
    let start = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let hashes = start.bytes().take_while(|&b| b == b'#').count();
    let body = start.cut(hashes..).strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let open = rest.len() - body.len();
    Some(body.find(&close).map_or(rest.len(), |end| open + end + close.len()))
}

fn string(language: &CodeLanguage, quote: &Quote, rest: &str) -> Option<usize> {
    let prefix =
        quote.prefixes.iter().find(|p| rest.strip_prefix(**p).is_some_and(|r| r.starts_with(quote.open))).copied();
    let open = match prefix {
        Some(prefix) => prefix.len() + quote.open.len(),
        None if rest.starts_with(quote.open) => quote.open.len(),
        None => return None,
    };
    let mut characters = rest.cut(open..).char_indices();
    if quote.one_character {
        // A character literal or a lifetime: 'a' or 'a.
        let (_, first) = characters.next()?;
        if first != '\\' {
            let end = open + first.len_utf8();
            return rest.cut(end..).starts_with(quote.close).then_some(end + quote.close.len());
        }
        characters.next();
    }
    while let Some((i, c)) = characters.next() {
        if c == '\\' && quote.escapes {
            characters.next();
        } else if rest.cut(open + i..).starts_with(quote.close) {
            return Some(open + i + quote.close.len());
        } else if c == '\n' && !quote.lines {
            return (!quote.one_character).then_some(open + i);
        }
    }
    // Unterminated: not a string in languages that use apostrophes otherwise.
    (!quote.one_character && !language.any_case).then_some(rest.len())
}

fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let hex = rest.len() > 1 && bytes[0] == b'0' && matches!(bytes[1], b'x' | b'X');
    let mut at = 0;
    while at < bytes.len() {
        let sign = matches!(bytes[at], b'+' | b'-')
            && !hex
            && matches!(bytes[at - 1], b'e' | b'E')
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let point = bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || sign || point {
            at += 1;
        } else {
            break;
        }
    }
    at
}
