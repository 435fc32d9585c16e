//! Drawings: the content of forms and tiling patterns. It belongs to the element that shows the form and has no marked
//! content itself (UA 7.20).

use super::PdfDefects;
use super::file::PdfFile;
use super::parse::{Dict, ObjectParser, PdfValue};
use rayon::prelude::*;

/// Limit of nested saved graphics states (A 6.1.13).
pub(super) const MOST_SAVED: usize = 28;

/// Operators of drawings that take no name.
const OPERATORS: &[&[u8]] = &[
    b"cm", b"rg", b"RG", b"cs", b"CS", b"w", b"J", b"j", b"M", b"d", b"m", b"l", b"c", b"h", b"re", b"f", b"f*", b"S",
    b"W", b"W*", b"n",
];

/// Checks all drawings.
pub(super) fn check(file: &PdfFile<'_>, findings: &mut PdfDefects) {
    let is_drawing = |dict: &Dict<'_>| dict.name("Subtype") == Some(b"Form") || dict.int("PatternType") == Some(1);
    let ids: Vec<u32> = (0..file.objects.len() as u32).filter(|&id| file.dict(id).is_some_and(is_drawing)).collect();
    let checked: Vec<PdfDefects> = ids
        .par_iter()
        .map(|&id| {
            let mut own = PdfDefects::default();
            drawing(file, id, &mut own);
            own
        })
        .collect();
    checked.into_iter().for_each(|own| findings.append(own));
}

fn drawing(file: &PdfFile<'_>, id: u32, findings: &mut PdfDefects) {
    let Some((dict, bytes)) = file.stream(id) else {
        findings.add("8.10", Some(id), "a drawing can't be inflated");
        return;
    };
    let none = Dict::default();
    let resources = file.resolve(dict.get("Resources")).unwrap_or(&none);
    let mut parser = ObjectParser::new(&bytes);
    let (mut saved, mut last) = (0usize, PdfValue::Null);
    loop {
        parser.space();
        if parser.rest().is_empty() {
            break;
        }
        if let Some(value) = parser.value() {
            if !value.is_within_limits() {
                findings.add("A 6.1.13", Some(id), "a number in a drawing is beyond the limits");
            }
            last = value;
            continue;
        }
        let named = |key: &str| match &last {
            PdfValue::Name(name) => std::str::from_utf8(name)
                .is_ok_and(|name| file.resolve(resources.get(key)).is_some_and(|part| part.reference(name).is_some())),
            _ => false,
        };
        let sound = match parser.word() {
            b"q" => {
                saved += 1;
                saved <= MOST_SAVED
            }
            b"Q" => {
                let open = saved > 0;
                saved = saved.saturating_sub(1);
                open
            }
            b"Do" => named("XObject"),
            b"gs" => named("ExtGState"),
            b"scn" | b"SCN" => named("Pattern"),
            operator => OPERATORS.contains(&operator),
        };
        if !sound {
            findings.add("A 6.2.2", Some(id), "a drawing has an operator that ours never have, or not so");
            return;
        }
    }
    findings.expect(saved == 0, "8.4.2", Some(id), "a drawing ends with a state that is saved");
}
