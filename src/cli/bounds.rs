//! Where outputs may land. What the command line names is written where it says, through links too. The rest of an
//! output's path comes from the sources and from what lies in the folders, which may be someone else's: a link in a
//! cloned repository, `notes.txt -> ~/.bashrc` beside `notes.md`, must cost the user no file.

use super::finding::Finding;
use super::inside::is_inside;
use super::job::Job;
use super::mistake::Mistake;
use super::sources::{self, SourceArgument};
use crate::diagnostic::codes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where outputs go, as `--output` says it.
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

/// What holds the outputs of a run.
pub struct OutputBounds<'a> {
    /// The project's folder.
    pub project: Option<&'a Path>,
    /// Where the outputs go.
    pub place: &'a OutputPlace,
    /// Whether the command line says so.
    pub placed: bool,
    /// Whether the command line names the sources.
    pub named: bool,
}

impl OutputBounds<'_> {
    /// Finds outputs that would land out of bounds, through links.
    ///
    /// # Errors
    /// These outputs.
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

    /// The bound that an output passes, in words.
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
                // Where it is not there yet, there are no links in it.
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

/// Folders that were looked at: the outputs of many sources go to few.
#[derive(Default)]
struct CheckedFolders(BTreeMap<(PathBuf, PathBuf), bool>);

impl CheckedFolders {
    /// As [`is_inside()`]; of a file that is no link itself, its folder is asked.
    fn is_inside(&mut self, folder: &Path, path: &Path) -> bool {
        let parent = path.parent().filter(|_| path.file_name().is_some() && !path.is_symlink());
        let Some(parent) = parent else { return is_inside(folder, path) };
        let key = (folder.to_owned(), parent.to_owned());
        *self.0.entry(key).or_insert_with(|| is_inside(folder, parent))
    }
}
