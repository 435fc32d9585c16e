//! The end of an article: units that [`super::tail`] knows by their words, settled with their neighbours.

use super::arena::Arena;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::limits::foot::{
    ABOUT, ABOUT_LINES, DATED_UNITS, END_MARK, LABEL_WORDS, LAST_UNITS, LINES, RELATED_UNITS, RELATED_WIDTH,
    RELATED_WORDS, REST_LINES, REST_SHORT, REST_SHORT_LINES, REST_UNITS,
};
use super::limits::names::BARE_NAME;
use super::scores::{ending as scores, limit};
use super::unit::{Shape, Unit, text_of};
use super::{byline, dates, remember, rules, tail};
use crate::document::{Metadata, Person, Role};
use crate::words::list::List;

/// Settles the typed lines of the tail; `body` is the first unit of the text.
pub(super) fn tails(arena: &Arena<'_>, units: &[Unit], body: usize, classes: &mut Classes) {
    let count = units.len();
    for (i, unit) in units.iter().enumerate() {
        if classes.list[i].class != Class::Shape {
            continue;
        }
        let lines = unit.lines.len();
        match &unit.shape {
            Shape::Rule if i + 1 == count || rest_is_tail(arena, units, i + 1) => {
                let text = arena.content(unit.lines.start);
                if rules::is_end_mark(text) {
                    classes.list[i] =
                        Settled { class: Class::Role(Role::EndMark), evidence: Evidence::of(scores::SIGN_AT_THE_END) };
                }
            }
            Shape::Prose | Shape::Lines(_) if lines <= LINES => {
                let text = text_of(arena, unit);
                if text.len() <= END_MARK && rules::is_end_mark(&text) {
                    let end =
                        i > body && (i + 1 == count || rest_is_tail(arena, units, i + 1) || text.starts_with('-'));
                    if end {
                        classes.list[i] = Settled {
                            class: Class::Role(Role::EndMark),
                            evidence: Evidence::of(scores::CLOSES_THE_TEXT),
                        };
                        continue;
                    }
                }
                if i < body && i < 2 {
                    continue;
                }
                if i >= body && dates_in_tail(arena, i, body, count, &text, classes) {
                    continue;
                }
                if let Some((role, evidence)) = tail::role(&text, lines, count - 1 - i, i > body) {
                    remember(role, &text, &mut classes.metadata);
                    classes.list[i] = Settled { class: Class::Role(role), evidence };
                }
            }
            _ => {}
        }
    }
}

/// A line of dates below the first paragraph or at the very end.
fn dates_in_tail(arena: &Arena<'_>, i: usize, body: usize, count: usize, text: &str, classes: &mut Classes) -> bool {
    if i > body + DATED_UNITS && i + LAST_UNITS < count {
        return false;
    }
    let Some(line) = dates::date_line(text).filter(|l| l.labelled) else { return false };
    remember::date_line(arena, i, &line, classes);
    classes.list[i] =
        Settled { class: Class::Role(Role::DateLine), evidence: Evidence::of(scores::LABEL_AND_A_DATE_NOTHING_ELSE) };
    true
}

fn rest_is_tail(arena: &Arena<'_>, units: &[Unit], from: usize) -> bool {
    units.len() - from <= REST_UNITS
        && units[from..].iter().enumerate().all(|(i, u)| {
            matches!(u.shape, Shape::Rule)
                || u.lines.len() <= REST_LINES
                    && tail::role(&text_of(arena, u), u.lines.len(), units.len() - from - i, true).is_some()
                || u.lines.len() <= REST_SHORT_LINES
                    && text_of(arena, u).len() < REST_SHORT
                    && matches!(u.shape, Shape::Prose | Shape::Lines(_))
        })
}

fn remember(role: Role, text: &str, metadata: &mut Metadata) {
    match role {
        Role::Credit => metadata.credits.push(text.to_owned()),
        Role::Disclaimer if metadata.disclaimer.is_none() => metadata.disclaimer = Some(text.to_owned()),
        Role::Copyright if metadata.rights.is_none() => metadata.rights = Some(text.to_owned()),
        _ => {}
    }
}

/// Titles of other articles below a label such as “More on this story”: they lead to more to read too.
pub(super) fn related(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    let from = units.len().saturating_sub(RELATED_UNITS);
    let label = |i: usize| {
        let text = text_of(arena, &units[i]);
        classes.list[i].class == Class::Role(Role::Related)
            && text.split_whitespace().count() <= LABEL_WORDS
            && !text.contains("://")
            && !text.trim_end_matches(':').contains(':')
    };
    let Some(first) = (from..units.len()).find(|&i| units[i].lines.len() == 1 && label(i)) else { return };
    let short = |i: usize| {
        let unit = &units[i];
        let text = arena.content(unit.lines.start);
        matches!(unit.shape, Shape::Prose | Shape::Lines(false))
            && unit.lines.clone().all(|k| arena.lines[k].width <= RELATED_WIDTH)
            && !text.ends_with('.')
            && text.split_whitespace().count() <= RELATED_WORDS
    };
    // Only where everything that follows is a short title too, or already classified.
    let settled = |i: usize| {
        matches!(classes.list[i].class, Class::Role(_)) || matches!(units[i].shape, Shape::Rule | Shape::List(_))
    };
    if !(first + 1..units.len()).all(|i| settled(i) || short(i)) {
        return;
    }
    for i in first + 1..units.len() {
        if classes.list[i].class == Class::Shape && short(i) {
            let evidence = Evidence::of(scores::SHORT_LINE_BELOW_A_LABEL_THAT_LEADS_TO_MORE_TO_READ);
            classes.list[i] = Settled { class: Class::Role(Role::Related), evidence };
        }
    }
}

