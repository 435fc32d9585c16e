//! Image files of the package.

use super::archive::ArchiveEntry;
use crate::document::{Document, ImageFormat, Resource, ResourceId};
use crate::write::xhtml::svg;
use std::borrow::Cow;

/// An image as a file of the package.
#[derive(Debug)]
pub struct ImageFile<'a> {
    /// Its name in the package.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes; SVG is sanitized.
    pub bytes: Cow<'a, [u8]>,
    /// Whether nested drawings were removed from it.
    pub lacks_drawings: bool,
}

impl ImageFile<'_> {
    /// The archive entry. Raster images are already compressed.
    pub fn entry(&self) -> ArchiveEntry {
        let path = format!("OEBPS/{}", self.name);
        match self.media_type {
            "image/svg+xml" => ArchiveEntry::deflated(path, &self.bytes),
            _ => ArchiveEntry::stored(path, &self.bytes[..]),
        }
    }
}

/// The files of a document's resources, by id; `None` for SVG that is not well-formed.
pub fn pictures(document: &Document) -> Vec<Option<ImageFile<'_>>> {
    document.resources.iter().enumerate().map(|(number, resource)| picture(number, resource)).collect()
}

fn picture(number: usize, resource: &Resource) -> Option<ImageFile<'_>> {
    let (bytes, lacks_drawings) = match resource.format {
        ImageFormat::Svg => {
            let (text, lacks_drawings) = svg::sanitize(std::str::from_utf8(&resource.bytes).ok()?)?;
            (Cow::Owned(text.into_bytes()), lacks_drawings)
        }
        _ => (Cow::Borrowed(&resource.bytes[..]), false),
    };
    let name = format!("images/image-{}.{}", number + 1, resource.format.extension());
    Some(ImageFile { name, media_type: resource.format.media_type(), bytes, lacks_drawings })
}

/// The image file of a resource.
pub fn find<'p, 'a>(pictures: &'p [Option<ImageFile<'a>>], id: ResourceId) -> Option<&'p ImageFile<'a>> {
    pictures.get(id.0 as usize)?.as_ref()
}
