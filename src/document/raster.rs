//! Header data of images, determined once when an image is loaded.
//!
//! Pixels are not kept: decoding them again takes milliseconds, while those of a whole book could take a hundred times
//! the memory of its files. Transparency is not recorded: a header only says whether it is possible, and encoders see
//! the pixels.

use super::{ImageFormat, JpegHead, Orientation};

/// Data of an image besides its size. Default: upright, one frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RasterFacts {
    /// Its orientation.
    pub orientation: Orientation,
    /// Whether it has more than one frame: GIF, WebP, PNG.
    pub is_animated: bool,
    /// The header of a JPEG.
    pub jpeg: Option<JpegHead>,
}

impl RasterFacts {
    /// Reads an image's header; unreadable data is ignored.
    ///
    /// ```
    /// use folio::document::{RasterFacts, ImageFormat};
    /// assert_eq!(RasterFacts::of(ImageFormat::Gif, b"GIF89a"), RasterFacts::default());
    /// ```
    pub fn of(format: ImageFormat, bytes: &[u8]) -> RasterFacts {
        match format {
            ImageFormat::Png => png(bytes),
            ImageFormat::Jpeg => JpegHead::read(bytes).map(RasterFacts::from).unwrap_or_default(),
            ImageFormat::Gif => RasterFacts { is_animated: gif_frames(bytes, 2) > 1, ..RasterFacts::default() },
            ImageFormat::WebP => webp(bytes),
            ImageFormat::Svg => RasterFacts::default(),
        }
    }
}

impl From<JpegHead> for RasterFacts {
    fn from(head: JpegHead) -> RasterFacts {
        RasterFacts { orientation: head.orientation, is_animated: false, jpeg: Some(head) }
    }
}

/// PNG (ISO/IEC 15948, 5.3; third edition, 11.3.4.5 and 11.3.7).
fn png(bytes: &[u8]) -> RasterFacts {
    let mut facts = RasterFacts::default();
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(body) = tail.get(..length) else { break };
        match &head[4..] {
            b"eXIf" => facts.orientation = Orientation::of_exif(body),
            b"acTL" => {
                facts.is_animated = body.first_chunk().is_some_and(|&frames| u32::from_be_bytes(frames) > 1);
            }
            b"IEND" => break,
            _ => {}
        }
        rest = tail.get(length + 4..).unwrap_or_default();
    }
    facts
}

/// WebP in RIFF (RFC 9649, 2.3 and 2.7).
fn webp(bytes: &[u8]) -> RasterFacts {
    let (mut facts, mut frames) = (RasterFacts::default(), 0);
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        match &head[..4] {
            b"EXIF" => {
                let exif = tail.get(..length).unwrap_or_default();
                facts.orientation = Orientation::of_exif(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif));
            }
            b"ANMF" => frames += 1,
            _ => {}
        }
        // Chunks are aligned to even offsets.
        rest = length.checked_next_multiple_of(2).and_then(|length| tail.get(length..)).unwrap_or_default();
    }
    RasterFacts { is_animated: frames > 1, ..facts }
}

/// Counts the frames of a GIF, up to `most` (GIF89a, appendix B).
fn gif_frames(bytes: &[u8], most: usize) -> usize {
    // Size of a colour table, by the flags of a descriptor.
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(&flags) = bytes.get(10) else { return 0 };
    let (mut at, mut frames) = (13 + table(flags), 0);
    while frames < most {
        at = match (bytes.get(at), bytes.get(at + 9)) {
            (Some(0x21), _) => at + 2,
            (Some(0x2c), Some(&flags)) => {
                frames += 1;
                at + 10 + table(flags) + 1
            }
            _ => break,
        };
        while let Some(&length) = bytes.get(at).filter(|&&length| length > 0) {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_counted_and_nonsense_has_none() {
        let frame = || image::Frame::new(image::RgbaImage::from_pixel(2, 1, image::Rgba([9, 9, 9, 255])));
        let gif = |frames: usize| {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
            encoder.encode_frames((0..frames).map(|_| frame())).unwrap();
            drop(encoder);
            bytes
        };
        assert!(!RasterFacts::of(ImageFormat::Gif, &gif(1)).is_animated);
        assert!(RasterFacts::of(ImageFormat::Gif, &gif(2)).is_animated);
        assert_eq!(gif_frames(&gif(3), 9), 3);
        let chunk = |name: &[u8; 4], body: &[u8]| {
            let mut bytes = name.to_vec();
            bytes.extend((body.len() as u32).to_le_bytes());
            bytes.extend_from_slice(body);
            bytes.resize(bytes.len().next_multiple_of(2), 0);
            bytes
        };
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let webp =
            [b"RIFF....WEBP".to_vec(), chunk(b"ANMF", b"odd"), chunk(b"ANMF", b""), chunk(b"EXIF", big)].concat();
        let found = RasterFacts::of(ImageFormat::WebP, &webp);
        assert!(found.is_animated && found.orientation.is_on_its_side());
        for bytes in [gif(2), webp] {
            for cut in 0..bytes.len() {
                let _ = (gif_frames(&bytes[..cut], 9), self::webp(&bytes[..cut]), png(&bytes[..cut]));
            }
        }
    }
}
