//! The structure tree (ISO 32000-1, 14.7): the elements, and the parent tree that maps content and annotations back to
//! them.
//!
//! A book has tens of thousands of elements, so they are written as bytes at once, in parallel.

use super::content::{PageBounds, PageContent};
use super::links::LinkAnnotation;
use super::objects::Objects;
use super::syntax::{int, name, readable, reference, string, text};
use super::tag::{Carrier, ROLE_MAP, StructElement, Tags, in_pdf_2};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Direction, Document, InlineKind, walk};
use crate::options::PdfStandard;
use crate::typeset::model::{Layout, NodeId, Numbering, Properties, Scope, StructRole};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Elements written per task.
const CHUNK: usize = 1024;

/// Input for writing elements.
struct TreeInputs<'a> {
    layout: &'a Layout,
    tags: &'a Tags,
    standard: PdfStandard,
    pages: &'a [u32],
    annotations: &'a [LinkAnnotation],
    /// By node, the index of its first sequence in `pieces`.
    starts: Vec<u32>,
    /// Marked-content sequences by node, in order: page index and identifier.
    pieces: Vec<(u32, u32)>,
    /// Elements with the indices of their annotations, sorted.
    linked: Vec<(u32, usize)>,
    boxes: BTreeMap<u32, (u32, PageBounds)>,
    /// By element, the elements it refers to (PDF 2.0).
    referred: BTreeMap<u32, Vec<u32>>,
    /// Object number of the first element; the others follow.
    first: u32,
    root: u32,
    /// The namespaces of PDF 2.0, of PDF 1.7 and of MathML.
    namespaces: Option<[u32; 3]>,
}

/// The object numbers of the structure tree.
pub(super) struct TreeObjects {
    /// The root's.
    pub root: u32,
    /// The first element's; the others follow in the order of [`Tags::elements`].
    pub first: u32,
}

/// Reserves the object numbers of the structure tree.
pub(super) fn reserve(objects: &mut Objects, tags: &Tags) -> TreeObjects {
    TreeObjects { root: objects.reserve(), first: objects.reserve_many(tags.elements.len()) }
}

/// Writes the structure tree. Page `i` has the structure parent key `i`; annotations have the keys after those.
pub(super) fn write(
    objects: &mut Objects,
    written: &TreeObjects,
    layout: &Layout,
    tags: &Tags,
    pages: &[u32],
    contents: &[PageContent],
    annotations: &[LinkAnnotation],
) {
    let standard = tags.standard;
    let namespaces = standard.is_pdf_2().then(|| namespaces(objects));
    let (starts, pieces) = pieces(layout.structure.nodes.len(), contents);
    let mut linked: Vec<(u32, usize)> = annotations.iter().enumerate().map(|(i, a)| (a.element, i)).collect();
    linked.sort_unstable();
    let mut boxes: BTreeMap<u32, (u32, PageBounds)> = BTreeMap::new();
    for (page, content) in contents.iter().enumerate() {
        for &(element, bounds) in &content.boxes {
            let (first, all) = boxes.entry(element).or_insert((page as u32, bounds));
            if *first == page as u32 {
                *all = all.union(bounds);
            }
        }
    }
    let referred = if standard.is_pdf_2() { referred(layout, tags) } else { BTreeMap::new() };
    let TreeObjects { root, first } = *written;
    let source = TreeInputs {
        layout,
        tags,
        standard,
        pages,
        annotations,
        starts,
        pieces,
        linked,
        boxes,
        referred,
        first,
        root,
        namespaces,
    };
    let chunks: Vec<(Vec<u8>, Vec<usize>)> = (0..tags.elements.len().div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(tags.elements.len());
            let (mut bytes, mut ends) = (Vec::with_capacity(CHUNK * 96), Vec::with_capacity(CHUNK));
            for index in range {
                source.element(&mut bytes, index as u32);
                ends.push(bytes.len());
            }
            (bytes, ends)
        })
        .collect();
    for (index, (bytes, ends)) in chunks.into_iter().enumerate() {
        objects.put_many(source.first + (index * CHUNK) as u32, bytes, ends);
    }
    let parents = parent_tree(objects, &source, contents);
    let bytes = source.root(parents);
    objects.put(source.root, bytes);
}

