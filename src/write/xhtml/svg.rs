//! Sanitizes SVG for EPUB: no scripts, no animation, no external resources, no foreign markup.

use super::address::decoded;
use super::xml;
use crate::document::{Language, base64, svg};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

/// Limit of nesting.
const MAX_DEPTH: usize = 256;

/// Prefix of a data URL with a drawing.
const DRAWING: &str = "data:image/svg+xml";

/// The image as SVG allowed in EPUB (EPUB 3.3, section 6.2), and whether nested drawings were removed; `None` if it is
/// not well-formed SVG.
pub fn sanitize(source: &str) -> Option<(String, bool)> {
    // Characters that XML excludes are replaced, as in text (XML 1.0, 2.2).
    let unheld = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    let readable = source.replace(unheld, "\u{fffd}");
    let source = readable.as_str();
    let mut missing = HashSet::new();
    loop {
        let Svg { out, ids, references, stands, lacks_drawings, .. } = read(source, &missing)?;
        // A drawing cut out of a page may refer to elements left behind (a sprite): such references are dropped, and
        // what is dropped with them may itself have been referred to.
        let mut gone: Vec<String> = references.difference(&ids).filter(|id| !missing.contains(*id)).cloned().collect();
        if gone.is_empty() {
            return Some((out, lacks_drawings));
        }
        // The whole transitive closure at once: in a chain each element depends on the one before it.
        let mut dropped: HashMap<&str, Vec<&Stand>> = HashMap::new();
        stands.iter().for_each(|stand| dropped.entry(&stand.target).or_default().push(stand));
        while let Some(id) = gone.pop() {
            if let Some(stands) = dropped.remove(id.as_str()) {
                gone.extend(stands.into_iter().flat_map(|stand| stand.ids.iter().cloned()));
            }
            missing.insert(id);
        }
    }
}

/// Sanitizes a drawing, without references to the ids in `missing`.
fn read<'m>(source: &str, missing: &'m HashSet<String>) -> Option<Svg<'m>> {
    let mut reader = Reader::from_str(source.trim_start_matches('\u{feff}'));
    let mut svg = Svg {
        out: String::new(),
        prefixes: vec![String::new()],
        links: vec!["xlink:".to_owned()],
        has_sheet: source.contains("<style") || source.contains(":style"),
        seen_root: false,
        open: Vec::new(),
        ids: HashSet::new(),
        references: HashSet::new(),
        stands: Vec::new(),
        standing: Vec::new(),
        missing,
        style: None,
        lacks_drawings: false,
    };
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => svg.start(&start, false)?,
            Event::Empty(start) => svg.start(&start, true)?,
            Event::End(_) => svg.end()?,
            Event::Text(text) => svg.text(&text.xml10_content()),
            Event::CData(text) => svg.text(&xml::escape(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref().ok()? {
                    Some(c) => xml::escape(c.encode_utf8(&mut [0; 4])),
                    None => match reference.xml10_content().as_ref() {
                        name @ ("amp" | "lt" | "gt" | "quot" | "apos") => format!("&{name};"),
                        _ => return None, // entities are not expanded, since expansion can be exponential
                    },
                };
                svg.text(&text);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    (svg.open.is_empty() && svg.seen_root).then_some(svg)
}

/// An element that renders another and is dropped with it.
struct Stand {
    /// The id of the other element.
    target: String,
    /// The ids dropped with it.
    ids: Vec<String>,
}

struct Svg<'m> {
    out: String,
    /// Prefixes of SVG's elements (with colon) and of XLink's attributes. Rebinding in descendants is not supported.
    prefixes: Vec<String>,
    links: Vec<String>,
    /// Whether it has a style sheet, which overrides attributes but not style attributes.
    has_sheet: bool,
    seen_root: bool,
    /// The open elements; `None` for dropped ones, whose content is dropped too.
    open: Vec<Option<String>>,
    ids: HashSet<String>,
    /// Ids referred to.
    references: HashSet<String>,
    /// Elements that render another.
    stands: Vec<Stand>,
    /// The open ones of them, each with its depth.
    standing: Vec<(usize, usize)>,
    /// Ids referred to that don't exist.
    missing: &'m HashSet<String>,
    /// Text of the open style sheet.
    style: Option<String>,
    /// Whether nested drawings were removed.
    lacks_drawings: bool,
}

