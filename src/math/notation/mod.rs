//! Rewrites authors' notation for the parser.
//!
//! `pulldown_latex` supports most of what KaTeX does. [`commands`] defines macros for commands it lacks,
//! [`rewrite`](mod@rewrite) handles those that no macro can express (`\over` applies to its whole group, `\tag` moves
//! to the end of its line), [`chemistry`] and [`units`] implement `\ce` and `\SI`, [`definitions`] user-defined
//! macros. Boxes, phantoms, units and chemistry are marked by private-use characters, which [`super::tree`]
//! interprets.

mod chemistry;
mod commands;
pub mod definitions;
mod reader;
mod rewrite;
mod units;

pub(super) use rewrite::rewrite;

/// Limit of nested groups and definitions.
const MAX_DEPTH: usize = 64;

/// Before a framed group.
pub(super) const FRAMED: char = '\u{e000}';
/// Before a phantom: takes space but is invisible …
pub(super) const PHANTOM: char = '\u{e001}';
/// … with only its width …
pub(super) const PHANTOM_WIDTH: char = '\u{e002}';
/// … or only its height.
pub(super) const PHANTOM_HEIGHT: char = '\u{e003}';
/// Before a smashed group, without its height …
pub(super) const SMASHED: char = '\u{e004}';
/// … or without its width, overlapping to the left …
pub(super) const OVER_LEFT: char = '\u{e005}';
/// … to the right …
pub(super) const OVER_RIGHT: char = '\u{e006}';
/// … or on both sides.
pub(super) const OVER_BOTH: char = '\u{e007}';
/// Ends a one-letter operator name, which the parser would take for a symbol.
pub(super) const NAME_END: char = '\u{e008}';

/// Before a group that is a unit …
pub(super) const UNIT: char = '\u{e009}';
/// … or a chemical formula.
pub(super) const CHEMISTRY: char = '\u{e00a}';

/// Why a formula is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFault {
    /// The command at fault, with its backslash, if any.
    pub command: Option<String>,
    /// The fault in a few words.
    pub why: String,
}

impl FormulaFault {
    fn new(command: &str, why: &str) -> Self {
        FormulaFault { command: Some(format!("\\{command}")), why: why.to_owned() }
    }

    /// A fault that concerns no particular command.
    pub(super) fn of_all(why: impl Into<String>) -> Self {
        FormulaFault { command: None, why: why.into() }
    }
}

impl std::fmt::Display for FormulaFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.command {
            Some(command) => write!(f, "`{command}` {}", self.why),
            None => f.write_str(&self.why),
        }
    }
}
