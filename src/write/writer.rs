//! The interface of writers.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;

/// The output of a writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenOutput {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Whether system fonts were used, so that the bytes depend on the installed ones.
    pub asked_system_fonts: bool,
}

/// Why a document could not be written. Problems of the source are diagnostics, never this error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A limit of the user or of the format was exceeded.
    Limit(String),
    /// The writer's own check refused its output, which is a bug; holds the findings.
    Invalid(Vec<String>),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::Limit(what) => write!(f, "{what}"),
            WriteError::Invalid(found) => {
                write!(f, "the output failed its own check, so nothing was written: {}", found.join("; "))
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes one format.
pub trait Writer: Sync {
    /// Its name, as `--to` takes it.
    fn name(&self) -> &'static str;
    /// The extension of its files, without the dot.
    fn extension(&self) -> &'static str;
    /// One line for `--help`.
    fn summary(&self) -> &'static str;
    /// The file's bytes: complete, checked, and deterministic for the same document, theme and options.
    ///
    /// # Errors
    /// If a limit was exceeded or the output failed its own check.
    fn write(
        &self,
        document: &Document,
        theme: &Theme,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Result<WrittenOutput, WriteError>;
}

impl std::fmt::Debug for dyn Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
