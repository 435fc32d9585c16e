//! A run of the command: once, or repeatedly while files change.

use super::arguments::{Convert, ReportArgument, Telling, settings};
use super::batch::{self, BatchOptions};
use super::cache::Cache;
use super::config::{self, Project};
use super::context::RunContext;
use super::exit::Exit;
use super::finding::Finding;
use super::inside::is_inside;
use super::job::OutputPath;
use super::levels::{LintLevels, Named};
use super::mistake::Mistake;
use super::plan::{self, RunPlan};
use super::preview::Preview;
use super::record::Record;
use super::report::summary::BatchSummary;
use super::report::{self, Teller, file};
use super::save::Flush;
use super::streams::{complain, reason};
use super::timings::Timings;
use super::{interrupt, progress, save, sources, watch};
use crate::diagnostic::{Severity, codes};
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Converts what the command line names; with `--watch` until stopped.
///
/// # Errors
/// If the command line or project file is invalid.
pub fn convert(convert: &Convert) -> Result<Exit, Mistake> {
    let (plan, project) = planned(convert)?;
    let to_stdout = plan.jobs.iter().flat_map(|j| &j.targets).find(|t| t.to == OutputPath::Stdout);
    if to_stdout.is_some_and(|t| t.writer.name() != "txt") && std::io::stdout().is_terminal() {
        return Err(Mistake::usage("that is not for a terminal's eyes", "say where to: `--output FILE`"));
    }
    let watches = watches(convert);
    if watches && plan.jobs.iter().any(|j| j.sources.contains(&sources::SourceArgument::Stdin)) {
        return Err(Mistake::usage("standard input cannot be watched", "name files or folders"));
    }
    let mut teller = Teller::new(convert.telling.diagnostics.unwrap_or_default(), to_stdout.is_some());
    let exit = if watches {
        keep_converting(convert, project.as_ref(), &mut teller)?
    } else {
        let cache = open_cache(convert, project.as_ref(), &mut teller);
        once(&plan, convert, project.as_ref(), cache.as_ref(), &mut teller, &mut |_| {}).0
    };
    teller.finish();
    Ok(exit)
}

fn watches(convert: &Convert) -> bool {
    convert.batch.watch || convert.batch.preview.is_some()
}

/// The plan, or this machine's shard of it, and its project.
///
/// # Errors
/// If the command line or project file is invalid.
pub fn planned(convert: &Convert) -> Result<(RunPlan, Option<Project>), Mistake> {
    let project = if convert.no_config { None } else { config::find(convert.config.as_deref())? };
    if let Some(project) = &project {
        config::hold(project, convert)?;
    }
    let mut plan = plan::plan(convert, project.as_ref())?;
    if let Some(shard) = convert.batch.shard {
        plan.jobs = shard.of(plan.jobs);
    }
    Ok((plan, project))
}

/// Executes a plan and reports the results; calls `each` with every record.
fn once(
    plan: &RunPlan,
    convert: &Convert,
    project: Option<&Project>,
    cache: Option<&Cache>,
    teller: &mut Teller,
    each: &mut dyn FnMut(&Record),
) -> (Exit, BatchSummary) {
    let started = Instant::now();
    let telling = &convert.telling;
    let levels = levels(telling, project);
    let flush = if watches(convert) { Flush::Later } else { Flush::First };
    let statement = telling.report.iter().any(|r| matches!(r, ReportArgument::Access(_)));
    let manner = BatchOptions {
        threads: convert.batch.jobs.map(usize::from),
        context: RunContext { check: convert.batch.check, cache, force: convert.batch.force, flush, statement },
        levels: &levels,
        quiet: telling.quiet,
        stop: interrupt::listen(),
    };
    if !convert.batch.check {
        sweep(plan);
    }
    let unfound = tell_unfound(plan, &levels, telling, teller);
    let mut failed: Vec<(&Path, std::io::Error)> = Vec::new();
    let mut reports = Vec::new();
    for wanted in &telling.report {
        match file::ReportFile::begin(wanted.path()) {
            Ok(report) => reports.push((wanted, report)),
            Err(error) => failed.push((wanted.path(), error)),
        }
    }
    let mut timings = Timings::default();
    let (exit, summary) = batch::run(&plan.jobs, &manner, teller, &mut |record| {
        timings.add(record);
        for (wanted, report) in &mut reports {
            match wanted {
                ReportArgument::Run(_) => report.add(record),
                ReportArgument::Access(_) => report.add_statement(record),
            }
        }
        each(record);
    });
    let mut exit = exit.max(unfound);
    for (wanted, report) in reports {
        failed.extend(report.finish(exit, &summary, started.elapsed()).err().map(|error| (wanted.path(), error)));
    }
    for (path, error) in failed {
        let message = format!("cannot be written: {}", reason(&error));
        teller.tell(&[Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&sources::shown(path)), message)]);
        exit = exit.max(Exit::Output);
    }
    if let Some(cache) = cache {
        cache.end_run();
    }
    if telling.timings {
        complain(&timings.to_string());
    }
    let many = plan.jobs.len() > 1 || summary.failed > 0;
    if !telling.quiet && teller.is_for_people() && (many || std::io::stderr().is_terminal()) {
        let stopped = if exit == Exit::Interrupted { "interrupted: " } else { "" };
        complain(&format!("{stopped}{summary} in {}\n", progress::span(started.elapsed().as_secs_f64())));
    }
    (exit, summary)
}

