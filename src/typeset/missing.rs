//! Says which characters no face has a glyph for: once, all together.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, InlineKind, text, walk};
use std::collections::BTreeSet;
use unicode_script::UnicodeScript;

/// The most characters that are named; the others are counted.
const MOST_NAMED: usize = 12;

/// Reports the characters that were set without a glyph, with how often they stand in the document and where first.
pub(super) fn report(missing: &BTreeSet<char>, document: &Document, diagnostics: &mut Diagnostics) {
    let Some(any) = missing.first() else { return };
    let text = text::text(document);
    let named: Vec<String> = missing
        .iter()
        .take(MOST_NAMED)
        .map(|&c| {
            let count = match text.matches(c).count() {
                0 | 1 => String::new(),
                n => format!(", {n} times"),
            };
            let shown = if c.is_control() { String::new() } else { format!("{c} ") };
            format!("{shown}(U+{:04X}, {}{count})", u32::from(c), c.script().full_name())
        })
        .collect();
    let more = match missing.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let mut place = None;
    walk::all_inlines(document, &mut |inline| {
        if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind
            && place.is_none()
            && text.contains(|c| missing.contains(&c))
        {
            place = inline.span;
        }
    });
    let message = format!("no font has a glyph for {}{more}", named.join(", "));
    let help = format!(
        "install a font with letters of this script ({}), such as one of the Noto family",
        any.script().full_name()
    );
    diagnostics.push(Diagnostic::new(&codes::GLYPH_MISSING, place, message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline};
    use crate::source::Span;

    #[test]
    fn all_are_named_at_once_with_the_first_place() {
        let words =
            vec![Inline::text("one", Some(Span::new(0, 3))), Inline::text("漢 and 漢字", Some(Span::new(3, 9)))];
        let blocks = vec![Block::paragraph(words, None)];
        let document = Document { blocks, ..Document::default() };
        let mut diagnostics = Diagnostics::new();
        report(&['漢', '字'].into(), &document, &mut diagnostics);
        let list = diagnostics.into_vec();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].message, "no font has a glyph for 字 (U+5B57, Han), 漢 (U+6F22, Han, 2 times)");
        assert_eq!(list[0].span, Some(Span::new(3, 9)));
    }
}
