//! Exit codes: the single table, printed by `--help` and the README and checked by tests.

use std::process::ExitCode;

/// Exit status of a run. Of several, the highest number is returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Success.
    #[default]
    Done = 0,
    /// Success with denied findings: warnings under `--strict`, or those of `--deny`; or defects found by `check`.
    Denied = 1,
    /// Invalid command line or `convert.toml`; nothing was done.
    Usage = 2,
    /// A source cannot be read.
    Input = 3,
    /// An output cannot be written.
    Output = 4,
    /// A document could not be converted: a limit was exceeded, or a bug.
    Failed = 5,
    /// Interrupted (Ctrl-C); written files are complete.
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
    /// The status for an exit code; unknown codes count as failure.
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
