//! Sequences: function application, numbers with units, brackets.

use super::fences::FencePairs;
use super::words::fill;
use super::{Inside, Speaker, is_prime, is_silent, is_simple, upright_letter};
use crate::math::set::row::class;
use crate::math::tree::{FormulaMeaning, MathClass, Node};
use pulldown_latex::event::Font;

/// Letters read as functions when parentheses follow.
const FUNCTIONS: &str = "fghFGHPφϕψζΓΦΨ";

impl Speaker {
    /// Parts from left to right.
    pub(super) fn row(self, nodes: &[Node]) -> String {
        let pairs = self.pairs(nodes);
        let (mut said, mut at) = (Vec::new(), 0);
        while at < nodes.len() {
            let (words, length) = self.piece(nodes, &pairs, at);
            said.extend((!words.is_empty()).then_some(words));
            at += length.max(1);
        }
        said.join(" ")
    }

    /// Parts that end a line, without final punctuation.
    pub(super) fn sentence(self, nodes: &[Node]) -> String {
        let last = nodes.iter().rposition(|node| !is_silent(node));
        match last {
            Some(last) if [',', ';', '.'].iter().any(|mark| is_sign(&nodes[last], *mark)) => self.row(&nodes[..last]),
            _ => self.row(nodes),
        }
    }

    /// The description at an index, and its number of parts.
    fn piece(self, nodes: &[Node], pairs: &FencePairs, at: usize) -> (String, usize) {
        let node = &nodes[at];
        if is_silent(node) {
            return (String::new(), 1);
        }
        // Primes are a part each; up to four in a row are one sign.
        if is_sign(node, '′') {
            let primes = nodes[at..].iter().take(4).take_while(|node| is_sign(node, '′')).count();
            return (self.character(['′', '″', '‴', '⁗'][primes - 1]), primes);
        }
        if let Some((words, length)) = self.bracketed_at(nodes, pairs, at) {
            return (words, length);
        }
        if self.follows_number(nodes, at) && self.is_unit(node) {
            return (self.units(node, !follows_one(nodes, at)), 1);
        }
        let letters = nodes[at..].iter().map_while(upright_letter).collect::<Vec<_>>();
        if letters.len() > 1 {
            let word = letters.concat();
            let unit = self.words.unit(&word, !follows_one(nodes, at));
            if let Some(unit) = unit.filter(|_| self.follows_number(nodes, at)) {
                return (unit.to_owned(), letters.len());
            }
            return (self.upright(&word), letters.len());
        }
        if let Some(words) = self.mixed_number(node, nodes.get(at + 1)) {
            return (words, 2);
        }
        if is_operator(node) {
            let next = next(nodes, at);
            let applied = next.is_some_and(|n| {
                !matches!(class(&nodes[n]), MathClass::Relation | MathClass::Close | MathClass::Punctuation)
            });
            let said = self.node(node);
            return (if applied { format!("{said} {}", self.words.of) } else { said }, 1);
        }
        if is_function(node) {
            return self.function_at(nodes, pairs, at);
        }
        (self.node(node), 1)
    }

    /// A function and its parenthesized argument.
    fn function_at(self, nodes: &[Node], pairs: &FencePairs, at: usize) -> (String, usize) {
        let primes = nodes[at + 1..].iter().take_while(|node| is_prime(node)).count();
        let name = self.node(&nodes[at]);
        if primes > 0 && next(nodes, at + primes).is_none_or(|n| !is_sign(&nodes[n], '(')) {
            return (name, 1);
        }
        let name = format!("{name} {}", self.row(&nodes[at + 1..=at + primes]));
        let Some(next) = next(nodes, at + primes) else { return (name, 1) };
        let named = matches!(base(&nodes[at]), Node::Function(_));
        let argument = match &nodes[next] {
            Node::Fenced { left: Some('('), right: Some(')'), body } => Some((body.as_slice(), next)),
            _ => match pairs.closing(next) {
                Some(close) if is_sign(&nodes[next], '(') && is_sign(&nodes[close], ')') => {
                    Some((&nodes[next + 1..close], close))
                }
                _ => None,
            },
        };
        match argument {
            Some((body, end)) if is_list(body) => {
                (format!("{} {}", self.applied(name, true), self.row(body)), end + 1 - at)
            }
            Some(_) => (self.applied(name, true), next - at),
            None if matches!(base(&nodes[at]), Node::Function(name) if name == "mod") => (name, 1),
            None if named => {
                let applied = !matches!(
                    class(&nodes[next]),
                    MathClass::Binary | MathClass::Relation | MathClass::Close | MathClass::Punctuation
                );
                (self.applied(name, applied), 1)
            }
            None => (name, 1),
        }
    }

