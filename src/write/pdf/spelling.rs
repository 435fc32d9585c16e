//! The text that each glyph represents: clusters of a run, and the ToUnicode text of each code.
//!
//! A PDF font has one text per code (ToUnicode). A glyph with different texts (an inserted hyphen, a no-break space)
//! gets a further code: in the same font if `CIDToGIDMap` can lead it to the glyph, else in a font that differs in that
//! table only. `ActualText` is used only for clusters that no
//! ToUnicode table can express (several glyphs for one letter, private-use characters).

use super::faces::OpenFace;
use crate::typeset::model::{Glyph, GlyphRun, Sorts};
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;

/// The text of a glyph: up to 15 bytes of UTF-8 packed into an integer, for fast comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spelling(u128);

impl Spelling {
    /// For glyphs within a cluster whose text is given elsewhere: U+2060 WORD JOINER, which is invisible.
    pub(super) const SILENT: Spelling = Spelling::of(b"\xE2\x81\xA0");
    /// An inserted hyphen.
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

    /// The spelling of a text; `None` if it is empty, too long, or contains what ToUnicode must not (ISO 19005-2,
    /// 6.2.11.7.2: U+0000, U+FEFF, U+FFFE; 6.2.11.7.3: private use).
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

    /// The text, if it is a single byte.
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

/// The clusters of a run in visual order: their glyphs and text.
pub(super) struct Clusters<'a> {
    glyphs: &'a [Glyph],
    text: &'a str,
    right_to_left: bool,
    at: usize,
    /// Position in the text: start (left to right) or end of the rest.
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

    /// The next cluster, if it is a single glyph without offset for one byte of left-to-right text, as most clusters
    /// are. [`Clusters::pass_letter`] consumes it.
    #[inline]
    pub(super) fn letter(&self) -> Option<(&'a Glyph, u8)> {
        let glyph = self.glyphs.get(self.at)?;
        let joined = self.glyphs.get(self.at + 1).is_some_and(|next| next.text == 0);
        if glyph.text != 1 || glyph.shifted || joined || self.right_to_left {
            return None;
        }
        Some((glyph, *self.text.as_bytes().get(self.cursor)?))
    }

    /// Consumes the cluster returned by [`Clusters::letter`].
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
    /// Each glyph has its own text: decomposed letters and marks. In visual order.
    Each(Vec<Spelling>),
    /// ToUnicode can't express it, so ActualText does. For programs that ignore ActualText, the glyphs with an advance
    /// carry the letters in reading order, and the others an invisible character. In visual order.
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

/// Whether a character is a nonspacing mark.
fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0
}

/// Distributes a cluster's letters over its glyphs with an advance: one letter each in reading order, the rest to the
/// last. A reordered vowel sign's glyph thus carries the base letter, and the base's glyph the sign: concatenated they
/// read correctly. (A glyph with an advance but without letters makes some programs insert a space.)
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
