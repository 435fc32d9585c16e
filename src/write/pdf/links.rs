//! Link annotations (ISO 32000-1, 12.5.6.5) and named destinations.

use super::content::PageBounds;
use super::objects::Objects;
use super::syntax::{int, milli, readable, reference, string, text, thousandths};
use super::tag::{Carrier, Tags};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::address::uri;
use crate::typeset::model::{Destination, Layout, LinkTarget, NodeId, PageItem, Tag};

/// A link annotation.
#[derive(Debug)]
pub(super) struct LinkAnnotation {
    /// Its object.
    pub object: u32,
    /// The page's index.
    pub page: u32,
    /// Its structure element.
    pub element: u32,
}

/// Writes the link annotations in page order; their structure parent keys follow those of the pages. A link to a
/// destination that does not exist is omitted with a warning.
pub(super) fn annotate(
    objects: &mut Objects,
    layout: &Layout,
    tags: &Tags,
    pages: &[u32],
    diagnostics: &mut Diagnostics,
) -> Vec<LinkAnnotation> {
    let mut annotations = Vec::new();
    for (index, page) in layout.pages.iter().enumerate() {
        for placed in &page.items {
            let PageItem::Link { size, target, description } = &placed.item else { continue };
            let Tag::Node(node) = placed.tag else { continue };
            let element = tags.enclosing(node, "Link").or(match tags.carrier(node) {
                Carrier::Element(element) => Some(element),
                Carrier::Artifact => None,
            });
            let Some(element) = element else { continue };
            let mut out = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect".to_vec();
            PageBounds::new(placed.at, *size, page.size.height).write(&mut out);
            match target {
                LinkTarget::Uri(address) => {
                    out.extend_from_slice(b"/A<</S/URI/URI");
                    string(&mut out, uri(address).as_bytes()); // in ASCII (12.6.4.7)
                    out.extend_from_slice(b">>");
                }
                LinkTarget::Destination(name) if known(layout, name) => {
                    out.extend_from_slice(b"/Dest");
                    string(&mut out, name.as_bytes());
                }
                LinkTarget::Destination(name) => {
                    let message = format!("the link to {name:?} leads to no place on a page");
                    diagnostics.push(Diagnostic::new(&codes::PDF_LINK_DEAD, None, message));
                    continue;
                }
            }
            out.extend_from_slice(b"/Contents");
            let description = if description.trim().is_empty() { fallback(target) } else { description };
            text(&mut out, &readable(description, tags.standard));
            out.extend_from_slice(b"/StructParent ");
            int(&mut out, (layout.pages.len() + annotations.len()) as i64);
            out.extend_from_slice(b"/P ");
            reference(&mut out, pages[index]);
            out.extend_from_slice(b">>");
            annotations.push(LinkAnnotation { object: objects.add(out), page: index as u32, element });
        }
    }
    annotations
}

/// Whether there is a destination of this name.
pub(super) fn known(layout: &Layout, name: &str) -> bool {
    layout.destinations.binary_search_by(|d| d.name.as_str().cmp(name)).is_ok()
}

fn fallback(target: &LinkTarget) -> &str {
    match target {
        LinkTarget::Uri(name) | LinkTarget::Destination(name) => name,
    }
}

/// The tree of named destinations (12.3.2.3). In PDF 2.0 they lead to structure elements as well (ISO 14289-2, 8.8).
pub(super) fn destinations(
    objects: &mut Objects,
    layout: &Layout,
    tags: &Tags,
    pages: &[u32],
    first_element: u32,
) -> Option<u32> {
    let mut named: Vec<&Destination> = layout.destinations.iter().collect();
    named.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    let mut out = b"<</Names[".to_vec();
    for destination in &named {
        let page = destination.page as usize;
        let (Some(&object), Some(set)) = (pages.get(page), layout.pages.get(page)) else { continue };
        let place = |out: &mut Vec<u8>| {
            out.extend_from_slice(b"/XYZ ");
            milli(out, thousandths(destination.at.x));
            out.push(b' ');
            milli(out, thousandths(set.size.height - destination.at.y));
            out.extend_from_slice(b" null]");
        };
        string(&mut out, destination.name.as_bytes());
        match tags.nearest(destination.node.unwrap_or(NodeId(0)), &layout.structure) {
            Some(element) if tags.standard.is_pdf_2() => {
                out.extend_from_slice(b"<</D[");
                reference(&mut out, object);
                place(&mut out);
                out.extend_from_slice(b"/SD[");
                reference(&mut out, first_element + element);
                place(&mut out);
                out.extend_from_slice(b">>");
            }
            _ => {
                out.push(b'[');
                reference(&mut out, object);
                place(&mut out);
            }
        }
    }
    out.extend_from_slice(b"]>>");
    (!named.is_empty()).then(|| objects.add(out))
}
