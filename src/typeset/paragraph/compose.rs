//! Chosen breaks → lines: font expansion, justification, bidi reordering.

use super::cost::{GAP, SHRINK};
use super::pieces::{MarkGlyph, PieceKind, Pieces, Voice};
use super::places::LineBoundary;
use super::protrude;
use super::segment::{self, Joint};
use super::shape::{ShapedSegment, Shaper};
use crate::fonts::{Choice, Fonts};
use crate::source::Cut as _;
use crate::typeset::model::{
    Alignment, Decoration, Glyph, GlyphRun, Length, Line, LineItem, LineItemKind, SetLines, Shift, Sorts,
    StyledParagraph,
};
use std::sync::Arc;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// A part of a line of one kind.
#[derive(Clone, Copy)]
struct LinePart {
    what: LinePartKind,
    run: u32,
    level: u8,
    /// Bytes of the paragraph's text.
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum LinePartKind {
    /// A segment of the shaper, and the inserted hyphen that is its last glyph, if any. The hyphen is in the divided
    /// word's face, which may differ from the run's.
    Glyphs(u32, Option<char>),
    /// A stretchable space and its weight.
    Space(u8),
    /// A space of fixed width.
    Fixed,
    /// A space discarded at the end of the line.
    Trailing,
    /// An object.
    Object(u32),
}

impl LinePartKind {
    fn is_space(self) -> bool {
        matches!(self, LinePartKind::Space(_) | LinePartKind::Fixed | LinePartKind::Trailing)
    }
}

/// Position and width of a line to be composed.
#[derive(Clone, Copy)]
pub(super) struct LineSlot {
    /// Left edge.
    pub indent: i64,
    /// Measure.
    pub width: i64,
    /// Whether it is not justified: the last line, or one that ends in a forced break.
    pub last: bool,
}

/// Natural widths in a line, in scaled points.
#[derive(Default)]
struct LineWidths {
    /// Of glyphs.
    glyphs: i64,
    /// Of objects and fixed spaces.
    fixed: i64,
    /// Of stretchable spaces.
    spaces: i64,
    /// Weights of the stretchable spaces.
    weights: i64,
    /// Weights of the gaps between ideographs.
    gaps: i64,
}

/// Composes the lines of one paragraph.
pub(super) struct Composer<'a> {
    /// The paragraph.
    pub paragraph: &'a StyledParagraph,
    /// Its pieces.
    pub pieces: &'a Pieces,
    /// The shaper that made their segments.
    pub shaper: &'a mut Shaper,
    /// The faces.
    pub fonts: &'a Fonts,
    /// The composed lines.
    out: SetLines,
    /// Their glyphs and text.
    sorts: Sorts,
    /// Buffer for the parts of a line.
    parts: Vec<LinePart>,
    /// For each item of a line, its first byte in the paragraph.
    starts: Vec<u32>,
    /// One past the last byte of the line.
    end: u32,
}

impl<'a> Composer<'a> {
    /// For a paragraph and its pieces.
    pub(super) fn new(
        paragraph: &'a StyledParagraph,
        pieces: &'a Pieces,
        shaper: &'a mut Shaper,
        fonts: &'a Fonts,
    ) -> Self {
        let sorts = Sorts {
            text: String::with_capacity(paragraph.text.len() + 16),
            glyphs: Vec::with_capacity(paragraph.text.len() + 16),
            ..Sorts::default()
        };
        let (out, parts, starts) = Default::default();
        Composer { paragraph, pieces, shaper, fonts, out, sorts, parts, starts, end: 0 }
    }

    /// The lines.
    pub(super) fn finish(mut self) -> SetLines {
        // Lines number in the ten thousands: spare capacity would add up.
        self.out.lines.shrink_to_fit();
        self.out.items.shrink_to_fit();
        self.sorts.glyphs.shrink_to_fit();
        self.sorts.text.shrink_to_fit();
        SetLines { sorts: Arc::new(self.sorts), ..self.out }
    }

