//! Inlines → [`StyledParagraph`]: text with its runs, each assigned to a node of the logical tree.

use super::frame::{BlockFrame, TextStyle};
use super::{Styler, first_chars, note_name};
use crate::document::{Attributes, Direction, Image, Inline, InlineKind, Link, Markup, NoteId, Target, plain};
use crate::fonts::Family;
use crate::math::legible;
use crate::source::Cut as _;
use crate::theme::NoteNumbering;
use crate::typeset::model::*;

/// A structure element whose content is being built.
struct OpenElement {
    node: NodeId,
    /// Whether it has child elements, so that its own text needs text nodes.
    mixed: bool,
    /// The current text node.
    text: Option<NodeId>,
}

/// A paragraph under construction.
struct Maker {
    paragraph: StyledParagraph,
    language: String,
    anchor: Option<Box<str>>,
    link: Option<u32>,
    isolate: Option<Isolate>,
    /// Number of isolates so far.
    isolates: u32,
}

impl Styler<'_> {
    /// The paragraph of these inlines, as content of `node`.
    pub(super) fn styled(&mut self, inlines: &[Inline], node: NodeId, frame: &BlockFrame) -> StyledParagraph {
        let capacity = inlines.iter().map(|i| if let InlineKind::Text(t) = &i.kind { t.len() } else { 16 }).sum();
        let mut maker = Maker {
            paragraph: StyledParagraph { text: String::with_capacity(capacity), ..StyledParagraph::default() },
            language: frame.language.to_string(),
            anchor: None,
            link: None,
            isolate: None,
            isolates: 0,
        };
        let mut element = OpenElement { node, mixed: has_elements(inlines), text: None };
        self.inlines(inlines, &frame.text, &mut element, &mut maker, frame);
        if let (Some(anchor), Some(last)) = (maker.anchor.take(), maker.paragraph.runs.last_mut()) {
            begin_at(&mut last.anchor, &anchor);
        }
        let mut paragraph = maker.paragraph;
        paragraph.runs.shrink_to_fit();
        paragraph.lines = frame.text.lines();
        paragraph.right_to_left = frame.right_to_left;
        paragraph
    }

    /// A paragraph of plain text in one style: labels, numbers, heads.
    pub(super) fn plain(&self, text: &str, node: NodeId, frame: &BlockFrame) -> StyledParagraph {
        let mut maker = Maker {
            paragraph: StyledParagraph { lines: frame.text.lines(), ..StyledParagraph::default() },
            language: frame.language.to_string(),
            anchor: None,
            link: None,
            isolate: None,
            isolates: 0,
        };
        maker.push(text, &frame.text, node);
        maker.paragraph.runs.shrink_to_fit();
        maker.paragraph.right_to_left = frame.right_to_left;
        maker.paragraph
    }

    fn inlines(
        &mut self,
        list: &[Inline],
        style: &TextStyle,
        element: &mut OpenElement,
        maker: &mut Maker,
        frame: &BlockFrame,
    ) {
        for inline in list {
            match &inline.kind {
                InlineKind::Text(text) => {
                    let node = self.text_node(element);
                    if frame.right_to_left && maker.isolate.is_none() {
                        maker.with_addresses(text, style, node);
                    } else {
                        maker.push(text, style, node);
                    }
                }
                InlineKind::LineBreak => {
                    let node = self.text_node(element);
                    maker.push("\n", style, node);
                }
                InlineKind::Styled(markup, content) => {
                    let inner = self.marked(*markup, content, style);
                    match markup {
                        Markup::Emphasis => self.element(StructRole::Emphasis, content, &inner, element, maker, frame),
                        Markup::Strong => self.element(StructRole::Strong, content, &inner, element, maker, frame),
                        _ => self.inlines(content, &inner, element, maker, frame),
                    }
                }
                InlineKind::Code(text) => {
                    let node = self.child(StructRole::Code, element);
                    let outer = maker.isolated(false);
                    maker.push(text, &self.code_style(style), node);
                    maker.isolate = outer;
                }
                InlineKind::Link(link) => self.link(link, style, element, maker, frame),
                InlineKind::NoteRef(id) => self.note_mark(*id, style, element, maker),
                InlineKind::Image(image) => {
                    let wide = if frame.width > Length::ZERO { frame.width } else { self.area.width / 3 };
                    let limit = Size { width: wide, height: (style.size * 12).min(self.area.height / 2) };
                    let size = self.image_size(image, limit);
                    let node = self.child(StructRole::Figure, element);
                    self.flow.structure.properties(node).alt = Some(heard(image).to_owned());
                    match image.resource {
                        Some(resource) => {
                            let content = ObjectContent::Image(resource);
                            let (ascent, descent) = (size.height, Length::ZERO);
                            maker.object(InlineObject { width: size.width, ascent, descent, content }, style, node);
                        }
                        None => maker.push(&placeholder_text(&image.alt, &image.source), style, node),
                    }
                }
                InlineKind::Math(math) => {
                    let node = self.child(StructRole::Formula, element);
                    self.describe(math, node);
                    let outer = maker.isolated(false);
                    match self.inline_formula(math, node, style, frame.width, inline.span) {
                        Some(objects) => objects.into_iter().for_each(|o| maker.object(o, style, node)),
                        None => maker.push(&math.tex, &self.code_style(style), node),
                    }
                    maker.isolate = outer;
                }
                InlineKind::Span(attributes, content) => {
                    if let Some(id) = &attributes.id {
                        begin_at(&mut maker.anchor, id);
                    }
                    let outer = maker.isolate;
                    if let Some(direction) = attributes.direction {
                        maker.isolated(direction == Direction::RightToLeft);
                    }
                    let language = attributes.language.as_ref().is_some_and(|l| *l.tag() != *maker.language);
                    if language || attributes.direction.is_some() && !content.is_empty() {
                        self.span(attributes, content, style, element, maker, frame);
                    } else {
                        self.inlines(content, style, element, maker, frame);
                    }
                    maker.isolate = outer;
                    if attributes.classes.iter().any(|class| class == "page") {
                        self.page_of(content, style, element, maker);
                    }
                }
                InlineKind::Abbreviation(short) => {
                    let node = self.child(StructRole::Span, element);
                    self.flow.structure.properties(node).expansion = Some(short.expansion.clone());
                    let mut inner = OpenElement { node, mixed: has_elements(&short.content), text: None };
                    self.inlines(&short.content, style, &mut inner, maker, frame);
                }
            }
        }
    }

    /// The node for text directly in an element.
    fn text_node(&mut self, element: &mut OpenElement) -> NodeId {
        if !element.mixed {
            return element.node;
        }
        let node = element.text.unwrap_or_else(|| self.flow.structure.add(StructRole::Text, Some(element.node)));
        element.text = Some(node);
        node
    }

    /// Adds a child element; text after it starts a new text node.
    fn child(&mut self, role: StructRole, element: &mut OpenElement) -> NodeId {
        element.text = None;
        self.flow.structure.add(role, Some(element.node))
    }

    fn element(
        &mut self,
        role: StructRole,
        content: &[Inline],
        style: &TextStyle,
        element: &mut OpenElement,
        maker: &mut Maker,
        frame: &BlockFrame,
    ) {
        if content.is_empty() {
            return;
        }
        let node = self.child(role, element);
        let mut inner = OpenElement { node, mixed: has_elements(content), text: None };
        self.inlines(content, style, &mut inner, maker, frame);
    }

    /// Text with its own language or direction.
    fn span(
        &mut self,
        attributes: &Attributes,
        content: &[Inline],
        style: &TextStyle,
        element: &mut OpenElement,
        maker: &mut Maker,
        frame: &BlockFrame,
    ) {
        let node = self.child(StructRole::Span, element);
        let language = attributes.language.as_ref().map_or(maker.language.clone(), |l| l.tag().to_owned());
        let properties = self.flow.structure.properties(node);
        properties.language = Some(language.clone()).filter(|own| *own != maker.language);
        properties.direction = attributes.direction;
        let mut inner = OpenElement { node, mixed: has_elements(content), text: None };
        let outer = std::mem::replace(&mut maker.language, language);
        self.inlines(content, style, &mut inner, maker, frame);
        maker.language = outer;
    }

    fn link(
        &mut self,
        link: &Link,
        style: &TextStyle,
        element: &mut OpenElement,
        maker: &mut Maker,
        frame: &BlockFrame,
    ) {
        let node = self.child(StructRole::Link, element);
        let text = legible(&link.content);
        let target = match &link.target {
            Target::External(address) => LinkTarget::Uri(address.clone()),
            Target::Internal(id) => LinkTarget::Destination(id.clone()),
        };
        let description = match (&link.title, &link.target) {
            (Some(title), _) => format!("{text}: {title}"),
            (None, Target::External(address)) if text.trim().is_empty() => address.clone(),
            (None, _) => text,
        };
        let bare = frame.right_to_left && is_address(&plain(&link.content));
        // Repeated in the annotation of each line that the link spans.
        self.flow.structure.properties(node).title = Some(first_chars(&description, 300));
        let outer = maker.link;
        if outer.is_none() {
            maker.link = Some(maker.paragraph.links.len() as u32);
            maker.paragraph.links.push(target);
        }
        let mut inner = OpenElement { node, mixed: has_elements(&link.content), text: None };
        let mut style = style.clone();
        style.color = self.theme.link.color;
        style.decoration.underline |= self.theme.link.underline;
        let around = maker.isolate;
        if bare {
            maker.isolated(false);
        }
        self.inlines(&link.content, &style, &mut inner, maker, frame);
        (maker.link, maker.isolate) = (outer, around);
    }

    /// A note mark: a link to the note, which follows the block of the mark.
    fn note_mark(&mut self, id: NoteId, style: &TextStyle, element: &mut OpenElement, maker: &mut Maker) {
        let first = !std::mem::replace(&mut self.met[id.0 as usize], true);
        let number = self.note_number(id);
        let reference = self.child(StructRole::Reference, element);
        let node = self.flow.structure.add(StructRole::Link, Some(reference));
        self.flow.structure.properties(node).title = Some(format!("note {number}"));
        let outer = maker.link.replace(maker.paragraph.links.len() as u32);
        maker.paragraph.links.push(LinkTarget::Destination(note_name(id)));
        if first {
            begin_at(&mut maker.anchor, &format!("{}-mark", note_name(id)));
        }
        self.waiting.push((id, reference));
        let mut style = style.clone();
        style.features = FontFeatures { superiors: true, ..FontFeatures::default() };
        style.decoration = Decoration::default();
        style.hyphenate = false;
        // A noteref is isolated (UAX 9): behind a number it must not be ordered as one of its figures.
        let around = maker.isolated(false);
        maker.push(&number.to_string(), &style, node);
        maker.isolate = around;
        if first && let Some(run) = maker.paragraph.runs.last_mut() {
            run.note = Some(id.0);
        }
        maker.link = outer;
    }

    /// The number of a note.
    pub(super) fn note_number(&self, id: NoteId) -> u32 {
        let on_page = self.known.note(id.0).filter(|_| self.theme.note.numbering == NoteNumbering::Page);
        on_page.unwrap_or_else(|| self.numbers.of(id))
    }

    /// Adds the page number of a link's target where the link asks for it.
    fn page_of(&mut self, content: &[Inline], style: &TextStyle, element: &mut OpenElement, maker: &mut Maker) {
        let Some(InlineKind::Link(Link { target: Target::Internal(id), .. })) = content.last().map(|i| &i.kind) else {
            return;
        };
        self.flow.page_refs.push(id.clone());
        if let Some(number) = self.known.page(id) {
            let page = self.language.terms().page.replace("{}", number);
            let text = format!(" ({page})");
            let node = self.text_node(element);
            maker.push(&text, style, node);
        }
    }

    fn marked(&self, markup: Markup, content: &[Inline], style: &TextStyle) -> TextStyle {
        let mut style = style.clone();
        match markup {
            Markup::Emphasis if self.theme.text.emphasis_bold() => style.font.bold = true,
            Markup::Emphasis => style.font.italic = !style.font.italic,
            Markup::Strong => style.font.bold = true,
            Markup::Strikeout => style.decoration.strike = true,
            Markup::Underline => style.decoration.underline = true,
            Markup::SmallCaps => style.features.small_caps = true,
            Markup::Highlight => style.decoration.background = Some(Color::rgb(0xffee99)),
            Markup::Small => style.size = self.theme.text.small.of(style.size),
            Markup::Keyboard => {
                style = self.code_style(&style);
                style.decoration.frame = Some(self.theme.code.key_frame);
            }
            Markup::Superscript if has_superiors(content, &style) => style.features.superiors = true,
            Markup::Superscript => {
                style.raise += style.size.scale(35, 100);
                style.size = style.size.scale(68, 100);
            }
            Markup::Subscript => {
                style.raise -= style.size.scale(14, 100);
                style.size = style.size.scale(68, 100);
            }
        }
        style
    }

    fn code_style(&self, style: &TextStyle) -> TextStyle {
        let mut style = style.clone();
        if style.font.family != Family::Mono {
            style.size = self.theme.code.inline_size.of(style.size);
        }
        style.font.family = Family::Mono;
        style.features = FontFeatures { no_ligatures: true, ..FontFeatures::default() };
        style.hyphenate = false;
        style
    }
}

