//! Formulas of a page → the model's, which are TeX: MathML (MathML Core and the rest of MathML 3's presentation), the
//! TeX that stands beside it, and the markup of KaTeX, MathJax and Wikipedia, which show a formula twice or thrice.

use super::attributes::RawAttributes;
use super::foreign::{Element, Node};
use super::tokens::{self, Token};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, InlineKind, Math};
use crate::math::Formula;
use crate::source::{Cut as _, Span};

/// What is known of the formulas around the place that is being read.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// The script of TeX that is open: whether its formula stands on lines of its own.
    script: Option<bool>,
    /// Whether the page holds its formulas as scripts of TeX, beside what MathJax made of them.
    pub(crate) in_scripts: bool,
    /// Whether nothing has come since the last formula, so that what is shown of it once more can be left out.
    pub(super) just_now: bool,
    /// Whether MathJax's element of a formula is open, with what is drawn there.
    container: Option<Container>,
}

/// MathJax's element of a formula.
#[derive(Debug)]
struct Container {
    span: Span,
    drawn: Vec<(InlineKind, Span)>,
}

/// What to do with an element that belongs to the markup of formulas.
pub(super) enum FormulaMarkup {
    /// It shows what is there already.
    Drop,
    /// It was dealt with.
    Done,
    /// What is in it is read, though the page hides it.
    Show,
}

/// Adds a `math` element to the text.
pub(super) fn add(tree: &mut Tree, root: &Element, span: Span) {
    let display = root.attributes.text("display").or(root.attributes.text("mode"));
    let block = matches!(display, Some("block" | "display"));
    let written = annotation(root).map(|tex| unwrapped(&tex).to_owned()).filter(|tex| !tex.is_empty());
    let tex = match written {
        Some(tex) if Formula::parse(&tex).is_ok() => tex,
        written => {
            let made = from_mathml(root);
            let understood = !made.is_empty() && Formula::parse(&made).is_ok();
            written.filter(|_| !understood).unwrap_or(made)
        }
    };
    tree.push_formula(&tex, block, span);
}

/// The TeX that stands beside a formula.
fn annotation(element: &Element) -> Option<String> {
    element.elements().find_map(|child| match child.name.as_str() {
        "annotation" => {
            let encoding = child.attributes.text("encoding").unwrap_or("").to_ascii_lowercase();
            encoding.contains("tex").then(|| child.words())
        }
        _ => annotation(child),
    })
}

/// TeX without what only says how large it is to be.
fn unwrapped(tex: &str) -> &str {
    let tex = tex.trim();
    let inner = tex.strip_prefix("{\\displaystyle ").or_else(|| tex.strip_prefix("{\\textstyle "));
    inner.and_then(|inner| inner.strip_suffix('}')).filter(|inner| balanced(inner)).unwrap_or(tex).trim()
}

