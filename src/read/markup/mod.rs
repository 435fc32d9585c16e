//! HTML's tags → what they say to the builder ([`super::build`]).
//!
//! Pages are made of them, and so is the raw HTML in Markdown, which means what it means on a page: the reader of each
//! drives a [`MarkupBuilder`] with the tokens that [`tokens`] finds. [`element`] says what an element means, [`tags`] what its tags
//! do; [`foreign`] gathers MathML ([`mathml`]) and SVG ([`drawing`]). [`verbatim`] and [`formula`] know the ways in which
//! programs write code and formulas, [`literal`] and [`escaped`] what only looks like a tag, and a reference that is meant.

pub(crate) mod attributes;
mod drawing;
pub(crate) mod element;
pub(crate) mod escaped;
mod foreign;
mod formula;
pub(crate) mod literal;
mod mathml;
mod names;
mod nodes;
mod state;
mod tags;
pub(crate) mod tokens;
mod verbatim;

pub(crate) use state::MarkupBuilder;
