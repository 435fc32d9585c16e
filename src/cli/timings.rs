//! `--timings`: time statistics.

use super::progress::span;
use super::record::Record;
use std::collections::BTreeMap;

/// Number of slowest documents listed.
const NAMED: usize = 5;

/// Times of a batch.
#[derive(Debug, Default)]
pub struct Timings {
    reading: f64,
    saving: f64,
    formats: BTreeMap<String, f64>,
    slowest: Vec<(f64, String)>,
}

impl Timings {
    /// Adds a document's times.
    pub fn add(&mut self, record: &Record) {
        let mut whole = record.reading.as_secs_f64();
        self.reading += whole;
        for made in &record.outputs {
            *self.formats.entry(made.format.clone()).or_default() += made.seconds;
            self.saving += made.saving;
            whole += made.seconds + made.saving;
        }
        self.slowest.push((whole, record.name.clone()));
        self.slowest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        self.slowest.truncate(NAMED);
    }
}

impl std::fmt::Display for Timings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "time, added over all threads:")?;
        let formats = self.formats.iter().map(|(name, time)| (format!("writing {name}"), *time));
        let rows = std::iter::once(("reading".to_owned(), self.reading)).chain(formats);
        for (what, time) in rows.chain([("saving".to_owned(), self.saving)]) {
            writeln!(f, "  {what:14} {:>8}", span(time))?;
        }
        writeln!(f, "slowest:")?;
        for (time, name) in &self.slowest {
            writeln!(f, "  {:14} {:>8}", name, span(*time))?;
        }
        Ok(())
    }
}
