//! The head of an article: kicker, title, subtitle, standfirst, byline, date, in the orders in which papers set them.

use super::arena::Arena;
use super::below::below;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::features::{End, Features};
use super::limits::head::{
    CONTACT, CONTACT_WIDTH, CREDIT_UNITS, EDGE_UNITS, KICKER_WORDS, LINES, OPENING_UNITS, SHORT_WORDS, TELEPHONE,
    TITLE_UNITS,
};
use super::limits::reach;
use super::scores::{front as scores, limit};
use super::title::{clean, is_release};
use super::unit::{Shape, Unit, is_short, text_of};
use super::{byline, dates, remember, title};
use crate::document::Role;
use crate::words::list::List;

/// What opens a line that says who made the text of a book, and one that says whom the press may ask.
static TRANSCRIBERS: List = List::new(|cues| cues.transcribers);
static CONTACTS: List = List::new(|cues| cues.contacts);

/// Settles the units of the head; gives the first unit of the text.
pub(super) fn front(arena: &Arena<'_>, units: &[Unit], book: bool, classes: &mut Classes) -> usize {
    contacts(arena, units, classes);
    let Some((index, evidence)) = find_title(arena, units, book, classes) else {
        // A text may begin with its date or its byline, as a letter does.
        for (i, unit) in units.iter().enumerate().take(OPENING_UNITS).filter(|(_, u)| is_short(arena, u)) {
            let text = text_of(arena, unit);
            if let Some(line) = dates::date_line(&text) {
                remember::date_line(arena, i, &line, classes);
                classes.settle(i, Role::DateLine, Evidence::of(scores::DATES_AND_NOTHING_ELSE));
            } else if let Some((found, evidence)) =
                byline::parse(&text, false).filter(|(_, e)| e.score() >= limit::BYLINE_WITHOUT_TITLE)
            {
                classes.metadata.authors = found.authors;
                classes.settle(i, Role::Byline, evidence);
            }
        }
        return 0;
    };
    let text = text_of(arena, &units[index]);
    classes.metadata.title.get_or_insert_with(|| clean(&text));
    classes.list[index] = Settled { class: Class::Title, evidence };
    for i in 0..index {
        line_above(arena, units, i, classes);
    }
    if matches!(units[index].shape, Shape::Overlined) && units.get(index + 1).is_some_and(|u| u.blank < 2) {
        return title_block(arena, units, index + 1, classes);
    }
    below(arena, units, index + 1, book, classes)
}

/// Everything below a title between rules, up to the first two blank lines.
fn title_block(arena: &Arena<'_>, units: &[Unit], from: usize, classes: &mut Classes) -> usize {
    let mut i = from;
    while let Some(unit) = units
        .get(i)
        .filter(|u| u.blank < 2 && i < from + reach::HEAD_UNITS && matches!(u.shape, Shape::Prose | Shape::Lines(_)))
    {
        let text = text_of(arena, unit);
        let features = Features::of(&text);
        if unit.blank == 0 {
            classes.metadata.subtitle.get_or_insert_with(|| clean(&text));
            classes.settle(i, Role::Subtitle, Evidence::of(scores::DIRECTLY_BELOW_THE_TITLES_RULE));
        } else if let Some(line) = dates::date_line(&text) {
            remember::date_line(arena, i, &line, classes);
            classes.settle(i, Role::DateLine, Evidence::of(scores::DATE_IN_THE_TITLE_BLOCK));
        } else if features.words <= SHORT_WORDS && features.end != End::Stop {
            let parsed = byline::parse(&text, true);
            if let Some((found, _)) = parsed.filter(|_| classes.metadata.authors.is_empty()) {
                classes.metadata.authors = found.authors;
            }
            classes.settle(i, Role::Byline, Evidence::of(scores::SHORT_LINE_IN_THE_TITLE_BLOCK));
        } else {
            classes.settle(i, Role::Standfirst, Evidence::of(scores::SENTENCE_IN_THE_TITLE_BLOCK));
        }
        i += 1;
    }
    i
}

