//! Formulas as MathML (MathML Core; for EPUB 3.3, the elements of MathML 3), made from the same tree as the PDF's
//! formulas.
//!
//! Semantics that reading systems and screen readers need are explicit: upright letters, operators used as signs,
//! function application, matching delimiters. Aligned lines are in display style. EPUB contains the elements as text
//! ([`mathml`]), PDF 2.0 as structure ([`element`]).

use super::set::alphabet;
use super::set::row::{class, signs};
use super::tree::{
    AS_FENCE, Boxing, CellAlignment, Formula, FormulaOrigin, MathClass, MathTable, Node, PartSide, Position, TableKind,
    negation,
};
use pulldown_latex::event::{Font, Style};
use quick_xml::escape::{escape, partial_escape};

/// U+2061 FUNCTION APPLICATION.
const APPLIED: &str = "\u{2061}";

/// For a single upright letter, which `mi` would slant.
const UPRIGHT: AttributeList<'static> = &[("mathvariant", "normal")];

/// A MathML element.
#[derive(Clone, Debug, PartialEq)]
pub struct MathmlNode {
    /// Its name.
    pub name: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text, in leaf elements.
    pub text: String,
    /// Its children.
    pub children: Vec<MathmlNode>,
    /// The part of the formula it is drawn from, for elements with glyphs of their own.
    pub origin: Option<FormulaOrigin>,
}

/// A formula as a `math` element with an alternative text: its description in words.
///
/// ```
/// use folio::math::{Formula, mathml};
/// let formula = Formula::parse("x^2").unwrap();
/// assert!(mathml(&formula, "x squared", false).ends_with("<msup><mi>x</mi><mn>2</mn></msup></math>"));
/// ```
pub fn mathml(formula: &Formula, description: &str, display: bool) -> String {
    let mut math = element(formula, display);
    let named = [("xmlns", "http://www.w3.org/1998/Math/MathML".to_owned()), ("alttext", description.to_owned())];
    math.attributes.splice(0..0, named);
    let mut out = String::new();
    math.write(&mut out);
    out
}

/// A formula as a tree of MathML elements.
///
/// ```
/// use folio::math::{Formula, mathml::element};
/// let math = element(&Formula::parse("x^2").unwrap(), false);
/// assert_eq!((math.name, math.children[0].name, math.children[0].children[1].text.as_str()), ("math", "msup", "2"));
/// ```
pub fn element(formula: &Formula, display: bool) -> MathmlNode {
    let mut writer = MathmlWriter { open: Vec::new(), done: None, fenced: false, origin: None };
    writer.begin("math", &[("display", if display { "block" } else { "inline" })]);
    writer.inside(&formula.nodes);
    writer.end();
    writer.done.expect("the first element that was begun is ended last")
}

impl MathmlNode {
    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\""));
            out.push_str(&escape(value));
            out.push('"');
        }
        if self.name == "mspace" {
            return out.push_str("/>");
        }
        out.push('>');
        out.push_str(&partial_escape(self.text.as_str()));
        self.children.iter().for_each(|child| child.write(out));
        out.push_str(&format!("</{}>", self.name));
    }
}

/// Attributes with their values.
type AttributeList<'a> = &'a [(&'static str, &'a str)];

struct MathmlWriter {
    /// The open elements.
    open: Vec<MathmlNode>,
    /// The root element, once complete.
    done: Option<MathmlNode>,
    /// Whether stretchy delimiters enclose the position.
    fenced: bool,
    /// The part that the next leaf is drawn from.
    origin: Option<FormulaOrigin>,
}

