//! Detects the image format by content and checks that the image can be decoded. Formats that EPUB and PDF don't allow
//! are converted here.
//!
//! AVIF is only recognized. Of the AV1 decoders in Rust (November 2026), `rav1d` 1.1 (BSD-2-Clause) has dav1d's C
//! interface but no safe one; `re_rav1d` 0.1, a fork, has a safe one, but 500 lines with `unsafe`, 18 dependencies,
//! and adds some 40 seconds of processor time to a clean build even with few optimizations; `rav1d-safe` and `zenavif`
//! are under the AGPL; all others build C.

use super::decode::{self, bitmap, icon};
use super::{ImageRefusal, jxl, svg, tiff};
use crate::diagnostic::codes;
use crate::document::{ImageFormat, JpegFault, JpegHead, RasterFacts};
use crate::read;
use flate2::Crc;
use flate2::read::ZlibDecoder;
use std::io::{BufReader, Read};
use std::panic::{self, AssertUnwindSafe};

/// Data of a checked image.
pub(super) struct ImageInfo {
    pub(super) format: ImageFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) resolution: Option<f32>,
    pub(super) facts: RasterFacts,
    /// Parts that were dropped: pictures in a drawing, further pages.
    pub(super) left_out: Vec<ImageRefusal>,
    /// Replacement of its bytes: a drawing without those pictures, or a converted image.
    pub(super) bytes: Option<Vec<u8>>,
}

impl ImageInfo {
    /// An image that is used unchanged.
    pub(super) fn new(format: ImageFormat, width: u32, height: u32) -> ImageInfo {
        ImageInfo {
            format,
            width,
            height,
            resolution: None,
            facts: RasterFacts::default(),
            left_out: Vec::new(),
            bytes: None,
        }
    }
}

/// A format's check; the second argument is the pixel limit.
type Probe = fn(&[u8], u64) -> Result<ImageInfo, ImageRefusal>;

/// Supported formats: name in [`read::binary`], name for people, check.
const SHOWN: &[(&str, &str, Probe)] = &[
    ("png", "PNG", png),
    ("jpeg", "JPEG", |bytes, _| jpeg(bytes)),
    ("gif", "GIF", |bytes, most| decoded(bytes, ImageFormat::Gif, image::ImageFormat::Gif, most)),
    ("webp", "WebP", |bytes, most| decoded(bytes, ImageFormat::WebP, image::ImageFormat::WebP, most)),
    ("bmp", "BMP", bitmap),
    ("ico", "ICO", icon),
    ("tiff", "TIFF", tiff::probe),
    ("jxl", "JPEG XL", jxl::probe),
    ("svg", "SVG", svg::probe),
];

/// The supported formats as a list with `and` or `or` before the last.
pub fn kinds(joiner: &str) -> String {
    let names: Vec<&str> = SHOWN.iter().map(|&(_, name, _)| name).collect();
    let (last, others) = names.split_last().expect("there are kinds");
    format!("{} {joiner} {last}", others.join(", "))
}

/// Determines an image's format and size, and checks that its data is complete.
pub(super) fn probe(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let binary = read::binary(bytes);
    let kind = binary.map_or(if svg::is_svg(bytes) { "svg" } else { "" }, |kind| kind.reader);
    let Some(&(_, _, look)) = SHOWN.iter().find(|(shown, ..)| *shown == kind) else {
        return Err(unknown(bytes, binary));
    };
    // A decoder that panics on damaged data costs only that image.
    let found = panic::catch_unwind(AssertUnwindSafe(|| look(bytes, max_pixels)))
        .unwrap_or_else(|_| Err(ImageRefusal::broken("it can't be decoded: its data are damaged")))?;
    if found.width == 0 || found.height == 0 {
        return Err(ImageRefusal::broken("it has no pixels"));
    }
    check_size(found.width, found.height, if found.format == ImageFormat::Svg { u64::MAX } else { max_pixels })?;
    Ok(found)
}

pub(super) fn check_size(width: u32, height: u32, max_pixels: u64) -> Result<(), ImageRefusal> {
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(ImageRefusal {
            code: &codes::IMAGE_TOO_LARGE,
            message: format!("{width} × {height} pixels are more than {max_pixels}"),
            help: Some("make it smaller, or allow more with `--limit pixels=NUMBER`"),
        });
    }
    Ok(())
}

fn unknown(bytes: &[u8], binary: Option<&read::Format>) -> ImageRefusal {
    match binary {
        _ if bytes.is_empty() => ImageRefusal::broken("the file is empty"),
        Some(kind) => ImageRefusal {
            code: &codes::IMAGE_BROKEN,
            message: format!("it is {}, which can't be shown here", kind.what),
            help: Some(kind.way_to_picture),
        },
        None => ImageRefusal::broken(format!("it is none of {}", kinds("and"))),
    }
}

/// PNG: checks the header and decodes row by row.
fn png(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let broken = |error: png::DecodingError| ImageRefusal::broken(format!("it can't be decoded: {error}"));
    let limits = png::Limits { bytes: 256 << 20 };
    let decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits);
    let mut reader = decoder.read_info().map_err(broken)?;
    let info = reader.info();
    let (mut width, mut height) = (info.width, info.height);
    check_size(width, height, max_pixels)?;
    let per_metre = info.pixel_dims.filter(|d| d.unit == png::Unit::Meter && d.xppu == d.yppu && d.xppu > 0);
    let resolution = per_metre.map(|d| d.xppu as f32 * 0.0254);
    let facts = RasterFacts::of(ImageFormat::Png, bytes);
    let rows = FilteredRows { count: info.height, length: info.raw_row_length() };
    let plain = !info.interlaced && info.animation_control.is_none();
    // If all filtered rows are present, they need not be unfiltered; otherwise the decoder reports the error.
    if !(plain && rows.are_whole(bytes).unwrap_or(false)) {
        while reader.next_row().map_err(broken)?.is_some() {}
    }
    if facts.orientation.is_on_its_side() {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(ImageInfo { resolution, facts, ..ImageInfo::new(ImageFormat::Png, width, height) })
}

/// The filtered rows of a non-interlaced PNG (ISO/IEC 15948, 7.3).
struct FilteredRows {
    count: u32,
    /// Bytes per row, including the filter type.
    length: usize,
}

impl FilteredRows {
    /// Whether the data consists of exactly these rows with valid filter types and checksums; `None` if the file is
    /// truncated.
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

/// JPEG: checks the header.
fn jpeg(bytes: &[u8]) -> Result<ImageInfo, ImageRefusal> {
    let head = JpegHead::read(bytes).map_err(|fault| match fault {
        JpegFault::Broken => ImageRefusal::broken("it can't be decoded: its JPEG segments are broken"),
        JpegFault::Kind => ImageRefusal::broken("it is a kind of JPEG that can't be shown here"),
    })?;
    let (mut width, mut height) = head.size;
    if head.orientation.is_on_its_side() {
        std::mem::swap(&mut width, &mut height);
    }
    let found = ImageInfo::new(ImageFormat::Jpeg, width.into(), height.into());
    Ok(ImageInfo { resolution: head.resolution, facts: head.into(), ..found })
}

/// GIF and WebP: decodes the first frame.
fn decoded(
    bytes: &[u8],
    format: ImageFormat,
    kind: image::ImageFormat,
    max_pixels: u64,
) -> Result<ImageInfo, ImageRefusal> {
    let pixels = decode::pixels(bytes, kind, max_pixels)?;
    let found = ImageInfo::new(format, pixels.image.width(), pixels.image.height());
    Ok(ImageInfo { facts: RasterFacts::of(format, bytes), ..found })
}
