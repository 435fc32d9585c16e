//! Formulas: MathML with a spoken description.

use super::text::{XhtmlWriter, push_language};
use super::xml;
use crate::document::{Language, Math};
use crate::math::{Formula, mathml, speech};

impl XhtmlWriter<'_> {
    /// Writes a formula; an invalid one (reported before) as its source text, also for screen readers.
    pub(super) fn math(&mut self, math: &Math, display: bool) {
        let (words, language) = match &math.description {
            Some(description) => (description.words.clone(), description.language.clone()),
            None => (speech::of_source(&math.tex, &Language::english()), Some(Language::english())),
        };
        self.facts.foreign_descriptions += usize::from(language.is_some());
        match Formula::parse(&math.tex) {
            Ok(formula) if !formula.nodes.is_empty() => {
                self.facts.formulas += 1;
                // `math` itself takes no language (EPUB's schema of MathML).
                if let Some(language) = &language {
                    self.out.push_str("<span");
                    push_language(&mut self.out, language);
                    self.out.push('>');
                }
                self.out.push_str(&mathml(&formula, &words, display));
                self.out.push_str(if language.is_some() { "</span>" } else { "" });
            }
            _ => {
                self.facts.sources += 1;
                self.out.push_str("<code class=\"tex\" role=\"math\"");
                if let Some(language) = &language {
                    push_language(&mut self.out, language);
                }
                if self.right_to_left {
                    self.out.push_str(" dir=\"ltr\"");
                }
                xml::push_attribute(&mut self.out, "aria-label", &words);
                self.out.push('>');
                xml::push_text(&mut self.out, &math.tex);
                self.out.push_str("</code>");
            }
        }
    }
}
