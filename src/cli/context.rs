//! Options of a run that apply to all documents.

use super::cache::Cache;
use super::save::Flush;

/// Options common to all conversions of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunContext<'a> {
    /// Whether outputs are only checked, not written.
    pub check: bool,
    /// The cache, if enabled.
    pub cache: Option<&'a Cache>,
    /// Whether the cache is not used for lookups.
    pub force: bool,
    /// Whether outputs are flushed to disk.
    pub flush: Flush,
    /// Whether an accessibility statement is made.
    pub statement: bool,
}
