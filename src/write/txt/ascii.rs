//! Conversion to ASCII on request: characters with a customary ASCII form get it, letters are transliterated, others
//! are replaced by their code point. Nothing becomes a question mark, and replacements are reported.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Language;
use crate::source::Span;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Characters that were replaced, each once with the place of its first occurrence.
#[derive(Debug, Default)]
pub struct Losses {
    transliterated: BTreeMap<char, Option<Span>>,
    numbered: BTreeMap<char, Option<Span>>,
}

impl Losses {
    /// Reports the replacements: one diagnostic per kind.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        let kinds = [
            (&self.transliterated, &codes::ASCII_TRANSLITERATED, "written in ASCII by their nearest letters"),
            (&self.numbered, &codes::ASCII_NUMBERED, "without a form in ASCII, written by their numbers"),
        ];
        for (characters, code, what) in kinds {
            let Some(first) = characters.values().flatten().min() else {
                if !characters.is_empty() {
                    diagnostics.push(Diagnostic::new(code, None, message(characters, what)));
                }
                continue;
            };
            diagnostics.push(Diagnostic::new(code, *first, message(characters, what)));
        }
    }
}

fn message(characters: &BTreeMap<char, Option<Span>>, what: &str) -> String {
    const SHOWN: usize = 24;
    let list: Vec<String> = characters.keys().take(SHOWN).map(char::to_string).collect();
    let more = characters.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("characters {what}: {}{more}", list.join(" "))
}

/// Appends `text` in ASCII. No-break spaces are kept, because line breaking needs them; they become spaces in the
/// output.
pub fn push(text: &str, language: Option<&Language>, span: Option<Span>, losses: &mut Losses, out: &mut String) {
    let primary = language.map_or("", Language::primary);
    let composed: String = text.nfc().collect();
    let mut characters = composed.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            ' '..='~' | '\u{a0}' | '\u{202f}' => out.push(c),
            // Controls, soft hyphen, joiners, direction marks, variation selectors: invisible.
            _ if c.is_control() || is_invisible(c) => {}
            _ => {
                if let Some(form) = customary(c) {
                    out.push_str(form);
                    continue;
                }
                let form = national(c, primary).or_else(|| deunicode::deunicode_char(c));
                match form.filter(|form| !form.contains('?') || asks(c)) {
                    Some(form) if form.trim().is_empty() && !c.is_whitespace() => {
                        losses.transliterated.entry(c).or_insert(span);
                    }
                    Some(form) => {
                        if !c.is_whitespace() {
                            losses.transliterated.entry(c).or_insert(span);
                        }
                        // Symbol names (emoji) are put in brackets to tell them from words.
                        if !c.is_alphanumeric() && form.trim().chars().filter(char::is_ascii_alphabetic).count() > 2 {
                            out.push('[');
                            out.push_str(form.trim());
                            out.push(']');
                        } else if characters.peek().is_some_and(|next| next.is_alphanumeric()) {
                            out.push_str(form);
                        } else {
                            out.push_str(if form == " " { form } else { form.trim_end() });
                        }
                    }
                    None => {
                        losses.numbered.entry(c).or_insert(span);
                        out.push_str(&format!("[U+{:04X}]", c as u32));
                    }
                }
            }
        }
    }
}

/// Whether a character is a question mark in some script.
fn asks(c: char) -> bool {
    c.nfkc().any(|c| c == '?') || deunicode::deunicode_char(c).is_some_and(|form| matches!(form.trim(), "?" | "??"))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Typographic characters with a typewriter form (quotes, dashes); replacing them loses nothing.
fn customary(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' => "'",
        '‐' | '‑' | '‒' | '–' | '−' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '•' | '·' => "*",
        '×' => "x",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~=",
        '→' => "->",
        '←' => "<-",
        '↔' => "<->",
        '⇒' => "=>",
        '©' => "(c)",
        '®' => "(R)",
        '™' => "(TM)",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '⁄' => "/",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '¢' => "ct",
        '°' => "deg",
        '§' => "Sec.",
        '†' => "+",
        '‡' => "++",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        '²' => "^2",
        '³' => "^3",
        '¹' => "^1",
        '☐' => "[ ]",
        '☑' | '☒' => "[x]",
        _ => return None,
    })
}

/// The language's own convention for a letter in ASCII.
fn national(c: char, language: &str) -> Option<&'static str> {
    Some(match (language, c) {
        ("de", 'ä') => "ae",
        ("de", 'ö') => "oe",
        ("de", 'ü') => "ue",
        ("de", 'Ä') => "Ae",
        ("de", 'Ö') => "Oe",
        ("de", 'Ü') => "Ue",
        ("da" | "no" | "nb" | "nn", 'ø') => "oe",
        ("da" | "no" | "nb" | "nn", 'Ø') => "Oe",
        ("da" | "no" | "nb" | "nn", 'å') => "aa",
        ("da" | "no" | "nb" | "nn", 'Å') => "Aa",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascii(text: &str, language: &str) -> (String, Losses) {
        let (mut out, mut losses) = (String::new(), Losses::default());
        push(text, Language::parse(language).as_ref(), None, &mut losses, &mut out);
        (out, losses)
    }

    #[test]
    fn customary_forms_are_no_loss() {
        let (out, losses) = ascii("“It’s 3 × 4 – or 12…” — so", "en");
        assert_eq!(out, "\"It's 3 x 4 - or 12...\" -- so");
        assert!(losses.transliterated.is_empty() && losses.numbered.is_empty());
    }

    #[test]
    fn letters_by_language() {
        assert_eq!(ascii("Größe für Ærø", "de").0, "Groesse fuer AEro");
        assert_eq!(ascii("Größe", "en").0, "Grosse");
        assert_eq!(ascii("cafe\u{301}", "fr").0, "cafe");
        assert_eq!(ascii("北京。", "zh").0, "Bei Jing.");
    }

    #[test]
    fn everything_becomes_ascii_and_nothing_a_question_mark() {
        let mut losses = Losses::default();
        for c in (0x80..0x3_0000).filter_map(char::from_u32) {
            let mut out = String::new();
            push(&c.to_string(), None, None, &mut losses, &mut out);
            let kept = ['\u{a0}', '\u{202f}'].contains(&c);
            assert!(kept || out.is_ascii(), "{c:?} {out:?}");
            assert!(asks(c) || !out.contains('?'), "U+{:04X} {out:?}", c as u32);
        }
        assert!(losses.numbered.len() > 100);
        let (out, losses) = ascii("a\u{e000}b", "en");
        assert_eq!(out, "a[U+E000]b");
        let mut diagnostics = Diagnostics::new();
        losses.report(&mut diagnostics);
        assert_eq!(diagnostics.iter().next().unwrap().code, codes::ASCII_NUMBERED.code);
    }
}