    /// Composes the line between two boundaries.
    pub(super) fn line(&mut self, from: &LineBoundary, to: &LineBoundary, frame: LineSlot) {
        self.collect(from, to);
        self.end = to.end;
        let mut line = Line { hyphenated: to.joint == Some(Joint::Divided), ..Line::default() };
        self.extent(from, &mut line);
        let widths = self.measure();
        let hang = self.hang();
        let natural = widths.glyphs + widths.fixed + widths.spaces - hang.0 - hang.1;
        let style = &self.paragraph.lines;
        let slack = frame.width - natural;
        let justified = style.alignment == Alignment::Justify;
        let mut stretch = 0;
        if justified && (!frame.last || slack < 0) {
            let limit = i64::from(self.pieces.expansion(style));
            // Protrusion is left as it is for unexpanded glyphs: the difference is invisible. Without spaces to take
            // the remainder, a shrunk line is rounded down so that it does not exceed the measure.
            stretch = match widths.glyphs {
                ..=0 => 0,
                width if widths.weights == 0 => (slack * 1000).div_euclid(width).clamp(-limit, limit),
                width => (slack * 1000 / width).clamp(-limit, limit),
            };
        }
        let first_item = self.out.items.len() as u32;
        let first_glyph = self.sorts.glyphs.len();
        self.emit(1000 + stretch);
        // The rest is distributed over the word spaces, exact to a scaled point.
        let have: i64 = self.out.items[first_item as usize..].iter().map(|i| i.width.0).sum();
        let lack = frame.width + hang.0 + hang.1 - have;
        // Gaps between ideographs may stretch but not shrink.
        let weights = if lack < 0 { widths.weights } else { widths.weights + widths.gaps };
        let fill = justified && weights > 0 && (!frame.last || lack < 0);
        // The breaker estimated the width of divided, unshaped words; shrinking slightly more is better than an
        // overfull line.
        let shrink_limit = -widths.spaces * (SHRINK + 8) / 100;
        let fill = if fill { lack.max(shrink_limit) } else { 0 };
        if fill != 0 {
            self.fill(fill, weights, first_item as usize, first_glyph);
        }
        let rest = lack - fill;
        line.overfull = rest < -MOST_OVER;
        line.stretched = justified && !frame.last && (fill > widths.spaces * 12 / 10 || rest > MOST_OVER);
        let start = if self.paragraph.right_to_left { Alignment::End } else { Alignment::Start };
        let end = if self.paragraph.right_to_left { Alignment::Start } else { Alignment::End };
        let shift = match style.alignment {
            Alignment::Center => rest / 2,
            a if a == end => rest,
            Alignment::Justify if start == Alignment::End => rest,
            _ => 0,
        };
        let mut x = frame.indent - hang.0 + shift;
        for item in &mut self.out.items[first_item as usize..] {
            item.x = Length(x);
            x += item.width.0;
        }
        if self.pieces.mixed {
            self.read(first_item as usize);
        }
        if let Some(mark) = self.pieces.mark.filter(|_| !frame.last) {
            self.mark(mark, frame);
        }
        line.items = first_item..self.out.items.len() as u32;
        self.out.lines.push(line);
    }

    /// Sorts the items of the line into reading order.
    fn read(&mut self, first_item: usize) {
        let starts = &mut self.starts;
        let mut order: Vec<usize> = (0..starts.len()).collect();
        order.sort_by_key(|&i| starts[i]);
        let items: Vec<LineItem> = order.into_iter().map(|i| self.out.items[first_item + i].clone()).collect();
        self.out.items.truncate(first_item);
        self.out.items.extend(items);
    }

