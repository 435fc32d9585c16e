//! Classes: units → what each of them is in the article. The head and the tail are settled first, then the
//! subheads, with the neighbours taken into account; what no class claims with enough certainty is a paragraph.

use super::arena::Arena;
use super::evidence::Evidence;
use super::notes::Notes;
use super::unit::{Shape, Unit};
use super::{caption, dateline, ending, front, letter, subheads};
use crate::document::{Metadata, Role};
use crate::source::Cut as _;
use std::ops::Range;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// What its shape says.
    Shape,
    /// The title of the document.
    Title,
    /// A subhead, with its level.
    Heading(u8),
    /// A line that goes on with the heading above it.
    HeadingMore,
    /// A paragraph with a role.
    Role(Role),
    /// The lines of a message's header.
    Header,
    /// Entries of a list of contents.
    Contents,
    /// What stands around a book: set small.
    Small,
    /// A note's block, which stands with the notes.
    Note,
}

impl Class {
    /// Its name, as explanations print it.
    pub(super) fn name(self, shape: &Shape) -> &'static str {
        match self {
            Class::Title => "title",
            Class::Heading(_) => "heading",
            Class::HeadingMore => "heading",
            Class::Header => "header",
            Class::Contents => "contents",
            Class::Small => "small print",
            Class::Note => "note",
            Class::Role(role) => match role {
                Role::Subtitle => "subtitle",
                Role::Kicker => "kicker",
                Role::Standfirst => "standfirst",
                Role::Byline => "byline",
                Role::DateLine => "date",
                Role::Caption => "caption",
                Role::Credit => "credit",
                Role::Disclaimer => "disclaimer",
                Role::Correction => "correction",
                Role::Copyright => "copyright",
                Role::Handle => "handle",
                Role::Related => "related",
                Role::EndMark => "end mark",
                Role::SmallPrint => "small print",
                Role::Address => "address",
                Role::Attribution => "attribution",
                _ => "role",
            },
            Class::Shape => match shape {
                Shape::Prose | Shape::Subject | Shape::Running => "paragraph",
                Shape::Lines(true) => "verse",
                Shape::Lines(false) => "lines",
                Shape::Underlined(_) | Shape::Hashes(_) | Shape::Overlined => "heading",
                Shape::Rule => "break",
                Shape::Code(_) => "code",
                Shape::Quote(_) => "quote",
                Shape::List(_) => "list",
                Shape::Table(_) => "table",
                Shape::Attribution => "attribution",
                Shape::Signature => "signature",
                Shape::Summary => "summary",
                Shape::Aside(..) => "aside",
                Shape::Definitions(_) => "definitions",
            },
        }
    }
}

/// A unit's class with its evidence.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// The class.
    pub class: Class,
    /// Why.
    pub evidence: Evidence,
}

/// The classes of all units, and what they say of the document.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// One entry a unit.
    pub list: Vec<Settled>,
    /// What was found.
    pub metadata: Metadata,
    /// Units whose date can't be told apart.
    pub ambiguous: Vec<usize>,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kind {
    /// A book with chapters.
    pub book: bool,
    /// A message: its subject is its title.
    pub message: bool,
}

impl Classes {
    /// Every unit by its shape.
    pub(super) fn shapes(units: &[Unit]) -> Classes {
        let shape = |unit: &Unit| Settled {
            class: if matches!(unit.shape, Shape::Running) { Class::Role(Role::SmallPrint) } else { Class::Shape },
            evidence: unit.why.map_or_else(|| Evidence::new(0.5), |(score, why)| Evidence::of(score, why)),
        };
        Classes { list: units.iter().map(shape).collect(), ..Classes::default() }
    }

