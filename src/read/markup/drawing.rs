//! Inline `svg` elements → images, each a drawing of its own.

use super::nodes::{ForeignElement, ForeignNode};
use super::state::MarkupBuilder;
use crate::document::{Dimension, Image, InlineKind, svg};
use crate::source::Span;
use quick_xml::escape::escape;
use std::collections::BTreeSet;

/// Size limit in pixels of drawings dropped as icons: those without text that are marked as decorative.
const ICON: f32 = 64.0;

/// Elements with capitals that are dropped (HTML, 13.2.6.5): SVG fonts, animation, and foreign content.
const DROPPED: &[&str] = &[
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "foreignObject",
    "glyphRef",
];

/// Adds the drawing; one that renders nothing by itself is replaced by its text.
pub(super) fn add(markup: &mut MarkupBuilder<'_>, root: ForeignElement, span: Span) {
    let words = words(&root);
    let named_icon = |class: &str| class.contains("icon") || ["lucide", "feather", "bi", "fa"].contains(&class);
    let decoration = root.attributes.text("aria-hidden") == Some("true")
        || root.attributes.classes().any(named_icon)
        || matches!(root.attributes.text("role"), Some("presentation" | "none"));
    if !shows(&root) || words.is_empty() && decoration && is_icon(&root) {
        return markup.text(&words, span);
    }
    // Lengths in pixels are kept in the drawing itself.
    let relative = |value: &&str| value.ends_with(['%', 'm', 'x']) && !value.ends_with("px");
    let size = |name: &str| {
        root.attributes.style(name).or(root.attributes.text(name).filter(relative)).and_then(Dimension::parse)
    };
    let image = Image {
        source: format!("data:image/svg+xml,{}", serialize(&root).replace('%', "%25")),
        resource: None,
        alt: words,
        title: None,
        width: size("width"),
        height: size("height"),
    };
    markup.push_picture(InlineKind::Image(image), root.attributes.text("id").map(str::to_owned), span);
}

/// The text of a drawing: name, description, and text elements.
fn words(root: &ForeignElement) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !text.is_empty() && !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
    };
    let child = |name: &str| root.elements().find(|e| e.name == name).map(ForeignElement::words);
    let label = root.attributes.text("aria-label").map(str::to_owned);
    [label, child("title"), child("desc")].into_iter().flatten().for_each(&mut add);
    let mut texts = Vec::new();
    collect(root, &mut texts);
    add(texts.join(" "));
    parts.join(": ")
}

fn collect(element: &ForeignElement, out: &mut Vec<String>) {
    for child in element.elements() {
        match child.name.as_str() {
            "text" | "foreignobject" => {
                let mut lines = vec![String::new()];
                label_lines(child, &mut lines);
                out.push(lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" "));
            }
            "style" | "script" | "metadata" | "title" | "desc" => {}
            _ => collect(child, out),
        }
    }
    out.retain(|text| !text.is_empty());
}

/// Whether a drawing renders anything by itself, rather than only using elements elsewhere on the page.
fn shows(root: &ForeignElement) -> bool {
    fn ids<'a>(element: &'a ForeignElement, out: &mut BTreeSet<&'a str>) {
        for child in element.elements() {
            out.extend(child.attributes.text("id"));
            ids(child, out);
        }
    }
    fn any(element: &ForeignElement, known: &BTreeSet<&str>) -> bool {
        element.elements().any(|child| match child.name.as_str() {
            "defs" | "symbol" | "clippath" | "mask" | "marker" | "pattern" | "filter" | "style" | "script" => false,
            "title" | "desc" | "metadata" => false,
            "use" => {
                let target = child.attributes.text("href").or_else(|| child.attributes.text("xlink:href"));
                target.and_then(|t| t.strip_prefix('#')).is_some_and(|id| known.contains(id))
            }
            "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "text" | "image"
            | "foreignobject" => true,
            _ => any(child, known),
        })
    }
    let mut known = BTreeSet::new();
    ids(root, &mut known);
    any(root, &known)
}

