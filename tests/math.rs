//! Formulas of the cases, set with the math face: every one can be set, and nothing lies outside of its box.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::diagnostic::Diagnostics;
use folio::files::MemoryFiles;
use folio::math::Formula;
use folio::math::set::{MathMark, set};
use folio::options::{Options, PdfStandard};
use folio::read::Detected;
use folio::source::Input;
use folio::{read, theme, write};

/// The formulas of `cases/math/undergraduate.case`.
fn formulas() -> Vec<&'static str> {
    let case = include_str!("cases/math/undergraduate.case");
    let input = case.split("--- input\n").nth(1).and_then(|t| t.split("--- txt").next()).unwrap_or("");
    input.split("$$").map(str::trim).filter(|t| !t.is_empty()).collect()
}

#[test]
fn all_formulas_are_set() {
    let formulas = formulas();
    assert!(formulas.len() >= 60);
    for tex in formulas {
        for display in [false, true] {
            let em = 10 << 16;
            let formula = Formula::parse(tex).unwrap_or_else(|e| panic!("{tex}: {e}"));
            let set = set(&formula, em, display).unwrap_or_else(|e| panic!("{tex}: {e}"));
            let all = &set.content;
            assert!(all.width > 0 && all.height() > 0, "{tex}: an empty box");
            for placed in &all.items {
                assert!(placed.x > -em && placed.x < all.width + em, "{tex}: {placed:?} is outside");
                assert!(
                    placed.y > -all.ascent - 2 * em && placed.y < all.descent + 2 * em,
                    "{tex}: {placed:?} is outside"
                );
            }
            let said: String = all
                .items
                .iter()
                .filter_map(|p| match &p.mark {
                    MathMark::Glyph { text, .. } => Some(text.as_str()),
                    MathMark::Rule { .. } => None,
                })
                .collect();
            assert!(!said.is_empty(), "{tex}: says nothing");
        }
    }
}

#[test]
fn all_formulas_have_well_formed_mathml() {
    use quick_xml::events::Event;
    for tex in formulas() {
        let formula = Formula::parse(tex).unwrap_or_else(|e| panic!("{tex}: {e}"));
        let markup = folio::math::mathml(&formula, "", true);
        let mut reader = quick_xml::Reader::from_str(&markup);
        let mut open: Vec<Vec<u8>> = Vec::new();
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{tex}: {e}")) {
                Event::Start(start) => open.push(start.name().as_ref().into()),
                Event::End(_) => drop(open.pop().unwrap_or_else(|| panic!("{tex}: ends too often"))),
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty() && markup.contains("<m"), "{tex}: {markup}");
    }
}

/// Formulas with the commands that KaTeX knows, one a line, and with those of a few packages that authors use with it.
fn katex() -> impl Iterator<Item = &'static str> {
    include_str!("katex.txt").lines().filter(|line| !line.is_empty())
}

#[test]
fn what_katex_knows_is_set() {
    let mut faults = Vec::new();
    for tex in katex() {
        match Formula::parse(tex) {
            Ok(formula) if formula.is_blank() => {}
            Ok(formula) => {
                let markup = folio::math::mathml(&formula, "", true);
                let body = markup.split_once('>').map_or("", |(_, body)| body);
                if let Err(why) = set(&formula, 10 << 16, true) {
                    faults.push(format!("{tex}: {why}"));
                } else if body.contains('\\') && !tex.contains("backslash") && !tex.contains("setminus") {
                    faults.push(format!("{tex}: its source shows in {body}"));
                } else if body.contains(|c: char| ('\u{e000}'..='\u{f8ff}').contains(&c)) {
                    faults.push(format!("{tex}: a sign of ours shows in {body}"));
                }
            }
            Err(fault) => faults.push(format!("{tex}: {fault}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn formulas_are_told_in_words() {
    let formulas: Vec<String> = katex().map(|tex| format!("$${tex}$$\n")).collect();
    for language in ["en", "de", "fr", "es", "zh", "pl"] {
        let text = format!("---\ntitle: T\nlang: {language}\n---\n{}", formulas.join("\n"));
        let mut diagnostics = Diagnostics::new();
        let input = Input::new("a.md", text);
        let mut options = Options::default();
        let (_, document) = folio::read(
            &[Detected::asked(&input, read::by_name("markdown").unwrap())],
            &MemoryFiles::default(),
            &options,
            &mut diagnostics,
        );
        let told = diagnostics.iter().filter(|d| d.code.0 == 616).count();
        assert_eq!(told, usize::from(language == "pl"), "{language}");
        // Both formats' own checks refuse a formula whose description is its source.
        let write = |format: &str, options: &Options| {
            let theme = theme::choose(&document, &options.look);
            let written = write::by_name(format).unwrap().write(&document, &theme, options, &mut Diagnostics::new());
            written.unwrap_or_else(|e| panic!("{language} {format}: {e}")).bytes
        };
        let claims = folio::write::epub::claims(&write("epub", &options));
        let described = claims.iter().any(|(_, value)| value == "describedMath");
        assert_eq!(described, language != "pl", "{language}: {claims:?}");
        write("pdf", &options);
        options.pdf.standard = PdfStandard::Ua2A4;
        write("pdf", &options);
    }
}
