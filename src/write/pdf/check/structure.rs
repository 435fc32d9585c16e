//! The structure tree: consistent in itself and with the content.

use super::document::{Pages, is_language};
use super::file::PdfFile;
use super::navigation::CheckedAnnotation;
use super::parse::{Dict, PdfValue};
use super::{PdfDefect, PdfDefects, human, mathematics, tables, types};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A structure element with the properties that are checked.
pub(super) struct CheckedElement<'a> {
    pub kind: &'a [u8],
    pub parent: Option<u32>,
    pub kids: Vec<Kid>,
    /// Whether its type is of MathML.
    pub mathematics: bool,
}

/// All elements, by object number.
pub(super) type Elements<'a> = BTreeMap<u32, CheckedElement<'a>>;

/// Kid of an element.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kid {
    Element(u32),
    /// Marked content: the page's object number and the identifier.
    Content(u32, i64),
    /// An annotation.
    Object(u32),
}

/// The structure tree.
pub(super) struct StructTree<'a> {
    root: &'a Dict<'a>,
    elements: Elements<'a>,
}

/// Checks the structure tree by itself; `None` if there is none.
pub(super) fn check<'a>(file: &'a PdfFile<'_>, pages: &Pages, findings: &mut PdfDefects) -> Option<StructTree<'a>> {
    let root_id = file.dict(pages.catalog).and_then(|c| c.reference("StructTreeRoot"));
    let root = root_id.and_then(|id| file.dict(id)).filter(|r| r.name("Type") == Some(b"StructTreeRoot"));
    let (Some(root_id), Some(root)) = (root_id, root) else {
        findings.add("UA 7.1", None, "there is no structure tree");
        return None;
    };
    let pdf_2 = pages.claims.ua == Some(2);
    let (elements, own) = read(file, pdf_2);
    findings.0.extend(own);
    walk(root_id, root, &elements, pdf_2, findings);
    types::check(file, root, &elements, pdf_2, findings);
    tables::check(file, &elements, findings);
    identifiers(file, root, &elements, findings);
    if pdf_2 {
        types::relations(file, &elements, findings);
    }
    Some(StructTree { root, elements })
}

