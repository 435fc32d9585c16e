//! Content documents: XHTML and SVG (EPUB 3.3, chapter 6), parsed in one pass.

use super::package::ManifestItem;
use super::{ContainerFile, FileDefects, ncx, style};
use crate::document::Language;
use crate::write::xhtml::xml;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashMap;

/// Kind of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceUse {
    /// A hyperlink.
    Link,
    /// A link to a note.
    NoteReference,
    /// A resource that is displayed or applied.
    Resource,
}

/// A reference.
#[derive(Debug)]
pub struct Reference<'f> {
    /// The URL as written.
    pub target: Cow<'f, str>,
    /// Its kind.
    pub used_as: ReferenceUse,
    /// Byte offset.
    pub at: usize,
}

/// The data of a content document that other checks need.
#[derive(Debug, Default)]
pub struct ContentDocument<'f> {
    /// Its path in the container.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
    /// Its ids, each with whether it is a note's.
    pub ids: HashMap<Cow<'f, str>, bool>,
    /// Its references.
    pub references: Vec<Reference<'f>>,
    /// The ids of its page breaks, in order; empty for a page break without an id.
    pub pages: Vec<String>,
    /// For the navigation document: its navigations.
    pub navigations: Vec<Navigation<'f>>,
    /// For an NCX: its contents.
    pub ncx: Option<ncx::Ncx>,
}

/// A `nav` of the navigation document.
#[derive(Debug, Default)]
pub struct Navigation<'f> {
    /// Its epub:type.
    pub kind: String,
    /// Byte offset.
    pub at: usize,
    /// Its links.
    pub links: Vec<NavLink<'f>>,
}

/// A link of a navigation.
#[derive(Debug, Default)]
pub struct NavLink<'f> {
    /// Its epub:type.
    pub kind: String,
    /// Its address.
    pub href: Cow<'f, str>,
    /// Its text.
    pub label: String,
    /// Nesting depth of its list; 0 for the outermost.
    pub depth: usize,
    /// Byte offset.
    pub at: usize,
}

/// Parses a file of the package.
pub fn read<'f>(
    item: &ManifestItem,
    file: &'f ContainerFile<'_>,
    findings: &mut FileDefects<'_>,
) -> ContentDocument<'f> {
    let mut content = ContentDocument { path: file.name, ..ContentDocument::default() };
    let Some(text) = file.text().map(|t| t.trim_start_matches('\u{feff}')) else { return content };
    content.text = text;
    match item.media_type.as_str() {
        "text/css" => {
            let references = style::references(text, findings);
            let resource = |(target, at)| Reference { target: Cow::Owned(target), used_as: ReferenceUse::Resource, at };
            content.references.extend(references.into_iter().map(resource));
            content
        }
        "application/xhtml+xml" | "image/svg+xml" => {
            let svg = item.media_type == "image/svg+xml";
            let nav = item.properties.iter().any(|p| p == "nav");
            let mut scan = Scan { content, findings, open: Vec::new(), svg, nav, seen: ContentFacts::default() };
            scan.run();
            scan.finish(item);
            scan.content
        }
        crate::write::epub::ncx::MEDIA_TYPE => {
            ncx::read(&mut content, findings);
            content
        }
        _ => content,
    }
}

/// What occurred in a document.
#[derive(Default)]
struct ContentFacts {
    root: bool,
    title: bool,
    body: bool,
    doctype: bool,
    math: bool,
    svg: bool,
    scripted: bool,
}

struct Scan<'f, 'x, 'y> {
    content: ContentDocument<'f>,
    findings: &'x mut FileDefects<'y>,
    /// The names of the open elements.
    open: Vec<&'f str>,
    svg: bool,
    nav: bool,
    seen: ContentFacts,
}

