//! Formulas: set with the math face, or shown as their source where they cannot be.

use super::frame::TextStyle;
use super::{Styler, first_chars};
use crate::diagnostic::{Diagnostic, codes};
use crate::fonts::FaceId;
use crate::math::Formula;
use crate::math::set::{self, Mark, SetBox};
use crate::source::Span;
use crate::typeset::model::{
    Color, Glyph, GlyphRun, InlineObject, Item, Length, ObjectContent, Pieces, Point, Size, Sorts,
};
use std::sync::Arc;

/// A formula is made smaller to fit the measure, but not below this share of its size, in percent.
const SMALLEST: i64 = 70;

impl Styler<'_> {
    /// A formula on a line of its own; `None`: its source is to be shown, and that was said.
    pub(super) fn display_formula(
        &mut self,
        tex: &str,
        style: &TextStyle,
        width: Length,
        span: Option<Span>,
    ) -> Option<InlineObject> {
        let set_at = |size: i64| Formula::parse(tex).and_then(|f| set::set(&f, size, true));
        let mut formula = set_at(style.size.0);
        if let Ok(set) = &formula
            && width > Length::ZERO
            && set.content.width > width.0
        {
            let percent = (width.0 * 100 / set.content.width).max(SMALLEST);
            formula = set_at(style.size.0 * percent / 100);
        }
        match formula {
            Ok(set) => Some(object(set.content, set.face, style.color)),
            Err(why) => {
                self.formula_failed(tex, &why, span);
                None
            }
        }
    }

    /// A formula in a line, in pieces between which the line may end: behind its relations and operators, where it is
    /// longer than `limit`. `None`: its source is to be shown, and that was said.
    pub(super) fn inline_formula(
        &mut self,
        tex: &str,
        style: &TextStyle,
        limit: Length,
        span: Option<Span>,
    ) -> Option<Vec<InlineObject>> {
        match Formula::parse(tex).and_then(|f| set::pieces(&f, style.size.0, limit.0)) {
            Ok((pieces, face)) => Some(pieces.into_iter().map(|p| object(p, face, style.color)).collect()),
            Err(why) => {
                self.formula_failed(tex, &why, span);
                None
            }
        }
    }

    fn formula_failed(&mut self, tex: &str, why: &str, span: Option<Span>) {
        let message = format!("the formula `{}` is shown as its source: {why}", first_chars(tex, 40));
        self.diagnostics.push(Diagnostic::new(&codes::FORMULA_NOT_SET, span, message));
    }
}

/// A set formula as an object of a line.
fn object(content: SetBox, face: u16, color: Color) -> InlineObject {
    let (width, ascent, descent) = (Length(content.width), Length(content.ascent), Length(content.descent));
    let (mut pieces, mut sorts) = (Pieces::default(), Sorts::default());
    // How far the last glyph stands from the beginning of its run.
    let mut before = 0;
    for placed in content.items {
        let at = Point { x: Length(placed.x), y: Length(placed.y) };
        match placed.mark {
            Mark::Rule { width, height } => {
                let size = Size { width: Length(width), height: Length(height) };
                pieces.items.push((at, Item::Rectangle { size, color }));
            }
            Mark::Glyph { id, size, advance, text } => {
                let first = sorts.glyphs.len() as u32;
                let start = sorts.text.len() as u32;
                sorts.text.push_str(&text);
                let glyph = Glyph { id, text: text.len() as u8, advance: advance as i32, ..Glyph::default() };
                sorts.glyphs.push(glyph);
                // A glyph on the same baseline goes into the run before it: its advance then leads to this one.
                if let Some((from, Item::Glyphs(run))) = pieces.items.last_mut()
                    && from.y == at.y
                    && run.size == Length(size)
                    && run.glyphs.end == first
                    && at.x >= from.x
                {
                    let advance = (at.x - from.x).0 - before;
                    if let Ok(advance) = i32::try_from(advance) {
                        before = (at.x - from.x).0;
                        sorts.glyphs[first as usize - 1].advance = advance;
                        run.glyphs.end += 1;
                        run.text.end = sorts.text.len() as u32;
                        continue;
                    }
                }
                let run = GlyphRun {
                    face: FaceId(face),
                    size: Length(size),
                    stretch: 1000,
                    slanted: false,
                    color,
                    sorts: 0,
                    glyphs: first..first + 1,
                    text: start..sorts.text.len() as u32,
                    right_to_left: false,
                };
                before = 0;
                pieces.items.push((at, Item::Glyphs(run)));
            }
        }
    }
    pieces.sorts = Arc::new(sorts);
    InlineObject { width, ascent, descent, content: ObjectContent::Pieces(Box::new(pieces)) }
}