    /// Sets the continuation mark at the end of the measure.
    fn mark(&mut self, mark: MarkGlyph, frame: LineSlot) {
        let run = &self.paragraph.runs[0];
        let (glyph, text) = (self.sorts.glyphs.len() as u32, self.sorts.text.len() as u32);
        self.sorts.text.push(mark.character);
        let length = mark.character.len_utf8() as u8;
        self.sorts.glyphs.push(Glyph { id: mark.glyph, text: length, advance: mark.width as i32, ..Glyph::default() });
        let right_to_left = self.paragraph.right_to_left;
        let x = if right_to_left { frame.indent } else { frame.indent + frame.width - mark.width };
        self.out.items.push(LineItem {
            x: Length(x),
            raise: Length::ZERO,
            width: Length(mark.width),
            kind: LineItemKind::Glyphs(GlyphRun {
                face: self.fonts.face_for(run.font).face,
                size: run.size,
                stretch: 1000,
                slanted: false,
                color: run.color,
                sorts: 0,
                glyphs: glyph..glyph + 1,
                text: text..self.sorts.text.len() as u32,
                right_to_left: false,
            }),
            node: None,
            link: None,
            decoration: Decoration::default(),
            anchor: None,
        });
    }

    /// Collects the parts of the line in logical order.
    fn collect(&mut self, from: &LineBoundary, to: &LineBoundary) {
        self.parts.clear();
        let list = &self.pieces.list;
        let keep = self.paragraph.lines.keep_spaces;
        let mut index = from.piece as usize;
        while let Some(piece) = list.get(index).filter(|p| p.start < to.start.max(to.end)) {
            let (start, end) = (piece.start.max(from.start), piece.end.min(to.end));
            let (run, level) = (piece.run, piece.level);
            let mut part = |what, start, end| self.parts.push(LinePart { what, run, level, start, end });
            match piece.kind {
                PieceKind::Glyphs(segment) if start < end => {
                    let divided = to.joint == Some(Joint::Divided) && end == to.end;
                    if start == piece.start && end == piece.end && !divided {
                        part(LinePartKind::Glyphs(segment, None), start, end);
                    } else {
                        let text = self.paragraph.text.cut(start as usize..end as usize);
                        let voice = &self.pieces.voices[run as usize];
                        let hyphen = divided.then(|| self.fonts.face(self.shaper.segment(segment).face).hyphen);
                        let word = match hyphen {
                            Some(hyphen) => {
                                let text = format!("{text}{hyphen}");
                                self.shaper.word(&text, voice.style, level % 2 == 1, self.fonts)
                            }
                            None => self.shaper.word(text, voice.style, level % 2 == 1, self.fonts),
                        };
                        let mut at = start;
                        let segments = word.segments();
                        for s in segments.clone() {
                            let stop = (at + self.shaper.segment(s).text).min(end);
                            part(LinePartKind::Glyphs(s, hyphen.filter(|_| s + 1 == segments.end)), at, stop);
                            at = stop;
                        }
                    }
                }
                PieceKind::Glyphs(_) => {}
                PieceKind::Space { .. } if piece.start >= to.end => {
                    part(LinePartKind::Trailing, piece.start, piece.end)
                }
                PieceKind::Space { .. } if keep => part(LinePartKind::Fixed, piece.start, piece.end),
                PieceKind::Space { weight, .. } => part(LinePartKind::Space(weight), piece.start, piece.end),
                PieceKind::Object(object) => part(LinePartKind::Object(object), piece.start, piece.end),
                // Extracted as a space, so that the words on both sides stay separate.
                PieceKind::End => part(LinePartKind::Trailing, piece.start, piece.end),
            }
            index += 1;
        }
    }

