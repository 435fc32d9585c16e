//! Text direction that depends on the text (`dir="auto"`, `bdi`) or overrides that of the letters (`bdo`) (HTML,
//! 3.2.6.4).

use crate::document::{Attributes, Direction, Inline, plain};
use unicode_bidi::{BidiClass, bidi_class};

/// Resolves a reader's pair `dir`: `auto`: the direction is that of the text; `override`: the direction of the
/// attributes overrides that of the letters.
pub(super) fn settle(attributes: &mut Attributes, content: &mut Vec<Inline>) {
    let Some(at) = attributes.pairs.iter().position(|(name, _)| name == "dir") else { return };
    let (_, value) = attributes.pairs.remove(at);
    if value == "auto" {
        attributes.direction = attributes.direction.or_else(|| first_strong(&plain(content)));
    } else if let Some(direction) = attributes.direction {
        // Unicode's override characters, which work in every format.
        let open = if direction == Direction::RightToLeft { "\u{202e}" } else { "\u{202d}" };
        content.insert(0, Inline::text(open, None));
        content.push(Inline::text("\u{202c}", None));
    }
}

/// The direction of the first strong character (UAX 9, P2 and P3).
fn first_strong(text: &str) -> Option<Direction> {
    text.chars().find_map(|c| match bidi_class(c) {
        BidiClass::L => Some(Direction::LeftToRight),
        BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
        _ => None,
    })
}
