//! Structure types and their nesting.

use super::PdfDefects;
use super::file::PdfFile;
use super::mathematics;
use super::parse::{Dict, PdfValue};
use super::structure::{CheckedElement, Elements, Kid};
use crate::write::pdf::containment::{may_hold, may_hold_content, passes_through};
use std::collections::BTreeMap;

/// Types are standard or role-mapped to standard types (UA 7.1, A 6.7.3.4); table and list elements are nested
/// correctly (UA 7.2).
pub(super) fn check(
    file: &PdfFile<'_>,
    root: &Dict<'_>,
    elements: &Elements<'_>,
    pdf_2: bool,
    findings: &mut PdfDefects,
) {
    let mapped = file.resolve(root.get("RoleMap"));
    let standard = |kind: &[u8]| STANDARD.contains(&kind) || pdf_2 && PDF_2.contains(&kind);
    for (id, element) in elements {
        if element.mathematics {
            mathematics::check(file, *id, element, elements, findings);
            continue;
        }
        let at = Some(*id);
        let kind = element.kind;
        let known = standard(kind)
            || mapped.and_then(|m| std::str::from_utf8(kind).ok().and_then(|k| m.name(k))).is_some_and(standard);
        findings.expect(known, "UA 7.1", at, "an element's type means nothing");
        let parent: &[u8] = element.parent.and_then(|p| elements.get(&p)).map_or(b"", |p| p.kind);
        let allowed: &[&[u8]] = match kind {
            b"LI" => &[b"L"],
            b"Lbl" | b"LBody" if parent != b"LI" && kind == b"LBody" => &[b"LI"],
            b"TR" => &[b"Table", b"THead", b"TBody", b"TFoot"],
            b"TH" | b"TD" => &[b"TR"],
            b"THead" | b"TBody" | b"TFoot" => &[b"Table"],
            b"TOCI" => &[b"TOC"],
            _ => &[],
        };
        let fits = allowed.is_empty() || allowed.contains(&parent);
        findings.expect(fits, "UA 7.2", at, "an element of a list or a table is outside of one");
        let inside: &[&[u8]] = match kind {
            b"L" => &[b"LI", b"L", b"Caption"],
            b"LI" => &[b"Lbl", b"LBody"],
            b"Table" => &[b"TR", b"THead", b"TBody", b"TFoot", b"Caption"],
            b"THead" | b"TBody" | b"TFoot" => &[b"TR"],
            b"TR" => &[b"TH", b"TD"],
            b"TOC" => &[b"TOCI", b"TOC", b"Caption"],
            _ => continue,
        };
        let sound = element.kids.iter().all(|kid| match kid {
            Kid::Element(kid) => elements.get(kid).is_some_and(|k| inside.contains(&k.kind)),
            Kid::Content(..) | Kid::Object(_) => false,
        });
        findings.expect(sound, "UA 7.2", at, "a list or a table holds what does not belong there");
        let holds = |kinds: &[&[u8]]| {
            let is = |kid: &u32| elements.get(kid).is_some_and(|k| kinds.contains(&k.kind));
            element.kids.iter().any(|kid| matches!(kid, Kid::Element(kid) if is(kid)))
        };
        if kind == b"Table" && holds(&[b"THead", b"TFoot"]) {
            findings.expect(holds(&[b"TBody"]), "UA 7.2", at, "a table has a head or a foot of nothing");
        }
        let one = |wanted: &[u8]| element.kids.iter().filter(|kid| is(elements, kid, wanted)).count() <= 1;
        findings.expect(one(b"THead") && one(b"TFoot"), "UA 7.2", at, "a table has two heads or two feet");
    }
    if let Some(mapped) = mapped {
        let sound = mapped.0.iter().all(|(own, meant)| {
            !STANDARD.contains(own) && matches!(meant, PdfValue::Name(meant) if STANDARD.contains(meant))
        });
        findings.expect(sound && !pdf_2, "UA 7.1", None, "the role map changes what a type means, or means nothing");
    }
}

fn is(elements: &Elements<'_>, kid: &Kid, kind: &[u8]) -> bool {
    matches!(kid, Kid::Element(kid) if elements.get(kid).is_some_and(|k| k.kind == kind))
}

/// A caption is the only one of its parent, first or last; first in lists and contents lists (UA 7.2; UA-2 8.2.5.27).
pub(super) fn captions(id: u32, element: &CheckedElement<'_>, elements: &Elements<'_>, findings: &mut PdfDefects) {
    let mut places = element.kids.iter().enumerate().filter(|(_, kid)| is(elements, kid, b"Caption")).map(|(i, _)| i);
    let Some(place) = places.next() else { return };
    let last = place + 1 == element.kids.len() && !matches!(element.kind, b"L" | b"TOC");
    let sound = (place == 0 || last) && places.next().is_none();
    findings.expect(sound, "UA 7.2", Some(id), "a caption stands in the middle, or is the second");
}

