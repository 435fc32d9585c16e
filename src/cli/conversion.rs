//! One document: its sources are read once, and every format is written from the same document.

use super::cache::{self, Cache, Noted};
use super::exit::Exit;
use super::finding::{self, Finding};
use super::hash::{Hash, hash};
use super::interrupt;
use super::job::{Job, Output, Target};
use super::record::{Made, Record};
use super::report::a11y;
use super::save::{self, Flush};
use super::sources::Source as Named;
use super::timer::Timer;
use crate::cancel::Cancelled;
use crate::diagnostic::{Diagnostics, Severity, codes};
use crate::document::Document;
use crate::files::Disk;
use crate::options::Options;
use crate::read::{self, Detected};
use crate::source::Input;
use crate::theme::Theme;
use crate::write::WriteError;
use rayon::prelude::*;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How often what is waited for makes room for a request to end.
const LOOK: Duration = Duration::from_millis(50);

/// What is said of a document that was cancelled.
const LATE: &str = "it takes longer than `--limit time` allows";

/// A job's sources as they are given, in order; [`None`] where one could not be read, which the record then tells.
pub fn load(job: &Job, record: &mut Record) -> Option<Vec<Input>> {
    let mut all = Vec::new();
    for source in &job.sources {
        let name = source.to_string();
        let limit = job.how.choices.source_size();
        match bytes(source, limit) {
            Ok(Some(bytes)) => {
                let input = Input::new(name, bytes);
                all.push(match source {
                    Named::File(file) => input.with_path(&file.path),
                    Named::Stdin => input,
                });
            }
            Ok(None) => {
                let message = format!("larger than a source may be ({limit} bytes)");
                let finding = Finding::new(&codes::LIMIT_PASSED, Some(&name), message);
                record.fail(Exit::Input, finding.help("`--limit source-size=1G` allows more"));
            }
            // Left while it was waited for: that is no fault of the source.
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => record.exit = Exit::Interrupted,
            Err(error) => {
                let message = format!("cannot be read: {}", super::reason(&error));
                record.fail(Exit::Input, Finding::new(&codes::INPUT_UNREADABLE, Some(&name), message));
            }
        }
    }
    (all.len() == job.sources.len()).then_some(all)
}

/// The first bytes that come, one more than `limit` at most.
fn up_to(limit: u64, from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads what may be long in coming, a pipe, in a thread of its own, so that the run can end meanwhile.
///
/// # Errors
/// The system's; [`Interrupted`](std::io::ErrorKind::Interrupted) when the run is to stop.
fn patiently(read: impl FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static) -> std::io::Result<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    // Nobody may be there to hear of it any more.
    std::thread::Builder::new().spawn(move || drop(send.send(read())))?;
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(result) => return result,
            Err(mpsc::RecvTimeoutError::Timeout) if !interrupt::is_asked() => {}
            Err(mpsc::RecvTimeoutError::Timeout) => return Err(std::io::ErrorKind::Interrupted.into()),
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(std::io::Error::other("reading it failed")),
        }
    }
}

/// The bytes of one source; `None` if there are more than `limit`.
fn bytes(source: &Named, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let bytes = match source {
        Named::Stdin => patiently(move || up_to(limit, std::io::stdin().lock()))?,
        Named::File(file) if std::fs::metadata(&file.path)?.is_file() => {
            let opened = std::fs::File::open(&file.path)?;
            let mut bytes = Vec::with_capacity(opened.metadata()?.len().min(limit) as usize);
            opened.take(limit + 1).read_to_end(&mut bytes)?;
            bytes
        }
        Named::File(file) => {
            let path = file.path.clone();
            patiently(move || up_to(limit, std::fs::File::open(path)?))?
        }
    };
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// What the sources of a job are, each; [`None`] where one is of a kind that is not read, which the record then tells.
pub fn detect<'i>(job: &Job, inputs: &'i [Input], record: &mut Record) -> Option<Vec<Detected<'i>>> {
    let from = job.how.choices.from.as_deref().and_then(read::by_name);
    let mut all = Vec::new();
    for input in inputs {
        match read::detect(input, from) {
            Ok(detected) => all.push(detected),
            Err(refusal) => {
                let message = format!("it is {}, which is not read", refusal.what);
                let finding = Finding::new(&codes::SOURCE_FOREIGN, Some(&input.name), message);
                record.fail(Exit::Input, finding.help(refusal.help));
            }
        }
    }
    (all.len() == inputs.len()).then_some(all)
}