impl MathmlWriter {
    /// Writes adjacent parts without a group.
    fn inside(&mut self, nodes: &[Node]) {
        let mut classes: Vec<Option<MathClass>> = nodes
            .iter()
            .map(|n| if matches!(n, Node::Space(_) | Node::Style(_)) { None } else { Some(class(n)) })
            .collect();
        signs(&mut classes);
        let mut styles = 0;
        for (i, (node, own)) in nodes.iter().zip(&classes).enumerate() {
            match node {
                Node::Style(style) => {
                    let (display, level) = match style {
                        Style::Display => ("true", "0"),
                        Style::Text => ("false", "0"),
                        Style::Script => ("false", "1"),
                        Style::ScriptScript => ("false", "2"),
                    };
                    self.begin("mstyle", &[("displaystyle", display), ("scriptlevel", level)]);
                    styles += 1;
                }
                // A binary operator without operands is a sign.
                Node::Symbol { text, class: MathClass::Binary, .. } if *own == Some(MathClass::Ordinary) => {
                    self.origin = Some(FormulaOrigin::of(node));
                    self.leaf("mo", &[("form", "prefix"), ("lspace", "0"), ("rspace", "0")], text);
                }
                _ => self.node(node),
            }
            if is_function(node) {
                match nodes.get(i + 1).map(|next| (next, class(next))) {
                    None
                    | Some((_, MathClass::Binary | MathClass::Relation | MathClass::Close | MathClass::Punctuation)) => {
                    }
                    Some((_, MathClass::Open)) => self.leaf("mo", &[], APPLIED),
                    Some((next, _)) => {
                        self.leaf("mo", &[], APPLIED);
                        if !matches!(next, Node::Space(_) | Node::Fenced { .. }) {
                            self.leaf("mspace", &[("width", "0.1667em")], "");
                        }
                    }
                }
            }
        }
        (0..styles).for_each(|_| self.end());
    }

    /// Writes adjacent parts as one group.
    fn row(&mut self, nodes: &[Node]) {
        match nodes {
            [only] if !matches!(only, Node::Style(_)) => self.node(only),
            _ => {
                self.begin("mrow", &[]);
                self.inside(nodes);
                self.end();
            }
        }
    }

