//! The skeleton of the file: made by printpdf, whose objects are taken over.
//!
//! printpdf writes the pages with their boxes and the fonts: composite fonts with descendant, descriptor, widths and
//! font program. It embeds the fonts that a page's operators use, so the first page's operators use every font with
//! all its glyphs; the operators of all pages are then replaced by our content streams ([`super::content`]). Tags,
//! annotations and names, which printpdf does not support, are added to the objects before [`super::objects`]
//! serializes them.

use super::content::PageContent;
use super::fonts::{self, FontTable};
use super::images;
use super::links::LinkAnnotation;
use super::objects::{self, Objects, Stream, StreamData};
use super::syntax::{int, reference};
use crate::document::ResourceId;
use crate::typeset::model::{Layout, Size};
use crate::write::WriteError;
use lopdf::{Dictionary, Object};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of the skeleton.
pub(super) struct Skeleton {
    /// Everything but the pages and the catalog.
    pub objects: Objects,
    /// Object numbers of the pages.
    pub pages: Vec<u32>,
    /// Object number of the catalog.
    pub catalog: u32,
    dictionaries: Vec<Dictionary>,
    /// Object numbers of the fonts, in the order of [`FontTable::fonts`].
    fonts: Vec<u32>,
    tree: u32,
}

impl Skeleton {
    /// Makes printpdf write the pages and the fonts.
    ///
    /// # Errors
    /// If a font can't be subset or printpdf reports a warning.
    pub(super) fn new(layout: &Layout, fonts: &FontTable<'_>) -> Result<Skeleton, WriteError> {
        let mut skeleton = PdfDocument::new("");
        let page = |size: Size| {
            let rect = || Rect::from_wh(Pt(size.width.to_pt() as f32), Pt(size.height.to_pt() as f32));
            PdfPage { media_box: rect(), trim_box: rect(), crop_box: rect(), ops: Vec::new() }
        };
        skeleton.pages = layout.pages.iter().map(|p| page(p.size)).collect();
        skeleton.pages.first_mut().expect("a layout has a page").ops = fonts.register(&mut skeleton.resources)?;
        let options = PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
        let mut warnings = Vec::new();
        let mut document = skeleton.to_lopdf_document(&options, &mut warnings);
        if !warnings.is_empty() {
            return Err(WriteError::Invalid(warnings.iter().map(|w| format!("{w:?}")).collect()));
        }
        let catalog = document.trailer.get(b"Root").and_then(Object::as_reference).expect(EXPECTED).0;
        let tree = reference_at(document.get_dictionary((catalog, 0)).expect(EXPECTED), b"Pages");
        let pages: Vec<u32> = document.get_pages().into_values().map(|(id, _)| id).collect();
        let written = take_resources(&mut document, *pages.first().expect(EXPECTED));
        let fonts = fonts.complete(&mut document, &written);
        let mut dictionaries = Vec::with_capacity(pages.len());
        for &page in &pages {
            let dictionary = take(&mut document, page);
            for key in [&b"Contents"[..], b"Resources"] {
                document.objects.remove(&(reference_at(&dictionary, key), 0));
            }
            dictionaries.push(dictionary);
        }
        for id in [catalog, tree] {
            document.objects.remove(&(id, 0));
        }
        let taken: Vec<u32> = pages.iter().copied().chain([catalog, tree]).collect();
        Ok(Skeleton { objects: Objects::adopt(document, &taken), pages, catalog, dictionaries, fonts, tree })
    }

    /// Stores the pages with their content.
    pub(super) fn place(
        &mut self,
        contents: &mut [PageContent],
        annotations: &[LinkAnnotation],
        images: &BTreeMap<ResourceId, u32>,
        transparent: &BTreeSet<ResourceId>,
    ) {
        let mut annotations = annotations.iter().peekable();
        for (index, (content, dictionary)) in contents.iter_mut().zip(&mut self.dictionaries).enumerate() {
            let mut resources = b"<<".to_vec();
            fonts::resources(&mut resources, &content.fonts, &self.fonts);
            images::resources(&mut resources, &content.images, images);
            resources.extend_from_slice(b">>");
            let data = StreamData::Own(std::mem::take(&mut content.stream));
            let stream = self.objects.add_stream(Stream { entries: b"/Filter/FlateDecode".to_vec(), data });
            dictionary.set("Contents", (stream, 0));
            dictionary.set("Resources", (self.objects.add(resources), 0));
            dictionary.set("StructParents", index as i64);
            dictionary.set("Tabs", "S");
            dictionary.remove(b"Annots");
            let mut annots = Vec::new();
            while let Some(annotation) = annotations.next_if(|a| a.page as usize == index) {
                annots.push(Object::Reference((annotation.object, 0)));
            }
            if !annots.is_empty() {
                dictionary.set("Annots", annots);
            }
            if content.images.iter().any(|image| transparent.contains(image)) {
                dictionary.set("Group", lopdf::dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" });
            }
            let mut out = Vec::new();
            objects::write(&mut out, &Object::Dictionary(std::mem::take(dictionary)));
            self.objects.put(self.pages[index], out);
        }
        let mut out = b"<</Type/Pages/Count ".to_vec();
        int(&mut out, self.pages.len() as i64);
        out.extend_from_slice(b"/Kids[");
        for (index, &page) in self.pages.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            reference(&mut out, page);
        }
        out.extend_from_slice(b"]>>");
        self.objects.put(self.tree, out);
    }

    /// Stores the catalog: the page tree and these entries.
    pub(super) fn catalog(&mut self, entries: &[u8]) {
        let mut out = b"<</Type/Catalog/Pages ".to_vec();
        reference(&mut out, self.tree);
        out.extend_from_slice(entries);
        out.extend_from_slice(b">>");
        self.objects.put(self.catalog, out);
    }
}

const EXPECTED: &str = "printpdf writes a catalog, a page tree and pages with contents and resources";

fn reference_at(dictionary: &Dictionary, key: &[u8]) -> u32 {
    dictionary.get(key).and_then(Object::as_reference).expect(EXPECTED).0
}

fn take(document: &mut lopdf::Document, id: u32) -> Dictionary {
    match document.objects.remove(&(id, 0)) {
        Some(Object::Dictionary(dictionary)) => dictionary,
        other => unreachable!("{EXPECTED}: {other:?}"),
    }
}

/// Removes the resources shared by printpdf's pages and its information dictionary. Returns the fonts by name.
fn take_resources(document: &mut lopdf::Document, page: u32) -> Dictionary {
    let page = document.get_dictionary((page, 0)).expect(EXPECTED);
    let resources = document.get_dictionary((reference_at(page, b"Resources"), 0)).expect(EXPECTED).clone();
    let mut fonts = Dictionary::new();
    for (key, value) in resources {
        let Ok((id, _)) = value.as_reference() else { continue };
        match document.objects.remove(&(id, 0)) {
            Some(Object::Dictionary(dictionary)) if key == b"Font" => fonts = dictionary,
            _ => {}
        }
    }
    if let Ok((info, _)) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.remove(&(info, 0));
    }
    fonts
}
