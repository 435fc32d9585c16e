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
    /// How its lines are set.
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
    /// What is switched on or off in the face.
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
    /// The isolate that it stands in.
    pub isolate: Option<Isolate>,
}

/// Text whose direction is its own, and which has no part in that of the text around it (UAX 9, 2.4): consecutive runs
/// with one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Which one of its paragraph's.
    pub number: u32,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
}

/// Face, size and color of a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FontChoice {
    /// Family, weight and slope.
    pub font: FontRole,
    /// Size of the em.
    pub size: Length,
    /// Fill.
    pub color: Color,
    /// What is switched on or off in the face.
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

/// Lines along the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
    /// A background.
    pub background: Option<Color>,
    /// A frame: keys.
    pub frame: Option<Color>,
}

/// Something in a line that is no text.
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
    /// Set pieces such as a formula: runs, rules and paths relative to the object's left end on the baseline.
    Pieces(Box<SetContent>),
    /// White space only.
    Space,
}

/// Set pieces.
#[derive(Clone, Debug, Default)]
pub struct SetContent {
    /// What is drawn; the places are relative, x to the right and y **down** from the baseline's start.
    pub items: Vec<(super::Point, super::PageItem)>,
    /// Whose content each is; none: all of it is that of the object's node.
    pub nodes: Vec<NodeId>,
    /// What the runs in `items` are of.
    pub sorts: Arc<Sorts>,
}

/// How the lines of a paragraph are set.
#[derive(Clone, Debug, PartialEq)]
pub struct LineStyle {
    /// How lines fill the measure.
    pub alignment: Alignment,
    /// Indent of the first line; negative: it hangs.
    pub indent: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Whether glyphs may hang into the margin.
    pub protrusion: bool,
    /// The most that glyphs may be widened or narrowed, in thousandths; 0: not at all.
    pub expansion: u16,
    /// The shortest word to hyphenate, and the fewest letters before and after the hyphen.
    pub hyphenation: Hyphenation,
    /// A shape other than a rectangle: lines, from the first, with their own indent and width (drop capitals).
    pub shape: Vec<(Length, Length)>,
    /// Whether a line that is too long may be cut anywhere (code), and gets a mark where it was cut.
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
    /// What the lines hold, all lines' items one behind the other.
    pub items: Vec<LineItem>,
    /// What the runs of `items` are of.
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
    /// Whether it ends in a hyphen that was put in.
    pub hyphenated: bool,
    /// Whether it sticks out of the measure.
    pub overfull: bool,
    /// Whether it took more stretch than is good (emergency stretch).
    pub stretched: bool,
    /// The footnotes whose marks stand in it, in order.
    pub notes: Vec<u32>,
}

/// What stands in a line.
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
    /// The node it is content of; `None`: not content (a mark where code was cut, a leader).
    pub node: Option<NodeId>,
    /// Index into [`StyledParagraph::links`].
    pub link: Option<u32>,
    /// Underlines, strikes, background, frame: drawn by the page from the item's box.
    pub decoration: Decoration,
    /// The destinations that begin here, one a line.
    pub anchor: Option<Box<str>>,
}

/// What an item of a line is.
#[derive(Clone, Debug)]
pub enum LineItemKind {
    /// Text; it is of [`SetLines::sorts`].
    Glyphs(GlyphRun),
    /// Index into [`StyledParagraph::objects`].
    Object(u32),
}
