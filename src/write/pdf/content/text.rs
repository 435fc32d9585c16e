//! Glyph runs as text-showing operators (ISO 32000-1, 9.4): strings of codes, with adjustments where the position
//! deviates from the font's widths.

use super::{ContentWriter, MarkedContent, components};
use crate::typeset::model::{Glyph, GlyphRun, Length, Point, Sorts, Tag};
use crate::write::pdf::fonts::{Coded, CodedFace};
use crate::write::pdf::spelling::{Clusters, Spelled, Spelling, spell};
use crate::write::pdf::syntax::{hex, int, length, milli, readable, string_code, thousandths};
use std::ops::Range;
use unicode_bidi::BidiClass;

/// Synthetic slant for faces without italic: the tangent of 12°, in thousandths.
const SLANT: i64 = 213;

/// Tolerated position error of a glyph, in thousandths of an em: at 10 pt, about 0.005 mm. Half of it would double the
/// number of adjustments.
const TOLERANCE: f64 = 1.5;

/// A text line being shown.
struct Show {
    /// Its origin.
    origin: Point,
    /// Exact position of the next glyph, relative to the origin.
    pen: i64,
    /// Position by the widths of the glyphs shown before, in scaled points.
    reached: f64,
    /// A thousandth of an em.
    unit: f64,
    /// Tolerated position error.
    tolerance: f64,
    array: bool,
    string: bool,
}

impl Show {
    /// Whether the next glyph is within tolerance and a string is open.
    #[inline]
    fn goes_on(&self) -> bool {
        self.string && (self.pen as f64 - self.reached).abs() < self.tolerance
    }

    /// Advances past a glyph.
    #[inline]
    fn pass(&mut self, glyph: &Glyph, width: u16) {
        self.reached += f64::from(width) * self.unit;
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
    /// Offset of a glyph, to the right and up.
    #[inline]
    fn shift(&self, index: usize) -> (Length, Length) {
        match self.glyphs[index].shifted {
            true => self.sorts.shift(self.run, index),
            false => (Length::ZERO, Length::ZERO),
        }
    }
}

/// A thousandth of a run's em in scaled points, with font expansion.
fn unit(run: &GlyphRun) -> f64 {
    run.size.0 as f64 * f64::from(run.stretch) / 1e6
}

/// Whether letters run against their natural direction (`bdo`, U+202D, U+202E), so that text extraction would reverse
/// them.
#[cold]
fn is_turned(text: &str, right_to_left: bool) -> bool {
    let runs_left = |c| match unicode_bidi::bidi_class(c) {
        BidiClass::R | BidiClass::AL => Some(true),
        BidiClass::L => Some(false),
        _ => None,
    };
    text.chars().find_map(runs_left).is_some_and(|left| left != right_to_left)
}

impl ContentWriter<'_> {
    /// Shows a run whose baseline begins at `at`.
    pub(super) fn glyphs(&mut self, at: Point, run: &GlyphRun) {
        let fonts = self.fonts;
        let Some(face) = fonts.face(run.face) else { return };
        let sorts = self.page.sorts(run);
        let glyphs = sorts.glyphs(run);
        let set = Set { run, sorts, glyphs };
        let mut show = self.begin_line(at, run);
        let text = sorts.text(run);
        if (run.right_to_left || !text.is_ascii()) && is_turned(text, run.right_to_left) {
            let silent = vec![Spelling::SILENT; glyphs.len()];
            show = self.spelled_out(show, set, face, 0..glyphs.len(), silent, text.as_bytes());
            return self.end_line(&mut show);
        }
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
                Spelled::Replaced(spellings) => show = self.spelled_out(show, set, face, range, spellings, text),
            }
        }
        self.end_line(&mut show);
    }

    /// Fast path: shows letters with their usual codes, as long as there are any.
    fn letters(&mut self, show: &mut Show, run: &GlyphRun, face: &CodedFace<'_>, clusters: &mut Clusters<'_>) {
        if self.font != Some((face.first, run.size)) || self.rise != Length::ZERO {
            return;
        }
        while let Some((glyph, byte)) = clusters.letter() {
            let plain = face.plain[usize::from(glyph.id)];
            if plain.text != byte || byte == 0 {
                return;
            }
            if !show.goes_on() {
                self.step(show, Length::ZERO);
            }
            self.out.extend_from_slice(&plain.code);
            show.pass(glyph, plain.width);
            clusters.pass_letter();
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
        let unit = unit(run);
        Show { origin, pen: 0, reached: 0.0, unit, tolerance: TOLERANCE * unit, array: false, string: false }
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
        string_code(&mut self.out, coded.code);
        show.pass(&set.glyphs[index], coded.width);
    }

    /// Opens a string for the next glyph, adjusting the position if it is out of tolerance.
    #[inline]
    fn step(&mut self, show: &mut Show, right: Length) {
        let off = (show.pen + right.0) as f64 - show.reached;
        if !show.array {
            self.out.push(b'[');
            show.array = true;
        }
        if off.abs() >= show.tolerance {
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

    /// Shows a cluster that no ToUnicode table can express: a separate marked-content sequence **beside** that of the
    /// surrounding text, with ActualText (14.9.4). (Nested, poppler would lose the rest.)
    fn spelled_out(
        &mut self,
        mut show: Show,
        set: Set<'_>,
        face: &CodedFace<'_>,
        range: Range<usize>,
        spellings: Vec<Spelling>,
        text: &[u8],
    ) -> Show {
        let run = set.run;
        let open = self.open;
        self.end_line(&mut show);
        let start = Point { x: show.origin.x + Length(show.pen), y: show.origin.y };
        if let Some(MarkedContent::Node(node)) = open {
            self.close();
            self.out.extend_from_slice(b"/Span<</MCID ");
            let identifier = self.next_mark(node);
            int(&mut self.out, identifier);
            self.out.extend_from_slice(b"/ActualText<FEFF");
            for unit in readable(&String::from_utf8_lossy(text), self.tags.standard).encode_utf16() {
                unit.to_be_bytes().iter().for_each(|&byte| hex(&mut self.out, byte));
            }
            self.out.extend_from_slice(b">>>BDC\n");
            show = self.begin_line(start, run);
        }
        let space = Some(face.face.face.space).filter(|&space| space != 0);
        let mut missing = Vec::new();
        for (index, spelling) in range.zip(spellings) {
            let glyph = &set.glyphs[index];
            if glyph.id != 0 {
                self.show(&mut show, set, index, face.coded(glyph.id, spelling));
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
        if let Some(MarkedContent::Node(node)) = open {
            self.out.extend_from_slice(b"EMC\n");
            self.open = None;
            self.mark(Tag::Node(node));
        }
        self.begin_line(next, run)
    }

    /// Draws a box for a character that no face has (ISO 19005-2, 6.2.11.8 forbids `.notdef`).
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