/// Whether no brace closes one that was opened before.
fn balanced(tex: &str) -> bool {
    let mut depth = 0_i32;
    let mut escaped = false;
    tex.bytes().all(|b| {
        match b {
            _ if escaped => {}
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        escaped = b == b'\\' && !escaped;
        depth >= 0
    }) && depth == 0
}

impl Tree<'_> {
    /// Adds a formula.
    pub(super) fn push_formula(&mut self, tex: &str, block: bool, span: Span) {
        let tex = tex.trim();
        if tex.is_empty() || !self.dropped.is_empty() {
            return;
        }
        let math = Math { tex: tex.to_owned() };
        if let super::tree::Kind::Pre(_) = self.top().kind {
            self.push_raw(tex, Some(span));
        } else if block && !self.top().kind.holds_text_only() {
            self.push_block(Block::new(BlockKind::Math(math), span));
        } else {
            self.push_inline(InlineKind::Math(math), span);
        }
        self.formulas.just_now = true;
    }

    /// Looks whether a start tag belongs to the markup of formulas; `None`: it does not.
    pub(super) fn formula_markup(&mut self, name: &str, raw: &RawAttributes, span: Span) -> Option<FormulaMarkup> {
        if name == "script" {
            return self.formula_script(raw);
        }
        if name.starts_with("mjx-") {
            return Some(match name {
                "mjx-container" => {
                    self.formulas.container = Some(Container { span, drawn: Vec::new() });
                    self.formulas.just_now = false;
                    FormulaMarkup::Show
                }
                "mjx-assistive-mml" => FormulaMarkup::Show,
                _ => FormulaMarkup::Drop,
            });
        }
        if raw.0.is_empty() {
            return None;
        }
        if name == "img" {
            return self.formula_image(raw, span);
        }
        let hidden_by_name = name == "nobr" && raw.text("aria-hidden") == Some("true");
        for class in raw.classes() {
            match class {
                "katex-html" if self.formulas.just_now => return Some(FormulaMarkup::Drop),
                "katex" | "mwe-math-element" => self.formulas.just_now = false,
                "katex-mathml" | "MJX_Assistive_MathML" => return Some(FormulaMarkup::Show),
                "MathJax_Preview" | "MJX-monospace" => return Some(FormulaMarkup::Drop),
                "MathJax"
                | "MathJax_Display"
                | "MathJax_SVG"
                | "MathJax_SVG_Display"
                | "MathJax_CHTML"
                | "MJXc-display"
                | "mjx-chtml"
                | "mjx-full-width" => {
                    if self.formulas.in_scripts {
                        return Some(FormulaMarkup::Drop);
                    }
                    if let Some(source) = raw.text("data-mathml") {
                        self.mathml_text(source, span);
                        return Some(FormulaMarkup::Drop);
                    }
                }
                class if class.starts_with("mwe-math-mathml") => return Some(FormulaMarkup::Show),
                _ => {}
            }
        }
        hidden_by_name.then_some(FormulaMarkup::Drop)
    }

    fn formula_script(&mut self, raw: &RawAttributes) -> Option<FormulaMarkup> {
        let kind = raw.text("type")?.to_ascii_lowercase();
        let (kind, mode) = kind.split_once(';').unwrap_or((&kind, ""));
        if !matches!(kind.trim(), "math/tex" | "math/latex" | "math/mml") {
            return None;
        }
        self.formulas.script = Some(mode.contains("display"));
        Some(FormulaMarkup::Done)
    }

    /// A picture of a formula: Wikipedia's stands beside the formula itself, WordPress's alone.
    fn formula_image(&mut self, raw: &RawAttributes, span: Span) -> Option<FormulaMarkup> {
        let wikipedia = raw.classes().any(|c| c.starts_with("mwe-math-fallback-image"));
        let word_press = raw.classes().any(|c| c == "latex")
            && raw.text("src").or_else(|| raw.text("data-src")).is_some_and(|src| src.contains("latex"));
        if wikipedia && self.formulas.just_now {
            return Some(FormulaMarkup::Done);
        }
        let tex = raw.text("alt").map(|alt| unwrapped(alt.trim_matches('$'))).filter(|tex| !tex.is_empty())?;
        if !(wikipedia || word_press) || Formula::parse(tex).is_err() {
            return None;
        }
        let display = raw.classes().any(|c| c == "mwe-math-fallback-image-display");
        let tex = tex.to_owned();
        self.push_formula(&tex, display, span);
        Some(FormulaMarkup::Done)
    }

    /// Takes the text of a script that is a formula; says whether it is one.
    pub(super) fn formula_text(&mut self, text: &str, span: Span) -> bool {
        let Some(display) = self.formulas.script else { return false };
        if text.trim_start().starts_with("<math") {
            self.mathml_text(text, span);
        } else {
            let tex = text.trim().trim_start_matches("% <![CDATA[").trim_start_matches("<![CDATA[");
            let tex = tex.trim_end_matches("%]]>").trim_end_matches("]]>").trim_end_matches('%');
            self.push_formula(unwrapped(tex), display, span);
        }
        true
    }

    /// Ends an element of the markup of formulas; says whether it was one.
    pub(super) fn formula_end(&mut self, name: &str) -> bool {
        if name == "script" && self.formulas.script.take().is_some() {
            return true;
        }
        if name == "mjx-container"
            && let Some(Container { span: at, drawn }) = self.formulas.container.take()
        {
            if self.formulas.just_now {
                return true;
            }
            // No formula came beside what is drawn.
            let nothing = drawn.is_empty();
            drawn.into_iter().for_each(|(kind, span)| self.push_inline(kind, span));
            if nothing {
                let message = "a formula that only the page's style sheet shows is left out";
                self.diagnostics.push(Diagnostic::new(&codes::ELEMENT_LEFT_OUT, at, message));
            }
            return true;
        }
        name == "mjx-assistive-mml"
    }

    /// Keeps back what is drawn of a formula until it is known whether the formula itself comes.
    pub(super) fn keep_back(&mut self, kind: InlineKind, span: Span) -> Option<InlineKind> {
        match &mut self.formulas.container {
            Some(Container { drawn, .. }) => {
                drawn.push((kind, span));
                None
            }
            None => Some(kind),
        }
    }

    /// Adds the formula that a text of MathML is.
    fn mathml_text(&mut self, source: &str, span: Span) {
        tokens::for_each(source, &mut |token, _| match token {
            Token::Start { name, attributes, closed } => _ = self.foreign_start(name, attributes, closed, span),
            Token::End { name } => _ = self.foreign_end(name, span),
            Token::Text(text) => _ = self.foreign_text(text),
        });
        self.finish_foreign(span);
    }
}

