//! One document to convert: its sources, what is made of it, and how.

use super::arguments::choices::Choices;
use super::sources::{self, SourceArgument};
use crate::options::Options;
use crate::write::Writer;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One document to convert.
#[derive(Debug)]
pub struct Job {
    /// Its sources, in order.
    pub sources: Vec<SourceArgument>,
    /// What is made of it.
    pub targets: Vec<OutputTarget>,
    /// How.
    pub how: Arc<ConversionSetup>,
}

/// How documents are converted; shared by all that are converted alike.
#[derive(Debug)]
pub struct ConversionSetup {
    /// What was chosen.
    pub choices: Choices,
    /// Who writes them.
    pub writers: Vec<&'static dyn Writer>,
    /// The same for the library.
    pub options: Options,
}

impl OutputPath {
    /// The file it goes to, if it does.
    pub fn path(&self) -> Option<&Path> {
        match self {
            OutputPath::Stdout => None,
            OutputPath::File(path) => Some(path),
        }
    }
}

impl std::fmt::Display for OutputPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OutputPath::Stdout => f.write_str("-"),
            OutputPath::File(path) => f.write_str(&sources::shown(path)),
        }
    }
}

/// One output of a document.
#[derive(Debug)]
pub struct OutputTarget {
    /// Who writes it.
    pub writer: &'static dyn Writer,
    /// Where to.
    pub to: OutputPath,
}

/// Where an output goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OutputPath {
    /// Standard output.
    #[default]
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Job {
    /// The size of its sources in bytes.
    pub fn size(&self) -> u64 {
        self.sources.iter().map(|s| if let SourceArgument::File(file) = s { file.size } else { 0 }).sum()
    }

    /// The document's name in messages: its first source's.
    pub fn name(&self) -> String {
        self.sources.first().map(SourceArgument::to_string).unwrap_or_default()
    }
}
