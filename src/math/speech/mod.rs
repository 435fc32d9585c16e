//! Spoken descriptions of formulas: “one half plus the square root of x”.
//!
//! Boundaries are spoken where they would be ambiguous, by the rules of ClearSpeak: simple parts without an end (“x
//! over y”), others with one (“the fraction with numerator … and denominator …, end fraction”).
//!
//! ```text
//! words   vocabulary, one file per language               row      sequences: functions, brackets, units
//! parts   fractions, roots, scripts, accents              fences   delimited parts
//! table   matrices, cases, lines
//! ```

mod fences;
mod parts;
mod row;
mod table;
mod words;

use super::tree::{Formula, FormulaMeaning, MathClass, Node};
use crate::document::Language;
use pulldown_latex::event::Font;
use words::{SpeechWords, fill};

/// Whether a language has a vocabulary.
///
/// ```
/// use folio::document::Language;
/// let has = |tag| folio::math::speech::speaks(&Language::parse(tag).unwrap());
/// assert!(has("de-AT") && !has("fi"));
/// ```
pub fn speaks(language: &Language) -> bool {
    words::of(language.primary()).is_some()
}

/// The description of a formula in a language; in English for languages without a vocabulary ([`speaks`]). Contains no
/// TeX syntax.
///
/// ```
/// use folio::document::Language;
/// use folio::math::{Formula, speech::describe};
/// let formula = Formula::parse(r"\frac{1}{2} + \sqrt{x}").unwrap();
/// let say = |tag| describe(&formula, &Language::parse(tag).unwrap());
/// assert_eq!(say("en"), "one half plus the square root of x");
/// assert_eq!(say("fr"), "un demi plus la racine carrée de x");
/// ```
pub fn describe(formula: &Formula, language: &Language) -> String {
    let words = words::of(language.primary()).unwrap_or_else(words::english);
    let speaker = Speaker { words, chemistry: false, limit: false, inside: Inside::Nothing, depth: 0 };
    let said = words.contracted(&tidy(&speaker.sentence(&formula.nodes)));
    if said.is_empty() { words.nothing.to_owned() } else { said }
}

/// The source of an invalid formula, spelled character by character up to a limit.
///
/// ```
/// use folio::document::Language;
/// let said = folio::math::speech::spell(r"\x{2}", &Language::english());
/// assert_eq!(said, "formula that could not be read: backslash x open brace 2 close brace");
/// ```
pub fn spell(tex: &str, language: &Language) -> String {
    let words = words::of(language.primary()).unwrap_or_else(words::english);
    let speaker = Speaker { words, chemistry: false, limit: false, inside: Inside::Nothing, depth: 0 };
    let mut said = Vec::new();
    let mut number = String::new();
    for (i, c) in tex.chars().enumerate() {
        if i == SPELLED {
            said.push(speaker.character('…'));
            break;
        }
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        said.extend((!number.is_empty()).then(|| std::mem::take(&mut number)));
        if !c.is_whitespace() && !c.is_control() {
            said.push(speaker.character(c));
        }
    }
    said.extend((!number.is_empty()).then_some(number));
    tidy(&fill(words.unread, &[&said.join(" ")]))
}

/// The spoken form of a source: described if valid, else spelled.
pub fn of_source(tex: &str, language: &Language) -> String {
    match Formula::parse(tex) {
        Ok(formula) => describe(&formula, language),
        Err(_) => spell(tex, language),
    }
}

/// Limit of spelled characters.
const SPELLED: usize = 500;

/// Describes parts of a formula.
#[derive(Clone, Copy)]
struct Speaker {
    words: &'static SpeechWords,
    /// Whether it is a chemical formula, whose letters are elements.
    chemistry: bool,
    /// Whether it is below a limit, where an arrow is read as an approach.
    limit: bool,
    /// How a vertical bar or colon is read.
    inside: Inside,
    /// Nesting depth of delimiters.
    depth: u8,
}

/// The enclosing delimiters.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    /// None, or irrelevant for a vertical bar.
    Nothing,
    /// Set braces: a vertical bar or colon introduces a condition.
    Set,
    /// Parentheses with one vertical bar: conditional probability.
    Condition,
}

