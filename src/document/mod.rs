//! The document model: an article or book, independent of input and output formats.
//!
//! Readers build it, [`crate::transform`] completes it, writers render it. Invariants:
//!
//! - **All visible content is in [`Document::blocks`], in reading order**, including title, byline, date line and
//!   credits, as blocks with a [`Role`]. [`Metadata`] repeats it for machines; no writer generates visible text from it
//!   (the `title` transform does, once, for all formats).
//! - Text is normalized: white space is collapsed, paragraphs have none at start and end, soft line breaks are spaces
//!   (or nothing between ideographs). Only [`BlockKind::Code`] and [`InlineKind::Code`] are verbatim.
//! - Every node has its source position; `None` means that it was generated.

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
    /// Its structure: article or book, and the levels of parts and chapters; set by the last transform.
    pub build: Build,
    /// Its content, in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes; indexed by [`NoteId`]. In the order of first reference after the `notes` transform.
    pub notes: Vec<Note>,
    /// Loaded images; indexed by [`ResourceId`].
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

/// Index into [`Document::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct NoteId(pub u32);

impl NoteId {
    /// Its number in the document, from 1, in the order of the notes.
    pub fn number(self) -> u32 {
        self.0 + 1
    }
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Note {
    /// Its label in the source (`[^name]`), or its mark (`*`, `†`, `3`).
    pub label: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Source position of its definition.
    pub span: Option<crate::source::Span>,
}
