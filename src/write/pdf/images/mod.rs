//! Images: JPEG and PNG data are embedded unchanged where possible; anything else is decoded and losslessly
//! compressed. Identical images are stored once.

mod gradient;
mod icc;
mod jpeg;
mod orientation;
mod png;
mod svg;

pub(super) use orientation::{ImageBox, matrix};

use super::objects::{Objects, Stream, StreamData};
use super::syntax::{int, name, reference};
use crate::cancel::Cancel;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, Image, ImageFormat, InlineKind, Orientation, Resource, ResourceId, walk};
use crate::typeset::model::{Layout, PageItem};
use crate::write::drawing;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An image ready to be stored.
#[derive(Debug)]
struct Prepared {
    pixels: PixelStream,
    /// Its alpha channel.
    mask: Option<PixelStream>,
    /// Its ICC profile.
    profile: Option<Vec<u8>>,
    orientation: Orientation,
}

/// Encoded pixels.
#[derive(Debug)]
struct PixelStream {
    width: u32,
    height: u32,
    bits: u8,
    space: Space,
    /// Whether the values are complements (CMYK as Adobe's programs write it).
    inverted: bool,
    filter: StreamFilter,
    data: StreamData,
}

/// Color space of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// Colours from a palette of RGB triples.
    Indexed(Vec<u8>),
}

impl Space {
    fn components(&self) -> u8 {
        match self {
            Space::Gray | Space::Indexed(_) => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
        }
    }
}

/// Encoding of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StreamFilter {
    /// JPEG; whether its three components are YCbCr, if its own markers don't tell.
    Jpeg { transform: Option<bool> },
    /// Deflated rows with PNG's filters.
    Png,
}

/// The images of a document, prepared in parallel with typesetting, which they don't depend on.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// For each resource, the first one with the same bytes.
    first: BTreeMap<ResourceId, ResourceId>,
    pictures: BTreeMap<ResourceId, PdfImage>,
}

impl Pictures {
    /// Prepares all images.
    pub(super) fn prepare(document: &Document, cancel: &Cancel) -> Pictures {
        let mut known: BTreeMap<&[u8], ResourceId> = BTreeMap::new();
        let mut first = BTreeMap::new();
        for (id, resource) in (0..).map(ResourceId).zip(&document.resources) {
            first.insert(id, *known.entry(&resource.bytes[..]).or_insert(id));
        }
        let unique: Vec<ResourceId> = known.into_values().collect();
        let prepared = |id| {
            cancel.check();
            Some((id, picture(document.resource(id))?))
        };
        let pictures = unique.into_par_iter().filter_map(prepared).collect();
        Pictures { first, pictures }
    }
}

/// The images used on the pages.
#[derive(Debug, Default)]
pub(super) struct Images {
    /// Images that can't be shown.
    lost: BTreeSet<ResourceId>,
    placings: BTreeMap<ResourceId, Placing>,
    pictures: BTreeMap<ResourceId, PdfImage>,
}

/// What an image is.
#[derive(Debug)]
enum PdfImage {
    /// Pixels.
    Raster(Prepared),
    /// A drawing.
    Drawing(Box<usvg::Tree>),
}

/// How an image is placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    /// The resource under which it is stored: the first of identical ones.
    pub resource: ResourceId,
    /// Its Exif orientation.
    pub orientation: Orientation,
}

