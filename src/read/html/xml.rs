//! Tokenizes well-formed XHTML with `quick-xml`: any element may be empty (`<script src="x.js"/>`, `<title/>`,
//! `<i/>`), and there are no raw text elements.

use crate::read::markup::attributes::RawAttributes;
use crate::read::markup::element::Element;
use crate::read::markup::tokens::{self, HtmlToken};
use crate::source::Source;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use std::collections::BTreeMap;
use std::ops::Range;

/// The namespace of XHTML.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Error: not well-formed.
#[derive(Debug)]
pub(super) struct IllFormed;

/// Whether a source is meant as XML (by name, declaration or namespace) and is well-formed: many are not, and browsers
/// read them as HTML.
pub(super) fn is_xml(source: &Source) -> bool {
    let text = source.text().trim_start();
    let root = || {
        let start = &text.as_bytes()[..text.len().min(4096)];
        let root = memchr::memmem::find(start, b"<html").map(|at| &start[at..]).unwrap_or_default();
        let tag = root.split(|b| *b == b'>').next().unwrap_or_default();
        memchr::memmem::find(tag, XHTML.as_bytes()).is_some()
    };
    let meant = matches!(source.extension().as_deref(), Some("xhtml" | "xht")) || text.starts_with("<?xml") || root();
    meant && for_each(source.text(), &mut |_, _| {}).is_ok()
}

/// Calls `visit` with every token and its byte range; skips comments and declarations. An empty element gives a start
/// tag and an end tag.
///
/// # Errors
/// If the text is not well-formed.
pub(super) fn for_each(text: &str, visit: &mut dyn FnMut(HtmlToken<'_>, Range<usize>)) -> Result<(), IllFormed> {
    let mut reader = NsReader::from_str(text);
    let mut entities = Entities::default();
    // Text continues across references and CDATA sections.
    let (mut run, mut run_at) = (String::new(), 0..0);
    let mut depth = 0usize;
    let mut at = 0;
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|_| IllFormed)?;
        let space = match space {
            ResolveResult::Bound(Namespace(name)) => Some(name.to_owned()),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        };
        let range = at..reader.buffer_position() as usize;
        at = range.end;
        let piece = match &event {
            Event::Text(piece) => Some(std::borrow::Cow::Borrowed(&**piece)),
            Event::CData(piece) => Some(std::borrow::Cow::Borrowed(&**piece)),
            Event::GeneralRef(name) => Some(entities.resolve(name).ok_or(IllFormed)?.into()),
            _ => None,
        };
        if let Some(piece) = piece {
            run_at = if run.is_empty() { range } else { run_at.start..range.end };
            run.push_str(&piece);
            continue;
        }
        if !run.is_empty() {
            visit(HtmlToken::Text(&run), run_at.clone());
            run.clear();
        }
        match event {
            Event::Start(tag) => {
                depth += 1;
                start(&tag, space.as_deref(), &entities, &mut |token| visit(token, range.clone()))?;
            }
            Event::Empty(tag) => {
                start(&tag, space.as_deref(), &entities, &mut |token| visit(token, range.clone()))?;
                end(&name(tag.name().as_ref(), space.as_deref()), &mut |token| visit(token, range.clone()));
            }
            Event::End(tag) => {
                depth -= 1;
                end(&name(tag.name().as_ref(), space.as_deref()), &mut |token| visit(token, range.clone()));
            }
            Event::DocType(declaration) => entities.declare(&declaration),
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(IllFormed) },
            _ => {}
        }
    }
}

/// The local name of an HTML, SVG or MathML element.
fn name(qualified: &str, space: Option<&str>) -> String {
    let known = matches!(space, Some(XHTML | "http://www.w3.org/2000/svg" | "http://www.w3.org/1998/Math/MathML"));
    let local = qualified.rsplit(':').next().filter(|_| known).unwrap_or(qualified);
    local.to_ascii_lowercase()
}

fn start(
    tag: &BytesStart<'_>,
    space: Option<&str>,
    entities: &Entities,
    visit: &mut dyn FnMut(HtmlToken<'_>),
) -> Result<(), IllFormed> {
    let mut attributes = RawAttributes::default();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| IllFormed)?;
        let value = entities.expand(&attribute.value).ok_or(IllFormed)?;
        attributes.0.push((attribute.key.as_ref().to_ascii_lowercase(), value));
    }
    visit(HtmlToken::Start { name: &name(tag.name().as_ref(), space), attributes: &attributes, closed: false });
    Ok(())
}

