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
//! - [`cache`]: what was made before and has not changed.
//! - [`batch`]: many documents, all cores, told in order. [`progress`]: how far it has come.
//! - [`finding`]: a diagnostic with its place looked up. [`report`]: how findings are told.
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
pub mod plan;
pub mod progress;
pub mod report;
pub mod save;
pub mod sources;

use crate::diagnostic::codes;
use arguments::{Arguments, Command, Convert, Telling};
use cache::Cache;
use clap::{CommandFactory, Parser};
use config::{Project, Settings};
use exit::Exit;
use finding::{Finding, Levels};
use plan::{Mistake, Output, Plan};
use report::Teller;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

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
    run(arguments).unwrap_or_else(tell_mistake).into()
}

fn run(arguments: Arguments) -> Result<Exit, Mistake> {
    match arguments.command {
        None => convert(&arguments.convert),
        Some(Command::Inspect(inspect)) => inspect::inspect(&inspect, &mut Teller::new(Default::default(), true)),
        Some(Command::Explain { code }) => {
            say(&explain::explain(code.as_deref())?);
            Ok(Exit::Done)
        }
        Some(Command::List(convert)) => {
            let project = project(&convert)?;
            let plan = plan::plan(&convert, project.as_ref())?;
            let settings = project.map(|p| p.settings).unwrap_or_default();
            Ok(list(&plan, &convert.telling, &settings))
        }
        Some(Command::Init) => Ok(init::init(&mut Teller::new(Default::default(), true))),
    }
}

/// Converts what the command line names.
fn convert(convert: &Convert) -> Result<Exit, Mistake> {
    let started = Instant::now();
    let project = project(convert)?;
    let plan = plan::plan(convert, project.as_ref())?;
    let to_stdout = plan.jobs.iter().flat_map(|j| &j.targets).find(|t| t.to == Output::Stdout);
    if to_stdout.is_some_and(|t| t.writer.name() != "txt") && std::io::stdout().is_terminal() {
        return Err(Mistake::usage("that is not for a terminal's eyes", "say where to: `--output FILE`"));
    }
    let telling = &convert.telling;
    let mut teller = Teller::new(telling.diagnostics.unwrap_or_default(), to_stdout.is_some());
    let cache = open_cache(convert, project.as_ref(), &mut teller);
    let settings = project.map(|p| p.settings).unwrap_or_default();
    let levels = Levels::new(telling, &settings.levels);
    let stop = AtomicBool::new(false);
    let manner = batch::Manner {
        threads: convert.batch.jobs.map(usize::from),
        context: conversion::Context { check: convert.batch.check, cache: cache.as_ref(), force: convert.batch.force },
        levels: &levels,
        strict: telling.strict || settings.strict,
        quiet: telling.quiet,
        stop: &stop,
    };
    let unfound = tell_unfound(&plan, &levels, telling, &mut teller);
    let (exit, summary) = batch::run(&plan.jobs, &manner, &mut teller, &mut |_| {});
    if let Some(cache) = &cache {
        cache.clean();
    }
    teller.finish(plan.jobs.len());
    let many = plan.jobs.len() > 1 || summary.failed > 0;
    if !telling.quiet && teller.is_for_people() && (many || std::io::stderr().is_terminal()) {
        complain(&format!("{summary} in {}\n", progress::span(started.elapsed().as_secs_f64())));
    }
    Ok(exit.max(unfound))
}

/// The project that the conversion belongs to.
fn project(convert: &Convert) -> Result<Option<Project>, Mistake> {
    if convert.no_config { Ok(None) } else { config::find(convert.config.as_deref()) }
}

/// The cache: where the command line says, else where the project says, else in the project's folder. Outside of a
/// project there is none unless it is asked for.
fn open_cache(convert: &Convert, project: Option<&Project>, teller: &mut Teller) -> Option<Cache> {
    let settings = project.map(|p| &p.settings);
    let folder = match (&convert.batch.cache, settings) {
        _ if convert.batch.no_cache => return None,
        (Some(folder), _) => folder.clone(),
        (None, Some(settings)) if !settings.no_cache => match &settings.cache {
            Some(folder) => folder.into(),
            None => project?.folder.join(".folio-cache"),
        },
        _ => return None,
    };
    let opened = Cache::open(&folder);
    if let Err(error) = &opened {
        let finding = Finding::new(&codes::CACHE_UNUSABLE, Some(&sources::shown(&folder)), reason(error));
        teller.tell(&[finding.help("`--cache FOLDER` names another, `--no-cache` does without")]);
    }
    opened.ok()
}

/// Tells what the plan found; says whether a source was missing.
fn tell_unfound(plan: &Plan, levels: &Levels, telling: &Telling, teller: &mut Teller) -> Exit {
    use crate::diagnostic::Severity;
    let mut findings = plan.findings.clone();
    levels.apply(&mut findings);
    if telling.quiet {
        findings.retain(|f| f.severity == Severity::Error);
    }
    teller.tell(&findings);
    let missing = plan.findings.iter().any(|f| f.severity == Severity::Error);
    let denied = findings.iter().any(|f| levels.denies(f));
    if missing {
        Exit::Input
    } else if denied {
        Exit::Denied
    } else {
        Exit::Done
    }
}

/// `convert list`: what would be done.
fn list(plan: &Plan, telling: &Telling, settings: &Settings) -> Exit {
    let mut teller = Teller::new(telling.diagnostics.unwrap_or_default(), true);
    let exit = tell_unfound(plan, &Levels::new(telling, &settings.levels), telling, &mut teller);
    let mut text = String::new();
    for job in &plan.jobs {
        let sources: Vec<_> = job.sources.iter().map(ToString::to_string).collect();
        let targets: Vec<_> = job.targets.iter().map(|t| t.to.to_string()).collect();
        text += &format!("{} → {}\n", sources.join(" + "), targets.join(", "));
    }
    say(&text);
    exit
}

/// Tells why nothing was done.
fn tell_mistake(mistake: Mistake) -> Exit {
    match mistake {
        Mistake::Usage(message, help) => {
            let help = help.map(|help| format!("  help: {help}\n")).unwrap_or_default();
            complain(&format!("error: {message}\n{help}\nFor all options, try `convert --help`.\n"));
        }
        Mistake::Clash(findings) | Mistake::File(findings) => Teller::new(Default::default(), true).tell(&findings),
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
