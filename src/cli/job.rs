//! A conversion job: sources, outputs and options of a document.

use super::arguments::choices::Choices;
use super::sources::{self, SourceArgument};
use crate::options::Options;
use crate::write::Writer;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A document to convert.
#[derive(Debug)]
pub struct Job {
    /// Its sources, in order.
    pub sources: Vec<SourceArgument>,
    /// Its outputs.
    pub targets: Vec<OutputTarget>,
    /// Its options.
    pub how: Arc<ConversionSetup>,
}

/// Options of a conversion; shared by all documents with the same ones.
#[derive(Debug)]
pub struct ConversionSetup {
    /// The user's choices.
    pub choices: Choices,
    /// The writers of its formats.
    pub writers: Vec<&'static dyn Writer>,
    /// The library's options.
    pub options: Options,
}

impl OutputPath {
    /// The output file, if any.
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

/// An output of a document.
#[derive(Debug)]
pub struct OutputTarget {
    /// The writer of its format.
    pub writer: &'static dyn Writer,
    /// Its location.
    pub to: OutputPath,
}

/// Location of an output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OutputPath {
    /// Standard output.
    #[default]
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Job {
    /// Total size of its sources in bytes.
    pub fn size(&self) -> u64 {
        self.sources.iter().map(|s| if let SourceArgument::File(file) = s { file.size } else { 0 }).sum()
    }

    /// The document's name in messages: that of its first source.
    pub fn name(&self) -> String {
        self.sources.first().map(SourceArgument::to_string).unwrap_or_default()
    }
}
