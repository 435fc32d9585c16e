//! Rules: lines of signs that break a text, underline a heading or end an article.

use super::arena::Arena;
use super::limits::shape::{RULE, UNDERLINED};
use crate::words::list::List;

/// What closes a text: in capitals or between signs, and what may stand alone.
static END_MARKS: List = List::new(|cues| cues.end_marks);
static END_TITLES: List = List::new(|cues| cues.end_titles);

/// Whether a line is a thematic break: only signs, the same three or more of them, or an ornament.
pub(super) fn is_break(text: &str) -> bool {
    let first = match text.chars().next() {
        Some(c) if !c.is_alphanumeric() => c,
        _ => return is_ornament(text),
    };
    if text.len() > RULE {
        return false;
    }
    let count = text.chars().filter(|&c| c == first).count();
    let same = text.chars().all(|c| c == first || c == ' ' || c == '\t' || c == '\u{a0}');
    match first {
        '*' | '-' | '_' | '=' | '~' | '—' | '–' | '─' | '━' | '═' | '•' | '·' | '+' => {
            same && count >= 3 || first == '—' && text == "——"
        }
        '#' => same && count == 1,
        '⁂' | '❦' | '☙' | '❧' | '✻' | '✽' | '❖' | '◆' | '◇' | '■' | '□' | '※' | '†' | '§' | '¶' => {
            same
        }
        '.' => same && count >= 3 && text.contains(' '),
        '<' | '>' => false,
        _ => is_ornament(text),
    }
}

fn is_ornament(text: &str) -> bool {
    matches!(
        text,
        "o0o" | "oOo" | "-o-" | "~*~" | "-*-" | "***" | "* * *" | "-oOo-" | "--oOo--" | "~ ~ ~" | "* *" | "*" | "-0-"
    )
}

/// Whether line `k` underlines the one before it: one sign, about as long as the text above.
pub(super) fn is_underline(arena: &Arena<'_>, k: usize) -> bool {
    underline(arena, k).is_some()
}

/// The sign with which line `k` underlines the one before it.
pub(super) fn underline(arena: &Arena<'_>, k: usize) -> Option<char> {
    let text = arena.content(k);
    let first = text.chars().next()?;
    if !matches!(first, '=' | '-' | '~' | '^' | '.' | '\'' | '"' | '*' | '+' | '#' | '_' | '─' | '═' | '━') || k == 0
    {
        return None;
    }
    if text.chars().any(|c| c != first) || arena.lines[k - 1].is_blank() {
        return None;
    }
    let (above, below) = (arena.lines[k - 1].width, arena.lines[k].width);
    let letters = arena.content(k - 1).contains(char::is_alphanumeric);
    let close = below >= 3 && below + 2 + above / 3 >= above && below <= above + 2 + above / 3;
    let strong =
        matches!(first, '=' | '-') && below >= 3 && above <= 80 && (5..=80).contains(&below) && below >= above.min(8);
    (letters && above <= UNDERLINED && (close || strong)).then_some(first)
}

/// Whether line `k` is the upper one of two rules with a title between them.
pub(super) fn overlines(arena: &Arena<'_>, k: usize, end: usize) -> bool {
    let rule = |k: usize| arena.content(k).len() >= 3 && arena.content(k).bytes().all(|b| b == b'=');
    rule(k)
        && (k + 2..end.min(k + 7)).any(rule)
        && arena.lines[k + 1..end].iter().take_while(|l| !l.is_blank()).count() >= 2
        && arena.content(k + 1).contains(char::is_alphanumeric)
}

/// Whether a line ends an article: “-30-”, “ENDS”, “###”, “THE END”.
pub(super) fn is_end_mark(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '*' | '~' | '[' | ']' | '(' | ')' | '=' | '.' | '/' | '#' | '_')
    });
    if text.chars().all(|c| c == '#' || c == ' ') {
        return text.chars().filter(|&c| c == '#').count() >= 3;
    }
    if matches!(text, "■" | "∎" | "▪" | "◼" | "□" | "▲") {
        return true;
    }
    let marked = bare.len() < text.trim().len();
    let lower = bare.to_lowercase();
    let caps = || bare.chars().all(|c| !c.is_lowercase());
    if END_TITLES.holds(&lower) {
        // Several words, as “the end”, are no part of a sentence that stands alone.
        return marked || caps() || bare.starts_with(char::is_uppercase) || bare.contains(' ');
    }
    // The sign at the end of a telegraphed story.
    lower == "30" && marked || END_MARKS.holds(&lower) && (marked || caps())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_and_end_marks() {
        for text in ["* * *", "***", "---", "#", "⁂", "_____", "* * * * *"] {
            assert!(is_break(text), "{text}");
        }
        for text in ["- item", "**", "###", "a", ">>>", "..."] {
            assert!(!is_break(text), "{text}");
        }
        for text in ["-30-", "ENDS", "###", "THE END", "- ends -", "The End"] {
            assert!(is_end_mark(text), "{text}");
        }
        assert!(!is_end_mark("30") && !is_end_mark("end"));
    }
}
