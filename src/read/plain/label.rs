//! Labels at the start of a line: “Q.” before a question, “Place:” before a value.

use super::limits::shape::{LABEL, LABEL_WORDS};
use crate::source::Cut as _;
use crate::words::list;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The letters that label questions and answers in all languages.
static QUESTIONS: LazyLock<BTreeSet<char>> =
    LazyLock::new(|| list::all().flat_map(|cues| cues.questions).copied().collect());

/// Whether a line opens a question or its answer: `Q.`, `A.`, `F:`, `В.`
pub(super) fn is_question(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| QUESTIONS.contains(&c))
        && matches!(chars.next(), Some('.' | ':' | ')' | '：'))
        && chars.next() == Some(' ')
}

/// Whether a line begins with a label: one to four words, capitals or figures first, and a colon.
pub(super) fn is_label(text: &str) -> bool {
    let Some(at) = text.find([':', '：']).filter(|&at| at > 0 && at <= LABEL) else { return false };
    let label = text.cut(..at);
    let rest = text.cut(at..);
    let words = label.split_whitespace().count();
    (1..=LABEL_WORDS).contains(&words)
        && label.starts_with(|c: char| c.is_uppercase() || crate::document::script::is_unspaced_letter(c))
        && !label.contains(['.', ',', '?', '!', '“', '"', '/'])
        && rest.chars().nth(1).is_none_or(char::is_whitespace)
        && label.split_whitespace().all(|w| w.starts_with(|c: char| !c.is_lowercase()) || words <= 2)
}
