//! Text-based formats, by their start and further evidence.

use super::kind::{self, Format};
use crate::source::Cut as _;

/// Formats that are certain regardless of the file name: no text meant verbatim has their form from start to end.
pub(super) fn certain(bytes: &[u8]) -> Option<&'static Format> {
    if is_rtf(bytes) {
        return Some(&kind::RTF);
    }
    if is_postscript(bytes) {
        return Some(&kind::POSTSCRIPT);
    }
    is_mhtml(bytes).then_some(&kind::MHTML)
}

/// Formats that are likely in a text file with a neutral name; `start`: decoded start, `bytes`: all of it.
pub(super) fn likely(start: &str, bytes: &[u8]) -> Option<&'static Format> {
    let start = start.trim_start();
    if start.starts_with('{') && is_notebook(bytes) {
        return Some(&kind::NOTEBOOK);
    }
    if is_latex(start) {
        return Some(&kind::LATEX);
    }
    let (root, tag) = root_element(start)?;
    let name = root.rsplit(':').next().unwrap_or(root);
    match name {
        "svg" => Some(&kind::SVG),
        "FictionBook" => Some(&kind::FB2),
        "document" if tag.contains("urn:oasis:names:tc:opendocument:") => Some(&kind::FLAT_ODT),
        "wordDocument" => Some(&kind::WORD_XML),
        "package" if tag.contains("http://schemas.microsoft.com/office/2006/xmlPackage") => Some(&kind::WORD_XML),
        _ => None,
    }
}

/// Rich Text Format: one group from the first brace to the end (or truncation) of the file. A text about RTF continues
/// after the group.
fn is_rtf(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"{\\rtf") else { return false };
    let rest = rest.trim_ascii_start();
    let version = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    // A control word or a group follows the version.
    if !matches!(rest[version..].trim_ascii_start().first(), Some(b'\\' | b'{')) {
        return false;
    }
    let (mut depth, mut at) = (0usize, 0usize);
    while let Some(found) = memchr::memchr3(b'{', b'}', b'\\', &bytes[at..]) {
        at += found;
        match bytes[at] {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return bytes[at + 1..].iter().all(|b| b.is_ascii_whitespace() || *b == 0),
            b'}' => depth -= 1,
            _ => match binary_length(&bytes[at + 1..]) {
                // Raw binary data, in which braces are meaningless.
                Some(length) if length > 0 => return true,
                _ => at += 1,
            },
        }
        at += 1;
        if at >= bytes.len() {
            break;
        }
    }
    depth > 0
}

/// Length of the raw data after a control word `binN`.
fn binary_length(word: &[u8]) -> Option<usize> {
    let digits = word.strip_prefix(b"bin")?;
    let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    std::str::from_utf8(&digits[..count]).ok()?.parse().ok()
}

/// PostScript: the version ends its line, and DSC comments follow.
fn is_postscript(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\x04").unwrap_or(bytes);
    let Some(rest) = bytes.strip_prefix(b"%!PS-Adobe-") else { return false };
    let line = rest.split(|b| matches!(b, b'\r' | b'\n')).next().unwrap_or_default();
    let line = std::str::from_utf8(line).unwrap_or("");
    let mut words = line.split_ascii_whitespace();
    let version = words.next().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    version
        && words.all(|w| w.starts_with("EPSF-") || w.starts_with("Resource-") || matches!(w, "Query" | "ExitServer"))
        && rest.split(|b| matches!(b, b'\r' | b'\n')).skip(1).take(3).any(|line| line.starts_with(b"%"))
}

/// A web page saved as MHTML (RFC 2557), by its header fields.
fn is_mhtml(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let end = [&b"\n\n"[..], b"\r\n\r\n"].iter().filter_map(|blank| memchr::memmem::find(head, blank)).min();
    let Some(end) = end else { return false };
    let head = String::from_utf8_lossy(&head[..end]).to_ascii_lowercase();
    let (mut version, mut related) = (false, false);
    for line in head.lines() {
        let continued = line.starts_with([' ', '\t']);
        let name = line.split_once(':').map_or("", |(name, _)| name);
        let is_field = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !continued && !is_field {
            return false;
        }
        version |= name == "mime-version";
        related |= name == "content-type" && line.contains("multipart/related");
    }
    version && related && head.contains("boundary=")
}

