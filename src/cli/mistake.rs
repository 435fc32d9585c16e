//! Usage errors: nothing was done.

use super::finding::Finding;

/// An error in the command line or in a settings file.
#[derive(Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Message and help.
    Usage(String, Option<String>),
    /// Conflicting outputs.
    Clash(Vec<Finding>),
    /// Errors in a file: `convert.toml`, a theme.
    File(Vec<Finding>),
}

impl Mistake {
    /// An error on the command line.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake::Usage(message.into(), Some(help.into()))
    }
}