fn find_title(arena: &Arena<'_>, units: &[Unit], book: bool, classes: &Classes) -> Option<(usize, Evidence)> {
    let known = classes.metadata.title.as_deref().map(letters);
    let setting = title::Setting { classes, book };
    let mut best: Option<(usize, Evidence)> = None;
    for (i, unit) in units.iter().enumerate().take(TITLE_UNITS) {
        if matches!(unit.shape, Shape::Rule) || classes.list[i].class != Class::Shape {
            continue;
        }
        if !title::is_marked(unit) && !is_short(arena, unit) {
            break;
        }
        let text = text_of(arena, unit);
        if dates::date_line(&text).is_some()
            || byline::parse(&text, true).is_some_and(|(_, e)| e.score() >= limit::BYLINE) && i > 0
        {
            continue;
        }
        let Some(mut evidence) = title::evidence(arena, units, i, &text, setting) else { continue };
        if let Some(known) = &known {
            let own = letters(&text);
            let same = own.len() >= 3 && (known.starts_with(&own) || own.starts_with(known.as_str()));
            evidence.add(if same { scores::TITLE_AS_THE_HEADER_NAMES_IT } else { scores::NOT_THE_TITLE_OF_THE_HEADER });
        }
        if matches!(unit.shape, Shape::Overlined) {
            return Some((i, Evidence::of(scores::RULES_STAND_ABOVE_AND_BELOW_IT)));
        }
        if evidence.score() >= limit::TITLE
            && best.as_ref().is_none_or(|(_, b)| evidence.score() > b.score() + limit::TITLE_MARGIN)
        {
            best = Some((i, evidence));
        }
    }
    best
}

/// The letters and figures of a text in lower case: what a title is known by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The lines that say whom the press may ask, above a release or below it.
fn contacts(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    let reachable = |text: &str| {
        text.contains('@') || text.contains("www.") || text.bytes().filter(u8::is_ascii_digit).count() >= TELEPHONE
    };
    let mut label = false;
    for (i, unit) in units.iter().enumerate().take(CREDIT_UNITS) {
        let text = arena.content(unit.lines.start);
        if matches!(unit.shape, Shape::Prose | Shape::Lines(false)) && TRANSCRIBERS.begins(text) {
            classes.metadata.credits.push(text_of(arena, unit));
            classes.settle(i, Role::Credit, Evidence::of(scores::SAYS_WHO_MADE_THE_TEXT));
        }
    }
    for (i, unit) in units.iter().enumerate() {
        let ends = i < EDGE_UNITS || i + EDGE_UNITS >= units.len();
        if !ends || !matches!(unit.shape, Shape::Prose | Shape::Lines(false)) || unit.lines.len() > LINES {
            label = false;
            continue;
        }
        let text = text_of(arena, unit);
        let lower = text.to_lowercase();
        let opens = CONTACTS.begins(&lower);
        let short = text.len() <= CONTACT && unit.lines.clone().all(|k| arena.lines[k].width <= CONTACT_WIDTH);
        let is = short && (opens && reachable(&text) || label && reachable(&text) && unit.lines.len() >= 2);
        if is {
            classes.settle(i, Role::Address, Evidence::of(scores::SAYS_WHOM_THE_PRESS_MAY_ASK));
        }
        label = opens && text.ends_with(':');
        if label
            && units
                .get(i + 1)
                .is_some_and(|u| u.lines.len() >= 2 && u.lines.len() <= LINES && reachable(arena.covered(&u.lines)))
        {
            classes.settle(i, Role::Address, Evidence::of(scores::WHOM_THE_PRESS_MAY_ASK_FOLLOWS));
        }
    }
}

fn line_above(arena: &Arena<'_>, units: &[Unit], i: usize, classes: &mut Classes) {
    let text = text_of(arena, &units[i]);
    if matches!(units[i].shape, Shape::Rule) || classes.list[i].class != Class::Shape {
        return;
    }
    if is_release(&text) {
        classes.settle(i, Role::Kicker, Evidence::of(scores::MARK_OF_A_RELEASE));
    } else if let Some(line) = dates::date_line(&text) {
        remember::date_line(arena, i, &line, classes);
        classes.settle(i, Role::DateLine, Evidence::of(scores::DATE_ABOVE_THE_TITLE));
    } else {
        let words = Features::of(&text).words;
        if words <= KICKER_WORDS {
            classes.settle(i, Role::Kicker, Evidence::of(scores::SHORT_LINE_ABOVE_THE_TITLE));
        }
    }
}
