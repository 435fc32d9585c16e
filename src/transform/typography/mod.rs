//! Straight quotation marks, hyphens and dots become what the language prints: quotes, apostrophes, primes, dashes,
//! ellipses, no-break spaces.
//!
//! Each paragraph is looked at as one text, across the borders of emphasis and links; verbatim text, formulas,
//! pictures, note marks and addresses stand in it as one sign (U+FFFC) and are never changed. [`scan`] finds what to
//! change, [`words`](crate::words) knows what a language wants. What the source already sets with typographic signs stays.

mod quotes;
mod range;
mod scan;

use crate::document::{Block, Document, Inline, InlineKind, Link, Target, walk};
use crate::source::Cut as _;
use crate::words::{self, Marks};
use rayon::prelude::*;

/// Object replacement character: stands for an inline that holds no text.
const OBJECT: char = '\u{fffc}';

/// A replacement of a byte range.
#[derive(Clone, Copy, Debug)]
struct Edit {
    start: usize,
    end: usize,
    with: &'static str,
}

/// What holds for the whole document.
#[derive(Clone, Copy, Debug)]
struct Habits {
    /// Whether speeches stand in single quotation marks.
    single_first: bool,
    /// Whether `---` is a dash, so that `--` is a shorter one.
    long_dashes: bool,
}

/// Sets the typography of every text of the document.
pub(super) fn set(document: &mut Document) {
    let Some(language) = document.metadata.language.clone() else { return };
    let habits = habits(document);
    let pass = || Pass { habits, flat: String::new(), edits: Vec::new() };
    let marks = words::marks(language.tag());
    let metadata = &mut document.metadata;
    for text in [&mut metadata.title, &mut metadata.subtitle, &mut metadata.description].into_iter().flatten() {
        pass().text(text, marks);
    }
    document.blocks.par_chunks_mut(TOGETHER).for_each(|blocks| pass().blocks(blocks, marks));
    let notes = document.notes.par_chunks_mut(TOGETHER);
    notes.for_each(|notes| notes.iter_mut().for_each(|note| pass().blocks(&mut note.blocks, marks)));
}

/// Blocks, or notes, per parallel task.
const TOGETHER: usize = 64;

struct Pass {
    habits: Habits,
    /// The paragraph as one text.
    flat: String,
    edits: Vec<Edit>,
}

impl Pass {
    fn blocks(&mut self, blocks: &mut [Block], around: &'static Marks) {
        for block in blocks {
            let own = block.attributes.language.as_ref();
            let marks = own.map_or(around, |language| words::marks(language.tag()));
            walk::for_each_inlines_mut(block, &mut |list| self.line(list, marks));
            walk::for_each_child_mut(block, &mut |children| self.blocks(children, marks));
        }
    }

    fn line(&mut self, list: &mut [Inline], marks: &'static Marks) {
        if let [Inline { kind: InlineKind::Text(text), .. }] = list {
            return self.text(text, marks);
        }
        self.flat.clear();
        flatten(list, &mut self.flat);
        scan::scan(&self.flat, marks, self.habits, &mut self.edits);
        if !self.edits.is_empty() {
            apply(list, &mut Cursor { at: 0, edits: &self.edits });
        }
    }

    fn text(&mut self, text: &mut String, marks: &'static Marks) {
        scan::scan(text, marks, self.habits, &mut self.edits);
        if !self.edits.is_empty() {
            rewrite(text, &mut Cursor { at: 0, edits: &self.edits });
        }
    }
}

/// How the document marks speeches and dashes.
fn habits(document: &Document) -> Habits {
    let (mut single, mut double, mut long_dashes) = (0, 0, false);
    walk::blocks(&document.blocks, &mut |block| {
        walk::for_each_inlines(block, &mut |list| {
            if let Some(Inline { kind: InlineKind::Text(text), .. }) = list.first() {
                single += usize::from(text.starts_with('\''));
                double += usize::from(text.starts_with('"'));
            }
            walk::inlines(list, &mut |inline| {
                if let InlineKind::Text(text) = &inline.kind {
                    let is_long = |at: usize| text.as_bytes()[at..].starts_with(b"---");
                    long_dashes = long_dashes || memchr::memchr_iter(b'-', text.as_bytes()).any(is_long);
                }
            });
        });
    });
    Habits { single_first: single > double, long_dashes }
}

/// Whether the text of a link is its address, which must stay as it is.
fn is_address(link: &Link) -> bool {
    let Target::External(address) = &link.target else { return false };
    let text = crate::document::plain(&link.content);
    !text.contains(' ') && (text.contains("://") || text.contains('@') || address.ends_with(&text))
}

fn flatten(list: &[Inline], flat: &mut String) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) => flat.push_str(text),
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => flatten(content, flat),
            InlineKind::Link(link) if !is_address(link) => flatten(&link.content, flat),
            InlineKind::Abbreviation(short) => flatten(&short.content, flat),
            InlineKind::LineBreak => flat.push('\n'),
            _ => flat.push(OBJECT),
        }
    }
}

/// A byte position in the flattened paragraph, and the edits not yet applied there.
struct Cursor<'a> {
    at: usize,
    edits: &'a [Edit],
}

/// Walks as [`flatten`] does, and changes the texts.
fn apply(list: &mut [Inline], cursor: &mut Cursor<'_>) {
    for inline in list {
        match &mut inline.kind {
            InlineKind::Text(text) => rewrite(text, cursor),
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => apply(content, cursor),
            InlineKind::Link(link) if !is_address(link) => apply(&mut link.content, cursor),
            InlineKind::Abbreviation(short) => apply(&mut short.content, cursor),
            InlineKind::LineBreak => cursor.at += 1,
            _ => cursor.at += OBJECT.len_utf8(),
        }
    }
}

/// Applies the edits to one text. An edit that spans two texts puts its replacement into the first.
fn rewrite(text: &mut String, cursor: &mut Cursor<'_>) {
    let (start, end) = (cursor.at, cursor.at + text.len());
    cursor.at = end;
    while cursor.edits.first().is_some_and(|e| e.end <= start) {
        cursor.edits = &cursor.edits[1..];
    }
    if cursor.edits.first().is_none_or(|e| e.start >= end) {
        return;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = start;
    for edit in cursor.edits.iter().take_while(|e| e.start < end) {
        if edit.start >= start {
            out.push_str(text.cut(done - start..edit.start - start));
            out.push_str(edit.with);
        }
        done = edit.end.min(end);
    }
    out.push_str(text.cut(done - start..));
    *text = out;
}
