//! Links, destinations and the outline: every target exists.

use super::document::Pages;
use super::file::PdfFile;
use super::parse::{Dict, PdfValue};
use super::{PdfDefects, human};
use std::collections::{BTreeMap, BTreeSet};

/// An annotation of a page.
pub(super) struct CheckedAnnotation {
    pub object: u32,
    /// Its structure parent key.
    pub key: Option<i64>,
    pub page: u32,
}

/// Checks links, destinations and the outline.
pub(super) fn check(file: &PdfFile<'_>, pages: &Pages, findings: &mut PdfDefects) -> Vec<CheckedAnnotation> {
    let names = destinations(file, pages, findings);
    let annotations = annotations(file, pages, &names, findings);
    outline(file, pages, &names, findings);
    annotations
}

/// The named destinations (12.3.2.3).
fn destinations(file: &PdfFile<'_>, pages: &Pages, findings: &mut PdfDefects) -> BTreeSet<Vec<u8>> {
    let known: BTreeSet<u32> = pages.ids.iter().copied().collect();
    let catalog = file.dict(pages.catalog);
    let tree = catalog.and_then(|c| file.resolve(c.get("Names"))).and_then(|n| file.resolve(n.get("Dests")));
    let mut names = BTreeSet::new();
    let mut last: Option<Vec<u8>> = None;
    for pair in tree.map_or(&[][..], |t| t.array("Names")).chunks(2) {
        let Some(name) = pair[0].bytes() else { continue };
        let place = match pair.get(1) {
            Some(PdfValue::Array(place)) => Some(place.as_slice()),
            Some(PdfValue::Dict(dict)) => Some(dict.array("D")),
            _ => None,
        };
        let sound = matches!(place, Some([PdfValue::Ref(page), PdfValue::Name(b"XYZ"), ..]) if known.contains(page));
        if pages.claims.ua == Some(2) {
            let structure = match pair.get(1) {
                Some(PdfValue::Dict(dict)) => dict.array("SD").first(),
                _ => None,
            };
            let element = file.resolve(structure).is_some_and(|e| e.get("S").is_some() && e.get("P").is_some());
            findings.expect(element, "UA-2 8.8", None, "a destination is no element of the structure");
        }
        findings.expect(sound, "12.3.2.3", None, "a destination is on no page");
        findings.expect(
            last.as_ref().is_none_or(|l| *l < name),
            "7.9.6",
            None,
            "the names of destinations are out of order",
        );
        last = Some(name.clone());
        names.insert(name);
    }
    names
}

fn annotations(
    file: &PdfFile<'_>,
    pages: &Pages,
    names: &BTreeSet<Vec<u8>>,
    findings: &mut PdfDefects,
) -> Vec<CheckedAnnotation> {
    let mut all = Vec::new();
    for &page_id in &pages.ids {
        let Some(page) = file.dict(page_id) else { continue };
        for item in file.resolve_array(page.get("Annots")).unwrap_or(&[]) {
            let (PdfValue::Ref(id), Some(annotation)) = (item, file.resolve(Some(item))) else {
                findings.add("12.5.2", Some(page_id), "an annotation stands in the page itself, or nowhere");
                continue;
            };
            let at = Some(*id);
            let link = annotation.name("Subtype") == Some(b"Link");
            findings.expect(link, "12.5.6.5", at, "an annotation is no link");
            findings.expect(annotation.int("F") == Some(4), "A 6.3.2", at, "a link is not marked to be printed");
            let told = annotation.text("Contents").is_some_and(|c| !c.trim().is_empty());
            findings.expect(told, "UA 7.18.5", at, "a link does not say where it leads");
            if pages.claims.ua == Some(2) {
                human(annotation, &["Contents"], at, findings);
            }
            let own = annotation.reference("P") == Some(page_id);
            findings.expect(own, "12.5.2", at, "an annotation says that it is on another page");
            let rect: Vec<f64> = annotation.array("Rect").iter().filter_map(PdfValue::number).collect();
            let sound = matches!(rect[..], [x, y, right, top] if right >= x && top >= y);
            findings.expect(sound, "12.5.2", at, "an annotation is nowhere on its page");
            findings.expect(leads_somewhere(file, annotation, names), "12.5.6.5", at, "a link leads nowhere");
            all.push(CheckedAnnotation { object: *id, key: annotation.int("StructParent"), page: page_id });
        }
    }
    all
}

fn leads_somewhere(file: &PdfFile<'_>, annotation: &Dict<'_>, names: &BTreeSet<Vec<u8>>) -> bool {
    if let Some(name) = annotation.get("Dest") {
        return name.bytes().is_some_and(|name| names.contains(&name));
    }
    let Some(action) = file.resolve(annotation.get("A")) else { return false };
    match action.name("S") {
        Some(b"URI") => action.get("URI").and_then(PdfValue::bytes).is_some_and(|u| !u.is_empty() && u.is_ascii()),
        Some(b"GoTo") => action.get("D").and_then(PdfValue::bytes).is_some_and(|name| names.contains(&name)),
        _ => false,
    }
}

/// The outline (12.3.3): its links between entries are consistent.
fn outline(file: &PdfFile<'_>, pages: &Pages, names: &BTreeSet<Vec<u8>>, findings: &mut PdfDefects) {
    let Some(root) = file.dict(pages.catalog).and_then(|c| c.reference("Outlines")) else { return };
    let mut seen = BTreeMap::new();
    let mut stack = vec![root];
    while let Some(parent) = stack.pop() {
        let Some(dict) = file.dict(parent) else { continue };
        let (mut at, mut previous, mut count) = (dict.reference("First"), None, 0);
        while let Some(id) = at {
            let Some(entry) = file.dict(id) else { break };
            if seen.insert(id, parent).is_some() {
                findings.add("12.3.3", Some(id), "an entry of the outline is in it twice");
                return;
            }
            let own = entry.reference("Parent") == Some(parent) && entry.reference("Prev") == previous;
            findings.expect(own, "12.3.3", Some(id), "an entry of the outline belongs elsewhere");
            let titled = entry.text("Title").is_some_and(|t| !t.trim().is_empty());
            findings.expect(titled, "12.3.3", Some(id), "an entry of the outline has no title");
            if pages.claims.ua == Some(2) {
                human(entry, &["Title"], Some(id), findings);
            }
            let dest = entry.get("Dest").and_then(PdfValue::bytes);
            let leads = dest.is_none_or(|name| names.contains(&name));
            findings.expect(leads, "12.3.3", Some(id), "an entry of the outline leads nowhere");
            count += 1;
            stack.push(id);
            (previous, at) = (Some(id), entry.reference("Next"));
        }
        findings.expect(
            dict.reference("Last") == previous,
            "12.3.3",
            Some(parent),
            "the outline's last entry is another",
        );
        let said = dict.int("Count").unwrap_or(0).abs();
        findings.expect(said == count, "12.3.3", Some(parent), "the outline's entries are not so many");
    }
}