    /// Computes the line's ascent and descent, and collects the notes whose marks are in it.
    fn extent(&self, from: &LineBoundary, line: &mut Line) {
        let mut seen = u32::MAX;
        let mut note = |run: u32, start: u32| {
            let styled = &self.paragraph.runs[run as usize];
            if let Some(note) = styled.note.filter(|_| styled.range.start as u32 == start) {
                line.notes.push(note);
            }
        };
        for part in &self.parts {
            if let LinePartKind::Object(object) = part.what {
                let object = self.paragraph.objects.get(object as usize);
                line.ascent = line.ascent.max(object.map_or(Length::ZERO, |o| o.ascent));
                line.descent = line.descent.max(object.map_or(Length::ZERO, |o| o.descent));
            }
            if part.what != LinePartKind::Trailing {
                note(part.run, part.start);
            }
            if part.run != seen {
                seen = part.run;
                let voice = &self.pieces.voices[part.run as usize];
                line.ascent = line.ascent.max(Length(voice.ascent));
                line.descent = line.descent.max(Length(voice.descent));
            }
        }
        if self.parts.is_empty() {
            let run = self.pieces.list.get(from.piece as usize).map_or(0, |p| p.run);
            if let Some(voice) = self.pieces.voices.get(run as usize) {
                (line.ascent, line.descent) = (Length(voice.ascent), Length(voice.descent));
            }
        }
    }

    /// Measures the parts of the line.
    fn measure(&self) -> LineWidths {
        let LineWidths { mut glyphs, mut fixed, mut spaces, mut weights, mut gaps } = LineWidths::default();
        for part in &self.parts {
            let voice = &self.pieces.voices[part.run as usize];
            match part.what {
                LinePartKind::Glyphs(segment, _) => {
                    let segment = self.shaper.segment(segment);
                    glyphs += segment.width * voice.size / segment.units;
                    if self.pieces.wide {
                        gaps += self.gaps(part).count() as i64 * gap(voice);
                    }
                }
                LinePartKind::Space(weight) => {
                    spaces += voice.space;
                    weights += voice.space * i64::from(weight);
                }
                LinePartKind::Fixed => fixed += voice.space,
                LinePartKind::Trailing => {}
                LinePartKind::Object(object) => {
                    fixed += self.paragraph.objects.get(object as usize).map_or(0, |o| o.width.0);
                }
            }
        }
        LineWidths { glyphs, fixed, spaces, weights, gaps }
    }

    /// Protrusion at the left and at the right.
    fn hang(&self) -> (i64, i64) {
        if !self.paragraph.lines.protrusion {
            return (0, 0);
        }
        let text = &self.paragraph.text;
        let right_to_left = self.paragraph.right_to_left;
        let seen = |p: &&LinePart| p.what != LinePartKind::Trailing;
        // The protruding ends of a run against the paragraph's direction are inside the line.
        let along = |p: &&LinePart| (p.level % 2 == 1) == right_to_left;
        let size = |part: &LinePart| self.pieces.voices[part.run as usize].size;
        let first = self.parts.iter().find(seen).filter(along).and_then(|part| {
            let LinePartKind::Glyphs(segment, _) = part.what else { return None };
            let c = text.cut(part.start as usize..).chars().next()?;
            let segment = self.shaper.segment(segment);
            Some(protrude::amount(self.shaper, segment, c, protrude::start(c), right_to_left, size(part)))
        });
        let last = self.parts.iter().rev().find(seen).filter(along).and_then(|part| {
            let LinePartKind::Glyphs(segment, hyphen) = part.what else { return None };
            let segment = self.shaper.segment(segment);
            let c = hyphen.or_else(|| text.cut(..part.end as usize).chars().next_back())?;
            Some(protrude::amount(self.shaper, segment, c, protrude::end(c), !right_to_left, size(part)))
        });
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
        if right_to_left { (last, first) } else { (first, last) }
    }

