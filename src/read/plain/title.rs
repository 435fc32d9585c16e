//! Titles: what can be seen of a line that may be the title of a text, and the rules that weigh it.

use super::arena::Arena;
use super::class::{Class, Classes};
use super::evidence::{Evidence, Rule, rule, weigh};
use super::features::{End, Features};
use super::label::is_label;
use super::letter::salutes;
use super::limits::head::{DAY, DIARY_UNITS, RELEASE, SALUTATION_UNITS, SECTION_UNITS, TEXT_UNITS};
use super::limits::reach;
use super::scores::{limit, title as scores};
use super::unit::{Shape, Unit, is_short, text_of};
use super::{byline, dateline, dates, heading, list};
use crate::words::list::List;

/// What opens a subtitle and the mark of a release, and the names of days.
static SUBTITLES: List = List::new(|cues| cues.subtitles);
static RELEASES: List = List::new(|cues| cues.releases);
static WEEKDAYS: List = List::new(|cues| cues.weekdays);

/// What holds for all lines of a text that may be its title.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// What was settled before.
    pub classes: &'a Classes,
    /// Whether the text is a book.
    pub book: bool,
}

/// What can be seen of a line that may be the title.
struct Look {
    text: String,
    features: Features,
    first: bool,
    /// Whether a rule or a number sign marks it.
    marked: bool,
    /// Whether it names a program and what that does.
    program: bool,
    /// How many of its lines are labels with values.
    labels: usize,
    /// How many lines it has.
    lines: usize,
    /// Whether a letter's salutation stands below.
    salutation_below: bool,
    /// Whether text stands directly below.
    glued: bool,
    /// Whether it is a kicker: the line below is the title.
    longer_below: bool,
    /// The words of the longest line above it.
    words_above: usize,
    division: bool,
    /// Whether lines of its style head sections.
    sections: bool,
    /// Whether it is a day, and other days head sections.
    days: bool,
    /// Whether text follows.
    text_follows: bool,
}

/// Weighs unit `i`, whose text is `text`, as the title; `None` where it can be none.
pub(super) fn evidence(
    arena: &Arena<'_>,
    units: &[Unit],
    i: usize,
    text: &str,
    setting: Setting<'_>,
) -> Option<Evidence> {
    Look::of(arena, units, i, text, setting).map(|look| weigh(&look, RULES))
}

/// Whether a unit's shape marks it as a title.
pub(super) fn is_marked(unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Underlined(_) | Shape::Overlined | Shape::Hashes(1))
}

impl Look {
    fn of(arena: &Arena<'_>, units: &[Unit], i: usize, text: &str, setting: Setting<'_>) -> Option<Look> {
        let unit = &units[i];
        let features = Features::of(text);
        let next = units.get(i + 1)?;
        if features.letters == 0 && !features.digits {
            return None;
        }
        let marked = is_marked(unit);
        let division = heading::chapter(text).is_some();
        let section = features.caps && features.words <= 2 && (setting.book || i > 0 || division);
        // A program’s name is written small: `wend -- a tide clock`.
        let parts = [" - ", " -- ", " — "].iter().find_map(|dash| text.split_once(dash));
        Some(Look {
            first: i == 0,
            marked,
            program: i == 0 && parts.is_some_and(|(name, _)| !name.contains(' ')),
            labels: unit.lines.clone().filter(|&k| is_label(arena.content(k))).count(),
            lines: unit.lines.len(),
            salutation_below: units
                .iter()
                .skip(i + 1)
                .take(SALUTATION_UNITS)
                .any(|u| salutes(arena.content(u.lines.start))),
            glued: next.blank == 0 && !marked && unit.lines.len() == 1 && !short_follows(arena, units, i),
            longer_below: i == 0 && units.len() > 2 && makes_way(arena, &features, next),
            words_above: words_above(arena, &units[..i], setting.classes),
            division,
            sections: !marked && section && is_section(arena, units, i),
            days: is_day(text) && heads_of_days(arena, units, i) >= 2,
            text_follows: text_follows(arena, &units[i + 1..]),
            text: text.to_owned(),
            features,
        })
    }

    /// Whether a label with a colon opens it.
    fn is_labelled(&self) -> bool {
        is_label(&self.text) && self.features.words <= 8 && self.text.find(':').is_some_and(|c| c < 12)
    }

    fn stops_as_titles_may(&self) -> bool {
        self.features.caps || self.features.title_case && self.features.words <= 8
    }
}

