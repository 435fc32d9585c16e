//! The NCX, for EPUB 2 reading systems: it must agree with the navigation document and the package.

use super::content::{ContentDocument, NavLink, Navigation, Reference, ReferenceUse};
use super::{EpubDefect, FileDefects, package::PackageDocument};
use crate::write::xhtml::xml;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Data of an NCX.
#[derive(Debug, Default)]
pub struct Ncx {
    /// The book's identifier.
    identifier: Option<String>,
    /// Entries of its table of contents.
    contents: Vec<NavPoint>,
    /// Entries of its page list.
    pages: Vec<NavPoint>,
}

/// An entry.
#[derive(Debug, Default, PartialEq, Eq)]
struct NavPoint {
    depth: usize,
    href: String,
    label: String,
}

/// Parses it; its references and ids are added to `content`.
pub fn read(content: &mut ContentDocument<'_>, findings: &mut FileDefects<'_>) {
    let mut reader = Reader::from_str(content.text);
    let mut ncx = Ncx::default();
    let (mut depth, mut labelled, mut in_pages) = (0, false, false);
    loop {
        let at = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(e) => {
                findings.at(at, "xml-well-formed", format!("not well-formed: {e}"));
                break;
            }
        };
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let get = |name: &str| attribute(&start, name);
                if let Some(id) = get("id") {
                    if !xml::is_plain_id(&id) {
                        findings.at(at, "id-name", format!("`{id}` is no name in letters, digits and `-`"));
                    }
                    if content.ids.insert(Cow::Owned(id.clone()), false).is_some() {
                        findings.at(at, "id-twice", format!("the id `{id}` is there twice"));
                    }
                }
                match start.name().0 {
                    "meta" if get("name").as_deref() == Some("dtb:uid") => ncx.identifier = get("content"),
                    "pageList" => in_pages = true,
                    "navPoint" => {
                        ncx.contents.push(NavPoint { depth, ..NavPoint::default() });
                        depth += 1;
                    }
                    "pageTarget" => ncx.pages.push(NavPoint::default()),
                    "text" => labelled = true,
                    "content" => {
                        let href = get("src").unwrap_or_default();
                        let target = Cow::Owned(href.clone());
                        content.references.push(Reference { target, used_as: ReferenceUse::Link, at });
                        if let Some(entry) = ncx.last(in_pages) {
                            entry.href = href;
                        }
                    }
                    _ => {}
                }
            }
            Event::End(end) => match end.name().0 {
                "navPoint" => depth = depth.saturating_sub(1),
                "text" => labelled = false,
                _ => {}
            },
            Event::Text(text) if labelled => {
                let text = text.xml10_content();
                ncx.last(in_pages).iter_mut().for_each(|entry| entry.label.push_str(&text));
            }
            Event::GeneralRef(reference) => {
                let character = findings.referenced(&reference, at);
                if let Some(entry) = ncx.last(in_pages).filter(|_| labelled) {
                    entry.label.push(character);
                }
            }
            _ => {}
        }
    }
    content.ncx = Some(ncx);
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = start.try_get_attribute(name).ok().flatten()?.value.into_owned();
    quick_xml::escape::unescape(&value).ok().map(Cow::into_owned)
}

impl Ncx {
    /// The last entry begun.
    fn last(&mut self, in_pages: bool) -> Option<&mut NavPoint> {
        if in_pages { self.pages.last_mut() } else { self.contents.last_mut() }
    }
}

/// Checks the NCX against the package and the navigation document.
pub fn check(package: &PackageDocument, contents: &[ContentDocument<'_>], list: &mut Vec<EpubDefect>) {
    let item = package.items.iter().find(|item| package.ncx.as_ref() == Some(&item.id));
    let found = item.and_then(|item| contents.iter().find(|content| content.path == item.path));
    let Some((content, ncx)) = found.and_then(|content| Some((content, content.ncx.as_ref()?))) else {
        let message = "`toc` of the spine names no NCX: many readers show no other contents".to_owned();
        list.push(EpubDefect { file: package.path.clone(), line: None, rule: "ncx-missing", message });
        return;
    };
    let mut findings = FileDefects::new(content.path, content.text);
    if ncx.identifier != package.identifier {
        findings.whole("ncx-identifier", "`dtb:uid` is not the book's unique identifier");
    }
    let navigations = || contents.iter().flat_map(|content| &content.navigations);
    let of = |kind: &str| navigations().find(|n| n.kind == kind).map_or(&[][..], |n: &Navigation<'_>| &n.links);
    let same = |entry: &NavPoint, link: &NavLink<'_>| {
        entry.depth == link.depth && entry.href == link.href && entry.label.trim() == link.label.trim()
    };
    for (entries, kind, rule) in [(&ncx.contents, "toc", "ncx-contents"), (&ncx.pages, "page-list", "ncx-pages")] {
        let links = of(kind);
        if entries.len() != links.len() || !entries.iter().zip(links).all(|(entry, link)| same(entry, link)) {
            findings.whole(rule, format!("it does not list what the navigation document lists as `{kind}`"));
        }
    }
    list.append(&mut findings.list);
}
