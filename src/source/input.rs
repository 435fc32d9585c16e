//! Sources as they were given, before their bytes are text.

use std::path::PathBuf;

/// A source as it was given: its bytes, and how it is called. What the bytes are is found out later
/// ([`read::detect`](crate::read::detect)).
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The name shown in messages.
    pub name: String,
    /// The file it was read from; `None` for standard input and for text made in memory.
    pub path: Option<PathBuf>,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Its media type (RFC 6838), where whoever gave it knows.
    pub media_type: Option<String>,
}

impl Input {
    /// An input called `name` in messages, that is no file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Input { name: name.into(), path: None, bytes: bytes.into(), media_type: None }
    }

    /// The same input, read from the file `path`: resources are looked for beside it.
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same input, said to be of a media type: `text/html; charset=utf-8`.
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