/// Containment in PDF 2.0: parent and content of an element are allowed (UA-2 8.2.4; ISO/TS 32005, table 5). `around`:
/// type of the nearest ancestor that counts for containment; returns that for the element's own kids.
pub(super) fn contained<'a>(
    id: u32,
    element: &CheckedElement<'a>,
    around: &'a [u8],
    findings: &mut PdfDefects,
) -> &'a [u8] {
    if element.mathematics {
        return around;
    }
    let name = |kind: &'a [u8]| std::str::from_utf8(kind).unwrap_or("");
    let fits = around.is_empty() || may_hold(name(around), name(element.kind));
    findings.expect(fits, "UA-2 Table 5", Some(id), "an element lies in one that may not hold it");
    let inner = if passes_through(name(element.kind)) { around } else { element.kind };
    let content = element.kids.iter().any(|kid| matches!(kid, Kid::Content(..) | Kid::Object(_)));
    findings.expect(!content || may_hold_content(name(inner)), "UA-2 Table 5", Some(id), "content lies in a group");
    inner
}

const STANDARD: &[&[u8]] = &[
    b"Document",
    b"Part",
    b"Art",
    b"Sect",
    b"Div",
    b"BlockQuote",
    b"Caption",
    b"TOC",
    b"TOCI",
    b"P",
    b"H1",
    b"H2",
    b"H3",
    b"H4",
    b"H5",
    b"H6",
    b"L",
    b"LI",
    b"Lbl",
    b"LBody",
    b"Table",
    b"TR",
    b"TH",
    b"TD",
    b"THead",
    b"TBody",
    b"TFoot",
    b"Span",
    b"Quote",
    b"Note",
    b"Reference",
    b"Code",
    b"Link",
    b"Figure",
    b"Formula",
];
const PDF_2: &[&[u8]] = &[b"Title", b"Em", b"Strong", b"Aside", b"FENote"];

/// Further rules of PDF/UA-2: namespaces of types, references from contents entries to their targets, mutual
/// references of notes and marks, labels only in lists with a numbering (ISO 14289-2, 8.2.4, 8.2.5.8, 8.2.5.14,
/// 8.2.5.25).
pub(super) fn relations(file: &PdfFile<'_>, elements: &Elements<'_>, findings: &mut PdfDefects) {
    let mut refers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &id in elements.keys() {
        let listed = file.dict(id).map_or(&[][..], |d| d.array("Ref"));
        let to = listed.iter().filter_map(|v| if let PdfValue::Ref(to) = v { Some(*to) } else { None });
        refers.insert(id, to.collect());
    }
    let refer = |from: u32, to: u32| refers.get(&from).is_some_and(|r| r.contains(&to));
    for (&id, element) in elements {
        let at = Some(id);
        let dict = file.dict(id);
        let spaced = file.resolve(dict.and_then(|d| d.get("NS"))).is_some_and(|n| n.get("NS").is_some());
        findings.expect(spaced, "UA-2 8.2.4", at, "an element's type is of no namespace");
        if element.kind == b"TOCI" {
            findings.expect(!refers[&id].is_empty(), "UA-2 8.2.5.8", at, "an entry of a contents list lists nothing");
        }
        for &to in &refers[&id] {
            let other = elements.get(&to).map(|e| e.kind);
            findings.expect(other.is_some(), "14.7.2", at, "an element refers to something that is no element");
            if element.kind == b"FENote" || other == Some(b"FENote") {
                findings.expect(refer(to, id), "UA-2 8.2.5.14", at, "a note and its mark do not refer to each other");
            }
        }
        if element.kind == b"L" {
            let children = |id: u32| elements.get(&id).into_iter().flat_map(|e| &e.kids);
            let labelled = element.kids.iter().any(|item| match item {
                Kid::Element(item) => children(*item)
                    .any(|kid| matches!(kid, Kid::Element(k) if elements.get(k).is_some_and(|k| k.kind == b"Lbl"))),
                _ => false,
            });
            let numbering = dict.and_then(|d| d.get("A")).and_then(|a| match a {
                PdfValue::Dict(a) => a.name("ListNumbering"),
                _ => None,
            });
            let told = !labelled || numbering.is_some_and(|n| n != b"None");
            findings.expect(told, "UA-2 8.2.5.25", at, "a list with labels does not say how it is numbered");
        }
    }
}
