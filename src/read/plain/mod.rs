//! Reads plain text: articles, books, e-mail, verse.

use super::Reader;
use crate::diagnostic::Diagnostics;
use crate::document::{Block, Document, Inline};
use crate::options::ReadOptions;
use crate::source::Source;

/// Reads plain text: articles, books, e-mail, verse.
pub struct Plain;

impl Reader for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn summary(&self) -> &'static str {
        "plain text: articles, books, e-mail, verse"
    }

    fn read(&self, source: &Source, _options: &ReadOptions, _diagnostics: &mut Diagnostics) -> Document {
        let mut document = Document::default();
        let mut start = 0;
        for paragraph in source.text().split("\n\n") {
            let span = source.span(start..start + paragraph.len());
            start += paragraph.len() + 2;
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                document.blocks.push(Block::paragraph(vec![Inline::text(words, span)], span));
            }
        }
        document
    }
}
