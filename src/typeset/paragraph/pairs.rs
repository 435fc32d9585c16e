//! Cached kerning pairs: words assembled from known letter pairs, without calling the shaper.
//!
//! In the embedded faces a letter's glyph depends on the letter alone, and its advance on the letter and the next one
//! (pair kerning), except in ligatures (*fi*). So pairs learned from shaped words give the glyphs of any other word
//! made of the same pairs. Pairs that form ligatures are never learned: such a word is always shaped. The test here
//! proves that no rule of the faces has a longer context.

use super::shape::UnitGlyph;

/// Number of characters whose pairs are cached: printable ASCII, Latin-1 letters, quotes and dashes.
const SIGNS: usize = 0x5E + 0x40 + 6;
/// Stands for the end of a word.
const END: usize = SIGNS;

/// Known pairs in one style.
#[derive(Default)]
pub(super) struct PairKerns {
    /// By a pair's first character: its row plus one, or 0.
    row: Vec<u8>,
    /// Rows, by a pair's second character.
    rows: Vec<[PairFirst; SIGNS + 1]>,
}

/// Glyph and advance of a pair's first character, in font units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct PairFirst {
    /// Glyph id; 0: pair unknown.
    id: u16,
    /// Advance before the second character.
    advance: i16,
}

/// Index of a character.
fn sign(c: char) -> Option<usize> {
    match c {
        '!'..='~' => Some(c as usize - 0x21),
        // Kerning classes differ behind ï and before J.
        'ï' | 'í' | 'Í' => None,
        'À'..='ÿ' => Some(c as usize - 0xC0 + 0x5E),
        '‘' | '’' => Some(c as usize - 0x2018 + 0x9E),
        '“' | '”' => Some(c as usize - 0x201C + 0xA0),
        '–' | '—' => Some(c as usize - 0x2013 + 0xA2),
        _ => None,
    }
}

impl PairKerns {
    /// Appends the glyphs of a left-to-right word and returns its width; appends nothing if a pair is unknown.
    pub(super) fn spell(&self, text: &str, glyphs: &mut Vec<UnitGlyph>) -> Option<i64> {
        let start = glyphs.len();
        let width = self.add(text, glyphs);
        if width.is_none() {
            glyphs.truncate(start);
        }
        width
    }

    fn add(&self, text: &str, glyphs: &mut Vec<UnitGlyph>) -> Option<i64> {
        let mut chars = text.chars();
        let mut next = chars.next();
        let mut first = next.and_then(sign)?;
        let mut width = 0;
        while let Some(c) = next {
            next = chars.next();
            let second = next.map_or(Some(END), sign)?;
            let row = self.row.get(first)?.checked_sub(1)?;
            let PairFirst { id, advance } = self.rows[usize::from(row)][second];
            if id == 0 {
                return None;
            }
            glyphs.push(UnitGlyph { id, text: c.len_utf8() as u8, advance: advance.into(), dx: 0, dy: 0 });
            width += i64::from(advance);
            first = second;
        }
        Some(width)
    }