    fn applied(self, name: String, applied: bool) -> String {
        if applied { format!("{name} {}", self.words.applied()) } else { name }
    }

    /// An upright word; chemical elements are separated.
    pub(super) fn upright(self, word: &str) -> String {
        if !self.chemistry {
            return self.words.function(word).map_or_else(|| word.to_owned(), str::to_owned);
        }
        let mut out = String::new();
        for c in word.chars() {
            if c.is_uppercase() && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }

    /// A mixed number: a number followed by a numeric fraction.
    fn mixed_number(self, whole: &Node, next: Option<&Node>) -> Option<String> {
        let (Node::Symbol { text, .. }, Some(Node::Fraction { numerator, denominator, bar: true })) = (whole, next)
        else {
            return None;
        };
        let number = |node: &Node| matches!(node, Node::Symbol { text, .. } if is_number(text));
        if !is_number(text) || !number(numerator) || !number(denominator) || self.chemistry {
            return None;
        }
        Some(fill(self.words.mixed_number, &[text, &self.fraction(numerator, denominator, true)]))
    }

    /// Whether a number and a space precede a part.
    fn follows_number(self, nodes: &[Node], at: usize) -> bool {
        let spaced = at.checked_sub(1).is_some_and(|before| matches!(nodes[before], Node::Space(_)));
        let before = nodes[..at].iter().rev().find(|node| !is_silent(node));
        let number = |node: &Node| matches!(base(node), Node::Symbol { text, .. } if is_number(text));
        spaced && !self.chemistry && before.is_some_and(number)
    }

    /// Whether a part consists of units only.
    fn is_unit(self, node: &Node) -> bool {
        match node {
            Node::Meant(FormulaMeaning::Unit, _) => true,
            Node::Symbol { font: Some(Font::UpRight), text, .. } => self.words.unit(text, true).is_some(),
            Node::Text(text, _) => self.words.unit(text.trim(), true).is_some(),
            Node::Scripts { base, sub: None, sup: Some(_), .. } => self.is_unit(base),
            Node::Row(nodes) => {
                let word: Option<Vec<&str>> = nodes.iter().map(upright_letter).collect();
                let one = word.is_some_and(|letters| self.words.unit(&letters.concat(), true).is_some());
                let factor = |node: &Node| {
                    matches!(node, Node::Space(_)) || is_sign(node, '/') || is_sign(node, '⋅') || self.is_unit(node)
                };
                one || !nodes.is_empty() && nodes.iter().all(factor)
            }
            _ => false,
        }
    }

    /// Units with their powers; `several`: plural.
    pub(super) fn units(self, node: &Node, several: bool) -> String {
        let mut units = SpokenUnits { speaker: self, said: Vec::new(), unit: String::new(), divides: false, several };
        units.add(node);
        units.end(None);
        units.said.join(" ")
    }
}

/// State of describing units.
struct SpokenUnits {
    speaker: Speaker,
    said: Vec<String>,
    /// The letters of the current unit.
    unit: String,
    /// Whether it follows a division slash.
    divides: bool,
    /// Whether units that are not divided by are plural.
    several: bool,
}

impl SpokenUnits {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Row(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::Meant(_, body) | Node::Boxed(_, body) => self.add(body),
            Node::Space(_) => self.end(None),
            Node::Style(_) => {}
            Node::Text(text, _) => self.unit.push_str(text.trim()),
            Node::Symbol { text, .. } if text == "/" => {
                self.end(None);
                self.divides = true;
            }
            Node::Symbol { text, .. } if text == "⋅" || text == "·" => self.end(None),
            Node::Symbol { text, .. } => self.unit.push_str(text),
            // The degree sign precedes its letter.
            Node::Scripts { base, sub: None, sup: Some(sup), .. } if is_silent(base) && is_sign(sup, '∘') => {
                self.unit.push('°');
            }
            Node::Scripts { base, sub: None, sup: Some(sup), .. } if !is_silent(base) => {
                self.add(base);
                self.end(Some(sup));
            }
            other => {
                self.end(None);
                self.said.push(self.speaker.node(other));
            }
        }
    }

