//! Resources: the images of a document, once each.

use super::{ImageFormat, RasterFacts};
use std::sync::Arc;

/// Index into [`super::Document::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ResourceId(pub u32);

/// A loaded image.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Resource {
    /// Its name in the source at first use.
    pub name: String,
    /// What its bytes are.
    pub format: ImageFormat,
    /// Its bytes, unchanged if the format is in [`ImageFormat`], else converted to PNG or JPEG.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
    /// Width in pixels (for SVG: CSS pixels), with the orientation applied.
    pub width: u32,
    /// Height in pixels (for SVG: CSS pixels), with the orientation applied.
    pub height: u32,
    /// Pixels per inch, if the file states it.
    pub resolution: Option<f32>,
    /// Further header data, from [`RasterFacts::of`].
    #[serde(skip)]
    pub facts: RasterFacts,
}
