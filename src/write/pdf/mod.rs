//! Writes PDF 1.7 that conforms to PDF/UA-1 and PDF/A-2a (or, on request, one of the other
//! [`PdfStandard`](crate::options::PdfStandard)s).
//!
//! ```text
//! tag        structure        → structure elements and artifacts
//! fonts      pages            → codes of the used glyphs, font subsets
//! images     resources        → streams, unchanged where possible                  in parallel with typesetting
//! content    pages            → content streams with marked content, deflated      in parallel
//! pages      printpdf         → page tree, pages, fonts
//! links, structure, outline, metadata → what printpdf does not support
//! objects    all of it        → bytes                                               in parallel
//! check      bytes            → findings: a file with findings is not returned
//! ```
//!
//! printpdf makes the skeleton and embeds the fonts. Content streams and the many small objects of a book are written
//! directly as bytes, because an object tree would take more time and memory than everything else. The ledgers beside
//! this file, `PDF_UA.md` and `PDF_A.md`, list how each clause of the standards is met.

pub mod check;
mod containment;
mod content;
mod faces;
mod fonts;
mod images;
mod links;
mod metadata;
mod objects;
mod outline;
mod pages;
mod profile;
mod spelling;
mod structure;
mod syntax;
mod tag;
#[cfg(test)]
mod tests;

use super::{WriteError, Writer, WrittenOutput};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::fonts::Fonts;
use crate::options::Options;
use crate::theme::Theme;
use crate::typeset::model::{Layout, Length, Page, Size, StructRole};
use crate::typeset::{TooManyPages, TypesetInputs, typeset_within};
use objects::Stream;
use rayon::prelude::*;
use syntax::{reference, text};

/// Writes PDF 1.7, tagged (PDF/UA-1) and archival (PDF/A-2a).
pub struct Pdf;

/// Default page limit: a few kilobytes of page breaks can make tens of thousands of pages.
pub const MOST_PAGES: u32 = 20_000;

impl Writer for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn summary(&self) -> &'static str {
        "PDF 1.7, tagged (PDF/UA-1) and archival (PDF/A-2a)"
    }

    fn write(
        &self,
        document: &Document,
        theme: &Theme,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Result<WrittenOutput, WriteError> {
        let fonts = Fonts::new(options.pdf.font_folders.clone());
        let cancel = &options.cancel;
        let most = options.pdf.max_pages.unwrap_or(MOST_PAGES);
        let mathematics = options.pdf.standard.is_pdf_2();
        let (layout, pictures) = rayon::join(
            || typeset_within(most, TypesetInputs { document, theme, mathematics }, &fonts, cancel, diagnostics),
            || images::Pictures::prepare(document, cancel),
        );
        let layout = layout.map_err(|TooManyPages(pages)| {
            let pages = pages.map_or(format!("more than {most}"), |pages| pages.to_string());
            WriteError::Limit(format!("it has {pages} pages, {most} are allowed"))
        })?;
        let bytes = assemble(document, (layout, pictures), &fonts, options, diagnostics)?;
        Ok(WrittenOutput { bytes, asked_system_fonts: fonts.asked_system() })
    }
}

