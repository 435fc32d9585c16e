//! Atomic file writes: to a temporary file in the same folder, which is then renamed.
//!
//! A run killed in between leaves the temporary file, `.NAME.….folio-part`, and the old output; [`sweep`] removes such
//! files. A file that replaces an older one is flushed to disk before renaming, so that a power failure can't lose
//! both. New files are not flushed: they can be made again, and flushing would dominate the time of large batches. The
//! same holds in `--watch`, where the source still exists and flushing may take longer than the conversion.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;

/// Suffix of temporary files.
pub const PART: &str = ".folio-part";
/// Age after which a temporary file can't belong to a running process.
const STALE: Duration = Duration::from_secs(3600);
/// Limit of consecutive links, as in the system.
const MOST_LINKS: usize = 40;

/// Whether a file is flushed to disk before it replaces an older one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flush {
    /// Flushed: safe against power failure.
    #[default]
    First,
    /// Left to the system.
    Later,
}

/// Writes `bytes` to `path` atomically and creates folders. Links are followed; special files (pipes, devices) are
/// written directly. A file that already has this content is not touched.
///
/// # Errors
/// An I/O error.
pub fn save(path: &Path, bytes: &[u8], flush: Flush) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "there is a folder of this name"));
        }
        Ok(old) if !old.is_file() => return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Ok(old) if old.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file that is there is write-protected"));
        }
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.as_ref().is_some_and(|old| old.len() == bytes.len() as u64) && fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let path = if old.is_some() { path.canonicalize()? } else { followed(path) };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Creating an existing folder would lock its parent, which other threads wait for.
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    let mut part = part(&path, old.as_ref().map(fs::Metadata::permissions))?;
    part.write_all(bytes)?;
    if old.is_some() && flush == Flush::First {
        part.as_file().sync_data()?;
    }
    part.persist(&path)?;
    Ok(())
}

/// Creates a temporary file beside `path`, with these permissions or the default ones.
///
/// # Errors
/// An I/O error.
pub fn part(path: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The name is truncated because of length limits (255 bytes, on some file systems 143).
    let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(20).collect();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PART);
    if let Some(permissions) = permissions.or_else(usual_permissions) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

/// Resolves links to a file that does not exist yet. Circular links were refused before.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

/// Removes temporary files of killed runs, at least an hour old.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let stale = || {
            let modified = entry.metadata().and_then(|m| m.modified()).ok();
            modified.and_then(|at| SystemTime::now().duration_since(at).ok()).is_some_and(|age| age > STALE)
        };
        if name.starts_with('.') && name.ends_with(PART) && stale() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Default permissions before the process's umask.
#[cfg(unix)]
fn usual_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

/// Default permissions of the system.
#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}

/// Reads one of the program's own files: a regular file of limited size, not a link or pipe.
pub fn read_plain(path: &Path, most: u64) -> Option<Vec<u8>> {
    fs::symlink_metadata(path).ok().filter(|data| data.is_file() && data.len() <= most)?;
    fs::read(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn folders_are_made_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.pdf");
        save(&path, b"one", Flush::First).unwrap();
        save(&path, b"two", Flush::First).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(path.parent().unwrap()), ["c.pdf"]);
    }

    #[test]
    fn a_write_protected_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        save(&path, b"one", Flush::First).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let refused = save(&path, b"two", Flush::First).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"one".to_vec(), vec!["a.txt".to_owned()]));
    }

    #[test]
    fn the_same_bytes_leave_the_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        save(&path, b"one", Flush::First).unwrap();
        let old = SystemTime::now() - Duration::from_secs(1000);
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        save(&path, b"one", Flush::First).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn stale_leavings_are_swept_fresh_ones_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [(".a.pdf.x1.folio-part", 7200), (".b.pdf.x2.folio-part", 5), ("c.folio-part", 7200)] {
            let path = folder.path().join(name);
            fs::write(&path, "half").unwrap();
            let at = SystemTime::now() - Duration::from_secs(age);
            fs::File::options().write(true).open(&path).unwrap().set_modified(at).unwrap();
        }
        sweep(folder.path());
        assert_eq!(names(folder.path()), [".b.pdf.x2.folio-part", "c.folio-part"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_modes_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.txt"), folder.path().join("link.txt"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        save(&link, b"new", Flush::First).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        // Also a dangling link.
        fs::remove_file(&real).unwrap();
        save(&link, b"anew", Flush::First).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"anew");
    }
}
