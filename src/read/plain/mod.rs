//! Reads plain text: articles, books, e-mail, verse.
//!
//! Nobody marked up such a text, but its author meant a title to be a title. The way there is
//! lines → units → classes → blocks, and never one regular expression:
//!
//! - [`line`]: lines with their indentation and width; [`arena`]: all of them, and how wide the text was wrapped.
//! - [`segment`] cuts them into [`mod@unit`]s by their shape: quotations, lists ([`list`]), tables ([`table`]), code,
//!   rules; [`regime`] cuts the runs of text that are left, and [`wrap`] says how they were broken into lines.
//!   What stands in a quotation, an item or a definition is cut by the same code, so these call each other; no other
//!   files do.
//! - [`classify`] says what each unit is in the article (its [`class`]), with the neighbours taken into account: the
//!   head ([`title`], [`below`], [`front`]), the tail ([`ending`], [`tail`]), letters ([`letter`]), subheads
//!   ([`candidate`], [`subheads`], [`heading`]). Facts are gathered first, then lists of rules weigh them
//!   ([`evidence`]); all weights stand in [`scores`].
//! - [`notes`] finds the blocks that answer a mark in the text, [`email`] and [`gutenberg`] what stands around a
//!   message or a book.
//! - [`set`] reads what our own writer of plain text has set: there every form is known.
//! - [`emit`] makes blocks, [`inline`] their text, with the words put together that [`hyphen`] tells.
//!
//! The safety rule: **no word is lost or reordered**; a low score falls back to a paragraph. [`explain`] prints
//! why a text was read as it was.

mod arena;
mod below;
mod byline;
mod calendar;
mod candidate;
mod caption;
mod class;
mod classify;
mod code;
mod contents;
mod dateline;
pub(crate) mod dates;
mod email;
mod emit;
mod ending;
mod evidence;
mod features;
mod front;
mod furniture;
mod gutenberg;
mod head;
mod heading;
mod hyphen;
mod inline;
mod label;
mod letter;
mod limits;
mod line;
mod list;
mod notes;
mod order;
mod regime;
mod remember;
mod rules;
mod running;
mod scores;
mod segment;
mod set;
mod subheads;
mod table;
mod tail;
mod title;
mod unit;
mod verbatim;
mod verse;
mod wrap;

pub use crate::read::Explanation;

use super::decode::{self, declared};
use super::{ReadContext, ReadInput, Reader};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, Metadata};
use crate::options::{InputStyle, ReadOptions};
use crate::source::{Input, Source};
use arena::Arena;
use class::{Class, Classes, Genre};
use evidence::Evidence;
use inline::Inlines;
use notes::Notes;
use unit::{Enclosure, Shape, Unit, Verbatim};

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

    fn media_types(&self) -> &'static [&'static str] {
        &["text/plain"]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
        let source = decode::text(input, declared::in_comment(&input.bytes), context);
        let document = read(&source, context.options, context.diagnostics);
        ReadInput { source, document }
    }
}

fn read(source: &Source, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
    options.cancel.check();
    let arena = Arena::new(source.text());
    if Reading::infers(options) && set::recognize(&arena).is_some() {
        return set::document(source, &arena);
    }
    let reading = Reading::of(arena, options);
    reading.report(source, diagnostics);
    reading.document(source, options)
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
    let arena = Arena::new(source.text());
    match set::recognize(&arena).filter(|_| Reading::infers(options)) {
        Some(evidence) => set::explain(source, &arena, &evidence),
        None => Reading::of(arena, options).explanations(),
    }
}

/// A text that was read: its lines, units and classes.
struct Reading<'t> {
    arena: Arena<'t>,
    units: Vec<Unit>,
    classes: Classes,
    notes: Notes,
}

impl<'t> Reading<'t> {
    /// Whether the kind of text is to be found out.
    fn infers(options: &ReadOptions) -> bool {
        !options.no_infer && options.style == InputStyle::Auto
    }

    fn of(arena: Arena<'t>, options: &ReadOptions) -> Self {
        let mut arena = arena;
        if options.no_infer || options.style == InputStyle::Plain {
            return Reading::bare(arena, options);
        }
        if options.style == InputStyle::Auto
            && let Some(why) = verbatim::whole(&arena)
        {
            return Reading::verbatim(arena, Some(Evidence::of(why)));
        }
        let style = options.style;
        let mut units = Vec::new();
        let mut metadata = Metadata::default();
        let view = Reading::header(&mut arena, style, &mut units, &mut metadata);
        let head = units.len();
        let around = Enclosure { first: head == 0, verse: style == InputStyle::Verse, ..Enclosure::default() };
        units.extend(segment::segment(&mut arena, view, around));
        options.cancel.check();
        let known = gutenberg::book(&arena, &units);
        let book_known = known.is_some();
        let body = known.unwrap_or(head..units.len());
        gutenberg::remember(&arena, &units[head..body.start], &mut metadata);
        verse::spread(&arena, &mut units[body.clone()]);
        let contents = contents::find(&arena, &mut units[body.clone()]);
        let inside = &units[body.clone()];
        let book = style == InputStyle::Book || style == InputStyle::Auto && (book_known || is_book(&arena, inside));
        let genre = Genre { book, message: head > 0 || style == InputStyle::Email };
        let mut classes = Reading::classes(&arena, inside, contents, genre, metadata);
        options.cancel.check();
        classes.surround(&units, head, body);
        let notes = Notes::of(&arena, &units, &classes);
        notes.take_out(&arena, &units, &mut classes);
        let shaped = classes.list.iter().map(|settled| settled.class == Class::Shape);
        units
            .iter_mut()
            .zip(shaped)
            .filter(|(_, shaped)| *shaped)
            .for_each(|(unit, _)| list::take_alone(&mut arena, unit));
        Reading { arena, units, classes, notes }
    }

