//! The glyphs used of each face, their codes, and the subset fonts.

use super::faces::OpenFace;
use super::spelling::{Clusters, Spelled, Spelling, spell};
use super::syntax::{int, is_escaped, name, reference};
use crate::fonts::{FaceId, Fonts};
use crate::typeset::model::{Layout, Page, PageItem};
use crate::write::WriteError;
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfResources,
    Pt, TextItem,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A PDF font: a face with one ToUnicode text per code.
pub(super) struct Font {
    face: FaceId,
    /// 0 for the font with the primary texts; further fonts share its font program and differ in ToUnicode. Only faces
    /// with CFF outlines have them, because their codes are glyph ids (ISO 32000-1, 9.7.4.2).
    rank: usize,
    /// The codes with their texts, by code.
    texts: Vec<(u16, Spelling)>,
    /// Additional codes for further texts of glyphs; they follow those of the glyphs, and `CIDToGIDMap` maps them
    /// back.
    more: Vec<More>,
}

/// An additional code for a glyph with another text.
struct More {
    /// The glyph in the subset.
    glyph: u16,
    text: Spelling,
    /// The glyph's width as the font states it.
    width: u16,
}

impl Font {
    /// All codes with their texts, ascending.
    fn codes(&self) -> impl Iterator<Item = (u16, Spelling)> {
        let from = self.texts.len() as u16 + 1;
        self.texts.iter().copied().chain((from..).zip(&self.more).map(|(code, more)| (code, more.text)))
    }
}

/// The fonts and codes of a document's glyphs.
pub(super) struct FontTable<'a> {
    faces: Vec<Option<CodedFace<'a>>>,
    /// All fonts; the resource name is `F` and the index.
    pub fonts: Vec<Font>,
}

/// A face and the codes of its used glyphs.
pub(super) struct CodedFace<'a> {
    pub face: OpenFace<'a>,
    /// Index of the primary font in [`FontTable::fonts`].
    pub first: u16,
    usual: Vec<Coded>,
    /// By glyph id: code and width for glyphs with an ASCII text.
    pub plain: Vec<AsciiGlyph>,
    other: BTreeMap<(u16, Spelling), Coded>,
    remapper: subsetter::GlyphRemapper,
}

/// Font and code of a glyph with a certain text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Coded {
    spelling: Spelling,
    /// Index in [`FontTable::fonts`].
    pub font: u16,
    /// Its code in the font.
    pub code: u16,
    /// The glyph's width in the font dictionary.
    pub width: u16,
}

/// A glyph whose primary text is an ASCII letter and whose code needs no escapes in strings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsciiGlyph {
    /// Its text; 0 for any other glyph.
    pub text: u8,
    /// Its code in the face's first font.
    pub code: [u8; 2],
    /// The glyph's width in the font dictionary.
    pub width: u16,
}

impl AsciiGlyph {
    fn new(coded: &Coded) -> AsciiGlyph {
        let code = coded.code.to_be_bytes();
        let text = coded.spelling.byte().filter(|_| !code.into_iter().any(is_escaped));
        text.map_or(AsciiGlyph::default(), |text| AsciiGlyph { text, code, width: coded.width })
    }
}

impl CodedFace<'_> {
    /// Font and code of a glyph with this text, which must have been counted.
    #[inline]
    pub(super) fn coded(&self, glyph: u16, spelling: Spelling) -> Coded {
        let usual = self.usual[usize::from(glyph)];
        if usual.spelling == spelling { usual } else { self.other.get(&(glyph, spelling)).copied().unwrap_or(usual) }
    }

    /// Any code of a glyph, if its text is given by ActualText.
    pub(super) fn any(&self, glyph: u16) -> Coded {
        self.usual[usize::from(glyph)]
    }
}

