//! Names of encodings for `--encoding`.

use crate::spelling::nearest;
use encoding_rs::Encoding;

/// Parses an encoding label (Encoding Standard, 4.2).
///
/// # Errors
/// With a message that says what is allowed.
pub fn parse(text: &str) -> Result<String, String> {
    match Encoding::for_label_no_replacement(text.as_bytes()) {
        Some(encoding) => Ok(encoding.name().to_owned()),
        None => {
            let near = nearest(&text.to_ascii_lowercase(), ENCODINGS.iter().copied(), 3);
            let near = near.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
            Err(format!("{near}encodings have the names of the web: utf-8, windows-1252, iso-8859-2, koi8-r, gbk, …"))
        }
    }
}

/// Commonly known names of encodings.
pub(super) const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "latin1",
    "ascii",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "cp1250",
    "cp1251",
    "cp1252",
    "ibm866",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "x-mac-cyrillic",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
    "euc-jp",
    "iso-2022-jp",
    "shift_jis",
    "sjis",
    "euc-kr",
];