/// MathML as TeX.
fn from_mathml(root: &Element) -> String {
    let mut out = String::new();
    row(&children(root), &mut out);
    out.trim().to_owned()
}

/// The elements that show something: what explains a formula, and comes beside it, does not.
fn children(element: &Element) -> Vec<&Element> {
    element.elements().filter(|e| !matches!(e.name.as_str(), "annotation" | "annotation-xml" | "mphantom")).collect()
}

/// Appends a piece of TeX, with a space where a command would go on in a letter.
fn push(out: &mut String, piece: &str) {
    let word = out
        .rfind('\\')
        .is_some_and(|at| out.len() > at + 1 && out.cut(at + 1..).bytes().all(|b| b.is_ascii_alphabetic()));
    if word && piece.starts_with(char::is_alphabetic) {
        out.push(' ');
    }
    out.push_str(piece);
}

/// Elements side by side: delimiters around what is tall grow with it.
fn row(list: &[&Element], out: &mut String) {
    // `mrow`s that only hold others are looked through.
    if let [only] = list
        && matches!(only.name.as_str(), "mrow" | "mstyle" | "mpadded" | "semantics" | "math")
        && variant(only).is_none()
    {
        return row(&children(only), out);
    }
    let mut at = 0;
    while at < list.len() {
        if let Some((open, true)) = delimiter(list[at])
            && let Some(end) = closing(list, at)
            && list[at + 1..end].iter().any(|e| is_tall(e))
        {
            let close = if end < list.len() { delimiter(list[end]).map_or(".", |(close, _)| close) } else { "." };
            if let ("\\{", ".", [table]) = (open, close, &list[at + 1..end.min(list.len())])
                && let Some(table) = the_table(table)
            {
                self::table(table, Some("cases"), out);
            } else {
                push(out, &format!("\\left{open} "));
                row(&list[at + 1..end.min(list.len())], out);
                push(out, &format!("\\right{close} "));
            }
            at = end + 1;
            continue;
        }
        element(list[at], out);
        at += 1;
    }
}

/// The place of the delimiter that closes the one at `start`; the end of the row for a brace before cases.
fn closing(list: &[&Element], start: usize) -> Option<usize> {
    let text = list[start].words();
    let wanted = match text.as_str() {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        "⟨" | "〈" => "⟩",
        "⌈" => "⌉",
        "⌊" => "⌋",
        "|" | "∣" => "|",
        "‖" | "∥" => "‖",
        _ => return None,
    };
    let mut depth = 0;
    for (i, e) in list.iter().enumerate().skip(start + 1) {
        if e.name != "mo" {
            continue;
        }
        let own = e.words();
        let same = |a: &str| matches!((a, wanted), ("〉", "⟩") | ("∣", "|") | ("∥", "‖"));
        if own == wanted || same(&own) {
            if depth == 0 {
                return Some(i);
            }
            depth -= 1;
        } else if own == text {
            depth += 1;
        } else if depth == 0 && matches!(own.as_str(), ")" | "]") && matches!(wanted, ")" | "]") {
            return Some(i); // a half-open interval
        }
    }
    (text == "{" && list[start + 1..].iter().any(|e| the_table(e).is_some())).then_some(list.len())
}