impl<'a> FontTable<'a> {
    /// A face in use.
    pub(super) fn face(&self, id: FaceId) -> Option<&CodedFace<'a>> {
        self.faces.get(usize::from(id.0))?.as_ref()
    }

    /// Counts the glyphs of all pages and assigns codes.
    pub(super) fn plan(layout: &Layout, fonts: &'a Fonts) -> FontTable<'a> {
        let opened = open(layout, fonts);
        // Large chunks: merging counts per page would take longer than counting.
        let pages = layout.pages.len().div_ceil(4 * rayon::current_num_threads()).max(16);
        let used = layout.pages.par_chunks(pages).map(|pages| Usage::of(pages, &opened)).reduce_with(|mut a, b| {
            a.add(b);
            a
        });
        let used = used.unwrap_or_else(|| Usage::of(&[], &opened));
        let mut table = FontTable { faces: Vec::new(), fonts: Vec::new() };
        for (index, (face, used)) in opened.into_iter().zip(used.faces).enumerate() {
            let coded = face.and_then(|face| table.code(FaceId(index as u16), face, used));
            table.faces.push(coded);
        }
        table
    }

    fn code(&mut self, id: FaceId, face: OpenFace<'a>, used: FaceUsage) -> Option<CodedFace<'a>> {
        let glyphs = used.glyphs(face.face.space);
        if glyphs.is_empty() {
            return None;
        }
        let mut remapper = subsetter::GlyphRemapper::new();
        let last = glyphs.keys().last().map_or(0, |&glyph| usize::from(glyph));
        let mut usual = vec![Coded::default(); last + 1];
        let mut other = BTreeMap::new();
        let first = self.fonts.len();
        // Text extractors take a change of font for the end of a word or line.
        let spellings: usize = glyphs.values().map(|shown| shown.spellings.len()).sum();
        let in_one = face.face.has_quadratic_outlines() && spellings < usize::from(u16::MAX);
        for glyph in code_order(&glyphs) {
            let subset = remapper.remap(glyph);
            let width = face.widths[usize::from(glyph)];
            for (rank, &spelling) in glyphs[&glyph].spellings.iter().enumerate() {
                let font = if in_one { first } else { first + rank };
                if self.fonts.len() <= font {
                    self.fonts.push(Font { face: id, rank: font - first, texts: Vec::new(), more: Vec::new() });
                }
                let Font { texts, more, .. } = &mut self.fonts[font];
                let mut coded = Coded { spelling, font: font as u16, code: subset, width };
                if rank > 0 && in_one {
                    more.push(More { glyph: subset, text: spelling, width });
                    coded.code = (glyphs.len() + more.len()) as u16;
                } else {
                    texts.push((subset, spelling));
                }
                if rank == 0 {
                    usual[usize::from(glyph)] = coded;
                } else {
                    other.insert((glyph, spelling), coded);
                }
            }
        }
        let plain = usual.iter().map(AsciiGlyph::new).collect();
        Some(CodedFace { face, first: first as u16, usual, plain, other, remapper })
    }

    /// Adds the fonts to the resources of a printpdf document, with the operators that make printpdf embed them.
    ///
    /// # Errors
    /// If a face can't be subset.
    pub(super) fn register(&self, resources: &mut PdfResources) -> Result<Vec<Op>, WriteError> {
        let subsets: Vec<(FontId, ParsedFont, &Font)> = self
            .fonts
            .par_iter()
            .enumerate()
            .filter(|(_, font)| font.rank == 0)
            .map(|(index, font)| {
                let coded = self.face(font.face).expect("a font's face is in use");
                coded.parsed().map(|parsed| (FontId(format!("F{index}")), parsed, font))
            })
            .collect::<Result<_, _>>()?;
        let mut operators = vec![Op::StartTextSection];
        for (id, parsed, font) in subsets {
            resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
            operators.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
            // The ToUnicode tables are added by [`FontTable::complete`].
            let glyphs = font.texts.iter().map(|&(code, _)| Codepoint::with_cid(code, 0.0, String::new()));
            operators.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
        }
        operators.push(Op::EndTextSection);
        Ok(operators)
    }

    /// Completes the fonts that printpdf wrote (`written`: by resource name) and adds the fonts that differ only in
    /// ToUnicode. Returns the fonts' object numbers in the order of [`FontTable::fonts`].
    pub(super) fn complete(&self, document: &mut lopdf::Document, written: &lopdf::Dictionary) -> Vec<u32> {
        let mut ids = Vec::new();
        let mut usual = 0;
        for (index, font) in self.fonts.iter().enumerate() {
            let face = self.face(font.face).expect("a font's face is in use");
            let map = lopdf::Stream::new(lopdf::Dictionary::new(), to_unicode(font.codes()));
            if font.rank == 0 {
                let id = written.get(format!("F{index}").as_bytes()).and_then(lopdf::Object::as_reference);
                usual = id.expect("printpdf embeds every font that its operators use").0;
                complete_descriptor(document, usual, &face.face);
                add_codes(document, usual, font);
                let dictionary = document.get_dictionary((usual, 0)).expect("it is there");
                let texts = dictionary.get(b"ToUnicode").and_then(lopdf::Object::as_reference);
                let texts = texts.expect("printpdf says what glyphs mean");
                document.objects.insert(texts, map.into());
                ids.push(usual);
            } else {
                let mut dictionary = document.get_dictionary((usual, 0)).expect("the usual font comes first").clone();
                dictionary.set("ToUnicode", document.add_object(map));
                ids.push(document.add_object(dictionary).0);
            }
        }
        ids
    }
}

/// The `Font` entry of a resource dictionary.
pub(super) fn resources(out: &mut Vec<u8>, used: &BTreeSet<u16>, ids: &[u32]) {
    if used.is_empty() {
        return;
    }
    out.extend_from_slice(b"/Font<<");
    for &font in used {
        name(out, format!("F{font}").as_bytes());
        out.push(b' ');
        reference(out, ids[usize::from(font)]);
    }
    out.extend_from_slice(b">>");
}

fn open<'a>(layout: &Layout, fonts: &'a Fonts) -> Vec<Option<OpenFace<'a>>> {
    let mut ids = BTreeSet::new();
    for item in layout.pages.iter().flat_map(|page| &page.items) {
        if let PageItem::Glyphs(run) = &item.item {
            ids.insert(run.face);
        }
    }
    let count = ids.last().map_or(0, |id| usize::from(id.0) + 1);
    (0..count).map(|i| FaceId(i as u16)).map(|id| ids.contains(&id).then(|| OpenFace::open(fonts, id))).collect()
}

