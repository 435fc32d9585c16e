//! The head of an article: kicker, title, subtitle, standfirst, byline, date, in the orders in which papers set them.

use super::arena::Arena;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::features::{End, Features};
use super::letter::salutes;
use super::unit::{Shape, Unit, is_short, text_of};
use super::{byline, calendar, dateline, dates, heading, order};
use crate::document::{Date, Person, Role};

/// How many units the head may have.
const MOST: usize = 10;

/// Settles the units of the head; gives the first unit of the text.
pub(super) fn front(arena: &Arena<'_>, units: &[Unit], book: bool, classes: &mut Classes) -> usize {
    contacts(arena, units, classes);
    let Some(title) = find_title(arena, units, book, classes) else {
        // A text may begin with its date or its byline, as a letter does.
        for (i, unit) in units.iter().enumerate().take(4).filter(|(_, u)| is_short(arena, u)) {
            let text = text_of(arena, unit);
            if let Some(line) = dates::date_line(&text) {
                remember_dates(arena, i, &line, classes);
                settle(classes, i, Role::DateLine, Evidence::of(0.8, "dates and nothing else"));
            } else if let Some((found, evidence)) = byline::parse(&text, false).filter(|(_, e)| e.score() >= 0.8) {
                classes.metadata.authors = found.authors;
                settle(classes, i, Role::Byline, evidence);
            }
        }
        return 0;
    };
    let (index, evidence) = title;
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
    while let Some(unit) =
        units.get(i).filter(|u| u.blank < 2 && i < from + MOST && matches!(u.shape, Shape::Prose | Shape::Lines(_)))
    {
        let text = text_of(arena, unit);
        let features = Features::of(&text);
        if unit.blank == 0 {
            classes.metadata.subtitle.get_or_insert_with(|| clean(&text));
            settle(classes, i, Role::Subtitle, Evidence::of(0.95, "directly below the title's rule"));
        } else if let Some(line) = dates::date_line(&text) {
            remember_dates(arena, i, &line, classes);
            settle(classes, i, Role::DateLine, Evidence::of(0.95, "a date in the title block"));
        } else if features.words <= 12 && features.end != End::Stop {
            let parsed = byline::parse(&text, true);
            if let Some((found, _)) = parsed.filter(|_| classes.metadata.authors.is_empty()) {
                classes.metadata.authors = found.authors;
            }
            settle(classes, i, Role::Byline, Evidence::of(0.9, "a short line in the title block"));
        } else {
            settle(classes, i, Role::Standfirst, Evidence::of(0.9, "a sentence in the title block"));
        }
        i += 1;
    }
    i
}

/// A text without the marks of emphasis around it.
fn clean(text: &str) -> String {
    text.trim_matches(|c| matches!(c, '*' | '_')).trim().to_owned()
}

fn find_title(arena: &Arena<'_>, units: &[Unit], book: bool, classes: &Classes) -> Option<(usize, Evidence)> {
    let known = classes.metadata.title.as_deref().map(letters);
    let mut best: Option<(usize, Evidence)> = None;
    for (i, unit) in units.iter().enumerate().take(7) {
        let shape = match unit.shape {
            Shape::Underlined(_) | Shape::Overlined => true,
            Shape::Hashes(n) => n == 1,
            _ => false,
        };
        if matches!(unit.shape, Shape::Rule) || classes.list[i].class != Class::Shape {
            continue;
        }
        if !shape && !is_short(arena, unit) {
            break;
        }
        let text = text_of(arena, unit);
        if dates::date_line(&text).is_some()
            || byline::parse(&text, true).is_some_and(|(_, e)| e.score() >= 0.6) && i > 0
        {
            continue;
        }
        let Some(mut evidence) = title(arena, units, (i, &text), shape, book, classes) else { continue };
        if let Some(known) = &known {
            let own = letters(&text);
            let same = own.len() >= 3 && (known.starts_with(&own) || own.starts_with(known.as_str()));
            evidence.add(
                if same { 0.5 } else { -0.2 },
                if same { "the title as the header names it" } else { "not the title of the header" },
            );
        }
        if matches!(unit.shape, Shape::Overlined) {
            return Some((i, Evidence::of(1.0, "rules stand above and below it")));
        }
        if evidence.score() >= 0.55 && best.as_ref().is_none_or(|(_, b)| evidence.score() > b.score() + 0.05) {
            best = Some((i, evidence));
        }
    }
    best
}

