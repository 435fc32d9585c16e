//! JPEG by its markers (ITU-T T.81, annex B): size, resolution, orientation.

use super::Refusal;
use super::ifd;
use super::probe::Found;
use crate::document::ImageFormat;

/// Walks over the segments up to the first scan.
pub(super) fn probe(bytes: &[u8]) -> Result<Found, Refusal> {
    let broken = || Refusal::broken("it can't be decoded: its JPEG segments are broken");
    let (mut size, mut resolution, mut turned) = (None, None, false);
    let mut at = 2;
    loop {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1; // fill bytes
        }
        let (Some(0xff), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else { return Err(broken()) };
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            at += 2;
            continue;
        }
        let length = match (bytes.get(at + 2), bytes.get(at + 3)) {
            (Some(&high), Some(&low)) => usize::from(high) << 8 | usize::from(low),
            _ => return Err(broken()),
        };
        let segment = bytes.get(at + 4..at + 2 + length.max(2)).ok_or_else(broken)?;
        match marker {
            // The frame: every kind of SOF, but not DHT, JPG and DAC, which lie among them.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [precision, h1, h2, w1, w2, components, ..] = *segment else { return Err(broken()) };
                if !matches!(components, 1 | 3 | 4) || precision != 8 || marker > 0xc2 {
                    return Err(Refusal::broken("it is a kind of JPEG that can't be shown here"));
                }
                size = Some((u32::from(w1) << 8 | u32::from(w2), u32::from(h1) << 8 | u32::from(h2)));
            }
            0xe0 if segment.starts_with(b"JFIF\0") && segment.len() >= 12 => {
                let (x, y) =
                    (u16::from_be_bytes([segment[8], segment[9]]), u16::from_be_bytes([segment[10], segment[11]]));
                resolution = match segment[7] {
                    1 if x == y && x > 1 => Some(f32::from(x)),
                    2 if x == y && x > 1 => Some(f32::from(x) * 2.54),
                    _ => None,
                };
            }
            0xe1 if segment.starts_with(b"Exif\0\0") => {
                turned = ifd::is_on_its_side(&segment[6..]);
            }
            0xda => break,
            0xd9 => return Err(broken()),
            _ => {}
        }
        at += 2 + length.max(2);
    }
    let (mut width, mut height) = size.ok_or_else(broken)?;
    if turned {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(Found { resolution, ..Found::new(ImageFormat::Jpeg, width, height) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a JPEG of 3 × 2 pixels with these segments before its frame.
    fn found(segments: &[(u8, &[u8])]) -> Found {
        let frame: &[u8] = &[8, 0, 2, 0, 3, 1, 1, 0x11, 0];
        let mut bytes = vec![0xff, 0xd8];
        for (marker, segment) in segments.iter().chain([&(0xc0, frame), &(0xda, &[][..])]) {
            bytes.extend([0xff, *marker]);
            bytes.extend((segment.len() as u16 + 2).to_be_bytes());
            bytes.extend_from_slice(segment);
        }
        probe(&bytes).unwrap_or_else(|_| panic!("it is sound"))
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
            assert_eq!((found.width, found.height), (2, 3), "{segments:?}");
        }
        assert_eq!(found(&[(0xe1, xmp)]).width, 3);
    }
}
