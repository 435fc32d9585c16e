//! The exit codes: the one table, which `--help` and the README print and the tests hold.

use std::process::ExitCode;

/// How a run ended. Where several things happened, the highest number is the one that is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done.
    #[default]
    Done = 0,
    /// Everything was done, but with warnings under `--strict`, or with what `--deny` names; or `check` found faults.
    Denied = 1,
    /// The command line or `convert.toml` is mistaken; nothing was done.
    Usage = 2,
    /// A source cannot be read.
    Input = 3,
    /// An output cannot be written.
    Output = 4,
    /// A document could not be converted: a limit was passed, or a fault of the program.
    Failed = 5,
    /// Interrupted (Ctrl-C); what was written is whole.
    Interrupted = 130,
}

impl Exit {
    /// The table as `--help` prints it.
    pub const TABLE: &str = "\
Exit codes (the highest that applies):
    0  done
    1  done, with warnings under --strict or --deny; `check` found faults
    2  the command line or convert.toml is mistaken; nothing was done
    3  a source cannot be read
    4  an output cannot be written
    5  a document could not be converted: a limit was passed, or a fault of the program
  130  interrupted; what was written is whole";
}

impl Exit {
    /// The exit with this code; a code that is none of ours counts as a failure.
    pub fn from_code(code: u8) -> Exit {
        use Exit::*;
        [Done, Denied, Usage, Input, Output, Failed, Interrupted]
            .into_iter()
            .find(|e| *e as u8 == code)
            .unwrap_or(Failed)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
