//! `--watch`: converts, then again whenever files change.
//!
//! Files are polled a few dozen times a second instead of using notifications: this works on network and container
//! file systems, where notifications fail silently, and needs only one `stat` per file (500 files: half a
//! millisecond). Large projects are polled less often, so that polling takes at most about a twentieth of a core. New
//! files are found by planning again.

use super::config::Project;
use super::mistake::Mistake;
use super::plan::RunPlan;
use super::sources::SourceArgument;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Minimum interval between polls.
const PAUSE: Duration = Duration::from_millis(15);
/// Interval of planning again, to find new files.
const REPLAN: Duration = Duration::from_secs(1);

/// Metadata of a file when polled; `None` if missing.
type WatchStamp = Option<(SystemTime, u64)>;

/// The files that a plan depends on, with their metadata.
#[derive(Debug, Default, PartialEq, Eq)]
struct Watched(BTreeMap<PathBuf, WatchStamp>);

impl Watched {
    /// Polls the sources of a plan, its project file, themes and covers, and `resources`.
    fn look(plan: &RunPlan, project: Option<&Project>, resources: &BTreeSet<PathBuf>) -> Watched {
        let mut watched = Watched::default();
        resources.iter().chain(project.map(|p| &p.file)).for_each(|path| watched.add(path));
        for job in &plan.jobs {
            job.how.choices.files().iter().for_each(|path| watched.add(path));
            for source in &job.sources {
                if let SourceArgument::File(file) = source {
                    watched.add(&file.path);
                }
            }
        }
        watched
    }

    /// Polls another file, unless already known.
    fn add(&mut self, path: &Path) {
        if !self.0.contains_key(path) {
            self.0.insert(path.to_owned(), stamp(path));
        }
    }

    /// Whether any of them has changed.
    fn changed(&self) -> bool {
        self.0.iter().any(|(path, before)| stamp(path) != *before)
    }
}

fn stamp(path: &Path) -> WatchStamp {
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// Runs `convert` whenever a relevant file has changed or been added, until stopped. `plan` makes a new plan;
/// `convert` returns the requested resources, which are then watched too; an invalid project is reported once until
/// fixed.
pub fn watch(
    stop: &AtomicBool,
    mut plan: impl FnMut() -> Result<(RunPlan, Option<Project>), Mistake>,
    mut convert: impl FnMut(&RunPlan) -> Vec<PathBuf>,
    mut mistaken: impl FnMut(&Mistake),
) {
    let mut seen = Watched::default();
    let mut resources: BTreeSet<PathBuf> = BTreeSet::new();
    let mut told: Option<Mistake> = None;
    let mut planned: Option<Instant> = None;
    while !stop.load(Ordering::Relaxed) {
        let started = Instant::now();
        let changed = told.is_none() && seen.changed();
        let looking = started.elapsed();
        if changed || planned.is_none_or(|at| at.elapsed() >= REPLAN) {
            match plan() {
                Ok((plan, project)) => {
                    told = None;
                    // Polled before the conversion, so that changes during it are noticed next time.
                    let mut now = Watched::look(&plan, project.as_ref(), &resources);
                    if now != seen {
                        resources.extend(convert(&plan));
                        resources.iter().for_each(|path| now.add(path));
                        seen = now;
                    }
                }
                Err(mistake) if told.as_ref() != Some(&mistake) => {
                    mistaken(&mistake);
                    told = Some(mistake);
                }
                Err(_) => {}
            }
            planned = Some(Instant::now());
        }
        std::thread::sleep(PAUSE.max(20 * looking).min(REPLAN / 4));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_a_new_file_and_a_lost_one_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        let mut watched = Watched::default();
        watched.add(&path);
        assert!(!watched.changed());
        std::fs::write(&path, "1").unwrap();
        assert!(watched.changed());
        let mut watched = Watched::default();
        watched.add(&path);
        std::fs::write(&path, "22").unwrap();
        assert!(watched.changed());
        let mut watched = Watched::default();
        watched.add(&path);
        std::fs::remove_file(&path).unwrap();
        assert!(watched.changed());
    }
}
