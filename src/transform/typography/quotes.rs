//! Which way a straight quotation mark faces, and whether it is one at all.
//!
//! What stands on both sides decides; what is open decides only where they leave it open. So a speech over several
//! paragraphs, each of which opens and only the last of which closes, comes out right without being recognized.

use super::conventions::Conventions;
use super::{Edit, Habits, OBJECT};
use crate::source::Cut as _;

/// Where in a paragraph quotations are open.
pub(super) struct Quotes<'a> {
    flat: &'a str,
    conventions: &'a Conventions,
    habits: Habits,
    double: usize,
    single: usize,
    /// Behind the last mark that opened: another one may open right there.
    opened_at: usize,
    /// The last place where a single mark may close, once it was looked for.
    last_closer: Option<Option<usize>>,
}

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 32] = [
    "tis", "twas", "twere", "twill", "twould", "twixt", "em", "cause", "til", "till", "bout", "n", "gainst", "round",
    "neath", "mid", "midst", "pon", "fraid", "cept", "nother", "nuff", "scuse", "kay", "tain't", "tude", "ere's", "d",
    "ll", "re", "ve", "coz",
];

impl<'a> Quotes<'a> {
    pub(super) fn new(flat: &'a str, conventions: &'a Conventions, habits: Habits) -> Self {
        Quotes { flat, conventions, habits, double: 0, single: 0, opened_at: usize::MAX, last_closer: None }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.flat.cut(..at).chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.flat.cut(at + 1..).chars().next()
    }

    /// Whether something may open at this place, by what stands before it.
    fn may_open(&self, at: usize) -> bool {
        at == self.opened_at
            || self.before(at).is_none_or(|c| {
                c.is_whitespace()
                    || matches!(c, '(' | '[' | '{' | '<' | '/' | '-' | '—' | '–' | '=' | '¿' | '¡')
                    || matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹' | '‐' | '\u{200b}')
            })
    }

    /// The mark for a `"`.
    pub(super) fn double(&mut self, at: usize) -> Edit {
        let (before, after) = (self.before(at), self.after(at));
        let edit = |with| Edit { start: at, end: at + 1, with };
        if before.is_some_and(|c| c.is_ascii_digit()) && (self.is_inches(at) || self.double == 0) {
            return edit("″");
        }
        let word_follows = after.is_some_and(|c| !c.is_whitespace());
        let dashed = matches!(before, Some('-' | '—' | '–'));
        let ends = after.is_none_or(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']'));
        let opens = self.may_open(at)
            && if word_follows { !(dashed && ends && self.double > 0) } else { self.double == 0 && !dashed };
        if opens {
            self.double += 1;
            self.opened_at = at + 1;
            edit(self.conventions.double.0)
        } else {
            self.double = self.double.saturating_sub(1);
            edit(self.conventions.double.1)
        }
    }

    /// Whether the `"` ends a measure such as `5'10"`.
    fn is_inches(&self, at: usize) -> bool {
        let digits = self.flat.cut(..at).trim_end_matches(|c: char| c.is_ascii_digit());
        digits.len() < at && digits.strip_suffix('\'').is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// The mark for a `'`; `None`: it stays.
    pub(super) fn single(&mut self, at: usize) -> Option<Edit> {
        let (before, after) = (self.before(at), self.after(at));
        let edit = |with| Some(Edit { start: at, end: at + 1, with });
        let is_word = |c: char| c.is_alphanumeric() || c == OBJECT;
        if self.may_open(at) {
            let Some(next) = after.filter(|c| !c.is_whitespace()) else {
                if self.single == 0 {
                    return None;
                }
                self.single -= 1;
                return edit(self.conventions.single.1);
            };
            if is_word(next) && self.is_clipped(at + 1) {
                return edit("’");
            }
            let closes_later = self.last_closer().is_some_and(|last| last > at);
            let speech = (at == 0 || at == self.opened_at && self.opened_at == 1) && self.habits.single_first;
            if closes_later || speech {
                self.single += 1;
                self.opened_at = at + 1;
                return edit(self.conventions.single.0);
            }
            return edit("’");
        }
        let (digit_before, digit_after) =
            (before.is_some_and(|c| c.is_ascii_digit()), after.is_some_and(|c| c.is_ascii_digit()));
        if digit_before && digit_after {
            let rest = self.flat.cut(at + 1..).trim_start_matches(|c: char| c.is_ascii_digit());
            return edit(if rest.starts_with('"') { "′" } else { "’" });
        }
        if after.is_some_and(is_word) {
            return edit("’");
        }
        if self.single > 0 {
            self.single -= 1;
            return edit(self.conventions.single.1);
        }
        if digit_before && self.is_number(at) {
            return edit("′");
        }
        edit("’")
    }

    /// Whether the digits before `at` are a number that stands alone.
    fn is_number(&self, at: usize) -> bool {
        let before = self.flat.cut(..at).trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '×' | 'x'))
    }

    /// Whether the word at `at` is one that has lost its beginning: `'tis`, `'90s`.
    fn is_clipped(&self, at: usize) -> bool {
        let rest = self.flat.cut(at..);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 2 {
            let behind = rest.cut(2..).strip_prefix('s').unwrap_or(rest.cut(2..));
            return !behind.starts_with(|c: char| c.is_alphanumeric());
        }
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if length == 0 || length > 7 {
            return false;
        }
        let word = rest.cut(..length).to_lowercase();
        // `'n'`: both are apostrophes.
        CLIPPED.contains(&word.as_str()) && (word != "d" && word != "re" || !rest.cut(length..).starts_with('\''))
    }

    /// The last place where a single mark may close.
    fn last_closer(&mut self) -> Option<usize> {
        let flat = self.flat;
        *self.last_closer.get_or_insert_with(|| {
            memchr::memrchr_iter(b'\'', flat.as_bytes()).find(|&at| {
                let before = flat.cut(..at).chars().next_back();
                let after = flat.cut(at + 1..).chars().next();
                before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '{'))
                    && after.is_none_or(|c| !c.is_alphanumeric() && c != OBJECT)
            })
        })
    }
}
