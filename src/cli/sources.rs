//! Sources named on the command line: files, folders and globs.

use super::finding::Finding;
use super::inside::is_inside;
use super::stamps::FileStamp;
use super::streams::reason;
use crate::diagnostic::codes;
pub use crate::files::plain;
use crate::read;
use crate::source::Cut as _;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Characters that make a word a glob.
const WILD: [char; 4] = ['*', '?', '[', '{'];

/// A source named or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceArgument {
    /// Standard input.
    Stdin,
    /// A file.
    File(SourceFile),
}

/// A file named or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as the user would write it.
    pub path: PathBuf,
    /// Its path relative to the named folder, mirrored in the output folder.
    pub below: PathBuf,
    /// The named folder in which it was found, else its own folder; its resources must be below it.
    pub root: PathBuf,
    /// Whether it was found in a folder or by a glob, rather than named.
    pub found: bool,
    /// Its size in bytes when found; 0 if unknown.
    pub size: u64,
}

impl SourceArgument {
    /// A file named individually.
    pub fn named(path: &Path) -> SourceArgument {
        let below = path.file_name().map(PathBuf::from).unwrap_or_default();
        let root = path.parent().map(Path::to_owned).unwrap_or_default();
        let size = path.metadata().map_or(0, |m| m.len());
        SourceArgument::File(SourceFile { path: path.to_owned(), below, root, found: false, size })
    }

    /// The folder that limits its resources.
    pub fn root(&self) -> Option<&Path> {
        match self {
            SourceArgument::File(file) => Some(&file.root),
            SourceArgument::Stdin => None,
        }
    }

    /// The stamp of its file.
    pub fn stamp(&self) -> Option<FileStamp> {
        match self {
            SourceArgument::File(file) => FileStamp::of(&file.path),
            SourceArgument::Stdin => None,
        }
    }

    /// Its name as bytes, without a leading `./`: names need not be valid Unicode.
    pub fn bytes(&self) -> &[u8] {
        match self {
            SourceArgument::Stdin => b"-",
            SourceArgument::File(file) => {
                file.path.strip_prefix(".").unwrap_or(&file.path).as_os_str().as_encoded_bytes()
            }
        }
    }
}

/// Its name in messages.
impl std::fmt::Display for SourceArgument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SourceArgument::Stdin => f.write_str("standard input"),
            SourceArgument::File(file) => f.write_str(&shown(&file.path)),
        }
    }
}

/// A path for display: with `/`, without a leading `./`, and with U+FFFD for invalid Unicode. Different files may look
/// the same; [`SourceArgument::bytes`] tells them apart.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// A word that names sources: a file, a folder or a glob.
#[derive(Clone, Debug)]
pub struct SourcePattern {
    /// The folder it is relative to, that of a project; empty for the working folder. Not part of the glob, and need
    /// not be valid Unicode.
    from: PathBuf,
    word: OsString,
}

impl SourcePattern {
    /// A word on the command line.
    pub fn named(word: impl Into<OsString>) -> SourcePattern {
        SourcePattern { from: PathBuf::new(), word: word.into() }
    }

    /// A word in the project file of this folder.
    pub fn of_project(word: &str, folder: &Path) -> SourcePattern {
        SourcePattern { from: folder.to_owned(), word: word.into() }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.word == "-"
    }

    fn path(&self) -> PathBuf {
        self.from.join(&self.word)
    }

    /// Its glob; `None` if it is none, or names an existing file.
    fn glob(&self) -> Option<&str> {
        let glob = self.word.to_str().filter(|text| text.contains(WILD) && self.path().symlink_metadata().is_err());
        glob.map(|glob| glob.strip_prefix("./").unwrap_or(glob))
    }

    /// The folder in which a glob is searched; for other words, their path.
    fn base(&self) -> PathBuf {
        self.glob().map_or_else(|| self.path(), |glob| self.from.join(fixed(glob)))
    }
}

/// The folder before a glob's first wildcard.
fn fixed(glob: &str) -> &str {
    let before = glob.split(WILD).next().unwrap_or(glob);
    before.rfind('/').map_or(".", |at| glob.cut(..at.max(1)))
}

