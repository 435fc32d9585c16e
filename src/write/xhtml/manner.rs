//! What a writer gives to the text of its files, and what it learns of it.

use crate::cancel::Cancel;
use crate::document::{Block, BlockKind, Document, Language, NoteId, NoteNumbers, ResourceId, Role};
use std::collections::BTreeSet;

/// What the text is written for.
#[derive(Clone, Copy, Debug)]
pub struct XhtmlContext<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its main language.
    pub language: &'a Language,
    /// The numbers of its notes.
    pub numbers: &'a NoteNumbers,
    /// What is added to a heading's level to give the level of its element.
    pub shift: i8,
    /// Whether elements bear `epub:type`: only in files that declare its namespace.
    pub types: bool,
    /// What the text becomes a part of, as messages say it: “an EPUB”.
    pub format: &'static str,
    /// Ends the writing.
    pub cancel: &'a Cancel,
}

/// Where things are found, seen from the file that is written.
pub trait LinkResolver {
    /// The name of the file itself.
    fn file(&self) -> &str;
    /// The id that an id of the document has in this file; `None`: it is not in this file.
    fn id<'s>(&'s self, id: &'s str) -> Option<&'s str>;
    /// The address of an id of the document; `None`: nothing is called so.
    fn address(&self, id: &str) -> Option<String>;
    /// The name of the file that holds a note, empty for this one; `None`: there is no such note.
    fn note(&self, id: NoteId) -> Option<&str>;
    /// The files that refer to a note, in order.
    fn marks(&self, id: NoteId) -> Vec<NoteMarks<'_>>;
    /// The file that a resource becomes; `None`: it can't be shown.
    fn picture(&self, id: ResourceId) -> Option<ShownImage<'_>>;
}

/// The marks of a note in a file.
#[derive(Clone, Copy, Debug)]
pub struct NoteMarks<'p> {
    /// The name of the file, empty for the one that is written.
    pub file: &'p str,
    /// How many there are.
    pub count: u32,
}

/// An image that can be shown.
#[derive(Clone, Copy, Debug)]
pub struct ShownImage<'p> {
    /// Its address.
    pub name: &'p str,
    /// Whether it is a drawing without the drawings that it shows.
    pub lacks_drawings: bool,
}

/// The attribute of a block that goes on with one in the file before; also its class.
pub const CONTINUED: &str = "continued";

/// What a file turned out to hold: the manifest's properties and the accessibility metadata rest on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFacts {
    /// Formulas as MathML.
    pub formulas: usize,
    /// Formulas that could only be shown as source.
    pub sources: usize,
    /// Formulas whose description is in another language than the text.
    pub foreign_descriptions: usize,
    /// Images that are shown.
    pub images: usize,
    /// Images without alternative text.
    pub silent_images: usize,
    /// Tables.
    pub tables: usize,
    /// Whether some of it runs from right to left.
    pub right_to_left: bool,
    /// The pages of a print edition that begin here: their names, and the addresses of their marks in this file.
    pub pages: Vec<(String, String)>,
    /// The resources that are shown.
    pub resources: BTreeSet<ResourceId>,
}

impl FileFacts {
    /// Both together.
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

/// The level of a heading that is no part of the title.
pub fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) if !in_title_block(block) => Some(heading.level.max(1)),
        _ => None,
    }
}

/// Whether a block belongs to the title.
pub fn in_title_block(block: &Block) -> bool {
    matches!(
        block.attributes.role,
        Some(Role::Title | Role::Subtitle | Role::Kicker | Role::Standfirst | Role::Byline | Role::DateLine)
    )
}
