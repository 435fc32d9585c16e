//! Result of a conversion: outputs and findings.

use super::exit::Exit;
use super::finding::Finding;
use super::job::{Job, OutputPath};
use super::sources::SourceArgument;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Result of converting a document.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its name in messages.
    pub name: String,
    /// Its sources' names.
    pub sources: Vec<String>,
    /// Its outputs.
    pub outputs: Vec<Made>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Its exit status, regardless of `--strict`.
    pub exit: Exit,
    /// Statistics: pages, lines, ….
    pub figures: BTreeMap<String, u64>,
    /// Locations of counted flaws: `page 12: the words there`.
    pub places: BTreeMap<String, Vec<String>>,
    /// Paths of requested resources.
    pub resources: Vec<PathBuf>,
    /// Whether it was up to date.
    pub unchanged: bool,
    /// Time for reading its sources, including resources.
    pub reading: Duration,
    /// The accessibility statement, if requested.
    pub statement: Option<serde_json::Value>,
}

/// An output.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The format.
    pub format: String,
    /// Its location.
    pub to: OutputPath,
    /// Its size.
    pub bytes: u64,
    /// Time for writing it, in seconds.
    pub seconds: f64,
    /// Time for saving it to disk, in seconds.
    pub saving: f64,
}

impl Record {
    /// The record of a job not yet run.
    pub fn of(job: &Job) -> Record {
        let sources = job.sources.iter().map(SourceArgument::to_string).collect();
        Record { name: job.name(), sources, ..Record::default() }
    }

    /// Adds an error that ends (part of) the conversion.
    pub fn fail(&mut self, exit: Exit, finding: Finding) {
        self.exit = self.exit.max(exit);
        self.findings.push(finding);
    }
}
