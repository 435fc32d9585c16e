//! Writes EPUB 3.3.
//!
//! ```text
//! Document → plan → chapters (side by side) ─┐
//!                 → navigation, cover ───────┼→ package → archive → check → bytes
//!                   images ──────────────────┘
//! ```
//!
//! [`plan`] settles which blocks stand in which file and where every anchor and note is; [`chapter`] writes a file;
//! [`style`](mod@style) lets the theme shape the style sheet;
//! [`package`] lets `epub-builder` make the package document and completes it; [`archive`] lays the files, which
//! were compressed side by side, into the container; [`check`](mod@check) refuses what is not valid.
//! `EPUB3.md` and `EPUB_A11Y.md` beside this file list the clauses of the standards, each with its test.

mod accessibility;
mod address;
pub mod archive;
mod chapter;
pub mod check;
mod cover;
mod fonts;
mod images;
mod nav;
mod package;
mod people;
mod plan;
mod style;
mod svg;
#[cfg(test)]
mod tests;
mod xml;

pub use accessibility::claims;

use super::{WriteError, Writer};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;
use archive::Entry;
use chapter::Facts;
use package::{Item, Package};
use plan::Plan;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

const XHTML: &str = "application/xhtml+xml";
const STYLE: &str = include_str!("style.css");

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
    ) -> Result<Vec<u8>, WriteError> {
        options.cancel.check();
        let plan = Plan { cancel: options.cancel.clone(), ..Plan::new(document, &options.epub) };
        let cover = cover::picture(&plan, &options.epub);

        // Each file of text: written, compressed and condensed to a part of the identifier by one thread.
        let text = |part| {
            options.cancel.check();
            Text::new(&plan, part)
        };
        let texts: Vec<Text> = (0..plan.parts.len()).into_par_iter().map(text).collect();
        let mut facts = Facts::default();
        let mut hash = Sha256::new();
        let mut items = Vec::new();
        let mut entries = Vec::new();
        if let Some(cover) = &cover {
            facts.images += 1;
            entries.push(Entry::deflated(path(cover::PAGE), cover::page(&plan, cover).as_bytes()));
            items.push(Item::new(cover::PAGE, XHTML, true, ""));
        }
        for (text, part) in texts.into_iter().zip(&plan.parts) {
            facts.add(&text.facts);
            hash.update(text.hash);
            diagnostics.append(text.diagnostics);
            entries.push(text.entry);
            let properties = if text.facts.formulas > 0 { "mathml" } else { "" };
            items.push(Item::new(&part.name, XHTML, true, properties));
        }
        if let Some(cover) = &cover {
            entries.push(cover.entry());
            items.push(Item::new(&cover.name, cover.media_type, false, "cover-image"));
        }
        for picture in facts.resources.iter().filter_map(|&id| images::find(&plan.pictures, id)) {
            options.cancel.check();
            if cover.as_ref().is_none_or(|c| c.name != picture.name) {
                entries.push(picture.entry());
                items.push(Item::new(&picture.name, picture.media_type, false, ""));
            }
        }
        entries.push(Entry::deflated(path(nav::NAME), nav::write(&plan, cover.is_some(), &facts.pages).as_bytes()));
        let faces = if options.epub.embed_fonts { fonts::files(document, theme) } else { Vec::new() };
        for face in &faces {
            options.cancel.check();
            entries.push(Entry::deflated(path(&face.name), &face.bytes));
            items.push(Item::new(&face.name, "font/ttf", false, ""));
        }
        let mut style = STYLE.replacen('\n', &format!("\n{}", fonts::style(&faces, theme)), 1);
        style.push_str("\n/* The theme. */\n\n");
        style.push_str(&style::style(theme, plan.shift, document.build));
        entries.push(Entry::deflated(path("stylesheet.css"), style.as_bytes()));

        let seed = u128::from_be_bytes(*hash.finalize().first_chunk().expect("a SHA-256 has 32 bytes"));
        options.cancel.check();
        let package = Package { plan: &plan, items, facts: &facts, seed };
        let (opf, container) = package::write(&package).map_err(|what| WriteError::Invalid(vec![what]))?;
        let first = [
            Entry::stored("mimetype", *b"application/epub+zip"),
            Entry::deflated("META-INF/container.xml", container.as_bytes()),
            Entry::deflated(path("content.opf"), opf.as_bytes()),
        ];
        entries.splice(0..0, first);
        let bytes = archive::write(&entries)
            .ok_or_else(|| WriteError::Limit("the EPUB would be larger than 4 GiB".to_owned()))?;
        let findings = check::check_own(&bytes, &options.cancel);
        if findings.is_empty() {
            Ok(bytes)
        } else {
            Err(WriteError::Invalid(findings.iter().map(ToString::to_string).collect()))
        }
    }
}

fn path(name: &str) -> String {
    format!("OEBPS/{name}")
}

impl Item {
    fn new(name: &str, media_type: &'static str, in_spine: bool, properties: &str) -> Item {
        Item { name: name.to_owned(), media_type, in_spine, properties: properties.to_owned() }
    }
}

/// A file of text, ready for the archive.
struct Text {
    entry: Entry,
    facts: Facts,
    diagnostics: Diagnostics,
    hash: [u8; 32],
}

impl Text {
    fn new(plan: &Plan<'_>, part: usize) -> Text {
        let chapter = chapter::write(plan, part);
        let bytes = chapter.xhtml.as_bytes();
        Text {
            entry: Entry::deflated(path(&plan.parts[part].name), bytes),
            hash: Sha256::digest(bytes).into(),
            facts: chapter.facts,
            diagnostics: chapter.diagnostics,
        }
    }
}
