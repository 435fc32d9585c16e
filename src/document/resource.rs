//! Resources: the images of a document, once each.

use super::Facts;
use std::sync::Arc;

/// A resource's place in [`super::Document::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ResourceId(pub u32);

/// An image that was found and could be read.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Resource {
    /// The name by which the source called it first.
    pub name: String,
    /// What its bytes are.
    pub format: ImageFormat,
    /// Its bytes, untouched; those of a kind that is not in [`ImageFormat`] were converted to PNG or JPEG.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
    /// Width in pixels (for SVG: CSS pixels), with the orientation applied.
    pub width: u32,
    /// Height in pixels (for SVG: CSS pixels), with the orientation applied.
    pub height: u32,
    /// Pixels to the inch, where the file says so.
    pub resolution: Option<f32>,
    /// What else its head says, as [`Facts::of`] finds it.
    #[serde(skip)]
    pub facts: Facts,
}

/// What an image's bytes are, by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF; its first frame is shown in print.
    Gif,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
}

impl ImageFormat {
    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Gif => "image/gif",
            ImageFormat::WebP => "image/webp",
            ImageFormat::Svg => "image/svg+xml",
        }
    }

    /// The usual file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
            ImageFormat::Gif => "gif",
            ImageFormat::WebP => "webp",
            ImageFormat::Svg => "svg",
        }
    }
}
