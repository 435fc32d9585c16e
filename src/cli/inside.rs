//! Containment of paths in folders, with links resolved.

use std::path::{Path, PathBuf};

/// Whether a path is inside a folder after resolving all links: an untrusted project may contain links.
pub fn is_inside(folder: &Path, place: &Path) -> bool {
    let here = |path: &Path| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
    let Ok(folder) = here(folder).canonicalize() else { return false };
    // Path components that don't exist can't be links; `..` after one is not resolved.
    let mut there = here(place);
    loop {
        if let Ok(real) = there.canonicalize() {
            return real.starts_with(&folder);
        }
        // A dangling link: writing through it creates its target.
        if there.is_symlink() || there.file_name().is_none() || !there.pop() {
            return false;
        }
        there = here(&there);
    }
}
