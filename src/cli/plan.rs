//! Plans a run before anything is written: documents with their sources and outputs. Detects conflicts between
//! outputs, and between outputs and sources.

use super::arguments::Convert;
use super::arguments::choices::Choices;
use super::bounds::{OutputBounds, OutputPlace};
use super::config::Project;
use super::finding::Finding;
use super::inside::is_inside;
use super::job::{ConversionSetup, Job, OutputPath, OutputTarget};
use super::mistake::Mistake;
use super::sources::{self, SourceArgument, SourceFile, SourceFilter, SourcePattern};
use super::themes::options;
use crate::diagnostic::codes;
use crate::{read, write};
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The plan of a run.
#[derive(Debug, Default)]
pub struct RunPlan {
    /// The documents, in reporting order.
    pub jobs: Vec<Job>,
    /// Findings of planning; errors concern sources that were not found.
    pub findings: Vec<Finding>,
}

/// Plans a run, in a project if there is one.
///
/// # Errors
/// If the command line or project file is invalid, or outputs conflict.
pub fn plan(convert: &Convert, project: Option<&Project>) -> Result<RunPlan, Mistake> {
    let (words, output) = implied(convert, project)?;
    let mut hows = Hows::new(convert, project, output.as_deref())?;

    let folder = output.as_deref().filter(|o| *o != "-").map(Path::new);
    let filter = filter(convert, project, folder).map_err(|why| {
        Mistake::usage(format!("what is excluded: {why}"), "a glob is written like 'drafts/**' or '*.bak.md'")
    })?;
    let mut findings = Vec::new();
    let mut found = sources::gather(&words, &filter, &mut findings);
    if let Some(project) = project {
        if !convert.sources.is_empty() && convert.output.is_none() && project.settings.output.is_some() {
            as_in_project(&mut found, &sources::gather(&inputs(project), &filter, &mut Vec::new()));
        }
        below_project(&mut found, project);
    }
    let join = hows.base.join;
    let groups = if join && !found.is_empty() { vec![found] } else { found.into_iter().map(|s| vec![s]).collect() };
    let mut parts = Vec::new();
    for sources in groups {
        let how = hows.of(&sources, &mut findings)?;
        parts.push((sources, how));
    }
    let place = place(output.as_deref(), &parts)?;
    drop_own_outputs(&mut parts, &place);
    let mut jobs = Vec::new();
    for (sources, how) in parts {
        let targets = targets(&sources, &place, &how, &mut findings)?;
        jobs.push(Job { sources, targets, how });
    }
    check_clashes(&jobs)?;
    let project = project.map(|project| project.folder.as_path());
    OutputBounds { project, place: &place, placed: convert.output.is_some(), named: !convert.sources.is_empty() }
        .hold(&jobs)?;
    Ok(RunPlan { jobs, findings })
}

/// Exclusions of the command line and of the project, whose globs with a `/` are relative to its folder.
fn filter(convert: &Convert, project: Option<&Project>, output: Option<&Path>) -> Result<SourceFilter, String> {
    let here = Path::new("");
    let filter = SourceFilter::new(output).without(convert.exclude.iter(), here)?;
    let Some(project) = project else { return Ok(filter) };
    let (below, anywhere): (Vec<&String>, Vec<&String>) =
        project.settings.exclude.iter().partition(|g| g.contains('/'));
    let filter = filter.without(anywhere.into_iter(), here)?.without(below.into_iter(), &project.folder)?;
    Ok(if convert.sources.is_empty() { filter.of_project(&project.folder) } else { filter })
}

/// A source named individually gets the same output location as in the whole project.
fn as_in_project(found: &mut [SourceArgument], project: &[SourceArgument]) {
    let files = project.iter().filter_map(|s| if let SourceArgument::File(f) = s { Some(f) } else { None });
    let below: BTreeMap<PathBuf, &Path> = files.map(|f| (sources::plain(&f.path), f.below.as_path())).collect();
    for source in found {
        if let SourceArgument::File(file) = source
            && let Some(below) = below.get(&sources::plain(&file.path))
        {
            file.below = below.to_path_buf();
            file.found = true;
        }
    }
}

/// Sources in a project may use resources anywhere in its folder, or in the folder above it that the command line
/// names.
fn below_project(found: &mut [SourceArgument], project: &Project) {
    let mut known: BTreeMap<PathBuf, bool> = BTreeMap::new();
    for source in found {
        if let SourceArgument::File(file) = source
            && *known.entry(file.root.clone()).or_insert_with_key(|root| is_inside(&project.folder, root))
        {
            file.root = project.folder.clone();
        }
    }
}

