//! Note numbers. The theme chooses the numbering; numbering by page is only known after pagination.

use super::kind::heading;
use super::{Block, Document, InlineKind, NoteId, walk};
use std::collections::VecDeque;

/// The numbers of notes.
///
/// ```
/// use folio::document::{NoteId, NoteNumbers};
/// assert_eq!(NoteNumbers::default().of(NoteId(4)), 5);
/// ```
#[derive(Clone, Debug, Default)]
pub struct NoteNumbers {
    /// By note, for numbering that restarts.
    anew: Option<Vec<u32>>,
}

impl NoteNumbers {
    /// Numbers that restart in each chapter or part.
    pub fn by_chapter(document: &Document) -> NoteNumbers {
        let begins = |block: &Block| heading(block).is_some_and(|heading| document.build.rank(heading.level) == 1);
        let (mut numbers, mut last, mut read) = (vec![0; document.notes.len()], 0, 0);
        for met in in_order(document) {
            // The headings since the previous note.
            let to = met.block.map_or(document.blocks.len(), |at| at + 1).max(read);
            if document.blocks[read..to].iter().any(begins) {
                last = 0;
            }
            (read, last) = (to, last + 1);
            numbers[met.note.0 as usize] = last;
        }
        NoteNumbers { anew: Some(numbers) }
    }

    /// The number of a note; by default its position in the document.
    pub fn of(&self, id: NoteId) -> u32 {
        let anew = self.anew.as_ref().and_then(|numbers| numbers.get(id.0 as usize));
        anew.copied().unwrap_or_else(|| id.number())
    }
}

/// The first reference to a note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    pub note: NoteId,
    /// Index of the top-level block that refers to it, directly or through other notes; `None`: no reference.
    pub block: Option<usize>,
    /// Whether there is a reference.
    pub referenced: bool,
}

/// All notes in order of first reference: those of a paragraph, then those referred to within these notes; notes
/// without a reference come last.
pub(crate) fn in_order(document: &Document) -> Vec<Met> {
    let count = document.notes.len();
    let mut order = NoteOrder { met: Vec::with_capacity(count), known: vec![false; count], queue: VecDeque::new() };
    if count == 0 {
        return order.met;
    }
    for (at, block) in document.blocks.iter().enumerate() {
        walk::blocks(std::slice::from_ref(block), &mut |block| {
            order.references(block, Some(at));
            order.notes_of_notes(document, Some(at));
        });
    }
    for lonely in (0..).map(NoteId).take(count) {
        order.meet(Met { note: lonely, block: None, referenced: false });
        order.notes_of_notes(document, None);
    }
    order.met
}

struct NoteOrder {
    met: Vec<Met>,
    /// Whether each note has been found.
    known: Vec<bool>,
    /// Notes whose own references are still to be visited.
    queue: VecDeque<NoteId>,
}

impl NoteOrder {
    fn meet(&mut self, met: Met) {
        if let Some(known @ false) = self.known.get_mut(met.note.0 as usize) {
            *known = true;
            self.met.push(met);
            self.queue.push_back(met.note);
        }
    }

    /// Visits the references directly in a block, without nested blocks.
    fn references(&mut self, block: &Block, at: Option<usize>) {
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                if let InlineKind::NoteRef(note) = inline.kind {
                    self.meet(Met { note, block: at, referenced: true });
                }
            });
        });
    }

    /// Visits the references in the notes found so far, and in the notes these refer to.
    fn notes_of_notes(&mut self, document: &Document, at: Option<usize>) {
        while let Some(id) = self.queue.pop_front() {
            walk::blocks(&document.note(id).blocks, &mut |block| self.references(block, at));
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