fn is_icon(root: &ForeignElement) -> bool {
    let own = |name: &str| match root.attributes.style(name).or(root.attributes.get(name)).and_then(Dimension::parse) {
        Some(Dimension::Pixels(n)) => Some(n),
        Some(Dimension::Points(n)) => Some(n / 0.75),
        _ => None,
    };
    let view = root.attributes.text("viewbox").unwrap_or("");
    let of_view = view.split([' ', ',']).filter(|n| !n.is_empty()).nth(2).and_then(|n| n.parse().ok());
    own("width").or_else(|| own("height")).or(of_view).is_none_or(|size| size <= ICON)
}

/// Serializes the drawing as a standalone document.
fn serialize(root: &ForeignElement) -> String {
    let mut out = String::new();
    push(root, true, &mut out);
    out
}

fn push(element: &ForeignElement, is_root: bool, out: &mut String) {
    match element.name.as_str() {
        "script" | "metadata" => return,
        "foreignobject" => return label(element, out),
        name if !is_name(name) => return element.elements().for_each(|child| push(child, false, out)),
        _ => {}
    }
    // The HTML tokenizer converts names to lower case.
    let dropped = || DROPPED.iter().find(|name| name.eq_ignore_ascii_case(&element.name)).copied();
    let name = svg::element_cased(&element.name).or_else(dropped).unwrap_or(&element.name);
    out.push('<');
    out.push_str(name);
    if is_root {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    }
    for (i, (key, value)) in element.attributes.0.iter().enumerate() {
        let local = key.strip_prefix("xlink:").or_else(|| key.strip_prefix("xml:")).unwrap_or(key);
        let repeated = element.attributes.0[..i].iter().any(|(other, _)| other == key);
        if is_name(local) && !repeated && !key.starts_with("xmlns") && !key.starts_with("on") {
            out.push(' ');
            out.push_str(svg::attribute_cased(key).unwrap_or(key));
            out.push_str("=\"");
            push_text(value, out);
            out.push('"');
        }
    }
    out.push('>');
    for child in &element.children {
        match child {
            ForeignNode::Text(text) if name == "style" => {
                push_text(&text.replace("<![CDATA[", "").replace("]]>", ""), out);
            }
            ForeignNode::Text(text) => push_text(text, out),
            ForeignNode::Element(child) => push(child, false, out),
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Replaces HTML in a drawing by its text, centered, one line per block.
fn label(element: &ForeignElement, out: &mut String) {
    let number = |name: &str| element.attributes.text(name).and_then(|n| n.parse::<f32>().ok()).unwrap_or(0.0);
    let mut lines = vec![String::new()];
    label_lines(element, &mut lines);
    lines.iter_mut().for_each(|line| *line = line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.retain(|line| !line.is_empty());
    let (x, middle) = (number("x") + number("width") / 2.0, number("y") + number("height") / 2.0);
    for (i, line) in lines.iter().enumerate() {
        let y = middle + (i as f32 - lines.len() as f32 / 2.0) * 18.0 + 14.0;
        out.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">"));
        push_text(line, out);
        out.push_str("</text>");
    }
}

fn label_lines(element: &ForeignElement, lines: &mut Vec<String>) {
    for child in &element.children {
        match child {
            ForeignNode::Text(text) => lines.last_mut().expect("there is a line").push_str(text),
            ForeignNode::Element(child) => {
                let placed = || ["x", "y", "dy"].iter().any(|name| child.attributes.get(name).is_some());
                let block = matches!(child.name.as_str(), "br" | "p" | "div" | "li" | "tr")
                    || child.name == "tspan" && placed();
                if block {
                    lines.push(String::new());
                }
                label_lines(child, lines);
                if block {
                    lines.push(String::new());
                }
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// Appends text without characters that XML excludes.
fn push_text(text: &str, out: &mut String) {
    let held = |&c: &char| matches!(c, '\n' | '\t') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    out.push_str(&escape(text.chars().filter(held).collect::<String>()));
}
