//! The command `convert`: arguments, files, reports, exit codes. It alone knows paths, the terminal, the clock and
//! the environment.
//!
//! ```text
//! arguments (clap) + convert.toml → choices → plan → batch of conversions → findings → report, exit code
//! ```
//!
//! - [`choices`]: what can be chosen, on the command line and in `convert.toml` alike. [`named`]: the files that it
//!   names. [`themes`]: themes of the user's own. [`encodings`]: their names. [`arguments`]: the command line.
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
pub mod choices;
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
pub mod schema;
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

use crate::spelling::nearest;
use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use exit::Exit;
use mistake::Mistake;
use report::Teller;
use std::process::ExitCode;
use streams::{complain, say};

/// Runs the command.
pub fn main() -> ExitCode {
    interrupt::let_large_writes_fail();
    if std::env::args_os().nth(1).is_some_and(|word| word == "help") {
        let _ = Arguments::command().print_long_help();
        return Exit::Done.into();
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let help = error.kind() == clap::error::ErrorKind::DisplayHelp;
            if let Some(answer) = of_pandoc().filter(|_| !help) {
                complain(&answer);
                return Exit::Usage.into();
            }
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
    let convert = if let Some(Command::List(list)) = &arguments.command { list } else { &arguments.convert };
    let form = convert.telling.diagnostics.unwrap_or_default();
    run(arguments).unwrap_or_else(|mistake| report::tell_mistake(&mistake, form)).into()
}

/// The answer to those who know pandoc, where the command line has an option of its that means something else here or
/// nothing.
fn of_pandoc() -> Option<String> {
    const OPTIONS: &[(&str, &str)] = &[
        ("--css", "pandoc's `--css`: how pages look is said by a theme, see `--theme`"),
        ("--template", "pandoc's `--template`: how pages look is said by a theme, see `--theme`"),
        ("--reference-doc", "pandoc's `--reference-doc`: how pages look is said by a theme, see `--theme`"),
        ("--pdf-engine", "pandoc's `--pdf-engine`: none is needed, `--to pdf` sets pages by itself"),
        ("--standalone", "pandoc's `--standalone`: every document is whole, leave it out"),
        ("-s", "pandoc's `-s`: every document is whole, leave it out"),
        ("--metadata", "pandoc's `--metadata`: there are `--title`, `--author`, `--date` and `--lang`"),
        ("-M", "pandoc's `-M`: there are `--title`, `--author`, `--date` and `--lang`"),
        ("--variable", "pandoc's `--variable`: there are `--page-size`, `--margin`, `--font-size`, and `--theme`"),
        ("-V", "pandoc's `-V`: there are `--page-size`, `--margin`, `--font-size`, and `--theme`"),
        ("--toc-depth", "pandoc's `--toc-depth`: it stands in a theme, as `levels` of `[contents]`"),
        ("--number-sections", "pandoc's `--number-sections`: headings are printed as they are written"),
    ];
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let name = word.split('=').next().unwrap_or("");
        // Alone, ours asks for the version.
        if name == "-V" && words.len() == at + 1 {
            return None;
        }
        let (_, answer) = OPTIONS.iter().find(|(option, _)| *option == name)?;
        Some(format!(
            "error: there is no option `{name}`\n  help: {answer}\n\nFor all options, try `convert --help`.\n"
        ))
    })
}

/// The command that a word most probably means, where it names no file.
fn meant_command(convert: &arguments::Convert) -> Option<Mistake> {
    let word = convert.sources.first().filter(|word| !std::path::Path::new(word).exists())?.to_str()?;
    if word.contains(['.', '/', '*']) {
        return None;
    }
    let command = Arguments::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(word, names, 3)?;
    Some(Mistake::usage(format!("there is no file and no command `{word}`"), format!("did you mean `convert {near}`?")))
}

fn run(arguments: Arguments) -> Result<Exit, Mistake> {
    match arguments.command {
        None => match meant_command(&arguments.convert) {
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
            tools::completions(shell);
            Ok(Exit::Done)
        }
        Some(Command::Man) => {
            tools::man();
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
