//! Rust's tokens, as far as paths need them: words, `::` and single marks. Comments, literals and lifetimes are left out.

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            '"' => text_literal(rest),
            '\'' => character_or_lifetime(rest),
            ':' if rest.starts_with("::") => token(&mut tokens, rest, 2),
            _ if matches!(&rest[..word], "r" | "br" | "cr") && raw_literal(&rest[word..]).is_some() => {
                word + raw_literal(&rest[word..]).unwrap_or(0)
            }
            _ if word > 0 => token(&mut tokens, rest, word),
            _ if first.is_whitespace() => first.len_utf8(),
            _ => token(&mut tokens, rest, first.len_utf8()),
        };
        rest = &rest[length..];
    }
    tokens
}

fn token<'t>(tokens: &mut Vec<&'t str>, rest: &'t str, length: usize) -> usize {
    tokens.push(&rest[..length]);
    length
}

/// The length of a string literal, with its quotation marks.
fn text_literal(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw string literal behind its `r`; none where it is none.
fn raw_literal(rest: &str) -> Option<usize> {
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    let inside = rest[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(hashes + 1 + inside.find(&end)? + end.len())
}

/// The length of `'x'`, `'\n'`, or `'a`.
fn character_or_lifetime(rest: &str) -> usize {
    let inside = &rest[1..];
    let mut letters = inside.chars();
    match (letters.next(), letters.next()) {
        (Some('\\'), Some(escaped)) => {
            let from = 1 + escaped.len_utf8();
            1 + from + inside[from..].find('\'').map_or(0, |at| at + 1)
        }
        (Some(letter), Some('\'')) => 1 + letter.len_utf8() + 1,
        _ => 1 + inside.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inside.len()),
    }
}
