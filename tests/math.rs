//! Formulas of the cases, set with the math face: every one can be set, and nothing lies outside of its box.

use folio::math::Formula;
use folio::math::set::{Mark, set};

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
                    Mark::Glyph { text, .. } => Some(text.as_str()),
                    Mark::Rule { .. } => None,
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
        let markup = folio::math::mathml(&formula, tex, true);
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
