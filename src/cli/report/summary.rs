//! Statistics of a batch.

use crate::cli::exit::Exit;
use crate::cli::record::Record;
use crate::diagnostic::Severity;

/// Statistics of a batch.
#[derive(Debug, Default)]
pub struct BatchSummary {
    /// Converted documents.
    pub converted: usize,
    /// Up-to-date documents.
    pub unchanged: usize,
    /// Failed documents.
    pub failed: usize,
    /// Outputs in place.
    pub outputs: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors.
    pub errors: usize,
}

impl BatchSummary {
    /// Counts a document.
    pub fn add(&mut self, record: &Record) {
        let count = |severity| record.findings.iter().filter(|f| f.severity == severity).count();
        match (record.unchanged, record.exit > Exit::Denied) {
            (true, _) => self.unchanged += 1,
            (_, true) => self.failed += 1,
            _ => self.converted += 1,
        }
        if !record.unchanged {
            self.outputs += record.outputs.len();
        }
        self.warnings += count(Severity::Warning);
        self.errors += count(Severity::Error);
    }
}

impl std::fmt::Display for BatchSummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let some = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        if self.unchanged > 0 && self.converted + self.failed == 0 {
            write!(f, "{} up to date", some(self.unchanged, "document"))?;
        } else {
            write!(f, "{} into {}", some(self.converted, "document"), some(self.outputs, "file"))?;
            if self.unchanged > 0 {
                write!(f, ", {} up to date", self.unchanged)?;
            }
        }
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        if self.errors > 0 {
            write!(f, ", {}", some(self.errors, "error"))?;
        }
        if self.warnings > 0 {
            write!(f, ", {}", some(self.warnings, "warning"))?;
        }
        Ok(())
    }
}
