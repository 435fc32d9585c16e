//! Classes: units → what each of them is in the article. The head and the tail are settled first, then the
//! subheads, with the neighbours taken into account; what no class claims with enough certainty is a paragraph.

use super::arena::Arena;
use super::evidence::Evidence;
use super::features::{End, Features};
use super::heading::Style;
use super::notes::Notes;
use super::unit::{Shape, Unit};
use super::{dateline, dates, front, heading, rules, tail};
use crate::document::{Metadata, Role};
use std::ops::Range;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// What its shape says.
    Shape,
    /// The title of the document.
    Title,
    /// A subhead, with its level.
    Heading(u8),
    /// A line that goes on with the heading above it.
    HeadingMore,
    /// A paragraph with a role.
    Role(Role),
    /// What stands around a book: set small.
    Small,
    /// A note's block, which stands with the notes.
    Note,
}

impl Class {
    /// Its name, as explanations print it.
    pub(super) fn name(self, shape: &Shape) -> &'static str {
        match self {
            Class::Title => "title",
            Class::Heading(_) => "heading",
            Class::HeadingMore => "heading",
            Class::Small => "small print",
            Class::Note => "note",
            Class::Role(role) => match role {
                Role::Subtitle => "subtitle",
                Role::Kicker => "kicker",
                Role::Standfirst => "standfirst",
                Role::Byline => "byline",
                Role::DateLine => "date",
                Role::Credit => "credit",
                Role::Disclaimer => "disclaimer",
                Role::Correction => "correction",
                Role::Copyright => "copyright",
                Role::Handle => "handle",
                Role::Related => "related",
                Role::EndMark => "end mark",
                Role::SmallPrint => "small print",
                Role::Address => "address",
                Role::Attribution => "attribution",
                _ => "role",
            },
            Class::Shape => match shape {
                Shape::Prose => "paragraph",
                Shape::Lines(true) => "verse",
                Shape::Lines(false) => "lines",
                Shape::Underlined(_) | Shape::Hashes(_) | Shape::Overlined => "heading",
                Shape::Rule => "break",
                Shape::Code(_) => "code",
                Shape::Quote(_) => "quote",
                Shape::List(_) => "list",
                Shape::Table(_) => "table",
                Shape::Attribution => "attribution",
                Shape::Signature => "signature",
                Shape::Summary => "summary",
                Shape::Aside(..) => "aside",
                Shape::Definitions(_) => "definitions",
            },
        }
    }
}

/// A unit's class with its evidence.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The class.
    pub class: Class,
    /// Why.
    pub evidence: Evidence,
}

/// The classes of all units, and what they say of the document.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// One entry a unit.
    pub list: Vec<Settled>,
    /// What was found.
    pub metadata: Metadata,
    /// Units whose date can't be told apart.
    pub ambiguous: Vec<usize>,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kind {
    /// A book with chapters.
    pub book: bool,
    /// A message: its subject is its title.
    pub message: bool,
}

impl Classes {
    /// Every unit by its shape.
    pub(super) fn shapes(units: &[Unit]) -> Classes {
        let shape = |unit: &Unit| Settled {
            class: Class::Shape,
            evidence: unit.why.map_or_else(|| Evidence::new(0.5), |(score, why)| Evidence::of(score, why)),
        };
        Classes { list: units.iter().map(shape).collect(), ..Classes::default() }
    }

    /// Adds what stands around the body: a message's header before it, small print around a book.
    pub(super) fn surround(&mut self, units: &[Unit], head: usize, body: Range<usize>) {
        let small = |_: &Unit| Settled { class: Class::Small, evidence: Evidence::of(0.95, "outside of the book") };
        let mut list = Classes::shapes(&units[..head]).list;
        list.extend(units[head..body.start].iter().map(small));
        list.append(&mut self.list);
        list.extend(units[body.end..].iter().map(small));
        self.list = list;
        self.ambiguous.iter_mut().for_each(|i| *i += body.start);
    }

