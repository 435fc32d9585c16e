//! Images: the files they become.

use super::archive::Entry;
use crate::document::{Document, ImageFormat, Resource, ResourceId};
use crate::write::xhtml::svg;
use std::borrow::Cow;

/// An image as a file of the package.
#[derive(Debug)]
pub struct Picture<'a> {
    /// Its name in the package.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes; those of SVG are made safe.
    pub bytes: Cow<'a, [u8]>,
    /// Whether it is a drawing without the drawings that it shows.
    pub lacks_drawings: bool,
}

impl Picture<'_> {
    /// The file. Raster images are compressed by themselves already.
    pub fn entry(&self) -> Entry {
        let path = format!("OEBPS/{}", self.name);
        match self.media_type {
            "image/svg+xml" => Entry::deflated(path, &self.bytes),
            _ => Entry::stored(path, &self.bytes[..]),
        }
    }
}

/// The files of a document's resources, by their id; `None` for SVG that is not well-formed.
pub fn pictures(document: &Document) -> Vec<Option<Picture<'_>>> {
    document.resources.iter().enumerate().map(|(number, resource)| picture(number, resource)).collect()
}

fn picture(number: usize, resource: &Resource) -> Option<Picture<'_>> {
    let (bytes, lacks_drawings) = match resource.format {
        ImageFormat::Svg => {
            let (text, lacks_drawings) = svg::sanitize(std::str::from_utf8(&resource.bytes).ok()?)?;
            (Cow::Owned(text.into_bytes()), lacks_drawings)
        }
        _ => (Cow::Borrowed(&resource.bytes[..]), false),
    };
    let name = format!("images/image-{}.{}", number + 1, resource.format.extension());
    Some(Picture { name, media_type: resource.format.media_type(), bytes, lacks_drawings })
}

/// The picture of a resource.
pub fn find<'p, 'a>(pictures: &'p [Option<Picture<'a>>], id: ResourceId) -> Option<&'p Picture<'a>> {
    pictures.get(id.0 as usize)?.as_ref()
}
