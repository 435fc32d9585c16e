//! Text → unbreakable segments, by the line breaking algorithm of UAX 14.
//!
//! Most words are letters with some punctuation, with the space as the only break opportunity. These are recognized by
//! their bytes; only the others are passed to the full algorithm.

use super::cost;
use crate::document::cells;
use crate::document::line_end::is_tight;
use crate::source::Cut as _;
use std::iter::Peekable;
use unicode_linebreak::{BreakClass, break_property, linebreaks};

/// A piece of text without a break opportunity inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSegment {
    /// Its first byte.
    pub start: u32,
    /// One past its last byte, without white space.
    pub end: u32,
    /// Its width in cells.
    pub width: u32,
    /// Width of the white space behind it, which is discarded at a line end.
    pub gap: u32,
    /// Cost of a line end behind it, in addition to the slack.
    pub cost: u32,
    /// Width up to its first no-break space: the word that a reader expects to be moved up.
    pub first: u32,
}

const SLOW: u8 = 1; // may cause an opportunity inside a word
const WIDE: u8 = 2; // not ASCII

/// Class of a byte inside a word.
static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let slow = b"-/?!|})][({%$+\\";
    let mut i = 0;
    while i < slow.len() {
        table[slow[i] as usize] = SLOW;
        i += 1;
    }
    let mut i = 0x80;
    while i < 256 {
        table[i] = WIDE;
        i += 1;
    }
    table
};

/// Finds the segments of a text; only U+0020 separates words, other white space is part of them.
pub fn segment(text: &str, out: &mut Vec<TextSegment>) {
    out.clear();
    let bytes = text.as_bytes();
    let mut at = bytes.iter().position(|&b| b != b' ').unwrap_or(bytes.len());
    // Leading spaces occur only in verbatim text; they belong to the first segment.
    let mut start = 0;
    let mut glued = false;
    while at < bytes.len() {
        let word = at;
        let mut class = 0;
        while at < bytes.len() && bytes[at] != b' ' {
            class |= CLASS[bytes[at] as usize];
            at += 1;
        }
        let end = at;
        while at < bytes.len() && bytes[at] == b' ' {
            at += 1;
        }
        if class == 0 || is_simple(&bytes[word..end]) {
            push(text, start, end, out, glued);
        } else {
            divide(text, start, word, end, out, glued);
        }
        start = at;
        glued = false;
        if at < bytes.len() {
            let last = out.last_mut().expect("a word was just added");
            last.gap = (at - end) as u32;
            if keeps_together(text, end, at) {
                glued = true;
            } else {
                last.cost = cost::at_space(&bytes[last.start as usize..end], &bytes[at..]);
            }
        }
    }
}

/// Adds `start..end`, which has no break opportunity except possibly at its end.
fn push(text: &str, start: usize, end: usize, out: &mut Vec<TextSegment>, glued: bool) {
    let width = cells::width(text.cut(start..end)) as u32;
    match out.last_mut() {
        Some(last) if glued => {
            last.width += last.gap + width;
            last.end = end as u32;
            last.gap = 0;
        }
        _ => {
            let first = match first_space(text.cut(start..end)) {
                Some(at) => cells::width(text.cut(start..start + at)) as u32,
                None => width,
            };
            out.push(TextSegment { start: start as u32, end: end as u32, width, gap: 0, cost: 0, first });
        }
    }
}

/// Position of the first no-break space, which will be written as a space.
fn first_space(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let narrow = |i: usize| bytes[i] == 0xe2 && bytes[i + 1] == 0x80 && bytes[i + 2] == 0xaf;
    memchr::memchr2_iter(0xc2, 0xe2, bytes).find(|&i| bytes[i] == 0xc2 && bytes[i + 1] == 0xa0 || narrow(i))
}

/// Adds a word that may have break opportunities inside.
fn divide(text: &str, start: usize, word: usize, end: usize, out: &mut Vec<TextSegment>, mut glued: bool) {
    let mut from = start;
    let letter = text.cut(word..end).find(char::is_alphanumeric);
    let mut addresses = Addresses::of(&text.as_bytes()[word..end]);
    let mut address = addresses.next(0);
    for (offset, _) in linebreaks(text.cut(word..end)) {
        let here = word + offset;
        if here == end {
            break;
        }
        if let Some((a, b)) = address {
            if offset > a && offset < b {
                continue;
            }
            if offset >= b {
                address = addresses.next(b);
            }
        }
        let Some(cost) = cost::inside(text.cut(word..end), offset, letter) else { continue };
        if !is_tight(text.cut(word..here), text.cut(here..end)) {
            continue; // A reader would insert a space there.
        }
        push(text, from, here, out, glued);
        out.last_mut().expect("a part was just added").cost = cost;
        glued = false;
        from = here;
    }
    push(text, from, end, out, glued);
}

