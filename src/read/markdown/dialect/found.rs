//! What was found in the lines of a text.

use super::directive::Directive;

/// What was found.
#[derive(Debug, Default)]
pub(in super::super) struct Found {
    /// The directives in the text, by their numbers.
    pub(in super::super) directives: Vec<Directive>,
    /// The short forms that the text defines.
    pub(super) shorts: Vec<Short>,
    /// The labels of examples with their numbers.
    pub(super) examples: Vec<(String, u64)>,
}

/// A short form that the text defines, with what it stands for.
#[derive(Clone, Debug)]
pub(super) struct Short {
    pub(super) form: String,
    pub(super) expansion: String,
}
