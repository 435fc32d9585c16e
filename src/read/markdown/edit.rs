//! Changes of a text before it is parsed.

use std::borrow::Cow;
use std::ops::Range;

/// A sign that means nothing: a noncharacter, which no document can keep.
pub(super) const NOTHING: &str = "\u{fdd2}";

/// A change of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where in the source.
    pub(super) at: usize,
    /// How many bytes of it are replaced.
    pub(super) removed: usize,
    /// By what.
    pub(super) with: With,
}

/// What replaces a part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    /// A sign or a few.
    Sign(&'static str),
    /// Text that is put in, and parts of the source, in which other edits hold.
    Pieces(Vec<Piece>),
}

/// A part of what replaces a part of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that is put in.
    Text(Cow<'static, str>),
    /// Bytes of the source.
    Source(Range<usize>),
}

impl Edit {
    /// Puts a sign in.
    pub(super) fn insert(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 0, with: With::Sign(with) }
    }

    /// Replaces a byte.
    pub(super) fn replace(at: usize, with: &'static str) -> Self {
        Edit { at, removed: 1, with: With::Sign(with) }
    }
}

/// Puts edits in order. Of those at one place the one that replaces lines comes first, since others hold within it;
/// what is only put in stands before a sign that is replaced.
pub(super) fn sort(edits: &mut [Edit]) {
    edits.sort_by_key(|edit| {
        let rank = match edit.with {
            _ if edit.removed == 0 => 1,
            With::Pieces(_) => 0,
            With::Sign(_) => 2,
        };
        (edit.at, rank)
    });
}