    /// Learns the pairs of a word shaped left to right.
    pub(super) fn learn(&mut self, text: &str, glyphs: &[UnitGlyph]) {
        let is_plain = |(c, glyph): (char, &UnitGlyph)| {
            let stands_alone = usize::from(glyph.text) == c.len_utf8() && !glyph.is_shifted();
            stands_alone && glyph.id != 0 && i16::try_from(glyph.advance).is_ok() && sign(c).is_some()
        };
        if text.chars().count() != glyphs.len() || !text.chars().zip(glyphs).all(is_plain) {
            return;
        }
        self.row.resize(SIGNS, 0);
        let seconds = text.chars().skip(1).filter_map(sign).chain([END]);
        for ((first, second), glyph) in text.chars().filter_map(sign).zip(seconds).zip(glyphs) {
            if self.row[first] == 0 {
                self.rows.push([PairFirst::default(); SIGNS + 1]);
                self.row[first] = self.rows.len() as u8;
            }
            let known = PairFirst { id: glyph.id, advance: glyph.advance as i16 };
            self.rows[usize::from(self.row[first]) - 1][second] = known;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::Shaper;
    use super::*;
    use crate::fonts::{EMBEDDED, FontRole, Fonts};
    use crate::typeset::model::FontFeatures;
    use rayon::prelude::*;

    /// All cached characters.
    fn signs() -> Vec<char> {
        ('!'..='ÿ').chain('–'..='”').filter(|&c| sign(c).is_some()).collect()
    }

    /// Texts that contain every sequence of three characters.
    fn triples(signs: &[char]) -> Vec<String> {
        let text = |i: usize| {
            let from = &signs[i..];
            from.iter().flat_map(|&b| from.iter().flat_map(move |&c| [signs[i], b, c])).chain([signs[i]; 2]).collect()
        };
        (0..signs.len()).map(text).collect()
    }

    /// Shapes each character of a text by itself.
    fn shaped(
        text: &str,
        role: FontRole,
        features: FontFeatures,
        language: &str,
        fonts: &Fonts,
    ) -> Vec<(usize, PairFirst)> {
        let mut shaper = Shaper::default();
        let style = shaper.style(role, features, language, fonts);
        let word = shaper.word(text, style, false, fonts);
        let mut out = Vec::with_capacity(text.len());
        let mut left = 0;
        let mut glyphs = word.segments().flat_map(|s| shaper.glyphs(shaper.segment(s))).peekable();
        for c in text.chars() {
            let mut known = PairFirst::default();
            if left == 0 {
                let glyph = glyphs.next().expect("there is a glyph for each cluster");
                left = usize::from(glyph.text);
                if glyph.text as usize == c.len_utf8() && (glyph.dx, glyph.dy) == (0, 0) {
                    known = PairFirst { id: glyph.id, advance: glyph.advance as i16 };
                }
                while glyphs.next_if(|g| g.text == 0).is_some() {
                    known = PairFirst::default();
                }
            }
            left -= c.len_utf8();
            out.push((sign(c).expect("it is one"), known));
        }
        out
    }

    /// Asserts that a pair has the same glyph and advance in every known context.
    fn assert_pairs_suffice(role: FontRole, features: FontFeatures, language: &str, signs: &[char], fonts: &Fonts) {
        let texts = triples(signs);
        let shaped: Vec<_> = texts.par_iter().map(|text| shaped(text, role, features, language, fonts)).collect();
        let mut known = vec![[PairFirst::default(); SIGNS]; SIGNS];
        let name = |sign: usize| signs.iter().find(|&&c| super::sign(c) == Some(sign)).expect("it is one");
        let place = |a, b| format!("{}{} in {role:?} {features:?} {language}", name(a), name(b));
        for pair in shaped.iter().flat_map(|text| text.windows(2)) {
            let ((a, said), (b, next)) = (pair[0], pair[1]);
            if said.id != 0 && next.id != 0 {
                let known = &mut known[a][b];
                assert!(known.id == 0 || *known == said, "{}", place(a, b));
                *known = said;
            }
        }
        for triple in shaped.iter().flat_map(|text| text.windows(3)) {
            let ((a, _), (b, said), (c, _)) = (triple[0], triple[1], triple[2]);
            assert!(said.id != 0 || known[a][b].id == 0 || known[b][c].id == 0, "{}", place(b, c));
        }
    }

    #[test]
    fn no_rule_of_the_faces_reaches_further_than_a_pair() {
        let fonts = Fonts::default();
        let plain = FontFeatures::default();
        // The weights of a family have the same rules.
        for embedded in EMBEDDED.iter().filter(|e| !e.role.bold) {
            assert_pairs_suffice(embedded.role, plain, "en", &signs(), &fonts);
        }
        let few: Vec<char> = signs().into_iter().filter(|c| "aefijlt'’”—-.,123ÀIJLTéß".contains(*c)).collect();
        let features = [
            FontFeatures { old_style_figures: true, ..plain },
            FontFeatures { tabular_figures: true, ..plain },
            FontFeatures { small_caps: true, ..plain },
            FontFeatures { all_small_caps: true, ..plain },
            FontFeatures { no_ligatures: true, ..plain },
            FontFeatures { superiors: true, ..plain },
        ];
        for embedded in EMBEDDED {
            features.iter().for_each(|&f| assert_pairs_suffice(embedded.role, f, "en", &few, &fonts));
            let languages = ["", "az", "ca", "de", "nl", "pl", "ro", "tr"];
            languages.iter().for_each(|l| assert_pairs_suffice(embedded.role, plain, l, &few, &fonts));
        }
    }

    #[test]
    fn words_are_spelled_as_they_are_shaped() {
        let fonts = Fonts::default();
        let style = |shaper: &mut Shaper| shaper.style(FontRole::default(), FontFeatures::default(), "en", &fonts);
        let glyphs = |word: &str, shaper: &mut Shaper| -> Vec<String> {
            let style = style(shaper);
            let segments = shaper.word(word, style, false, &fonts).segments().map(|s| shaper.segment(s));
            segments.map(|s| format!("{} {:?}", s.width, shaper.glyphs(s))).collect()
        };
        let text = "“It’s official”—affable Kaffee, fifty Tots’ waffles: AVATAR, Übergröße; naïf 1851–52 e\u{301}t жар";
        let words: Vec<&str> =
            text.split(' ').flat_map(|word| word.char_indices().map(|(at, _)| &word[at..])).collect();
        let mut knowing = Shaper::default();
        let mut spelled = 0;
        for word in words {
            assert_eq!(glyphs(word, &mut knowing), glyphs(word, &mut Shaper::default()), "{word}");
            let style = style(&mut knowing);
            spelled += usize::from(knowing.spell(word, style, &fonts).is_some());
        }
        assert!(spelled > 10, "{spelled}");
    }
}
