//! Formulas: MathML with the source as alternative text.

use super::Page;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::write::epub::xml;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use quick_xml::events::Event;

impl Page<'_> {
    pub(super) fn math(&mut self, tex: &str, display: bool, span: Option<Span>) {
        match mathml(tex, display) {
            Ok(markup) => {
                self.facts.formulas += 1;
                self.out.push_str(&markup);
            }
            Err(why) => {
                self.facts.sources += 1;
                let message = format!("the formula is shown as its source: {why}");
                self.diagnostics.push(Diagnostic::new(&codes::FORMULA_AS_SOURCE, span, message));
                self.out.push_str("<code class=\"tex\">");
                xml::push_text(&mut self.out, tex);
                self.out.push_str("</code>");
            }
        }
    }
}

/// The formula as MathML, or why it cannot be.
fn mathml(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events = Parser::new(tex, &storage).collect::<Result<Vec<_>, _>>().map_err(|e| first_line(&e.to_string()))?;
    let config = RenderConfig {
        display_mode: if display { DisplayMode::Block } else { DisplayMode::Inline },
        xml: true,
        ..RenderConfig::default()
    };
    let mut raw = String::new();
    let events = events.into_iter().map(Ok::<_, pulldown_latex::ParserError>);
    push_mathml(&mut raw, events, config).map_err(|e| first_line(&e.to_string()))?;
    let content = raw.strip_prefix("<math").ok_or("it is empty")?;
    let mut out = String::from("<math");
    xml::push_attribute(&mut out, "alttext", tex.trim());
    out.push_str(&well_formed(content));
    if check(&out) { Ok(out) } else { Err("it has no valid form in MathML".to_owned()) }
}

/// The crate writes HTML: `<` and `&` as characters, and `&nbsp;`.
fn well_formed(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        let from = &rest[at..];
        let next = from[1..].chars().next().unwrap_or(' ');
        let (replacement, length) = match from {
            _ if from.starts_with("&nbsp;") => ("\u{a0}", 6),
            _ if ["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|e| from.starts_with(e)) => ("&", 1),
            _ if from.starts_with('&') => ("&amp;", 1),
            _ if next == '/' || next.is_ascii_alphabetic() => ("<", 1),
            _ => ("&lt;", 1),
        };
        out.push_str(replacement);
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// Whether it is well-formed XML.
fn check(markup: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(markup);
    let mut depth = 0i32;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if start.attributes().any(|a| a.is_err()) {
                    return false;
                }
            }
            Ok(Event::Empty(start)) if start.attributes().any(|a| a.is_err()) => return false,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end_matches('.');
    line.strip_prefix("parsing error: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_well_formed_and_speaks() {
        let markup = mathml("a < b \\text{ & c}", false).unwrap();
        assert!(markup.starts_with("<math alttext=\"a &lt; b \\text{ &amp; c}\" display=\"inline\""), "{markup}");
        assert!(markup.contains("&lt;</mo>") && markup.contains("\u{a0}&amp; c"), "{markup}");
        assert!(mathml("\\frac{", true).is_err() && mathml("\\nosuchthing", true).is_err());
    }
}
