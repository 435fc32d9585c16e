//! Bytes → [`Source`]: the encoding is found out, line ends become `\n`.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Source;

/// Decodes the bytes of a source called `name` that begins at `start` in the space of spans.
///
/// A byte order mark decides; else valid UTF-8 is UTF-8; else it is read as windows-1252, with a warning.
pub fn decode(name: &str, bytes: &[u8], start: u32, diagnostics: &mut Diagnostics) -> Source {
    let (text, encoding, guessed) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding.decode_without_bom_handling(&bytes[length..]).0, encoding, false),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.into(), encoding_rs::UTF_8, false),
            Err(_) => {
                let encoding = encoding_rs::WINDOWS_1252;
                (encoding.decode_without_bom_handling(bytes).0, encoding, true)
            }
        },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    let source = Source::new(name, text, start);
    if guessed {
        let message = format!("not valid UTF-8, read as {}", encoding.name());
        diagnostics
            .push(Diagnostic::new(&codes::ENCODING_GUESSED, source.span(0..0), message).help("save the file as UTF-8"));
    }
    source
}
