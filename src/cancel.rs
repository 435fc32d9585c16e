//! Cancellation: a flag set by its owner and polled by the library.
//!
//! The library has no clock; the caller that has one (the command, for `--limit time`) sets the flag. Code that finds
//! it set unwinds to [`Cancel::run`], which returns an error, so that no pass has to handle partial documents. Without
//! a flag nothing unwinds, and polling is free.
//!
//! It is polled for every event, token and unit of a source, between the passes of `transform`, for every image, plain
//! text block, paragraph, page and file of an EPUB, and between the steps of a writer and of its check. Between two
//! polls lies at most one walk over the document (the structure of Markdown, the styles or page breaks of a PDF), one
//! pass over a paragraph, one drawing (of limited weight), or the decoding of one image. [`Cancel::after`] lets tests
//! count polls without a clock.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A cancellation flag shared by its clones. The default one can't be set.
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
    /// Number of polls so far and number of polls after which it sets itself, if counted.
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

    /// A flag that is set after being polled so many times.
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

    /// Number of polls; 0 if not counted.
    pub fn looks(&self) -> usize {
        let looks = self.0.as_ref().and_then(|flag| flag.looks.as_ref());
        looks.map_or(0, |(count, _)| count.load(Ordering::Relaxed))
    }

    /// Sets the flag permanently.
    pub fn cancel(&self) {
        if let Some(flag) = &self.0 {
            flag.set.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is set.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.set.load(Ordering::Relaxed))
    }

    /// Unwinds to [`Cancel::run`] if the flag is set.
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

    /// Runs cancellable work.
    ///
    /// # Errors
    /// If the flag was set before or during the work.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> Result<T, Cancelled> {
        if self.is_cancelled() {
            return Err(Cancelled);
        }
        // The unwound work's results are dropped.
        panic::catch_unwind(AssertUnwindSafe(work)).or_else(|payload| match payload.downcast::<Cancelled>() {
            Ok(cancelled) => Err(*cancelled),
            Err(fault) => panic::resume_unwind(fault),
        })
    }
}

/// The flag does not count in comparisons of options.
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
