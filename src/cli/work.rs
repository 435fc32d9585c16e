//! What the formats of a document are written from.

use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;

/// What every format is written from.
pub struct OutputInputs<'a> {
    /// The document.
    pub document: &'a Document,
    /// The theme it is set in.
    pub theme: &'a Theme,
    /// What else was chosen.
    pub options: &'a Options,
}