impl<'f> Scan<'f, '_, '_> {
    fn run(&mut self) {
        let text = self.content.text;
        // Characters that XML 1.0 excludes (section 2.2).
        let control = text.bytes().position(|b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r'));
        if let Some(at) = control.or_else(|| text.find(['\u{fffe}', '\u{ffff}'])) {
            self.findings.at(at, "xml-character", "there is a character that XML cannot hold");
        }
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        loop {
            let at = reader.buffer_position() as usize;
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.start(&start, at);
                    let name = at + 1..at + 1 + start.name().0.len();
                    self.open.push(text.get(name).unwrap_or(""));
                }
                Ok(Event::Empty(start)) => {
                    self.start(&start, at);
                    if matches!(start.name().0, "title" | "body") && !self.is_drawn() {
                        self.findings.at(at, "content-empty", format!("`{}` is empty", start.name().0));
                    }
                }
                Ok(Event::End(_)) => drop(self.open.pop()),
                Ok(Event::Text(text)) => self.text(&text.xml10_content(), at),
                Ok(Event::CData(text)) => self.text(&text.xml10_content(), at),
                Ok(Event::GeneralRef(reference)) => {
                    let character = self.findings.referenced(&reference, at);
                    self.text(character.encode_utf8(&mut [0; 4]), at);
                }
                Ok(Event::DocType(kind)) => {
                    self.seen.doctype = true;
                    if !self.svg && !kind.trim().eq_ignore_ascii_case("html") {
                        self.findings.at(at, "xml-doctype", "the document type is not that of HTML");
                    }
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(e) => {
                    self.findings.at(at, "xml-well-formed", format!("not well-formed: {e}"));
                    return;
                }
            }
        }
        if let Some(name) = self.open.last() {
            let message = format!("not well-formed: `{name}` does not end");
            self.findings.at(text.len(), "xml-well-formed", message);
        }
    }

    /// Whether the position is within SVG, where the rules of HTML don't apply.
    fn is_drawn(&self) -> bool {
        self.svg || self.open.contains(&"svg")
    }