impl Speaker {
    /// A part by itself.
    fn node(self, node: &Node) -> String {
        match node {
            Node::Symbol { text, font, class, .. } => self.symbol(text, *font, *class),
            Node::Text(text, _) => self.text(text),
            Node::Function(name) => self.function(name),
            Node::Space(_) | Node::Style(_) => String::new(),
            Node::Row(nodes) => self.row(nodes),
            Node::Fraction { numerator, denominator, bar } => self.fraction(numerator, denominator, *bar),
            Node::Root { radicand, index } => self.root(radicand, index.as_deref()),
            Node::Scripts { base, sub, sup, position } => self.scripts(base, sub.as_deref(), sup.as_deref(), *position),
            Node::Accent { base, sign, below, .. } => self.accent(base, *sign, *below),
            Node::Fenced { left, right, body } => self.fenced(*left, *right, body),
            Node::Table(table) => self.table(table),
            Node::Negated(base) => match &**base {
                Node::Symbol { text, class, .. } => match text.chars().next().and_then(super::tree::negation) {
                    Some(sign) => self.character(sign),
                    None if *class == MathClass::Relation => self.words.negated(&self.node(base)),
                    None => fill(self.words.crossed_out, &[&self.node(base)]),
                },
                other => fill(self.words.crossed_out, &[&self.node(other)]),
            },
            Node::Boxed(boxing, body) => self.boxed(*boxing, body),
            Node::Meant(meaning, body) => match meaning {
                FormulaMeaning::Unit => self.units(body, true),
                FormulaMeaning::Chemistry => Speaker { chemistry: true, ..self }.node(body),
            },
        }
    }

    /// A symbol: its name, with its alphabet if significant.
    fn symbol(self, text: &str, font: Option<Font>, class: MathClass) -> String {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return self.number(text);
        }
        let said = text.chars().map(|c| self.in_alphabet(c, font, class));
        let said = said.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        let bold = matches!(
            font,
            Some(
                Font::Bold
                    | Font::BoldItalic
                    | Font::BoldSymbol
                    | Font::BoldScript
                    | Font::BoldFraktur
                    | Font::BoldSansSerif
                    | Font::SansSerifBoldItalic
            )
        );
        if bold && text.chars().all(char::is_alphabetic) { fill(self.words.bold, &[&said]) } else { said }
    }

    /// A number; several if its commas are not thousands separators.
    fn number(self, text: &str) -> String {
        let pieces: Vec<&str> = text.split(',').collect();
        match pieces.as_slice() {
            [_] => text.to_owned(),
            [_, rest @ ..] if rest.iter().all(|piece| piece.split('.').next().is_some_and(|p| p.len() == 3)) => {
                text.to_owned()
            }
            [whole, part] => fill(self.words.number_comma, &[whole, part]),
            several => several.join(&format!(" {} ", self.character(','))),
        }
    }

    fn in_alphabet(self, c: char, font: Option<Font>, class: MathClass) -> String {
        match (c, class) {
            ('→', _) if self.limit => return self.words.approaches.to_owned(),
            (':' | '∣' | '|', _) if self.inside == Inside::Set => return self.words.such_that.to_owned(),
            ('∣' | '|', _) if self.inside == Inside::Condition => return self.words.given.to_owned(),
            ('⟶' | '→', _) if self.chemistry => return self.words.yields.to_owned(),
            _ => {}
        }
        let phrase = match font {
            Some(Font::DoubleStruck | Font::DoubleStruckItalic) => {
                let known = "CHNPQRZ".chars().position(|letter| letter == c);
                if let Some(name) = known.and_then(|at| self.words.sign("ℂℍℕℙℚℝℤ".chars().nth(at)?)) {
                    return name;
                }
                self.words.double_struck
            }
            Some(Font::Script | Font::BoldScript) => self.words.script,
            Some(Font::Fraktur | Font::BoldFraktur) => self.words.fraktur,
            _ => "{1}",
        };
        fill(phrase, &[&self.character(c)])
    }

    /// A character's name; letters with case, except in chemistry.
    fn character(self, c: char) -> String {
        if let Some(name) = self.words.sign(c) {
            return name;
        }
        // Letters of mathematical alphabets are those of the alphabet.
        if let '\u{1d400}'..='\u{1d7ff}' = c {
            use unicode_normalization::UnicodeNormalization;
            let double_struck = matches!(c, '\u{1d538}'..='\u{1d56b}' | '\u{1d7d8}'..='\u{1d7e1}');
            let plain = std::iter::once(c).nfkc().next().unwrap_or(c);
            let name = if plain == c { c.to_string() } else { self.character(plain) };
            return if double_struck { fill(self.words.double_struck, &[&name]) } else { name };
        }
        let lower = c.to_lowercase().next().filter(|lower| *lower != c);
        match lower {
            Some(_) if self.chemistry && c.is_ascii() => c.to_string(),
            Some(lower) if c.is_ascii() => fill(self.words.capital, &[&lower.to_uppercase().to_string()]),
            Some(lower) => {
                let name = self.words.sign(lower).unwrap_or_else(|| c.to_string());
                fill(self.words.capital, &[&name])
            }
            None if c.is_whitespace()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{e00f}') =>
            {
                String::new()
            }
            None => c.to_string(),
        }
    }

    /// Text; characters of TeX syntax are named.
    fn text(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | '{' | '}' | '^' | '_' => out.push_str(&format!(" {} ", self.character(c))),
                c => out.push(c),
            }
        }
        out
    }

    fn function(self, name: &str) -> String {
        self.words.function(name).map_or_else(|| self.text(name), str::to_owned)
    }
}

