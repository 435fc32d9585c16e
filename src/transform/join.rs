//! Joins several documents.

use crate::document::{Document, Image, InlineKind, Metadata, NoteId, ResourceId, walk};

/// Joins documents: the first one's metadata, completed by the others', all blocks in order, notes and resources
/// renumbered. A single document is returned unchanged.
pub fn join(parts: Vec<Document>) -> Document {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for mut part in parts {
        let (notes, resources) = (whole.notes.len() as u32, whole.resources.len() as u32);
        if notes > 0 || resources > 0 {
            walk::all_inlines_mut(&mut part, &mut |list| {
                walk::inlines_mut(list, &mut |inline| match &mut inline.kind {
                    InlineKind::NoteRef(NoteId(id)) => *id += notes,
                    InlineKind::Image(Image { resource: Some(ResourceId(id)), .. }) => *id += resources,
                    _ => {}
                });
            });
        }
        if let Some(ResourceId(id)) = &mut part.metadata.cover_resource {
            *id += resources;
        }
        complete(&mut whole.metadata, part.metadata);
        whole.blocks.extend(part.blocks);
        whole.notes.extend(part.notes);
        whole.resources.extend(part.resources);
    }
    whole
}

/// Completes missing metadata from a later part. Its title is a chapter's and is not used; its authors only if there
/// are none.
fn complete(whole: &mut Metadata, part: Metadata) {
    fn fill<T>(field: &mut Option<T>, other: Option<T>) {
        if field.is_none() {
            *field = other;
        }
    }
    fn fill_list<T>(field: &mut Vec<T>, other: Vec<T>) {
        if field.is_empty() {
            *field = other;
        }
    }
    fill_list(&mut whole.authors, part.authors);
    fill_list(&mut whole.contributors, part.contributors);
    fill_list(&mut whole.identifiers, part.identifiers);
    if whole.issued_as_written.is_none() && whole.issued.is_none() {
        (whole.issued, whole.issued_as_written) = (part.issued, part.issued_as_written);
    }
    if whole.modified_as_written.is_none() && whole.modified.is_none() {
        (whole.modified, whole.modified_as_written) = (part.modified, part.modified_as_written);
    }
    fill(&mut whole.language, part.language);
    fill(&mut whole.publisher, part.publisher);
    fill(&mut whole.rights, part.rights);
    fill(&mut whole.series, part.series);
    fill(&mut whole.cover, part.cover);
    fill(&mut whole.cover_resource, part.cover_resource);
    fill(&mut whole.theme, part.theme);
    fill(&mut whole.page_size, part.page_size);
    fill(&mut whole.margin, part.margin);
    fill(&mut whole.font_size, part.font_size);
    fill(&mut whole.toc, part.toc);
    fill(&mut whole.list_of_figures, part.list_of_figures);
    fill(&mut whole.list_of_tables, part.list_of_tables);
    for word in part.keywords {
        if !whole.keywords.contains(&word) {
            whole.keywords.push(word);
        }
    }
}