/// The library's options for a job: those that were chosen, with its own name to fall back to as a title.
pub fn options(job: &Job) -> Options {
    let mut options = job.how.options.clone();
    options.transform.name = job.sources.iter().find_map(|s| match s {
        Named::File(file) => file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        Named::Stdin => None,
    });
    // Given by no one, they are the system's own: what is set must not depend on the folder it is set in.
    if options.pdf.font_folders.is_empty() {
        options.pdf.font_folders = crate::fonts::usual_folders(std::env::home_dir().as_deref());
    }
    options
}

/// The way to the resources of a job.
pub fn disk(job: &Job) -> Disk {
    let choices = &job.how.choices;
    let roots = job.sources.iter().filter_map(|source| match source {
        Named::File(file) => Some((file.path.clone(), file.root.clone())),
        Named::Stdin => None,
    });
    Disk::new(choices.root.clone(), choices.resource_size()).with_roots(roots).with_chosen(choices.epub_cover.clone())
}

/// How documents are converted, besides what was chosen for each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Whether nothing is to be written.
    pub check: bool,
    /// What was made before.
    pub cache: Option<&'a Cache>,
    /// Whether all is to be made anew, whatever the cache has.
    pub force: bool,
    /// Whether outputs are flushed to the disk.
    pub flush: Flush,
    /// Whether a statement of accessibility is wanted.
    pub statement: bool,
}

