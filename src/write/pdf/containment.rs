//! Containment rules of the PDF 2.0 structure tree: ISO/TS 32005, table 5, for the types that we write.
//!
//! ```text
//! Document → Sect → Caption      a caption belongs to a group of its own
//! TD → Sect, not TD → BlockQuote
//! ```

/// Types allowed only in certain parents.
const PARTS: &[(&str, &[&str])] = &[
    ("Document", &[]),
    ("LI", &["L"]),
    ("LBody", &["LI"]),
    ("TR", &["Table", "THead", "TBody", "TFoot"]),
    ("TH", &["TR"]),
    ("TD", &["TR"]),
    ("THead", &["Table"]),
    ("TBody", &["Table"]),
    ("TFoot", &["Table"]),
    ("TOCI", &["TOC"]),
];

/// For the other types: parents that must not contain them.
const NOT_IN: &[(&[&str], &[&str])] = &[
    (&["Document"], &["Caption", "Lbl", "Em", "Strong", "Quote", "Reference", "Span"]),
    (&["Art"], &["Art", "Em", "Strong", "Quote", "Span"]),
    (&["Sect"], &["Em", "Strong", "Quote", "Span"]),
    (&["BlockQuote", "Aside"], &["Title", "Em", "Strong", "Quote", "Aside", "Span"]),
    (&["Caption"], &["Caption", "TOC", "Title"]),
    (&["Title"], &["Art", "Sect", "BlockQuote", "TOC", "Title", "H"]),
    (&["H"], &["Part", "Art", "Div", "BlockQuote", "Caption", "TOC", "Title", "H", "P", "L", "Table", "Aside"]),
    (&["P"], &["Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "Title", "H", "P", "Aside"]),
    (&["Lbl"], &["Lbl"]),
    (&["LBody"], &["TOC", "Title", "Lbl"]),
    (&["TH", "TD"], &["Part", "BlockQuote", "Caption", "TOC", "Title", "Aside"]),
    // These hold blocks only where they hold no text (table 5, note on grouping): ours hold text.
    (&["Link", "Reference"], &["Part", "BlockQuote", "Caption", "TOC", "Title", "H", "P", "L", "Table", "Aside"]),
    (&["Quote"], &["Div"]),
    (&["FENote"], &["TOC", "Title", "H", "Caption"]),
    (&["Code"], &["TOC", "Title", "H"]),
    (&["Figure"], &["TOC", "Title"]),
    (&["Formula"], &["Art", "Sect", "TOC", "Title"]),
    (
        &["Em", "Strong", "Span", "Quote", "Lbl"],
        &["Part", "Art", "Sect", "BlockQuote", "Caption", "TOC", "Title", "H", "P", "L", "Table", "Aside"],
    ),
    (&["Em", "Strong", "Span", "Lbl"], &["Div"]),
];

/// Parents that allow only certain kids.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("TOC", &["TOCI", "TOC", "Part", "Caption"]),
    ("TOCI", &["TOC", "P", "Lbl", "Reference", "Div"]),
    ("L", &["LI", "L", "Caption"]),
    ("LI", &["Lbl", "LBody", "Div"]),
    ("Table", &["Caption", "THead", "TBody", "TFoot", "TR"]),
    ("THead", &["TR"]),
    ("TBody", &["TR"]),
    ("TFoot", &["TR"]),
    ("TR", &["TH", "TD"]),
];

/// Types without content items of their own (table 5, rows "content item").
const NO_CONTENT: &[&str] =
    &["Document", "Art", "Sect", "TOC", "TOCI", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR"];

/// Types that are transparent for containment: their kids are checked against the next ancestor.
pub(super) fn passes_through(kind: &str) -> bool {
    matches!(kind, "Div" | "Part")
}

/// Whether an element may be in a parent of another type. `parent` is the nearest ancestor that is not
/// [transparent](passes_through).
pub(super) fn may_hold(parent: &str, kind: &str) -> bool {
    let (parent, kind) = (heading(parent), heading(kind));
    if let Some((_, parents)) = PARTS.iter().find(|(part, _)| *part == kind) {
        return parents.contains(&parent);
    }
    if let Some((_, kinds)) = ONLY_IN.iter().find(|(only, _)| *only == parent) {
        return kinds.contains(&kind);
    }
    !NOT_IN.iter().any(|(parents, kinds)| parents.contains(&parent) && kinds.contains(&kind))
}

/// Whether an element may have content items.
pub(super) fn may_hold_content(kind: &str) -> bool {
    !NO_CONTENT.contains(&kind)
}

/// `H` for headings of every level.
fn heading(kind: &str) -> &str {
    match kind.as_bytes() {
        [b'H', b'1'..=b'6'] => "H",
        _ => kind,
    }
}
