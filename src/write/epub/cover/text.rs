//! Sets the cover's text: line breaking, font fallback, bidi reordering.

use crate::fonts::{FaceId, FontRole, Fonts};
use crate::source::Cut as _;
use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont};
use std::ops::Range;
use unicode_bidi::BidiInfo;
use unicode_linebreak::linebreaks;

/// A positioned glyph, in pixels from the left end of the line and upward from the baseline.
#[derive(Clone, Copy, Debug)]
pub struct CoverGlyph {
    /// The face.
    pub face: FaceId,
    /// Glyph id.
    pub id: u32,
    /// To the right.
    pub x: f32,
    /// Upward.
    pub y: f32,
}

/// A line.
#[derive(Clone, Debug, Default)]
pub struct CoverLine {
    /// Its glyphs, from left to right.
    pub glyphs: Vec<CoverGlyph>,
    /// How wide it is, in pixels.
    pub width: f32,
    /// Whether its base direction is right to left.
    pub right_to_left: bool,
}

/// Sets lines in one style.
#[derive(Clone, Copy)]
pub struct CoverSetter<'f> {
    /// The faces.
    pub fonts: &'f Fonts,
    /// Family, weight and slope.
    pub role: FontRole,
    /// Maximum line width in pixels.
    pub measure: f32,
}

impl CoverSetter<'_> {
    /// The text broken into lines of at most the measure, where break opportunities allow; `None` if no face has one
    /// of its characters.
    pub fn lines(&self, text: &str, size: f32) -> Option<Vec<CoverLine>> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines: Vec<(Range<usize>, CoverLine)> = Vec::new();
        let mut start = 0;
        for (end, _) in linebreaks(&text) {
            if let Some((range, line)) = lines.last_mut() {
                let longer = self.line(text.cut(range.start..end).trim_end(), size)?;
                if longer.width <= self.measure {
                    (range.end, *line) = (end, longer);
                    start = end;
                    continue;
                }
            }
            lines.push((start..end, self.line(text.cut(start..end).trim_end(), size)?));
            start = end;
        }
        Some(lines.into_iter().map(|(_, line)| line).collect())
    }

    /// One line, in visual order (UAX 9).
    fn line(&self, text: &str, size: f32) -> Option<CoverLine> {
        let bidi = BidiInfo::new(text, None);
        let mut out = CoverLine::default();
        for paragraph in &bidi.paragraphs {
            out.right_to_left = paragraph.level.is_rtl();
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let right_to_left = levels[run.start].is_rtl();
                let mut pieces = self.pieces(text, run)?;
                if right_to_left {
                    pieces.reverse();
                }
                for (range, face) in pieces {
                    self.shape(text.cut(range), face, right_to_left, size, &mut out);
                }
            }
        }
        Some(out)
    }

    /// Splits a run by the faces that have its characters.
    fn pieces(&self, text: &str, run: Range<usize>) -> Option<Vec<(Range<usize>, FaceId)>> {
        let own = self.fonts.face_for(self.role).face;
        let mut pieces: Vec<(Range<usize>, FaceId)> = Vec::new();
        for (at, c) in text.cut(run.clone()).char_indices() {
            let (start, end) = (run.start + at, run.start + at + c.len_utf8());
            let has = |face: FaceId| self.fonts.face(face).glyph(c).is_some();
            // Invisible characters, and marks that the current face has, take the face of the character before them.
            let before = pieces.last().map(|(_, face)| *face);
            let face = match before {
                Some(face) if c.is_whitespace() || c.is_control() || !c.is_alphanumeric() && has(face) => face,
                _ if has(own) || c.is_whitespace() || c.is_control() => own,
                _ => self.fonts.fallback(c, self.role)?.face,
            };
            match pieces.last_mut() {
                Some((range, last)) if *last == face => range.end = end,
                _ => pieces.push((start..end, face)),
            }
        }
        Some(pieces)
    }

    /// Shapes a piece and appends it to the line.
    fn shape(&self, text: &str, id: FaceId, right_to_left: bool, size: f32, line: &mut CoverLine) {
        let face = self.fonts.face(id);
        let scale = size / f32::from(face.metrics.units_per_em);
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        if harfrust::shape(&ShaperFont::new(face.font()), &mut buffer, ShapeOptions::new()).is_ok() {
            for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
                let (x, y) = (position.x_offset as f32 * scale, position.y_offset as f32 * scale);
                line.glyphs.push(CoverGlyph { face: id, id: info.glyph_id, x: line.width + x, y });
                line.width += position.x_advance as f32 * scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Family;

    #[test]
    fn lines_keep_the_measure_and_words_that_no_face_has_are_told() {
        let fonts = Fonts::default();
        let role = FontRole { family: Family::Serif, bold: true, italic: false };
        let setter = CoverSetter { fonts: &fonts, role, measure: 600.0 };
        let lines = setter.lines("A walk along the salt road", 100.0).unwrap();
        assert!(lines.len() > 1 && lines.iter().all(|line| line.width <= 600.0 && !line.glyphs.is_empty()));
        let letters: usize = lines.iter().map(|line| line.glyphs.len()).sum();
        assert_eq!(letters, "A walk along the salt road".len() - (lines.len() - 1));
        assert!(setter.lines("سلام", 100.0).is_none());
    }
}
