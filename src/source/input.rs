//! Undecoded sources.

use std::path::PathBuf;

/// A source as bytes, with its name. Its format is detected later ([`read::detect`](crate::read::detect)).
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The name shown in messages.
    pub name: String,
    /// The file it was read from; `None` for standard input and for text made in memory.
    pub path: Option<PathBuf>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type (RFC 6838), if known.
    pub media_type: Option<String>,
}

impl Input {
    /// An input named `name` in messages that is not a file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Input { name: name.into(), path: None, bytes: bytes.into(), media_type: None }
    }

    /// Sets the path it was read from, relative to which resources are found.
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets its media type: `text/html; charset=utf-8`.
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The extension of its name, in lower case.
    pub fn extension(&self) -> Option<String> {
        extension(&self.name)
    }
}

/// The extension of a file's name (perhaps with folders before it), in lower case.
pub(super) fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
    Some(extension.to_ascii_lowercase())
}
