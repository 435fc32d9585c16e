//! Many documents at once: all cores, biggest first, told in their order.
//!
//! Every thread of one pool takes the next document from a common list, biggest first, so that no big one is left
//! over at the end. The library spreads the work of one document over the same pool; a thread that waits for such
//! work helps with it, and never starts another document in the middle of one. So there are never more documents in
//! memory than threads, however many there are in all. A fault in one document ends that document only.

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

/// How a batch is run.
#[derive(Debug)]
pub struct BatchOptions<'a> {
    /// Threads; all cores if `None`.
    pub threads: Option<usize>,
    /// How each document is converted.
    pub context: RunContext<'a>,
    /// What is an error, a warning, or nothing.
    pub levels: &'a LintLevels,
    /// Whether only errors are told.
    pub quiet: bool,
    /// Set from outside when the run is to stop.
    pub stop: &'a AtomicBool,
}

/// Runs the jobs and tells what became of each, in their order; says how it all ended, and what it came to.
/// `each` is given every record, in the same order.
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
    // Where all cores are too many, one may do.
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
        // When all are done, the sender is dropped, which ends the telling.
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

/// So many threads; 0: one a core.
fn threads(count: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(folio::STACK);
    builder.thread_name(|i| format!("convert-{i}")).build()
}

/// Tells records in the order of the jobs as soon as all before them are there.
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
        // What many documents share, such as a theme that they name, is told once.
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
                // Documents that are up to date come by the hundred; to be woken for each would cost as much as they.
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
    // After an interruption there are gaps; what was done is told all the same.
    for (_, record) in waiting {
        take(record, &mut progress);
    }
    progress.clear();
    if done < count {
        exit = Exit::Interrupted;
    }
    (exit, summary)
}

/// How a document ended, as the user wants warnings to be taken.
fn ending(record: &Record, manner: &BatchOptions<'_>) -> Exit {
    let fails = record.findings.iter().any(|f| manner.levels.fails(f));
    record.exit.max(if fails { Exit::Denied } else { Exit::Done })
}

/// Converts a document; a fault of the program becomes a finding.
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

/// A fault is told as a finding; the runtime's own message is for those who ask for a backtrace.
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

    /// Gives up on a document that says "poison".
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
            // Also in the middle of work that is spread over threads.
            rayon::join(|| assert!(!text.contains("poison"), "an invariant does not hold"), || ());
            Ok(WrittenOutput { bytes: text.into_bytes(), ..WrittenOutput::default() })
        }
    }

    /// Gives up when its output is about to be put in its place.
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