    fn text(&mut self, text: &str, at: usize) {
        match self.open.last() {
            Some(_) if self.is_drawn() => {}
            Some(&"title") => self.seen.title |= !text.trim().is_empty(),
            Some(&("ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "body" | "html"))
                if !text.trim().is_empty() =>
            {
                self.findings.at(at, "content-model", "there is text where only elements may stand");
            }
            None if !text.trim().is_empty() => self.findings.at(at, "xml-well-formed", "there is text behind the root"),
            _ => {}
        }
        if self.nav
            && self.open.contains(&"a")
            && let Some(link) = self.content.navigations.last_mut().and_then(|n| n.links.last_mut())
        {
            link.label.push_str(text);
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, at: usize) {
        let text = self.content.text;
        let name = text.get(at + 1..at + 1 + start.name().0.len()).unwrap_or("");
        let mut attributes = Vec::with_capacity(6);
        for attribute in start.attributes() {
            match attribute {
                Ok(attribute) => {
                    let value = quick_xml::escape::unescape(&attribute.value);
                    if attribute.value.contains('<') || value.is_err() {
                        self.findings.at(at, "xml-well-formed", format!("`{}` is not well-formed", attribute.key.0));
                    }
                    let value = value.map_or_else(|_| String::new(), Cow::into_owned);
                    attributes.push((attribute.key.0.to_owned(), value));
                }
                Err(e) => self.findings.at(at, "xml-well-formed", format!("not well-formed: {e}")),
            }
        }
        let get = |wanted: &str| attributes.iter().find(|(n, _)| n == wanted).map(|(_, v)| v.as_str());
        if self.open.is_empty() {
            self.root(name, at, &get);
        }
        self.element(name, at, &get);
        for (key, value) in &attributes {
            self.attribute(name, key, value, at, &get);
        }
    }

    fn root<'v>(&mut self, name: &str, at: usize, get: &dyn Fn(&str) -> Option<&'v str>) {
        if std::mem::replace(&mut self.seen.root, true) {
            self.findings.at(at, "xml-well-formed", "there are two root elements");
        }
        let (root, namespace) = match self.svg {
            true => ("svg", "http://www.w3.org/2000/svg"),
            false => ("html", "http://www.w3.org/1999/xhtml"),
        };
        if name != root || get("xmlns") != Some(namespace) {
            self.findings.at(at, "content-root", format!("the root is not `{root}` in its namespace"));
        }
        if !self.svg {
            let language = get("lang");
            if language.and_then(Language::parse).is_none() || language != get("xml:lang") {
                self.findings.at(at, "language-missing", "`lang` and `xml:lang` do not both name the language");
            }
        }
    }

    fn element<'v>(&mut self, name: &'f str, at: usize, get: &dyn Fn(&str) -> Option<&'v str>) {
        let drawn = self.is_drawn();
        match name {
            "math" if !drawn => {
                self.seen.math = true;
                let words = get("alttext").filter(|words| !words.trim().is_empty());
                if words.is_none_or(|words| words.contains(['\\', '{', '}', '^', '_'])) {
                    self.findings.at(at, "math-description", "a formula is not described in words");
                }
                if get("lang").or(get("xml:lang")).is_some() {
                    self.findings.at(at, "math-language", "`math` takes no language");
                }
            }
            "svg" => self.seen.svg = true,
            "script" | "form" | "iframe" | "object" | "embed" | "audio" | "video" | "canvas" | "foreignObject" => {
                self.seen.scripted |= matches!(name, "script" | "form");
                self.findings.at(at, "content-active", format!("`{name}` does not belong into our books"));
            }
            "base" => self.findings.at(at, "content-base", "`base` changes what addresses mean"),
            _ if drawn => {}
            "body" => self.seen.body = true,
            "img" => {
                if get("alt").is_none() {
                    self.findings.at(at, "image-alt", "an image has no `alt`");
                }
                if get("src").is_none_or(str::is_empty) {
                    self.findings.at(at, "image-src", "an image has no `src`");
                }
            }
            "th" if !matches!(get("scope"), Some("col" | "row" | "colgroup" | "rowgroup")) => {
                self.findings.at(at, "table-scope", "a head cell has no `scope`");
            }
            "nav" if self.nav => {
                let kind = get("epub:type").unwrap_or("").to_owned();
                self.content.navigations.push(Navigation { kind, at, links: Vec::new() });
            }
            "a" if self.nav && self.open.contains(&"nav") => {
                let href = Cow::Owned(get("href").unwrap_or("").to_owned());
                if let Some(navigation) = self.content.navigations.last_mut() {
                    let kind = get("epub:type").unwrap_or("").to_owned();
                    let depth = self.open.iter().filter(|name| **name == "ol").count().saturating_sub(1);
                    navigation.links.push(NavLink { kind, href, label: String::new(), depth, at });
                }
            }
            _ => {}
        }
        if get("epub:type").is_some_and(|t| t.split_ascii_whitespace().any(|word| word == "pagebreak")) {
            self.content.pages.push(get("id").unwrap_or("").to_owned());
            if get("aria-label").is_none_or(|label| label.trim().is_empty()) {
                self.findings.at(at, "page-mark", "the mark of a page does not say which");
            }
        }
        if let Some(id) = get("id") {
            // Ids within SVG are referred to only from within it, so only their form is checked.
            if !xml::is_ncname(id) {
                self.findings.at(at, "id-name", format!("`{id}` is no XML name"));
            } else if !drawn && !xml::is_plain_id(id) {
                let message = format!("`{id}` is no name in letters, digits and `-`: reading programs do not find it");
                self.findings.at(at, "id-name", message);
            }
            let note = get("role") == Some("doc-footnote");
            if self.content.ids.insert(Cow::Owned(id.to_owned()), note).is_some() {
                self.findings.at(at, "id-twice", format!("the id `{id}` is there twice"));
            }
        }
        if !drawn && !self.open.contains(&"math") {
            self.content_model(name, at);
        }
    }

    /// The nesting rules of HTML (HTML, section 4) whose violation reading systems don't tolerate.
    fn content_model(&mut self, name: &str, at: usize) {
        let parent = self.open.last().copied().unwrap_or("");
        let fits = match name {
            "html" => parent.is_empty(),
            "head" | "body" => parent == "html",
            "title" | "meta" | "link" | "style" => parent == "head",
            "li" => matches!(parent, "ul" | "ol"),
            "dt" | "dd" => parent == "dl",
            "tr" => matches!(parent, "thead" | "tbody" | "tfoot" | "table"),
            "td" | "th" => parent == "tr",
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => parent == "table",
            "col" => parent == "colgroup",
            "figcaption" => parent == "figure",
            "summary" => parent == "details",
            _ if ELEMENTS.contains(&name) => {
                !matches!(parent, "html" | "head" | "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tfoot" | "tr")
            }
            _ => {
                self.findings.at(at, "content-element", format!("`{name}` is no element that we write"));
                true
            }
        };
        if !fits {
            self.findings.at(at, "content-model", format!("`{name}` stands in `{parent}`"));
        }
        if name == "a" && self.open.contains(&"a") {
            self.findings.at(at, "content-model", "a link stands in a link");
        }
        let block = FLOW_ONLY.contains(&name);
        if block && let Some(line) = self.open.iter().rev().find(|n| PHRASING_ONLY.contains(n)) {
            self.findings.at(at, "content-model", format!("`{name}` stands in `{line}`"));
        }
    }

    fn attribute<'v>(
        &mut self,
        element: &str,
        key: &str,
        value: &str,
        at: usize,
        get: &dyn Fn(&str) -> Option<&'v str>,
    ) {
        let used_as = match (element, key) {
            ("a", "href" | "xlink:href") if get("role") == Some("doc-noteref") && !self.is_drawn() => {
                Some(ReferenceUse::NoteReference)
            }
            ("a", "href" | "xlink:href") => Some(ReferenceUse::Link),
            (_, "src" | "href" | "xlink:href" | "data" | "poster") => Some(ReferenceUse::Resource),
            _ => None,
        };
        if let Some(used_as) = used_as {
            self.content.references.push(Reference { target: Cow::Owned(value.to_owned()), used_as, at });
        }
        let urls = if PAINTS.contains(&key) { value } else { "" };
        for url in urls.split("url(").skip(1) {
            let target = url.split(')').next().unwrap_or("").trim().trim_matches(['"', '\'']);
            if target.starts_with('#') {
                let target = Cow::Owned(target.to_owned());
                self.content.references.push(Reference { target, used_as: ReferenceUse::Resource, at });
            }
        }
        match key {
            "srcset" => self.findings.at(at, "content-srcset", "`srcset` is not written by us"),
            "style" if takes_from_elsewhere(value) => {
                self.findings.at(at, "style-remote", "a style attribute takes something from elsewhere");
            }
            "lang" | "xml:lang" => {
                let (lang, xml_lang) = (get("lang"), get("xml:lang"));
                if Language::parse(value).is_none() || !self.svg && lang != xml_lang {
                    self.findings.at(at, "language-tag", format!("`{value}` is not one language, said twice"));
                }
            }
            "dir" if !matches!(value, "ltr" | "rtl" | "auto") => {
                self.findings.at(at, "direction", format!("`{value}` is no direction"));
            }
            "aria-labelledby" | "aria-describedby" => {
                let resource =
                    |id| Reference { target: Cow::Owned(format!("#{id}")), used_as: ReferenceUse::Resource, at };
                self.content.references.extend(value.split_whitespace().map(resource));
            }
            _ if key.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")) => {
                self.findings.at(at, "content-active", format!("`{key}` is a script"));
            }
            _ => {}
        }
    }

    fn finish(&mut self, item: &ManifestItem) {
        let has = |property: &str| item.properties.iter().any(|p| p == property);
        if self.svg {
            if !self.seen.root {
                self.findings.whole("content-root", "there is no `svg` element");
            }
            return;
        }
        for (found, rule, message) in [
            (self.seen.doctype, "xml-doctype", "there is no `<!DOCTYPE html>`"),
            (self.seen.root, "content-root", "there is no `html` element"),
            (self.seen.title, "content-title", "the document has no title"),
            (self.seen.body, "content-body", "the document has no body"),
        ] {
            if !found {
                self.findings.whole(rule, message);
            }
        }
        for (found, property) in [(self.seen.math, "mathml"), (self.seen.svg, "svg"), (self.seen.scripted, "scripted")]
        {
            if found != has(property) {
                let message = format!("the manifest's property `{property}` does not say what the document holds");
                self.findings.whole("manifest-property", message);
            }
        }
        if has("remote-resources") {
            self.findings.whole("remote-resource", "the manifest announces remote resources");
        }
    }
}