/// Usage counts of the glyphs of all faces, by text.
struct Usage {
    faces: Vec<FaceUsage>,
}

#[derive(Clone, Default)]
struct FaceUsage {
    /// By glyph: its first text and count; most glyphs have only one.
    first: Vec<(Spelling, u32)>,
    more: BTreeMap<(u16, Spelling), u32>,
    /// Whether a space is needed for glyphs that no face has.
    blank: bool,
}

/// A used glyph.
struct GlyphUse {
    /// Total count.
    times: u32,
    /// Its texts.
    spellings: Vec<Spelling>,
}

/// The glyphs in order of their codes, from 1 on (0 is `.notdef`): by glyph id, except that codes whose low byte must
/// be escaped in strings go to the rarest glyphs.
fn code_order(glyphs: &BTreeMap<u16, GlyphUse>) -> Vec<u16> {
    let codes = 1..=glyphs.len().min(255);
    let mut rare: Vec<u16> = glyphs.keys().copied().collect();
    rare.sort_by_key(|glyph| glyphs[glyph].times);
    rare.truncate(codes.filter(|&code| is_escaped(code as u8)).count());
    let mut order: Vec<u16> = glyphs.keys().copied().filter(|glyph| !rare.contains(glyph)).collect();
    let escaped = (0..u8::MAX).filter(|&place| is_escaped(place + 1));
    for (place, glyph) in escaped.zip(rare) {
        order.insert(usize::from(place), glyph);
    }
    order
}

