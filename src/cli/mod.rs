//! The command `convert`: arguments, files, reports, exit codes. Only this part uses paths, the terminal, the clock
//! and the environment.
//!
//! ```text
//! arguments (clap) + convert.toml → choices → plan → batch of conversions → findings → report, exit code
//! ```
//!
//! - [`arguments`]: the command line and the options shared with `convert.toml`. [`config`]: the project file.
//!   [`named`]: files named in options. [`themes`]: custom themes. [`encodings`]: names of encodings.
//! - [`sources`]: files, folders and globs. [`plan`]: documents and their outputs, determined before anything is
//!   written.
//! - [`job`]: a document to convert. [`record`]: its result. [`hash`]: content hashes.
//! - [`conversion`]: one document, read once, written in all formats. [`context`]: options of a run. [`load`]:
//!   sources. [`work`]: input of writers. [`delivery`]: locations of outputs. [`save`]: atomic writes.
//! - [`bounds`]: limits of output locations. [`owner`]: trusted project files.
//! - [`cache`]: results of earlier runs. [`memory`]: a job's use of it. [`stamps`]: detection of unchanged files
//!   without reading them.
//! - [`batch`]: many documents in parallel, reported in order. [`progress`]: the progress bar.
//! - [`session`]: a run. [`watch`]: repeated runs when files change. [`preview`]: outputs in a browser.
//! - [`finding`]: a diagnostic with resolved positions. [`levels`]: severity overrides. [`report`]: output of
//!   findings.
//! - [`shard`]: a part of a batch. [`timer`]: time limit of a document. [`timings`]: time statistics. [`interrupt`]:
//!   signals.
//! - [`mistake`]: usage errors. [`inside`]: containment of paths. [`streams`]: standard streams and system error
//!   messages.
//! - [`exit`]: exit codes. The other modules are one subcommand each.

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
    // Without arguments and outside of a project, it prints the short help.
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
