//! The safety rule: no input panics, and no word is lost or moved, from the source into the document and from there
//! into the outputs.
//!
//! It is tried on every source at hand, on each of them damaged (lines dropped, joined, doubled, moved; white space
//! and letters put in; cut off at any byte) and on texts made of the fragments that the reader of plain text looks
//! for. The same inputs are tried every time; `FOLIO_SAFETY_ROUNDS=50 cargo test --release --test safety` tries fifty
//! times as many, and `FOLIO_SAFETY_SEED` begins elsewhere.

#![allow(clippy::unwrap_used)] // helpers of tests

mod samples;

use folio::diagnostic::Diagnostics;
use folio::document::{Block, BlockKind, Document, Inline, InlineKind, ListMarker, Role, walk};
use folio::files::Memory;
use folio::options::{InputStyle, Options, ReadOptions, Wrap};
use folio::source::{Source, Sources};
use folio::{read, write};
use samples::samples;
use std::io::{Cursor, Read as _};
use unicode_normalization::UnicodeNormalization;

// From the source into the document: of plain text, every letter and figure.

/// Letters and figures of a document by their place in the source. Marks that a reader takes away (list numbers,
/// note marks, the name of an aside) are given back where they stood.
fn letters(document: &Document, source: &Source) -> String {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    let start = |span: Option<folio::source::Span>| span.expect("what was read has a place").start;
    let mut on_block = |block: &Block| {
        match &block.kind {
            BlockKind::Code(code) => {
                let language = code.language.clone().unwrap_or_default();
                pieces.push((block.span.map_or(0, |s| s.start), language + &code.text));
            }
            BlockKind::List(list) => {
                for (i, item) in list.items.iter().enumerate() {
                    if let ListMarker::Ordered { start: first, style, .. } = list.marker {
                        pieces.push((start(item.span), style.format(first + i as u64)));
                    }
                    let text = &source.text()[source.range(item.span.unwrap())];
                    if item.task == Some(true) && text.contains(['x', 'X']) && !text.contains(['☑', '☒']) {
                        pieces.push((start(item.span), "x".into()));
                    }
                }
            }
            BlockKind::Group(_) => {
                if let Some(Role::Alert(kind)) = block.attributes.role {
                    pieces.push((start(block.span), format!("{kind:?}")));
                }
            }
            _ => {}
        }
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => pieces.push((start(inline.span), text.clone())),
                InlineKind::NoteRef(id) => pieces.push((start(inline.span), document.note(*id).label.clone())),
                _ => {}
            });
        });
    };
    walk::blocks(&document.blocks, &mut on_block);
    for note in &document.notes {
        walk::blocks(&note.blocks, &mut on_block);
    }
    for note in &document.notes {
        let text = source.text()[source.range(note.span.unwrap())].to_lowercase();
        let word = if text.starts_with("[footnote") { "Footnote" } else { "" };
        pieces.push((start(note.span), format!("{word}{}", note.label)));
    }
    // Stable: a marker stands before the text that begins where it does.
    pieces.sort_by_key(|p| p.0);
    keep(&pieces.into_iter().map(|p| p.1).collect::<String>())
}

/// Letters and figures only, upper and lower case alike (a list's numerals and a fence's language are normalized).
fn keep(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const STYLES: [InputStyle; 6] =
    [InputStyle::Auto, InputStyle::Article, InputStyle::Book, InputStyle::Email, InputStyle::Verse, InputStyle::Plain];

/// What a text loses when it is read, in the first style that loses something.
fn loss(text: &str) -> Option<String> {
    let plain = read::by_name("text").unwrap();
    let source = Source::new("a", text, 0);
    let wanted = keep(text);
    STYLES.iter().flat_map(|&style| [(style, false), (style, true)]).find_map(|(style, no_infer)| {
        let document = plain.read(&source, &ReadOptions { style, no_infer }, &mut Diagnostics::new());
        let got = letters(&document, &source);
        let at = got.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
        let near = |s: &str| s.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
        (got != wanted)
            .then(|| format!("{style:?}, no_infer {no_infer}: wanted …{}… got …{}…", near(&wanted), near(&got)))
    })
}

/// Checks that a text is read without loss; a text that is not is made as short as it goes, line by line.
fn check(text: &str, about: &str) {
    let Some(_) = loss(text) else { return };
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut i = 0;
    while i < lines.len() {
        let mut shorter = lines.clone();
        shorter.remove(i);
        match loss(&shorter.concat()) {
            Some(_) => lines = shorter,
            None => i += 1,
        }
    }
    let text = lines.concat();
    panic!("{about}: {}\n{text:?}", loss(&text).unwrap());
}

// From the document into the outputs: every word, in order.

/// The words of a document in reading order, its notes apart; formulas are set in signs of their own.
fn words(document: &Document) -> (Vec<String>, Vec<String>) {
    let of = |blocks: &[Block]| {
        let mut out = String::new();
        collect_words(blocks, &mut out);
        split(&out)
    };
    (of(&document.blocks), document.notes.iter().flat_map(|n| of(&n.blocks)).collect())
}

fn collect_words(list: &[Block], out: &mut String) {
    for block in list {
        match &block.kind {
            BlockKind::Code(code) => {
                out.push_str(&code.text);
                out.push('\n');
            }
            BlockKind::Math(_) => {}
            BlockKind::Figure(figure) => {
                collect_words(&figure.blocks, out);
                inline_words(&figure.caption, out);
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|term| inline_words(term, out));
                    definition.definitions.iter().for_each(|d| collect_words(d, out));
                }
            }
            _ => {
                walk::for_each_inlines(block, &mut |list| inline_words(list, out));
                walk::for_each_child(block, &mut |children| collect_words(children, out));
            }
        }
    }
}

