//! Escapes text for XML 1.0 and replaces characters that XML excludes.

use crate::source::Cut as _;

/// Appends text as element content.
pub fn push_text(out: &mut String, text: &str) {
    push(out, text, false);
}

/// Appends ` name="value"`.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push(out, value, true);
    out.push('"');
}

/// The text, escaped for element content.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// Bytes to examine: markup, control characters, and the lead byte of U+FFFE and U+FFFF.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'&' as usize] = true;
    table[b'"' as usize] = true;
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xef] = true;
    table
};

fn push(out: &mut String, text: &str, quoted: bool) {
    let bytes = text.as_bytes();
    let (mut done, mut at) = (0, 0);
    while at < bytes.len() {
        if !SPECIAL[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        // Control characters are excluded from XML (section 2.2) or discouraged (C1), and carry no meaning in text.
        let (replacement, length) = match bytes[at] {
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'&' => ("&amp;", 1),
            b'"' if quoted => ("&quot;", 1),
            b'"' => {
                at += 1;
                continue;
            }
            0xc2 if bytes[at + 1] < 0xa0 && bytes[at + 1] != 0x85 => ("\u{fffd}", 2),
            0xef if bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe => ("\u{fffd}", 3),
            0xc2 | 0xef => {
                at += 1;
                continue;
            }
            _ => ("\u{fffd}", 1),
        };
        out.push_str(text.cut(done..at));
        out.push_str(replacement);
        at += length;
        done = at;
    }
    out.push_str(text.cut(done..));
}

/// Whether a name is an NCName (Namespaces in XML, section 3), as XHTML ids in EPUB must be.
pub fn is_ncname(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(is_name_start) && letters.all(is_name_char)
}

/// Whether a name is an id that CSS selectors accept without escapes (letters, digits, `-`): reading systems find
/// notes by `querySelector("#" + id)`, which fails for an id with a dot.
pub fn is_plain_id(name: &str) -> bool {
    is_ncname(name) && name.chars().all(is_plain_id_char)
}

/// Whether the character is allowed in such an id.
pub fn is_plain_id_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '-' } else { is_name_char(c) }
}

/// Whether the character may begin an NCName.
pub fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Whether the character is allowed in an NCName.
pub fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            escape("a<b> & \"c\"\t\u{0}\u{1b}\u{85}\u{90}\u{ffff}\u{fffd}ü"),
            "a&lt;b&gt; &amp; \"c\"\t\u{fffd}\u{fffd}\u{85}\u{fffd}\u{fffd}\u{fffd}ü"
        );
        let mut out = String::new();
        push_attribute(&mut out, "alt", "\"A\" & B");
        assert_eq!(out, " alt=\"&quot;A&quot; &amp; B\"");
    }
}
