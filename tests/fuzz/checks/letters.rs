//! Texts in other letters, by the reader of plain text and in whole conversions.

use super::in_other_letters::replaced;
use super::{convert, read};

/// The first byte chooses the alphabet and which words stay, the second what `text` and `convert` are told.
pub fn letters(bytes: &[u8]) {
    let [which, choice, bytes @ ..] = bytes else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = replaced(text, usize::from(which & 15), usize::from(which >> 4));
    let told = [&[*choice], text.as_bytes()].concat();
    read::text(&told);
    if choice & 3 != 3 {
        convert::convert(&told);
    }
}
