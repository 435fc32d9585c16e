//! Formulas: MathML with the source as alternative text.

use super::Page;
use crate::diagnostic::{Diagnostic, codes};
use crate::math::{Formula, mathml};
use crate::source::Span;
use crate::write::epub::xml;

impl Page<'_> {
    pub(super) fn math(&mut self, tex: &str, display: bool, span: Option<Span>) {
        let formula =
            Formula::parse(tex).and_then(|f| if f.nodes.is_empty() { Err("it is empty".into()) } else { Ok(f) });
        match formula {
            Ok(formula) => {
                self.facts.formulas += 1;
                self.out.push_str(&mathml(&formula, tex, display));
            }
            Err(why) => {
                self.facts.sources += 1;
                let message = format!("the formula is shown as its source: {}", reason(&why));
                self.diagnostics.push(Diagnostic::new(&codes::FORMULA_AS_SOURCE, span, message));
                self.out.push_str("<code class=\"tex\">");
                xml::push_text(&mut self.out, tex);
                self.out.push_str("</code>");
            }
        }
    }
}

fn reason(why: &str) -> &str {
    why.strip_prefix("parsing error: ").unwrap_or(why)
}
