//! Batch conversion in parallel, largest documents first, reported in order.
//!
//! The threads of one pool take documents from a shared list, largest first, so that no large one is left at the end.
//! The library runs the work within a document on the same pool; a thread that waits for such work helps with it but
//! never begins another document. So there are never more documents in memory than threads. A panic ends only its
//! document.

use super::context::RunContext;
use super::conversion;
use super::exit::Exit;
use super::finding::Finding;
use super::job::Job;
use super::levels::LintLevels;
use super::progress::Progress;
use super::record::Record;
use super::report::Teller;
use super::report::summary::BatchSummary;
use crate::diagnostic::{Severity, codes};
use std::collections::{BTreeMap, HashSet};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// Options of a batch.
#[derive(Debug)]
pub struct BatchOptions<'a> {
    /// Number of threads; `None`: one per core.
    pub threads: Option<usize>,
    /// Options of conversions.
    pub context: RunContext<'a>,
    /// Severity overrides.
    pub levels: &'a LintLevels,
    /// Whether only errors are reported.
    pub quiet: bool,
    /// Set when the run is to stop.
    pub stop: &'a AtomicBool,
}

/// Runs the jobs and reports their results in order; returns the exit code and the summary. Calls `each` with every
/// record in the same order.
pub fn run(
    jobs: &[Job],
    manner: &BatchOptions<'_>,
    teller: &mut Teller,
    each: &mut dyn FnMut(&Record),
) -> (Exit, BatchSummary) {
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(jobs[i].size()));
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    // If threads can't be created for all cores, use one.
    let Ok(pool) = threads(manner.threads.unwrap_or(0)).or_else(|_| threads(1)) else {
        let message = "the system gives it neither threads nor the memory for them; nothing was converted";
        let help = "each thread takes 32 MB of address space, which `ulimit -v` may limit";
        teller.tell(&[Finding::new(&codes::LIMIT_PASSED, None, message).help(help)]);
        return (Exit::Failed, BatchSummary::default());
    };
    quiet_panics();
    let sender = Mutex::new(sender);
    let (order, next) = (&order, &next);
    pool.in_place_scope(|scope| {
        // The sender is dropped after the last job, which ends reporting.
        scope.spawn_broadcast(move |_, _| {
            let sender = sender.lock().expect("no thread panics while it holds the sender").clone();
            while !manner.stop.load(Ordering::Relaxed) {
                let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let record = guarded(&jobs[at], &manner.context);
                if sender.send((at, record)).is_err() {
                    break;
                }
            }
        });
        tell(jobs.len(), receiver, manner, teller, each)
    })
}

/// A pool of `count` threads; 0: one per core.
fn threads(count: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(folio::STACK);
    builder.thread_name(|i| format!("convert-{i}")).build()
}

