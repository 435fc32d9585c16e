//! Fractions, roots, scripts, accents.

use super::row::{is_number, is_operator, is_sign};
use super::words::fill;
use super::{Speaker, is_prime, is_silent, is_simple};
use crate::math::tree::{MathClass, Node, Position};
use pulldown_latex::event::Font;

impl Speaker {
    /// A fraction, or stacked parts (`bar: false`).
    pub(super) fn fraction(self, numerator: &Node, denominator: &Node, bar: bool) -> String {
        let number = |node: &Node| match node {
            Node::Symbol { text, .. } => text.parse::<usize>().ok(),
            _ => None,
        };
        if let (true, Some(above), Some(below)) = (bar, number(numerator), number(denominator))
            && let Some(said) = self.words.common_fraction(above, below)
        {
            return said;
        }
        let short = |node: &Node| is_simple(node) || is_differential(node);
        let phrase = match bar {
            false => self.words.stacked,
            true if short(numerator) && short(denominator) => self.words.over,
            true => self.words.fraction,
        };
        fill(phrase, &[&self.node(numerator), &self.node(denominator)])
    }

    /// A root.
    pub(super) fn root(self, radicand: &Node, index: Option<&Node>) -> String {
        let words = self.words;
        let simple = is_simple(radicand);
        let inside = self.node(radicand);
        match index {
            None => fill(if simple { words.square_root } else { words.square_root_long }, &[&inside]),
            Some(index) if is_sign(index, '3') => {
                fill(if simple { words.cube_root } else { words.cube_root_long }, &[&inside])
            }
            Some(index) => {
                let simple = simple && is_simple(index);
                fill(if simple { words.root } else { words.root_long }, &[&inside, &self.node(index)])
            }
        }
    }

    /// A base with scripts.
    pub(super) fn scripts(self, base: &Node, sub: Option<&Node>, sup: Option<&Node>, position: Position) -> String {
        let words = self.words;
        if is_silent(base) {
            return self.before(sub, sup);
        }
        if is_operator(base) {
            return self.bounds(self.node(base), sub, sup);
        }
        if let Node::Function(name) = base {
            return self.function_with_scripts(name, sub, sup);
        }
        if position == Position::Limits {
            return self.labelled(base, sub, sup);
        }
        let stroke = match base {
            Node::Symbol { text, .. } => text == "|",
            Node::Fenced { left: None, right: Some('|'), .. } => true,
            _ => false,
        };
        if let (true, Some(at)) = (stroke, sub) {
            let body = if let Node::Fenced { body, .. } = base { self.row(body) } else { String::new() };
            let place = self.node(at);
            return body
                + &match sup {
                    Some(to) => fill(words.evaluated_from, &[&place, &self.node(to)]),
                    None => fill(words.evaluated_at, &[&place]),
                };
        }
        let said = match base {
            _ if is_simple(base) => self.node(base),
            Node::Fenced { .. } | Node::Meant(..) => self.node(base),
            _ => fill(words.quantity, &[&self.node(base)]),
        };
        self.with_scripts(said, sub, sup)
    }

    /// Appends the description of scripts to that of a base.
    pub(super) fn with_scripts(self, said: String, sub: Option<&Node>, sup: Option<&Node>) -> String {
        let said = said.trim_end_matches([',', '，']).to_owned();
        let said = match sub {
            Some(sub) if self.chemistry => format!("{said} {}", self.node(sub)),
            Some(sub) => {
                fill(if is_simple(sub) { self.words.sub } else { self.words.sub_long }, &[&said, &self.node(sub)])
            }
            None => said,
        };
        match sup {
            Some(sup) => self.power(said, sup),
            None => said,
        }
    }

    /// Appends the description of a superscript.
    pub(super) fn power(self, said: String, sup: &Node) -> String {
        let words = self.words;
        if self.chemistry || is_prime(sup) {
            return format!("{said} {}", self.node(sup));
        }
        // Primes come first: f′².
        if let Node::Row(nodes) = sup
            && let primes @ 1.. = nodes.iter().take_while(|node| is_prime(node)).count()
        {
            return self.power(format!("{said} {}", self.row(&nodes[..primes])), &Node::Row(nodes[primes..].to_vec()));
        }
        if let Node::Row(nodes) = sup
            && let [only] = nodes.as_slice()
        {
            return self.power(said, only);
        }
        let negative = matches!(sup, Node::Row(nodes) if matches!(nodes.as_slice(), [sign, number] if is_sign(sign, '−') && is_simple(number)));
        match sup {
            Node::Symbol { text, .. } if text == "2" => fill(words.squared, &[&said]),
            Node::Symbol { text, .. } if text == "3" => fill(words.cubed, &[&said]),
            Node::Symbol { text, .. } if text == "∘" || text == "°" => fill(words.degrees, &[&said]),
            Node::Symbol { text, .. } if text == "⊤" || text == "⊺" => fill(words.transposed, &[&said]),
            Node::Symbol { text, font: Some(Font::UpRight | Font::SansSerif), .. } if text == "T" => {
                fill(words.transposed, &[&said])
            }
            Node::Symbol { text, class, .. }
                if *class != MathClass::Ordinary || !text.chars().all(char::is_alphanumeric) =>
            {
                fill(words.sup, &[&said, &self.node(sup)])
            }
            Node::Text(text, _) => {
                let phrase = if text.trim().contains(' ') { words.sup_long } else { words.sup };
                fill(phrase, &[&said, &self.node(sup)])
            }
            _ if negative || is_simple(sup) => fill(words.power, &[&said, &self.node(sup)]),
            _ => fill(words.power_long, &[&said, &self.node(sup)]),
        }
    }

