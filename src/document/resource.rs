//! Resources: the images of a document, once each.

use super::{ImageFormat, RasterFacts};
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
    /// What else its head says, as [`RasterFacts::of`] finds it.
    #[serde(skip)]
    pub facts: RasterFacts,
}
