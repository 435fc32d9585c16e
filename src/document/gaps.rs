//! Removes line ends between ideographs and kana, which are not spaces, also across boundaries of emphasis and links.

use super::builder::is_space;
use super::line_end::is_gapless;
use super::script::is_unspaced;
use super::{Inline, InlineKind, walk};
use crate::source::Cut as _;
use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

/// Removes white space with a line end between unspaced characters from a paragraph.
pub(super) fn close(list: &mut [Inline]) {
    if may_be_gapless(list) {
        let mut gaps = Vec::new();
        Gaps::default().find(list, &mut gaps);
        take_out(list, &mut 0, &mut gaps.iter().peekable());
    }
}

/// Whether there may be text of unspaced scripts.
fn may_be_gapless(list: &[Inline]) -> bool {
    list.iter().any(|inline| match &inline.kind {
        // Byte test: U+200B is E2 80 8B; ideographs and kana begin with U+2E80, E2 BA 80.
        InlineKind::Text(text) => {
            let bytes = text.as_bytes();
            let near = |i: usize| bytes[i + 1] >= 0xba || bytes[i + 1..i + 3] == [0x80, 0x8b];
            (bytes.iter().fold(false, |any, &b| any | (b >= 0xe3)) || memchr::memchr_iter(0xe2, bytes).any(near))
                && text.contains(|c| is_unspaced(c) || c == '\u{200b}')
        }
        _ => walk::content(inline).is_some_and(may_be_gapless),
    })
}

/// Scans a paragraph for white space and the characters around it.
#[derive(Default)]
struct Gaps {
    /// Current byte offset in the paragraph's text.
    at: usize,
    /// The last character that is not white space; `None` at the start of a line.
    last: Option<char>,
    /// Start of the white space behind it, and whether it contains a line end.
    space: Option<(usize, bool)>,
}

impl Gaps {
    /// Finds the white space to remove.
    fn find(&mut self, list: &[Inline], gaps: &mut Vec<Range<usize>>) {
        for inline in list {
            match &inline.kind {
                InlineKind::Text(text) => {
                    for c in text.chars() {
                        self.look(c, gaps);
                        self.at += c.len_utf8();
                    }
                }
                InlineKind::NoteRef(_) => {}
                _ => match walk::content(inline) {
                    Some(content) => self.find(content, gaps),
                    None => (self.last, self.space) = (None, None),
                },
            }
        }
    }

    fn look(&mut self, c: char, gaps: &mut Vec<Range<usize>>) {
        if is_space(c) {
            let (_, ends) = self.space.get_or_insert((self.at, false));
            *ends |= matches!(c, '\n' | '\r');
            return;
        }
        if let (Some((start, true)), Some(last)) = (self.space.take(), self.last)
            && is_gapless(last, c)
        {
            gaps.push(start..self.at);
        }
        self.last = Some(c);
    }
}

/// Removes the gaps, which are sorted, from the texts.
fn take_out(list: &mut [Inline], at: &mut usize, gaps: &mut Peekable<Iter<'_, Range<usize>>>) {
    for inline in list {
        let InlineKind::Text(text) = &mut inline.kind else {
            if let Some(content) = walk::content_mut(inline) {
                take_out(content, at, gaps);
            }
            continue;
        };
        let (start, end) = (*at, *at + text.len());
        *at = end;
        let (mut out, mut done) = (String::new(), start);
        while let Some(gap) = gaps.peek().filter(|gap| gap.start < end) {
            out.push_str(text.cut(done - start..gap.start.max(start) - start));
            done = gap.end.min(end);
            if gap.end > end {
                break;
            }
            gaps.next();
        }
        if done > start || !out.is_empty() {
            out.push_str(text.cut(done - start..));
            *text = out;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, normalize, plain};
    use super::*;

    #[test]
    fn a_line_end_between_ideographs_is_no_space() {
        for (before, after, joined) in [
            ("吾輩は猫である", "名前は", "吾輩は猫である名前は"),
            ("猫。", "“名”", "猫。“名”"),
            ("猫。", "Latin", "猫。Latin"),
            ("猫", "Latin", "猫 Latin"),
            ("Latin", "猫", "Latin 猫"),
            ("한국", "어", "한국 어"),
            ("ﾈｺ、", "ｲﾇ", "ﾈｺ、ｲﾇ"),
            ("one\u{200b}", "two", "one\u{200b}two"),
            ("one", "two", "one two"),
        ] {
            for space in ["\n", " \n  ", "\r\n"] {
                let mut list = vec![Inline::text(format!("{before}{space}{after}"), None)];
                normalize(&mut list);
                assert_eq!(plain(&list), joined);
                let styled = |text: String| {
                    Inline::new(InlineKind::Styled(Markup::Strong, vec![Inline::text(text, None)]), None)
                };
                let anchor = Inline::new(InlineKind::Span(super::super::Attributes::default(), vec![]), None);
                let mut list = vec![styled(before.to_owned()), anchor, styled(format!("{space}{after}"))];
                normalize(&mut list);
                assert_eq!(plain(&list), joined);
            }
        }
        let mut spaced = vec![Inline::text("猫 犬\n鳥 魚", None)];
        normalize(&mut spaced);
        assert_eq!(plain(&spaced), "猫 犬鳥 魚");
    }
}
