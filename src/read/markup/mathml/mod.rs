//! MathML (MathML Core and the rest of MathML 3's presentation) → TeX.

mod token;

use super::nodes::ForeignElement;
use crate::math::Formula;
use crate::source::Cut as _;
use token::{push, space, symbols, text, token, variant};

/// A `math` element as TeX.
pub(super) fn tex(root: &ForeignElement) -> String {
    let mut out = String::new();
    row(&children(root), &mut out);
    out.trim().to_owned()
}

/// The child elements of presentation markup, without annotations.
fn children(element: &ForeignElement) -> Vec<&ForeignElement> {
    element.elements().filter(|e| !matches!(e.name.as_str(), "annotation" | "annotation-xml" | "mphantom")).collect()
}

/// A row; delimiters around tall content are stretchy.
fn row(list: &[&ForeignElement], out: &mut String) {
    // Skip `mrow`s that contain only another.
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

/// Index of the closing delimiter for the one at `start`; the end of the row for a brace before cases.
fn closing(list: &[&ForeignElement], start: usize) -> Option<usize> {
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

/// The table that is an element's only content.
fn the_table(element: &ForeignElement) -> Option<&ForeignElement> {
    match element.name.as_str() {
        "mtable" => Some(element),
        "mrow" | "mstyle" | "mpadded" => match children(element).as_slice() {
            [only] => the_table(only),
            _ => None,
        },
        _ => None,
    }
}

/// A delimiter in TeX, and whether it can be an opening one.
fn delimiter(element: &ForeignElement) -> Option<(&'static str, bool)> {
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

fn is_tall(element: &ForeignElement) -> bool {
    matches!(
        element.name.as_str(),
        "mfrac" | "mtable" | "munder" | "mover" | "munderover" | "msqrt" | "mroot" | "mmultiscripts"
    ) || element.elements().any(is_tall)
}

/// An element as a TeX group.
fn group(element: &ForeignElement) -> String {
    let mut out = String::from("{");
    row(&[element], &mut out);
    out.push('}');
    out
}

/// The content of an element as a TeX group.
fn inside(element: &ForeignElement) -> String {
    let mut out = String::from("{");
    row(&children(element), &mut out);
    out.push('}');
    out
}

/// The `n`-th child of an element as a TeX group.
fn part(element: &ForeignElement, n: usize) -> String {
    children(element).get(n).map_or_else(|| "{}".to_owned(), |e| group(e))
}

fn element(element: &ForeignElement, out: &mut String) {
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
        // Content MathML or unknown elements: their text.
        _ if element.elements().next().is_some() => row(&children(element), out),
        _ => push(out, &text(&element.words())),
    }
}

fn fraction(element: &ForeignElement, out: &mut String) {
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

fn scripts(element: &ForeignElement, out: &mut String) {
    base(&children(element), out);
    let (sub, sup) = match element.name.as_str() {
        "msub" => (Some(1), None),
        "msup" => (None, Some(1)),
        _ => (Some(1), Some(2)),
    };
    script('_', sub.map(|n| part(element, n)), out);
    script('^', sup.map(|n| part(element, n)), out);
}

/// The base of scripts: the first element, as a group unless it is a single token.
fn base(list: &[&ForeignElement], out: &mut String) {
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

fn limits(element: &ForeignElement, out: &mut String) {
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
    // The outermost braces are redundant.
    push(out, whole.cut(1..whole.len() - 1));
}

/// The command for an accent; `wide`: stretchy.
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

fn multiscripts(element: &ForeignElement, out: &mut String) {
    let list = children(element);
    let Some((_, rest)) = list.split_first() else { return };
    let split = rest.iter().position(|e| e.name == "mprescripts").unwrap_or(rest.len());
    let pairs = |list: &[&ForeignElement], out: &mut String| {
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

fn table(element: &ForeignElement, environment: Option<&str>, out: &mut String) {
    let align = element.attributes.text("columnalign").unwrap_or("");
    let sides: Vec<&str> = align.split_ascii_whitespace().collect();
    let pairs = sides.len() > 1 && sides.chunks(2).all(|pair| matches!(pair, ["right", "left"] | ["right"]));
    let name = environment.unwrap_or(if pairs { "aligned" } else { "matrix" });
    push(out, &format!("\\begin{{{name}}}"));
    let rows: Vec<&ForeignElement> =
        element.elements().filter(|e| matches!(e.name.as_str(), "mtr" | "mlabeledtr" | "mtd")).collect();
    for (i, tr) in rows.iter().enumerate() {
        if i > 0 {
            out.push_str(" \\\\ ");
        }
        if tr.name == "mtd" {
            row(&children(tr), out);
            continue;
        }
        let mut cells: Vec<&ForeignElement> = tr.elements().collect();
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
            // A bracket at the start of a row would be read as an optional argument.
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

fn fenced(element: &ForeignElement, out: &mut String) {
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

fn enclose(element: &ForeignElement, out: &mut String) {
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
