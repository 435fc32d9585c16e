//! MathML token elements → TeX: identifiers, numbers, operators, text, spaces.

use super::super::nodes::{ForeignElement, ForeignNode};
use crate::source::Cut as _;

/// Appends TeX, with a space if a preceding command name would continue.
pub(super) fn push(out: &mut String, piece: &str) {
    let word = out
        .rfind('\\')
        .is_some_and(|at| out.len() > at + 1 && out.cut(at + 1..).bytes().all(|b| b.is_ascii_alphabetic()));
    if word && piece.starts_with(char::is_alphabetic) {
        out.push(' ');
    }
    out.push_str(piece);
}

/// The command for an element's `mathvariant`.
pub(super) fn variant(element: &ForeignElement) -> Option<&'static str> {
    Some(match element.attributes.text("mathvariant")? {
        "bold" => "\\mathbf",
        "bold-italic" => "\\boldsymbol",
        "double-struck" => "\\mathbb",
        "script" | "bold-script" => "\\mathcal",
        "fraktur" | "bold-fraktur" => "\\mathfrak",
        "sans-serif" | "bold-sans-serif" | "sans-serif-italic" => "\\mathsf",
        "monospace" => "\\mathtt",
        "normal" => "\\mathrm",
        _ => return None,
    })
}

/// An identifier, number, operator or text.
pub(super) fn token(element: &ForeignElement, out: &mut String) {
    let words = element.words();
    let glyphs = element.elements().filter(|e| e.name == "mglyph").filter_map(|e| e.attributes.text("alt"));
    let words = glyphs.fold(words, |words, alt| words + alt);
    match element.name.as_str() {
        "mtext" => push(out, &spaced_text(element, &words)),
        "ms" => {
            let quote = |name: &str| element.attributes.get(name).unwrap_or("\"").to_owned();
            push(out, &text(&format!("{}{words}{}", quote("lquote"), quote("rquote"))));
        }
        "mo" if words.chars().count() > 1 && words.chars().all(char::is_alphabetic) => push(out, &function(&words)),
        "mi" if words.chars().filter(|c| !is_mark(*c)).count() > 1 => match variant(element) {
            Some(variant) if variant != "\\mathrm" => push(out, &format!("{variant}{{{}}}", symbols(&words))),
            _ => push(out, &function(&words)),
        },
        name => {
            let symbols = symbols(&words);
            match variant(element) {
                Some(variant) if name != "mo" && !symbols.is_empty() => push(out, &format!("{variant}{{{symbols}}}")),
                _ => push(out, &symbols),
            }
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '′' | '\'')
}

/// Text with its leading and trailing spaces: browsers drop them, but authors rarely intend that.
fn spaced_text(element: &ForeignElement, words: &str) -> String {
    let raw: String = element
        .children
        .iter()
        .filter_map(|n| if let ForeignNode::Text(t) = n { Some(t.as_str()) } else { None })
        .collect();
    let edge = |yes: bool| if yes { " " } else { "" };
    if words.is_empty() {
        return if raw.contains('\u{a0}') { "\\ ".to_owned() } else { String::new() };
    }
    text(&format!("{}{words}{}", edge(raw.starts_with(char::is_whitespace)), edge(raw.ends_with(char::is_whitespace))))
}

pub(super) fn text(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut out = String::from("\\text{");
    for c in words.chars() {
        match c {
            // Characters that would end the text or the formula.
            '{' | '}' | '%' | '$' => out.push_str(&format!("}}\\{c}\\text{{")),
            '\\' => out.push_str("}\\backslash\\text{"),
            '~' => out.push_str("\\textasciitilde{}"),
            // Two hyphens would become a dash.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            c => out.push(c),
        }
    }
    out.push('}');
    out.replace("\\text{}", "")
}

/// A function name: as a command, if TeX has one.
fn function(name: &str) -> String {
    const KNOWN: &[&str] = &[
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd",
        "hom", "inf", "ker", "lg", "lim", "ln", "log", "max", "min", "sec", "sin", "sinh", "sup", "tan", "tanh",
    ];
    match name {
        "liminf" | "lim inf" => "\\liminf".to_owned(),
        "limsup" | "lim sup" => "\\limsup".to_owned(),
        name if KNOWN.contains(&name) => format!("\\{name}"),
        name if name.chars().all(char::is_alphabetic) => format!("\\operatorname{{{name}}}"),
        name => text(name),
    }
}

/// Symbols, one by one.
pub(super) fn symbols(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        let piece: &str = match c {
            '\u{2061}'..='\u{2064}' | '\u{200b}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => continue,
            '{' => "\\{",
            '}' => "\\}",
            '#' => "\\#",
            '$' => "\\$",
            '%' => "\\%",
            '&' => "\\&",
            '_' => "\\_",
            '~' => "\\sim",
            '^' => "\\hat{}",
            '\\' => "\\backslash",
            '\u{a0}' | '\u{2009}' | '\u{200a}' | ' ' => "\\,",
            '\u{2003}' => "\\quad",
            '∑' => "\\sum",
            '∏' => "\\prod",
            '∐' => "\\coprod",
            '∫' => "\\int",
            '∬' => "\\iint",
            '∭' => "\\iiint",
            '∮' => "\\oint",
            '∯' => "\\oiint",
            '⋁' => "\\bigvee",
            '⋀' => "\\bigwedge",
            '⋃' => "\\bigcup",
            '⋂' => "\\bigcap",
            '⨄' => "\\biguplus",
            '⨁' => "\\bigoplus",
            '⨂' => "\\bigotimes",
            '⨀' => "\\bigodot",
            '⨆' => "\\bigsqcup",
            '′' => "'",
            '″' => "''",
            '…' => "\\ldots",
            '⋯' => "\\cdots",
            '⟨' => "\\langle",
            '⟩' => "\\rangle",
            '‖' => "\\|",
            '∞' => "\\infty",
            c => {
                match alphabet(c) {
                    Some(("", base)) => push(&mut out, base.encode_utf8(&mut [0; 4])),
                    Some((command, base)) => push(&mut out, &format!("{command}{{{base}}}")),
                    None => {
                        let mut own = [0; 4];
                        push(&mut out, c.encode_utf8(&mut own));
                    }
                }
                continue;
            }
        };
        push(&mut out, piece);
    }
    out
}

