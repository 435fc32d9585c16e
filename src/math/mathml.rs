//! Formulas as MathML (MathML Core; the elements of MathML 3 that EPUB 3.3 takes), from the tree that the PDF is set from.
//!
//! What reading systems and those who read aloud need is written out: which letters are upright, which operators are
//! signs, that a function is applied, which delimiters belong together. Lines that are aligned are in display style.

use super::set::alphabet;
use super::set::row::{class, signs};
use super::tree::{AS_FENCE, Alignment, Boxing, Class, Formula, Node, Position, Table, TableKind, negation};
use pulldown_latex::event::{Font, Style};

/// The sign that a function is applied to what follows it.
const APPLIED: &str = "<mo>\u{2061}</mo>";

/// A formula as a `math` element with an alternative text: its description in words.
///
/// ```
/// use folio::math::{Formula, mathml};
/// let formula = Formula::parse("x^2").unwrap();
/// assert!(mathml(&formula, "x squared", false).ends_with("<msup><mi>x</mi><mn>2</mn></msup></math>"));
/// ```
pub fn mathml(formula: &Formula, description: &str, display: bool) -> String {
    let mut writer = Writer { out: String::from("<math xmlns=\"http://www.w3.org/1998/Math/MathML\""), fenced: false };
    writer.out.push_str(" alttext=\"");
    escape(&mut writer.out, description);
    writer.out.push_str(if display { "\" display=\"block\">" } else { "\" display=\"inline\">" });
    writer.inside(&formula.nodes);
    writer.out.push_str("</math>");
    writer.out
}

struct Writer {
    out: String,
    /// Whether delimiters that stretch are around.
    fenced: bool,
}

impl Writer {
    /// Parts side by side, without an element around them.
    fn inside(&mut self, nodes: &[Node]) {
        let mut classes: Vec<Option<Class>> = nodes
            .iter()
            .map(|n| if matches!(n, Node::Space(_) | Node::Style(_)) { None } else { Some(class(n)) })
            .collect();
        signs(&mut classes);
        let mut styles = 0;
        for (i, (node, own)) in nodes.iter().zip(&classes).enumerate() {
            match node {
                Node::Style(style) => {
                    let (display, level) = match style {
                        Style::Display => ("true", 0),
                        Style::Text => ("false", 0),
                        Style::Script => ("false", 1),
                        Style::ScriptScript => ("false", 2),
                    };
                    self.out.push_str(&format!("<mstyle displaystyle=\"{display}\" scriptlevel=\"{level}\">"));
                    styles += 1;
                }
                // An operator that has nothing to join is a sign.
                Node::Symbol { text, class: Class::Binary, .. } if *own == Some(Class::Ordinary) => {
                    self.element("mo", " form=\"prefix\" lspace=\"0\" rspace=\"0\"", text);
                }
                _ => self.node(node),
            }
            if is_function(node) {
                match nodes.get(i + 1).map(|next| (next, class(next))) {
                    None | Some((_, Class::Binary | Class::Relation | Class::Close | Class::Punctuation)) => {}
                    Some((_, Class::Open)) => self.out.push_str(APPLIED),
                    Some((next, _)) => {
                        self.out.push_str(APPLIED);
                        if !matches!(next, Node::Space(_) | Node::Fenced { .. }) {
                            self.out.push_str("<mspace width=\"0.1667em\"/>");
                        }
                    }
                }
            }
        }
        self.out.push_str(&"</mstyle>".repeat(styles));
    }

