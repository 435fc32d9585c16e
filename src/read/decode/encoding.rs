//! Detects encodings and decodes.
//!
//! In order of precedence: a byte order mark; the user's option; UTF-16 and UTF-32, recognized by zero bytes; the
//! text's declaration, unless its bytes contradict it: text in other encodings is hardly ever valid UTF-8, so valid
//! bytes are UTF-8, and mostly valid bytes are damaged UTF-8. Otherwise the encoding is guessed with Firefox's
//! detector (`chardetng`).

use super::Told;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Encoding with code units of two or four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wide {
    form: CodeUnit,
    /// Length of the byte order mark, or 0.
    mark: usize,
}

/// The code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CodeUnit {
    /// Two bytes, UTF-16 of either byte order.
    Utf16(&'static Encoding),
    /// Four bytes.
    Utf32 { little: bool },
}

impl CodeUnit {
    fn name(self) -> &'static str {
        match self {
            CodeUnit::Utf16(encoding) => encoding.name(),
            CodeUnit::Utf32 { little: true } => "UTF-32LE",
            CodeUnit::Utf32 { little: false } => "UTF-32BE",
        }
    }
}

/// Decoded text.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    /// Its malformed bytes.
    pub(super) bad: Bad,
    /// The name of its encoding.
    pub(super) name: &'static str,
    /// How the encoding was determined.
    pub(super) how: DetectedBy,
}

/// How an encoding was determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DetectedBy {
    /// Reliably: by a byte order mark, the user's option, the declaration, or as valid UTF-8.
    Known,
    /// By zero bytes, without a byte order mark.
    Zeros,
    /// By escape sequences in otherwise ASCII text.
    Escapes,
    /// Guessed from the bytes.
    Guessed,
    /// The declared encoding contradicts the bytes.
    Misdeclared(&'static Encoding),
}

/// Malformed byte sequences.
#[derive(Debug, Default)]
pub(super) struct Bad {
    /// Total number.
    pub(super) count: usize,
    /// The first of them.
    pub(super) first: Vec<BadPlace>,
}

/// A malformed sequence, decoded as U+FFFD.
#[derive(Debug)]
pub(super) struct BadPlace {
    /// Where in the text.
    pub(super) at: usize,
    /// The first byte.
    pub(super) byte: u8,
}

/// Number of malformed sequences reported individually.
const PLACES: usize = 10;

/// Decodes bytes.
pub(super) fn decode<'b>(bytes: &'b [u8], told: &Told) -> Decoded<'b> {
    let whole = |bytes: &'b [u8], encoding: &'static Encoding, how| {
        let (text, bad) = convert(bytes, encoding);
        Decoded { text, bad, name: encoding.name(), how }
    };
    let wide = wide(bytes);
    if let Some(marked) = wide.filter(|wide| wide.mark > 0) {
        return decode_wide(bytes, marked, DetectedBy::Known);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return whole(rest, UTF_8, DetectedBy::Known);
    }
    if let Some(chosen) = told.chosen {
        return whole(bytes, chosen, DetectedBy::Known);
    }
    if let Some(wide) = wide {
        return decode_wide(bytes, wide, DetectedBy::Zeros);
    }
    let (encoding, how) = choose(bytes, told.declared);
    whole(bytes, encoding, how)
}

