//! Autolinks in running text (GFM, 6.9 “Autolinks (extension)”).

use crate::document::literal::is_stand_in;
use crate::document::{Inline, InlineKind, Link, Target};
use crate::source::{Cut as _, Source, TextOrigin};
use unicode_normalization::char::is_combining_mark;

/// Turns addresses in the text of a line into links, except inside links and verbatim text.
pub(crate) fn link_addresses(source: &Source, line: &mut Vec<Inline>) {
    let mut at = 0;
    while at < line.len() {
        let span = line[at].span;
        match &mut line[at].kind {
            InlineKind::Text(text) if may_hold(text) => {
                if let Some(parts) = split(text, source.origin(span, text)) {
                    let count = parts.len();
                    line.splice(at..=at, parts);
                    at += count;
                    continue;
                }
            }
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => link_addresses(source, content),
            _ => {}
        }
        at += 1;
    }
}

/// Quick test for characters that occur in addresses.
fn may_hold(text: &str) -> bool {
    memchr::memchr2(b':', b'@', text.as_bytes()).is_some() || text.contains("www.")
}

/// Splits a text into text and links; `None` if there is no address.
fn split(text: &str, origin: TextOrigin<'_>) -> Option<Vec<Inline>> {
    let mut parts = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(Autolink { start, end, target }) = next(text, at, done) {
        if start > done {
            parts.push(Inline::text(text.cut(done..start), origin.of(done..start)));
        }
        let here = origin.of(start..end);
        let link = Link {
            target: Target::External(target),
            title: None,
            content: vec![Inline::text(text.cut(start..end), here)],
        };
        parts.push(Inline::new(InlineKind::Link(link), here));
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

/// An address in a text.
pub(crate) struct Autolink {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// The link's target.
    pub(crate) target: String,
}

/// The next address at or after `from`, which does not reach back before `done`.
pub(crate) fn next(text: &str, from: usize, done: usize) -> Option<Autolink> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let found = at + memchr::memchr3(b':', b'@', b'w', bytes.get(at..)?)?;
        at = found + 1;
        match bytes[found] {
            b':' if text.cut(found..).starts_with("://") => {
                let scheme = ["https", "http", "ftp"].into_iter().find(|s| {
                    let Some(start) = found.checked_sub(s.len()) else { return false };
                    start >= done && bytes[start..found].eq_ignore_ascii_case(s.as_bytes()) && begins(bytes, start)
                });
                if let Some(scheme) = scheme {
                    let start = found - scheme.len();
                    let host = found + 3;
                    if let Some(end) = path_end(text, host) {
                        return Some(Autolink { start, end, target: text.cut(start..end).to_owned() });
                    }
                }
            }
            b':' if bytes[..found].ends_with(b"mailto") && begins(bytes, found - 6) && found - 6 >= done => {
                let sign = bytes[found..].iter().take(80).position(|&b| b == b'@').map(|i| found + i);
                if let Some((_, end)) = sign.and_then(|sign| mail(text, sign, found + 1)) {
                    return Some(Autolink { start: found - 6, end, target: text.cut(found - 6..end).to_owned() });
                }
            }
            b'w' if text.cut(found..).starts_with("www.") && begins(bytes, found) => {
                if let Some(end) = path_end(text, found).filter(|&end| end > found + 4) {
                    return Some(Autolink { start: found, end, target: format!("http://{}", text.cut(found..end)) });
                }
                at = found + 4;
            }
            b'@' => {
                if let Some((start, end)) = mail(text, found, done) {
                    return Some(Autolink { start, end, target: format!("mailto:{}", text.cut(start..end)) });
                }
            }
            _ => {}
        }
    }
}

/// Whether an address may begin here: at the start, after white space, one of `*_~(` or a quotation mark; not after a
/// `_` inside a word.
fn begins(bytes: &[u8], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).and_then(|i| bytes.get(i)) else { return true };
    match before {
        b'_' => !bytes[..at - 1].last().is_some_and(u8::is_ascii_alphanumeric),
        b'/' | b'.' | b'-' | b'@' => false,
        before => !before.is_ascii_alphanumeric(),
    }
}