impl Images {
    /// Selects the pictures used on the pages.
    pub(super) fn plan(pictures: Pictures, layout: &Layout) -> Images {
        let Pictures { first, mut pictures } = pictures;
        let (mut placings, mut lost) = (BTreeMap::new(), BTreeSet::new());
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            let PageItem::Image { resource, .. } = item.item else { continue };
            let Some((&first, picture)) = first.get(&resource).and_then(|id| Some((id, pictures.get(id)?))) else {
                lost.insert(resource);
                continue;
            };
            let orientation = match picture {
                PdfImage::Raster(prepared) => prepared.orientation,
                PdfImage::Drawing(_) => Orientation::default(),
            };
            placings.insert(resource, Placing { resource: first, orientation });
        }
        let used: BTreeSet<ResourceId> = placings.values().map(|placing| placing.resource).collect();
        pictures.retain(|id, _| used.contains(id));
        Images { lost, placings, pictures }
    }

    /// How a resource is placed; `None` if it can't be shown.
    pub(super) fn placing(&self, resource: ResourceId) -> Option<Placing> {
        self.placings.get(&resource).copied()
    }

    /// Images with transparency, and all drawings.
    pub(super) fn transparent(&self) -> BTreeSet<ResourceId> {
        let opaque = |picture: &PdfImage| matches!(picture, PdfImage::Raster(prepared) if prepared.mask.is_none());
        self.pictures.iter().filter(|(_, picture)| !opaque(picture)).map(|(&id, _)| id).collect()
    }

    /// Reports images that can't be shown, frames of animations and unsupported parts of drawings, at their first use.
    pub(super) fn report(&self, document: &Document, diagnostics: &mut Diagnostics) {
        let mut silent: BTreeMap<ResourceId, Vec<&'static str>> = BTreeMap::new();
        for (&id, picture) in &self.pictures {
            if let PdfImage::Drawing(tree) = picture {
                silent.insert(id, svg::left_out(tree));
            }
        }
        silent.retain(|_, what| !what.is_empty());
        let mut lost = self.lost.clone();
        let animated = |id: &&ResourceId| document.resource(**id).facts.is_animated;
        let mut still: BTreeSet<ResourceId> = self.pictures.keys().filter(animated).copied().collect();
        if silent.is_empty() && lost.is_empty() && still.is_empty() {
            return;
        }
        walk::all_inlines(document, &mut |inline| {
            let InlineKind::Image(Image { resource: Some(id), source, .. }) = &inline.kind else { return };
            let mut tell = |code, what: String, help: &str| {
                diagnostics.push(Diagnostic::new(code, inline.span, format!("`{source}`: {what}")).help(help));
            };
            if lost.remove(id) {
                let what = "it can't be shown in a PDF: it is damaged, or draws too much".to_owned();
                tell(&codes::IMAGE_BROKEN, what, "save it as PNG");
            }
            let stored = self.placings.get(id);
            if stored.is_some_and(|stored| still.remove(&stored.resource)) {
                let what = "it has several frames, of which the first is shown in a PDF".to_owned();
                tell(&codes::IMAGE_FIRST_ONLY, what, "save each as a file of its own, and name them one by one");
            }
            if let Some(stored) = stored
                && let Some(what) = silent.remove(&stored.resource)
            {
                let help = "what they are applied to is drawn without them; save the drawing as PNG to keep its look";
                tell(&codes::DRAWING_SIMPLIFIED, format!("{} can't be shown in a PDF", what.join(" and ")), help);
            }
        });
    }

    /// Stores the images. Returns their object numbers.
    pub(super) fn store(self, objects: &mut Objects, cancel: &Cancel) -> BTreeMap<ResourceId, u32> {
        let mut ids = BTreeMap::new();
        for (resource, picture) in self.pictures {
            cancel.check();
            let id = match picture {
                PdfImage::Raster(prepared) => prepared.store(objects),
                PdfImage::Drawing(tree) => svg::store(objects, &tree),
            };
            ids.insert(resource, id);
        }
        ids
    }
}

impl Prepared {
    /// Stores the image with its soft mask and profile. Returns its object number.
    fn store(self, objects: &mut Objects) -> u32 {
        let mask = self.mask.map(|mask| objects.add_stream(mask.stream(None, None)));
        let profile = self.profile.map(|profile| {
            let mut entries = b"/N ".to_vec();
            int(&mut entries, self.pixels.space.components().into());
            objects.add_stream(Stream::deflated(&entries, &profile))
        });
        objects.add_stream(self.pixels.stream(profile, mask))
    }
}

/// The `XObject` entry of a resource dictionary.
pub(super) fn resources(out: &mut Vec<u8>, used: &BTreeSet<ResourceId>, ids: &BTreeMap<ResourceId, u32>) {
    if used.is_empty() {
        return;
    }
    out.extend_from_slice(b"/XObject<<");
    for resource in used {
        name(out, format!("I{}", resource.0).as_bytes());
        out.push(b' ');
        reference(out, ids[resource]);
    }
    out.extend_from_slice(b">>");
}

fn picture(resource: &Resource) -> Option<PdfImage> {
    match resource.format {
        ImageFormat::Svg => {
            drawing::read(&resource.bytes, drawing::MOST_DRAWN).map(|tree| PdfImage::Drawing(Box::new(tree)))
        }
        _ => prepare(resource).map(PdfImage::Raster),
    }
}

fn prepare(resource: &Resource) -> Option<Prepared> {
    match resource.format {
        ImageFormat::Jpeg => jpeg::pass(resource).or_else(|| decode(resource)),
        ImageFormat::Png => png::pass(resource).or_else(|| decode(resource)),
        ImageFormat::Gif | ImageFormat::WebP => decode(resource),
        ImageFormat::Svg => None,
    }
}

