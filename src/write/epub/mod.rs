//! Writes EPUB 3.3.
//!
//! ```text
//! Document → plan → chapters (parallel) ────┐
//! → navigation, cover ───────┼→ package → archive → check → bytes
//! images ──────────────────┘
//! ```
//!
//! [`plan`] distributes the blocks over files and locates every anchor and note; [`chapter`] writes a content
//! document; [`style`](mod@style) derives the style sheet from the theme; [`package`] completes the package document
//! made by `epub-builder`; [`archive`] puts the files, which were compressed in parallel, into the container;
//! [`check`](mod@check) refuses an invalid result. `EPUB3.md` and `EPUB_A11Y.md` beside this file list the clauses of
//! the standards with their tests.

mod accessibility;
pub mod archive;
mod chapter;
pub mod check;
mod cover;
mod fonts;
mod images;
mod measure;
mod nav;
mod ncx;
mod package;
mod people;
mod pieces;
mod plan;
mod sides;
mod style;
#[cfg(test)]
mod tests;

pub use accessibility::claims;

use super::{WriteError, Writer, WrittenOutput};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, NoteNumbers};
use crate::fonts::Fonts;
use crate::options::Options;
use crate::theme::{NoteNumbering, Theme};
use crate::write::xhtml::FileFacts;
use archive::ArchiveEntry;
use cover::Cover;
use package::{PackageInputs, PackageItem};
use plan::{BookPlan, MOST};
use rayon::prelude::*;

const XHTML: &str = "application/xhtml+xml";

/// Writes EPUB 3.3.
pub struct Epub;

impl Writer for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn summary(&self) -> &'static str {
        "EPUB 3.3, accessible"
    }

    fn write(
        &self,
        document: &Document,
        theme: &Theme,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Result<WrittenOutput, WriteError> {
        // Blocks are split by estimated size; if a file exceeds the limit nevertheless, everything is split again with
        // a lower limit.
        for share in [1, 2, 4] {
            let mut found = Diagnostics::new();
            if let Some(written) = book(&pieces::cut(document, share), theme, options, share, &mut found)? {
                diagnostics.append(found);
                return Ok(written);
            }
        }
        let last = book(&pieces::cut(document, LEAST), theme, options, LEAST, diagnostics)?;
        last.ok_or_else(|| WriteError::Invalid(vec!["a file of text could not be made small enough".to_owned()]))
    }
}

/// Maximum factor by which the size limit of files is lowered.
const LEAST: usize = 8;

