//! Bytes → [`Source`]: detects the encoding ([`mod@encoding`], [`declared`]), normalizes line ends to `\n`, removes
//! characters that no output may contain. Guesses are reported.

pub(crate) mod declared;
pub(crate) mod encoding;

use super::ReadContext;
use crate::diagnostic::{Detail, Diagnostic, Diagnostics, codes};
use crate::document::literal::disarm;
use crate::source::{Cut as _, Input, Source};
use encoding::{Bad, Decoded, DetectedBy};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Statements about a text's encoding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// By the user.
    pub chosen: Option<&'static Encoding>,
    /// By the text itself.
    pub declared: Option<&'static Encoding>,
}

/// Decodes an input for a reader that parsed its format's encoding declaration.
pub fn text(input: &Input, declared: Option<&'static Encoding>, context: &mut ReadContext<'_>) -> Source {
    let chosen = context.options.encoding.as_ref().and_then(|label| Encoding::for_label(label.as_bytes()));
    decode(input, &Told { chosen, declared }, context.start, context.diagnostics)
}

/// Decodes an input that begins at `start` in span space.
pub fn decode(input: &Input, told: &Told, start: u32, diagnostics: &mut Diagnostics) -> Source {
    let mut found = Vec::new();
    let Decoded { text, bad, name, how } = encoding::decode(&input.bytes, told);
    found.extend(guess(name, how));
    // Which of the U+FFFD in the text are malformed bytes: cleaning changes their offsets, but not their order.
    let bad_marks = marks(&text, &bad);
    let text = repair(text, &mut found);
    let text = lines(text);
    let text = printable(text, &mut found);
    let text = match disarm(&text) {
        Cow::Owned(disarmed) => disarmed,
        Cow::Borrowed(_) => text,
    };
    let mut source = Source::new(&input.name, text, start);
    if let Some(path) = &input.path {
        source = source.with_path(path);
    }
    for diagnostic in found {
        diagnostics.push(Diagnostic { span: Some(source.span(0..0)), ..diagnostic });
    }
    if bad.count > 0 {
        diagnostics.push(damage(&source, &bad, &bad_marks, name));
    }
    source
}

/// The diagnostic for a guessed encoding.
fn guess(name: &str, how: DetectedBy) -> Option<Diagnostic> {
    let help = "save the file as UTF-8, or say what it is in with `--encoding NAME`";
    let (code, message) = match how {
        DetectedBy::Known => return None,
        DetectedBy::Zeros => (&codes::ENCODING_GUESSED, format!("no byte order mark, read as {name}")),
        DetectedBy::Escapes => (&codes::ENCODING_GUESSED, format!("its escape sequences are Japanese, read as {name}")),
        DetectedBy::Guessed => (&codes::ENCODING_GUESSED, format!("not valid UTF-8, read as {name}")),
        DetectedBy::Misdeclared(declared) => {
            let message = format!("it says that it is in {}, but it is not: read as {name}", declared.name());
            (&codes::ENCODING_MISDECLARED, message)
        }
    };
    Some(Diagnostic::new(code, None, message).help(help))
}

/// Indices, among all U+FFFD in the text, of those for malformed bytes.
fn marks(text: &str, bad: &Bad) -> Vec<usize> {
    let mut places = bad.first.iter().map(|place| place.at).peekable();
    let mut numbers = Vec::new();
    for (number, at) in memchr::memmem::find_iter(text.as_bytes(), REPLACEMENT).enumerate() {
        if places.peek().is_none() {
            break;
        }
        if places.next_if_eq(&at).is_some() {
            numbers.push(number);
        }
    }
    numbers
}

/// U+FFFD in UTF-8.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// The diagnostic for malformed bytes.
fn damage(source: &Source, bad: &Bad, marks: &[usize], name: &str) -> Diagnostic {
    let mut all = memchr::memmem::find_iter(source.text().as_bytes(), REPLACEMENT);
    let mut next = 0;
    let mut details = Vec::new();
    for (place, &number) in bad.first.iter().zip(marks) {
        let span = all.nth(number - next).map(|at| source.span(at..at + REPLACEMENT.len()));
        next = number + 1;
        details.push(Detail { message: format!("byte 0x{:02X}", place.byte), help: None, span, character: None });
    }
    let span = details.first().and_then(|d| d.span).unwrap_or(source.span(0..0));
    let message = match bad.count {
        1 => format!("the byte 0x{:02X} is not valid {name}: it was replaced by U+FFFD", bad.first[0].byte),
        count => format!("{count} places are not valid {name}: each was replaced by U+FFFD"),
    };
    if bad.count == 1 {
        details.clear();
    }
    let help = "mend them in the source, or say what it is in with `--encoding NAME`";
    Diagnostic { details, ..Diagnostic::new(&codes::BYTES_INVALID, span, message) }.help(help)
}

