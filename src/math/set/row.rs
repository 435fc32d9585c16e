//! Horizontal lists, with the space between classes (The TeXbook, chapter 18).

use super::MathSetter;
use super::boxes::SetBox;
use crate::math::tree::{Boxing, MathClass, Node, Position};
use pulldown_latex::event::Style;

/// The space between two classes: 1 thin, 2 medium, 3 thick; negative: only in display and text style.
const SPACE: [[i8; 8]; 8] = [
    // Ord Op Bin Rel Open Close Punct Inner
    [0, 1, -2, -3, 0, 0, 0, -1],
    [1, 1, 0, -3, 0, 0, 0, -1],
    [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3],
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1],
    [-1, 1, -2, -3, -1, 0, -1, -1],
];

/// The class of a part with respect to its neighbours.
pub(in crate::math) fn class(node: &Node) -> MathClass {
    match node {
        Node::Symbol { class, .. } => *class,
        Node::Function(_) => MathClass::Operator,
        Node::Scripts { base, position, .. } => match class(base) {
            MathClass::Inner | MathClass::Open if *position == Position::Right => MathClass::Ordinary,
            class => class,
        },
        Node::Negated(base) | Node::Meant(_, base) => class(base),
        Node::Boxed(Boxing::Smashed | Boxing::Over(_), body) => class(body),
        Node::Accent { base, sign, .. } if "⏞⏟⏜⏝⎴⎵".contains(*sign) => match class(base) {
            MathClass::Relation => MathClass::Relation,
            _ => MathClass::Ordinary,
        },
        Node::Accent { .. } => MathClass::Ordinary,
        // TeX's `\frac` and `\binom` are implicitly in braces, which makes them ordinary.
        Node::Fenced { body, .. } if !matches!(body.as_slice(), [Node::Fraction { bar: false, .. }]) => {
            MathClass::Inner
        }
        _ => MathClass::Ordinary,
    }
}

impl MathSetter<'_> {
    /// Sets a horizontal list.
    pub fn row(&self, nodes: &[Node]) -> Result<SetBox, String> {
        let mut pieces = self.side_by_side(nodes, false, false)?;
        Ok(pieces.pop().unwrap_or_default())
    }

    /// Sets a cell after an alignment mark as if an operand preceded it, so that `= b` keeps its space.
    pub fn led(&self, nodes: &[Node]) -> Result<SetBox, String> {
        let mut pieces = self.side_by_side(nodes, false, true)?;
        Ok(pieces.pop().unwrap_or_default())
    }

    /// Sets a horizontal list, split after relations and operators.
    pub fn divided(&self, nodes: &[Node]) -> Result<Vec<SetBox>, String> {
        self.side_by_side(nodes, true, false)
    }

    /// `divide`: split at break opportunities; `led`: as if an ordinary atom preceded.
    fn side_by_side(&self, nodes: &[Node], divide: bool, led: bool) -> Result<Vec<SetBox>, String> {
        let leader = led.then_some(MathClass::Ordinary);
        let own = |n: &Node| if matches!(n, Node::Space(_) | Node::Style(_)) { None } else { Some(class(n)) };
        let mut classes: Vec<Option<MathClass>> = std::iter::once(leader).chain(nodes.iter().map(own)).collect();
        signs(&mut classes);
        let mut setter = *self;
        let (mut pieces, mut out) = (Vec::new(), SetBox::default());
        let mut before = leader;
        for (node, class) in nodes.iter().zip(classes.into_iter().skip(1)) {
            if let Node::Style(style) = node {
                setter = setter.with(*style);
                continue;
            }
            if let (Some(before), Some(class)) = (before, class) {
                out.push(SetBox::space(setter.between(before, class)));
                if divide && matches!(before, MathClass::Relation | MathClass::Binary) {
                    pieces.push(std::mem::take(&mut out));
                }
            }
            let next = setter.node(node)?;
            if nodes.len() == 1 && !led {
                return Ok(vec![next]);
            }
            // Italic correction between a slanted letter and an upright part without other space.
            if class.is_some() && out.italic > 0 && before == Some(MathClass::Ordinary) && !leans(node) {
                let italic = out.italic / 2;
                out.push(SetBox::space(italic));
            }
            out.push(next);
            before = class.or(before);
        }
        pieces.push(out);
        Ok(pieces)
    }

    fn between(&self, before: MathClass, after: MathClass) -> i64 {
        let kind = SPACE[before as usize][after as usize];
        let small = matches!(self.style, Style::Script | Style::ScriptScript);
        let mu = |n: i64| n * self.size() / 18;
        match kind {
            k if k < 0 && small => 0,
            1 | -1 => mu(3),
            2 | -2 => mu(4),
            3 | -3 => mu(5),
            _ => 0,
        }
    }
}

/// Whether a part begins with a slanted letter, or has space of its own.
fn leans(node: &Node) -> bool {
    match node {
        Node::Symbol { text, class, .. } => *class != MathClass::Ordinary || text.starts_with(char::is_alphabetic),
        Node::Scripts { base, .. } | Node::Accent { base, .. } | Node::Meant(_, base) => leans(base),
        Node::Fenced { .. } => false,
        _ => true,
    }
}

/// A binary operator that lacks an operand becomes ordinary (The TeXbook, appendix G, rules 5 and 6).
pub(in crate::math) fn signs(classes: &mut [Option<MathClass>]) {
    use MathClass::{Binary, Close, Open, Operator, Ordinary, Punctuation, Relation};
    let mut before: Option<usize> = None;
    for i in 0..classes.len() {
        let Some(class) = classes[i] else { continue };
        let left = before.and_then(|b| classes[b]);
        if class == Binary && matches!(left, None | Some(Binary | Operator | Relation | Open | Punctuation)) {
            classes[i] = Some(Ordinary);
        }
        if matches!(class, Relation | Close | Punctuation) && left == Some(Binary) {
            classes[before.expect("there is one before")] = Some(Ordinary);
        }
        before = Some(i);
    }
    if let Some(last) = before
        && classes[last] == Some(Binary)
    {
        classes[last] = Some(Ordinary);
    }
}
