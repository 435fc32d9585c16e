//! Reads Markdown.
//!
//! `pulldown-cmark` finds the structure, with the place of everything, in the source or in what [`amend`] makes of it
//! where the parser would misread it; [`events`] hands it to the tree that the
//! HTML reader builds with, so that Markdown and the raw HTML in it mean the same. [`front_matter`] is what stands
//! before the text.

mod amend;
mod captions;
mod dialect;
mod edit;
mod events;
mod flavor;
mod front_matter;
mod scripts;

use super::decode::{self, declared};
use super::{ReadContext, ReadInput, Reader};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::options::ReadOptions;
use crate::source::{Cut as _, Input, Source};
use flavor::Flavor;

/// Reads Markdown: CommonMark and GitHub Flavored Markdown, and what dialects have beside them.
pub struct Markdown;

/// Reads GitHub Flavored Markdown, and takes what dialects have beside it as text.
pub struct Gfm;

/// Reads CommonMark, and takes everything else as text.
pub struct CommonMark;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[
            "md",
            "markdown",
            "mdown",
            "mkd",
            "mkdn",
            "mdwn",
            "mdtext",
            "mdtxt",
            "qmd",
            "rmd",
            "rmarkdown",
            "mdx",
            "livemd",
        ]
    }

    fn summary(&self) -> &'static str {
        "Markdown of any dialect"
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["text/markdown"]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
        read_as(Flavor::Dialects, input, context)
    }
}

impl Reader for Gfm {
    fn name(&self) -> &'static str {
        "gfm"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn summary(&self) -> &'static str {
        "GitHub Flavored Markdown, nothing else"
    }

    fn media_types(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
        read_as(Flavor::Gfm, input, context)
    }
}

impl Reader for CommonMark {
    fn name(&self) -> &'static str {
        "commonmark"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn summary(&self) -> &'static str {
        "CommonMark, nothing else"
    }

    fn media_types(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
        read_as(Flavor::CommonMark, input, context)
    }
}

fn read_as(flavor: Flavor, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
    let source = decode::text(input, declared::in_comment(&input.bytes), context);
    let document = read(&source, flavor, context.options, context.diagnostics);
    ReadInput { source, document }
}

