//! The math face and its MATH table (OpenType 1.9.1, “MATH”).

use crate::fonts::{EMBEDDED, Family};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::tables::math::{Math, MathConstants, MathKernCorner, StretchAxis};
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};

pub use skrifa::raw::tables::math::MathConstant as Constant;

/// A face with a MATH table.
pub struct MathFace<'a> {
    font: FontRef<'a>,
    metrics: GlyphMetrics<'a>,
    math: Math<'a>,
    constants: MathConstants<'a>,
    /// Units to the em.
    pub units: i64,
    /// Index among the embedded faces.
    pub index: u16,
}

/// Metrics of a glyph, in font units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlyphExtent {
    /// Advance.
    pub advance: i64,
    /// Above the baseline.
    pub ascent: i64,
    /// Below the baseline.
    pub descent: i64,
    /// The left edge of its ink.
    pub left: i64,
    /// The right edge of its ink.
    pub right: i64,
}

/// A part of a glyph assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssemblyPart {
    /// The glyph.
    pub glyph: u16,
    /// Its length in font units.
    pub advance: i64,
    /// Length of the start connector, which may be overlapped.
    pub start: i64,
    /// Length of the end connector.
    pub end: i64,
    /// Whether it may be repeated or omitted.
    pub extender: bool,
}

impl MathFace<'static> {
    /// The embedded math face.
    pub fn embedded() -> Option<MathFace<'static>> {
        let index = EMBEDDED.iter().position(|e| e.role.family == Family::Math)?;
        let font = FontRef::new(EMBEDDED[index].data).ok()?;
        let math = font.math().ok()?;
        let constants = math.math_constants().ok()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = i64::from(font.head().ok()?.units_per_em());
        Some(MathFace { font, metrics, math, constants, units, index: index as u16 })
    }
}

impl MathFace<'_> {
    /// The glyph of a character.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.font.charmap().map(character).map(|g| g.to_u32() as u16).filter(|&g| g != 0)
    }

    /// Metrics of a glyph in font units.
    pub fn extent(&self, glyph: u16) -> GlyphExtent {
        let id = GlyphId::from(glyph);
        let advance = self.metrics.advance_width(id).unwrap_or(0.0).round() as i64;
        let bounds = self.metrics.bounds(id).unwrap_or_default();
        GlyphExtent {
            advance,
            ascent: bounds.y_max.round() as i64,
            descent: -bounds.y_min.round() as i64,
            left: bounds.x_min.round() as i64,
            right: bounds.x_max.round() as i64,
        }
    }

    /// A MATH constant, in font units or percent.
    pub fn constant(&self, constant: Constant) -> i64 {
        i64::from(self.constants.constant(constant))
    }

    /// Italic correction of a glyph.
    pub fn italics_correction(&self, glyph: u16) -> i64 {
        let info = self.math.math_glyph_info().ok().and_then(|i| i.math_italics_correction_info());
        info.and_then(Result::ok).and_then(|i| i.correction(GlyphId::from(glyph))).map_or(0, i64::from)
    }

    /// Attachment point for accents, from the glyph's origin.
    pub fn accent_attachment(&self, glyph: u16) -> Option<i64> {
        let info = self.math.math_glyph_info().ok().and_then(|i| i.math_top_accent_attachment())?.ok()?;
        info.attachment(GlyphId::from(glyph)).map(i64::from)
    }

    /// Math kern of a script at a height; `above`: at the top right corner, else the bottom right.
    pub fn kern(&self, glyph: u16, above: bool, height: i64) -> i64 {
        let corner = if above { MathKernCorner::TopRight } else { MathKernCorner::BottomRight };
        let info = self.math.math_glyph_info().ok().and_then(|i| i.math_kern_info()).and_then(Result::ok);
        info.and_then(|i| i.kern(GlyphId::from(glyph), corner))
            .and_then(|k| k.kerning(height as i32))
            .map_or(0, i64::from)
    }

    /// Size variants of a glyph with their sizes, ascending, and its assembly.
    pub fn variants(&self, glyph: u16, vertical: bool) -> (Vec<(u16, i64)>, Vec<AssemblyPart>) {
        let axis = if vertical { StretchAxis::Vertical } else { StretchAxis::Horizontal };
        let construction =
            self.math.math_variants().ok().and_then(|v| v.glyph_construction(GlyphId::from(glyph), axis));
        let Some(construction) = construction else { return (Vec::new(), Vec::new()) };
        let records = construction.math_glyph_variant_records();
        let variants =
            records.iter().map(|r| (r.variant_glyph().to_u16(), i64::from(r.advance_measurement().to_u16()))).collect();
        let parts = construction.glyph_assembly().and_then(Result::ok).map_or(Vec::new(), |assembly| {
            let part = |r: &skrifa::raw::tables::math::GlyphPartRecord| AssemblyPart {
                glyph: r.glyph_id().to_u16(),
                advance: i64::from(r.full_advance().to_u16()),
                start: i64::from(r.start_connector_length().to_u16()),
                end: i64::from(r.end_connector_length().to_u16()),
                extender: r.part_flags().bits() & 1 != 0,
            };
            assembly.part_records().iter().map(part).collect()
        });
        (variants, parts)
    }

    /// Minimum overlap of assembly parts.
    pub fn least_overlap(&self) -> i64 {
        self.math.math_variants().map_or(0, |v| i64::from(v.min_connector_overlap().to_u16()))
    }
}
