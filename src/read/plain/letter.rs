//! Letters: the line that greets, the line that closes, the signature and the address.

use super::arena::Arena;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::features::End;
use super::limits::head::ADDRESS_WIDTH;
use super::limits::shape::{ADDRESS_LINES, CLOSING_WORDS, GREETING};
use super::scores::letter as scores;
use super::unit::{Shape, Unit, text_of};
use crate::document::Role;
use crate::words::list::List;

static SALUTATIONS: List = List::new(|cues| cues.salutations);
static CLOSINGS: List = List::new(|cues| cues.closings);

/// Whether a line greets the reader of a letter.
pub(super) fn salutes(text: &str) -> bool {
    text.len() < GREETING && text.ends_with([',', ':', '!']) && SALUTATIONS.begins(text)
}

/// Whether a unit closes a letter: “Yours sincerely,”.
pub(super) fn ends_letter(arena: &Arena<'_>, unit: &Unit) -> bool {
    if unit.lines.len() > 2 || !matches!(unit.shape, Shape::Prose | Shape::Lines(_)) {
        return false;
    }
    let text = text_of(arena, unit).to_lowercase();
    text.len() < GREETING
        && text.ends_with([',', '!', 'n', 's', 'ß', 'e', 'y'])
        && CLOSINGS.begins(&text)
        && text.split_whitespace().count() <= CLOSING_WORDS
}

/// Short lines that end where they end: an address where figures stand in them, a signature below a letter's close.
pub(super) fn addresses(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    for (i, unit) in units.iter().enumerate() {
        if classes.list[i].class != Class::Shape || !matches!(unit.shape, Shape::Lines(false) | Shape::Prose) {
            continue;
        }
        let below = i > 0 && ends_letter(arena, &units[i - 1]);
        let lines = || unit.lines.clone().map(|k| arena.content(k));
        let short =
            unit.lines.len() <= ADDRESS_LINES && unit.lines.clone().all(|k| arena.lines[k].width <= ADDRESS_WIDTH);
        let open = lines().all(|t| {
            !matches!(super::features::end_of(t), End::Call | End::Colon)
                && (!t.ends_with('.') || t.split_whitespace().count() <= 4)
        });
        let upper = lines().all(|t| t.starts_with(|c: char| !c.is_lowercase()));
        let figures = lines().filter(|t| t.contains(|c: char| c.is_ascii_digit())).count();
        let words = lines().all(|t| t.split_whitespace().count() <= 6);
        let labels = lines().filter(|t| super::label::is_label(t)).count();
        let address = matches!(unit.shape, Shape::Lines(false))
            && unit.lines.len() >= 2
            && figures > 0
            && figures < unit.lines.len() + 1
            && labels == 0
            && words;
        if short && open && upper && (below && unit.blank > 0 || address) {
            let why = if below { scores::BELOW_A_LETTERS_CLOSE } else { scores::SHORT_LINES_WITH_FIGURES };
            classes.list[i] = Settled { class: Class::Role(Role::Address), evidence: Evidence::of(why) };
        }
    }
}
