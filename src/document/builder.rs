//! Builds inlines with normalized white space.

use super::{Inline, InlineKind, gaps};
use crate::source::{Cut as _, Span};

/// Collects the inlines of a paragraph: collapses white space and merges adjacent texts.
///
/// ```
/// use folio::document::{plain, InlineBuilder};
/// let mut builder = InlineBuilder::new();
/// builder.text(" a\n  b ", None);
/// builder.text(" c ", None);
/// assert_eq!(plain(&builder.finish()), "a b c");
/// ```
#[derive(Debug, Default)]
pub struct InlineBuilder {
    list: Vec<Inline>,
}

impl InlineBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text; its white space is normalized when the paragraph is finished.
    pub fn text(&mut self, text: &str, span: impl Into<Option<Span>>) {
        let span = span.into();
        if let Some(Inline { kind: InlineKind::Text(last), span: place }) = self.list.last_mut() {
            last.push_str(text);
            *place = match (*place, span) {
                (Some(a), Some(b)) => Some(a.to(b)),
                (a, b) => a.or(b),
            };
        } else if !text.is_empty() {
            self.list.push(Inline::text(text, span));
        }
    }

    /// Adds any inline.
    pub fn push(&mut self, inline: Inline) {
        match inline {
            Inline { kind: InlineKind::Text(text), span } => self.text(&text, span),
            other => self.list.push(other),
        }
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The inlines of the paragraph, with white space also normalized across element boundaries.
    pub fn finish(self) -> Vec<Inline> {
        let mut list = self.list;
        normalize(&mut list);
        list
    }
}

/// Normalizes the white space of a paragraph's inlines: runs collapse to one space (no-break and other special spaces
/// count as letters), and spaces at the start, the end or around line breaks are removed, as are texts that become
/// empty. A line end between ideographs is no space (see [`super::line_end::is_gapless`]).
pub fn normalize(list: &mut Vec<Inline>) {
    gaps::close(list);
    let mut space = true; // no space may follow here
    collapse(list, &mut space);
    trim_end(list);
    drop_empty(list);
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn collapse(list: &mut [Inline], space: &mut bool) {
    // Trailing space before the last line break was trimmed there.
    let mut line = 0;
    for i in 0..list.len() {
        if matches!(list[i].kind, InlineKind::LineBreak) {
            trim_end(&mut list[line..i]);
            line = i + 1;
            *space = true;
            continue;
        }
        match &mut list[i].kind {
            InlineKind::Text(text) => {
                if is_normal(text, *space) {
                    *space = if text.is_empty() { *space } else { text.ends_with(' ') };
                    continue;
                }
                *text = collapsed(text, space);
            }
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => collapse(content, space),
            InlineKind::Link(link) => collapse(&mut link.content, space),
            InlineKind::Abbreviation(short) => collapse(&mut short.content, space),
            InlineKind::Code(_) | InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => *space = false,
            InlineKind::LineBreak => {}
        }
    }
}

/// The text with white space collapsed, without a leading space if one precedes.
fn collapsed(text: &str, space: &mut bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut done) = (0, 0);
    while let Some(step) = bytes[at..].iter().position(|&b| MAY_BE_SPACE[usize::from(b)]) {
        at += step;
        let alone = bytes.get(at + 1).is_some_and(|&next| !MAY_BE_SPACE[usize::from(next)]);
        if bytes[at] == b' ' && at > done && alone {
            at += 2;
            continue;
        }
        out.push_str(text.cut(done..at));
        *space &= done == at;
        let c = text.cut(at..).chars().next().unwrap_or(' ');
        if !is_space(c) {
            out.push(c);
        } else if !*space {
            out.push(' ');
        }
        *space = is_space(c);
        at += c.len_utf8();
        done = at;
    }
    out.push_str(text.cut(done..));
    *space &= done == bytes.len();
    out
}

