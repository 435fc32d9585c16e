//! The readers, each through the transforms to plain text: every word is kept, and the same bytes read the same.

use super::words::{keep, letters, missing, words};
use folio::diagnostic::Diagnostics;
use folio::document::{BlockKind, Document, InlineKind, dump, walk};
use folio::files::MemoryFiles;
use folio::options::{InputStyle, Options, ReadOptions, Wrap};
use folio::read::{self, Detected, ReadContext, ReadInput, Reader};
use folio::source::Input;
use folio::theme;
use folio::write;
use std::collections::BTreeMap;

const STYLES: [InputStyle; 6] =
    [InputStyle::Auto, InputStyle::Article, InputStyle::Book, InputStyle::Email, InputStyle::Verse, InputStyle::Plain];

/// Plain text, read as the first byte says: no letter is lost or moved.
pub fn text(bytes: &[u8]) {
    let Some((&how, bytes)) = bytes.split_first() else { return };
    let style = STYLES[usize::from(how) % STYLES.len()];
    let options = ReadOptions { style, no_infer: how >= 128, ..ReadOptions::default() };
    let reader = read::by_name("text").expect("the reader is registered");
    let (files, mut diagnostics) = (MemoryFiles::default(), Diagnostics::new());
    let mut context = ReadContext { start: 0, files: &files, options: &options, diagnostics: &mut diagnostics };
    let ReadInput { source, document } = reader.read(&Input::new("fuzz", bytes), &mut context);
    assert_eq!(letters(&document, &source), keep(source.text()), "{options:?}: what was read is not what was written");
    both_ways(reader, bytes, &Options { read: options, ..Options::default() });
}

/// Markdown; where it is made of plain words and marks only, they are all kept.
pub fn markdown(bytes: &[u8]) {
    let document = both_ways(read::by_name("markdown").expect("the reader is registered"), bytes, &Options::default());
    let mark = |b: u8| b.is_ascii_alphabetic() || b" \n*_->.,;!?'\"()=~".contains(&b);
    if bytes.iter().all(|&b| mark(b)) && !bytes.starts_with(b"---") {
        let source = String::from_utf8_lossy(bytes);
        assert_eq!(said(&document), keep(&source), "a word of the source is lost");
    }
}

/// HTML; where it is made of words and tags without a meaning of their own, they are all kept.
pub fn html(bytes: &[u8]) {
    let document = both_ways(read::by_name("html").expect("the reader is registered"), bytes, &Options::default());
    if let Some(text) = std::str::from_utf8(bytes).ok().and_then(untagged) {
        assert_eq!(said(&document), keep(&text), "a word of the source is lost");
    }
}

/// Tags that take no word away, whatever stands in them and wherever they stand.
const HARMLESS: &[&str] = &[
    "b",
    "i",
    "em",
    "strong",
    "code",
    "span",
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "ul",
    "li",
    "section",
    "article",
    "a",
    "br",
    "hr",
    "sub",
    "sup",
    "small",
    "mark",
    "u",
    "s",
    "pre",
];

/// The text between harmless tags; `None` where there is anything else.
fn untagged(source: &str) -> Option<String> {
    let mut parts = source.split('<');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (tag, text) = part.split_once('>')?;
        if !HARMLESS.contains(&tag.strip_prefix('/').unwrap_or(tag)) {
            return None;
        }
        out.push_str(text);
    }
    out.bytes().all(|b| b.is_ascii_alphabetic() || b" \n.,;!?".contains(&b)).then_some(out)
}

/// The letters of a document, its title included.
fn said(document: &Document) -> String {
    let (body, notes) = words(document);
    keep(&(body.concat() + &notes.concat()))
}

/// Reads and writes plain text, twice: nothing of the document is lost, and both are the same.
fn both_ways(reader: &'static dyn Reader, bytes: &[u8], options: &Options) -> Document {
    let document = document(reader, bytes, options);
    let again = self::document(reader, bytes, options);
    assert_eq!(dump::dump(&document, true), dump::dump(&again, true), "reading twice gives two documents");
    // Lines without an end, so that the cells of a table stand one after the other.
    let mut options = options.clone();
    (options.text.wrap, options.text.width) = (Wrap::None, 100_000);
    let writer = write::by_name("txt").expect("the writer is registered");
    let out = writer
        .write(&document, &theme::choose(&document, &options.look), &options, &mut Diagnostics::new())
        .expect("plain text can always be written")
        .bytes;
    let out = String::from_utf8(out).expect("plain text is UTF-8");
    let (body, notes) = words(&document);
    let words = [body, notes].concat();
    if stands_in_order(&document) {
        if let Some(word) = missing(&words, &out) {
            panic!("not in the text output: {word}");
        }
    } else if let Some(letter) = fewer(&words.concat(), &out) {
        panic!("`{letter}` is in the text output less often than in the document");
    }
    document
}

fn document(reader: &'static dyn Reader, bytes: &[u8], options: &Options) -> Document {
    let mut diagnostics = Diagnostics::new();
    let input = Input::new("fuzz", bytes);
    folio::read(&[Detected::asked(&input, reader)], &MemoryFiles::default(), options, &mut diagnostics).1
}

/// Whether the text output has a document's words one behind the other: nothing stands beside something else, as cells
/// do, and no word can have a mark in it, as links and notes get.
fn stands_in_order(document: &Document) -> bool {
    let mut plain = document.notes.is_empty();
    walk::blocks(&document.blocks, &mut |block| {
        plain &= match &block.kind {
            BlockKind::Table(_) | BlockKind::Definitions(_) => false,
            BlockKind::Code(code) => code.links.is_empty(),
            _ => true,
        };
    });
    walk::all_inlines(document, &mut |inline| {
        plain &= !matches!(inline.kind, InlineKind::Link(_) | InlineKind::Image(_) | InlineKind::Abbreviation(_));
    });
    plain
}

/// A letter that a text has more often than another.
fn fewer(text: &str, other: &str) -> Option<char> {
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    keep(other).chars().for_each(|c| *counts.entry(c).or_default() += 1);
    keep(text).chars().for_each(|c| *counts.entry(c).or_default() -= 1);
    counts.into_iter().find(|(_, count)| *count < 0).map(|(c, _)| c)
}