/// Adds a destination to an anchor.
fn begin_at(anchor: &mut Option<Box<str>>, name: &str) {
    *anchor = Some(match anchor.take() {
        Some(others) => format!("{others}\n{name}").into(),
        None => name.into(),
    });
}

impl Maker {
    /// Adds text in a style; extends the last run if nothing changed.
    fn push(&mut self, text: &str, style: &TextStyle, node: NodeId) {
        if text.is_empty() {
            return;
        }
        let start = self.paragraph.text.len();
        self.paragraph.text.push_str(text);
        let end = self.paragraph.text.len();
        let run = StyledRun {
            range: start..end,
            font: style.font,
            size: style.size,
            color: style.color,
            raise: style.raise,
            features: style.features,
            language: self.language.clone(),
            hyphenate: style.hyphenate,
            decoration: style.decoration,
            node,
            link: self.link,
            note: None,
            anchor: self.anchor.take(),
            isolate: self.isolate,
        };
        if let Some(last) = self.paragraph.runs.last_mut()
            && run.anchor.is_none()
            && last.note.is_none()
            && same_style(last, &run)
        {
            last.range.end = end;
            return;
        }
        self.paragraph.runs.push(run);
    }

    /// Begins an isolate; returns the enclosing one.
    fn isolated(&mut self, right_to_left: bool) -> Option<Isolate> {
        self.isolates += 1;
        self.isolate.replace(Isolate { number: self.isolates, right_to_left })
    }

