use super::words;
use super::*;
use crate::math::tree::{Boxing, MathTable};
use std::collections::BTreeSet;

fn say(tag: &str, tex: &str) -> String {
    of_source(tex, &Language::parse(tag).unwrap())
}

/// Run by hand: describes the formulas in `SAY`, one per line, in the language `SAY_IN`.
#[test]
fn by_hand() {
    let Ok(path) = std::env::var("SAY") else { return };
    let tag = std::env::var("SAY_IN").unwrap_or_else(|_| "en".to_owned());
    for tex in std::fs::read_to_string(path).unwrap().lines() {
        println!("{tex}\n    {}", say(&tag, tex));
    }
}

#[test]
fn english() {
    for (tex, words) in [
        (r"\frac{1}{2}+\sqrt{x}", "one half plus the square root of x"),
        ("E = mc^2", "capital E equals m c squared"),
        (
            r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
            "x equals the fraction with numerator minus b plus or minus the square root of b squared minus 4 a c, end root, \
             and denominator 2 a, end fraction",
        ),
        (r"e^{i\pi}+1=0", "e to the power i pi, end power, plus 1 equals 0"),
        (r"\int_0^1 x^2\,dx = \frac13", "the integral from 0 to 1 of x squared d x equals one third"),
        (
            r"\lim_{x\to 0}\frac{\sin x}{x}=1",
            "the limit as x approaches 0 of the fraction with numerator sine of x, and denominator x, end fraction, equals 1",
        ),
        ("f''(x)=g(x+1)", "f double prime of x equals g of open paren, x plus 1, close paren"),
        (r"\sum_{k\in S}a_k^2", "the sum over k in capital S of a sub k squared"),
        (r"\sqrt[3]{x}\sqrt[n]{x+1}", "the cube root of x the root of order n of x plus 1, end root"),
        (r"|x|^2 < \|y\| \lVert z\rVert", "the absolute value of x squared is less than the norm of y the norm of z"),
        (r"\lfloor x\rfloor+\left\lceil y+1\right\rceil", "the floor of x plus the ceiling of y plus 1, end ceiling"),
        (r"\begin{pmatrix}1&2\\3&\end{pmatrix}", "the 2 by 2 matrix, row 1: 1, 2, row 2: 3, blank, end matrix"),
        (
            r"\begin{cases}x,&x>0,\\0&\text{else}\end{cases}",
            "2 cases, case 1: x, x is greater than 0, case 2: 0, else, end cases",
        ),
        (r"\begin{aligned}a&=b\\&=c.\end{aligned}", "2 lines, line 1: a equals b, line 2: equals c, end of lines"),
        (
            r"\binom nk+\binom{n+1}{k}",
            "n choose k plus the binomial coefficient with n plus 1 above, and k below, end binomial",
        ),
        (
            r"\{x\in\mathbb{R}\mid |x|<1\}",
            "the set x in the real numbers such that the absolute value of x is less than 1, end set",
        ),
        (
            r"[0,1)\cup]a,b[",
            "the interval from 0 to 1, closed at the left, open at the right, union the open interval from a to b",
        ),
        ("[A,B]", "open bracket, capital A comma capital B, close bracket"),
        ("P(A|B)", "capital P of open paren, capital A given capital B, close paren"),
        (r"\bra{\psi}\ket{\phi}", "bra psi ket phi"),
        (r"\hat{x}\bar y\vec v\overline{ab}", "x hat y bar vector v the quantity a b, end quantity, bar"),
        (r"\sin^2 x+\sin^{-1}(x)+\log_2 y", "sine squared of x plus inverse sine of x plus log base 2 of y"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 H 2 plus O 2 yields 2 H 2 O"),
        (r"\SI{9.81}{\metre\per\second\squared}", "9.81 metres per second squared"),
        (r"\SI{1}{\kilo\metre\per\hour}+20\,{}^{\circ}\mathrm{C}", "1 kilometre per hour plus 20 degrees capital C"),
        (r"3\frac12\,\mathrm{kg}", "3 and one half kg"),
        (r"x\xrightarrow{f}y\overset{!}{=}z", "x right arrow with f above y equals with factorial above z"),
        (r"\left.x^2\right|_0^1", "x squared, evaluated from 0 to 1, end evaluation"),
        (r"a\not\leq b\not\mathrel{R}c", "a is not less than or equal to b not capital R c"),
        (r"\boxed{x}\phantom{y}\cancel{z}", "boxed x, end box, crossed out z, end crossed out"),
        (
            r"A^\top B^T 90^\circ x^*",
            "capital A transposed capital B to the capital T 90 degrees x superscript asterisk",
        ),
        (r"\text{a_b^\{c\}}", "a underscore b caret open brace c close brace"),
    ] {
        assert_eq!(say("en", tex), words, "{tex}");
    }
}

#[test]
fn other_languages() {
    for (tag, tex, words) in [
        ("de", r"\frac{1}{2}+\sqrt{x}", "ein halb plus Wurzel aus x"),
        ("de", r"\sum_{i=1}^n i^2", "Summe von i gleich 1 bis n von i Quadrat"),
        (
            "de",
            r"\lim_{x\to\infty}\frac{x+1}{x}",
            "Limes für x gegen unendlich von Bruch mit Zähler x plus 1, und Nenner x, Ende Bruch",
        ),
        (
            "de-CH",
            r"x\in\mathbb{N}, 0,5\le x",
            "x Element von Menge der natürlichen Zahlen Komma 0,5 kleiner oder gleich x",
        ),
        ("fr", r"\frac{3}{4}\sqrt[3]{x+1}", "trois quarts la racine cubique de x plus 1, fin de racine"),
        ("fr", r"A\not\subset B", "A majuscule non inclus dans B majuscule"),
        ("fr", r"\binom nk", "k parmi n"),
        ("es", r"\int_a^b f(x)\,dx\ge 0", "la integral desde a hasta b de f de x d x mayor o igual que 0"),
        ("es", r"\sup_{n}\max(x)", "el supremo sobre n del máximo de x"),
        ("es", r"\SI{1}{\metre\per\second}", "1 metro por segundo"),
        ("zh", r"\frac{1}{2}+\sqrt{x}", "二分之一加根号x"),
        ("zh-Hant", r"\sum_{i=1}^n i^2", "从i等于1到n的总和，i的平方"),
        ("zh", r"x^{n+1}\neq\frac{a}{b+c}", "x的次方，指数n加1，指数结束，不等于分数，分子a，分母b加c，分数结束"),
        (
            "de",
            r"\x{2}",
            "Formel, die nicht gelesen werden konnte: Rückschrägstrich x geschweifte Klammer auf 2 geschweifte Klammer zu",
        ),
        // Finnish has no vocabulary.
        ("fi", "a+b", "a plus b"),
    ] {
        assert_eq!(say(tag, tex), words, "{tag} {tex}");
    }
}

/// Commands of the notation beyond those of `tests/katex.txt`, most of them signs.
const COMMANDS: &str = include_str!("commands.txt");

/// The signs of a formula.
fn signs(nodes: &[Node], out: &mut BTreeSet<char>) {
    for node in nodes {
        match node {
            Node::Symbol { text, .. } => out.extend(text.chars()),
            Node::Row(body) => signs(body, out),
            Node::Fenced { left, right, body } => {
                out.extend(left.iter().chain(right));
                signs(body, out);
            }
            Node::Fraction { numerator: a, denominator: b, .. } => {
                [a, b].into_iter().for_each(|n| signs(std::slice::from_ref(n), out))
            }
            Node::Root { radicand, index } => {
                let parts = std::iter::once(radicand).chain(index);
                parts.for_each(|n| signs(std::slice::from_ref(n), out));
            }
            Node::Scripts { base, sub, sup, .. } => {
                let parts = std::iter::once(base).chain(sub).chain(sup);
                parts.for_each(|n| signs(std::slice::from_ref(n), out));
            }
            Node::Accent { base, sign, .. } => {
                out.insert(*sign);
                signs(std::slice::from_ref(base), out);
            }
            Node::Negated(base) | Node::Meant(_, base) | Node::Boxed(Boxing::Framed, base) => {
                signs(std::slice::from_ref(base), out)
            }
            Node::Table(MathTable { rows, .. }) => rows.iter().flatten().for_each(|cell| signs(cell, out)),
            Node::Boxed(..) | Node::Text(..) | Node::Function(_) | Node::Space(_) | Node::Style(_) => {}
        }
    }
}

#[test]
fn every_sign_of_the_notation_has_a_name_in_every_language() {
    let katex = include_str!("../../../tests/katex.txt");
    let mut found = BTreeSet::new();
    for tex in katex.lines().chain(COMMANDS.split_whitespace()) {
        let accent = Formula::parse(&format!("{tex}{{x}}"));
        if let Ok(formula) = Formula::parse(tex).or(accent) {
            signs(&formula.nodes, &mut found);
        }
    }
    assert!(found.len() > 500, "{}", found.len());
    let mut lacking = Vec::new();
    for language in ["en", "de", "fr", "es", "zh"] {
        let words = words::of(language).unwrap();
        for &sign in &found {
            let letter =
                sign.is_alphanumeric() && words.sign(sign).is_none() && !('\u{370}'..='\u{3ff}').contains(&sign);
            let greek = sign.to_lowercase().next().is_some_and(|lower| words.sign(lower).is_some());
            let hidden = matches!(sign, '\u{fe00}' | '\u{a0}');
            if !letter && !greek && !hidden && words.sign(sign).is_none() {
                lacking.push(format!("{language}: {sign} U+{:04X}", sign as u32));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn nothing_of_the_notation_is_said() {
    let katex = include_str!("../../../tests/katex.txt");
    for language in ["en", "de", "fr", "es", "zh"] {
        for tex in katex.lines().chain(COMMANDS.split_whitespace()).filter(|tex| !tex.is_empty()) {
            let words = say(language, tex);
            assert!(!words.is_empty() && !words.contains(['\\', '{', '}', '^', '_']), "{language} {tex}: {words}");
            assert!(
                !words.contains(|c: char| c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c)),
                "{tex}: {words}"
            );
        }
    }
}

#[test]
fn long_and_deep_formulas_take_linear_time() {
    let started = std::time::Instant::now();
    for tex in [
        "(".repeat(60_000),
        "(".repeat(30_000) + &")".repeat(30_000),
        "|".repeat(60_000),
        "[a,".repeat(20_000),
        "]".repeat(60_000),
        r"\langle ".repeat(8_000) + "|",
        format!("x^{{{}2}}", r"\prime".repeat(10_000)),
        format!("{}x{}", r"[a,{\frac{".repeat(20), r"}{b}}]".repeat(20)),
        "f".repeat(60_000),
        r"5\,".repeat(15_000),
        r"\nosuch".repeat(10_000),
    ] {
        assert!(!say("en", &tex).is_empty());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
