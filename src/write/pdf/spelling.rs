//! What glyphs stand for: the runs' clusters, and the text that each glyph code is to be read as.
//!
//! PDF gives every glyph code of a font one text (ToUnicode). A glyph that stands for different texts (a hyphen
//! that was put in, a no-break space) gets a code in a font of its own that differs in nothing but that table. Only
//! a cluster that no such table can spell (several glyphs for one letter, private characters) needs `ActualText`.

use super::faces::OpenFace;
use crate::typeset::model::{Glyph, GlyphRun, Sorts};
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;

/// The text of a glyph: up to 15 bytes of UTF-8, packed, so that it is compared at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spelling(u128);

impl Spelling {
    /// For glyphs within a cluster whose text is told otherwise: U+2060 WORD JOINER, which nobody sees.
    pub(super) const SILENT: Spelling = Spelling::of(b"\xE2\x81\xA0");
    /// A hyphen that was put in.
    pub(super) const SOFT_HYPHEN: Spelling = Spelling::of(b"\xC2\xAD");

    const fn of(text: &[u8]) -> Spelling {
        let mut bytes = [0; 16];
        let mut i = 0;
        while i < text.len() {
            bytes[i] = text[i];
            i += 1;
        }
        bytes[15] = text.len() as u8;
        Spelling(u128::from_le_bytes(bytes))
    }

    /// The spelling of a text, where it has one: neither empty nor too long, and nothing that ToUnicode may not
    /// say (ISO 19005-2, 6.2.11.7.2: U+0000, U+FEFF, U+FFFE; 6.2.11.7.3: private use).
    #[inline]
    pub(super) fn new(text: &[u8]) -> Option<Spelling> {
        match text {
            [] => None,
            // Control characters are invisible, whatever glyph the face has for them.
            [byte] => Some(Spelling(u128::from((*byte).max(b' ')) | 1 << 120)),
            [0..0xEE, ..] if text.len() <= 15 => Some(Spelling::of(text)),
            _ if text.len() <= 15 => {
                let bad = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{FFFE}' | '\u{F0000}'..);
                std::str::from_utf8(text).ok().filter(|t| !t.contains(bad)).map(|_| Spelling::of(text))
            }
            _ => None,
        }
    }

    /// The text, where it is a single byte.
    pub(super) fn byte(self) -> Option<u8> {
        let bytes = self.0.to_le_bytes();
        (bytes[15] == 1).then_some(bytes[0])
    }

    /// The text.
    pub(super) fn text(self) -> String {
        let bytes = self.0.to_le_bytes();
        String::from_utf8_lossy(&bytes[..usize::from(bytes[15])]).into_owned()
    }
}

/// The clusters of a run in visual order: the glyphs of each and its text.
pub(super) struct Clusters<'a> {
    glyphs: &'a [Glyph],
    text: &'a str,
    right_to_left: bool,
    at: usize,
    /// Where the text not yet given out begins (from left to right) or ends.
    cursor: usize,
}

