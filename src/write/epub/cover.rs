//! The cover: the document's own picture, or one that is drawn from its title.

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
        return Some(Picture { name: own.name.clone(), media_type: own.media_type, bytes: Cow::Borrowed(&own.bytes) });
    }
    (plan.book || options.generated_cover).then(|| Picture {
        name: "images/cover.svg".to_owned(),
        media_type: "image/svg+xml",
        bytes: Cow::Owned(draw(plan).into_bytes()),
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

fn draw(plan: &Plan<'_>) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"1800\" viewBox=\"0 0 1200 1800\">\n\
         <rect width=\"1200\" height=\"1800\" fill=\"#f4f0e6\"/>\n<rect x=\"90\" y=\"90\" width=\"1020\" height=\"1620\" \
         fill=\"none\" stroke=\"#33414e\" stroke-width=\"4\"/>\n",
    );
    let mut text = |y: usize, size: usize, line: &str| {
        out.push_str(&format!(
            "<text x=\"600\" y=\"{y}\" font-family=\"serif\" font-size=\"{size}\" text-anchor=\"middle\" fill=\"#1f2830\">"
        ));
        xml::push_text(&mut out, line);
        out.push_str("</text>\n");
    };
    for (i, line) in lines(&plan.title, 16).iter().take(7).enumerate() {
        text(460 + 130 * i, 108, line);
    }
    for (i, author) in plan.document.metadata.authors.iter().take(4).enumerate() {
        text(1440 + 70 * i, 56, &author.name);
    }
    out.push_str("</svg>\n");
    out
}

/// The words in lines of about a number of characters.
fn lines(text: &str, measure: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < measure => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
