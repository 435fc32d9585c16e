//! Encoding declarations: in HTML, in XML, in editor comments.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, X_USER_DEFINED};

/// The encoding with this label (Encoding Standard, 4.2). A declaration readable as ASCII can't be in UTF-16, so
/// UTF-16 means UTF-8 (HTML, 13.2.3.2).
fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    Some(match encoding {
        encoding if !encoding.is_ascii_compatible() && encoding != encoding_rs::ISO_2022_JP => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

/// Length of the prescan in bytes. Browsers prescan 1,024 bytes and reload the page if they find a later declaration.
const PAGE: usize = 64 << 10;

/// The encoding declared by a page: in a `<meta>`, else in an XML declaration.
pub(crate) fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    in_meta(&bytes[..bytes.len().min(PAGE)]).or_else(|| in_xml(bytes))
}

/// The encoding in an XML declaration.
pub(crate) fn in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let rest = bytes.strip_prefix(b"<?xml")?;
    let inside = &rest[..memchr::memchr(b'>', &rest[..rest.len().min(1024)])?];
    let at = memchr::memmem::find(inside, b"encoding")? + b"encoding".len();
    labelled(quoted(inside[at..].trim_ascii_start().strip_prefix(b"=")?)?)
}

/// A quoted string.
fn quoted(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.trim_ascii_start();
    let (&mark, rest) = bytes.split_first().filter(|(mark, _)| matches!(mark, b'"' | b'\''))?;
    Some(&rest[..memchr::memchr(mark, rest)?])
}

/// Prescans a page for a `<meta>` with an encoding (HTML, 13.2.3.2). Skips scripts, and stops after the head, because
/// a page may show such an element as text.
fn in_meta(page: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &page[at..]) {
        let tag = &page[at + found..];
        let name = tag[1..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = tag[1..1 + name].to_ascii_lowercase();
        at += found + 1;
        if tag.starts_with(b"<!--") {
            // The two hyphens of the comment's end may be those of its start.
            at += memchr::memmem::find(&tag[2..], b"-->")? + 4;
        } else if matches!(tag.get(1), Some(b'!' | b'?')) || tag.starts_with(b"</") && !name.is_empty() {
            at += memchr::memchr(b'>', tag)?;
        } else if !name.is_empty() {
            let (attributes, length) = attributes(&tag[1 + name.len()..]);
            at += name.len() + length;
            match name.as_slice() {
                b"meta" if page.get(at) == Some(&b'>') => {
                    if let Some(encoding) = of_meta(&attributes) {
                        return Some(encoding);
                    }
                }
                b"script" | b"style" => {
                    let end = [b"</", name.as_slice()].concat();
                    let rest = &page[at.min(page.len())..];
                    at += rest.windows(end.len()).position(|w| w.eq_ignore_ascii_case(&end))?;
                }
                b"body" => return None,
                _ => {}
            }
        }
        if at >= page.len() {
            return None;
        }
    }
    None
}

/// The encoding declared by a `<meta>` with these attributes.
fn of_meta(attributes: &[Attribute]) -> Option<&'static Encoding> {
    let get = |name: &[u8]| attributes.iter().find(|a| a.name == name).map(|a| a.value.as_slice());
    if let Some(label) = get(b"charset") {
        return labelled(label);
    }
    let pragma = get(b"http-equiv").is_some_and(|v| v.eq_ignore_ascii_case(b"content-type"));
    get(b"content").filter(|_| pragma).and_then(in_content_type)
}

/// The encoding in a value such as `text/html; charset=utf-8` (HTML, 2.5.2).
fn in_content_type(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|w| w.eq_ignore_ascii_case(b"charset"))?;
        rest = rest[at + 7..].trim_ascii_start();
        let Some(label) = rest.strip_prefix(b"=") else { continue };
        let label = label.trim_ascii_start();
        return match label.first()? {
            b'"' | b'\'' => labelled(quoted(label)?),
            _ => labelled(label.split(|b| b.is_ascii_whitespace() || *b == b';').next()?),
        };
    }
}

/// A tag's attribute: lower-case name, and value.
struct Attribute {
    name: Vec<u8>,
    value: Vec<u8>,
}

/// The attributes of a tag, starting after its name, and their length.
fn attributes(tag: &[u8]) -> (Vec<Attribute>, usize) {
    let (mut list, mut at) = (Vec::new(), 0);
    let span =
        |from: usize, is: &dyn Fn(u8) -> bool| from + tag[from.min(tag.len())..].iter().take_while(|&&b| is(b)).count();
    loop {
        at = span(at, &|b| b.is_ascii_whitespace() || b == b'/');
        if tag.get(at).is_none_or(|&b| b == b'>') {
            return (list, at);
        }
        let start = at;
        at = span(at + 1, &|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'/' | b'>'));
        let name = tag[start..at.min(tag.len())].to_ascii_lowercase();
        let mut value = Vec::new();
        let equals = span(at, &|b| b.is_ascii_whitespace());
        if tag.get(equals) == Some(&b'=') {
            at = span(equals + 1, &|b| b.is_ascii_whitespace());
            let start = at;
            match tag.get(at) {
                Some(&mark @ (b'"' | b'\'')) => {
                    at = span(at + 1, &|b| b != mark);
                    value = tag[start + 1..at].to_vec();
                    at += 1;
                }
                _ => {
                    at = span(at, &|b| !b.is_ascii_whitespace() && b != b'>');
                    value = tag[start..at].to_vec();
                }
            }
        }
        list.push(Attribute { name, value });
    }
}

