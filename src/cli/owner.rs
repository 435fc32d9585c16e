//! Trust in project files. A `convert.toml` in a parent folder may belong to anyone: whoever can write to `/tmp` could
//! control conversions there. As with git's `safe.directory`, it must belong to the user or the administrator, or be
//! named: by `--config`, or its folder in `FOLIO_TRUST`.

use std::path::Path;

/// Folders whose projects are trusted regardless of owner, separated as in `PATH`; `*`: all.
pub const TRUST: &str = "FOLIO_TRUST";

/// Whether a found project file is trusted.
pub fn is_trusted(file: &Path) -> bool {
    is_own(file) || is_allowed(file, std::env::var_os(TRUST).unwrap_or_default().as_os_str())
}

fn is_allowed(file: &Path, trusted: &std::ffi::OsStr) -> bool {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = folder.canonicalize() else { return false };
    std::env::split_paths(trusted)
        .any(|path| path == Path::new("*") || path.canonicalize().is_ok_and(|path| folder.starts_with(path)))
}

/// Whether the file, and the link to it, belongs to the user or the administrator. Under `sudo`, the original user
/// counts as well.
#[cfg(unix)]
fn is_own(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    let caller = std::env::var("SUDO_UID").ok().and_then(|id| id.parse().ok()).filter(|_| user == 0);
    let own = |data: std::io::Result<std::fs::Metadata>| {
        data.is_ok_and(|data| data.uid() == user || data.uid() == 0 || Some(data.uid()) == caller)
    };
    own(file.metadata()) && own(file.symlink_metadata())
}

/// On systems without file owners, all are trusted.
#[cfg(not(unix))]
fn is_own(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn a_folder_is_trusted_with_all_that_lies_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        let file = inner.join("convert.toml");
        std::fs::write(&file, "").unwrap();
        let outer = folder.path().join("a");
        let other = folder.path().join("c");
        assert!(is_own(&file));
        assert!(is_allowed(&file, OsStr::new("*")) && is_allowed(&file, outer.as_os_str()));
        assert!(is_allowed(&file, &std::env::join_paths([&other, &inner]).unwrap()));
        assert!(!is_allowed(&file, OsStr::new("")) && !is_allowed(&file, other.as_os_str()));
    }
}
