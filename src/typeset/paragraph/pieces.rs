//! Splits a paragraph into pieces: word parts in one style and face, spaces, objects, forced breaks.

use super::cost::penalty;
use super::hyphenate::{self, Divisions};
use super::itemize;
use super::segment::{self, Inner, Joint};
use super::shape::{Shaper, StyleId};
use crate::fonts::{Choice, Fonts};
use crate::source::Cut as _;
use crate::typeset::model::{Hyphenation, LineStyle, StyledParagraph, StyledRun};
use hypher::Lang;
use std::collections::BTreeSet;
use unicode_bidi::{BidiInfo, Level};

/// Resolved properties of a styled run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    /// Style id of the shaper.
    pub style: StyleId,
    /// Hyphenation patterns.
    pub language: Option<Lang>,
    /// The role's own face, which defines the width of spaces.
    pub choice: Choice,
    /// Size of the em in scaled points.
    pub size: i64,
    /// Width of a space in scaled points.
    pub space: i64,
    /// Width of the inserted hyphen.
    pub hyphen: i64,
    /// Ascent above the line's baseline.
    pub ascent: i64,
    /// Descent below it.
    pub descent: i64,
}

/// Kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A segment of the shaper.
    Glyphs(u32),
    /// A space.
    Space {
        /// Whether a line may end here.
        breaks: bool,
        /// Stretch in percent of a normal space: more after the end of a sentence.
        weight: u8,
    },
    /// An inline object, by its index.
    Object(u32),
    /// A forced line break.
    End,
}

/// A piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its first byte in the paragraph's text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The styled run it is of.
    pub run: u32,
    /// Its bidi level.
    pub level: u8,
    /// Its natural width, in scaled points.
    pub width: i64,
}

/// The pieces of a paragraph.
#[derive(Default)]
pub(super) struct Pieces {
    /// One for each styled run.
    pub voices: Vec<Voice>,
    /// In logical order, covering the text.
    pub list: Vec<Piece>,
    /// Break opportunities inside words without those of the hyphenation patterns; in order.
    pub inner: Vec<Inner>,
    /// The same with the hyphenation points.
    pub divided: Vec<Inner>,
    /// Whether any text runs from right to left.
    pub mixed: bool,
    /// Whether it holds ideographs or kana, which have break opportunities and stretchable gaps between them.
    pub wide: bool,
    /// The continuation mark of a code line.
    pub mark: Option<MarkGlyph>,
    /// The characters of all paragraphs so far that no face has.
    pub missing: BTreeSet<char>,
}

/// The continuation mark, in the face of the paragraph's first run.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkGlyph {
    /// Its character.
    pub character: char,
    /// Its number.
    pub glyph: u16,
    /// Its width in scaled points.
    pub width: i64,
}

impl Pieces {
    /// Splits a paragraph; `marks` are the soft hyphens and zero width spaces removed from its text.
    pub(super) fn cut(&mut self, paragraph: &StyledParagraph, marks: &[Inner], shaper: &mut Shaper, fonts: &Fonts) {
        self.list.clear();
        self.inner.clear();
        self.divided.clear();
        self.voices.clear();
        self.voices.extend(paragraph.runs.iter().map(|run| voice(run, shaper, fonts)));
        let verbatim = paragraph.lines.wrap_anywhere && paragraph.lines.keep_spaces;
        self.mark = paragraph.runs.first().filter(|_| verbatim).and_then(|run| mark(run, fonts));
        let text = paragraph.text.as_str();
        let levels = levels(paragraph);
        self.mixed = levels.is_some();
        self.wide = false;
        let bytes = text.as_bytes();
        let objects = !paragraph.objects.is_empty();
        let mut cutter =
            PieceCutter { paragraph, levels: levels.as_deref(), shaper, fonts, run: 0, objects, object: 0 };
        let mut at = 0;
        while at < text.len() {
            let rest = &bytes[at..];
            let end = at + word_length(rest);
            if end > at {
                self.wide |= segment::inner(text.cut(at..end), at, &mut self.inner);
                cutter.word(at, end, self);
                at = end;
                continue;
            }
            let (kind, length) = match bytes[at] {
                b'\n' => (PieceKind::End, 1),
                b' ' | b'\t' => (cutter.space(at), 1),
                _ => (PieceKind::Space { breaks: false, weight: 100 }, 2),
            };
            cutter.separator(at, at + length, kind, self);
            at += length;
        }
        if !marks.is_empty() {
            self.inner.extend_from_slice(marks);
            self.inner.sort_by_key(|i| (i.at, i.penalty));
            self.inner.dedup_by_key(|i| i.at);
        }
    }

