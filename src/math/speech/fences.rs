//! Delimited parts: absolute values, sets, intervals, or parentheses.

use super::row::{inside, is_number, is_sign};
use super::words::fill;
use super::{Inside, Speaker, is_silent, is_simple};
use crate::math::tree::{Boxing, MathClass, Node};

/// Delimiters nested deeper than this are read as symbols.
const DEEPEST: u8 = 32;

/// The closing delimiter of each opening one in a row, by index.
pub(super) struct FencePairs(Vec<Option<usize>>);

/// An open delimiter, and the vertical bars since.
#[derive(Default)]
struct OpenFence {
    open: Option<usize>,
    strokes: Vec<usize>,
}

impl FencePairs {
    /// Finds the pairs of a row in one pass.
    fn of(nodes: &[Node]) -> FencePairs {
        let mut pairs = FencePairs(vec![None; nodes.len()]);
        let mut frames = vec![OpenFence::default()];
        for (i, node) in nodes.iter().enumerate() {
            let Some((sign, _)) = delimiter(node) else { continue };
            match opens(node) {
                Some(true) => frames.push(OpenFence { open: Some(i), strokes: Vec::new() }),
                Some(false) => {
                    let ket =
                        sign == '⟩' && frames.last().is_some_and(|f| f.open.is_none_or(|o| !is_sign(&nodes[o], '⟨')));
                    match frames.last_mut().and_then(|frame| frame.strokes.pop().filter(|_| ket)) {
                        Some(stroke) => pairs.0[stroke] = Some(i),
                        None if frames.len() > 1 => {
                            let frame = frames.pop().unwrap_or_default();
                            pairs.strokes(nodes, &frame.strokes);
                            if let Some(open) = frame.open {
                                pairs.0[open] = Some(i);
                            }
                        }
                        None => {}
                    }
                }
                None => frames.last_mut().into_iter().for_each(|frame| frame.strokes.push(i)),
            }
        }
        for mut frame in frames {
            // ⟨ψ| ends in a bar.
            if let Some(open) = frame.open.filter(|&open| is_sign(&nodes[open], '⟨')) {
                pairs.0[open] = frame.strokes.pop();
            }
            pairs.strokes(nodes, &frame.strokes);
        }
        pairs
    }

    /// Vertical bars between the same delimiters are paired; a single one is a symbol, usually of a condition, as is
    /// the first of an odd number.
    fn strokes(&mut self, nodes: &[Node], strokes: &[usize]) {
        for sign in ['|', '∣', '‖', '∥'] {
            let own = strokes.iter().filter(|&&i| delimiter(&nodes[i]).is_some_and(|(other, _)| other == sign));
            let own: Vec<usize> = own.copied().filter(|&i| !is_class(&nodes[i], MathClass::Relation)).collect();
            for pair in own[own.len() % 2..].chunks_exact(2).filter(|pair| pair[1] > pair[0] + 1) {
                self.0[pair[0]] = Some(pair[1]);
            }
        }
    }

    /// Index of the closing delimiter for the opening one at an index.
    pub(super) fn closing(&self, at: usize) -> Option<usize> {
        self.0.get(at).copied().flatten()
    }
}

impl Speaker {
    /// The pairs of delimiters in a row.
    pub(super) fn pairs(self, nodes: &[Node]) -> FencePairs {
        if self.depth < DEEPEST { FencePairs::of(nodes) } else { FencePairs(Vec::new()) }
    }

    /// The description of delimited content that begins at an index, with its scripts, and its number of parts.
    pub(super) fn bracketed_at(self, nodes: &[Node], pairs: &FencePairs, at: usize) -> Option<(String, usize)> {
        let (left, _) = delimiter(&nodes[at]).filter(|_| matches!(nodes[at], Node::Symbol { .. }))?;
        let close = self.interval_end(nodes, at).or_else(|| pairs.closing(at))?;
        let (right, scripts) = delimiter(&nodes[close])?;
        let said = self.bracketed(Some(left), Some(right), &nodes[at + 1..close]);
        let said = match scripts {
            Some((sub, sup)) => self.with_scripts(said, sub, sup),
            None => said,
        };
        Some((said, close + 1 - at))
    }

