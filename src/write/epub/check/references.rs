//! Cross-file references: every target exists, and the navigation is complete.

use super::content::{ContentDocument, NavLink, Navigation, ReferenceUse};
use super::package::{ManifestItem, PackageDocument};
use super::{EpubDefect, FileDefects};
use crate::document::address::{self, Scheme};
use crate::write::xhtml::address::{decoded, href, is_registered};
use std::collections::{HashMap, HashSet};

/// The package and its documents by path.
struct Book<'p, 'f> {
    items: HashMap<&'p str, &'p ManifestItem>,
    contents: HashMap<&'p str, &'p ContentDocument<'f>>,
}

/// Checks all references of all documents.
pub fn check(package: &PackageDocument, contents: &[ContentDocument<'_>], list: &mut Vec<EpubDefect>) {
    let book = Book {
        items: package.items.iter().map(|i| (i.path.as_str(), i)).collect(),
        contents: contents.iter().map(|c| (c.path, c)).collect(),
    };
    let mut used = HashSet::new();
    for content in contents {
        let mut findings = FileDefects::new(content.path, content.text);
        for reference in &content.references {
            if let Some(target) =
                book.follow(content, &reference.target, reference.used_as, reference.at, &mut findings)
            {
                used.insert(target);
            }
        }
        if book.items.get(content.path).is_some_and(|i| i.properties.iter().any(|p| p == "nav")) {
            navigation(&book, content, &mut findings);
            pages(package, &book, content, &mut findings);
        }
        list.append(&mut findings.list);
    }
    for item in &package.items {
        let known = item.place.is_some()
            || package.ncx.as_ref() == Some(&item.id)
            || item.properties.iter().any(|p| p == "nav" || p == "cover-image");
        if !known && !used.contains(item.path.as_str()) && item.media_type != "text/css" {
            let message = format!("nothing shows `{}`", item.path);
            list.push(EpubDefect { file: package.path.clone(), line: None, rule: "manifest-unused", message });
        }
    }
}

impl<'p> Book<'p, '_> {
    /// The path of the file that a reference resolves to.
    fn follow(
        &self,
        from: &ContentDocument<'_>,
        target: &str,
        used_as: ReferenceUse,
        at: usize,
        findings: &mut FileDefects<'_>,
    ) -> Option<&'p str> {
        if target.split(['/', '#', '?']).next().is_some_and(|start| start.contains(':')) {
            let image = from.path.ends_with(".svg") && target.starts_with("data:image/");
            let scheme = address::scheme(target);
            if used_as != ReferenceUse::Resource && matches!(scheme, Scheme::Kept(scheme) if is_registered(scheme)) {
                if href(target).as_deref() != Some(target) {
                    findings.at(at, "address-invalid", format!("`{target}` is no valid address"));
                }
            } else if !image {
                let (rule, what) = match used_as {
                    ReferenceUse::Resource => ("remote-resource", "is taken from outside of the book"),
                    _ => ("address-scheme", "is no address that a book may name"),
                };
                findings.at(at, rule, format!("`{target}` {what}"));
            }
            return None;
        }
        if target.starts_with("//") {
            findings.at(at, "remote-resource", format!("`{target}` leads out of the book without saying how"));
            return None;
        }
        let (path, fragment) = target.split_once('#').map_or((target, None), |(p, f)| (p, Some(f)));
        let full = if path.is_empty() { from.path.to_owned() } else { resolve(from.path, path) };
        let Some((&full, item)) = self.items.get_key_value(full.as_str()) else {
            findings.at(at, "reference-missing", format!("`{target}` leads to no file of the book"));
            return None;
        };
        if used_as != ReferenceUse::Resource && item.place.is_none() && full != from.path {
            findings.at(at, "reference-not-in-spine", format!("`{target}` is no place in the reading order"));
        }
        match (fragment, self.contents.get(full)) {
            (Some(id), Some(content)) if content.path.ends_with("html") || !id.is_empty() => {
                let id = decoded(id);
                match content.ids.get(id.as_str()) {
                    None => findings.at(at, "reference-fragment", format!("`{target}` names no id that is there")),
                    Some(false) if used_as == ReferenceUse::NoteReference => {
                        findings.at(at, "note-reference", format!("`{target}` is no note"));
                    }
                    _ => {}
                }
            }
            (None, _) if used_as == ReferenceUse::NoteReference => {
                findings.at(at, "note-reference", format!("`{target}` is no note"));
            }
            _ => {}
        }
        Some(full)
    }
}

/// Resolves a relative path against the folder of a file.
fn resolve(from: &str, path: &str) -> String {
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(decoded(part)),
        }
    }
    parts.join("/")
}

/// The navigation document (EPUB 3.3, chapter 7).
fn navigation(book: &Book<'_, '_>, content: &ContentDocument<'_>, findings: &mut FileDefects<'_>) {
    let of = |kind: &str| content.navigations.iter().filter(|n| n.kind == kind).collect::<Vec<&Navigation<'_>>>();
    if of("toc").len() != 1 {
        findings.whole("nav-toc", "there is not exactly one table of contents");
    }
    for kind in ["landmarks", "page-list"] {
        if of(kind).len() > 1 {
            findings.whole("nav-twice", format!("there is more than one `{kind}`"));
        }
    }
    for navigation in &content.navigations {
        if navigation.links.is_empty() {
            findings.at(navigation.at, "nav-empty", "a navigation has no entry");
        }
        let mut landmarks = HashSet::new();
        for NavLink { kind, href, label, at, .. } in &navigation.links {
            if label.trim().is_empty() {
                findings.at(*at, "nav-label", format!("the entry for `{href}` says nothing"));
            }
            if href.contains(':') {
                findings.at(*at, "nav-outward", format!("`{href}` leads out of the book"));
            }
            if navigation.kind == "landmarks" && (kind.is_empty() || !landmarks.insert((kind, href))) {
                findings.at(*at, "nav-landmark", "a landmark has no kind, or is there twice");
            }
        }
    }
    let place = |href: &str| {
        let path = resolve(content.path, href.split('#').next().unwrap_or(""));
        book.items.get(path.as_str()).and_then(|item| item.place)
    };
    let places: Vec<usize> = of("toc").iter().flat_map(|n| &n.links).filter_map(|link| place(&link.href)).collect();
    if !places.is_sorted() {
        findings.whole("nav-order", "the table of contents is not in the order of the text");
    }
}

/// The page list has all page breaks in text order (EPUB 3.3, 7.4.2).
fn pages(
    package: &PackageDocument,
    book: &Book<'_, '_>,
    content: &ContentDocument<'_>,
    findings: &mut FileDefects<'_>,
) {
    let list = content.navigations.iter().filter(|n| n.kind == "page-list").flat_map(|n| &n.links);
    let listed: Vec<String> = list.map(|link| resolve(content.path, &link.href)).collect();
    let mut spine: Vec<&ManifestItem> = package.items.iter().filter(|item| item.place.is_some()).collect();
    spine.sort_by_key(|item| item.place);
    let files = spine.iter().filter_map(|item| book.contents.get(item.path.as_str()));
    let marks: Vec<String> = files.flat_map(|c| c.pages.iter().map(|id| format!("{}#{id}", c.path))).collect();
    if listed != marks {
        findings.whole("page-list", "the list of pages is not that of the marks in the text");
    }
}
