//! Files and folders named in options and in `convert.toml`: themes, covers, roots.

use super::sources;
use super::streams::reason;
use crate::theme::{self, BuiltIn, Own};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Default size limit of image files.
pub const RESOURCE_SIZE: u64 = 128 << 20;

/// A theme by name or file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Theme {
    /// A built-in theme.
    BuiltIn(BuiltIn),
    /// A custom theme file.
    File(PathBuf),
}

impl Theme {
    /// Parses a name or path.
    ///
    /// # Errors
    /// With a message that says what is allowed.
    pub fn parse(text: &str) -> Result<Theme, String> {
        match theme::is_file(text) {
            true => Ok(Theme::File(text.into())),
            false => BuiltIn::named(text).map(Theme::BuiltIn),
        }
    }

    /// The built-in theme, if it is one.
    pub fn built_in(&self) -> Option<BuiltIn> {
        if let Theme::BuiltIn(theme) = self { Some(*theme) } else { None }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        if let Theme::File(path) = self { Some(path) } else { None }
    }
}

/// A named file or folder that is not usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFault {
    /// The option that names it.
    pub option: &'static str,
    /// Its path.
    pub path: PathBuf,
    /// The reason.
    pub why: String,
}

impl NamedFault {
    fn of(option: &'static str, path: &Path, why: Option<String>) -> Option<NamedFault> {
        Some(NamedFault { option, path: path.to_owned(), why: why? })
    }

    /// The message for a settings file, where the option's name is known from context.
    pub fn message(&self) -> String {
        format!("`{}` names {}: {}", self.option, sources::shown(&self.path), self.why)
    }

    /// What the option accepts.
    pub fn help(&self) -> String {
        match self.option {
            "theme" => "--theme takes a theme's name or a TOML file".to_owned(),
            "epub-cover" => format!("--epub-cover takes a picture: {}", crate::transform::picture_kinds("or")),
            _ => "--root takes a folder".to_owned(),
        }
    }
}

/// Checks a theme file, a cover and a root.
pub fn faults(theme: Option<&Path>, cover: Option<&Path>, root: Option<&Path>) -> Vec<NamedFault> {
    let theme = theme.map(|path| NamedFault::of("theme", path, self::theme(path).err()));
    let cover = cover.map(|path| NamedFault::of("epub-cover", path, picture(path).err()));
    let root = root.map(|path| NamedFault::of("root", path, folder(path).err()));
    [theme, cover, root].into_iter().flatten().flatten().collect()
}

/// The text of a theme file.
///
/// # Errors
/// Why it can't be read.
pub fn theme(path: &Path) -> Result<String, String> {
    let bytes = std::fs::File::open(path).and_then(|file| {
        let mut bytes = Vec::new();
        file.take(Own::MOST + 1).read_to_end(&mut bytes).map(|_| bytes)
    });
    bytes.map_err(|error| reason(&error)).and_then(Own::decode).map_err(|why| format!("cannot be read: {why}"))
}

/// Checks that a file is a supported image.
fn picture(path: &Path) -> Result<(), String> {
    let bytes = std::fs::File::open(path).and_then(|file| {
        // Size limits are checked later.
        let mut bytes = Vec::new();
        file.take(RESOURCE_SIZE).read_to_end(&mut bytes).map(|_| bytes)
    });
    let bytes = bytes.map_err(|error| format!("cannot be read: {}", reason(&error)))?;
    crate::transform::picture(&bytes)
}

/// Checks that a path is a folder.
fn folder(path: &Path) -> Result<(), String> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    match std::fs::metadata(path) {
        Ok(data) if data.is_dir() => Ok(()),
        Ok(_) => Err("it is no folder".into()),
        Err(error) => Err(format!("cannot be read: {}", reason(&error))),
    }
}
