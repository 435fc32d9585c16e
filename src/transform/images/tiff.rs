//! TIFF (revision 6.0): the first page. `image` decodes gray, RGB and CMYK; palettes and YCbCr, which it refuses, are
//! decoded as if they were gray or RGB, and converted here.

use super::probe::ImageInfo;
use super::{ImageRefusal, decode};
use crate::diagnostic::codes;
use crate::document::ifd::{self, Directory};
use image::{DynamicImage, RgbImage};

/// Interpretation of samples that the decoder does not support.
enum SampleMeaning {
    /// Indices into a palette of 2ⁿ reds, then greens, then blues (TIFF 6.0, section 5).
    Palette(Vec<u16>),
    /// YCbCr (section 21).
    Chroma,
}

pub(super) fn probe(bytes: &[u8], max_pixels: u64) -> Result<ImageInfo, ImageRefusal> {
    let directory = Directory::first(bytes).ok_or_else(|| ImageRefusal::broken("it is a TIFF without a page"))?;
    let by_jpeg = matches!(directory.short(ifd::COMPRESSION), Some(6 | 7));
    // 0 and 1 are gray, 2 is RGB, 3 is a palette, 6 is YCbCr.
    let meaning = match directory.short(ifd::PHOTOMETRIC) {
        Some(3) => directory.shorts(ifd::COLOR_MAP).map(|map| (1, SampleMeaning::Palette(map))),
        // Chroma subsampling is supported only with JPEG compression.
        Some(6) if by_jpeg || directory.shorts(ifd::CHROMA_SUBSAMPLING).is_some_and(|each| each == [1, 1]) => {
            Some((2, SampleMeaning::Chroma))
        }
        _ => None,
    };
    let mut pixels = match (&meaning, directory.place(ifd::PHOTOMETRIC)) {
        (Some((asked, _)), Some(place)) => {
            let mut retold = bytes.to_vec();
            retold[place..place + 2].copy_from_slice(&directory.written(*asked));
            decode::pixels(&retold, image::ImageFormat::Tiff, max_pixels)?
        }
        _ => decode::pixels(bytes, image::ImageFormat::Tiff, max_pixels)?,
    };
    match meaning {
        Some((_, SampleMeaning::Palette(map))) => pixels.image = from_palette(&pixels.image, &map)?,
        Some((_, SampleMeaning::Chroma)) => from_chroma(&mut pixels.image),
        None => {}
    }
    if directory.short(ifd::EXTRA_SAMPLES) == Some(1) {
        unmultiply(&mut pixels.image);
    }
    pixels.lossy = by_jpeg;
    let mut found = ImageInfo { resolution: resolution(&directory), ..pixels.found()? };
    if directory.has_next() {
        found.left_out.push(first_only("pages"));
    }
    Ok(found)
}

/// Only the first of several pages or frames is shown.
pub(super) fn first_only(what: &str) -> ImageRefusal {
    ImageRefusal {
        code: &codes::IMAGE_FIRST_ONLY,
        message: format!("it has several {what}, of which the first is shown"),
        help: Some("save each as a file of its own, and name them one by one"),
    }
}

/// Pixels per inch (section 8: `ResolutionUnit` 2, the default, is the inch, 3 the centimetre).
fn resolution(directory: &Directory<'_>) -> Option<f32> {
    let (x, y) = (directory.rational(ifd::X_RESOLUTION)?, directory.rational(ifd::Y_RESOLUTION)?);
    let inches = match directory.short(ifd::RESOLUTION_UNIT) {
        None | Some(2) => 1.0,
        Some(3) => 2.54,
        _ => return None,
    };
    (x == y && x > 1.0 && x < 100_000.0).then_some(x * inches)
}

fn from_palette(places: &DynamicImage, map: &[u16]) -> Result<DynamicImage, ImageRefusal> {
    let places =
        places.as_luma8().ok_or_else(|| ImageRefusal::broken("its palette is of a kind that can't be shown here"))?;
    let colors = map.len() / 3;
    // The decoder expanded one-bit samples to 0 and 255.
    let step = if colors == 2 { 255 } else { 1 };
    let (reds, rest) = map.split_at(colors);
    let (greens, blues) = rest.split_at(colors);
    let mut out = RgbImage::new(places.width(), places.height());
    for (to, from) in out.pixels_mut().zip(places.pixels()) {
        let place = usize::from(from.0[0] / step);
        to.0 = [reds, greens, blues].map(|part| part.get(place).map_or(0, |value| (value >> 8) as u8));
    }
    Ok(DynamicImage::ImageRgb8(out))
}

/// Converts YCbCr as in JPEG (ITU-T T.871, 7) to RGB, in integers.
fn from_chroma(image: &mut DynamicImage) {
    let DynamicImage::ImageRgb8(pixels) = image else { return };
    for pixel in pixels.pixels_mut() {
        let [y, cb, cr] = pixel.0.map(i32::from);
        let (y, cb, cr) = ((y << 16) + (1 << 15), cb - 128, cr - 128);
        let light = [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb];
        pixel.0 = light.map(|value| (value >> 16).clamp(0, 255) as u8);
    }
}

/// Reverses premultiplied alpha (section 18, associated alpha).
fn unmultiply(image: &mut DynamicImage) {
    fn undone(color: u32, alpha: u32, most: u32) -> u32 {
        (color * most + alpha / 2).checked_div(alpha).unwrap_or(0).min(most)
    }
    match image {
        DynamicImage::ImageRgba8(all) => all.pixels_mut().for_each(|pixel| {
            let [color @ .., alpha] = pixel.0;
            let [red, green, blue] = color.map(|c| undone(c.into(), alpha.into(), 255) as u8);
            pixel.0 = [red, green, blue, alpha];
        }),
        DynamicImage::ImageRgba16(all) => all.pixels_mut().for_each(|pixel| {
            let [color @ .., alpha] = pixel.0;
            let [red, green, blue] = color.map(|c| undone(c.into(), alpha.into(), 65_535) as u16);
            pixel.0 = [red, green, blue, alpha];
        }),
        _ => {}
    }
}
