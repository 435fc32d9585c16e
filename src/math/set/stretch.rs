//! Stretchy glyphs: the smallest size variant that is large enough, else a glyph assembly (OpenType, “MathVariants”).

use super::MathSetter;
use super::boxes::{MathMark, PlacedMark, SetBox};
use super::face::AssemblyPart;

impl MathSetter<'_> {
    /// A character at least `wanted` high (or wide) as far as the face supports it; not centred.
    pub fn stretched(&self, character: char, wanted: i64, vertical: bool) -> Result<SetBox, String> {
        let glyph = self.face.glyph(character).ok_or_else(|| super::missing(character))?;
        let (variants, parts) = self.face.variants(glyph, vertical);
        let natural = self.glyph(glyph, character.to_string());
        let size = |b: &SetBox| if vertical { b.height() } else { b.width };
        if size(&natural) >= wanted {
            return Ok(natural);
        }
        for &(variant, reach) in &variants {
            if self.units(reach) >= wanted {
                return Ok(self.large(variant, character));
            }
        }
        if !parts.is_empty() {
            return Ok(self.assembled(&parts, character, wanted, vertical));
        }
        Ok(variants.last().map_or(natural, |&(variant, _)| self.large(variant, character)))
    }

    /// A size variant of a character.
    fn large(&self, glyph: u16, character: char) -> SetBox {
        let mut out = self.glyph(glyph, character.to_string());
        out.glyph = None;
        out
    }

    /// A glyph assembly: extenders are repeated until it is long enough, then the overlap is increased to fit.
    fn assembled(&self, parts: &[AssemblyPart], character: char, wanted: i64, vertical: bool) -> SetBox {
        let least = self.face.least_overlap();
        let chain = |repeats: usize| -> Vec<AssemblyPart> {
            parts.iter().flat_map(|p| std::iter::repeat_n(*p, if p.extender { repeats } else { 1 })).collect()
        };
        let longest = |chain: &[AssemblyPart]| -> i64 {
            chain.iter().map(|p| p.advance).sum::<i64>() - least * (chain.len() as i64 - 1).max(0)
        };
        let mut repeats = 1;
        while self.units(longest(&chain(repeats))) < wanted && repeats < 400 {
            repeats += 1;
        }
        let chain = chain(repeats);
        let joints = (chain.len() as i64 - 1).max(1);
        let over = (self.units(longest(&chain)) - wanted).max(0) / joints;
        let mut out = SetBox::default();
        let mut at = 0;
        for (i, part) in chain.iter().enumerate() {
            let extent = self.face.extent(part.glyph);
            let text = if i == 0 { character.to_string() } else { String::new() };
            let mark = |g: u16| MathMark::Glyph { id: g, size: self.size(), advance: self.units(extent.advance), text };
            // Parts are listed from the bottom to the top, and from left to right.
            let (x, y) = if vertical { (0, -(at + self.units(extent.descent))) } else { (at, 0) };
            out.items.push(PlacedMark { x, y, mark: mark(part.glyph), origin: None });
            if vertical {
                out.width = out.width.max(self.units(extent.advance));
            } else {
                out.ascent = out.ascent.max(self.units(extent.ascent));
                out.descent =
                    if i == 0 { self.units(extent.descent) } else { out.descent.max(self.units(extent.descent)) };
            }
            let room = chain.get(i + 1).map_or(0, |next| part.end.min(next.start));
            let overlap = self.units(least) + over.min((self.units(room) - self.units(least)).max(0));
            at += self.units(part.advance) - if i + 1 < chain.len() { overlap } else { 0 };
        }
        if vertical {
            out.ascent = at;
        } else {
            out.width = at;
        }
        out
    }

    /// A delimiter for content with `ascent` and `descent`, centred on the math axis.
    pub fn delimiter(&self, character: char, ascent: i64, descent: i64) -> Result<SetBox, String> {
        let axis = self.axis();
        let half = (ascent - axis).max(descent + axis);
        // The TeXbook, rule 19: at least 90.1 % of the height, and at most half an em short.
        let wanted = (2 * half * 901 / 1000).max(2 * half - self.size() / 2);
        self.centred(character, wanted)
    }

    /// A character of at least this height, centred on the math axis.
    pub fn centred(&self, character: char, wanted: i64) -> Result<SetBox, String> {
        let out = self.stretched(character, wanted, true)?;
        let by = (out.ascent - out.descent) / 2 - self.axis();
        Ok(out.lowered(by))
    }
}
