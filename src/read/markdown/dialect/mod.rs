//! What Markdown's dialects have beside CommonMark and GFM: pandoc's, Quarto's, MkDocs', mdBook's, Docusaurus', Obsidian's,
//! MyST's.
//!
//! A dialect's signs are read only where CommonMark has no meaning for them. The blocks are found in the lines ([`scan`])
//! and rewritten for the parser: a mark becomes a [`directive`], text that is indented below a mark is taken out by four
//! columns, a table drawn with signs becomes rows of cells. What stands in a line is found in the document that was built
//! ([`inlines`]).

mod asides;
pub(super) mod attributes;
mod containers;
pub(super) mod directive;
mod emoji;
pub(super) mod escaped;
mod in_line;
pub(super) mod inlines;
mod line;
mod lists;
mod marks;
pub(super) mod myst;
mod scan;
mod tables;
mod wiki;

use super::amend::Edit;
use directive::Directive;

/// What was found in the lines of a text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// How the text is rewritten.
    pub(super) edits: Vec<Edit>,
    /// The directives in it, by their numbers.
    pub(super) directives: Vec<Directive>,
    /// Whether definitions were found that are to be looked at as the parser sees them.
    pub(super) structure: bool,
    /// The short forms that the text defines.
    pub(super) shorts: Vec<inlines::Short>,
    /// The labels of examples with their numbers.
    pub(super) examples: Vec<(String, u64)>,
}

/// Looks through a text.
pub(super) fn scan(text: &str) -> Scan {
    scan::Scanner::new(text).run()
}