    fn begin(&mut self, name: &'static str, attributes: AttributeList<'_>) {
        let attributes = attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let element = MathmlNode { name, attributes, text: String::new(), children: Vec::new(), origin: None };
        self.open.push(element);
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(outer) => outer.children.push(element),
            None => self.done = Some(element),
        }
    }

    fn leaf(&mut self, name: &'static str, attributes: AttributeList<'_>, text: &str) {
        self.begin(name, attributes);
        if let Some(leaf) = self.open.last_mut() {
            text.clone_into(&mut leaf.text);
            leaf.origin = self.origin.take();
        }
        self.end();
    }

    fn node(&mut self, node: &Node) {
        self.origin = match node {
            Node::Symbol { .. } | Node::Text(..) | Node::Function(_) | Node::Negated(_) => {
                Some(FormulaOrigin::of(node))
            }
            _ => None,
        };
        match node {
            Node::Symbol { text, class, font, large, size } => self.symbol(text, *class, *font, *large, *size),
            Node::Text(text, font) => {
                let variant: AttributeList<'_> = match font {
                    Some(Font::Bold) => &[("mathvariant", "bold")],
                    Some(Font::Italic) => &[("mathvariant", "italic")],
                    Some(Font::Monospace) => &[("mathvariant", "monospace")],
                    Some(Font::SansSerif) => &[("mathvariant", "sans-serif")],
                    _ => &[],
                };
                // Leading and trailing white space would be dropped.
                let inner = text.trim_matches(' ');
                let edge = |cut: bool| if cut { "\u{a0}" } else { "" };
                let kept =
                    format!("{}{inner}{}", edge(text.starts_with(' ')), edge(text.ends_with(' ') && !inner.is_empty()));
                self.leaf("mtext", variant, &kept);
            }
            Node::Function(name) => self.leaf("mi", if name.chars().count() == 1 { UPRIGHT } else { &[] }, name),
            Node::Space(ems) => {
                self.leaf("mspace", &[("width", &format!("{}em", (ems * 1e4).round() / 1e4))], "");
            }
            Node::Row(nodes) => {
                let fenced = std::mem::replace(&mut self.fenced, false);
                self.row(nodes);
                self.fenced = fenced;
            }
            Node::Fraction { numerator, denominator, bar } => {
                self.begin("mfrac", if *bar { &[] } else { &[("linethickness", "0")] });
                self.node(numerator);
                self.node(denominator);
                self.end();
            }
            Node::Root { radicand, index: None } => {
                self.begin("msqrt", &[]);
                self.node(radicand);
                self.end();
            }
            Node::Root { radicand, index: Some(index) } => {
                self.begin("mroot", &[]);
                self.node(radicand);
                self.node(index);
                self.end();
            }
            Node::Scripts { base, sub, sup, position } => self.scripts(base, sub.as_deref(), sup.as_deref(), *position),
            Node::Accent { base, sign, below, stretchy } => {
                let brace = "⏞⏟⏜⏝⎴⎵".contains(*sign);
                let (name, accent): (_, AttributeList<'_>) = match below {
                    true => ("munder", &[("accentunder", "true")]),
                    false => ("mover", &[("accent", "true")]),
                };
                self.begin(name, if brace { &[] } else { accent });
                self.node(base);
                // Fonts have wide variants of hat and tilde for the combining characters.
                let sign = match sign {
                    '^' if *stretchy => '\u{302}',
                    '~' if *stretchy => '\u{303}',
                    sign => *sign,
                };
                let stretch = if *stretchy || brace { "true" } else { "false" };
                self.origin = Some(FormulaOrigin::of(node));
                self.leaf("mo", &[("stretchy", stretch)], &sign.to_string());
                self.end();
            }
            Node::Fenced { left, right, body } => {
                self.begin("mrow", &[]);
                let fenced = std::mem::replace(&mut self.fenced, true);
                self.fence(*left, FormulaOrigin::of(node).at(PartSide::Left));
                self.inside(body);
                self.fence(*right, FormulaOrigin::of(node).at(PartSide::Right));
                self.fenced = fenced;
                self.end();
            }
            Node::Table(table) => self.table(table, FormulaOrigin::of(node)),
            Node::Negated(base) => match &**base {
                Node::Symbol { text, class, font, large, size } => {
                    let struck = text.chars().next().and_then(negation).map(String::from);
                    let struck = struck.unwrap_or_else(|| format!("{text}\u{338}"));
                    self.symbol(&struck, *class, *font, *large, *size);
                }
                other => {
                    self.begin("menclose", &[("notation", "updiagonalstrike")]);
                    self.node(other);
                    self.end();
                }
            },
            Node::Boxed(boxing, body) => self.boxed(*boxing, body),
            Node::Meant(_, body) => self.node(body),
            Node::Style(_) => {
                self.begin("mrow", &[]);
                self.end();
            }
        }
    }

    fn boxed(&mut self, boxing: Boxing, body: &Node) {
        let (padding, phantom): (AttributeList<'_>, bool) = match boxing {
            Boxing::Framed => (&[("notation", "box")], false),
            Boxing::Phantom { width: true, height: true } => (&[], true),
            Boxing::Phantom { width: true, height: false } => (&[("height", "0"), ("depth", "0")], true),
            Boxing::Phantom { .. } => (&[("width", "0")], true),
            Boxing::Smashed => (&[("height", "0"), ("depth", "0")], false),
            Boxing::Over(CellAlignment::Left) => (&[("width", "0"), ("lspace", "-1width")], false),
            Boxing::Over(CellAlignment::Right) => (&[("width", "0")], false),
            Boxing::Over(CellAlignment::Center) => (&[("width", "0"), ("lspace", "-0.5width")], false),
        };
        if !padding.is_empty() {
            self.begin(if boxing == Boxing::Framed { "menclose" } else { "mpadded" }, padding);
        }
        if phantom {
            self.begin("mphantom", &[]);
        }
        self.node(body);
        (0..usize::from(!padding.is_empty()) + usize::from(phantom)).for_each(|_| self.end());
    }

    /// A stretchy delimiter.
    fn fence(&mut self, delimiter: Option<char>, origin: FormulaOrigin) {
        if let Some(c) = delimiter {
            self.origin = Some(origin);
            let form = if origin.side == PartSide::Left { "prefix" } else { "postfix" };
            self.leaf("mo", &[("form", form), ("fence", "true"), ("stretchy", "true")], &c.to_string());
        }
    }

    fn symbol(&mut self, text: &str, class: MathClass, font: Option<Font>, large: bool, size: u8) {
        let drawn: String = match font {
            None => text.to_owned(),
            Some(font) => text.chars().map(|c| alphabet::character(c, Some(font))).collect(),
        };
        let first = text.chars().next().unwrap_or(' ');
        if size != 0 {
            let mut attributes = match class {
                MathClass::Open => vec![("form", "prefix")],
                MathClass::Close => vec![("form", "postfix")],
                _ => vec![("lspace", "0"), ("rspace", "0")],
            };
            let ems = format!("{}em", f32::from(3 + 3 * u16::from(size)) / 5.0);
            match size {
                AS_FENCE => attributes.push(("stretchy", if self.fenced { "true" } else { "false" })),
                _ => attributes.extend([("stretchy", "true"), ("minsize", ems.as_str()), ("maxsize", ems.as_str())]),
            }
            return self.leaf("mo", &attributes, &drawn);
        }
        match class {
            MathClass::Ordinary | MathClass::Inner if first.is_ascii_digit() => self.leaf("mn", &[], &drawn),
            MathClass::Ordinary | MathClass::Inner if first == '/' => {
                self.leaf("mo", &[("lspace", "0"), ("rspace", "0")], &drawn)
            }
            MathClass::Ordinary | MathClass::Inner if "|‖∥¬∀∃∄".contains(first) => {
                self.leaf("mo", &[("form", "prefix"), ("stretchy", "false"), ("lspace", "0"), ("rspace", "0")], &drawn);
            }
            MathClass::Ordinary | MathClass::Inner if first == '′' || first == '″' => self.leaf("mo", &[], &drawn),
            MathClass::Ordinary | MathClass::Inner => {
                // A single letter in `mi` is italic by default.
                let upright = font == Some(Font::UpRight) || font.is_none() && ('Α'..='Ω').contains(&first);
                let upright = upright && drawn.chars().count() == 1;
                self.leaf("mi", if upright { UPRIGHT } else { &[] }, &drawn);
            }
            MathClass::Open => self.leaf("mo", &[("form", "prefix"), ("stretchy", "false")], &drawn),
            MathClass::Close => self.leaf("mo", &[("form", "postfix"), ("stretchy", "false")], &drawn),
            MathClass::Operator if !large => self.leaf("mo", &[("largeop", "false")], &drawn),
            MathClass::Punctuation if first == ':' => {
                self.leaf("mo", &[("lspace", "0.1111em"), ("rspace", "0.3333em")], &drawn)
            }
            _ => self.leaf("mo", &[], &drawn),
        }
    }

    fn scripts(&mut self, base: &Node, sub: Option<&Node>, sup: Option<&Node>, position: Position) {
        let names = match position {
            Position::Right => ["msub", "msup", "msubsup"],
            _ => ["munder", "mover", "munderover"],
        };
        let name = match (sub, sup) {
            (Some(_), Some(_)) => names[2],
            (Some(_), None) => names[0],
            _ => names[1],
        };
        self.begin(name, &[]);
        let movable = if position == Position::Movable { "true" } else { "false" };
        match base {
            // Whether limits move in inline style is a property of the operator.
            Node::Function(text) if position != Position::Right => {
                self.origin = Some(FormulaOrigin::of(base));
                let attributes = [("form", "prefix"), ("movablelimits", movable), ("lspace", "0"), ("rspace", "0")];
                self.leaf("mo", &attributes, text);
            }
            Node::Symbol { text, class: MathClass::Operator, large: true, .. } if position != Position::Right => {
                self.origin = Some(FormulaOrigin::of(base));
                self.leaf("mo", &[("movablelimits", movable)], text);
            }
            _ => self.node(base),
        }
        for script in [sub, sup].into_iter().flatten() {
            self.node(script);
        }
        self.end();
    }

    fn table(&mut self, table: &MathTable, origin: FormulaOrigin) {
        let braces = match table.kind {
            TableKind::Cases(true) => (Some('{'), None),
            TableKind::Cases(false) => (None, Some('}')),
            _ => (None, None),
        };
        let wrapped = braces != (None, None);
        if wrapped {
            self.begin("mrow", &[]);
        }
        self.fence(braces.0, origin.at(PartSide::Left));
        let lines = table.kind == TableKind::Lines;
        let class = match table.kind {
            TableKind::Matrix => "matrix",
            TableKind::Cases(_) => "cases",
            TableKind::Lines => "lines",
            TableKind::Stack => "stack",
        };
        let attributes = [("class", class), ("displaystyle", "true")];
        self.begin("mtable", if lines { &attributes } else { &attributes[..1] });
        let fenced = std::mem::replace(&mut self.fenced, false);
        for (r, row) in table.rows.iter().enumerate() {
            self.begin("mtr", &[]);
            for (c, cell) in row.iter().enumerate() {
                let align = table.columns.get(c).or(table.columns.last()).copied().unwrap_or(CellAlignment::Center);
                // `columnalign` for MathML 3; the class for MathML Core, where the style sheet aligns.
                let align = match align {
                    CellAlignment::Left => "left",
                    CellAlignment::Center => "center",
                    CellAlignment::Right => "right",
                };
                let mut classes = align.to_owned();
                if table.verticals.contains(&c) {
                    classes.push_str(" line-before");
                }
                if table.verticals.contains(&(c + 1)) && c + 1 == row.len() {
                    classes.push_str(" line-behind");
                }
                if table.horizontals.contains(&r) {
                    classes.push_str(" line-above");
                }
                if table.horizontals.contains(&(r + 1)) && r + 1 == table.rows.len() {
                    classes.push_str(" line-below");
                }
                self.begin("mtd", &[("class", &classes), ("columnalign", align)]);
                if lines && c % 2 == 1 {
                    // An empty operand before the relation, so that it keeps its space.
                    self.begin("mrow", &[]);
                    self.end();
                }
                self.inside(cell);
                self.end();
            }
            self.end();
        }
        self.fenced = fenced;
        self.end();
        self.fence(braces.1, origin.at(PartSide::Right));
        if wrapped {
            self.end();
        }
    }
}

