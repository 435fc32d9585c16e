//! Bytes → [`Source`]: the encoding is found out, line ends become `\n`, what no output can hold is left out.
//!
//! A byte order mark decides (UTF-8, UTF-16, UTF-32); else valid UTF-8 is UTF-8; else zeros in every other byte are
//! UTF-16; else a text whose other letters are UTF-8 has a few stray bytes; else it is windows-1252, where every
//! byte has a meaning. Whatever is guessed is said.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Source;
use std::borrow::Cow;

/// Decodes the bytes of a source called `name` that begins at `start` in the space of spans.
pub fn decode(name: &str, bytes: &[u8], start: u32, diagnostics: &mut Diagnostics) -> Source {
    let mut found = Vec::new();
    let text = text(bytes, &mut found);
    let text = repair(text, &mut found);
    let text = lines(text);
    let text = printable(text, &mut found);
    let source = Source::new(name, text, start);
    for diagnostic in found {
        diagnostics.push(Diagnostic { span: Some(source.span(0..0)), ..diagnostic });
    }
    source
}

fn text<'b>(bytes: &'b [u8], found: &mut Vec<Diagnostic>) -> Cow<'b, str> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => return utf32(rest, u32::from_le_bytes).into(),
        [0, 0, 0xfe, 0xff, rest @ ..] => return utf32(rest, u32::from_be_bytes).into(),
        _ => {}
    }
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    // UTF-16 is also valid UTF-8 where its letters are ASCII: the zeros tell.
    if let Some(encoding) = utf16(bytes) {
        let message = format!("no byte order mark, read as {}", encoding.name());
        found.push(Diagnostic::new(&codes::ENCODING_GUESSED, None, message).help("save the file as UTF-8"));
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let (mut valid, mut stray) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += chunk.invalid().len();
    }
    let encoding = encoding_rs::WINDOWS_1252;
    if valid > stray {
        let mut text = String::with_capacity(bytes.len() + stray);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.push_str(&encoding.decode_without_bom_handling(chunk.invalid()).0);
        }
        let message = format!("{stray} bytes are not valid UTF-8, read as {}", encoding.name());
        found.push(Diagnostic::new(&codes::ENCODING_MIXED, None, message).help("save the file as UTF-8"));
        return text.into();
    }
    let message = format!("not valid UTF-8, read as {}", encoding.name());
    found.push(Diagnostic::new(&codes::ENCODING_GUESSED, None, message).help("save the file as UTF-8"));
    encoding.decode_without_bom_handling(bytes).0
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    bytes
        .chunks(4)
        .map(|four| {
            four.try_into().ok().and_then(|four| char::from_u32(read(four))).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect()
}

/// UTF-16 without a byte order mark, where zeros stand in at least half of every other byte and hardly elsewhere.
fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match (even * 2 >= half, odd * 2 >= half) {
        (false, true) if even * 20 <= half => Some(encoding_rs::UTF_16LE),
        (true, false) if odd * 20 <= half => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Text in UTF-8 that was once read as windows-1252. It is repaired only where that is certain: every letter beyond
/// ASCII belongs to a sequence that is valid UTF-8 again, and there are at least two of them.
fn repair<'t>(text: Cow<'t, str>, found: &mut Vec<Diagnostic>) -> Cow<'t, str> {
    // Every such sequence begins with one of these letters.
    let suspect = |c: char| matches!(c, 'Â'..='ß' | 'à'..='ô');
    let doubled =
        |w: &[char]| suspect(w[0]) && !w[1].is_ascii() && windows_1252(w[1]).is_some_and(|b| (0x80..0xc0).contains(&b));
    // Â Ã Î Ï Ð Ñ â ã ä å ð
    const SECOND: [u8; 11] = [0x82, 0x83, 0x8E, 0x8F, 0x90, 0x91, 0xA2, 0xA3, 0xA4, 0xA5, 0xB0];
    let bytes = text.as_bytes();
    if !memchr::memchr_iter(0xC3, bytes).any(|i| SECOND.contains(&bytes[i + 1])) {
        return text;
    }
    let mut sequences = 0;
    let mut before = ' ';
    for c in text.chars() {
        sequences += usize::from(doubled(&[before, c]));
        before = c;
    }
    if sequences == 0 {
        return text;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let certain = sequences >= 2
        && text.chars().all(|c| match windows_1252(c) {
            Some(b) => {
                bytes.push(b);
                true
            }
            None => false,
        });
    if certain && let Ok(text) = String::from_utf8(bytes) {
        let message = "the text had been decoded in the wrong encoding; it was repaired";
        found.push(Diagnostic::new(&codes::MOJIBAKE, None, message));
        return text.into();
    }
    if sequences >= 3 {
        let message = format!("{sequences} places look decoded in the wrong encoding (“Ã©” for “é”); they were kept");
        found.push(Diagnostic::new(&codes::MOJIBAKE, None, message).help("get the text from its origin again"));
    }
    text
}

/// The byte of a character in windows-1252, as the Encoding Standard maps it.
fn windows_1252(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match c as u32 {
        n @ (0..=0x7f | 0xa0..=0xff) => Some(n as u8),
        _ => HIGH.chars().position(|h| h == c).map(|i| 0x80 + i as u8),
    }
}

fn lines(text: Cow<'_, str>) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    }
}

/// The text without control characters other than tab, line end, vertical tab and form feed. A letter that was
/// overstruck with itself or underlined by backspaces, as in manual pages, stays once; terminal colours vanish.
fn printable(text: String, found: &mut Vec<Diagnostic>) -> String {
    let control = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    // A quick look at the bytes: C0 and DEL, then C1 (0xC2 0x80–0x9F) and the two non-characters (0xEF 0xBF …).
    let bytes = text.as_bytes();
    let c0 = |b: u8| b < 0x20 && !(b'\t'..=0x0c).contains(&b) || b == 0x7f;
    let c0 = bytes.chunks(256).any(|chunk| chunk.iter().fold(false, |found, &b| found | c0(b)));
    let c1 = memchr::memchr_iter(0xc2, bytes).any(|i| matches!(bytes[i + 1], 0x80..=0x84 | 0x86..=0x9f));
    let none = memchr::memchr_iter(0xef, bytes).any(|i| matches!(bytes[i + 1..i + 3], [0xbf, 0xbe | 0xbf]));
    if !(c0 || c1 || none) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut left_out = 0usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{8}' if out.ends_with(|c: char| !c.is_control()) && chars.peek().is_some_and(|c| !c.is_control()) => {
                let struck = out.pop();
                if chars.peek() == Some(&'_') && struck != Some('_') {
                    chars.next();
                    out.extend(struck);
                }
            }
            '\u{1b}' if chars.peek() == Some(&'[') => {
                chars.next();
                while chars.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, ';' | '?')) {
                    chars.next();
                }
                chars.next_if(char::is_ascii_alphabetic);
            }
            c if control(c) => left_out += 1,
            c => out.push(c),
        }
    }
    if left_out > 0 {
        let plural = if left_out == 1 { "" } else { "s" };
        found.push(Diagnostic::new(
            &codes::CONTROL_CHARACTERS,
            None,
            format!("{left_out} control character{plural} left out"),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<u16>) {
        let mut diagnostics = Diagnostics::new();
        let source = decode("a", bytes, 0, &mut diagnostics);
        (source.text().to_owned(), diagnostics.iter().map(|d| d.code.0).collect())
    }

    #[test]
    fn marks_decide() {
        assert_eq!(read(b"\xef\xbb\xbfa\xc3\xa9"), ("aé".into(), vec![]));
        assert_eq!(read(b"\xff\xfea\0\xe9\0"), ("aé".into(), vec![]));
        assert_eq!(read(b"\xfe\xff\0a\0\xe9"), ("aé".into(), vec![]));
        assert_eq!(read(b"\xff\xfe\0\0a\0\0\0"), ("a".into(), vec![]));
    }

    #[test]
    fn guesses_are_said() {
        assert_eq!(read(b"a\0b\0 \0c\0"), ("ab c".into(), vec![201]));
        assert_eq!(read(b"caf\xe9 \x93x\x94"), ("café “x”".into(), vec![201]));
        assert_eq!(
            read("ä ö ü \u{e9}".as_bytes().iter().copied().chain(*b" \xe9").collect::<Vec<_>>().as_slice()),
            ("ä ö ü é é".into(), vec![204])
        );
    }

    #[test]
    fn mojibake_is_repaired_where_that_is_certain() {
        assert_eq!(read("The cafÃ© is â€œopenâ€\u{9d}".as_bytes()), ("The café is “open”".into(), vec![203]));
        assert_eq!(read("São Tomé, Ärger, naïve".as_bytes()), ("São Tomé, Ärger, naïve".into(), vec![]));
        let mixed = "Ã© Ã¨ Ã¤ — and “real” ones";
        assert_eq!(read(mixed.as_bytes()), (mixed.into(), vec![203]));
    }

    #[test]
    fn control_characters() {
        assert_eq!(read(b"a\r\nb\rc\0d"), ("a\nb\ncd".into(), vec![202]));
        assert_eq!(read(b"N\x08NA\x08A _\x08b \x1b[31mred\x1b[0m"), ("NA b red".into(), vec![]));
    }
}
