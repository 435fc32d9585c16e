//! A generated cover: title and authors on a plain background, as PNG in the size that shops require.

use super::raster::{Pen, Raster};
use super::text::{CoverLine, CoverSetter};
use crate::document::Person;
use crate::fonts::{Family, FontRole, Fonts};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Pixels: aspect ratio 8 to 5, accepted by Amazon, Apple, Google and Kobo.
pub const WIDTH: usize = 1600;
const HEIGHT: usize = 2560;
const MARGIN: usize = 174;
/// Limit of the title's lines.
const TITLE_LINES: usize = 9;

/// Background and text color, each pair with a contrast above 9 : 1.
const COLORS: &[([u8; 3], [u8; 3])] = &[
    ([0x22, 0x33, 0x42], [0xf6, 0xf1, 0xe4]),
    ([0x3a, 0x27, 0x2e], [0xf7, 0xee, 0xe6]),
    ([0x23, 0x3d, 0x34], [0xf3, 0xf3, 0xe6]),
    ([0xf3, 0xee, 0xe1], [0x24, 0x2c, 0x33]),
    ([0xe8, 0xee, 0xee], [0x1e, 0x30, 0x3a]),
];

/// A generated cover.
#[derive(Debug)]
pub struct Drawn {
    /// The picture.
    pub png: Vec<u8>,
    /// Whether the available faces have all characters of title and authors; otherwise the cover has no text.
    pub worded: bool,
}

/// Draws the cover; `None` if it cannot be encoded.
pub fn draw(title: &str, authors: &[Person], fonts: &Fonts) -> Option<Drawn> {
    let mut canvas = InkCanvas { fonts, ink: vec![0; WIDTH * HEIGHT] };
    let worded = canvas.words(title, authors).is_some();
    if !worded {
        canvas.ink.fill(0);
        canvas.bar(MARGIN, 700, 214, 11);
    }
    let choice = title.bytes().fold(7u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b)));
    Some(Drawn { png: canvas.png(COLORS[choice as usize % COLORS.len()])?, worded })
}

/// Coverage of each pixel, 0 to 255.
struct InkCanvas<'f> {
    fonts: &'f Fonts,
    ink: Vec<u8>,
}