/// Converts a document: reads its sources once and writes all its formats, unless nothing has changed. The record, new
/// at first, has at any time what was done, so that it holds where the program gives up.
pub fn convert(job: &Job, context: &Context<'_>, record: &mut Record) {
    let started = Instant::now();
    let (options, disk) = (options(job), disk(job));
    let cache = context.cache.filter(|_| cache::fits(job));
    // A statement is made of the document itself, which the cache does not have.
    let asked = cache.filter(|_| !context.force && !context.statement);
    // At a glance: nothing is read where all looks as it did.
    let glanced = asked.and_then(|cache| Some(cache.key(job, &cache.glance(job)?, &options)));
    let mut corrupt = None;
    let recall = |key: &Hash| from_cache(job, asked?, key, (&options, &disk), context).transpose();
    if let Some(outcome) = glanced.as_ref().and_then(recall) {
        match outcome {
            Ok(recalled) => {
                *record = recalled;
                return;
            }
            Err(finding) => corrupt = Some(*finding),
        }
    }
    let looks: Vec<_> = cache.iter().flat_map(|_| job.sources.iter().map(Named::stamp)).collect();
    let Some(inputs) = load(job, record) else { return };
    let known = cache.map(|cache| {
        let hashes: Vec<_> = inputs.iter().map(|input| hash(&input.bytes)).collect();
        cache.note_sources(&looks, &hashes);
        (cache, cache.key(job, &hashes, &options))
    });
    if let Some((_, key)) = &known
        && glanced.as_ref() != Some(key)
        && let Some(outcome) = recall(key)
    {
        match outcome {
            Ok(recalled) => {
                *record = recalled;
                return;
            }
            Err(finding) => corrupt = Some(*finding),
        }
    }
    let Some(detected) = detect(job, &inputs, record) else { return };
    let noted = Noted::new(&disk, cache);
    let timer = job.how.choices.time().map(Timer::start);
    let options = match &timer {
        Some(timer) => options.cancelled_by(&timer.cancel),
        None => options,
    };
    let mut diagnostics = Diagnostics::new();
    let done = options.cancel.run(|| crate::read(&detected, &noted, &options, &mut diagnostics));
    record.reading = started.elapsed();
    let Ok((mut sources, document)) = done else {
        let finding =
            Finding::new(&codes::LIMIT_PASSED, Some(&record.name), LATE).help("`--limit time=2m` allows more");
        record.fail(Exit::Failed, finding);
        record.findings.extend(corrupt);
        return;
    };
    let theme = crate::theme(&document, &mut sources, &noted, &options, &mut diagnostics);
    let work = Work { document: &document, theme: &theme, options: &options };
    let mut own = Vec::new();
    if document.blocks.is_empty() {
        own.push(Finding::new(&codes::SOURCE_EMPTY, Some(&record.name), "there is nothing to read in it"));
    }
    let (mut kept, mut made) = (Vec::new(), Vec::new());
    if diagnostics.worst() < Some(Severity::Error) {
        let all: Vec<Attempt> = job.targets.par_iter().map(|target| attempt(target, &work)).collect();
        for (target, attempt) in job.targets.iter().zip(all) {
            match make(target, attempt, &mut diagnostics, record) {
                Ok(bytes) => {
                    let delivered = deliver(target, &bytes, context, record);
                    let cached = cache.and_then(|cache| Some((cache, cache.keep(target.writer.name(), &bytes)?)));
                    if let (Some(path), Some((cache, output))) = (delivered, &cached) {
                        cache.note_output(path, output);
                    }
                    kept.extend(cached.map(|(_, output)| output));
                    if context.statement {
                        made.extend(record.outputs.last().cloned().map(|output| (output, bytes)));
                    }
                }
                Err(finding) => {
                    record.exit = record.exit.max(Exit::Failed);
                    own.extend(finding.map(|f| *f));
                }
            }
        }
    } else {
        record.exit = Exit::Failed;
    }
    record.figures.extend(diagnostics.figures().map(|(name, value)| (name.to_owned(), value)));
    record.places.extend(diagnostics.places().map(|(name, list)| (name.to_owned(), list.to_vec())));
    let failures = std::mem::take(&mut record.findings);
    record.findings = finding::resolve(diagnostics.reports(), &sources);
    record.findings.append(&mut own);
    if context.statement {
        let mut statement = a11y::statement(&work, &sources, &made);
        statement["findings"] = a11y::findings(&record.findings);
        record.statement = Some(statement);
    }
    let resources = noted.resources();
    record.resources = resources.iter().map(cache::Resource::path).collect();
    if let Some((cache, key)) = known
        && record.exit == Exit::Done
        && kept.len() == job.targets.len()
    {
        cache.store(&key, record, &options, (resources, kept));
    }
    record.findings.extend(failures.into_iter().chain(corrupt));
}

/// What the cache has of a job, put in place; `None` if it has nothing of use.
///
/// # Errors
/// When what it has is damaged: what to tell about it.
fn from_cache(
    job: &Job,
    cache: &Cache,
    key: &Hash,
    (options, disk): (&Options, &Disk),
    context: &Context<'_>,
) -> Result<Option<Record>, Box<Finding>> {
    let record = Record::of(job);
    let entry = match cache.find(key, disk, options) {
        cache::Found::Nothing => return Ok(None),
        cache::Found::Corrupt => {
            let message = "what the cache has of it is damaged; it is made anew";
            return Err(Box::new(Finding::new(&codes::CACHE_CORRUPT, Some(&record.name), message)));
        }
        cache::Found::Entry(entry) => entry,
    };
    let put = |target: &Target, bytes: &[u8]| put(&target.to, bytes, context.flush);
    match cache.restore(&entry, &job.targets, context.check, put) {
        Ok(Some(count)) => Ok(Some(Record { unchanged: count == 0, ..entry.record(record, job) })),
        Ok(None) => {
            cache.forget(key, &entry);
            Ok(None)
        }
        Err((target, error)) => {
            let mut record = record;
            record.fail(Exit::Output, unwritable(target, &error));
            Ok(Some(record))
        }
    }
}

