//! Which way a straight quotation mark faces, and whether it is one at all.
//!
//! The characters on both sides decide. Only where they are ambiguous, as in scripts without spaces between words, does it
//! count what is open: marks then open and close in turn. A speech over several paragraphs, each of which opens and only the
//! last of which closes, therefore needs no special case. Nested quotations that close get the marks of the second level.

use super::{Edit, Habits, OBJECT};
use crate::document::script::{is_hangul, is_run_on};
use crate::source::Cut as _;
use crate::words::Marks;

/// Where in a paragraph quotations are open.
pub(super) struct Quotes<'a> {
    flat: &'a str,
    marks: &'static Marks,
    habits: Habits,
    double: usize,
    single: usize,
    /// The byte behind the last opening mark: another mark may open there.
    opened_at: usize,
    /// The last place where a single mark may close, once it was looked for.
    last_closer: Option<Option<usize>>,
    /// The double marks that opened and did not close yet.
    open: Vec<usize>,
    /// The double marks of whole quotations, in the order of their ends.
    pairs: Vec<(usize, usize)>,
}

impl<'a> Quotes<'a> {
    pub(super) fn new(flat: &'a str, marks: &'static Marks, habits: Habits) -> Self {
        let (open, pairs) = (Vec::new(), Vec::new());
        Quotes { flat, marks, habits, double: 0, single: 0, opened_at: usize::MAX, last_closer: None, open, pairs }
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
                    || matches!(c, '(' | '[' | '{' | '<' | '/' | '-' | '—' | '–' | '―' | '⸺' | '=' | '¿' | '¡')
                    || matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹' | '‐' | '\u{200b}')
                    || matches!(c, '（' | '［' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《' | '〖' | '〝')
            })
    }

    /// The mark for a `"`; `None`: it stays.
    pub(super) fn double(&mut self, at: usize) -> Option<Edit> {
        let (before, after) = (self.before(at), self.after(at));
        let edit = |with| Some(Edit { start: at, end: at + 1, with });
        if before.is_some_and(|c| c.is_ascii_digit())
            && (self.is_inches(at) || self.double == 0 && !after.is_some_and(is_run_on))
        {
            return edit("″");
        }
        let opens = if self.may_open(at) {
            let dashed = matches!(before, Some('-' | '—' | '–'));
            let ends = after.is_none_or(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']') || ends(c));
            let word_follows = after.is_some_and(|c| !c.is_whitespace());
            if word_follows {
                !((dashed || before.is_some_and(is_run_on)) && ends && self.double > 0)
            } else {
                self.double == 0 && !dashed
            }
        } else if before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) && !self.opens_in_word(at) {
            // Gershayim: the sign of an abbreviation.
            return None;
        } else if after.is_none_or(|c| c.is_whitespace() || ends(c)) {
            false
        } else {
            self.double == 0 && (neutral(before) || neutral(after) || self.opens_in_word(at))
        };
        if opens {
            self.double += 1;
            self.opened_at = at + 1;
            self.open.push(at);
            edit(self.marks.double.0)
        } else {
            self.double = self.double.saturating_sub(1);
            self.pairs.extend(self.open.pop().map(|start| (start, at)));
            edit(self.marks.double.1)
        }
    }

    /// Whether a quotation opens at a `"` within a word, behind an article or a preposition that is written together with
    /// it (`l'"Aida"`, `و"نعم"`): nothing is open, and the next mark can only close.
    fn opens_in_word(&self, at: usize) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == OBJECT);
        let joined = self.before(at).is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
        if self.double > 0 || !joined || !letter(self.after(at)) {
            return false;
        }
        let rest = self.flat.cut(at + 1..);
        // Bounded look-ahead: such quotations are short, and time stays linear.
        let next = memchr::memchr(b'"', &rest.as_bytes()[..rest.len().min(LONGEST_NAME)]);
        next.is_some_and(|next| {
            let spaced = rest.cut(..next).chars().next_back().is_none_or(char::is_whitespace);
            !spaced && !letter(rest.cut(next + 1..).chars().next())
        })
    }

    /// Sets nested quotations in the marks of the second level. A quotation that never closes nests nothing.
    pub(super) fn nest(&mut self, edits: &mut [Edit]) {
        if self.pairs.len() < 2 {
            return;
        }
        self.pairs.sort_unstable();
        let mut ends: Vec<usize> = Vec::new();
        for &(start, end) in &self.pairs {
            while ends.last().is_some_and(|&end| end < start) {
                ends.pop();
            }
            let inner = ends.len() % 2 == 1;
            ends.push(end);
            if !inner {
                continue;
            }
            for (at, with) in [(start, self.marks.single.0), (end, self.marks.single.1)] {
                if let Ok(found) = edits.binary_search_by_key(&at, |edit| edit.start) {
                    edits[found].with = with;
                }
            }
        }
    }

    /// Whether the `"` ends a measure such as `5'10"`, `6' 2"`, `26' 46.3"`.
    fn is_inches(&self, at: usize) -> bool {
        let number = |c: char| c.is_ascii_digit() || c == '.';
        let feet = self.flat.cut(..at).trim_end_matches(number);
        let feet = feet.strip_suffix([' ', '\u{a0}', '\u{202f}']).unwrap_or(feet);
        feet.strip_suffix(['\'', '′', '’']).is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether inches or seconds follow the `'`.
    fn is_feet(&self, at: usize) -> bool {
        let rest = self.flat.cut(at + 1..);
        let rest = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(rest);
        let inches = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        inches.len() < rest.len() && inches.starts_with(['"', '″'])
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
                return edit(self.marks.single.1);
            };
            if is_word(next) && self.is_clipped(at + 1) {
                return edit("’");
            }
            let closes_later = self.last_closer().is_some_and(|last| last > at);
            let speech = (at == 0 || at == self.opened_at && self.opened_at == 1) && self.habits.single_first;
            if closes_later || speech {
                return self.open_single(at);
            }
            return edit("’");
        }
        let (digit_before, digit_after) =
            (before.is_some_and(|c| c.is_ascii_digit()), after.is_some_and(|c| c.is_ascii_digit()));
        if digit_before && self.is_feet(at) {
            return edit("′");
        }
        if digit_before && digit_after {
            return edit("’");
        }
        if neutral(before) && self.single == 0 {
            let opens = after.is_some_and(|c| !c.is_whitespace() && !ends(c));
            let closes_later = self.last_closer().is_some_and(|last| last > at);
            return if opens && closes_later { self.open_single(at) } else { edit("’") };
        }
        if after.is_some_and(is_word) && !neutral(after) && !(neutral(before) && self.single > 0) {
            // Geresh: a sign at a letter.
            return if before.is_some_and(is_hebrew) { None } else { edit("’") };
        }
        // `rock 'n' roll` within a quotation.
        let clipped = before.is_some_and(|c| matches!(c, 'n' | 'N')) && self.flat.cut(..at - 1).ends_with('\'');
        if self.single > 0 && !clipped {
            self.single -= 1;
            return edit(self.marks.single.1);
        }
        if before.is_some_and(is_hebrew) {
            return None;
        }
        if digit_before && self.is_number(at) {
            return edit("′");
        }
        edit("’")
    }

    fn open_single(&mut self, at: usize) -> Option<Edit> {
        self.single += 1;
        self.opened_at = at + 1;
        Some(Edit { start: at, end: at + 1, with: self.marks.single.0 })
    }

    /// Whether the digits before `at` are a number that stands alone.
    fn is_number(&self, at: usize) -> bool {
        let before = self.flat.cut(..at).trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '×' | 'x' | '°'))
    }

    /// Whether the word at `at` is one that has lost its beginning: `'tis`, `'90s`, `'s avonds`.
    fn is_clipped(&self, at: usize) -> bool {
        let rest = self.flat.cut(at..);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let behind = |from: usize| rest.cut(from..);
        // A word between two marks is quoted, except `'n'`, with an apostrophe on each side.
        let is_quoted = |behind: &str| {
            behind.strip_prefix('\'').is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        if digits == 2 {
            let behind = behind(2).strip_prefix('s').unwrap_or(behind(2));
            return !behind.starts_with(|c: char| c.is_alphanumeric()) && !is_quoted(behind);
        }
        if length == 0 || length > 7 {
            return false;
        }
        let word = rest.cut(..length).to_lowercase();
        if word == "n" && self.marks.clipped.is_empty() {
            return is_quoted(behind(1));
        }
        self.marks.clipped.contains(&word.as_str()) && (word == "n" || !is_quoted(behind(length)))
    }

    /// The last place where a single mark may close.
    fn last_closer(&mut self) -> Option<usize> {
        let flat = self.flat;
        *self.last_closer.get_or_insert_with(|| {
            memchr::memrchr_iter(b'\'', flat.as_bytes()).find(|&at| {
                let before = flat.cut(..at).chars().next_back();
                let after = flat.cut(at + 1..).chars().next();
                before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '{'))
                    && after.is_none_or(|c| !c.is_alphanumeric() && c != OBJECT || neutral(Some(c)))
            })
        })
    }
}

/// The longest quotation that opens within a word, in bytes.
const LONGEST_NAME: usize = 400;

/// Whether a neighbour is no evidence for the direction of a mark: its script sets no spaces between words, or attaches
/// particles to quoted words (Korean).
fn neutral(c: Option<char>) -> bool {
    c.is_some_and(|c| is_run_on(c) || is_hangul(c))
}

/// Whether full-width punctuation stands behind a quotation, never at its head.
fn ends(c: char) -> bool {
    "、。，．！？：；）］｝」』】〕〉》〗〞".contains(c)
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}