/// The encoding of bytes without a byte order mark, by declaration and content.
fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> (&'static Encoding, DetectedBy) {
    let legacy = declared.filter(|encoding| *encoding != UTF_8);
    if legacy.is_none() && memchr::memchr(0x1b, bytes).is_none() && std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, DetectedBy::Known);
    }
    let utf8 = match legacy {
        Some(encoding) => (UTF_8, DetectedBy::Misdeclared(encoding)),
        None => (UTF_8, DetectedBy::Known),
    };
    let Sequences { valid, invalid } = sequences(bytes);
    let fits = |encoding: &'static Encoding| convert(bytes, encoding).1.count == 0;
    if valid == 0 && invalid == 0 {
        // ASCII; only escape sequences indicate an encoding (ISO-2022-JP).
        let escapes = |bytes| [&b"\x1b$B"[..], b"\x1b$@"].iter().any(|e| memchr::memmem::find(bytes, e).is_some());
        return match legacy {
            Some(encoding) => (encoding, DetectedBy::Known),
            None if declared.is_none()
                && memchr::memchr(0x1b, bytes).is_some()
                && escapes(bytes)
                && fits(ISO_2022_JP) =>
            {
                (ISO_2022_JP, DetectedBy::Escapes)
            }
            None => (UTF_8, DetectedBy::Known),
        };
    }
    if invalid == 0 {
        // A few byte pairs in a Chinese or Korean encoding may accidentally be valid UTF-8.
        let by_accident = legacy.is_some_and(|encoding| !encoding.is_single_byte() && valid < 4 && fits(encoding));
        return if by_accident { (legacy.unwrap_or(UTF_8), DetectedBy::Known) } else { utf8 };
    }
    if valid >= invalid && !legacy.is_some_and(|encoding| valid < 4 * invalid && fits(encoding)) {
        return utf8;
    }
    let guess = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    match legacy {
        Some(encoding) => {
            let strange = convert(bytes, encoding).1.count;
            // With more than a few malformed sequences, the declaration is wrong if another encoding fits.
            let lies = || strange * 20 > bytes.iter().filter(|b| !b.is_ascii()).count();
            match (strange > 1 && lies()).then(guess) {
                Some(other) if other != encoding && fits(other) => (other, DetectedBy::Misdeclared(encoding)),
                _ => (encoding, DetectedBy::Known),
            }
        }
        None => (guess(), declared.map_or(DetectedBy::Guessed, DetectedBy::Misdeclared)),
    }
}

/// Counts of UTF-8 sequences in bytes.
struct Sequences {
    /// Valid multibyte sequences.
    valid: usize,
    /// Invalid sequences.
    invalid: usize,
}

fn sequences(bytes: &[u8]) -> Sequences {
    if bytes.is_ascii() {
        return Sequences { valid: 0, invalid: 0 };
    }
    let mut found = Sequences { valid: 0, invalid: 0 };
    for chunk in bytes.utf8_chunks() {
        // Lead bytes are the only ones with two high bits set.
        found.valid += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        found.invalid += usize::from(!chunk.invalid().is_empty());
    }
    found
}

/// Decodes bytes in an encoding; malformed sequences become U+FFFD.
fn convert<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> (Cow<'b, str>, Bad) {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return (text, Bad::default());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut bad, mut read) = (String::with_capacity(bytes.len() + 64), Bad::default(), 0);
    loop {
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len() - read).unwrap_or(64).min(1 << 16));
        let (result, consumed) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += consumed;
        match result {
            DecoderResult::InputEmpty => return (text.into(), bad),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                bad.count += 1;
                if bad.first.len() < PLACES {
                    let byte = read.checked_sub(usize::from(length) + usize::from(behind)).map_or(0, |at| bytes[at]);
                    bad.first.push(BadPlace { at: text.len(), byte });
                }
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

fn decode_wide(bytes: &[u8], wide: Wide, how: DetectedBy) -> Decoded<'_> {
    let rest = &bytes[wide.mark..];
    let (text, bad) = match wide.form {
        CodeUnit::Utf16(encoding) => convert(rest, encoding),
        CodeUnit::Utf32 { little } => {
            let mut text = String::with_capacity(rest.len() / 4);
            let mut bad = Bad::default();
            for four in rest.chunks(4) {
                let number = |four: [u8; 4]| if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
                match four.try_into().ok().and_then(|four| char::from_u32(number(four))) {
                    Some(c) => text.push(c),
                    None => {
                        bad.count += 1;
                        if bad.first.len() < PLACES {
                            bad.first.push(BadPlace { at: text.len(), byte: four[0] });
                        }
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                }
            }
            (text.into(), bad)
        }
    };
    Decoded { text, bad, name: wide.form.name(), how }
}

/// Detects UTF-16 and UTF-32 by the byte order mark or zero bytes.
pub(crate) fn wide(bytes: &[u8]) -> Option<Wide> {
    let marked = |form, mark| Some(Wide { form, mark });
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return marked(CodeUnit::Utf32 { little: true }, 4),
        [0, 0, 0xfe, 0xff, ..] => return marked(CodeUnit::Utf32 { little: false }, 4),
        [0xff, 0xfe, ..] => return marked(CodeUnit::Utf16(UTF_16LE), 2),
        [0xfe, 0xff, ..] => return marked(CodeUnit::Utf16(UTF_16BE), 2),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let utf32 = |little: bool| {
        let number = |four: &[u8]| {
            let four = [four[0], four[1], four[2], four[3]];
            if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }
        };
        // Nearly all characters of living languages are below U+10000.
        let common = head.chunks_exact(4).filter(|four| number(four) < 0x1_0000).count();
        let is_text = |four: &[u8]| char::from_u32(number(four)).is_some_and(|c| !c.is_control() || c.is_whitespace());
        head.len().is_multiple_of(4) && common * 40 >= head.len() * 9 && head.chunks_exact(4).all(is_text)
    };
    let form = match (utf32(true), utf32(false)) {
        (true, _) => CodeUnit::Utf32 { little: true },
        (_, true) => CodeUnit::Utf32 { little: false },
        _ => {
            let candidates =
                [(true, UTF_16LE), (false, UTF_16BE)].map(|(little, e)| (CodeUnitStats::of(head, little), e));
            let (_, encoding) = candidates
                .into_iter()
                .filter(|(units, _)| units.is_text(head))
                .max_by_key(|(u, _)| u.latin + u.script)?;
            CodeUnit::Utf16(encoding)
        }
    };
    Some(Wide { form, mark: 0 })
}

