//! The safety rule, over generated and mutated text: words in = words out, in order, and never a panic.

use super::*;
use crate::document::{Block, BlockKind, InlineKind, ListMarker, walk};
use proptest::prelude::*;

/// Letters and figures of a document by their place in the source. Marks that a reader takes away (list numbers,
/// note marks) are given back where they stood.
fn letters(document: &Document, source: &Source) -> String {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    let mut on_block = |block: &Block| {
        match &block.kind {
            BlockKind::Code(code) => {
                pieces
                    .push((block.span.map_or(0, |s| s.start), code.language.clone().unwrap_or_default() + &code.text));
            }
            BlockKind::List(list) => {
                for (i, item) in list.items.iter().enumerate() {
                    if let ListMarker::Ordered { start, style, .. } = list.marker {
                        pieces.push((item.span.expect("read").start, style.format(start + i as u64)));
                    }
                    if item.task == Some(true) {
                        let range = source.range(item.span.expect("read"));
                        pieces.push((
                            item.span.expect("read").start,
                            if source.text()[range].contains(['x', 'X'])
                                && !source.text()[source.range(item.span.expect("read"))].contains(['☑', '☒'])
                            {
                                "x"
                            } else {
                                ""
                            }
                            .into(),
                        ));
                    }
                }
            }
            BlockKind::Group(_) => {
                if let Some(crate::document::Role::Alert(kind)) = block.attributes.role {
                    pieces.push((block.span.expect("read").start, format!("{kind:?}")));
                }
            }
            _ => {}
        }
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => {
                    pieces.push((inline.span.expect("read").start, text.clone()))
                }
                InlineKind::NoteRef(id) => {
                    pieces.push((inline.span.expect("read").start, document.note(*id).label.clone()));
                }
                _ => {}
            });
        });
    };
    walk::blocks(&document.blocks, &mut on_block);
    for note in &document.notes {
        walk::blocks(&note.blocks, &mut on_block);
    }
    for note in &document.notes {
        let span = note.span.expect("read");
        let word =
            if source.text()[source.range(span)].to_lowercase().starts_with("[footnote") { "Footnote" } else { "" };
        pieces.push((span.start, format!("{word}{}", note.label)));
    }
    // Stable: a marker stands before the text that begins where it does.
    pieces.sort_by_key(|p| p.0);
    keep(&pieces.into_iter().map(|p| p.1).collect::<String>())
}

/// Letters and figures only, upper and lower case alike (a list's numerals and a fence's language are normalized).
fn keep(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads a text in every style, and checks that nothing is lost or moved.
fn check(text: &str) {
    for style in [
        InputStyle::Auto,
        InputStyle::Article,
        InputStyle::Book,
        InputStyle::Email,
        InputStyle::Verse,
        InputStyle::Plain,
    ] {
        for no_infer in [false, true] {
            let source = Source::new("a", text, 0);
            let document = Plain.read(&source, &ReadOptions { style, no_infer }, &mut Diagnostics::new());
            assert_eq!(letters(&document, &source), keep(text), "{style:?} {no_infer} {text:?}");
        }
    }
}

/// What texts are made of: fragments that some part of the reader looks for.
const FRAGMENTS: &[&str] = &[
    "By ",
    "Ann Lee",
    "March 3, 2026",
    "Updated: ",
    "“",
    "”",
    "'",
    "\"",
    "- ",
    "* ",
    "1. ",
    "2. ",
    "(a) ",
    "iv) ",
    "[1]",
    "[1] ",
    "*",
    "†",
    "> ",
    ">",
    "\n",
    "\n",
    "\n\n",
    "\n\n\n",
    "    ",
    "  ",
    "\t",
    "|",
    "│ ",
    "┌──┬──┐",
    "│ a │ b │",
    "└──┴──┘",
    "+---+---+",
    "===",
    "---",
    "----------",
    "* * *",
    "```",
    "~~~",
    "CHAPTER I",
    "Chapter 2. The Wall",
    "THE SEA",
    "a word",
    "the sea wall was too low",
    ". ",
    ", ",
    ": ",
    "?",
    "—",
    "-",
    "exam-",
    "ple",
    "example",
    "https://example.org/a_(b)",
    "a@example.org",
    "_so_",
    "*so*",
    "**so**",
    "`x`",
    "© 2026",
    "Dear Ann,",
    "Yours,",
    "--",
    "-- ",
    "From: ",
    "To: ",
    "Subject: ",
    "Date: ",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
    "[Footnote 1: ",
    "]",
    "☐ ",
    "[x] ",
    "NOTE",
    "Table 1. Costs",
    "Year  Cost",
    "2024  $12",
    "2025  $9",
    "\u{c}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{3000}",
    "你好。",
    "第三章",
    "文/王小明",
    "é",
    "e\u{301}",
    "¹",
    "½",
    "Ⅳ",
    "ß",
    "İ",
    "ﬁ",
    "\u{ad}",
    "\u{200b}",
    "# ",
    "## ",
    "-30-",
    "ENDS",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_in_text_of_fragments(parts in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60)) {
        check(&parts.concat());
    }

    #[test]
    fn no_word_is_lost_in_lines(lines in prop::collection::vec(("( {0,6}|\t)", prop::collection::vec(prop::sample::select(FRAGMENTS), 0..6)), 0..24)) {
        check(&lines.into_iter().map(|(indent, parts)| indent + &parts.concat()).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        check(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let source = crate::read::decode::decode("a", &bytes, 0, &mut Diagnostics::new());
        check(source.text());
    }
}

#[test]
fn large_inputs_take_linear_time() {
    let start = std::time::Instant::now();
    for text in [
        "word ".repeat(200_000),
        "x".repeat(1_000_000),
        "> ".repeat(10_000) + "deep",
        (0..3_000).map(|i| "  ".repeat(i % 400) + "- item\n").collect::<String>(),
        "``` a\n".repeat(50_000),
        "*a ".repeat(100_000),
        "_a".repeat(100_000),
        "[1] ".repeat(100_000),
        "* note\n\n".repeat(20_000),
        "a*\n\n* note\n\n".repeat(10_000),
        "THE SEA\n\n".repeat(20_000),
        "CHAPTER I\n\n".repeat(20_000),
        "1. a\n".repeat(50_000),
        "a  b\n".repeat(50_000),
        "@".repeat(200_000),
        "http://".repeat(50_000),
        "exam-\nple ".repeat(30_000),
        "a | b\n".repeat(30_000),
        "│ a\n".repeat(30_000),
    ] {
        let source = Source::new("a", text, 0);
        let document = Plain.read(&source, &ReadOptions::default(), &mut Diagnostics::new());
        assert!(!document.blocks.is_empty());
    }
    // Far more than it takes, and far less than anything quadratic would.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
