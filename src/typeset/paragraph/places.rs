//! Pieces → break opportunities with prefix sums, for [`super::knuth_plass`].

use super::compose::share;
use super::cost::{GAP, SHRINK, STRETCH, penalty};
use super::knuth_plass::{Break, Sums};
use super::pieces::{Piece, PieceKind, Pieces};
use super::protrude;
use super::segment::{self, Inner, Joint};
use super::shape::Shaper;
use crate::source::Cut as _;
use crate::typeset::model::StyledParagraph;
use std::ops::Range;

/// Text positions of a [`Break`]: end of one line and start of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineBoundary {
    /// One past the last byte of the line, without discarded spaces.
    pub end: u32,
    /// The piece in which the next line begins.
    pub piece: u32,
    /// The first byte of the next line.
    pub start: u32,
    /// The kind of joint, if the break is inside a word.
    pub joint: Option<Joint>,
}

/// The break opportunities of a paragraph.
#[derive(Default)]
pub(super) struct BreakPlaces {
    /// For the breaker.
    pub breaks: Vec<Break>,
    /// For the composer.
    pub spots: Vec<LineBoundary>,
    /// Protrusion at the paragraph's start.
    pub head: i64,
}

impl BreakPlaces {
    /// Finds the break opportunities. `inner`: those inside words; `cuts`: words wider than this may be cut between
    /// any two clusters; `mark`: width of the continuation mark.
    pub(super) fn find(
        &mut self,
        paragraph: &StyledParagraph,
        pieces: &Pieces,
        inner: &[Inner],
        shaper: &Shaper,
        cuts: Option<i64>,
        mark: i64,
    ) {
        self.breaks.clear();
        self.spots.clear();
        let mut walk = BreakFinder {
            text: &paragraph.text,
            pieces,
            shaper,
            hang: paragraph.lines.protrusion,
            right_to_left: paragraph.right_to_left,
            keep: paragraph.lines.keep_spaces,
            inner,
            cuts,
            mark,
            sums: Sums::default(),
            spread: 0,
            stretch: UnbreakableSpan::default(),
            joined: false,
            tied: UnbreakableSpan::default(),
        };
        self.head = walk.head(0, 0);
        let mut joints = inner.iter().copied().peekable();
        for (i, piece) in pieces.list.iter().enumerate() {
            match piece.kind {
                PieceKind::Glyphs(segment) => {
                    walk.glyphs(i, piece, segment, &mut joints, self);
                }
                PieceKind::Space { breaks, weight } => walk.space(i, piece, breaks, weight, self),
                PieceKind::Object(_) => {
                    let known = self.spots.len();
                    while let Some(place) = joints.next_if(|p| p.at < piece.end) {
                        if place.at == piece.start && place.at > 0 {
                            walk.joint(i, piece, place, walk.sums, 0, self);
                        }
                    }
                    if walk.is_in_long_stretch(i) && walk.joined && self.spots.len() == known {
                        let place = Inner { at: piece.start, joint: Joint::Cut, penalty: penalty::TIE };
                        walk.joint(i, piece, place, walk.sums, 0, self);
                    }
                    walk.sums.width += piece.width;
                }
                PieceKind::End => walk.end(i, piece.start, i as u32 + 1, piece.end, self),
            }
        }
        // The end of the paragraph is a break, unless the text ends in a forced one.
        if !matches!(pieces.list.last(), None | Some(Piece { kind: PieceKind::End, .. })) {
            let (length, end) = (pieces.list.len(), paragraph.text.len() as u32);
            walk.end(length, end, length as u32, end, self);
        }
    }
}

struct BreakFinder<'a> {
    text: &'a str,
    pieces: &'a Pieces,
    shaper: &'a Shaper,
    hang: bool,
    right_to_left: bool,
    keep: bool,
    /// The break opportunities inside words, in order.
    inner: &'a [Inner],
    cuts: Option<i64>,
    mark: i64,
    sums: Sums,
    /// Up to which byte the gaps between ideographs are counted.
    spread: u32,
    stretch: UnbreakableSpan,
    /// Whether an unbreakable span wider than a line joins the piece to the one before.
    joined: bool,
    tied: UnbreakableSpan,
}

