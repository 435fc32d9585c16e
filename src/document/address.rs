//! Link addresses: allowed schemes, and their forms in the model and in files.
//!
//! The model has readable addresses: `https://müller.de/ä` keeps its letters (an IRI, RFC 3987), and only characters
//! that no address may contain are percent-encoded. [`uri`] converts to ASCII for formats that require it, with the
//! host in the form of the DNS.

use crate::source::Cut as _;
use unicode_normalization::UnicodeNormalization;

/// Allowed URL schemes, in every format: for documents, look-ups and messages. Links with other schemes are reported
/// and replaced by their text: too many of these start programs (`javascript:`, `ms-officecmd:`, `search-ms:`), read
/// local files (`file:`, `smb:`, `jar:`), or wrap another address (`feed:`, `view-source:`). EPUB 3.3, 3.6.2 and
/// 3.6.3, forbids `file:`, `data:`, `javascript:`.
const SCHEMES: &[&str] = &[
    "http",
    "https",
    "ftp",
    "ftps",
    "sftp",
    "gopher",
    "gemini",
    "mailto",
    "tel",
    "sms",
    "callto",
    "sip",
    "sips",
    "xmpp",
    "irc",
    "ircs",
    "matrix",
    "news",
    "nntp",
    "geo",
    "webcal",
    "doi",
    "urn",
    "info",
    "hdl",
    "ark",
    "arxiv",
    "isbn",
    "issn",
    "oai",
    "tag",
    "did",
    "magnet",
    "ipfs",
    "ipns",
    "git",
    "git+http",
    "git+https",
    "git+ssh",
    "ssh",
    "svn",
    "svn+ssh",
    "hg",
    "bitcoin",
    "ethereum",
    "monero",
    "payto",
];

/// The scheme of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// None: a relative address.
    None,
    /// An allowed scheme, in lower case.
    Kept(&'static str),
    /// Another scheme, in lower case.
    Refused(String),
}

/// The scheme of an address (RFC 3986, 3.1).
///
/// ```
/// use folio::document::address::{Scheme, scheme};
/// assert_eq!(scheme("Mailto:a@example.org"), Scheme::Kept("mailto"));
/// assert_eq!(scheme("javascript:alert(1)"), Scheme::Refused("javascript".into()));
/// assert_eq!(scheme("example.org:8080/a"), Scheme::None);
/// ```
pub fn scheme(address: &str) -> Scheme {
    let Some((scheme, rest)) = address.split_once(':') else { return Scheme::None };
    let valid = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    if !valid {
        return Scheme::None;
    }
    let scheme = scheme.to_ascii_lowercase();
    if let Some(kept) = SCHEMES.iter().find(|s| **s == scheme) {
        return Scheme::Kept(kept);
    }
    // `localhost:8080/x` and `example.org:x` begin with a host.
    let port = rest.bytes().take_while(u8::is_ascii_digit).count();
    let host = scheme.contains('.') || port > 0 && matches!(rest.as_bytes().get(port), None | Some(b'/' | b'?' | b'#'));
    if host { Scheme::None } else { Scheme::Refused(scheme) }
}

/// The address in the model's form: characters not allowed in one are percent-encoded, existing encoding and letters
/// of any script are kept (RFC 3986, 2.1; RFC 3987, 2.2).
///
/// ```
/// use folio::document::address::iri;
/// assert_eq!(iri("https://a.org/ü b?x=[1]#a#b"), "https://a.org/ü%20b?x=%5B1%5D#a%23b");
/// ```
pub fn iri(address: &str) -> String {
    encode(address, |c| c >= '\u{a0}' && !c.is_whitespace() && !c.is_control() && !is_unseen(c) && !is_special(c))
}

/// The address in ASCII: the host in Punycode (RFC 3492; with the subset of UTS 46 that links need: lower case,
/// composed letters), everything else percent-encoded (RFC 3987, 3.1).
///
/// ```
/// use folio::document::address::uri;
/// assert_eq!(uri("https://müller.de/ä"), "https://xn--mller-kva.de/%C3%A4");
/// ```
pub fn uri(address: &str) -> String {
    encode(&with_ascii_host(address), |_| false)
}

/// The address with its host in ASCII.
pub fn with_ascii_host(address: &str) -> String {
    let (start, end) = host(address);
    let name = address.cut(start..end);
    if name.is_ascii() {
        return address.to_owned();
    }
    let labels = name.split(['.', '。', '．', '｡']).map(ascii_label).collect::<Option<Vec<_>>>();
    match labels {
        Some(labels) => format!("{}{}{}", address.cut(..start), labels.join("."), address.cut(end..)),
        None => address.to_owned(),
    }
}

