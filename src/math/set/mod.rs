//! Typesets formulas by appendix G of The TeXbook, with the parameters of the face's MATH table (OpenType; “MathML
//! Core” specifies the mapping).
//!
//! ```text
//! face      the MATH table                 alphabet  which character a letter is in a face
//! boxes     what is set, and where         stretch   delimiters, braces, arrows that grow
//! row       parts side by side             parts     fractions, roots, scripts, accents
//! table     matrices, cases, lines
//! ```

pub(super) mod alphabet;
mod boxes;
mod face;
mod parts;
pub(super) mod row;
mod stretch;
mod table;

pub use boxes::{MathMark, PlacedMark, SetBox};

use super::tree::{Formula, FormulaOrigin, Node, PartSide};
use face::{Constant, MathFace};
use pulldown_latex::event::{Font, Style};

/// A typeset formula.
#[derive(Clone, Debug, PartialEq)]
pub struct SetFormula {
    /// Its box.
    pub content: SetBox,
    /// Index in [`crate::fonts::EMBEDDED`].
    pub face: u16,
}

/// Sets a formula.
///
/// `size`: em size of the text in scaled points; `display`: display style.
///
/// # Errors
/// With a reason in a few words, where a part cannot be set.
///
/// ```
/// use folio::math::{set::set, Formula};
/// let formula = Formula::parse(r"\frac{1}{2}").unwrap();
/// let (small, large) = (set(&formula, 655_360, false).unwrap(), set(&formula, 655_360, true).unwrap());
/// assert!(large.content.height() > small.content.height());
/// ```
pub fn set(formula: &Formula, size: i64, display: bool) -> Result<SetFormula, String> {
    let face = MathFace::embedded().ok_or("there is no math face")?;
    let style = if display { Style::Display } else { Style::Text };
    let setter = MathSetter { face: &face, text_size: size, style, cramped: false, fence: 0 };
    let content = setter.row(&formula.nodes)?;
    if content.items.is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok(SetFormula { content, face: face.index })
}

/// Typesets an inline formula. If it is wider than `limit`, it is split at break opportunities: after a relation or
/// operator outside of groups (The TeXbook, page 173).
///
/// # Errors
/// With a reason in a few words, where a part cannot be set.
pub fn pieces(formula: &Formula, size: i64, limit: i64) -> Result<(Vec<SetBox>, u16), String> {
    let whole = set(formula, size, false)?;
    if whole.content.width <= limit {
        return Ok((vec![whole.content], whole.face));
    }
    let face = MathFace::embedded().ok_or("there is no math face")?;
    let setter = MathSetter { face: &face, text_size: size, style: Style::Text, cramped: false, fence: 0 };
    Ok((setter.divided(&formula.nodes)?, whole.face))
}

/// The context of a part: style, size, face.
#[derive(Clone, Copy)]
struct MathSetter<'f> {
    face: &'f MathFace<'f>,
    /// Em size in text style.
    text_size: i64,
    style: Style,
    /// Whether the style is cramped: superscripts are raised less.
    cramped: bool,
    /// Height of the enclosing delimiters, for `\middle`; 0: none.
    fence: i64,
}

fn missing(character: char) -> String {
    format!("the math face has no U+{:04X}", character as u32)
}

impl<'f> MathSetter<'f> {
    /// Em size in this style.
    fn size(&self) -> i64 {
        let percent = match self.style {
            Style::Display | Style::Text => return self.text_size,
            Style::Script => self.face.constant(Constant::ScriptPercentScaleDown),
            Style::ScriptScript => self.face.constant(Constant::ScriptScriptPercentScaleDown),
        };
        self.text_size * percent / 100
    }

    /// Converts font units to scaled points.
    fn units(&self, units: i64) -> i64 {
        units * self.size() / self.face.units
    }

    fn constant(&self, constant: Constant) -> i64 {
        self.units(self.face.constant(constant))
    }

    /// Height of the math axis.
    fn axis(&self) -> i64 {
        self.constant(Constant::AxisHeight)
    }

    fn is_display(&self) -> bool {
        self.style == Style::Display
    }

