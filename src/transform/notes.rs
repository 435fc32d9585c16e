//! Notes stand in the order in which the text refers to them first; what nothing refers to stands at the end.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Document, InlineKind, NoteId, walk};
use std::collections::VecDeque;

/// Puts the notes in order, and says which of them nothing refers to.
pub(super) fn order(document: &mut Document, diagnostics: &mut Diagnostics) {
    let count = document.notes.len();
    if count == 0 {
        return;
    }
    let mut order: Vec<usize> = Vec::with_capacity(count);
    let mut places: Vec<Option<u32>> = vec![None; count];
    let mut queue: VecDeque<usize> = VecDeque::new();
    let mut next_unreferenced = 0;
    references(&document.blocks, &mut |id| meet(id, &mut places, &mut order, &mut queue));
    loop {
        // Notes in notes come behind all that the text itself refers to.
        while let Some(note) = queue.pop_front() {
            references(&document.notes[note].blocks, &mut |id| meet(id, &mut places, &mut order, &mut queue));
        }
        let Some(lonely) = (next_unreferenced..count).find(|&i| places[i].is_none()) else { break };
        next_unreferenced = lonely + 1;
        let note = &document.notes[lonely];
        let message = format!("nothing refers to the note `{}`", note.label);
        diagnostics.push(
            Diagnostic::new(&codes::NOTE_UNREFERENCED, note.span.map(|s| s.at_start()), message)
                .help(format!("write `[^{}]` where it belongs", note.label)),
        );
        meet(NoteId(lonely as u32), &mut places, &mut order, &mut queue);
    }
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

fn meet(id: NoteId, places: &mut [Option<u32>], order: &mut Vec<usize>, queue: &mut VecDeque<usize>) {
    let note = id.0 as usize;
    if let Some(place @ None) = places.get_mut(note) {
        *place = Some(order.len() as u32);
        order.push(note);
        queue.push_back(note);
    }
}

fn references(blocks: &[Block], found: &mut dyn FnMut(NoteId)) {
    walk::blocks(blocks, &mut |block| {
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| {
                if let InlineKind::NoteRef(id) = inline.kind {
                    found(id);
                }
            });
        });
    });
}
