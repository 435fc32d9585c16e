//! Reads HTML: a page as an article, its visible text in order.
//!
//! Of a page with menus and the like around an article, what is none of it is found first ([`article`], by the page's
//! [`outline`]) and left out ([`left_out`]), which is told; of any other page, all is kept.
//!
//! The tokens of a page ([`crate::read::markup::tokens`], or [`xml`] where it is well-formed XHTML) drive the builder, as
//! [`crate::read::markup`] says what each tag does. What is a page's alone stands here: its head ([`head`], [`metadata`], [`title`]),
//! the base of its addresses ([`base`]) and the order of its parts ([`order`], [`streamed`]).

mod article;
mod base;
mod data;
mod head;
mod left_out;
mod marks;
mod metadata;
mod order;
mod outline;
mod people;
mod streamed;
mod title;
mod xml;

use super::decode::{self, declared};
use super::{Explanation, ReadContext, Reader};
use crate::cancel::Cancel;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::read::build::autolink;
use crate::read::markup::MarkupBuilder;
use crate::read::markup::escaped::LiteralEscapes;
use crate::read::markup::literal::Literals;
use crate::read::markup::tokens::HtmlToken;
use crate::source::{Cut as _, Input, Source};
use head::Head;
use left_out::LeftOut;
use order::{Order, Place};

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
    let is_xml = xml::is_xml(source);
    let found = article::find(source, options, is_xml);
    let mut page = Page::new(source, is_xml, &options.cancel, found.left_out);
    // Where nearly all is hidden, a script would show it: of the whole page, not of what is kept.
    page.markup.hidden.shown = found.hidden.shown;
    page.read(source);
    let built = page.markup.finish();
    diagnostics.append(built.diagnostics);
    let mut document = Document { blocks: built.blocks, notes: built.notes, ..Document::default() };
    let mut head = page.head;
    head.within = found.within;
    page.left_out.redirect(&mut document, head.address());
    document.metadata = head.metadata(&document.blocks);
    if let Some(base) = &head.base {
        base::complete(&mut document, base);
    }
    page.left_out.tell(diagnostics);
    document
}

/// What each block of a page was taken for, and why, in the order of the page: what is left out as no part of its article, too.
/// Nothing is said of a page that is read whole.
///
/// ```
/// use folio::{options::ReadOptions, read::html::explain, source::Source};
/// assert!(explain(&Source::new("a.html", "<h1>Fog</h1><p>It came in at nine.", 0), &ReadOptions::default()).is_empty());
/// ```
pub fn explain(source: &Source, options: &ReadOptions) -> Vec<Explanation> {
    article::account(source, options)
}

/// The outline of a page, by which its article is found, with what the page says of itself.
pub fn outline(input: &Input, context: &mut ReadContext<'_>) -> crate::article::Page {
    let source = decode::text(input, declared::in_page(&input.bytes), context);
    article::outline(&source, xml::is_xml(&source), &context.options.cancel).0
}

/// A page being read.
struct Page<'a> {
    markup: MarkupBuilder<'a>,
    head: Head,
    raw: Raw,
    literals: Literals<'a>,
    meant: LiteralEscapes,
    left_out: LeftOut,
    /// Whether it is well-formed XML.
    is_xml: bool,
    cancel: &'a Cancel,
}

/// The element whose text the tokenizer gives as one piece.
#[derive(Clone, Copy, PartialEq)]
enum Raw {
    None,
    Title,
    /// JSON-LD.
    Json,
}

impl<'a> Page<'a> {
    fn new(source: &'a Source, is_xml: bool, cancel: &'a Cancel, left_out: LeftOut) -> Self {
        let mut page = Page {
            markup: MarkupBuilder::new(source, 0, autolink::link_addresses),
            head: Head::default(),
            raw: Raw::None,
            literals: Literals::new(source.text()),
            meant: LiteralEscapes::on(source.text()),
            left_out,
            is_xml,
            cancel,
        };
        page.markup.formulas.in_scripts = memchr::memmem::find(source.text().as_bytes(), b"math/tex").is_some();
        page
    }

    /// Reads the source.
    fn read(&mut self, source: &Source) {
        let mut order = Order::of(source, self.is_xml, self.cancel);
        order.each(&mut |token, place| self.take(source, token, place));
    }

    /// Takes a token.
    fn take(&mut self, source: &Source, token: &HtmlToken<'_>, place: Place) {
        let Place { bytes: range, number, is_xml } = place;
        let span = source.span(range.clone());
        let is_text = match token {
            HtmlToken::Start { name, attributes, .. } => {
                !is_xml && !self.markup.is_foreign() && self.literals.is_text(name, attributes, &range)
            }
            HtmlToken::End { .. } => false,
            HtmlToken::Text(_) => true,
        };
        if self.raw == Raw::None && self.left_out.holds(token, is_text, number) {
            return;
        }
        match token {
            HtmlToken::Start { name, attributes, .. } if is_text => {
                self.literals.add(&mut self.markup, name, attributes, (range, span));
            }
            HtmlToken::Start { name, attributes, closed } => {
                self.raw = match *name {
                    "title" if self.markup.tree.is_at_root() && !self.markup.is_foreign() => Raw::Title,
                    "script" if head::is_json(attributes) => Raw::Json,
                    _ => Raw::None,
                };
                self.head.tag(name, attributes);
                self.markup.start_tag(name, attributes, *closed, span);
            }
            HtmlToken::End { name } => {
                self.raw = Raw::None;
                self.markup.end_tag(name, span);
            }
            HtmlToken::Text(text) => match self.raw {
                Raw::None => self.markup.text_of(text, source.text().cut(range), self.meant, span),
                Raw::Title if self.head.title.is_empty() => self.head.title.push_str(text),
                Raw::Title => self.markup.text(text, span),
                Raw::Json => self.head.json(text),
            },
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
