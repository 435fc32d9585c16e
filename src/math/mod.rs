//! Formulas in TeX notation: parsed to a [`tree`], converted to plain text ([`unicode`]), MathML
//! ([`mathml`](mod@mathml)) and spoken words ([`speech`]), and typeset with the math face ([`set`](mod@set)).
//!
//! [`notation`] rewrites the source for the parser, `pulldown_latex`; [`tree`] builds a tree from its events, the
//! basis of all conversions, in which every symbol has its class (ordinary, operator, relation …) and every script its
//! base.

pub mod mathml;
pub mod notation;
pub mod set;
pub mod speech;
pub mod tree;
pub mod unicode;

use crate::document::{Inline, plain_with};
pub use mathml::mathml;
pub use tree::{Formula, MathClass, Node};

/// The text of inlines for uses without formulas: document titles, bookmarks, contents entries. Formulas are written
/// in Unicode; those without such a form, in words if possible, else as source.
///
/// ```
/// use folio::document::{Inline, InlineKind, Math};
/// let formula = Math::new(r"\sqrt{x}");
/// let title = [Inline::text("The ", None), Inline::new(InlineKind::Math(formula), None)];
/// assert_eq!(folio::math::legible(&title), "The √x");
/// ```
pub fn legible(inlines: &[Inline]) -> String {
    plain_with(inlines, &|math| {
        let words = || math.description.as_ref().map(|description| description.words.clone());
        unicode::line(&math.tex).or_else(words).map_or(math.tex.as_str().into(), Into::into)
    })
}
