//! Writes EPUB 3.3.

use super::{WriteError, Writer};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, text};
use crate::options::Options;

/// Writes EPUB 3.3.
pub struct Epub;

impl Writer for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn summary(&self) -> &'static str {
        "EPUB 3.3"
    }

    fn write(
        &self,
        document: &Document,
        _options: &Options,
        _diagnostics: &mut Diagnostics,
    ) -> Result<Vec<u8>, WriteError> {
        Ok(text::text(document).into_bytes())
    }
}
