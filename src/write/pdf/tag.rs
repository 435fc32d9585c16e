//! Maps the logical tree to PDF structure: which nodes become structure elements, of which type, and whose content
//! becomes an artifact.
//!
//! Makes any tree valid, whatever the source: heading levels are not skipped (ISO 14289-1, 7.4.2), figures without a
//! description are artifacts (7.3), identifiers are unique (7.9), and in PDF 2.0 no element is in a parent that must
//! not contain it (ISO/TS 32005).

use super::containment::{may_hold, passes_through};
use crate::options::PdfStandard;
use crate::typeset::model::{NodeId, StructNode, StructRole, Structure};
use std::collections::{BTreeMap, BTreeSet};

/// What the content of a node becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    /// Content of this element, an index into [`Tags::elements`].
    Element(u32),
    /// An artifact.
    Artifact,
}

/// A structure element to be written.
#[derive(Clone, Debug)]
pub(super) struct StructElement {
    /// Its node.
    pub node: NodeId,
    /// Its parent element; `None` for the first only.
    pub parent: Option<u32>,
    /// Its structure type.
    pub kind: &'static str,
    /// Its identifier, unique.
    pub id: Option<String>,
    /// Whether its type is of MathML.
    pub mathematics: bool,
}

/// The mapping of a structure.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// What the content of each node becomes.
    pub carriers: Vec<Carrier>,
    /// In document order, a parent before its children.
    pub elements: Vec<StructElement>,
    /// By node: its first child and its next sibling.
    pub links: Vec<(Option<NodeId>, Option<NodeId>)>,
    /// The standard of the file.
    pub standard: PdfStandard,
    /// Nodes within formulas that have no element: the node whose content theirs becomes (PDF 1.7), or the element
    /// they are drawn in (formula signs in PDF 2.0, which are artifacts).
    pub within: BTreeMap<NodeId, (NodeId, u32)>,
}

impl Tags {
    /// Maps every node of a structure.
    pub(super) fn plan(structure: &Structure, standard: PdfStandard) -> Tags {
        let nodes = &structure.nodes;
        let mut tags = Tags { links: links(nodes), standard, ..Tags::default() };
        let mut levels = HeadingLevels::default();
        let mut ids = BTreeSet::new();
        for (index, node) in nodes.iter().enumerate() {
            let id = NodeId(index as u32);
            let parent = node.parent.map(|p| tags.carriers[p.0 as usize]);
            let carrier = match (parent, node.role) {
                (Some(Carrier::Artifact), _) => Carrier::Artifact,
                (Some(Carrier::Element(element)), StructRole::Mathematics) if !standard.is_pdf_2() => {
                    tags.within.insert(id, (tags.elements[element as usize].node, element));
                    Carrier::Element(element)
                }
                (Some(Carrier::Element(element)), StructRole::MathematicalSign) => {
                    tags.within.insert(id, (tags.elements[element as usize].node, element));
                    if standard.is_pdf_2() { Carrier::Artifact } else { Carrier::Element(element) }
                }
                (_, StructRole::Text) if node.parent.is_some_and(|p| is_decoration(&nodes[p.0 as usize])) => {
                    Carrier::Artifact
                }
                (Some(carrier), StructRole::Text) => carrier,
                (_, StructRole::Figure) if is_decoration(node) && !tags.has_elements_below(id, nodes) => {
                    Carrier::Artifact
                }
                (parent, role) => {
                    let parent = match parent {
                        Some(Carrier::Element(parent)) => Some(parent),
                        _ => None,
                    };
                    let kind = match role {
                        StructRole::Figure if is_decoration(node) => "Div",
                        StructRole::Formula if !described(node) => "Span",
                        StructRole::Mathematics => math_type(node),
                        role => kind(role, standard),
                    };
                    let kind = if standard.is_pdf_2() && role != StructRole::Mathematics {
                        tags.fitting(kind, id, parent, nodes)
                    } else {
                        kind
                    };
                    let kind = match role {
                        StructRole::Title if !standard.is_pdf_2() => levels.kind(1),
                        StructRole::Heading(level) if kind == "H1" => levels.kind(level),
                        _ => kind,
                    };
                    let own = node.properties.as_ref().and_then(|p| p.id.clone()).filter(|id| !ids.contains(id));
                    let own = own.or_else(|| (role == StructRole::Note).then(|| format!("\u{2020}{index}")));
                    ids.extend(own.clone());
                    let mathematics = role == StructRole::Mathematics;
                    tags.elements.push(StructElement { node: id, parent, kind, id: own, mathematics });
                    Carrier::Element(tags.elements.len() as u32 - 1)
                }
            };
            tags.carriers.push(carrier);
        }
        tags
    }

