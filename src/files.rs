//! Access to the resources that documents name; the library reads no file in any other way.
//!
//! [`Disk`] serves the command: only files below the root, never the network. [`MemoryFiles`] serves tests.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Why a resource could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is no such file.
    NotFound,
    /// Access is forbidden regardless of the root: a network address, an absolute path.
    Forbidden(String),
    /// It is outside the root; holds the root.
    Outside(String),
    /// It exceeds the size limit, in bytes.
    TooLarge(u64),
    /// An I/O error.
    Unreadable(String),
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FileError::NotFound => write!(f, "no such file"),
            FileError::Forbidden(why) => write!(f, "{why}"),
            FileError::Outside(root) => write!(f, "lies outside of {root}"),
            FileError::TooLarge(size) => write!(f, "larger than may be read ({size} bytes)"),
            FileError::Unreadable(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for FileError {}

/// A source of resources.
pub trait Files: Sync {
    /// The bytes of `target`, as the source file `from` names it (a relative path with `/`, already
    /// percent-decoded; see [`path`]).
    ///
    /// # Errors
    /// If the file does not exist, access is forbidden, or reading fails.
    fn read(&self, from: Option<&Path>, target: &Path) -> Result<Vec<u8>, FileError>;
}

/// Files on disk, below a root.
#[derive(Clone, Debug)]
pub struct Disk {
    root: Option<PathBuf>,
    roots: BTreeMap<PathBuf, PathBuf>,
    limit: u64,
    chosen: Option<PathBuf>,
}

impl Disk {
    /// Resources must be below `root`; if it is `None`, below the root of the source that names them, by default the
    /// source's folder. No resource may be larger than `limit` bytes.
    pub fn new(root: Option<PathBuf>, limit: u64) -> Self {
        Disk { root, roots: BTreeMap::new(), limit, chosen: None }
    }

    /// Sets roots for some sources, by path.
    pub fn with_roots(self, roots: impl IntoIterator<Item = (PathBuf, PathBuf)>) -> Self {
        Disk { roots: roots.into_iter().collect(), ..self }
    }

    /// Adds a file chosen by the user, which may be anywhere; requested by exactly this path.
    pub fn with_chosen(self, path: Option<PathBuf>) -> Self {
        Disk { chosen: path, ..self }
    }
}

impl Disk {
    /// The file that [`Files::read`] would read.
    ///
    /// # Errors
    /// As [`Files::read`], except for errors that occur only while reading.
    pub fn find(&self, from: Option<&Path>, target: &Path) -> Result<(PathBuf, std::fs::Metadata), FileError> {
        let path = match &self.chosen {
            // Options are text; a file name need not be valid Unicode.
            Some(chosen) if chosen.to_string_lossy() == target.to_string_lossy() => chosen.clone(),
            _ => self.locate(from, target)?,
        };
        let data = std::fs::metadata(&path).map_err(unreadable)?;
        if !data.is_file() {
            return Err(FileError::Unreadable("not a file".into()));
        }
        if data.len() > self.limit {
            return Err(FileError::TooLarge(data.len()));
        }
        Ok((path, data))
    }

    /// The canonical path of a resource, if it is below the root.
    fn locate(&self, from: Option<&Path>, target: &Path) -> Result<PathBuf, FileError> {
        let relative = relative(target)?;
        let folder = here(from.and_then(Path::parent).unwrap_or(Path::new("")));
        let own = from.and_then(|from| self.roots.get(from)).map(PathBuf::as_path);
        let named = self.root.as_deref().or(own).map(here);
        let root = named.unwrap_or(folder).canonicalize().map_err(unreadable)?;
        let path = folder.join(relative).canonicalize().map_err(unreadable)?;
        if path.starts_with(&root) {
            return Ok(path);
        }
        Err(FileError::Outside(match named {
            Some(root) if root == Path::new(".") => "the working folder".into(),
            Some(root) => root.to_string_lossy().into_owned(),
            None => "the source's folder".into(),
        }))
    }
}

impl Files for Disk {
    fn read(&self, from: Option<&Path>, target: &Path) -> Result<Vec<u8>, FileError> {
        let (path, _) = self.find(from, target)?;
        std::fs::read(&path).map_err(unreadable)
    }
}

/// The empty path denotes the current folder.
fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// A path without `.` and, where this can't change its meaning, without `..`.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn unreadable(error: std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::NotFound,
        _ => FileError::Unreadable(error.to_string()),
    }
}

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl Files for MemoryFiles {
    fn read(&self, _from: Option<&Path>, target: &Path) -> Result<Vec<u8>, FileError> {
        target.to_str().and_then(|target| self.0.get(target)).cloned().ok_or(FileError::NotFound)
    }
}

/// The path for a name's bytes, which need not be valid Unicode on systems that allow it.
pub fn path(name: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(name));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(&name).into_owned());
}

fn relative(path: &Path) -> Result<&Path, FileError> {
    let target = path.to_string_lossy();
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    if scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) {
        return Err(FileError::Forbidden(format!("`{scheme}:` addresses are not fetched")));
    }
    if path.components().any(|c| matches!(c, Component::RootDir | Component::Prefix(_))) {
        return Err(FileError::Forbidden("absolute paths are not read".into()));
    }
    Ok(path)
}