/// Byte range of an address's host: after `//` and user information, or after the `@` of an e-mail address.
fn host(address: &str) -> (usize, usize) {
    let mail = address.get(..7).filter(|s| s.eq_ignore_ascii_case("mailto:")).is_some();
    let start = match address.find("//") {
        _ if mail => 7,
        Some(i) if i == 0 || address.cut(..i).ends_with(':') => i + 2,
        _ => return (0, 0),
    };
    let end = address.cut(start..).find(['/', '?', '#']).map_or(address.len(), |i| start + i);
    let start = match address.cut(start..end).rfind('@') {
        Some(i) => start + i + 1,
        None if mail => return (0, 0),
        None => start,
    };
    let end = if address.cut(start..end).starts_with('[') {
        end
    } else {
        address.cut(start..end).find(':').map_or(end, |i| start + i)
    };
    (start, end)
}

/// A label of a host name in ASCII; `None` if it can't be a DNS label.
fn ascii_label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let label: Vec<char> = label.to_lowercase().nfkc().filter(|c| !is_ignored(*c)).collect();
    let known = |c: &char| c.is_alphanumeric() || *c == '-' || *c == '·' || is_joined(*c);
    if label.first().is_none_or(|first| unicode_normalization::char::is_combining_mark(*first)) {
        return None;
    }
    let coded = if label.iter().all(char::is_ascii) {
        label.into_iter().collect()
    } else {
        label.iter().all(known).then(|| punycode(&label))?.map(|code| format!("xn--{code}"))?
    };
    (coded.len() <= MOST_LABEL).then_some(coded)
}

/// Maximum length of a label (RFC 1035, 2.3.4).
pub const MOST_LABEL: usize = 63;

/// Whether a label that begins with `xn--` is a valid encoding of a name (RFC 5891, 5.4).
///
/// ```
/// use folio::document::address::is_ascii_form;
/// assert!(is_ascii_form("xn--mller-kva") && !is_ascii_form("xn--a"));
/// ```
pub fn is_ascii_form(label: &str) -> bool {
    if label.len() > MOST_LABEL {
        return false;
    }
    let label = label.to_ascii_lowercase();
    let letters = label.strip_prefix("xn--").and_then(letters).filter(|letters| !letters.is_ascii());
    letters.is_some_and(|letters| ascii_label(&letters).is_some_and(|coded| coded == label))
}

/// Characters ignored in names (UTS 46): variation selectors, soft hyphens, zero-width characters.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Non-letters allowed within names: vowel signs and joiners.
fn is_joined(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{30fb}')
}

/// Encodes a label in Punycode (RFC 3492, 6.3); `None` on overflow.
fn punycode(label: &[char]) -> Option<String> {
    const BASE: u32 = 36;
    let mut out: String = label.iter().filter(|c| c.is_ascii()).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128u32, 0u32, 72u32, basic);
    while (done as usize) < label.len() {
        let next = label.iter().map(|&c| c as u32).filter(|&c| c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for &c in label {
            delta = delta.checked_add(u32::from((c as u32) < n))?;
            if c as u32 != n {
                continue;
            }
            let (mut rest, mut k) = (delta, BASE);
            loop {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                let digit = if rest < threshold { rest } else { threshold + (rest - threshold) % (BASE - threshold) };
                // From a to z, then from 0 to 9.
                out.push(char::from(if digit < 26 { b'a' + digit as u8 } else { b'0' + (digit - 26) as u8 }));
                if rest < threshold {
                    break;
                }
                rest = (rest - threshold) / (BASE - threshold);
                k += BASE;
            }
            bias = adapted(delta, done + 1, done == basic);
            (delta, done) = (0, done + 1);
        }
        (delta, n) = (delta.checked_add(1)?, n + 1);
    }
    Some(out)
}

/// Decodes Punycode (RFC 3492, 6.2); `None` if invalid.
fn letters(code: &str) -> Option<String> {
    let (basic, rest) = code.rsplit_once('-').unwrap_or(("", code));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut at, mut bias) = (128u32, 0u32, 72u32);
    let mut digits = rest.bytes().map(|b| match b {
        b'a'..=b'z' => Some(u32::from(b - b'a')),
        b'0'..=b'9' => Some(u32::from(b - b'0') + 26),
        _ => None,
    });
    while let Some(mut digit) = digits.next() {
        let (old, mut weight, mut k) = (at, 1u32, 36u32);
        loop {
            let value = digit?;
            at = at.checked_add(value.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if value < threshold {
                break;
            }
            (weight, k) = (weight.checked_mul(36 - threshold)?, k + 36);
            digit = digits.next()?;
        }
        let points = out.len() as u32 + 1;
        bias = adapted(at - old, points, old == 0);
        n = n.checked_add(at / points)?;
        at %= points;
        out.insert(at as usize, char::from_u32(n)?);
        at += 1;
    }
    Some(out.into_iter().collect())
}

