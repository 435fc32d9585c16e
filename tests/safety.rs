//! The safety rule: no input panics, and no word is lost or moved, from the source into the document and from there
//! into the outputs: plain text, EPUB, PDF (by its structure tree, and by where its glyphs stand on the pages).
//!
//! It is tried on every source at hand, on each of them damaged (lines dropped, joined, doubled, moved; white space
//! and letters put in; cut off at any byte), on each in other letters (of one to four bytes, from left to right and from
//! right to left) and on texts made of the fragments that the reader of plain text looks for. The same inputs are tried
//! every time; `FOLIO_SAFETY_ROUNDS=50 cargo test --release --test safety` tries fifty times as many, and
//! `FOLIO_SAFETY_SEED` sets another seed.

#![allow(clippy::unwrap_used)] // helpers of tests

mod letters;
mod page;
mod samples;
#[path = "screen_reader/tree.rs"]
#[allow(dead_code)] // of the tree only its texts are needed
mod tree;
mod words;

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::options::{InputStyle, Options, ReadOptions, Wrap};
use folio::read::Detected;
use folio::source::{Input, Source};
use folio::theme;
use folio::{read, write};
use samples::samples;
use words::{keep, missing, words, xhtml};

const STYLES: [InputStyle; 6] =
    [InputStyle::Auto, InputStyle::Article, InputStyle::Book, InputStyle::Email, InputStyle::Verse, InputStyle::Plain];

/// What a text loses when it is read, in the first style that loses something.
fn loss(text: &str) -> Option<String> {
    let plain = read::by_name("text").unwrap();
    let (input, files, wanted) = (Input::new("a", text), MemoryFiles::default(), keep(decoded(text.as_bytes()).text()));
    STYLES.iter().flat_map(|&style| [(style, false), (style, true)]).find_map(|(style, no_infer)| {
        let (options, mut said) = (ReadOptions { style, no_infer, ..ReadOptions::default() }, Diagnostics::new());
        let mut context = read::ReadContext { start: 0, files: &files, options: &options, diagnostics: &mut said };
        let read::ReadInput { source, document } = plain.read(&input, &mut context);
        let got = words::letters(&document, &source);
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

fn document(reader: &'static dyn read::Reader, text: &str) -> Document {
    let input = Input::new("input", text);
    folio::read(
        &[Detected::asked(&input, reader)],
        &MemoryFiles::default(),
        &Options::default(),
        &mut Diagnostics::new(),
    )
    .1
}

/// The formats compared besides plain text, which take longer.
#[derive(Clone, Copy)]
struct Also {
    epub: bool,
    pdf: bool,
}

impl Also {
    /// The EPUB of one text in `each`, and the PDF of another.
    fn one_in(each: usize, i: usize) -> Also {
        Also { epub: i.is_multiple_of(each), pdf: i % each == each / 2 }
    }
}

fn outputs(document: &Document, about: &str, also: Also) {
    let (text, notes) = words(document);
    // Unwrapped lines, so that the cells of a table follow one another.
    let mut options = Options::default();
    (options.text.wrap, options.text.width) = (Wrap::None, 100_000);
    let written = |format: &str| {
        let written = write::by_name(format).unwrap().write(
            document,
            &theme::choose(document, &options.look),
            &options,
            &mut Diagnostics::new(),
        );
        written.unwrap_or_else(|error| panic!("{about}: no {format}: {error:?}")).bytes
    };
    let out = String::from_utf8(written("txt")).unwrap();
    let all: Vec<String> = text.iter().chain(&notes).cloned().collect();
    let lost = match missing(&all, &out) {
        Some(_) if words::has_tall_cells(document) => {
            all.iter().find_map(|word| missing(std::slice::from_ref(word), &out))
        }
        lost => lost,
    };
    if let Some(word) = lost {
        panic!("{about}: not in the text output: {word}");
    }
    let has_all = |format: &str, out: &str| {
        if let Some(word) = missing(&text, out) {
            panic!("{about}: not in the {format}: {word}");
        }
        for note in &notes {
            assert!(missing(std::slice::from_ref(note), out).is_none(), "{about}: not in the {format}'s notes: {note}");
        }
    };
    if also.epub {
        has_all("EPUB", &xhtml(&written("epub")));
    }
    if also.pdf {
        let mut heard = String::new();
        hear(&tree::read(&written("pdf")), &mut heard);
        has_all("PDF", &heard);
        page::judge(document, &options, about);
    }
}

/// The text of a PDF's structure tree.
fn hear(element: &tree::Element, out: &mut String) {
    for kid in &element.kids {
        match kid {
            tree::Kid::Element(kid) => hear(kid, out),
            tree::Kid::Text(text) => out.push_str(text),
            tree::Kid::Link(..) => {}
        }
    }
    out.push('\n');
}

// Damage.

/// A pseudorandom generator with a fixed seed.
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

/// A text with some random damage; as bytes, since it may be cut off within a character.
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
    read::decode::decode(&Input::new("a", bytes), &Default::default(), 0, &mut Diagnostics::new())
}

#[test]
fn every_source_keeps_its_words() {
    for (i, sample) in samples().iter().enumerate() {
        // Markup is tried as plain text, too.
        check(decoded(sample.text.as_bytes()).text(), &sample.name);
        outputs(&document(sample.reader, &sample.text), &sample.name, Also::one_in(4, i));
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
            outputs(&document(sample.reader, source.text()), &about, Also::one_in(16, i + round));
        }
    }
}

/// Each text in other letters, those of one alphabet after the other.
#[test]
fn sources_in_other_letters_keep_their_words() {
    let samples = samples();
    let first = std::env::var("FOLIO_SAFETY_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    for round in first..first + rounds() {
        for (i, sample) in samples.iter().enumerate() {
            let alphabet = i + round;
            let text = letters::replaced(&sample.text, alphabet, round + i);
            let (name, _) = letters::ALPHABETS[alphabet % letters::ALPHABETS.len()];
            let about = format!("{} in {name} letters, round {round}", sample.name);
            check(decoded(text.as_bytes()).text(), &about);
            outputs(&document(sample.reader, &text), &about, Also { epub: true, pdf: true });
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
            outputs(
                &document(read::by_name("text").unwrap(), &text),
                &format!("fragments, round {round}"),
                Also::one_in(8, round / 8),
            );
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
        let input = Input::new("a", bytes);
        for reader in read::READERS {
            let (files, options, mut said) = (MemoryFiles::default(), ReadOptions::default(), Diagnostics::new());
            reader.read(
                &input,
                &mut read::ReadContext { start: 0, files: &files, options: &options, diagnostics: &mut said },
            );
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
