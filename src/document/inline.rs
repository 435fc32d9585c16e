//! Inline elements.

use super::{Attributes, Block, Math, NoteId, ResourceId};
use crate::source::{Cut as _, Span};
use std::borrow::Cow;

/// An inline element.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Source position; `None`: generated.
    pub span: Option<Span>,
}

impl Inline {
    /// An inline.
    pub fn new(kind: InlineKind, span: impl Into<Option<Span>>) -> Self {
        Inline { kind, span: span.into() }
    }

    /// Plain text.
    pub fn text(text: impl Into<String>, span: impl Into<Option<Span>>) -> Self {
        Inline::new(InlineKind::Text(text.into()), span)
    }
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InlineKind {
    /// Text. Typographic quotes, dashes and no-break spaces are applied by the `typography` transform. U+00AD is a
    /// soft hyphen.
    Text(String),
    /// Text with a markup.
    Styled(Markup, Vec<Inline>),
    /// Verbatim text.
    Code(String),
    /// A hyperlink.
    Link(Link),
    /// An inline image.
    Image(Image),
    /// A note reference.
    NoteRef(NoteId),
    /// An inline formula.
    Math(Math),
    /// Text with attributes: an anchor, a language, a class.
    Span(Attributes, Vec<Inline>),
    /// An abbreviation with its expansion.
    Abbreviation(Abbreviation),
    /// A line break.
    LineBreak,
}

/// Text styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Markup {
    /// Emphasis; usually italic.
    Emphasis,
    /// Strong importance; usually bold.
    Strong,
    /// Struck through.
    Strikeout,
    /// Underlined.
    Underline,
    /// Raised, as in 1ˢᵗ.
    Superscript,
    /// Lowered, as in H₂O.
    Subscript,
    /// Small capitals.
    SmallCaps,
    /// Highlighted.
    Highlight,
    /// A key of a keyboard.
    Keyboard,
    /// Small print.
    Small,
}

/// A hyperlink.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Its title, shown as a tooltip.
    pub title: Option<String>,
    /// Its text.
    pub content: Vec<Inline>,
}

/// Target of a link.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// An external address, a valid URI after the `links` transform.
    External(String),
    /// To the block, span or heading with this id.
    Internal(String),
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Image {
    /// Its name in the source: a relative path, or a file of the source's package.
    pub source: String,
    /// The image, set by the `images` transform; `None`: shown as a placeholder.
    pub resource: Option<ResourceId>,
    /// Alternative text; empty: decorative or unknown.
    pub alt: String,
    /// A title.
    pub title: Option<String>,
    /// Requested width.
    pub width: Option<Dimension>,
    /// Requested height.
    pub height: Option<Dimension>,
}

/// A requested length.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// CSS pixels, 96 to the inch.
    Pixels(f32),
    /// Points, 72 to the inch.
    Points(f32),
    /// Percent of the measure.
    Percent(f32),
}

impl Dimension {
    /// Parses a length in HTML or CSS syntax: `120`, `120px`, `50%`, `12pt`, `3cm`; `None` unless it is positive.
    ///
    /// ```
    /// use folio::document::Dimension;
    /// assert_eq!(Dimension::parse("2in"), Some(Dimension::Points(144.0)));
    /// assert_eq!(Dimension::parse("50%"), Some(Dimension::Percent(50.0)));
    /// assert_eq!(Dimension::parse("auto"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Dimension> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let number: f32 = text.cut(..digits).parse().ok().filter(|n: &f32| n.is_finite() && *n > 0.0)?;
        match text.cut(digits..).trim().to_ascii_lowercase().as_str() {
            "" | "px" => Some(Dimension::Pixels(number)),
            "pt" => Some(Dimension::Points(number)),
            "pc" => Some(Dimension::Points(number * 12.0)),
            "in" => Some(Dimension::Points(number * 72.0)),
            "cm" => Some(Dimension::Points(number * 72.0 / 2.54)),
            "mm" => Some(Dimension::Points(number * 72.0 / 25.4)),
            "em" | "rem" => Some(Dimension::Pixels(number * 16.0)),
            "%" => Some(Dimension::Percent(number.min(100.0))),
            _ => None,
        }
    }
}

/// An abbreviation.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Abbreviation {
    /// Its expansion.
    pub expansion: String,
    /// The abbreviation.
    pub content: Vec<Inline>,
}

/// The text of inlines without markup: images as alternative text, formulas as source, no note references.
///
/// ```
/// use folio::document::{plain, Inline, InlineKind, Markup};
/// let words = vec![Inline::text("so ", None), Inline::new(InlineKind::Styled(Markup::Strong, vec![Inline::text("it", None)]), None)];
/// assert_eq!(plain(&words), "so it");
/// ```
pub fn plain(inlines: &[Inline]) -> String {
    plain_with(inlines, &|math| math.tex.as_str().into())
}

/// As [`plain`], with formulas converted by `formula`.
pub fn plain_with(inlines: &[Inline], formula: &dyn Fn(&Math) -> Cow<'_, str>) -> String {
    let mut out = String::new();
    push_plain(inlines, formula, &mut out);
    out
}

fn push_plain(inlines: &[Inline], formula: &dyn Fn(&Math) -> Cow<'_, str>, out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => push_plain(content, formula, out),
            InlineKind::Link(link) => push_plain(&link.content, formula, out),
            InlineKind::Abbreviation(short) => push_plain(&short.content, formula, out),
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::Math(math) => out.push_str(&formula(math)),
            InlineKind::NoteRef(_) => {}
            InlineKind::LineBreak => out.push(' '),
        }
    }
}

/// The inlines directly inside a block, if any.
pub fn inlines_of(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        super::BlockKind::Paragraph(content) => Some(content),
        super::BlockKind::Heading(heading) => Some(&heading.content),
        _ => None,
    }
}