/// Pieces without a break between them: a word in several scripts, faces or styles, or beside objects, measured from
/// the last break in the first piece to the first one after it or the word's end; or words tied by no-break spaces.
#[derive(Default)]
struct UnbreakableSpan {
    pieces: Range<usize>,
    width: i64,
    /// Whether it ends at a break within the next piece.
    ends_within: bool,
}

impl BreakFinder<'_> {
    /// Whether a piece is part of an unbreakable span wider than a line, or such a span ends in it.
    fn is_in_long_stretch(&mut self, index: usize) -> bool {
        let Some(limit) = self.cuts else { return false };
        self.joined = self.stretch.ends_within && self.stretch.pieces.end == index && self.stretch.width > limit;
        let long = self.stretch(index).width > limit;
        self.joined |= long && index > self.stretch.pieces.start;
        self.joined || long
    }

    /// The unbreakable span of a glyph piece or object.
    fn stretch(&mut self, index: usize) -> &UnbreakableSpan {
        if !self.stretch.pieces.contains(&index) {
            let (mut end, mut width, mut ends_within) = (index + 1, 0, false);
            if let Some(first) = self.pieces.list.get(index) {
                width = first.width - self.joints(first).map_or(0, |(_, last)| self.width_to(first, last));
            }
            let is_part = |piece: &&Piece| matches!(piece.kind, PieceKind::Glyphs(_) | PieceKind::Object(_));
            while let Some(piece) = self.pieces.list.get(end).filter(is_part) {
                if let Some((first, _)) = self.joints(piece) {
                    width += self.width_to(piece, first);
                    ends_within = true;
                    break;
                }
                width += piece.width;
                end += 1;
            }
            self.stretch = UnbreakableSpan { pieces: index..end, width, ends_within };
        }
        &self.stretch
    }

    /// Whether the words tied by a no-break space are together wider than a line.
    fn is_tied_too_long(&mut self, space: usize) -> bool {
        let Some(limit) = self.cuts else { return false };
        if !self.tied.pieces.contains(&space) {
            let list = &self.pieces.list;
            let ends = |piece: &Piece| matches!(piece.kind, PieceKind::Space { breaks: true, .. } | PieceKind::End);
            let start = list[..space].iter().rposition(ends).map_or(0, |at| at + 1);
            let end = list[space..].iter().position(ends).map_or(list.len(), |at| space + at);
            let width = list[start..end].iter().map(|piece| piece.width).sum();
            self.tied = UnbreakableSpan { pieces: start..end, width, ends_within: false };
        }
        self.tied.width > limit
    }

    /// The first and last break opportunity at the start of a piece or in it.
    fn joints(&self, piece: &Piece) -> Option<(u32, u32)> {
        let from = self.inner.partition_point(|place| place.at < piece.start.max(1));
        let to = self.inner.partition_point(|place| place.at < piece.end);
        Some((self.inner.get(from..to)?.first()?.at, self.inner[to - 1].at))
    }

    /// Width of a glyph piece up to a byte of the text.
    fn width_to(&self, piece: &Piece, at: u32) -> i64 {
        let PieceKind::Glyphs(segment) = piece.kind else { return 0 };
        let mut prefix = self.shaper.prefix(segment, piece.level % 2 == 1);
        share(piece.width, prefix.to(at - piece.start), self.shaper.segment(segment).width.max(1))
    }

    /// Protrusion at the end of a line that ends before byte `at`, in or behind piece `piece`.
    fn tail(&self, at: u32, piece: usize) -> i64 {
        if !self.hang {
            return 0;
        }
        let last = self.text.cut(..at as usize).chars().next_back();
        last.map_or(0, |c| self.hanging(c, piece, protrude::end(c), true))
    }

    /// Protrusion at the start of a line that begins at byte `at` of piece `piece`.
    fn head(&self, at: u32, piece: usize) -> i64 {
        if !self.hang {
            return 0;
        }
        let first = self.text.cut(at as usize..).chars().next();
        first.map_or(0, |c| self.hanging(c, piece, protrude::start(c), false))
    }

    #[inline]
    fn hanging(&self, c: char, piece: usize, share: i64, end: bool) -> i64 {
        if share == 0 {
            return 0;
        }
        let Some(piece) = self.pieces.list.get(piece) else { return 0 };
        if (piece.level % 2 == 1) != self.right_to_left {
            return 0;
        }
        let PieceKind::Glyphs(segment) = piece.kind else { return 0 };
        let voice = &self.pieces.voices[piece.run as usize];
        protrude::amount(self.shaper, self.shaper.segment(segment), c, share, end != self.right_to_left, voice.size)
    }

    fn push(&self, places: &mut BreakPlaces, mut place: Break, mut spot: LineBoundary) {
        // Every line but the last of a paragraph may need room for the continuation mark.
        if !place.forced {
            place.tail += self.mark;
        }
        spot.start = spot.start.max(spot.end);
        places.breaks.push(place);
        places.spots.push(spot);
    }

    fn glyphs(
        &mut self,
        index: usize,
        piece: &Piece,
        segment: u32,
        inner: &mut std::iter::Peekable<impl Iterator<Item = Inner>>,
        places: &mut BreakPlaces,
    ) {
        let before = self.sums;
        let cut = self.is_in_long_stretch(index) || self.cuts.is_some_and(|limit| piece.width > limit);
        let mut prefix = self.shaper.prefix(segment, piece.level % 2 == 1);
        let whole = self.shaper.segment(segment).width.max(1);
        // The piece's breaks, also one at its very start: the style may change behind a dash.
        while let Some(place) = inner.next_if(|p| p.at < piece.end) {
            // None at the paragraph's start, and none that was in the space before this piece.
            if place.at < piece.start || place.at == 0 {
                continue;
            }
            let width = share(piece.width, prefix.to(place.at - piece.start), whole);
            self.spread(piece, place.at);
            self.joint(index, piece, place, Sums { stretch: self.sums.stretch, ..before }, width, places);
        }
        self.spread(piece, piece.end);
        if cut {
            self.cut(index, piece, segment, before, places);
        }
        self.sums.width = before.width + piece.width;
        self.sums.glyphs = before.glyphs + piece.width;
    }

    /// Adds the stretch of the gaps between ideographs up to a byte of a piece.
    fn spread(&mut self, piece: &Piece, to: u32) {
        if !self.pieces.wide {
            return;
        }
        let gap = self.gap(piece);
        for (at, _) in self.text.cut(self.spread as usize..to as usize).char_indices() {
            if segment::is_gap(self.text, self.spread as usize + at) {
                self.sums.stretch += gap;
            }
        }
        self.spread = to;
    }

    /// Stretch of a gap between two ideographs.
    fn gap(&self, piece: &Piece) -> i64 {
        self.pieces.voices[piece.run as usize].size * GAP * STRETCH / 10_000
    }

    fn joint(&self, index: usize, piece: &Piece, place: Inner, before: Sums, width: i64, places: &mut BreakPlaces) {
        let sums = Sums { width: before.width + width, glyphs: before.glyphs + width, ..before };
        let mut start = sums;
        if self.pieces.wide && segment::is_gap(self.text, place.at as usize) {
            start.stretch += self.gap(piece);
        }
        let voice = &self.pieces.voices[piece.run as usize];
        let hyphen = matches!(place.joint, Joint::Hyphen | Joint::Divided);
        let behind = if place.at == piece.start { index.saturating_sub(1) } else { index };
        let tail = match place.joint {
            Joint::Divided if self.hang => voice.hyphen - voice.hyphen * protrude::end('-') / 1000,
            Joint::Divided => voice.hyphen,
            _ => -self.tail(place.at, behind),
        };
        let divided = place.joint == Joint::Divided;
        let desperate = place.joint == Joint::Cut;
        let (penalty, head) = (place.penalty, self.head(place.at, index));
        let place_ = Break { end: sums, start, tail, head, penalty, hyphen, divided, forced: false, desperate };
        let spot = LineBoundary { end: place.at, piece: index as u32, start: place.at, joint: Some(place.joint) };
        self.push(places, place_, spot);
    }

    /// Adds breaks between all clusters of an overlong piece, or of one in an overlong span, and before it.
    fn cut(&self, index: usize, piece: &Piece, segment: u32, before: Sums, places: &mut BreakPlaces) {
        let known = places.breaks.len();
        let mut at = piece.start;
        let backward = piece.level % 2 == 1;
        let mut width = 0;
        let whole = self.shaper.segment(segment).width.max(1);
        let joined = self.joined;
        let beside_object = joined && matches!(self.pieces.list[index - 1].kind, PieceKind::Object(_));
        let glyphs = self.shaper.glyphs(self.shaper.segment(segment));
        let mut step = |glyph: &super::shape::UnitGlyph| {
            if glyph.text > 0 && (joined || at > piece.start) {
                let penalty = if beside_object && at == piece.start { penalty::TIE } else { penalty::CUT };
                let place = Inner { at, joint: Joint::Cut, penalty };
                self.joint(index, piece, place, before, share(piece.width, width, whole), places);
            }
            at += u32::from(glyph.text);
            width += i64::from(glyph.advance);
        };
        if backward {
            glyphs.iter().rev().for_each(&mut step);
        } else {
            glyphs.iter().for_each(&mut step);
        }
        // Breaks are kept in order; those already found in this piece are merged with the new ones.
        let first =
            places.spots[..known].iter().rposition(|s| s.end < piece.start + u32::from(!joined)).map_or(0, |i| i + 1);
        if first < known {
            let mut both: Vec<(LineBoundary, Break)> =
                places.spots.drain(first..).zip(places.breaks.drain(first..)).collect();
            both.sort_by_key(|(spot, place)| (spot.end, place.desperate));
            both.dedup_by_key(|(spot, _)| spot.end);
            for (spot, place) in both {
                places.spots.push(spot);
                places.breaks.push(place);
            }
        }
    }

    fn space(&mut self, index: usize, piece: &Piece, breaks: bool, weight: u8, places: &mut BreakPlaces) {
        let end = self.sums;
        let width = piece.width;
        self.sums.width += width;
        if !self.keep {
            self.sums.stretch += width * i64::from(weight) * STRETCH / 10_000;
            self.sums.shrink += width * SHRINK / 100;
        }
        let desperate = !breaks;
        if index + 1 == self.pieces.list.len() || desperate && !self.is_tied_too_long(index) {
            return;
        }
        // Spaces before the break are discarded.
        let mut first = index;
        let mut end = end;
        while first > 0 && matches!(self.pieces.list[first - 1].kind, PieceKind::Space { .. }) {
            first -= 1;
            let before = &self.pieces.list[first];
            end.width -= before.width;
            if let (PieceKind::Space { weight, .. }, false) = (before.kind, self.keep) {
                end.stretch -= before.width * i64::from(weight) * STRETCH / 10_000;
                end.shrink -= before.width * SHRINK / 100;
            }
        }
        let at = self.pieces.list[first].start;
        // Spaces at the head of a line are kept.
        if first == 0 || self.pieces.list[first - 1].kind == PieceKind::End {
            return;
        }
        let tail = -self.tail(at, first - 1);
        let head = self.head(piece.end, index + 1);
        let penalty = if desperate { penalty::TIE } else { 0 };
        let place = Break { end, start: self.sums, tail, head, penalty, desperate, ..Break::default() };
        self.push(places, place, LineBoundary { end: at, piece: index as u32 + 1, start: piece.end, joint: None });
    }

    /// The end of a line or of the paragraph, before piece `index`.
    fn end(&mut self, index: usize, at: u32, next: u32, start: u32, places: &mut BreakPlaces) {
        // Spaces before the break are discarded.
        let mut end = self.sums;
        let mut last = index;
        let mut at = at;
        while last > 0 && matches!(self.pieces.list[last - 1].kind, PieceKind::Space { .. }) {
            last -= 1;
            end.width -= self.pieces.list[last].width;
            at = self.pieces.list[last].start;
        }
        let tail = if last > 0 { -self.tail(at, last - 1) } else { 0 };
        let head = self.head(start, next as usize);
        let place = Break { end, start: self.sums, tail, head, forced: true, ..Break::default() };
        self.push(places, place, LineBoundary { end: at, piece: next, start, joint: None });
    }
}
