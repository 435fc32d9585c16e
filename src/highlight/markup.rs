//! HTML and XML.

use super::{CodeClass, CodeTokens};
use crate::source::Cut as _;

/// Classifies markup: tags, attributes, their values, character references, comments.
pub(super) fn markup(text: &str, pieces: &mut CodeTokens) {
    let mut at = 0;
    while let Some(found) = text.cut(at..).find(['<', '&']) {
        at += found;
        let rest = text.cut(at..);
        if let Some(body) = rest.strip_prefix("<!--") {
            let end = body.find("-->").map_or(rest.len(), |i| i + 7);
            pieces.push(at..at + end, CodeClass::Comment);
            at += end;
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = rest.find('>').map_or(rest.len(), |i| i + 1);
            pieces.push(at..at + end, CodeClass::Meta);
            at += end;
        } else if let Some(body) = rest.strip_prefix('&') {
            let name = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(body.len());
            if body.cut(name..).starts_with(';') && name > 0 {
                pieces.push(at..at + name + 2, CodeClass::Constant);
            }
            at += 1 + name;
        } else if rest.cut(1..).starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            at += tag(rest, at, pieces);
        } else {
            at += 1;
        }
    }
}

/// Tokenizes a tag; returns its length.
fn tag(rest: &str, offset: usize, pieces: &mut CodeTokens) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '@');
    let mut at = if rest.starts_with("</") { 2 } else { 1 };
    at += rest.cut(at..).find(|c| !is_name(c)).unwrap_or(rest.len() - at);
    pieces.push(offset..offset + at, CodeClass::Tag);
    while let Some(c) = rest.cut(at..).chars().next() {
        match c {
            '>' => {
                pieces.push(offset + at..offset + at + 1, CodeClass::Tag);
                return at + 1;
            }
            '/' if rest.cut(at..).starts_with("/>") => {
                pieces.push(offset + at..offset + at + 2, CodeClass::Tag);
                return at + 2;
            }
            '"' | '\'' => {
                let end = rest.cut(at + 1..).find(c).map_or(rest.len(), |i| at + i + 2);
                pieces.push(offset + at..offset + end, CodeClass::String);
                at = end;
            }
            '<' => return at,
            c if is_name(c) => {
                let length = rest.cut(at..).find(|c| !is_name(c)).unwrap_or(rest.len() - at);
                pieces.push(offset + at..offset + at + length, CodeClass::Key);
                at += length;
            }
            c => at += c.len_utf8(),
        }
    }
    rest.len()
}
