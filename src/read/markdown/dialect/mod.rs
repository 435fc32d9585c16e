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
mod figures;
mod found;
mod in_line;
pub(super) mod inlines;
mod keys;
mod line;
mod lists;
mod marks;
mod myst;
mod numbers;
mod options;
mod references;
pub(super) mod roles;
mod scan;
mod scanner;
mod shorts;
mod tables;
mod wiki;

pub(super) use found::Found;

use super::amend::Rewritten;

/// Looks through a text: how it is rewritten, and what was found.
pub(super) fn scan(text: &str) -> (Rewritten, Found) {
    scan::run(text)
}
