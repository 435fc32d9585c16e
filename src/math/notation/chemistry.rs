//! Chemical formulas in the syntax of the mhchem package: `\ce{2H2 + O2 -> 2H2O}`.

use crate::source::Cut as _;
/// Arrows, longest first, with their math commands.
const ARROWS: &[(&str, &str)] = &[
    ("<=>>", r"\rightleftharpoons"),
    ("<<=>", r"\rightleftharpoons"),
    ("<-->", r"\longleftrightarrow"),
    ("<=>", r"\rightleftharpoons"),
    ("<->", r"\longleftrightarrow"),
    ("->", r"\longrightarrow"),
    ("<-", r"\longleftarrow"),
];

/// Minus as charge or bond, not as an operator.
const MINUS: &str = "\\mathord{−}";
const PLUS: &str = "\\mathord{+}";

/// The formula in math notation.
pub(super) fn formula(chem: &str) -> String {
    let mut out = String::new();
    let mut rest = chem.trim();
    // What precedes: a space or the start, an element or bracket, or its number.
    let mut before = Before::Nothing;
    while let Some(c) = rest.chars().next() {
        if let Some((arrow, command)) = ARROWS.iter().find(|a| rest.starts_with(a.0)) {
            rest = rest.cut(arrow.len()..);
            let above = take_bracket(&mut rest);
            let below = take_bracket(&mut rest);
            let above = above.map_or(String::new(), formula);
            let below = below.map_or(String::new(), formula);
            out.push_str(&match (above.is_empty(), below.is_empty()) {
                (true, true) => format!(" {command} "),
                (_, true) => format!(" \\overset{{{above}}}{{{command}}} "),
                _ => format!(" \\overset{{{above}}}{{\\underset{{{below}}}{{{command}}}}} "),
            });
            rest = rest.trim_start();
            before = Before::Nothing;
            continue;
        }
        let length = match c {
            'A'..='Z' | 'a'..='z' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let word = rest.cut(..letters);
                // `v` and `^` by themselves mark precipitate and gas.
                match (word, before) {
                    ("v", Before::Space) => out.push_str("\\downarrow "),
                    _ => out.push_str(&format!("\\mathrm{{{word}}}")),
                }
                before = Before::Element;
                letters
            }
            '0'..='9' => {
                let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/')).count();
                let number = rest.cut(..digits);
                match (before, number.split_once('/')) {
                    (Before::Element, _) => out.push_str(&format!("_{{{number}}}")),
                    (_, Some((above, below))) => out.push_str(&format!("\\tfrac{{{above}}}{{{below}}}\\,")),
                    _ => out.push_str(&format!("{number}\\,")),
                }
                digits
            }
            '^' | '_' => {
                let script = rest.cut(1..);
                let (inside, length) = script_of(script);
                if inside.is_empty() && c == '^' {
                    out.push_str("\\uparrow ");
                } else {
                    out.push_str(&format!("{c}{{{}}}", inside.replace('-', MINUS).replace('+', PLUS)));
                }
                1 + length
            }
            // A charge, if it ends a species.
            '+' | '-'
                if before == Before::Element && rest.cut(1..).chars().next().is_none_or(|c| " )]}".contains(c)) =>
            {
                out.push_str(&format!("^{{{}}}", if c == '+' { PLUS } else { MINUS }));
                1
            }
            '-' | '=' if before == Before::Element => {
                out.push_str(if c == '-' { MINUS } else { "\\mathord{=}" });
                before = Before::Nothing;
                1
            }
            '#' => {
                out.push_str("\\mathord{≡}");
                before = Before::Nothing;
                1
            }
            '*' | '.' => {
                out.push_str("\\cdot ");
                before = Before::Nothing;
                1
            }
            '(' | '[' => {
                out.push(c);
                before = Before::Nothing;
                1
            }
            ')' | ']' => {
                out.push(c);
                before = Before::Element;
                1
            }
            '{' | '}' => 1,
            '$' => {
                let inside = rest.cut(1..).find('$').map_or(rest.len() - 1, |end| end);
                out.push_str(&format!("{{{}}}", rest.cut(1..1 + inside)));
                (inside + 2).min(rest.len())
            }
            '\\' => {
                let name = rest.cut(1..).bytes().take_while(u8::is_ascii_alphabetic).count().max(1);
                let length = (1 + name).min(rest.len());
                out.push_str(rest.get(..length).unwrap_or("\\ "));
                out.push(' ');
                before = Before::Element;
                if rest.is_char_boundary(length) { length } else { 1 }
            }
            c if c.is_whitespace() => {
                out.push(' ');
                before = Before::Space;
                c.len_utf8()
            }
            c => {
                out.push(c);
                before = Before::Nothing;
                c.len_utf8()
            }
        };
        rest = rest.cut(length..);
    }
    format!("{{{out}}}")
}

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Space,
    Element,
}

/// A superscript or subscript: a group, or digits and signs.
fn script_of(script: &str) -> (&str, usize) {
    if let Some(inside) = script.strip_prefix('{')
        && let Some(end) = inside.find('}')
    {
        return (inside.cut(..end), end + 2);
    }
    let length = script.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-')).count();
    (script.cut(..length), length)
}

/// The bracket directly behind an arrow.
fn take_bracket<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let inside = rest.strip_prefix('[')?;
    let end = inside.find(']')?;
    *rest = inside.cut(end + 1..);
    Some(inside.cut(..end))
}
