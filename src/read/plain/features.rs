//! Features: what can be seen of a short text without its neighbours.

use crate::document::script::is_unspaced_letter;
use crate::source::Cut as _;
use crate::words::list::List;

/// Marks that open a quotation, and the mark that closes each.
pub(super) const QUOTES: &[(char, &str)] = &[
    ('“', "”"),
    ('‘', "’"),
    ('"', "\""),
    ('\'', "'"),
    ('„', "“”"),
    ('‚', "‘’"),
    ('«', "»"),
    ('»', "«"),
    ('‹', "›"),
    ('「', "」"),
    ('『', "』"),
];

/// How a text ends, closing quotation marks and brackets left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// `.` or `。`
    Stop,
    /// `?`, `!`
    Call,
    /// `…` or `...`
    Ellipsis,
    /// `:`
    Colon,
    /// `,`, `;`, a dash: it goes on.
    Open,
    /// A letter, a figure or another mark.
    None,
}

/// What can be seen of a short text.
#[derive(Clone, Debug)]
pub(super) struct Features {
    /// Words with a letter or a figure in them; for scripts without spaces, a word for two characters.
    pub words: usize,
    /// How it ends.
    pub end: End,
    /// Whether it has letters with case, and all of them are capitals.
    pub caps: bool,
    /// Whether the words that matter begin with capitals, and there are at least two of them or the text is one.
    pub title_case: bool,
    /// Whether its first letter is a capital, or has no case.
    pub upper: bool,
    /// Whether one pair of quotation marks holds all of it.
    pub quoted: bool,
    /// Whether it opens with a quotation mark.
    pub opens: bool,
    /// Whether it has a figure.
    pub digits: bool,
    /// Its letters.
    pub letters: usize,
}

impl Features {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Features {
        let text = text.trim();
        let (mut upper, mut lower, mut letters, mut digits, mut wide) = (0, 0, 0, false, 0);
        for c in text.chars() {
            if c.is_alphabetic() {
                letters += 1;
                upper += usize::from(c.is_uppercase());
                lower += usize::from(c.is_lowercase());
                wide += usize::from(is_unspaced_letter(c));
            } else if c.is_numeric() {
                digits = true;
            }
        }
        let spaced = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        let first = text.chars().find(|c| c.is_alphanumeric());
        let quoted = is_quoted(text);
        Features {
            words: spaced.max(wide / 2 + spaced.min(wide / 2) * usize::from(wide > 0)).max(spaced),
            end: end_of(text),
            caps: lower == 0 && upper >= 2,
            title_case: is_title_case(text),
            upper: first.is_some_and(|c| !c.is_lowercase()),
            quoted,
            opens: opens_quote(text),
            digits,
            letters,
        }
    }
}

/// Whether a character closes a quotation or a bracket.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '»' | '›' | '」' | '』' | ')' | ']' | '_' | '*' | '“' | '）' | '】')
}

/// How a text ends.
pub(super) fn end_of(text: &str) -> End {
    let mut text = text.trim_end();
    // The mark of a note is no part of the sentence.
    if text.ends_with(']')
        && let Some(open) = text.rfind('[').filter(|&open| text.len() - open <= 5)
        && text.cut(open + 1..text.len() - 1).bytes().all(|b| b.is_ascii_digit())
    {
        text = text.cut(..open).trim_end();
    }
    text = text.trim_end_matches(['¹', '²', '³', '†', '‡']);
    if text.ends_with("...") || text.ends_with('…') {
        return End::Ellipsis;
    }
    let bare = text.trim_end_matches(is_closing);
    match bare.chars().next_back() {
        Some('.' | '。' | '．' | '।' | '۔') if bare.ends_with("...") => End::Ellipsis,
        Some('.' | '。' | '．' | '।' | '۔') => End::Stop,
        Some('…') => End::Ellipsis,
        Some('?' | '!' | '？' | '！' | '؟' | '‽') => End::Call,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '—' | '–' | '，' | '；' | '、' | '،') => End::Open,
        _ => End::None,
    }
}

