//! Limits of output locations. Paths given on the command line are written as stated, through links too. The rest of
//! an output's path comes from the sources and existing folders, which may be untrusted: a link in a cloned
//! repository, `notes.txt -> ~/.bashrc` beside `notes.md`, must not overwrite the user's file.

use super::finding::Finding;
use super::inside::is_inside;
use super::job::Job;
use super::mistake::Mistake;
use super::sources::{self, SourceArgument};
use crate::diagnostic::codes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Location of outputs by `--output`.
pub enum OutputPlace {
    /// Beside their sources.
    Beside,
    /// To standard output.
    Stdout,
    /// To this file.
    File(PathBuf),
    /// Into this folder.
    Folder(PathBuf),
}

/// Limits for the outputs of a run.
pub struct OutputBounds<'a> {
    /// The project's folder.
    pub project: Option<&'a Path>,
    /// Location of outputs.
    pub place: &'a OutputPlace,
    /// Whether it was given on the command line.
    pub placed: bool,
    /// Whether the sources were given on the command line.
    pub named: bool,
}

impl OutputBounds<'_> {
    /// Checks for outputs outside the limits, through links.
    ///
    /// # Errors
    /// If there are any; holds them.
    pub fn hold(&self, jobs: &[Job]) -> Result<(), Mistake> {
        let mut known = CheckedFolders::default();
        let mut outside = Vec::new();
        for job in jobs {
            for path in job.targets.iter().filter_map(|target| target.to.path()) {
                if let Some(bound) = self.passed(job, path, &mut known) {
                    let message = format!("its output {} lies outside of {bound}", sources::shown(path));
                    let finding = Finding::new(&codes::OUTPUT_CLASH, Some(&job.name()), message);
                    outside.push(finding.help("name another place with `--output`"));
                }
            }
        }
        if outside.is_empty() { Ok(()) } else { Err(Mistake::Clash(outside)) }
    }

    /// The limit that an output violates, in words.
    fn passed(&self, job: &Job, path: &Path, known: &mut CheckedFolders) -> Option<String> {
        let here = Path::new("");
        let in_project = |known: &mut CheckedFolders| self.project.is_some_and(|folder| known.is_inside(folder, path));
        let told = |folder: &Path| match folder.as_os_str().is_empty() {
            true => "the working folder".to_owned(),
            false => sources::shown(folder),
        };
        match self.place {
            OutputPlace::Stdout => None,
            OutputPlace::File(_) if self.placed => None,
            OutputPlace::Folder(folder) if self.placed => {
                // A folder that does not exist yet contains no links.
                (folder.is_dir() && !known.is_inside(folder, path)).then(|| told(folder))
            }
            OutputPlace::File(_) | OutputPlace::Folder(_) if self.project.is_none() => {
                (!known.is_inside(here, path)).then(|| told(here))
            }
            OutputPlace::Beside if self.named => {
                let source =
                    job.sources.iter().find_map(|s| if let SourceArgument::File(file) = s { Some(file) } else { None });
                let folder = source.and_then(|file| file.path.parent()).unwrap_or(here);
                (!known.is_inside(folder, path) && !in_project(known)).then(|| told(folder))
            }
            _ => (self.project.is_some() && !in_project(known)).then(|| "the project".to_owned()),
        }
    }
}

/// Cached results by folder: the outputs of many sources go to few folders.
#[derive(Default)]
struct CheckedFolders(BTreeMap<(PathBuf, PathBuf), bool>);

impl CheckedFolders {
    /// As [`is_inside()`]; for a file that is not a link, its folder is checked.
    fn is_inside(&mut self, folder: &Path, path: &Path) -> bool {
        let parent = path.parent().filter(|_| path.file_name().is_some() && !path.is_symlink());
        let Some(parent) = parent else { return is_inside(folder, path) };
        let key = (folder.to_owned(), parent.to_owned());
        *self.0.entry(key).or_insert_with(|| is_inside(folder, parent))
    }
}