    /// Scripts without a base: degrees, minutes, or prescripts of the next part.
    fn before(self, sub: Option<&Node>, sup: Option<&Node>) -> String {
        if let (None, Some(Node::Symbol { text, .. })) = (sub, sup) {
            match text.as_str() {
                "∘" | "°" => return fill(self.words.degrees, &[""]),
                "′" => return fill(self.words.arc_minutes, &[""]),
                "″" => return fill(self.words.arc_seconds, &[""]),
                _ => {}
            }
        }
        let say = |phrase: &str, script: Option<&Node>| script.map(|script| fill(phrase, &[&self.node(script)]));
        if self.chemistry {
            let said = [sup, sub].into_iter().flatten().map(|script| self.node(script));
            return said.collect::<Vec<_>>().join(" ");
        }
        let said = [say(self.words.sup_before, sup), say(self.words.sub_before, sub)];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A sum, integral or maximum with its bounds.
    fn bounds(self, said: String, sub: Option<&Node>, sup: Option<&Node>) -> String {
        let words = self.words;
        let say = |node: &Node| self.node(node);
        match (sub, sup) {
            (Some(sub), Some(sup)) => fill(words.from_to, &[&said, &say(sub), &say(sup)]),
            (Some(sub), None) => fill(words.over_domain, &[&said, &say(sub)]),
            (None, Some(sup)) => fill(words.up_to, &[&said, &say(sup)]),
            (None, None) => said,
        }
    }

    fn function_with_scripts(self, name: &str, sub: Option<&Node>, sup: Option<&Node>) -> String {
        let words = self.words;
        let said = self.function(name);
        let limit = Speaker { limit: true, ..self };
        let said = match (sub, name) {
            (Some(sub), "lim" | "lim\u{2009}sup" | "lim\u{2009}inf" | "limsup" | "liminf" | "lim sup" | "lim inf") => {
                fill(words.limit_as, &[&said, &limit.node(sub)])
            }
            (Some(sub), "log" | "lg") => fill(words.log_base, &[&said, &self.node(sub)]),
            (Some(sub), _) if is_simple(sub) && !words_of_extent(name) => fill(words.sub, &[&said, &self.node(sub)]),
            (Some(sub), _) => fill(words.over_domain, &[&said, &limit.node(sub)]),
            (None, _) => said,
        };
        match sup {
            None => said,
            Some(Node::Row(nodes)) if matches!(nodes.as_slice(), [sign, one] if is_sign(sign, '−') && is_sign(one, '1')) => {
                fill(words.inverse, &[&said])
            }
            Some(sup) => self.power(said, sup),
        }
    }

    /// A base with labels above and below.
    fn labelled(self, base: &Node, sub: Option<&Node>, sup: Option<&Node>) -> String {
        let words = self.words;
        let said = self.node(base);
        let label = |said: String, script: Option<&Node>, short: &str, long: &str| match script {
            Some(script) => {
                fill(if is_simple(script) && is_simple(base) { short } else { long }, &[&said, &self.node(script)])
            }
            None => said,
        };
        let said = label(said, sub, words.below, words.label_below);
        label(said, sup, words.above, words.label_above)
    }

    /// A base with an accent or brace.
    pub(super) fn accent(self, base: &Node, sign: char, below: bool) -> String {
        let words = self.words;
        let said = self.node(base);
        let said = if is_simple(base) { said } else { fill(words.quantity, &[&said]) };
        let phrase = match (sign, below) {
            ('^' | '\u{302}', false) => words.hat,
            ('~' | '∼' | '\u{303}', false) => words.tilde,
            ('‾', false) => words.bar,
            ('→', false) => words.vector,
            ('˙', false) => words.dot,
            ('¨', false) => words.double_dot,
            ('ˇ', false) => words.check,
            ('˘', false) => words.breve,
            ('´', false) => words.acute,
            ('`', false) => words.grave,
            ('˚', false) => words.ring,
            ('_', true) => words.underlined,
            ('⏜', false) => words.arc,
            (_, false) => return fill(words.above, &[&said, &self.character(sign)]),
            (_, true) => return fill(words.below, &[&said, &self.character(sign)]),
        };
        fill(phrase, &[&said])
    }
}

/// Functions over a set: their subscript is the domain.
fn words_of_extent(name: &str) -> bool {
    matches!(name, "max" | "min" | "sup" | "inf" | "plim") || name.starts_with("arg") && name != "arg"
}

/// Whether a part is a differential: `dx`, `∂²f`, `dx²`.
fn is_differential(node: &Node) -> bool {
    let number = |node: &Node| matches!(node, Node::Symbol { text, .. } if is_number(text));
    let letter = |node: &Node| match node {
        Node::Scripts { base, sub: None, sup: Some(sup), .. } => is_simple(base) && number(sup),
        node => is_simple(node),
    };
    let is_d = |node: &Node| {
        let base = if let Node::Scripts { base, sub: None, .. } = node { base } else { node };
        is_sign(base, 'd') || is_sign(base, '∂')
    };
    let Node::Row(nodes) = node else { return is_d(node) && letter(node) };
    let said: Vec<&Node> = nodes.iter().filter(|node| !is_silent(node)).collect();
    matches!(said.as_slice(), [d, of] if is_d(d) && letter(d) && letter(of))
        || matches!(said.as_slice(), [d] if is_d(d) && letter(d))
}
