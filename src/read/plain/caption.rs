//! Captions of pictures and figures that a plain text cannot hold, and their credits.

use super::arena::Arena;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::features::{End, end_of};
use super::limits::foot::{CAPTION, CAPTION_LINES, CAPTION_WIDTH, CREDIT};
use super::scores::{caption as scores, limit};
use super::unit::{Shape, Unit, is_short, text_of};
use crate::document::Role;
use crate::source::Cut as _;
use crate::words::list::List;

/// Words before the number of a figure.
static FIGURES: List = List::new(|cues| cues.captions.figures);

/// Labels of a caption, with what stands behind them.
static LABELS: List = List::new(|cues| cues.captions.labels);

/// Words of a credit inside a caption, and parts of those that stand without a sign.
static CREDITS: List = List::new(|cues| cues.captions.credits);
static STEMS: List = List::new(|cues| cues.captions.stems);

/// What stands for an illustration.
static ILLUSTRATIONS: List = List::new(|cues| cues.captions.illustrations);

/// Picture agencies, in lower case, as they end a caption; proper names, the same in all languages.
const AGENCIES: &[&str] = &[
    "getty images",
    "getty",
    "reuters",
    "afp",
    "ap photo",
    "associated press",
    "shutterstock",
    "istock",
    "alamy",
    "epa",
    "dpa",
    "imago",
    "unsplash",
    "pexels",
    "pixabay",
    "wikimedia commons",
    "wikimedia",
    "flickr",
    "corbis",
    "bloomberg",
    "magnum",
    "picture alliance",
    "pa wire",
    "pa images",
    "anadolu",
    "xinhua",
    "tass",
    "efe",
    "ansa",
    "rex",
];

/// What makes a short text a caption.
fn evidence(text: &str, lines: usize) -> Evidence {
    let lower = text.to_lowercase();
    let mut evidence = Evidence::default();
    let bracket = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    if illustration(text) {
        return Evidence::of(scores::STANDS_FOR_AN_ILLUSTRATION);
    }
    if numbered(&lower) {
        evidence.add(scores::FIGURES_NUMBER);
    }
    evidence.add_if(LABELS.begins(&lower), scores::CAPTIONS_LABEL);
    let credit = CREDITS.words().iter().any(|c| lower.find(c).is_some_and(|at| boundary(&lower, at)));
    let agency = AGENCIES.iter().any(|a| names_agency(&lower, a, bracket));
    evidence.add_if(credit, scores::NAMES_A_PHOTOGRAPHER);
    evidence.add_if(agency, scores::NAMES_A_PICTURE_AGENCY);
    // “… in the boiler room. (Martin Oakes / Valley Courier)”
    let tail = text.strip_suffix(')').and_then(|t| t.rfind('(').map(|at| t.cut(at + 1..)));
    let makers = tail.is_some_and(|t| {
        t.contains('/')
            && t.split('/').all(|part| {
                let words = part.split_whitespace().count();
                (1..=5).contains(&words) && part.trim().starts_with(char::is_uppercase)
            })
    });
    evidence.add_if(makers, scores::ENDS_WITH_WHO_MADE_IT_AND_FOR_WHOM);
    if evidence.score() > 0.0 {
        evidence.add_if(bracket, scores::IN_BRACKETS);
        evidence.add(if text.len() <= 320 { scores::SHORT } else { scores::LONG });
        evidence.add_if(lines > 4, scores::SEVERAL_LINES);
        evidence.add_if(text.starts_with(['“', '"', '‘', '«', '„']), scores::OPENS_A_SPEECH);
        evidence.add_if(end_of(text) == End::Colon, scores::COLON_AT_THE_END);
    }
    evidence
}

/// Whether a text, in lower case, names an agency where a credit does: at its end, or beside a stroke.
fn names_agency(lower: &str, agency: &str, bracket: bool) -> bool {
    let Some(at) = lower.rfind(agency) else { return false };
    let (before, after) = (lower.cut(..at), lower.cut(at + agency.len()..));
    let stroke = before.trim_end().ends_with('/') || after.starts_with('/');
    let last = after.chars().all(|c| matches!(c, ')' | ']' | '.' | ' '));
    let apart = before.is_empty() || before.ends_with(['/', ' ', '|', '(', '–', '-']);
    stroke || last && apart && (lower.contains('/') || bracket || before.len() <= 30 || agency.contains(' '))
}

