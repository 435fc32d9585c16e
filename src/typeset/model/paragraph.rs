//! A paragraph before and after it is broken into lines.
//!
//! `style` makes a [`StyledParagraph`], `paragraph::set` makes [`SetLines`] of it, `paginate` and `table` place them.

use super::{Alignment, Color, GlyphRun, Length, LinkTarget, NodeId, Sorts};
use crate::document::ResourceId;
use crate::fonts::FontRole;
use std::ops::Range;
use std::sync::Arc;

/// A paragraph with every property resolved.
#[derive(Clone, Debug, Default)]
pub struct StyledParagraph {
    /// Its text: normalized, U+000A for a forced line break, U+00AD where a word may be divided, U+FFFC for an
    /// inline object.
    pub text: String,
    /// Consecutive ranges of the text with their style; together they cover it.
    pub runs: Vec<StyledRun>,
    /// The links that runs refer to.
    pub links: Vec<LinkTarget>,
    /// The inline objects that stand for U+FFFC, in order.
    pub objects: Vec<InlineObject>,
    /// How its lines are broken and aligned.
    pub lines: LineStyle,
    /// Whether its base direction is from right to left.
    pub right_to_left: bool,
}

/// A range of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StyledRun {
    /// Bytes of [`StyledParagraph::text`].
    pub range: Range<usize>,
    /// Family, weight and slope.
    pub font: FontRole,
    /// Size of the em.
    pub size: Length,
    /// Fill.
    pub color: Color,
    /// How far the baseline is raised (superscripts); negative: lowered.
    pub raise: Length,
    /// OpenType features.
    pub features: FontFeatures,
    /// BCP 47 primary language or tag, for hyphenation and shaping; empty: none.
    pub language: String,
    /// Whether words may be divided here by the language's patterns.
    pub hyphenate: bool,
    /// Underlines, strikes, background.
    pub decoration: Decoration,
    /// Which node of the logical tree it is content of.
    pub node: NodeId,
    /// Index into [`StyledParagraph::links`]. The link's node is the parent of `node` or `node` itself.
    pub link: Option<u32>,
    /// The footnote whose mark this is: index into the flow's notes.
    pub note: Option<u32>,
    /// The destinations that begin here, one a line.
    pub anchor: Option<Box<str>>,
    /// The bidi isolate it is in.
    pub isolate: Option<Isolate>,
}

/// A bidi isolate (UAX 9, 2.4): consecutive runs with the same number, whose direction does not affect the text around
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Number within the paragraph.
    pub number: u32,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
}

/// Face, size and color of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FontChoice {
    /// Family, weight and slope.
    pub font: FontRole,
    /// Size of the em.
    pub size: Length,
    /// Fill.
    pub color: Color,
    /// OpenType features.
    pub features: FontFeatures,
}

/// OpenType features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FontFeatures {
    /// `onum`: old-style figures.
    pub old_style_figures: bool,
    /// `tnum`: tabular figures.
    pub tabular_figures: bool,
    /// `smcp`: small capitals for lower-case letters.
    pub small_caps: bool,
    /// `c2sc`: small capitals for capitals too.
    pub all_small_caps: bool,
    /// No `liga`, `clig`, `calt`: code.
    pub no_ligatures: bool,
    /// `sups`: true superior figures.
    pub superiors: bool,
}

/// Lines and backgrounds drawn along text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
    /// A background.
    pub background: Option<Color>,
    /// A frame around the text (key caps).
    pub frame: Option<Color>,
}

/// A non-text object in a line.
#[derive(Clone, Debug)]
pub struct InlineObject {
    /// Its width.
    pub width: Length,
    /// How far it rises above the baseline.
    pub ascent: Length,
    /// How far it hangs below the baseline.
    pub descent: Length,
    /// What is drawn.
    pub content: ObjectContent,
}

/// What an inline object draws.
#[derive(Clone, Debug)]
pub enum ObjectContent {
    /// An image, filling the object.
    Image(ResourceId),
    /// Positioned items such as a formula: runs, rules and paths relative to the object's left end on the baseline.
    Pieces(Box<SetContent>),
    /// White space only.
    Space,
}