    /// Takes the blocks of notes out of the text, and the rule above them where nothing else stands behind it.
    pub(super) fn take_notes(&mut self, arena: &Arena<'_>, units: &[Unit], notes: &Notes) {
        for definition in &notes.definitions {
            for unit in definition.units.clone() {
                self.list[unit] = Settled {
                    class: Class::Note,
                    evidence: Evidence::of(0.9, "begins with a mark that stands in the text"),
                };
            }
        }
        let taken = |i: usize| self.list.get(i).is_none_or(|s| s.class == Class::Note);
        let rules: Vec<usize> = (0..units.len())
            .filter(|&i| {
                matches!(units[i].shape, Shape::Rule)
                    && arena.content(units[i].lines.start).starts_with(['_', '-', '—'])
            })
            .filter(|&i| i + 1 < units.len() && (i + 1..units.len()).all(taken))
            .collect();
        for i in rules {
            self.list[i].class = Class::Note;
        }
    }
}

/// The text of a unit's lines joined with spaces; only for short units.
pub(super) fn text_of(arena: &Arena<'_>, unit: &Unit) -> String {
    let mut lines = unit.lines.clone();
    if matches!(unit.shape, Shape::Underlined(_) | Shape::Overlined) {
        lines.end -= 1;
        lines.start += usize::from(matches!(unit.shape, Shape::Overlined));
    }
    let mut out = String::new();
    for k in lines {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(arena.content(k));
    }
    if let Shape::Hashes(n) = unit.shape {
        out = out[n as usize..].trim().trim_end_matches('#').trim_end().to_owned();
    }
    out
}

/// Whether a unit is text that may be a heading or a typed line: prose or kept lines, not long.
pub(super) fn is_short(arena: &Arena<'_>, unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Prose | Shape::Lines(false))
        && unit.lines.len() <= 3
        && unit.lines.clone().map(|k| arena.lines[k].width).sum::<u32>() <= 200
}