fn inline_words(list: &[Inline], out: &mut String) {
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
        InlineKind::LineBreak | InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => out.push(' '),
        _ => {}
    });
    out.push('\n');
}

fn split(text: &str) -> Vec<String> {
    let soft = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.nfkc().filter(soft).flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The first of the words that does not come in the output behind the ones before it.
///
/// An output may join what stands in different blocks or marks, so that words are compared by their letters.
fn missing(words: &[String], output: &str) -> Option<String> {
    let out: String = split(output).concat();
    let mut at = 0;
    for (i, word) in words.iter().enumerate() {
        match out[at..].find(word.as_str()) {
            Some(found) => at += found + word.len(),
            None => return Some(format!("{word:?} after {:?}", &words[i.saturating_sub(5)..i])),
        }
    }
    None
}

fn document(reader: &'static dyn read::Reader, text: &str) -> Document {
    let mut sources = Sources::new();
    sources.add(Source::new("input", text, 0));
    folio::read(&sources, &[reader], &Memory::default(), &Options::default(), &mut Diagnostics::new())
}

fn outputs(document: &Document, about: &str, epub: bool) {
    let (text, notes) = words(document);
    // Lines without an end, so that the cells of a table stand one after the other.
    let mut options = Options::default();
    (options.text.wrap, options.text.width) = (Wrap::None, 100_000);
    let bytes = write::by_name("txt").unwrap().write(document, &options, &mut Diagnostics::new()).unwrap();
    let out = String::from_utf8(bytes).unwrap();
    let all: Vec<String> = text.iter().chain(&notes).cloned().collect();
    if let Some(word) = missing(&all, &out) {
        panic!("{about}: not in the text output: {word}");
    }
    if epub {
        let bytes = write::by_name("epub").unwrap().write(document, &options, &mut Diagnostics::new()).unwrap();
        let out = xhtml(&bytes);
        if let Some(word) = missing(&text, &out) {
            panic!("{about}: not in the EPUB: {word}");
        }
        for note in &notes {
            assert!(missing(std::slice::from_ref(note), &out).is_none(), "{about}: not in the EPUB's notes: {note}");
        }
    }
}

/// The text of an EPUB's documents, in the order of their names.
fn xhtml(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.retain(|n| n.ends_with(".xhtml") && !n.ends_with("nav.xhtml") && !n.ends_with("cover.xhtml"));
    names.sort();
    let mut out = String::new();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let body = text.split_once("<body").map_or("", |(_, b)| b);
        let mut inside = true;
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' if inside => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out.push('\n');
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#160;", " ").replace("&amp;", "&")
}

// Damage.

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as usize
    }

    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn character(&mut self) -> char {
        let ranges = [
            (0x20, 0x7f),
            (0xa0, 0x250),
            (0x300, 0x370),
            (0x590, 0x700),
            (0x2000, 0x2070),
            (0x2190, 0x2600),
            (0x3000, 0x3100),
            (0x4e00, 0x4f00),
            (0xfe00, 0xfe70),
            (0xff00, 0xff60),
            (0x1f300, 0x1f600),
        ];
        let (from, to) = ranges[self.below(ranges.len())];
        char::from_u32(from + self.below((to - from) as usize) as u32).unwrap_or('x')
    }
}