/// The encoding in an editor comment: `-*- coding: NAME -*-` in one of the first two lines, `vim: fileencoding=NAME`
/// (`fenc`) in one of the first or last five.
pub(crate) fn in_comment(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1024)];
    let end = &bytes[bytes.len().saturating_sub(1024)..];
    let named = |line: &[u8], mark: &[u8], keys: &[&[u8]]| {
        let from = memchr::memmem::find(line, mark)? + mark.len();
        let rest = &line[from..];
        keys.iter().find_map(|key| {
            let at = memchr::memmem::find(rest, key)?;
            let before = at.checked_sub(1).map(|before| rest[before]);
            let value = rest[at + key.len()..].trim_ascii_start();
            let length = value.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
            before.is_none_or(|b| !b.is_ascii_alphanumeric()).then(|| labelled(&value[..length]))?
        })
    };
    let emacs = |line: &[u8]| named(line, b"-*-", &[b"coding:"]);
    let vim = |line: &[u8]| named(line, b"vim:", &[b"fileencoding=", b"fenc="]);
    let split = |b: &u8| *b == b'\n';
    start
        .split(split)
        .take(2)
        .find_map(emacs)
        .or_else(|| start.split(split).take(5).find_map(vim))
        .or_else(|| end.trim_ascii_end().rsplit(split).take(5).find_map(vim))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Option<&'static str> {
        in_page(text.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn pages_declare_their_encoding() {
        let cases = [
            ("<meta charset=windows-1251>", "windows-1251"),
            ("<META CHARSET = 'koi8-r' />", "KOI8-R"),
            ("<html><head><title>a</title><meta name=x content=y><meta charset=\"utf-8\">", "UTF-8"),
            ("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\">", "Shift_JIS"),
            ("<meta content='text/html;charset=\"euc-jp\"' http-equiv=content-type>", "EUC-JP"),
            ("<meta http-equiv=Content-Type content=\"text/html; charset=gb2312; x\">", "GBK"),
            ("<meta charset=latin1>", "windows-1252"),
            ("<meta charset=iso-8859-1>", "windows-1252"),
            ("<meta charset=iso-8859-2>", "ISO-8859-2"),
            ("<meta charset=ks_c_5601-1987>", "EUC-KR"),
            ("<meta charset=big5-hkscs>", "Big5"),
            ("<meta charset=gb18030>", "gb18030"),
            ("<meta charset=iso-2022-jp>", "ISO-2022-JP"),
            ("<meta charset=utf-16>", "UTF-8"),
            ("<meta charset=utf-16le>", "UTF-8"),
            ("<meta charset=x-user-defined>", "windows-1252"),
            ("<meta charset=x-sjis>", "Shift_JIS"),
            ("<!-- <meta charset=koi8-r> --><meta charset=big5>", "Big5"),
            ("<!--><meta charset=big5>", "Big5"),
            ("<!doctype html><script>'<meta charset=koi8-r>'</SCRIPT><meta charset=big5>", "Big5"),
            ("<meta charset=nonsense><meta charset=big5>", "Big5"),
            ("<a title='<meta charset=koi8-r>'><meta charset=big5>", "Big5"),
            ("<?xml version=\"1.0\" encoding=\"windows-1250\"?><html>", "windows-1250"),
            ("<?xml version='1.0' encoding = 'ISO-8859-2' ?>", "ISO-8859-2"),
            ("<?xml version='1.0' encoding='utf-16'?>", "UTF-8"),
        ];
        for (text, name) in cases {
            assert_eq!(page(text), Some(name), "{text}");
        }
        let far = format!("<head>{}<meta charset=big5>", "<link rel=x>".repeat(200));
        assert_eq!(page(&far), Some("Big5"), "beyond the first 1,024 bytes");
    }

    #[test]
    fn what_declares_nothing() {
        for text in [
            "",
            "<",
            "<!--",
            "<meta",
            "<meta charset",
            "<meta charset=",
            "<meta charset='big5",
            "<meta content='text/html; charset=big5'>",
            "<meta http-equiv=refresh content='charset=big5'>",
            "<meta charset=iso-2022-kr>",
            "<body><p><meta charset=big5>",
            "<p>charset=big5",
            "<?xml version='1.0'?>",
            "<?xml encoding=big5?>",
            "<script>",
        ] {
            assert_eq!(page(text), None, "{text}");
        }
    }

    #[test]
    fn comments_for_editors() {
        let comment = |text: &str| in_comment(text.as_bytes()).map(Encoding::name);
        assert_eq!(comment("<!-- -*- coding: koi8-r -*- -->\n"), Some("KOI8-R"));
        assert_eq!(comment("# a\n% -*- mode: text; coding: cp1251; -*-\n"), Some("windows-1251"));
        assert_eq!(comment("a\nb\n<!-- vim: set fileencoding=cp1250 : -->\n"), Some("windows-1250"));
        assert_eq!(comment("// vim: ts=4 fenc=latin1"), Some("windows-1252"));
        assert_eq!(comment("Words about coding: koi8-r.\n"), None);
        assert_eq!(comment("a\nb\n-*- coding: koi8-r -*-\n"), None);
        assert_eq!(comment("vim: encoding: none"), None);
    }
}
