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
use crate::document::Document;
use crate::fonts::Fonts;
use crate::theme::Theme;
use model::Layout;

/// Sets a document in a theme.
pub fn typeset(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    cancel: &Cancel,
    diagnostics: &mut Diagnostics,
) -> Layout {
    let setter = paragraph::Setter::new(fonts).cancelled_by(cancel);
    let mut known = known::Known::default();
    let (layout, said) = loop {
        cancel.check();
        let mut said = Diagnostics::new();
        let mut flow = style::style(document, theme, &known, &mut said);
        let refs = std::mem::take(&mut flow.page_refs);
        let layout = paginate::paginate(flow, theme, &setter, &mut said);
        match known.after(&layout, &refs, document.notes.len(), theme.note.numbering) {
            Some(next) => known = next,
            None => break (layout, said),
        }
    };
    diagnostics.append(said);
    figures::report(&layout, diagnostics);
    missing::report(&layout, document, &setter, diagnostics);
    layout
}
