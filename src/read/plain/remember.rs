//! Collects metadata from the lines of dates of an article.

use super::arena::Arena;
use super::class::Classes;
use super::{dates, order};
use crate::document::{Date, Person};

/// Notes what a line of dates, unit `i`, says.
pub(super) fn date_line(arena: &Arena<'_>, i: usize, line: &dates::DateLine, classes: &mut Classes) {
    let issued = settled_date(arena, i, line.issued, classes);
    let modified = settled_date(arena, i, line.modified, classes);
    let metadata = &mut classes.metadata;
    metadata.issued = metadata.issued.or(issued);
    metadata.modified = metadata.modified.or(modified);
    metadata.place = metadata.place.take().or_else(|| line.place.clone());
    if let Some(name) = line.author.as_ref().filter(|_| metadata.authors.is_empty()) {
        metadata.authors.push(Person::named(name.as_str()));
    }
}

/// The date of unit `i`, by the order of the text's dates where it may be two.
pub(super) fn settled_date(
    arena: &Arena<'_>,
    i: usize,
    when: Option<dates::When>,
    classes: &mut Classes,
) -> Option<Date> {
    let when = when?;
    let date = when.settle(|| order::of(arena.text));
    if date.is_none() {
        classes.ambiguous.push(i);
    }
    date
}
