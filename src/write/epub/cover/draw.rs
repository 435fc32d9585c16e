//! A cover from a title: the title and the authors on a quiet ground, as PNG.

use super::raster::{Pen, Raster};
use crate::document::Person;
use crate::fonts::{Face, Family, FontRole, Fonts};
use harfrust::{Buffer, ShapeOptions, ShaperFont};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, GlyphId, MetadataProvider};

const WIDTH: usize = 1200;
const HEIGHT: usize = 1800;
const MARGIN: usize = 130;

/// Grounds and inks, each pair with a contrast above 9 : 1.
const COLORS: &[([u8; 3], [u8; 3])] = &[
    ([0x22, 0x33, 0x42], [0xf6, 0xf1, 0xe4]),
    ([0x3a, 0x27, 0x2e], [0xf7, 0xee, 0xe6]),
    ([0x23, 0x3d, 0x34], [0xf3, 0xf3, 0xe6]),
    ([0xf3, 0xee, 0xe1], [0x24, 0x2c, 0x33]),
    ([0xe8, 0xee, 0xee], [0x1e, 0x30, 0x3a]),
];

/// The cover; `None` when the embedded faces lack a character of the title or the authors.
pub fn draw(title: &str, authors: &[Person]) -> Option<Vec<u8>> {
    let fonts = Fonts::default();
    let face = |family, bold| fonts.face(fonts.face_for(FontRole { family, bold, italic: false }).face);
    let (serif, sans) = (face(Family::Serif, true), face(Family::Sans, false));
    let covered = |text: &str, face: &Face| text.chars().all(|c| c.is_whitespace() || face.glyph(c).is_some());
    if !covered(title, serif) || !authors.iter().all(|a| covered(&a.name, sans)) {
        return None;
    }
    let mut canvas = Canvas { ink: vec![0; WIDTH * HEIGHT] };
    let measure = (WIDTH - 2 * MARGIN) as f32;
    // As large as fits: long words and long titles are set smaller.
    let sizes = [168.0, 144.0, 124.0, 106.0, 90.0, 76.0, 64.0];
    let set = |size: f32| lines(title, serif, size, measure);
    let fits = |size: &&f32| {
        let lines = set(**size);
        lines.len() <= 6 && lines.iter().all(|l| l.width <= measure)
    };
    let size = *sizes.iter().find(fits).unwrap_or(&sizes[sizes.len() - 1]);
    let mut y = 330.0 + size;
    for line in set(size).iter().take(9) {
        canvas.line(line, serif, MARGIN as f32, y, size);
        y += size * 1.16;
    }
    canvas.bar(MARGIN, (y - size * 0.35) as usize, 160, 8);
    let names: Vec<Line> = authors.iter().take(5).flat_map(|a| lines(&a.name, sans, 60.0, measure)).take(6).collect();
    let mut y = (HEIGHT - MARGIN) as f32 - 78.0 * names.len().saturating_sub(1) as f32;
    for name in &names {
        canvas.line(name, sans, MARGIN as f32, y, 60.0);
        y += 78.0;
    }
    let choice = title.bytes().fold(7u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b)));
    canvas.png(COLORS[choice as usize % COLORS.len()])
}

/// Glyphs in a line: id, and place from the line's start in pixels.
struct Line {
    glyphs: Vec<(u32, f32, f32)>,
    width: f32,
}

/// The text in lines that are no wider than the measure, where words allow it.
fn lines(text: &str, face: &Face, size: f32, measure: f32) -> Vec<Line> {
    let mut lines: Vec<(String, Line)> = Vec::new();
    for word in text.split_whitespace() {
        if let Some((words, line)) = lines.last_mut() {
            let longer = format!("{words} {word}");
            let shaped = shape(&longer, face, size);
            if shaped.width <= measure {
                (*words, *line) = (longer, shaped);
                continue;
            }
        }
        lines.push((word.to_owned(), shape(word, face, size)));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn shape(text: &str, face: &Face, size: f32) -> Line {
    let scale = size / f32::from(face.metrics.units_per_em);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let mut line = Line { glyphs: Vec::new(), width: 0.0 };
    if harfrust::shape(&ShaperFont::new(face.font()), &mut buffer, ShapeOptions::new()).is_ok() {
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let (dx, dy) = (position.x_offset as f32 * scale, position.y_offset as f32 * scale);
            line.glyphs.push((info.glyph_id, line.width + dx, dy));
            line.width += position.x_advance as f32 * scale;
        }
    }
    line
}

/// How much ink is on each pixel, 0 to 255.
struct Canvas {
    ink: Vec<u8>,
}

impl Canvas {
    /// Sets a line with its baseline at `y`.
    fn line(&mut self, line: &Line, face: &Face, x: f32, y: f32, size: f32) {
        let Ok(font) = FontRef::from_index(face.data(), face.index()) else { return };
        let outlines = font.outline_glyphs();
        let scale = size / f32::from(face.metrics.units_per_em);
        let top = (y - size * 1.2).max(0.0) as usize;
        let height = (size * 1.7) as usize;
        let mut raster = Raster::new(WIDTH, height.min(HEIGHT.saturating_sub(top)));
        for &(glyph, dx, dy) in &line.glyphs {
            if let Some(outline) = outlines.get(GlyphId::new(glyph)) {
                let mut pen = Pen::new(&mut raster, (x + dx, y - dy - top as f32), scale);
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                // A glyph that cannot be drawn leaves its place white.
                let _ = outline.draw(settings, &mut pen);
            }
        }
        for (ink, covered) in self.ink[top * WIDTH..].iter_mut().zip(raster.coverage()) {
            *ink = covered.max(*ink);
        }
    }

    fn bar(&mut self, x: usize, y: usize, width: usize, height: usize) {
        for row in y.min(HEIGHT)..(y + height).min(HEIGHT) {
            self.ink[row * WIDTH + x..row * WIDTH + x + width].fill(255);
        }
    }

    /// The picture in sixteen steps from ground to ink.
    fn png(&self, (ground, ink): ([u8; 3], [u8; 3])) -> Option<Vec<u8>> {
        let mix = |step: usize, i: usize| {
            let (ground, ink) = (usize::from(ground[i]), usize::from(ink[i]));
            ((ground * (15 - step) + ink * step + 7) / 15) as u8
        };
        let palette: Vec<u8> =
            (0..16).flat_map(|step| (0..3).map(move |i| (step, i))).map(|(s, i)| mix(s, i)).collect();
        let step = |ink: u8| ((u16::from(ink) * 15 + 127) / 255) as u8;
        let pixels: Vec<u8> = self.ink.chunks_exact(2).map(|pair| step(pair[0]) << 4 | step(pair[1])).collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&pixels).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}