    fn end(&mut self, power: Option<&Node>) {
        let unit = std::mem::take(&mut self.unit);
        if unit.is_empty() && power.is_none() {
            return;
        }
        let words = self.speaker.words;
        let (negative, power) = match power {
            Some(Node::Row(nodes)) => match nodes.as_slice() {
                [sign, number] if is_sign(sign, '−') => (true, Some(number)),
                _ => (false, power),
            },
            power => (false, power),
        };
        let divides = std::mem::take(&mut self.divides) != negative;
        let several = self.several && !divides;
        let name = match words.unit(&unit, several) {
            Some(name) => name.to_owned(),
            None if unit.is_ascii() && unit.chars().all(char::is_alphabetic) => unit,
            None => unit.chars().map(|c| self.speaker.character(c)).collect::<Vec<_>>().join(" "),
        };
        let one = divides && power.is_some_and(|power| matches!(power, Node::Symbol { text, .. } if text == "1"));
        let raised = match power.filter(|_| !one) {
            Some(power) => self.speaker.power(name, power),
            None => name,
        };
        self.said.push(if divides { fill(words.per, &[&raised]) } else { raised });
    }
}

/// Whether the preceding number is one.
fn follows_one(nodes: &[Node], at: usize) -> bool {
    nodes[..at].iter().rev().find(|node| !is_silent(node)).is_some_and(|node| is_sign(node, '1'))
}

/// Index of the next spoken part.
fn next(nodes: &[Node], at: usize) -> Option<usize> {
    (at + 1..nodes.len()).find(|&i| !is_silent(&nodes[i]))
}

/// The base of scripts.
fn base(node: &Node) -> &Node {
    match node {
        Node::Scripts { base, .. } => base,
        node => node,
    }
}

/// Whether a part is a large operator, with or without bounds.
pub(super) fn is_operator(node: &Node) -> bool {
    match node {
        Node::Symbol { class: MathClass::Operator, large, .. } => *large || is_integral(node),
        Node::Scripts { base, .. } => is_operator(base),
        _ => false,
    }
}

fn is_integral(node: &Node) -> bool {
    is_sign(node, '∫')
}

fn is_function(node: &Node) -> bool {
    match base(node) {
        Node::Function(_) => true,
        Node::Symbol { text, .. } => text.chars().all(|c| FUNCTIONS.contains(c)),
        _ => false,
    }
}

/// Whether a part is exactly this symbol.
pub(super) fn is_sign(node: &Node, sign: char) -> bool {
    matches!(node, Node::Symbol { text, .. } if text.chars().eq([sign]))
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// Whether parts are a simple part or a comma-separated list of them.
fn is_list(nodes: &[Node]) -> bool {
    let mut said = false;
    for node in nodes.iter().filter(|node| !is_silent(node)) {
        match (is_sign(node, ','), said) {
            (true, true) => said = false,
            (false, false) if is_simple(node) => said = true,
            _ => return false,
        }
    }
    said
}

/// Number of vertical bars at the top level.
pub(super) fn strokes(nodes: &[Node]) -> usize {
    nodes.iter().filter(|node| is_sign(base(node), '|') || is_sign(node, '∣')).count()
}

/// The context of parenthesized content: one vertical bar means a condition.
pub(super) fn inside(nodes: &[Node]) -> Inside {
    if strokes(nodes) == 1 { Inside::Condition } else { Inside::Nothing }
}
