//! JPEG headers (ITU-T T.81, annex B).

use super::Orientation;
use std::ops::Range;

/// The data before the first scan of a JPEG.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JpegHead {
    /// Stored width and height in pixels.
    pub(crate) size: (u16, u16),
    /// Component identifiers.
    pub(crate) components: Vec<u8>,
    /// Colour transform of the Adobe marker.
    pub(crate) adobe: Option<u8>,
    /// Byte ranges of the colour profile's chunks, in order.
    pub(crate) profile: Vec<Range<usize>>,
    /// Pixels per inch, if pixels are square.
    pub(crate) resolution: Option<f32>,
    /// Exif orientation.
    pub(crate) orientation: Orientation,
}

/// Why a JPEG can't be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JpegFault {
    /// Its segments are invalid.
    Broken,
    /// It is lossless, hierarchical, arithmetic-coded, or not of 8 bits.
    Kind,
}

impl JpegHead {
    /// Reads the segments up to the first scan.
    pub(crate) fn read(bytes: &[u8]) -> Result<JpegHead, JpegFault> {
        let (mut head, mut framed, mut turned) = (JpegHead::default(), false, None);
        let mut pieces = Vec::new();
        let mut at = 2;
        loop {
            while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
                at += 1; // fill bytes
            }
            let (Some(0xff), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else {
                return Err(JpegFault::Broken);
            };
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                at += 2;
                continue;
            }
            let (Some(&high), Some(&low)) = (bytes.get(at + 2), bytes.get(at + 3)) else {
                return Err(JpegFault::Broken);
            };
            let next = at + 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            let segment = bytes.get(at + 4..next).ok_or(JpegFault::Broken)?;
            match marker {
                // The frame header: every SOF marker; DHT, JPG and DAC have codes in the same range.
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                    head.frame(marker, segment)?;
                    framed = true;
                }
                0xe0 if segment.starts_with(b"JFIF\0") && segment.len() >= 12 => head.resolution = resolution(segment),
                // XMP uses the same marker.
                0xe1 => turned = turned.or_else(|| segment.strip_prefix(b"Exif\0\0").map(Orientation::of_exif)),
                0xe2 if segment.starts_with(b"ICC_PROFILE\0") && segment.len() >= 14 => {
                    pieces.push((segment[12], at + 4 + 14..next));
                }
                0xee => {
                    let adobe = segment.strip_prefix(b"Adobe").and_then(|rest| rest.get(6).copied());
                    head.adobe = head.adobe.or(adobe);
                }
                0xda if framed => break,
                0xd9 | 0xda => return Err(JpegFault::Broken),
                _ => {}
            }
            at = next;
        }
        pieces.sort_by_key(|&(number, _)| number);
        head.profile = pieces.into_iter().map(|(_, piece)| piece).collect();
        head.orientation = turned.unwrap_or_default();
        Ok(head)
    }

    fn frame(&mut self, marker: u8, segment: &[u8]) -> Result<(), JpegFault> {
        let [precision, h1, h2, w1, w2, count, components @ ..] = segment else { return Err(JpegFault::Broken) };
        if !matches!(count, 1 | 3 | 4) || *precision != 8 || marker > 0xc2 {
            return Err(JpegFault::Kind);
        }
        self.size = (u16::from_be_bytes([*w1, *w2]), u16::from_be_bytes([*h1, *h2]));
        self.components = components.chunks_exact(3).take((*count).into()).map(|c| c[0]).collect();
        if self.components.len() < usize::from(*count) { Err(JpegFault::Broken) } else { Ok(()) }
    }
}

/// Resolution in a complete JFIF segment.
fn resolution(segment: &[u8]) -> Option<f32> {
    let number = |at: usize| u16::from_be_bytes([segment[at], segment[at + 1]]);
    let (x, y) = (number(8), number(10));
    match segment[7] {
        1 if x == y && x > 1 => Some(f32::from(x)),
        2 if x == y && x > 1 => Some(f32::from(x) * 2.54),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header of a 3 × 2 JPEG with these segments before its frame.
    fn found(segments: &[(u8, &[u8])]) -> JpegHead {
        let frame: &[u8] = &[8, 0, 2, 0, 3, 1, 1, 0x11, 0];
        let mut bytes = vec![0xff, 0xd8];
        for (marker, segment) in segments.iter().chain([&(0xc0, frame), &(0xda, &[][..])]) {
            bytes.extend([0xff, *marker]);
            bytes.extend((segment.len() as u16 + 2).to_be_bytes());
            bytes.extend_from_slice(segment);
        }
        JpegHead::read(&bytes).expect("it is sound")
    }

    #[test]
    fn the_resolution_is_what_a_whole_jfif_segment_says() {
        let inches: &[u8] = b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\0\0";
        assert_eq!(found(&[(0xe0, inches)]).resolution, Some(300.0));
        assert_eq!(found(&[(0xe0, b"JFIF\0\x01\x02\x02\0\x64\0\x64\0\0")]).resolution, Some(254.0));
        // A shape of pixels, an extension with a picture of its own, and what is cut off say nothing.
        assert_eq!(found(&[(0xe0, b"JFIF\0\x01\x02\0\0\x64\0\x64\0\0")]).resolution, None);
        assert_eq!(found(&[(0xe0, inches), (0xe0, b"JFXX\0\x13\x01\x01\0\x01\0\x01\0\0")]).resolution, Some(300.0));
        assert_eq!(found(&[(0xe0, b"JFIF\0\x01\x02")]).resolution, None);
    }

    #[test]
    fn a_segment_of_another_kind_does_not_turn_the_picture_back() {
        let exif: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let xmp: &[u8] = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>";
        for segments in [vec![exif], vec![exif, xmp], vec![xmp, exif], vec![exif, b""]] {
            let segments: Vec<(u8, &[u8])> = segments.into_iter().map(|segment| (0xe1, segment)).collect();
            let found = found(&segments);
            assert!(found.orientation.is_on_its_side(), "{segments:?}");
        }
        assert!(!found(&[(0xe1, xmp)]).orientation.is_on_its_side());
    }
}
