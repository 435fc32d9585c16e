//! Runs of glyphs as operators that show text (ISO 32000-1, 9.4): strings of codes, moved where a glyph would stand off
//! its place.

use super::{Mark, Writer, components};
use crate::typeset::model::{Glyph, GlyphRun, Length, Point, Sorts, Tag};
use crate::write::pdf::fonts::{Coded, CodedFace};
use crate::write::pdf::spelling::{Clusters, Spelled, spell};
use crate::write::pdf::syntax::{hex, int, length, milli, string_byte, string_code, thousandths};
use std::ops::Range;

/// The slant of a face that has no italic: the tangent of 12°, in thousandths.
const SLANT: i64 = 213;

/// Glyphs are moved when they would stand off their place by at least this many thousandths of the em. At 10 pt it
/// is a fiftieth of a millimetre's third; half of it would double the numbers in the file.
const TOLERANCE: f64 = 1.5;

/// A line of glyphs that is being shown.
struct Show {
    /// Where its origin is.
    origin: Point,
    /// Where the next glyph belongs, from the origin.
    pen: i64,
    /// Where it would come to stand by the widths of the glyphs before it, in scaled points.
    reached: f64,
    /// A thousandth of the em.
    unit: f64,
    /// What a space is widened by, in scaled points.
    word_space: f64,
    array: bool,
    string: bool,
}

impl Show {
    /// Counts a glyph that was shown.
    #[inline]
    fn pass(&mut self, glyph: &Glyph, width: u16, is_word_space: bool) {
        self.reached += f64::from(width) * self.unit;
        if is_word_space {
            self.reached += self.word_space;
        }
        self.pen += i64::from(glyph.advance);
    }
}

/// A run with its glyphs.
#[derive(Clone, Copy)]
struct Set<'a> {
    run: &'a GlyphRun,
    sorts: &'a Sorts,
    glyphs: &'a [Glyph],
}

impl Set<'_> {
    /// How far a glyph is drawn off its place, to the right and up.
    #[inline]
    fn shift(&self, index: usize) -> (Length, Length) {
        match self.glyphs[index].shifted {
            true => self.sorts.shift(self.run, index),
            false => (Length::ZERO, Length::ZERO),
        }
    }
}

/// A thousandth of a run's em, in scaled points, stretched.
fn unit(run: &GlyphRun) -> f64 {
    run.size.0 as f64 * f64::from(run.stretch) / 1e6
}

/// What so many thousandths of a point come to in a run, in scaled points.
fn word_space(thousandths: i64, run: &GlyphRun) -> f64 {
    thousandths as f64 * 65536.0 * f64::from(run.stretch) / 1e6
}