/// What speaks for a title and against it. Of the rules in one list the first that holds counts.
const RULES: &[&[Rule<Look>]] = &[
    &[rule(scores::FIRST_LINES, |l| l.first), rule(scores::AMONG_THE_FIRST_LINES, |_| true)],
    &[rule(scores::UNDERLINED_OR_MARKED, |l| l.marked)],
    &[
        rule(scores::ONE_OR_TWO_WORDS, |l| l.features.words <= 2),
        rule(scores::WORDS_3_TO_25, |l| l.features.words <= 25),
        rule(scores::MORE_THAN_25_WORDS, |_| true),
    ],
    &[
        rule(scores::NO_STOP_AT_THE_END, |l| l.features.end == End::None),
        rule(scores::QUESTION_OR_CALL, |l| l.features.end == End::Call),
        rule(scores::ELLIPSIS_AT_THE_END, |l| l.features.end == End::Ellipsis),
        rule(scores::CAPITALS_WITH_A_STOP, |l| l.features.end == End::Stop && l.stops_as_titles_may()),
        rule(scores::STOP_AT_THE_END, |l| l.features.end == End::Stop),
        rule(scores::COLON_AT_THE_END, |l| l.features.end == End::Colon),
        rule(scores::GOES_ON, |l| l.features.end == End::Open),
    ],
    &[rule(scores::WORDS_WITH_CAPITALS, |l| l.features.title_case || l.features.caps)],
    &[rule(scores::BEGINS_SMALL, |l| !l.features.upper && !l.program)],
    &[rule(scores::OPENS_WITH_A_QUOTATION, |l| l.features.opens && !l.features.quoted)],
    &[rule(scores::LIST_MARKER, |l| list::marker(&l.text).is_some())],
    &[rule(scores::LABEL, Look::is_labelled)],
    &[rule(scores::LABELS_WITH_VALUES, |l| l.labels >= 2)],
    &[rule(scores::HEAD_OF_A_LETTER, |l| l.salutation_below && (l.features.digits || l.lines > 1))],
    &[rule(scores::SALUTATION, |l| salutes(&l.text))],
    &[rule(scores::ADDRESS, |l| l.text.contains('@') || l.text.contains("://"))],
    &[rule(scores::TEXT_STANDS_DIRECTLY_BELOW, |l| l.glued)],
    &[rule(scores::DATELINE, |l| dateline::parse(&l.text).is_some())],
    // A kicker stands above a longer line, which is the title.
    &[rule(scores::LONGER_LINE_STANDS_BELOW_IT, |l| l.longer_below)],
    // Nothing but short lines may stand above a title.
    &[rule(scores::SHORT_LINE_ABOVE, |l| !l.first && l.words_above <= 4 && l.features.words > l.words_above)],
    &[rule(scores::TEXT_ABOVE, |l| l.words_above > 6)],
    // In a book a division is no title.
    &[rule(scores::DIVISION_OF_A_BOOK, |l| l.division)],
    &[rule(scores::OTHERS_OF_ITS_STYLE_HEAD_SECTIONS, |l| l.sections)],
    &[rule(scores::MARK_OF_A_RELEASE, |l| is_release(&l.text))],
    &[rule(scores::OTHER_DAYS_HEAD_SECTIONS, |l| l.days)],
    &[rule(scores::NO_TEXT_FOLLOWS, |l| !l.text_follows)],
];

/// Whether a line of `features` is a kicker above the longer line below it, which is the title.
fn makes_way(arena: &Arena<'_>, features: &Features, next: &Unit) -> bool {
    if features.words > 4 || !is_short(arena, next) {
        return false;
    }
    let below = text_of(arena, next);
    let other = Features::of(&below);
    (4..=20).contains(&other.words)
        && !matches!(other.end, End::Stop | End::Open)
        && dates::date_line(&below).is_none()
        && byline::parse(&below, true).is_none_or(|(_, e)| e.score() < limit::NO_BYLINE)
        && heading::chapter(&below).is_none()
        && (features.caps || features.words <= 2)
        && !other.caps
        && !(features.words >= 2 && is_subtitle(&below))
}

/// The words of the longest line among those above the title.
fn words_above(arena: &Arena<'_>, above: &[Unit], classes: &Classes) -> usize {
    above
        .iter()
        .zip(&classes.list)
        .filter(|(u, s)| s.class == Class::Shape && !is_release(&text_of(arena, u)))
        .map(|(u, _)| Features::of(&text_of(arena, u)).words)
        .max()
        .unwrap_or(0)
}

/// How many of the units behind `i` are days, as they head the entries of a diary.
fn heads_of_days(arena: &Arena<'_>, units: &[Unit], i: usize) -> usize {
    let near = units.iter().skip(i + 1).take(DIARY_UNITS);
    near.filter(|u| u.lines.len() == 1 && is_day(arena.content(u.lines.start))).count()
}

/// Whether anything but short lines stands among the first units.
fn text_follows(arena: &Arena<'_>, units: &[Unit]) -> bool {
    units.iter().take(TEXT_UNITS).any(|u| {
        !is_short(arena, u)
            || Features::of(&text_of(arena, u)).end == End::Stop
            || !matches!(u.shape, Shape::Prose | Shape::Lines(_))
    })
}

/// A text without the marks of emphasis around it.
pub(super) fn clean(text: &str) -> String {
    text.trim_matches(|c| matches!(c, '*' | '_')).trim().to_owned()
}

/// Whether short lines (a byline, a date) stand below unit `i`.
fn short_follows(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units.get(i + 1).is_some_and(|u| {
        let text = text_of(arena, u);
        is_short(arena, u) && (dates::date_line(&text).is_some() || byline::parse(&text, true).is_some())
    })
}

/// Whether a line marks a text as a release to the press.
pub(super) fn is_release(text: &str) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lower.len() <= RELEASE && RELEASES.begins(&lower)
}

/// Whether a line is the name of a day with a day of the month, as it heads the entry of a diary.
fn is_day(text: &str) -> bool {
    let mut words = text.split([' ', ',', '.']).filter(|w| !w.is_empty());
    text.chars().count() <= DAY
        && words.next().is_some_and(|w| WEEKDAYS.holds(&w.to_lowercase()))
        && text.contains(|c: char| c.is_ascii_digit())
        && words.any(|w| dates::month(w).is_some())
}

/// Whether a line goes on with the title above it: “A Farce in One Act”, “Being the History of …”.
pub(super) fn is_subtitle(text: &str) -> bool {
    let bare = text.trim_matches(['_', '*', '(', ')']);
    let features = Features::of(bare);
    matches!(features.end, End::None | End::Stop)
        && features.words <= reach::SUBTITLE_WORDS
        && (SUBTITLES.begins(bare) || bare.len() < text.len())
}

/// Whether lines in capitals head other parts of the text too.
fn is_section(arena: &Arena<'_>, units: &[Unit], i: usize) -> bool {
    units
        .iter()
        .skip(i + 2)
        .take(SECTION_UNITS)
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
