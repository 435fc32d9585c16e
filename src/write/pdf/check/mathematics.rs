//! Elements of MathML in the structure tree (ISO 32000-2, 14.8.6.3; ISO 14289-2, 8.2.5.29).

use super::PdfDefects;
use super::file::PdfFile;
use super::structure::{CheckedElement, Elements, Kid};

/// The MathML namespace.
pub(super) const NAMESPACE: &[u8] = b"http://www.w3.org/1998/Math/MathML";

/// Elements that hold content.
const LEAVES: &[&[u8]] = &[b"mi", b"mn", b"mo", b"mtext"];

/// Elements that contain other elements only.
const GROUPS: &[&[u8]] = &[
    b"math",
    b"menclose",
    b"mfrac",
    b"mover",
    b"mpadded",
    b"mphantom",
    b"mroot",
    b"mrow",
    b"mspace",
    b"msqrt",
    b"mstyle",
    b"msub",
    b"msubsup",
    b"msup",
    b"mtable",
    b"mtd",
    b"mtr",
    b"munder",
    b"munderover",
];

/// Elements with a fixed number of children.
const ARGUMENTS: &[(&[u8], usize)] = &[
    (b"mfrac", 2),
    (b"mroot", 2),
    (b"msub", 2),
    (b"msup", 2),
    (b"munder", 2),
    (b"mover", 2),
    (b"msubsup", 3),
    (b"munderover", 3),
    (b"mspace", 0),
];

/// Checks a MathML element: its name, its parent, its children and the namespace of its attributes.
pub(super) fn check(
    file: &PdfFile<'_>,
    id: u32,
    element: &CheckedElement<'_>,
    elements: &Elements<'_>,
    findings: &mut PdfDefects,
) {
    let at = Some(id);
    let leaf = LEAVES.contains(&element.kind);
    findings.expect(leaf || GROUPS.contains(&element.kind), "14.8.6.3", at, "it is no element of MathML");
    let parent = element.parent.and_then(|p| elements.get(&p));
    let fits = match element.kind {
        b"math" => parent.is_some_and(|p| !p.mathematics && p.kind == b"Formula"),
        _ => parent.is_some_and(|p| p.mathematics),
    };
    findings.expect(fits, "14.8.6.3", at, "an element of MathML lies outside of a formula");
    let content = element.kids.iter().any(|kid| matches!(kid, Kid::Content(..) | Kid::Object(_)));
    let kids = element.kids.iter().filter_map(|kid| if let Kid::Element(kid) = kid { elements.get(kid) } else { None });
    let (mut count, mut own) = (0, true);
    kids.for_each(|kid| (count, own) = (count + 1, own && kid.mathematics));
    let number = ARGUMENTS.iter().find(|(kind, _)| *kind == element.kind);
    let sound = own && if leaf { count == 0 } else { !content && number.is_none_or(|(_, number)| *number == count) };
    findings.expect(sound, "14.8.6.3", at, "an element of MathML holds what it does not");
    let dict = file.dict(id);
    let attributes = file.resolve(dict.and_then(|d| d.get("A")));
    let spaced = attributes.is_none_or(|a| {
        a.name("O") == Some(b"NSO")
            && a.reference("NS").is_some()
            && a.reference("NS") == dict.and_then(|d| d.reference("NS"))
    });
    findings.expect(spaced, "14.7.6.1", at, "attributes of MathML are of no namespace");
}
