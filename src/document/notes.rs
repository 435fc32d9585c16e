//! The numbers of notes. Which of them a document shows is its theme's choice; how many notes a page has is known by pages
//! only.

use super::kind::heading;
use super::{Block, Document, InlineKind, NoteId, walk};
use std::collections::VecDeque;

/// The numbers that notes are called by.
///
/// ```
/// use folio::document::{NoteId, NoteNumbers};
/// assert_eq!(NoteNumbers::default().of(NoteId(4)), 5);
/// ```
#[derive(Clone, Debug, Default)]
pub struct NoteNumbers {
    /// Those that begin anew somewhere, by note.
    anew: Option<Vec<u32>>,
}

impl NoteNumbers {
    /// Numbers that begin anew in each chapter, or part, of a document.
    pub fn by_chapter(document: &Document) -> NoteNumbers {
        let mut numbers = ByChapter { last: 0, numbers: vec![0; document.notes.len()], queue: VecDeque::new() };
        for block in &document.blocks {
            if heading(block).is_some_and(|heading| document.build.rank(heading.level) == 1) {
                numbers.last = 0;
            }
            walk::blocks(std::slice::from_ref(block), &mut |block| {
                numbers.references(block);
                numbers.notes_of_notes(document);
            });
        }
        // Those that nothing refers to come last.
        for lonely in (0..).map(NoteId).take(document.notes.len()) {
            numbers.meet(lonely);
            numbers.notes_of_notes(document);
        }
        NoteNumbers { anew: Some(numbers.numbers) }
    }

    /// The number of a note; by default its place in the document.
    pub fn of(&self, id: NoteId) -> u32 {
        let anew = self.anew.as_ref().and_then(|numbers| numbers.get(id.0 as usize));
        anew.copied().unwrap_or_else(|| id.number())
    }
}

/// Notes in the order in which they are met, as the `notes` transform puts them.
struct ByChapter {
    /// The last number that was given.
    last: u32,
    /// By note; 0: not met.
    numbers: Vec<u32>,
    /// Those whose own notes are still to be met.
    queue: VecDeque<NoteId>,
}

impl ByChapter {
    fn meet(&mut self, id: NoteId) {
        if let Some(number @ 0) = self.numbers.get_mut(id.0 as usize) {
            self.last += 1;
            *number = self.last;
            self.queue.push_back(id);
        }
    }

    fn references(&mut self, block: &Block) {
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                if let InlineKind::NoteRef(id) = inline.kind {
                    self.meet(id);
                }
            });
        });
    }

    fn notes_of_notes(&mut self, document: &Document) {
        while let Some(id) = self.queue.pop_front() {
            walk::blocks(&document.note(id).blocks, &mut |block| self.references(block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Heading, Inline, Note};

    #[test]
    fn a_chapter_begins_with_the_notes_of_its_heading() {
        let mark = |id: u32| Inline::new(InlineKind::NoteRef(NoteId(id)), None);
        let text = |ids: &[u32]| Block::paragraph(ids.iter().map(|&id| mark(id)).collect(), None);
        let chapter = |ids: &[u32]| {
            let content = ids.iter().map(|&id| mark(id)).collect();
            Block::new(BlockKind::Heading(Heading { level: 1, content, unlisted: false }), None)
        };
        let note = |blocks| Note { label: "n".into(), blocks, span: None };
        let document = Document {
            blocks: vec![text(&[0]), chapter(&[1]), text(&[2, 1]), chapter(&[]), text(&[4])],
            // The third has a note of its own; nothing refers to the last.
            notes: vec![note(vec![]), note(vec![]), note(vec![text(&[3])]), note(vec![]), note(vec![]), note(vec![])],
            ..Document::default()
        };
        let numbers = NoteNumbers::by_chapter(&document);
        let all: Vec<u32> = (0..6).map(|id| numbers.of(NoteId(id))).collect();
        assert_eq!(all, [1, 1, 2, 3, 1, 2]);
        assert_eq!(NoteNumbers::default().of(NoteId(5)), 6);
    }
}
