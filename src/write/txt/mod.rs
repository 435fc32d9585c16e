//! Writes plain text.

use super::{WriteError, Writer};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, text};
use crate::options::Options;

/// Writes plain text.
pub struct Txt;

impl Writer for Txt {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn summary(&self) -> &'static str {
        "plain text"
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
