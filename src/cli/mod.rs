//! The command `convert`: arguments, files, reports, exit codes. It alone knows paths, the terminal, the clock and
//! the environment.
//!
//! ```text
//! arguments (clap) + convert.toml → choices → plan → batch of conversions → findings → report, exit code
//! ```
//!
//! - [`arguments`]: the command line, and what can be chosen on it and in `convert.toml` alike. [`config`]: a project's
//!   file. [`named`]: the files that are chosen. [`themes`]: themes of the user's own. [`encodings`]: their names.
//! - [`sources`]: files, folders and globs. [`plan`]: which document goes where, settled before anything is written.
//! - [`job`]: a document to convert. [`record`]: what became of it. [`hash`]: what is in a file, in short.
//! - [`conversion`]: one document, read once, written in all formats. [`context`]: what is settled for all. [`load`]:
//!   its sources. [`work`]: what formats are written from. [`delivery`]: where they go. [`save`]: whole files or none.
//! - [`bounds`]: where outputs may land. [`owner`]: whose project is obeyed.
//! - [`cache`]: what was made before and has not changed. [`memory`]: what of that a job asks for and
//!   adds. [`stamps`]: files that need not be read to know it.
//! - [`batch`]: many documents, all cores, told in order. [`progress`]: how far it has come.
//! - [`session`]: a run of all this. [`watch`]: again when files change. [`preview`]: in a browser.
//! - [`finding`]: a diagnostic with its place looked up. [`levels`]: how bad it is to the user. [`report`]: how findings are told.
//! - [`shard`]: a share of a batch. [`timer`]: the time that a document may take. [`timings`]: where it went.
//!   [`interrupt`]: Ctrl-C and other signals.
//! - [`mistake`]: why nothing was done. [`inside`]: what lies in a folder. [`streams`]: the streams, the system's words.
//! - [`exit`]: the exit codes. The other modules are a subcommand each.

pub mod arguments;
pub mod batch;
pub mod bounds;
pub mod cache;
pub mod config;
pub mod context;
pub mod conversion;
pub mod delivery;
pub mod encodings;
pub mod exit;
pub mod explain;
pub mod finding;
pub mod hash;
pub mod init;
pub mod inside;
pub mod inspect;
pub mod interrupt;
pub mod job;
pub mod levels;
pub mod load;
pub mod memory;
pub mod mistake;
pub mod named;
pub mod owner;
pub mod plan;
pub mod preview;
pub mod progress;
pub mod record;
pub mod report;
pub mod save;
pub mod session;
pub mod shard;
pub mod sources;
pub mod stamps;
pub mod streams;
pub mod themes;
pub mod timer;
pub mod timings;
pub mod tools;
pub mod watch;
pub mod work;

use arguments::{Arguments, Command, line, manual, schema};
use exit::Exit;
use mistake::Mistake;
use report::Teller;
use std::process::ExitCode;
use streams::say;

/// Runs the command.
pub fn main() -> ExitCode {
    interrupt::let_large_writes_fail();
    let arguments = match line::read() {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    // Alone, outside of a project, it is asked what it is for.
    if std::env::args_os().len() == 1 && matches!(config::find(None), Ok(None)) {
        line::help();
        return Exit::Usage.into();
    }
    let convert = if let Some(Command::List(list)) = &arguments.command { list } else { &arguments.convert };
    let form = convert.telling.diagnostics.unwrap_or_default();
    run(arguments).unwrap_or_else(|mistake| report::tell_mistake(&mistake, form)).into()
}

fn run(arguments: Arguments) -> Result<Exit, Mistake> {
    match arguments.command {
        None => match line::meant_command(&arguments.convert) {
            Some(mistake) => Err(mistake),
            None => session::convert(&arguments.convert),
        },
        Some(Command::Inspect(inspect)) => inspect::inspect(&inspect, &mut Teller::new(Default::default(), true)),
        Some(Command::Explain { code }) => {
            say(&explain::explain(code.as_deref())?);
            Ok(Exit::Done)
        }
        Some(Command::Check { files }) => tools::check(&files, &mut Teller::new(Default::default(), true)),
        Some(Command::MergeReports { files, output }) => {
            tools::merge(&files, output.as_deref(), &mut Teller::new(Default::default(), true))
        }
        Some(Command::Completions { shell }) => {
            say(&manual::completions(shell));
            Ok(Exit::Done)
        }
        Some(Command::Man) => {
            say(&manual::man());
            Ok(Exit::Done)
        }
        Some(Command::Schema { file }) => {
            say(&schema::of(file));
            Ok(Exit::Done)
        }
        Some(Command::List(convert)) => {
            let (text, exit) = session::list(&convert)?;
            say(&text);
            Ok(exit)
        }
        Some(Command::Init) => Ok(init::init(&mut Teller::new(Default::default(), true))),
    }
}
