//! Inlines.

use super::text::{Semantics, XhtmlWriter};
use super::{address, xml};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Dimension, Image, Inline, InlineKind, Link, Markup, Role, Target, plain};
use crate::source::Span;

fn element(markup: Markup) -> (&'static str, &'static str) {
    match markup {
        Markup::Emphasis => ("<em>", "</em>"),
        Markup::Strong => ("<strong>", "</strong>"),
        Markup::Strikeout => ("<del>", "</del>"),
        Markup::Underline => ("<u>", "</u>"),
        Markup::Superscript => ("<sup>", "</sup>"),
        Markup::Subscript => ("<sub>", "</sub>"),
        Markup::SmallCaps => ("<span class=\"small-caps\">", "</span>"),
        Markup::Highlight => ("<mark>", "</mark>"),
        Markup::Keyboard => ("<kbd>", "</kbd>"),
        Markup::Small => ("<small>", "</small>"),
    }
}

/// Rounds ems to two decimals.
fn ems(n: f32) -> f32 {
    (n * 100.0).round() / 100.0
}

/// Whether a character is right to left (by Unicode block).
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a link's text is a URL.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains("://") || text.contains('@') || text.starts_with("www."))
}

impl<'a> XhtmlWriter<'a> {
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => xml::push_text(&mut self.out, text),
                InlineKind::Styled(markup, content) => {
                    let (start, end) = element(*markup);
                    match markup {
                        // Keyboard shortcuts such as `Ctrl+ש` are set from left to right.
                        Markup::Keyboard if self.right_to_left => self.out.push_str("<kbd dir=\"ltr\">"),
                        _ => self.out.push_str(start),
                    }
                    self.inlines(content);
                    self.out.push_str(end);
                }
                InlineKind::Code(text) => {
                    self.verbatim(text);
                }
                InlineKind::Link(link) => self.link(link, inline.span),
                InlineKind::Image(image) => self.image(image, inline.span),
                InlineKind::NoteRef(id) if self.in_link => self.waiting.push(*id),
                InlineKind::NoteRef(id) => self.note_mark(*id),
                InlineKind::Math(math) => self.math(math, false),
                InlineKind::Span(attributes, content) if attributes.role == Some(Role::PageMark) => {
                    self.page_mark(attributes, content);
                }
                InlineKind::Span(attributes, content) => {
                    self.start("span", "", attributes, "");
                    self.inlines(content);
                    self.out.push_str("</span>");
                }
                InlineKind::Abbreviation(short) => {
                    self.out.push_str("<abbr");
                    xml::push_attribute(&mut self.out, "title", &short.expansion);
                    self.out.push('>');
                    self.inlines(&short.content);
                    self.out.push_str("</abbr>");
                }
                InlineKind::LineBreak => self.out.push_str("<br/>\n"),
            }
        }
    }

    /// Inline code. With an explicit direction it is also isolated, so that right-to-left letters in it don't reorder
    /// the text around it.
    fn verbatim(&mut self, text: &str) {
        self.out.push_str("<code");
        if self.right_to_left || text.chars().any(runs_left) {
            self.out.push_str(" dir=\"ltr\"");
        }
        self.out.push('>');
        xml::push_text(&mut self.out, text);
        self.out.push_str("</code>");
    }

    /// A page break of the print edition (EPUB Accessibility 1.1, 3.3).
    fn page_mark(&mut self, attributes: &'a Attributes, content: &'a [Inline]) {
        let text = plain(content);
        let page = attributes.get("page").unwrap_or(text.trim());
        let mut more = String::new();
        let id = attributes.id.as_deref().and_then(|id| self.places.id(id));
        if let (Some(id), false) = (id, page.is_empty()) {
            more.push_str(&self.semantics(Semantics { kind: "pagebreak", role: "doc-pagebreak" }));
            xml::push_attribute(&mut more, "aria-label", page);
            let address = format!("{}#{id}", self.places.file());
            self.facts.pages.push((page.to_owned(), address));
        }
        self.start("span", "", attributes, &more);
        self.inlines(content);
        self.out.push_str("</span>");
    }

    /// The `href` of a link in this file; `None`, after a diagnostic, if it has no target.
    pub(super) fn href(&mut self, target: &Target, span: Option<Span>) -> Option<String> {
        match target {
            Target::External(address) => {
                let href = address::href(address);
                if href.is_none() {
                    let message = format!("the link to `{address}` cannot be kept in {}", self.manner.format);
                    self.diagnostics.push(
                        Diagnostic::new(&codes::LINK_NOT_PORTABLE, span, message)
                            .help("give a whole address (https://…), or name a heading of this document (#…)"),
                    );
                }
                href
            }
            Target::Internal(id) => match self.places.address(id) {
                Some(address) => Some(address),
                None => {
                    let message = format!("nothing in the document is called `{id}`");
                    self.diagnostics.push(Diagnostic::new(&codes::LINK_DEAD, span, message));
                    None
                }
            },
        }
    }

    fn link(&mut self, link: &'a Link, span: Option<Span>) {
        // Links are not nested: the outer one is kept.
        let href = if self.in_link { None } else { self.href(&link.target, span) };
        let Some(href) = href else { return self.inlines(&link.content) };
        self.out.push_str("<a");
        xml::push_attribute(&mut self.out, "href", &href);
        if let Some(title) = &link.title {
            xml::push_attribute(&mut self.out, "title", title);
        } else if matches!(link.target, Target::External(_)) && plain(&link.content).trim().is_empty() {
            // An image link without description is announced by its target (WCAG 2.2, 2.4.4).
            xml::push_attribute(&mut self.out, "aria-label", &href);
        }
        if self.right_to_left && is_address(&plain(&link.content)) {
            self.out.push_str(" dir=\"ltr\"");
        }
        self.out.push('>');
        self.in_link = true;
        if link.content.is_empty() {
            xml::push_text(&mut self.out, &href);
        }
        self.inlines(&link.content);
        self.in_link = false;
        self.out.push_str("</a>");
        for id in std::mem::take(&mut self.waiting) {
            self.note_mark(id);
        }
    }

    fn image(&mut self, image: &'a Image, span: Option<Span>) {
        let places = self.places;
        let found = image.resource.and_then(|id| Some((id, places.picture(id)?)));
        let Some((resource, picture)) = found else {
            let words = if image.alt.trim().is_empty() { &image.source } else { &image.alt };
            let label = self.manner.language.terms().image;
            self.out.push_str("<span class=\"missing\">[");
            xml::push_text(&mut self.out, &format!("{label}: {words}"));
            self.out.push_str("]</span>");
            return;
        };
        self.facts.images += 1;
        self.facts.silent_images += usize::from(image.alt.trim().is_empty());
        if self.facts.resources.insert(resource) && picture.lacks_drawings {
            let message = format!("`{}`: drawings in it can't be shown in {}", image.source, self.manner.format);
            let help = "draw what they show in the drawing itself, or save it as PNG";
            self.diagnostics.push(Diagnostic::new(&codes::DRAWING_INCOMPLETE, span, message).help(help));
        }
        self.out.push_str("<img");
        xml::push_attribute(&mut self.out, "src", picture.name);
        xml::push_attribute(&mut self.out, "alt", image.alt.trim());
        if let Some(title) = &image.title {
            xml::push_attribute(&mut self.out, "title", title);
        }
        let mut style = String::new();
        // With both given, height follows from the width, which narrow screens reduce.
        let height = image.height.filter(|_| image.width.is_none());
        for (name, dimension) in [("width", image.width), ("height", height)] {
            match dimension {
                // In em of the default text size: pixels differ between screens.
                Some(Dimension::Pixels(n)) if n > 0.0 => style.push_str(&format!("{name}:{}em;", ems(n / 16.0))),
                Some(Dimension::Points(n)) if n > 0.0 => style.push_str(&format!("{name}:{}em;", ems(n / 12.0))),
                // A percentage height has no reference in reflowable text.
                Some(Dimension::Percent(n)) if n > 0.0 && name == "width" => style.push_str(&format!("width:{n}%;")),
                _ => {}
            }
        }
        if !style.is_empty() {
            xml::push_attribute(&mut self.out, "style", style.trim_end_matches(';'));
        }
        self.out.push_str("/>");
    }
}