fn read(source: &Source, flavor: Flavor, options: &ReadOptions, diagnostics: &mut Diagnostics) -> Document {
    let (metadata, start) = front_matter::read(source, flavor, diagnostics);
    let text = source.text().cut(start..);
    let (rewritten, found) = if flavor.has_dialects() { dialect::scan(text) } else { Default::default() };
    let amended = amend::amend(source, start, rewritten, flavor, diagnostics);
    let (built, contents) = events::build(source, start, &amended, &found.directives, flavor, &options.cancel);
    diagnostics.append(built.diagnostics);
    let mut metadata = metadata;
    if contents {
        metadata.toc.get_or_insert(true);
    }
    let mut document = Document { metadata, blocks: built.blocks, notes: built.notes, ..Document::default() };
    document.metadata.number_named = flavor.has_dialects();
    if flavor.has_dialects() {
        dialect::inlines::read(&mut document, source, &amended.text, &found);
        captions::attach(&mut document.blocks);
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::text;
    use crate::source::Source;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser};

    fn read(markdown: &str) -> Document {
        super::read(
            &Source::new("a.md", markdown, 0),
            Flavor::Dialects,
            &ReadOptions::default(),
            &mut Diagnostics::new(),
        )
    }

    /// The letters of a text: what no reader may lose or change the order of.
    fn letters(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// The letters that the parser itself finds in a text.
    fn expected(markdown: &str) -> String {
        let source = Source::new("a.md", markdown, 0);
        let (rewritten, _) = dialect::scan(source.text());
        let amended = amend::amend(&source, 0, rewritten, Flavor::Dialects, &mut Diagnostics::new());
        let mut out = String::new();
        for event in Parser::new_ext(&amended.text, Flavor::Dialects.extensions()) {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                    out.push_str(&amended.restore(&*text));
                }
                _ => {}
            }
        }
        letters(&out)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn words_keep_their_order(
            parts in proptest::collection::vec(
                prop_oneof![
                    "[a-z]{1,5}", " {1,5}", "\n{1,2}", "[*_~`#>|+=:-]{1,4}", "[0-9]{1,2}[.)] ", Just("- [ ] ".to_owned()),
                    Just("![a](b)".to_owned()), Just("[a](#b \"c\")".to_owned()), Just("| a | b |\n|---|--:|\n".to_owned()),
                    Just("$x$".to_owned()), Just("\\".to_owned()), Just("> [!NOTE]\n> ".to_owned()), Just("&amp;".to_owned()),
                ],
                0..40,
            )
        ) {
            let markdown = parts.concat();
            prop_assume!(!markdown.starts_with("---") && !markdown.starts_with("+++"));
            prop_assert_eq!(letters(&text(&read(&markdown))), expected(&markdown));
        }

        #[test]
        fn raw_html_loses_no_word(
            parts in proptest::collection::vec(
                prop_oneof![
                    "[a-z]{1,5}", Just(" ".to_owned()), "\n{1,2}", "[*_>-]{1,2}",
                    "</?(p|b|i|a|div|ul|ol|li|table|tr|td|th|caption|pre|code|h1|h2|details|summary|figure|figcaption|dl|dt|dd|blockquote|sub|kbd|q|br|hr|thead|span id=x|my-foo)>",
                ],
                0..40,
            )
        ) {
            let markdown = parts.concat();
            prop_assume!(!markdown.starts_with("---"));
            let mut found: Vec<char> = letters(&text(&read(&markdown))).chars().collect();
            let mut html = String::new();
            for event in Parser::new_ext(&markdown, Flavor::Dialects.extensions()) {
                match event {
                    Event::Html(text) | Event::InlineHtml(text) => html.push_str(&text),
                    Event::Text(text) | Event::Code(text) => html.push_str(&text.replace('<', "&lt;")),
                    _ => {}
                }
            }
            let mut words = String::new();
            crate::read::markup::tokens::for_each(&html, &mut |token, _| {
                if let crate::read::markup::tokens::HtmlToken::Text(text) = token {
                    words.push_str(text);
                }
            });
            // Captions stand behind their tables, so the order may differ.
            let mut wanted: Vec<char> = letters(&words).chars().collect();
            found.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn dialects_lose_no_word(
            parts in proptest::collection::vec(
                prop_oneof![
                    "[a-z]{1,5}", Just(" ".to_owned()), "\n{1,2}", Just("\n    ".to_owned()), Just("\n:::\n".to_owned()),
                    Just("\n::: É\n".to_owned()), Just("\n!!! É\n\n    ".to_owned()), Just("\n=== \"É\"\n\n    ".to_owned()),
                    Just("\n> [!É] ".to_owned()), Just("\n- ".to_owned()), Just("\n> ".to_owned()), Just("\n```\n".to_owned()),
                    Just("\n+---+---+\n".to_owned()), Just("\n| a | b |\n".to_owned()), Just("\n+===+===+\n".to_owned()),
                    Just("\na b\n--- ---\n".to_owned()), Just("\n---- ----\n".to_owned()), Just("\n: ".to_owned()),
                    Just("^[".to_owned()), Just("]".to_owned()), Just("[".to_owned()), Just("{.É}".to_owned()), Just("==".to_owned()),
                    Just("++".to_owned()), Just("{++".to_owned()), Just("++}".to_owned()), Just("{>>".to_owned()), Just("<<}".to_owned()),
                    Just("\\(".to_owned()), Just("\\)".to_owned()), Just("{~~".to_owned()),
                    Just("~>".to_owned()), Just("~~}".to_owned()), Just("\n| ".to_owned()), Just("\na. ".to_owned()),
                    Just("\n(@) ".to_owned()), Just("\n#. ".to_owned()), Just("*".to_owned()), Just("`c`".to_owned()), Just("![".to_owned()),
                ],
                0..60,
            )
        ) {
            let markdown = parts.concat();
            prop_assume!(!markdown.starts_with("---"));
            // The names of containers and classes have no letters of ASCII here: they are no words of the text.
            let words = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
                letters.sort_unstable();
                letters
            };
            let found = text(&read(&markdown));
            let (found, wanted) = (words(&found), words(&markdown));
            let missing = wanted.iter().filter(|c| wanted.iter().filter(|d| d == c).count() > found.iter().filter(|d| d == c).count());
            prop_assert_eq!(missing.count(), 0, "{:?}", markdown);
        }

        #[test]
        fn any_text_is_read(markdown in "\\PC{0,200}") {
            let _ = read(&markdown);
        }
    }

    #[test]
    fn a_flavor_that_is_asked_for_has_no_dialects() {
        let said = |flavor, markdown: &str| {
            let source = Source::new("a.md", markdown, 0);
            text(&super::read(&source, flavor, &ReadOptions::default(), &mut Diagnostics::new()))
        };
        let markdown = "::: tip\nA ==b== \\[c\\] ^[d] {++e++} x~2~.\n:::\n\nTerm\n: what\n\n## H {#i}";
        let letters = "::: tip A ==b== [c] ^[d] {++e++}";
        for flavor in [Flavor::Gfm, Flavor::CommonMark] {
            let found = said(flavor, markdown).replace('\n', " ");
            assert!(found.contains(letters) && found.contains("Term : what") && found.contains("H {#i}"), "{found}");
        }
        assert!(said(Flavor::CommonMark, "~~a~~ $b$ | c").contains("~~a~~ $b$"));
        assert!(!said(Flavor::Gfm, "~~a~~").contains('~'));
        assert!(!said(Flavor::Dialects, markdown).contains(":::"));
    }

    #[test]
    fn a_note_defined_too_deep_to_nest_keeps_its_text() {
        let markdown = "Text[^2].\n\n".to_owned() + &"> ".repeat(70) + "- quoted\n\n" + &"> ".repeat(70);
        let document = read(&(markdown + "[^2]: note *deep*\n\nEnd."));
        let said = |blocks: &[crate::document::Block]| {
            text(&Document { blocks: blocks.to_vec(), ..Document::default() }).split_whitespace().collect::<String>()
        };
        assert_eq!(said(&document.blocks), "Text.quotedEnd.");
        assert_eq!(said(&document.notes[0].blocks), "notedeep");
    }

    #[test]
    fn deep_nesting_takes_bounded_time() {
        for unit in ["> ", "- ", "<div>\n\n", "<b>", "*a ", "[", "<ul><li>", "<table><tr><td>"] {
            let markdown = unit.repeat(10_000) + "end";
            let document = read(&markdown);
            assert!(text(&document).contains("end"), "{unit}");
        }
    }
}