/// The end of an address from its host on; `None` unless the host is valid.
fn path_end(text: &str, host: usize) -> Option<usize> {
    let rest = text.cut(host..);
    let stop = rest
        .find(|c: char| {
            c.is_whitespace() || is_stand_in(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '`' | '…')
        })
        .unwrap_or(rest.len());
    let rest = rest.cut(..stop);
    let domain = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let domain = domain.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let local = domain == "localhost" || domain.starts_with('[');
    let letters =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '@'));
    let parts: Vec<&str> = domain.split('.').collect();
    let valid =
        parts.iter().all(|p| letters(p)) && parts.len() >= 2 && !parts.iter().rev().take(2).any(|p| p.contains('_'));
    if !valid && !local {
        return None;
    }
    let end = host + trim(rest).len();
    (end > host).then_some(end)
}

/// Removes trailing punctuation from an address; balanced closing brackets are kept.
fn trim(address: &str) -> &str {
    let count = |text: &str, c: char| text.matches(c).count();
    let (mut opened, mut closed) = (count(address, '('), count(address, ')'));
    let mut out = address;
    loop {
        let Some(last) = out.chars().next_back() else { return out };
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '’' | '‘' | ']' | '}' | '|' | '\\' => true,
            ')' => closed > opened,
            ';' => {
                // A trailing character reference does not belong to the address.
                let name = out.cut(..out.len() - 1).rsplit('&').next().unwrap_or("");
                if name.len() + 1 < out.len() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()) {
                    out = out.cut(..out.len() - name.len() - 2);
                    (opened, closed) = (count(out, '('), count(out, ')'));
                    continue;
                }
                true
            }
            _ => false,
        };
        if !cut {
            return out;
        }
        closed -= usize::from(last == ')');
        out = out.cut(..out.len() - last.len_utf8());
    }
}

/// The e-mail address around the `@` at `sign`, which does not reach back before `done`.
fn mail(text: &str, sign: usize, done: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let local = bytes[done..sign]
        .iter()
        .rev()
        .take(64)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
        .count();
    let mut start = sign - local;
    while start < sign && matches!(bytes[start], b'.' | b'-') {
        start += 1;
    }
    let domain = bytes[sign + 1..]
        .iter()
        .take(255)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        .count();
    let mut end = sign + 1 + domain;
    while end > sign && matches!(bytes[end - 1], b'.') {
        end -= 1;
    }
    let host = text.cut(sign + 1..end);
    let valid = host.contains('.') && host.split('.').all(|p| !p.is_empty()) && !host.ends_with(['-', '_']);
    // A letter with combining marks counts as one.
    let whole = !text.cut(end..).starts_with(is_combining_mark);
    (start < sign && valid && whole && begins(bytes, start)).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let mut line = vec![Inline::text(text, None)];
        link_addresses(&Source::new("a", text, 0), &mut line);
        assert_eq!(crate::document::plain(&line), text, "no letter is lost");
        let address = |inline: &Inline| match &inline.kind {
            InlineKind::Link(Link { target: Target::External(address), .. }) => Some(address.clone()),
            _ => None,
        };
        line.iter().filter_map(address).collect()
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        assert_eq!(
            links("See https://a.org/b_c?d=e. Then (http://a.org/x_(y))."),
            ["https://a.org/b_c?d=e", "http://a.org/x_(y)"]
        );
        assert_eq!(links("www.a.org, and a.b@c.org!"), ["http://www.a.org", "mailto:a.b@c.org"]);
        assert_eq!(links("“https://a.org/”"), ["https://a.org/"]);
        assert_eq!(links("mailto:a@b.org."), ["mailto:a@b.org"]);
    }

    #[test]
    fn what_only_looks_like_an_address() {
        assert!(links("http:// and ://x and a@b and www. and xhttp://a.org and wwww").is_empty());
        assert!(links("time 12:30 @home e.g.").is_empty());
    }
}