    /// Adds text, with addresses isolated as left-to-right.
    fn with_addresses(&mut self, text: &str, style: &TextStyle, node: NodeId) {
        let mut rest = text;
        while let Some((start, length)) = address(rest) {
            let (before, at) = rest.split_at(start);
            let (own, behind) = at.split_at(length);
            self.push(before, style, node);
            let outer = self.isolated(false);
            self.push(own, style, node);
            self.isolate = outer;
            rest = behind;
        }
        self.push(rest, style, node);
    }

    fn object(&mut self, object: InlineObject, style: &TextStyle, node: NodeId) {
        self.paragraph.objects.push(object);
        self.push("\u{FFFC}", style, node);
    }
}

/// The first address in a text, as start and length: ASCII without spaces, with a scheme, a host or an `@`; without
/// surrounding punctuation.
fn address(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text.cut(from..).find(|c: char| c.is_ascii_alphanumeric()) {
        let start = from + found;
        let end = text.cut(start..).find(|c: char| !c.is_ascii_graphic()).map_or(text.len(), |n| start + n);
        let own = text.cut(start..end).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '"', '>']);
        if is_address(own) {
            return Some((start, own.len()));
        }
        from = end;
    }
    None
}

/// Whether a text is an address.
fn is_address(text: &str) -> bool {
    let inside = |mark: &str| text.find(mark).is_some_and(|at| at > 0 && at + mark.len() < text.len());
    !text.contains(char::is_whitespace)
        && (inside("://") || inside("@") || text.starts_with("www.") || text.starts_with("mailto:"))
}

