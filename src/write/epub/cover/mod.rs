//! The cover: the document's own picture, or one that is drawn from its title.

mod draw;
mod raster;

use super::chapter;
use super::images::{self, Picture};
use super::plan::Plan;
use super::xml;
use crate::document::{Term, term};
use crate::options::EpubOptions;
use std::borrow::Cow;

/// The cover page's name in the package.
pub const PAGE: &str = "cover.xhtml";

/// The cover's picture: the document's own; else a drawn one, for books and where it is asked for.
pub fn picture<'a>(plan: &'a Plan<'a>, options: &EpubOptions) -> Option<Picture<'a>> {
    let own = plan.document.metadata.cover_resource.and_then(|id| images::find(&plan.pictures, id));
    if let Some(own) = own {
        return Some(Picture { name: own.name.clone(), bytes: Cow::Borrowed(&own.bytes), ..*own });
    }
    if !options.generated_cover.unwrap_or(plan.book) {
        return None;
    }
    let picture = |name: &str, media_type, bytes| Picture {
        name: name.to_owned(),
        media_type,
        bytes: Cow::Owned(bytes),
        lacks_drawings: false,
    };
    Some(match draw::draw(&plan.title, &plan.document.metadata.authors) {
        Some(png) => picture("images/cover.png", "image/png", png),
        // In a script that the embedded faces lack, the reading system's faces have to do.
        None => picture("images/cover.svg", "image/svg+xml", svg(plan).into_bytes()),
    })
}

/// The page that shows it.
pub fn page(plan: &Plan<'_>, picture: &Picture<'_>) -> String {
    let label = term(Term::Cover, &plan.language);
    let mut out = String::new();
    chapter::head(&mut out, label, &plan.language, "cover");
    out.push_str("<section epub:type=\"cover\">\n<img role=\"doc-cover\"");
    xml::push_attribute(&mut out, "src", &picture.name);
    xml::push_attribute(&mut out, "alt", &format!("{label}: {}", words(plan)));
    out.push_str("/>\n</section>\n</body>\n</html>\n");
    out
}

fn words(plan: &Plan<'_>) -> String {
    let mut words = plan.title.clone();
    for author in &plan.document.metadata.authors {
        words.push_str(", ");
        words.push_str(&author.name);
    }
    words
}

fn svg(plan: &Plan<'_>) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"1800\" viewBox=\"0 0 1200 1800\">\n\
         <rect width=\"1200\" height=\"1800\" fill=\"#223342\"/>\n",
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
        text(1470 + 70 * i, 56, &author.name);
    }
    out.push_str("</svg>\n");
    out
}

/// The text in lines of at most a number of characters, broken at spaces where there are some.
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
