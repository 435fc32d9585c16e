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
