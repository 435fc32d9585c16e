//! What is settled for all documents of a run, besides what was chosen for each.

use super::cache::Cache;
use super::save::Flush;

/// How documents are converted, besides what was chosen for each.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunContext<'a> {
    /// Whether nothing is to be written.
    pub check: bool,
    /// What was made before.
    pub cache: Option<&'a Cache>,
    /// Whether all is to be made anew, whatever the cache has.
    pub force: bool,
    /// Whether outputs are flushed to the disk.
    pub flush: Flush,
    /// Whether a statement of accessibility is wanted.
    pub statement: bool,
}
