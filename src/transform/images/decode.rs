//! Decoding of images by the crate `image`, with limits.

use super::ImageRefusal;
use super::encode::DecodedImage;
use super::probe::{ImageInfo, check_size};
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use std::io::Cursor;

/// The upright pixels of the first frame.
pub(super) fn pixels(bytes: &[u8], kind: image::ImageFormat, max_pixels: u64) -> Result<DecodedImage, ImageRefusal> {
    let broken = |error: ImageError| ImageRefusal::broken(format!("it can't be decoded: {error}"));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    // Four 16-bit samples per pixel of the limit.
    limits.max_alloc = Some(max_pixels.saturating_mul(8).max(1 << 20));
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, max_pixels)?;
    limits.reserve(decoder.total_bytes()).map_err(broken)?;
    let turned = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(turned);
    Ok(DecodedImage { image, profile, lossy: false })
}

/// A Windows bitmap; its header may contain the resolution.
pub(super) fn bitmap(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let pixels = pixels(bytes, image::ImageFormat::Bmp, max_pixels)?;
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
    // The 12-byte header has no resolution.
    let (x, y) = if number(14) >= 40 { (number(38), number(42)) } else { (0, 0) };
    let resolution = (x == y && (1..1_000_000).contains(&x)).then_some(x as f32 * 0.0254);
    Ok(ImageInfo { resolution, ..pixels.found()? })
}

/// An icon file: its largest picture.
pub(super) fn icon(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    pixels(bytes, image::ImageFormat::Ico, max_pixels)?.found()
}
