//! Reads HTML: a page as an article, with all visible text in order.
//!
//! The tokens of a page ([`crate::read::markup::tokens`], or [`xml`] for well-formed XHTML) drive the builder;
//! [`crate::read::markup`] implements the tags. This module handles what only pages have: head ([`metadata`],
//! [`title`]), base URL ([`base`]) and the order of streamed parts ([`streamed`]).

mod base;
mod metadata;
mod streamed;
mod title;
mod xml;

use super::decode::{self, declared};
use super::{ReadContext, Reader};
use crate::cancel::Cancel;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::read::build::autolink;
use crate::read::markup::MarkupBuilder;
use crate::read::markup::escaped::LiteralEscapes;
use crate::read::markup::literal::Literals;
use crate::read::markup::tokens::{self, HtmlToken};
use crate::source::{Cut as _, Input, Source};
use metadata::HtmlHead;
use streamed::{Segments, StreamedTag};

/// Reads HTML.
pub struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht", "shtml"]
    }

    fn summary(&self) -> &'static str {
        "HTML"
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["text/html", "application/xhtml+xml"]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> super::ReadInput {
        let source = decode::text(input, declared::in_page(&input.bytes), context);
        let document = read(&source, context.options, context.diagnostics);
        super::ReadInput { source, document }
    }
}

fn read(source: &Source, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
    let mut page = PageReader::new(source, &options.cancel);
    page.read(source, 0..source.text().len(), 0);
    if page.markup.hidden.is_nearly_all() {
        // Hidden content that a script would show.
        page = PageReader::new(source, &options.cancel);
        page.markup.hidden.shown = true;
        page.read(source, 0..source.text().len(), 0);
    }
    let built = page.markup.finish();
    diagnostics.append(built.diagnostics);
    let metadata = page.head.metadata(&built.blocks);
    let mut document = Document { metadata, blocks: built.blocks, notes: built.notes, ..Document::default() };
    if let Some(base) = &page.head.base {
        base::complete(&mut document, base);
    }
    document
}

/// State of reading a page.
struct PageReader<'a> {
    markup: MarkupBuilder<'a>,
    head: HtmlHead,
    raw: Raw,
    literals: Literals<'a>,
    segments: Segments,
    meant: LiteralEscapes,
    /// Whether it is well-formed XML.
    is_xml: bool,
    cancel: &'a Cancel,
}

/// Nesting limit of streamed segments within segments.
const MOST_SEGMENTS: usize = 32;

/// Raw text element: its text is one token.
#[derive(Clone, Copy, PartialEq)]
enum Raw {
    None,
    Title,
    /// JSON-LD.
    Json,
    /// `noscript`: parsed as markup, since scripts don't run.
    NoScript,
}

impl<'a> PageReader<'a> {
    fn new(source: &'a Source, cancel: &'a Cancel) -> Self {
        let mut page = PageReader {
            markup: MarkupBuilder::new(source, 0, autolink::link_addresses),
            head: HtmlHead::default(),
            raw: Raw::None,
            literals: Literals::new(source.text()),
            segments: Segments::find(source.text()),
            meant: LiteralEscapes::on(source.text()),
            is_xml: xml::is_xml(source),
            cancel,
        };
        page.markup.formulas.in_scripts = memchr::memmem::find(source.text().as_bytes(), b"math/tex").is_some();
        page
    }

    /// Reads a range of the source.
    fn read(&mut self, source: &Source, part: std::ops::Range<usize>, depth: usize) {
        let start = part.start;
        // Tokens up to this offset are skipped.
        let mut skip = 0;
        // A part of a well-formed page need not be well-formed.
        let (text, is_xml) = (source.text().cut(part), self.is_xml && depth == 0);
        let mut visit = |token: HtmlToken<'_>, range: std::ops::Range<usize>| {
            self.cancel.check();
            let range = start + range.start..start + range.end;
            let span = source.span(range.clone());
            if range.start < skip {
                return;
            }
            if let HtmlToken::Start { name: "template" | "div", attributes, .. } = &token
                && let Some(found) = self.segments.begin(attributes, range.start)
            {
                match found {
                    StreamedTag::Placeholder(inside) => {
                        if depth < MOST_SEGMENTS {
                            self.read(source, inside, depth + 1);
                        }
                        skip = Segments::meanwhile(source.text(), range.end).max(range.end + "</template>".len());
                    }
                    StreamedTag::Placed(end) => skip = end,
                    StreamedTag::Alone => {}
                }
                return;
            }
            match token {
                HtmlToken::Start { name, attributes, .. }
                    if !is_xml
                        && !self.markup.is_foreign()
                        && self.literals.add(&mut self.markup, name, attributes, (range.clone(), span)) => {}
                HtmlToken::Start { name, attributes, closed } => {
                    self.raw = match name {
                        "title" if self.markup.tree.is_at_root() && !self.markup.is_foreign() => Raw::Title,
                        "script" if attributes.text("type") == Some("application/ld+json") => Raw::Json,
                        "noscript" if !is_xml => Raw::NoScript,
                        _ => Raw::None,
                    };
                    self.head.tag(name, attributes);
                    self.markup.start_tag(name, attributes, closed, span);
                }
                HtmlToken::End { name } => {
                    self.raw = Raw::None;
                    self.markup.end_tag(name, span);
                }
                HtmlToken::Text(text) => match self.raw {
                    Raw::None => self.markup.text_of(text, source.text().cut(range), self.meant, span),
                    Raw::Title if self.head.title.is_empty() => self.head.title.push_str(text),
                    Raw::Title => self.markup.text(text, span),
                    Raw::Json if self.head.json.is_empty() => self.head.json.push_str(text),
                    Raw::Json => {}
                    Raw::NoScript if depth == 0 => self.read(source, range, 1),
                    Raw::NoScript => self.markup.text(text, span),
                },
            }
        };
        if is_xml {
            xml::for_each(text, &mut visit).expect("the text was found to be well-formed");
        } else {
            tokens::for_each(text, &mut visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::text;

    fn read(html: &str) -> Document {
        super::read(&Source::new("a.html", html, 0), &ReadOptions::default(), &mut Diagnostics::new())
    }

    #[test]
    fn what_is_repeated_takes_bounded_time() {
        let units =
            ["<br>", "<br> ", "<pre>", "<pre><div>", "<pre><i class=ln>", "<svg>", "<math><mrow>", "<ul><li id=x>"];
        let more = ["<dl><div>", "<template id=\"B:1\">", "<div hidden id=\"S:1\">", "<bdi>", "Vec<u8>", "<code> <b> "];
        for unit in units.into_iter().chain(more) {
            let document = read(&(unit.repeat(100_000 / unit.len()) + "end"));
            assert!(text(&document).contains("end") || unit.contains("hidden") || unit.contains("m"), "{unit}");
        }
    }
}
