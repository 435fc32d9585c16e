//! Format detection: finds the reader for bytes, or refuses them.
//!
//! In order of certainty: binary signatures ([`signature`]), which override the user's choice, since the text would be
//! garbage; the user's choice; text formats that are never meant verbatim ([`text`]); media type; name; the start of
//! the text. The default is plain text.

mod kind;
mod package;
mod signature;
mod text;

use super::{Reader, by_extension, by_media_type, by_name, decode};
use crate::source::Input;
pub use kind::Format;

/// An input with its reader.
#[derive(Clone)]
pub struct Detected<'i> {
    /// What is to be read.
    pub input: &'i Input,
    /// What reads it.
    pub reader: &'static dyn Reader,
    /// The reason, as a clause: `its name ends in .md`.
    pub why: String,
}

impl<'i> Detected<'i> {
    /// An input with a reader chosen by the user.
    pub fn asked(input: &'i Input, reader: &'static dyn Reader) -> Self {
        Detected { input, reader, why: "it was asked for".to_owned() }
    }
}

/// Why a source was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRefusal {
    /// Its format: `a Word document (DOCX)`.
    pub what: &'static str,
    /// Advice to the user.
    pub help: String,
}

/// Number of bytes examined for text formats.
const START: usize = 16 << 10;

/// Finds the reader for an input; `from`: the one chosen by the user.
///
/// ```
/// use folio::{read::detect, source::Input};
/// let input = Input::new("a.txt", "---\ntitle: T\n---\n\nText.\n");
/// let detected = detect(&input, None).unwrap();
/// assert_eq!(detected.reader.name(), "markdown");
/// let picture = Input::new("a.txt", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
/// let refusal = detect(&picture, None).err().unwrap();
/// assert_eq!(refusal.what, "a picture (PNG)");
/// ```
///
/// # Errors
/// If no reader supports the format.
pub fn detect<'i>(input: &'i Input, from: Option<&'static dyn Reader>) -> Result<Detected<'i>, SourceRefusal> {
    let found = |reader, why: &str| Ok(Detected { input, reader, why: why.to_owned() });
    let bytes = input.bytes.as_slice();
    // UTF-16 contains zero bytes; only text begins with a byte order mark.
    let wide = decode::encoding::wide(bytes);
    if wide.is_none() {
        let kind = signature::find(bytes).or_else(|| signature::is_no_text(bytes).then_some(&kind::BINARY));
        if let Some(kind) = kind {
            return taken(input, kind, false);
        }
    }
    if let Some(reader) = from {
        return Ok(Detected::asked(input, reader));
    }
    if let Some(kind) = text::certain(bytes) {
        return taken(input, kind, true);
    }
    if let Some(media_type) = &input.media_type
        && let Some(reader) = by_media_type(media_type)
    {
        return found(reader, &format!("its media type is {media_type}"));
    }
    let start = decode::encoding::start(&bytes[..bytes.len().min(START)], wide);
    let extension = input.extension();
    let known = extension.as_deref().and_then(by_extension);
    if known.is_none_or(|reader| reader.name() == "text") && text::has_front_matter(&start) {
        return found(by_name("markdown").expect("there is such a reader"), "it begins with front matter");
    }
    if let (Some(reader), Some(extension)) = (known, extension) {
        return found(reader, &format!("its name ends in .{extension}"));
    }
    if let Some(kind) = text::likely(&start, bytes) {
        return taken(input, kind, true);
    }
    if text::is_html(&start) {
        return found(by_name("html").expect("there is such a reader"), "it begins as a web page does");
    }
    found(
        by_name("text").expect("there is such a reader"),
        "nothing in its name or at its begin tells of another format",
    )
}

/// The binary format of bytes, by signature; `None` if they may be text.
///
/// ```
/// assert_eq!(folio::read::binary(b"\xff\x0a\xfa\x1f\x01\x90").unwrap().what, "a picture (JPEG XL)");
/// assert!(folio::read::binary(b"BM is what bitmaps begin with").is_none());
/// ```
pub fn binary(bytes: &[u8]) -> Option<&'static Format> {
    signature::find(bytes)
}