/// Whether a text opens with a quotation mark that a letter, a figure or a further mark follows.
pub(super) fn opens_quote(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    QUOTES.iter().any(|q| q.0 == first)
        && chars
            .next()
            .is_some_and(|c| c.is_alphanumeric() || "…¿¡.$£€[(#@—".contains(c) || QUOTES.iter().any(|q| q.0 == c))
}

/// Whether one pair of quotation marks holds all of a text: the closing mark does not stand earlier.
pub(super) fn is_quoted(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let Some(&(open, closes)) = QUOTES.iter().find(|q| q.0 == first) else { return false };
    let Some(last) = chars.next_back() else { return false };
    if !closes.contains(last) {
        return false;
    }
    let inside = chars.as_str();
    let mut before = open;
    let mut rest = inside.chars().peekable();
    while let Some(c) = rest.next() {
        // An apostrophe stands between letters or behind a letter that a letter or a space follows.
        let apostrophe = matches!(c, '’' | '\'')
            && before.is_alphanumeric()
            && (rest.peek().is_some_and(|n| n.is_alphanumeric()) || before == 's');
        if closes.contains(c) && !apostrophe && !(open == c && !before.is_alphanumeric() && !".,!?…".contains(before))
        {
            return false;
        }
        before = c;
    }
    inside.contains(char::is_alphanumeric)
}

/// Words that stay small in a title, in the languages that set titles in capitals.
pub(super) static SMALL: List = List::new(|cues| cues.small_words);

fn is_title_case(text: &str) -> bool {
    let (mut capitals, mut small, mut words) = (0, 0, 0);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = bare.chars().next() else { continue };
        words += 1;
        if first.is_lowercase() {
            if words == 1 || !SMALL.holds(bare) {
                small += 1;
            }
        } else if first.is_uppercase() || first.is_numeric() {
            capitals += usize::from(first.is_uppercase());
        }
    }
    capitals > 0 && small == 0 && (capitals >= 2 || words == 1) || capitals >= 4 && small == 1
}

/// The value of a Roman numeral in either case, where it is written as numerals are.
///
/// `XIV` is 14; `IIX` is none.
pub(super) fn roman(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut value = 0;
    let mut last = 0;
    for b in text.bytes().rev() {
        let v = match b.to_ascii_lowercase() {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' => 100,
            b'd' => 500,
            b'm' => 1000,
            _ => return None,
        };
        if v < last {
            value -= v;
        } else {
            value += v;
            last = v;
        }
    }
    let value = u64::try_from(value).ok()?;
    let upper = text.bytes().all(|b| b.is_ascii_uppercase());
    let lower = text.bytes().all(|b| b.is_ascii_lowercase());
    let written = crate::document::NumberStyle::LowerRoman.format(value);
    ((upper || lower) && written == text.to_ascii_lowercase()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_as_a_whole() {
        assert!(is_quoted("‘Much Easier’"));
        assert!(is_quoted("'A room with a view of the danger'"));
        assert!(is_quoted("“It’s ‘fine’ here”"));
        assert!(is_quoted("\"Don't\""));
        assert!(!is_quoted("“Yes,” he said, “no”"));
        assert!(!is_quoted("‘a’ and ‘b’"));
        assert!(!is_quoted("\"a\" or \"b\""));
    }

    #[test]
    fn ends() {
        assert_eq!(end_of("It is so.”"), End::Stop);
        assert_eq!(end_of("Is it?"), End::Call);
        assert_eq!(end_of("asked for:"), End::Colon);
        assert_eq!(end_of("and then…"), End::Ellipsis);
        assert_eq!(end_of("A Headline"), End::None);
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("iv"), Some(4));
        assert_eq!(roman("IIX"), None);
        assert_eq!(roman("Mix"), None);
    }

    #[test]
    fn title_case() {
        assert!(Features::of("Wang Lijun Affair Shatters Faith in the Party").title_case);
        assert!(!Features::of("Harbour town votes to rebuild its library").title_case);
        assert!(Features::of("WHAT HAPPENS NEXT").caps);
    }
}