/// Whether a part is a function that is applied to what follows.
fn is_function(node: &Node) -> bool {
    match node {
        Node::Function(_) => true,
        Node::Scripts { base, .. } => is_function(base),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(tex: &str) -> String {
        let whole = mathml(&Formula::parse(tex).unwrap(), "", true);
        let start = whole.find('>').unwrap() + 1;
        whole[start..whole.len() - "</math>".len()].to_owned()
    }

    #[test]
    fn letters_numbers_and_relations() {
        assert_eq!(inner("a < 12"), "<mi>a</mi><mo>&lt;</mo><mn>12</mn>");
        assert_eq!(inner(r"\Gamma"), "<mi mathvariant=\"normal\">Γ</mi>");
        assert_eq!(inner(r"\mathbb{R}"), "<mi>ℝ</mi>");
    }

    #[test]
    fn an_operator_with_nothing_to_join_is_a_sign() {
        assert!(inner("(-x)").contains("<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mi>x</mi>"));
        assert_eq!(inner("a-b"), "<mi>a</mi><mo>−</mo><mi>b</mi>");
    }

    #[test]
    fn functions_are_applied() {
        assert_eq!(inner(r"\sin(x)").matches('\u{2061}').count(), 1);
        assert_eq!(
            inner(r"\sin^2 x"),
            "<msup><mi>sin</mi><mn>2</mn></msup><mo>\u{2061}</mo><mspace width=\"0.1667em\"/><mi>x</mi>"
        );
        assert!(inner(r"\lim_{x\to 0} f").starts_with("<munder><mo form=\"prefix\" movablelimits=\"true\""));
    }

    #[test]
    fn aligned_lines_are_in_display_style() {
        let lines = inner(r"\begin{aligned} a &= b \\ &= c \end{aligned}");
        assert!(lines.starts_with(
            "<mtable class=\"lines\" displaystyle=\"true\"><mtr><mtd class=\"right\" columnalign=\"right\">"
        ));
        let cases = inner(r"\begin{cases} 1 & x \\ 0 & y \end{cases}");
        assert!(
            cases.starts_with(
                "<mrow><mo form=\"prefix\" fence=\"true\" stretchy=\"true\">{</mo><mtable class=\"cases\">"
            )
        );
    }

    #[test]
    fn texts_are_escaped() {
        let whole = mathml(&Formula::parse("a < b \\text{ & c}").unwrap(), "a \"<\" b", false);
        assert!(whole.contains(" alttext=\"a &quot;&lt;&quot; b\" display=\"inline\""), "{whole}");
        assert!(whole.contains("\u{a0}&amp; c"));
    }
}