/// The reader for a format, or a refusal. `is_text`: it can be read as plain text on request.
fn taken<'i>(input: &'i Input, kind: &'static Format, is_text: bool) -> Result<Detected<'i>, SourceRefusal> {
    match by_name(kind.reader) {
        Some(reader) => Ok(Detected { input, reader, why: format!("its bytes say that it is {}", kind.what) }),
        None if is_text => {
            let help = format!("{}; `--from text` reads it as it stands", kind.way_out);
            Err(SourceRefusal { what: kind.what, help })
        }
        None => Err(SourceRefusal { what: kind.what, help: kind.way_out.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(name: &str, bytes: impl Into<Vec<u8>>) -> Result<&'static str, &'static str> {
        detect(&Input::new(name, bytes), None).map(|d| d.reader.name()).map_err(|refusal| refusal.what)
    }

    #[test]
    fn names_tell_the_format_of_a_text() {
        for name in [
            "a.md",
            "a.markdown",
            "a.mdown",
            "a.mkd",
            "a.mkdn",
            "a.mdwn",
            "a.mdtext",
            "a.mdtxt",
            "a.qmd",
            "a.Rmd",
            "a.rmarkdown",
            "a.mdx",
            "a.livemd",
            "A.MD",
            "folder/a.md",
            "folder\\a.md",
        ] {
            assert_eq!(reader(name, "Text."), Ok("markdown"), "{name}");
        }
        for name in ["a.html", "a.htm", "a.xhtml", "a.xht", "a.shtml", "a.HTM"] {
            assert_eq!(reader(name, "Text."), Ok("html"), "{name}");
        }
        for name in ["a.txt", "a", "README", "md", "a.b", "folder.md/a"] {
            assert_eq!(reader(name, "Text."), Ok("text"), "{name}");
        }
    }

    #[test]
    fn evidence_tells_the_format_of_a_text_without_a_name() {
        let front_matter = "---\ntitle: T\n---\n\nText.\n";
        for name in ["-", "a.txt", "a.text", "a.unknown"] {
            assert_eq!(reader(name, front_matter), Ok("markdown"), "{name}");
        }
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(front_matter.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(reader("-", utf16), Ok("markdown"));
        assert_eq!(reader("-", format!("\u{feff}{front_matter}")), Ok("markdown"));
        assert_eq!(reader("a.html", front_matter), Ok("html"));
        assert_eq!(reader("-", "<!DOCTYPE html><p>a"), Ok("html"));
        assert_eq!(reader("a.txt", "<!DOCTYPE html><p>a"), Ok("text"));
    }

    #[test]
    fn a_media_type_tells_more_than_a_name() {
        let page = Input::new("a.txt", "One.").with_media_type("Text/HTML; charset=utf-8");
        assert_eq!(detect(&page, None).unwrap_or_else(|r| panic!("{}", r.what)).reader.name(), "html");
        let picture = Input::new("a.txt", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").with_media_type("text/html");
        assert!(detect(&picture, None).is_err());
    }

    #[test]
    fn what_is_not_read_is_refused_by_its_name() {
        assert_eq!(reader("a.md", *b"\x7fELF\x02\x01\x01\0\0"), Err("a program (ELF)"));
        assert_eq!(reader("a.doc", "{\\rtf1\\ansi a}"), Err("a document in Rich Text Format (RTF)"));
        assert_eq!(reader("a.doc", "<html><body>Saved by a web program as a Word file.</body></html>"), Ok("html"));
        assert_eq!(reader("a.tex", "\\documentclass{book}\n\\begin{document}"), Err("a LaTeX document"));
        assert_eq!(reader("a.md", "\\documentclass{book}\n\\begin{document}"), Ok("markdown"));
        assert_eq!(reader("a.bin", [1, 0].repeat(40)), Err("binary data, no text"));
        let text = by_name("text");
        assert!(detect(&Input::new("a", *b"\x1f\x8b\x08\0\0"), text).is_err());
        assert!(detect(&Input::new("a.rtf", "{\\rtf1\\ansi a}"), text).is_ok());
        let refusal = detect(&Input::new("a.rtf", "{\\rtf1\\ansi a}"), None).err().unwrap();
        assert!(
            refusal.help.contains("save it as a web page")
                && refusal.help.ends_with("`--from text` reads it as it stands")
        );
    }
}
