//! Quotation marks written as character references: `&quot;`, `&#39;`.
//!
//! An author who writes one means the straight mark, but many programs escape every `"` and `'` in any text, without
//! such a meaning. The page decides: if all its straight marks are references, a program wrote them, and typography
//! applies; if there are other marks, straight or typographic, references are literal. A reference within a word
//! (`don&#39;t`) is always an apostrophe, because templates escape titles and captions beside hand-written text. An
//! escaped hyphen or full stop is always literal, since no program escapes them without need.

use super::state::MarkupBuilder;
use super::tokens::{self, HtmlToken};
use crate::document::literal::{self, matters, references};
use crate::read::build::{OpenBlockKind, OpenInlineKind};
use crate::source::{Cut as _, Span};
use std::cell::Cell;

/// Which references are literal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LiteralEscapes {
    double: bool,
    single: bool,
    /// Also within words.
    in_words: bool,
}

/// Elements whose text is not prose.
const NO_PROSE: [&str; 9] = ["script", "style", "title", "pre", "code", "textarea", "kbd", "samp", "svg"];

impl LiteralEscapes {
    /// All, as in Markdown, which is written by hand.
    pub(crate) const ALL: LiteralEscapes = LiteralEscapes { double: true, single: true, in_words: true };

    /// Decides for a page.
    pub(crate) fn on(page: &str) -> LiteralEscapes {
        let mut meant = LiteralEscapes { double: false, single: false, in_words: false };
        let has = |what: &str| memchr::memmem::find(page.as_bytes(), what.as_bytes()).is_some();
        if !["&quot", "&#34", "&#x22", "&#034", "&QUOT", "&apos", "&#39", "&#x27", "&#039"].into_iter().any(has) {
            return meant;
        }
        let mut verbatim = 0usize;
        tokens::for_each(page, &mut |token, range| match token {
            HtmlToken::Start { name, closed, .. } if NO_PROSE.contains(&name) => verbatim += usize::from(!closed),
            HtmlToken::End { name } if NO_PROSE.contains(&name) => verbatim = verbatim.saturating_sub(1),
            HtmlToken::Text(_) if verbatim == 0 => {
                let written = page.cut(range);
                meant.double |= written.contains(['"', '“', '”', '„', '«', '»']);
                meant.single |= written.contains(['\'', '‘', '’']);
            }
            _ => {}
        });
        meant
    }

    /// Whether a character reference in this context is literal.
    fn is(self, sign: char, before: Option<char>, after: Option<char>) -> bool {
        let in_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        match sign {
            '"' => self.double,
            '\'' => self.single && (self.in_words || !in_word),
            _ => matters(sign, before, after),
        }
    }
}

impl MarkupBuilder<'_> {
    /// Adds text with markup `markup`; literal references become stand-ins.
    pub(crate) fn text_of(&mut self, text: &str, markup: &str, meant: LiteralEscapes, span: Span) {
        let text = &*literal::disarm(text);
        if memchr::memchr(b'&', markup.as_bytes()).is_none() || self.is_verbatim() {
            return self.text(text, span);
        }
        let Some(told) = references(markup, text).filter(|told| told.contains(&true)) else {
            return self.text(text, span);
        };
        let next = Cell::new(0);
        let is_meant = |at: std::ops::Range<usize>| {
            let is_reference = told.get(next.replace(next.get() + 1)).copied().unwrap_or(false);
            let (before, after) = (text.cut(..at.start).chars().next_back(), text.cut(at.end..).chars().next());
            is_reference && text.cut(at).chars().next().is_some_and(|sign| meant.is(sign, before, after))
        };
        self.text(&literal::marked(text, &is_meant), span);
    }

    /// Whether text is currently verbatim, or part of a formula or drawing.
    fn is_verbatim(&mut self) -> bool {
        self.is_foreign()
            || matches!(self.tree.top().kind, OpenBlockKind::Pre(_))
            || self.tree.inlines.iter().any(|open| matches!(open.what, OpenInlineKind::Code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_whether_references_are_meant() {
        let meant = |page| (LiteralEscapes::on(page).double, LiteralEscapes::on(page).single);
        assert_eq!(meant("<p title='\"'>&quot;a&quot; it&#39;s</p>"), (false, false));
        assert_eq!(meant("<p>&quot;a&quot; \"b\"</p><code>'</code>"), (true, false));
        assert_eq!(meant("<p>&quot;a&quot; “b”, it’s</p>"), (true, true));
        assert_eq!(meant("<p>\"a\" it's</p>"), (false, false), "there is none");
    }
}