/// Options by document: the command line takes precedence over matching overrides, these over the project.
struct Hows<'a> {
    base: Choices,
    command: &'a Choices,
    output: Option<&'a OsStr>,
    overrides: Vec<(GlobSet, &'a Choices)>,
    /// The project's absolute path.
    folder: PathBuf,
    made: BTreeMap<Vec<usize>, Arc<ConversionSetup>>,
}

impl<'a> Hows<'a> {
    fn new(convert: &'a Convert, project: Option<&'a Project>, output: Option<&'a OsStr>) -> Result<Self, Mistake> {
        let settings = project.map(|p| &p.settings.choices);
        let base = convert.choices.clone().over(settings.unwrap_or(&Choices::default()));
        let mut overrides = Vec::new();
        for one in project.iter().flat_map(|p| &p.overrides) {
            let globs = sources::globs(one.files.iter())
                .map_err(|why| Mistake::usage(format!("files of an override: {why}"), "mend it in convert.toml"))?;
            overrides.push((globs, &one.choices));
        }
        let folder = project.map(|p| sources::plain(&absolute(&p.folder))).unwrap_or_default();
        Ok(Hows { base, command: &convert.choices, output, overrides, folder, made: BTreeMap::new() })
    }

    fn of(&mut self, sources: &[SourceArgument], findings: &mut Vec<Finding>) -> Result<Arc<ConversionSetup>, Mistake> {
        let first =
            sources.iter().find_map(|s| if let SourceArgument::File(file) = s { Some(&file.path) } else { None });
        let matching: Vec<usize> = match first {
            Some(path) if !self.overrides.is_empty() => {
                let path = sources::plain(&absolute(path));
                let path = path.strip_prefix(&self.folder).unwrap_or(&path);
                (0..self.overrides.len()).filter(|&i| self.overrides[i].0.is_match(path)).collect()
            }
            _ => Vec::new(),
        };
        if let Some(how) = self.made.get(&matching) {
            return Ok(how.clone());
        }
        let over = |base: Choices, &i: &usize| self.overrides[i].1.clone().over(&base);
        let project = matching.iter().fold(self.base.clone(), over);
        let choices = self.command.clone().over(&project);
        let how = Arc::new(ConversionSetup {
            options: options(&choices, findings)?,
            writers: writers(&choices, self.output)?,
            choices,
        });
        self.made.insert(matching, how.clone());
        Ok(how)
    }
}

fn absolute(path: &Path) -> PathBuf {
    // The empty path denotes the working folder.
    std::path::absolute(Path::new(".").join(path)).unwrap_or_else(|_| path.to_owned())
}

/// Sources and output, with defaults: `./input` to `./output`, standard input to standard output.
fn implied(convert: &Convert, project: Option<&Project>) -> Result<(Vec<SourcePattern>, Option<OsString>), Mistake> {
    let mut words: Vec<SourcePattern> = match convert.sources.is_empty() {
        true => project.map(inputs).unwrap_or_default(),
        false => convert.sources.iter().map(SourcePattern::named).collect(),
    };
    let from_stdin = words.iter().any(SourcePattern::is_stdin);
    let of_project = project.and_then(|project| project.settings.output.clone());
    let mut output = convert.output.clone().or_else(|| of_project.filter(|_| !from_stdin));
    if words.is_empty() {
        if !Path::new("input").is_dir() {
            return Err(Mistake::usage(
                "nothing to convert: no source was named, and there is no folder ./input",
                "name files or folders (`convert --to pdf article.md`), or `-` for standard input",
            ));
        }
        words.push(SourcePattern::named("input"));
        output.get_or_insert_with(|| "output/".into());
    }
    match words.iter().filter(|w| w.is_stdin()).count() {
        0 => {}
        1 if words.len() == 1 || convert.choices.join => {
            output.get_or_insert_with(|| "-".into());
        }
        _ => {
            let help = "convert standard input by itself, or --join it with the others";
            return Err(Mistake::usage("standard input (`-`) stands beside other sources", help));
        }
    }
    Ok((words, output))
}

/// The sources named by a project.
fn inputs(project: &Project) -> Vec<SourcePattern> {
    let of_project = |word: &String| match word.as_str() {
        "-" => SourcePattern::named(word),
        _ => SourcePattern::of_project(word, &project.folder),
    };
    project.settings.inputs.iter().map(of_project).collect()
}