impl Svg<'_> {
    fn start(&mut self, start: &BytesStart<'_>, empty: bool) -> Option<()> {
        let name = start.name();
        let name = name.0;
        if self.open.is_empty() {
            if self.seen_root {
                return None;
            }
            let prefix = name.strip_suffix("svg")?;
            if !prefix.is_empty() && !prefix.ends_with(':') {
                return None;
            }
            self.prefixes = vec![prefix.to_owned()];
            self.seen_root = true;
        }
        if self.open.len() >= MAX_DEPTH {
            return None;
        }
        let inside_dropped = self.open.last().is_some_and(Option::is_none) || self.style.is_some();
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let value = quick_xml::escape::unescape(&attribute.value).ok()?.into_owned();
            self.bind(attribute.key.0, &value);
            attributes.push((attribute.key.0.to_owned(), value));
        }
        for (name, _) in &mut attributes {
            if let Some(local) = self.links.iter().find_map(|prefix| name.strip_prefix(prefix.as_str())) {
                *name = format!("xlink:{local}");
            }
        }
        // Unknown elements are dropped with their content: renderers don't show it (SVG 2, 5.1).
        let known = self.prefixes.iter().find_map(|prefix| {
            let local = name.strip_prefix(prefix.as_str())?;
            Some((local, svg::SvgElement::named(local)?))
        });
        let local = known.map(|(local, _)| local);
        let drawing = |(name, value): &(String, String)| name.ends_with("href") && value.trim().starts_with(DRAWING);
        self.lacks_drawings |= local == Some("image") && !inside_dropped && attributes.iter().any(drawing);
        attributes.retain_mut(|(name, value)| self.keep_found(name, value));
        if let Some((_, element)) = known {
            self.settle(element, &mut attributes);
            self.complete(element, &mut attributes);
        }
        let refers = |name: &str| name == "href" || name == "xlink:href";
        let shows = |local: &str, attributes: &mut Vec<(String, String)>| match local {
            "image" => complete_image(attributes),
            // `use` renders nothing without its target.
            "use" => attributes.iter().any(|(name, value)| refers(name) && is_inside(value, "use")),
            _ => true,
        };
        let known = known.filter(|&(name, _)| !inside_dropped && shows(name, &mut attributes));
        let Some((local, element)) = known else {
            if !empty {
                self.open.push(None);
            }
            return Some(());
        };
        self.out.push('<');
        self.out.push_str(local);
        if self.open.is_empty() {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        }
        if matches!(local, "use" | "image") {
            let target = attributes.iter().find(|(name, _)| refers(name));
            let target = target.and_then(|(_, value)| value.trim().strip_prefix('#')).map(decoded).unwrap_or_default();
            self.standing.push((self.open.len(), self.stands.len()));
            self.stands.push(Stand { target, ids: Vec::new() });
        }
        for (key, value) in &attributes {
            self.attribute(element, key, value);
        }
        if empty {
            self.standing.pop_if(|(around, _)| *around == self.open.len());
            self.out.push_str("/>");
        } else {
            self.out.push('>');
            self.open.push(Some(local.to_owned()));
            if local == "style" {
                self.style = Some(String::new());
            }
        }
        Some(())
    }

    /// Records a prefix bound to the SVG or XLink namespace.
    fn bind(&mut self, name: &str, namespace: &str) {
        let Some(prefix) = name.strip_prefix("xmlns") else { return };
        let prefix = prefix.strip_prefix(':').map_or_else(String::new, |prefix| format!("{prefix}:"));
        let list = match namespace {
            "http://www.w3.org/2000/svg" => &mut self.prefixes,
            "http://www.w3.org/1999/xlink" if !prefix.is_empty() => &mut self.links,
            _ => return,
        };
        if !list.contains(&prefix) {
            list.push(prefix);
        }
    }

    /// Moves attributes that SVG 1.1 lacks, or lacks this value for, to the start of the style attribute. They are
    /// kept if a style sheet might override them.
    fn settle(&self, element: &svg::SvgElement, attributes: &mut Vec<(String, String)>) {
        let mut declared = String::new();
        attributes.retain(|(name, value)| {
            let known = element.may_have(name) && svg::is_known(name, value.trim());
            let declaration = if known || self.has_sheet || !element.heeds(name) && !element.may_have(name) {
                None
            } else {
                svg::declaration(name, value)
            };
            declared.extend(declaration.as_deref());
            declaration.is_none()
        });
        if declared.is_empty() {
            return;
        }
        match attributes.iter_mut().find(|(name, _)| name == "style") {
            Some((_, style)) => style.insert_str(0, &declared),
            None => attributes.push(("style".to_owned(), declared)),
        }
    }

    /// Adds required attributes with their default values. An ellipse with one radius is a circle (SVG 2, 7.4); the
    /// radii may come from a style.
    fn complete(&self, element: &svg::SvgElement, attributes: &mut Vec<(String, String)>) {
        for (name, meant) in element.required() {
            let value = |of: &str| attributes.iter().find(|(key, _)| key == of).map(|(_, value)| value.as_str());
            let (other, is_radius) = match name {
                "rx" => (value("ry"), true),
                "ry" => (value("rx"), true),
                _ => (None, false),
            };
            let styled = is_radius
                && (self.has_sheet || value("style").is_some_and(|style| style.contains("rx") || style.contains("ry")));
            if value(name).is_none() && !styled {
                let value = other.unwrap_or(meant).to_owned();
                attributes.push((name.to_owned(), value));
            }
        }
    }

    /// Removes references to missing ids from an attribute; returns whether anything is left.
    fn keep_found(&self, name: &str, value: &mut String) -> bool {
        match name {
            "href" | "xlink:href" => {
                !value.trim().strip_prefix('#').is_some_and(|id| self.missing.contains(&decoded(id)))
            }
            "aria-labelledby" | "aria-describedby" => {
                *value =
                    value.split_whitespace().filter(|&id| !self.missing.contains(id)).collect::<Vec<_>>().join(" ");
                !value.is_empty()
            }
            _ if is_label(name) => true,
            _ => {
                self.without_missing(value);
                true
            }
        }
    }

    /// References to a missing paint, clip, mask, filter or marker become none (SVG 2, 13.2).
    fn without_missing(&self, style: &mut String) {
        if !style.contains("url(") {
            return;
        }
        let mut parts = style.split("url(");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once(')') {
                Some((target, rest)) if id_of(target).is_some_and(|id| self.missing.contains(id)) => {
                    // A fallback paint may follow (SVG 2, 13.2).
                    let alone = rest.split(';').next().is_none_or(|rest| rest.trim().is_empty());
                    out.push_str(if alone { "none" } else { "" });
                    out.push_str(if alone { rest } else { rest.trim_start() });
                }
                _ => {
                    out.push_str("url(");
                    out.push_str(part);
                }
            }
        }
        *style = out;
    }

    /// Records the references of an attribute.
    fn refer(&mut self, name: &str, value: &str) {
        match name {
            "href" | "xlink:href" => self.references.extend(value.trim().strip_prefix('#').map(decoded)),
            "aria-labelledby" | "aria-describedby" => {
                self.references.extend(value.split_whitespace().map(str::to_owned));
            }
            _ if is_label(name) => {}
            _ => self.refer_in_style(value),
        }
    }

    fn refer_in_style(&mut self, style: &str) {
        let targets = style.split("url(").skip(1).filter_map(|url| id_of(url.split(')').next()?));
        self.references.extend(targets.map(str::to_owned));
    }

    fn attribute(&mut self, element: &svg::SvgElement, name: &str, value: &str) {
        let kept = match name {
            "href" | "xlink:href" => is_inside(value, element.name),
            "xml:space" | "xlink:title" => true,
            "lang" | "xml:lang" => Language::parse(value).is_some(),
            "dir" => matches!(value, "ltr" | "rtl"),
            "id" => xml::is_ncname(value) && self.ids.insert(value.to_owned()),
            // The existing versions; the attribute has no effect.
            "version" => matches!(value, "1.0" | "1.1"),
            _ if is_label(name) => element.is_drawn() && xml::is_ncname(name),
            _ => (element.may_have(name) || element.heeds(name)) && is_style_inside(value),
        };
        if kept {
            if name == "id" {
                self.standing.iter().for_each(|&(_, at)| self.stands[at].ids.push(value.to_owned()));
            }
            self.refer(name, value);
            xml::push_attribute(&mut self.out, name, value);
        }
    }

    fn text(&mut self, escaped: &str) {
        match (self.open.last(), &mut self.style) {
            (Some(Some(_)), Some(style)) => style.push_str(escaped),
            (Some(Some(_)), None) => self.out.push_str(escaped),
            _ => {}
        }
    }

    fn end(&mut self) -> Option<()> {
        let name = self.open.pop()?;
        self.standing.pop_if(|(around, _)| *around == self.open.len());
        if let Some(name) = name {
            if let Some(mut style) = self.style.take() {
                self.without_missing(&mut style);
                self.refer_in_style(&style);
                let sheet = quick_xml::escape::unescape(&style).ok()?;
                if is_style_inside(&sheet) {
                    self.out.push_str(&style);
                }
            }
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        Some(())
    }
}

