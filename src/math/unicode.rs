//! Formulas as Unicode text on one line: x², √(a + b), ∑ᵢ₌₁ⁿ i, (a + b)/2, x̂, ℝ.
//!
//! Only forms that are readable without the source are used; if a part has none (a label over a letter), neither has
//! the formula. Braces and wide accents follow Unicode Technical Note 28, “UnicodeMath”: `⏟(a + b)_(two terms)`.

use super::tree::{Boxing, CellAlignment, Formula, MathClass, MathTable, Node, Position, TableKind, negation};
use pulldown_latex::event::Font;

/// The lines of a formula as Unicode text; `None`: no such form, or invalid.
///
/// ```
/// use folio::math::unicode::lines;
/// assert_eq!(lines(r"x^2 + \frac{1}{2}").unwrap(), ["x² + 1/2"]);
/// assert_eq!(lines(r"\sum_{i=1}^n i = \frac{n(n+1)}{2}").unwrap(), ["∑ᵢ₌₁ⁿ i = n(n + 1)/2"]);
/// assert_eq!(lines(r"\underbrace{a+b}_{c}").unwrap(), ["⏟(a + b)_c"]);
/// assert!(lines(r"\overset{a}{X}").is_none());
/// ```
pub fn lines(tex: &str) -> Option<Vec<String>> {
    let formula = Formula::parse(tex).ok()?;
    if let [Node::Table(table)] = formula.nodes.as_slice()
        && table.kind == TableKind::Lines
    {
        return rows(table);
    }
    Some(vec![row(&formula.nodes)?]).filter(|lines| !lines[0].trim().is_empty())
}

/// A formula as one line of Unicode text: aligned lines that begin with a relation are concatenated, others separated
/// by semicolons.
///
/// ```
/// use folio::math::unicode::line;
/// assert_eq!(line(r"\begin{aligned} a &= b \\ &= c \end{aligned}").unwrap(), "a = b = c");
/// ```
pub fn line(tex: &str) -> Option<String> {
    let mut lines = lines(tex)?.into_iter();
    let mut out = lines.next()?.trim_start().to_owned();
    for line in lines {
        let line = line.trim_start();
        out.push_str(if line.starts_with(['=', '<', '>', '≤', '≥', '≈', '≡', '∼', '⇒', '⟹', '⟺']) {
            " "
        } else {
            "; "
        });
        out.push_str(line);
    }
    Some(out)
}

/// Lines of aligned equations, with the first column flush right.
fn rows(table: &MathTable) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let first: Option<Vec<String>> =
        table.rows.iter().map(|cells| row(cells.first().map_or(&[], Vec::as_slice))).collect();
    let first = first?;
    let aligned = table.columns.first() == Some(&CellAlignment::Right) && table.rows.iter().any(|r| r.len() > 1);
    let widest = if aligned { first.iter().map(|t| t.chars().count()).max().unwrap_or(0) } else { 0 };
    for (cells, first) in table.rows.iter().zip(first) {
        // A relation at the start of a cell keeps the space before it.
        let mut line = format!("{}{first}", " ".repeat(widest.saturating_sub(first.chars().count())));
        for (i, cell) in cells.iter().enumerate().skip(1) {
            let text = row(cell)?;
            if !text.is_empty() {
                line.push_str(if i % 2 == 0 { "    " } else { " " });
                line.push_str(text.trim_start());
            }
        }
        out.push(line.trim_end().to_owned());
    }
    out.retain(|line| !line.is_empty());
    (!out.is_empty()).then_some(out)
}

/// The start or end of a piece of text, which determines the space between two.
#[derive(Clone, Copy, PartialEq)]
enum TextEdge {
    Class(MathClass),
    /// A function name or large operator: separated from letters by a space.
    Word,
    /// Existing white space.
    Space,
    Nothing,
}

