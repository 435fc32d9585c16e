//! One document: its sources are read once, and every format is written from the same document.

use super::exit::Exit;
use super::finding::{self, Finding};
use super::plan::{Job, Output};
use super::save;
use super::sources::Source as Named;
use crate::diagnostic::{Diagnostics, Severity, codes};
use crate::document::Document;
use crate::files::{Disk, Files};
use crate::options::Options;
use crate::read::{self, Reader};
use crate::source::Sources;
use crate::write::WriteError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// What became of one document.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its name in messages.
    pub name: String,
    /// Its sources' names.
    pub sources: Vec<String>,
    /// What was made of it.
    pub outputs: Vec<Made>,
    /// What there was to say.
    pub findings: Vec<Finding>,
    /// How it ended, without regard to `--strict`.
    pub exit: Exit,
    /// Figures of the conversion: pages, lines, ….
    pub figures: BTreeMap<String, u64>,
    /// How long its sources took to be read, resources and all.
    pub reading: Duration,
}

/// One output that was made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Made {
    /// The format.
    pub format: String,
    /// Where to; `-` is standard output.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// How long it took to be made, in seconds.
    pub seconds: f64,
    /// How long it took to be written to the disk, in seconds.
    pub saving: f64,
}

/// The bytes of a job's sources, in order; [`None`] where one could not be read, which the record then tells.
pub fn load(job: &Job, record: &mut Record) -> Option<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for source in &job.sources {
        let name = source.to_string();
        let limit = job.how.choices.source_size();
        match bytes(source, limit) {
            Ok(Some(bytes)) => all.push(bytes),
            Ok(None) => {
                let message = format!("larger than a source may be ({limit} bytes)");
                let finding = Finding::new(&codes::LIMIT_PASSED, Some(&name), message);
                record.fail(Exit::Input, finding.help("`--limit source-size=1G` allows more"));
            }
            Err(error) => {
                let message = format!("cannot be read: {}", super::reason(&error));
                record.fail(Exit::Input, Finding::new(&codes::INPUT_UNREADABLE, Some(&name), message));
            }
        }
    }
    (all.len() == job.sources.len()).then_some(all)
}

/// The bytes of one source; `None` if there are more than `limit`.
fn bytes(source: &Named, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    match source {
        Named::Stdin => std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?,
        Named::File(file) => {
            let opened = std::fs::File::open(&file.path)?;
            bytes.reserve(opened.metadata()?.len().min(limit) as usize);
            opened.take(limit + 1).read_to_end(&mut bytes)?
        }
    };
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

impl Record {
    /// The record of a job that is about to be done.
    pub fn of(job: &Job) -> Record {
        let sources = job.sources.iter().map(Named::to_string).collect();
        Record { name: job.name(), sources, ..Record::default() }
    }

    /// Notes an error that ends (a part of) the conversion.
    pub fn fail(&mut self, exit: Exit, finding: Finding) {
        self.exit = self.exit.max(exit);
        self.findings.push(finding);
    }
}

/// The sources of a job, decoded, each with its reader.
pub fn decode(job: &Job, contents: &[Vec<u8>]) -> (Sources, Vec<&'static dyn Reader>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut sources = Sources::new();
    let mut readers: Vec<&'static dyn Reader> = Vec::new();
    for (source, bytes) in job.sources.iter().zip(contents) {
        let mut decoded = read::decode::decode(&source.to_string(), bytes, sources.next_start(), &mut diagnostics);
        if let Named::File(file) = source {
            decoded = decoded.with_path(&file.path);
        }
        let from = job.how.choices.from.as_deref().and_then(read::by_name);
        readers.push(from.unwrap_or_else(|| read::detect(&decoded)));
        sources.add(decoded);
    }
    (sources, readers, diagnostics)
}

/// The document that the sources make, with what there is to say about it, and the sources for places.
pub fn read(job: &Job, contents: &[Vec<u8>], options: &Options, files: &dyn Files) -> (Sources, Document, Diagnostics) {
    let (sources, readers, mut diagnostics) = decode(job, contents);
    let document = crate::read(&sources, &readers, files, options, &mut diagnostics);
    (sources, document, diagnostics)
}

/// The library's options for a job: those that were chosen, with its own name to fall back to as a title.
pub fn options(job: &Job) -> Options {
    let mut options = job.how.options.clone();
    options.transform.name = job.sources.iter().find_map(|s| match s {
        Named::File(file) => file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        Named::Stdin => None,
    });
    options
}

/// The way to the resources of a job.
pub fn disk(job: &Job) -> Disk {
    Disk::new(job.how.choices.root.clone(), job.how.choices.resource_size())
}

/// Converts a document: reads its sources once and writes all its formats. With `check`, nothing is written.
pub fn convert(job: &Job, check: bool) -> Record {
    let mut record = Record::of(job);
    let started = Instant::now();
    let Some(contents) = load(job, &mut record) else { return record };
    let options = options(job);
    let (sources, document, mut diagnostics) = read(job, &contents, &options, &disk(job));
    record.reading = started.elapsed();
    if document.blocks.is_empty() {
        record.findings.push(Finding::new(&codes::SOURCE_EMPTY, Some(&record.name), "there is nothing to read in it"));
    }
    let readable = diagnostics.worst() < Some(Severity::Error);
    if readable {
        write(job, &document, &options, check, &mut record, &mut diagnostics);
    } else {
        record.exit = Exit::Failed;
    }
    record.figures.extend(diagnostics.figures().map(|(name, value)| (name.to_owned(), value)));
    let own = std::mem::take(&mut record.findings);
    record.findings = finding::resolve(diagnostics.into_vec(), &sources);
    record.findings.extend(own);
    record
}

fn write(
    job: &Job,
    document: &Document,
    options: &Options,
    check: bool,
    record: &mut Record,
    diagnostics: &mut Diagnostics,
) {
    for target in &job.targets {
        let started = Instant::now();
        let mut own = Diagnostics::new();
        let result = target.writer.write(document, options, &mut own);
        let failed = own.worst() == Some(Severity::Error);
        diagnostics.append_new(own);
        let bytes = match result {
            Ok(bytes) if !failed => bytes,
            Ok(_) => {
                record.exit = record.exit.max(Exit::Failed);
                continue;
            }
            Err(error) => {
                let finding = refusal(&error, target.writer.name(), &record.name);
                record.fail(Exit::Failed, finding);
                continue;
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let saved = if check { Ok(()) } else { put(&target.to, &bytes) };
        let path = target.to.to_string();
        match saved {
            Ok(()) => record.outputs.push(Made {
                format: target.writer.name().to_owned(),
                path,
                bytes: bytes.len() as u64,
                seconds,
                saving: started.elapsed().as_secs_f64(),
            }),
            Err(error) => {
                let message = format!("cannot be written: {}", super::reason(&error));
                record.fail(Exit::Output, Finding::new(&codes::OUTPUT_UNWRITABLE, Some(&path), message));
            }
        }
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
pub fn put(to: &Output, bytes: &[u8]) -> std::io::Result<()> {
    match to {
        Output::File(path) => save::save(Path::new(path), bytes),
        Output::Stdout => {
            let mut out = std::io::stdout().lock();
            match out.write_all(bytes).and_then(|()| out.flush()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
                result => result,
            }
        }
    }
}
