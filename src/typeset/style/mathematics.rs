//! MathML structure elements of a formula, and which of its glyphs belong to each (ISO 32000-2, 14.8.6.3).

use super::Styler;
use crate::math::Formula;
use crate::math::mathml::{self, MathmlNode};
use crate::math::set::{MathMark, SetBox};
use crate::math::tree::FormulaOrigin;
use crate::typeset::model::{MathElement, NodeId, StructRole};
use std::collections::BTreeMap;

/// The structure nodes of a formula's drawn parts.
pub(super) struct Owners {
    leaves: BTreeMap<FormulaOrigin, NodeId>,
    /// Node of fraction lines and root signs.
    signs: NodeId,
}

impl Owners {
    /// The node of the part that something is drawn from.
    pub(super) fn of(&self, origin: Option<FormulaOrigin>) -> NodeId {
        origin.and_then(|origin| self.leaves.get(&origin).copied()).unwrap_or(self.signs)
    }
}

impl Styler<'_> {
    /// Adds the MathML elements of a formula below its node, if requested.
    pub(super) fn mathematics(
        &mut self,
        node: NodeId,
        formula: &Formula,
        display: bool,
        pieces: &[SetBox],
    ) -> Option<Owners> {
        if !self.mathematics {
            return None;
        }
        let mut drawn: BTreeMap<FormulaOrigin, String> = BTreeMap::new();
        for placed in pieces.iter().flat_map(|piece| &piece.items) {
            if let (Some(origin), MathMark::Glyph { text, .. }) = (placed.origin, &placed.mark) {
                drawn.entry(origin).or_default().push_str(text);
            }
        }
        let mut leaves = BTreeMap::new();
        self.math_element(&mathml::element(formula, display), node, &drawn, &mut leaves);
        let signs = self.flow.structure.add(StructRole::MathematicalSign, Some(node));
        Some(Owners { leaves, signs })
    }

    fn math_element(
        &mut self,
        element: &MathmlNode,
        parent: NodeId,
        drawn: &BTreeMap<FormulaOrigin, String>,
        leaves: &mut BTreeMap<FormulaOrigin, NodeId>,
    ) {
        let structure = &mut self.flow.structure;
        let node = structure.add(StructRole::Mathematics, Some(parent));
        let own = MathElement { name: element.name, attributes: element.attributes.clone() };
        let properties = structure.properties(node);
        properties.mathematics = Some(own);
        // Letters are set from a mathematical alphabet; invisible operators have no glyph.
        let shown = element.origin.and_then(|origin| drawn.get(&origin));
        if !element.text.is_empty() && shown != Some(&element.text) {
            properties.actual_text = Some(element.text.clone());
        }
        leaves.extend(element.origin.map(|origin| (origin, node)));
        element.children.iter().for_each(|child| self.math_element(child, node, drawn, leaves));
    }
}