/// Writes the book with the size limit divided by `share`; `None` if a file is still too long.
///
/// # Errors
/// As [`Epub::write`](Writer::write).
fn book(
    document: &Document,
    theme: &Theme,
    options: &Options,
    share: usize,
    diagnostics: &mut Diagnostics,
) -> Result<Option<WrittenOutput>, WriteError> {
    options.cancel.check();
    let mut plan = BookPlan { cancel: options.cancel.clone(), ..BookPlan::new(document, options, share) };
    // Notes numbered by chapter are at the end of each file; page numbers are up to the reading system.
    if plan.book && theme.note.numbering == NoteNumbering::Chapter {
        plan.numbers = NoteNumbers::by_chapter(document);
    }
    // Content documents are written and compressed in parallel, and the cover beside them.
    let text = |part| {
        options.cancel.check();
        WrittenFile::new(&plan, part)
    };
    let mut of_cover = Diagnostics::new();
    let (texts, cover) = rayon::join(
        || (0..plan.parts.len()).into_par_iter().map(text).collect::<Vec<WrittenFile>>(),
        || cover::cover(&plan, options, &mut of_cover),
    );
    diagnostics.append(of_cover);
    if share < LEAST && texts.iter().any(|text| text.size > MOST) {
        return Ok(None);
    }
    let mut facts = FileFacts::default();
    let mut items = Vec::new();
    let mut entries = Vec::new();
    if let Some(cover) = &cover {
        facts.images += 1;
        entries.push(ArchiveEntry::deflated(path(cover::PAGE), cover::page(&plan, cover).as_bytes()));
        items.push(PackageItem::new(cover::PAGE, XHTML, true, ""));
    }
    for (text, part) in texts.into_iter().zip(&plan.parts) {
        facts.add(&text.facts);
        diagnostics.append(text.diagnostics);
        entries.push(text.entry);
        let properties = if text.facts.formulas > 0 { "mathml" } else { "" };
        items.push(PackageItem::new(&part.name, XHTML, true, properties));
    }
    let mut asked_system_fonts = cover.as_ref().is_some_and(|cover| cover.asked_system);
    if let Some(Cover { image, drawing, .. }) = &cover {
        entries.push(image.entry());
        items.push(PackageItem::new(&image.name, image.media_type, false, "cover-image"));
        if let Some(drawing) = drawing {
            entries.push(drawing.entry());
            items.push(PackageItem::new(&drawing.name, drawing.media_type, false, ""));
        }
    }
    for picture in facts.resources.iter().filter_map(|&id| images::find(&plan.pictures, id)) {
        options.cancel.check();
        if cover.as_ref().is_none_or(|c| c.image.name != picture.name) {
            entries.push(picture.entry());
            items.push(PackageItem::new(&picture.name, picture.media_type, false, ""));
        }
    }
    entries.push(ArchiveEntry::deflated(path(nav::NAME), nav::write(&plan, cover.is_some(), &facts.pages).as_bytes()));
    entries.push(ArchiveEntry::deflated(path(ncx::NAME), ncx::write(&plan, &facts.pages).as_bytes()));
    let mut faces = Vec::new();
    if options.epub.embed_fonts {
        let fonts = Fonts::new(options.pdf.font_folders.clone());
        faces = fonts::files(document, theme, &fonts);
        asked_system_fonts |= fonts.asked_system();
    }
    for face in &faces {
        options.cancel.check();
        entries.push(ArchiveEntry::deflated(path(&face.name), &face.bytes));
        items.push(PackageItem::new(&face.name, "font/ttf", false, ""));
    }
    let right_to_left = plan.language.is_right_to_left();
    let mixed = right_to_left || facts.right_to_left;
    let page = style::SheetContext { shift: plan.shift, build: document.build, right_to_left, mixed, faces: &faces };
    for (name, sheet) in style::SHEETS.into_iter().zip(style::sheets(theme, page)) {
        entries.push(ArchiveEntry::deflated(path(name), sheet.as_bytes()));
    }
    items.push(PackageItem::new(style::SHEETS[1], "text/css", false, ""));

    options.cancel.check();
    let changed = document.metadata.changed(options.source_date);
    let package = PackageInputs { plan: &plan, items, facts: &facts, changed, faces: !faces.is_empty() };
    let (opf, container) = package::write(&package).map_err(|what| WriteError::Invalid(vec![what]))?;
    let first = [
        ArchiveEntry::stored("mimetype", *b"application/epub+zip"),
        ArchiveEntry::deflated("META-INF/container.xml", container.as_bytes()),
        ArchiveEntry::deflated(path("content.opf"), opf.as_bytes()),
    ];
    entries.splice(0..0, first);
    let bytes =
        archive::write(&entries).ok_or_else(|| WriteError::Limit("the EPUB would be larger than 4 GiB".to_owned()))?;
    let findings = check::check_own(&bytes, &options.cancel);
    if findings.is_empty() {
        Ok(Some(WrittenOutput { bytes, asked_system_fonts }))
    } else {
        Err(WriteError::Invalid(findings.iter().map(ToString::to_string).collect()))
    }
}

fn path(name: &str) -> String {
    format!("OEBPS/{name}")
}

impl PackageItem {
    fn new(name: &str, media_type: &'static str, in_spine: bool, properties: &str) -> PackageItem {
        PackageItem { name: name.to_owned(), media_type, in_spine, properties: properties.to_owned() }
    }
}

/// A content document with its archive entry.
struct WrittenFile {
    entry: ArchiveEntry,
    /// Size of its XHTML in bytes.
    size: usize,
    facts: FileFacts,
    diagnostics: Diagnostics,
}

impl WrittenFile {
    fn new(plan: &BookPlan<'_>, part: usize) -> WrittenFile {
        let chapter = chapter::write(plan, part);
        let bytes = chapter.xhtml.as_bytes();
        WrittenFile {
            entry: ArchiveEntry::deflated(path(&plan.parts[part].name), bytes),
            size: bytes.len(),
            facts: chapter.facts,
            diagnostics: chapter.diagnostics,
        }
    }
}
