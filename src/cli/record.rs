//! What became of a document: what was made of it, and what there was to say.

use super::exit::Exit;
use super::finding::Finding;
use super::job::{Job, OutputPath};
use super::sources::SourceArgument;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// What became of one document.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its name in messages.
    pub name: String,
    /// Its sources' names.
    pub sources: Vec<String>,
    /// What was made of it.
    pub outputs: Vec<Made>,
    /// What there was to say.
    pub findings: Vec<Finding>,
    /// How it ended, without regard to `--strict`.
    pub exit: Exit,
    /// Figures of the conversion: pages, lines, ….
    pub figures: BTreeMap<String, u64>,
    /// Where some of what the figures count is: `page 12: the words there`.
    pub places: BTreeMap<String, Vec<String>>,
    /// Where resources were looked for.
    pub resources: Vec<PathBuf>,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// How long its sources took to be read, resources and all.
    pub reading: Duration,
    /// What makes it accessible, where that is asked for.
    pub statement: Option<serde_json::Value>,
}

/// One output that was made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The format.
    pub format: String,
    /// Where to.
    pub to: OutputPath,
    /// Its size.
    pub bytes: u64,
    /// How long it took to be made, in seconds.
    pub seconds: f64,
    /// How long it took to be written to the disk, in seconds.
    pub saving: f64,
}

impl Record {
    /// The record of a job that is about to be done.
    pub fn of(job: &Job) -> Record {
        let sources = job.sources.iter().map(SourceArgument::to_string).collect();
        Record { name: job.name(), sources, ..Record::default() }
    }

    /// Notes an error that ends (a part of) the conversion.
    pub fn fail(&mut self, exit: Exit, finding: Finding) {
        self.exit = self.exit.max(exit);
        self.findings.push(finding);
    }
}
