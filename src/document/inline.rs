//! Inlines: what stands in a line.

use super::{Attributes, Block, Math, NoteId, ResourceId};
use crate::source::{Cut as _, Span};
use std::borrow::Cow;

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it came from; `None`: generated.
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
    /// Text. After the `typography` transform with the right quotes, dashes and no-break spaces. U+00AD is a
    /// place where a word may be divided.
    Text(String),
    /// Text with a markup.
    Styled(Markup, Vec<Inline>),
    /// Verbatim text.
    Code(String),
    /// Text that leads somewhere.
    Link(Link),
    /// A picture in the line.
    Image(Image),
    /// The mark of a note.
    NoteRef(NoteId),
    /// A formula in the line.
    Math(Math),
    /// Text with attributes: an anchor, a language, a class.
    Span(Attributes, Vec<Inline>),
    /// A short form with what it stands for.
    Abbreviation(Abbreviation),
    /// A line ends here.
    LineBreak,
}

/// Markup of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Markup {
    /// Stressed; usually italic.
    Emphasis,
    /// Important; usually bold.
    Strong,
    /// No longer valid.
    Strikeout,
    /// Underlined.
    Underline,
    /// Raised, as in 1ˢᵗ.
    Superscript,
    /// Lowered, as in H₂O.
    Subscript,
    /// Small capitals.
    SmallCaps,
    /// Marked as with a pen.
    Highlight,
    /// A key to press.
    Keyboard,
    /// Side comments; smaller.
    Small,
}

/// Text that leads somewhere.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// A title, shown when the pointer rests on it.
    pub title: Option<String>,
    /// Its text.
    pub content: Vec<Inline>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Out of the document: an address, valid as a URI after the `links` transform.
    External(String),
    /// To the block, span or heading with this id.
    Internal(String),
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Image {
    /// The name the source gives it: a relative path, or a file of its package.
    pub source: String,
    /// What it is, once the `images` transform has found it; `None`: a placeholder stands for it.
    pub resource: Option<ResourceId>,
    /// What it shows, for those who can't see it; empty: decoration, or unknown.
    pub alt: String,
    /// A title.
    pub title: Option<String>,
    /// The width it is to have.
    pub width: Option<Dimension>,
    /// The height it is to have.
    pub height: Option<Dimension>,
}

/// A length the source asks for.
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
    /// Reads a length as HTML and CSS write it: `120`, `120px`, `50%`, `12pt`, `3cm`; `None` unless it is positive.
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

/// A short form.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Abbreviation {
    /// What it stands for.
    pub expansion: String,
    /// The short form itself.
    pub content: Vec<Inline>,
}

/// The text of inlines as a person would read it aloud: no markup, images by their alternative text, formulas by
/// their source, no note marks.
///
/// ```
/// use folio::document::{plain, Inline, InlineKind, Markup};
/// let words = vec![Inline::text("so ", None), Inline::new(InlineKind::Styled(Markup::Strong, vec![Inline::text("it", None)]), None)];
/// assert_eq!(plain(&words), "so it");
/// ```
pub fn plain(inlines: &[Inline]) -> String {
    plain_with(inlines, &|math| math.tex.as_str().into())
}

/// The same with formulas as `formula` writes them.
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

/// The inlines directly inside a block, where it has some.
pub fn inlines_of(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        super::BlockKind::Paragraph(content) => Some(content),
        super::BlockKind::Heading(heading) => Some(&heading.content),
        _ => None,
    }
}
