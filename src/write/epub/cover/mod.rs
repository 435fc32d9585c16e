//! The cover: the document's own picture, or one generated from the title. Shops and reading systems require RGB JPEG
//! or PNG.

mod convert;
mod draw;
mod raster;
mod text;

use super::chapter;
use super::images::{self, ImageFile};
use super::plan::BookPlan;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::fonts::Fonts;
use crate::options::Options;
use crate::write::xhtml::xml;
use std::borrow::Cow;

/// The cover page's name in the package.
pub const PAGE: &str = "cover.xhtml";
/// Minimum length of a cover's shorter side in pixels: Apple's requirement, the strictest.
const LEAST: u32 = 1400;

/// A cover.
#[derive(Debug)]
pub struct Cover<'a> {
    /// The picture, as JPEG or PNG.
    pub image: ImageFile<'a>,
    /// The drawing that the cover page shows instead, so that the reading system sets its text.
    pub drawing: Option<ImageFile<'a>>,
    /// Whether system fonts were used for the text.
    pub asked_system: bool,
}

impl<'a> Cover<'a> {
    /// The picture on the cover page.
    fn shown(&self) -> &ImageFile<'a> {
        self.drawing.as_ref().unwrap_or(&self.image)
    }
}

fn picture<'a>(name: &str, media_type: &'static str, bytes: Vec<u8>) -> ImageFile<'a> {
    ImageFile { name: name.to_owned(), media_type, bytes: Cow::Owned(bytes), lacks_drawings: false }
}

/// The cover: the document's own, or a generated one for books and on request.
pub fn cover<'a>(plan: &'a BookPlan<'a>, options: &Options, diagnostics: &mut Diagnostics) -> Option<Cover<'a>> {
    if let Some(image) = own(plan, diagnostics) {
        return Some(Cover { image, drawing: None, asked_system: false });
    }
    if !options.epub.generated_cover.unwrap_or(plan.book) {
        return None;
    }
    let fonts = Fonts::new(options.pdf.font_folders.clone());
    let drawn = draw::draw(&plan.title, &plan.document.metadata.authors, &fonts)?;
    Some(Cover {
        image: picture("images/cover.png", "image/png", drawn.png),
        drawing: (!drawn.worded).then(|| picture("images/cover.svg", "image/svg+xml", svg(plan).into_bytes())),
        asked_system: fonts.asked_system(),
    })
}

/// The document's own picture, converted if necessary.
fn own<'a>(plan: &'a BookPlan<'a>, diagnostics: &mut Diagnostics) -> Option<ImageFile<'a>> {
    let id = plan.document.metadata.cover_resource?;
    let own = images::find(&plan.pictures, id)?;
    let resource = plan.document.resource(id);
    let vector = own.media_type == "image/svg+xml";
    if !vector && resource.width.min(resource.height) < LEAST {
        let message = format!(
            "the cover `{}` is {} × {} pixels: shops want {LEAST} at least on the shorter side",
            resource.name, resource.width, resource.height
        );
        let help = format!("give one of {} × 2560 pixels, where there is one", draw::WIDTH);
        diagnostics.push(Diagnostic::new(&codes::COVER_SMALL, None, message).help(help));
    }
    let made = convert::convert(resource).map(|made| {
        let name = format!("images/cover.{}", made.format.extension());
        picture(&name, made.format.media_type(), made.bytes)
    });
    Some(made.unwrap_or_else(|| ImageFile { name: own.name.clone(), bytes: Cow::Borrowed(&own.bytes), ..*own }))
}

/// A picture in RGB as PNG (ISO/IEC 15948).
fn png(rgb: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    // Half the size of fast compression, for 10 ms more.
    encoder.set_deflate_compression(png::DeflateCompression::Level(4));
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(rgb).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// The cover page.
pub fn page(plan: &BookPlan<'_>, cover: &Cover<'_>) -> String {
    let label = plan.language.terms().cover;
    let mut out = String::new();
    chapter::head(&mut out, label, &plan.language, "cover");
    out.push_str("<section epub:type=\"cover\">\n<img role=\"doc-cover\"");
    xml::push_attribute(&mut out, "src", &cover.shown().name);
    xml::push_attribute(&mut out, "alt", &format!("{label}: {}", words(plan)));
    out.push_str("/>\n</section>\n</body>\n</html>\n");
    out
}

fn words(plan: &BookPlan<'_>) -> String {
    let mut words = plan.title.clone();
    for author in &plan.document.metadata.authors {
        words.push_str(", ");
        words.push_str(&author.name);
    }
    words
}

fn svg(plan: &BookPlan<'_>) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"2560\" viewBox=\"0 0 1200 1920\">\n\
         <rect width=\"1200\" height=\"1920\" fill=\"#223342\"/>\n",
    );
    let mut text = |y: usize, size: usize, line: &str| {
        let place = format!("x=\"600\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\"");
        out.push_str(&format!("<text {place} font-family=\"serif\" fill=\"#f6f1e4\">"));
        xml::push_text(&mut out, line);
        out.push_str("</text>\n");
    };
    for (i, line) in lines(&plan.title, 9).iter().take(8).enumerate() {
        text(430 + 130 * i, 100, line);
    }
    for (i, author) in plan.document.metadata.authors.iter().take(4).enumerate() {
        text(1580 + 70 * i, 56, &author.name);
    }
    out.push_str("</svg>\n");
    out
}

/// Wraps text at a number of characters, at spaces if possible.
fn lines(text: &str, measure: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(measure) {
            match lines.last_mut() {
                Some(line) if line.chars().count() + piece.len() < measure => {
                    line.push(' ');
                    line.extend(piece);
                }
                _ => lines.push(piece.iter().collect()),
            }
        }
    }
    lines
}
