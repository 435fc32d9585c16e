//! What the parser has no signs for: instructions to the builder, in the text as blocks of raw HTML of one line.
//!
//! A processing instruction (`<?…?>`, CommonMark 4.6, kind 3) begins where any paragraph may be interrupted, and ends on
//! its own line, so that what stands above and below it is parsed as if nothing were between. A noncharacter in it, which
//! no source can hold, tells ours from others.

use crate::document::{Align, Attributes, Delimiter, NumberStyle, Role};
use crate::read::build::TableSection;

/// Encloses the number of a directive.
pub(crate) const MARK: char = '\u{fdd7}';

/// An instruction to the builder.
#[derive(Clone, Debug)]
pub(crate) enum Directive {
    /// A block begins, and ends with [`Directive::End`].
    Begin(Container, Attributes),
    /// The block that was begun last ends.
    End,
    /// The quotation that is open is an aside.
    Aside(Role),
    /// Words that the reader adds: the name of an aside without a title.
    Words(String),
    /// The list that begins next has numbers like these.
    Numbers(NumberStyle, Delimiter),
    /// The next rows of the table are of its head, or of its body.
    Section(TableSection),
    /// A contents list is wanted.
    Contents,
}

/// A block that a directive begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Container {
    /// Blocks that belong together.
    Group(Option<Role>),
    /// A quotation.
    Quote,
    /// A list of terms with what they are.
    Definitions,
    /// A term.
    Term,
    /// What it is.
    Definition,
    /// The title of an aside, or the line of details that is always seen.
    Title,
    /// A table with columns like these.
    Table(Vec<Align>),
    /// A figure.
    Figure,
    /// What is said of a figure.
    Caption,
    /// A row of a table.
    Row,
    /// A cell that spans these many columns and rows.
    Cell {
        /// Columns that it spans.
        columns: u16,
        /// Rows that it spans.
        rows: u16,
        /// Whether it names what stands in its column.
        header: bool,
    },
}

/// The line that stands for the directive with this number.
pub(crate) fn line(number: usize) -> String {
    format!("<?{MARK}{number}{MARK}?>")
}

/// The number of the directive that a block of raw HTML is.
pub(crate) fn number(html: &str) -> Option<usize> {
    let inside = html.trim().strip_prefix("<?")?.strip_prefix(MARK)?;
    inside.split_once(MARK)?.0.parse().ok()
}