/// A text with a few things done to it that happen to texts; as bytes, since it may be cut off anywhere.
fn damaged(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut end = "\n";
    for _ in 0..=dice.below(4) {
        if lines.is_empty() {
            break;
        }
        let k = dice.below(lines.len());
        match dice.below(14) {
            0 => drop(lines.remove(k)),
            1 if k + 1 < lines.len() => {
                let next = lines.remove(k + 1);
                lines[k].push_str(&next);
            }
            2 => lines.insert(k, lines[k].clone()),
            3 => {
                let other = dice.below(lines.len());
                lines.swap(k, other);
            }
            4 => lines[k].insert_str(0, dice.pick(&[" ", "    ", "\t", "> ", "- ", "1. ", "* ", "| ", "# "])),
            5 => lines[k] = lines[k].replace(' ', dice.pick(&["  ", "\t", "\u{a0}", "\n", "   "])),
            6 => {
                let at = (0..=lines[k].len())
                    .filter(|&i| lines[k].is_char_boundary(i))
                    .nth(dice.below(lines[k].len() + 1))
                    .unwrap_or(0);
                let inserted: String = (0..=dice.below(4)).map(|_| dice.character()).collect();
                lines[k].insert_str(at, &inserted);
            }
            7 => lines.retain(|l| !l.trim().is_empty()),
            8 => lines = lines.iter().flat_map(|l| [l.clone(), String::new()]).collect(),
            9 => lines[k] = lines[k].to_uppercase(),
            10 => lines[k]
                .push_str(dice.pick(&[" ", "-", ":", ",", ".", "\u{ad}", "*", "[1]", "  |", "\u{2028}", "\u{c}"])),
            11 => lines[k] = FRAGMENTS[dice.below(FRAGMENTS.len())].to_owned(),
            12 => end = "\r\n",
            _ => {
                let width = 10 + dice.below(60);
                lines = lines.iter().flat_map(|l| wrapped(l, width)).collect();
            }
        }
    }
    let mut bytes = lines.join(end).into_bytes();
    if dice.below(4) == 0 {
        bytes.truncate(dice.below(bytes.len() + 1));
    }
    bytes
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in line.split(' ') {
        let last = out.last_mut().unwrap();
        if !last.is_empty() && last.len() + word.len() >= width {
            out.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    out
}

fn rounds() -> usize {
    std::env::var("FOLIO_SAFETY_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn dice(salt: u64) -> Dice {
    let seed: u64 = std::env::var("FOLIO_SAFETY_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(2026);
    Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt)
}

fn decoded(bytes: &[u8]) -> Source {
    read::decode::decode("a", bytes, 0, &mut Diagnostics::new())
}

#[test]
fn every_source_keeps_its_words() {
    for (i, sample) in samples().iter().enumerate() {
        // Markup is a plain text too.
        check(decoded(sample.text.as_bytes()).text(), &sample.name);
        outputs(&document(sample.reader, &sample.text), &sample.name, i % 4 == 0);
    }
}

#[test]
fn damaged_sources_keep_their_words() {
    let samples = samples();
    for round in 0..rounds() {
        for (i, sample) in samples.iter().enumerate() {
            let mut dice = dice((round * 10_000 + i) as u64);
            let source = decoded(&damaged(&sample.text, &mut dice));
            let about = format!("{}, round {round}", sample.name);
            check(source.text(), &about);
            outputs(&document(sample.reader, source.text()), &about, i % 16 == round % 16);
        }
    }
}

#[test]
fn texts_of_fragments_keep_their_words() {
    let mut dice = dice(7);
    for round in 0..400 * rounds() {
        let mut text = String::new();
        for _ in 0..dice.below(60) {
            text.push_str(dice.pick(&["", "", "", " ", "    ", "\t", "\n"]));
            text.push_str(FRAGMENTS[dice.below(FRAGMENTS.len())]);
        }
        check(&text, &format!("fragments, round {round}"));
        if round % 8 == 0 {
            outputs(&document(read::by_name("text").unwrap(), &text), &format!("fragments, round {round}"), false);
        }
    }
}

#[test]
fn any_bytes_are_read() {
    let mut dice = dice(8);
    for round in 0..300 * rounds() {
        let length = dice.below(400);
        let wide = dice.below(2) == 0;
        let bytes: Vec<u8> = match wide {
            true => (0..length).map(|_| dice.character()).collect::<String>().into_bytes(),
            false => (0..length).map(|_| dice.below(256) as u8).collect(),
        };
        let source = decoded(&bytes);
        check(source.text(), &format!("bytes, round {round}"));
        for reader in read::READERS {
            reader.read(&source, &ReadOptions::default(), &mut Diagnostics::new());
        }
    }
}

/// What texts are made of: fragments that some part of the reader of plain text looks for.
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
    "Share",
    "ADVERTISEMENT",
    "Photo: Ann Lee/Getty Images",
    "Figure 2: ",
    "[Illustration: a wall]",
    "FOR IMMEDIATE RELEASE",
    "Contact:",
    "About Ann Lee",
    "Ann Lee is a writer.",
    "More on this story",
    "00:00:01,000 --> 00:00:04,200",
    "2024-11-08 04:12:01 INFO up",
    "03/04/2012",
    "Posted on June 3, 2021 by ann",
    "PARIS — ",
    "Content-Type: text/plain; format=flowed",
    "[2, 3]",
    "Notes",
    "CONTENTS",
    "I. THE SEA   12",
];
