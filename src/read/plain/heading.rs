//! Subheads: what makes a line one, and the level that its style gives it.

use super::features::{End, Features, roman};
use super::limits::book::{
    DIVISION_WORD, HEADING, HEADING_ALONE, IDEOGRAPHS, SENTENCE_WORDS, TABLE_CAPTION, TITLE_WORDS,
};
use crate::source::Cut as _;
use crate::words::list::{self, List};

/// Headings that stand alone, and numbers and ordinals beside the word of a division; what stands before a table’s number.
static HEADINGS: List = List::new(|cues| cues.headings);
static NUMBERS: List = List::new(|cues| cues.numbers);
static ORDINALS: List = List::new(|cues| cues.ordinals);
static ARTICLES: List = List::new(|cues| cues.articles);
static TABLES: List = List::new(|cues| cues.tables);

/// How a subhead is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// A word such as “Part” (0), “Chapter” (1) or “Section” (2).
    Keyword(u8),
    /// Number signs.
    Hashes(u8),
    /// A line of `=` or `-` or another sign below it.
    Underlined(char),
    /// Capitals.
    Capitals,
    /// A Roman numeral with words behind it.
    Roman,
    /// A number alone, Roman or not.
    Alone,
    /// `1.` (1), `1.2` (2) …
    Numbered(u8),
    /// Wholly inside quotation marks.
    Quoted,
    /// Wholly inside `*…*` or `_…_`.
    Marked,
    /// Words with capitals.
    TitleCase,
    /// A short line without a stop.
    Sentence,
    /// A short line with a colon.
    Colon,
}

impl Style {
    /// How high the style stands among styles; equal ones are siblings.
    pub(super) fn weight(self) -> u8 {
        match self {
            Style::Keyword(rank) => rank * 2,
            Style::Underlined('=') => 1,
            Style::Underlined('-') => 3,
            Style::Underlined('~') => 12,
            Style::Underlined('^') => 13,
            Style::Underlined('.') => 14,
            Style::Underlined(_) => 15,
            Style::Hashes(n) => n + 20,
            Style::Capitals => 4,
            Style::Roman => 5,
            Style::Numbered(depth) => 5 + depth.min(3),
            Style::Alone => 9,
            Style::Quoted | Style::Marked | Style::TitleCase | Style::Sentence | Style::Colon => 10,
        }
    }
}

/// A division's rank, and whether the line holds nothing but its number.
pub(super) fn chapter(text: &str) -> Option<(u8, bool)> {
    let text = text.trim_matches(|c| matches!(c, '_' | '*' | ' ' | '-' | '—' | '[' | ']'));
    if text.len() > HEADING {
        return None;
    }
    let bare = text.trim_end_matches(['.', ':']);
    if !text.starts_with(|c: char| !c.is_lowercase()) {
        return None;
    }
    if bare.len() <= HEADING_ALONE && HEADINGS.holds(&bare.to_lowercase()) {
        return Some((1, false));
    }
    if let Some(rank) = east_asian(text) {
        return Some(rank);
    }
    if let Some((ordinal, division)) = bare.split_once(' ')
        && ORDINALS.holds(&ordinal.to_lowercase())
        && let Some(rank) = list::division(&division.to_lowercase())
    {
        return Some((rank, true));
    }
    let (word, rest) = text.split_once([' ', '\u{a0}'])?;
    if word.len() > DIVISION_WORD || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let word = word.to_lowercase();
    let rank = list::division(&word)?;
    let rest = rest.trim_start();
    let tail = rest.cut(number_length(rest)?..).trim();
    let title = tail.trim_start_matches(['.', ':', '—', '–', '-', ',', ' ', ')']);
    if title.is_empty() {
        return Some((rank, true));
    }
    // A sentence about a chapter: “Chapter 4 was the hardest.”
    let features = Features::of(title);
    let ok = if tail.len() > title.len() {
        let sentence = features.end == End::Stop && features.words > SENTENCE_WORDS && !features.caps;
        features.words <= TITLE_WORDS && (features.upper || features.caps) && !sentence
    } else {
        features.title_case || features.caps
    };
    ok.then_some((rank, false))
}

/// The bytes of the number of a division at the start of a text: figures, a Roman numeral, a word, a letter.
fn number_length(text: &str) -> Option<usize> {
    let word_end = |from: usize| {
        text.cut(from..).find(|c: char| !c.is_alphanumeric() && c != '-').map_or(text.len(), |e| from + e)
    };
    // “Book the First”
    let article = ARTICLES.holds(&text.cut(..word_end(0)).to_lowercase()) && text.cut(word_end(0)..).starts_with(' ');
    let from = if article { word_end(0) + 1 } else { 0 };
    let length = word_end(from);
    let number = text.cut(from..length).to_lowercase();
    let counts = NUMBERS.holds(number.split('-').next().unwrap_or(""));
    let is_number = || {
        number.bytes().all(|b| b.is_ascii_digit()) && number.len() <= 4 || roman(&number).is_some() || number.len() == 1
    };
    (!number.is_empty() && (counts || !article && is_number())).then_some(length)
}