/// A Jupyter notebook: JSON with these two names.
fn is_notebook(bytes: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    has(b"\"nbformat\"") && has(b"\"cells\"") && bytes.trim_ascii_end().ends_with(b"}")
}

/// A LaTeX document: after comments, its first command is the document class.
fn is_latex(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('%'));
    let class = |line: &str| line.strip_prefix("\\documentclass").is_some_and(|rest| rest.starts_with(['[', '{']));
    lines.next().is_some_and(class) && start.contains("\\begin{document}")
}

/// Name and start tag of the root element of XML or HTML, after declaration, comments, processing instructions and
/// document type.
fn root_element(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start();
    loop {
        let skipped = if rest.starts_with("<?") {
            rest.find("?>").map(|at| rest.cut(at + 2..))
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| rest.cut(at + 3..))
        } else if rest.starts_with("<!") {
            let subset = rest.find('[').filter(|&at| rest.find('>').is_some_and(|end| at < end));
            match subset {
                Some(at) => rest
                    .cut(at..)
                    .find("]")
                    .and_then(|end| rest.cut(at + end..).find('>').map(|e| rest.cut(at + end + e + 1..))),
                None => rest.find('>').map(|at| rest.cut(at + 1..)),
            }
        } else {
            break;
        };
        rest = skipped?.trim_start();
    }
    let inside = rest.strip_prefix('<')?;
    let name = inside.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('<');
    is_name.then(|| (name, inside.split('>').next().unwrap_or(inside)))
}

/// Whether a text is an HTML page or fragment: it begins, after comments, with an HTML element. Since Markdown may
/// begin with an element as well, this one must be closed, and nothing may look like Markdown.
pub(super) fn is_html(start: &str) -> bool {
    let trimmed = start.trim_start();
    let lower: String = trimmed.chars().take(64).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") {
        return true;
    }
    let Some((name, _)) = root_element(trimmed) else { return false };
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "html" | "head" | "body" | "title" | "meta" => true,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "article" | "main" | "section" | "header" | "table" | "ul" | "ol"
        | "dl" | "pre" | "blockquote" | "figure" | "span" | "a" | "b" | "i" | "em" | "strong" | "font" | "center"
        | "img" | "br" | "style" | "script" | "iframe" => trimmed.contains("</") && !has_markdown(trimmed),
        _ => false,
    }
}

/// Whether lines have syntax specific to Markdown.
fn has_markdown(text: &str) -> bool {
    let is_mark = |line: &str| {
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        (1..=6).contains(&level) && heading.starts_with(' ')
            || line.starts_with("```")
            || line.starts_with("- ")
            || line.contains("](")
            || line.contains("**")
    };
    text.lines().any(is_mark)
}

/// Field names in front matter.
const FIELDS: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "authors",
    "by",
    "date",
    "lang",
    "language",
    "description",
    "abstract",
    "summary",
    "tags",
    "keywords",
    "categories",
    "category",
    "layout",
    "slug",
    "draft",
    "cover",
    "id",
    "identifier",
    "publisher",
    "rights",
    "copyright",
    "license",
    "output",
    "format",
    "theme",
    "toc",
    "css",
    "permalink",
    "weight",
    "series",
    "published",
    "updated",
    "modified",
    "created",
    "image",
    "type",
    "status",
    "aliases",
    "header",
    "footer",
    "bibliography",
];

