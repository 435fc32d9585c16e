//! `H~2~O` and `x^2^`: text between two marks, without a space, is lowered or raised.
//!
//! The parser takes a single `~` at the edge of a word as GFM does, for text struck out; what it leaves as text is
//! looked through here. Signs behind a backslash arrive as their stand-ins ([`super::dialect::escaped`]).

use crate::document::{Inline, InlineKind, Link, Markup, Target};
use crate::source::{Cut as _, Source, TextOrigin};

/// The longest text that is raised or lowered, in bytes.
const LONGEST: usize = 60;

/// Finds raised and lowered text in a line.
pub(super) fn find(source: &Source, line: &mut Vec<Inline>) {
    let mut at = 0;
    while at < line.len() {
        let span = line[at].span;
        match &mut line[at].kind {
            InlineKind::Text(text) => {
                if memchr::memchr2(b'^', b'~', text.as_bytes()).is_some()
                    && let Some(parts) = split(text, source.origin(span, text))
                {
                    let count = parts.len();
                    line.splice(at..=at, parts);
                    at += count;
                    continue;
                }
            }
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => find(source, content),
            InlineKind::Link(link) if !shows_address(link) => find(source, &mut link.content),
            _ => {}
        }
        at += 1;
    }
}

/// Whether the text of a link is its address, in which there are no marks.
fn shows_address(link: &Link) -> bool {
    match (&link.target, link.content.as_slice()) {
        (Target::External(address), [Inline { kind: InlineKind::Text(text), .. }]) => address.ends_with(text.as_str()),
        _ => false,
    }
}

fn split(text: &str, origin: TextOrigin<'_>) -> Option<Vec<Inline>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'^', b'~', rest)) {
        let start = at + found;
        at = start + 1;
        let mark = bytes[start];
        if bytes[start + 1..].starts_with(b"[") && mark == b'^' {
            continue; // a note in the line
        }
        let markup = if mark == b'^' { Markup::Superscript } else { Markup::Subscript };
        let rest = &bytes[start + 1..(start + 1 + LONGEST).min(bytes.len())];
        let Some(length) = rest.iter().position(|&b| b == mark || b.is_ascii_whitespace()) else { continue };
        if length == 0 || rest[length] != mark || bytes.get(start + 2 + length) == Some(&mark) {
            continue;
        }
        let end = start + 2 + length;
        if start > done {
            parts.push(Inline::text(text.cut(done..start), origin.of(done..start)));
        }
        let content = Inline::text(text.cut(start + 1..end - 1), origin.of(start + 1..end - 1));
        parts.push(Inline::new(InlineKind::Styled(markup, vec![content]), origin.of(start..end)));
        (done, at) = (end, end);
    }
    if parts.is_empty() {
        return None;
    }
    if done < text.len() {
        parts.push(Inline::text(text.cut(done..), origin.of(done..text.len())));
    }
    Some(parts)
}
