//! Formulas: MathML with the source as alternative text.

use super::Page;
use crate::math::{Formula, mathml};
use crate::write::epub::xml;

impl Page<'_> {
    /// A formula; one that is not understood, which was told, is shown as its source.
    pub(super) fn math(&mut self, tex: &str, display: bool) {
        match Formula::parse(tex) {
            Ok(formula) if !formula.nodes.is_empty() => {
                self.facts.formulas += 1;
                self.out.push_str(&mathml(&formula, tex, display));
            }
            _ => {
                self.facts.sources += 1;
                self.out.push_str("<code class=\"tex\">");
                xml::push_text(&mut self.out, tex);
                self.out.push_str("</code>");
            }
        }
    }
}