/// Whether an attribute is a label for assistive technology, which is plain text.
fn is_label(name: &str) -> bool {
    name == "role" || name.starts_with("aria-")
}

/// The id of a `url(…)` within the file.
fn id_of(target: &str) -> Option<&str> {
    target.trim().trim_matches(['"', '\'']).strip_prefix('#')
}

/// Whether a reference is internal or a data URL of an image.
fn is_inside(value: &str, element: &str) -> bool {
    let value = value.trim();
    let raster = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];
    value.starts_with('#')
        || matches!(element, "image" | "feImage") && raster.iter().any(|kind| value.starts_with(kind))
}

/// Adds the width and height that SVG 1.1 requires on `image`, from the picture itself; `false` if it can't be shown.
fn complete_image(attributes: &mut Vec<(String, String)>) -> bool {
    let get = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
    let Some(href) = get("href").or_else(|| get("xlink:href")).filter(|h| is_inside(h, "image")) else { return false };
    let (own, number) = ((get("width"), get("height")), |text: &str| text.parse::<f64>().ok());
    if matches!(own, (Some(_), Some(_))) || href.starts_with('#') {
        return true;
    }
    let bytes = href.split_once(";base64,").and_then(|(_, data)| base64::decode(data)).unwrap_or_default();
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let Some((width, height)) = reader.ok().and_then(|r| r.into_dimensions().ok()) else { return false };
    let (width, height) = (f64::from(width), f64::from(height));
    let missing = match own {
        (Some(own), None) => vec![("height", number(own).map_or(height, |own| own * height / width))],
        (None, Some(own)) => vec![("width", number(own).map_or(width, |own| own * width / height))],
        _ => vec![("width", width), ("height", height)],
    };
    attributes.extend(missing.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())));
    true
}