/// Settles every unit's class.
pub(super) fn classify(arena: &Arena<'_>, units: &[Unit], kind: Kind, metadata: Metadata) -> Classes {
    let book = kind.book;
    let mut classes = Classes { metadata, ..Classes::shapes(units) };
    let body = if kind.message { 0 } else { front::front(arena, units, book, &mut classes) };
    tails(arena, units, body, &mut classes);
    if let Some(first) = units.get(body).filter(|u| matches!(u.shape, Shape::Prose)) {
        let (start, end) = arena.extent(&first.lines);
        let end = (start as usize + 300).min(end as usize);
        let end = (start as usize..=end).rev().find(|&i| arena.text.is_char_boundary(i)).unwrap_or(start as usize);
        let head = arena.text[start as usize..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(line) = dateline::parse(&head) {
            let place = line.place.clone();
            classes.list[body].evidence.add(0.3, format!("begins with the dateline “{place}”"));
            classes.metadata.place = Some(line.place);
            classes.metadata.agency = line.agency.or(classes.metadata.agency.take());
            classes.metadata.issued = classes.metadata.issued.or(line.issued);
        }
    }
    headings(arena, units, body, book, &mut classes);
    addresses(arena, units, &mut classes);
    classes
}

/// Short lines that end where they end: an address where figures stand in them, a signature below a letter's close.
fn addresses(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    for (i, unit) in units.iter().enumerate() {
        if classes.list[i].class != Class::Shape || !matches!(unit.shape, Shape::Lines(false) | Shape::Prose) {
            continue;
        }
        let below = i > 0 && ends_letter(arena, &units[i - 1]);
        let lines = || unit.lines.clone().map(|k| arena.content(k));
        let short = unit.lines.len() <= 7 && unit.lines.clone().all(|k| arena.lines[k].width <= 48);
        let open = lines().all(|t| {
            !matches!(super::features::end_of(t), End::Call | End::Colon)
                && (!t.ends_with('.') || t.split_whitespace().count() <= 4)
        });
        let upper = lines().all(|t| t.starts_with(|c: char| !c.is_lowercase()));
        let figures = lines().filter(|t| t.contains(|c: char| c.is_ascii_digit())).count();
        let words = lines().all(|t| t.split_whitespace().count() <= 6);
        let labels = lines().filter(|t| super::regime::is_label(t)).count();
        let address = matches!(unit.shape, Shape::Lines(false))
            && unit.lines.len() >= 2
            && figures > 0
            && figures < unit.lines.len() + 1
            && labels == 0
            && words;
        if short && open && upper && (below && unit.blank > 0 || address) {
            let why = if below { "below a letter's close" } else { "short lines with figures" };
            classes.list[i] = Settled { class: Class::Role(Role::Address), evidence: Evidence::of(0.7, why) };
        }
    }
}

fn tails(arena: &Arena<'_>, units: &[Unit], body: usize, classes: &mut Classes) {
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

fn headings(arena: &Arena<'_>, units: &[Unit], body: usize, book: bool, classes: &mut Classes) {
    let mut candidates: Vec<Candidate> = Vec::new();
    // What paragraphs are like here: among short ones, a short line is no subhead by itself.
    let (mut long, mut paragraphs) = (0usize, 0usize);
    for unit in &units[body.min(units.len())..] {
        if matches!(unit.shape, Shape::Prose) {
            paragraphs += 1;
            let width: u32 = arena.lines[unit.lines.clone()].iter().map(|l| l.width).sum();
            long += usize::from(width > 120);
        }
    }
    let talk = paragraphs >= 8 && long * 3 < paragraphs;
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
            && let Some(candidate) = candidate(arena, units, i, talk, book, classes)
        {
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

/// Takes out the lines of a list of contents: headings of one style in a row with no text between them.
fn contents(arena: &Arena<'_>, units: &[Unit], candidates: &mut Vec<Candidate>) {
    let mut out = vec![false; candidates.len()];
    let keys: Vec<String> = candidates.iter().map(|c| key_of(arena, units, c)).collect();
    let later: std::collections::BTreeMap<&String, usize> = keys.iter().enumerate().map(|(i, k)| (k, i)).collect();
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
    classes: &Classes,
) -> Option<Candidate> {
    let unit = &units[i];
    let text = text_of(arena, unit);
    let features = Features::of(&text);
    let style = heading::style(&text, &features);
    let next = units.get(i + 1)?;
    if features.words == 0 && !matches!(style, Style::Roman | Style::Numbered(_)) || features.words > 20 {
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
        End::Stop if division.is_some() || matches!(style, Style::Roman) && features.words <= 8 => {}
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
        Style::Roman => evidence.add(if features.words <= 1 { 0.25 } else { 0.3 }, "a Roman numeral"),
        Style::Numbered(_) if heading::number_alone(&text).is_some() => {
            evidence.add(if book { 0.2 } else { 0.05 }, "a number alone")
        }
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
    let strong = matches!(style, Style::Keyword(_) | Style::Capitals | Style::Numbered(_) | Style::Roman);
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
    evidence.add_if(text.starts_with('(') || text.starts_with('['), -0.3, "in brackets");
    evidence.add_if(arena.lines[unit.lines.start].width > 84, -0.3, "a long line");
    // The last line before a signature or an address, a label with a value, an account.
    evidence.add_if(
        super::regime::is_label(&text) && features.end != End::Colon && division.is_none(),
        -0.4,
        "a label with a value",
    );
    evidence.add_if(text.contains('@') || text.contains("http"), -0.4, "an address");
    evidence.add_if(
        matches!(unit.shape, Shape::Lines(_)) && division.is_none(),
        -0.25,
        "lines that end where they end",
    );
    if units.get(i.wrapping_sub(1)).is_some_and(|u| ends_letter(arena, u)) {
        evidence.add(-0.5, "stands where a signature stands");
    }
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

/// Whether a unit closes a letter: “Yours sincerely,”.
pub(super) fn ends_letter(arena: &Arena<'_>, unit: &Unit) -> bool {
    if unit.lines.len() > 2 || !matches!(unit.shape, Shape::Prose | Shape::Lines(_)) {
        return false;
    }
    let text = text_of(arena, unit).to_lowercase();
    text.len() < 60
        && text.ends_with([',', '!', 'n', 's', 'ß', 'e', 'y'])
        && [
            "yours",
            "sincerely",
            "regards",
            "best",
            "kind regards",
            "warm",
            "love",
            "respectfully",
            "with ",
            "faithfully",
            "cheers",
            "thanks",
            "many thanks",
            "mit freundlichen",
            "mit besten",
            "herzlich",
            "viele grüße",
            "beste grüße",
            "cordialement",
            "bien à",
            "veuillez",
            "atentamente",
            "saludos",
            "cordiali",
            "distinti saluti",
            "hochachtungsvoll",
            "i am",
            "i remain",
            "your ",
            "с уважением",
        ]
        .iter()
        .any(|s| text.starts_with(s))
        && text.split_whitespace().count() <= 6
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
