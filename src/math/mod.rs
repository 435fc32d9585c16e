//! Formulas in TeX's notation: what they mean ([`tree`]), their form in plain text ([`unicode`]), and set with the math
//! face ([`set`](mod@set)).
//!
//! The notation is parsed by `pulldown_latex`, whose events also give the EPUB's MathML; [`tree`] makes a tree of them,
//! in which every symbol has its class (ordinary, operator, relation …) and every script knows its base.

pub mod set;
pub mod tree;
pub mod unicode;

pub use tree::{Class, Formula, Node};
