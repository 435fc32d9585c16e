//! Characters → glyphs, a word at a time; each distinct word is shaped once.
//!
//! Words are shaped without context: no kerning or ligature reaches across a space. Metrics are in font units, so one
//! cache entry serves all sizes.

use super::itemize;
use super::pairs::PairKerns;
use super::words::WordCache;
use crate::fonts::{Choice, EMBEDDED, FaceId, FontRole, Fonts};
use crate::source::Cut as _;
use crate::typeset::model::FontFeatures;
use harfrust::{Buffer, BufferFlags, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use std::ops::Range;

/// Everything but the text that determines a word's glyphs. Indexed by [`StyleId`] in [`Shaper::styles`].
struct ShapingStyle {
    role: FontRole,
    features: FontFeatures,
    language: Option<Language>,
    /// The features in the shaper's form.
    list: Vec<Feature>,
    /// The role's own face.
    choice: Choice,
    /// Known kerning pairs in that face.
    pairs: PairKerns,
}

/// Index of a style in a [`Shaper`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct StyleId(u16);

/// A glyph in font units.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitGlyph {
    /// Glyph id.
    pub id: u16,
    /// How many bytes of text it represents.
    pub text: u8,
    /// Advance.
    pub advance: i32,
    /// Horizontal offset.
    pub dx: i16,
    /// Vertical offset, up.
    pub dy: i16,
}

impl UnitGlyph {
    /// Whether it has an offset.
    pub(super) fn is_shifted(&self) -> bool {
        (self.dx, self.dy) != (0, 0)
    }
}

/// Part of a shaped word in one face and direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedSegment {
    /// The face.
    pub face: FaceId,
    /// Whether the face is slanted synthetically.
    pub slanted: bool,
    /// Whether a character in it has no glyph.
    pub missing: bool,
    /// Its length in bytes.
    pub text: u32,
    /// Its glyphs in [`Shaper::glyphs`], in visual order.
    pub glyphs: (u32, u32),
    /// Its width in font units.
    pub width: i64,
    /// Units per em.
    pub units: i64,
}

/// A shaped word: its range of segments in [`Shaper::segment`].
#[derive(Clone, Copy, Debug)]
pub(super) struct WordSpan {
    first: u32,
    count: u32,
}

impl WordSpan {
    /// Its segments, in logical order, as indices for [`Shaper::segment`].
    pub(super) fn segments(self) -> Range<u32> {
        self.first..self.first + self.count
    }
}

/// Width of a segment up to a byte; offsets must ascend.
pub(super) struct Prefix<'a> {
    glyphs: &'a [UnitGlyph],
    right_to_left: bool,
    next: usize,
    at: u32,
    width: i64,
}

impl Prefix<'_> {
    /// Width of the first `bytes` bytes in font units; within a cluster, in proportion.
    pub(super) fn to(&mut self, bytes: u32) -> i64 {
        while self.next < self.glyphs.len() {
            let glyph = match self.right_to_left {
                true => &self.glyphs[self.glyphs.len() - 1 - self.next],
                false => &self.glyphs[self.next],
            };
            let text = u32::from(glyph.text);
            if self.at + text > bytes {
                return self.width + i64::from(glyph.advance) * i64::from(bytes - self.at) / i64::from(text);
            }
            self.width += i64::from(glyph.advance);
            self.at += text;
            self.next += 1;
        }
        self.width
    }
}

struct CachedPlan {
    face: FaceId,
    style: StyleId,
    script: Script,
    right_to_left: bool,
    plan: ShapePlan,
}

/// Shapes words and caches them.
#[derive(Default)]
pub(super) struct Shaper {
    styles: Vec<ShapingStyle>,
    plans: Vec<CachedPlan>,
    known: WordCache,
    /// The shaped words, by cache index.
    words: Vec<WordSpan>,
    segments: Vec<ShapedSegment>,
    glyphs: Vec<UnitGlyph>,
    buffer: Option<Buffer>,
    /// Whether a cached word has a character that the embedded faces lack: other conversions may have other system
    /// fonts.
    lacking: bool,
}

