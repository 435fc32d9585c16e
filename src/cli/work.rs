//! Input of writers.

use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;

/// Input of all writers of a document.
pub struct OutputInputs<'a> {
    /// The document.
    pub document: &'a Document,
    /// The theme it is set in.
    pub theme: &'a Theme,
    /// Further options.
    pub options: &'a Options,
}
