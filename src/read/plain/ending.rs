//! The end of an article: units that [`super::tail`] knows by their words, settled with their neighbours.

use super::arena::Arena;
use super::classify::{Class, Classes, Settled, text_of};
use super::evidence::Evidence;
use super::unit::{Shape, Unit};
use super::{dates, front, rules, tail};
use crate::document::{Metadata, Role};

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
                        Settled { class: Class::Role(Role::EndMark), evidence: Evidence::of(0.8, "a sign at the end") };
                }
            }
            Shape::Prose | Shape::Lines(_) if lines <= 12 => {
                let text = text_of(arena, unit);
                if text.len() <= 40 && rules::is_end_mark(&text) {
                    let end =
                        i > body && (i + 1 == count || rest_is_tail(arena, units, i + 1) || text.starts_with('-'));
                    if end {
                        classes.list[i] = Settled {
                            class: Class::Role(Role::EndMark),
                            evidence: Evidence::of(0.9, "closes the text"),
                        };
                        continue;
                    }
                }
                if i < body && i < 2 {
                    continue;
                }
                if i >= body && dates_in_tail(i, body, count, &text, classes) {
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
fn dates_in_tail(i: usize, body: usize, count: usize, text: &str, classes: &mut Classes) -> bool {
    if i > body + 3 && i + 6 < count {
        return false;
    }
    let Some(line) = dates::date_line(text).filter(|l| l.labelled) else { return false };
    front::remember_dates(i, &line, classes);
    classes.list[i] =
        Settled { class: Class::Role(Role::DateLine), evidence: Evidence::of(0.9, "a label and a date, nothing else") };
    true
}

fn rest_is_tail(arena: &Arena<'_>, units: &[Unit], from: usize) -> bool {
    units.len() - from <= 8
        && units[from..].iter().enumerate().all(|(i, u)| {
            matches!(u.shape, Shape::Rule)
                || u.lines.len() <= 8
                    && tail::role(&text_of(arena, u), u.lines.len(), units.len() - from - i, true).is_some()
                || u.lines.len() <= 4
                    && text_of(arena, u).len() < 200
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