    /// Limit of font expansion: none with ideographs, which are square.
    pub(super) fn expansion(&self, style: &LineStyle) -> u16 {
        if self.wide { 0 } else { style.expansion }
    }

    /// Adds the hyphenation points of the languages' patterns.
    pub(super) fn divide(&mut self, paragraph: &StyledParagraph, divisions: &mut Divisions) {
        self.divided.clear();
        let text = paragraph.text.as_str();
        let limits = paragraph.lines.hyphenation;
        let shortest = usize::from(limits.shortest_word);
        let mut i = 0;
        while i < self.list.len() {
            // Word parts of one style, between spaces or inline objects.
            let first = self.list[i];
            let glyphs = |p: &Piece| matches!(p.kind, PieceKind::Glyphs(_)) && p.run == first.run;
            let end = i + self.list[i..].iter().take_while(|p| glyphs(p)).count().max(1);
            let (start, stop) = (first.start as usize, self.list[end - 1].end as usize);
            i = end;
            let language = self.voices.get(first.run as usize).and_then(|v| v.language);
            let (Some(language), true) = (language, stop - start >= shortest && glyphs(&first)) else { continue };
            let word = text.cut(start..stop);
            if word.bytes().any(|b| b.is_ascii_digit() || b"/\\@_=<>|".contains(&b)) || segment::is_address(word) {
                continue;
            }
            for letters in word.split(|c| !is_letter(c)) {
                if letters.len() >= shortest {
                    let at = start + (letters.as_ptr() as usize - word.as_ptr() as usize);
                    self.divide_letters(text, at, letters, language, limits, divisions);
                }
            }
        }
        // Discretionary breaks of the author (U+00AD) go before those of the hyphenation patterns, which leave a word with
        // soft hyphens alone.
        let soft: Vec<u32> = self.inner.iter().filter(|p| p.joint == Joint::Divided).map(|p| p.at).collect();
        if !soft.is_empty() {
            self.divided.retain(|p| {
                let after = soft.partition_point(|&at| at <= p.at);
                let mut near = soft[after.saturating_sub(1)..].iter().take(2);
                !near.any(|&at| text_between(text, at, p.at).chars().all(is_letter))
            });
        }
        self.divided.extend_from_slice(&self.inner);
        self.divided.sort_by_key(|p| (p.at, p.joint == Joint::Divided));
        self.divided.dedup_by_key(|p| p.at);
    }

    /// Adds the hyphenation points of a sequence of letters at a byte of the text.
    fn divide_letters(
        &mut self,
        text: &str,
        at: usize,
        letters: &str,
        language: Lang,
        limits: Hyphenation,
        divisions: &mut Divisions,
    ) {
        let (before, after) = (text.cut(..at), text.cut(at + letters.len()..));
        // *Shouldn’t* is one word; *whale’s* is a word and an ending.
        if language == Lang::English && is_clipped(after) {
            return;
        }
        // Points in a part of a hyphenated compound, or of a word in which the style changes, cost most.
        let beside = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '\u{2010}') || is_letter(c));
        let cost = if beside(before.chars().next_back()) || beside(after.chars().next()) {
            penalty::COMPOUND
        } else if letters.starts_with(char::is_uppercase) && goes_on(before) {
            penalty::NAME
        } else {
            penalty::DIVIDED
        };
        for &byte in divisions.of(letters, language) {
            let (left, right) = letters.split_at(usize::from(byte));
            let (left, right) = (left.chars().count(), right.chars().count());
            let (least, shortest) = (usize::from(limits.after), usize::from(limits.shortest_word));
            // An ending one letter shorter than wanted is allowed, at a price that only a loose line exceeds.
            if left >= usize::from(limits.before) && right + 1 >= least && right > 1 && left + right >= shortest {
                let penalty = if right < least { cost + penalty::ENDING } else { cost };
                self.divided.push(Inner { at: (at + usize::from(byte)) as u32, joint: Joint::Divided, penalty });
            }
        }
    }
}