/// Statistics of two-byte code units.
#[derive(Default)]
struct CodeUnitStats {
    /// All.
    all: usize,
    /// ASCII and Latin-1: high byte zero. Texts in other scripts have them for line ends and spaces.
    latin: usize,
    /// Units of the most frequent script.
    script: usize,
    /// Units that occur in no text.
    strange: usize,
    /// Units whose high byte is an ASCII control character, as in all alphabets.
    low: usize,
}

impl CodeUnitStats {
    fn of(bytes: &[u8], little: bool) -> CodeUnitStats {
        let mut units = CodeUnitStats::default();
        let mut scripts = [0usize; 256];
        for two in bytes.chunks_exact(2) {
            let unit = if little { [two[1], two[0]] } else { [two[0], two[1]] };
            let (high, unit) = (unit[0], u16::from_be_bytes(unit));
            units.all += 1;
            units.low += usize::from(high < 0x20);
            let is_strange = char::from_u32(u32::from(unit)).is_none_or(|c| c.is_control() && !c.is_whitespace());
            match high {
                _ if is_strange => units.strange += 1,
                0 => units.latin += 1,
                // Chinese, Japanese and Korean text uses many blocks, other scripts one or two.
                0x30 | 0x4e..=0x9f | 0xff => scripts[0x4e] += 1,
                0xac..=0xd7 => scripts[0xac] += 1,
                high => scripts[usize::from(high)] += 1,
            }
        }
        units.script = scripts.into_iter().max().unwrap_or(0);
        units
    }

    fn is_text(&self, bytes: &[u8]) -> bool {
        let covered = (self.latin + self.script) * 10 >= self.all * 9 && self.strange * 50 <= self.all;
        let alphabet = self.low * 2 >= self.all;
        let ideographs = self.all >= 16 && std::str::from_utf8(bytes).is_err();
        self.latin > 0 && covered && (alphabet || ideographs)
    }
}