/// A horizontal list, with the space between classes.
fn row(nodes: &[Node]) -> Option<String> {
    let mut out = String::new();
    let mut before = TextEdge::Nothing;
    for (i, node) in nodes.iter().enumerate() {
        let mut edge = edge(node);
        if let Node::Space(width) = node {
            if *width > 0.15 && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            if *width >= 1.0 {
                out.push_str("  ");
            }
            if *width > 0.15 {
                before = TextEdge::Space;
            }
            continue;
        }
        // A unary operator: a binary one without a left operand (The TeXbook, page 170).
        let unary = matches!(
            before,
            TextEdge::Nothing
                | TextEdge::Class(
                    MathClass::Open
                        | MathClass::Relation
                        | MathClass::Binary
                        | MathClass::Punctuation
                        | MathClass::Operator
                )
        );
        if edge == TextEdge::Class(MathClass::Binary) && unary {
            edge = TextEdge::Class(MathClass::Ordinary);
        }
        let mut text = self::node(node)?;
        if text.is_empty() {
            continue;
        }
        if is_fraction(node) {
            // A fraction among factors is separated from the factor before; the factor after must not be read as part
            // of it.
            if matches!(before, TextEdge::Class(MathClass::Ordinary | MathClass::Close | MathClass::Inner))
                && !out.ends_with(' ')
            {
                out.push(' ');
            }
            let next = nodes[i + 1..].iter().find(|n| !matches!(n, Node::Space(_) | Node::Style(_)));
            if next.is_some_and(|n| {
                matches!(self::edge(n), TextEdge::Class(MathClass::Ordinary | MathClass::Open | MathClass::Inner))
            }) {
                text = format!("({text})");
            }
        } else if is_fraction_before(nodes, i) && edge != TextEdge::Word && !out.ends_with(' ') && begins_factor(edge) {
            out.push(' ');
        }
        if needs_space(before, edge, &out, &text) {
            out.push(' ');
        }
        out.push_str(&text);
        before = match node {
            Node::Function(_) => TextEdge::Word,
            Node::Scripts { base, .. } if matches!(**base, Node::Function(_)) => TextEdge::Word,
            Node::Style(_) => before,
            _ if is_operator(node) => TextEdge::Word,
            // A unary operator is attached to its operand.
            _ if edge == TextEdge::Class(MathClass::Ordinary)
                && self::edge(node) == TextEdge::Class(MathClass::Binary) =>
            {
                TextEdge::Class(MathClass::Open)
            }
            _ => edge,
        };
    }
    Some(out)
}

fn is_fraction(node: &Node) -> bool {
    matches!(node, Node::Fraction { bar: true, .. })
}

fn is_fraction_before(nodes: &[Node], i: usize) -> bool {
    nodes[..i].iter().rev().find(|n| !matches!(n, Node::Space(_) | Node::Style(_))).is_some_and(is_fraction)
}

fn begins_factor(edge: TextEdge) -> bool {
    matches!(edge, TextEdge::Class(MathClass::Ordinary | MathClass::Open | MathClass::Inner))
}

fn needs_space(before: TextEdge, after: TextEdge, out: &str, text: &str) -> bool {
    use MathClass::{Binary, Close, Open, Punctuation, Relation};
    if out.is_empty() || out.ends_with(' ') {
        return false;
    }
    match (before, after) {
        (TextEdge::Nothing | TextEdge::Space, _) => false,
        (_, TextEdge::Class(Binary | Relation)) | (TextEdge::Class(Binary | Relation), _) => true,
        (_, TextEdge::Class(Punctuation | Close)) => false,
        (TextEdge::Class(Punctuation), _) => true,
        (TextEdge::Class(Open), _) => false,
        // f(x), but lim (…) and ∑ᵢ (…).
        (TextEdge::Word, _) if text.starts_with(['(', '[']) => !out.ends_with(|c: char| c.is_ascii_alphabetic()),
        (TextEdge::Word, TextEdge::Class(Open)) => false,
        (TextEdge::Word, _) => true,
        (_, TextEdge::Word) => !out.ends_with('('),
        // Adjacent numbers would run together.
        _ => out.ends_with(|c: char| c.is_ascii_digit()) && text.starts_with(|c: char| c.is_ascii_digit()),
    }
}

fn edge(node: &Node) -> TextEdge {
    match node {
        Node::Symbol { class: MathClass::Operator, .. } | Node::Function(_) => TextEdge::Word,
        Node::Symbol { class, .. } => TextEdge::Class(*class),
        Node::Scripts { base, .. } | Node::Accent { base, .. } | Node::Negated(base) | Node::Meant(_, base) => {
            edge(base)
        }
        Node::Boxed(Boxing::Phantom { .. }, _) => TextEdge::Nothing,
        Node::Boxed(_, body) => edge(body),
        Node::Space(_) => TextEdge::Space,
        Node::Style(_) => TextEdge::Nothing,
        _ => TextEdge::Class(MathClass::Ordinary),
    }
}

