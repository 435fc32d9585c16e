//! The model: what an article or a book *is*, independent of where it came from and where it goes.
//!
//! Readers build it, [`crate::transform`] completes it, writers render it. Three rules hold everywhere:
//!
//! - **Everything the reader sees is in [`Document::blocks`], in reading order**: also the title, the byline, the
//!   date line and the credits, as blocks with a [`Role`]. [`Metadata`] repeats what they say for machines; no
//!   writer makes up visible text from it (the `title` transform does, once, for all formats).
//! - Text is normalized: runs of white space are one space, none stands at the start or the end of a
//!   paragraph, soft line breaks are spaces, or nothing between ideographs. Only [`BlockKind::Code`] and [`InlineKind::Code`] are verbatim.
//! - Every node has the place in the source that it came from; `None` means that it was generated.

pub mod address;
pub(crate) mod base64;
mod block;
mod builder;
pub mod cells;
mod covered;
pub mod divisions;
pub mod dump;
mod gaps;
mod grid;
mod identity;
pub(crate) mod ifd;
mod image_format;
mod inline;
mod jpeg;
mod kind;
pub mod line_end;
pub mod literal;
mod metadata;
mod notes;
mod orientation;
mod raster;
mod resource;
pub mod script;
pub(crate) mod svg;
mod table;
pub mod text;
pub mod walk;

pub use block::*;
pub use builder::{InlineBuilder, normalize};
pub use covered::Covered;
pub use grid::{Grid, GridCell, GridRow, is_number};
pub use identity::Moment;
pub use image_format::ImageFormat;
pub use inline::*;
pub(crate) use jpeg::JpegFault;
pub use jpeg::JpegHead;
pub use kind::{Build, DocumentKind};
pub use metadata::*;
pub use notes::NoteNumbers;
pub(crate) use notes::in_order;
pub use orientation::Orientation;
pub use raster::RasterFacts;
pub use resource::*;
pub use table::*;

/// An article or a book.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Document {
    /// What is known about it.
    pub metadata: Metadata,
    /// How it is built: an article or a book, and which headings are chapters; settled by the last of the transforms.
    pub build: Build,
    /// All that is read, in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes; [`NoteId`] is an index into this list. After the `notes` transform they stand in the order of
    /// their first reference.
    pub notes: Vec<Note>,
    /// Images that were found and could be read; [`ResourceId`] is an index into this list.
    pub resources: Vec<Resource>,
}

impl Document {
    /// The note with this id.
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0 as usize]
    }

    /// The resource with this id.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0 as usize]
    }
}

/// A note's place in [`Document::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct NoteId(pub u32);

impl NoteId {
    /// Its number in the document, from 1: notes stand in the order in which they are met.
    pub fn number(self) -> u32 {
        self.0 + 1
    }
}

/// A footnote: its text stands apart, its mark in the text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Note {
    /// The name it has in the source (`[^name]`), or the mark it had there (`*`, `†`, `3`).
    pub label: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it is defined.
    pub span: Option<crate::source::Span>,
}
