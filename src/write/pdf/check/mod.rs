//! Checks finished files for the machine-checkable rules of PDF/UA and PDF/A; for files that [`super`] wrote.
//!
//! Every output is checked before it is returned, so the check is fast: objects are parsed without copying, pages in
//! parallel. It reads nothing but the file's bytes; with the writer it shares what the standards say (which
//! type may hold which, what a text may hold), not what the document was.
//!
//! ```
//! assert!(!folio::write::pdf::check::check(b"%PDF-1.7\n").is_empty());
//! ```

mod content;
mod document;
mod drawings;
mod file;
mod fonts;
mod keys;
mod mathematics;
mod navigation;
mod parse;
mod structure;
mod tables;
mod types;
mod xmp;

#[cfg(test)]
mod mutants;

use crate::cancel::Cancel;
use file::{Budget, PdfFile, XrefTable};
use parse::Dict;

/// A violation of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct PdfDefect {
    /// The clause: of ISO 32000-1 where there is no name, else `UA` for ISO 14289-1, `UA-2` for ISO 14289-2, `A` for
    /// ISO 19005-2, `A4` for ISO 19005-4, `WTPDF` for Well-Tagged PDF 1.0.
    pub rule: &'static str,
    /// The number of the object concerned.
    pub object: Option<u32>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl std::fmt::Display for PdfDefect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.object {
            Some(id) => write!(f, "{} (object {id}, {})", self.message, self.rule),
            None => write!(f, "{} ({})", self.message, self.rule),
        }
    }
}

/// Limit of findings per file.
const MOST: usize = 500;

/// The findings of one part of the check.
#[derive(Debug, Default)]
struct PdfDefects(Vec<PdfDefect>);

impl PdfDefects {
    fn add(&mut self, rule: &'static str, object: Option<u32>, message: impl Into<String>) {
        if self.0.len() < MOST {
            self.0.push(PdfDefect { rule, object, message: message.into() });
        }
    }

    /// Appends another part's findings.
    fn append(&mut self, part: PdfDefects) {
        self.0.extend(part.0);
        self.0.truncate(MOST);
    }

    /// Adds a finding unless `holds`.
    fn expect(&mut self, holds: bool, rule: &'static str, object: Option<u32>, message: &str) {
        if !holds {
            self.add(rule, object, message);
        }
    }
}

/// The standards that a file claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Claims {
    /// The part of PDF/UA.
    ua: Option<u8>,
    /// The part of PDF/A.
    a: Option<u8>,
}

/// Human-readable texts must not contain private-use characters (UA-2 8.4.3, 8.6; A-4 6.2.10.8).
fn human(dict: &Dict<'_>, keys: &[&str], object: Option<u32>, findings: &mut PdfDefects) {
    let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    let sound = |key: &&str| dict.text(key).is_none_or(|text| !text.contains(private));
    findings.expect(keys.iter().all(sound), "UA-2 8.6", object, "a text for people holds private characters");
}

/// Checks a file. An empty result means that it conforms to the standards it claims, as far as this check can tell.
///
/// Memory and time are linear in the file's size, whatever the file.
pub fn check(bytes: &[u8]) -> Vec<PdfDefect> {
    // Our files inflate to about ten times their size.
    let budget = Budget { all: (16 << 20) + 32 * bytes.len() as u64, each: 64 << 20 };
    checked(bytes, budget, &Cancel::default())
}

/// Checks a file just written, without a limit on its compression ratio.
pub(super) fn check_own(bytes: &[u8], cancel: &Cancel) -> Vec<PdfDefect> {
    checked(bytes, Budget { all: u64::MAX, each: 1 << 30 }, cancel)
}

/// Checks a file with a limit of inflated data.
fn checked(bytes: &[u8], budget: Budget, cancel: &Cancel) -> Vec<PdfDefect> {
    let mut findings = PdfDefects::default();
    cancel.check();
    let table = match XrefTable::read(bytes, budget, &mut findings) {
        Ok(table) => table,
        Err(finding) => return vec![finding],
    };
    cancel.check();
    let file = table.file(&mut findings);
    cancel.check();
    if let Some(pages) = document::check(&file, &mut findings) {
        let content = || {
            let mut own = PdfDefects::default();
            let fonts = fonts::check(&file, &mut own);
            drawings::check(&file, &mut own);
            cancel.check();
            (content::check(&file, &pages, &fonts, &mut own), own)
        };
        let rest = || {
            let mut own = PdfDefects::default();
            references(&file, &mut own);
            keys::check(&file, &mut own);
            if pages.claims.a.is_some_and(|part| part < 4) {
                limits(&file, &mut own);
            }
            cancel.check();
            let annotations = navigation::check(&file, &pages, &mut own);
            cancel.check();
            (annotations, structure::check(&file, &pages, &mut own), own)
        };
        let ((marked, of_content), (annotations, tree, of_rest)) = rayon::join(content, rest);
        findings.append(of_content);
        findings.append(of_rest);
        cancel.check();
        if let Some(tree) = tree {
            structure::parents(&file, &tree, &pages, &marked, &annotations, &mut findings);
        }
    } else {
        references(&file, &mut findings);
    }
    findings.0.sort();
    findings.0.dedup();
    findings.0
}

/// Numbers, names and strings must be within the implementation limits (A 6.1.13).
fn limits(file: &PdfFile<'_>, findings: &mut PdfDefects) {
    for (id, object) in file.objects.iter().enumerate() {
        let sound = object.as_ref().is_none_or(|object| object.value.is_within_limits());
        findings.expect(sound, "A 6.1.13", Some(id as u32), "a string, a name or a number is beyond the limits");
    }
}

/// Every reference must have an object (7.3.10 allows it to be null; we never write that).
fn references(file: &PdfFile<'_>, findings: &mut PdfDefects) {
    let known = |id: u32| file.objects.get(id as usize).is_some_and(Option::is_some);
    let mut missing = Vec::new();
    for (id, object) in file.objects.iter().enumerate() {
        let Some(object) = object else { continue };
        object.value.references(&mut |to| {
            if !known(to) {
                missing.push((id as u32, to));
            }
        });
    }
    for (from, to) in missing {
        findings.add("7.3.10", Some(from), format!("it refers to object {to}, which does not exist"));
    }
}