    /// What the content of a node becomes.
    pub(super) fn carrier(&self, node: NodeId) -> Carrier {
        self.carriers.get(node.0 as usize).copied().unwrap_or(Carrier::Artifact)
    }

    /// The element for the content of a node.
    pub(super) fn element(&self, node: NodeId) -> Option<&StructElement> {
        match self.carrier(node) {
            Carrier::Element(element) => Some(&self.elements[element as usize]),
            Carrier::Artifact => None,
        }
    }

    /// The nearest element at or above a node: that of a decoration's context.
    pub(super) fn nearest(&self, node: NodeId, structure: &Structure) -> Option<u32> {
        let mut above = std::iter::successors(Some(node), |n| structure.nodes.get(n.0 as usize)?.parent);
        above.find_map(|node| match self.carrier(node) {
            Carrier::Element(element) => Some(element),
            Carrier::Artifact => None,
        })
    }

    /// The node that the content of a node is assigned to.
    pub(super) fn owner(&self, node: NodeId) -> NodeId {
        self.within.get(&node).map_or(node, |(owner, _)| *owner)
    }

    /// The figure or formula that a node's content is part of.
    pub(super) fn drawn_in(&self, node: NodeId) -> Option<u32> {
        let mut at = match self.carrier(node) {
            Carrier::Element(element) => element,
            Carrier::Artifact => self.within.get(&node)?.1,
        };
        while self.elements[at as usize].mathematics {
            at = self.elements[at as usize].parent?;
        }
        matches!(self.elements[at as usize].kind, "Figure" | "Formula").then_some(at)
    }

    /// The nearest element of this type at or above a node.
    pub(super) fn enclosing(&self, node: NodeId, kind: &str) -> Option<u32> {
        let Carrier::Element(mut at) = self.carrier(node) else { return None };
        loop {
            let element = &self.elements[at as usize];
            if element.kind == kind {
                return Some(at);
            }
            at = element.parent?;
        }
    }

    /// The children of a node, in reading order.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.links[node.0 as usize].0, |n| self.links[n.0 as usize].1)
    }

    /// The type of an element, or the most similar type allowed in its parent (PDF 2.0).
    fn fitting(&self, kind: &'static str, node: NodeId, parent: Option<u32>, nodes: &[StructNode]) -> &'static str {
        let Some(mut around) = parent.map(|p| &self.elements[p as usize]) else { return kind };
        while let (true, Some(parent)) = (passes_through(around.kind), around.parent) {
            around = &self.elements[parent as usize];
        }
        // `Caption` needs a grouping element around it.
        let captioned = || self.children(node).any(|child| nodes[child.0 as usize].role == StructRole::Caption);
        let fallbacks: &[&str] = match kind {
            "Div" if captioned() => &["Sect"],
            _ if may_hold(around.kind, kind) => return kind,
            "Aside" | "BlockQuote" | "Art" => &["Sect", "Div"],
            "H1" | "Title" | "Caption" | "Em" | "Strong" | "Quote" | "Reference" | "Span" => &["P", "Span"],
            _ => &["Div", "Span"],
        };
        fallbacks.iter().find(|kind| may_hold(around.kind, kind)).copied().unwrap_or(kind)
    }

    fn has_elements_below(&self, node: NodeId, nodes: &[StructNode]) -> bool {
        self.children(node).any(|child| nodes[child.0 as usize].role != StructRole::Text)
    }
}

fn links(nodes: &[StructNode]) -> Vec<(Option<NodeId>, Option<NodeId>)> {
    let mut links = vec![(None, None); nodes.len()];
    for (index, node) in nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            links[index].1 = links[parent.0 as usize].0.replace(NodeId(index as u32));
        }
    }
    links
}

/// The type of an element of MathML.
fn math_type(node: &StructNode) -> &'static str {
    node.properties.as_ref().and_then(|p| p.mathematics.as_ref()).map_or("mrow", |own| own.name)
}

fn described(node: &StructNode) -> bool {
    let text = |t: &Option<String>| t.as_ref().is_some_and(|t| !t.trim().is_empty());
    node.properties.as_ref().is_some_and(|p| text(&p.alt) || text(&p.actual_text))
}

/// Whether a node is a figure without a description.
fn is_decoration(node: &StructNode) -> bool {
    node.role == StructRole::Figure && !described(node)
}

/// Renumbers heading levels so that none is skipped.
#[derive(Default)]
struct HeadingLevels(Vec<(u8, usize)>);

