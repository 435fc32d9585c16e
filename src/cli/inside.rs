//! Whether a place lies in a folder, wherever links lead.

use std::path::{Path, PathBuf};

/// Whether a place lies in a folder once all links on the way to it are followed: whoever wrote a project's file can put
/// links beside it.
pub fn is_inside(folder: &Path, place: &Path) -> bool {
    let here = |path: &Path| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
    let Ok(folder) = here(folder).canonicalize() else { return false };
    // What is not there yet has no links; `..` behind it leads who knows where.
    let mut there = here(place);
    loop {
        if let Ok(real) = there.canonicalize() {
            return real.starts_with(&folder);
        }
        // A link that leads nowhere: what is written through it lands there.
        if there.is_symlink() || there.file_name().is_none() || !there.pop() {
            return false;
        }
        there = here(&there);
    }
}
