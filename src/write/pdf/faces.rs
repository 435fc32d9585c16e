//! The faces of a document, opened: what the writer has to know of them.

use crate::fonts::{EMBEDDED, FaceId};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// An opened face.
pub(super) struct OpenFace {
    /// Its file.
    pub data: &'static [u8],
    /// Its place in the file, where that is a collection.
    pub index: u32,
    font: FontRef<'static>,
    /// Advance widths in thousandths of the em, rounded, as the file will state them.
    pub widths: Vec<u16>,
}

/// What a font descriptor says (ISO 32000-1, 9.8), in thousandths of the em.
#[derive(Clone, Debug)]
pub(super) struct Description {
    /// The PostScript name.
    pub name: String,
    /// The left, bottom, right and top of the box around all glyphs.
    pub bounds: [i16; 4],
    pub ascent: i16,
    pub descent: i16,
    pub cap_height: i16,
    /// Degrees, negative for an italic.
    pub italic_angle: f32,
    pub weight: u16,
    pub fixed_pitch: bool,
    /// Whether the outlines are cubic.
    pub is_cff: bool,
}

impl OpenFace {
    /// Opens a face; `None` when there is no such face or it can't be read.
    pub(super) fn open(id: FaceId) -> Option<OpenFace> {
        let (data, index) = (EMBEDDED.get(usize::from(id.0))?.data, 0);
        let font = FontRef::from_index(data, index).ok()?;
        let per_em = f64::from(font.head().ok()?.units_per_em());
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let count = metrics.glyph_count();
        let width = |g| f64::from(metrics.advance_width(GlyphId::new(g)).unwrap_or(0.0)) * 1000.0 / per_em;
        let widths = (0..count).map(|g| width(g).round() as u16).collect();
        Some(OpenFace { data, index, font, widths })
    }

    /// The glyph that the face maps a character to by itself.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        self.font.charmap().map(c).and_then(|g| u16::try_from(g.to_u32()).ok())
    }

    /// What its descriptor says.
    pub(super) fn description(&self) -> Description {
        let metrics = self.font.metrics(Size::unscaled(), LocationRef::default());
        let thousandths = |v: f32| (v * 1000.0 / f32::from(metrics.units_per_em.max(1))).round() as i16;
        let name = self.font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        let name: String = name.map(|n| n.chars().collect()).unwrap_or_default();
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        let bounds = metrics.bounds.unwrap_or_default();
        Description {
            name: if name.is_empty() { "Unnamed".into() } else { name },
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(thousandths),
            ascent: thousandths(metrics.ascent),
            descent: thousandths(metrics.descent),
            cap_height: thousandths(metrics.cap_height.unwrap_or(metrics.ascent)),
            italic_angle: metrics.italic_angle,
            weight: self.font.os2().map_or(400, |t| t.us_weight_class()),
            fixed_pitch: metrics.is_monospace,
            is_cff: self.font.cff().is_ok() || self.font.cff2().is_ok(),
        }
    }
}
