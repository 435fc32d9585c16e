//! A face: its file, names and metrics.

use super::FaceId;
use harfrust::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics as FontMetrics};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::OnceLock;

/// The bytes of a face's file.
#[derive(Clone, Debug)]
pub(super) enum FaceData {
    /// Compiled into the program.
    Embedded(&'static [u8]),
    /// Read from a system font file.
    Read(std::sync::Arc<Vec<u8>>),
}

impl FaceData {
    fn bytes(&self) -> &[u8] {
        match self {
            FaceData::Embedded(bytes) => bytes,
            FaceData::Read(bytes) => bytes,
        }
    }
}

/// A parsed face.
pub struct Face {
    data: FaceData,
    index: u32,
    font: Font,
    advances: OnceLock<Box<[u16]>>,
    /// Glyph ids of the most common characters; 0 if missing.
    usual: OnceLock<Box<[u16; USUAL]>>,
    /// Its PostScript name (`name` table, id 6), of printable ASCII without spaces.
    pub postscript_name: String,
    /// Its family's name as a person knows it.
    pub family: String,
    /// Its measures.
    pub metrics: Metrics,
    /// The glyph of U+0020.
    pub space: u16,
    /// A glyph without an outline, with zero advance if possible (a zero width space or joiner), else [`Face::space`].
    pub blank: u16,
    /// The advance of [`Face::space`], in font units.
    pub space_advance: i32,
    /// The hyphen inserted at word divisions: U+2010 if the face has it, else U+002D.
    pub hyphen: char,
}

/// Whether a glyph has no outline. In many faces joiners have one, for programs that show invisible characters.
fn draws_nothing(file: &FontRef<'_>, glyph: u16) -> bool {
    let mut strokes = Strokes(0);
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let outline = file.outline_glyphs().get(GlyphId::from(glyph));
    outline.is_some_and(|outline| outline.draw(settings, &mut strokes).is_ok() && strokes.0 == 0)
}

/// Detects drawing commands in an outline.
struct Strokes(usize);

impl OutlinePen for Strokes {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 += 1;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 += 1;
    }

    fn close(&mut self) {}
}

/// Basic Latin to Latin Extended-A.
const USUAL: usize = 0x180;

/// Metrics in font units: at a size, `size.scale(units, units_per_em)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Units per em.
    pub units_per_em: u16,
    /// Ascent, accents included.
    pub ascent: i32,
    /// Descent: positive.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// x-height.
    pub x_height: i32,
    /// The top of the underline, above the baseline: negative.
    pub underline_position: i32,
    /// Thickness of the underline.
    pub underline_thickness: i32,
    /// The top of the strike-through line, above the baseline.
    pub strikeout_position: i32,
    /// Bounding box of all glyphs: left, bottom, right, top.
    pub bounds: [i32; 4],
    /// Degrees counter-clockwise from the vertical; negative where it leans to the right.
    pub italic_angle: f32,
    /// 400 is regular, 700 bold (OS/2 `usWeightClass`).
    pub weight: u16,
    /// Whether all glyphs have the same advance.
    pub fixed_pitch: bool,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("postscript_name", &self.postscript_name).finish_non_exhaustive()
    }
}

