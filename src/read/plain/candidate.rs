//! Candidates: what can be seen of a line that may be a subhead, and the rules that weigh it.
//!
//! [`Look`] holds facts only, from wherever they were read; [`RULES`] know nothing else.

use super::arena::Arena;
use super::class::{Class, Classes};
use super::evidence::{Evidence, Rule, rule, weigh};
use super::features::{End, Features};
use super::heading::{self, Style};
use super::label::{is_label, is_question};
use super::letter::ends_letter;
use super::limits::reach;
use super::scores::subhead as scores;
use super::unit::{Shape, Unit, is_short, text_of};
use crate::document::Role;
use crate::words::list::List;
use std::collections::BTreeSet;

/// A unit that may be a subhead.
pub(super) struct Candidate {
    /// Its index.
    pub unit: usize,
    /// How it is set apart.
    pub style: Style,
    /// What speaks for a subhead, and against it.
    pub evidence: Evidence,
    /// Whether it holds nothing but a division's number.
    pub bare: bool,
}

/// What holds for all candidates of a text.
pub(super) struct Setting<'a> {
    /// What was settled before.
    pub classes: &'a Classes,
    /// The names above the speeches of a play.
    pub speakers: &'a BTreeSet<String>,
    /// Whether most paragraphs are short, and speeches.
    pub talk: bool,
    /// Whether the text is a book.
    pub book: bool,
}

/// What follows a candidate; other candidates between it and the text are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    Nothing,
    /// Copyright, disclaimers and the like.
    Tail,
    Paragraph,
    ShortText,
    /// Text, below other candidates.
    Further,
    Signature,
    List,
    OtherShape,
}

/// What can be seen of a candidate.
struct Look {
    text: String,
    features: Features,
    style: Style,
    /// Its rank, where it names a division, and whether it holds nothing but the division's number.
    division: Option<(u8, bool)>,
    /// How many lines it has, and the columns of the first.
    lines: usize,
    width: u32,
    /// Whether its line breaks are kept, as in an address.
    kept: bool,
    /// Whether it is the first unit of the text.
    first: bool,
    /// Blank lines above and below.
    blank: u32,
    blank_below: u32,
    below_rule: bool,
    below_title: bool,
    below_number: bool,
    below_division: bool,
    below_letter: bool,
    follows: Below,
    /// Whether the text directly below begins with a lower-case letter.
    begins_small_below: bool,
    /// Whether the text directly below contains its words, as it does below a pull quote.
    repeated: bool,
    /// Whether a verb of saying stands nearby.
    said: bool,
    speaker: bool,
    talk: bool,
    book: bool,
    /// Whether the text's subheads stand on their paragraphs.
    glued: bool,
    /// Whether it stands on the title page of a book.
    title_page: bool,
}

/// Words of a line on the title page that is no title.
static PRINTED: List = List::new(|cues| cues.printed);

/// What opens a sentence that tells when or where, and the verbs that it has.
static ADVERBIALS: List = List::new(|cues| cues.adverbials);
static VERBS: List = List::new(|cues| cues.verbs);

/// Abbreviations that end no sentence.
static ABBREVIATIONS: List = List::new(|cues| cues.abbreviations);

/// Verbs of saying.
static SAYS: List = List::new(|cues| cues.says);

/// Weighs unit `i`; `None` where it can be no subhead.
pub(super) fn candidate(arena: &Arena<'_>, units: &[Unit], i: usize, setting: &Setting<'_>) -> Option<Candidate> {
    let look = Look::of(arena, units, i, setting)?;
    let bare = look.division.is_some_and(|d| d.1) || heading::number_alone(&look.text).is_some();
    Some(Candidate { unit: i, style: look.style, evidence: weigh(&look, RULES), bare })
}