/// What every format is written from.
pub struct Work<'a> {
    /// The document.
    pub document: &'a Document,
    /// The theme it is set in.
    pub theme: &'a Theme,
    /// What else was chosen.
    pub options: &'a Options,
}

/// What became of an output.
struct Attempt {
    result: Result<Vec<u8>, WriteError>,
    diagnostics: Diagnostics,
    seconds: f64,
}

fn attempt(target: &Target, work: &Work<'_>) -> Attempt {
    let Work { document, theme, options } = *work;
    let started = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let result = options.cancel.run(|| target.writer.write(document, theme, options, &mut diagnostics));
    let result = result.unwrap_or_else(|Cancelled| Err(WriteError::Limit(LATE.to_owned())));
    Attempt { result, diagnostics, seconds: started.elapsed().as_secs_f64() }
}

/// The bytes of one output.
///
/// # Errors
/// When it could not be made: what to tell, unless the diagnostics do.
fn make(
    target: &Target,
    attempt: Attempt,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Result<Vec<u8>, Option<Box<Finding>>> {
    let failed = attempt.diagnostics.worst() == Some(Severity::Error);
    diagnostics.append(attempt.diagnostics);
    match attempt.result {
        Ok(_) if failed => Err(None),
        Ok(bytes) => {
            record.outputs.push(Made {
                format: target.writer.name().to_owned(),
                to: target.to.clone(),
                bytes: bytes.len() as u64,
                seconds: attempt.seconds,
                saving: 0.0,
            });
            Ok(bytes)
        }
        Err(error) => Err(Some(Box::new(refusal(&error, target.writer.name(), &record.name)))),
    }
}

/// Puts the output that was made last where it goes; gives back the file that it is in now.
fn deliver<'a>(target: &'a Target, bytes: &[u8], context: &Context<'_>, record: &mut Record) -> Option<&'a Path> {
    let started = Instant::now();
    let saved = if context.check { Ok(()) } else { put(&target.to, bytes, context.flush) };
    let made = record.outputs.last_mut().expect("the output was just made");
    made.saving = started.elapsed().as_secs_f64();
    if let Err(error) = saved {
        record.outputs.pop();
        record.fail(Exit::Output, unwritable(target, &error));
        return None;
    }
    target.to.path().filter(|_| !context.check)
}

fn unwritable(target: &Target, error: &std::io::Error) -> Finding {
    let message = format!("cannot be written: {}", super::reason(error));
    let finding = Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&target.to.to_string()), message);
    match error.kind() {
        std::io::ErrorKind::InvalidFilename => finding.help("`--output FILE` gives it a shorter name"),
        std::io::ErrorKind::FileTooLarge => finding.help("`ulimit -f` says how large a file may be"),
        _ => finding,
    }
}

fn refusal(error: &WriteError, format: &str, name: &str) -> Finding {
    match error {
        WriteError::Limit(what) => {
            Finding::new(&codes::LIMIT_PASSED, Some(name), format!("no {format} was made: {what}"))
                .help("`--limit` allows more; see `convert --help`")
        }
        WriteError::Invalid(_) => {
            Finding::new(&codes::OUTPUT_INVALID, Some(name), format!("no {format} was made: {error}"))
                .help("a fault of the program: please report it, with the document if you can")
        }
    }
}

/// Puts an output where it goes. A reader of standard output that has gone away is no error.
pub fn put(to: &Output, bytes: &[u8], flush: Flush) -> std::io::Result<()> {
    match to {
        Output::File(path) => save::save(path, bytes, flush),
        Output::Stdout => {
            let mut out = std::io::stdout().lock();
            match out.write_all(bytes).and_then(|()| out.flush()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
                result => result,
            }
        }
    }
}