fn is_operator(node: &Node) -> bool {
    match node {
        Node::Symbol { class, .. } => *class == MathClass::Operator,
        Node::Scripts { base, .. } => is_operator(base),
        _ => false,
    }
}

fn node(node: &Node) -> Option<String> {
    Some(match node {
        Node::Symbol { text, font, .. } => symbol(text, *font),
        Node::Text(text, _) => text.clone(),
        Node::Function(name) => name.clone(),
        Node::Space(_) | Node::Style(_) => String::new(),
        Node::Row(nodes) => row(nodes)?,
        Node::Fraction { numerator, denominator, bar } => fraction(numerator, denominator, *bar)?,
        Node::Root { radicand, index } => root(radicand, index.as_deref())?,
        Node::Scripts { base, sub, sup, position } => scripts(base, sub.as_deref(), sup.as_deref(), *position)?,
        Node::Accent { base, sign, below, .. } => accent(base, *sign, *below)?,
        Node::Fenced { left, right, body } => {
            let side = |c: &Option<char>| c.map(|c| c.to_string()).unwrap_or_default();
            if let [Node::Fraction { numerator, denominator, bar: false }] = body.as_slice() {
                let (above, below) = (self::node(numerator)?, self::node(denominator)?);
                return Some(format!("{}{above} choose {below}{}", side(left), side(right)))
                    .filter(|_| *left == Some('('));
            }
            let body = row(body)?;
            format!("{}{body}{}", side(left), side(right))
        }
        Node::Table(table) => self::table(table)?,
        Node::Boxed(Boxing::Phantom { .. }, _) => String::new(),
        Node::Boxed(_, body) | Node::Meant(_, body) => self::node(body)?,
        Node::Negated(base) => {
            let text = self::node(base)?;
            let mut chars = text.chars();
            let first = chars.next()?;
            match negation(first) {
                Some(c) if chars.as_str().is_empty() => c.to_string(),
                _ if chars.next().is_none() => format!("{first}\u{338}"),
                _ => return None,
            }
        }
    })
}

/// A symbol in its alphabet. Variables stay plain letters, which all terminals can show; alphabets that change the
/// meaning are kept: ℝ, ℒ, 𝔤.
fn symbol(text: &str, font: Option<Font>) -> String {
    text.chars().map(|c| alphabet(c, font)).collect()
}

fn alphabet(c: char, font: Option<Font>) -> char {
    let plane = |upper: u32, lower: u32| match c {
        'A'..='Z' => char::from_u32(upper + (c as u32 - 'A' as u32)).unwrap_or(c),
        'a'..='z' => char::from_u32(lower + (c as u32 - 'a' as u32)).unwrap_or(c),
        _ => c,
    };
    match (font, c) {
        (Some(Font::DoubleStruck), 'C') => 'ℂ',
        (Some(Font::DoubleStruck), 'H') => 'ℍ',
        (Some(Font::DoubleStruck), 'N') => 'ℕ',
        (Some(Font::DoubleStruck), 'P') => 'ℙ',
        (Some(Font::DoubleStruck), 'Q') => 'ℚ',
        (Some(Font::DoubleStruck), 'R') => 'ℝ',
        (Some(Font::DoubleStruck), 'Z') => 'ℤ',
        (Some(Font::DoubleStruck), '1') => '𝟙',
        (Some(Font::DoubleStruck), _) => plane(0x1d538, 0x1d552),
        (Some(Font::Script | Font::BoldScript), 'B') => 'ℬ',
        (Some(Font::Script | Font::BoldScript), 'E') => 'ℰ',
        (Some(Font::Script | Font::BoldScript), 'F') => 'ℱ',
        (Some(Font::Script | Font::BoldScript), 'H') => 'ℋ',
        (Some(Font::Script | Font::BoldScript), 'I') => 'ℐ',
        (Some(Font::Script | Font::BoldScript), 'L') => 'ℒ',
        (Some(Font::Script | Font::BoldScript), 'M') => 'ℳ',
        (Some(Font::Script | Font::BoldScript), 'R') => 'ℛ',
        (Some(Font::Script | Font::BoldScript), 'e') => 'ℯ',
        (Some(Font::Script | Font::BoldScript), 'g') => 'ℊ',
        (Some(Font::Script | Font::BoldScript), 'o') => 'ℴ',
        (Some(Font::Script | Font::BoldScript), _) => plane(0x1d49c, 0x1d4b6),
        (Some(Font::Fraktur | Font::BoldFraktur), 'C') => 'ℭ',
        (Some(Font::Fraktur | Font::BoldFraktur), 'H') => 'ℌ',
        (Some(Font::Fraktur | Font::BoldFraktur), 'I') => 'ℑ',
        (Some(Font::Fraktur | Font::BoldFraktur), 'R') => 'ℜ',
        (Some(Font::Fraktur | Font::BoldFraktur), 'Z') => 'ℨ',
        (Some(Font::Fraktur | Font::BoldFraktur), _) => plane(0x1d504, 0x1d51e),
        _ => c,
    }
}

