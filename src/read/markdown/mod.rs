//! Reads CommonMark and GitHub Flavored Markdown.
//!
//! `pulldown-cmark` finds the structure, with the place of everything; [`events`] hands it to the tree that the
//! HTML reader builds with, so that Markdown and the raw HTML in it mean the same. [`front_matter`] is what stands
//! before the text.

mod events;
mod front_matter;
mod scripts;

use super::Reader;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::source::Source;

/// Reads CommonMark and GitHub Flavored Markdown.
pub struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown", "mkd"]
    }

    fn summary(&self) -> &'static str {
        "CommonMark and GitHub Flavored Markdown"
    }

    fn read(&self, source: &Source, _options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
        let (metadata, start) = front_matter::read(source, diagnostics);
        let built = events::build(source, start);
        diagnostics.append(built.diagnostics);
        Document { metadata, blocks: built.blocks, notes: built.notes, ..Document::default() }
    }
}
