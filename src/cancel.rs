//! Ending work from outside: a flag that its owner sets and the library looks at.
//!
//! The library reads no clock. Who has one (the command, for `--limit time`) sets the flag when the time is over. Work
//! that sees it unwinds to [`Cancel::run`], which gives an error: no pass has to know what to do with half a document,
//! and nobody sees one. Where nobody can cancel, nothing unwinds, and looking costs nothing.
//!
//! The flag is looked at for every event, token and unit of a source, between the passes of `transform`, for every
//! image, block of plain text, paragraph, page and file of an EPUB, and between the steps of a writer and of its check.
//! What lies between two looks is finished first: at most a step that is one walk over the document (the structure of
//! Markdown, the styles or the page breaks of a PDF), one pass over a paragraph, one drawing (whose weight is bounded),
//! or one picture in the hands of its decoder. With [`Cancel::after`] a test counts the looks, without a clock.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
pub struct Cancel(Option<Arc<Flag>>);

#[derive(Debug, Default)]
struct Flag {
    set: AtomicBool,
    /// How often it was looked at, and after how many looks it sets itself, where that is counted.
    looks: Option<(AtomicUsize, usize)>,
}

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Cancel {
    /// A flag that can be set.
    pub fn new() -> Cancel {
        Cancel(Some(Arc::default()))
    }

    /// A flag that is found to be set when it was looked at so many times.
    ///
    /// ```
    /// use folio::cancel::{Cancel, Cancelled};
    /// let cancel = Cancel::after(3);
    /// assert_eq!(cancel.run(|| (0..9).for_each(|_| cancel.check())), Err(Cancelled));
    /// assert_eq!(cancel.looks(), 4);
    /// ```
    pub fn after(looks: usize) -> Cancel {
        Cancel(Some(Arc::new(Flag { looks: Some((AtomicUsize::new(0), looks)), ..Flag::default() })))
    }

    /// How often it was looked at; 0 where that is not counted.
    pub fn looks(&self) -> usize {
        let looks = self.0.as_ref().and_then(|flag| flag.looks.as_ref());
        looks.map_or(0, |(count, _)| count.load(Ordering::Relaxed))
    }

    /// Sets the flag, for good.
    pub fn cancel(&self) {
        if let Some(flag) = &self.0 {
            flag.set.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is set.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.set.load(Ordering::Relaxed))
    }

    /// Ends the work here if the flag is set: unwinds to [`Cancel::run`].
    pub fn check(&self) {
        if let Some((count, most)) = self.0.as_ref().and_then(|flag| flag.looks.as_ref())
            && count.fetch_add(1, Ordering::Relaxed) >= *most
        {
            self.cancel();
        }
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
