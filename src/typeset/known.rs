//! Page numbers and per-page note numbers in the text.
//!
//! The text depends on the pages it refers to, and the pages depend on the text, so the document is laid out again
//! with the numbers of the last layout until they are stable. Numbers that do not converge are omitted.

use super::model::Layout;
use crate::theme::NoteNumbering;
use std::collections::BTreeMap;

/// Limit of layouts with numbers.
const MOST_PASSES: usize = 4;

/// Page and note numbers found by the previous layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PriorPass {
    /// The printed numbers of the pages that the text refers to, by destination.
    pages: BTreeMap<String, String>,
    /// The numbers of notes on their pages, by note index; empty before the first layout.
    notes: Vec<u32>,
    passes: usize,
}

impl PriorPass {
    /// The numbers found by a layout if they differ from those used to make it, so that another layout is needed.
    /// `refs`: the destinations whose page numbers the text prints.
    pub(super) fn after(
        &self,
        layout: &Layout,
        refs: &[String],
        notes: usize,
        numbering: NoteNumbering,
    ) -> Option<PriorPass> {
        if self.gave_up() {
            return None;
        }
        let page = |name: &str| {
            let at = layout.destinations.binary_search_by(|d| d.name.as_str().cmp(name)).ok()?;
            Some(layout.destinations[at].page)
        };
        let number = |name: &String| Some((name.clone(), layout.number(page(name)?)));
        let pages: BTreeMap<String, String> = refs.iter().filter_map(number).collect();
        let mut own = Vec::new();
        if numbering == NoteNumbering::Page {
            let mut counts: BTreeMap<Option<u32>, u32> = BTreeMap::new();
            for note in 1..=notes {
                // A note without a reference is numbered where it is defined.
                let place = page(&format!("note-{note}-mark")).or_else(|| page(&format!("note-{note}")));
                let count = counts.entry(place).or_default();
                *count += 1;
                own.push(*count);
            }
        }
        let changed = pages != self.pages || own != self.notes;
        changed.then(|| PriorPass { pages, notes: own, passes: self.passes + 1 })
    }

    /// Whether the numbers did not converge and are omitted.
    fn gave_up(&self) -> bool {
        self.passes > MOST_PASSES
    }

    /// Page number of a destination; a placeholder in the first pass; `None` where the number is omitted.
    pub(super) fn page(&self, destination: &str) -> Option<&str> {
        match self.passes {
            0 => Some("00"),
            _ if self.gave_up() => None,
            _ => self.pages.get(destination).map(String::as_str).filter(|number| !number.is_empty()),
        }
    }

    /// The number of a note on its page.
    pub(super) fn note(&self, note: u32) -> Option<u32> {
        if self.gave_up() { None } else { self.notes.get(note as usize).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NumberStyle;
    use crate::typeset::model::{Destination, PageLabels, Point};

    fn layout(places: &[(&str, u32)]) -> Layout {
        let place = |(name, page): &(&str, u32)| Destination {
            name: (*name).to_owned(),
            page: *page,
            at: Point::default(),
            node: None,
        };
        let labels = vec![PageLabels { page: 0, style: Some(NumberStyle::Decimal), start: 1 }];
        Layout { destinations: places.iter().map(place).collect(), labels, ..Layout::default() }
    }

    #[test]
    fn pages_are_set_again_until_their_numbers_are_right() {
        let refs = ["lamp".to_owned()];
        let known = PriorPass::default();
        assert_eq!(known.page("lamp"), Some("00"));
        let known = known.after(&layout(&[("lamp", 11)]), &refs, 0, NoteNumbering::Document).unwrap();
        assert_eq!(known.page("lamp"), Some("12"));
        assert_eq!(known.after(&layout(&[("lamp", 11)]), &refs, 0, NoteNumbering::Document), None);
    }

    #[test]
    fn numbers_that_never_rest_are_left_out() {
        let refs = ["lamp".to_owned()];
        let mut known = PriorPass::default();
        let mut passes = 0;
        while let Some(next) = known.after(&layout(&[("lamp", passes % 2)]), &refs, 0, NoteNumbering::Document) {
            known = next;
            passes += 1;
        }
        assert_eq!((passes, known.page("lamp")), (5, None));
    }

    #[test]
    fn notes_are_counted_on_the_pages_of_their_marks() {
        let places = [("note-1-mark", 0), ("note-2-mark", 0), ("note-3-mark", 1), ("note-4-mark", 0)];
        let known = PriorPass::default().after(&layout(&places), &[], 4, NoteNumbering::Page).unwrap();
        assert_eq!((0..4).map(|n| known.note(n)).collect::<Vec<_>>(), [Some(1), Some(2), Some(1), Some(3)]);
    }
}