/// `--watch` and `--preview`: converts, then again whenever files change.
fn keep_converting(convert: &Convert, project: Option<&Project>, teller: &mut Teller) -> Result<Exit, Mistake> {
    let preview = match convert.batch.preview.map(Preview::serve).transpose() {
        Ok(preview) => preview,
        Err(error) => {
            let message = format!("the preview's port cannot be had: {}", reason(&error));
            return Err(Mistake::usage(message, "`--preview=0` takes any that is free"));
        }
    };
    if let Some(preview) = &preview {
        complain(&format!("preview at {}\n", preview.address()));
    }
    // What has not changed is known by the cache, so there always is one.
    let own = tempfile::tempdir().ok();
    let cache = open_cache(convert, project, teller).or_else(|| Cache::open(own.as_ref()?.path()).ok());
    let mut exit = Exit::Done;
    // Each run takes the project's settings as they are then.
    let latest = std::cell::RefCell::new(project.cloned());
    let plan = || {
        let (plan, project) = planned(convert)?;
        *latest.borrow_mut() = project.clone();
        Ok((plan, project))
    };
    let run = |plan: &RunPlan| {
        let (mut records, mut resources) = (Vec::new(), Vec::<PathBuf>::new());
        let project = latest.borrow();
        let (ended, summary) = once(plan, convert, project.as_ref(), cache.as_ref(), teller, &mut |record| {
            resources.extend(record.resources.iter().cloned());
            if preview.is_some() {
                records.push(record.clone());
            }
        });
        exit = ended;
        if let Some(preview) = &preview {
            preview.show(&records, &summary.to_string());
        }
        resources
    };
    let mistaken = |mistake: &Mistake| {
        report::tell_mistake(mistake, convert.telling.diagnostics.unwrap_or_default());
    };
    watch::watch(interrupt::listen(), plan, run, mistaken);
    Ok(exit)
}

fn levels(telling: &Telling, project: Option<&Project>) -> LintLevels {
    let Telling { deny, warn, allow, .. } = telling.clone();
    let own = Named { deny, warn, allow };
    let settings::LevelArguments { deny, warn, allow } = project.map(|p| p.settings.levels.clone()).unwrap_or_default();
    LintLevels::new(own, Named { deny, warn, allow }, strict(telling, project))
}

fn strict(telling: &Telling, project: Option<&Project>) -> bool {
    telling.strict || project.is_some_and(|p| p.settings.strict)
}

/// `convert list`: what would be done, as text.
///
/// # Errors
/// When the command line or the project's file is mistaken.
pub fn list(convert: &Convert) -> Result<(String, Exit), Mistake> {
    let (plan, project) = planned(convert)?;
    let mut teller = Teller::new(convert.telling.diagnostics.unwrap_or_default(), true);
    let exit = tell_unfound(&plan, &levels(&convert.telling, project.as_ref()), &convert.telling, &mut teller);
    teller.finish();
    let mut text = String::new();
    for job in &plan.jobs {
        let sources: Vec<_> = job.sources.iter().map(ToString::to_string).collect();
        let targets: Vec<_> = job.targets.iter().map(|t| t.to.to_string()).collect();
        text += &format!("{} → {}\n", sources.join(" + "), targets.join(", "));
    }
    Ok((text, exit))
}

/// Removes what killed runs left in the folders that are written to.
fn sweep(plan: &RunPlan) {
    let paths = plan.jobs.iter().flat_map(|j| &j.targets).filter_map(|t| t.to.path());
    let folders: BTreeSet<_> = paths.filter_map(|p| p.parent()).collect();
    for folder in folders {
        save::sweep(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    }
}

/// The cache: where the command line says, else where the project says, else in the project's folder. Outside of a
/// project there is none unless it is asked for.
fn open_cache(convert: &Convert, project: Option<&Project>, teller: &mut Teller) -> Option<Cache> {
    let settings = project.map(|p| &p.settings);
    let folder = match (&convert.batch.cache, settings) {
        _ if convert.batch.no_cache => return None,
        (Some(folder), _) => folder.clone(),
        (None, Some(settings)) if !settings.no_cache => match &settings.cache {
            Some(folder) => folder.clone(),
            None => project?.folder.join(".folio-cache"),
        },
        _ => return None,
    };
    let within = project.filter(|_| convert.batch.cache.is_none());
    let opened = match within.filter(|project| !is_inside(&project.folder, &folder)) {
        Some(_) => Err(std::io::Error::other("it is a link that leads out of the project")),
        None => Cache::open(&folder),
    };
    if let Err(error) = &opened {
        let finding = Finding::new(&codes::CACHE_UNUSABLE, Some(&sources::shown(&folder)), reason(error));
        teller.tell(&[finding.help("`--cache FOLDER` names another, `--no-cache` does without")]);
    }
    opened.ok()
}

/// Reports the findings of planning; returns whether a source was missing.
fn tell_unfound(plan: &RunPlan, levels: &LintLevels, telling: &Telling, teller: &mut Teller) -> Exit {
    let mut findings = plan.findings.clone();
    levels.apply(&mut findings);
    let denied = findings.iter().any(|f| levels.fails(f));
    if telling.quiet {
        findings.retain(|f| f.severity == Severity::Error);
    }
    teller.tell(&findings);
    let missing = plan.findings.iter().any(|f| f.severity == Severity::Error);
    if missing {
        Exit::Input
    } else if denied {
        Exit::Denied
    } else {
        Exit::Done
    }
}
