//! Writing a file so that there is never half of one: to a file of another name in the same folder, then renamed.
//!
//! A run that is killed between the two leaves that other file behind, `.NAME.….folio-part`, and the old output as it
//! was; [`sweep`] removes such leavings. What replaces an older file is flushed to the disk before it takes its
//! place, so that a power cut cannot cost both; a new file is left to the system, since there is nothing to lose but
//! the time to make it again (on a batch of thousands that is the greater part of the writing). So is what is made
//! while somebody watches: it is made from a source that is there, and the disk may take longer than the making.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;

/// How the name of an unfinished file ends.
pub const PART: &str = ".folio-part";
/// An unfinished file that is older than this belongs to no run that is still alive.
const STALE: Duration = Duration::from_secs(3600);
/// As many links are followed one after the other, as by the system.
const MOST_LINKS: usize = 40;

/// Whether what takes an older file's place is flushed to the disk before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flush {
    /// It is: a power cut costs neither.
    #[default]
    First,
    /// The system does it in its time.
    Later,
}

/// Writes `bytes` to `path`, whole or not at all; folders are made. A link is followed; what is no file (a pipe,
/// a device) is written to as it is. A file that holds these bytes already is not touched.
///
/// # Errors
/// The system's.
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
    // To make a folder that is there takes a lock on the one around it, which other threads wait for.
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

/// Begins an unfinished file beside `path`, with these permissions or those of any new file.
///
/// # Errors
/// The system's.
pub fn part(path: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Long names leave no room for more (255 bytes, on some file systems 143): what counts is the ending.
    let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(20).collect();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PART);
    if let Some(permissions) = permissions.or_else(usual_permissions) {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

/// Where links to a file that is not there yet lead. One that leads in a circle was refused before.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

/// Removes what killed runs left in a folder an hour ago or earlier.
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

/// Those of any new file; the process's mask is taken from them.
#[cfg(unix)]
fn usual_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

/// Those that the system gives.
#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}

/// The bytes of a file that the program keeps for itself: a plain file of at most so many bytes, no link and no pipe.
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
        // Also one that leads to no file yet.
        fs::remove_file(&real).unwrap();
        save(&link, b"anew", Flush::First).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"anew");
    }
}