impl Face {
    /// Parses face `index` of a file; `None` if it is not a font, has no outlines, or must not be embedded (OS/2
    /// `fsType` bit 1).
    pub(super) fn parse(data: FaceData, index: u32) -> Option<Face> {
        let font = match &data {
            FaceData::Embedded(bytes) => Font::new(*bytes, index),
            FaceData::Read(bytes) => {
                let shared: std::sync::Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
                Font::new(harfrust::font::Blob::Shared(shared), index)
            }
        }?;
        let file = FontRef::from_index(data.bytes(), index).ok()?;
        if file.glyf().is_err() && file.cff().is_err() {
            return None;
        }
        if file.os2().is_ok_and(|os2| os2.fs_type() & 0x000F == 0x0002) {
            return None;
        }
        let metrics = measure(&file);
        let charmap = file.charmap();
        let glyph = |c: char| charmap.map(c).map(|g| g.to_u32() as u16).filter(|&g| g != 0);
        let space = glyph(' ').unwrap_or(0);
        let widths = GlyphMetrics::new(&file, Size::unscaled(), LocationRef::default());
        let space_advance = match space {
            0 => i32::from(metrics.units_per_em) / 4,
            g => widths.advance_width(GlyphId::from(g)).unwrap_or(0.0).round() as i32,
        };
        let is_blank = |&g: &u16| widths.advance_width(GlyphId::from(g)) == Some(0.0) && draws_nothing(&file, g);
        let unseen = ['\u{200B}', '\u{2060}', '\u{34F}', '\u{FEFF}', '\u{200C}', '\u{200D}'];
        let blank = unseen.into_iter().filter_map(glyph).find(is_blank).unwrap_or(space);
        let hyphen = if glyph('\u{2010}').is_some() { '\u{2010}' } else { '-' };
        let name = |id: StringId| file.localized_strings(id).english_or_first().map(|s| s.to_string());
        let postscript_name = name(StringId::POSTSCRIPT_NAME).unwrap_or_default();
        let postscript_name: String =
            postscript_name.chars().filter(|c| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c)).collect();
        let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
        let family = family.unwrap_or_else(|| postscript_name.clone());
        let postscript_name = if postscript_name.is_empty() { "Unnamed".to_owned() } else { postscript_name };
        Some(Face {
            font,
            index,
            advances: OnceLock::new(),
            usual: OnceLock::new(),
            postscript_name,
            family,
            metrics,
            space,
            blank,
            space_advance,
            hyphen,
            data,
        })
    }

    /// Whether a glyph of it has no outline.
    #[cfg(test)]
    pub(super) fn draws_nothing(&self, glyph: u16) -> bool {
        FontRef::from_index(self.data.bytes(), self.index).is_ok_and(|file| draws_nothing(&file, glyph))
    }

    /// Whether it has TrueType outlines (`glyf` table), not `CFF`.
    pub fn has_quadratic_outlines(&self) -> bool {
        FontRef::from_index(self.data.bytes(), self.index).is_ok_and(|file| file.glyf().is_ok())
    }

    /// Its file.
    pub fn data(&self) -> &[u8] {
        self.data.bytes()
    }

    /// Index of the face in its file (collections contain several).
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The face in the shaper's form.
    pub fn font(&self) -> &Font {
        &self.font
    }

    /// The glyph of a character; `None` if missing.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let found = match self.usual().get(character as usize) {
            Some(&glyph) => glyph,
            None => self.look_up(character),
        };
        Some(found).filter(|&glyph| glyph != 0)
    }

    fn usual(&self) -> &[u16; USUAL] {
        let all = || Box::new(std::array::from_fn(|c| char::from_u32(c as u32).map_or(0, |c| self.look_up(c))));
        self.usual.get_or_init(all)
    }

    fn look_up(&self, character: char) -> u16 {
        self.font.charmap().map_unicode(character).map_or(0, |glyph| glyph.to_u32() as u16)
    }

    /// The advance of a glyph in font units; 0 for an invalid id.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances().get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The advances of all glyphs, in font units.
    pub fn advances(&self) -> &[u16] {
        self.advances.get_or_init(|| {
            let Ok(file) = FontRef::from_index(self.data.bytes(), self.index) else { return Box::default() };
            let widths = GlyphMetrics::new(&file, Size::unscaled(), LocationRef::default());
            (0..widths.glyph_count())
                .map(|g| widths.advance_width(GlyphId::new(g)).unwrap_or(0.0).round() as u16)
                .collect()
        })
    }
}

fn measure(file: &FontRef<'_>) -> Metrics {
    let metrics = FontMetrics::new(file, Size::unscaled(), LocationRef::default());
    let em = f32::from(metrics.units_per_em);
    let whole = |value: f32| value.round() as i32;
    let cap_height = metrics.cap_height.filter(|&h| h > 0.0).unwrap_or(em * 0.67);
    let bounds =
        metrics.bounds.map_or([0, 0, whole(em), whole(em)], |b| [b.x_min, b.y_min, b.x_max, b.y_max].map(whole));
    let underline = metrics.underline.unwrap_or_default();
    Metrics {
        units_per_em: metrics.units_per_em.max(1),
        ascent: whole(metrics.ascent),
        descent: -whole(metrics.descent),
        cap_height: whole(cap_height),
        x_height: whole(metrics.x_height.filter(|&h| h > 0.0).unwrap_or(em * 0.48)),
        underline_position: whole(if underline.thickness > 0.0 { underline.offset } else { -em * 0.1 }),
        underline_thickness: whole(if underline.thickness > 0.0 { underline.thickness } else { em * 0.05 }),
        strikeout_position: metrics.strikeout.map_or(whole(em * 0.26), |s| whole(s.offset)),
        bounds,
        italic_angle: metrics.italic_angle,
        weight: file.os2().map_or(400, |os2| os2.us_weight_class()),
        fixed_pitch: metrics.is_monospace,
    }
}

/// The embedded faces, parsed on first use.
static EMBEDDED_FACES: [OnceLock<Face>; super::EMBEDDED.len()] = [const { OnceLock::new() }; super::EMBEDDED.len()];

/// An embedded face; `None` for the id of a system face.
pub(super) fn embedded(id: FaceId) -> Option<&'static Face> {
    let slot = EMBEDDED_FACES.get(usize::from(id.0))?;
    Some(slot.get_or_init(|| {
        let data = super::EMBEDDED[usize::from(id.0)].data;
        Face::parse(FaceData::Embedded(data), 0).expect("the embedded faces are sound: a test parses each")
    }))
}