/// The letters and figures of a text in lower case: what a title is known by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn title(
    arena: &Arena<'_>,
    units: &[Unit],
    (i, text): (usize, &str),
    shape: bool,
    book: bool,
    classes: &Classes,
) -> Option<Evidence> {
    let unit = &units[i];
    let features = Features::of(text);
    let next = units.get(i + 1)?;
    if features.letters == 0 && !features.digits {
        return None;
    }
    let mut evidence = Evidence::new(0.0);
    match i {
        0 => evidence.add(0.35, "the first lines"),
        _ => evidence.add(0.25, "among the first lines"),
    }
    evidence.add_if(shape, 0.4, "underlined or marked");
    match features.words {
        3..=25 => evidence.add(0.2, "3 to 25 words"),
        0..=2 => evidence.add(0.08, "one or two words"),
        _ => evidence.add(-0.4, "more than 25 words"),
    }
    match features.end {
        End::None => evidence.add(0.15, "no stop at the end"),
        End::Call => evidence.add(0.1, "a question or a call"),
        End::Ellipsis => evidence.add(0.0, "an ellipsis at the end"),
        End::Stop if features.caps || features.title_case && features.words <= 8 => {
            evidence.add(0.0, "a stop at the end")
        }
        End::Stop => evidence.add(-0.35, "a stop at the end"),
        End::Colon => evidence.add(-0.4, "a colon at the end"),
        End::Open => evidence.add(-0.6, "goes on"),
    }
    evidence.add_if(features.title_case || features.caps, 0.1, "words with capitals");
    // A program’s name is written small: `wend -- a tide clock`.
    let program = text.split_once(" - ").or_else(|| text.split_once(" -- ")).or_else(|| text.split_once(" — "));
    let program = i == 0 && program.is_some_and(|(name, _)| !name.contains(' '));
    evidence.add_if(!features.upper && !program, -0.25, "begins small");
    evidence.add_if(features.opens && !features.quoted, -0.05, "opens with a quotation");
    evidence.add_if(super::list::marker(text).is_some(), -0.3, "a list marker");
    evidence.add_if(
        super::label::is_label(text) && features.words <= 8 && text.find(':').is_some_and(|c| c < 12),
        -0.25,
        "a label",
    );
    let labels = unit.lines.clone().filter(|&k| super::label::is_label(arena.content(k))).count();
    evidence.add_if(labels >= 2, -0.6, "labels with values");
    let letter = units.iter().skip(i + 1).take(5).any(|u| salutes(arena.content(u.lines.start)));
    evidence.add_if(letter && (features.digits || unit.lines.len() > 1), -0.5, "the head of a letter");
    evidence.add_if(salutes(text), -0.8, "a salutation");
    evidence.add_if(text.contains('@') || text.contains("://"), -0.4, "an address");
    evidence.add_if(
        next.blank == 0 && !shape && unit.lines.len() == 1 && !short_follows(arena, units, i),
        -0.1,
        "text stands directly below",
    );
    evidence.add_if(dateline::parse(text).is_some(), -0.3, "a dateline");
    // A kicker above makes way for a longer line below it.
    if i == 0 && features.words <= 4 && is_short(arena, next) {
        let below = text_of(arena, next);
        let other = Features::of(&below);
        let title_below = other.words >= 4
            && other.words <= 20
            && other.end != End::Stop
            && other.end != End::Open
            && dates::date_line(&below).is_none()
            && byline::parse(&below, true).is_none_or(|(_, e)| e.score() < 0.5)
            && heading::chapter(&below).is_none()
            && (units.len() > 2)
            && (features.caps || features.words <= 2)
            && !other.caps
            && !(features.words >= 2 && is_subtitle(&below));
        evidence.add_if(title_below, -0.3, "a longer line stands below it");
    }
    if i > 0 {
        // Nothing but short lines may stand above a title.
        let above: usize = units[..i]
            .iter()
            .zip(&classes.list)
            .filter(|(u, s)| s.class == Class::Shape && !is_release(&text_of(arena, u)))
            .map(|(u, _)| Features::of(&text_of(arena, u)).words)
            .max()
            .unwrap_or(0);
        evidence.add_if(above <= 4 && features.words > above, 0.15, "a short line above");
        evidence.add_if(above > 6, -0.4, "text above");
    }
    // In a book a division is no title.
    if heading::chapter(text).is_some() {
        evidence.add(-0.5, "a division of a book");
    }
    let section = features.caps && features.words <= 2 && (book || i > 0 || heading::chapter(text).is_some());
    if !shape && section && is_section(arena, units, i) {
        evidence.add(-0.5, "others of its style head sections");
    }
    evidence.add_if(is_release(text), -0.8, "the mark of a release");
    if is_day(text)
        && units
            .iter()
            .skip(i + 1)
            .take(60)
            .filter(|u| u.lines.len() == 1 && is_day(arena.content(u.lines.start)))
            .count()
            >= 2
    {
        evidence.add(-0.5, "other days head sections");
    }
    let prose = units[i + 1..].iter().take(12).any(|u| {
        !is_short(arena, u)
            || Features::of(&text_of(arena, u)).end == End::Stop
            || !matches!(u.shape, Shape::Prose | Shape::Lines(_))
    });
    evidence.add_if(!prose, -0.3, "no text follows");
    Some(evidence)
}