/// Reads all elements, in parallel.
fn read<'a>(file: &'a PdfFile<'_>, pdf_2: bool) -> (Elements<'a>, Vec<PdfDefect>) {
    let ids: Vec<u32> = (0..file.objects.len() as u32)
        .filter(|&id| file.dict(id).is_some_and(|d| d.get("S").is_some() && d.get("K").is_some()))
        .collect();
    let read: Vec<(u32, CheckedElement<'_>, PdfDefects)> = ids
        .par_iter()
        .filter_map(|&id| {
            let dict = file.dict(id)?;
            let mut own = PdfDefects::default();
            let kids = kids(id, dict, &mut own);
            let kind = dict.name("S")?;
            properties(id, kind, dict, &mut own);
            if pdf_2 {
                human(dict, &["Alt", "ActualText", "E", "T"], Some(id), &mut own);
            }
            let namespace = file.resolve(dict.get("NS")).and_then(|n| n.get("NS")).and_then(PdfValue::bytes);
            let mathematics = namespace.is_some_and(|uri| *uri == *mathematics::NAMESPACE);
            Some((id, CheckedElement { kind, parent: dict.reference("P"), kids, mathematics }, own))
        })
        .collect();
    let mut findings = Vec::new();
    let mut elements = BTreeMap::new();
    for (id, element, own) in read {
        findings.extend(own.0);
        elements.insert(id, element);
    }
    (elements, findings)
}

fn kids(id: u32, dict: &Dict<'_>, findings: &mut PdfDefects) -> Vec<Kid> {
    let page = dict.reference("Pg");
    let mut kids = Vec::new();
    for item in dict.array("K") {
        let kid = match item {
            PdfValue::Ref(element) => Some(Kid::Element(*element)),
            PdfValue::Int(identifier) => page.map(|page| Kid::Content(page, *identifier)),
            PdfValue::Dict(kid) => match kid.name("Type") {
                Some(b"MCR") => kid.reference("Pg").or(page).zip(kid.int("MCID")).map(|(p, i)| Kid::Content(p, i)),
                Some(b"OBJR") => kid.reference("Obj").map(Kid::Object),
                _ => None,
            },
            _ => None,
        };
        match kid {
            Some(kid) => kids.push(kid),
            None => findings.add("14.7.2", Some(id), "an element holds something that is nothing"),
        }
    }
    kids
}

/// Checks the properties of an element.
fn properties(id: u32, kind: &[u8], dict: &Dict<'_>, findings: &mut PdfDefects) {
    let at = Some(id);
    let told = |key| dict.text(key).is_some_and(|t: String| !t.trim().is_empty());
    if matches!(kind, b"Figure" | b"Formula") {
        findings.expect(told("Alt") || told("ActualText"), "UA 7.3", at, "a figure or formula has no description");
    }
    if kind == b"Formula" {
        let source = dict.text("Alt").is_some_and(|alt| alt.contains(['\\', '{', '}', '^', '_']));
        findings.expect(!source, "UA 7.7", at, "a formula is described by its source");
    }
    if let Some(language) = dict.get("Lang") {
        let sound = language.text().is_some_and(|l| is_language(&l));
        findings.expect(sound, "UA 7.2", at, "an element's language is none");
    }
    let attribute = |key: &str| match dict.get("A") {
        Some(PdfValue::Dict(attributes)) => attributes.get(key).cloned(),
        _ => None,
    };
    if kind == b"Figure" && dict.get("Pg").is_some() {
        let sound = matches!(attribute("BBox"), Some(PdfValue::Array(b)) if b.len() == 4);
        findings.expect(sound, "14.8.5.4.3", at, "a figure does not say where it is");
    }
    if kind == b"TH" {
        let scope = matches!(attribute("Scope"), Some(PdfValue::Name(b"Row" | b"Column" | b"Both")));
        findings.expect(scope, "UA 7.5", at, "a header cell does not say what it heads");
    }
    if matches!(kind, b"Note" | b"FENote") {
        findings.expect(dict.get("ID").is_some(), "UA 7.9", at, "a note has no identifier");
    }
    for key in ["ColSpan", "RowSpan"] {
        let sound = attribute(key).is_none_or(|v| matches!(v, PdfValue::Int(1..)));
        findings.expect(sound, "14.8.5.7", at, "a cell covers an impossible number of rows or columns");
    }
}

/// Traverses the tree in reading order: parents and kids agree, every element occurs once, no heading level is
/// skipped.
fn walk(root_id: u32, root: &Dict<'_>, elements: &Elements<'_>, pdf_2: bool, findings: &mut PdfDefects) {
    let top = match root.get("K") {
        Some(PdfValue::Array(items)) => match items[..] {
            [PdfValue::Ref(top)] => Some(top),
            _ => None,
        },
        Some(PdfValue::Ref(top)) => Some(*top),
        _ => None,
    };
    let Some(top) = top.filter(|top| elements.get(top).is_some_and(|e| e.kind == b"Document")) else {
        findings.add("UA 7.1", Some(root_id), "the structure is not one document");
        return;
    };
    let mut stack = vec![(top, root_id, &b""[..])];
    let mut seen = BTreeSet::new();
    let mut level = 0;
    while let Some((id, parent, around)) = stack.pop() {
        let Some(element) = elements.get(&id) else {
            findings.add("14.7.2", Some(parent), "an element holds an element that is none");
            continue;
        };
        if !seen.insert(id) {
            findings.add("14.7.2", Some(id), "an element is in the tree twice");
            continue;
        }
        findings.expect(element.parent == Some(parent), "14.7.2", Some(id), "an element says that it is in another");
        if let [b'H', digit @ b'1'..=b'6'] = element.kind {
            let own = digit - b'0';
            findings.expect(own <= level + 1, "UA 7.4.2", Some(id), "a level of headings is left out");
            level = own;
        }
        types::captions(id, element, elements, findings);
        let inner = if pdf_2 { types::contained(id, element, around, findings) } else { around };
        for kid in element.kids.iter().rev() {
            if let Kid::Element(kid) = kid {
                stack.push((*kid, id, inner));
            }
        }
    }
    if seen.len() != elements.len() {
        let lost = elements.keys().find(|id| !seen.contains(id)).copied();
        findings.add("14.7.2", lost, "an element is not in the tree");
    }
}

/// Identifiers are unique and listed in the ID tree, and header cells referred to exist (14.7.2, UA 7.5).
fn identifiers(file: &PdfFile<'_>, root: &Dict<'_>, elements: &Elements<'_>, findings: &mut PdfDefects) {
    let mut own = BTreeMap::new();
    let mut wanted = Vec::new();
    for &id in elements.keys() {
        let Some(dict) = file.dict(id) else { continue };
        if let Some(name) = dict.get("ID").and_then(PdfValue::bytes)
            && own.insert(name, id).is_some()
        {
            findings.add("UA 7.9", Some(id), "an identifier is there twice");
        }
        if let Some(PdfValue::Dict(attributes)) = dict.get("A") {
            wanted.extend(attributes.array("Headers").iter().filter_map(PdfValue::bytes).map(|name| (id, name)));
        }
    }
    for (id, name) in wanted {
        findings.expect(own.contains_key(&name), "UA 7.5", Some(id), "a cell names a header that does not exist");
    }
    let tree = file.resolve(root.get("IDTree")).map_or(&[][..], |t| t.array("Names"));
    let listed: Vec<(Vec<u8>, u32)> = (tree.chunks(2))
        .filter_map(|pair| match pair {
            [name, PdfValue::Ref(id)] => Some((name.bytes()?, *id)),
            _ => None,
        })
        .collect();
    let same = listed.iter().map(|(n, i)| (n, i)).eq(own.iter());
    findings.expect(same, "14.7.2", None, "the tree of identifiers is not that of the elements");
}

/// The parent tree and the elements agree on every marked-content sequence and annotation (14.7.4.4). `marked`: number
/// of sequences of each page.
pub(super) fn parents(
    file: &PdfFile<'_>,
    StructTree { root, elements }: &StructTree<'_>,
    pages: &Pages,
    marked: &[usize],
    annotations: &[CheckedAnnotation],
    findings: &mut PdfDefects,
) {
    let numbers = file.resolve(root.get("ParentTree")).map_or(&[][..], |t| t.array("Nums"));
    let mut entries: BTreeMap<i64, &PdfValue<'_>> = BTreeMap::new();
    let mut last = -1;
    for pair in numbers.chunks(2) {
        let [PdfValue::Int(key), value] = pair else { continue };
        findings.expect(*key > last, "7.9.7", None, "the parent tree's keys are out of order");
        last = *key;
        entries.insert(*key, value);
    }
    let next = root.int("ParentTreeNextKey").unwrap_or(0);
    findings.expect(next > last, "14.7.2", None, "the next key of the parent tree is taken");

    // For each page, the element of each marked-content sequence.
    let places: BTreeMap<u32, usize> = pages.ids.iter().enumerate().map(|(i, &id)| (id, i)).collect();
    let mut holders: Vec<Vec<u32>> = marked.iter().map(|&count| vec![0; count]).collect();
    let mut objects = BTreeMap::new();
    for (&id, element) in elements {
        for kid in &element.kids {
            match *kid {
                Kid::Element(_) => {}
                Kid::Object(object) => {
                    let twice = objects.insert(object, id).is_some();
                    findings.expect(!twice, "14.7.4.3", Some(id), "an annotation is in two elements");
                }
                Kid::Content(page, identifier) => {
                    let holder = places.get(&page).and_then(|&p| holders[p].get_mut(usize::try_from(identifier).ok()?));
                    match holder {
                        Some(holder) if *holder == 0 => *holder = id,
                        Some(_) => findings.add("14.7.4.2", Some(id), "a piece of content is in two elements"),
                        None => findings.add("14.7.4.2", Some(id), "an element holds content that no page has"),
                    }
                }
            }
        }
    }
    for (&page, holders) in pages.ids.iter().zip(&holders) {
        let key = file.dict(page).and_then(|p| p.int("StructParents"));
        let listed = key.and_then(|key| file.resolve_array(entries.get(&key).copied()));
        let same = listed.is_some_and(|listed| {
            listed.len() == holders.len()
                && listed.iter().zip(holders).all(|(item, holder)| matches!(item, PdfValue::Ref(id) if id == holder))
        });
        findings.expect(same, "14.7.4.4", Some(page), "the parent tree and the elements differ on a page's content");
    }
    for annotation in annotations {
        let at = Some(annotation.object);
        let holder = objects.remove(&annotation.object);
        let listed = annotation.key.and_then(|key| entries.get(&key).copied());
        let same = holder.is_some_and(|holder| listed == Some(&PdfValue::Ref(holder)));
        findings.expect(same, "14.7.4.4", at, "the parent tree and the elements differ on an annotation");
        let link = holder.and_then(|h| elements.get(&h)).is_some_and(|e| e.kind == b"Link");
        findings.expect(link, "UA 7.18.5", at, "a link is not in a Link element");
        findings.expect(places.contains_key(&annotation.page), "12.5.2", at, "an annotation is on no page");
    }
    for &object in objects.keys() {
        findings.add("14.7.4.3", Some(object), "an element holds an annotation that no page has");
    }
}
