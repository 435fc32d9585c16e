//! How far a batch has come: a bar on a terminal, now and then a line where there is none (a CI log).

use super::streams::live_terminal;
use std::io::Write;
use std::time::{Duration, Instant};

/// Delay before progress is shown.
const PATIENCE: Duration = Duration::from_millis(300);
/// Interval of lines in a log.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// Interval of redrawing the bar.
const BAR_EVERY: Duration = Duration::from_millis(80);
/// The bar's width in columns.
const BAR: usize = 24;

/// Progress of a batch.
pub struct Progress {
    count: usize,
    quiet: bool,
    live: bool,
    started: Instant,
    shown: Instant,
    on_screen: bool,
}

impl Progress {
    /// Of `count` documents none is done yet.
    pub fn new(count: usize, quiet: bool) -> Progress {
        let now = Instant::now();
        Progress { count, quiet: quiet || count < 2, live: live_terminal(), started: now, shown: now, on_screen: false }
    }

    /// Shows the number of finished documents, unless shown just now.
    pub fn show(&mut self, done: usize) {
        let every = if self.live { BAR_EVERY } else { LINE_EVERY };
        if self.quiet || self.started.elapsed() < PATIENCE || self.shown.elapsed() < every || done >= self.count {
            return;
        }
        self.shown = Instant::now();
        let text = line(done, self.count, self.started.elapsed(), self.live);
        let mut err = std::io::stderr().lock();
        let _ = if self.live { write!(err, "\r\x1b[K{text}") } else { writeln!(err, "{text}") };
        self.on_screen = self.live;
    }

    /// Clears the bar before other output.
    pub fn clear(&mut self) {
        if self.on_screen {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
            self.on_screen = false;
            // Delays redrawing the bar after other output.
            self.shown = Instant::now();
        }
    }
}

/// `[#####…] 120/500  240/s  2 s left`
fn line(done: usize, count: usize, elapsed: Duration, bar: bool) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = if done == 0 { String::new() } else { format!("  {} left", span((count - done) as f64 / rate)) };
    let filled = BAR * done / count.max(1);
    let bar = if bar { format!("[{}{}] ", "#".repeat(filled), ".".repeat(BAR - filled)) } else { "convert: ".into() };
    format!("{bar}{done}/{count}  {rate:.0}/s{left}")
}

/// A duration for people.
pub fn span(seconds: f64) -> String {
    match seconds {
        s if s < 0.0995 => format!("{:.0} ms", s * 1000.0),
        s if s < 9.95 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s => format!("{:.0} min", s / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_count_rate_and_time_left() {
        assert_eq!(
            line(120, 500, Duration::from_secs(1), true),
            "[#####...................] 120/500  120/s  3.2 s left"
        );
        assert_eq!(line(0, 500, Duration::from_secs(1), false), "convert: 0/500  0/s");
    }
}
