//! Joining of wrapped lines: whether a line end is a space.
//!
//! The plain text writer breaks lines only where this rule restores the text; the reader joins them by it.

use super::script::{is_hangul, is_unspaced};

/// Whether the words around a line end are joined without a space: a compound broken at its hyphen, words around a
/// dash or slash, unspaced scripts.
///
/// ```
/// use folio::document::line_end::is_tight;
/// assert!(is_tight("a well-", "made thing") && is_tight("the usher—", "threadbare") && is_tight("日本", "語"));
/// assert!(!is_tight("he said –", "and left") && !is_tight("so", "it is"));
/// ```
pub fn is_tight(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let (Some(last), Some(next)) = (back.next(), after.chars().next()) else { return false };
    match last {
        '-' => {
            let stem = before.trim_end_matches('-');
            stem.ends_with(char::is_alphanumeric) && next.is_alphanumeric()
                || before.len() - stem.len() > 1 && !stem.is_empty() && !stem.ends_with(' ')
        }
        '–' | '—' => back.next().is_some_and(|c| !c.is_whitespace()),
        '/' => back.next().is_some_and(char::is_alphanumeric) && next.is_alphanumeric(),
        _ => is_gapless(last, next),
    }
}

/// Whether a line end between two characters is removed because of their scripts: the segment break transformation
/// rules of CSS Text 4, 4.1.2, also applied in Markdown and HTML. Between an ideograph and another script's letter it
/// is a space.
///
/// ```
/// use folio::document::line_end::is_gapless;
/// assert!(is_gapless('猫', '名') && is_gapless('。', 'A') && is_gapless('猫', '“') && is_gapless('a', '\u{200b}'));
/// assert!(!is_gapless('猫', 'A') && !is_gapless('한', '국') && !is_gapless('a', 'b'));
/// ```
pub fn is_gapless(last: char, next: char) -> bool {
    const BREAK: char = '\u{200b}';
    let (before, after) = (is_unspaced(last), is_unspaced(next));
    // Punctuation common with Latin, whose width depends on the context.
    let mark = |c| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '―' | '·');
    match (before, after) {
        (true, true) => true,
        (true, false) => next == BREAK || mark(next) || !last.is_alphanumeric() && !is_hangul(next),
        (false, true) => last == BREAK || mark(last) || !next.is_alphanumeric() && !is_hangul(last),
        (false, false) => last == BREAK || next == BREAK,
    }
}

#[cfg(test)]
mod tests {
    use super::is_tight;

    #[test]
    fn hyphens_dashes_and_slashes() {
        assert!(is_tight("pages 12–", "14") && is_tight("and/", "or") && is_tight("so--", "he said"));
        assert!(!is_tight("the option -", "x") && !is_tight("a - ", "b") && !is_tight("https://", " x"));
        assert!(!is_tight("한국", "어") && is_tight("“你好”", "他说") && !is_tight("", "a"));
    }
}
