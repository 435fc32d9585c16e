//! Input and output data of XHTML writing.

use crate::cancel::Cancel;
use crate::document::{Block, BlockKind, Document, Language, NoteId, NoteNumbers, ResourceId, Role};
use std::collections::BTreeSet;

/// Context in which text is written.
#[derive(Clone, Copy, Debug)]
pub struct XhtmlContext<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its main language.
    pub language: &'a Language,
    /// The numbers of its notes.
    pub numbers: &'a NoteNumbers,
    /// Offset from heading levels to HTML heading levels.
    pub shift: i8,
    /// Whether elements have `epub:type`: only in files that declare its namespace.
    pub types: bool,
    /// The output format in messages: “an EPUB”.
    pub format: &'static str,
    /// Cancels writing.
    pub cancel: &'a Cancel,
}

/// Resolves ids, notes and resources to addresses relative to the file being written.
pub trait LinkResolver {
    /// Name of the file.
    fn file(&self) -> &str;
    /// The id under which a document's id appears in this file; `None` if it is in another.
    fn id<'s>(&'s self, id: &'s str) -> Option<&'s str>;
    /// The address of an id of the document; `None` if there is no such id.
    fn address(&self, id: &str) -> Option<String>;
    /// Name of the file with a note, empty for this one; `None` if there is no such note.
    fn note(&self, id: NoteId) -> Option<&str>;
    /// The files that refer to a note, in order.
    fn marks(&self, id: NoteId) -> Vec<NoteMarks<'_>>;
    /// The file of a resource; `None` if it can't be shown.
    fn picture(&self, id: ResourceId) -> Option<ShownImage<'_>>;
}

/// The references to a note from one file.
#[derive(Clone, Copy, Debug)]
pub struct NoteMarks<'p> {
    /// Name of the file, empty for the one being written.
    pub file: &'p str,
    /// How many there are.
    pub count: u32,
}

/// An image file.
#[derive(Clone, Copy, Debug)]
pub struct ShownImage<'p> {
    /// Its address.
    pub name: &'p str,
    /// Whether nested drawings were removed from it.
    pub lacks_drawings: bool,
}

/// Attribute and class of a block that continues one in the previous file.
pub const CONTINUED: &str = "continued";

/// Features of a file, from which manifest properties and accessibility metadata are derived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFacts {
    /// Formulas as MathML.
    pub formulas: usize,
    /// Formulas shown as source text.
    pub sources: usize,
    /// Formulas whose description is in another language than the text.
    pub foreign_descriptions: usize,
    /// Images shown.
    pub images: usize,
    /// Images without alternative text.
    pub silent_images: usize,
    /// Tables.
    pub tables: usize,
    /// Whether it contains right-to-left text.
    pub right_to_left: bool,
    /// Page breaks of the print edition: labels, and addresses in this file.
    pub pages: Vec<(String, String)>,
    /// Resources used.
    pub resources: BTreeSet<ResourceId>,
}

impl FileFacts {
    /// Adds another file's.
    pub fn add(&mut self, other: &FileFacts) {
        self.formulas += other.formulas;
        self.sources += other.sources;
        self.foreign_descriptions += other.foreign_descriptions;
        self.images += other.images;
        self.silent_images += other.silent_images;
        self.tables += other.tables;
        self.right_to_left |= other.right_to_left;
        self.pages.extend_from_slice(&other.pages);
        self.resources.extend(&other.resources);
    }
}

/// The level of a heading outside the title block.
pub fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) if !in_title_block(block) => Some(heading.level.max(1)),
        _ => None,
    }
}

/// Whether a block belongs to the title block.
pub fn in_title_block(block: &Block) -> bool {
    matches!(
        block.attributes.role,
        Some(Role::Title | Role::Subtitle | Role::Kicker | Role::Standfirst | Role::Byline | Role::DateLine)
    )
}