/// Whether letters follow behind an apostrophe, other than a possessive's *s*.
fn is_clipped(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['’', '\'']) else { return false };
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    rest.starts_with(is_letter)
}

/// Whether the next word continues a sentence, so that a capital there marks a name.
fn goes_on(before: &str) -> bool {
    let mut before = before.chars().rev().filter(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '(' | '['));
    match before.next() {
        Some(' ' | '\u{A0}') => before.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | '’')),
        _ => false,
    }
}

/// The text between two byte offsets in either order.
fn text_between(text: &str, a: u32, b: u32) -> &str {
    text.cut(a.min(b) as usize..a.max(b) as usize)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn voice(run: &StyledRun, shaper: &mut Shaper, fonts: &Fonts) -> Voice {
    let choice = fonts.face_for(run.font);
    let face = fonts.face(choice.face);
    let units = |units: i32| run.size.scale(i64::from(units), i64::from(face.metrics.units_per_em)).0;
    let hyphen = face.glyph(face.hyphen).map_or(0, |g| i32::from(face.advance(g)));
    Voice {
        style: shaper.style(run.font, run.features, &run.language, fonts),
        language: if run.hyphenate { hyphenate::patterns(&run.language) } else { None },
        choice,
        size: run.size.0,
        space: units(face.space_advance),
        hyphen: units(hyphen),
        ascent: units(face.metrics.ascent) + run.raise.0,
        descent: units(face.metrics.descent) - run.raise.0,
    }
}

/// The continuation mark: an arrow back, or the nearest available glyph.
fn mark(run: &StyledRun, fonts: &Fonts) -> Option<MarkGlyph> {
    let face = fonts.face(fonts.face_for(run.font).face);
    let (character, glyph) = ['↩', '↵', '⏎', '»', '\\'].into_iter().find_map(|c| Some((c, face.glyph(c)?)))?;
    let units = i64::from(face.metrics.units_per_em);
    Some(MarkGlyph { character, glyph, width: run.size.scale(i64::from(face.advance(glyph)), units).0 })
}

/// Number of leading bytes without a space or line break.
fn word_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&b| b <= b' ' || b == 0xC2) {
        at += found;
        match bytes[at] {
            b' ' | b'\n' | b'\t' => return at,
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The bidi level of every byte; `None` if all text runs from left to right.
fn levels(paragraph: &StyledParagraph) -> Option<Vec<Level>> {
    let (text, right_to_left) = (paragraph.text.as_str(), paragraph.right_to_left);
    // Right-to-left characters are at U+0590 or above; these are the lead bytes of such UTF-8 sequences.
    let suspicious = |b: &u8| matches!(b, 0xD6..=0xDF | 0xE0 | 0xE2 | 0xEF | 0xF0);
    if !right_to_left && !text.as_bytes().iter().any(suspicious) {
        return None;
    }
    if !right_to_left && !text.chars().any(may_run_left) {
        return None;
    }
    let base = if right_to_left { Level::rtl() } else { Level::ltr() };
    // A forced line break does not end the bidi paragraph: separators are treated as spaces.
    let text = text.replace('\n', " ");
    if paragraph.runs.iter().all(|run| run.isolate.is_none()) {
        return Some(BidiInfo::new(&text, Some(base)).levels);
    }
    // Isolates are marked with LRI, RLI and PDI inserted into the text that UAX 9 is run on.
    let mut told = String::with_capacity(text.len() + 16);
    let (mut kept, mut open) = (Vec::new(), None);
    for run in &paragraph.runs {
        if run.isolate != open {
            if open.is_some() {
                told.push('\u{2069}');
            }
            if let Some(isolate) = run.isolate {
                told.push(if isolate.right_to_left { '\u{2067}' } else { '\u{2066}' });
            }
            open = run.isolate;
        }
        let own = text.cut(run.range.clone());
        kept.push(told.len()..told.len() + own.len());
        told.push_str(own);
    }
    let levels = BidiInfo::new(&told, Some(base)).levels;
    Some(kept.into_iter().flat_map(|range| levels[range].iter().copied()).collect())
}

fn may_run_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Inline object placeholder, U+FFFC.
const OBJECT: &[u8] = "\u{FFFC}".as_bytes();

struct PieceCutter<'a> {
    paragraph: &'a StyledParagraph,
    levels: Option<&'a [Level]>,
    shaper: &'a mut Shaper,
    fonts: &'a Fonts,
    run: usize,
    /// Whether the paragraph has inline objects.
    objects: bool,
    object: u32,
}

impl PieceCutter<'_> {
    /// The run of a byte; must be called with ascending offsets.
    fn run_at(&mut self, at: usize) -> usize {
        let runs = &self.paragraph.runs;
        while self.run + 1 < runs.len() && runs[self.run].range.end <= at {
            self.run += 1;
        }
        self.run
    }

    fn level_at(&self, at: usize) -> u8 {
        self.levels.map_or(0, |levels| levels[at].number())
    }

    fn separator(&mut self, start: usize, end: usize, kind: PieceKind, pieces: &mut Pieces) {
        let (run, level) = (self.run_at(start), self.level_at(start));
        let width = match kind {
            PieceKind::Space { .. } => pieces.voices.get(run).map_or(0, |v| v.space),
            _ => 0,
        };
        pieces.list.push(Piece { kind, start: start as u32, end: end as u32, run: run as u32, level, width });
    }

    /// The kind of the space at a byte.
    fn space(&self, at: usize) -> PieceKind {
        let text = &self.paragraph.text;
        let before = text.cut(..at).chars().next_back();
        let after = text.cut(at + 1..).chars().next();
        let (Some(before), Some(after)) = (before, after) else {
            return PieceKind::Space { breaks: true, weight: 100 };
        };
        let open = |c: char| c == ' ' || c == '\t' || c == '\n';
        let breaks = match (open(before), open(after)) {
            // Of several spaces in a row only the last is a break opportunity.
            (_, true) => false,
            (true, false) => true,
            (false, false) => segment::breaks_at_space(before, text.cut(at + 1..)),
        };
        let ends = match before {
            '”' | '’' | '"' | '\'' | ')' => text.cut(..at).chars().rev().nth(1).unwrap_or(before),
            c => c,
        };
        let weight = match ends {
            '.' | '!' | '?' | ':' if !after.is_lowercase() => 120,
            ',' | ';' => 110,
            _ => 100,
        };
        PieceKind::Space { breaks, weight }
    }

    fn word(&mut self, start: usize, end: usize, pieces: &mut Pieces) {
        let text = self.paragraph.text.as_str();
        let mut at = start;
        while at < end {
            let run = self.run_at(at);
            let level = self.level_at(at);
            if self.objects && text.as_bytes()[at..].starts_with(OBJECT) {
                let width = self.paragraph.objects.get(self.object as usize).map_or(0, |o| o.width.0);
                let kind = PieceKind::Object(self.object);
                let (first, last) = (at as u32, at as u32 + 3);
                pieces.list.push(Piece { kind, start: first, end: last, run: run as u32, level, width });
                self.object += 1;
                at += 3;
                continue;
            }
            let mut stop = match self.paragraph.runs.get(run) {
                Some(r) if r.range.end > at => end.min(r.range.end),
                _ => end,
            };
            if self.objects {
                stop = memchr::memmem::find(&text.as_bytes()[at..stop], OBJECT).map_or(stop, |object| at + object);
            }
            if let Some(levels) = self.levels {
                stop = (at..stop).find(|&i| levels[i].number() != level).unwrap_or(stop);
            }
            let Some(voice) = pieces.voices.get(run).copied() else { return };
            let word = self.shaper.word(text.cut(at..stop), voice.style, level % 2 == 1, self.fonts);
            let mut from = at as u32;
            for segment in word.segments() {
                let shaped = self.shaper.segment(segment);
                let face = self.fonts.face(shaped.face);
                let units = i64::from(face.metrics.units_per_em);
                let width = (shaped.width * voice.size + units / 2).div_euclid(units);
                let to = from + shaped.text;
                if shaped.missing {
                    let lacks = |&c: &char| face.glyph(c).is_none() && !itemize::is_ignorable(c);
                    let text = text.cut(from as usize..to as usize);
                    for range in self.shaper.unshown(shaped, level % 2 == 1) {
                        pieces.missing.extend(text.cut(range).chars().filter(lacks));
                    }
                }
                let kind = PieceKind::Glyphs(segment);
                pieces.list.push(Piece { kind, start: from, end: to, run: run as u32, level, width });
                from = to;
            }
            at = stop;
        }
    }
}