/// Whether a word with non-ASCII bytes has no opportunity inside: they are only at its ends (brackets, question marks,
/// quotation marks), or are quotation marks and Latin letters.
fn is_simple(word: &[u8]) -> bool {
    let opening = word.iter().take_while(|b| matches!(b, b'(' | b'[' | b'{' | b'$' | b'"' | b'\'')).count();
    let closing = word[opening..]
        .iter()
        .rev()
        .take_while(|b| matches!(b, b')' | b']' | b'}' | b'?' | b'!' | b'%' | b'"' | b'\'' | b',' | b'.' | b';' | b':'))
        .count();
    let core = &word[opening..word.len() - closing];
    let mut i = 0;
    while i < core.len() {
        match core[i] {
            b if CLASS[b as usize] == 0 => i += 1,
            // U+00C0 to U+024F, and U+2018 to U+201F.
            0xc3..=0xc8 => i += 2,
            0xe2 if core[i + 1] == 0x80 && (0x98..=0x9f).contains(&core[i + 2]) => i += 3,
            _ => return false,
        }
    }
    true
}

/// The addresses (`https://…`, `www.…`, `name@host`) in a word, which are never broken.
struct Addresses<'w> {
    word: &'w [u8],
    /// Positions of the substrings that mark addresses.
    marks: [MarkMatches<'w>; 3],
}

type MarkMatches<'w> = Peekable<memchr::memmem::FindIter<'w, 'static>>;

impl<'w> Addresses<'w> {
    fn of(word: &'w [u8]) -> Addresses<'w> {
        let marks = ["://", "www.", "@"].map(|mark| memchr::memmem::find_iter(word, mark).peekable());
        Addresses { word, marks }
    }

    /// The next address from a byte on, as a byte range, for the first kind of mark found.
    fn next(&mut self, from: usize) -> Option<(usize, usize)> {
        let mut found = None;
        for (kind, marks) in self.marks.iter_mut().enumerate() {
            // An @ at the start of a word has no local part.
            let first = from + usize::from(kind == 2);
            while marks.next_if(|&at| at < first).is_some() {}
            found = found.or(marks.peek().copied());
        }
        let mark = found?;
        let start = self.word[from..mark]
            .iter()
            .rposition(|&b| !b.is_ascii_alphanumeric() && !matches!(b, b'+' | b'.' | b'-' | b'_'))
            .map_or(from, |i| from + i + 1);
        let end = self.word[mark..].iter().position(|b| !b.is_ascii_graphic()).map_or(self.word.len(), |i| i + mark);
        Some((start, end))
    }
}

/// Whether a break at the space between two words is forbidden (by UAX 14, LB13 to LB17, or because a reader would
/// drop the space).
fn keeps_together(text: &str, end: usize, next: usize) -> bool {
    let bytes = text.as_bytes();
    let (before, after) = (bytes[end - 1], bytes[next]);
    if (matches!(before, b'-' | b'/') || before >= 0x80 || after >= 0x80) && is_tight(text.cut(..end), text.cut(next..))
    {
        return true;
    }
    if before < 0x80 && after < 0x80 {
        return matches!(after, b')' | b']' | b'}' | b'!' | b'?' | b',' | b'.' | b';' | b':' | b'/')
            && !begins_something(&bytes[next..])
            || matches!(before, b'(' | b'[' | b'{') && (end < 2 || bytes[end - 2] == b' ');
    }
    let class = |c: Option<char>| c.map_or(BreakClass::Space, |c| break_property(c as u32));
    let before = class(text.cut(..end).chars().next_back());
    let after = class(text.cut(next..).chars().next());
    use BreakClass::{
        BeforeAndAfter, CloseParenthesis, ClosePunctuation, Exclamation, OpenPunctuation, ZeroWidthSpace,
    };
    before == OpenPunctuation
        || matches!(after, ClosePunctuation | CloseParenthesis | Exclamation | ZeroWidthSpace)
        || before == BeforeAndAfter && after == BeforeAndAfter
}

/// Whether a word that begins with closing punctuation is nevertheless a separate word: `.5`, `/etc`, `:name`, `!x`.
fn begins_something(word: &[u8]) -> bool {
    word.get(1).is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        segment(text, &mut out);
        out.iter().map(|s| &text[s.start as usize..s.end as usize]).collect()
    }

    #[test]
    fn words_hyphens_and_dashes() {
        assert_eq!(parts("a well-made “file” (says) so!"), ["a", "well-", "made", "“file”", "(says)", "so!"]);
        assert_eq!(parts("usher—threadbare"), ["usher—", "threadbare"]);
        assert_eq!(parts("the --width flag, -v and 3-4"), ["the", "--width", "flag,", "-v", "and", "3-4"]);
    }

    #[test]
    fn addresses_stay_whole() {
        let text = "see https://example.org/a-b/c?d=e&f-g now";
        assert_eq!(parts(text), ["see", "https://example.org/a-b/c?d=e&f-g", "now"]);
        assert_eq!(parts("write a-b@some-host.org"), ["write", "a-b@some-host.org"]);
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(parts("vraiment ? oui"), ["vraiment ?", "oui"]);
        assert_eq!(parts("more ... words"), ["more ...", "words"]);
        assert_eq!(parts("日本語。"), ["日", "本", "語。"]);
        assert_eq!(parts("see No.\u{a0}4 here"), ["see", "No.\u{a0}4", "here"]);
    }
}