/// Whether a part is spoken in one or two words, so that its extent is clear.
fn is_simple(node: &Node) -> bool {
    match node {
        Node::Symbol { .. } | Node::Function(_) => true,
        Node::Text(text, _) => !text.trim().contains(' '),
        Node::Row(nodes) => {
            let mut seen = nodes.iter().filter(|node| !is_silent(node));
            matches!((seen.next(), seen.next()), (Some(only), None) if is_simple(only)) || is_upright_word(nodes)
        }
        Node::Accent { base, .. } | Node::Meant(FormulaMeaning::Chemistry, base) => is_simple(base),
        Node::Scripts { base, sub, sup, .. } => {
            is_simple(base) && sub.as_deref().is_none_or(is_simple) && sup.as_deref().is_none_or(is_prime)
        }
        _ => false,
    }
}

/// Whether a part is not spoken.
fn is_silent(node: &Node) -> bool {
    match node {
        Node::Space(_) | Node::Style(_) => true,
        Node::Row(nodes) => nodes.iter().all(is_silent),
        Node::Boxed(super::tree::Boxing::Phantom { .. }, _) => true,
        _ => false,
    }
}

fn is_prime(node: &Node) -> bool {
    match node {
        Node::Symbol { text, .. } => text.chars().all(|c| "′″‴⁗".contains(c)),
        Node::Row(nodes) => !nodes.is_empty() && nodes.iter().all(is_prime),
        _ => false,
    }
}

/// A letter that stands upright, as in names and units.
fn upright_letter(node: &Node) -> Option<&str> {
    match node {
        Node::Symbol { text, font: Some(Font::UpRight), .. } if text.chars().all(char::is_alphabetic) => Some(text),
        _ => None,
    }
}

fn is_upright_word(nodes: &[Node]) -> bool {
    nodes.len() > 1 && nodes.iter().all(|node| upright_letter(node).is_some())
}

/// Normalizes spaces and commas: no space before a comma or beside an ideograph, never two commas in a row, none at the
/// ends.
fn tidy(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let ideographic = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ff5f}');
    let mark = |c: char| matches!(c, ',' | '，');
    for word in said.split_whitespace() {
        let (Some(first), last) = (word.chars().next(), out.chars().next_back()) else { continue };
        let repeated = mark(first) && last.is_none_or(|last| mark(last) || matches!(last, ':' | '：'));
        let word = if repeated { word.trim_start_matches([',', '，']) } else { word };
        let Some(first) = word.chars().next() else { continue };
        let apart = last.is_some_and(|last| !(mark(first) || ideographic(last) || ideographic(first)));
        if apart {
            out.push(' ');
        }
        out.push_str(word);
    }
    let mut whole = String::with_capacity(out.len());
    for c in out.chars() {
        if !(mark(c) && whole.ends_with(mark)) {
            // Behind an ideograph, a comma is full-width.
            whole.push(if c == ',' && whole.ends_with(ideographic) { '，' } else { c });
        }
    }
    whole.trim_matches([',', '，', ' ']).to_owned()
}

#[cfg(test)]
mod tests;
