//! Boxes of formulas. All lengths are in scaled points, 65,536 per point.

use crate::math::tree::FormulaOrigin;

/// A box with its content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetBox {
    /// Its width.
    pub width: i64,
    /// Height above the baseline.
    pub ascent: i64,
    /// Depth below the baseline.
    pub descent: i64,
    /// Italic correction.
    pub italic: i64,
    /// Horizontal attachment point for accents.
    pub attachment: Option<i64>,
    /// Its glyph, if it is a single one of normal size.
    pub glyph: Option<u16>,
    /// Its items, relative to the left end of the baseline.
    pub items: Vec<PlacedMark>,
}

/// An item with its position: to the right and **down** from the left end of the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    /// To the right.
    pub x: i64,
    /// Down.
    pub y: i64,
    /// What.
    pub mark: MathMark,
    /// The part of the formula it is drawn from.
    pub origin: Option<FormulaOrigin>,
}

/// An item: glyph or rule.
#[derive(Clone, Debug, PartialEq)]
pub enum MathMark {
    /// A glyph of the math face.
    Glyph {
        /// Glyph id.
        id: u16,
        /// Em size.
        size: i64,
        /// Its advance.
        advance: i64,
        /// Its text; empty for all but the first of several glyphs for one character.
        text: String,
    },
    /// A filled rectangle, positioned by its top left corner.
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

    /// A rule from the left end of the baseline; `rise`: height of its top.
    pub fn rule(width: i64, thickness: i64, rise: i64) -> SetBox {
        let items =
            vec![PlacedMark { x: 0, y: -rise, mark: MathMark::Rule { width, height: thickness }, origin: None }];
        SetBox { width, ascent: rise, descent: thickness - rise, items, ..SetBox::default() }
    }

    /// Adds another box with its baseline at `x`, `y` **down** from this one's; extends this box.
    pub fn put(&mut self, other: SetBox, x: i64, y: i64) {
        let empty = self.items.is_empty() && self.width == 0;
        self.width = self.width.max(x + other.width);
        self.ascent = if empty { other.ascent - y } else { self.ascent.max(other.ascent - y) };
        self.descent = if empty { other.descent + y } else { self.descent.max(other.descent + y) };
        self.items.extend(other.items.into_iter().map(|p| PlacedMark { x: p.x + x, y: p.y + y, ..p }));
    }

    /// Appends another box on the baseline.
    pub fn push(&mut self, other: SetBox) {
        let x = self.width;
        self.italic = other.italic;
        self.put(other, x, 0);
    }

    /// Sets the origin of all items that have none.
    pub fn drawn_from(mut self, origin: FormulaOrigin) -> SetBox {
        self.items.iter_mut().for_each(|placed| placed.origin = placed.origin.or(Some(origin)));
        self
    }

    /// Height plus depth.
    pub fn height(&self) -> i64 {
        self.ascent + self.descent
    }

    /// The box shifted down.
    pub fn lowered(mut self, by: i64) -> SetBox {
        self.ascent -= by;
        self.descent += by;
        self.items.iter_mut().for_each(|p| p.y += by);
        self
    }
}