    fn with(self, style: Style) -> MathSetter<'f> {
        MathSetter { style, ..self }
    }

    fn cramped(self) -> MathSetter<'f> {
        MathSetter { cramped: true, ..self }
    }

    /// The context of scripts.
    fn script(self) -> MathSetter<'f> {
        self.with(match self.style {
            Style::Display | Style::Text => Style::Script,
            _ => Style::ScriptScript,
        })
    }

    /// The context of a fraction's numerator and denominator.
    fn part(self) -> MathSetter<'f> {
        self.with(match self.style {
            Style::Display => Style::Text,
            Style::Text => Style::Script,
            _ => Style::ScriptScript,
        })
    }

    /// A glyph with its text.
    fn glyph(&self, id: u16, text: String) -> SetBox {
        let extent = self.face.extent(id);
        let advance = self.units(extent.advance);
        SetBox {
            width: advance,
            ascent: self.units(extent.ascent),
            descent: self.units(extent.descent),
            italic: self.units(self.face.italics_correction(id)),
            attachment: self.face.accent_attachment(id).map(|a| self.units(a)),
            glyph: Some(id),
            items: vec![PlacedMark {
                x: 0,
                y: 0,
                mark: MathMark::Glyph { id, size: self.size(), advance, text },
                origin: None,
            }],
        }
    }

    fn character(&self, character: char) -> Result<SetBox, String> {
        let glyph = self.face.glyph(character).ok_or_else(|| missing(character))?;
        Ok(self.glyph(glyph, character.to_string()))
    }

    /// Characters in an alphabet.
    fn text(&self, text: &str, font: Option<Font>) -> Result<SetBox, String> {
        let mut out = SetBox::default();
        for c in text.chars() {
            match alphabet::character(c, font) {
                ' ' | '\u{a0}' => out.push(SetBox::space(self.size() / 4)),
                c => {
                    let next = self.character(c)?;
                    let (glyph, attachment) = (next.glyph, next.attachment);
                    let first = out.items.is_empty() && out.width == 0;
                    out.push(next);
                    (out.glyph, out.attachment) = if first { (glyph, attachment) } else { (None, None) };
                }
            }
        }
        Ok(out)
    }

    /// A part of a formula.
    fn node(&self, node: &Node) -> Result<SetBox, String> {
        let origin = FormulaOrigin::of(node);
        let set = match node {
            Node::Symbol { text, font, large, size, .. } => self.symbol(text, *font, *large, *size),
            Node::Text(text, font) => self.text(text, font.or(Some(Font::UpRight))),
            Node::Function(name) => self.text(name, Some(Font::UpRight)),
            Node::Space(ems) => Ok(SetBox::space((f64::from(*ems) * self.size() as f64) as i64)),
            Node::Row(nodes) => self.row(nodes),
            Node::Fraction { numerator, denominator, bar } => self.fraction(numerator, denominator, *bar),
            Node::Root { radicand, index } => self.root(radicand, index.as_deref()),
            Node::Scripts { base, sub, sup, position } => self.scripts(base, sub.as_deref(), sup.as_deref(), *position),
            Node::Accent { base, sign, below, stretchy } => self.accent(base, *sign, *below, *stretchy),
            Node::Fenced { left, right, body } => self.fenced(origin, *left, *right, body),
            Node::Table(table) => self.table(table, origin),
            Node::Negated(base) => self.negated(base),
            Node::Boxed(boxing, body) => self.boxed(*boxing, body),
            Node::Meant(_, body) => self.node(body),
            Node::Style(_) => Ok(SetBox::default()),
        };
        set.map(|set| set.drawn_from(origin))
    }

    fn symbol(&self, text: &str, font: Option<Font>, large: bool, size: u8) -> Result<SetBox, String> {
        let mut characters = text.chars();
        let first = characters.next().ok_or("a symbol is empty")?;
        let single = characters.next().is_none();
        if large && self.is_display() && single {
            return self.centred(first, self.constant(Constant::DisplayOperatorMinHeight));
        }
        match size {
            0 => self.text(text, font),
            super::tree::AS_FENCE if self.fence > 0 => self.centred(first, self.fence),
            super::tree::AS_FENCE => self.text(text, font),
            size => self.centred(first, self.size() * (2 + 3 * i64::from(size)) / 5 + self.size() / 5),
        }
    }

    /// Content with delimiters of its height.
    fn fenced(
        &self,
        origin: FormulaOrigin,
        left: Option<char>,
        right: Option<char>,
        body: &[Node],
    ) -> Result<SetBox, String> {
        let first = self.row(body)?;
        let axis = self.axis();
        let half = (first.ascent - axis).max(first.descent + axis);
        let fence = (2 * half * 901 / 1000).max(2 * half - self.size() / 2);
        let inside = if has_middle(body) { MathSetter { fence, ..*self }.row(body)? } else { first };
        let (ascent, descent) = (inside.ascent, inside.descent);
        let mut out = SetBox::default();
        if let Some(left) = left {
            out.push(self.delimiter(left, ascent, descent)?.drawn_from(origin.at(PartSide::Left)));
        }
        out.push(inside);
        if let Some(right) = right {
            out.push(self.delimiter(right, ascent, descent)?.drawn_from(origin.at(PartSide::Right)));
        }
        Ok(out)
    }
}

fn has_middle(nodes: &[Node]) -> bool {
    nodes.iter().any(|n| matches!(n, Node::Symbol { size: super::tree::AS_FENCE, .. }))
}
