//! Paths for forges: relative to the checkout instead of the working folder.

use crate::cli::finding::{Finding, FindingDetail};
use crate::cli::sources;
use std::path::{Path, PathBuf};

/// Environment variables with the checkout's folder (GitHub, GitLab).
const VARIABLES: &[&str] = &["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The checkout, and the working folder in it.
pub struct Checkout {
    /// Its canonical path.
    root: PathBuf,
    /// The working folder relative to it.
    here: PathBuf,
}

impl Checkout {
    /// The checkout of a forge; `None` if there is none, or the working folder is outside.
    pub fn of_forge() -> Option<Checkout> {
        let root = VARIABLES.iter().find_map(std::env::var_os).filter(|root| !root.is_empty())?;
        let root = PathBuf::from(root).canonicalize().ok()?;
        let here = std::env::current_dir().ok()?.canonicalize().ok()?;
        Some(Checkout { here: here.strip_prefix(&root).ok()?.to_owned(), root })
    }

    /// The finding with file names relative to the checkout.
    pub fn placed(&self, finding: &Finding) -> Finding {
        let file = finding.file.as_deref().map(|file| self.path(file));
        let detail = |detail: &FindingDetail| {
            let place = detail.place.as_ref().map(|(file, place)| (self.path(file), place.clone()));
            FindingDetail { place, ..detail.clone() }
        };
        Finding { file, details: finding.details.iter().map(detail).collect(), ..finding.clone() }
    }

    /// A file relative to the checkout; unchanged if outside, or not a file.
    fn path(&self, file: &str) -> String {
        if file.contains("://") || file == sources::SourceArgument::Stdin.to_string() {
            return file.to_owned();
        }
        let path = Path::new(file);
        let inner = match path.is_absolute() {
            true => path.strip_prefix(&self.root).map(Path::to_owned).ok(),
            false => Some(sources::plain(&self.here.join(path))),
        };
        inner.filter(|path| !path.starts_with("..")).map_or_else(|| file.to_owned(), |path| sources::shown(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_checkout() {
        let workspace = Checkout { root: "/w".into(), here: "sub/deep".into() };
        for (file, placed) in [
            ("docs/a.md", "sub/deep/docs/a.md"),
            ("../docs/./a.md", "sub/docs/a.md"),
            ("../../a.md", "a.md"),
            ("/w/b/a.md", "b/a.md"),
            ("../../../a.md", "../../../a.md"),
            ("/x/a.md", "/x/a.md"),
            ("standard input", "standard input"),
            ("https://example.org/a.html", "https://example.org/a.html"),
        ] {
            assert_eq!(workspace.path(file), placed);
        }
    }
}