/// Whether a text begins with front matter: fields between lines of `---` (YAML) or `+++` (TOML). Prose between two
/// rules is not, even if a line has a colon.
pub(super) fn has_front_matter(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim_end);
    let (ends, sign): (&[&str], char) = match lines.next() {
        Some("---") => (&["---", "..."], ':'),
        Some("+++") => (&["+++"], '='),
        _ => return false,
    };
    let mut known = false;
    for (number, line) in lines.enumerate() {
        if ends.contains(&line) {
            return known;
        }
        let inside = line.starts_with([' ', '\t', '#', '-', ']', '}', '[']) || line.is_empty();
        if number == 0 && (line.is_empty() || line.starts_with([' ', '\t', '-'])) {
            return false;
        }
        if inside {
            continue;
        }
        let Some((name, value)) = line.split_once(sign) else { return false };
        let name = name.trim().trim_matches(['"', '\'']);
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
        if !is_name || sign == ':' && !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return false;
        }
        known |= FIELDS.contains(&name);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_one_group_to_the_end() {
        let rtf: &[&[u8]] = &[
            b"{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Times;}} A \\{ word.\\par}\n",
            b"{\\rtf1\\ansi cut off {\\b in the",
            b"{\\rtf1\\mac {\\pict\\bin3 }}}} and more}",
            b"{\\rtf1{\\fonttbl}}\0",
        ];
        for bytes in rtf {
            assert!(is_rtf(bytes), "{}", bytes.escape_ascii());
        }
        let texts: &[&[u8]] = &[
            b"{\\rtf1\\ansi A word.}\n\nThat is how a file in RTF looks.",
            b"{\\rtf is how such a file begins.",
            b"{\\rtf1 is how such a file begins.",
            b"{\\rtfm is an advice.}",
        ];
        for bytes in texts {
            assert!(!is_rtf(bytes), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn postscript_and_saved_pages_have_their_heads() {
        assert!(is_postscript(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"));
        assert!(!is_postscript(b"%!PS-Adobe-3.0 is the line that a file in PostScript begins with.\n\nMore.\n"));
        assert!(!is_postscript(b"%!PS-Adobe-3.0\n\nIs the line that a file in PostScript begins with.\n"));
        let head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"x\"\r\n\r\n--x\r\n";
        assert!(is_mhtml(head.as_bytes()));
        let mail = "From: Ann\nMIME-Version: 1.0\nContent-Type: text/plain\n\nmultipart/related; boundary=\n";
        assert!(!is_mhtml(mail.as_bytes()));
    }

    #[test]
    fn text_formats_of_other_programs() {
        let what = |text: &str| likely(text, text.as_bytes()).map(|kind| kind.reader);
        assert_eq!(what("{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}\n"), Some("ipynb"));
        assert_eq!(what("% a comment\n\\documentclass[11pt]{article}\n\\begin{document}\nHi\n"), Some("latex"));
        assert_eq!(
            what("<?xml version='1.0'?>\n<!-- Made by hand -->\n<svg xmlns='http://www.w3.org/2000/svg'/>"),
            Some("svg")
        );
        assert_eq!(what("<?xml version='1.0'?><FictionBook xmlns='x'>"), Some("fb2"));
        let flat =
            "<?xml version='1.0'?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">";
        assert_eq!(what(flat), Some("fodt"));
        for text in [
            "{\"a\": 1}",
            "\\documentclass is the command that begins a document.",
            "<?xml version='1.0'?><data/>",
            "<document>",
            "Words.",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }

    #[test]
    fn pages_are_told_from_texts_that_begin_with_a_sign() {
        for text in [
            "<!DOCTYPE HTML>\n<p>",
            "\n<!-- saved from url=(0014)about:internet -->\n<HTML>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"a.dtd\" [<!ENTITY a \"<b>\">]>\n<html>",
            "<p>One paragraph.</p>\n<p>Another.</p>",
            "<body class=a>",
            "<title>T</title>",
        ] {
            assert!(is_html(text), "{text}");
        }
        for text in [
            "<div align=\"center\">\n\n# A Program\n\n</div>\n",
            "<p align=center>a</p>\n\n- item\n",
            "<Ann> hello\n<Ben> hi",
            "<p is the sign for a paragraph",
            "< 5 and > 3",
            "<<EOF",
            "<3",
            "<!-- a comment -->\n\nText.",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn front_matter_is_told_from_prose_between_rules() {
        for text in [
            "---\ntitle: T\n---\n",
            "---\ntitle: T\nlang: en\n...\nText",
            "---\n# a comment\ntitle: >\n  folded\n  lines\ntags:\n- a\n- b\n---\n",
            "+++\ntitle = \"T\"\n+++\n",
            "---\n\"title\": T\n---",
        ] {
            assert!(has_front_matter(text), "{text}");
        }
        for text in [
            "---\nIt rained all day.\n---\n",
            "---\n\ntitle: T\n---\n",
            "---\nNote: this is a draft.\n---\n",
            "---\ntitle: T\nand prose goes on here\n---\n",
            "---\ntitle: T\n",
            "title: T\n---\n",
            "---\nAt 10:30 we left: title: T\n---\n",
            "+++\ntitle: T\n+++\n",
        ] {
            assert!(!has_front_matter(text), "{text}");
        }
    }
}