/// The table that is all an element holds.
fn the_table(element: &Element) -> Option<&Element> {
    match element.name.as_str() {
        "mtable" => Some(element),
        "mrow" | "mstyle" | "mpadded" => match children(element).as_slice() {
            [only] => the_table(only),
            _ => None,
        },
        _ => None,
    }
}

/// A delimiter as TeX, and whether it can open.
fn delimiter(element: &Element) -> Option<(&'static str, bool)> {
    if element.name != "mo" || element.attributes.text("stretchy") == Some("false") {
        return None;
    }
    fence(&element.words())
}

fn fence(text: &str) -> Option<(&'static str, bool)> {
    Some(match text {
        "(" => ("(", true),
        "[" => ("[", true),
        "{" => ("\\{", true),
        "⟨" | "〈" => ("\\langle", true),
        "⌈" => ("\\lceil", true),
        "⌊" => ("\\lfloor", true),
        "|" | "∣" => ("|", true),
        "‖" | "∥" => ("\\|", true),
        ")" => (")", false),
        "]" => ("]", false),
        "}" => ("\\}", false),
        "⟩" | "〉" => ("\\rangle", false),
        "⌉" => ("\\rceil", false),
        "⌋" => ("\\rfloor", false),
        "" => (".", false),
        _ => return None,
    })
}

fn is_tall(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "mfrac" | "mtable" | "munder" | "mover" | "munderover" | "msqrt" | "mroot" | "mmultiscripts"
    ) || element.elements().any(is_tall)
}

/// The alphabet that an element asks for.
fn variant(element: &Element) -> Option<&'static str> {
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

/// An element as one group.
fn group(element: &Element) -> String {
    let mut out = String::from("{");
    row(&[element], &mut out);
    out.push('}');
    out
}

/// All elements in an element as one group.
fn inside(element: &Element) -> String {
    let mut out = String::from("{");
    row(&children(element), &mut out);
    out.push('}');
    out
}

/// The `n`-th element in an element, as a group.
fn part(element: &Element, n: usize) -> String {
    children(element).get(n).map_or_else(|| "{}".to_owned(), |e| group(e))
}

fn element(element: &Element, out: &mut String) {
    match element.name.as_str() {
        "mi" | "mn" | "mo" | "ms" | "mtext" => token(element, out),
        "mspace" => out.push_str(space(element)),
        "mfrac" => fraction(element, out),
        "msqrt" => push(out, &format!("\\sqrt{}", inside(element))),
        "mroot" => {
            let index = part(element, 1);
            push(out, &format!("\\sqrt[{index}]{}", part(element, 0)));
        }
        "msub" | "msup" | "msubsup" => scripts(element, out),
        "munder" | "mover" | "munderover" => limits(element, out),
        "mmultiscripts" => multiscripts(element, out),
        "mtable" => table(element, None, out),
        "mfenced" => fenced(element, out),
        "menclose" => enclose(element, out),
        "semantics" | "maction" => children(element).first().iter().for_each(|e| row(&[e], out)),
        "mglyph" => push(out, &text(element.attributes.text("alt").unwrap_or(""))),
        "none" | "mprescripts" | "malignmark" | "maligngroup" | "annotation" | "annotation-xml" | "mphantom" => {}
        "mrow" | "mstyle" | "mpadded" | "merror" | "math" | "mtd" | "mtr" => match variant(element) {
            Some(variant) => push(out, &format!("{variant}{}", inside(element))),
            None => row(&children(element), out),
        },
        // Content MathML, or none at all: its words.
        _ if element.elements().next().is_some() => row(&children(element), out),
        _ => push(out, &text(&element.words())),
    }
}

