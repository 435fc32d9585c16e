//! Subheads: which short lines head what stands below them, and at what level.
//!
//! Every short unit is a candidate with evidence from its look, its neighbours and what follows it; siblings of one
//! style make each other surer. The lines of a list of contents name headings, but head nothing.

use super::arena::Arena;
use super::class::{Class, Classes, Genre, Settled};
use super::evidence::Evidence;
use super::features::{End, Features, opens_quote};
use super::heading::{self, Style};
use super::letter::ends_letter;
use super::unit::{Shape, Unit, is_short, text_of};
use crate::document::Role;
use std::collections::{BTreeMap, BTreeSet};

/// A unit that may be a subhead.
struct Candidate {
    unit: usize,
    style: Style,
    evidence: Evidence,
    bare: bool,
}

const SAYS: &[&str] = &[
    "said",
    "says",
    "asked",
    "replied",
    "answered",
    "cried",
    "whispered",
    "shouted",
    "added",
    "told",
    "muttered",
    "sagte",
    "fragte",
    "rief",
    "dit",
    "demanda",
    "dijo",
    "preguntó",
    "disse",
    "сказал",
    "сказала",
    "спросил",
];

/// Settles the headings among the units.
pub(super) fn headings(arena: &Arena<'_>, units: &[Unit], body: usize, genre: Genre, classes: &mut Classes) {
    let book = genre.book;
    let mut candidates: Vec<Candidate> = Vec::new();
    // What paragraphs are like here: among short ones, a short line is no subhead by itself.
    let (mut long, mut paragraphs, mut speeches) = (0usize, 0usize, 0usize);
    for unit in &units[body.min(units.len())..] {
        if matches!(unit.shape, Shape::Prose) {
            paragraphs += 1;
            let width: u32 = arena.lines[unit.lines.clone()].iter().map(|l| l.width).sum();
            long += usize::from(width > 120);
            let text = arena.content(unit.lines.start);
            speeches += usize::from(opens_quote(text) || text.starts_with(['—', '–']));
        }
    }
    let talk = paragraphs >= 8 && long * 3 < paragraphs && speeches * 3 >= paragraphs;
    let speakers = speakers(arena, units);
    for (i, unit) in units.iter().enumerate() {
        if classes.list[i].class != Class::Shape {
            continue;
        }
        let fixed = match unit.shape {
            Shape::Underlined(c) => Some(Style::Underlined(c)),
            Shape::Hashes(n) => Some(Style::Hashes(n)),
            Shape::Overlined => Some(Style::Underlined('=')),
            _ => None,
        };
        if let Some(style) = fixed {
            let evidence = Evidence::of(
                0.95,
                if matches!(style, Style::Hashes(_)) { "number signs" } else { "a rule stands below it" },
            );
            let bare = heading::chapter(&text_of(arena, unit)).is_some_and(|c| c.1);
            candidates.push(Candidate { unit: i, style, evidence, bare });
            continue;
        }
        if is_short(arena, unit)
            && let Some(mut candidate) = candidate(arena, units, i, talk, book, (classes, &speakers))
        {
            // Who writes a message signs it with a word or two.
            let name = genre.message && arena.lines[unit.lines.start].width <= 24;
            candidate.evidence.add_if(
                name && matches!(candidate.style, Style::TitleCase | Style::Sentence | Style::Colon),
                -0.4,
                "a word or two in a message",
            );
            candidates.push(candidate);
        }
    }
    // Siblings make each other surer.
    let count = |style: Style, list: &[Candidate]| {
        list.iter()
            .filter(|c| c.evidence.score() >= 0.5 && std::mem::discriminant(&c.style) == std::mem::discriminant(&style))
            .count()
    };
    let counts: Vec<usize> =
        candidates.iter().map(|c| if candidates.len() < 2000 { count(c.style, &candidates) } else { 2 }).collect();
    for (candidate, count) in candidates.iter_mut().zip(counts) {
        if count >= 2 {
            candidate.evidence.add(0.1, "others of its style");
        }
    }
    // What was nearly one says so.
    for near in candidates.iter().filter(|c| (0.35..0.6).contains(&c.evidence.score())) {
        classes.list[near.unit].evidence.add(0.0, "nearly a heading");
    }
    candidates.retain(|c| c.evidence.score() >= 0.6);
    contents(arena, units, &mut candidates);
    let base = if book || classes.metadata.title.is_none() { 1 } else { 2 };
    let levels = levels(&candidates, base, book);
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
fn contents(arena: &Arena<'_>, units: &[Unit], candidates: &mut Vec<Candidate>) {
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
            let first = text_of(arena, &units[candidates[from].unit]).to_lowercase();
            if ["contents", "table of contents", "inhalt", "contents."].contains(&first.as_str()) {
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

fn candidate(
    arena: &Arena<'_>,
    units: &[Unit],
    i: usize,
    talk: bool,
    book: bool,
    (classes, speakers): (&Classes, &BTreeSet<String>),
) -> Option<Candidate> {
    let unit = &units[i];
    let text = text_of(arena, unit);
    let features = Features::of(&text);
    let style = heading::style(&text, &features);
    let next = units.get(i + 1)?;
    if features.words == 0 && !matches!(style, Style::Roman | Style::Alone | Style::Numbered(_)) || features.words > 20
    {
        return None;
    }
    let division = heading::chapter(&text);
    let mut evidence = Evidence::new(0.0);
    let lines = unit.lines.len();
    if lines == 1 {
        evidence.add(0.1, "one line");
    } else if lines == 3 || !matches!(style, Style::Keyword(_) | Style::Capitals) {
        evidence.add(-0.15, "several lines");
    }
    if (unit.blank > 0 || i == 0) && next.blank > 0 {
        evidence.add(0.15, "blank lines around it");
    } else if unit.blank > 0 || i == 0 || units.get(i.wrapping_sub(1)).is_some_and(|u| matches!(u.shape, Shape::Rule)) {
        evidence.add(0.05, "a blank line before it");
    }
    evidence.add_if(unit.blank >= 2 && unit.blank > next.blank, 0.1, "more space above than below");
    evidence.add_if(
        arena.measure.glued_heads && unit.blank > 0 && next.blank == 0 && lines == 1,
        0.2,
        "stands on its text, as others do",
    );
    // What follows.
    let mut j = i + 1;
    while j < units.len()
        && (matches!(units[j].shape, Shape::Rule)
            || is_short(arena, &units[j]) && j < i + 3 && looks_like_head(arena, &units[j]))
    {
        j += 1;
    }
    match units.get(j) {
        None => evidence.add(-0.4, "nothing follows"),
        Some(u) => match u.shape {
            Shape::Prose | Shape::Lines(_) if j == i + 1 => {
                let width: u32 = arena.lines[u.lines.clone()].iter().map(|l| l.width).sum();
                if matches!(
                    classes.list[j].class,
                    Class::Role(Role::Copyright | Role::Disclaimer | Role::EndMark | Role::Handle)
                ) {
                    evidence.add(-0.3, "only tail matter follows");
                } else if width > 60 {
                    evidence.add(0.2, "a paragraph follows");
                } else {
                    evidence.add(0.08, "text follows");
                }
            }
            Shape::Prose | Shape::Lines(_) => evidence.add(0.05, "text follows further below"),
            Shape::Rule => {}
            Shape::Signature => evidence.add(-0.6, "a signature follows"),
            Shape::List(_) if matches!(style, Style::Sentence) => {
                evidence.add(-0.2, "it may introduce the list below it")
            }
            _ => evidence.add(0.12, "a block of another shape follows"),
        },
    }
    if features.words <= 6 {
        evidence.add(0.1, "at most 6 words");
    } else if features.words > 12 {
        evidence.add(-0.2, "more than 12 words");
    }
    let capitals = features.caps;
    match features.end {
        End::None => evidence.add(0.1, "no stop at the end"),
        End::Stop if division.is_some() || matches!(style, Style::Roman | Style::Alone) && features.words <= 8 => {}
        // Below a heading such a line names who speaks.
        End::Stop if capitals && i > 0 && heading::chapter(&text_of(arena, &units[i - 1])).is_some_and(|c| !c.1) => {
            evidence.add(-0.5, "a stop at the end, below a heading")
        }
        End::Stop if capitals => evidence.add(if book { -0.05 } else { -0.2 }, "a stop at the end"),
        End::Stop => evidence.add(-0.6, "a stop at the end"),
        End::Call if features.opens => evidence.add(-0.3, "a call or a question"),
        End::Call if features.words <= 3 || book => evidence.add(-0.3, "a call or a question"),
        End::Call => evidence.add(-0.05, "a call or a question"),
        End::Colon => evidence.add(-0.35, "a colon at the end"),
        End::Ellipsis => evidence.add(-0.25, "an ellipsis at the end"),
        End::Open => evidence.add(-0.6, "goes on"),
    }
    match style {
        Style::Keyword(_) => evidence.add(0.5, "a division's word and number"),
        Style::Capitals => evidence.add(0.25, "capitals"),
        Style::Roman => evidence.add(0.3, "a Roman numeral"),
        Style::Alone if features.letters > 0 => evidence.add(0.25, "a Roman numeral"),
        Style::Alone => evidence.add(if book { 0.2 } else { 0.05 }, "a number alone"),
        Style::Numbered(_) => evidence.add(0.25, "a number"),
        Style::Quoted => {
            evidence.add(if features.title_case { 0.2 } else { 0.12 }, "wholly inside quotation marks");
            // Its words stand in the text below it: it is taken from there.
            let inner: String = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
            let below: String = arena
                .covered(&next.lines)
                .chars()
                .take(3000)
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .filter(|c| c.is_alphanumeric() || *c == ' ')
                .collect();
            if features.words >= 2 && below.to_lowercase().contains(&inner.to_lowercase()) {
                evidence.add(0.25, "its words stand in the text below it");
            }
            if near_speech(arena, units, i) {
                evidence.add(-0.25, "a verb of saying nearby");
            }
        }
        Style::Marked => evidence.add(0.2, "wholly emphasized"),
        Style::TitleCase => evidence.add(0.18, "words with capitals"),
        Style::Colon => {
            evidence.add(if features.words <= 4 && unit.blank > 0 && next.blank > 0 { 0.2 } else { 0.0 }, "a label")
        }
        _ => evidence.add(0.03, "a short line"),
    }
    if matches!(next.shape, Shape::Prose) && arena.content(next.lines.start).starts_with(char::is_lowercase) {
        evidence.add(-0.3, "the text below begins small");
    }
    if !features.upper {
        evidence.add(-0.4, "begins small");
    }
    if features.opens && !features.quoted {
        evidence.add(-0.5, "opens a speech");
    }
    let strong =
        matches!(style, Style::Keyword(_) | Style::Capitals | Style::Numbered(_) | Style::Roman | Style::Alone);
    // What stands below a division's number is its title.
    let above = i.checked_sub(1).map(|k| &units[k]).filter(|u| u.lines.len() == 1 && unit.blank <= 2);
    let titled = above.is_some_and(|u| heading::chapter(arena.content(u.lines.start)).is_some_and(|c| c.1));
    evidence.add_if(titled && division.is_none() && features.words <= 14, 0.25, "below a division's number");
    evidence.add_if(capitals && features.letters <= 4 && text.matches('.').count() >= 2, -0.6, "initials");
    evidence.add_if(capitals && features.quoted && features.end == End::Stop, -0.4, "signed within a quotation");
    evidence.add_if(speakers.contains(&text), -0.7, "names who speaks, as others do");
    evidence.add_if(
        talk && !strong && (!features.quoted || text.starts_with(['“', '"', '«', '„'])),
        -0.25,
        "among short paragraphs",
    );
    let inner = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    evidence.add_if(
        !strong
            && (inner.contains("! ") || inner.contains("? ") || inner.contains(". ") && !inner.contains("vs. "))
            && !features.title_case,
        -0.25,
        "several sentences",
    );
    evidence.add_if(inner.contains("?—") || inner.contains("!—"), -0.4, "broken speech");
    evidence.add_if(
        matches!(style, Style::Keyword(_)) && text.chars().next().is_some_and(char::is_lowercase),
        -0.3,
        "begins small",
    );
    // A subhead divides a text that has begun.
    let below_title =
        i > 0 && matches!(classes.list[i - 1].class, Class::Title | Class::Role(Role::Byline | Role::DateLine));
    evidence.add_if(
        below_title && matches!(style, Style::Sentence) && !arena.measure.glued_heads,
        -0.25,
        "a sentence right below the head",
    );
    let says = ["had", "has", "have", "was", "were", "is", "are", "would", "could", "did"];
    let whole = ["By ", "At ", "In ", "On ", "For ", "From "].iter().any(|p| text.starts_with(p))
        && text.split_whitespace().any(|w| says.contains(&w));
    evidence.add_if(whole && matches!(style, Style::Sentence), -0.3, "a sentence");
    evidence.add_if(text.starts_with('(') || text.starts_with('['), -0.6, "in brackets");
    evidence.add_if(arena.lines[unit.lines.start].width > 84, -0.3, "a long line");
    // The last line before a signature or an address, a label with a value, an account.
    evidence.add_if(
        super::label::is_label(&text) && features.end != End::Colon && division.is_none(),
        -0.4,
        "a label with a value",
    );
    // Questions and answers are a conversation.
    evidence.add_if(super::label::is_question(&text), -0.6, "a question's label");
    evidence.add_if(text.contains('@') || text.contains("http"), -0.4, "an address");
    evidence.add_if(
        matches!(unit.shape, Shape::Lines(_)) && division.is_none(),
        -0.25,
        "lines that end where they end",
    );
    if units.get(i.wrapping_sub(1)).is_some_and(|u| ends_letter(arena, u)) {
        evidence.add(-0.5, "stands where a signature stands");
    }
    let page = book && i < 12 && division.is_none() && !units[..i].iter().any(|u| u.lines.len() > 2);
    let lower = text.to_lowercase();
    let printed = [
        "edition",
        "printed",
        "published",
        "publish",
        "illustrated",
        "illustrations",
        "translated",
        "copyright",
        "author of",
        "press",
    ]
    .iter()
    .any(|w| lower.contains(w));
    evidence.add_if(page && (looks_like_head(arena, next) || printed), -0.3, "a line of the title page");
    let bare = division.is_some_and(|d| d.1) || heading::number_alone(&text).is_some();
    Some(Candidate { unit: i, style, evidence, bare })
}

/// Whether a short unit could itself be a heading: it does not count as the text below one.
fn looks_like_head(arena: &Arena<'_>, unit: &Unit) -> bool {
    let text = text_of(arena, unit);
    let features = Features::of(&text);
    heading::chapter(&text).is_some()
        || features.end == End::None && features.words <= 12 && (features.caps || features.title_case)
}

fn near_speech(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    let says = |unit: Option<&Unit>, end: bool| {
        unit.is_some_and(|u| {
            let k = if end { u.lines.end - 1 } else { u.lines.start };
            let text = arena.content(k);
            let words: Vec<&str> = text.split_whitespace().collect();
            let part = if end { &words[words.len().saturating_sub(4)..] } else { &words[..words.len().min(5)] };
            part.iter().any(|w| SAYS.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()))
        })
    };
    says(units.get(i + 1), false) && !arena.content(units[i + 1].lines.start).contains('“')
        || i > 0 && says(units.get(i - 1), true)
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
