//! Units: the pieces that lines are cut into, before it is decided what each of them is in the article.

use super::arena::Arena;
use super::evidence::Evidence;
use super::limits::shape::{SHORT_LINES, SHORT_WIDTH};
use super::line::Line;
use crate::document::{Align, Delimiter, ListMarker, NumberStyle, Role};
use crate::source::Cut as _;
use std::ops::Range;

/// A piece of text with its shape: what can be seen without knowing the rest of the document.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its lines in the arena, from the first to the last.
    pub lines: Range<usize>,
    /// Its shape.
    pub shape: Shape,
    /// Blank lines before it.
    pub blank: u32,
    /// Whether a form feed stands before it.
    pub page: bool,
    /// Why it has this shape, where that was in question.
    pub why: Option<Evidence>,
}

/// The shapes.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Lines that run on: one paragraph.
    Prose,
    /// Lines that end where they end; `true`: verse.
    Lines(bool),
    /// Text with a line of this character below it.
    Underlined(char),
    /// The title, between two rules.
    Overlined,
    /// The head of a page.
    Running,
    /// The subject of a message.
    Subject,
    /// Text behind one to six `#`.
    Hashes(u8),
    /// A line of asterisks, dashes or the like.
    Rule,
    /// Verbatim lines, and their language.
    Code(Verbatim),
    /// Words of somebody else: what stands inside the quotation.
    Quote(Vec<Unit>),
    /// The line below a quotation that says whose words it holds.
    Attribution,
    /// The lines below `--` at the end of a message; the first one is that sign.
    Signature,
    /// The title of an aside.
    Summary,
    /// An aside: its role and what stands in it.
    Aside(Role, Vec<Unit>),
    /// Terms and what they mean.
    Definitions(Vec<(Range<usize>, Vec<Unit>)>),
    /// A list.
    List(ListShape),
    /// A table.
    Table(TableShape),
}

/// How verbatim lines are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verbatim {
    /// By what they hold.
    Plain,
    /// They stand between fences, which may name their language.
    Fenced(Option<String>),
}

/// A list as it was found.
#[derive(Clone, Debug)]
pub(super) struct ListShape {
    /// Its marker.
    pub marker: ListMarker,
    /// Whether no blank line stands between its items.
    pub tight: bool,
    /// Its items.
    pub items: Vec<ItemShape>,
}

/// An item as it was found.
#[derive(Clone, Debug)]
pub(super) struct ItemShape {
    /// Whether it is a task, and done.
    pub task: Option<bool>,
    /// Its lines in the arena as they stand in the source, marker included.
    pub line: Line,
    /// What it holds.
    pub units: Vec<Unit>,
}

/// A table as it was found.
#[derive(Clone, Debug)]
pub(super) struct TableShape {
    /// The lines of its caption, in the arena.
    pub caption: Range<usize>,
    /// How many of the rows are its head.
    pub head: usize,
    /// One entry a column.
    pub columns: Vec<Align>,
    /// Its rows; each cell is byte ranges of the source, one a line.
    pub rows: Vec<Vec<Vec<Range<u32>>>>,
}

/// What stands around a range of lines that is cut into units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Enclosure {
    /// How many quotations and lists stand around it.
    pub depth: usize,
    /// Whether the lines are the first of the document.
    pub first: bool,
    /// Whether the lines stand inside an item of a list.
    pub item: bool,
    /// Whether every line is kept as verse.
    pub verse: bool,
}

/// A list marker at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet.
    Bullet(char),
    /// A number.
    Number(u64, NumberStyle, Delimiter),
}

impl Unit {
    /// A unit with nothing to say for itself.
    pub(super) fn new(lines: Range<usize>, shape: Shape) -> Unit {
        Unit { lines, shape, blank: 0, page: false, why: None }
    }
}

/// The text of a unit's lines joined with spaces; only for short units.
pub(super) fn text_of(arena: &Arena<'_>, unit: &Unit) -> String {
    let mut lines = unit.lines.clone();
    if matches!(unit.shape, Shape::Underlined(_) | Shape::Overlined) {
        lines.end -= 1;
        lines.start += usize::from(matches!(unit.shape, Shape::Overlined));
    }
    let mut out = String::new();
    for k in lines {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(arena.content(k));
    }
    if let Shape::Hashes(n) = unit.shape {
        out = out.cut(n as usize..).trim().trim_end_matches('#').trim_end().to_owned();
    }
    out
}

/// Whether a unit is text that may be a heading or a typed line: prose or kept lines, not long.
pub(super) fn is_short(arena: &Arena<'_>, unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Prose | Shape::Lines(false))
        && unit.lines.len() <= SHORT_LINES
        && unit.lines.clone().map(|k| arena.lines[k].width).sum::<u32>() <= SHORT_WIDTH
}