impl Look {
    fn of(arena: &Arena<'_>, units: &[Unit], i: usize, setting: &Setting<'_>) -> Option<Look> {
        let unit = &units[i];
        let text = text_of(arena, unit);
        let features = Features::of(&text);
        let style = heading::style(&text, &features);
        let next = units.get(i + 1)?;
        let counted = matches!(style, Style::Roman | Style::Alone | Style::Numbered(_));
        if features.words == 0 && !counted || features.words > reach::SUBHEAD_WORDS {
            return None;
        }
        let above = i.checked_sub(1).map(|k| &units[k]);
        let division = heading::chapter(&text);
        let number = |u: &Unit| heading::chapter(arena.content(u.lines.start)).is_some_and(|c| c.1);
        let on_first_page = setting.book
            && i < reach::TITLE_PAGE_UNITS
            && division.is_none()
            && !units[..i].iter().any(|u| u.lines.len() > 2);
        let lower = text.to_lowercase();
        let quoted = style == Style::Quoted;
        Some(Look {
            lines: unit.lines.len(),
            width: arena.lines[unit.lines.start].width,
            kept: matches!(unit.shape, Shape::Lines(_)),
            first: i == 0,
            blank: unit.blank,
            blank_below: next.blank,
            below_rule: above.is_some_and(|u| matches!(u.shape, Shape::Rule)),
            below_title: i > 0
                && matches!(
                    setting.classes.list[i - 1].class,
                    Class::Title | Class::Role(Role::Byline | Role::DateLine)
                ),
            below_number: above.filter(|u| u.lines.len() == 1 && unit.blank <= 2).is_some_and(number),
            below_division: features.caps
                && features.end == End::Stop
                && above.is_some_and(|u| heading::chapter(&text_of(arena, u)).is_some_and(|c| !c.1)),
            below_letter: above.is_some_and(|u| ends_letter(arena, u)),
            follows: Below::of(arena, units, i, setting.classes),
            begins_small_below: matches!(next.shape, Shape::Prose)
                && arena.content(next.lines.start).starts_with(char::is_lowercase),
            repeated: quoted && features.words >= 2 && stands_in(arena, &text, next),
            said: quoted && near_speech(arena, units, i),
            speaker: setting.speakers.contains(&text),
            talk: setting.talk,
            book: setting.book,
            glued: arena.measure.glued_heads,
            title_page: on_first_page && (looks_like_head(arena, next) || PRINTED.within(&lower)),
            text,
            features,
            style,
            division,
        })
    }

    fn is_below_space(&self) -> bool {
        self.blank > 0 || self.first
    }

    /// Whether its style (capitals, a number, a division's word) cannot be that of a sentence.
    fn is_strong(&self) -> bool {
        matches!(self.style, Style::Keyword(_) | Style::Capitals | Style::Numbered(_) | Style::Roman | Style::Alone)
    }

    fn holds_sentences(&self) -> bool {
        let inner = self.inner();
        let several =
            inner.contains("! ") || inner.contains("? ") || inner.contains(". ") && !ABBREVIATIONS.within(inner);
        !self.is_strong() && several && !self.features.title_case
    }

    /// The text without the signs at its end.
    fn inner(&self) -> &str {
        self.text.trim_end_matches(|c: char| !c.is_alphanumeric())
    }

    /// Whether it is a whole sentence: “In May the harbour was closed”.
    fn is_sentence(&self) -> bool {
        self.style == Style::Sentence
            && ADVERBIALS.begins(&self.text)
            && self.text.split_whitespace().any(|w| VERBS.holds(w))
    }

    /// Whether its style may end with a stop: `Chapter 1.`, `IV.`
    fn may_stop(&self) -> bool {
        self.division.is_some() || matches!(self.style, Style::Roman | Style::Alone) && self.features.words <= 8
    }
}

impl Below {
    fn of(arena: &Arena<'_>, units: &[Unit], i: usize, classes: &Classes) -> Below {
        let mut j = i + 1;
        while j < units.len()
            && (matches!(units[j].shape, Shape::Rule)
                || is_short(arena, &units[j]) && j < i + 3 && looks_like_head(arena, &units[j]))
        {
            j += 1;
        }
        let Some(unit) = units.get(j) else { return Below::Nothing };
        match unit.shape {
            Shape::Prose | Shape::Lines(_) if j > i + 1 => Below::Further,
            Shape::Prose | Shape::Lines(_) => match classes.list[j].class {
                Class::Role(Role::Copyright | Role::Disclaimer | Role::EndMark | Role::Handle) => Below::Tail,
                _ if arena.lines[unit.lines.clone()].iter().map(|l| l.width).sum::<u32>() > reach::SHORT_TEXT => {
                    Below::Paragraph
                }
                _ => Below::ShortText,
            },
            Shape::Signature => Below::Signature,
            Shape::List(_) => Below::List,
            _ => Below::OtherShape,
        }
    }
}