/// Whether short lines (a byline, a date) stand below unit `i`.
fn short_follows(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units.get(i + 1).is_some_and(|u| {
        let text = text_of(arena, u);
        is_short(arena, u) && (dates::date_line(&text).is_some() || byline::parse(&text, true).is_some())
    })
}

/// Whether a line marks a text as a release to the press.
fn is_release(text: &str) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lower.len() <= 70
        && [
            "for immediate release",
            "for release",
            "immediate release",
            "press release",
            "news release",
            "media release",
            "embargoed until",
            "under embargo",
            "not for release",
            "pressemitteilung",
            "presseinformation",
            "communiqué de presse",
            "nota de prensa",
            "comunicado de prensa",
            "comunicato stampa",
            "persbericht",
            "pressmeddelande",
            "пресс-релиз",
            "新闻稿",
        ]
        .iter()
        .any(|s| lower.starts_with(s))
}

/// Whether a line is the name of a day with a day of the month, as it heads the entry of a diary.
fn is_day(text: &str) -> bool {
    let mut words = text.split([' ', ',', '.']).filter(|w| !w.is_empty());
    text.len() <= 40
        && words.next().is_some_and(|w| {
            w.len() >= 5
                && calendar::FILLERS.contains(&w.to_lowercase().as_str())
                && w.to_lowercase().ends_with(['y', 'g', 'i', 'o', 's', 'е', 'а', 'h'])
        })
        && text.contains(|c: char| c.is_ascii_digit())
        && words.any(|w| dates::month(w).is_some())
}

/// Whether a line goes on with the title above it: “A Farce in One Act”, “Being the History of …”.
fn is_subtitle(text: &str) -> bool {
    let bare = text.trim_matches(['_', '*', '(', ')']);
    let features = Features::of(bare);
    matches!(features.end, End::None | End::Stop)
        && features.words <= 14
        && ([
            "A ",
            "An ",
            "Or, ",
            "or, ",
            "OR, ",
            "Or ",
            "Being ",
            "With ",
            "Together ",
            "In ",
            "From ",
            "Ein ",
            "Eine ",
            "Un ",
            "Une ",
            "Una ",
            "Volume ",
            "Vol. ",
            "Notes ",
            "Essays ",
            "Stories ",
            "Poems ",
        ]
        .iter()
        .any(|s| bare.starts_with(s))
            || bare.len() < text.len())
}