impl InkCanvas<'_> {
    /// Sets title and authors; `None` if no face has one of their characters.
    fn words(&mut self, title: &str, authors: &[Person]) -> Option<()> {
        let measure = (WIDTH - 2 * MARGIN) as f32;
        let role = |family, bold| FontRole { family, bold, italic: false };
        let serif = CoverSetter { fonts: self.fonts, role: role(Family::Serif, true), measure };
        let sans = CoverSetter { role: role(Family::Sans, false), ..serif };
        // The largest size that fits: long words and long titles are set smaller.
        let sizes = [224.0, 192.0, 165.0, 141.0, 120.0, 101.0, 85.0];
        let mut size = sizes[sizes.len() - 1];
        for larger in sizes {
            let lines = serif.lines(title, larger)?;
            if lines.len() <= 6 && lines.iter().all(|line| line.width <= measure) {
                size = larger;
                break;
            }
        }
        let lines = serif.lines(title, size)?;
        let right_to_left = lines.first().is_some_and(|line| line.right_to_left);
        let mut y = 440.0 + size;
        let mut raster = Raster::new(WIDTH, rows(size));
        for line in lines.iter().take(TITLE_LINES) {
            self.line(line, y, size, &mut raster);
            y += size * 1.16;
        }
        let bar = 214;
        let x = if right_to_left { WIDTH - MARGIN - bar } else { MARGIN };
        self.bar(x, (y - size * 0.35) as usize, bar, 11);
        let mut names: Vec<CoverLine> = Vec::new();
        for author in authors.iter().take(5) {
            names.extend(sans.lines(&author.name, 80.0)?);
        }
        names.truncate(6);
        let mut y = (HEIGHT - MARGIN) as f32 - 104.0 * names.len().saturating_sub(1) as f32;
        let mut raster = Raster::new(WIDTH, rows(80.0));
        for name in &names {
            self.line(name, y, 80.0, &mut raster);
            y += 104.0;
        }
        Some(())
    }

    /// Draws a line with its baseline at `y`, aligned with the margin; `raster` is empty before and after.
    fn line(&mut self, line: &CoverLine, y: f32, size: f32, raster: &mut Raster) {
        let x = if line.right_to_left { (WIDTH - MARGIN) as f32 - line.width } else { MARGIN as f32 };
        let top = (y - size * 1.4).max(0.0) as usize;
        for glyph in &line.glyphs {
            let face = self.fonts.face(glyph.face);
            let Ok(font) = FontRef::from_index(face.data(), face.index()) else { continue };
            if let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph.id)) {
                let scale = size / f32::from(face.metrics.units_per_em);
                let mut pen = Pen::new(raster, (x + glyph.x, y - glyph.y - top as f32), scale);
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                // A glyph that cannot be drawn is left blank.
                let _ = outline.draw(settings, &mut pen);
            }
        }
        raster.lay(self.ink.get_mut(top * WIDTH..).unwrap_or_default());
    }

    fn bar(&mut self, x: usize, y: usize, width: usize, height: usize) {
        for row in y.min(HEIGHT)..(y + height).min(HEIGHT) {
            self.ink[row * WIDTH + x..row * WIDTH + x + width].fill(255);
        }
    }

    /// The picture as PNG (ISO/IEC 15948) with a palette of sixteen shades: four bits per pixel are half the size of
    /// RGB, and encoded in a quarter of the time.
    fn png(&self, (ground, ink): ([u8; 3], [u8; 3])) -> Option<Vec<u8>> {
        let mix =
            |step: u16, i: usize| ((u16::from(ground[i]) * (15 - step) + u16::from(ink[i]) * step + 7) / 15) as u8;
        let palette: Vec<u8> = (0..16).flat_map(|step| (0..3).map(move |i| mix(step, i))).collect();
        let step = |covered: u8| ((u16::from(covered) * 15 + 127) / 255) as u8;
        let blank = [0; WIDTH];
        let mut pixels = Vec::with_capacity(self.ink.len() / 2);
        for row in self.ink.chunks_exact(WIDTH) {
            if row == blank {
                pixels.extend_from_slice(&blank[..WIDTH / 2]);
            } else {
                pixels.extend(row.chunks_exact(2).map(|pair| step(pair[0]) << 4 | step(pair[1])));
            }
        }
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        encoder.set_deflate_compression(png::DeflateCompression::Level(4));
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&pixels).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

/// Number of pixel rows that a line of this size may cover.
fn rows(size: f32) -> usize {
    (size * 2.1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The leftmost and rightmost inked column in a range of rows.
    fn inked(canvas: &InkCanvas<'_>, rows: std::ops::Range<usize>) -> Option<(usize, usize)> {
        let rows = &canvas.ink[rows.start * WIDTH..rows.end * WIDTH];
        let columns = || (0..WIDTH).filter(|x| rows.iter().skip(*x).step_by(WIDTH).any(|&ink| ink > 0));
        Some((columns().next()?, columns().next_back()?))
    }

    #[test]
    fn title_bar_and_names_stand_at_the_margin_where_text_begins() {
        let fonts = Fonts::default();
        for (title, right_to_left) in [("Light", false), ("\u{200f}1\u{200f}", true)] {
            let mut canvas = InkCanvas { fonts: &fonts, ink: vec![0; WIDTH * HEIGHT] };
            if canvas.words(title, &[Person { name: "A. Lund".into(), ..Person::default() }]).is_none() {
                continue;
            }
            let at_margin = |rows| {
                let (left, right) = inked(&canvas, rows).unwrap_or_else(|| panic!("{title:?}: no ink"));
                if right_to_left { right.abs_diff(WIDTH - MARGIN) < 30 } else { left.abs_diff(MARGIN) < 30 }
            };
            // The title's baseline is at 664, the bar below it, the names at the foot.
            assert!(at_margin(500..670), "{title:?}: the title");
            assert!(at_margin(840..860), "{title:?}: the bar");
            assert!(
                inked(&canvas, HEIGHT - MARGIN - 60..HEIGHT - MARGIN)
                    .is_some_and(|(left, _)| left.abs_diff(MARGIN) < 30)
            );
            assert_eq!((inked(&canvas, 0..430), inked(&canvas, 900..2200)), (None, None), "{title:?}");
        }
    }
}