/// Attributes whose values may refer to paints, clips, masks, filters and markers; in any other, `url(` is plain text.
const PAINTS: &[&str] = &[
    "style",
    "fill",
    "stroke",
    "clip-path",
    "mask",
    "filter",
    "marker",
    "marker-start",
    "marker-mid",
    "marker-end",
    "cursor",
];

/// Elements allowed in phrasing or flow content; the others have fixed parents.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "cite",
    "code",
    "data",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "em",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "main",
    "mark",
    "math",
    "nav",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "svg",
    "table",
    "time",
    "u",
    "ul",
    "var",
    "wbr",
    "audio",
    "video",
    "canvas",
    "embed",
    "base",
];

/// Flow content that is not phrasing content.
const FLOW_ONLY: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Elements that contain phrasing content only.
const PHRASING_ONLY: &[&str] = &[
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "em", "strong", "span", "code", "sub", "sup", "small",
    "mark", "kbd", "u", "s", "abbr", "summary", "b", "i", "cite", "q", "time", "samp", "var",
];

/// Whether a style attribute refers to anything outside its file.
fn takes_from_elsewhere(style: &str) -> bool {
    let own = |url: &str| url.trim_start().trim_start_matches(['"', '\'']).starts_with('#');
    ["expression", "image-set(", "image(", "cross-fade(", "src("].iter().any(|function| style.contains(function))
        || style.split("url(").skip(1).any(|url| !own(url))
}
