//! Which Markdown a source is read as, and what the parser is asked for.

use super::scripts;
use crate::document::Inline;
use crate::read::build::autolink::link_addresses;
use crate::source::Source;
use pulldown_cmark::Options;

/// A flavor of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavor {
    /// GitHub's, with the constructs of all dialects that have no other meaning in it.
    Dialects,
    /// GitHub Flavored Markdown, and nothing else.
    Gfm,
    /// CommonMark, and nothing else.
    CommonMark,
}

impl Flavor {
    /// What the parser understands beside CommonMark.
    pub(super) fn extensions(self) -> Options {
        let gfm = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM;
        match self {
            Flavor::Dialects => gfm | Options::ENABLE_DEFINITION_LIST,
            Flavor::Gfm => gfm,
            Flavor::CommonMark => Options::empty(),
        }
    }

    /// Whether the constructs of dialects are read.
    pub(super) fn has_dialects(self) -> bool {
        self == Flavor::Dialects
    }

    /// Finds in a line what the parser leaves as text, though it is more.
    pub(super) fn polish(self) -> fn(&Source, &mut Vec<Inline>) {
        match self {
            Flavor::Dialects => |source, line| {
                link_addresses(source, line);
                scripts::find(source, line);
            },
            Flavor::Gfm => link_addresses,
            Flavor::CommonMark => |_, _| {},
        }
    }
}
