//! Reads plain text: articles, books, e-mail, verse.
//!
//! Nobody marked up such a text, but its author meant a title to be a title. The way there is
//! lines → units → classes → blocks, and never one regular expression:
//!
//! - [`line`]: lines with their indentation and width; [`arena`]: all of them, and how wide the text was wrapped.
//! - [`segment`] cuts them into [`unit`]s by their shape: quotations, lists ([`list`]), tables ([`table`]), code,
//!   rules; [`regime`] says for what is left how it was broken into lines.
//! - [`classify`] says what each unit is in the article, by scores with reasons ([`evidence`]) and with the
//!   neighbours taken into account: the head ([`front`]), the tail ([`tail`]), subheads ([`heading`]).
//! - [`emit`] makes blocks, [`inline`] their text.
//!
//! The safety rule: **no word is lost or reordered**; a low score falls back to a paragraph. [`explain`] prints
//! why a text was read as it was.

mod arena;
mod byline;
mod classify;
mod code;
mod dateline;
mod dates;
mod emit;
mod evidence;
mod features;
mod front;
mod heading;
mod inline;
mod line;
mod list;
mod regime;
mod rules;
mod segment;
mod table;
mod tail;
mod unit;
mod verse;

pub use evidence::Explanation;

use super::Reader;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Document;
use crate::options::{InputStyle, ReadOptions};
use crate::source::Source;
use arena::Arena;
use classify::Classes;
use segment::Place;
use unit::Unit;

/// Reads plain text: articles, books, e-mail, verse.
pub struct Plain;

impl Reader for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn summary(&self) -> &'static str {
        "plain text: articles, books, e-mail, verse"
    }

    fn read(&self, source: &Source, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
        let reading = Reading::of(source, options);
        reading.report(source, diagnostics);
        reading.document(source)
    }
}

/// What each piece of a plain text was taken for, and why, in the order of the source.
///
/// This is what `convert inspect` prints, one [`Explanation`] a line; each is serializable.
///
/// ```
/// use folio::{options::ReadOptions, read::plain::explain, source::Source};
/// let source = Source::new("a.txt", "A Title of Some Words\n\nBy Ann Lee\n\nText that says what it says.\n", 0);
/// let lines = explain(&source, &ReadOptions::default());
/// assert_eq!((lines[0].class, lines[1].class, lines[2].class), ("title", "byline", "paragraph"));
/// assert!(lines[1].to_string().starts_with("3: byline 1.00 (opens with “by”"));
/// ```
pub fn explain(source: &Source, options: &ReadOptions) -> Vec<Explanation> {
    Reading::of(source, options).explanations()
}

/// A text that was read: its lines, units and classes.
struct Reading<'t> {
    arena: Arena<'t>,
    units: Vec<Unit>,
    classes: Classes,
}

impl<'t> Reading<'t> {
    fn of(source: &'t Source, options: &ReadOptions) -> Self {
        let mut arena = Arena::new(source.text());
        let view = 0..arena.lines.len();
        let place = Place { first: true, verse: options.style == InputStyle::Verse, ..Place::default() };
        let units = segment::segment(&mut arena, view, place);
        let book = options.style == InputStyle::Book || options.style == InputStyle::Auto && is_book(&arena, &units);
        let classes = classify::classify(&arena, &units, book);
        Reading { arena, units, classes }
    }

    fn report(&self, source: &Source, diagnostics: &mut Diagnostics) {
        for &unit in &self.classes.ambiguous {
            let (start, end) = self.arena.extent(&self.units[unit].lines);
            let span = source.span(start as usize..end as usize);
            diagnostics.push(
                Diagnostic::new(&codes::DATE_AMBIGUOUS, span, "day and month of the date can't be told apart")
                    .help("write it as YYYY-MM-DD"),
            );
        }
    }

    fn document(self, source: &Source) -> Document {
        let text = self.arena.text;
        let inlines = inline::Inlines {
            normalize: !text.is_ascii()
                && unicode_normalization::is_nfc_quick(text.chars()) != unicode_normalization::IsNormalized::Yes,
            stars_emphasize: text.contains("**"),
            ..inline::Inlines::default()
        };
        let emitter = emit::Emitter { source, arena: &self.arena, inlines: &inlines };
        let blocks = emitter.document(&self.units, &self.classes);
        Document { metadata: self.classes.metadata, blocks, ..Document::default() }
    }

    fn explanations(&self) -> Vec<Explanation> {
        self.units
            .iter()
            .zip(&self.classes.list)
            .map(|(unit, settled)| {
                let lines = &self.arena.lines[unit.lines.clone()];
                Explanation {
                    line: lines.first().map_or(0, |l| l.number),
                    end_line: lines.last().map_or(0, |l| l.number),
                    class: settled.class.name(&unit.shape),
                    score: settled.evidence.score(),
                    reasons: settled.evidence.reasons().map(str::to_owned).collect(),
                }
            })
            .collect()
    }
}

/// Whether a text is a book: it has chapters.
fn is_book(arena: &Arena<'_>, units: &[Unit]) -> bool {
    let chapters = units
        .iter()
        .filter(|u| u.lines.len() <= 2 && arena.lines[u.lines.start].width < 100)
        .filter(|u| heading::chapter(arena.content(u.lines.start)).is_some_and(|c| c.0 <= 1))
        .count();
    chapters >= 3 || chapters >= 2 && units.len() > 60
}
