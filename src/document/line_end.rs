//! What the end of a line stands for where text was divided into lines: a space, as a rule, or nothing.
//!
//! The writer of plain text ends lines only where this rule gives the text back, and the reader joins lines by it.

/// Whether the words before and after a line's end belong together without a space: a compound divided behind its
/// hyphen, words on both sides of a dash, words divided behind a slash, scripts without spaces.
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
        _ => {
            let mark = |c| matches!(c, '“' | '”' | '‘' | '’' | '…');
            let (a, b) = (is_unspaced(last), is_unspaced(next));
            a && (b || mark(next)) || mark(last) && b
        }
    }
}

/// Whether a character belongs to a script that is written without spaces: Han and kana with their punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x312f | 0x31a0..=0xa4cf | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff01..=0xff9f
        | 0x1b000..=0x1b16f | 0x2_0000..=0x3_ffff)
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