fn same_style(a: &StyledRun, b: &StyledRun) -> bool {
    a.node == b.node
        && a.link == b.link
        && a.font == b.font
        && a.size == b.size
        && a.color == b.color
        && a.raise == b.raise
        && a.features == b.features
        && a.hyphenate == b.hyphenate
        && a.decoration == b.decoration
        && a.language == b.language
        && a.isolate == b.isolate
}

/// Whether any of the inlines becomes a structure element.
fn has_elements(list: &[Inline]) -> bool {
    list.iter().any(|inline| match &inline.kind {
        InlineKind::Text(_) | InlineKind::LineBreak => false,
        InlineKind::Styled(Markup::Emphasis | Markup::Strong, _) => true,
        InlineKind::Styled(_, content) => has_elements(content),
        InlineKind::Span(attributes, content) => {
            attributes.language.is_some() || attributes.direction.is_some() || has_elements(content)
        }
        _ => true,
    })
}

/// Whether the text faces have superior forms of all letters here.
fn has_superiors(content: &[Inline], style: &TextStyle) -> bool {
    let has = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
    matches!(style.font.family, Family::Serif | Family::Sans)
        && content.iter().all(|inline| matches!(&inline.kind, InlineKind::Text(text) if text.chars().all(has)))
}

/// The alternate text of an image; for a missing image, its placeholder text.
pub(super) fn heard(image: &Image) -> &str {
    if image.resource.is_none() && image.alt.is_empty() { &image.source } else { &image.alt }
}

/// The placeholder text of a missing image.
pub(super) fn placeholder_text(alt: &str, source: &str) -> String {
    format!("[{}]", if alt.is_empty() { source } else { alt })
}