fn end(name: &str, visit: &mut dyn FnMut(HtmlToken<'_>)) {
    // In HTML, `</br>` has another meaning.
    if !Element::named(name).is_void() {
        visit(HtmlToken::End { name });
    }
}

/// Entity values: those of XML and HTML, and those declared in the document.
#[derive(Default)]
struct Entities(BTreeMap<String, String>);

impl Entities {
    /// Records entities declared in the internal subset whose value is plain text. Nested entities are not supported,
    /// so that expansion stays bounded.
    fn declare(&mut self, declaration: &str) {
        for entity in declaration.split("<!ENTITY").skip(1) {
            let Some((name, rest)) = entity.trim_start().split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            let Some(mark) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some((value, _)) = rest.strip_prefix(mark).and_then(|rest| rest.split_once(mark)) else { continue };
            let value = Entities::default().expand(value).filter(|_| value.len() < 1000);
            if let Some(value) = value {
                self.0.entry(name.to_owned()).or_insert(value);
            }
        }
    }

    /// The value of the reference `&name;`.
    fn resolve(&self, name: &str) -> Option<String> {
        if let Some(text) = self.0.get(name) {
            return Some(text.clone());
        }
        if let Some(number) = name.strip_prefix('#') {
            let number = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            return Some(number.ok().and_then(char::from_u32)?.to_string());
        }
        // The HTML tokenizer knows HTML's named references.
        let reference = format!("&{name};");
        let mut found = String::new();
        tokens::for_each(&reference, &mut |token, _| {
            if let HtmlToken::Text(text) = token {
                found.push_str(text);
            }
        });
        (!found.starts_with('&') || name == "amp").then_some(found)
    }

    /// Resolves the references in an attribute or entity value; [`None`] if not well-formed.
    fn expand(&self, value: &str) -> Option<String> {
        if value.contains('<') {
            return None;
        }
        let mut parts = value.split('&');
        let mut out = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let (name, rest) = part.split_once(';')?;
            out.push_str(&self.resolve(name)?);
            out.push_str(rest);
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<String, IllFormed> {
        let mut out = String::new();
        for_each(text, &mut |token, range| {
            assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            match token {
                HtmlToken::Start { name, attributes, .. } => {
                    let list: String = attributes.0.iter().map(|(n, v)| format!(" {n}={v}")).collect();
                    out.push_str(&format!("<{name}{list}>"));
                }
                HtmlToken::End { name } => out.push_str(&format!("</{name}>")),
                HtmlToken::Text(text) => out.push_str(text),
            }
        })?;
        Ok(out)
    }

    #[test]
    fn elements_may_be_empty_and_text_is_what_it_is() {
        let cases = [
            ("<p>a<i/>b<br/>c</p>", "<p>a<i></i>b<br>c</p>"),
            ("<title/><script src='x'/>", "<title></title><script src=x></script>"),
            ("<p><![CDATA[a <b> & c]]> d</p>", "<p>a <b> & c d</p>"),
            ("<p title='&quot;&eacute;&#x41;'>&nbsp;&amp;&lt;&#66;&hellip;</p>", "<p title=\"éA>\u{a0}&<B…</p>"),
            ("<!DOCTYPE html [<!ENTITY me 'Ann &#38; Ben'> <!ENTITY x SYSTEM 'y'>]><p>&me;</p>", "<p>Ann & Ben</p>"),
            ("<h:p xmlns:h='http://www.w3.org/1999/xhtml'>a</h:p>", "<p xmlns:h=http://www.w3.org/1999/xhtml>a</p>"),
            ("<p xmlns:o='urn:x'><o:p/></p>", "<p xmlns:o=urn:x><o:p></o:p></p>"),
            ("<p>a<!-- b -->c<?d e?></p>", "<p>ac</p>"),
            ("<br></br>", "<br>"),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_xml_is_told() {
        for text in [
            "<p>a",
            "<p>a<br></p>",
            "<p>a & b</p>",
            "<a href='?a=1&b=2'/>",
            "<p>&nosuch;</p>",
            "<p class=a>b</p>",
            "<p a='1' a='2'/>",
            "<p a='<'/>",
            "<i><b></i></b>",
            "</p>",
            "<!DOCTYPE html [<!ENTITY a '&b;'><!ENTITY b 'c'>]><p>&a;</p>",
        ] {
            assert!(tokens(text).is_err(), "{text}");
        }
    }
}