impl Writer<'_> {
    /// Shows a run whose baseline begins at a place.
    pub(super) fn glyphs(&mut self, at: Point, run: &GlyphRun) {
        let fonts = self.fonts;
        let Some(face) = fonts.face(run.face) else { return };
        let sorts = self.page.sorts(run);
        let glyphs = sorts.glyphs(run);
        let set = Set { run, sorts, glyphs };
        if run.right_to_left {
            return self.backwards(at, set, face);
        }
        self.space_words(run, face, glyphs);
        let mut show = self.begin_line(at, run);
        let mut clusters = Clusters::new(sorts, run);
        loop {
            self.letters(&mut show, run, face, &mut clusters);
            let Some((range, text)) = clusters.next() else { break };
            match spell(&face.face, &glyphs[range.clone()], text, run.right_to_left) {
                Spelled::One(spelling) => {
                    self.show(&mut show, set, range.start, face.coded(glyphs[range.start].id, spelling))
                }
                Spelled::Each(spellings) => {
                    for (index, spelling) in range.zip(spellings) {
                        self.show(&mut show, set, index, face.coded(glyphs[index].id, spelling));
                    }
                }
                Spelled::Otherwise => show = self.spelled_out(show, set, face, range, text),
            }
        }
        self.end_line(&mut show);
    }

    /// Shows what most text consists of, letters with their usual codes, as long as it lasts.
    fn letters(&mut self, show: &mut Show, run: &GlyphRun, face: &CodedFace<'_>, clusters: &mut Clusters<'_>) {
        if self.font != Some((face.first, run.size)) || self.rise != Length::ZERO {
            return;
        }
        while let Some((glyph, byte)) = clusters.letter() {
            let plain = face.plain[usize::from(glyph.id)];
            if plain.text != byte || byte == 0 {
                return;
            }
            self.step(show, Length::ZERO);
            self.out.push(plain.code);
            show.pass(glyph, plain.width, u16::from(plain.code) == Coded::WORD_SPACE);
            clusters.pass_letter();
        }
    }

    /// Shows a run from right to left, so that who reads the content in order reads the text in order (ISO 14289-1, 7.2).
    #[cold]
    fn backwards(&mut self, at: Point, set: Set<'_>, face: &CodedFace<'_>) {
        let Set { run, sorts, glyphs } = set;
        let mut pen = 0;
        let mut pens = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            pens.push(Length(pen));
            pen += i64::from(glyph.advance);
        }
        let clusters: Vec<_> = Clusters::new(sorts, run).collect();
        let mut show = self.begin_line(at, run);
        for (range, text) in clusters.into_iter().rev() {
            // A cluster that is spelled out begins a line of its own.
            let reach = |show: &Show, glyph: usize| (at.x + pens[glyph] - show.origin.x).0;
            show.pen = reach(&show, range.start);
            match spell(&face.face, &glyphs[range.clone()], text, true) {
                Spelled::One(spelling) => {
                    self.show(&mut show, set, range.start, face.coded(glyphs[range.start].id, spelling))
                }
                Spelled::Each(spellings) => {
                    for (index, spelling) in range.zip(spellings).rev() {
                        show.pen = reach(&show, index);
                        self.show(&mut show, set, index, face.coded(glyphs[index].id, spelling));
                    }
                }
                Spelled::Otherwise => show = self.spelled_out(show, set, face, range, text),
            }
        }
        self.end_line(&mut show);
    }

    /// Widens the spaces of a line all at once, where most of them are as wide (9.3.3): to move what follows each of them
    /// would take a quarter of a page's content. Others are still moved.
    fn space_words(&mut self, run: &GlyphRun, face: &CodedFace<'_>, glyphs: &[Glyph]) {
        let Some(space) = face.word_space else { return };
        let mut advances: Vec<(i32, u32)> = Vec::new();
        for glyph in glyphs.iter().filter(|glyph| glyph.id == space) {
            match advances.iter_mut().find(|(advance, _)| *advance == glyph.advance) {
                Some((_, times)) => *times += 1,
                None => advances.push((glyph.advance, 1)),
            }
        }
        let most = advances.iter().map(|&(_, times)| times).max().unwrap_or(0);
        let Some(&(advance, _)) = advances.iter().find(|(_, times)| *times == most && most > 1) else { return };
        let unit = unit(run);
        let more = f64::from(advance) - f64::from(face.any(space).width) * unit;
        let wanted = (more * 1e6 / 65536.0 / f64::from(run.stretch)).round() as i64;
        if (word_space(wanted, run) - word_space(self.word_space, run)).abs() >= TOLERANCE * unit {
            self.word_space = wanted;
            self.begin_text();
            milli(&mut self.out, wanted);
            self.out.extend_from_slice(b" Tw\n");
        }
    }

    fn begin_line(&mut self, origin: Point, run: &GlyphRun) -> Show {
        self.begin_text();
        self.color(run.color);
        if self.stretch != run.stretch {
            self.stretch = run.stretch;
            milli(&mut self.out, i64::from(run.stretch) * 100);
            self.out.extend_from_slice(b" Tz\n");
        }
        let (x, y) = self.at(origin);
        if let (Some((from_x, from_y)), false) = (self.line, run.slanted) {
            milli(&mut self.out, x - from_x);
            self.out.push(b' ');
            milli(&mut self.out, y - from_y);
            self.out.extend_from_slice(b" Td\n");
        } else {
            self.out.extend_from_slice(b"1 0 ");
            milli(&mut self.out, if run.slanted { SLANT } else { 0 });
            self.out.extend_from_slice(b" 1 ");
            milli(&mut self.out, x);
            self.out.push(b' ');
            milli(&mut self.out, y);
            self.out.extend_from_slice(b" Tm\n");
        }
        self.line = (!run.slanted).then_some((x, y));
        let word_space = word_space(self.word_space, run);
        Show { origin, pen: 0, reached: 0.0, unit: unit(run), word_space, array: false, string: false }
    }

    fn end_line(&mut self, show: &mut Show) {
        if std::mem::take(&mut show.string) {
            self.out.push(b')');
        }
        if std::mem::take(&mut show.array) {
            self.out.extend_from_slice(b"]TJ\n");
        }
    }

    #[inline]
    fn show(&mut self, show: &mut Show, set: Set<'_>, index: usize, coded: Coded) {
        let (right, up) = set.shift(index);
        if self.font != Some((coded.font, set.run.size)) {
            self.end_line(show);
            self.set_font(coded.font, set.run.size);
        }
        if up != self.rise {
            self.end_line(show);
            self.rise = up;
            length(&mut self.out, self.rise);
            self.out.extend_from_slice(b" Ts\n");
        }
        self.step(show, right);
        match coded.narrow {
            true => string_byte(&mut self.out, coded.code as u8),
            false => string_code(&mut self.out, coded.code),
        }
        show.pass(&set.glyphs[index], coded.width, coded.is_word_space());
    }

    /// Moves to where the next glyph belongs, if it would stand off its place, and has a string open for it.
    #[inline]
    fn step(&mut self, show: &mut Show, right: Length) {
        let off = (show.pen + right.0) as f64 - show.reached;
        if !show.array {
            self.out.push(b'[');
            show.array = true;
        }
        if off.abs() >= TOLERANCE * show.unit {
            if std::mem::take(&mut show.string) {
                self.out.push(b')');
            }
            let units = (off / show.unit).round();
            int(&mut self.out, -(units as i64));
            show.reached += units * show.unit;
        }
        if !std::mem::replace(&mut show.string, true) {
            self.out.push(b'(');
        }
    }

    fn set_font(&mut self, font: u16, size: Length) {
        self.font = Some((font, size));
        self.content.fonts.insert(font);
        self.out.extend_from_slice(b"/F");
        int(&mut self.out, i64::from(font));
        self.out.push(b' ');
        length(&mut self.out, size);
        self.out.extend_from_slice(b" Tf\n");
    }

    /// Shows a cluster that no font's table spells: a marked-content sequence of its own, **beside** that of the
    /// text around it, says its text (14.9.4). (Within it, poppler would lose what follows.)
    fn spelled_out(
        &mut self,
        mut show: Show,
        set: Set<'_>,
        face: &CodedFace<'_>,
        range: Range<usize>,
        text: &[u8],
    ) -> Show {
        let run = set.run;
        let open = self.open;
        self.end_line(&mut show);
        let start = Point { x: show.origin.x + Length(show.pen), y: show.origin.y };
        if let Some(Mark::Node(node)) = open {
            self.close();
            self.out.extend_from_slice(b"/Span<</MCID ");
            int(&mut self.out, self.content.marks.len() as i64);
            self.out.extend_from_slice(b"/ActualText<FEFF");
            for unit in String::from_utf8_lossy(text).encode_utf16() {
                unit.to_be_bytes().iter().for_each(|&byte| hex(&mut self.out, byte));
            }
            self.out.extend_from_slice(b">>>BDC\n");
            self.content.marks.push(node);
            show = self.begin_line(start, run);
        }
        let space = Some(face.face.face.space).filter(|&space| space != 0);
        let mut missing = Vec::new();
        for index in range {
            let glyph = &set.glyphs[index];
            if glyph.id != 0 {
                self.show(&mut show, set, index, face.any(glyph.id));
            } else if let Some(space) = space {
                missing.push((show.pen, glyph.advance));
                self.show(&mut show, set, index, face.any(space));
            }
        }
        self.end_line(&mut show);
        self.end_text();
        for (from, advance) in missing {
            self.missing(Point { x: show.origin.x + Length(from), y: show.origin.y }, advance, run);
        }
        let next = Point { x: show.origin.x + Length(show.pen), y: show.origin.y };
        if let Some(Mark::Node(node)) = open {
            self.out.extend_from_slice(b"EMC\n");
            self.open = None;
            self.mark(Tag::Node(node));
        }
        self.begin_line(next, run)
    }

    /// A box where no face has the character (a `.notdef` glyph would break ISO 19005-2, 6.2.11.8).
    fn missing(&mut self, at: Point, advance: i32, run: &GlyphRun) {
        let (x, y) = self.at(at);
        let em = thousandths(run.size);
        for value in [x + em / 12, y, (thousandths(Length(advance.into())) - em / 6).max(em / 6), em * 7 / 10] {
            milli(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"re ");
        milli(&mut self.out, em / 25);
        self.out.extend_from_slice(b" w ");
        components(&mut self.out, run.color);
        self.out.extend_from_slice(b" RG S\n");
    }
}
