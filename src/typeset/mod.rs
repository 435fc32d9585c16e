//! [`Document`] → pages. Knows no output format: what it makes is a [`Layout`], which `write::pdf` turns into a file.
//!
//! The order of the passes:
//!
//! ```text
//! style     Document        → Flow { items, notes } and the logical tree    every property resolved
//! paragraph StyledParagraph → Vec<Line>      shape → break (total fit) → justify, expand, protrude
//! table     cells           → rows           column widths, spans, heights
//! paginate  galley + notes  → Vec<Page>      page breaks, notes at the foot, heads and folios
//! ```
//!
//! Reading order is the order of the document, so tags need no reconstruction: every placed item carries the
//! node of the logical tree that it belongs to ([`model::Tag`]).

mod figures;
mod galley;
mod known;
mod missing;
pub mod model;
mod names;
mod paginate;
pub mod paragraph;
mod style;
mod table;

use crate::cancel::Cancel;
use crate::diagnostic::Diagnostics;
use crate::document::{BlockKind, Document, walk};
use crate::fonts::Fonts;
use crate::theme::Theme;
use model::Layout;

/// The page limit was exceeded; holds the number of pages where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPages(pub Option<usize>);

/// Input of typesetting.
#[derive(Clone, Copy)]
pub struct TypesetInputs<'a> {
    /// The document.
    pub document: &'a Document,
    /// How it looks.
    pub theme: &'a Theme,
    /// Whether each formula gets MathML elements in the logical tree.
    pub mathematics: bool,
}

/// Lays out a document in a theme, without a page limit.
pub fn typeset(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    cancel: &Cancel,
    diagnostics: &mut Diagnostics,
) -> Layout {
    typeset_within(u32::MAX, TypesetInputs { document, theme, mathematics: false }, fonts, cancel, diagnostics)
        .unwrap_or_default()
}

/// Lays out a document in a theme, on at most so many pages.
///
/// # Errors
/// If the document needs more pages. Detected before text is set if forced page breaks alone exceed the limit,
/// otherwise before the pages are painted.
pub fn typeset_within(
    most: u32,
    work: TypesetInputs<'_>,
    fonts: &Fonts,
    cancel: &Cancel,
    diagnostics: &mut Diagnostics,
) -> Result<Layout, TooManyPages> {
    let TypesetInputs { document, theme, .. } = work;
    // Forced page breaks give a lower bound of the page count.
    let mut breaks = 0;
    walk::blocks(&document.blocks, &mut |block| breaks += u64::from(block.kind == BlockKind::PageBreak));
    if breaks > u64::from(most) {
        return Err(TooManyPages(None));
    }
    let setter = paragraph::Setter::new(fonts).cancelled_by(cancel);
    let mut known = known::PriorPass::default();
    let (layout, said) = loop {
        cancel.check();
        let mut said = Diagnostics::new();
        let mut flow = style::style(work, &known, &mut said);
        let refs = std::mem::take(&mut flow.page_refs);
        let layout = paginate::paginate(flow, theme, &setter, most, &mut said)?;
        match known.after(&layout, &refs, document.notes.len(), theme.note.numbering) {
            Some(next) => known = next,
            None => break (layout, said),
        }
    };
    diagnostics.append(said);
    figures::report(&layout, diagnostics);
    missing::report(&layout, document, &setter, diagnostics);
    Ok(layout)
}