/// Exclusions.
#[derive(Debug, Default)]
pub struct SourceFilter {
    /// Glob sets with the folder they are relative to; empty for the working folder.
    exclude: Vec<(PathBuf, GlobSet)>,
    output: Option<PathBuf>,
    /// The project's folder, within which links from its sources may lead anywhere.
    project: Option<PathBuf>,
}

impl SourceFilter {
    /// Excludes the folder `output` when searching folders.
    pub fn new(output: Option<&Path>) -> SourceFilter {
        SourceFilter { output: output.and_then(|p| p.canonicalize().ok()), ..SourceFilter::default() }
    }

    /// Excludes the matches of `globs`, relative to a folder.
    ///
    /// # Errors
    /// If a glob is invalid; holds the reason.
    pub fn without<'g>(mut self, globs: impl Iterator<Item = &'g String>, from: &Path) -> Result<SourceFilter, String> {
        self.exclude.push((from.to_owned(), self::globs(globs)?));
        Ok(self)
    }

    /// For the sources of a project in this folder.
    pub fn of_project(self, folder: &Path) -> SourceFilter {
        SourceFilter { project: Some(folder.to_owned()), ..self }
    }

    fn leaves_out(&self, path: &Path) -> bool {
        let below = |from: &Path| path.strip_prefix(from).map(|path| path.strip_prefix(".").unwrap_or(path));
        self.exclude.iter().any(|(from, globs)| below(from).is_ok_and(|path| globs.is_match(path)))
    }

    fn is_output(&self, folder: &Path) -> bool {
        self.output.as_ref().is_some_and(|output| folder.canonicalize().is_ok_and(|path| path == *output))
    }
}

/// Collects the sources named by `words`, in order; within a folder, sorted by name. Words without a match are
/// reported in `findings`; missing files are reported by their conversion.
pub fn gather(words: &[SourcePattern], filter: &SourceFilter, findings: &mut Vec<Finding>) -> Vec<SourceArgument> {
    let mut sources = Vec::new();
    for word in words {
        let path = &word.path();
        let name = shown(path);
        if word.is_stdin() {
            sources.push(SourceArgument::Stdin);
        } else if filter.project.as_deref().is_some_and(|project| !is_inside(project, &word.base())) {
            let help = "name it on the command line, and it is converted";
            let message = "lies outside of the project: left out";
            findings.push(Finding::new(&codes::SOURCE_OUTSIDE, Some(&name), message).help(help));
        } else if path.is_dir() {
            let before = sources.len();
            walk(path, filter, |_| true, &mut sources, findings);
            if sources.len() == before {
                let known: Vec<_> = read::READERS.iter().flat_map(|r| r.extensions()).copied().collect();
                findings.push(
                    Finding::new(&codes::INPUT_UNREADABLE, Some(&name), "no source in this folder")
                        .help(format!("in folders, files with these extensions are sources: {}", known.join(", "))),
                );
            }
        } else if let Some(help) = word.word.to_str().filter(|_| !path.exists()).and_then(address) {
            let message = "an address, not a file: there is no network";
            findings.push(Finding::new(&codes::INPUT_UNREADABLE, Some(&name), message).help(help));
        } else if let Some(glob) = word.glob() {
            expand(glob, word, filter, &mut sources, findings);
        } else if !filter.leaves_out(path) {
            sources.push(SourceArgument::named(path));
        }
    }
    // A file named twice is one source, at its first position.
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|s| match s {
        SourceArgument::Stdin => true,
        SourceArgument::File(file) => seen.insert(plain(&file.path)),
    });
    sources
}

/// Advice for a word that is a URL.
fn address(word: &str) -> Option<&'static str> {
    let (scheme, _) = word.split_once("://")?;
    match scheme.to_ascii_lowercase().as_str() {
        "file" => Some("name the file by its path, without `file://`"),
        scheme
            if scheme.len() > 1
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')) =>
        {
            Some("save the page (in a browser: Ctrl-S), then convert the file")
        }
        _ => None,
    }
}

