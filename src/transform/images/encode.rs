//! Encodes pixels in a format allowed in EPUB (EPUB 3.3, 3.2): JPEG for photographs from lossy formats, otherwise PNG
//! (lossless) with as few bits as the colours need.

use super::ImageRefusal;
use super::probe::ImageInfo;
use crate::document::ImageFormat;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, RgbImage};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// JPEG quality, of 100; the loss is invisible beside that of the source's compression.
const QUALITY: u8 = 92;
/// Maximum side length of a JPEG (ITU-T T.81, B.2.2).
const LONGEST_JPEG: u32 = 65_535;

/// A decoded, upright image.
pub(super) struct DecodedImage {
    pub(super) image: DynamicImage,
    /// The file's colour profile; used only if it fits the colour type.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether it comes from a lossy format.
    pub(super) lossy: bool,
}

/// The rows of a PNG before compression.
struct PngRows<'a> {
    color: png::ColorType,
    depth: png::BitDepth,
    palette: Option<Vec<u8>>,
    data: Cow<'a, [u8]>,
}

impl DecodedImage {
    /// Encodes the image.
    pub(super) fn found(self) -> Result<ImageInfo, ImageRefusal> {
        let (width, height) = (self.image.width(), self.image.height());
        let image = without_idle_alpha(self.image);
        let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
        let profile = self.profile.filter(|profile| profile.get(16..20) == Some(space));
        let photograph = self.lossy && !image.color().has_alpha() && width.max(height) <= LONGEST_JPEG;
        let (format, file) = match photograph {
            true => (ImageFormat::Jpeg, jpeg(&image, profile)),
            false => (ImageFormat::Png, png(&image, profile)),
        };
        let bytes = file.ok_or_else(|| ImageRefusal::broken("it can't be converted"))?;
        Ok(ImageInfo { bytes: Some(bytes), ..ImageInfo::new(format, width, height) })
    }
}

/// Removes an opaque alpha channel; converts float samples to 16 bits.
fn without_idle_alpha(image: DynamicImage) -> DynamicImage {
    let opaque = match &image {
        DynamicImage::ImageLumaA8(all) => all.pixels().all(|pixel| pixel.0[1] == u8::MAX),
        DynamicImage::ImageRgba8(all) => all.pixels().all(|pixel| pixel.0[3] == u8::MAX),
        DynamicImage::ImageLumaA16(all) => all.pixels().all(|pixel| pixel.0[1] == u16::MAX),
        DynamicImage::ImageRgba16(all) => all.pixels().all(|pixel| pixel.0[3] == u16::MAX),
        DynamicImage::ImageRgba32F(all) => all.pixels().all(|pixel| pixel.0[3] >= 1.0),
        _ => true,
    };
    match image {
        DynamicImage::ImageLumaA8(_) if opaque => DynamicImage::ImageLuma8(image.into_luma8()),
        DynamicImage::ImageRgba8(_) if opaque => DynamicImage::ImageRgb8(image.into_rgb8()),
        DynamicImage::ImageLumaA16(_) if opaque => DynamicImage::ImageLuma16(image.into_luma16()),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) | DynamicImage::ImageRgb32F(_) if opaque => {
            DynamicImage::ImageRgb16(image.into_rgb16())
        }
        DynamicImage::ImageRgba32F(_) => DynamicImage::ImageRgba16(image.into_rgba16()),
        other => other,
    }
}

fn jpeg(image: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    use image::ImageEncoder as _;
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    if let Some(profile) = profile {
        // A profile too long for a JPEG is omitted.
        let _ = encoder.set_icc_profile(profile);
    }
    match image.color().has_color() {
        true => encoder.encode_image(&image.to_rgb8()).ok()?,
        false => encoder.encode_image(&image.to_luma8()).ok()?,
    }
    Some(out)
}