/// The marked-content sequences of all pages, grouped by node.
fn pieces(nodes: usize, contents: &[PageContent]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut starts = vec![0u32; nodes + 1];
    for node in contents.iter().flat_map(|c| &c.marks) {
        starts[node.0 as usize + 1] += 1;
    }
    for i in 0..nodes {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut pieces = vec![(0, 0); starts[nodes] as usize];
    for (page, content) in contents.iter().enumerate() {
        for (identifier, node) in content.read() {
            let place = &mut next[node.0 as usize];
            pieces[*place as usize] = (page as u32, identifier);
            *place += 1;
        }
    }
    (starts, pieces)
}

/// References between elements: marks to their note and the note to all its marks (ISO 14289-2, 8.2.5.14), contents
/// entries to their targets (8.2.5.8).
fn referred(layout: &Layout, tags: &Tags) -> BTreeMap<u32, Vec<u32>> {
    let mut referred: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (index, node) in layout.structure.nodes.iter().enumerate() {
        let Some(to) = node.properties.as_ref().and_then(|p| p.reference) else { continue };
        let carriers = (tags.carrier(NodeId(index as u32)), tags.carrier(to));
        let (Carrier::Element(from), Carrier::Element(to)) = carriers else { continue };
        referred.entry(from).or_default().push(to);
        if node.role == StructRole::Reference {
            referred.entry(to).or_default().push(from);
        }
    }
    referred
}

/// The namespaces of PDF 2.0, of PDF 1.7 and of MathML (ISO 32000-2, 14.8.6).
fn namespaces(objects: &mut Objects) -> [u32; 3] {
    ["http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn", "http://www.w3.org/1998/Math/MathML"].map(|uri| {
        let mut out = b"<</Type/Namespace/NS".to_vec();
        string(&mut out, uri.as_bytes());
        out.extend_from_slice(b">>");
        objects.add(out)
    })
}

/// Reports texts that were truncated to the limit of PDF 1.7.
pub(super) fn report_cut(document: &Document, layout: &Layout, standard: PdfStandard, diagnostics: &mut Diagnostics) {
    let is_cut = |text: &str| !standard.is_pdf_2() && readable(text, standard) != text;
    let properties = layout.structure.nodes.iter().filter_map(|node| node.properties.as_deref());
    let texts = properties.flat_map(|p| [&p.alt, &p.expansion]).flatten();
    let count = texts.filter(|text| is_cut(text)).count();
    if count == 0 {
        return;
    }
    let mut places = Vec::new();
    walk::all_inlines(document, &mut |inline| match &inline.kind {
        InlineKind::Image(image) if is_cut(&image.alt) => places.push(("the description of a picture", inline.span)),
        InlineKind::Abbreviation(short) if is_cut(&short.expansion) => {
            places.push(("what an abbreviation stands for", inline.span));
        }
        _ => {}
    });
    if places.len() < count {
        places.push(("what is said of a formula", None));
    }
    for (what, span) in places {
        let message = format!("{what} is longer than 16,000 characters: it is cut");
        let help = "say it in the text, and shorter here; `--pdf-standard ua-2,a-4` has no such limit";
        diagnostics.push(Diagnostic::new(&codes::PDF_TEXT_CUT, span, message).help(help));
    }
}

impl TreeInputs<'_> {
    fn pieces(&self, node: NodeId) -> &[(u32, u32)] {
        &self.pieces[self.starts[node.0 as usize] as usize..self.starts[node.0 as usize + 1] as usize]
    }

    fn element(&self, out: &mut Vec<u8>, index: u32) {
        let element = &self.tags.elements[index as usize];
        out.extend_from_slice(b"<</S");
        name(out, element.kind.as_bytes());
        if let Some([pdf_2, pdf_1, mathml]) = self.namespaces {
            out.extend_from_slice(b"/NS ");
            let namespace = match element.kind {
                _ if element.mathematics => mathml,
                kind if in_pdf_2(kind) => pdf_2,
                _ => pdf_1,
            };
            reference(out, namespace);
        }
        out.extend_from_slice(b"/P ");
        reference(out, element.parent.map_or(self.root, |parent| self.first + parent));
        let node = &self.layout.structure.nodes[element.node.0 as usize];
        if let Some(id) = &element.id {
            out.extend_from_slice(b"/ID");
            string(out, id.as_bytes());
        }
        if let Some(properties) = &node.properties {
            self.properties(out, properties);
        }
        if let Some(elements) = self.referred.get(&index) {
            out.extend_from_slice(b"/Ref[");
            for (i, element) in elements.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                reference(out, self.first + element);
            }
            out.push(b']');
        }
        self.attributes(out, index, element, node.properties.as_deref());
        self.kids(out, index, element.node);
        out.extend_from_slice(b">>");
    }

    fn properties(&self, out: &mut Vec<u8>, properties: &Properties) {
        let texts = [
            ("/Alt", &properties.alt),
            ("/ActualText", &properties.actual_text),
            ("/E", &properties.expansion),
            ("/Lang", &properties.language),
            ("/T", &properties.title),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                out.extend_from_slice(key.as_bytes());
                text(out, &readable(value, self.standard));
            }
        }
    }

    /// Standard attributes (14.8.5).
    fn attributes(&self, out: &mut Vec<u8>, index: u32, element: &StructElement, properties: Option<&Properties>) {
        let role = self.layout.structure.nodes[element.node.0 as usize].role;
        match role {
            StructRole::List => {
                if let Some(numbering) = properties.and_then(|p| p.numbering) {
                    out.extend_from_slice(b"/A<</O/List/ListNumbering");
                    name(out, list_numbering(numbering, self.standard).as_bytes());
                    out.extend_from_slice(b">>");
                }
            }
            StructRole::Mathematics => self.mathematics(out, properties),
            StructRole::HeaderCell | StructRole::DataCell => self.cell(out, role, properties),
            StructRole::Figure | StructRole::Formula => {
                let bounds = self.boxes.get(&index).filter(|_| matches!(element.kind, "Figure" | "Formula"));
                if let Some((_, bounds)) = bounds {
                    out.extend_from_slice(b"/A<</O/Layout/Placement/");
                    out.extend_from_slice(if self.stands_in_a_line(element) { b"Inline" } else { b"Block" });
                    out.extend_from_slice(b"/BBox");
                    bounds.write(out);
                    out.extend_from_slice(b">>");
                }
            }
            _ => match properties.and_then(|p| p.direction) {
                Some(Direction::RightToLeft) => out.extend_from_slice(b"/A<</O/Layout/WritingMode/RlTb>>"),
                Some(Direction::LeftToRight) => out.extend_from_slice(b"/A<</O/Layout/WritingMode/LrTb>>"),
                None => {}
            },
        }
    }

    /// The attributes of a MathML element, which are in its namespace (14.7.6.1).
    fn mathematics(&self, out: &mut Vec<u8>, properties: Option<&Properties>) {
        let attributes = properties.and_then(|p| p.mathematics.as_ref()).map_or(&[][..], |own| &own.attributes);
        let (Some([.., mathml]), false) = (self.namespaces, attributes.is_empty()) else { return };
        out.extend_from_slice(b"/A<</O/NSO/NS ");
        reference(out, mathml);
        for (key, value) in attributes {
            name(out, key.as_bytes());
            text(out, value);
        }
        out.extend_from_slice(b">>");
    }

    fn stands_in_a_line(&self, element: &StructElement) -> bool {
        let parent = element.parent.map(|p| self.tags.elements[p as usize].kind);
        !matches!(
            parent,
            None | Some("Document" | "Part" | "Art" | "Sect" | "Div" | "BlockQuote" | "LBody" | "TD" | "TH" | "Aside")
        )
    }

    fn cell(&self, out: &mut Vec<u8>, role: StructRole, properties: Option<&Properties>) {
        let default = Properties::default();
        let properties = properties.unwrap_or(&default);
        let scope = match (role, properties.scope) {
            (StructRole::HeaderCell, scope) => Some(scope.unwrap_or(Scope::Column)),
            _ => None,
        };
        let spans = [("/ColSpan ", properties.column_span), ("/RowSpan ", properties.row_span)];
        if scope.is_none() && properties.headers.is_empty() && spans.iter().all(|(_, s)| s.is_none()) {
            return;
        }
        out.extend_from_slice(b"/A<</O/Table");
        if let Some(scope) = scope {
            out.extend_from_slice(match scope {
                Scope::Row => b"/Scope/Row".as_slice(),
                Scope::Column => b"/Scope/Column",
                Scope::Both => b"/Scope/Both",
            });
        }
        for (key, span) in spans {
            if let Some(span) = span {
                out.extend_from_slice(key.as_bytes());
                int(out, span.into());
            }
        }
        if !properties.headers.is_empty() {
            out.extend_from_slice(b"/Headers[");
            properties.headers.iter().for_each(|id| string(out, id.as_bytes()));
            out.push(b']');
        }
        out.extend_from_slice(b">>");
    }

    /// The kids of an element: its own content, then its child elements; text nodes are expanded in place.
    fn kids(&self, out: &mut Vec<u8>, index: u32, node: NodeId) {
        let text = self.tags.children(node).filter(|&child| self.tags.carrier(child) == Carrier::Element(index));
        let page = std::iter::once(node).chain(text).find_map(|n| self.pieces(n).first()).map(|&(page, _)| page);
        if let Some(page) = page.or_else(|| self.boxes.get(&index).map(|&(page, _)| page)) {
            out.extend_from_slice(b"/Pg ");
            reference(out, self.pages[page as usize]);
        }
        out.extend_from_slice(b"/K[");
        let start = out.len();
        let piece = |out: &mut Vec<u8>, &(on, identifier): &(u32, u32)| {
            if Some(on) == page {
                if out.len() > start {
                    out.push(b' ');
                }
                int(out, identifier.into());
            } else {
                out.extend_from_slice(b"<</Type/MCR/Pg ");
                reference(out, self.pages[on as usize]);
                out.extend_from_slice(b"/MCID ");
                int(out, identifier.into());
                out.extend_from_slice(b">>");
            }
        };
        self.pieces(node).iter().for_each(|p| piece(out, p));
        for child in self.tags.children(node) {
            match self.tags.carrier(child) {
                Carrier::Element(element) if element == index => self.pieces(child).iter().for_each(|p| piece(out, p)),
                Carrier::Element(element) => {
                    if out.len() > start {
                        out.push(b' ');
                    }
                    reference(out, self.first + element);
                }
                Carrier::Artifact => {}
            }
        }
        let linked = self.linked.partition_point(|&(element, _)| element < index);
        for &(_, annotation) in self.linked[linked..].iter().take_while(|&&(element, _)| element == index) {
            let annotation = &self.annotations[annotation];
            out.extend_from_slice(b"<</Type/OBJR/Pg ");
            reference(out, self.pages[annotation.page as usize]);
            out.extend_from_slice(b"/Obj ");
            reference(out, annotation.object);
            out.extend_from_slice(b">>");
        }
        out.push(b']');
    }

    fn root(&self, parents: u32) -> Vec<u8> {
        let mut out = b"<</Type/StructTreeRoot/K[".to_vec();
        if !self.tags.elements.is_empty() {
            reference(&mut out, self.first);
        }
        out.extend_from_slice(b"]/ParentTree ");
        reference(&mut out, parents);
        out.extend_from_slice(b"/ParentTreeNextKey ");
        int(&mut out, (self.pages.len() + self.annotations.len()) as i64);
        if let Some(namespaces) = self.namespaces {
            out.extend_from_slice(b"/Namespaces[");
            for (i, id) in namespaces.into_iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                reference(&mut out, id);
            }
            out.push(b']');
        } else {
            out.extend_from_slice(b"/RoleMap<<");
            for (own, standard) in ROLE_MAP {
                name(&mut out, own.as_bytes());
                name(&mut out, standard.as_bytes());
            }
            out.extend_from_slice(b">>");
        }
        let ids: BTreeMap<&[u8], u32> = (self.tags.elements.iter().zip(self.first..))
            .filter_map(|(element, object)| Some((element.id.as_ref()?.as_bytes(), object)))
            .collect();
        if !ids.is_empty() {
            out.extend_from_slice(b"/IDTree<</Names[");
            for (id, object) in &ids {
                string(&mut out, id);
                reference(&mut out, *object);
            }
            out.extend_from_slice(b"]>>");
        }
        out.extend_from_slice(b">>");
        out
    }
}