impl Usage {
    fn of(pages: &[Page], faces: &[Option<OpenFace<'_>>]) -> Usage {
        let mut usage = Usage { faces: vec![FaceUsage::default(); faces.len()] };
        for page in pages {
            for item in &page.items {
                let PageItem::Glyphs(run) = &item.item else { continue };
                let index = usize::from(run.face.0);
                let Some(face) = &faces[index] else { continue };
                let used = &mut usage.faces[index];
                let glyphs = page.sorts(run).glyphs(run);
                let mut clusters = Clusters::new(page.sorts(run), run);
                loop {
                    used.letters(&mut clusters);
                    let Some((range, text)) = clusters.next() else { break };
                    let glyphs = &glyphs[range];
                    match spell(face, glyphs, text, run.right_to_left) {
                        Spelled::One(spelling) => used.count(glyphs[0].id, spelling, 1),
                        Spelled::Each(all) => glyphs.iter().zip(all).for_each(|(g, s)| used.count(g.id, s, 1)),
                        Spelled::Replaced(all) => {
                            for (glyph, spelling) in glyphs.iter().zip(all) {
                                match glyph.id {
                                    // Shown as a space; the box is drawn separately.
                                    0 => used.blank = true,
                                    id => used.count(id, spelling, 1),
                                }
                            }
                        }
                    }
                }
            }
        }
        usage
    }

    fn add(&mut self, other: Usage) {
        for (mine, theirs) in self.faces.iter_mut().zip(other.faces) {
            for (glyph, (spelling, count)) in theirs.first.into_iter().enumerate().filter(|(_, (_, n))| *n > 0) {
                mine.count(glyph as u16, spelling, count);
            }
            for ((glyph, spelling), count) in theirs.more {
                mine.count(glyph, spelling, count);
            }
            mine.blank |= theirs.blank;
        }
    }
}

impl FaceUsage {
    /// Fast path: counts letters whose glyphs have had the same text before.
    fn letters(&mut self, clusters: &mut Clusters<'_>) {
        while let Some((glyph, byte)) = clusters.letter() {
            let Some((first, count)) = self.first.get_mut(usize::from(glyph.id)) else { return };
            if *count == 0 || first.byte() != Some(byte) {
                return;
            }
            *count += 1;
            clusters.pass_letter();
        }
    }

    #[inline]
    fn count(&mut self, glyph: u16, spelling: Spelling, count: u32) {
        let index = usize::from(glyph);
        if self.first.len() <= index {
            self.first.resize(index + 1, (Spelling::default(), 0));
        }
        let first = &mut self.first[index];
        if first.1 == 0 {
            *first = (spelling, count);
        } else if first.0 == spelling {
            first.1 += count;
        } else {
            *self.more.entry((glyph, spelling)).or_default() += count;
        }
    }

    /// The used glyphs with their texts, most frequent first. The hyphen's primary text is `-`, not the soft hyphen,
    /// so that viewers that use only the primary font find `well-known`.
    fn glyphs(self, space: u16) -> BTreeMap<u16, GlyphUse> {
        let mut all: BTreeMap<u16, Vec<(Spelling, u32)>> = BTreeMap::new();
        for (glyph, first) in self.first.into_iter().enumerate().filter(|(_, (_, n))| *n > 0) {
            all.entry(glyph as u16).or_default().push(first);
        }
        for ((glyph, spelling), count) in self.more {
            all.entry(glyph).or_default().push((spelling, count));
        }
        let mut glyphs: BTreeMap<u16, GlyphUse> = BTreeMap::new();
        for (glyph, mut spellings) in all {
            let times = spellings.iter().map(|(_, count)| count).sum();
            spellings.sort_by_key(|&(s, count)| (s == Spelling::SOFT_HYPHEN, std::cmp::Reverse(count), s));
            glyphs.insert(glyph, GlyphUse { times, spellings: spellings.into_iter().map(|(s, _)| s).collect() });
        }
        if self.blank && space != 0 {
            glyphs.entry(space).or_insert_with(|| GlyphUse { times: 0, spellings: vec![Spelling::SILENT] });
        }
        glyphs
    }
}

impl CodedFace<'_> {
    /// The subset in printpdf's form.
    fn parsed(&self) -> Result<ParsedFont, WriteError> {
        let OpenFace { face, widths } = &self.face;
        let metrics = &face.metrics;
        let name = &face.postscript_name;
        let bytes = subsetter::subset(face.data(), face.index(), &self.remapper)
            .map_err(|error| WriteError::Invalid(vec![format!("the font {name} can't be subset: {error}")]))?;
        let tag = Sha256::digest(&bytes);
        let tag: String = tag[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
        let [x_min, y_min, x_max, y_max] = metrics.bounds.map(|units| self.face.thousandths(units));
        let run = 1000.0 * (-f64::from(metrics.italic_angle)).to_radians().tan();
        Ok(ParsedFont {
            original_bytes: bytes,
            font_index: 0,
            font_name: Some(format!("{tag}+{name}")),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: self
                .remapper
                .remapped_gids()
                .enumerate()
                .map(|(new, old)| (new as u16, widths.get(usize::from(old)).copied().unwrap_or(0)))
                .collect(),
            units_per_em: 1000,
            font_metrics: FontMetrics {
                ascent: self.face.thousandths(metrics.ascent),
                descent: -self.face.thousandths(metrics.descent),
            },
            // printpdf ignores this: the subset is given by the bytes.
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1000,
                caret_slope_run: run.round() as i16,
                us_weight_class: metrics.weight,
            },
        })
    }
}

