//! JPEG (ITU-T T.81): its markers are read, its data passed through.

use super::{Filter, Orientation, Pixels, Prepared, Space, icc};
use crate::document::Resource;
use crate::write::pdf::objects::Data;

/// What the markers say.
#[derive(Default)]
struct Markers {
    frame: Option<Frame>,
    /// The colour transform that an Adobe marker names.
    adobe: Option<u8>,
    exif: Option<Vec<u8>>,
    /// Pieces of the colour profile, by number.
    profile: Vec<(u8, Vec<u8>)>,
}

struct Frame {
    precision: u8,
    width: u16,
    height: u16,
    components: Vec<u8>,
}

/// Passes a JPEG through; `None` when PDF or PDF/A can't have it so.
pub(super) fn pass(resource: &Resource) -> Option<Prepared> {
    let markers = markers(&resource.bytes)?;
    let frame = markers.frame?;
    let space = match frame.components.len() {
        1 => Space::Gray,
        3 => Space::Rgb,
        4 => Space::Cmyk,
        _ => return None,
    };
    if frame.precision != 8 || frame.width == 0 || frame.height == 0 {
        return None;
    }
    let mut pieces = markers.profile;
    pieces.sort_by_key(|&(number, _)| number);
    let profile: Vec<u8> = pieces.into_iter().flat_map(|(_, piece)| piece).collect();
    let profile = Some(profile).filter(|profile| icc::fits(profile, space.components()));
    // Colours of no known meaning: PDF/A wants a profile for CMYK, and the output intent is RGB.
    if space == Space::Cmyk && profile.is_none() {
        return None;
    }
    let plain_rgb = space == Space::Rgb && markers.adobe.is_none() && frame.components == *b"RGB";
    let pixels = Pixels {
        width: frame.width.into(),
        height: frame.height.into(),
        bits: 8,
        inverted: space == Space::Cmyk && markers.adobe.is_some(),
        space,
        filter: Filter::Jpeg { transform: plain_rgb.then_some(false) },
        data: Data::Shared(resource.bytes.clone()),
    };
    let orientation = markers.exif.map_or_else(Orientation::default, |exif| Orientation::from_exif(&exif));
    Some(Prepared { pixels, mask: None, profile, orientation })
}

/// Reads the segments up to the first scan; `None` for anything but a baseline or progressive Huffman frame.
fn markers(bytes: &[u8]) -> Option<Markers> {
    if !bytes.starts_with(b"\xFF\xD8") {
        return None;
    }
    let mut found = Markers::default();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => {
                at += 1;
                continue;
            }
            0x01 | 0xD0..=0xD8 => {
                at += 2;
                continue;
            }
            0xD9 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let body = bytes.get(at + 4..at + 2 + length.max(2))?;
        match marker {
            0xC0..=0xC2 => {
                let (&[precision, h1, h2, w1, w2, count], rest) = body.split_first_chunk::<6>()?;
                let components = rest.chunks_exact(3).take(count.into()).map(|c| c[0]).collect();
                let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
                found.frame = Some(Frame { precision, width, height, components });
            }
            // Lossless, hierarchical, arithmetic: PDF has no such filter. (C4, C8 and CC are no frames.)
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xE1 => found.exif = found.exif.or_else(|| body.strip_prefix(b"Exif\0\0").map(Into::into)),
            0xE2 => {
                if let Some([number, _, piece @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
                    found.profile.push((*number, piece.into()));
                }
            }
            0xEE => found.adobe = found.adobe.or_else(|| body.strip_prefix(b"Adobe")?.get(6).copied()),
            0xDA => return found.frame.is_some().then_some(found),
            _ => {}
        }
        at += 2 + length.max(2);
    }
}
