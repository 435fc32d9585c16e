//! What a writer is, and what it gives.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;

/// A document that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenOutput {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Whether faces of the system were asked: the bytes depend on those that are installed.
    pub asked_system_fonts: bool,
}

/// Why a document could not be written. What comes from the source is a diagnostic, never this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A limit that the user set, or the format has, was passed.
    Limit(String),
    /// The writer's own check refused its output: a fault of the program, with what was found.
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
    /// The file's bytes: complete, checked, and the same for the same document, theme and options.
    ///
    /// # Errors
    /// When a limit was passed, or the output failed its own check.
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