/// Whether a text is unambiguous beside a slash or root sign.
fn is_single(text: &str) -> bool {
    let mut depth = 0i32;
    let brackets_all = text.starts_with('(') && text.ends_with(')') && {
        text.char_indices().all(|(i, c)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth > 0 || i + c.len_utf8() == text.len()
        })
    };
    brackets_all || !text.contains([' ', '/', '+', '−', '-', '=', ',', '|'])
}

/// Whether a text is a product that is unambiguous before a slash: `n(n + 1)`.
fn is_product(text: &str) -> bool {
    let mut depth = 0i32;
    text.chars().all(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        depth > 0 || !matches!(c, ' ' | '/' | '+' | '−' | '-' | '=' | ',' | '|')
    })
}

fn fraction(numerator: &Node, denominator: &Node, bar: bool) -> Option<String> {
    let (above, below) = (node(numerator)?, node(denominator)?);
    if !bar {
        return None;
    }
    let above = if is_product(&above) { above } else { format!("({above})") };
    let below = if is_single(&below) && is_one_factor(&below) { below } else { format!("({below})") };
    Some(format!("{above}/{below}"))
}

/// Whether a text is unambiguous after a slash: `2`, `x²`, `(a + b)`, but not `2a`.
fn is_one_factor(text: &str) -> bool {
    if text.starts_with('(') {
        return true;
    }
    // dx, dt
    let text = text.strip_prefix('d').filter(|rest| !rest.is_empty()).unwrap_or(text);
    let letters = text.chars().filter(|c| c.is_alphabetic() && !is_script(*c)).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    !text.contains(['(', '√']) && (letters == 0 || letters == 1 && digits == 0)
}

fn is_script(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209c}' | '\u{1d2c}'..='\u{1d6a}' | 'ʰ' | 'ʲ' | 'ʳ' | 'ʷ' | 'ʸ' | 'ˡ' | 'ˢ' | 'ˣ')
}

fn root(radicand: &Node, index: Option<&Node>) -> Option<String> {
    let inner = node(radicand)?;
    let sign = match index.map(node) {
        None => "√".to_owned(),
        Some(index) => match index?.as_str() {
            "3" => "∛".to_owned(),
            "4" => "∜".to_owned(),
            other => format!("{}√", raised(other)?),
        },
    };
    let one = is_single(&inner) && (inner.starts_with('(') || is_one_factor(&inner));
    Some(if one { format!("{sign}{inner}") } else { format!("{sign}({inner})") })
}

