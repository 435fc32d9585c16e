//! Why nothing was done: what is asked for cannot be.

use super::finding::Finding;

/// What is wrong with the command line, or with a file that it takes its settings from.
#[derive(Debug, PartialEq, Eq)]
pub enum Mistake {
    /// What is wrong and what to do.
    Usage(String, Option<String>),
    /// Outputs that clash.
    Clash(Vec<Finding>),
    /// A mistake in a file: `convert.toml`, a theme.
    File(Vec<Finding>),
}

impl Mistake {
    /// A mistake on the command line.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake::Usage(message.into(), Some(help.into()))
    }
}