/// A letter of a mathematical alphabet: the command for the alphabet, and the plain letter.
fn alphabet(c: char) -> Option<(&'static str, char)> {
    const ALPHABETS: &[&str] = &[
        "\\mathbf",
        "\\mathit",
        "\\boldsymbol",
        "\\mathcal",
        "\\mathcal",
        "\\mathfrak",
        "\\mathbb",
        "\\mathfrak",
        "\\mathsf",
        "\\mathsf",
        "\\mathsf",
        "\\mathsf",
        "\\mathtt",
    ];
    let at = |offset: u32| {
        let base = if offset < 26 { u32::from(b'A') + offset } else { u32::from(b'a') + offset - 26 };
        char::from_u32(base)
    };
    match c {
        'ℂ' | 'ℍ' | 'ℕ' | 'ℙ' | 'ℚ' | 'ℝ' | 'ℤ' => {
            let base = match c {
                'ℂ' => 'C',
                'ℍ' => 'H',
                'ℕ' => 'N',
                'ℙ' => 'P',
                'ℚ' => 'Q',
                'ℝ' => 'R',
                _ => 'Z',
            };
            Some(("\\mathbb", base))
        }
        'ℬ' => Some(("\\mathcal", 'B')),
        'ℰ' => Some(("\\mathcal", 'E')),
        'ℱ' => Some(("\\mathcal", 'F')),
        'ℋ' => Some(("\\mathcal", 'H')),
        'ℒ' => Some(("\\mathcal", 'L')),
        'ℳ' => Some(("\\mathcal", 'M')),
        'ℛ' => Some(("\\mathcal", 'R')),
        '\u{1d400}'..='\u{1d6a3}' => {
            let offset = u32::from(c) - 0x1d400;
            let alphabet = *ALPHABETS.get((offset / 52) as usize)?;
            let letter = at(offset % 52)?;
            // Letters are italic by default.
            Some(if alphabet == "\\mathit" { ("", letter) } else { (alphabet, letter) })
        }
        '\u{1d7ce}'..='\u{1d7d7}' => char::from_digit(u32::from(c) - 0x1d7ce, 10).map(|digit| ("\\mathbf", digit)),
        _ => None,
    }
}

pub(super) fn space(element: &ForeignElement) -> &'static str {
    if element.attributes.text("linebreak") == Some("newline") {
        return "\\;";
    }
    let width = element.attributes.text("width").unwrap_or("0");
    let ems = match width {
        "veryverythinmathspace" => 0.06,
        "verythinmathspace" => 0.11,
        "thinmathspace" => 0.17,
        "mediummathspace" => 0.22,
        "thickmathspace" => 0.28,
        "verythickmathspace" | "veryverythickmathspace" => 0.4,
        width => {
            let digits = width.find(|c: char| !c.is_ascii_digit() && !".-+".contains(c)).unwrap_or(width.len());
            let number: f32 = width.cut(..digits).parse().unwrap_or(0.0);
            match width.cut(digits..) {
                "px" => number / 16.0,
                "pt" => number / 12.0,
                "ex" => number / 2.0,
                _ => number,
            }
        }
    };
    match ems {
        e if e < -0.05 => "\\!",
        e if e < 0.08 => "",
        e if e < 0.2 => "\\,",
        e if e < 0.25 => "\\:",
        e if e < 0.6 => "\\;",
        e if e < 1.5 => "\\quad ",
        _ => "\\qquad ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Formula;

    #[test]
    fn words_in_formulas_are_understood() {
        for words in ["a & b", "50 % off", "x_1^2 ~ #3", "$5 {a} \\b", "it’s", "“so”"] {
            let tex = text(words);
            let formula = Formula::parse(&format!("x {tex}"));
            assert!(formula.is_ok(), "{tex}: {formula:?}");
            let line = crate::math::unicode::line(&format!("x {tex}")).unwrap();
            let letters = |text: &str| text.replace([' ', '\\', '∖'], "");
            assert_eq!(letters(&line), format!("x{}", letters(words)));
        }
    }

    #[test]
    fn hyphens_are_no_dash() {
        assert_eq!(text("a-b"), "\\text{a-b}");
        assert_eq!(text("a--b---c"), "\\text{a-{}-b-{}-{}-c}");
    }

    #[test]
    fn symbols_are_understood() {
        for c in ('!'..='~').chain('¡'..='ͯ').chain('Α'..='ω').chain('℀'..='⋿').chain('⟀'..='⫿').chain('𝐀'..='𝟿')
        {
            let tex = symbols(&c.to_string());
            assert!(Formula::parse(&tex).is_ok(), "{c} {tex}");
        }
    }
}
