//! JPEG (ITU-T T.81): embedded unchanged as a DCTDecode stream.

use super::{PixelStream, Prepared, Space, StreamFilter, icc};
use crate::document::Resource;
use crate::write::pdf::objects::StreamData;

/// Embeds a JPEG unchanged; `None` if PDF or PDF/A does not allow it.
pub(super) fn pass(resource: &Resource) -> Option<Prepared> {
    let head = resource.facts.jpeg.as_ref()?;
    let (width, height) = head.size;
    let space = match head.components.len() {
        1 => Space::Gray,
        3 => Space::Rgb,
        4 => Space::Cmyk,
        _ => return None,
    };
    if width == 0 || height == 0 {
        return None;
    }
    let pieces = head.profile.iter().filter_map(|piece| resource.bytes.get(piece.clone()));
    let profile =
        Some(pieces.flatten().copied().collect()).filter(|profile: &Vec<u8>| icc::fits(profile, space.components()));
    // PDF/A requires a profile for CMYK, because the output intent is RGB.
    if space == Space::Cmyk && profile.is_none() {
        return None;
    }
    let plain_rgb = space == Space::Rgb && head.adobe.is_none() && head.components == *b"RGB";
    let pixels = PixelStream {
        width: width.into(),
        height: height.into(),
        bits: 8,
        inverted: space == Space::Cmyk && head.adobe.is_some(),
        space,
        filter: StreamFilter::Jpeg { transform: plain_rgb.then_some(false) },
        data: StreamData::Shared(resource.bytes.clone()),
    };
    Some(Prepared { pixels, mask: None, profile, orientation: resource.facts.orientation })
}