impl HeadingLevels {
    fn kind(&mut self, level: u8) -> &'static str {
        while self.0.last().is_some_and(|&(above, _)| above >= level) {
            self.0.pop();
        }
        let written = self.0.last().map_or(0, |&(_, written)| written) + 1;
        self.0.push((level, written));
        ["H1", "H2", "H3", "H4", "H5", "H6"][written.min(6) - 1]
    }
}

/// The structure type of a role (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4).
fn kind(role: StructRole, standard: PdfStandard) -> &'static str {
    match role {
        StructRole::Text | StructRole::Span | StructRole::Mathematics | StructRole::MathematicalSign => "Span",
        StructRole::Document => "Document",
        StructRole::Part => "Part",
        StructRole::Article => "Art",
        StructRole::Section => "Sect",
        StructRole::Division => "Div",
        StructRole::BlockQuote => "BlockQuote",
        StructRole::Caption => "Caption",
        StructRole::Contents => "TOC",
        StructRole::ContentsItem => "TOCI",
        StructRole::Title => "Title",
        StructRole::Heading(_) => "H1",
        StructRole::Paragraph => "P",
        StructRole::List => "L",
        StructRole::ListItem => "LI",
        StructRole::Label => "Lbl",
        StructRole::ListBody => "LBody",
        StructRole::Table => "Table",
        StructRole::Row => "TR",
        StructRole::HeaderCell => "TH",
        StructRole::DataCell => "TD",
        StructRole::TableHead => "THead",
        StructRole::TableBody => "TBody",
        StructRole::TableFoot => "TFoot",
        StructRole::Emphasis => "Em",
        StructRole::Strong => "Strong",
        StructRole::Quote => "Quote",
        StructRole::Note if standard.is_pdf_2() => "FENote",
        StructRole::Note => "Note",
        StructRole::Reference => "Reference",
        StructRole::Code => "Code",
        StructRole::Link => "Link",
        StructRole::Figure => "Figure",
        StructRole::Formula => "Formula",
        StructRole::Aside => "Aside",
    }
}

/// Role map of the types that PDF 1.7 lacks.
pub(super) const ROLE_MAP: &[(&str, &str)] = &[("Aside", "Sect"), ("Em", "Span"), ("Strong", "Span")];

/// The types in the PDF 2.0 namespace; the others are in that of PDF 1.7 (ISO 32000-2, 14.8.6).
pub(super) fn in_pdf_2(kind: &str) -> bool {
    !matches!(kind, "Art" | "BlockQuote" | "TOC" | "TOCI" | "Quote" | "Note" | "Reference" | "Code")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::model::Properties;

    fn kinds(structure: &Structure) -> Vec<&'static str> {
        Tags::plan(structure, PdfStandard::Ua1A2a).elements.iter().map(|e| e.kind).collect()
    }

    #[test]
    fn heading_levels_are_closed_up() {
        let mut structure = Structure::default();
        let root = structure.add(StructRole::Document, None);
        for level in [3, 1, 3, 3, 6, 2] {
            structure.add(StructRole::Heading(level), Some(root));
        }
        assert_eq!(kinds(&structure), ["Document", "H1", "H1", "H2", "H2", "H3", "H2"]);
    }

    #[test]
    fn a_figure_without_description_is_decoration_unless_it_holds_a_caption() {
        let mut structure = Structure::default();
        let root = structure.add(StructRole::Document, None);
        let bare = structure.add(StructRole::Figure, Some(root));
        let inside = structure.add(StructRole::Text, Some(bare));
        let captioned = structure.add(StructRole::Figure, Some(root));
        structure.add(StructRole::Caption, Some(captioned));
        let told = structure.add(StructRole::Figure, Some(root));
        *structure.properties(told) = Properties { alt: Some("A map".into()), ..Properties::default() };
        assert_eq!(kinds(&structure), ["Document", "Div", "Caption", "Figure"]);
        let tags = Tags::plan(&structure, PdfStandard::Ua1A2a);
        assert_eq!((tags.carrier(bare), tags.carrier(inside)), (Carrier::Artifact, Carrier::Artifact));
        assert_eq!(tags.children(root).collect::<Vec<_>>(), [bare, captioned, told]);
    }

    #[test]
    fn identifiers_are_unique_and_every_note_has_one() {
        let mut structure = Structure::default();
        let root = structure.add(StructRole::Document, None);
        for id in [Some("a"), Some("a"), None] {
            let note = structure.add(StructRole::Note, Some(root));
            structure.properties(note).id = id.map(Into::into);
        }
        let tags = Tags::plan(&structure, PdfStandard::Ua1A2a);
        let ids: BTreeSet<_> = tags.elements.iter().filter_map(|e| e.id.clone()).collect();
        assert_eq!(ids.len(), 3);
    }
}