    /// The end of an interval with possibly reversed brackets: `]a, b[`, `[a, b)`.
    fn interval_end(self, nodes: &[Node], at: usize) -> Option<usize> {
        let (left, _) = delimiter(&nodes[at]).filter(|(sign, _)| self.depth < DEEPEST && "[](".contains(*sign))?;
        let end =
            (at + 1..nodes.len()).find(|&i| delimiter(&nodes[i]).is_some_and(|(sign, _)| "[]()".contains(sign)))?;
        let (right, _) = delimiter(&nodes[end])?;
        kind(left, right)?;
        ends(&nodes[at + 1..end]).map(|_| end)
    }

    /// Content between stretchy delimiters.
    pub(super) fn fenced(self, left: Option<char>, right: Option<char>, body: &[Node]) -> String {
        self.bracketed(left, right, body)
    }

    fn bracketed(self, left: Option<char>, right: Option<char>, body: &[Node]) -> String {
        let words = self.words;
        let only = match body {
            [only] => Some(only),
            _ => None,
        };
        let simple = only.is_some_and(is_simple);
        let deeper = Speaker { depth: self.depth.saturating_add(1), ..self };
        let plain = Speaker { inside: Inside::Nothing, ..deeper };
        let long_or =
            |short: &'static str, long: &'static str| fill(if simple { short } else { long }, &[&plain.row(body)]);
        match (left, right, only) {
            (Some('|' | '∣'), Some('|' | '∣'), Some(Node::Table(_))) => {
                fill(words.determinant, &[&plain.row(body)])
            }
            (Some('('), Some(')'), Some(Node::Table(_))) | (Some('['), Some(']'), Some(Node::Table(_))) => {
                plain.row(body)
            }
            (Some('('), Some(')'), Some(Node::Fraction { numerator, denominator, bar: false })) => {
                let simple = is_simple(numerator) && is_simple(denominator);
                let phrase = if simple { words.choose } else { words.binomial };
                fill(phrase, &[&plain.node(numerator), &plain.node(denominator)])
            }
            (Some('|' | '∣'), Some('|' | '∣'), _) => long_or(words.absolute, words.absolute_long),
            (Some('‖' | '∥'), Some('‖' | '∥'), _) => long_or(words.norm, words.norm_long),
            (Some('⌊'), Some('⌋'), _) => long_or(words.floor, words.floor_long),
            (Some('⌈'), Some('⌉'), _) => long_or(words.ceiling, words.ceiling_long),
            (Some('{'), Some('}'), _) if body.iter().all(is_silent) => words.empty_set.to_owned(),
            (Some('{'), Some('}'), _) => fill(words.set, &[&Speaker { inside: Inside::Set, ..deeper }.row(body)]),
            (Some('⟨'), Some('|'), _) => fill(words.bra, &[&plain.row(body)]),
            (Some('|'), Some('⟩'), _) => fill(words.ket, &[&plain.row(body)]),
            (Some(left), Some(right), _) => match (kind(left, right), ends(body)) {
                (Some(kind), Some((first, last))) => {
                    let phrase = match kind {
                        (true, true) => words.interval_closed,
                        (false, false) => words.interval_open,
                        (false, true) => words.interval_left_open,
                        (true, false) => words.interval_right_open,
                    };
                    fill(phrase, &[&first.said(plain), &last.said(plain)])
                }
                _ if (left, right) == ('(', ')') => {
                    fill(words.parentheses, &[&Speaker { inside: inside(body), ..deeper }.row(body)])
                }
                _ if (left, right) == ('[', ']') => fill(words.brackets, &[&plain.row(body)]),
                _ => format!("{}, {}, {}", self.character(left), plain.row(body), self.character(right)),
            },
            (left, right, _) => {
                let name = |sign: Option<char>| sign.map(|sign| self.character(sign)).unwrap_or_default();
                format!("{} {} {}", name(left), plain.row(body), name(right))
            }
        }
    }

