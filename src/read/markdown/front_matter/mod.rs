//! What stands before the text.

use crate::diagnostic::Diagnostics;
use crate::document::Metadata;
use crate::source::Source;

/// The metadata, and where the text begins.
pub(super) fn read(_source: &Source, _diagnostics: &mut Diagnostics) -> (Metadata, usize) {
    (Metadata::default(), 0)
}