/// The words by which a sentence about an author is known.
static DOES: List = List::new(|cues| cues.does);
static HONORIFICS: List = List::new(|cues| cues.honorifics);
static ABOUT_AUTHORS: List = List::new(|cues| cues.about_authors);
static PROFESSIONS: List = List::new(|cues| cues.professions);

/// What stands at the foot of an article about those who wrote it: a byline, and who they are.
pub(super) fn authors(arena: &Arena<'_>, units: &[Unit], body: usize, classes: &mut Classes) {
    let free = |classes: &Classes, i: usize| {
        classes.list[i].class == Class::Shape && matches!(units[i].shape, Shape::Prose | Shape::Lines(false))
    };
    let from = units.len().saturating_sub(REST_UNITS).max(body + 1);
    // A byline below the text, where none stands above it: “— Helen Ferris”, “By Helen Ferris”.
    if classes.metadata.authors.is_empty() && units.len() > body + 2 {
        let last = (from..units.len()).rev().find(|&i| free(classes, i) && units[i].lines.len() <= 2);
        let after = |i: usize| (i + 1..units.len()).all(|k| matches!(classes.list[k].class, Class::Role(_)));
        if let Some(i) = last.filter(|&i| after(i)) {
            let text = text_of(arena, &units[i]);
            let bare = text.trim_start_matches(['—', '–', '-', '―', ' ', '(']).trim_end_matches(')');
            let dash = bare.len() < text.len();
            let opened = byline::parse(bare, false).filter(|(_, e)| e.score() >= limit::BYLINE_AT_FOOT);
            let named = || {
                let name = byline::names(bare).filter(|(n, rest)| {
                    rest.trim().is_empty()
                        && n.len() <= 3
                        && n.iter().all(|n| BARE_NAME.contains(&n.split_whitespace().count()))
                })?;
                dash.then_some(name.0)
            };
            if let Some((found, mut evidence)) = opened {
                evidence.add(scores::AT_THE_FOOT_OF_THE_TEXT);
                classes.metadata.authors = found.authors;
                classes.list[i] = Settled { class: Class::Role(Role::Byline), evidence };
            } else if let Some(names) = named() {
                classes.metadata.authors = names.into_iter().map(Person::named).collect();
                let evidence = Evidence::of(scores::DASH_AND_A_NAME_AT_THE_FOOT_OF_THE_TEXT);
                classes.list[i] = Settled { class: Class::Role(Role::Byline), evidence };
            }
        }
    }
    // Who the authors are.
    let names: Vec<String> = classes.metadata.authors.iter().map(|a| a.name.clone()).collect();
    let start = body.saturating_sub(1);
    for i in (start..units.len()).filter(|&i| i < start + 3 || i >= from) {
        if !free(classes, i) || units[i].lines.len() > ABOUT_LINES {
            continue;
        }
        let text = text_of(arena, &units[i]);
        if let Some(evidence) =
            about(&text, &names, i >= from).filter(|e| e.score() >= limit::ABOUT_AUTHOR && text.len() <= ABOUT)
        {
            classes.metadata.credits.push(text);
            classes.list[i] = Settled { class: Class::Role(Role::Credit), evidence };
        }
    }
}

/// Whether a text says who one of the authors is.
fn about(text: &str, names: &[String], end: bool) -> Option<Evidence> {
    let bare = text.trim_start_matches(['*', '_', '[', '(', '—', '–', '■', '•', ' ']);
    let mut evidence = Evidence::default();
    let named = names.iter().find_map(|name| {
        let last = name.rsplit(' ').next().filter(|l| l.chars().count() >= 3)?;
        let full = bare.get(..name.len()).is_some_and(|head| head.to_lowercase() == name.to_lowercase());
        if full {
            return Some((name.len(), scores::BEGINS_WITH_AN_AUTHORS_NAME));
        }
        let head: String = bare.chars().take(40).collect();
        let title = HONORIFICS.begins(&head);
        head.find(last).filter(|_| title).map(|at| (at + last.len(), scores::BEGINS_WITH_AN_AUTHORS_NAME))
    });
    let (length, ground) = named
        .or_else(|| ABOUT_AUTHORS.start_of(bare).map(|opens| (opens.len().min(10), scores::SPEAKS_OF_THE_AUTHOR)))?;
    evidence.add(ground);
    let rest = bare.get(length..)?.trim_start_matches([',', ' ']);
    // An account may stand in brackets behind the name.
    let rest = rest
        .strip_prefix('(')
        .and_then(|r| r.split_once(')'))
        .map_or(rest, |(_, after)| after)
        .trim_start_matches([',', ' ']);
    let word = rest.split_whitespace().next().unwrap_or("").to_lowercase();
    evidence.add_if(DOES.holds(&word), scores::SAYS_WHAT_THEY_DO);
    evidence.add_if(end, scores::NEAR_THE_END);
    evidence.add_if(PROFESSIONS.within(rest), scores::NAMES_A_PROFESSION);
    evidence.add_if(rest.contains(['“', '”', '"']) && rest.contains("said"), scores::SPEECH);
    Some(evidence)
}