/// CSS functions other than `url()` that load resources, by suffix: `image-set()` with prefixes, `image()`,
/// `cross-fade()`, `src()`; and those that run scripts.
const LOADING: &[&str] = &["image-set(", "image(", "cross-fade(", "src(", "element(", "paint(", "expression("];

/// Whether a style has no external resources.
fn is_style_inside(style: &str) -> bool {
    let style = without_comments(&style.to_ascii_lowercase());
    !style.contains("@import")
        && !style.contains("@namespace")
        && !style.contains("javascript:")
        && !style.contains('\\')
        && !LOADING.iter().any(|function| style.contains(function))
        && style.split("url(").skip(1).all(|url| url.trim_start().trim_start_matches(['"', '\'']).starts_with('#'))
}

/// A style without comments, which may be anywhere in a rule.
fn without_comments(style: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(style.len()), style);
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_load_nothing() {
        for style in [
            "fill:url(http://a.org/x)",
            "background:-webkit-image-set('http://a.org/x' 1x)",
            "background: IMAGE-SET(\"http://a.org/x\" 1x)",
            "background:image('http://a.org/x')",
            "background:-webkit-cross-fade(url(#a), 'b.png', 50%)",
            "@font-face{src:src('http://a.org/x')}",
            "@imp/**/ort 'a.css'",
            "fill:u\\72l(http://a.org/x)",
            "mask:-moz-element(#a)",
        ] {
            assert!(!is_style_inside(style), "{style}");
        }
        for style in ["fill:url( '#a' )", "/* url(x) */ fill:red", "font-family: Imagery (bold)"] {
            assert!(is_style_inside(style), "{style}");
        }
    }

    #[test]
    fn references_to_what_is_not_there_go() {
        let svg = r##"<svg xmlns:xlink="http://www.w3.org/1999/xlink" aria-labelledby="t gone"><title id="t">T</title>
<use xlink:href="#é-ö"/><use href="#%C3%A9-ö"/><use href="#gone"><title id="u">U</title></use><a href="#gone" aria-describedby="gone u">A</a>
<text><textPath href="#gone">words</textPath></text><linearGradient id="é-ö" href="#u"/></svg>"##;
        assert_eq!(
            sanitize(svg).unwrap().0,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" aria-labelledby=\"t\">\
             <title id=\"t\">T</title>\n<use xlink:href=\"#é-ö\"/><use href=\"#%C3%A9-ö\"/><a>A</a>\n\
             <text><textPath>words</textPath></text><linearGradient id=\"é-ö\"/></svg>"
        );
    }

    #[test]
    fn paints_that_are_not_there_are_none() {
        let drawing = |inside: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>"#);
        let (out, _) =
            sanitize(&drawing(r##"<path fill="url(#a)" style="mask:url('#a b');clip-path:url(#c)"/><g id="c"/>"##))
                .unwrap();
        assert!(out.contains(r##"fill="none" style="mask:none;clip-path:url(#c)""##), "{out}");
        let (out, _) = sanitize(&drawing("<path stroke=\"url(#a) red\"/><text>\u{1}x&#xFFFE;</text>")).unwrap();
        assert!(out.contains("stroke=\"red\"") && out.contains("<text>\u{fffd}x\u{fffd}</text>"), "{out}");
    }

    #[test]
    fn names_may_have_any_prefix() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:n="http://www.w3.org/1999/xlink" xmlns:s="http://www.w3.org/2000/svg">
<linearGradient id="a"/><linearGradient n:href="#a"/><s:use n:href="#a"/></svg>"##;
        let (out, _) = sanitize(svg).unwrap();
        assert!(out.contains(r##"<linearGradient xlink:href="#a"/><use xlink:href="#a"/>"##), "{out}");
    }

    #[test]
    fn what_is_not_svg_is_dropped() {
        let svg = r#"<svg lang="de" dir="up" src="a.png"><title/><math><mi>x</mi></math><th>a</th><body/>
<text xml:lang="not one" lang="?" dir="rtl" data="x" poster="y" data-x="1">b</text><layer><rect/></layer></svg>"#;
        assert_eq!(
            sanitize(svg).unwrap().0,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" lang=\"de\"><title/>\n\
             <text dir=\"rtl\">b</text></svg>"
        );
        let drawn = |inside: &str| sanitize(&format!("<svg version='2'>{inside}</svg>")).unwrap().0;
        let out = drawn(
            r#"<rect/><ellipse ry="2"/><path d="M0 0" width="1" role="img"/><g display="flex" viewBox="0 0 1 1"/>
            <ellipse style="rx:5px"/><rect width="1em" height="9" font-size="10" transform-origin="70 70"/><image fill="red"/>
            <circle r="4" pathLength="100"/><svg transform="scale(2)"/><g aria-label="the \\alpha of image(x), url(#a)"/>
            <g text-rendering="x';y" style="fill:red"/>"#,
        );
        for kept in [
            r#"<rect height="0" width="0"/>"#,
            r#"<ellipse ry="2" rx="2"/>"#,
            r#"<path d="M0 0" role="img"/>"#,
            r#"<g style="display:flex;"/>"#,
            r#"<ellipse style="rx:5px"/>"#,
            r#"<rect width="1em" height="9" style="font-size:10px;transform-origin:70px 70px;"/>"#,
            r#"<circle r="4" pathLength="100"/>"#,
            r#"<svg transform="scale(2)"/>"#,
            r#"<g aria-label="the \\alpha of image(x), url(#a)"/>"#,
            r#"<g text-rendering="x';y" style="fill:red"/>"#,
        ] {
            assert!(out.replace("&apos;", "'").contains(kept), "{kept}: {out}");
        }
        // Attributes are kept where a style sheet might override them.
        let out = drawn(r#"<style class="a">.b{display:block}</style><g class="b" display="flex"/>"#);
        assert!(out.contains("<style>.b{display:block}</style><g class=\"b\" display=\"flex\"/>"), "{out}");
        assert!(!out.contains("version"));
        let svg =
            r#"<svg><g for="x" size="9" vector-effect="none" class="c" mask-type="alpha" style="fill:red"/></svg>"#;
        let (out, _) = sanitize(svg).unwrap();
        assert!(out.contains(r#"<g class="c" style="vector-effect:none;mask-type:alpha;fill:red"/>"#), "{out}");
    }

    #[test]
    fn a_chain_of_references_goes_at_once() {
        let link = |i: usize| format!("<use id=\"u{}\" href=\"#u{i}\"><title id=\"t{i}\"/></use>", i + 1);
        let chain: String = (0..20_000).map(link).collect();
        let (out, _) = sanitize(&format!("<svg>{chain}<g aria-labelledby=\"t7 t8\" id=\"g\"/></svg>")).unwrap();
        assert!(out.ends_with("xlink\"><g id=\"g\"/></svg>"), "{out}");
    }

    #[test]
    fn scripts_and_what_comes_from_outside_are_dropped() {
        let svg = r##"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>
<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:i="urn:i" width="9" onload="x()" i:version="1"><s:script>x()</s:script>
<i:layout><s:rect/></i:layout><s:style>@import url(http://example.org/a.css);</s:style><s:a href="http://example.org"><s:text id="t" fill="url(#g)">A&#66; &amp; C</s:text></s:a>
<s:text id="t" style="fill:url(http://example.org/x)"/><s:image href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==" width="9"/><s:image href="data:image/png;base64,AA=="/><s:image href="b.png"/></s:svg>"##;
        assert_eq!(
            sanitize(svg).unwrap().0,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\">\n\
             <style></style><a><text id=\"t\" fill=\"none\">AB &amp; C</text></a>\n\
             <text/><image href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==\" width=\"9\" height=\"9\"/></svg>"
        );
        for broken in
            ["", "<svg>", "<html/>", "<svg/><svg/>", "<svg>&a;</svg>", "<svg a=\"1\" a=\"2\"/>", "<svg></g></svg>"]
        {
            assert_eq!(sanitize(broken), None, "{broken}");
        }
        assert_eq!(sanitize(&"<svg>".repeat(1000)), None);
    }
}
