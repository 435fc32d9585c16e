//! Formulas in TeX's notation: what they mean ([`tree`]), their form in plain text ([`unicode`]), as MathML
//! ([`mathml`](mod@mathml)), in words ([`speech`]), and set with the math face ([`set`](mod@set)).
//!
//! The notation is parsed by `pulldown_latex`, behind what [`notation`] rewrites for it; [`tree`] makes a tree of its events, from which all four are made, and in
//! which every symbol has its class (ordinary, operator, relation …) and every script knows its base.

pub mod mathml;
pub mod notation;
pub mod set;
pub mod speech;
pub mod tree;
pub mod unicode;

use crate::document::{Inline, plain_with};
pub use mathml::mathml;
pub use tree::{Formula, MathClass, Node};

/// The text of inlines for a line that holds no formulas: the title of a document, a bookmark, an entry of the contents.
/// Formulas are written in Unicode; those that have no such form, in words where they are known, else by their source.
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