/// An identifier, a number, an operator, words.
fn token(element: &Element, out: &mut String) {
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

/// Words, with a space at an edge where the page has one: browsers drop it, but few authors mean that.
fn spaced_text(element: &Element, words: &str) -> String {
    let raw: String =
        element.children.iter().filter_map(|n| if let Node::Text(t) = n { Some(t.as_str()) } else { None }).collect();
    let edge = |yes: bool| if yes { " " } else { "" };
    if words.is_empty() {
        return if raw.contains('\u{a0}') { "\\ ".to_owned() } else { String::new() };
    }
    text(&format!("{}{words}{}", edge(raw.starts_with(char::is_whitespace)), edge(raw.ends_with(char::is_whitespace))))
}

fn text(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut out = String::from("\\text{");
    for c in words.chars() {
        match c {
            // What would end the text, or the formula.
            '{' | '}' | '%' | '$' => out.push_str(&format!("}}\\{c}\\text{{")),
            '\\' => out.push_str("}\\backslash\\text{"),
            '~' => out.push_str("\\textasciitilde{}"),
            // Two would be a dash.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            c => out.push(c),
        }
    }
    out.push('}');
    out.replace("\\text{}", "")
}

/// The name of a function: with a command where TeX has one.
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

/// Signs, one by one.
fn symbols(words: &str) -> String {
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

/// A letter of one of Unicode's alphabets for formulas: the command for the alphabet, and the letter.
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
            // Letters slant by themselves.
            Some(if alphabet == "\\mathit" { ("", letter) } else { (alphabet, letter) })
        }
        '\u{1d7ce}'..='\u{1d7d7}' => char::from_digit(u32::from(c) - 0x1d7ce, 10).map(|digit| ("\\mathbf", digit)),
        _ => None,
    }
}

fn space(element: &Element) -> &'static str {
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

fn fraction(element: &Element, out: &mut String) {
    let (above, below) = (part(element, 0), part(element, 1));
    let bar = element.attributes.text("linethickness");
    if element.attributes.text("bevelled") == Some("true") {
        push(out, &format!("{above}/{below}"));
    } else if bar.is_some_and(|b| b.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').trim() == "0") {
        push(out, &format!("\\genfrac{{}}{{}}{{0pt}}{{}}{above}{below}"));
    } else {
        push(out, &format!("\\frac{above}{below}"));
    }
}

fn scripts(element: &Element, out: &mut String) {
    base(&children(element), out);
    let (sub, sup) = match element.name.as_str() {
        "msub" => (Some(1), None),
        "msup" => (None, Some(1)),
        _ => (Some(1), Some(2)),
    };
    script('_', sub.map(|n| part(element, n)), out);
    script('^', sup.map(|n| part(element, n)), out);
}

/// What scripts stand at: the first element; as a group unless it is one sign.
fn base(list: &[&Element], out: &mut String) {
    let Some(first) = list.first() else { return out.push_str("{}") };
    let mut own = String::new();
    row(&[first], &mut own);
    let one =
        own.chars().count() == 1 || own.starts_with('\\') && own.cut(1..).bytes().all(|b| b.is_ascii_alphabetic());
    if one {
        push(out, &own);
    } else {
        out.push('{');
        out.push_str(&own);
        out.push('}');
    }
}

fn script(sign: char, content: Option<String>, out: &mut String) {
    let Some(content) = content.filter(|c| c != "{}") else { return };
    if let ('^', "{'}" | "{''}" | "{'''}") = (sign, content.as_str()) {
        return out.push_str(content.trim_matches(['{', '}']));
    }
    out.push(sign);
    out.push_str(&content);
}