/// Reports records in the order of the jobs, as soon as all before them are available.
fn tell(
    count: usize,
    receiver: mpsc::Receiver<(usize, Record)>,
    manner: &BatchOptions<'_>,
    teller: &mut Teller,
    each: &mut dyn FnMut(&Record),
) -> (Exit, BatchSummary) {
    let (mut exit, mut summary) = (Exit::Done, BatchSummary::default());
    let mut waiting: BTreeMap<usize, Record> = BTreeMap::new();
    let mut progress = Progress::new(count, manner.quiet || !teller.is_for_people());
    let (mut told, mut done) = (0, 0);
    let mut known = HashSet::new();
    let mut take = |mut record: Record, progress: &mut Progress| {
        // Findings common to many documents, such as those of a shared theme, are reported once.
        let shared = |f: &Finding| f.file.as_ref().filter(|file| !record.sources.contains(file)).cloned();
        let place = |f: &Finding| f.place.as_ref().map(|place| (place.line, place.column));
        record.findings.retain(|f| {
            shared(f).is_none_or(|file| place(f).is_none() || known.insert((file, place(f), f.code, f.message.clone())))
        });
        manner.levels.apply(&mut record.findings);
        exit = exit.max(ending(&record, manner));
        summary.add(&record);
        each(&record);
        if manner.quiet {
            record.findings.retain(|f| f.severity == Severity::Error);
        }
        if !record.findings.is_empty() {
            progress.clear();
            teller.tell(&record.findings);
        }
    };
    loop {
        match receiver.recv_timeout(Duration::from_millis(100)) {
            Ok(first) => {
                // Up-to-date documents arrive in large numbers; wait a little rather than wake up for each.
                if count > 1 {
                    std::thread::sleep(Duration::from_millis(1));
                }
                for (at, record) in std::iter::once(first).chain(receiver.try_iter()) {
                    done += 1;
                    waiting.insert(at, record);
                }
                while let Some(record) = waiting.remove(&told) {
                    take(record, &mut progress);
                    told += 1;
                }
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
        progress.show(done);
    }
    // After an interruption some are missing; report the rest.
    for (_, record) in waiting {
        take(record, &mut progress);
    }
    progress.clear();
    if done < count {
        exit = Exit::Interrupted;
    }
    (exit, summary)
}

/// The exit code of a document under the user's severity overrides.
fn ending(record: &Record, manner: &BatchOptions<'_>) -> Exit {
    let fails = record.findings.iter().any(|f| manner.levels.fails(f));
    record.exit.max(if fails { Exit::Denied } else { Exit::Done })
}

/// Converts a document; a panic becomes a finding.
fn guarded(job: &Job, context: &RunContext<'_>) -> Record {
    let mut record = Record::of(job);
    let done = panic::catch_unwind(AssertUnwindSafe(|| conversion::convert(job, context, &mut record)));
    if let Err(payload) = done {
        let what = payload.downcast_ref::<String>().cloned();
        let what = what.or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default();
        let message = format!("the program gave up on this document: {}", what.lines().next().unwrap_or(""));
        let finding = Finding::new(&codes::INTERNAL, Some(&record.name), message)
            .help("please report it, with the document if you can; `RUST_BACKTRACE=1` says where it happened");
        record.fail(Exit::Failed, finding);
    }
    record
}

/// Panics are reported as findings; the default message is shown only with RUST_BACKTRACE.
fn quiet_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::DiagnosticFormat;
    use crate::cli::job::{ConversionSetup, OutputPath, OutputTarget};
    use crate::cli::sources::{SourceArgument, SourceFile};
    use crate::diagnostic::Diagnostics;
    use crate::document::Document;
    use crate::options::Options;
    use crate::theme::Theme;
    use crate::write::{WriteError, Writer, WrittenOutput};
    use std::path::PathBuf;
    use std::sync::Arc;

    /// Panics on a document that contains "poison".
    struct Delicate;

    impl Writer for Delicate {
        fn name(&self) -> &'static str {
            "delicate"
        }
        fn extension(&self) -> &'static str {
            "delicate"
        }
        fn summary(&self) -> &'static str {
            "a format for tests"
        }
        fn write(
            &self,
            document: &Document,
            _: &Theme,
            _: &Options,
            _: &mut Diagnostics,
        ) -> Result<WrittenOutput, WriteError> {
            let text = crate::document::text::text(document);
            // Also in parallel work.
            rayon::join(|| assert!(!text.contains("poison"), "an invariant does not hold"), || ());
            Ok(WrittenOutput { bytes: text.into_bytes(), ..WrittenOutput::default() })
        }
    }

    /// Panics while its output is put in place.
    struct Nameless;

    impl Writer for Nameless {
        fn name(&self) -> &'static str {
            panic!("it has no name")
        }
        fn extension(&self) -> &'static str {
            "nameless"
        }
        fn summary(&self) -> &'static str {
            "another format for tests"
        }
        fn write(
            &self,
            _: &Document,
            _: &Theme,
            _: &Options,
            _: &mut Diagnostics,
        ) -> Result<WrittenOutput, WriteError> {
            Ok(WrittenOutput::default())
        }
    }

    #[test]
    fn what_was_written_before_a_fault_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "words").unwrap();
        let writers: Vec<&'static dyn Writer> = vec![&Delicate, &Nameless];
        let target = |&writer: &&'static dyn Writer| OutputTarget {
            writer,
            to: OutputPath::File(path.with_extension(writer.extension())),
        };
        let job = Job {
            targets: writers.iter().map(target).collect(),
            how: Arc::new(ConversionSetup { choices: Default::default(), options: Options::default(), writers }),
            sources: vec![SourceArgument::File(SourceFile {
                path: path.clone(),
                below: "a.md".into(),
                root: PathBuf::new(),
                found: true,
                size: 5,
            })],
        };
        let record = guarded(&job, &Default::default());
        assert_eq!((record.exit, record.outputs.len()), (Exit::Failed, 1), "{:?}", record.findings);
        assert_eq!(record.outputs[0].to, OutputPath::File(path.with_extension("delicate")));
        let mut summary = BatchSummary::default();
        summary.add(&record);
        assert_eq!((summary.outputs, summary.failed), (1, 1));
    }

    #[test]
    fn a_fault_in_one_document_ends_that_document_only() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options::default();
        let how = Arc::new(ConversionSetup { choices: Default::default(), options, writers: vec![&Delicate] });
        let job = |i: usize| {
            let path = folder.path().join(format!("{i:02}.md"));
            std::fs::write(&path, if i == 20 { "poison" } else { "words" }).unwrap();
            let to = OutputPath::File(path.with_extension("delicate"));
            let below = path.file_name().unwrap().into();
            let source = SourceArgument::File(SourceFile { path, below, root: PathBuf::new(), found: true, size: 5 });
            Job { sources: vec![source], targets: vec![OutputTarget { writer: &Delicate, to }], how: how.clone() }
        };
        let jobs: Vec<Job> = (0..40).map(job).collect();
        let stop = AtomicBool::new(false);
        let manner = BatchOptions {
            threads: Some(3),
            context: Default::default(),
            levels: &LintLevels::default(),
            quiet: true,
            stop: &stop,
        };
        let mut failed = Vec::new();
        let mut teller = Teller::new(DiagnosticFormat::Short, true);
        let (exit, summary) = run(&jobs, &manner, &mut teller, &mut |record| {
            failed.extend(record.findings.iter().map(|f| (record.name.clone(), f.message.clone())));
        });
        assert_eq!((exit, summary.converted, summary.failed), (Exit::Failed, 39, 1));
        assert_eq!(failed.len(), 1);
        assert!(failed[0].0.ends_with("20.md") && failed[0].1.ends_with(": an invariant does not hold"), "{failed:?}");
        assert!(!folder.path().join("20.delicate").exists() && folder.path().join("39.delicate").exists());
    }
}
