//! Set parts of a formula and how they are put together. All lengths are scaled points, 65,536 to the point.

use crate::math::tree::FormulaOrigin;

/// A set part: its box, and what is drawn in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetBox {
    /// Its width.
    pub width: i64,
    /// How far it rises above its baseline.
    pub ascent: i64,
    /// How far it hangs below its baseline.
    pub descent: i64,
    /// How far its top leans over its width.
    pub italic: i64,
    /// Where an accent stands, from its left edge.
    pub attachment: Option<i64>,
    /// The glyph it consists of, where it is a single one of the usual size.
    pub glyph: Option<u16>,
    /// What is drawn, from the left end of the baseline.
    pub items: Vec<PlacedMark>,
}

/// Something drawn at its place: to the right and **down** from the left end of the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    /// To the right.
    pub x: i64,
    /// Down.
    pub y: i64,
    /// What.
    pub mark: MathMark,
    /// What of the formula it is drawn from.
    pub origin: Option<FormulaOrigin>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum MathMark {
    /// A glyph of the math face, with its origin at the place.
    Glyph {
        /// Its number.
        id: u16,
        /// The size of the em.
        size: i64,
        /// Its advance.
        advance: i64,
        /// What it stands for; empty for all but the first of several that stand for one character.
        text: String,
    },
    /// A filled rectangle, with its top left corner at the place.
    Rule {
        /// Its width.
        width: i64,
        /// Its height.
        height: i64,
    },
}

impl SetBox {
    /// White space.
    pub fn space(width: i64) -> SetBox {
        SetBox { width, ..SetBox::default() }
    }

    /// A line from the left end of the baseline; `rise`: how far its top is above the baseline.
    pub fn rule(width: i64, thickness: i64, rise: i64) -> SetBox {
        let items =
            vec![PlacedMark { x: 0, y: -rise, mark: MathMark::Rule { width, height: thickness }, origin: None }];
        SetBox { width, ascent: rise, descent: thickness - rise, items, ..SetBox::default() }
    }

    /// Puts another box in: its baseline's left end at `x`, `y` **down** from this one's. The box grows as needed.
    pub fn put(&mut self, other: SetBox, x: i64, y: i64) {
        let empty = self.items.is_empty() && self.width == 0;
        self.width = self.width.max(x + other.width);
        self.ascent = if empty { other.ascent - y } else { self.ascent.max(other.ascent - y) };
        self.descent = if empty { other.descent + y } else { self.descent.max(other.descent + y) };
        self.items.extend(other.items.into_iter().map(|p| PlacedMark { x: p.x + x, y: p.y + y, ..p }));
    }

    /// Puts another box behind everything, on the baseline.
    pub fn push(&mut self, other: SetBox) {
        let x = self.width;
        self.italic = other.italic;
        self.put(other, x, 0);
    }

    /// The same box, all of which that comes from no other part comes from this one.
    pub fn drawn_from(mut self, origin: FormulaOrigin) -> SetBox {
        self.items.iter_mut().for_each(|placed| placed.origin = placed.origin.or(Some(origin)));
        self
    }

    /// The whole height.
    pub fn height(&self) -> i64 {
        self.ascent + self.descent
    }

    /// The same box, moved down.
    pub fn lowered(mut self, by: i64) -> SetBox {
        self.ascent -= by;
        self.descent += by;
        self.items.iter_mut().for_each(|p| p.y += by);
        self
    }
}
