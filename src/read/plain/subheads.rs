//! Subheads: which short lines head what stands below them, and at what level.
//!
//! Every short unit is a candidate, with evidence from its style, its neighbours and what follows it; candidates of one style
//! support each other. Entries of a list of contents look like headings and are taken out.

use super::arena::Arena;
use super::candidate::{Candidate, Setting, candidate};
use super::class::{Class, Classes, Genre, Settled};
use super::contents;
use super::evidence::{Evidence, Ground};
use super::features::{Features, opens_quote};
use super::heading::{self, Style};
use super::limits::reach;
use super::scores::{limit, subhead as scores};
use super::unit::{Shape, Unit, is_short, text_of};
use std::collections::{BTreeMap, BTreeSet};

/// Settles the headings among the units.
pub(super) fn headings(arena: &Arena<'_>, units: &[Unit], body: usize, genre: Genre, classes: &mut Classes) {
    let mut candidates = candidates(arena, units, body, genre, classes);
    support(&mut candidates);
    // Near misses are explained by `convert inspect --why`.
    for near in candidates.iter().filter(|c| (limit::NEARLY_HEADING..limit::HEADING).contains(&c.evidence.score())) {
        classes.list[near.unit].evidence.add(scores::NEARLY_A_HEADING);
    }
    candidates.retain(|c| c.evidence.score() >= limit::HEADING);
    take_entries(arena, units, &mut candidates);
    let base = if genre.book || classes.metadata.title.is_none() { 1 } else { 2 };
    let levels = levels(&candidates, base, genre.book);
    let mut before: Option<(usize, bool)> = None;
    for (candidate, level) in candidates.iter().zip(levels) {
        // A division's number and its name on the next line are one heading.
        let joined = before.is_some_and(|(unit, bare)| {
            bare && unit + 1 == candidate.unit
                && heading::chapter(&text_of(arena, &units[candidate.unit])).is_none()
                && matches!(units[candidate.unit].shape, Shape::Prose | Shape::Lines(_))
        });
        let class = if joined { Class::HeadingMore } else { Class::Heading(level) };
        classes.list[candidate.unit] = Settled { class, evidence: candidate.evidence.clone() };
        before = Some((candidate.unit, candidate.bare && !joined));
    }
}

/// All units that may be headings: those whose shape says so, and short ones.
fn candidates(arena: &Arena<'_>, units: &[Unit], body: usize, genre: Genre, classes: &Classes) -> Vec<Candidate> {
    let speakers = speakers(arena, units);
    let setting = Setting {
        classes,
        speakers: &speakers,
        talk: is_talk(arena, &units[body.min(units.len())..]),
        book: genre.book,
    };
    let mut candidates: Vec<Candidate> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        if classes.list[i].class != Class::Shape {
            continue;
        }
        if let Some((style, ground)) = marked(unit) {
            let bare = heading::chapter(&text_of(arena, unit)).is_some_and(|c| c.1);
            candidates.push(Candidate { unit: i, style, evidence: Evidence::of(ground), bare });
        } else if is_short(arena, unit)
            && let Some(mut candidate) = candidate(arena, units, i, &setting)
        {
            // Messages end with a signature of a word or two.
            let name = genre.message && arena.lines[unit.lines.start].width <= reach::SIGNATURE_WIDTH;
            candidate.evidence.add_if(
                name && matches!(candidate.style, Style::TitleCase | Style::Sentence | Style::Colon),
                scores::WORD_OR_TWO_IN_A_MESSAGE,
            );
            candidates.push(candidate);
        }
    }
    candidates
}

/// The style of a heading whose shape marks it.
fn marked(unit: &Unit) -> Option<(Style, Ground)> {
    match unit.shape {
        Shape::Underlined(c) => Some((Style::Underlined(c), scores::RULE_STANDS_BELOW_IT)),
        Shape::Overlined => Some((Style::Underlined('='), scores::RULE_STANDS_BELOW_IT)),
        Shape::Hashes(n) => Some((Style::Hashes(n), scores::NUMBER_SIGNS)),
        _ => None,
    }
}

/// Whether most paragraphs of a text are short, and many are speeches: there a short line is no subhead by itself.
fn is_talk(arena: &Arena<'_>, units: &[Unit]) -> bool {
    let prose = || units.iter().filter(|u| matches!(u.shape, Shape::Prose));
    let width = |u: &Unit| arena.lines[u.lines.clone()].iter().map(|l| l.width).sum::<u32>();
    let speech = |u: &Unit| {
        let text = arena.content(u.lines.start);
        opens_quote(text) || text.starts_with(['—', '–'])
    };
    let paragraphs = prose().count();
    let long = prose().filter(|u| width(u) > reach::SPEECH_WIDTH).count();
    paragraphs >= 8 && long * 3 < paragraphs && prose().filter(|u| speech(u)).count() * 3 >= paragraphs
}

