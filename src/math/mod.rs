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

pub use mathml::mathml;
pub use tree::{Class, Formula, Node};