/// The start of a text, decoded without knowing its encoding: enough to detect its format.
pub(crate) fn start(bytes: &[u8], wide: Option<Wide>) -> Cow<'_, str> {
    match wide {
        Some(wide) => decode_wide(bytes, wide, DetectedBy::Known).text,
        None => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn units_of_two_and_four_bytes_without_a_mark() {
        let texts = [
            "ab c",
            "Plain words, in a line.\n",
            "Съешь ещё этих мягких булок.\n",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\n",
            "नमस्ते दुनिया, यह हिन्दी है।\n",
            "いろはにほへと ちりぬるを わかよたれそ つねならむ。\n",
            "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。\n",
            "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다.\n",
        ];
        for text in texts {
            for little in [true, false] {
                let form = CodeUnit::Utf16(if little { UTF_16LE } else { UTF_16BE });
                assert_eq!(wide(&utf16(text, little)), Some(Wide { form, mark: 0 }), "{text}");
                let four = |c: char| if little { (c as u32).to_le_bytes() } else { (c as u32).to_be_bytes() };
                let bytes: Vec<u8> = text.chars().flat_map(four).collect();
                assert_eq!(wide(&bytes), Some(Wide { form: CodeUnit::Utf32 { little }, mark: 0 }), "{text}");
            }
        }
        let others: &[&[u8]] = &[
            b"a\0",
            b"words that hold one \0 zero",
            b"abcdefghijklmnopqrstuvwxyzabcdefghijklmnop\0qrstuvwxyz",
            b"caf\xe9 na\xefve fa\xe7ade \xfcber\0 words",
            &[1, 0, 2, 0, 3, 0, 4, 0],
            &[0; 16],
        ];
        for bytes in others {
            assert_eq!(wide(bytes), None, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn declarations_hold_unless_the_bytes_prove_otherwise() {
        let label = |name: &str| Encoding::for_label(name.as_bytes());
        let russian = "Съешь же ещё этих мягких французских булок, да выпей чаю.";
        let japanese = "いろはにほへと散りぬるを我が世誰ぞ常ならむ有為の奥山今日越えて浅き夢見じ酔ひもせず。";
        let encode = |text: &str, name: &str| label(name).unwrap().encode(text).0.into_owned();
        let chosen = |bytes: &[u8], declared: Option<&str>| {
            let (encoding, how) = choose(bytes, declared.and_then(label));
            (encoding.name(), how)
        };
        // As declared.
        assert_eq!(chosen(&encode(russian, "koi8-r"), Some("koi8-r")), ("KOI8-R", DetectedBy::Known));
        assert_eq!(chosen(b"plain", Some("big5")), ("Big5", DetectedBy::Known));
        assert_eq!(chosen(&encode(japanese, "iso-2022-jp"), Some("iso-2022-jp")), ("ISO-2022-JP", DetectedBy::Known));
        // Not declared.
        assert_eq!(chosen(&encode(russian, "koi8-r"), None), ("KOI8-U", DetectedBy::Guessed));
        assert_eq!(chosen(&encode(japanese, "iso-2022-jp"), None), ("ISO-2022-JP", DetectedBy::Escapes));
        assert_eq!(chosen(russian.as_bytes(), None), ("UTF-8", DetectedBy::Known));
        // Declared, and not so.
        let misdeclared = |name: &str| DetectedBy::Misdeclared(label(name).unwrap());
        assert_eq!(chosen(russian.as_bytes(), Some("windows-1252")), ("UTF-8", misdeclared("windows-1252")));
        assert_eq!(chosen("é".as_bytes(), Some("windows-1252")), ("UTF-8", misdeclared("windows-1252")));
        assert_eq!(chosen(japanese.as_bytes(), Some("shift_jis")), ("UTF-8", misdeclared("shift_jis")));
        assert_eq!(chosen(&encode(russian, "windows-1251"), Some("utf-8")), ("windows-1251", misdeclared("utf-8")));
        assert_eq!(chosen(&encode(japanese, "euc-jp"), Some("shift_jis")), ("EUC-JP", misdeclared("shift_jis")));
        // 联通 in GBK is also valid UTF-8: what is declared holds.
        assert_eq!(chosen(&encode("联通", "gbk"), Some("gbk")), ("GBK", DetectedBy::Known));
        // Damaged, not another encoding.
        assert_eq!(chosen(b"caf\xc3\xa9 \x92", None), ("UTF-8", DetectedBy::Known));
        assert_eq!(chosen(b"caf\xc3\xa9 \x92", Some("utf-8")), ("UTF-8", DetectedBy::Known));
    }
}
