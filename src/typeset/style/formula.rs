//! Formulas: set with the math face, or shown as source text if that fails.

use super::frame::TextStyle;
use super::mathematics::Owners;
use super::{Styler, first_chars};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Language, Math};
use crate::fonts::FaceId;
use crate::math::set::{self, MathMark, SetBox};
use crate::math::{Formula, speech};
use crate::source::Span;
use crate::typeset::model::{
    Color, Glyph, GlyphRun, InlineObject, Length, NodeId, ObjectContent, PageItem, Point, SetContent, Size, Sorts,
};
use std::sync::Arc;

/// Smallest scale, in percent, at which a formula is fitted to the measure by scaling.
const SMALLEST: i64 = 70;
/// The same for a formula that can't be broken.
const LEAST: i64 = 40;

impl Styler<'_> {
    /// Sets a formula's spoken description as alternate text; in English if the transforms have not added one.
    pub(super) fn describe(&mut self, math: &Math, node: NodeId) {
        let properties = self.flow.structure.properties(node);
        let (words, language) = match &math.description {
            Some(description) => (description.words.clone(), description.language.clone()),
            None => (speech::of_source(&math.tex, &Language::english()), Some(Language::english())),
        };
        properties.alt = Some(words);
        properties.language = language.map(|language| language.tag().to_owned());
    }

    /// A display formula, split at its break opportunities; `None` (after a diagnostic): its source text is shown.
    pub(super) fn display_formula(
        &mut self,
        math: &Math,
        node: NodeId,
        style: &TextStyle,
        width: Length,
        span: Option<Span>,
    ) -> Option<Vec<InlineObject>> {
        let Ok(formula) = Formula::parse(&math.tex) else { return None }; // reported before, for all formats
        let set_at = |size: i64| set::set(&formula, size, true);
        let room = self.room(width);
        let fitted = set_at(style.size.0).and_then(|set| {
            let percent = percent(&set.content, room);
            if percent >= 100 {
                return Ok((vec![set.content], set.face));
            }
            if percent >= SMALLEST {
                return set_at(style.size.0 * percent / 100).map(|set| (vec![set.content], set.face));
            }
            match self.divided(&formula, style, room) {
                Ok(pieces) => Ok(pieces),
                Err(_) if percent >= LEAST => {
                    set_at(style.size.0 * percent / 100).map(|set| (vec![set.content], set.face))
                }
                Err(why) => Err(why),
            }
        });
        let (pieces, face) = self.or_tell(fitted, &math.tex, span)?;
        let owners = self.mathematics(node, &formula, true, &pieces);
        Some(pieces.into_iter().map(|p| object(p, face, style.color, owners.as_ref())).collect())
    }

    /// An inline formula; longer than a third of the measure, it may be broken after relations and operators. `None`
    /// (after a diagnostic): its source text is shown.
    pub(super) fn inline_formula(
        &mut self,
        math: &Math,
        node: NodeId,
        style: &TextStyle,
        width: Length,
        span: Option<Span>,
    ) -> Option<Vec<InlineObject>> {
        let Ok(formula) = Formula::parse(&math.tex) else { return None };
        let divided = self.divided(&formula, style, self.room(width));
        let (pieces, face) = self.or_tell(divided, &math.tex, span)?;
        let owners = self.mathematics(node, &formula, false, &pieces);
        Some(pieces.into_iter().map(|p| object(p, face, style.color, owners.as_ref())).collect())
    }

    /// Available size for a formula; in cells, whose width is not known yet, half of the page's width.
    fn room(&self, width: Length) -> Size {
        let width = if width > Length::ZERO { width } else { self.area.width / 2 };
        Size { width, height: self.area.height }
    }

    /// The parts of a formula, scaled down to fit if necessary.
    fn divided(&self, formula: &Formula, style: &TextStyle, room: Size) -> Result<(Vec<SetBox>, u16), String> {
        let limit = if self.area.width > room.width { room.width } else { self.area.width } / 3;
        let pieces_at = |size: i64| set::pieces(formula, size, limit.0);
        let least = |pieces: &[SetBox]| pieces.iter().map(|piece| percent(piece, room)).min().unwrap_or(100);
        let (pieces, face) = pieces_at(style.size.0)?;
        match least(&pieces) {
            100.. => Ok((pieces, face)),
            // A margin for lengths that do not scale in proportion to the size.
            percent @ LEAST.. => pieces_at(style.size.0 * percent / 102),
            _ => Err("it is larger than the page".to_owned()),
        }
    }

    /// The result, or a diagnostic for the error.
    fn or_tell<T>(&mut self, set: Result<T, String>, tex: &str, span: Option<Span>) -> Option<T> {
        set.map_err(|why| self.formula_failed(tex, &why, span)).ok()
    }

    fn formula_failed(&mut self, tex: &str, why: &str, span: Option<Span>) {
        let message = format!("the formula `{}` is shown as its source: {why}", first_chars(tex, 40));
        self.diagnostics.push(Diagnostic::new(&codes::FORMULA_NOT_SET, span, message));
    }
}

/// Scale at which a formula fits, in percent; above 100 if it fits unscaled.
fn percent(content: &SetBox, room: Size) -> i64 {
    let height = content.ascent + content.descent;
    (room.width.0 * 100 / content.width.max(1)).min(room.height.0 * 100 / height.max(1))
}

/// A set formula as an inline object; `owners`: the MathML nodes of its parts.
fn object(content: SetBox, face: u16, color: Color, owners: Option<&Owners>) -> InlineObject {
    let (width, ascent, descent) = (Length(content.width), Length(content.ascent), Length(content.descent));
    let (mut pieces, mut sorts) = (SetContent::default(), Sorts::default());
    // The offset of the last glyph from the start of its run.
    let mut before = 0;
    for placed in content.items {
        let at = Point { x: Length(placed.x), y: Length(placed.y) };
        let owner = owners.map(|owners| owners.of(placed.origin));
        match placed.mark {
            MathMark::Rule { width, height } => {
                let size = Size { width: Length(width), height: Length(height) };
                pieces.items.push((at, PageItem::Rectangle { size, color }));
                pieces.nodes.extend(owner);
            }
            MathMark::Glyph { id, size, advance, text } => {
                let first = sorts.glyphs.len() as u32;
                let start = sorts.text.len() as u32;
                sorts.text.push_str(&text);
                let glyph = Glyph { id, text: text.len() as u8, advance: advance as i32, ..Glyph::default() };
                sorts.glyphs.push(glyph);
                // A glyph on the same baseline is appended to the previous run, whose last advance is adjusted.
                if let Some((from, PageItem::Glyphs(run))) = pieces.items.last_mut()
                    && from.y == at.y
                    && run.size == Length(size)
                    && run.glyphs.end == first
                    && at.x >= from.x
                    && owner.as_ref() == pieces.nodes.last()
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
                pieces.items.push((at, PageItem::Glyphs(run)));
                pieces.nodes.extend(owner);
            }
        }
    }
    pieces.sorts = Arc::new(sorts);
    InlineObject { width, ascent, descent, content: ObjectContent::Pieces(Box::new(pieces)) }
}
