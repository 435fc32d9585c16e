//! Classes: units → what each of them is in the article. The head and the tail are settled first, then the
//! subheads, with the neighbours taken into account; what no class claims with enough certainty is a paragraph.

use super::arena::Arena;
use super::class::{Class, Classes, Genre, Settled};
use super::evidence::Evidence;
use super::limits::head::DATELINE;
use super::scores::classify as scores;
use super::unit::{Shape, Unit};
use super::{caption, dateline, ending, front, letter, subheads};
use crate::document::Metadata;
use crate::source::Cut as _;
use std::ops::Range;

/// Settles every unit's class.
///
/// `contents` are the units of the lists of contents.
pub(super) fn classify(
    arena: &Arena<'_>,
    units: &[Unit],
    contents: &[Range<usize>],
    genre: Genre,
    metadata: Metadata,
) -> Classes {
    let book = genre.book;
    let mut classes = Classes { metadata, ..Classes::shapes(units) };
    for i in contents.iter().cloned().flatten() {
        classes.list[i] = Settled { class: Class::Contents, evidence: Evidence::of(scores::ENTRY_OF_THE_CONTENTS) };
    }
    caption::settle(arena, units, &mut classes);
    let body = if genre.message { 0 } else { front::front(arena, units, book, &mut classes) };
    ending::tails(arena, units, body, &mut classes);
    ending::related(arena, units, &mut classes);
    if !book {
        ending::authors(arena, units, body, &mut classes);
    }
    // Captions and credits may stand above the text.
    let text = |i: &usize| matches!(units[*i].shape, Shape::Prose) && classes.list[*i].class == Class::Shape;
    for body in (body..units.len().min(body + 4)).filter(text).take(if book { 0 } else { 2 }).collect::<Vec<_>>() {
        let (start, end) = arena.extent(&units[body].lines);
        let head = arena
            .text
            .cut(start as usize..end as usize)
            .head(DATELINE)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(line) =
            dateline::parse(&head).filter(|_| classes.metadata.agency.is_none() || classes.metadata.place.is_none())
        {
            let place = line.place.clone();
            classes.list[body].evidence.add_naming(scores::BEGINS_WITH_THE_DATELINE, &place);
            classes.metadata.place = Some(line.place);
            classes.metadata.agency = line.agency.or(classes.metadata.agency.take());
            classes.metadata.issued = classes.metadata.issued.or(line.issued);
        }
    }
    subheads::headings(arena, units, body, genre, &mut classes);
    letter::addresses(arena, units, &mut classes);
    classes
}