/// A cheap pre-filter, as every short text is tried: whether any sign or stem occurs that captions need.
fn may_be(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'/' | b'(' | b'[' | b':' | b'0'..=b'9')) || STEMS.within(text) || !text.is_ascii()
}

/// `[Illustration: …]`, as transcribers of books write it.
fn illustration(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) else { return false };
    let word = inside.split([':', ' ', '.']).next().unwrap_or("").to_lowercase();
    ILLUSTRATIONS.holds(&word)
}

fn numbered(lower: &str) -> bool {
    FIGURES.words().iter().filter_map(|f| lower.strip_prefix(f)).any(|rest| {
        let rest = rest.trim_start_matches([' ', '\u{a0}']);
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(rest.len());
        let (number, after) = rest.split_at(length);
        let bare = number.trim_end_matches('.');
        let is =
            bare.starts_with(|c: char| c.is_ascii_digit()) && bare.len() <= 6 || super::features::roman(bare).is_some();
        // A sentence may begin with it: “Figure 2 shows”.
        is && (after.starts_with([':', '|', '—', '–', ')'])
            || after.starts_with(" —")
            || after.starts_with(" –")
            || number.ends_with('.') && !after.is_empty())
    })
}

fn boundary(text: &str, at: usize) -> bool {
    !text.cut(..at).ends_with(char::is_alphanumeric)
}

/// Settles the captions among the units that are still unsettled.
pub(super) fn settle(arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
    for (i, unit) in units.iter().enumerate() {
        let lines = unit.lines.len();
        if classes.list[i].class != Class::Shape
            || !matches!(unit.shape, Shape::Prose | Shape::Lines(false))
            || lines > CAPTION_LINES
            || lines > 3 && !arena.content(unit.lines.start).starts_with('[')
            || lines == 1 && arena.lines[unit.lines.start].width > CAPTION_WIDTH
        {
            continue;
        }
        if !may_be(arena.covered(&unit.lines)) {
            continue;
        }
        let text = text_of(arena, unit);
        let evidence = evidence(&text, lines);
        // The first unit of a text is its title, even if it looks like a caption.
        if evidence.score() >= limit::CAPTION
            && (i > 0 || illustration(&text))
            && (is_short(arena, unit) || text.len() < CAPTION)
        {
            // A credit without a caption is credit matter, kept in the metadata.
            let lower = text.to_lowercase();
            let alone = text.len() <= CREDIT
                && !numbered(&lower)
                && !illustration(&text)
                && CREDITS.begins(lower.trim_start_matches(['(', '[']))
                && !text.trim_end_matches('.').contains(". ");
            if alone {
                classes.metadata.credits.push(text);
            }
            let role = if alone { Role::Credit } else { Role::Caption };
            classes.list[i] = Settled { class: Class::Role(role), evidence };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a long text an agency at the end needs a stroke or brackets; one of the two is enough.
    #[test]
    fn agencies_stand_where_credits_do() {
        let long = "crews of the ferry wait at the terminal. ";
        assert!(names_agency(&format!("{long}reuters)"), "reuters", true));
        assert!(names_agency(&format!("news/{long}reuters"), "reuters", false));
        assert!(names_agency(&format!("{long}chan/reuters"), "reuters", false));
        assert!(!names_agency(&format!("{long}reuters"), "reuters", false));
        assert!(!names_agency(&format!("reuters {long}"), "reuters", true));
    }

    #[test]
    fn captions_and_sentences() {
        let score = |t: &str| evidence(t, 1).score() >= limit::CAPTION;
        for text in [
            "Figure 2: Corrected and raw records.",
            "Fig. 3. The lamp.",
            "Ferry crews at the terminal last week. Photo: Ivy Chan/Getty Images",
            "Mr. Oakes in the boiler room last week. (Martin Oakes / Valley Courier)",
            "(AP Photo/Ivy Chan)",
            "[Illustration: “He held the lantern high.”]",
            "[Illustration]",
            "Caption: The east roof in 1931.",
        ] {
            assert!(score(text), "{text}: {}", evidence(text, 1).score());
        }
        for text in [
            "Figure 2 shows what happened.",
            "The picture was taken by Reuters and nobody has paid for it.",
            "He gave her a photograph and left.",
            "“Photo: none,” it said.",
            "See the map (page 3).",
        ] {
            assert!(!score(text), "{text}: {}", evidence(text, 1).score());
        }
    }
}