/// Adds the additional codes of glyphs with several texts: widths and `CIDToGIDMap`.
fn add_codes(document: &mut lopdf::Document, font: u32, Font { texts, more, .. }: &Font) {
    if more.is_empty() {
        return;
    }
    let glyphs = (0..=texts.len() as u16).chain(more.iter().map(|more| more.glyph));
    let map: Vec<u8> = glyphs.flat_map(u16::to_be_bytes).collect();
    let map = document.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), map));
    let dictionary = document.get_dictionary_mut((font, 0)).and_then(|d| d.get_mut(b"DescendantFonts"));
    let descendant = dictionary.and_then(|d| d.as_array_mut()).ok().and_then(|a| a.first_mut());
    let descendant = descendant.and_then(|d| d.as_dict_mut().ok()).expect("printpdf writes a descendant font in place");
    descendant.set("CIDToGIDMap", map);
    let widths = more.iter().map(|more| i64::from(more.width).into()).collect();
    let all = descendant.get_mut(b"W").and_then(lopdf::Object::as_array_mut).expect("printpdf writes widths");
    all.extend([(texts.len() as i64 + 1).into(), lopdf::Object::Array(widths)]);
}

/// Adds descriptor entries that printpdf omits: flags (9.8.2) and cap height.
fn complete_descriptor(document: &mut lopdf::Document, font: u32, face: &OpenFace<'_>) {
    let descendant = document.get_dictionary((font, 0)).and_then(|d| d.get(b"DescendantFonts")).cloned();
    let descendant = descendant.as_ref().ok().and_then(|d| d.as_array().ok()).and_then(|a| a.first());
    let descriptor = match descendant {
        Some(lopdf::Object::Dictionary(d)) => d.get(b"FontDescriptor").and_then(lopdf::Object::as_reference).ok(),
        _ => None,
    };
    let descriptor = descriptor.and_then(|id| document.get_dictionary_mut(id).ok());
    let descriptor = descriptor.expect("printpdf writes a descendant font in place, with an indirect descriptor");
    const SYMBOLIC: i64 = 4;
    let metrics = &face.face.metrics;
    let italic = if metrics.italic_angle == 0.0 { 0 } else { 64 };
    descriptor.set("Flags", SYMBOLIC | italic | i64::from(metrics.fixed_pitch));
    descriptor.set("CapHeight", i64::from(face.thousandths(metrics.cap_height)));
}

/// A ToUnicode table (9.10.3).
fn to_unicode(texts: impl Iterator<Item = (u16, Spelling)>) -> Vec<u8> {
    let mut out = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo 3 dict dup begin\n\
        /Registry (Adobe) def\n/Ordering (UCS) def\n/Supplement 0 def\nend def\n/CMapName /Adobe-Identity-UCS def\n\
        /CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        .to_vec();
    let texts: Vec<_> = texts.collect();
    for chunk in texts.chunks(100) {
        int(&mut out, chunk.len() as i64);
        out.extend_from_slice(b" beginbfchar\n");
        for (code, text) in chunk {
            out.extend_from_slice(format!("<{code:04X}> <").as_bytes());
            for unit in text.text().encode_utf16() {
                out.extend_from_slice(format!("{unit:04X}").as_bytes());
            }
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_glyphs_have_the_codes_that_strings_escape() {
        let shown = |times| GlyphUse { times, spellings: vec![Spelling::SILENT] };
        let glyphs: BTreeMap<u16, GlyphUse> =
            (0..100).map(|glyph| (glyph * 3 + 1, shown(1000 - u32::from(glyph)))).collect();
        let order = code_order(&glyphs);
        assert!(order.len() == 100 && BTreeSet::from_iter(&order).len() == 100);
        for (place, glyph) in order.iter().enumerate() {
            assert_eq!(is_escaped(place as u8 + 1), glyphs[glyph].times <= 904, "code {}", place + 1);
        }
        let few: BTreeMap<u16, GlyphUse> = (1..=5).map(|glyph| (glyph, shown(1))).collect();
        assert_eq!(code_order(&few), [1, 2, 3, 4, 5]);
    }
}