/// Limit of cached words, which bounds the memory of long inputs.
const MOST_WORDS: usize = 400_000;
/// Limit of cached words kept for the next conversion.
const MOST_KEPT: usize = 60_000;

impl Shaper {
    /// Clears the cache if it has grown too large. Must not be called while a paragraph's words are in use.
    pub(super) fn tidy(&mut self) {
        if self.known.len() > MOST_WORDS || self.styles.len() > 4096 {
            *self = Shaper::default();
        }
    }

    /// Whether the cache is valid for any conversion, and small enough to keep.
    pub(super) fn is_lasting(&self) -> bool {
        !self.lacking && self.known.len() <= MOST_KEPT
    }

    /// Id of a style, added if new.
    pub(super) fn style(&mut self, role: FontRole, features: FontFeatures, language: &str, fonts: &Fonts) -> StyleId {
        let known = self.styles.iter().position(|s| {
            s.role == role
                && s.features == features
                && s.language.as_ref().map_or("", |l| l.as_str()).eq_ignore_ascii_case(language)
        });
        StyleId(known.unwrap_or_else(|| {
            self.styles.push(ShapingStyle {
                role,
                features,
                language: Language::new(language),
                list: self::features(features),
                choice: fonts.face_for(role),
                pairs: PairKerns::default(),
            });
            self.styles.len() - 1
        }) as u16)
    }

    /// A segment of a shaped word.
    pub(super) fn segment(&self, index: u32) -> &ShapedSegment {
        &self.segments[index as usize]
    }

    /// A segment's glyphs, in visual order.
    pub(super) fn glyphs(&self, segment: &ShapedSegment) -> &[UnitGlyph] {
        &self.glyphs[segment.glyphs.0 as usize..segment.glyphs.1 as usize]
    }

    /// The clusters of a segment, as byte ranges, in which a glyph is missing; all clusters of a segment of
    /// replacement characters.
    pub(super) fn unshown(&self, segment: &ShapedSegment, right_to_left: bool) -> Vec<Range<usize>> {
        let glyphs = self.glyphs(segment);
        let in_order = (0..glyphs.len()).map(|i| &glyphs[if right_to_left { glyphs.len() - 1 - i } else { i }]);
        let all = glyphs.iter().all(|glyph| glyph.id != 0);
        let mut list: Vec<Range<usize>> = Vec::new();
        let mut cluster = 0..0;
        for glyph in in_order {
            if glyph.text > 0 {
                cluster = cluster.end..cluster.end + usize::from(glyph.text);
            }
            if (glyph.id == 0 || all) && list.last() != Some(&cluster) {
                list.push(cluster.clone());
            }
        }
        list
    }