/// The lines that say whom the press may ask, above a release or below it.
fn contacts(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    let reachable = |text: &str| {
        text.contains('@') || text.contains("www.") || text.bytes().filter(u8::is_ascii_digit).count() >= 7
    };
    let mut label = false;
    for (i, unit) in units.iter().enumerate().take(6) {
        let text = arena.content(unit.lines.start);
        let made = [
            "Produced by ",
            "Transcribed by ",
            "E-text prepared by ",
            "This etext was prepared by",
            "Etext prepared by",
            "HTML version by",
        ];
        if matches!(unit.shape, Shape::Prose | Shape::Lines(false)) && made.iter().any(|m| text.starts_with(m)) {
            classes.metadata.credits.push(text_of(arena, unit));
            settle(classes, i, Role::Credit, Evidence::of(0.85, "says who made the text"));
        }
    }
    for (i, unit) in units.iter().enumerate() {
        let ends = i < 8 || i + 8 >= units.len();
        if !ends || !matches!(unit.shape, Shape::Prose | Shape::Lines(false)) || unit.lines.len() > 8 {
            label = false;
            continue;
        }
        let text = text_of(arena, unit);
        let lower = text.to_lowercase();
        let opens = [
            "contact:",
            "contacts:",
            "contact ",
            "media contact",
            "press contact",
            "media inquiries",
            "press inquiries",
            "media enquiries",
            "press office",
            "for more information:",
            "for further information:",
            "pressekontakt",
            "contact presse",
            "contacto de prensa",
        ]
        .iter()
        .any(|s| lower.starts_with(s));
        let short = text.len() <= 300 && unit.lines.clone().all(|k| arena.lines[k].width <= 80);
        let is = short && (opens && reachable(&text) || label && reachable(&text) && unit.lines.len() >= 2);
        if is {
            let why = "says whom the press may ask";
            settle(classes, i, Role::Address, Evidence::of(0.8, why));
        }
        label = opens && text.ends_with(':');
        if label
            && units
                .get(i + 1)
                .is_some_and(|u| u.lines.len() >= 2 && u.lines.len() <= 8 && reachable(arena.covered(&u.lines)))
        {
            settle(classes, i, Role::Address, Evidence::of(0.7, "whom the press may ask follows"));
        }
    }
}

/// Whether lines in capitals head other parts of the text too.
fn is_section(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units
        .iter()
        .skip(i + 2)
        .take(400)
        .filter(|u| {
            is_short(arena, u) && u.lines.len() == 1 && {
                let text = arena.content(u.lines.start);
                text.len() < 60
                    && (heading::chapter(text).is_some() || Features::of(text).caps && Features::of(text).words <= 6)
            }
        })
        .count()
        >= 2
}

fn line_above(arena: &Arena<'_>, units: &[Unit], i: usize, classes: &mut Classes) {
    let text = text_of(arena, &units[i]);
    if matches!(units[i].shape, Shape::Rule) || classes.list[i].class != Class::Shape {
        return;
    }
    if is_release(&text) {
        settle(classes, i, Role::Kicker, Evidence::of(0.9, "the mark of a release"));
    } else if let Some(line) = dates::date_line(&text) {
        remember_dates(arena, i, &line, classes);
        settle(classes, i, Role::DateLine, Evidence::of(0.8, "a date above the title"));
    } else {
        let words = Features::of(&text).words;
        if words <= 6 {
            settle(classes, i, Role::Kicker, Evidence::of(0.8, "a short line above the title"));
        }
    }
}

fn settle(classes: &mut Classes, i: usize, role: Role, evidence: Evidence) {
    classes.list[i] = Settled { class: Class::Role(role), evidence };
}