fn scripts(base: &Node, sub: Option<&Node>, sup: Option<&Node>, position: Position) -> Option<String> {
    let mut out = node(base)?;
    // Labels on anything but an operator have no form, except with braces and arrows.
    let labelled = position == Position::Limits && !is_operator(base) && !matches!(base, Node::Function(_));
    let brace = matches!(base, Node::Accent { sign: '⏞' | '⏟', .. });
    if labelled && !brace && edge(base) != TextEdge::Class(MathClass::Relation) {
        return None;
    }
    if let (true, Some(sup), None) = (labelled, sup, sub)
        && let Some(sign) = sign_of(&node(sup)?, &out)
    {
        return Some(sign.to_owned());
    }
    let braced = !brace && matches!(base, Node::Row(_) | Node::Fraction { .. } | Node::Root { .. }) && !is_single(&out);
    if braced || matches!(base, Node::Fraction { .. }) {
        out = format!("({out})");
    }
    if let Some(sub) = sub {
        let text = node(sub)?;
        match lowered(&text) {
            Some(signs) => out.push_str(&signs),
            None if is_word(&text) => out.push_str(&format!("_{text}")),
            None => out.push_str(&format!("_({text})")),
        }
    }
    if let Some(sup) = sup {
        let text = node(sup)?;
        // Characters that are raised by design.
        if let "∗" | "*" | "†" | "‡" | "∘" | "°" | "⊤" | "⊺" = text.as_str() {
            out.push_str(match text.as_str() {
                "∗" => "*",
                "∘" => "°",
                "⊤" | "⊺" => "ᵀ",
                other => other,
            });
            return Some(out);
        }
        let primes = !text.is_empty() && text.chars().all(|c| matches!(c, '′' | '″' | '‴' | '⁗'));
        match raised(&text) {
            _ if primes => out.push_str(&text),
            Some(signs) => out.push_str(&signs),
            None if is_word(&text) => out.push_str(&format!("^{text}")),
            None => out.push_str(&format!("^({text})")),
        }
    }
    Some(out)
}

/// The single character for a labelled relation.
fn sign_of(above: &str, relation: &str) -> Option<&'static str> {
    match (above.trim(), relation) {
        ("?", "=") => Some("≟"),
        ("def", "=") => Some("≝"),
        ("m", "=") => Some("≞"),
        ("△" | "∆" | "Δ", "=") => Some("≜"),
        _ => None,
    }
}

/// Whether a script needs no brackets: one letter, word or number.
fn is_word(text: &str) -> bool {
    text.chars().count() == 1 || !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The text in superscript characters, if all exist.
pub fn raised(text: &str) -> Option<String> {
    script(text, superscript)
}

/// The text in subscript characters, if all exist.
pub fn lowered(text: &str) -> Option<String> {
    script(text, subscript)
}

/// Spaces around operators are dropped; words would run together, so they have no script form.
fn script(text: &str, sign: fn(char) -> Option<char>) -> Option<String> {
    let tight = text.replace(" = ", "=").replace(" + ", "+").replace(" − ", "−");
    if tight.is_empty() || tight.chars().count() > 8 {
        return None;
    }
    tight.chars().map(sign).collect()
}

fn accent(base: &Node, sign: char, below: bool) -> Option<String> {
    let text = node(base)?;
    if let '⏞' | '⏟' = sign {
        return Some(format!("{sign}({text})"));
    }
    let mark = match (sign, below) {
        ('´', false) => '\u{301}',
        ('‾', false) => '\u{305}',
        ('_', true) => '\u{332}',
        ('˘', false) => '\u{306}',
        ('ˇ', false) => '\u{30c}',
        ('˙', false) => '\u{307}',
        ('¨', false) => '\u{308}',
        ('`', false) => '\u{300}',
        ('^', false) => '\u{302}',
        ('~', false) => '\u{303}',
        ('→', false) => '\u{20d7}',
        ('˚', false) => '\u{30a}',
        _ => return None,
    };
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        return None;
    }
    // Only lines can span several letters; other accents apply to one letter or a bracketed group.
    if letters > 1 && !(matches!(mark, '\u{305}' | '\u{332}') && letters == text.chars().count()) {
        return Some(format!("({text}){mark}"));
    }
    let mut out = String::new();
    for c in text.chars() {
        // Fonts draw i and j with accents without their dots.
        out.push(c);
        if c.is_alphanumeric() && !is_script(c) {
            out.push(mark);
        }
    }
    Some(out)
}

fn table(table: &MathTable) -> Option<String> {
    let rows: Option<Vec<String>> = table
        .rows
        .iter()
        .map(|cells| {
            let texts: Option<Vec<String>> = cells.iter().map(|cell| row(cell)).collect();
            let gap = if matches!(table.kind, TableKind::Cases(_)) { " " } else { ", " };
            let line = texts?.iter().filter(|t| !t.is_empty()).map(|t| t.trim()).collect::<Vec<_>>().join(gap);
            // Existing punctuation at the end of a line needs no separator.
            Some(line.trim_end_matches([',', ';']).to_owned())
        })
        .collect();
    let rows = rows?.join("; ");
    Some(match table.kind {
        TableKind::Cases(true) => format!("{{ {rows} }}"),
        TableKind::Cases(false) => return None,
        TableKind::Matrix => rows,
        TableKind::Stack => rows.replace("; ", ", "),
        TableKind::Lines => return None,
    })
}

