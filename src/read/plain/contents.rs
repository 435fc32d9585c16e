//! Lists of contents: they name the divisions of a book in advance. Their lines are kept, and none of them is a heading.

use super::arena::Arena;
use super::features::{End, end_of};
use super::heading;
use super::limits::book::{CONTENTS_UNITS, ENTRY, ENTRY_WIDTH};
use super::unit::{Shape, Unit, is_short, text_of};
use crate::words::list::{self, List};
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands above the columns of a list: “Chapter”, “Page”.
static PAGE_HEADS: List = List::new(|cues| cues.page_heads);

/// The units of the lists of contents, each a range. Lines that were taken for one paragraph keep their ends.
pub(super) fn find(arena: &Arena<'_>, units: &mut [Unit]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i + 1 < units.len().min(CONTENTS_UNITS) {
        let text = if is_short(arena, &units[i]) || matches!(units[i].shape, Shape::Underlined(_)) {
            text_of(arena, &units[i])
        } else {
            String::new()
        };
        if !is_title(&text) {
            i += 1;
            continue;
        }
        let mut named: BTreeSet<String> = BTreeSet::new();
        let mut end = i + 1;
        while end < units.len() && end < i + CONTENTS_UNITS && entries(arena, &units[end], &mut named) {
            end += 1;
        }
        // A single entry is more likely the heading of the first division.
        let lines: usize = units[i + 1..end].iter().map(|u| u.lines.len()).sum();
        if lines >= 2 {
            for unit in units[i + 1..end].iter_mut().filter(|u| u.lines.len() > 1) {
                if matches!(unit.shape, Shape::Prose) {
                    unit.shape = Shape::Lines(false);
                }
            }
            found.push(i + 1..end);
        }
        i = end;
    }
    found
}

/// Whether a line heads a list of contents.
pub(super) fn is_title(text: &str) -> bool {
    list::heads_contents(&text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

/// Whether all lines of a unit are entries, which are added to `named`. A name that comes again is the division itself, and
/// ends the list.
fn entries(arena: &Arena<'_>, unit: &Unit, named: &mut BTreeSet<String>) -> bool {
    match unit.shape {
        Shape::Prose | Shape::Lines(_) => {}
        // Numbered entries and entries in columns.
        Shape::List(_) | Shape::Table(_) if unit.lines.clone().all(|k| arena.lines[k].width <= ENTRY_WIDTH) => {
            named.extend(unit.lines.clone().map(|k| key(arena.content(k))));
            return true;
        }
        _ => return false,
    }
    // “Chapter I.” alone, above the title that its entry holds too.
    let own = key(&text_of(arena, unit));
    let begun = own.len() >= 4 && named.range(own.clone()..).next().is_some_and(|next| next.starts_with(&own));
    if begun && heading::chapter(&text_of(arena, unit)).is_some_and(|c| c.1) || named.contains(&own) {
        return false;
    }
    let mut keys = Vec::new();
    for k in unit.lines.clone() {
        let text = arena.content(k);
        let key = key(text);
        if arena.lines[k].width > ENTRY_WIDTH
            || named.contains(&key)
            || !(is_entry(text) || unit.lines.len() > 1 && end_of(text) == End::None)
        {
            return false;
        }
        keys.push(key);
    }
    named.extend(keys);
    true
}

/// Whether a line names a division or ends with the number of a page.
fn is_entry(text: &str) -> bool {
    let page = text.trim_end_matches('.').rsplit([' ', '.', '\t', '\u{a0}']).next().unwrap_or("");
    let number = !page.is_empty()
        && page.len() <= 6
        && page.len() < text.len()
        && (page.bytes().all(|b| b.is_ascii_digit())
            || super::features::roman(page).is_some() && page.bytes().all(|b| b.is_ascii_lowercase()));
    let columns = text.split_whitespace().take(3).count() <= 2 && text.split_whitespace().all(|w| PAGE_HEADS.holds(w));
    number
        || columns
        || heading::chapter(text).is_some()
        || heading::numbered(text).is_some() && text.len() < ENTRY
        || heading::number_alone(text).is_some()
}

/// What an entry is known by: its letters and figures, without the number of its page.
fn key(text: &str) -> String {
    let text =
        text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches([' ', '.', '\t', '\u{a0}', '…', '·', '_']);
    let text = if text.contains(char::is_alphabetic) { text } else { "" };
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
