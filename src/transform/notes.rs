//! Notes stand in the order in which they are met by who reads a paragraph, then its notes, then the notes of these; what
//! nothing refers to stands at the end. So numbers rise in the text, at the foot of every page and in every list of notes.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Document, InlineKind, NoteId, walk};
use std::collections::VecDeque;

/// Puts the notes in order, and says which of them nothing refers to.
pub(super) fn order(document: &mut Document, diagnostics: &mut Diagnostics) {
    let count = document.notes.len();
    if count == 0 {
        return;
    }
    let mut order = Order { numbers: Vec::with_capacity(count), places: vec![None; count], queue: VecDeque::new() };
    walk::blocks(&document.blocks, &mut |block| {
        order.references(block);
        order.notes_of_notes(document);
    });
    for lonely in 0..count {
        if order.places[lonely].is_some() {
            continue;
        }
        let note = &document.notes[lonely];
        let message = format!("nothing refers to the note `{}`", note.label);
        diagnostics.push(
            Diagnostic::new(&codes::NOTE_UNREFERENCED, note.span.map(|s| s.at_start()), message)
                .help(format!("write `[^{}]` where it belongs", note.label)),
        );
        order.meet(NoteId(lonely as u32));
        order.notes_of_notes(document);
    }
    let Order { numbers: order, places, .. } = order;
    if order.iter().enumerate().all(|(i, &note)| i == note) {
        return;
    }
    let mut notes: Vec<_> = std::mem::take(&mut document.notes).into_iter().map(Some).collect();
    document.notes = order.iter().filter_map(|&i| notes[i].take()).collect();
    walk::all_inlines_mut(document, &mut |list| {
        walk::inlines_mut(list, &mut |inline| {
            if let InlineKind::NoteRef(id) = &mut inline.kind {
                *id = NoteId(places[id.0 as usize].unwrap_or(id.0));
            }
        });
    });
}

/// Notes in the order in which they are met.
struct Order {
    /// The notes, by their number.
    numbers: Vec<usize>,
    /// Their numbers.
    places: Vec<Option<u32>>,
    /// Those whose own notes are still to be met.
    queue: VecDeque<usize>,
}

impl Order {
    fn meet(&mut self, id: NoteId) {
        let note = id.0 as usize;
        if let Some(place @ None) = self.places.get_mut(note) {
            *place = Some(self.numbers.len() as u32);
            self.numbers.push(note);
            self.queue.push_back(note);
        }
    }

    /// Meets what a block itself refers to, without the blocks in it.
    fn references(&mut self, block: &Block) {
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                if let InlineKind::NoteRef(id) = inline.kind {
                    self.meet(id);
                }
            });
        });
    }

    /// Meets what the notes refer to that were met so far, and what these refer to.
    fn notes_of_notes(&mut self, document: &Document) {
        while let Some(note) = self.queue.pop_front() {
            walk::blocks(&document.notes[note].blocks, &mut |block| self.references(block));
        }
    }
}
