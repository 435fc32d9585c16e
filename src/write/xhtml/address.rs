//! URLs in content documents.

use crate::document::address::{MOST_LABEL, Scheme, is_ascii_form, is_special, scheme, with_ascii_host};
use std::borrow::Cow;
use std::net::Ipv6Addr;

/// Allowed URL schemes: those of the model that validators know as registered.
const SCHEMES: &[&str] = &[
    "http", "https", "ftp", "gopher", "mailto", "tel", "sip", "sips", "xmpp", "irc", "news", "nntp", "urn", "info",
    "tag",
];

/// Schemes with a corresponding web address or URN.
const RESOLVED: &[(&str, &str)] = &[
    ("doi", "https://doi.org/"),
    ("hdl", "https://hdl.handle.net/"),
    ("arxiv", "https://arxiv.org/abs/"),
    ("isbn", "urn:isbn:"),
    ("issn", "urn:issn:"),
];

/// Whether URLs of this scheme are allowed.
pub fn is_registered(scheme: &str) -> bool {
    SCHEMES.contains(&scheme)
}

/// The URL as a valid `href` value (URL Standard); `None` if not allowed: a relative URL would refer to a file of the
/// book.
pub fn href(address: &str) -> Option<String> {
    let address = resolved(address.trim());
    let address = with_ascii_host(&address);
    let Scheme::Kept(scheme) = scheme(&address) else { return None };
    let rest =
        address.split_once(':').map(|(_, rest)| rest).filter(|rest| is_registered(scheme) && !rest.is_empty())?;
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

/// The URL at which an identifier can be resolved.
fn resolved(address: &str) -> Cow<'_, str> {
    let Some((own, rest)) = address.split_once(':') else { return address.into() };
    let known = RESOLVED.iter().find(|(name, _)| own.eq_ignore_ascii_case(name));
    known.map_or(address.into(), |(_, begin)| format!("{begin}{}", rest.trim_start_matches('/')).into())
}

fn checked_authority(authority: &str) -> Option<String> {
    let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    let plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c.is_ascii_alphanumeric() || "-._~".contains(c);
    let six = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).is_some_and(|n| n.parse::<Ipv6Addr>().is_ok());
    let coded = |label: &str| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    let labelled = |label: &str| label.len() <= MOST_LABEL && (!coded(label) || is_ascii_form(label));
    let labels = !name.is_empty()
        && name.chars().all(plain)
        && !name.starts_with('.')
        && !name.contains("..")
        && name.split('.').all(labelled);
    if !(six || labels) || port.parse::<u16>().is_err() && !port.is_empty() {
        return None;
    }
    let mut out = String::new();
    if let Some(user) = user {
        push_encoded(&mut out, &user.replace('@', "%40"));
        out.push('@');
    }
    out.push_str(name);
    if !port.is_empty() {
        out.push(':');
        out.push_str(port);
    }
    Some(out)
}

/// Appends with all non-URL code points percent-encoded (URL Standard, section 4.1).
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
            _ => c as u32 >= 0xa0 && !is_special(c) && !c.is_whitespace(),
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

/// Percent-decodes a URL or a part of it (RFC 3986, 2.1); invalid UTF-8 becomes U+FFFD.
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
            ("urn:isbn:1 2", Some("urn:isbn:1%202")),
            ("DOI:10.1000/182", Some("https://doi.org/10.1000/182")),
            ("isbn:9783161484100", Some("urn:isbn:9783161484100")),
            ("http://me@mail@example.org/", Some("http://me%40mail@example.org/")),
            ("http://example.org/\u{fffd}", Some("http://example.org/%EF%BF%BD")),
            ("magnet:?xt=urn:btih:c1&dn=a b", None),
            ("git+ssh://git@example.org/a.git", None),
            ("http://[1:2]/", None),
            ("http://xn--a.org/", None),
            ("http://\u{301}a.org/", None),
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
