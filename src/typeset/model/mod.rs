//! Plain data passed between the passes of typesetting, and the result, [`Layout`].
//!
//! Ids and ranges instead of references; no logic.

pub mod dump;
mod flow;
mod galley;
mod layout;
mod paragraph;
mod sorts;
mod structure;

pub use crate::measure::{Alignment, Color, Length, Size};
pub use flow::*;
pub use galley::*;
pub use layout::*;
pub use paragraph::*;
pub use sorts::*;
pub use structure::*;