/// The superscript form of a character.
pub fn superscript(c: char) -> Option<char> {
    const FROM: &str = "0123456789+-−=()inabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ";
    const TO: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ";
    FROM.chars().position(|f| f == c).and_then(|i| TO.chars().nth(i))
}

/// The subscript form of a character.
pub fn subscript(c: char) -> Option<char> {
    const FROM: &str = "0123456789+-−=()aehijklmnoprstuvxβγρφχ";
    const TO: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
    FROM.chars().position(|f| f == c).and_then(|i| TO.chars().nth(i))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(tex: &str) -> String {
        lines(tex).map_or("source".to_owned(), |l| l.join(" / "))
    }

    #[test]
    fn undergraduate_formulas() {
        for (tex, wanted) in [
            (r"E = mc^2", "E = mc²"),
            (r"a^2 + b^2 = c^2", "a² + b² = c²"),
            (r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"),
            (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"),
            (r"\int_0^1 x^2 \, dx = \frac{1}{3}", "∫₀¹ x² dx = 1/3"),
            (r"\lim_{x \to 0} \frac{\sin x}{x} = 1", "lim_(x → 0) (sin x)/x = 1"),
            (r"f'(x) = 2x", "f′(x) = 2x"),
            (r"\forall x \in \mathbb{R}: x^2 \geq 0", "∀x ∈ ℝ : x² ≥ 0"),
            (r"\vec{F} = m\vec{a}", "F\u{20d7} = ma\u{20d7}"),
            (r"\sqrt[3]{x}", "∛x"),
            (r"|x| < -1", "|x| < −1"),
            (r"\begin{aligned} a &= b + c \\ &= d \end{aligned}", "a = b + c /   = d"),
            (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
            (r"\binom{n}{k}", "(n choose k)"),
            (r"\frac{8\pi G}{c^4} T", "(8πG/c⁴) T"),
            (r"\mu_0 \frac{\partial E}{\partial t}", "μ₀ ∂E/∂t"),
            (r"\prod_{p \text{ prime}} p", "∏_(p prime) p"),
            (r"90^\circ + A^\top", "90° + Aᵀ"),
            (r"\sin^2 x + \cos^2 x = 1", "sin² x + cos² x = 1"),
            (r"a \not= b", "a ≠ b"),
            (r"\frac{\partial f}{\partial x}", "∂f/∂x"),
            (r"\frac{dy}{dx} = ky", "dy/dx = ky"),
            (r"\underbrace{a + \cdots + a}_{n \text{ times}} = na", "⏟(a + ⋯ + a)_(n times) = na"),
            (r"\overbrace{x_1 + x_2}^{k}", "⏞(x₁ + x₂)ᵏ"),
            (r"\overline{A \cup B} = \widehat{xyz}", "(A ∪ B)\u{305} = (xyz)\u{302}"),
            (r"x \xrightarrow{f} y \stackrel{?}{=} z", "x →ᶠ y ≟ z"),
            (r"\begin{cases} x, & x > 0, \\ 0 & \text{else} \end{cases}", "{ x, x > 0; 0 else }"),
        ] {
            assert_eq!(line(tex), wanted, "{tex}");
        }
    }

    #[test]
    fn text_as_it_stands() {
        assert_eq!(line(r"\text{|x| = }\{\text{ x if x ≥ 0,   T_x = 1/20 }\}"), "|x| = { x if x ≥ 0,   T_x = 1/20 }");
        assert_eq!(
            line(r"\begin{gathered} \text{(a + b)² = c} \\ \text{         = d_(e)^f} \end{gathered}"),
            "(a + b)² = c /          = d_(e)^f"
        );
    }

    #[test]
    fn scripts_have_pairs() {
        for c in ('\u{21}'..'\u{3d0}').filter(|c| c.is_alphanumeric()) {
            for script in [superscript(c), subscript(c)].into_iter().flatten() {
                use unicode_normalization::UnicodeNormalization;
                let folded: String = script.to_string().nfkc().collect();
                assert!(folded == c.to_string() || c == '-', "{c} {script} {folded}");
            }
        }
    }
}
