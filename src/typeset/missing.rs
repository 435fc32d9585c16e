//! Reports characters without a glyph in the embedded faces: those that no font has, and those set in a system font.

use super::model::{Layout, PageItem, Tag};
use super::names::names;
use super::paragraph::Setter;
use crate::diagnostic::{CodeEntry, Detail, Diagnostic, Diagnostics, codes};
use crate::document::{BlockKind, Document, InlineKind, walk};
use crate::fonts::{EMBEDDED, FaceId, Fonts};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// How many fonts or characters a message lists.
const MOST_NAMED: usize = 5;

/// How often each character was set, with the system face that supplied it (`None`: no font has it).
type Counts = BTreeMap<(Option<FaceId>, char), usize>;

/// Reports characters set as the missing-glyph sign and those set in a system face, with their counts and first
/// positions.
pub(super) fn report(layout: &Layout, document: &Document, setter: &Setter<'_>, diagnostics: &mut Diagnostics) {
    let (missing, fonts) = (setter.missing(), setter.fonts());
    if missing.is_empty() && !fonts.asked_system() {
        return;
    }
    let counts = count(layout, &missing, fonts);
    let (lost, found): (Counts, Counts) = counts.into_iter().partition(|((face, _), _)| face.is_none());
    let places = places(document, lost.keys().chain(found.keys()).map(|&(_, c)| c).collect());
    if !lost.is_empty() {
        let signs: Vec<String> = lost.keys().map(|&(_, c)| sign(c).unwrap_or_else(|| number(c))).collect();
        let (characters, set) = quantity(&lost);
        let message = format!("no font has a glyph for {characters}, set {set}: {}", few(&signs));
        let help = remedy(lost.keys().map(|&(_, c)| c));
        diagnostics.push(grouped(&codes::GLYPH_MISSING, message, &lost, fonts, &places).help(help));
    }
    if !found.is_empty() {
        let faces: BTreeSet<FaceId> = found.keys().filter_map(|&(face, _)| face).collect();
        let faces: Vec<String> = faces.into_iter().map(|face| called(face, fonts)).collect();
        let (characters, set) = quantity(&found);
        let message = format!("{characters}, set {set}, came from installed fonts: {}", few(&faces));
        let help = "the embedded fonts lack them; on a machine with other fonts the pages may look otherwise";
        diagnostics.push(grouped(&codes::GLYPH_INSTALLED, message, &found, fonts, &places).help(help));
    }
}

/// Counts the characters that the embedded faces lack. Those in running heads and folios are listed with a count of
/// zero.
fn count(layout: &Layout, missing: &BTreeSet<char>, fonts: &Fonts) -> Counts {
    let mut counts = Counts::new();
    for page in &layout.pages {
        for placed in &page.items {
            let PageItem::Glyphs(run) = &placed.item else { continue };
            let installed = usize::from(run.face.0) >= EMBEDDED.len();
            if missing.is_empty() && !installed {
                continue;
            }
            let face = fonts.face(run.face);
            let text = page.sorts(run).text(run);
            for c in text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()) {
                let glyph = || face.glyph(c).is_some();
                let of = match (installed, missing.contains(&c)) {
                    (_, true) if !glyph() => None,
                    (true, false) if glyph() => Some(run.face),
                    _ => continue,
                };
                *counts.entry((of, c)).or_default() += usize::from(matches!(placed.tag, Tag::Node(_)));
            }
        }
    }
    counts
}

/// Source position of the first occurrence of each wanted character.
fn places(document: &Document, mut wanted: BTreeSet<char>) -> BTreeMap<char, Span> {
    let mut places = BTreeMap::new();
    let mut look = |text: &str, span: Option<Span>| {
        let Some(span) = span else { return };
        for c in text.chars().filter(|c| !c.is_ascii()) {
            if wanted.remove(&c) {
                places.insert(c, span);
            }
        }
    };
    let lists = std::iter::once(&document.blocks).chain(document.notes.iter().map(|note| &note.blocks));
    for blocks in lists {
        walk::blocks(blocks, &mut |block| {
            match &block.kind {
                BlockKind::Code(code) => look(&code.text, block.span),
                BlockKind::Math(math) => look(&math.tex, block.span),
                _ => {}
            }
            walk::for_each_inlines(block, &mut |list| {
                walk::inlines(list, &mut |inline| match &inline.kind {
                    InlineKind::Text(text) | InlineKind::Code(text) => look(text, inline.span),
                    InlineKind::Math(math) => look(&math.tex, inline.span),
                    InlineKind::Image(image) if image.resource.is_none() => look(&image.alt, inline.span),
                    _ => {}
                });
            });
        });
    }
    places
}

