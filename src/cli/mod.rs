//! The command `convert`: arguments, files, reports, exit codes. It alone knows paths, the terminal, the clock and
//! the environment.
//!
//! ```text
//! arguments (clap) + convert.toml → choices → plan → batch of conversions → findings → report, exit code
//! ```
//!
//! - [`choices`]: what can be chosen, on the command line and in `convert.toml` alike. [`arguments`]: the command line.
//! - [`sources`]: files, folders and globs. [`plan`]: which document goes where, settled before anything is written.
//! - [`conversion`]: one document, read once, written in all formats. [`save`]: whole files or none.
//! - [`cache`]: what was made before and has not changed. [`stamps`]: files that need not be read to know it.
//! - [`batch`]: many documents, all cores, told in order. [`progress`]: how far it has come.
//! - [`session`]: a run of all this. [`watch`]: again when files change. [`preview`]: in a browser.
//! - [`finding`]: a diagnostic with its place looked up. [`report`]: how findings are told.
//! - [`shard`]: a share of a batch. [`timer`]: the time that a document may take. [`timings`]: where it went.
//!   [`interrupt`]: Ctrl-C.
//! - [`exit`]: the exit codes. The other modules are a subcommand each.

pub mod arguments;
pub mod batch;
pub mod cache;
pub mod choices;
pub mod config;
pub mod conversion;
pub mod exit;
pub mod explain;
pub mod finding;
pub mod init;
pub mod inspect;
pub mod interrupt;
pub mod plan;
pub mod preview;
pub mod progress;
pub mod report;
pub mod save;
pub mod session;
pub mod shard;
pub mod sources;
pub mod stamps;
pub mod timer;
pub mod timings;
pub mod tools;
pub mod watch;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use exit::Exit;
use plan::Mistake;
use report::Teller;
use std::io::Write;
use std::process::ExitCode;

/// Runs the command.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too; their exit code is 0.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    // Alone, outside of a project, it is asked what it is for.
    if std::env::args_os().len() == 1 && matches!(config::find(None), Ok(None)) {
        let _ = Arguments::command().print_help();
        return Exit::Usage.into();
    }
    run(arguments).unwrap_or_else(|mistake| tell_mistake(&mistake)).into()
}

fn run(arguments: Arguments) -> Result<Exit, Mistake> {
    match arguments.command {
        None => session::convert(&arguments.convert),
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
            tools::completions(shell);
            Ok(Exit::Done)
        }
        Some(Command::Man) => {
            tools::man();
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

/// Tells why nothing was done.
fn tell_mistake(mistake: &Mistake) -> Exit {
    match mistake {
        Mistake::Usage(message, help) => {
            let help = help.as_ref().map(|help| format!("  help: {help}\n")).unwrap_or_default();
            complain(&format!("error: {message}\n{help}\nFor all options, try `convert --help`.\n"));
        }
        Mistake::Clash(findings) | Mistake::File(findings) => Teller::new(Default::default(), true).tell(findings),
    }
    Exit::Usage
}

/// Writes to standard output. A reader that has gone away is no error, and no other can be told.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes to standard error.
pub fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The system's reason in its own words, without the number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    // As everywhere in messages, the first letter is small.
    letters.next().map(|c| c.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// The candidate that a mistyped name most probably means.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.map(|c| (strsim::jaro_winkler(name, c), c));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, c)| c)
}