fn limits(element: &Element, out: &mut String) {
    let list = children(element);
    let (under, over) = match element.name.as_str() {
        "munder" => (Some(1), None),
        "mover" => (None, Some(1)),
        _ => (Some(1), Some(2)),
    };
    let [under, over] = [under, over].map(|n| n.and_then(|n| list.get(n)).copied());
    let mut own = String::new();
    base(&list, &mut own);
    const OPERATORS: &[&str] = &[
        "\\sum",
        "\\prod",
        "\\coprod",
        "\\int",
        "\\iint",
        "\\iiint",
        "\\oint",
        "\\bigvee",
        "\\bigwedge",
        "\\bigcup",
        "\\bigcap",
        "\\biguplus",
        "\\bigoplus",
        "\\bigotimes",
        "\\bigodot",
        "\\bigsqcup",
        "\\lim",
        "\\max",
        "\\min",
        "\\sup",
        "\\inf",
        "\\liminf",
        "\\limsup",
        "\\gcd",
        "\\det",
        "\\Pr",
    ];
    if OPERATORS.contains(&own.as_str()) || own.starts_with("{\\operatorname") && own.ends_with("}}") {
        push(out, own.trim_start_matches('{').strip_suffix("}}").map_or(&own, |_| own.cut(1..own.len() - 1)));
        script('_', under.map(group), out);
        return script('^', over.map(group), out);
    }
    let mut whole = if own.starts_with('{') { own } else { format!("{{{own}}}") };
    for (script, above) in [(under, false), (over, true)] {
        let Some(script) = script else { continue };
        whole = match accent(&script.words(), above, script.attributes.text("stretchy") != Some("false")) {
            Some(command) if script.name == "mo" || script.name == "mi" => format!("{{\\{command}{whole}}}"),
            _ if above => format!("{{\\overset{}{whole}}}", group(script)),
            _ => format!("{{\\underset{}{whole}}}", group(script)),
        };
    }
    // The outermost braces are not needed.
    push(out, whole.cut(1..whole.len() - 1));
}

/// The command for an accent; `wide`: one that grows with what it stands on.
fn accent(sign: &str, above: bool, wide: bool) -> Option<&'static str> {
    Some(match (sign, above) {
        ("¯" | "‾" | "―" | "_" | "̅" | "−" | "-", true) => {
            if wide {
                "overline"
            } else {
                "bar"
            }
        }
        ("ˉ" | "̄", true) => "bar",
        ("_" | "̲" | "¯" | "‾" | "―", false) => "underline",
        ("^" | "ˆ" | "̂", true) => {
            if wide {
                "widehat"
            } else {
                "hat"
            }
        }
        ("~" | "˜" | "̃" | "∼", true) => {
            if wide {
                "widetilde"
            } else {
                "tilde"
            }
        }
        ("→" | "⃗" | "⟶", true) => {
            if wide {
                "overrightarrow"
            } else {
                "vec"
            }
        }
        ("←" | "⃖", true) => "overleftarrow",
        ("↔", true) => "overleftrightarrow",
        ("˙" | "." | "̇", true) => "dot",
        ("¨" | "̈" | "..", true) => "ddot",
        ("ˇ" | "̌", true) => "check",
        ("˘" | "̆", true) => "breve",
        ("´" | "́", true) => "acute",
        ("`" | "̀", true) => "grave",
        ("˚" | "°" | "̊", true) => "mathring",
        ("⏞" | "︷", true) => "overbrace",
        ("⏟" | "︸", false) => "underbrace",
        ("⎴", true) => "overbracket",
        ("⎵", false) => "underbracket",
        ("⏜", true) => "overparen",
        ("⏝", false) => "underparen",
        ("→", false) => "underrightarrow",
        ("←", false) => "underleftarrow",
        _ => return None,
    })
}

fn multiscripts(element: &Element, out: &mut String) {
    let list = children(element);
    let Some((_, rest)) = list.split_first() else { return };
    let split = rest.iter().position(|e| e.name == "mprescripts").unwrap_or(rest.len());
    let pairs = |list: &[&Element], out: &mut String| {
        for (i, pair) in list.chunks(2).enumerate() {
            if i > 0 {
                out.push_str("{}");
            }
            script('_', pair.first().map(|e| group(e)), out);
            script('^', pair.get(1).map(|e| group(e)), out);
        }
    };
    if let Some(before) = rest.get(split + 1..).filter(|before| !before.is_empty()) {
        push(out, "{}");
        pairs(before, out);
    }
    base(&list, out);
    pairs(&rest[..split], out);
}