/// Writes a laid-out document.
///
/// # Errors
/// If the output fails its own check.
pub fn write(
    document: &Document,
    layout: Layout,
    fonts: &Fonts,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, WriteError> {
    assemble(document, (layout, images::Pictures::prepare(document, &options.cancel)), fonts, options, diagnostics)
}

fn assemble(
    document: &Document,
    (mut layout, pictures): (Layout, images::Pictures),
    fonts: &Fonts,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, WriteError> {
    let (standard, cancel) = (options.pdf.standard, &options.cancel);
    if layout.pages.is_empty() {
        // A PDF needs at least one page (ISO 32000-1, 7.7.3).
        let size = Size { width: Length::mm(210.0), height: Length::mm(297.0) };
        layout.pages.push(Page { size, ..Page::default() });
    }
    if layout.structure.nodes.is_empty() {
        layout.structure.add(StructRole::Document, None);
    }
    let layout = &layout;
    let tags = tag::Tags::plan(&layout.structure, standard);
    cancel.check();
    let table = fonts::FontTable::plan(layout, fonts);
    cancel.check();
    let images = images::Images::plan(pictures, layout);
    images.report(document, diagnostics);
    structure::report_cut(document, layout, standard, diagnostics);
    let (mut contents, file) = rayon::join(
        || {
            let write = |page| {
                cancel.check();
                content::write(page, &table, &images, &tags)
            };
            layout.pages.par_iter().map(write).collect::<Vec<_>>()
        },
        || pages::Skeleton::new(layout, &table),
    );
    let mut file = file?;
    cancel.check();
    let annotations = links::annotate(&mut file.objects, layout, &tags, &file.pages, diagnostics);
    let transparent = images.transparent();
    let stored = images.store(&mut file.objects, cancel);
    file.place(&mut contents, &annotations, &stored, &transparent);
    cancel.check();
    let tree = structure::reserve(&mut file.objects, &tags);
    structure::write(&mut file.objects, &tree, layout, &tags, &file.pages, &contents, &annotations);
    cancel.check();

    let description = metadata::FileDescription::new(&document.metadata, options.source_date);
    let mut catalog = b"/StructTreeRoot ".to_vec();
    reference(&mut catalog, tree.root);
    catalog.extend_from_slice(b"/MarkInfo<</Marked true>>/Lang");
    text(&mut catalog, document.metadata.language.as_ref().map_or("und", |l| l.tag()));
    // Right-to-left books are bound at the right (12.2).
    let right_to_left = document.metadata.language.as_ref().is_some_and(|l| l.is_right_to_left());
    let direction = if right_to_left { "/Direction/R2L" } else { "" };
    catalog.extend_from_slice(format!("/ViewerPreferences<</DisplayDocTitle true{direction}>>/Metadata ").as_bytes());
    // Metadata is not compressed, so that other programs can read it (ISO 19005-2, 6.6.2.1).
    let packet = objects::StreamData::Own(description.xmp(standard));
    let packet = Stream { entries: b"/Type/Metadata/Subtype/XML".to_vec(), data: packet };
    reference(&mut catalog, file.objects.add_stream(packet));
    let data = objects::StreamData::Own(profile::deflated().to_vec());
    let profile = file.objects.add_stream(Stream { entries: b"/N 3/Filter/FlateDecode".to_vec(), data });
    catalog.extend_from_slice(
        b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)\
          /DestOutputProfile ",
    );
    reference(&mut catalog, profile);
    catalog.extend_from_slice(b">>]/PageLabels");
    catalog.extend_from_slice(&outline::labels(layout));
    if let Some(names) = links::destinations(&mut file.objects, layout, &tags, &file.pages, tree.first) {
        catalog.extend_from_slice(b"/Names<</Dests ");
        reference(&mut catalog, names);
        catalog.extend_from_slice(b">>");
    }
    if let Some(outline) = outline::write(&mut file.objects, layout, standard) {
        catalog.extend_from_slice(b"/PageMode/UseOutlines/Outlines ");
        reference(&mut catalog, outline);
    }
    file.catalog(&catalog);
    // PDF/A-4 forbids an information dictionary (ISO 19005-4, 6.1.3).
    let info = (!standard.is_pdf_2()).then(|| file.objects.add(description.info()));
    let version = if standard.is_pdf_2() { "2.0" } else { "1.7" };
    cancel.check();
    let bytes = file.objects.save(version, file.catalog, info, *description.document.as_bytes(), cancel);
    match check::check_own(&bytes, cancel) {
        findings if findings.is_empty() => Ok(bytes),
        findings => Err(WriteError::Invalid(findings.iter().map(ToString::to_string).collect())),
    }
}