/// What speaks for a subhead and against it. Of the rules in one list the first that holds counts.
const RULES: &[&[Rule<Look>]] = &[
    &[
        rule(scores::ONE_LINE, |l| l.lines == 1),
        rule(scores::SEVERAL_LINES, |l| l.lines == 3 || !matches!(l.style, Style::Keyword(_) | Style::Capitals)),
    ],
    &[
        rule(scores::BLANK_LINES_AROUND_IT, |l| l.is_below_space() && l.blank_below > 0),
        rule(scores::BLANK_LINE_BEFORE_IT, |l| l.is_below_space() || l.below_rule),
    ],
    &[rule(scores::MORE_SPACE_ABOVE_THAN_BELOW, |l| l.blank >= 2 && l.blank > l.blank_below)],
    &[rule(scores::STANDS_ON_ITS_TEXT, |l| l.glued && l.blank > 0 && l.blank_below == 0 && l.lines == 1)],
    &[
        rule(scores::NOTHING_FOLLOWS, |l| l.follows == Below::Nothing),
        rule(scores::ONLY_TAIL_MATTER_FOLLOWS, |l| l.follows == Below::Tail),
        rule(scores::PARAGRAPH_FOLLOWS, |l| l.follows == Below::Paragraph),
        rule(scores::TEXT_FOLLOWS, |l| l.follows == Below::ShortText),
        rule(scores::TEXT_FOLLOWS_FURTHER_BELOW, |l| l.follows == Below::Further),
        rule(scores::SIGNATURE_FOLLOWS, |l| l.follows == Below::Signature),
        rule(scores::MAY_INTRODUCE_THE_LIST, |l| l.follows == Below::List && l.style == Style::Sentence),
        rule(scores::BLOCK_OF_ANOTHER_SHAPE_FOLLOWS, |l| matches!(l.follows, Below::List | Below::OtherShape)),
    ],
    &[
        rule(scores::AT_MOST_6_WORDS, |l| l.features.words <= 6),
        rule(scores::MORE_THAN_12_WORDS, |l| l.features.words > 12),
    ],
    &[
        rule(scores::NO_STOP_AT_THE_END, |l| l.features.end == End::None),
        // In a play, a line in capitals with a stop below a heading names the speaker.
        rule(scores::CAPITALS_WITH_A_STOP_BELOW_A_HEADING, |l| l.below_division && !l.may_stop()),
        rule(scores::CAPITALS_WITH_A_STOP_IN_A_BOOK, |l| {
            l.features.end == End::Stop && l.features.caps && l.book && !l.may_stop()
        }),
        rule(scores::CAPITALS_WITH_A_STOP, |l| l.features.end == End::Stop && l.features.caps && !l.may_stop()),
        rule(scores::STOP_AT_THE_END, |l| l.features.end == End::Stop && !l.may_stop()),
        rule(scores::CALL_OR_QUESTION, |l| {
            l.features.end == End::Call && (l.features.opens || l.features.words <= 3 || l.book)
        }),
        rule(scores::CALL_OR_QUESTION_OF_SOME_WORDS, |l| l.features.end == End::Call),
        rule(scores::COLON_AT_THE_END, |l| l.features.end == End::Colon),
        rule(scores::ELLIPSIS_AT_THE_END, |l| l.features.end == End::Ellipsis),
        rule(scores::GOES_ON, |l| l.features.end == End::Open),
    ],
    &[
        rule(scores::DIVISIONS_WORD_AND_NUMBER, |l| matches!(l.style, Style::Keyword(_))),
        rule(scores::CAPITALS, |l| l.style == Style::Capitals),
        rule(scores::ROMAN_NUMERAL, |l| l.style == Style::Roman),
        rule(scores::ROMAN_NUMERAL_ALONE, |l| l.style == Style::Alone && l.features.letters > 0),
        rule(scores::NUMBER_ALONE_IN_A_BOOK, |l| l.style == Style::Alone && l.book),
        rule(scores::NUMBER_ALONE, |l| l.style == Style::Alone),
        rule(scores::NUMBER, |l| matches!(l.style, Style::Numbered(_))),
        rule(scores::TITLE_INSIDE_QUOTATION_MARKS, |l| l.style == Style::Quoted && l.features.title_case),
        rule(scores::WHOLLY_INSIDE_QUOTATION_MARKS, |l| l.style == Style::Quoted),
        rule(scores::WHOLLY_EMPHASIZED, |l| l.style == Style::Marked),
        rule(scores::WORDS_WITH_CAPITALS, |l| l.style == Style::TitleCase),
        rule(scores::LABEL_BETWEEN_BLANK_LINES, |l| {
            l.style == Style::Colon && l.features.words <= 4 && l.blank > 0 && l.blank_below > 0
        }),
        rule(scores::LABEL, |l| l.style == Style::Colon),
        rule(scores::SHORT_LINE, |_| true),
    ],
    // A pull quote: its words are quoted from the text below.
    &[rule(scores::ITS_WORDS_STAND_IN_THE_TEXT_BELOW_IT, |l| l.repeated)],
    &[rule(scores::VERB_OF_SAYING_NEARBY, |l| l.said)],
    &[rule(scores::TEXT_BELOW_BEGINS_SMALL, |l| l.begins_small_below)],
    &[rule(scores::BEGINS_SMALL, |l| !l.features.upper)],
    &[rule(scores::OPENS_A_SPEECH, |l| l.features.opens && !l.features.quoted)],
    // What stands below a division's number is its title.
    &[rule(scores::BELOW_A_DIVISIONS_NUMBER, |l| l.below_number && l.division.is_none() && l.features.words <= 14)],
    &[rule(scores::INITIALS, |l| l.features.caps && l.features.letters <= 4 && l.text.matches('.').count() >= 2)],
    &[rule(scores::SIGNED_WITHIN_A_QUOTATION, |l| l.features.caps && l.features.quoted && l.features.end == End::Stop)],
    &[rule(scores::NAMES_WHO_SPEAKS, |l| l.speaker)],
    &[rule(scores::AMONG_SHORT_PARAGRAPHS, |l| {
        l.talk && !l.is_strong() && (!l.features.quoted || l.text.starts_with(['“', '"', '«', '„']))
    })],
    &[rule(scores::SEVERAL_SENTENCES, Look::holds_sentences)],
    &[rule(scores::BROKEN_SPEECH, |l| l.inner().contains("?—") || l.inner().contains("!—"))],
    &[rule(scores::DIVISION_THAT_BEGINS_SMALL, |l| {
        matches!(l.style, Style::Keyword(_)) && l.text.starts_with(char::is_lowercase)
    })],
    // There is nothing to divide yet directly below the head.
    &[rule(scores::SENTENCE_RIGHT_BELOW_THE_HEAD, |l| l.below_title && l.style == Style::Sentence && !l.glued)],
    &[rule(scores::SENTENCE, Look::is_sentence)],
    &[rule(scores::IN_BRACKETS, |l| l.text.starts_with(['(', '[']))],
    &[rule(scores::LONG_LINE, |l| l.width > reach::SUBHEAD_WIDTH)],
    // Labels with values stand in letters and in headers, not above sections.
    &[rule(scores::LABEL_WITH_A_VALUE, |l| is_label(&l.text) && l.features.end != End::Colon && l.division.is_none())],
    // `Q:` and `A:` label turns of an interview.
    &[rule(scores::QUESTIONS_LABEL, |l| is_question(&l.text))],
    &[rule(scores::ADDRESS, |l| l.text.contains('@') || l.text.contains("http"))],
    &[rule(scores::LINES_THAT_END_WHERE_THEY_END, |l| l.kept && l.division.is_none())],
    &[rule(scores::STANDS_WHERE_A_SIGNATURE_STANDS, |l| l.below_letter)],
    &[rule(scores::LINE_OF_THE_TITLE_PAGE, |l| l.title_page)],
];

/// Whether the words of a text stand near the start of a unit.
fn stands_in(arena: &Arena<'_>, text: &str, unit: &Unit) -> bool {
    let words = |chars: &mut dyn Iterator<Item = char>| -> String {
        chars.filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>().to_lowercase()
    };
    let below = arena.covered(&unit.lines).chars().take(reach::TEXT_BELOW);
    words(&mut below.map(|c| if c.is_whitespace() { ' ' } else { c })).contains(&words(&mut text.chars()))
}

/// Whether a short unit could itself be a heading, so that it is not the text below another one.
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
            part.iter().any(|w| SAYS.holds(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()))
        })
    };
    says(units.get(i + 1), false) && !arena.content(units[i + 1].lines.start).contains('“')
        || i > 0 && says(units.get(i - 1), true)
}
