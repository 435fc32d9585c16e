//! User-supplied covers: JPEG and PNG are kept, anything else is converted to one of them.

use crate::document::{ImageFormat, Resource};
use crate::write::drawing;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageReader};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use std::io::Cursor;

/// The box in pixels that a drawing is fitted into.
const BOX: (f32, f32) = (1600.0, 2560.0);
/// Limit of shapes in a drawing that is rasterized; each may cover the whole picture.
const MOST_SHAPES: usize = 5_000;
/// JPEG quality, of 100.
const QUALITY: u8 = 92;

/// A picture in a format that bookshops accept.
#[derive(Debug)]
pub struct ShopPicture {
    /// JPEG or PNG.
    pub format: ImageFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The resource converted to RGB JPEG or PNG; `None` if that is not needed or not possible.
pub fn convert(resource: &Resource) -> Option<ShopPicture> {
    let bytes = &resource.bytes[..];
    match resource.format {
        ImageFormat::Png => None,
        ImageFormat::Jpeg if is_rgb(resource) => None,
        ImageFormat::Jpeg | ImageFormat::WebP => {
            let mut out = Vec::new();
            let pixels = on_white(decoded(resource)?);
            JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&pixels).ok()?;
            Some(ShopPicture { format: ImageFormat::Jpeg, bytes: out })
        }
        ImageFormat::Gif => {
            let pixels = on_white(decoded(resource)?).to_rgb8();
            let bytes = super::png(pixels.as_raw(), pixels.width(), pixels.height())?;
            Some(ShopPicture { format: ImageFormat::Png, bytes })
        }
        ImageFormat::Svg => Some(ShopPicture { format: ImageFormat::Png, bytes: drawn(bytes)? }),
    }
}

/// Whether a JPEG is grayscale or RGB: shops and reading devices do not display CMYK. `true` if unreadable.
fn is_rgb(resource: &Resource) -> bool {
    resource.facts.jpeg.as_ref().is_none_or(|head| head.components.len() < 4)
}

/// The decoded pixels, upright. Each output format decodes the cover for itself: it takes less time than typesetting
/// the book, and the pixels are freed at once.
fn decoded(resource: &Resource) -> Option<DynamicImage> {
    let decoder = ImageReader::new(Cursor::new(&resource.bytes[..])).with_guessed_format().ok()?.into_decoder().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(turned) = image::metadata::Orientation::from_exif(resource.facts.orientation.number()) {
        image.apply_orientation(turned);
    }
    Some(image)
}

/// Composites a transparent picture onto white.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.to_rgb8());
    }
    let pixels = image.to_rgba8();
    let mut out = image::RgbImage::new(pixels.width(), pixels.height());
    for (to, from) in out.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        to.0 = [red, green, blue].map(|c| ((c * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
    }
    DynamicImage::ImageRgb8(out)
}

/// Rasterizes a drawing at the size that shops require.
fn drawn(bytes: &[u8]) -> Option<Vec<u8>> {
    let tree = drawing::read(bytes, MOST_SHAPES)?;
    let size = tree.size();
    let scale = (BOX.0 / size.width()).min(BOX.1 / size.height());
    let pixels = |length: f32| ((length * scale).round() as u32).max(1);
    let mut canvas = Pixmap::new(pixels(size.width()), pixels(size.height()))?;
    canvas.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    // The background is opaque, so alpha can be dropped.
    let rgb: Vec<u8> = canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    super::png(&rgb, canvas.width(), canvas.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::RasterFacts;

    fn resource(format: ImageFormat, bytes: &[u8]) -> Resource {
        let facts = RasterFacts::of(format, bytes);
        Resource { name: "x".into(), format, bytes: bytes.into(), width: 1, height: 1, resolution: None, facts }
    }

    #[test]
    fn a_drawing_becomes_a_picture_as_large_as_shops_ask_for() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="50" height="80"><rect width="25" height="80" fill="#c00"/></svg>"##;
        let made = convert(&resource(ImageFormat::Svg, svg)).unwrap();
        assert_eq!(made.format, ImageFormat::Png);
        let pixels = image::load_from_memory(&made.bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (1600, 2560));
        let pixels = pixels.to_rgb8();
        assert_eq!((pixels[(100, 100)].0, pixels[(1500, 100)].0), ([0xcc, 0, 0], [255, 255, 255]));
        let wide =
            br##"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><rect width="9" height="9"/></svg>"##;
        let made = convert(&resource(ImageFormat::Svg, wide)).unwrap();
        let pixels = image::load_from_memory(&made.bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (1600, 400));
        // The cost grows with the drawing times the canvas.
        let many =
            format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", "<rect width='9' height='9'/>".repeat(6000));
        assert!(convert(&resource(ImageFormat::Svg, many.as_bytes())).is_none());
    }

    #[test]
    fn inks_become_light_and_what_is_fit_stays() {
        let cmyk = convert(&resource(ImageFormat::Jpeg, include_bytes!("../../../../tests/cmyk.jpg"))).unwrap();
        assert!(is_rgb(&resource(cmyk.format, &cmyk.bytes)) && cmyk.format == ImageFormat::Jpeg);
        assert!(convert(&resource(ImageFormat::Jpeg, &cmyk.bytes)).is_none());
        assert!(convert(&resource(ImageFormat::Png, include_bytes!("../../../../tests/dot.png"))).is_none());
    }
}
