//! Whether words are lost: what a source, a document and its outputs say, to be compared. The safety rule and the fuzz
//! targets have it as a module.

use folio::document::{Block, BlockKind, Cell, Document, Inline, InlineKind, ListMarker, Role, walk};
use folio::source::Source;
use std::io::{Cursor, Read as _};
use unicode_normalization::UnicodeNormalization;

// From the source into the document: of plain text, every letter and figure.

/// Letters and figures of a document by their place in the source. Marks that a reader takes away (list numbers,
/// note marks, the name of an aside) are given back where they stood.
pub fn letters(document: &Document, source: &Source) -> String {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    let start = |span: Option<folio::source::Span>| span.expect("what was read has a place").start();
    let mut on_block = |block: &Block| {
        match &block.kind {
            BlockKind::Code(code) => {
                let language = code.language.clone().unwrap_or_default();
                pieces.push((block.span.map_or(0, |s| s.start()), language + &code.text));
            }
            BlockKind::Math(math) => pieces.push((start(block.span), math.tex.clone())),
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
                InlineKind::Math(math) => pieces.push((start(inline.span), math.tex.clone())),
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
    // A line end between them, so that no mark that combines meets a letter that it does not stand on.
    keep(&pieces.into_iter().map(|p| p.1 + "\n").collect::<String>())
}

/// Letters and figures only, upper and lower case alike (a list's numerals and a fence's language are normalized).
pub fn keep(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

// From the document into the outputs: every word, in order.

/// The words of a document in reading order, its notes apart; formulas are set in signs of their own.
pub fn words(document: &Document) -> (Vec<String>, Vec<String>) {
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
    push_words(list, out);
    out.push('\n');
}

fn push_words(list: &[Inline], out: &mut String) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::LineBreak | InlineKind::Image(_) | InlineKind::Math(_) | InlineKind::NoteRef(_) => {
                out.push(' ')
            }
            InlineKind::Styled(_, content) | InlineKind::Span(_, content) => push_words(content, out),
            InlineKind::Abbreviation(short) => push_words(&short.content, out),
            // Its number may stand behind it.
            InlineKind::Link(link) => {
                push_words(&link.content, out);
                out.push(' ');
            }
        }
    }
}

pub fn split(text: &str) -> Vec<String> {
    let soft = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.nfkc().filter(soft).flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The first of the words that does not come in the output behind the ones before it.
///
/// An output may join what stands in different blocks or marks, so that words are compared by their letters.
pub fn missing(words: &[String], output: &str) -> Option<String> {
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

/// Whether a document has cells of several lines beside others: in plain text their lines stand beside each other too, so that
/// the words of one cell are not one behind the other.
pub fn has_tall_cells(document: &Document) -> bool {
    let mut found = false;
    walk::blocks(&document.blocks, &mut |block| {
        let BlockKind::Table(table) = &block.kind else { return };
        let is_tall = |cell: &Cell| !matches!(&cell.blocks[..], [] | [Block { kind: BlockKind::Paragraph(_), .. }]);
        let mut rows = table.head.iter().chain(&table.body).chain(&table.foot);
        found |= rows.any(|row| row.cells.len() > 1 && row.cells.iter().any(is_tall));
    });
    found
}

/// The text of an EPUB's documents, in the order of their names.
pub fn xhtml(bytes: &[u8]) -> String {
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
