//! Options take precedence over the source's metadata.

use super::clean;
use crate::document::{Date, Document, Person, Unresolved};
use crate::options::TransformOptions;

/// Replaces title, authors, date, language, identifier and cover by those of the options.
pub(super) fn choose(document: &mut Document, options: &TransformOptions) {
    let metadata = &mut document.metadata;
    if let Some(title) = options.title.as_ref().filter(|t| !t.trim().is_empty()) {
        metadata.title = Some(title.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if !options.authors.is_empty() {
        metadata.authors = options.authors.iter().map(Person::named).collect();
    }
    if let Some(date) = options.date.as_deref().and_then(Date::parse_iso) {
        (metadata.issued, metadata.issued_as_written) = (Some(date), None);
    }
    if let Some(language) = &options.language {
        metadata.language = Some(language.clone());
    }
    if let Some(identifier) = &options.identifier {
        metadata.identifiers = vec![identifier.clone()];
    }
    if let Some(cover) = &options.cover {
        metadata.cover = Some(Unresolved { text: cover.clone(), span: None });
    }
    clean::metadata(metadata);
}
