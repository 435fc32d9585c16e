//! The lines below a title: rules, dates, bylines, subtitle, standfirst, in the orders in which papers set them.
//!
//! A list of rules is asked about one unit after the other; where none takes a unit, the text begins.

use super::arena::Arena;
use super::class::{Class, Classes};
use super::evidence::Evidence;
use super::features::{End, Features};
use super::limits::head::{DATELINE, LINES, NAME_WORDS, RULE_UNITS, STANDFIRST_LINES};
use super::limits::reach;
use super::scores::{front as scores, limit};
use super::title::{clean, is_subtitle};
use super::unit::{Shape, Unit, is_short, text_of};
use super::{byline, dateline, dates, remember};
use crate::document::{Person, Role};

/// The lines below the title: what is known of them so far, and how far they reach.
struct Below<'a, 't> {
    arena: &'a Arena<'t>,
    units: &'a [Unit],
    classes: &'a mut Classes,
    book: bool,
    /// The unit below the title.
    from: usize,
    /// The unit that is looked at.
    at: usize,
    /// The first unit of the text, as far as is known.
    body: usize,
    /// The unit between the title and what follows.
    standfirst: Option<usize>,
    /// Whether a byline was met.
    named: bool,
    /// Whether a line of dates was met, and whether it is known by now when the text was published and when it was changed.
    dated: bool,
    dates_known: bool,
}

/// A unit below the title.
struct Text {
    words: String,
    /// Whether it is too long for a line of the head.
    long: bool,
}

/// What a rule says of a unit.
enum Verdict {
    /// Nothing: the next rule is asked.
    Open,
    /// It belongs to the head.
    Taken,
    /// The text begins here.
    Ends,
}

/// A rule for the lines below a title.
struct Step {
    /// Whether it is asked only of units short enough for a line of the head.
    short: bool,
    /// Whether it is asked only while no byline was met.
    unnamed: bool,
    takes: fn(&mut Below<'_, '_>, &Text) -> Verdict,
}

/// The rules for the lines below a title, in the order in which they are asked.
const BELOW: &[Step] = &[
    Step { short: false, unnamed: false, takes: |below, text| below.drawn_rule(text) },
    Step { short: true, unnamed: false, takes: |below, text| below.dates(text) },
    Step { short: true, unnamed: true, takes: |below, text| below.opener_above_a_name(text) },
    Step { short: true, unnamed: true, takes: |below, text| below.byline(text) },
    Step { short: true, unnamed: true, takes: |below, text| below.subtitle(text) },
    Step { short: true, unnamed: true, takes: |below, text| below.name_alone(text) },
    Step { short: false, unnamed: true, takes: |below, text| below.standfirst(text) },
];

/// Settles the lines below the title; gives the first unit of the text.
pub(super) fn below(arena: &Arena<'_>, units: &[Unit], from: usize, book: bool, classes: &mut Classes) -> usize {
    let mut below = Below {
        arena,
        units,
        classes,
        book,
        from,
        at: from,
        body: from,
        standfirst: None,
        named: false,
        dated: false,
        dates_known: false,
    };
    while below.at < units.len() && below.at < from + reach::HEAD_UNITS && below.takes_one() {}
    below.settle_standfirst();
    below.body
}

impl Below<'_, '_> {
    /// Asks the rules about the next unit; whether the head goes on behind it.
    fn takes_one(&mut self) -> bool {
        let unit = &self.units[self.at];
        let words = if unit.lines.len() <= LINES { text_of(self.arena, unit) } else { String::new() };
        let text = Text { words, long: !is_short(self.arena, unit) };
        for step in BELOW {
            if step.short && text.long || step.unnamed && self.named {
                continue;
            }
            match (step.takes)(self, &text) {
                Verdict::Open => {}
                Verdict::Taken => return true,
                Verdict::Ends => return false,
            }
        }
        false
    }

    /// The next `count` units belong to the head.
    fn take(&mut self, count: usize) -> Verdict {
        self.at += count;
        self.body = self.at;
        Verdict::Taken
    }

    fn name(&mut self, authors: Vec<Person>) {
        if self.classes.metadata.authors.is_empty() {
            self.classes.metadata.authors = authors;
        }
        self.named = true;
    }