    /// The same for the text with the furniture in it; `places` are those of the units that were classified.
    pub(super) fn spread(mut self, places: &[usize], furniture: &[(usize, &'static str)]) -> Classes {
        let mut list: Vec<Option<Settled>> = vec![None; places.len() + furniture.len()];
        for (&place, settled) in places.iter().zip(self.list) {
            list[place] = Some(settled);
        }
        for &(place, why) in furniture {
            let class = Class::Role(Role::SmallPrint);
            list[place] = Some(Settled { class, evidence: Evidence::of(0.8, why) });
        }
        self.list = list.into_iter().map(|s| s.expect("every unit is text or furniture")).collect();
        self.ambiguous.iter_mut().for_each(|i| *i = places[*i]);
        self
    }

    /// Adds what stands around the body: a message's header before it, small print around a book.
    pub(super) fn surround(&mut self, units: &[Unit], head: usize, body: Range<usize>) {
        let small = |_: &Unit| Settled { class: Class::Small, evidence: Evidence::of(0.95, "outside of the book") };
        let mut list = Classes::shapes(&units[..head]).list;
        for (settled, unit) in list.iter_mut().zip(units) {
            settled.class = if matches!(unit.shape, Shape::Subject) { Class::Title } else { Class::Header };
        }
        list.extend(units[head..body.start].iter().map(small));
        list.append(&mut self.list);
        list.extend(units[body.end..].iter().map(small));
        self.list = list;
        self.ambiguous.iter_mut().for_each(|i| *i += body.start);
    }

    /// Takes the blocks of notes out of the text, and the rule above them where nothing else stands behind it.
    pub(super) fn take_notes(&mut self, arena: &Arena<'_>, units: &[Unit], notes: &Notes) {
        for definition in &notes.definitions {
            for unit in definition.units.clone() {
                self.list[unit] = Settled {
                    class: Class::Note,
                    evidence: Evidence::of(0.9, "begins with a mark that stands in the text"),
                };
            }
        }
        let taken = |i: usize| self.list.get(i).is_none_or(|s| s.class == Class::Note);
        let rules: Vec<usize> = (0..units.len())
            .filter(|&i| {
                matches!(units[i].shape, Shape::Rule)
                    && arena.content(units[i].lines.start).starts_with(['_', '-', '—'])
            })
            .filter(|&i| i + 1 < units.len() && (i + 1..units.len()).all(taken))
            .collect();
        for i in rules {
            self.list[i].class = Class::Note;
        }
    }
}

/// The text of a unit's lines joined with spaces; only for short units.
pub(super) fn text_of(arena: &Arena<'_>, unit: &Unit) -> String {
    let mut lines = unit.lines.clone();
    if matches!(unit.shape, Shape::Underlined(_) | Shape::Overlined) {
        lines.end -= 1;
        lines.start += usize::from(matches!(unit.shape, Shape::Overlined));
    }
    let mut out = String::new();
    for k in lines {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(arena.content(k));
    }
    if let Shape::Hashes(n) = unit.shape {
        out = out.cut(n as usize..).trim().trim_end_matches('#').trim_end().to_owned();
    }
    out
}

/// Whether a unit is text that may be a heading or a typed line: prose or kept lines, not long.
pub(super) fn is_short(arena: &Arena<'_>, unit: &Unit) -> bool {
    matches!(unit.shape, Shape::Prose | Shape::Lines(false))
        && unit.lines.len() <= 3
        && unit.lines.clone().map(|k| arena.lines[k].width).sum::<u32>() <= 200
}

/// Settles every unit's class.
///
/// `contents` are the units of the lists of contents.
pub(super) fn classify(
    arena: &Arena<'_>,
    units: &[Unit],
    contents: &[Range<usize>],
    kind: Kind,
    metadata: Metadata,
) -> Classes {
    let book = kind.book;
    let mut classes = Classes { metadata, ..Classes::shapes(units) };
    for i in contents.iter().cloned().flatten() {
        classes.list[i] = Settled { class: Class::Contents, evidence: Evidence::of(0.8, "an entry of the contents") };
    }
    caption::settle(arena, units, &mut classes);
    let body = if kind.message { 0 } else { front::front(arena, units, book, &mut classes) };
    ending::tails(arena, units, body, &mut classes);
    ending::related(arena, units, &mut classes);
    if !book {
        ending::authors(arena, units, body, &mut classes);
    }
    // Captions and credits may stand above the text.
    let text = |i: &usize| matches!(units[*i].shape, Shape::Prose) && classes.list[*i].class == Class::Shape;
    for body in (body..units.len().min(body + 4)).filter(text).take(if book { 0 } else { 2 }).collect::<Vec<_>>() {
        let (start, end) = arena.extent(&units[body].lines);
        let head =
            arena.text.cut(start as usize..end as usize).head(300).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(line) =
            dateline::parse(&head).filter(|_| classes.metadata.agency.is_none() || classes.metadata.place.is_none())
        {
            let place = line.place.clone();
            classes.list[body].evidence.add(0.3, format!("begins with the dateline “{place}”"));
            classes.metadata.place = Some(line.place);
            classes.metadata.agency = line.agency.or(classes.metadata.agency.take());
            classes.metadata.issued = classes.metadata.issued.or(line.issued);
        }
    }
    subheads::headings(arena, units, body, kind, &mut classes);
    letter::addresses(arena, units, &mut classes);
    classes
}
