//! Bytes → [`Source`](crate::source::Source) and [`Document`](crate::document::Document): one reader per format.
//!
//! [`detect`] finds the reader for the input's format, or refuses it. Readers get bytes: those of text formats parse
//! the encoding declaration and call [`decode::text`]; those of packages unpack them and attach their images to the
//! source ([`Source::with_package`](crate::source::Source::with_package)).
//!
//! A reader never fails: what it does not understand is kept as text and reported.

mod build;
pub(crate) mod dates;
pub mod decode;
mod explanation;
pub mod html;
pub mod markdown;
mod markup;
pub mod plain;
mod reader;
mod sniff;

pub use explanation::Explanation;
pub use reader::{MAX_DEPTH, ReadContext, ReadInput, Reader};
pub use sniff::{Detected, Format, SourceRefusal, binary, detect};

/// Every reader there is.
pub const READERS: &[&dyn Reader] =
    &[&markdown::Markdown, &plain::Plain, &html::Html, &markdown::Gfm, &markdown::CommonMark];

/// The reader by name.
pub fn by_name(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.name() == name)
}

/// The reader for a media type, which may have parameters: `text/html; charset=utf-8`.
pub fn by_media_type(media_type: &str) -> Option<&'static dyn Reader> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    READERS.iter().copied().find(|r| r.media_types().iter().any(|known| known.eq_ignore_ascii_case(essence)))
}

/// The reader for a file name extension in lower case.
pub fn by_extension(extension: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.extensions().contains(&extension))
}
