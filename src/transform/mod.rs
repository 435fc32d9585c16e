//! [`Document`] → [`Document`]: format-independent passes between reading and writing.
//!
//! [`apply`] lists the passes in order; each is a file.

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
mod numbers;
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

/// Input of the passes besides the document.
pub struct TransformContext<'a> {
    /// The sources, to resolve resource paths.
    pub sources: &'a Sources,
    /// Access to resources.
    pub files: &'a dyn Files,
    /// The options.
    pub options: &'a TransformOptions,
}

/// Runs all passes. Afterwards the metadata has a title and a language.
pub fn apply(document: &mut Document, context: &TransformContext<'_>, diagnostics: &mut Diagnostics) {
    let cancel = &context.options.cancel;
    nesting::check(document, context, diagnostics);
    metadata::choose(document, context.options);
    clean::strip_controls(document, diagnostics);
    formulas::settle(document, context, diagnostics);
    places::settle(document);
    cancel.check();
    language::settle(document, diagnostics);
    dates::settle(&mut document.metadata, diagnostics);
    title::settle(document, context.options, diagnostics);
    outline::close_up(document, diagnostics);
    notes::order(document, diagnostics);
    cancel.check();
    images::load(document, context, diagnostics);
    cancel.check();
    let names = anchors::name(document, context.sources, diagnostics);
    numbers::settle(document, &names, context.sources);
    formulas::describe(document, diagnostics);
    links::resolve(document, &names, context.sources, diagnostics);
    cancel.check();
    if context.options.smart {
        typography::set(document);
    }
    literals::restore(document);
    document.build = Build::of(document);
}
