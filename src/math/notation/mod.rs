//! From the notation that authors write to the one that the parser knows.
//!
//! `pulldown_latex` knows most of what KaTeX does; what it lacks is rewritten here: [`commands`] lists what stands for
//! what, [`rewrite`](mod@rewrite) does what a list can't say (`\over` acts on its whole group, `\tag` moves to the end of its line),
//! [`chemistry`] and [`units`] are `\ce` and `\SI`, [`definitions`] what a document defines itself. Boxes, what is
//! not to be seen, units and chemistry are marked by private characters, which [`super::tree`] takes out again.

mod chemistry;
mod commands;
pub mod definitions;
mod reader;
mod rewrite;
mod units;

pub(super) use rewrite::rewrite;

/// Groups and definitions nested deeper than this are refused.
const MAX_DEPTH: usize = 64;

/// Stands before a group that is framed.
pub(super) const FRAMED: char = '\u{e000}';
/// Stands before a group that takes its room and is not seen …
pub(super) const PHANTOM: char = '\u{e001}';
/// … of which only the width counts …
pub(super) const PHANTOM_WIDTH: char = '\u{e002}';
/// … or only the height.
pub(super) const PHANTOM_HEIGHT: char = '\u{e003}';
/// Stands before a group whose height does not count …
pub(super) const SMASHED: char = '\u{e004}';
/// … or whose width does not: it sticks out to the left …
pub(super) const OVER_LEFT: char = '\u{e005}';
/// … to the right …
pub(super) const OVER_RIGHT: char = '\u{e006}';
/// … or to both sides.
pub(super) const OVER_BOTH: char = '\u{e007}';
/// Ends the name of an operator of one letter, which the parser would take for a sign.
pub(super) const NAME_END: char = '\u{e008}';

/// Stands before a group that is a unit …
pub(super) const UNIT: char = '\u{e009}';
/// … or a formula of chemistry.
pub(super) const CHEMISTRY: char = '\u{e00a}';

/// Why a formula is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFault {
    /// The command that it is about, with its backslash; `None`: none in particular.
    pub command: Option<String>,
    /// What is wrong with it, in a few words.
    pub why: String,
}

impl FormulaFault {
    fn new(command: &str, why: &str) -> Self {
        FormulaFault { command: Some(format!("\\{command}")), why: why.to_owned() }
    }

    /// A fault of the formula as a whole.
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
