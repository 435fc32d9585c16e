//! Glyphs with the text they represent.

use super::{Color, Length};
use crate::fonts::FaceId;
use crate::source::Cut as _;
use std::ops::Range;

/// Storage for the glyphs and text of set runs. Made for a paragraph, shared with the pages it is on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorts {
    /// The glyphs of all runs.
    pub glyphs: Vec<Glyph>,
    /// Offsets of the glyphs that are not drawn at their origin, in order.
    pub shifts: Vec<Shift>,
    /// The text of all runs.
    pub text: String,
}

impl Sorts {
    /// The glyphs of a run, in visual order.
    pub fn glyphs(&self, run: &GlyphRun) -> &[Glyph] {
        &self.glyphs[run.glyphs.start as usize..run.glyphs.end as usize]
    }

    /// The text of a run, in logical order.
    pub fn text(&self, run: &GlyphRun) -> &str {
        self.text.cut(run.text.start as usize..run.text.end as usize)
    }

    /// Offset of a glyph of a run from its origin, to the right and **up**.
    pub fn shift(&self, run: &GlyphRun, index: usize) -> (Length, Length) {
        let glyph = run.glyphs.start + index as u32;
        match self.shifts.binary_search_by_key(&glyph, |shift| shift.glyph) {
            Ok(found) => (self.shifts[found].right, self.shifts[found].up),
            Err(_) => (Length::ZERO, Length::ZERO),
        }
    }
}

/// A run of glyphs of one face, size and color on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size of the em.
    pub size: Length,
    /// Horizontal scaling in thousandths: 1000 is natural, 1015 is 1.5 % wider (font expansion).
    pub stretch: u16,
    /// Whether the writer slants the face because the family has no italic.
    pub slanted: bool,
    /// Fill.
    pub color: Color,
    /// On a page, index into [`Page::sorts`](super::Page::sorts); 0 elsewhere.
    pub sorts: u32,
    /// Its glyphs, in [`Sorts::glyphs`], in visual order.
    pub glyphs: Range<u32>,
    /// Its text, in [`Sorts::text`], in logical order. The glyphs' `text` lengths add up to it.
    pub text: Range<u32>,
    /// Whether text runs from right to left (the glyphs then take their text from the end).
    pub right_to_left: bool,
}

/// A glyph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glyph {
    /// Advance in scaled points, including kerning, justification and `stretch`.
    pub advance: i32,
    /// Glyph id in the face.
    pub id: u16,
    /// How many bytes of the run's text it represents; 0 for all but the first glyph of a cluster.
    pub text: u8,
    /// Whether it has an offset in [`Sorts::shifts`].
    pub shifted: bool,
}

/// Offset of a glyph from its origin: mark positioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Index into [`Sorts::glyphs`].
    pub glyph: u32,
    /// To the right.
    pub right: Length,
    /// **Up**.
    pub up: Length,
}
