//! HTML tags → calls of the builder ([`super::build`]).
//!
//! Used for pages and for raw HTML in Markdown, which has the same meaning: each reader passes the tokens from
//! [`tokens`] to a [`MarkupBuilder`]. [`element`] defines the meaning of elements, [`tags`] handles tags; [`foreign`]
//! collects MathML ([`mathml`]) and SVG ([`drawing`]). [`verbatim`] and [`formula`] handle programs' markup for code
//! and formulas, [`literal`] text that looks like tags, [`escaped`] literal character references.

pub(crate) mod attributes;
mod drawing;
pub(crate) mod element;
pub(crate) mod escaped;
pub(crate) mod foreign;
mod formula;
pub(crate) mod literal;
mod mathml;
mod names;
mod nodes;
mod pictures;
pub(crate) mod state;
mod tags;
pub(crate) mod tokens;
mod verbatim;

pub(crate) use state::MarkupBuilder;