/// A diagnostic with a detail for each character, the most frequent first.
fn grouped(
    entry: &CodeEntry,
    message: String,
    counts: &Counts,
    fonts: &Fonts,
    places: &BTreeMap<char, Span>,
) -> Diagnostic {
    let mut order: Vec<(Option<FaceId>, char, usize)> = counts.iter().map(|(&(face, c), &n)| (face, c, n)).collect();
    order.sort_by_key(|&(_, c, n)| (std::cmp::Reverse(n), c));
    let names = names(&order.iter().map(|&(_, c, _)| c).collect());
    let details: Vec<Detail> = order
        .iter()
        .map(|&(face, c, n)| {
            let sign = sign(c).map(|sign| sign + " ").unwrap_or_default();
            let name = names.get(&c).map_or("without a name in Unicode", String::as_str);
            let from = face.map(|face| format!(", from {}", called(face, fonts))).unwrap_or_default();
            let message = format!("{sign}{} {name}{from}, {}", number(c), times(n));
            Detail { message, help: None, span: places.get(&c).copied(), character: Some(c) }
        })
        .collect();
    let first = details.iter().filter_map(|detail| detail.span).min();
    Diagnostic { details, ..Diagnostic::new(entry, first, message) }
}

/// Name of a system face, with the path of its file.
fn called(face: FaceId, fonts: &Fonts) -> String {
    format!("{} ({})", fonts.face(face).family, fonts.file_name(face).unwrap_or_default())
}

/// A printable form of the character: combining marks on a dotted circle; `None` for invisible characters.
fn sign(c: char) -> Option<String> {
    match c.script() {
        _ if is_combining_mark(c) => Some(format!("\u{25CC}{c}")),
        _ if c.is_control() => None,
        Script::Unknown => None,
        _ => Some(c.to_string()),
    }
}

fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn times(n: usize) -> String {
    match n {
        0 => "outside of the text only".to_owned(),
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

/// Number of characters and of their occurrences, in words.
fn quantity(counts: &Counts) -> (String, String) {
    let characters = match counts.len() {
        1 => "1 character".to_owned(),
        n => format!("{n} characters"),
    };
    (characters, times(counts.values().sum()))
}

/// Joins the first few names.
fn few(names: &[String]) -> String {
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    names[..names.len().min(MOST_NAMED)].join(", ") + more
}

/// Help text: which fonts to install for the missing characters.
fn remedy(characters: impl Iterator<Item = char>) -> String {
    let mut fonts = BTreeSet::new();
    for c in characters {
        fonts.insert(match c.script() {
            Script::Unknown => continue,
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
                "Noto Sans CJK".to_owned()
            }
            Script::Inherited => "Noto Sans".to_owned(),
            Script::Common if matches!(c, '\u{1F300}'..='\u{1FAFF}') => {
                "Noto Emoji (the one without colours)".to_owned()
            }
            Script::Common => "Noto Sans Symbols 2".to_owned(),
            script => format!("Noto Sans {}", script.full_name().replace('_', " ")),
        });
    }
    if fonts.is_empty() {
        return "Unicode has no such characters: install the font that they were made for".to_owned();
    }
    let fonts: Vec<String> = fonts.into_iter().collect();
    format!("install fonts that have them, such as {}", few(&fonts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Heading, Inline};
    use crate::theme::Theme;
    use crate::typeset::typeset;

    /// What setting a document says of glyphs.
    fn said(document: &Document, fonts: &Fonts) -> Vec<Diagnostic> {
        let mut diagnostics = Diagnostics::new();
        typeset(document, &Theme::default(), fonts, &Default::default(), &mut diagnostics);
        diagnostics.into_vec().into_iter().filter(|d| (701..=702).contains(&d.code.0)).collect()
    }

    fn details(diagnostic: &Diagnostic) -> Vec<(&str, Option<Span>)> {
        diagnostic.details.iter().map(|detail| (detail.message.as_str(), detail.span)).collect()
    }

    fn text(text: &str, start: u32) -> Inline {
        Inline::text(text, Some(Span::new(start, start + text.len() as u32)))
    }

    /// An embedded face, but with one character only, for which it has a glyph.
    fn face_with(character: char) -> Vec<u8> {
        let mut file = EMBEDDED[0].data.to_vec();
        let numbers = [12_u32 << 16, 28, 0, 1, character.into(), character.into(), 1];
        let mut map = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12];
        map.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
        let entry = file.windows(4).position(|tag| tag == b"cmap").unwrap();
        let place = [file.len() as u32, map.len() as u32];
        file[entry + 8..entry + 16].copy_from_slice(&place.map(u32::to_be_bytes).concat());
        file.extend(map);
        file
    }

    #[test]
    fn a_font_is_named_for_each_script_and_for_signs() {
        let named = |c: char| remedy([c].into_iter());
        for (c, font) in [
            ('漢', "Noto Sans CJK"),
            ('ক', "Noto Sans Bengali"),
            ('🙂', "Noto Emoji (the one without colours)"),
            ('⌘', "Noto Sans Symbols 2"),
        ] {
            assert_eq!(named(c), format!("install fonts that have them, such as {font}"));
        }
        assert!(named('\u{e000}').starts_with("Unicode has no such characters"));
    }

    #[test]
    fn characters_that_no_font_has_are_told_together_with_name_count_and_first_place() {
        let heading = Heading { level: 1, content: vec![text("漢", 0)], unlisted: false };
        let blocks = vec![
            Block { kind: BlockKind::Heading(heading), ..Block::paragraph(vec![], None) },
            Block::paragraph(vec![text("one", 10), text("字 and 漢字 字 한 a\u{1AB0}", 20)], None),
            Block::paragraph(vec![text("\u{10FFFD}\u{200B}\u{200D} é", 90)], None),
        ];
        let document = Document { blocks, ..Document::default() };
        let [lost] = &said(&document, &Fonts::default())[..] else { panic!("they are told together") };
        assert_eq!(lost.severity, crate::diagnostic::Severity::Warning);
        assert_eq!(
            lost.message,
            "no font has a glyph for 5 characters, set 8 times: \u{25CC}\u{1AB0}, 字, 漢, 한, U+10FFFD"
        );
        assert_eq!(lost.span, Some(Span::new(0, 3)));
        let long = Some(Span::new(20, 47));
        let expected = [
            ("字 U+5B57 CJK UNIFIED IDEOGRAPH-5B57, 3 times", long),
            ("漢 U+6F22 CJK UNIFIED IDEOGRAPH-6F22, 2 times", Some(Span::new(0, 3))),
            ("\u{25CC}\u{1AB0} U+1AB0 COMBINING DOUBLED CIRCUMFLEX ACCENT, once", long),
            ("한 U+D55C HANGUL SYLLABLE HAN, once", long),
            ("U+10FFFD without a name in Unicode, once", Some(Span::new(90, 103))),
        ];
        assert_eq!(details(lost), expected);
        assert!(lost.help.as_ref().unwrap().contains("Noto Sans CJK"), "{lost:?}");
    }

    #[test]
    fn the_most_frequent_come_first() {
        let many: String = ('一'..'丰').chain(['丁']).collect();
        let document = Document { blocks: vec![Block::paragraph(vec![text(&many, 0)], None)], ..Document::default() };
        let [lost] = &said(&document, &Fonts::default())[..] else { panic!("they are told together") };
        assert_eq!(lost.message, "no font has a glyph for 48 characters, set 49 times: 一, 丁, 丂, 七, 丄, …");
        assert_eq!(lost.details.len(), 48);
        assert!(lost.details[0].message.ends_with("4E01, 2 times"), "{lost:?}");
    }

    #[test]
    fn characters_of_installed_fonts_are_told_with_the_font_and_its_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("Other.ttf"), face_with('漢')).unwrap();
        let fonts = Fonts::new(vec![folder.path().to_owned()]);
        let words = vec![text("a 漢 b 漢 字", 0)];
        let document = Document { blocks: vec![Block::paragraph(words, None)], ..Document::default() };
        let [lost, found] = &said(&document, &fonts)[..] else { panic!("two groups") };
        assert_eq!(details(lost)[0].0, "字 U+5B57 CJK UNIFIED IDEOGRAPH-5B57, once");
        assert_eq!((found.code, found.severity), (codes::GLYPH_INSTALLED.code, crate::diagnostic::Severity::Note));
        assert_eq!(found.message, "1 character, set 2 times, came from installed fonts: Source Serif 4 (Other.ttf)");
        let only = "漢 U+6F22 CJK UNIFIED IDEOGRAPH-6F22, from Source Serif 4 (Other.ttf), 2 times";
        assert_eq!(details(found), [(only, Some(Span::new(0, 15)))]);
        assert_eq!(said(&document, &Fonts::default()).len(), 1, "without folders none is asked");
    }
}