/// Lead bytes of the characters for which [`is_space`] holds (and of others).
static MAY_BE_SPACE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b' ' | b'\t'..=b'\r' | 0xc2 | 0xe2);
        byte += 1;
    }
    table
};

/// Whether a text's white space is already collapsed, given whether a space precedes.
fn is_normal(text: &str, mut space: bool) -> bool {
    let bytes = text.as_bytes();
    // No early exit, so that the loop is vectorized.
    let odd = |b: u8| u8::from((b.wrapping_sub(b'\t') <= b'\r' - b'\t') | (b == 0xc2) | (b == 0xe2));
    let double = |a: u8, b: u8| u8::from((a == b' ') & (b == b' '));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let found = pairs.fold(0, |any, (&a, &b)| any | double(a, b) | odd(b));
    let plain = bytes.first().is_none_or(|&first| found | odd(first) == 0);
    if plain && bytes.len() > 1 {
        return !(space && bytes[0] == b' ');
    }
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|&b| MAY_BE_SPACE[usize::from(b)]) {
        space &= step == 0;
        at += step;
        match bytes[at] {
            b' ' => {
                if std::mem::replace(&mut space, true) {
                    return false;
                }
            }
            b'\t'..=b'\r' => return false,
            _ => {
                if text.cut(at..).starts_with(is_space) {
                    return false;
                }
                space = false;
            }
        }
        at += 1;
    }
    true
}

/// Removes a trailing space; returns whether the end of the text was found.
fn trim_end(list: &mut [Inline]) -> bool {
    for inline in list.iter_mut().rev() {
        let done = match &mut inline.kind {
            InlineKind::Text(text) => {
                text.truncate(text.trim_end_matches(is_space).len());
                !text.is_empty()
            }
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => trim_end(content),
            InlineKind::Link(link) => trim_end(&mut link.content),
            InlineKind::Abbreviation(short) => trim_end(&mut short.content),
            InlineKind::LineBreak => false,
            _ => true,
        };
        if done {
            return true;
        }
    }
    false
}

fn drop_empty(list: &mut Vec<Inline>) {
    list.retain_mut(|inline| match &mut inline.kind {
        InlineKind::Text(text) => !text.is_empty(),
        InlineKind::Styled(_, content) => {
            drop_empty(content);
            !content.is_empty()
        }
        InlineKind::Span(attributes, content) => {
            drop_empty(content);
            !content.is_empty() || attributes.id.is_some()
        }
        InlineKind::Link(link) => {
            drop_empty(&mut link.content);
            true
        }
        InlineKind::Abbreviation(short) => {
            drop_empty(&mut short.content);
            true
        }
        _ => true,
    });
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, plain};
    use super::*;

    proptest::proptest! {
        #[test]
        fn texts_are_collapsed_character_by_character(text in "[ab \\n\\t—é\u{85}\u{a0}\u{2028}]{0,24}", behind in proptest::bool::ANY) {
            let (mut want, mut last) = (String::new(), behind);
            for c in text.chars() {
                if !is_space(c) {
                    want.push(c);
                } else if !last {
                    want.push(' ');
                }
                last = is_space(c);
            }
            let mut space = behind;
            proptest::prop_assert_eq!((collapsed(&text, &mut space), space), (want.clone(), last));
            proptest::prop_assert!(!is_normal(&text, behind) || want == text);
        }
    }

    #[test]
    fn white_space_is_one_space_across_borders() {
        let mut builder = InlineBuilder::new();
        builder.text("a ", None);
        builder.push(Inline::new(InlineKind::Styled(Markup::Emphasis, vec![Inline::text(" b\n", None)]), None));
        builder.text(" c\u{a0} ", None);
        builder.push(Inline::new(InlineKind::LineBreak, None));
        builder.text("  d ", None);
        let list = builder.finish();
        assert_eq!(plain(&list), "a b c\u{a0} d");
        assert!(matches!(&list[1].kind, InlineKind::Styled(_, c) if plain(c) == "b "));
    }
}