/// Notes what a line of dates says.
pub(super) fn remember_dates(arena: &Arena<'_>, i: usize, line: &dates::DateLine, classes: &mut Classes) {
    let issued = settled_date(arena, i, line.issued, classes);
    let modified = settled_date(arena, i, line.modified, classes);
    let metadata = &mut classes.metadata;
    metadata.issued = metadata.issued.or(issued);
    metadata.modified = metadata.modified.or(modified);
    metadata.place = metadata.place.take().or_else(|| line.place.clone());
    if let Some(name) = line.author.as_ref().filter(|_| metadata.authors.is_empty()) {
        metadata.authors.push(Person::named(name.as_str()));
    }
}

/// The date of unit `i`, by the order of the text's dates where it may be two.
fn settled_date(arena: &Arena<'_>, i: usize, when: Option<dates::When>, classes: &mut Classes) -> Option<Date> {
    let when = when?;
    let date = when.settle(|| order::of(arena.text));
    if date.is_none() {
        classes.ambiguous.push(i);
    }
    date
}

/// The lines below the title.
fn below(arena: &Arena<'_>, units: &[Unit], from: usize, book: bool, classes: &mut Classes) -> usize {
    let mut i = from;
    let mut body = from;
    let mut standfirst: Option<usize> = None;
    let mut named = false;
    let mut dated = false;
    while i < units.len() && i < from + MOST {
        let unit = &units[i];
        if matches!(unit.shape, Shape::Rule) && i < from + 4 {
            i += 1;
            if body == i - 1 {
                body = i;
            }
            continue;
        }
        let long = !is_short(arena, unit);
        let text = if unit.lines.len() <= 8 { text_of(arena, unit) } else { String::new() };
        if !long
            && !dated
            && let Some(line) = dates::date_line(&text).or_else(|| dates::placed(&text))
        {
            let mut evidence = Evidence::of(0.7, "dates and nothing else");
            evidence.add(0.2, "below the title");
            remember_dates(arena, i, &line, classes);
            settle(classes, i, Role::DateLine, evidence);
            i += 1;
            body = i;
            dated = line.modified.is_some() && line.issued.is_some();
            continue;
        }
        // “by” on a line of its own: the name stands below it.
        if !long
            && !named
            && matches!(text.as_str(), "by" | "By" | "BY" | "von" | "par" | "por" | "di")
            && let Some((found, _)) = units.get(i + 1).filter(|u| is_short(arena, u)).and_then(|u| {
                byline::parse(&text_of(arena, u), true)
                    .or_else(|| byline::parse(&format!("By {}", text_of(arena, u)), true))
            })
        {
            if classes.metadata.authors.is_empty() {
                classes.metadata.authors = found.authors;
            }
            settle(classes, i, Role::Byline, Evidence::of(0.9, "“by” above a name"));
            settle(classes, i + 1, Role::Byline, Evidence::of(0.9, "a name below “by”"));
            named = true;
            i += 2;
            body = i;
            continue;
        }
        if !long && !named {
            let lined = if matches!(unit.shape, Shape::Lines(_)) { lines_of(arena, unit) } else { text.clone() };
            if let Some((found, mut evidence)) = byline::parse(&lined, true) {
                let next_is_date = units.get(i + 1).is_some_and(|u| {
                    is_short(arena, u) && {
                        let text = text_of(arena, u);
                        dates::date_line(&text).or_else(|| dates::placed(&text)).is_some()
                    }
                });
                evidence.add_if(next_is_date, 0.2, "a date follows");
                evidence.add_if(dated && found.authors.len() == 1, 0.1, "a date stands above");
                evidence.add_if(standfirst.is_some(), 0.1, "below the standfirst");
                if evidence.score() >= 0.6 {
                    let metadata = &mut classes.metadata;
                    if metadata.authors.is_empty() {
                        metadata.authors = found.authors;
                    }
                    metadata.agency = metadata.agency.take().or(found.agency);
                    let issued = settled_date(arena, i, found.issued, classes);
                    classes.metadata.issued = classes.metadata.issued.or(issued);
                    settle(classes, i, Role::Byline, evidence);
                    named = true;
                    i += 1;
                    body = i;
                    // What they are, on a line of its own.
                    if let Some(next) = units.get(i).filter(|u| is_short(arena, u) && u.lines.len() == 1) {
                        let role = text_of(arena, next);
                        if byline::is_role(&role) && dates::date_line(&role).is_none() {
                            settle(classes, i, Role::Byline, Evidence::of(0.7, "what the author is"));
                            if let Some(author) = classes.metadata.authors.last_mut() {
                                author.role.get_or_insert(role);
                            }
                            i += 1;
                            body = i;
                        }
                    }
                    continue;
                }
            }
        }
        // Below the title: what goes on with it.
        if standfirst.is_none()
            && !named
            && !dated
            && i == from
            && !long
            && classes.list[i].class == Class::Shape
            && is_subtitle(&text)
            && unit.lines.len() == 1
            && matches!(unit.shape, Shape::Prose)
            && Features::of(&text).end == End::None
            && byline::parse(&text, true).is_none()
            && (book || Features::of(&text).title_case)
        {
            classes.metadata.subtitle.get_or_insert_with(|| clean(&text));
            settle(classes, i, Role::Subtitle, Evidence::of(0.7, "goes on with the title above it"));
            i += 1;
            body = i;
            continue;
        }
        // A name alone below the title of a book.
        if book
            && !long
            && !named
            && let Some((found, _)) =
                byline::parse(&text, true).filter(|(b, e)| e.score() >= 0.4 && !b.authors.is_empty())
            && Features::of(&text).words <= 5
        {
            if classes.metadata.authors.is_empty() {
                classes.metadata.authors = found.authors;
            }
            settle(classes, i, Role::Byline, Evidence::of(0.65, "a name alone below the title of a book"));
            named = true;
            i += 1;
            body = i;
            continue;
        }
        // One paragraph between the title and the byline or the date is the standfirst.
        if standfirst.is_none()
            && !named
            && i == body
            && matches!(unit.shape, Shape::Prose | Shape::Lines(_))
            && unit.lines.len() <= 6
            && dateline::parse(&text).is_none()
        {
            let words = Features::of(&text).words;
            if words <= 70 && head_goes_on(arena, units, i + 1) {
                standfirst = Some(i);
                i += 1;
                if opens_with_dateline(arena, units, i) {
                    body = i;
                    break;
                }
                continue;
            }
        }
        break;
    }
    if let Some(s) = standfirst
        && body > s
    {
        let text = text_of(arena, &units[s]);
        let features = Features::of(&text);
        let subtitle = features.words <= 14 && features.end == End::None;
        let mut evidence = Evidence::of(0.6, "between the title and the byline or date");
        evidence.add_if(features.words <= 50, 0.1, "at most 50 words");
        if subtitle {
            classes.metadata.subtitle = Some(clean(&text));
        } else {
            classes.metadata.description = Some(clean(&text));
        }
        settle(classes, s, if subtitle { Role::Subtitle } else { Role::Standfirst }, evidence);
    }
    body
}

fn lines_of(arena: &Arena<'_>, unit: &Unit) -> String {
    unit.lines.clone().map(|k| arena.content(k)).collect::<Vec<_>>().join("\n")
}

/// Whether the text begins at unit `i`, with a dateline.
fn opens_with_dateline(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units.get(i).filter(|u| matches!(u.shape, Shape::Prose)).is_some_and(|unit| {
        let start: String = arena.covered(&unit.lines).chars().take(300).collect();
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
    if dates::date_line(&text).is_some() {
        return true;
    }
    if dates::placed(&text).is_some() {
        return true;
    }
    let next_date = units.get(i + 1).is_some_and(|u| {
        is_short(arena, u) && {
            let text = text_of(arena, u);
            dates::date_line(&text).or_else(|| dates::placed(&text)).is_some()
        }
    });
    byline::parse(&text, true).is_some_and(|(_, e)| e.score() >= if next_date { 0.4 } else { 0.6 })
}
