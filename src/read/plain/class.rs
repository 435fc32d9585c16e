//! Classes: what a unit is in the article, with the evidence for it. What decides is elsewhere ([`super::classify`]).

use super::evidence::{Evidence, Ground};
use super::scores::class as scores;
use super::unit::{Shape, Unit};
use crate::document::{Metadata, Role};
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

/// What genre a text is of; an article is neither.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Genre {
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
            evidence: unit.why.clone().unwrap_or_else(|| Evidence::new(scores::SHAPE)),
        };
        Classes { list: units.iter().map(shape).collect(), ..Classes::default() }
    }

    /// Puts the furniture back between the classified units, which stood at `places`.
    pub(super) fn spread(mut self, places: &[usize], furniture: &[(usize, &'static str)]) -> Classes {
        let mut list: Vec<Option<Settled>> = vec![None; places.len() + furniture.len()];
        for (&place, settled) in places.iter().zip(self.list) {
            list[place] = Some(settled);
        }
        for &(place, why) in furniture {
            let class = Class::Role(Role::SmallPrint);
            list[place] = Some(Settled { class, evidence: Evidence::of(Ground::new(scores::FURNITURE, why)) });
        }
        self.list = list.into_iter().map(|s| s.expect("every unit is text or furniture")).collect();
        self.ambiguous.iter_mut().for_each(|i| *i = places[*i]);
        self
    }

    /// Settles unit `i` by its role.
    pub(super) fn settle(&mut self, i: usize, role: Role, evidence: Evidence) {
        self.list[i] = Settled { class: Class::Role(role), evidence };
    }

    /// Adds the classes of what surrounds the body: a message's header before it, small print around a book.
    pub(super) fn surround(&mut self, units: &[Unit], head: usize, body: Range<usize>) {
        let small = |_: &Unit| Settled { class: Class::Small, evidence: Evidence::of(scores::OUTSIDE_OF_THE_BOOK) };
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
}
