//! What a text defines for all of its lines: short forms (`*[HTML]: …`, PHP Markdown Extra) and the numbers of examples (`(@label)`).

use super::found::{Found, Short};
use crate::document::{Abbreviation, Inline, InlineKind};
use crate::source::{Cut as _, Source};
use std::collections::HashMap;

/// The short forms and examples of a text, to be looked up.
pub(super) struct Defined<'a> {
    /// Short forms by the word that they begin with, the longest first.
    forms: HashMap<&'a str, Vec<&'a Short>>,
    examples: HashMap<&'a str, u64>,
}

impl<'a> Defined<'a> {
    pub(super) fn new(found: &'a Found) -> Self {
        let mut forms: HashMap<&str, Vec<&Short>> = HashMap::new();
        for short in &found.shorts {
            forms.entry(word(&short.form)).or_default().push(short);
        }
        forms.values_mut().for_each(|list| list.sort_by_key(|short| std::cmp::Reverse(short.form.len())));
        Defined { forms, examples: found.examples.iter().map(|(label, number)| (label.as_str(), *number)).collect() }
    }

    /// `(@label)` is the number of the example with this label.
    pub(super) fn number_examples(&self, line: &mut [Inline]) {
        if self.examples.is_empty() {
            return;
        }
        for inline in line {
            let InlineKind::Text(text) = &mut inline.kind else { continue };
            let mut parts = text.split("(@");
            let mut out = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                match part.split_once(')').and_then(|(label, rest)| Some((self.examples.get(label)?, rest))) {
                    Some((number, rest)) => out.push_str(&format!("({number}){rest}")),
                    None => out.push_str(&format!("(@{part}")),
                }
            }
            *text = out;
        }
    }

    /// Marks the short forms in a line.
    pub(super) fn mark_forms(&self, source: &Source, line: &mut Vec<Inline>) {
        if self.forms.is_empty() {
            return;
        }
        let mut out = Vec::with_capacity(line.len());
        for inline in std::mem::take(line) {
            let InlineKind::Text(text) = &inline.kind else {
                out.push(inline);
                continue;
            };
            let places = self.places(text);
            if places.is_empty() {
                out.push(inline);
                continue;
            }
            let origin = source.origin(inline.span, text);
            let mut done = 0;
            let piece = |from: usize, to: usize, out: &mut Vec<Inline>| {
                if to > from {
                    out.push(Inline::text(text.cut(from..to), origin.of(from..to)));
                }
            };
            for (at, short) in places {
                let end = at + short.form.len();
                piece(done, at, &mut out);
                let content = vec![Inline::text(text.cut(at..end), origin.of(at..end))];
                let kind = InlineKind::Abbreviation(Abbreviation { expansion: short.expansion.clone(), content });
                out.push(Inline::new(kind, origin.of(at..end)));
                done = end;
            }
            piece(done, text.len(), &mut out);
        }
        *line = out;
    }

    /// Where short forms stand in a text, as words of their own.
    fn places(&self, text: &str) -> Vec<(usize, &'a Short)> {
        let mut places = Vec::new();
        let (mut done, mut in_word) = (0, false);
        for (at, c) in text.char_indices() {
            let begins = !in_word && at >= done && !c.is_whitespace();
            in_word = c.is_alphanumeric();
            if !begins {
                continue;
            }
            let rest = text.cut(at..);
            let fits = |short: &&&Short| {
                rest.strip_prefix(short.form.as_str()).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
            };
            if let Some(short) = self.forms.get(word(rest)).and_then(|list| list.iter().find(fits)) {
                places.push((at, *short));
                done = at + short.form.len();
            }
        }
        places
    }
}

/// The word that a text begins with; none: its first sign.
pub(super) fn word(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    match length {
        0 => text.cut(..text.chars().next().map_or(0, char::len_utf8)),
        length => text.cut(..length),
    }
}
