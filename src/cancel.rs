//! Ending work from outside: a flag that its owner sets and the library looks at.
//!
//! The library reads no clock. Who has one (the command, for `--limit time`) sets the flag when the time is over. Work
//! that sees it unwinds to [`Cancel::run`], which gives an error: no pass has to know what to do with half a document,
//! and nobody sees one. Where nobody can cancel, nothing unwinds, and looking costs nothing.
//!
//! The flag is looked at for every event, token and unit of a source, between the passes of `transform`, for every
//! image, block of plain text, paragraph, page and file of an EPUB, and between the steps of a writer. What lies
//! between two looks is finished first: at most a step that is one walk over the document (the structure of
//! Markdown, the styles or the page breaks of a PDF, the check of an output), one pass over a paragraph, or one
//! picture in the hands of its decoder.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether work is to end; its clones are the same flag. By default it is one that nobody can set.
///
/// ```
/// use folio::cancel::{Cancel, Cancelled};
/// let cancel = Cancel::new();
/// let count = |to: u32| cancel.run(|| (0..to).inspect(|&i| { cancel.check(); if i == 5 { cancel.cancel() } }).count());
/// assert_eq!(count(3), Ok(3));
/// assert_eq!(count(9), Err(Cancelled));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Option<Arc<AtomicBool>>);

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Cancel {
    /// A flag that can be set.
    pub fn new() -> Cancel {
        Cancel(Some(Arc::default()))
    }

    /// Sets the flag, for good.
    pub fn cancel(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is set.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Ends the work here if the flag is set: unwinds to [`Cancel::run`].
    pub fn check(&self) {
        if self.is_cancelled() {
            panic::resume_unwind(Box::new(Cancelled));
        }
    }

    /// Does what may be cancelled.
    ///
    /// # Errors
    /// When it was, before or meanwhile.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> Result<T, Cancelled> {
        if self.is_cancelled() {
            return Err(Cancelled);
        }
        // What the work has made is dropped with it.
        panic::catch_unwind(AssertUnwindSafe(work)).or_else(|payload| match payload.downcast::<Cancelled>() {
            Ok(cancelled) => Err(*cancelled),
            Err(fault) => panic::resume_unwind(fault),
        })
    }
}

/// Options are the same whoever may cancel the work.
impl PartialEq for Cancel {
    fn eq(&self, _: &Cancel) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn work_on_many_threads_ends_and_faults_stay_faults() {
        let cancel = Cancel::new();
        let work = || (0..1000).into_par_iter().for_each(|i| if i == 700 { cancel.cancel() } else { cancel.check() });
        assert_eq!(cancel.run(|| rayon::join(work, || ())).err(), Some(Cancelled));
        assert_eq!(cancel.run(|| ()), Err(Cancelled), "it stays so");
        let fault = panic::catch_unwind(|| Cancel::new().run(|| panic::resume_unwind(Box::new("a fault"))));
        assert_eq!(fault.unwrap_err().downcast_ref(), Some(&"a fault"));
    }

    #[test]
    fn nobody_cancels_by_default() {
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(cancel.run(|| cancel.check()), Ok(()));
    }
}