/// The requested writers; by default, that of the output's extension.
///
/// # Errors
/// If no format is given.
pub fn writers(choices: &Choices, output: Option<&OsStr>) -> Result<Vec<&'static dyn write::Writer>, Mistake> {
    let mut formats: Vec<&'static dyn write::Writer> = Vec::new();
    for writer in choices.to.iter().filter_map(|name| write::by_name(name)) {
        if !formats.iter().any(|w| w.name() == writer.name()) {
            formats.push(writer);
        }
    }
    let named = output.and_then(|o| Path::new(o).extension()).and_then(by_extension);
    if formats.is_empty() {
        formats.extend(named);
    }
    if formats.is_empty() {
        let known: Vec<_> = write::WRITERS.iter().map(|w| w.name()).collect();
        let ending = output.filter(|o| !names_folder(o)).and_then(|o| Path::new(o).extension());
        if let Some(ending) = ending {
            let message = format!("`.{}` is the ending of no format that is made here", ending.to_string_lossy());
            return Err(Mistake::usage(message, format!("there are {}", known.join(", "))));
        }
        return Err(Mistake::usage("no format was asked for", format!("say which: `--to {}`", known.join(","))));
    }
    Ok(formats)
}

/// Whether an output is a folder, by a trailing `/`.
fn names_folder(place: &OsStr) -> bool {
    place.as_encoded_bytes().last().is_some_and(|&last| std::path::is_separator(last.into()))
}

fn by_extension(extension: &OsStr) -> Option<&'static dyn write::Writer> {
    let extension = extension.to_str()?.to_ascii_lowercase();
    write::WRITERS.iter().copied().find(|w| w.extension() == extension)
}

/// A document's sources, and its options.
type DocumentSources = (Vec<SourceArgument>, Arc<ConversionSetup>);

/// The meaning of `--output` for these documents.
fn place(output: Option<&OsStr>, parts: &[DocumentSources]) -> Result<OutputPlace, Mistake> {
    let Some(output) = output else { return Ok(OutputPlace::Beside) };
    let several = parts.iter().any(|(_, how)| how.writers.len() > 1);
    if output == "-" {
        if parts.len() > 1 || several {
            let help = "name a folder with `--output FOLDER/`";
            return Err(Mistake::usage("several outputs cannot go to standard output", help));
        }
        return Ok(OutputPlace::Stdout);
    }
    let path = PathBuf::from(output);
    if names_folder(output) || path.is_dir() {
        return Ok(OutputPlace::Folder(path));
    }
    let is_format = path.extension().and_then(by_extension).is_some();
    let joined = parts.len() == 1 && parts[0].0.len() > 1;
    let found = parts.iter().flat_map(|(sources, _)| sources).any(|s| matches!(s, SourceArgument::File(f) if f.found));
    match (parts.len(), is_format) {
        (0 | 1, _) if is_format || !several && (joined || !found) => Ok(OutputPlace::File(path)),
        (_, true) => Err(Mistake::usage(
            format!("several documents cannot be written to the one file {}", sources::shown(&path)),
            "`--join` makes one document of them; a folder is named with `/` at its end",
        )),
        _ => Ok(OutputPlace::Folder(path)),
    }
}

/// Sources found in folders that are outputs of other sources come from an earlier run and are dropped.
fn drop_own_outputs(parts: &mut Vec<DocumentSources>, place: &OutputPlace) {
    if !matches!(place, OutputPlace::Beside) || parts.iter().any(|(sources, _)| sources.len() > 1) {
        return;
    }
    let mut makers: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for (sources, how) in parts.iter() {
        if let [SourceArgument::File(file)] = &sources[..] {
            for writer in &how.writers {
                makers.entry(sources::plain(&beside(file, *writer).0)).or_insert_with(|| file.path.clone());
            }
        }
    }
    parts.retain(|(sources, _)| match &sources[..] {
        [SourceArgument::File(file)] if file.found => {
            makers.get(&sources::plain(&file.path)).is_none_or(|maker| *maker == file.path)
        }
        _ => true,
    });
}

/// The output beside a source, and whether it had to be renamed in order not to be the source.
fn beside(file: &SourceFile, writer: &dyn write::Writer) -> (PathBuf, bool) {
    let path = file.path.with_file_name(named(&file.path, writer.extension()));
    if path == file.path {
        (file.path.with_file_name(named(&file.path, &format!("out.{}", writer.extension()))), true)
    } else {
        (path, false)
    }
}

/// A source's file name with another extension. Only extensions claimed by readers are replaced: `v1.2` is kept.
fn named(path: &Path, extension: &str) -> OsString {
    let known = path
        .extension()
        .and_then(|e| e.to_str())
        .map(str::to_ascii_lowercase)
        .is_some_and(|e| read::by_extension(&e).is_some());
    let stem = if known { path.file_stem() } else { path.file_name() };
    let mut name = stem.unwrap_or(path.as_os_str()).to_owned();
    name.push(".");
    name.push(extension);
    name
}

