//! What the words on the command line name: files, the sources in a folder, the files that a glob matches.

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

/// What makes a word a glob.
const WILD: [char; 4] = ['*', '?', '[', '{'];

/// A source that was named or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceArgument {
    /// Standard input.
    Stdin,
    /// A file.
    File(SourceFile),
}

/// A file that was named or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, as the user would write it.
    pub path: PathBuf,
    /// Its path below the folder that was named: what an output folder mirrors.
    pub below: PathBuf,
    /// The folder that was named, where it was found in one; its own otherwise. What the file names lies below it.
    pub root: PathBuf,
    /// Whether it was found in a folder or by a glob; named itself otherwise.
    pub found: bool,
    /// Its size in bytes when it was found; 0 where that is not known.
    pub size: u64,
}

impl SourceArgument {
    /// A file that was named by itself.
    pub fn named(path: &Path) -> SourceArgument {
        let below = path.file_name().map(PathBuf::from).unwrap_or_default();
        let root = path.parent().map(Path::to_owned).unwrap_or_default();
        let size = path.metadata().map_or(0, |m| m.len());
        SourceArgument::File(SourceFile { path: path.to_owned(), below, root, found: false, size })
    }

    /// The folder below which lies what it names.
    pub fn root(&self) -> Option<&Path> {
        match self {
            SourceArgument::File(file) => Some(&file.root),
            SourceArgument::Stdin => None,
        }
    }

    /// How its file looks from outside.
    pub fn stamp(&self) -> Option<FileStamp> {
        match self {
            SourceArgument::File(file) => FileStamp::of(&file.path),
            SourceArgument::Stdin => None,
        }
    }

    /// Its name as the system has it, without a leading `./`: names need not be letters.
    pub fn bytes(&self) -> &[u8] {
        match self {
            SourceArgument::Stdin => b"-",
            SourceArgument::File(file) => {
                file.path.strip_prefix(".").unwrap_or(&file.path).as_os_str().as_encoded_bytes()
            }
        }
    }
}

/// The name in messages.
impl std::fmt::Display for SourceArgument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SourceArgument::Stdin => f.write_str("standard input"),
            SourceArgument::File(file) => f.write_str(&shown(&file.path)),
        }
    }
}

/// A path as it is shown: with `/`, without a leading `./`, and with U+FFFD for what is no letter. Two files may be shown
/// alike; what tells them apart is [`SourceArgument::bytes`].
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
    /// The folder from which it counts, that of the project that says it; empty for the working folder. It is no part of the
    /// glob, and need not be text.
    from: PathBuf,
    word: OsString,
}

impl SourcePattern {
    /// A word of the command line.
    pub fn named(word: impl Into<OsString>) -> SourcePattern {
        SourcePattern { from: PathBuf::new(), word: word.into() }
    }

    /// A word of the project in this folder.
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

    /// Its text as a glob; `None` when it is none, or names a file.
    fn glob(&self) -> Option<&str> {
        let glob = self.word.to_str().filter(|text| text.contains(WILD) && self.path().symlink_metadata().is_err());
        glob.map(|glob| glob.strip_prefix("./").unwrap_or(glob))
    }

    /// The folder below which a glob's files are looked for; a word that is no glob is its own.
    fn base(&self) -> PathBuf {
        self.glob().map_or_else(|| self.path(), |glob| self.from.join(fixed(glob)))
    }
}

/// The folder in front of a glob's first wildcard.
fn fixed(glob: &str) -> &str {
    let before = glob.split(WILD).next().unwrap_or(glob);
    before.rfind('/').map_or(".", |at| glob.cut(..at.max(1)))
}

/// What is left out.
#[derive(Debug, Default)]
pub struct SourceFilter {
    /// Each with the folder from which its globs count; empty for the working folder.
    exclude: Vec<(PathBuf, GlobSet)>,
    output: Option<PathBuf>,
    /// The project's folder, where its sources are looked for: links may lead anywhere in it.
    project: Option<PathBuf>,
}

impl SourceFilter {
    /// Leaves out, in folders, what lies in the folder `output`.
    pub fn new(output: Option<&Path>) -> SourceFilter {
        SourceFilter { output: output.and_then(|p| p.canonicalize().ok()), ..SourceFilter::default() }
    }

    /// Leaves out what `globs` match, counted from a folder.
    ///
    /// # Errors
    /// When a glob is malformed: what is wrong with it.
    pub fn without<'g>(mut self, globs: impl Iterator<Item = &'g String>, from: &Path) -> Result<SourceFilter, String> {
        self.exclude.push((from.to_owned(), self::globs(globs)?));
        Ok(self)
    }

    /// The same for the sources of a project in this folder.
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

/// Gathers the sources that `words` name, in their order; within a folder, in the order of their names. What names
/// nothing is told in `findings`; a file that does not exist is left to its conversion, which tells it.
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
    // The same file by two ways is one source: the first one counts.
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|s| match s {
        SourceArgument::Stdin => true,
        SourceArgument::File(file) => seen.insert(plain(&file.path)),
    });
    sources
}

/// What to do about a word that is an address on the web.
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

/// A set that matches what any of the globs matches: `drafts` and `drafts/` all that is in the folder, a name without
/// a `/` at any depth.
///
/// # Errors
/// When a glob is malformed: what is wrong with it.
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

/// Reads a glob.
///
/// # Errors
/// What is wrong with it.
pub fn is_glob(text: &str) -> Result<String, String> {
    match text.trim().is_empty() {
        true => Err("a glob is written like 'drafts/**' or '*.bak.md'".into()),
        false => globs(std::iter::once(&text.to_owned())).map(|_| text.to_owned()),
    }
}

/// Files that match a word's glob: they are looked for below the part of it that has no wildcard.
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

/// The sources in a folder: files with a reader's extension, nothing hidden, nothing that was written there.
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
        // A link counts as the file it leads to; folders are not followed, so that there are no circles.
        let is_file = entry.file_type().is_file() || entry.file_type().is_symlink() && path.is_file();
        if !is_file || !has_reader(path) || !wanted(path) {
            continue;
        }
        // As pictures are: what is found is held to the folder that was named, or to the project's. A link to a file
        // elsewhere may have come with a folder of someone else's.
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