    /// Takes the header of a message, where one stands at the top: it is one block, and its subject is the title. Gives the
    /// lines behind it.
    fn header(
        arena: &mut Arena<'t>,
        style: InputStyle,
        units: &mut Vec<Unit>,
        metadata: &mut Metadata,
    ) -> std::ops::Range<usize> {
        let all = 0..arena.lines.len();
        if !matches!(style, InputStyle::Auto | InputStyle::Email) {
            return all;
        }
        let Some(header) = email::header(arena, style == InputStyle::Email) else { return all };
        email::remember(arena, header.clone(), metadata);
        arena.flowed = email::is_flowed(arena, header.clone());
        email::units(arena, header.clone(), units);
        header.end..all.end
    }

    /// The classes of the units of an article or a book. Furniture is taken out first, so that it does not stand between
    /// the parts of the article.
    fn classes(
        arena: &Arena<'t>,
        inside: &[Unit],
        contents: Vec<std::ops::Range<usize>>,
        genre: Genre,
        metadata: Metadata,
    ) -> Classes {
        let furniture = if genre.book { Vec::new() } else { furniture::find(arena, inside) };
        if furniture.is_empty() {
            return classify::classify(arena, inside, &contents, genre, metadata);
        }
        let mut out = furniture.iter().map(|f| f.0).peekable();
        let kept = |i: &usize| out.next_if_eq(i).is_none();
        let places: Vec<usize> = (0..inside.len()).filter(kept).collect();
        let text: Vec<Unit> = places.iter().map(|&i| inside[i].clone()).collect();
        let place = |i: usize| places.partition_point(|&p| p < i);
        let contents: Vec<_> = contents.iter().map(|c| place(c.start)..place(c.end)).collect();
        classify::classify(arena, &text, &contents, genre, metadata).spread(&places, &furniture)
    }

    /// Nothing inferred: paragraphs, or the whole text verbatim.
    fn bare(mut arena: Arena<'t>, options: &ReadOptions) -> Self {
        if options.style == InputStyle::Plain {
            return Reading::verbatim(arena, None);
        }
        let all = 0..arena.lines.len();
        let units = segment::paragraphs(&mut arena, all);
        let classes = Classes::shapes(&units);
        Reading { arena, units, classes, notes: Notes::default() }
    }

    /// The whole text as it is.
    fn verbatim(arena: Arena<'t>, why: Option<Evidence>) -> Self {
        let first = arena.lines.iter().position(|l| !l.is_blank());
        let last = arena.lines.iter().rposition(|l| !l.is_blank());
        let unit = |(a, b)| Unit { why: why.clone(), ..Unit::new(a..b + 1, Shape::Code(Verbatim::Plain)) };
        let units: Vec<Unit> = first.zip(last).map(unit).into_iter().collect();
        let classes = Classes::shapes(&units);
        Reading { arena, units, classes, notes: Notes::default() }
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

    fn document(self, source: &Source, options: &ReadOptions) -> Document {
        let text = self.arena.text;
        let inlines = Inlines {
            normalize: !text.is_ascii()
                && unicode_normalization::is_nfc_quick(text.chars()) != unicode_normalization::IsNormalized::Yes,
            stars_emphasize: text.contains("**"),
            verbatim: options.no_infer,
            joins: hyphen::joins(&self.arena),
            marks: self.notes.marks.clone(),
        };
        let emitter = emit::Emitter { source, arena: &self.arena, inlines: &inlines, cancel: &options.cancel };
        let blocks = emitter.document(&self.units, &self.classes);
        let notes = emitter.notes(&self.units, &self.notes);
        Document { metadata: self.classes.metadata, blocks, notes, ..Document::default() }
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
        .filter(|u| u.lines.len() <= 2 && arena.lines[u.lines.start].width < limits::book::CHAPTER_WIDTH)
        .filter(|u| heading::chapter(arena.content(u.lines.start)).is_some_and(|c| c.0 <= 1))
        .count();
    chapters >= limits::book::CHAPTERS
        || chapters >= limits::book::CHAPTERS_OF_LONG && units.len() > limits::book::LONG_UNITS
}

#[cfg(test)]
mod tests;