/// Positioned items of an inline object.
#[derive(Clone, Debug, Default)]
pub struct SetContent {
    /// What is drawn; the places are relative, x to the right and y **down** from the baseline's start.
    pub items: Vec<(super::Point, super::PageItem)>,
    /// The node of each item; empty: all belong to the object's node.
    pub nodes: Vec<NodeId>,
    /// Glyphs and text of the runs in `items`.
    pub sorts: Arc<Sorts>,
}

/// Indent and width of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineShape {
    /// Its indent.
    pub indent: Length,
    /// Its width.
    pub width: Length,
}

/// How a paragraph is broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LineStyle {
    /// Alignment of the lines.
    pub alignment: Alignment,
    /// Indent of the first line; negative: hanging indent.
    pub indent: Length,
    /// Baseline to baseline distance.
    pub leading: Length,
    /// Whether glyphs may protrude into the margin.
    pub protrusion: bool,
    /// Limit of font expansion, in thousandths; 0: none.
    pub expansion: u16,
    /// The shortest word to hyphenate, and the fewest letters before and after the hyphen.
    pub hyphenation: Hyphenation,
    /// Indent and width of the first lines where they differ from the measure (drop capitals).
    pub shape: Vec<LineShape>,
    /// Whether an overlong line may be broken anywhere and is then marked as continued (code).
    pub wrap_anywhere: bool,
    /// Whether runs of spaces are kept (code).
    pub keep_spaces: bool,
}

impl Default for LineStyle {
    fn default() -> Self {
        LineStyle {
            alignment: Alignment::Justify,
            indent: Length::ZERO,
            leading: Length::pt(14.0),
            protrusion: true,
            expansion: 20,
            hyphenation: Hyphenation::default(),
            shape: Vec::new(),
            wrap_anywhere: false,
            keep_spaces: false,
        }
    }
}

/// Limits of hyphenation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyphenation {
    /// Letters of the shortest word that is divided.
    pub shortest_word: u8,
    /// Fewest letters before the hyphen.
    pub before: u8,
    /// Fewest letters after the hyphen.
    pub after: u8,
}

impl Default for Hyphenation {
    fn default() -> Self {
        Hyphenation { shortest_word: 5, before: 2, after: 3 }
    }
}

/// The lines of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct SetLines {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The items of all lines, concatenated.
    pub items: Vec<LineItem>,
    /// Glyphs and text of the runs in `items`.
    pub sorts: Arc<Sorts>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its items, in [`SetLines::items`].
    pub items: Range<u32>,
    /// How far it rises above its baseline.
    pub ascent: Length,
    /// How far it hangs below its baseline.
    pub descent: Length,
    /// Whether it ends in an inserted hyphen.
    pub hyphenated: bool,
    /// Whether it is wider than the measure.
    pub overfull: bool,
    /// Whether it needed emergency stretch.
    pub stretched: bool,
    /// The footnotes whose marks stand in it, in order.
    pub notes: Vec<u32>,
}

/// An item of a line.
#[derive(Clone, Debug)]
pub struct LineItem {
    /// From the left edge of the measure.
    pub x: Length,
    /// How far above the baseline it stands; negative: below.
    pub raise: Length,
    /// Its width.
    pub width: Length,
    /// What it is.
    pub kind: LineItemKind,
    /// Its node; `None`: an artifact (continuation mark of code, leader).
    pub node: Option<NodeId>,
    /// Index into [`StyledParagraph::links`].
    pub link: Option<u32>,
    /// Decoration, drawn when the page is painted.
    pub decoration: Decoration,
    /// The destinations that begin here, one a line.
    pub anchor: Option<Box<str>>,
}

/// What an item of a line is.
#[derive(Clone, Debug)]
pub enum LineItemKind {
    /// Glyphs stored in [`SetLines::sorts`].
    Glyphs(GlyphRun),
    /// Index into [`StyledParagraph::objects`].
    Object(u32),
}