impl<'a> Clusters<'a> {
    /// The clusters of a run.
    pub(super) fn new(sorts: &'a Sorts, run: &GlyphRun) -> Clusters<'a> {
        let glyphs = sorts.glyphs(run);
        let text = sorts.text(run);
        let cursor = if run.right_to_left { text.len() } else { 0 };
        Clusters { glyphs, text, right_to_left: run.right_to_left, at: 0, cursor }
    }

    /// The next cluster, if it is one glyph at its place for one byte of text that runs from left to right: what
    /// most clusters are. [`Clusters::pass_letter`] takes it.
    #[inline]
    pub(super) fn letter(&self) -> Option<(&'a Glyph, u8)> {
        let glyph = self.glyphs.get(self.at)?;
        let joined = self.glyphs.get(self.at + 1).is_some_and(|next| next.text == 0);
        if glyph.text != 1 || glyph.shifted || joined || self.right_to_left {
            return None;
        }
        Some((glyph, *self.text.as_bytes().get(self.cursor)?))
    }

    /// Passes the cluster that [`Clusters::letter`] told.
    #[inline]
    pub(super) fn pass_letter(&mut self) {
        self.at += 1;
        self.cursor += 1;
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (Range<usize>, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let length = usize::from(self.glyphs.get(start)?.text);
        let more = self.glyphs[start + 1..].iter().take_while(|glyph| glyph.text == 0).count();
        let end = start + 1 + more;
        self.at = end;
        let range = if self.right_to_left {
            let to = self.cursor;
            self.cursor = to.saturating_sub(length);
            self.cursor..to
        } else {
            let from = self.cursor;
            self.cursor = (from + length).min(self.text.len());
            from..self.cursor
        };
        Some((start..end, &self.text.as_bytes()[range]))
    }
}

/// How a cluster's glyphs are spelled.
pub(super) enum Spelled {
    /// The cluster is one glyph with this text.
    One(Spelling),
    /// Each glyph has a text of its own: letters and marks that were not composed. In visual order.
    Each(Vec<Spelling>),
    /// No table can say it all, so `ActualText` does. For programs that do not heed it, the glyphs that take room have the
    /// letters, in reading order, and the others have nothing that is seen. In visual order.
    Replaced(Vec<Spelling>),
}

/// How the glyphs of a cluster are spelled.
#[inline]
pub(super) fn spell(face: &OpenFace<'_>, glyphs: &[Glyph], text: &[u8], right_to_left: bool) -> Spelled {
    match glyphs {
        [glyph] if glyph.id != 0 => {
            Spelling::new(text).map_or_else(|| Spelled::Replaced(vec![Spelling::SILENT]), Spelled::One)
        }
        _ => spell_each(face, glyphs, text, right_to_left),
    }
}

#[cold]
fn spell_each(face: &OpenFace<'_>, glyphs: &[Glyph], text: &[u8], right_to_left: bool) -> Spelled {
    let text = std::str::from_utf8(text).unwrap_or("");
    if text.chars().count() != glyphs.len() {
        return replaced(glyphs, text, right_to_left);
    }
    // Letters may have contextual forms; glyphs without an advance are marks.
    let mut letters = text.chars();
    let marked = letters.next().is_some_and(|c| !is_mark(c)) && letters.all(is_mark);
    let fits = |c: char, glyph: &Glyph| marked && is_mark(c) == (glyph.advance == 0);
    let own = |(c, glyph): (char, &Glyph)| {
        let spelling = Spelling::new(c.encode_utf8(&mut [0; 4]).as_bytes())?;
        (glyph.id != 0 && (face.face.glyph(c) == Some(glyph.id) || fits(c, glyph))).then_some(spelling)
    };
    let spellings: Option<Vec<Spelling>> = if right_to_left {
        text.chars().rev().zip(glyphs).map(own).collect()
    } else {
        text.chars().zip(glyphs).map(own).collect()
    };
    spellings.map_or_else(|| replaced(glyphs, text, right_to_left), Spelled::Each)
}

/// Whether a character is a mark on a letter that takes no room.
fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0
}

/// The letters of a cluster on the glyphs that take room: in reading order a letter each, the last glyph the rest. A vowel
/// sign that stands before its letter so has the letter, and this the sign: together they read right. (A glyph that takes
/// room and has no letters makes some programs see a space beside it.)
fn replaced(glyphs: &[Glyph], text: &str, right_to_left: bool) -> Spelled {
    let takes_room = |&i: &usize| glyphs[i].id != 0 && glyphs[i].advance != 0;
    let mut places: Vec<usize> = (0..glyphs.len()).filter(takes_room).collect();
    if right_to_left {
        places.reverse();
    }
    let mut spellings = vec![Spelling::SILENT; glyphs.len()];
    let mut rest = text;
    for (i, &place) in places.iter().enumerate() {
        let is_last = i + 1 == places.len();
        let length = if is_last { rest.len() } else { rest.chars().next().map_or(0, char::len_utf8) };
        let (letters, behind) = rest.split_at(length);
        spellings[place] = Spelling::new(letters.as_bytes()).unwrap_or(Spelling::SILENT);
        rest = behind;
    }
    Spelled::Replaced(spellings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_keep_their_text_or_refuse_it() {
        for text in ["a", "é", "ffi", "क्षि", "\u{AD}", "\u{A0}"] {
            assert_eq!(Spelling::new(text.as_bytes()).unwrap().text(), text);
        }
        for text in ["", "sixteen bytes is", "\u{E000}", "\u{FEFF}", "a\u{F0001}", "\u{F8FF}"] {
            assert!(Spelling::new(text.as_bytes()).is_none_or(|s| s.text() == "a\u{F0001}"), "{text:?}");
        }
        assert_eq!(Spelling::new(b"\t").unwrap().text(), " ");
    }
}
