//! Page metadata: `title`, `meta` (including Dublin Core and Open Graph), JSON-LD (schema.org), `lang`.

use super::title::{of_page, words};
use crate::document::{Block, Date, Language, Metadata, Person};
use crate::read::markup::attributes::RawAttributes;
use serde_json::Value;

/// Raw metadata from the head.
#[derive(Debug, Default)]
pub(super) struct HtmlHead {
    pub(super) title: String,
    pub(super) json: String,
    language: Option<Language>,
    metas: Vec<(String, String)>,
    /// The base URL, if stated.
    pub(super) base: Option<String>,
}

impl HtmlHead {
    /// Records a start tag's metadata.
    pub(super) fn tag(&mut self, name: &str, raw: &RawAttributes) {
        match name {
            "html" | "body" => {
                let found = raw.text("lang").or_else(|| raw.text("xml:lang")).and_then(Language::parse);
                self.language = self.language.take().or(found);
            }
            "meta" => {
                let key = raw.text("name").or_else(|| raw.text("property")).or_else(|| raw.text("itemprop"));
                let key = key.or_else(|| raw.text("http-equiv"));
                if let (Some(key), Some(value)) = (key, raw.text("content")) {
                    self.metas.push((key.to_ascii_lowercase(), words(value)));
                }
            }
            "base" => self.base = raw.text("href").map(str::to_owned).or(self.base.take()),
            "link" if raw.text("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) && self.base.is_none() => {
                self.base = raw.text("href").map(str::to_owned);
            }
            _ => {}
        }
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas.iter().find(|(n, _)| n == name)).map(|(_, value)| value.clone())
    }

    /// The metadata of a page with these blocks.
    pub(super) fn metadata(&self, blocks: &[Block]) -> Metadata {
        let json = serde_json::from_str::<Value>(&self.json).ok();
        let article = json.as_ref().and_then(|value| article(value, 0));
        let field = |name: &str| article.and_then(|a| text(a.get(name)?));
        let mut out = Metadata { language: self.language.clone(), ..Metadata::default() };
        let named = self.meta(&["og:title", "dc.title", "dcterms.title", "twitter:title"]);
        let title = named.or_else(|| field("headline")).or_else(|| Some(words(&self.title)).filter(|t| !t.is_empty()));
        let site = self.meta(&["og:site_name", "application-name"]);
        out.title = title.map(|title| of_page(&title, site.as_deref(), blocks));
        let date = |name: &str| field(name).as_deref().and_then(Date::parse_iso);
        let meta_date = |names: &[&str]| self.meta(names).as_deref().and_then(Date::parse_iso);
        out.issued = date("datePublished")
            .or_else(|| meta_date(&["article:published_time", "dc.date", "dcterms.date", "dcterms.created", "date"]));
        out.modified = date("dateModified")
            .or_else(|| meta_date(&["article:modified_time", "dcterms.modified", "last-modified", "og:updated_time"]))
            .filter(|modified| Some(*modified) != out.issued);
        out.authors = article.and_then(|a| a.get("author")).map(people).unwrap_or_default();
        if out.authors.is_empty() {
            let names = ["author", "dc.creator", "dcterms.creator", "article:author"];
            let found = self.metas.iter().filter(|(n, v)| names.contains(&n.as_str()) && !v.contains("://"));
            for (_, name) in found {
                if !out.authors.iter().any(|a| a.name == *name) {
                    out.authors.push(Person::named(name.as_str()));
                }
            }
        }
        out.description =
            self.meta(&["description", "og:description", "dc.description"]).or_else(|| field("description"));
        out.publisher = article
            .and_then(|a| text(a.get("publisher")?))
            .or_else(|| self.meta(&["dc.publisher", "dcterms.publisher", "og:site_name", "publisher"]));
        out.page_source = self.meta(&["dc.source", "dcterms.source"]);
        out.rights = self.meta(&["dc.rights", "dcterms.rights", "copyright"]);
        if let Some(keywords) = self.meta(&["keywords", "news_keywords"]) {
            out.keywords = keywords.split([',', ';']).map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
        }
        if out.language.is_none() {
            let found = field("inLanguage").or_else(|| self.meta(&["content-language", "dc.language", "og:locale"]));
            out.language = found.as_deref().and_then(Language::parse);
        }
        out
    }
}

/// The description of an article or book in JSON-LD, possibly in a list or graph.
fn article(value: &Value, depth: usize) -> Option<&Value> {
    match value {
        _ if depth > 4 => None,
        Value::Array(list) => list.iter().find_map(|v| article(v, depth + 1)),
        Value::Object(fields) => {
            let is_article = |kind: &Value| {
                kind.as_str().is_some_and(|k| k.ends_with("Article") || matches!(k, "BlogPosting" | "Report" | "Book"))
            };
            let found = match fields.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is_article),
                Some(kind) => is_article(kind),
                None => false,
            };
            if found { Some(value) } else { article(fields.get("@graph")?, depth + 1) }
        }
        _ => None,
    }
}

/// A string, or the `name` of an object.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(words(text)).filter(|t| !t.is_empty()),
        Value::Object(fields) => fields.get("name").and_then(|v| v.as_str()).map(words),
        Value::Array(list) => text(list.first()?),
        _ => None,
    }
}

fn people(value: &Value) -> Vec<Person> {
    match value {
        Value::Array(list) => list.iter().filter_map(person).collect(),
        value => person(value).into_iter().collect(),
    }
}

fn person(value: &Value) -> Option<Person> {
    let kind = value.get("@type").and_then(Value::as_str).unwrap_or_default();
    Some(Person::named(text(value)?).of_type(kind))
}