    /// Reorders the parts visually and sets them with glyphs scaled to `stretch` thousandths.
    fn emit(&mut self, stretch: i64) {
        if self.pieces.mixed {
            self.reorder();
        }
        let parts = std::mem::take(&mut self.parts);
        self.starts.clear();
        let mut at = 0;
        while at < parts.len() {
            let face = self.face(&parts, at);
            let joins = |i: &usize| {
                let (first, part) = (&parts[at], &parts[*i]);
                first.run == part.run && first.level == part.level && face.is_some() && self.face(&parts, *i) == face
            };
            let end = at + (at..parts.len()).take_while(joins).count().max(1);
            self.item(&parts[at..end], face, stretch);
            self.starts.push(parts[at].start.min(parts[end - 1].start));
            at = end;
        }
        self.parts = parts;
    }

    /// The face that a part of the line, in visual order, is set in; `None` for an object. A space between words of
    /// one face is set in that face, so that they form one glyph run, which text extraction reads as one.
    fn face(&self, parts: &[LinePart], index: usize) -> Option<Choice> {
        let part = &parts[index];
        let of_glyphs = |part: &LinePart| match part.what {
            LinePartKind::Glyphs(segment, _) => {
                let segment = self.shaper.segment(segment);
                Some(Choice { face: segment.face, slanted: segment.slanted })
            }
            _ => None,
        };
        match part.what {
            LinePartKind::Glyphs(..) => return of_glyphs(part),
            LinePartKind::Object(_) => return None,
            LinePartKind::Space(_) | LinePartKind::Fixed | LinePartKind::Trailing => {}
        }
        let own = self.pieces.voices[part.run as usize].choice;
        let beside = |next: Option<&LinePart>| {
            next.filter(|next| next.run == part.run && next.level == part.level).and_then(of_glyphs)
        };
        // Common case: a space behind a word in its run's own face.
        if index.checked_sub(1).and_then(|before| beside(parts.get(before))) == Some(own) {
            return Some(own);
        }
        let before = beside(parts[..index].iter().rev().find(|p| !p.what.is_space()));
        let behind = beside(parts[index + 1..].iter().find(|p| !p.what.is_space()));
        let shared = match (before, behind) {
            (Some(before), Some(behind)) => (before == behind).then_some(before),
            (one, other) => one.or(other),
        };
        Some(shared.filter(|choice| self.fonts.face(choice.face).space != 0).unwrap_or(own))
    }

    fn reorder(&mut self) {
        let levels: Vec<Level> =
            self.parts.iter().map(|p| Level::new(p.level).expect("levels come from the bidi algorithm")).collect();
        // Trailing spaces get the paragraph's level (UAX 9, L1).
        let base = if self.paragraph.right_to_left { Level::rtl() } else { Level::ltr() };
        let mut levels = levels;
        for (level, part) in levels.iter_mut().zip(&mut self.parts).rev() {
            if part.what != LinePartKind::Trailing {
                break;
            }
            *level = base;
            part.level = base.number();
        }
        // At an isolate's boundary is an (omitted) isolate control of the paragraph's level.
        let isolate = |part: &LinePart| self.paragraph.runs[part.run as usize].isolate;
        let (mut apart, mut places) = (Vec::with_capacity(levels.len()), Vec::with_capacity(levels.len()));
        for (i, part) in self.parts.iter().enumerate() {
            if i > 0 && levels[i].min(levels[i - 1]) > base && isolate(part) != isolate(&self.parts[i - 1]) {
                apart.push(base);
                places.push(None);
            }
            apart.push(levels[i]);
            places.push(Some(*part));
        }
        let order = ParagraphBidiInfo::reorder_visual(&apart);
        self.parts = order.into_iter().filter_map(|i| places[i]).collect();
    }

