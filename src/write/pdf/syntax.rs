//! Writes PDF objects and operators (ISO 32000-1, 7.3): numbers, names, strings, to a byte buffer.

use crate::options::PdfStandard;
use crate::typeset::model::Length;
use std::borrow::Cow;

/// An integer.
pub(super) fn int(out: &mut Vec<u8>, value: i64) {
    let mut buffer = itoa::Buffer::new();
    out.extend_from_slice(buffer.format(value).as_bytes());
}

/// A number given in thousandths, without trailing zeros.
pub(super) fn milli(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    let mut buffer = itoa::Buffer::new();
    out.extend_from_slice(buffer.format(value / 1000).as_bytes());
    let fraction = (value % 1000) as u16;
    if fraction != 0 {
        let digits = [fraction / 100, fraction / 10 % 10, fraction % 10].map(|d| b'0' + d as u8);
        let kept = 3 - digits.iter().rev().take_while(|&&d| d == b'0').count();
        out.push(b'.');
        out.extend_from_slice(&digits[..kept]);
    }
}

/// A length in thousandths of a point, the resolution of everything on a page.
pub(super) fn thousandths(length: Length) -> i64 {
    // Page sizes are far below the overflow limit; saturates all the same.
    (length.0.saturating_mul(1000) + 32768) >> 16
}

/// A length, in points.
pub(super) fn length(out: &mut Vec<u8>, value: Length) {
    milli(out, thousandths(value));
}

/// A reference to an object.
pub(super) fn reference(out: &mut Vec<u8>, id: u32) {
    int(out, i64::from(id));
    out.extend_from_slice(b" 0 R");
}

/// A name (7.3.5).
pub(super) fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if (33..=126).contains(&byte) && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            hex(out, byte);
        }
    }
}

/// A byte string (7.3.4.2).
pub(super) fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        string_byte(out, byte);
    }
    out.push(b')');
}

/// A byte within a literal string, escaped if necessary. A bare carriage return would be read as a line feed.
#[inline]
pub(super) fn string_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// A two-byte code within a literal string.
#[inline]
pub(super) fn string_code(out: &mut Vec<u8>, code: u16) {
    let [high, low] = code.to_be_bytes();
    if is_escaped(high) || is_escaped(low) {
        string_byte(out, high);
        string_byte(out, low);
    } else {
        out.extend_from_slice(&[high, low]);
    }
}

/// Whether [`string_byte`] escapes a byte.
#[inline]
pub(super) fn is_escaped(byte: u8) -> bool {
    const ESCAPED: [bool; 256] = {
        let mut escaped = [false; 256];
        escaped[b'(' as usize] = true;
        escaped[b')' as usize] = true;
        escaped[b'\\' as usize] = true;
        escaped[b'\r' as usize] = true;
        escaped
    };
    ESCAPED[usize::from(byte)]
}

/// A text string (7.9.2.2): ASCII unchanged, anything else in UTF-16BE. Control characters become spaces.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    if text.is_ascii() {
        out.push(b'(');
        for c in text.chars() {
            string_byte(out, clean(c) as u8);
        }
    } else {
        out.extend_from_slice(b"(\xFE\xFF");
        let mut units = [0u16; 2];
        for c in text.chars() {
            for unit in clean(c).encode_utf16(&mut units) {
                for byte in unit.to_be_bytes() {
                    string_byte(out, byte);
                }
            }
        }
    }
    out.push(b')');
}

/// Limit of human-readable texts in PDF 1.7, in UTF-16 units: ISO 19005-2, 6.1.13, allows 32,767 bytes.
const MOST_UNITS: usize = 16_000;

/// A human-readable text as the standard allows it. PDF/UA-2 and PDF/A-4 forbid private-use characters (ISO 14289-2,
/// 8.4.3 and 8.6; ISO 19005-4, 6.2.10.8), which become U+FFFD. In PDF 1.7 overlong texts are truncated.
pub(super) fn readable(text: &str, standard: PdfStandard) -> Cow<'_, str> {
    let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    if standard.is_pdf_2() {
        return if text.contains(private) { text.replace(private, "\u{FFFD}").into() } else { text.into() };
    }
    if text.len() <= MOST_UNITS {
        return text.into();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= MOST_UNITS
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() == text.len() { text.into() } else { (kept + "…").into() }
}

/// A byte as two hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        out.iter().map(|&b| b as char).collect()
    }

    #[test]
    fn numbers_are_short_and_exact() {
        for (value, expected) in [(0, "0"), (1000, "1"), (-500, "-0.5"), (12_340, "12.34"), (-7, "-0.007")] {
            assert_eq!(written(|o| milli(o, value)), expected);
        }
        assert_eq!(written(|o| length(o, Length::pt(841.89))), "841.89");
        assert_eq!(written(|o| length(o, Length::pt(-0.25))), "-0.25");
    }

    /// The limit counts UTF-16 units, not bytes; a truncated text ends with an ellipsis.
    #[test]
    fn only_what_is_far_too_long_is_cut() {
        let whole = "é".repeat(MOST_UNITS);
        assert_eq!(readable(&whole, PdfStandard::Ua1A2a), whole);
        assert_eq!(readable(&format!("{whole}é"), PdfStandard::Ua1A2a), format!("{whole}…"));
        assert_eq!(readable(&format!("{whole}é"), PdfStandard::Ua2A4), format!("{whole}é"));
    }

    #[test]
    fn nothing_breaks_out_of_a_string_or_a_name() {
        assert_eq!(written(|o| text(o, "a)\u{0}(\\\r\n")), "(a\\) \\(\\\\  )");
        assert_eq!(written(|o| text(o, "é)")), "(\u{FE}\u{FF}\u{0}\u{E9}\u{0}\\))");
        assert_eq!(written(|o| string(o, b")\r")), "(\\)\\r)");
        assert_eq!(written(|o| name(o, b"a/b #(")), "/a#2Fb#20#23#28");
    }
}
