//! Where a forge has the sources: its paths begin at the checkout, ours at the working folder.

use crate::cli::finding::{Finding, FindingDetail};
use crate::cli::sources;
use std::path::{Path, PathBuf};

/// What forges call the folder of the checkout: GitHub's and GitLab's variables.
const VARIABLES: &[&str] = &["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The checkout, and the working folder in it.
pub struct Checkout {
    /// The checkout, absolute and without links.
    root: PathBuf,
    /// The working folder, as a path from there.
    here: PathBuf,
}

impl Checkout {
    /// The checkout that a forge names; `None` where there is none, or the working folder lies elsewhere.
    pub fn of_forge() -> Option<Checkout> {
        let root = VARIABLES.iter().find_map(std::env::var_os).filter(|root| !root.is_empty())?;
        let root = PathBuf::from(root).canonicalize().ok()?;
        let here = std::env::current_dir().ok()?.canonicalize().ok()?;
        Some(Checkout { here: here.strip_prefix(&root).ok()?.to_owned(), root })
    }

    /// The finding, its files named from the checkout.
    pub fn placed(&self, finding: &Finding) -> Finding {
        let file = finding.file.as_deref().map(|file| self.path(file));
        let detail = |detail: &FindingDetail| {
            let place = detail.place.as_ref().map(|(file, place)| (self.path(file), place.clone()));
            FindingDetail { place, ..detail.clone() }
        };
        Finding { file, details: finding.details.iter().map(detail).collect(), ..finding.clone() }
    }

    /// A file as it is named from the checkout; one outside of it stays as it is, and so does what is no file.
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