    /// A rule below the title.
    fn drawn_rule(&mut self, _: &Text) -> Verdict {
        if !matches!(self.units[self.at].shape, Shape::Rule) || self.at >= self.from + RULE_UNITS {
            return Verdict::Open;
        }
        self.at += 1;
        if self.body == self.at - 1 {
            self.body = self.at;
        }
        Verdict::Taken
    }

    /// Dates and nothing else.
    fn dates(&mut self, text: &Text) -> Verdict {
        let found = if self.dates_known { None } else { dated(&text.words) };
        let Some(found) = found else { return Verdict::Open };
        let mut evidence = Evidence::of(scores::DATES_AND_NOTHING_ELSE_BELOW);
        evidence.add(scores::BELOW_THE_TITLE);
        remember::date_line(self.arena, self.at, &found, self.classes);
        self.classes.settle(self.at, Role::DateLine, evidence);
        self.dated = true;
        self.dates_known = found.modified.is_some() && found.issued.is_some();
        self.take(1)
    }

    /// “by” on a line of its own: the name stands below it.
    fn opener_above_a_name(&mut self, text: &Text) -> Verdict {
        let Some(opener) = byline::alone(&text.words) else { return Verdict::Open };
        let name = |text: String| {
            let joined = || byline::parse(&format!("{opener} {text}"), true);
            byline::parse(&text, true).or_else(joined).map(|(found, _)| found)
        };
        let next = self.units.get(self.at + 1).filter(|u| is_short(self.arena, u));
        let Some(found) = next.and_then(|u| name(text_of(self.arena, u))) else { return Verdict::Open };
        self.name(found.authors);
        self.classes.settle(self.at, Role::Byline, Evidence::naming(scores::OPENER_ABOVE_A_NAME, opener));
        self.classes.settle(self.at + 1, Role::Byline, Evidence::naming(scores::NAME_BELOW_AN_OPENER, opener));
        self.take(2)
    }

    /// A byline, and what the authors are on a line of its own.
    fn byline(&mut self, text: &Text) -> Verdict {
        let unit = &self.units[self.at];
        let lined = if matches!(unit.shape, Shape::Lines(_)) { lines_of(self.arena, unit) } else { text.words.clone() };
        let Some((found, mut evidence)) = byline::parse(&lined, true) else { return Verdict::Open };
        evidence.add_if(is_dated(self.arena, self.units, self.at + 1), scores::DATE_FOLLOWS);
        evidence.add_if(self.dated && found.authors.len() == 1, scores::DATE_STANDS_ABOVE);
        evidence.add_if(self.standfirst.is_some(), scores::BELOW_THE_STANDFIRST);
        if evidence.score() < limit::BYLINE {
            return Verdict::Open;
        }
        self.name(found.authors);
        let metadata = &mut self.classes.metadata;
        metadata.agency = metadata.agency.take().or(found.agency);
        let issued = remember::settled_date(self.arena, self.at, found.issued, self.classes);
        self.classes.metadata.issued = self.classes.metadata.issued.or(issued);
        self.classes.settle(self.at, Role::Byline, evidence);
        self.take(1);
        let next = self.units.get(self.at).filter(|u| is_short(self.arena, u) && u.lines.len() == 1);
        let role = next.map(|u| text_of(self.arena, u));
        if let Some(role) = role.filter(|role| byline::is_role(role) && dates::date_line(role).is_none()) {
            self.classes.settle(self.at, Role::Byline, Evidence::of(scores::WHAT_THE_AUTHOR_IS));
            if let Some(author) = self.classes.metadata.authors.last_mut() {
                author.role.get_or_insert(role);
            }
            self.take(1);
        }
        Verdict::Taken
    }

    /// A subtitle: one line directly below the title that continues it.
    fn subtitle(&mut self, text: &Text) -> Verdict {
        let unit = &self.units[self.at];
        let features = Features::of(&text.words);
        let is = self.at == self.from
            && self.classes.list[self.at].class == Class::Shape
            && is_subtitle(&text.words)
            && unit.lines.len() == 1
            && matches!(unit.shape, Shape::Prose)
            && features.end == End::None
            && byline::parse(&text.words, true).is_none()
            && (self.book || features.title_case);
        if !is {
            return Verdict::Open;
        }
        self.classes.metadata.subtitle.get_or_insert_with(|| clean(&text.words));
        self.classes.settle(self.at, Role::Subtitle, Evidence::of(scores::GOES_ON_WITH_THE_TITLE));
        self.take(1)
    }

