//! Sorts notes in order of first reference: those of a paragraph, then those referred to within these notes; notes
//! without a reference come last. So numbers ascend in the text, on every page and in every list of notes.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, InlineKind, NoteId, in_order, walk};

/// Sorts the notes and reports those without a reference.
pub(super) fn order(document: &mut Document, diagnostics: &mut Diagnostics) {
    let order = in_order(document);
    for met in order.iter().filter(|met| !met.referenced) {
        let note = document.note(met.note);
        let message = format!("nothing refers to the note `{}`", note.label);
        diagnostics.push(
            Diagnostic::new(&codes::NOTE_UNREFERENCED, note.span.map(|s| s.at_start()), message)
                .help(format!("write `[^{}]` where it belongs", note.label)),
        );
    }
    let mut places = vec![0; order.len()];
    for (place, met) in (0..).zip(&order) {
        places[met.note.0 as usize] = place;
    }
    if places.is_sorted() {
        return;
    }
    let mut notes: Vec<_> = std::mem::take(&mut document.notes).into_iter().map(Some).collect();
    document.notes = order.iter().filter_map(|met| notes[met.note.0 as usize].take()).collect();
    walk::all_inlines_mut(document, &mut |list| {
        walk::inlines_mut(list, &mut |inline| {
            if let InlineKind::NoteRef(id) = &mut inline.kind {
                *id = NoteId(places.get(id.0 as usize).copied().unwrap_or(id.0));
            }
        });
    });
}
