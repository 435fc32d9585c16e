//! Ids: every heading gets one, and all are unique.
//!
//! A heading without an explicit id gets GitHub's, for which links in Markdown are written: lower case, hyphens for
//! spaces, other punctuation removed, `-1`, `-2` … appended to duplicates. Ids are valid XML names (XML 1.0, 2.3,
//! without the colon), so that they can be used in XHTML.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::literal::restored;
use crate::document::{Attributes, Block, BlockKind, Document, InlineKind, plain, walk};
use crate::source::{Cut as _, Source, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum length of an id in bytes: PDF strings are limited (ISO 19005-2, 6.1.13).
const MOST_NAME: usize = 1000;

/// The link targets of a document.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// New id by source (its start in span space) and id in that source.
    local: BTreeMap<(u32, String), String>,
    /// New id by id in any source; the first one wins.
    anywhere: BTreeMap<String, String>,
    /// All ids in use.
    pub(super) all: BTreeSet<String>,
    /// Id of the first block of each source.
    first: BTreeMap<u32, String>,
    /// The last number appended to each id.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// The new id for a source's `id`; falls back to the ids of other sources.
    pub(super) fn find(&self, source: u32, id: &str) -> Option<&str> {
        if let Some(name) = self.local.get(&(source, id.to_owned())) {
            return Some(name);
        }
        let lower = slug(id);
        if let Some(name) = self.local.get(&(source, lower.clone())) {
            return Some(name);
        }
        if id.eq_ignore_ascii_case("top") {
            return self.first.get(&source).map(String::as_str);
        }
        self.anywhere.get(id).or_else(|| self.anywhere.get(&lower)).map(String::as_str)
    }

    /// Records the new id for a source's `local`.
    fn add(&mut self, source: u32, local: &str, name: &str) {
        self.local.insert((source, local.to_owned()), name.to_owned());
        self.anywhere.entry(local.to_owned()).or_insert_with(|| name.to_owned());
    }

    /// The new id for an id of this source only.
    pub(super) fn find_in(&self, source: u32, id: &str) -> Option<&str> {
        let exact = self.local.get(&(source, id.to_owned()));
        exact.or_else(|| self.local.get(&(source, slug(id)))).map(String::as_str)
    }

    /// The id of a source's beginning.
    pub(super) fn beginning(&self, source: u32) -> Option<&str> {
        self.first.get(&source).map(String::as_str)
    }

    /// An unused id based on `wanted`.
    fn unique(&mut self, wanted: &str) -> String {
        let base = valid(wanted).head(MOST_NAME).to_owned();
        if self.all.insert(base.clone()) {
            return base;
        }
        let number = self.numbers.entry(base.clone()).or_default();
        loop {
            *number += 1;
            let name = format!("{base}-{number}");
            if self.all.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Assigns ids to all headings and to all places with an id in the source.
pub(super) fn name(document: &mut Document, sources: &Sources, diagnostics: &mut Diagnostics) -> Names {
    let mut names = Names::default();
    // Explicit ids come first, so that no generated one takes theirs.
    each_attributes(document, &mut |attributes, span| {
        let Some(id) = &mut attributes.id else { return };
        let source = start_of(sources, span);
        let known = names.local.contains_key(&(source, id.clone()));
        let name = names.unique(id);
        if known {
            let message = format!("the id `{id}` is used twice");
            let help = format!("this one is `{name}` now; give it a name of its own");
            diagnostics.push(Diagnostic::new(&codes::ID_REPEATED, span.map(|s| s.at_start()), message).help(help));
        } else {
            names.add(source, id, &name);
        }
        *id = name;
    });
    let mut seen: BTreeMap<(u32, String), usize> = BTreeMap::new();
    let mut last_source = 0;
    let mut on_block = |block: &mut Block| {
        let BlockKind::Heading(heading) = &block.kind else { return };
        let source = block.span.map_or(last_source, |s| start_of(sources, Some(s)));
        last_source = source;
        if block.attributes.id.is_some() {
            return;
        }
        let base = slug(&plain(&heading.content));
        let count = seen.entry((source, base.clone())).or_default();
        let mut local = if *count == 0 { base.clone() } else { format!("{base}-{count}") };
        *count += 1;
        while names.local.contains_key(&(source, local.clone())) {
            local = format!("{base}-{count}");
            *count += 1;
        }
        let name = names.unique(if local.is_empty() { "section" } else { &local });
        names.add(source, &local, &name);
        block.attributes.id = Some(name);
    };
    walk::blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut on_block);
    }
    beginnings(document, sources, &mut names);
    names
}

/// Assigns ids to the first blocks of all sources, if there are several.
fn beginnings(document: &mut Document, sources: &Sources, names: &mut Names) {
    let several = sources.iter().count() > 1;
    for block in &mut document.blocks {
        let Some(span) = block.span else { continue };
        let source = start_of(sources, Some(span));
        if names.first.contains_key(&source) {
            continue;
        }
        let id = match &block.attributes.id {
            Some(id) => id.clone(),
            None if several => {
                let name = sources.of(span).map_or("", Source::name);
                let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).split('.').next().unwrap_or(name);
                let id = names.unique(&slug(stem));
                block.attributes.id = Some(id.clone());
                id
            }
            None => continue,
        };
        names.first.insert(source, id);
    }
}

/// Start of a span's source in span space.
pub(super) fn start_of(sources: &Sources, span: Option<Span>) -> u32 {
    span.and_then(|s| sources.of(s)).map_or(0, Source::start)
}

/// Visits the attributes and spans of every block and text span.
fn each_attributes(document: &mut Document, visit: &mut dyn FnMut(&mut Attributes, Option<Span>)) {
    let mut on_block = |block: &mut Block| {
        visit(&mut block.attributes, block.span);
        walk::for_each_inlines_mut(block, &mut |list| {
            walk::inlines_mut(list, &mut |inline| {
                if let InlineKind::Span(attributes, _) = &mut inline.kind {
                    visit(attributes, inline.span);
                }
            });
        });
    };
    walk::blocks_mut(&mut document.blocks, &mut on_block);
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut on_block);
    }
}

/// GitHub's id for a heading.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in restored(text.trim()).chars() {
        match c {
            ' ' | '-' => out.push('-'),
            '_' => out.push('_'),
            c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => {
                out.extend(c.to_lowercase())
            }
            _ => {}
        }
    }
    out
}

/// The most similar valid name: invalid characters become hyphens, and it begins with a letter or `_`.
fn valid(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 1);
    for c in id.chars() {
        let fine = c.is_alphanumeric()
            || matches!(c, '-' | '_' | '.' | '\u{b7}')
            || unicode_normalization::char::is_combining_mark(c);
        // Letters and digits of Unicode that are no name characters of XML: those of Latin-1 are told here, rarer ones
        // (circled letters) by the writer whose format forbids them.
        out.push(
            if fine
                && !matches!(c, '\u{aa}' | '\u{b2}' | '\u{b3}' | '\u{b5}' | '\u{b9}' | '\u{ba}' | '\u{bc}'..='\u{be}')
            {
                c
            } else {
                '-'
            },
        );
    }
    if !out.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        out.insert(0, '_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_github_makes_them() {
        assert_eq!(slug("Appendix E - Editions"), "appendix-e---editions");
        assert_eq!(slug("What's `new` in C++?"), "whats-new-in-c");
        assert_eq!(slug("Über uns"), "über-uns");
        assert_eq!(valid("1st"), "_1st");
        assert_eq!(valid("a b:c"), "a-b-c");
    }
}