/// 第三章 and its like.
fn east_asian(text: &str) -> Option<(u8, bool)> {
    let rest = text.strip_prefix('第')?;
    let at = rest.find(['章', '回', '节', '節', '部', '卷', '編', '编', '话', '話'])?;
    let number = rest.cut(..at);
    let ok = !number.is_empty()
        && number.chars().count() <= 6
        && number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十百千零〇两".contains(c));
    if !ok {
        return None;
    }
    let mark = rest.cut(at..).chars().next()?;
    let tail = rest.cut(at + mark.len_utf8()..).trim();
    if tail.contains('。') || tail.chars().count() > IDEOGRAPHS {
        return None;
    }
    Some((
        match mark {
            '部' | '卷' | '編' | '编' => 0,
            '节' | '節' => 2,
            _ => 1,
        },
        tail.is_empty(),
    ))
}

/// Whether a text is a table's caption: “Table 2. …”, “Tabelle 1: …”.
pub(super) fn table_caption(text: &str) -> bool {
    let Some((word, rest)) = text.split_once([' ', '\u{a0}']) else { return false };
    let named = TABLES.holds(&word.to_lowercase());
    let number = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    named
        && (1..=5).contains(&number)
        && (rest.starts_with(|c: char| c.is_ascii_digit()) || roman(rest.cut(..number)).is_some())
        && (rest.len() == number || rest.cut(number..).starts_with(['.', ':', ' ', '—', '–']))
        && text.len() < TABLE_CAPTION
}

/// The depth of a number such as `1.`, `1.2` or `A.` at the start of a text, with words behind it.
pub(super) fn numbered(text: &str) -> Option<Style> {
    let (number, rest) = text.split_once([' ', '\u{a0}', '\t'])?;
    if !rest.trim_start().starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || crate::document::script::is_unspaced_letter(c) || "“‘\"'¿¡«".contains(c)
    }) {
        return None;
    }
    let bare = number.trim_end_matches(['.', ')', ':']);
    let delimited = bare.len() < number.len();
    if !bare.is_empty()
        && bare.split('.').all(|p| !p.is_empty() && p.len() <= 3 && p.bytes().all(|b| b.is_ascii_digit()))
    {
        let depth = bare.split('.').count() as u8;
        let features = Features::of(rest);
        let title = bare.len() <= 2 && features.words <= 6 && features.end == End::None;
        return (delimited || depth > 1 || title).then_some(Style::Numbered(depth.min(6)));
    }
    if delimited && roman(bare).is_some() && bare.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Some(Style::Roman);
    }
    (delimited && bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_uppercase())).then_some(Style::Numbered(1))
}

/// Whether a line is a number alone: `IV.`, `7`, `XII`.
pub(super) fn number_alone(text: &str) -> Option<Style> {
    let bare = text.trim_matches(|c: char| matches!(c, '.' | '-' | '—' | '–' | ' ' | '[' | ']'));
    if roman(bare).is_some() && bare.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Some(Style::Alone);
    }
    (!bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit())).then_some(Style::Alone)
}

/// The style of a short text by its look alone.
pub(super) fn style(text: &str, features: &Features) -> Style {
    if let Some((rank, _)) = chapter(text) {
        return Style::Keyword(rank);
    }
    let marked = |c: char| text.len() > 2 && text.starts_with(c) && text.ends_with(c);
    if (marked('*') || marked('_')) && text.trim_matches(['*', '_']).find(['*', '_']).is_none() {
        return Style::Marked;
    }
    if let Some(style) = numbered(text).or_else(|| number_alone(text)) {
        return style;
    }
    if features.end == End::Colon {
        return Style::Colon;
    }
    if features.caps && features.letters >= 2 {
        return Style::Capitals;
    }
    if features.quoted {
        return Style::Quoted;
    }
    if features.title_case { Style::TitleCase } else { Style::Sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters() {
        assert_eq!(chapter("CHAPTER 1. Loomings"), Some((1, false)));
        assert_eq!(chapter("Chapter IV"), Some((1, true)));
        assert_eq!(chapter("PART TWO"), Some((0, true)));
        assert_eq!(chapter("BOOK THE FIRST").map(|c| c.0), Some(0));
        assert_eq!(chapter("Chapter the Twenty-First"), Some((1, true)));
        assert_eq!(chapter("Book the hotel"), None);
        assert_eq!(chapter("Part the 4"), None);
        assert_eq!(chapter("Epilogue"), Some((1, false)));
        assert_eq!(chapter("Kapittel 2. Havet"), Some((1, false)));
        assert_eq!(chapter("Глава 3"), Some((1, true)));
        assert_eq!(chapter("Del 1 al 5 de mayo"), None);
        assert_eq!(chapter("第三章 海"), Some((1, false)));
        assert_eq!(chapter("Chapter 4 was the hardest to write."), None);
        assert_eq!(chapter("Part of the wall fell"), None);
        assert_eq!(chapter("chapter one of the book"), None);
    }

    #[test]
    fn numbers() {
        assert_eq!(numbered("1.2 The Title"), Some(Style::Numbered(2)));
        assert_eq!(numbered("IV. The Title"), Some(Style::Roman));
        assert_eq!(numbered("3 men came"), None);
        assert_eq!(numbered("2 Findings"), Some(Style::Numbered(1)));
    }
}