/// A glob set: `drafts` and `drafts/` match everything in the folder, a name without `/` matches at any depth.
///
/// # Errors
/// If a glob is invalid; holds the reason.
pub fn globs<'g>(globs: impl Iterator<Item = &'g String>) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for text in globs {
        let text = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        let inside = format!("{text}/**");
        set.add(glob(text)?).add(glob(&inside)?);
        if !text.contains('/') {
            set.add(glob(&format!("**/{text}"))?).add(glob(&format!("**/{inside}"))?);
        }
    }
    set.build().map_err(|e| e.to_string())
}

fn glob(text: &str) -> Result<globset::Glob, String> {
    GlobBuilder::new(text).literal_separator(true).build().map_err(|e| e.to_string())
}

/// Validates a glob.
///
/// # Errors
/// The reason why it is invalid.
pub fn is_glob(text: &str) -> Result<String, String> {
    match text.trim().is_empty() {
        true => Err("a glob is written like 'drafts/**' or '*.bak.md'".into()),
        false => globs(std::iter::once(&text.to_owned())).map(|_| text.to_owned()),
    }
}

/// The files that match a glob, searched below its fixed part.
fn expand(
    text: &str,
    word: &SourcePattern,
    filter: &SourceFilter,
    sources: &mut Vec<SourceArgument>,
    findings: &mut Vec<Finding>,
) {
    let name = shown(&word.from.join(text));
    let before = sources.len();
    match glob(text) {
        Err(why) => findings.push(Finding::new(&codes::INPUT_UNREADABLE, Some(&name), why)),
        Ok(glob) => {
            let matcher = glob.compile_matcher();
            let matches = |path: &Path| {
                let path = path.strip_prefix(&word.from).unwrap_or(path);
                matcher.is_match(path.strip_prefix(".").unwrap_or(path))
            };
            walk(&word.base(), filter, matches, sources, findings);
            if sources.len() == before {
                findings.push(Finding::new(&codes::INPUT_UNREADABLE, Some(&name), "nothing matches"));
            }
        }
    }
}

/// The sources in a folder: files with a reader's extension, except hidden files and outputs.
fn walk(
    folder: &Path,
    filter: &SourceFilter,
    wanted: impl Fn(&Path) -> bool,
    sources: &mut Vec<SourceArgument>,
    findings: &mut Vec<Finding>,
) {
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|e| {
        let inside = e.depth() > 0;
        !(hidden(e)
            || inside && filter.leaves_out(e.path())
            || inside && e.file_type().is_dir() && filter.is_output(e.path()))
    });
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let at = error.path().unwrap_or(folder);
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                findings.push(Finding::new(
                    &codes::INPUT_UNREADABLE,
                    Some(&shown(at)),
                    format!("cannot be read: {why}"),
                ));
                continue;
            }
        };
        let path = entry.path();
        // Links to files count as files; linked folders are not entered, which avoids cycles.
        let is_file = entry.file_type().is_file() || entry.file_type().is_symlink() && path.is_file();
        if !is_file || !has_reader(path) || !wanted(path) {
            continue;
        }
        // Found links must stay within the named folder or the project, like images: a link to a file elsewhere may
        // come from an untrusted folder.
        let root = filter.project.as_deref().unwrap_or(folder);
        if entry.file_type().is_symlink() && !is_inside(root, path) {
            let message = format!("a link to a file outside of {}: left out", shown(root));
            let help = "name the file itself, and it is converted";
            findings.push(Finding::new(&codes::SOURCE_OUTSIDE, Some(&shown(path)), message).help(help));
            continue;
        }
        let below = path.strip_prefix(folder).unwrap_or(path).to_owned();
        let size = entry.metadata().map_or(0, |m| m.len());
        let path = path.strip_prefix(".").unwrap_or(path).to_owned();
        sources.push(SourceArgument::File(SourceFile { path, below, root: root.to_owned(), found: true, size }));
    }
}

/// Whether a reader claims the file's extension.
fn has_reader(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|e| read::by_extension(&e).is_some())
}
