//! [`Document`] → [`Document`]: what holds for all formats is done once, between reading and writing.
//!
//! The passes stand in [`apply`], in their order; each is a file of its own.

mod anchors;
mod clean;
mod dates;
mod formulas;
mod images;
mod join;
mod language;
mod links;
mod literals;
mod metadata;
mod nesting;
mod notes;
mod outline;
mod places;
mod title;
mod typography;

pub use images::{picture, picture_kinds};
pub use join::join;

use crate::diagnostic::Diagnostics;
use crate::document::{Build, Document};
use crate::files::Files;
use crate::options::TransformOptions;
use crate::source::Sources;

/// What the passes may look at besides the document.
pub struct TransformContext<'a> {
    /// The sources, for the places of resources.
    pub sources: &'a Sources,
    /// The way to resources.
    pub files: &'a dyn Files,
    /// What was chosen.
    pub options: &'a TransformOptions,
}

/// Runs every pass over the document. After it, the metadata has a title and a language.
pub fn apply(document: &mut Document, context: &TransformContext<'_>, diagnostics: &mut Diagnostics) {
    let cancel = &context.options.cancel;
    nesting::check(document, context, diagnostics);
    metadata::choose(document, context.options);
    clean::strip_controls(document, diagnostics);
    formulas::settle(document, context, diagnostics);
    places::settle(document);
    cancel.check();
    language::settle(document, diagnostics);
    formulas::describe(document, diagnostics);
    dates::settle(&mut document.metadata, diagnostics);
    title::settle(document, context.options, diagnostics);
    outline::close_up(document, diagnostics);
    notes::order(document, diagnostics);
    cancel.check();
    images::load(document, context, diagnostics);
    cancel.check();
    let names = anchors::name(document, context.sources, diagnostics);
    links::resolve(document, &names, context.sources, diagnostics);
    cancel.check();
    if context.options.smart {
        typography::set(document);
    }
    literals::restore(document);
    document.build = Build::of(document);
}