/// The parent tree: structure parent keys → elements (14.7.4.4).
fn parent_tree(objects: &mut Objects, source: &TreeInputs<'_>, contents: &[PageContent]) -> u32 {
    let arrays: Vec<Vec<u8>> = contents
        .par_iter()
        .map(|content| {
            let mut out = Vec::with_capacity(content.marks.len() * 10 + 2);
            out.push(b'[');
            for (i, &node) in content.marks.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                match source.tags.carrier(node) {
                    Carrier::Element(element) => reference(&mut out, source.first + element),
                    Carrier::Artifact => out.extend_from_slice(b"null"),
                }
            }
            out.push(b']');
            out
        })
        .collect();
    let mut tree = b"<</Nums[".to_vec();
    for (key, array) in arrays.into_iter().enumerate() {
        int(&mut tree, key as i64);
        tree.push(b' ');
        reference(&mut tree, objects.add(array));
        tree.push(b' ');
    }
    for (annotation, key) in source.annotations.iter().zip(contents.len()..) {
        int(&mut tree, key as i64);
        tree.push(b' ');
        reference(&mut tree, source.first + annotation.element);
        tree.push(b' ');
    }
    tree.extend_from_slice(b"]>>");
    objects.add(tree)
}

/// A list's numbering (14.8.5.5; ISO 32000-2, 14.8.5.5).
fn list_numbering(numbering: Numbering, standard: PdfStandard) -> &'static str {
    match numbering {
        Numbering::Description if standard.is_pdf_2() => "Description",
        Numbering::Description => "None",
        Numbering::Disc => "Disc",
        Numbering::Circle => "Circle",
        Numbering::Square => "Square",
        Numbering::Decimal => "Decimal",
        Numbering::UpperRoman => "UpperRoman",
        Numbering::LowerRoman => "LowerRoman",
        Numbering::UpperAlpha => "UpperAlpha",
        Numbering::LowerAlpha => "LowerAlpha",
    }
}