fn table(element: &Element, environment: Option<&str>, out: &mut String) {
    let align = element.attributes.text("columnalign").unwrap_or("");
    let sides: Vec<&str> = align.split_ascii_whitespace().collect();
    let pairs = sides.len() > 1 && sides.chunks(2).all(|pair| matches!(pair, ["right", "left"] | ["right"]));
    let name = environment.unwrap_or(if pairs { "aligned" } else { "matrix" });
    push(out, &format!("\\begin{{{name}}}"));
    let rows: Vec<&Element> =
        element.elements().filter(|e| matches!(e.name.as_str(), "mtr" | "mlabeledtr" | "mtd")).collect();
    for (i, tr) in rows.iter().enumerate() {
        if i > 0 {
            out.push_str(" \\\\ ");
        }
        if tr.name == "mtd" {
            row(&children(tr), out);
            continue;
        }
        let mut cells: Vec<&Element> = tr.elements().collect();
        let label = (tr.name == "mlabeledtr" && !cells.is_empty()).then(|| cells.remove(0));
        for (j, cell) in cells.iter().enumerate() {
            if j > 0 {
                out.push_str(" & ");
            }
            let mut own = String::new();
            if cell.name == "mtd" {
                row(&children(cell), &mut own)
            } else {
                row(&[cell], &mut own)
            }
            // A bracket at the start of a row would be an argument.
            if own.starts_with('[') {
                own.insert_str(0, "{}");
            }
            out.push_str(&own);
        }
        if let Some(label) = label {
            out.push_str("\\quad ");
            row(&children(label), out);
        }
    }
    out.push_str(&format!("\\end{{{name}}}"));
}

fn fenced(element: &Element, out: &mut String) {
    let own = |name: &str, usual: &str| element.attributes.get(name).unwrap_or(usual).trim().to_owned();
    let (open, close) = (own("open", "("), own("close", ")"));
    let separators: Vec<char> = own("separators", ",").chars().filter(|c| !c.is_whitespace()).collect();
    let list = children(element);
    let (left, right) = (fence(&open), fence(&close));
    match left {
        Some((left, _)) => push(out, &format!("\\left{left} ")),
        None => push(out, &format!("\\left. {}", text(&open))),
    }
    for (i, part) in list.iter().enumerate() {
        if i > 0
            && let Some(separator) = separators.get(i - 1).or(separators.last())
        {
            push(out, &symbols(&separator.to_string()));
        }
        row(&[part], out);
    }
    match right {
        Some((right, _)) => push(out, &format!("\\right{right} ")),
        None => push(out, &format!("{}\\right. ", text(&close))),
    }
}

fn enclose(element: &Element, out: &mut String) {
    let notation = element.attributes.text("notation").unwrap_or("longdiv");
    let has = |name: &str| notation.split_ascii_whitespace().any(|n| n == name);
    let content = inside(element);
    if has("radical") {
        push(out, &format!("\\sqrt{content}"));
    } else if has("updiagonalstrike") || has("downdiagonalstrike") {
        push(out, &format!("\\cancel{content}"));
    } else if has("box") || has("roundedbox") || has("circle") {
        let boxed = format!("\\boxed{content}");
        push(out, if Formula::parse(&boxed).is_ok() { &boxed } else { &content });
    } else if has("top") || has("longdiv") || has("actuarial") {
        push(out, &format!("\\overline{content}"));
    } else if has("bottom") {
        push(out, &format!("\\underline{content}"));
    } else {
        push(out, &content);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn symbols_are_understood() {
        for c in ('!'..='~').chain('¡'..='ͯ').chain('Α'..='ω').chain('℀'..='⋿').chain('⟀'..='⫿').chain('𝐀'..='𝟿')
        {
            let tex = symbols(&c.to_string());
            assert!(Formula::parse(&tex).is_ok(), "{c} {tex}");
        }
    }
}
