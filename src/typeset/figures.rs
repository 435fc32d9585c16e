//! The figures of a set document, with the places of what could not be avoided, for reports.

use super::model::{FlawKind, Layout};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// How many places of one kind of flaw are listed; further ones are only counted.
const MOST_PLACES: usize = 200;
/// How many pages a message lists.
const MOST_PAGES: usize = 8;

/// Counts lines, pages and flaws, records where the flaws are, and warns of overfull lines.
pub(super) fn report(layout: &Layout, diagnostics: &mut Diagnostics) {
    let statistics = &layout.statistics;
    diagnostics.count("pages", layout.pages.len() as u64);
    diagnostics.count("lines", statistics.lines.into());
    diagnostics.count("hyphenated-lines", statistics.hyphenated.into());
    diagnostics.count("uneven-spreads", statistics.uneven_spreads.into());
    for kind in FlawKind::ALL {
        diagnostics.count(kind.name(), statistics.count(kind) as u64);
        for flaw in statistics.flaws.iter().filter(|f| f.kind == kind).take(MOST_PLACES) {
            diagnostics.locate(kind.name(), format!("page {}: {}", layout.number(flaw.page), flaw.text));
        }
    }
    let mut pages: Vec<u32> =
        statistics.flaws.iter().filter(|f| f.kind == FlawKind::Overfull).map(|f| f.page).collect();
    if !pages.is_empty() {
        let count = pages.len();
        let lines = if count == 1 { "a line sticks".to_owned() } else { format!("{count} lines stick") };
        pages.dedup();
        let mut named: Vec<String> = pages.iter().take(MOST_PAGES).map(|page| layout.number(*page)).collect();
        if pages.len() > MOST_PAGES {
            named.push("…".to_owned());
        }
        let pages = if pages.len() == 1 { "page" } else { "pages" };
        let message = format!("{lines} out of the measure, on {pages} {}", named.join(", "));
        let help = "what stands there cannot be divided: a smaller size or a wider measure makes room";
        diagnostics.push(Diagnostic::new(&codes::LINE_OVERFULL, None, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NumberStyle;
    use crate::typeset::model::{Flaw, Page, PageLabels};

    #[test]
    fn flaws_are_counted_and_placed_by_the_printed_number() {
        let mut layout = Layout::default();
        layout.pages.resize_with(5, Page::default);
        let label = |page, style| PageLabels { page, style: Some(style), start: 1 };
        layout.labels = vec![label(0, NumberStyle::LowerRoman), label(2, NumberStyle::Decimal)];
        let flaw = |kind, page| Flaw { kind, page, text: "some words".into() };
        layout.statistics.flaws =
            vec![flaw(FlawKind::Overfull, 1), flaw(FlawKind::Overfull, 4), flaw(FlawKind::Widow, 2)];
        let mut diagnostics = Diagnostics::new();
        report(&layout, &mut diagnostics);
        let figures: Vec<_> = diagnostics.figures().filter(|(_, value)| *value > 0).collect();
        assert_eq!(figures, [("overfull-lines", 2), ("pages", 5), ("widows", 1)]);
        let places: Vec<_> = diagnostics.places().collect();
        let overfull = ["page ii: some words".to_owned(), "page 3: some words".to_owned()];
        assert_eq!(places[0], ("overfull-lines", overfull.as_slice()));
        assert_eq!(places[1], ("widows", ["page 1: some words".to_owned()].as_slice()));
        let said: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(said, ["2 lines stick out of the measure, on pages ii, 3"]);
    }
}
