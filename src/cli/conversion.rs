//! Conversion of one document: sources are read once, and all formats are written from the same document. Steps: cache
//! lookup, load, read, write, deliver, store in the cache.

use super::cache::{CachedResource, Noted};
use super::context::RunContext;
use super::delivery;
use super::exit::Exit;
use super::finding::{self, Finding};
use super::job::{Job, OutputTarget};
use super::load::{self, Setup};
use super::memory::{Delivered, JobCache, Recalled};
use super::record::{Made, Record};
use super::report::a11y;
use super::stamps::FileStamp;
use super::timer::Timer;
use super::work::OutputInputs;
use crate::cancel::Cancelled;
use crate::diagnostic::{Diagnostics, Severity, codes};
use crate::document::Document;
use crate::options::Options;
use crate::read::Detected;
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::{WriteError, WrittenOutput};
use rayon::prelude::*;
use std::time::Instant;

/// Message for a document that was cancelled.
const LATE: &str = "it takes longer than `--limit time` allows";

/// Converts a document, unless it is unchanged. The record is updated step by step, so that it is valid if the
/// conversion panics.
pub fn convert(job: &Job, context: &RunContext<'_>, record: &mut Record) {
    let started = Instant::now();
    let setup = Setup::of(job);
    let mut memory = JobCache::new(job, context, &setup);
    let inputs = match memory.recall(|| load::load(job, record)) {
        Recalled::Done(known) => return *record = *known,
        Recalled::Sources(inputs) => inputs,
        Recalled::Unread => return,
    };
    let Some(detected) = load::detect(job, &inputs, record) else { return };
    let timer = job.how.choices.time().map(Timer::start);
    let options = match &timer {
        Some(timer) => setup.options.clone().cancelled_by(&timer.cancel),
        None => setup.options.clone(),
    };
    let mut walk =
        Conversion { job, context, options: &options, record, diagnostics: Diagnostics::new(), own: Vec::new() };
    if let Some(text) = walk.read(&detected, memory.files(), started) {
        let attempts = walk.write(&text);
        let made = walk.deliver(attempts);
        let failures = walk.tell(&text, &made);
        memory.remember(walk.record, text.resources, &made);
        walk.record.findings.extend(failures);
    }
    walk.record.findings.extend(memory.damage);
}

/// State of a conversion.
struct Conversion<'a> {
    job: &'a Job,
    context: &'a RunContext<'a>,
    options: &'a Options,
    record: &'a mut Record,
    diagnostics: Diagnostics,
    /// Findings that don't concern the text.
    own: Vec<Finding>,
}

/// The result of reading.
struct ReadDocument {
    sources: Sources,
    document: Document,
    theme: Theme,
    resources: Vec<CachedResource>,
}

impl ReadDocument {
    fn work<'a>(&'a self, options: &'a Options) -> OutputInputs<'a> {
        OutputInputs { document: &self.document, theme: &self.theme, options }
    }
}

/// The result of writing an output.
struct Attempt {
    result: Result<WrittenOutput, WriteError>,
    diagnostics: Diagnostics,
    seconds: f64,
}

impl<'a> Conversion<'a> {
    /// Reads the sources and the theme; [`None`] on timeout.
    fn read(&mut self, detected: &[Detected<'_>], files: Noted<'_>, started: Instant) -> Option<ReadDocument> {
        let diagnostics = &mut self.diagnostics;
        let done = self.options.cancel.run(|| crate::read(detected, &files, self.options, diagnostics));
        self.record.reading = started.elapsed();
        let Ok((mut sources, document)) = done else {
            let finding = Finding::new(&codes::LIMIT_PASSED, Some(&self.record.name), LATE);
            self.record.fail(Exit::Failed, finding.help("`--limit time=2m` allows more"));
            return None;
        };
        let theme = crate::theme(&document, &mut sources, &files, self.options, &mut self.diagnostics);
        if document.blocks.is_empty() {
            let message = "there is nothing to read in it";
            self.own.push(Finding::new(&codes::SOURCE_EMPTY, Some(&self.record.name), message));
        }
        Some(ReadDocument { sources, document, theme, resources: files.resources() })
    }

    /// Writes all formats in parallel; none if the text has errors.
    fn write(&mut self, text: &ReadDocument) -> Vec<Attempt> {
        if self.diagnostics.worst() >= Some(Severity::Error) {
            self.record.exit = Exit::Failed;
            return Vec::new();
        }
        let work = text.work(self.options);
        self.job.targets.par_iter().map(|target| attempt(target, &work)).collect()
    }

    /// Delivers the outputs in the order requested.
    fn deliver(&mut self, attempts: Vec<Attempt>) -> Vec<Delivered<'a>> {
        let mut all = Vec::new();
        for (target, attempt) in self.job.targets.iter().zip(attempts) {
            let failed = attempt.diagnostics.worst() == Some(Severity::Error);
            self.diagnostics.append(attempt.diagnostics);
            match attempt.result {
                Ok(written) if !failed => all.extend(self.put(target, written, attempt.seconds)),
                result => {
                    self.record.exit = self.record.exit.max(Exit::Failed);
                    // Failures other than the writer's are reported as diagnostics.
                    self.own.extend(result.err().map(|e| refusal(&e, target.writer.name(), &self.record.name)));
                }
            }
        }
        all
    }

    /// Delivers an output; [`None`] on failure.
    fn put(&mut self, target: &'a OutputTarget, written: WrittenOutput, seconds: f64) -> Option<Delivered<'a>> {
        let started = Instant::now();
        if !self.context.check
            && let Err(error) = delivery::put(&target.to, &written.bytes, self.context.flush)
        {
            self.record.fail(Exit::Output, delivery::unwritable(target, &error));
            return None;
        }
        let (format, to) = (target.writer.name().to_owned(), target.to.clone());
        let saving = started.elapsed().as_secs_f64();
        self.record.outputs.push(Made { format, to, bytes: written.bytes.len() as u64, seconds, saving });
        let stamp = target.to.path().filter(|_| !self.context.check).and_then(FileStamp::of);
        Some(Delivered { target, written, stamp })
    }

    /// Adds the findings of the text and outputs to the record; returns those about delivery and time, which are not
    /// cached.
    fn tell(&mut self, text: &ReadDocument, made: &[Delivered<'_>]) -> Vec<Finding> {
        let (record, diagnostics) = (&mut *self.record, std::mem::take(&mut self.diagnostics));
        record.figures.extend(diagnostics.figures().map(|(name, value)| (name.to_owned(), value)));
        record.places.extend(diagnostics.places().map(|(name, list)| (name.to_owned(), list.to_vec())));
        let failures = std::mem::take(&mut record.findings);
        record.findings = finding::resolve(diagnostics.reports(), &text.sources);
        record.findings.append(&mut self.own);
        if self.context.statement {
            let outputs = record.outputs.iter().zip(made.iter().map(|output| output.written.bytes.as_slice()));
            let mut statement = a11y::statement(&text.work(self.options), &text.sources, outputs);
            statement["findings"] = a11y::findings(&record.findings);
            record.statement = Some(statement);
        }
        record.resources = text.resources.iter().map(CachedResource::path).collect();
        failures
    }
}

fn attempt(target: &OutputTarget, work: &OutputInputs<'_>) -> Attempt {
    let OutputInputs { document, theme, options } = *work;
    let started = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let result = options.cancel.run(|| target.writer.write(document, theme, options, &mut diagnostics));
    let result = result.unwrap_or_else(|Cancelled| Err(WriteError::Limit(LATE.to_owned())));
    Attempt { result, diagnostics, seconds: started.elapsed().as_secs_f64() }
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