/// Bias adaptation (RFC 3492, 6.1).
fn adapted(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

/// Characters excluded from addresses: noncharacters and specials (RFC 3987, 2.2: `ucschar`).
pub fn is_special(c: char) -> bool {
    (c as u32 & 0xfffe) == 0xfffe || matches!(c, '\u{fff0}'..='\u{fffd}' | '\u{fdd0}'..='\u{fdef}')
}

/// Invisible characters, which could disguise an address.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
}

/// Percent-encodes characters not allowed in an address; `keep`: which non-ASCII characters are allowed.
fn encode(address: &str, keep: impl Fn(char) -> bool) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = address.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    // Square brackets are allowed around IPv6 addresses only.
    let host_end = address
        .find("//")
        .map_or(0, |i| address.cut(i + 2..).find(['/', '?', '#']).map_or(address.len(), |end| i + 2 + end));
    let mut fragment = false;
    for (i, c) in address.char_indices() {
        let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        let fine = match c {
            '%' => hex(i + 1) && hex(i + 2),
            '[' | ']' => i < host_end,
            '#' => !std::mem::replace(&mut fragment, true),
            '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' => false,
            c if c.is_ascii() => c.is_ascii_graphic(),
            c => keep(c),
        };
        if fine {
            out.push(c);
            continue;
        }
        for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_ascii() {
        assert_eq!(uri("https://a.org/ü b?x=[1]#a#b"), "https://a.org/%C3%BC%20b?x=%5B1%5D#a%23b");
        assert_eq!(uri("http://[::1]/100%"), "http://[::1]/100%25");
        assert_eq!(uri("https://россия.рф/"), "https://xn--h1alffa9f.xn--p1ai/");
        assert_eq!(uri("https://user@BÜCHER.example:8080/"), "https://user@xn--bcher-kva.example:8080/");
        assert_eq!(uri("mailto:info@müller.de?subject=ä"), "mailto:info@xn--mller-kva.de?subject=%C3%A4");
        assert_eq!(uri("https://例え.テスト/"), "https://xn--r8jz45g.xn--zckzah/");
        assert_eq!(uri("urn:ä//b"), "urn:%C3%A4//b");
        assert_eq!(uri("x:\u{0}\n)"), "x:%00%0A)");
    }

    #[test]
    fn names_are_checked_in_their_ascii_form() {
        for sound in [
            "xn--mller-kva",
            "XN--MLLER-KVA",
            "xn--h1alffa9f",
            "xn--r8jz45g",
            "xn--80ak6aa92e",
            "xn--d-uga0v4h",
            "xn--3e0b707e",
        ] {
            assert!(is_ascii_form(sound), "{sound}");
        }
        for broken in ["xn--", "xn--a", "xn--a-", "xn--zzzzzz", "xn--u-ccb", "xn--a-wbb", "xn--a-i89h", "mller"] {
            assert!(!is_ascii_form(broken), "{broken}");
        }
        assert_eq!(with_ascii_host("http://a\u{fe0f}.com/"), "http://a.com/");
        assert_eq!(with_ascii_host("http://\u{301}a.com/"), "http://\u{301}a.com/");
    }

    #[test]
    fn punycode_as_in_its_examples() {
        // RFC 3492, 7.1 (A), (B), (H), (L)
        for (text, code) in [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Porquénopuedensimplementehablarenespañol", "Porqunopuedensimplementehablarenespaol-fmd56a"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ] {
            assert_eq!(punycode(&text.chars().collect::<Vec<_>>()).as_deref(), Some(code));
        }
    }

    #[test]
    fn schemes() {
        for kept in ["https://a", "magnet:?xt=urn:btih:x", "git+ssh://git@a/b.git", "DOI:10.1/x", "tel:112"] {
            assert!(matches!(scheme(kept), Scheme::Kept(_)), "{kept}");
        }
        for refused in
            ["feed:javascript:x", "view-source:x", "smb://a/b", "jar:file:x", "data:text/html,x", "file:///a"]
        {
            assert!(matches!(scheme(refused), Scheme::Refused(_)), "{refused}");
        }
        for none in ["a.md", "localhost:3000/x", "example.org:80", "C:\\a", "#a", "a/b:c"] {
            assert_eq!(scheme(none), Scheme::None, "{none}");
        }
    }
}
