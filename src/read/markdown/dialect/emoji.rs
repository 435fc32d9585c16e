//! `:smile:`: names of signs, as GitHub knows them.

use crate::source::Cut as _;

/// The longest name that is looked up, in bytes.
const LONGEST: usize = 48;

/// The sign whose name a text begins with, between colons, and how many bytes that takes.
pub(super) fn at(text: &str) -> Option<(&'static str, usize)> {
    let inside = text.strip_prefix(':')?;
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-');
    let length = inside.bytes().take(LONGEST).take_while(is_part).count();
    if length == 0 || inside.as_bytes().get(length) != Some(&b':') {
        return None;
    }
    if inside.cut(length + 1..).starts_with(char::is_alphanumeric) {
        return None; // `a :b:c`
    }
    let name = inside.cut(..length);
    if name.bytes().all(|b| b.is_ascii_digit()) && name != "100" && name != "1234" {
        return None; // a time of day
    }
    Some((emojis::get_by_shortcode(name)?.as_str(), length + 2))
}