fn targets(
    sources: &[SourceArgument],
    place: &OutputPlace,
    how: &ConversionSetup,
    findings: &mut Vec<Finding>,
) -> Result<Vec<OutputTarget>, Mistake> {
    let first = sources.iter().find_map(|s| if let SourceArgument::File(file) = s { Some(file) } else { None });
    let mut targets = Vec::new();
    for &writer in &how.writers {
        let to = match (place, first) {
            (OutputPlace::Stdout, _) => OutputPath::Stdout,
            (OutputPlace::File(path), _) if how.writers.len() == 1 => OutputPath::File(path.clone()),
            (OutputPlace::File(path), _) => OutputPath::File(path.with_extension(writer.extension())),
            (OutputPlace::Beside, Some(file)) => {
                let (path, renamed) = beside(file, writer);
                if renamed {
                    let source = sources::shown(&file.path);
                    let message = format!("the output would be the source, so it is called {}", sources::shown(&path));
                    findings.push(
                        Finding::new(&codes::OUTPUT_RENAMED, Some(&source), message)
                            .help("`--output FOLDER/` puts the outputs elsewhere"),
                    );
                }
                OutputPath::File(path)
            }
            (OutputPlace::Folder(folder), file) => {
                let below = file.map_or(Path::new("document"), |f| &f.below);
                let inner = match how.choices.layout.as_deref() {
                    Some("flat") => PathBuf::new(),
                    Some("format") => Path::new(writer.name()).join(below.parent().unwrap_or(Path::new(""))),
                    _ => below.parent().unwrap_or(Path::new("")).to_owned(),
                };
                OutputPath::File(folder.join(inner).join(named(below, writer.extension())))
            }
            (OutputPlace::Beside, None) => {
                return Err(Mistake::usage("standard input has no name", "say where to: `--output FILE` or `-o -`"));
            }
        };
        targets.push(OutputTarget { writer, to });
    }
    Ok(targets)
}

/// Detects outputs that are sources, or outputs of two documents.
fn check_clashes(jobs: &[Job]) -> Result<(), Mistake> {
    let mut clashes = Vec::new();
    let mut folders = Folders::default();
    let mut makers: BTreeMap<(usize, OsString), usize> = BTreeMap::new();
    let files = || {
        jobs.iter()
            .flat_map(|j| &j.sources)
            .filter_map(|s| if let SourceArgument::File(f) = s { Some(f) } else { None })
    };
    let places: BTreeSet<_> = files().map(|f| folders.settled(&f.path)).collect();
    let identities: BTreeSet<_> = files().filter_map(|f| identity(&f.path)).collect();
    for (number, job) in jobs.iter().enumerate() {
        for target in &job.targets {
            let OutputPath::File(path) = &target.to else { continue };
            let said = || (job.name(), sources::shown(path));
            let key = folders.settled(path);
            let over = places.contains(&key) || identity(path).is_some_and(|id| identities.contains(&id));
            if over {
                let (name, shown) = said();
                let message = format!("its output {shown} would be written over a source");
                clashes.push(
                    Finding::new(&codes::OUTPUT_CLASH, Some(&name), message).help("name another place with `--output`"),
                );
            } else if let Some(other) = makers.insert(key, number) {
                let ((name, shown), other) = (said(), jobs[other].name());
                let message = format!("its output {shown} is also the output of {other}");
                clashes.push(Finding::new(&codes::OUTPUT_CLASH, Some(&name), message).help(
                    "rename one of the sources, leave one out with `--exclude`, or convert them into different folders",
                ));
            }
        }
    }
    if clashes.is_empty() { Ok(()) } else { Err(Mistake::Clash(clashes)) }
}

/// Folder numbers by name; names of the same folder have the same number.
#[derive(Default)]
struct Folders {
    numbers: BTreeMap<PathBuf, usize>,
    real: BTreeMap<PathBuf, usize>,
}

impl Folders {
    /// A canonical form of a path: its folder with links resolved, if it exists, and its name.
    fn settled(&mut self, path: &Path) -> (usize, OsString) {
        let (folder, name) = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => (self.number(folder), name),
            _ => (self.number(path), OsStr::new("")),
        };
        (folder, if cfg!(any(windows, target_os = "macos")) { name.to_ascii_lowercase() } else { name.to_owned() })
    }

    fn number(&mut self, folder: &Path) -> usize {
        if let Some(&number) = self.numbers.get(folder) {
            return number;
        }
        let absolute = absolute(folder);
        let real = absolute.canonicalize().unwrap_or_else(|_| sources::plain(&absolute));
        let next = self.real.len();
        let number = *self.real.entry(real).or_insert(next);
        self.numbers.insert(folder.to_owned(), number);
        number
    }
}

/// Identifies a file independently of links and letter case.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().ok().filter(|m| m.is_file()).map(|m| (m.dev(), m.ino()))
}

/// Identifies a file by its path only.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().filter(|p| p.is_file())
}