    /// The width of a segment up to a byte, for ascending bytes.
    pub(super) fn prefix(&self, segment: u32, right_to_left: bool) -> Prefix<'_> {
        Prefix { glyphs: self.glyphs(self.segment(segment)), right_to_left, next: 0, at: 0, width: 0 }
    }

    /// The glyphs of a word, shaped on first use.
    pub(super) fn word(&mut self, text: &str, style: StyleId, right_to_left: bool, fonts: &Fonts) -> WordSpan {
        let (number, new) = self.known.number(text, u32::from(style.0) << 1 | u32::from(right_to_left));
        if new {
            let spelled = if right_to_left { None } else { self.spell(text, style, fonts) };
            let word = spelled.unwrap_or_else(|| self.shape(text, style, right_to_left, fonts));
            self.words.push(word);
        }
        self.words[number]
    }

    /// Assembles a word from known kerning pairs.
    pub(super) fn spell(&mut self, text: &str, style: StyleId, fonts: &Fonts) -> Option<WordSpan> {
        let ShapingStyle { pairs, choice: Choice { face, slanted }, .. } = &self.styles[usize::from(style.0)];
        let start = self.glyphs.len() as u32;
        let width = pairs.spell(text, &mut self.glyphs)?;
        let first = self.segments.len() as u32;
        self.segments.push(ShapedSegment {
            face: *face,
            slanted: *slanted,
            missing: false,
            text: text.len() as u32,
            glyphs: (start, self.glyphs.len() as u32),
            width,
            units: i64::from(fonts.face(*face).metrics.units_per_em),
        });
        Some(WordSpan { first, count: 1 })
    }

    fn shape(&mut self, text: &str, style: StyleId, right_to_left: bool, fonts: &Fonts) -> WordSpan {
        let first = self.segments.len() as u32;
        let role = self.styles[usize::from(style.0)].role;
        for item in itemize::items(text, role, fonts) {
            self.shape_item(text.cut(item.range.clone()), &item, style, right_to_left, fonts);
        }
        WordSpan { first, count: self.segments.len() as u32 - first }
    }

    fn shape_item(
        &mut self,
        text: &str,
        item: &itemize::ShapingItem,
        style: StyleId,
        right_to_left: bool,
        fonts: &Fonts,
    ) {
        let Choice { face, slanted } = item.choice;
        self.lacking |= item.missing || usize::from(face.0) >= EMBEDDED.len();
        if item.missing {
            return self.stand_in(text, item.choice, right_to_left, fonts);
        }
        let font = fonts.face(face).font();
        let plan = self.plan(face, style, item.script, right_to_left, fonts);
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.push_str(text);
        let plan = &self.plans[plan].plan;
        buffer.set_direction(plan.direction());
        buffer.set_script(Some(item.script));
        buffer.set_language(plan.language().cloned());
        let features = &self.styles[usize::from(style.0)].list;
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        let start = self.glyphs.len();
        if harfrust::shape(&ShaperFont::new(font), &mut buffer, options).is_ok() {
            for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
                self.glyphs.push(UnitGlyph {
                    id: info.glyph_id as u16,
                    text: 0,
                    advance: position.x_advance,
                    dx: position.x_offset as i16,
                    dy: position.y_offset as i16,
                });
            }
        }
        let infos = buffer.glyph_infos();
        if !right_to_left && infos.len() == text.len() && infos.iter().zip(0..).all(|(info, at)| info.cluster == at) {
            self.glyphs[start..].iter_mut().for_each(|glyph| glyph.text = 1);
        } else {
            let clusters: Vec<u32> = infos.iter().map(|info| info.cluster).collect();
            distribute(&mut self.glyphs, start, &clusters, text, right_to_left, fonts.face(face).blank);
        }
        self.buffer = Some(buffer);
        let glyphs = &self.glyphs[start..];
        let ShapingStyle { choice, pairs, .. } = &mut self.styles[usize::from(style.0)];
        if item.choice == *choice && item.script == itemize::LATIN && !right_to_left {
            pairs.learn(text, glyphs);
        }
        self.segments.push(ShapedSegment {
            face,
            slanted,
            missing: glyphs.iter().any(|g| g.id == 0),
            text: text.len() as u32,
            glyphs: (start as u32, self.glyphs.len() as u32),
            width: glyphs.iter().map(|g| i64::from(g.advance)).sum(),
            units: i64::from(fonts.face(face).metrics.units_per_em),
        });
    }

    /// Sets one replacement character per missing character, and zero-width blanks for controls.
    fn stand_in(&mut self, text: &str, choice: Choice, right_to_left: bool, fonts: &Fonts) {
        let face = fonts.face(choice.face);
        let start = self.glyphs.len();
        let sign = face.glyph(itemize::UNKNOWN).or(face.glyph('?')).unwrap_or(face.space);
        for c in text.chars() {
            let id = if itemize::is_blank(c) { face.space } else { sign };
            let advance = if itemize::is_blank(c) { 0 } else { i32::from(face.advance(sign)) };
            self.glyphs.push(UnitGlyph { id, text: c.len_utf8() as u8, advance, dx: 0, dy: 0 });
        }
        if right_to_left {
            self.glyphs[start..].reverse();
        }
        self.segments.push(ShapedSegment {
            face: choice.face,
            slanted: choice.slanted,
            missing: true,
            text: text.len() as u32,
            glyphs: (start as u32, self.glyphs.len() as u32),
            width: self.glyphs[start..].iter().map(|g| i64::from(g.advance)).sum(),
            units: i64::from(face.metrics.units_per_em),
        });
    }

    fn plan(&mut self, face: FaceId, style: StyleId, script: Script, right_to_left: bool, fonts: &Fonts) -> usize {
        let known = self
            .plans
            .iter()
            .position(|p| p.face == face && p.style == style && p.script == script && p.right_to_left == right_to_left);
        known.unwrap_or_else(|| {
            let ShapingStyle { language, list, .. } = &self.styles[usize::from(style.0)];
            let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
            let font = fonts.face(face).font();
            let plan = ShapePlan::new(font, direction, Some(script), language.as_ref(), list);
            self.plans.push(CachedPlan { face, style, script, right_to_left, plan });
            self.plans.len() - 1
        })
    }
}