    /// Sets parts of one run and face as one item.
    fn item(&mut self, parts: &[LinePart], face: Option<Choice>, stretch: i64) {
        let first = parts[0];
        let run = &self.paragraph.runs[first.run as usize];
        let voice = &self.pieces.voices[first.run as usize];
        let anchored = parts.iter().any(|p| p.start as usize == run.range.start);
        let mut item = LineItem {
            x: Length::ZERO,
            raise: run.raise,
            width: Length::ZERO,
            kind: LineItemKind::Object(0),
            node: Some(run.node),
            link: run.link,
            decoration: run.decoration,
            anchor: run.anchor.clone().filter(|_| anchored),
        };
        if let LinePartKind::Object(object) = first.what {
            item.kind = LineItemKind::Object(object);
            item.width = self.paragraph.objects.get(object as usize).map_or(Length::ZERO, |o| o.width);
            self.out.items.push(item);
            return;
        }
        let right_to_left = first.level % 2 == 1;
        let start = self.sorts.glyphs.len() as u32;
        let text = self.sorts.text.len() as u32;
        let Choice { face, slanted } = face.unwrap_or(voice.choice);
        let blank = self.fonts.face(face).space;
        let mut width = 0;
        for part in parts {
            match part.what {
                LinePartKind::Glyphs(segment, hyphen) => {
                    let segment = *self.shaper.segment(segment);
                    width += self.set(&segment, voice.size, stretch);
                    if let Some(hyphen) = hyphen {
                        self.soften(&segment, hyphen, right_to_left);
                    }
                }
                LinePartKind::Space(_) | LinePartKind::Fixed => {
                    let (id, length) = (blank, part.end - part.start);
                    let advance = voice.space as i32;
                    self.sorts.glyphs.push(Glyph { id, text: length as u8, advance, ..Glyph::default() });
                    width += voice.space;
                }
                LinePartKind::Trailing => {
                    let (id, length) = (blank, part.end - part.start);
                    // A trailing space has no width; as leftmost glyph, it must not move the others.
                    let advance = if right_to_left { 0 } else { voice.space as i32 };
                    self.sorts.glyphs.push(Glyph { id, text: length as u8, advance, ..Glyph::default() });
                }
                LinePartKind::Object(_) => {}
            }
        }
        let mut add = |part: &LinePart| {
            let source = self.paragraph.text.cut(part.start as usize..part.end as usize);
            self.sorts.text.push_str(if source == "\n" || source == "\t" { " " } else { source });
            if let LinePartKind::Glyphs(_, Some(_)) = part.what {
                self.sorts.text.push('\u{AD}');
            }
        };
        if right_to_left {
            parts.iter().rev().for_each(&mut add);
        } else {
            parts.iter().for_each(&mut add);
        }
        item.width = Length(width);
        item.kind = LineItemKind::Glyphs(GlyphRun {
            face,
            size: run.size,
            stretch: stretch as u16,
            slanted,
            color: run.color,
            sorts: 0,
            glyphs: start..self.sorts.glyphs.len() as u32,
            text: text..self.sorts.text.len() as u32,
            right_to_left,
        });
        self.out.items.push(item);
    }

    /// Sets a segment's glyphs; returns their width.
    fn set(&mut self, segment: &ShapedSegment, size: i64, stretch: i64) -> i64 {
        // Fixed point with 20 fractional bits: exact to a scaled point for any glyph.
        let factor = (size << 20) / segment.units;
        let wide = factor * stretch / 1000;
        let scale = |units: i32, factor: i64| ((i64::from(units) * factor + (1 << 19)) >> 20) as i32;
        let (mut width, mut shifted) = (0, false);
        let first = self.sorts.glyphs.len() as u32;
        let glyphs = self.shaper.glyphs(segment);
        self.sorts.glyphs.extend(glyphs.iter().map(|glyph| {
            let advance = scale(glyph.advance, wide);
            width += i64::from(advance);
            shifted |= glyph.is_shifted();
            Glyph { id: glyph.id, text: glyph.text, advance, shifted: glyph.is_shifted() }
        }));
        if shifted {
            let (right, up) = (|dx: i16| scale(dx.into(), wide), |dy: i16| scale(dy.into(), factor));
            let all = (first..).zip(glyphs).filter(|(_, glyph)| glyph.is_shifted());
            let shifts = all.map(|(index, glyph)| Shift {
                glyph: index,
                right: Length(right(glyph.dx).into()),
                up: Length(up(glyph.dy).into()),
            });
            self.sorts.shifts.extend(shifts);
        }
        width
    }

