//! Restores literal characters after typography.

use crate::document::literal::restore as put_back;
use crate::document::{Document, InlineKind, walk};

/// Restores all texts derived from running text.
pub(super) fn restore(document: &mut Document) {
    walk::all_inlines_mut(document, &mut |line| {
        walk::inlines_mut(line, &mut |inline| match &mut inline.kind {
            InlineKind::Text(text) => put_back(text),
            InlineKind::Image(image) => put_back(&mut image.alt),
            _ => {}
        });
    });
    let metadata = &mut document.metadata;
    let texts = [&mut metadata.title, &mut metadata.subtitle, &mut metadata.description];
    texts.into_iter().flatten().for_each(put_back);
    for note in &mut document.notes {
        put_back(&mut note.label);
    }
}