/// Repairs double-encoded text (UTF-8 decoded as windows-1252), only if certain: every non-ASCII character must belong
/// to a sequence that is valid UTF-8, and there must be at least two.
fn repair<'t>(text: Cow<'t, str>, found: &mut Vec<Diagnostic>) -> Cow<'t, str> {
    // Every such sequence begins with one of these characters.
    let suspect = |c: char| matches!(c, 'Â'..='ß' | 'à'..='ô');
    let doubled = |pair: &str| {
        let mut pair = pair.chars();
        let (Some(first), Some(second)) = (pair.next(), pair.next()) else { return false };
        suspect(first) && !second.is_ascii() && windows_1252(second).is_some_and(|b| (0x80..0xc0).contains(&b))
    };
    // Â Ã Î Ï Ð Ñ â ã ä å ð
    const SECOND: [u8; 11] = [0x82, 0x83, 0x8E, 0x8F, 0x90, 0x91, 0xA2, 0xA3, 0xA4, 0xA5, 0xB0];
    let bytes = text.as_bytes();
    if !memchr::memchr_iter(0xC3, bytes).any(|i| SECOND.contains(&bytes[i + 1])) {
        return text;
    }
    // All these characters have the same UTF-8 lead byte.
    let sequences = memchr::memchr_iter(0xC3, bytes).filter(|&i| doubled(text.cut(i..))).count();
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

/// The windows-1252 byte of a character, as mapped by the Encoding Standard.
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

/// Removes control characters other than tab, line end, vertical tab and form feed, terminal colour sequences, and
/// overstrikes by backspace (bold and underline in manual pages).
fn printable(text: String, found: &mut Vec<Diagnostic>) -> String {
    let control = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    // Byte test: C0 and DEL, then C1 (0xC2 0x80–0x9F) and the two noncharacters (0xEF 0xBF …).
    let bytes = text.as_bytes();
    // No early exit, so that the loop is vectorized.
    let c0 = |b: u8| (b < 0x20) & (b.wrapping_sub(b'\t') > 0x0c - b'\t') | (b == 0x7f);
    let c0 = bytes.chunks(256).any(|chunk| chunk.iter().fold(0, |found, &b| found | u8::from(c0(b))) > 0);
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
        let source = decode(&Input::new("a", bytes), &Told::default(), 0, &mut diagnostics);
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
    }

    #[test]
    fn a_bad_byte_costs_one_mark_and_has_its_place() {
        let mut diagnostics = Diagnostics::new();
        let bytes = b"na\xc3\xafve\r\ncaf\xc3\xa9 \xef\xbf\xbd \x01 it\x92s \xc3\xbc\n\xe2\x80";
        let source = decode(&Input::new("a", *bytes), &Told::default(), 0, &mut diagnostics);
        assert_eq!(source.text(), "naïve\ncafé \u{fffd}  it\u{fffd}s ü\n\u{fffd}");
        let said = diagnostics.iter().find(|d| d.code == codes::BYTES_INVALID.code).unwrap();
        assert_eq!(said.message, "2 places are not valid UTF-8: each was replaced by U+FFFD");
        let place = |span: Option<crate::source::Span>| source.line_column(source.range(span.unwrap()).start);
        assert_eq!(place(said.span), (2, 11));
        let details: Vec<_> = said.details.iter().map(|d| (d.message.as_str(), place(d.span))).collect();
        assert_eq!(details, [("byte 0x92", (2, 11)), ("byte 0xE2", (3, 1))]);
        assert_eq!(read("ä ö ü é \u{fffd}".as_bytes()).1, Vec::<u16>::new());
        assert_eq!(read(b"\xc3\xa9 \xff").1, [204]);
        assert_eq!(read(b"\xef\xbb\xbfa\xff"), ("a\u{fffd}".into(), vec![204]));
        assert_eq!(read(b"\xff\xfea\0\0\xd8b\0"), ("a\u{fffd}b".into(), vec![204]));
    }

    #[test]
    fn what_is_told_counts() {
        let mut diagnostics = Diagnostics::new();
        let chosen = Encoding::for_label(b"koi8-r");
        let mut text =
            |bytes: &[u8], told| decode(&Input::new("a", bytes), &told, 0, &mut diagnostics).text().to_owned();
        assert_eq!(text(b"\xf4\xc5\xcb\xd3\xd4", Told { chosen, declared: None }), "Текст");
        assert_eq!(text(b"\xf4\xc5\xcb\xd3\xd4", Told { chosen: None, declared: chosen }), "Текст");
        assert_eq!(text(b"\xef\xbb\xbf\xc3\xa9", Told { chosen, declared: None }), "é", "a byte order mark is certain");
        assert!(diagnostics.is_empty());
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
