//! What a page says about itself, as it comes: in its head, and in the marks of its text.

use super::title::words;
use crate::document::Language;
use crate::read::markup::attributes::RawAttributes;
use serde_json::Value;

/// What was found in the head, as it comes.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    /// Each block of JSON-LD.
    pub(super) data: Vec<Value>,
    pub(super) language: Option<Language>,
    pub(super) metas: Vec<(String, String)>,
    /// Where relative addresses begin, where the page says it.
    pub(super) base: Option<String>,
    canonical: Option<String>,
    /// Whether it says that a word processor, a converter or an e-book wrote it.
    pub(super) is_exported: bool,
    /// What the marks of the page's text say.
    pub(super) within: Within,
}

/// What marks within a page's text say of it: texts as they stand there, the best first.
#[derive(Debug, Default)]
pub(super) struct Within {
    pub(super) authors: Vec<String>,
    pub(super) dates: Vec<String>,
}

/// Namespaces of what is exported as a page: e-books (EPUB 3, Structural Semantics), Microsoft Office.
const EXPORTS: &[&str] = &["www.idpf.org/2007/ops", "urn:schemas-microsoft-com:office"];

/// Programs that write a document as a page, in lower case.
const WRITERS: &[&str] = &[
    "pandoc",
    "microsoft word",
    "libreoffice",
    "openoffice",
    "abiword",
    "latex",
    "tex4ht",
    "hevea",
    "texinfo",
    "makeinfo",
    "asciidoc",
    "groff",
    "calibre",
    "ebookmaker",
    "docbook",
];

/// Whether a script holds data about the page.
pub(super) fn is_json(attributes: &RawAttributes) -> bool {
    attributes.text("type").is_some_and(|kind| {
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/ld+json")
    })
}

impl Head {
    /// Takes what a start tag says.
    pub(super) fn tag(&mut self, name: &str, raw: &RawAttributes) {
        match name {
            "html" | "body" => {
                self.is_exported |= raw.0.iter().any(|(name, value)| {
                    name.starts_with("xmlns") && EXPORTS.iter().any(|space| value.contains(space))
                });
                let found = raw.text("lang").or_else(|| raw.text("xml:lang")).and_then(Language::parse);
                self.language = self.language.take().or(found);
            }
            "meta" => {
                let Some(value) = raw.text("content").map(words) else { return };
                let is_generator = raw.text("name").is_some_and(|name| name.eq_ignore_ascii_case("generator"));
                let folded = value.to_ascii_lowercase();
                self.is_exported |= is_generator && WRITERS.iter().any(|writer| folded.contains(writer));
                for key in ["name", "property", "itemprop", "http-equiv"] {
                    if let Some(key) = raw.text(key) {
                        self.metas.push((key.to_ascii_lowercase(), value.clone()));
                    }
                }
            }
            "base" => self.base = raw.text("href").map(str::to_owned).or(self.base.take()),
            "link" if raw.text("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| raw.text("href").map(str::to_owned));
                self.base = self.base.take().or_else(|| self.canonical.clone());
            }
            _ => {}
        }
    }

    /// Takes a block of JSON-LD, as well as it can be read.
    pub(super) fn json(&mut self, text: &str) {
        let bare =
            text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let bare = bare.trim_end_matches("//]]>").trim_end_matches("]]>").trim_end_matches("-->").trim();
        // Line ends within texts, which are forbidden there, are frequent.
        let mended = || bare.replace(|c: char| c.is_control(), " ");
        if let Ok(value) = serde_json::from_str(bare).or_else(|_| serde_json::from_str(&mended())) {
            self.data.push(value);
        }
    }

    /// What a `meta` of one of these names says.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas.iter().find(|(n, _)| n == name)).map(|(_, value)| value.clone())
    }

    /// The address of the page, where it says it.
    pub(super) fn address(&self) -> Option<&str> {
        let metas = || self.metas.iter().find(|(name, _)| name == "og:url").map(|(_, value)| value.as_str());
        let whole = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
        self.canonical.as_deref().filter(whole).or_else(metas).filter(whole)
    }
}
