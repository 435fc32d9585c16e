//! Reads HTML: a page as an article, all of its visible text in order.
//!
//! [`tokens`] finds tags and text, [`tags`] knows what a tag does, [`tree`] builds blocks, [`line`] what stands in
//! them. The Markdown reader drives the same tree, so that raw HTML in Markdown means what it means on a page.

pub(crate) mod attributes;
pub(crate) mod autolink;
mod element;
pub(crate) mod line;
mod paragraph;
pub(crate) mod table;
pub(crate) mod tags;
pub(crate) mod tokens;
pub(crate) mod tree;

pub(crate) use element::Section;

use super::Reader;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::source::Source;
use tokens::Token;
use tree::Tree;

/// Reads HTML.
pub struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn summary(&self) -> &'static str {
        "HTML"
    }

    fn read(&self, source: &Source, _options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
        let mut tree = Tree::new(source.span(0..source.text().len()), autolink::link_addresses);
        let mut in_title = false;
        tokens::for_each(source.text(), &mut |token, range| {
            let span = source.span(range);
            match token {
                Token::Start { name: "title", .. } => in_title = true,
                Token::End { name: "title" } => in_title = false,
                Token::Start { name, attributes, closed } => tree.start_tag(name, attributes, closed, span),
                Token::End { name } => tree.end_tag(name, span),
                Token::Text(_) if in_title => {}
                Token::Text(text) => tree.text(text, span),
            }
        });
        let built = tree.finish();
        diagnostics.append(built.diagnostics);
        Document { blocks: built.blocks, notes: built.notes, ..Document::default() }
    }
}
