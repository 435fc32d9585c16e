//! Formulas in pages → TeX: [`super::mathml`], TeX annotations, and the markup of KaTeX, MathJax and Wikipedia, which
//! contain a formula two or three times.

use super::attributes::RawAttributes;
use super::mathml;
use super::nodes::ForeignElement;
use super::state::{Container, MarkupBuilder};
use super::tokens::{self, HtmlToken};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, InlineKind, Math};
use crate::math::Formula;
use crate::read::build::OpenBlockKind;
use crate::source::Span;

/// Handling of an element of formula markup.
pub(super) enum FormulaMarkup {
    /// Drop: it repeats the formula.
    Drop,
    /// Already handled.
    Done,
    /// Read its content, although the page hides it.
    Show,
}

/// Adds a `math` element.
pub(super) fn add(markup: &mut MarkupBuilder<'_>, root: &ForeignElement, span: Span) {
    let display = root.attributes.text("display").or(root.attributes.text("mode"));
    let block = matches!(display, Some("block" | "display"));
    let written = annotation(root).map(|tex| unwrapped(&tex).to_owned()).filter(|tex| !tex.is_empty());
    let tex = match written {
        Some(tex) if Formula::parse(&tex).is_ok() => tex,
        written => {
            let made = mathml::tex(root);
            let understood = !made.is_empty() && Formula::parse(&made).is_ok();
            let named = || root.attributes.text("alttext").map(|alt| unwrapped(alt).to_owned());
            written.filter(|_| !understood).or_else(|| named().filter(|_| made.is_empty())).unwrap_or(made)
        }
    };
    markup.push_formula(&tex, block, span);
}

/// The TeX annotation of a formula.
fn annotation(element: &ForeignElement) -> Option<String> {
    element.elements().find_map(|child| match child.name.as_str() {
        "annotation" => {
            let encoding = child.attributes.text("encoding").unwrap_or("").to_ascii_lowercase();
            encoding.contains("tex").then(|| child.words())
        }
        _ => annotation(child),
    })
}

/// TeX without size and style commands around it.
fn unwrapped(tex: &str) -> &str {
    let tex = tex.trim();
    let inner = tex.strip_prefix("{\\displaystyle ").or_else(|| tex.strip_prefix("{\\textstyle "));
    inner.and_then(|inner| inner.strip_suffix('}')).filter(|inner| balanced(inner)).unwrap_or(tex).trim()
}

/// Whether braces are balanced at every position.
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

impl MarkupBuilder<'_> {
    /// Adds a formula.
    pub(super) fn push_formula(&mut self, tex: &str, block: bool, span: Span) {
        let tex = tex.trim();
        if tex.is_empty() || !self.dropped.is_empty() {
            return;
        }
        let math = Math::new(tex);
        if let OpenBlockKind::Pre(_) = self.tree.top().kind {
            self.in_pre().begun = true;
            self.tree.push_raw(tex, Some(span));
        } else if block && !self.tree.top().kind.holds_text_only() {
            self.push_block(Block::new(BlockKind::Math(math), span));
        } else {
            self.push_inline(InlineKind::Math(math), span);
        }
        self.formulas.just_now = true;
    }

    /// Checks whether a start tag belongs to formula markup; `None` if not.
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

    /// An image of a formula: in Wikipedia beside the formula itself, in WordPress alone.
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

    /// Handles the text of a script that contains a formula; returns whether it did.
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

    /// Ends an element of formula markup; returns whether it was one.
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
            // No formula accompanied the rendering.
            let nothing = drawn.is_empty();
            drawn.into_iter().for_each(|(kind, span)| self.push_inline(kind, span));
            if nothing {
                let message = "a formula that only the page's style sheet shows is left out";
                self.tree.diagnostics.push(Diagnostic::new(&codes::ELEMENT_LEFT_OUT, at, message));
            }
            return true;
        }
        name == "mjx-assistive-mml"
    }

    /// Holds back the rendering of a formula until it is known whether the formula itself follows.
    pub(super) fn keep_back(&mut self, kind: InlineKind, span: Span) -> Option<InlineKind> {
        match &mut self.formulas.container {
            Some(Container { drawn, .. }) => {
                drawn.push((kind, span));
                None
            }
            None => Some(kind),
        }
    }

    /// Adds a formula from MathML source.
    fn mathml_text(&mut self, source: &str, span: Span) {
        tokens::for_each(source, &mut |token, _| match token {
            HtmlToken::Start { name, attributes, closed } => _ = self.foreign_start(name, attributes, closed, span),
            HtmlToken::End { name } => _ = self.foreign_end(name, span),
            HtmlToken::Text(text) => _ = self.foreign_text(text),
        });
        self.finish_foreign(span);
    }
}