    /// Parts side by side as one.
    fn row(&mut self, nodes: &[Node]) {
        match nodes {
            [only] if !matches!(only, Node::Style(_)) => self.node(only),
            _ => {
                self.out.push_str("<mrow>");
                self.inside(nodes);
                self.out.push_str("</mrow>");
            }
        }
    }

    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.out.push_str(&format!("<{name}{attributes}>"));
        escape(&mut self.out, text);
        self.out.push_str(&format!("</{name}>"));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Symbol { text, class, font, large, size } => self.symbol(text, *class, *font, *large, *size),
            Node::Text(text, font) => {
                let variant = match font {
                    Some(Font::Bold) => " mathvariant=\"bold\"",
                    Some(Font::Italic) => " mathvariant=\"italic\"",
                    Some(Font::Monospace) => " mathvariant=\"monospace\"",
                    Some(Font::SansSerif) => " mathvariant=\"sans-serif\"",
                    _ => "",
                };
                // White space at the edges would be dropped.
                let inner = text.trim_matches(' ');
                let edge = |cut: bool| if cut { "\u{a0}" } else { "" };
                let kept =
                    format!("{}{inner}{}", edge(text.starts_with(' ')), edge(text.ends_with(' ') && !inner.is_empty()));
                self.element("mtext", variant, &kept);
            }
            Node::Function(name) => {
                self.element("mi", if name.chars().count() == 1 { " mathvariant=\"normal\"" } else { "" }, name)
            }
            Node::Space(ems) => self.out.push_str(&format!("<mspace width=\"{}em\"/>", (ems * 1e4).round() / 1e4)),
            Node::Row(nodes) => {
                let fenced = std::mem::replace(&mut self.fenced, false);
                self.row(nodes);
                self.fenced = fenced;
            }
            Node::Fraction { numerator, denominator, bar } => {
                self.out.push_str(if *bar { "<mfrac>" } else { "<mfrac linethickness=\"0\">" });
                self.node(numerator);
                self.node(denominator);
                self.out.push_str("</mfrac>");
            }
            Node::Root { radicand, index: None } => {
                self.out.push_str("<msqrt>");
                self.node(radicand);
                self.out.push_str("</msqrt>");
            }
            Node::Root { radicand, index: Some(index) } => {
                self.out.push_str("<mroot>");
                self.node(radicand);
                self.node(index);
                self.out.push_str("</mroot>");
            }
            Node::Scripts { base, sub, sup, position } => self.scripts(base, sub.as_deref(), sup.as_deref(), *position),
            Node::Accent { base, sign, below, stretchy } => {
                let brace = "⏞⏟⏜⏝⎴⎵".contains(*sign);
                let (name, accent) = if *below { ("munder", "accentunder") } else { ("mover", "accent") };
                self.out.push_str(&format!("<{name}"));
                if !brace {
                    self.out.push_str(&format!(" {accent}=\"true\""));
                }
                self.out.push('>');
                self.node(base);
                // The wide forms are those of the combining signs.
                let sign = match sign {
                    '^' if *stretchy => '\u{302}',
                    '~' if *stretchy => '\u{303}',
                    sign => *sign,
                };
                let stretch = if *stretchy || brace { " stretchy=\"true\"" } else { " stretchy=\"false\"" };
                self.element("mo", stretch, &sign.to_string());
                self.out.push_str(&format!("</{name}>"));
            }
            Node::Fenced { left, right, body } => {
                self.out.push_str("<mrow>");
                let fenced = std::mem::replace(&mut self.fenced, true);
                self.fence(*left, "prefix");
                self.inside(body);
                self.fence(*right, "postfix");
                self.fenced = fenced;
                self.out.push_str("</mrow>");
            }
            Node::Table(table) => self.table(table),
            Node::Negated(base) => match &**base {
                Node::Symbol { text, class, font, large, size } => {
                    let struck = text.chars().next().and_then(negation).map(String::from);
                    let struck = struck.unwrap_or_else(|| format!("{text}\u{338}"));
                    self.symbol(&struck, *class, *font, *large, *size);
                }
                other => {
                    self.out.push_str("<menclose notation=\"updiagonalstrike\">");
                    self.node(other);
                    self.out.push_str("</menclose>");
                }
            },
            Node::Boxed(boxing, body) => self.boxed(*boxing, body),
            Node::Meant(_, body) => self.node(body),
            Node::Style(_) => self.out.push_str("<mrow></mrow>"),
        }
    }

    fn boxed(&mut self, boxing: Boxing, body: &Node) {
        let (start, end) = match boxing {
            Boxing::Framed => ("<menclose notation=\"box\">", "</menclose>"),
            Boxing::Phantom { width: true, height: true } => ("<mphantom>", "</mphantom>"),
            Boxing::Phantom { width: true, height: false } => {
                ("<mpadded height=\"0\" depth=\"0\"><mphantom>", "</mphantom></mpadded>")
            }
            Boxing::Phantom { .. } => ("<mpadded width=\"0\"><mphantom>", "</mphantom></mpadded>"),
            Boxing::Smashed => ("<mpadded height=\"0\" depth=\"0\">", "</mpadded>"),
            Boxing::Over(Alignment::Left) => ("<mpadded width=\"0\" lspace=\"-1width\">", "</mpadded>"),
            Boxing::Over(Alignment::Right) => ("<mpadded width=\"0\">", "</mpadded>"),
            Boxing::Over(Alignment::Center) => ("<mpadded width=\"0\" lspace=\"-0.5width\">", "</mpadded>"),
        };
        self.out.push_str(start);
        self.node(body);
        self.out.push_str(end);
    }

    fn fence(&mut self, delimiter: Option<char>, form: &str) {
        if let Some(c) = delimiter {
            self.element("mo", &format!(" form=\"{form}\" fence=\"true\" stretchy=\"true\""), &c.to_string());
        }
    }

    fn symbol(&mut self, text: &str, class: Class, font: Option<Font>, large: bool, size: u8) {
        let drawn: String = match font {
            None => text.to_owned(),
            Some(font) => text.chars().map(|c| alphabet::character(c, Some(font))).collect(),
        };
        let first = text.chars().next().unwrap_or(' ');
        if size != 0 {
            let form = match class {
                Class::Open => " form=\"prefix\"",
                Class::Close => " form=\"postfix\"",
                _ => " lspace=\"0\" rspace=\"0\"",
            };
            let stretch = match size {
                AS_FENCE if self.fenced => " stretchy=\"true\"".to_owned(),
                AS_FENCE => " stretchy=\"false\"".to_owned(),
                size => {
                    let ems = f32::from(3 + 3 * u16::from(size)) / 5.0;
                    format!(" stretchy=\"true\" minsize=\"{ems}em\" maxsize=\"{ems}em\"")
                }
            };
            return self.element("mo", &format!("{form}{stretch}"), &drawn);
        }
        match class {
            Class::Ordinary | Class::Inner if first.is_ascii_digit() => self.element("mn", "", &drawn),
            Class::Ordinary | Class::Inner if first == '/' => self.element("mo", " lspace=\"0\" rspace=\"0\"", &drawn),
            Class::Ordinary | Class::Inner if "|‖∥¬∀∃∄".contains(first) => {
                self.element("mo", " form=\"prefix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\"", &drawn);
            }
            Class::Ordinary | Class::Inner if first == '′' || first == '″' => self.element("mo", "", &drawn),
            Class::Ordinary | Class::Inner => {
                // A single letter in `mi` slants by itself.
                let upright = font == Some(Font::UpRight) || font.is_none() && ('Α'..='Ω').contains(&first);
                let upright = upright && drawn.chars().count() == 1;
                self.element("mi", if upright { " mathvariant=\"normal\"" } else { "" }, &drawn);
            }
            Class::Open => self.element("mo", " form=\"prefix\" stretchy=\"false\"", &drawn),
            Class::Close => self.element("mo", " form=\"postfix\" stretchy=\"false\"", &drawn),
            Class::Operator if !large => self.element("mo", " largeop=\"false\"", &drawn),
            Class::Punctuation if first == ':' => {
                self.element("mo", " lspace=\"0.1111em\" rspace=\"0.3333em\"", &drawn)
            }
            _ => self.element("mo", "", &drawn),
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
        self.out.push_str(&format!("<{name}>"));
        let movable = if position == Position::Movable { "true" } else { "false" };
        match base {
            // Whether the limits move beside it in a line is the operator's to say.
            Node::Function(text) if position != Position::Right => {
                let attributes = format!(" form=\"prefix\" movablelimits=\"{movable}\" lspace=\"0\" rspace=\"0\"");
                self.element("mo", &attributes, text);
            }
            Node::Symbol { text, class: Class::Operator, large: true, .. } if position != Position::Right => {
                self.element("mo", &format!(" movablelimits=\"{movable}\""), text);
            }
            _ => self.node(base),
        }
        for script in [sub, sup].into_iter().flatten() {
            self.node(script);
        }
        self.out.push_str(&format!("</{name}>"));
    }

    fn table(&mut self, table: &Table) {
        let braces = match table.kind {
            TableKind::Cases(true) => (Some('{'), None),
            TableKind::Cases(false) => (None, Some('}')),
            _ => (None, None),
        };
        let wrapped = braces != (None, None);
        if wrapped {
            self.out.push_str("<mrow>");
        }
        self.fence(braces.0, "prefix");
        let lines = table.kind == TableKind::Lines;
        let class = match table.kind {
            TableKind::Matrix => "matrix",
            TableKind::Cases(_) => "cases",
            TableKind::Lines => "lines",
            TableKind::Stack => "stack",
        };
        self.out.push_str(&format!("<mtable class=\"{class}\""));
        if lines {
            self.out.push_str(" displaystyle=\"true\"");
        }
        self.out.push('>');
        let fenced = std::mem::replace(&mut self.fenced, false);
        for (r, row) in table.rows.iter().enumerate() {
            self.out.push_str("<mtr>");
            for (c, cell) in row.iter().enumerate() {
                let align = table.columns.get(c).or(table.columns.last()).copied().unwrap_or(Alignment::Center);
                // `columnalign` for MathML 3, the class for MathML Core, where the style sheet aligns.
                let align = match align {
                    Alignment::Left => "left",
                    Alignment::Center => "center",
                    Alignment::Right => "right",
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
                self.out.push_str(&format!("<mtd class=\"{classes}\" columnalign=\"{align}\">"));
                if lines && c % 2 == 1 {
                    // As if there were something before the relation, so that it keeps its space.
                    self.out.push_str("<mrow></mrow>");
                }
                self.inside(cell);
                self.out.push_str("</mtd>");
            }
            self.out.push_str("</mtr>");
        }
        self.fenced = fenced;
        self.out.push_str("</mtable>");
        self.fence(braces.1, "postfix");
        if wrapped {
            self.out.push_str("</mrow>");
        }
    }
}

/// Whether what follows is what a function is applied to.
fn is_function(node: &Node) -> bool {
    match node {
        Node::Function(_) => true,
        Node::Scripts { base, .. } => is_function(base),
        _ => false,
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
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