    /// A name alone below the title of a book.
    fn name_alone(&mut self, text: &Text) -> Verdict {
        if !self.book || Features::of(&text.words).words > NAME_WORDS {
            return Verdict::Open;
        }
        let sure = |e: &Evidence| e.score() >= limit::BYLINE_IN_CONTEXT;
        match byline::parse(&text.words, true) {
            Some((found, evidence)) if sure(&evidence) && !found.authors.is_empty() => {
                self.name(found.authors);
                self.classes.settle(self.at, Role::Byline, Evidence::of(scores::NAME_ALONE_BELOW_A_BOOKS_TITLE));
                self.take(1)
            }
            _ => Verdict::Open,
        }
    }

    /// A paragraph between the title and the byline or the date. It is classified once one of those was found.
    fn standfirst(&mut self, text: &Text) -> Verdict {
        let unit = &self.units[self.at];
        let is = self.standfirst.is_none()
            && self.at == self.body
            && matches!(unit.shape, Shape::Prose | Shape::Lines(_))
            && unit.lines.len() <= STANDFIRST_LINES
            && dateline::parse(&text.words).is_none()
            && Features::of(&text.words).words <= reach::STANDFIRST_WORDS
            && head_goes_on(self.arena, self.units, self.at + 1);
        if !is {
            return Verdict::Open;
        }
        self.standfirst = Some(self.at);
        self.at += 1;
        if opens_with_dateline(self.arena, self.units, self.at) {
            self.body = self.at;
            return Verdict::Ends;
        }
        Verdict::Taken
    }

    fn settle_standfirst(&mut self) {
        let Some(at) = self.standfirst.filter(|&at| self.body > at) else { return };
        let text = text_of(self.arena, &self.units[at]);
        let features = Features::of(&text);
        let mut evidence = Evidence::of(scores::BETWEEN_THE_TITLE_AND_THE_BYLINE_OR_DATE);
        evidence.add_if(features.words <= 50, scores::AT_MOST_50_WORDS);
        let metadata = &mut self.classes.metadata;
        let role = if features.words <= reach::SUBTITLE_WORDS && features.end == End::None {
            metadata.subtitle = Some(clean(&text));
            Role::Subtitle
        } else {
            metadata.description = Some(clean(&text));
            Role::Standfirst
        };
        self.classes.settle(at, role, evidence);
    }
}

fn lines_of(arena: &Arena<'_>, unit: &Unit) -> String {
    unit.lines.clone().map(|k| arena.content(k)).collect::<Vec<_>>().join("\n")
}

/// The dates of a line that holds nothing else but a place.
fn dated(text: &str) -> Option<dates::DateLine> {
    dates::date_line(text).or_else(|| dates::placed(text))
}

/// Whether a line of dates stands at unit `i`.
fn is_dated(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units.get(i).is_some_and(|u| is_short(arena, u) && dated(&text_of(arena, u)).is_some())
}

/// Whether the text begins at unit `i`, with a dateline.
fn opens_with_dateline(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units.get(i).filter(|u| matches!(u.shape, Shape::Prose)).is_some_and(|unit| {
        let start: String = arena.covered(&unit.lines).chars().take(DATELINE).collect();
        dateline::parse(&start.replace('\n', " ")).is_some()
    })
}

/// Whether a byline or a date stands at unit `i`.
fn head_goes_on(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    if opens_with_dateline(arena, units, i) {
        return true;
    }
    let Some(unit) = units.get(i).filter(|u| is_short(arena, u)) else { return false };
    let text = if matches!(unit.shape, Shape::Lines(_)) { lines_of(arena, unit) } else { text_of(arena, unit) };
    let least = if is_dated(arena, units, i + 1) { limit::BYLINE_IN_CONTEXT } else { limit::BYLINE };
    dated(&text).is_some() || byline::parse(&text, true).is_some_and(|(_, e)| e.score() >= least)
}
