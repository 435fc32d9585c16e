//! Which file a picture of a page is: pages that load their pictures late put another one in its place, and name the true
//! one elsewhere (`data-src`, `srcset`, `picture`, `noscript`).

use super::attributes::RawAttributes;
use crate::source::Cut as _;

/// What is known of pictures while tags come.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The file that the sources of the open `picture` offer.
    offered: Option<String>,
    /// The picture that stands for scripts only, right before: its address and its alternative text.
    late: Option<Late>,
}

/// A picture that a script would load.
#[derive(Debug, PartialEq)]
struct Late {
    address: String,
    alt: String,
}

/// Attributes that name the true file.
const LATE: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-original-src",
    "data-orig-file",
    "data-image-src",
    "data-actualsrc",
    "data-url",
];

/// Attributes that name the true file in several sizes.
const LATE_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "srcset"];

/// What files that hold a place are called.
const PLACEHOLDERS: &[&str] = &[
    "placeholder",
    "blank.",
    "spacer.",
    "/1x1",
    "pixel.",
    "transparent.",
    "lazyload",
    "lazy-load",
    "loading.",
    "grey.gif",
    "gray.gif",
];

impl Pictures {
    /// A `picture` begins.
    pub(super) fn begin(&mut self) {
        self.offered = None;
    }

    /// A block begins: what comes is no copy of a picture before it.
    pub(super) fn pass(&mut self) {
        self.late = None;
    }

    /// One of its sources.
    pub(super) fn offer(&mut self, raw: &RawAttributes) {
        let found = ["srcset", "data-srcset"].iter().find_map(|name| raw.text(name).and_then(largest));
        self.offered = self.offered.take().or(found);
    }

    /// The address of a picture; empty: there is none.
    pub(super) fn address(&mut self, raw: &RawAttributes, alt: &str) -> String {
        let shown = raw.text("src").filter(|address| !is_placeholder(address));
        if let Some(shown) = shown {
            return shown.to_owned();
        }
        let late =
            LATE.iter().find_map(|name| raw.text(name)).filter(|address| !is_placeholder(address)).map(str::to_owned);
        let late = late.or_else(|| LATE_SETS.iter().find_map(|name| raw.text(name).and_then(largest)));
        let address = late.or_else(|| self.offered.take());
        self.late = Some(Late { address: address.clone().unwrap_or_default(), alt: alt.to_owned() });
        address.or_else(|| raw.text("src").map(str::to_owned)).unwrap_or_default()
    }

    /// Whether a picture that stands for those without scripts is there already: `None`: it is another one; else, whether what is
    /// there only holds its place.
    pub(super) fn repeats(&mut self, address: &str, alt: &str) -> Option<bool> {
        let late = self.late.take()?;
        let file = |address: &str| {
            let path = address.split(['?', '#']).next().unwrap_or("");
            path.rsplit('/').next().unwrap_or("").to_owned()
        };
        let same =
            late.address.is_empty() || file(&late.address) == file(address) || !alt.is_empty() && late.alt == alt;
        same.then_some(late.address.is_empty())
    }
}

/// Whether a file only holds the place of a picture.
fn is_placeholder(address: &str) -> bool {
    let lower = address.head(300).to_ascii_lowercase();
    // A picture of few bytes within its address: a dot, a grey box.
    let tiny = lower.starts_with("data:image/") && address.len() < 300;
    tiny || lower == "about:blank"
        || !lower.starts_with("data:") && PLACEHOLDERS.iter().any(|part| lower.contains(part))
}

/// The largest file of a `srcset` (HTML, 4.8.4.2.1).
fn largest(set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    let mut rest = set.trim_start_matches([' ', ',', '\n', '\t', '\r']);
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (whole, behind) = rest.split_at(end);
        let address = whole.trim_end_matches(',');
        let (size, next) =
            if address.len() < whole.len() { ("", behind) } else { behind.split_once(',').unwrap_or((behind, "")) };
        let size = size.trim().trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0);
        if best.is_none_or(|(other, _)| size > other) && !address.is_empty() && !is_placeholder(address) {
            best = Some((size, address));
        }
        rest = next.trim_start_matches([' ', ',', '\n', '\t', '\r']);
    }
    best.map(|(_, address)| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(pairs: &[(&str, &str)]) -> RawAttributes {
        RawAttributes(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn the_true_file_is_found() {
        let of = |pairs: &[(&str, &str)]| Pictures::default().address(&raw(pairs), "");
        assert_eq!(of(&[("src", "a.jpg"), ("data-src", "b.jpg")]), "a.jpg");
        assert_eq!(of(&[("src", "data:image/gif;base64,R0lGOD"), ("data-src", "b.jpg")]), "b.jpg");
        assert_eq!(of(&[("src", "/img/spacer.gif"), ("srcset", "s.jpg 320w, l.jpg 1280w, m.jpg 640w")]), "l.jpg");
        assert_eq!(of(&[("srcset", "a,b.jpg, c.jpg 2x")]), "c.jpg");
        assert_eq!(of(&[("src", "data:image/gif;base64,R0lGOD")]), "data:image/gif;base64,R0lGOD");
    }

    #[test]
    fn what_stands_for_those_without_scripts_is_no_second_picture() {
        let mut pictures = Pictures::default();
        pictures.address(&raw(&[("src", "blank.gif"), ("data-src", "x/b.jpg")]), "");
        assert_eq!(pictures.repeats("https://example.org/y/b.jpg?w=3", ""), Some(false));
        assert_eq!(pictures.repeats("b.jpg", ""), None);
        pictures.address(&raw(&[("src", "blank.gif")]), "");
        assert_eq!(pictures.repeats("c.jpg", ""), Some(true));
    }
}
