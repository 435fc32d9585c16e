//! The faces of a document, with metrics in thousandths of an em, as PDF states them.

use crate::fonts::{Face, FaceId, Fonts};

/// A face in use.
pub(super) struct OpenFace<'a> {
    /// The face.
    pub face: &'a Face,
    /// Advance widths in thousandths of an em, rounded.
    pub widths: Vec<u16>,
}

impl<'a> OpenFace<'a> {
    /// Opens a face that text was set in.
    pub(super) fn open(fonts: &'a Fonts, id: FaceId) -> OpenFace<'a> {
        let face = fonts.face(id);
        let per_em = u32::from(face.metrics.units_per_em);
        let width = |&units: &u16| (u32::from(units) * 1000 + per_em / 2) / per_em;
        let widths = face.advances().iter().map(|units| width(units).try_into().unwrap_or(u16::MAX)).collect();
        OpenFace { face, widths }
    }

    /// Converts font units to thousandths of an em.
    pub(super) fn thousandths(&self, units: i32) -> i16 {
        let scaled = (f64::from(units) * 1000.0 / f64::from(self.face.metrics.units_per_em)).round();
        scaled.clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    }
}
