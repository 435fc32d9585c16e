//! Signs that a backslash makes letters: the parser hands them on without it, and a dialect's marks must not be made of them.
//!
//! [`super::super::events`] writes a noncharacter for such a sign, and [`super::inlines`] puts the sign back.

/// The signs, each with what stands for it until the lines were read.
const SIGNS: [(char, char); 9] = [
    ('^', '\u{fdd0}'),
    ('~', '\u{fdd1}'),
    ('[', '\u{fddc}'),
    (']', '\u{fddd}'),
    ('{', '\u{fdde}'),
    ('=', '\u{fddf}'),
    ('+', '\u{fde0}'),
    (':', '\u{fde1}'),
    ('@', '\u{fde2}'),
];

/// What stands for an escaped sign; `None`: no dialect has a mark that begins with it.
pub(in super::super) fn stand_in(sign: char) -> Option<char> {
    SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, stand_in)| *stand_in)
}

/// Whether there is a stand-in in a text.
pub(in super::super) fn is_in(text: &str) -> bool {
    // The first byte of all.
    memchr::memchr(0xef, text.as_bytes()).is_some() && text.contains(|c| SIGNS.iter().any(|(_, known)| *known == c))
}

/// The text with the signs that its stand-ins stand for.
pub(in super::super) fn restored(text: &str) -> String {
    let sign = |c: char| SIGNS.iter().find(|(_, stand_in)| *stand_in == c).map_or(c, |(sign, _)| *sign);
    text.chars().map(sign).collect()
}