fn png(image: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let rows = rows(image, profile.is_some())?;
    let mut info = png::Info::with_size(image.width(), image.height());
    (info.color_type, info.bit_depth) = (rows.color, rows.depth);
    info.palette = rows.palette.map(Cow::Owned);
    info.icc_profile = profile.map(Cow::Owned);
    let mut out = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    encoder.set_compression(png::Compression::Balanced);
    if matches!(rows.color, png::ColorType::Indexed) || (rows.depth as u8) < 8 {
        encoder.set_filter(png::Filter::NoFilter); // Filters don't help: adjacent palette indices are not similar colours
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rows.data).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// The samples in PNG form. An image with a profile keeps its colour type, to which the profile applies.
fn rows(image: &DynamicImage, has_profile: bool) -> Option<PngRows<'_>> {
    use png::ColorType as C;
    let plain = |color, data| PngRows { color, depth: png::BitDepth::Eight, palette: None, data: Cow::Borrowed(data) };
    let deep = |color, data: &[u16]| {
        let data = Cow::Owned(data.iter().flat_map(|sample| sample.to_be_bytes()).collect());
        PngRows { color, depth: png::BitDepth::Sixteen, palette: None, data }
    };
    Some(match image {
        DynamicImage::ImageLuma8(all) => black_and_white(all).unwrap_or_else(|| plain(C::Grayscale, all.as_raw())),
        DynamicImage::ImageRgb8(all) if !has_profile => {
            in_few_colors(all).unwrap_or_else(|| plain(C::Rgb, all.as_raw()))
        }
        DynamicImage::ImageRgb8(all) => plain(C::Rgb, all.as_raw()),
        DynamicImage::ImageLumaA8(all) => plain(C::GrayscaleAlpha, all.as_raw()),
        DynamicImage::ImageRgba8(all) => plain(C::Rgba, all.as_raw()),
        DynamicImage::ImageLuma16(all) => deep(C::Grayscale, all.as_raw()),
        DynamicImage::ImageLumaA16(all) => deep(C::GrayscaleAlpha, all.as_raw()),
        DynamicImage::ImageRgb16(all) => deep(C::Rgb, all.as_raw()),
        DynamicImage::ImageRgba16(all) => deep(C::Rgba, all.as_raw()),
        _ => return None,
    })
}

/// One bit per pixel, for black-and-white images such as scans and faxes.
fn black_and_white(image: &GrayImage) -> Option<PngRows<'static>> {
    if !image.as_raw().iter().all(|&sample| matches!(sample, 0 | 255)) {
        return None;
    }
    let data = packed(image.width(), 1, image.as_raw().iter().map(|&sample| sample & 1));
    Some(PngRows { color: png::ColorType::Grayscale, depth: png::BitDepth::One, palette: None, data: Cow::Owned(data) })
}

/// Rows of a grayscale image or one with few enough colours for a palette.
fn in_few_colors(image: &RgbImage) -> Option<PngRows<'static>> {
    if image.pixels().all(|&image::Rgb([red, green, blue])| red == green && green == blue) {
        let gray =
            GrayImage::from_raw(image.width(), image.height(), image.pixels().map(|pixel| pixel.0[0]).collect())?;
        let plain = |gray: GrayImage| {
            let (color, depth) = (png::ColorType::Grayscale, png::BitDepth::Eight);
            PngRows { color, depth, palette: None, data: Cow::Owned(gray.into_raw()) }
        };
        return Some(black_and_white(&gray).unwrap_or_else(|| plain(gray)));
    }
    let mut colors = BTreeSet::new();
    let mut last = None;
    for pixel in image.pixels() {
        if last != Some(pixel.0) && colors.insert(pixel.0) && colors.len() > 256 {
            return None;
        }
        last = Some(pixel.0);
    }
    let colors: Vec<[u8; 3]> = colors.into_iter().collect();
    let (depth, bits) = match colors.len() {
        0..=2 => (png::BitDepth::One, 1),
        3..=4 => (png::BitDepth::Two, 2),
        5..=16 => (png::BitDepth::Four, 4),
        _ => (png::BitDepth::Eight, 8),
    };
    let place = |pixel: &image::Rgb<u8>| colors.binary_search(&pixel.0).map_or(0, |place| place as u8);
    let data = Cow::Owned(packed(image.width(), bits, image.pixels().map(place)));
    Some(PngRows { color: png::ColorType::Indexed, depth, palette: Some(colors.concat()), data })
}

/// Packs samples of a few bits, the first in the high bits (ISO/IEC 15948, 7.2).
fn packed(width: u32, bits: u32, samples: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut byte, mut filled, mut column) = (0_u32, 0, 0);
    for sample in samples {
        byte = byte << bits | u32::from(sample);
        filled += bits;
        column += 1;
        if filled == 8 || column == width {
            out.push((byte << (8 - filled)) as u8);
            (byte, filled) = (0, 0);
        }
        if column == width {
            column = 0;
        }
    }
    out
}