/// Assigns text bytes to the glyphs from `start` on: the first glyph of a cluster represents its text, up to the limit
/// of the count; the excess goes to the cluster's other glyphs, and to added zero-width blanks.
fn distribute(glyphs: &mut Vec<UnitGlyph>, start: usize, clusters: &[u32], text: &str, backward: bool, blank: u16) {
    let blank = UnitGlyph { id: blank, text: 0, advance: 0, dx: 0, dy: 0 };
    if clusters.is_empty() {
        give(glyphs, start, text, blank, backward);
        return;
    }
    let shaped = glyphs.split_off(start);
    let mut i = 0;
    while i < shaped.len() {
        let cluster = clusters[i];
        let end = clusters[i..].iter().position(|&c| c != cluster).map_or(clusters.len(), |n| i + n);
        let next = if backward {
            if i == 0 { text.len() } else { clusters[i - 1] as usize }
        } else {
            clusters.get(end).map_or(text.len(), |&c| c as usize)
        };
        let from = glyphs.len();
        let cut = text.cut(cluster as usize..next.max(cluster as usize));
        if backward && end == i + 1 && is_ligature(cut) {
            let shapes = std::iter::once(shaped[i]).chain(std::iter::repeat(blank));
            let letters = cut.chars().rev().map(|c| c.len_utf8() as u8);
            glyphs.extend(shapes.zip(letters).map(|(glyph, text)| UnitGlyph { text, ..glyph }));
        } else {
            glyphs.extend_from_slice(&shaped[i..end]);
            give(glyphs, from, cut, blank, backward);
        }
        i = end;
    }
}

/// Whether one glyph of right-to-left text represents several letters. It gets the last letter, which is visually
/// first, and blank glyphs behind it get the others: text extraction reorders glyphs, and some programs also reverse
/// the letters of a single glyph.
fn is_ligature(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some()
        && letters.next().is_some()
        && !text.chars().any(|c| itemize::is_joined(c) || itemize::is_ignorable(c))
}

/// Distributes a cluster's text over its glyphs from `from` on; `backward`: in reverse order.
fn give(glyphs: &mut Vec<UnitGlyph>, from: usize, text: &str, blank: UnitGlyph, backward: bool) {
    let (mut at, mut rest) = (from, text);
    while !rest.is_empty() {
        let take = rest.floor_char_boundary(usize::from(u8::MAX));
        if at == glyphs.len() {
            glyphs.push(blank);
        }
        glyphs[at].text = take as u8;
        rest = rest.cut(take..);
        at += 1;
    }
    if backward {
        let mut lengths: Vec<u8> = glyphs[from..at].iter().map(|glyph| glyph.text).collect();
        lengths.reverse();
        glyphs[from..at].iter_mut().zip(lengths).for_each(|(glyph, length)| glyph.text = length);
    }
}

fn features(wanted: FontFeatures) -> Vec<Feature> {
    let mut list = Vec::new();
    let mut set = |on: bool, tag: &[u8; 4], value: u32| {
        if on {
            list.push(Feature::new(Tag::new(tag), value, ..));
        }
    };
    set(wanted.old_style_figures, b"onum", 1);
    set(wanted.tabular_figures, b"tnum", 1);
    set(wanted.small_caps || wanted.all_small_caps, b"smcp", 1);
    set(wanted.all_small_caps, b"c2sc", 1);
    set(wanted.superiors, b"sups", 1);
    set(wanted.no_ligatures, b"liga", 0);
    set(wanted.no_ligatures, b"clig", 0);
    set(wanted.no_ligatures, b"calt", 0);
    list
}
