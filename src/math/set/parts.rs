//! Fractions, roots, scripts, accents.

use super::MathSetter;
use super::boxes::SetBox;
use super::face::Constant;
use super::row::class;
use crate::math::tree::{Boxing, CellAlignment, MathClass, Node, Position, negation};
use pulldown_latex::event::Style;

impl MathSetter<'_> {
    /// A fraction (appendix G, rule 15).
    pub fn fraction(&self, numerator: &Node, denominator: &Node, bar: bool) -> Result<SetBox, String> {
        use Constant as C;
        let above = self.part().node(numerator)?;
        let below = self.part().cramped().node(denominator)?;
        let display = self.is_display();
        let pick = |shown: C, inline: C| self.constant(if display { shown } else { inline });
        let (mut up, mut down);
        let thickness = self.constant(C::FractionRuleThickness);
        let axis = self.axis();
        if bar {
            up = pick(C::FractionNumeratorDisplayStyleShiftUp, C::FractionNumeratorShiftUp);
            down = pick(C::FractionDenominatorDisplayStyleShiftDown, C::FractionDenominatorShiftDown);
            let gap = pick(C::FractionNumDisplayStyleGapMin, C::FractionNumeratorGapMin);
            up = up.max(axis + thickness / 2 + gap + above.descent);
            let gap = pick(C::FractionDenomDisplayStyleGapMin, C::FractionDenominatorGapMin);
            down = down.max(below.ascent + gap - (axis - thickness / 2));
        } else {
            up = pick(C::StackTopDisplayStyleShiftUp, C::StackTopShiftUp);
            down = pick(C::StackBottomDisplayStyleShiftDown, C::StackBottomShiftDown);
            let gap = pick(C::StackDisplayStyleGapMin, C::StackGapMin);
            let missing = gap - ((up - above.descent) - (below.ascent - down));
            if missing > 0 {
                up += missing / 2;
                down += missing - missing / 2;
            }
        }
        let side = if bar { self.size() * 12 / 100 } else { 0 };
        let width = above.width.max(below.width);
        let (left, right) = ((width - above.width) / 2, (width - below.width) / 2);
        let mut out = SetBox::default();
        out.put(above, side + left, -up);
        if bar {
            out.put(SetBox::rule(width, thickness, axis + thickness / 2), side, 0);
        }
        out.put(below, side + right, down);
        out.width = width + 2 * side;
        Ok(out)
    }

    /// A root (rule 11).
    pub fn root(&self, radicand: &Node, index: Option<&Node>) -> Result<SetBox, String> {
        use Constant as C;
        let inside = self.cramped().node(radicand)?;
        let thickness = self.constant(C::RadicalRuleThickness);
        let gap = if self.is_display() { C::RadicalDisplayStyleVerticalGap } else { C::RadicalVerticalGap };
        let mut gap = self.constant(gap);
        let wanted = inside.height() + gap + thickness;
        let sign = self.stretched('√', wanted, true)?;
        gap += (sign.height() - wanted).max(0) / 2;
        let top = inside.ascent + gap + thickness;
        let down = sign.ascent - top;
        let mut out = SetBox::default();
        let mut x = 0;
        if let Some(index) = index {
            let degree = self.with(Style::ScriptScript).node(index)?;
            let (before, after) = (self.constant(C::RadicalKernBeforeDegree), self.constant(C::RadicalKernAfterDegree));
            let raise = sign.height() * self.face.constant(C::RadicalDegreeBottomRaisePercent) / 100;
            let bottom = sign.descent + down;
            x = (before + degree.width + after).max(0);
            let at = before.max(x - after - degree.width);
            let lift = raise - bottom + degree.descent;
            out.put(degree, at, -lift);
        }
        let width = sign.width;
        out.put(sign, x, down);
        out.put(SetBox::rule(inside.width, thickness, top), x + width, 0);
        out.put(inside, x + width, 0);
        out.ascent = out.ascent.max(top + self.constant(C::RadicalExtraAscender));
        Ok(out)
    }

    /// Scripts (rules 13 and 18).
    pub fn scripts(
        &self,
        base: &Node,
        sub: Option<&Node>,
        sup: Option<&Node>,
        position: Position,
    ) -> Result<SetBox, String> {
        let limits = match position {
            Position::Limits => true,
            Position::Movable => self.is_display(),
            Position::Right => false,
        };
        let nucleus = self.node(base)?;
        let below = sub.map(|n| self.script().cramped().node(n)).transpose()?;
        let above =
            sup.map(|n| if self.cramped { self.script().cramped() } else { self.script() }.node(n)).transpose()?;
        if limits {
            return Ok(self.limits(nucleus, below, above));
        }
        // A ring integral's slant leaves no room for a subscript, because of the ring.
        let nucleus = if is_ring(base) && !self.is_display() {
            SetBox { italic: nucleus.italic / 4, ..nucleus }
        } else {
            nucleus
        };
        Ok(self.beside(nucleus, below, above, is_large(base)))
    }

    fn limits(&self, nucleus: SetBox, below: Option<SetBox>, above: Option<SetBox>) -> SetBox {
        use Constant as C;
        let width = [Some(&nucleus), below.as_ref(), above.as_ref()].into_iter().flatten().map(|b| b.width).max();
        let width = width.unwrap_or(0);
        let (ascent, descent, lean) = (nucleus.ascent, nucleus.descent, nucleus.italic / 2);
        let mut out = SetBox::default();
        let at = (width - nucleus.width) / 2;
        out.put(nucleus, at, 0);
        if let Some(above) = above {
            let gap =
                self.constant(C::UpperLimitGapMin).max(self.constant(C::UpperLimitBaselineRiseMin) - above.descent);
            let (x, y) = ((width - above.width) / 2 + lean, -(ascent + gap + above.descent));
            out.put(above, x.max(0), y);
        }
        if let Some(below) = below {
            let gap =
                self.constant(C::LowerLimitGapMin).max(self.constant(C::LowerLimitBaselineDropMin) - below.ascent);
            let (x, y) = ((width - below.width) / 2 - lean, descent + gap + below.ascent);
            out.put(below, x.max(0), y);
        }
        out.width = out.width.max(width);
        out
    }

    fn beside(&self, nucleus: SetBox, below: Option<SetBox>, above: Option<SetBox>, large: bool) -> SetBox {
        use Constant as C;
        let tall = nucleus.glyph.is_none() || large;
        let shift = if self.cramped { C::SuperscriptShiftUpCramped } else { C::SuperscriptShiftUp };
        let (mut up, mut down) = (self.constant(shift), self.constant(C::SubscriptShiftDown));
        if tall {
            up = up.max(nucleus.ascent - self.constant(C::SuperscriptBaselineDropMax));
            down = down.max(nucleus.descent + self.constant(C::SubscriptBaselineDropMin));
        }
        if let Some(above) = &above {
            up = up.max(self.constant(C::SuperscriptBottomMin) + above.descent);
        }
        if let Some(below) = &below {
            down = down.max(below.ascent - self.constant(C::SubscriptTopMax));
        }
        if let (Some(above), Some(below)) = (&above, &below) {
            let gap = (up - above.descent) - (below.ascent - down);
            let missing = self.constant(C::SubSuperscriptGapMin) - gap;
            if missing > 0 {
                let room = self.constant(C::SuperscriptBottomMaxWithSubscript) - (up - above.descent);
                let raise = missing.min(room.max(0));
                up += raise;
                down += missing - raise;
            }
        }
        let (width, italic, glyph) = (nucleus.width, nucleus.italic, nucleus.glyph);
        let mut out = SetBox::default();
        out.put(nucleus, 0, 0);
        let kern = |corner: bool, height: i64| {
            glyph.map_or(0, |g| self.units(self.face.kern(g, corner, height * self.face.units / self.size().max(1))))
        };
        if let Some(above) = above {
            // A large operator's advance includes its italic correction.
            let x = width + if large { 0 } else { italic } + kern(true, up - above.descent);
            out.put(above, x, -up);
        }
        if let Some(below) = below {
            let x = width - if large { italic } else { 0 } + kern(false, below.ascent - down);
            out.put(below, x, down);
        }
        out.width = out.width.max(width) + self.constant(C::SpaceAfterScript);
        out
    }

    /// Accents, rules, braces and arrows over and under a base (rules 9, 10 and 12).
    pub fn accent(&self, base: &Node, sign: char, below: bool, stretchy: bool) -> Result<SetBox, String> {
        use Constant as C;
        let inside = self.cramped().node(base)?;
        let (ascent, descent, width) = (inside.ascent, inside.descent, inside.width);
        if matches!(sign, '‾' | '_') {
            let (gap, thickness, extra) = match below {
                false => (C::OverbarVerticalGap, C::OverbarRuleThickness, C::OverbarExtraAscender),
                true => (C::UnderbarVerticalGap, C::UnderbarRuleThickness, C::UnderbarExtraDescender),
            };
            let (gap, thickness) = (self.constant(gap), self.constant(thickness));
            let lean = if below { 0 } else { inside.italic };
            // A bar over one letter is only as wide as its body.
            let (x, length) = match inside.glyph {
                Some(_) if !below => (lean / 2 + width / 10, (width - width / 5).max(width / 2)),
                _ => (0, width),
            };
            let mut out = SetBox::default();
            out.put(inside, 0, 0);
            let rise = if below { -(descent + gap) } else { ascent + gap + thickness };
            out.put(SetBox::rule(length, thickness, rise), x, 0);
            if below {
                out.descent += self.constant(extra);
            } else {
                out.ascent += self.constant(extra);
            }
            out.width = width;
            return Ok(out);
        }
        if let Some(mark) = combining(sign).filter(|_| !below && (!stretchy || !"→←↔".contains(sign))) {
            let accent = if stretchy { self.stretched(mark, width, false)? } else { self.character(mark)? };
            let middle = inside.attachment.unwrap_or(width / 2 + inside.italic / 2);
            let own = accent.attachment.unwrap_or(accent.width / 2);
            // A stretched accent is centred on its ink.
            let own = match accent.glyph {
                Some(g) if accent.attachment.is_none() => {
                    let extent = self.face.extent(g);
                    self.units((extent.left + extent.right) / 2)
                }
                _ => own,
            };
            let rise = ascent - ascent.min(self.constant(C::AccentBaseHeight));
            let (italic, glyph) = (inside.italic, inside.glyph);
            let mut out = SetBox::default();
            out.put(inside, 0, 0);
            out.put(SetBox { width: 0, ..accent }, middle - own, -rise);
            (out.width, out.italic, out.glyph) = (width, italic, glyph);
            return Ok(out);
        }
        let stretched = self.stretched(if sign == '˙' { '.' } else { sign }, width, false)?;
        let whole = width.max(stretched.width);
        let gap = self.size() / 10;
        let mut out = SetBox::default();
        out.put(inside, (whole - width) / 2, 0);
        let x = (whole - stretched.width) / 2;
        let y = if below { descent + gap + stretched.ascent } else { -(ascent + gap + stretched.descent) };
        out.put(stretched, x, y);
        Ok(out)
    }

    /// Framed, phantom and smashed parts.
    pub fn boxed(&self, boxing: Boxing, body: &Node) -> Result<SetBox, String> {
        let inside = self.node(body)?;
        let (width, ascent, descent) = (inside.width, inside.ascent, inside.descent);
        let mut out = SetBox::default();
        match boxing {
            Boxing::Framed => {
                // As in TeX: padding of three points, rule of 0.4 points at 10 points.
                let (gap, line) = (self.size() * 3 / 10, self.size() / 25);
                let (width, ascent, descent) = (width + 2 * gap, ascent + gap, descent + gap);
                out.put(inside, gap + line, 0);
                for rise in [ascent + line, -descent] {
                    out.put(SetBox::rule(width + 2 * line, line, rise), 0, 0);
                }
                for x in [0, width + line] {
                    out.put(SetBox::rule(line, ascent + descent, ascent), x, 0);
                }
            }
            Boxing::Phantom { width: wide, height } => {
                out.width = if wide { width } else { 0 };
                (out.ascent, out.descent) = if height { (ascent, descent) } else { (0, 0) };
            }
            Boxing::Smashed => {
                out.put(inside, 0, 0);
                (out.ascent, out.descent) = (0, 0);
            }
            Boxing::Over(side) => {
                let x = match side {
                    CellAlignment::Left => -width,
                    CellAlignment::Center => -width / 2,
                    CellAlignment::Right => 0,
                };
                out.put(inside, x, 0);
                out.width = 0;
            }
        }
        Ok(out)
    }

    /// A negated part, struck through.
    pub fn negated(&self, base: &Node) -> Result<SetBox, String> {
        if let Node::Symbol { text, font, .. } = base
            && let Some(c) = text.chars().next().and_then(negation)
        {
            return self.text(&c.to_string(), *font);
        }
        let inside = self.node(base)?;
        let stroke = self.stretched('/', inside.height(), true)?;
        let (x, y) =
            ((inside.width - stroke.width) / 2, (inside.descent - inside.ascent - stroke.descent + stroke.ascent) / 2);
        let width = inside.width;
        let mut out = SetBox::default();
        out.put(inside, 0, 0);
        out.put(stroke, x, y);
        out.width = width;
        Ok(out)
    }
}

/// The combining form of an accent, whose glyph is designed to be placed on letters.
fn combining(sign: char) -> Option<char> {
    Some(match sign {
        '´' => '\u{301}',
        '˘' => '\u{306}',
        'ˇ' => '\u{30c}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '`' => '\u{300}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '→' => '\u{20d7}',
        '˚' => '\u{30a}',
        _ => return None,
    })
}

fn is_ring(base: &Node) -> bool {
    matches!(base, Node::Symbol { text, .. } if text.starts_with(['∮', '∯', '∰', '∱', '∲', '∳']))
}

fn is_large(base: &Node) -> bool {
    matches!(base, Node::Symbol { large: true, .. }) && class(base) == MathClass::Operator
}
