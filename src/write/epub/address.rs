//! Addresses: how they are written in a book.

use crate::document::address::{Scheme, scheme, with_ascii_host};

/// The address as the value of `href`, valid by the URL Standard; `None` when it cannot stand in a book: a relative one
/// would name a file of the book.
pub fn href(address: &str) -> Option<String> {
    let address = with_ascii_host(address.trim());
    let Scheme::Kept(scheme) = scheme(&address) else { return None };
    let rest = address.split_once(':').map(|(_, rest)| rest).filter(|rest| !rest.is_empty())?;
    let mut out = format!("{scheme}:");
    match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            out.push_str("//");
            out.push_str(&checked_authority(authority)?);
            push_encoded(&mut out, path);
        }
        None if matches!(scheme, "https" | "http" | "ftp" | "ftps" | "sftp" | "irc" | "ircs") => return None,
        None => push_encoded(&mut out, rest),
    }
    Some(out)
}

fn checked_authority(authority: &str) -> Option<String> {
    let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    let plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c.is_ascii_alphanumeric() || "-._~".contains(c);
    let address = |s: &str| s.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.');
    let six = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).is_some_and(address);
    let labels = !name.is_empty() && name.chars().all(plain) && !name.starts_with('.') && !name.contains("..");
    if !(six || labels) || port.parse::<u16>().is_err() && !port.is_empty() {
        return None;
    }
    let mut out = String::new();
    if let Some(user) = user {
        push_encoded(&mut out, user);
        out.push('@');
    }
    out.push_str(name);
    if !port.is_empty() {
        out.push(':');
        out.push_str(port);
    }
    Some(out)
}

/// Appends with everything percent-encoded that is no URL code point (URL Standard, section 4.1).
fn push_encoded(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut fragment = false;
    for (at, c) in text.char_indices() {
        let escape =
            |at: usize| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let keep = match c {
            '%' => escape(at),
            '#' => !std::mem::replace(&mut fragment, true),
            'A'..='Z' | 'a'..='z' | '0'..='9' => true,
            _ if c.is_ascii() => "!$&'()*+,-./:;=?@_~".contains(c),
            _ => {
                c as u32 >= 0xa0
                    && (c as u32 & 0xfffe) != 0xfffe
                    && !('\u{fdd0}'..='\u{fdef}').contains(&c)
                    && !c.is_whitespace()
            }
        };
        if keep {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
}

/// An address or a part of it, percent-decoded (RFC 3986, 2.1); what is no UTF-8 then is U+FFFD.
pub fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn addresses_are_valid_or_none() {
        for (address, wanted) in [
            ("https://example.org/a b?x=[1]#y#z", Some("https://example.org/a%20b?x=%5B1%5D#y%23z")),
            ("HTTP://example.org:8080/100%", Some("http://example.org:8080/100%25")),
            ("https://example.org/ü%C3%BC", Some("https://example.org/ü%C3%BC")),
            ("http://[::1]/", Some("http://[::1]/")),
            ("https://müller.de/ä", Some("https://xn--mller-kva.de/ä")),
            ("magnet:?xt=urn:btih:c1&dn=a b", Some("magnet:?xt=urn:btih:c1&dn=a%20b")),
            ("git+ssh://git@example.org/a.git", Some("git+ssh://git@example.org/a.git")),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            ("https://", None),
            ("https://a b/", None),
            ("https://example.org:port/", None),
            ("chapter2.md", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(href(address).as_deref(), wanted, "{address}");
        }
    }
}
