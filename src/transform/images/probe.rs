//! What an image is, by its bytes, and whether it can be decoded.

use super::{Refusal, jpeg, svg};
use crate::diagnostic::codes;
use crate::document::ImageFormat;
use flate2::Crc;
use flate2::read::ZlibDecoder;
use std::io::{BufReader, Read};

/// What was found out about an image.
pub(super) struct Found {
    pub(super) format: ImageFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) resolution: Option<f32>,
    /// The pictures in a drawing that are left out.
    pub(super) left_out: Vec<Refusal>,
    /// The drawing without them, where it is another then.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Looks at an image: its format, its size, and whether its data hold what its head promises.
pub(super) fn probe(bytes: &[u8], max_pixels: u64) -> Result<Found, Refusal> {
    let found = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes, max_pixels)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg::probe(bytes)
    } else if bytes.starts_with(b"GIF8") {
        decoded(bytes, ImageFormat::Gif, max_pixels)
    } else if bytes.len() > 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP" {
        decoded(bytes, ImageFormat::WebP, max_pixels)
    } else if svg::is_svg(bytes) {
        svg::probe(bytes, max_pixels)
    } else {
        return Err(unknown(bytes));
    }?;
    if found.width == 0 || found.height == 0 {
        return Err(Refusal::broken("it has no pixels"));
    }
    check_size(found.width, found.height, if found.format == ImageFormat::Svg { u64::MAX } else { max_pixels })?;
    Ok(found)
}

fn check_size(width: u32, height: u32, max_pixels: u64) -> Result<(), Refusal> {
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(Refusal {
            code: &codes::IMAGE_TOO_LARGE,
            message: format!("{width} × {height} pixels are more than {max_pixels}"),
            help: Some("make it smaller, or allow more with `--limit pixels=NUMBER`"),
        });
    }
    Ok(())
}

fn unknown(bytes: &[u8]) -> Refusal {
    let kind = match bytes {
        [] => return Refusal::broken("the file is empty"),
        [b'B', b'M', ..] => "BMP",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "TIFF",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => "AVIF",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "HEIF",
        [0, 0, 1, 0, ..] => "an icon",
        _ => return Refusal::broken("it is none of PNG, JPEG, GIF, WebP and SVG"),
    };
    let help = Some("convert it to PNG or JPEG");
    Refusal { code: &codes::IMAGE_BROKEN, message: format!("it is {kind}, which can't be shown here"), help }
}

/// PNG: the head, and every row of the image, one at a time.
fn png(bytes: &[u8], max_pixels: u64) -> Result<Found, Refusal> {
    let broken = |error: png::DecodingError| Refusal::broken(format!("it can't be decoded: {error}"));
    let limits = png::Limits { bytes: 256 << 20 };
    let decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits);
    let mut reader = decoder.read_info().map_err(broken)?;
    let info = reader.info();
    let (mut width, mut height) = (info.width, info.height);
    check_size(width, height, max_pixels)?;
    let per_metre = info.pixel_dims.filter(|d| d.unit == png::Unit::Meter && d.xppu == d.yppu && d.xppu > 0);
    let resolution = per_metre.map(|d| d.xppu as f32 * 0.0254);
    let turned = info.exif_metadata.as_deref().and_then(jpeg::orientation).is_some_and(|o| o >= 5);
    let rows = Rows { count: info.height, length: info.raw_row_length() };
    let plain = !info.interlaced && info.animation_control.is_none();
    // Where the rows are all there, nothing is gained by undoing their filters; else the decoder says what is wrong.
    if !(plain && rows.are_whole(bytes).unwrap_or(false)) {
        while reader.next_row().map_err(broken)?.is_some() {}
    }
    if turned {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(Found { format: ImageFormat::Png, width, height, resolution, left_out: Vec::new(), bytes: None })
}

/// The filtered rows of a PNG that is not interlaced (ISO/IEC 15948, 7.3).
struct Rows {
    count: u32,
    /// Bytes of each, with the one that names its filter.
    length: usize,
}

impl Rows {
    /// Whether the data of a file are just these rows, each under a filter that exists, and the sums are right; `None`
    /// where the file is cut off.
    fn are_whole(&self, file: &[u8]) -> Option<bool> {
        let mut data = Vec::new();
        let mut rest = file.get(8..)?;
        loop {
            let (head, tail) = rest.split_first_chunk::<8>()?;
            let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let body = tail.get(..length)?;
            let (sum, after) = tail[length..].split_first_chunk::<4>()?;
            let mut own = Crc::new();
            own.update(&head[4..]);
            own.update(body);
            if own.sum() != u32::from_be_bytes(*sum) {
                return Some(false);
            }
            match &head[4..] {
                b"IDAT" => data.extend_from_slice(body),
                b"IEND" => break,
                _ => {}
            }
            rest = after;
        }
        let mut decoder = BufReader::with_capacity(1 << 16, ZlibDecoder::new(&data[..]));
        let mut row = vec![0; self.length];
        for _ in 0..self.count {
            decoder.read_exact(&mut row).ok()?;
            if row[0] > 4 {
                return Some(false);
            }
        }
        Some(matches!(decoder.read(&mut row[..1]), Ok(0)))
    }
}

/// GIF and WebP: the first frame is decoded.
fn decoded(bytes: &[u8], format: ImageFormat, max_pixels: u64) -> Result<Found, Refusal> {
    let broken = |error: image::ImageError| Refusal::broken(format!("it can't be decoded: {error}"));
    let kind = if format == ImageFormat::Gif { image::ImageFormat::Gif } else { image::ImageFormat::WebP };
    let open = || image::ImageReader::with_format(std::io::Cursor::new(bytes), kind);
    let (width, height) = open().into_dimensions().map_err(broken)?;
    check_size(width, height, max_pixels)?;
    let mut reader = open();
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(max_pixels.saturating_mul(8).max(1 << 20));
    reader.limits(limits);
    let image = reader.decode().map_err(broken)?;
    let (width, height) = (image.width(), image.height());
    Ok(Found { format, width, height, resolution: None, left_out: Vec::new(), bytes: None })
}