    /// Framed, phantom and smashed parts.
    pub(super) fn boxed(self, boxing: Boxing, body: &Node) -> String {
        match boxing {
            Boxing::Framed => fill(self.words.boxed, &[&self.node(body)]),
            Boxing::Phantom { .. } => String::new(),
            Boxing::Smashed | Boxing::Over(_) => self.node(body),
        }
    }
}

/// Subscript and superscript.
type Scripts<'a> = (Option<&'a Node>, Option<&'a Node>);

/// The delimiter that a part is, and its scripts.
fn delimiter(node: &Node) -> Option<(char, Option<Scripts<'_>>)> {
    match node {
        Node::Symbol { text, .. } => {
            let sign = text.chars().next()?;
            let other = matches!(sign, '|' | '∣' | '‖' | '∥');
            let one = text.chars().nth(1).is_none();
            (one && (other || opens(node).is_some())).then_some((sign, None))
        }
        Node::Scripts { base, sub, sup, .. } => match delimiter(base)? {
            (sign, None) => Some((sign, Some((sub.as_deref(), sup.as_deref())))),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a delimiter is opening (`true`) or closing; `None` for other parts.
fn opens(node: &Node) -> Option<bool> {
    match node {
        Node::Symbol { class: MathClass::Open, .. } => Some(true),
        Node::Symbol { class: MathClass::Close, .. } => Some(false),
        Node::Scripts { base, .. } => opens(base).filter(|opens| !opens),
        _ => None,
    }
}

fn is_class(node: &Node, wanted: MathClass) -> bool {
    matches!(node, Node::Symbol { class, .. } if *class == wanted)
}

/// Whether an interval includes its left and right end; `None`: certainly not interval brackets.
fn kind(left: char, right: char) -> Option<(bool, bool)> {
    Some(match (left, right) {
        ('[', ']') => (true, true),
        (']', '[') => (false, false),
        ('[', '[' | ')') => (true, false),
        (']' | '(', ']') => (false, true),
        _ => return None,
    })
}

/// An endpoint of an interval.
enum IntervalEnd<'a> {
    Number(&'a str),
    Parts(&'a [Node]),
}

impl IntervalEnd<'_> {
    fn said(&self, speaker: Speaker) -> String {
        match self {
            IntervalEnd::Number(number) => (*number).to_owned(),
            IntervalEnd::Parts(nodes) => speaker.row(nodes),
        }
    }
}

/// The endpoints of an interval; `None`: not an interval. Two operators in brackets are a commutator.
fn ends(body: &[Node]) -> Option<(IntervalEnd<'_>, IntervalEnd<'_>)> {
    let mut seen = body.iter().filter(|node| !is_silent(node));
    // The numbers of [0,1] are one token.
    if let (Some(Node::Symbol { text, .. }), None) = (seen.next(), seen.next())
        && let Some((first, last)) = text.split_once(',')
        && is_number(first)
        && is_number(last)
        && !last.contains(',')
    {
        return Some((IntervalEnd::Number(first), IntervalEnd::Number(last)));
    }
    let is_comma = |node: &Node| is_sign(node, ',') || is_sign(node, ';');
    let comma = body.iter().position(is_comma)?;
    let (first, last) = (&body[..comma], &body[comma + 1..]);
    let said = |nodes: &[Node]| nodes.iter().any(|node| !is_silent(node));
    let upper = |nodes: &[Node]| {
        let mut seen = nodes.iter().filter(|node| !is_silent(node));
        let letter = |node: &Node| match node {
            Node::Symbol { text, .. } => text.chars().all(char::is_uppercase),
            Node::Accent { base, .. } => matches!(&**base, Node::Symbol { .. }),
            _ => false,
        };
        matches!((seen.next(), seen.next()), (Some(only), None) if letter(only))
    };
    let interval = said(first) && said(last) && !last.iter().any(is_comma) && !(upper(first) && upper(last));
    interval.then_some((IntervalEnd::Parts(first), IntervalEnd::Parts(last)))
}