    /// Changes the text of an inserted hyphen, U+2010 or U+002D, to U+00AD, so that extraction rejoins the word.
    fn soften(&mut self, segment: &ShapedSegment, hyphen: char, right_to_left: bool) {
        let length = hyphen.len_utf8() as u8;
        let count = segment.glyphs.1 - segment.glyphs.0;
        let from = self.sorts.glyphs.len() - count as usize;
        // The logically last glyph: the first one in right-to-left text.
        let mut spelled = self.sorts.glyphs[from..].iter_mut().filter(|g| g.text > 0);
        let last = if right_to_left { spelled.next() } else { spelled.next_back() };
        if let Some(glyph) = last {
            glyph.text = glyph.text - length + '\u{AD}'.len_utf8() as u8;
        }
    }

    /// Distributes `fill` over the line's spaces and, if positive, over the gaps between ideographs, by weight.
    fn fill(&mut self, fill: i64, weights: i64, first_item: usize, first_glyph: usize) {
        let (mut at, mut passed, mut given) = (first_glyph, 0, 0);
        let mut item = first_item;
        let mut grown = Vec::new();
        for part in &self.parts {
            let voice = &self.pieces.voices[part.run as usize];
            grown.clear();
            match part.what {
                LinePartKind::Glyphs(..) if self.pieces.wide && fill > 0 => {
                    grown.extend(self.gaps(part).map(|glyph| (glyph, gap(voice))))
                }
                LinePartKind::Space(weight) => grown.push((0, voice.space * i64::from(weight))),
                _ => {}
            }
            for &(glyph, weight) in &grown {
                passed += weight;
                let due = share(fill, passed, weights);
                self.sorts.glyphs[at + glyph].advance += (due - given) as i32;
                while !holds(&self.out.items[item], (at + glyph) as u32) {
                    item += 1;
                }
                self.out.items[item].width += Length(due - given);
                given = due;
            }
            at += match part.what {
                LinePartKind::Glyphs(segment, _) => {
                    let segment = self.shaper.segment(segment);
                    (segment.glyphs.1 - segment.glyphs.0) as usize
                }
                LinePartKind::Object(_) => 0,
                _ => 1,
            };
        }
    }

    /// Indices of a part's glyphs that are followed by a stretchable gap between ideographs.
    fn gaps(&self, part: &LinePart) -> impl Iterator<Item = usize> {
        let glyphs = match part.what {
            LinePartKind::Glyphs(segment, _) if part.level.is_multiple_of(2) => {
                self.shaper.glyphs(self.shaper.segment(segment))
            }
            _ => &[],
        };
        let mut at = part.start as usize;
        glyphs.iter().enumerate().filter_map(move |(i, glyph)| {
            at += usize::from(glyph.text);
            let gap = glyph.text > 0 && at < self.end as usize && segment::is_gap(&self.paragraph.text, at);
            gap.then_some(i)
        })
    }
}

/// `whole × part ÷ parts`.
pub(super) fn share(whole: i64, part: i64, parts: i64) -> i64 {
    match whole.checked_mul(part) {
        Some(product) => product / parts,
        None => (i128::from(whole) * i128::from(part) / i128::from(parts)) as i64,
    }
}

/// Weight of a gap between ideographs, in the unit of a space's: width times percent.
fn gap(voice: &Voice) -> i64 {
    voice.size * GAP
}

/// A twentieth of a point, an invisible overrun.
const MOST_OVER: i64 = 65536 / 20;

fn holds(item: &LineItem, glyph: u32) -> bool {
    matches!(&item.kind, LineItemKind::Glyphs(run) if run.glyphs.contains(&glyph))
}
