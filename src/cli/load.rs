//! Input of a job: the bytes of its sources, their formats, and access to resources.

use super::exit::Exit;
use super::finding::Finding;
use super::interrupt;
use super::job::Job;
use super::record::Record;
use super::sources::SourceArgument as Named;
use super::streams::reason;
use crate::diagnostic::codes;
use crate::files::Disk;
use crate::options::Options;
use crate::read::{self, Detected};
use crate::source::Input;
use std::io::Read;
use std::sync::mpsc;
use std::time::Duration;

/// Interval at which waiting for input checks whether the run is to stop.
const LOOK: Duration = Duration::from_millis(50);

/// A job's sources in order; [`None`], after a finding, if one could not be read.
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
            // Waiting was interrupted, which is no error of the source.
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => record.exit = Exit::Interrupted,
            Err(error) => {
                let message = format!("cannot be read: {}", reason(&error));
                record.fail(Exit::Input, Finding::new(&codes::INPUT_UNREADABLE, Some(&name), message));
            }
        }
    }
    (all.len() == job.sources.len()).then_some(all)
}

/// Reads at most one byte more than `limit`.
fn up_to(limit: u64, from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a pipe in a separate thread, so that the run can stop meanwhile.
///
/// # Errors
/// An I/O error; [`Interrupted`](std::io::ErrorKind::Interrupted) if the run is to stop.
fn patiently(read: impl FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static) -> std::io::Result<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    // The receiver may be gone.
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

/// The bytes of a source; `None` if it exceeds `limit`.
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

/// The format of each source of a job; [`None`], after a finding, if one is not supported.
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

/// Options and resource access of a job.
pub struct Setup {
    /// The library's options, with the job's name as fallback title.
    pub options: Options,
    /// Access to the job's resources.
    pub disk: Disk,
}

impl Setup {
    /// The setup of a job.
    pub fn of(job: &Job) -> Setup {
        Setup { options: options(job), disk: disk(job) }
    }
}

fn options(job: &Job) -> Options {
    let mut options = job.how.options.clone();
    options.transform.name = job.sources.iter().find_map(|s| match s {
        Named::File(file) => file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        Named::Stdin => None,
    });
    // By default those of the system, not of the project, so that layout does not depend on the folder.
    if options.pdf.font_folders.is_empty() {
        options.pdf.font_folders = crate::fonts::usual_folders(std::env::home_dir().as_deref());
    }
    options
}

fn disk(job: &Job) -> Disk {
    let choices = &job.how.choices;
    let roots = job.sources.iter().filter_map(|source| match source {
        Named::File(file) => Some((file.path.clone(), file.root.clone())),
        Named::Stdin => None,
    });
    Disk::new(choices.root.clone(), choices.resource_size()).with_roots(roots).with_chosen(choices.epub_cover.clone())
}