/// Adds evidence where several candidates share a style.
fn support(candidates: &mut [Candidate]) {
    let siblings = |style: Style| {
        let same = |c: &&Candidate| std::mem::discriminant(&c.style) == std::mem::discriminant(&style);
        candidates.iter().filter(|c| c.evidence.score() >= limit::SIBLING).filter(same).count()
    };
    // Counting siblings is quadratic; among very many candidates each has some.
    let many = candidates.len() >= reach::MANY_CANDIDATES;
    let counts: Vec<usize> = candidates.iter().map(|c| if many { 2 } else { siblings(c.style) }).collect();
    for (candidate, count) in candidates.iter_mut().zip(counts) {
        candidate.evidence.add_if(count >= 2, scores::OTHERS_OF_ITS_STYLE);
    }
}

/// The names above the speeches of a play: lines in capitals with a stop that stand directly on what is said, some
/// of them several times.
fn speakers(arena: &Arena<'_>, units: &[Unit]) -> BTreeSet<String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for pair in units.windows(2) {
        let [unit, next] = pair else { continue };
        if unit.lines.len() == 1 && next.blank == 0 && arena.lines[unit.lines.start].width <= 40 {
            let text = arena.content(unit.lines.start);
            if text.ends_with('.') && Features::of(text).caps && heading::chapter(text).is_none() {
                *names.entry(text.to_owned()).or_default() += 1;
            }
        }
    }
    let play = names.len() >= 2 && names.values().any(|&n| n >= 2);
    if play { names.into_keys().collect() } else { BTreeSet::new() }
}

/// Takes out the lines of a list of contents: headings of one style in a row with no text between them.
fn take_entries(arena: &Arena<'_>, units: &[Unit], candidates: &mut Vec<Candidate>) {
    let mut out = vec![false; candidates.len()];
    let keys: Vec<String> = candidates.iter().map(|c| key_of(arena, units, c)).collect();
    let later: BTreeMap<&String, usize> = keys.iter().enumerate().map(|(i, k)| (k, i)).collect();
    let mut from = 0;
    while from < candidates.len() {
        let mut to = from + 1;
        while to < candidates.len() && candidates[to].unit == candidates[to - 1].unit + 1 {
            to += 1;
        }
        let same = (from..to)
            .filter(|&i| matches!(candidates[i].style, Style::Keyword(_) | Style::Numbered(_) | Style::Roman))
            .count();
        if to - from >= 4 && same >= 3 {
            // Entries name what comes later; where none does, the last one may head the text below it.
            let named: Vec<bool> = (from..to).map(|i| later.get(&keys[i]).is_some_and(|&last| last > i)).collect();
            if named.contains(&true) {
                out[from..to].copy_from_slice(&named);
            } else {
                out[from..to - 1].fill(true);
            }
            // The line above the list heads it.
            if contents::is_title(&text_of(arena, &units[candidates[from].unit])) {
                out[from] = false;
            }
        }
        from = to;
    }
    let mut taken = out.into_iter();
    candidates.retain(|_| !taken.next().unwrap_or(false));
}

/// What a heading is known by in a list of contents: a division's word and number, or all its letters.
fn key_of(arena: &Arena<'_>, units: &[Unit], candidate: &Candidate) -> String {
    let text = text_of(arena, &units[candidate.unit]);
    let words = if matches!(candidate.style, Style::Keyword(_)) && text.contains(' ') { 2 } else { usize::MAX };
    text.split_whitespace()
        .take(words)
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The level of each candidate by its style: a style stands below another where it comes after it and is lower, and
/// the text shows that it divides it.
fn levels(candidates: &[Candidate], base: u8, book: bool) -> Vec<u8> {
    let mut weights: Vec<u8> = candidates.iter().map(|c| c.style.weight()).collect();
    weights.sort_unstable();
    weights.dedup();
    let mut level_of: Vec<(u8, u8)> = Vec::new();
    for &w in &weights {
        let own: Vec<usize> = (0..candidates.len()).filter(|&i| candidates[i].style.weight() == w).collect();
        let mut level = base;
        for &(a, above) in &level_of {
            let first = candidates.iter().position(|c| c.style.weight() == a).unwrap_or(0);
            let many = candidates.iter().filter(|c| c.style.weight() == a).count();
            let adjacent = own.iter().any(|&i| {
                i > 0 && candidates[i - 1].style.weight() == a && candidates[i - 1].unit + 1 == candidates[i].unit
            });
            let fixed = (5..=11).contains(&a) && (5..=11).contains(&w) && w != 10 && a != 10
                || a > 20 && w > 20
                || matches!(a, 1 | 3 | 5) && matches!(w, 3 | 5)
                || book && a <= 2;
            if first < own[0] && (many >= 2 && own.len() >= 2 || adjacent || fixed) {
                level = level.max(above + 1);
            }
        }
        level_of.push((w, level.min(6)));
    }
    candidates.iter().map(|c| level_of.iter().find(|l| l.0 == c.style.weight()).map_or(base, |l| l.1)).collect()
}