/// Decodes an image and encodes it losslessly.
fn decode(resource: &Resource) -> Option<Prepared> {
    use image::{DynamicImage, ImageDecoder, ImageFormat as Kind, ImageReader};
    let kind = match resource.format {
        ImageFormat::Png => Kind::Png,
        ImageFormat::Jpeg => Kind::Jpeg,
        ImageFormat::Gif => Kind::Gif,
        ImageFormat::WebP => Kind::WebP,
        ImageFormat::Svg => return None,
    };
    let reader = ImageReader::with_format(std::io::Cursor::new(&resource.bytes[..]), kind);
    let mut decoder = reader.into_decoder().ok()?;
    // A CMYK image was converted to RGB: its profile is not that of its pixels any more.
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(turned) = image::metadata::Orientation::from_exif(resource.facts.orientation.number()) {
        image.apply_orientation(turned);
    }
    let gray = !image.color().has_color();
    let (pixels, mask) = if gray {
        let all = image.to_luma_alpha8();
        let channel = |c: usize| all.pixels().map(|p| p.0[c]).collect::<Vec<u8>>();
        (channel(0), channel(1))
    } else {
        let all = image.to_rgba8();
        (all.pixels().flat_map(|p| [p.0[0], p.0[1], p.0[2]]).collect(), all.pixels().map(|p| p.0[3]).collect())
    };
    let (width, height) = (image.width(), image.height());
    let space = if gray { Space::Gray } else { Space::Rgb };
    let transparent = mask.iter().any(|&a| a != 255);
    let (pixels, mask) = rayon::join(
        || png::pack(width, height, &space, &pixels),
        || if transparent { Some(png::pack(width, height, &Space::Gray, &mask)) } else { None },
    );
    let mask = match mask {
        Some(mask) => Some(mask?),
        None => None,
    };
    let profile = profile.filter(|profile| icc::fits(profile, space.components()));
    Some(Prepared { pixels: pixels?, mask, profile, orientation: Orientation::default() })
}

impl PixelStream {
    /// The image dictionary and its data (ISO 32000-1, 8.9.5).
    fn stream(self, profile: Option<u32>, mask: Option<u32>) -> Stream {
        let mut out = b"/Type/XObject/Subtype/Image/Width ".to_vec();
        int(&mut out, self.width.into());
        out.extend_from_slice(b"/Height ");
        int(&mut out, self.height.into());
        out.extend_from_slice(b"/BitsPerComponent ");
        int(&mut out, self.bits.into());
        out.extend_from_slice(b"/ColorSpace");
        let base: &[u8] = match &self.space {
            Space::Gray => b"/DeviceGray",
            Space::Rgb | Space::Indexed(_) => b"/DeviceRGB",
            Space::Cmyk => b"/DeviceCMYK",
        };
        match (&self.space, profile) {
            (Space::Indexed(palette), _) => {
                out.extend_from_slice(b"[/Indexed/DeviceRGB ");
                int(&mut out, (palette.len() / 3) as i64 - 1);
                out.push(b'<');
                palette.iter().for_each(|&byte| super::syntax::hex(&mut out, byte));
                out.extend_from_slice(b">]");
            }
            (_, Some(profile)) => {
                out.extend_from_slice(b"[/ICCBased ");
                reference(&mut out, profile);
                out.push(b']');
            }
            (_, None) => out.extend_from_slice(base),
        }
        if self.inverted {
            out.extend_from_slice(b"/Decode[1 0 1 0 1 0 1 0]");
        }
        match self.filter {
            StreamFilter::Jpeg { transform } => {
                out.extend_from_slice(b"/Filter/DCTDecode");
                if let Some(transform) = transform {
                    out.extend_from_slice(b"/DecodeParms<</ColorTransform ");
                    int(&mut out, transform.into());
                    out.extend_from_slice(b">>");
                }
            }
            StreamFilter::Png => {
                out.extend_from_slice(b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ");
                int(&mut out, self.space.components().into());
                out.extend_from_slice(b"/BitsPerComponent ");
                int(&mut out, self.bits.into());
                out.extend_from_slice(b"/Columns ");
                int(&mut out, self.width.into());
                out.extend_from_slice(b">>");
            }
        }
        if let Some(mask) = mask {
            out.extend_from_slice(b"/SMask ");
            reference(&mut out, mask);
        }
        Stream { entries: out, data: self.data }
    }
}
