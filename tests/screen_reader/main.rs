//! A screen reader's view of our PDFs: the structure tree read from the file's bytes. Its words are the document's, in
//! order, none joined, none split; what is on a page besides (running heads, page numbers) is not in it. The trees of the
//! samples are golden files in `tests/trees`; `UPDATE=1` writes them anew. `tests/judges/run` compares the words that
//! poppler finds with those that are left beside each file in `target/tmp`.

#![allow(clippy::unwrap_used)] // all of it is test code

#[path = "../judged/mod.rs"]
mod judged;
#[path = "../samples/mod.rs"]
mod samples;
mod tree;

use folio::diagnostic::Diagnostics;
use folio::document::{Block, BlockKind, Document, Inline, InlineKind, Language, Math, Note, Role, walk};
use folio::files::{Disk, Files, MemoryFiles};
use folio::options::{Options, PdfStandard};
use folio::read::{self, Detected, Reader};
use folio::source::Input;
use folio::theme;
use folio::write;
use std::path::Path;
use tree::{Element, Kid};

fn document(name: &str, reader: Option<&'static dyn Reader>, text: &[u8], files: &dyn Files) -> Document {
    let mut diagnostics = Diagnostics::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let input = Input::new(name, text).with_path(path);
    let reader: &dyn Reader =
        reader.unwrap_or_else(|| read::detect(&input, None).unwrap_or_else(|r| panic!("{name} is {}", r.what)).reader);
    folio::read(&[Detected::asked(&input, reader)], files, &Options::default(), &mut diagnostics).1
}

fn pdf(document: &Document, options: &Options) -> Vec<u8> {
    write::by_name("pdf")
        .unwrap()
        .write(document, &theme::choose(document, &options.look), options, &mut Diagnostics::new())
        .unwrap()
        .bytes
}

/// What is heard of a tree: the text, and each of its notes.
#[derive(Default)]
struct Heard {
    text: String,
    notes: Vec<String>,
}

impl Heard {
    /// Bullets, numbers, note marks and contents lists are the typesetter's; formulas are told by their source.
    fn element(&mut self, element: &Element, note: Option<usize>, terms: bool) {
        let kind = element.kind.as_str();
        let note = if matches!(kind, "Note" | "FENote") {
            self.notes.push(String::new());
            Some(self.notes.len() - 1)
        } else {
            note
        };
        // The labels of a list that is not numbered are terms.
        let terms = match kind {
            "L" => matches!(element.get("ListNumbering"), Some("None" | "Description")),
            "Note" | "FENote" => false,
            _ => terms,
        };
        let end = if is_block(element) { "\n" } else { "" };
        *self.of(note) += end;
        for (at, kid) in element.kids.iter().enumerate() {
            match kid {
                Kid::Element(kid) => {
                    let next = element.kids.get(at + 1);
                    let heads_contents = matches!(next, Some(Kid::Element(next)) if next.kind == "TOC");
                    let label = kid.kind == "Lbl" && !terms;
                    let own = label || matches!(kid.kind.as_str(), "Reference" | "Formula" | "TOC");
                    if !own && !heads_contents {
                        self.element(kid, note, terms);
                    }
                }
                Kid::Text(text) => *self.of(note) += text,
                Kid::Link(..) => {}
            }
        }
        *self.of(note) += end;
    }

    fn of(&mut self, note: Option<usize>) -> &mut String {
        note.map_or(&mut self.text, |note| &mut self.notes[note])
    }
}

fn is_block(element: &Element) -> bool {
    !tree::is_inline(&element.kind)
}

/// All that is heard, the typesetter's words as well: what any reader of tagged PDF ought to find.
fn all(element: &Element, out: &mut String) {
    let end = if is_block(element) { "\n" } else { "" };
    out.push_str(end);
    for kid in &element.kids {
        match kid {
            Kid::Element(kid) => all(kid, out),
            Kid::Text(text) => out.push_str(text),
            Kid::Link(..) => {}
        }
    }
    out.push_str(end);
}

/// The words of a document, those of the notes apart.
fn said(blocks: &[Block], language: &Language, out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code(code) => line(&code.text, out),
            BlockKind::Math(_) => {}
            BlockKind::Figure(figure) => {
                said(&figure.blocks, language, out);
                inlines(&figure.caption, out);
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    definition.terms.iter().for_each(|term| inlines(term, out));
                    definition.definitions.iter().for_each(|d| said(d, language, out));
                }
            }
            BlockKind::Group(children) => {
                let labelled = children.first().is_some_and(|b| b.is(Role::Summary));
                if let (Some(Role::Alert(kind)), false) = (block.attributes.role, labelled) {
                    line(kind.label(language), out);
                }
                said(children, language, out);
            }
            _ => {
                walk::for_each_inlines(block, &mut |list| inlines(list, out));
                walk::for_each_child(block, &mut |children| said(children, language, out));
            }
        }
    }
}

fn inlines(list: &[Inline], out: &mut String) {
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
        InlineKind::LineBreak => out.push(' '),
        InlineKind::Image(image) if image.resource.is_none() => {
            let words = if image.alt.is_empty() { &image.source } else { &image.alt };
            out.push_str(&format!("[{words}]"));
        }
        _ => {}
    });
    out.push('\n');
}

fn line(text: &str, out: &mut String) {
    out.push_str(text);
    out.push('\n');
}

/// Words without what is not heard: places where a word may be divided or may not.
fn split(text: &str) -> Vec<String> {
    let heard: String =
        text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')).collect();
    heard.split_whitespace().map(str::to_owned).collect()
}

/// The first word that differs, with those before it.
fn difference(wanted: &[String], got: &[String]) -> Option<String> {
    let at = (0..wanted.len().max(got.len())).find(|&i| wanted.get(i) != got.get(i))?;
    let around = |list: &[String]| list[at.saturating_sub(3).min(list.len())..(at + 3).min(list.len())].join(" ");
    Some(format!("said `{}`, heard `{}`", around(wanted), around(got)))
}

/// Compares what is heard of a file with the document.
fn compare(document: &Document, tree: &Element) -> Option<String> {
    let mut heard = Heard::default();
    heard.element(tree, None, false);
    let language = document.metadata.language.clone().unwrap_or_else(Language::english);
    let mut text = String::new();
    said(&document.blocks, &language, &mut text);
    let note = |note: &Note| {
        let mut text = String::new();
        said(&note.blocks, &language, &mut text);
        split(&text)
    };
    let notes: Vec<Vec<String>> = document.notes.iter().map(note).collect();
    let heard_notes: Vec<Vec<String>> = heard.notes.iter().map(|n| split(n)).collect();
    let text = difference(&split(&text), &split(&without_pages(&heard.text)));
    text.or_else(|| difference(&notes.concat(), &heard_notes.concat()))
}

/// Text without ` (page 5)`, which the typesetter sets behind links that ask for it.
fn without_pages(text: &str) -> String {
    let mut parts = text.split(" (page\u{a0}");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(')'))
}

#[test]
fn a_screen_reader_hears_the_document() {
    let dot = include_bytes!("../dot.png").to_vec();
    let disk = Disk::new(None, 1 << 24);
    let mut faults = Vec::new();
    for sample in samples::samples() {
        let memory = MemoryFiles([("dot.png".to_owned(), dot.clone())].into());
        let files: &dyn Files = if sample.name.starts_with("input/") { &disk } else { &memory };
        let document = document(&sample.name, Some(sample.reader), sample.text.as_bytes(), files);
        let bytes = pdf(&document, &Options::default());
        judged::judge(&format!("heard/all/{}.pdf", sample.name.replace('/', "-")), &bytes);
        if let Some(fault) = compare(&document, &tree::read(&bytes)) {
            faults.push(format!("{}: {fault}", sample.name));
        }
    }
    assert!(faults.is_empty(), "{} differ:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_stands_behind_text_from_right_to_left_is_heard_in_order() {
    // A word that is marked in several pieces, since its marks have no place in a table of one text for each glyph.
    let text = "\u{5d0}\u{5d1}\u{5d2} eo\u{301}g\u{20dd}e o\u{20dd}n \u{5d4}\u{5d5} eo\u{301}g\u{20dd}e.";
    let document = document("text.md", None, text.as_bytes(), &MemoryFiles::default());
    assert_eq!(compare(&document, &tree::read(&pdf(&document, &Options::default()))), None);
}

#[test]
fn the_trees_of_the_samples_are_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut changed = Vec::new();
    for path in samples::files(&root.join("input")) {
        let extension = path.extension().unwrap().to_str().unwrap();
        let Some(reader) = samples::reader_of(extension) else { continue };
        let name = path.file_stem().unwrap().to_str().unwrap();
        let relative = format!("input/{name}.{extension}");
        let document = document(&relative, Some(reader), &std::fs::read(&path).unwrap(), &Disk::new(None, 1 << 24));
        for standard in [PdfStandard::Ua1A2a, PdfStandard::Ua2A4] {
            let mut options = Options::default();
            options.pdf.standard = standard;
            let bytes = pdf(&document, &options);
            let tree = tree::read(&bytes);
            let mut printed = String::new();
            tree.print(0, &mut printed);
            let suffix = if standard.is_pdf_2() { "ua-2.tree" } else { "tree" };
            let golden = root.join(format!("tests/trees/{name}.{suffix}"));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&golden, &printed).unwrap();
            } else if std::fs::read_to_string(&golden).unwrap_or_default() != printed {
                changed.push(golden);
            }
            if !standard.is_pdf_2() {
                judged::judge(&format!("heard/{name}.pdf"), &bytes);
                let mut words = String::new();
                all(&tree, &mut words);
                judged::judge(&format!("heard/{name}.words"), split(&words).join("\n").as_bytes());
            }
        }
    }
    assert!(changed.is_empty(), "`UPDATE=1` writes them anew, to be read: {changed:?}");
}

/// `HEARD='a.md b.txt' cargo test --test screen_reader by_hand -- --nocapture` compares any documents.
#[test]
fn by_hand() {
    for path in std::env::var("HEARD").unwrap_or_default().split_whitespace() {
        let document = document(path, None, &std::fs::read(path).unwrap(), &Disk::new(None, 1 << 24));
        match compare(&document, &tree::read(&pdf(&document, &Options::default()))) {
            None => println!("{path}: heard as it is said"),
            Some(fault) => panic!("{path}: {fault}"),
        }
    }
}

#[test]
fn formulas_are_the_mathml_of_the_epub() {
    let (mut seen, mut faults) = (0, Vec::new());
    for (i, tex) in include_str!("../katex.txt").lines().filter(|line| !line.is_empty()).enumerate() {
        let Ok(formula) = folio::math::Formula::parse(tex) else { continue };
        if formula.is_blank() {
            continue;
        }
        let display = i % 2 == 0;
        let math = Math::new(tex);
        let block = match display {
            true => Block::new(BlockKind::Math(math), None),
            false => Block::paragraph(vec![Inline::new(InlineKind::Math(math), None)], None),
        };
        let document = Document { blocks: vec![block], ..Document::default() };
        let mut options = Options::default();
        options.pdf.standard = PdfStandard::Ua2A4;
        let theme = theme::choose(&document, &options.look);
        let pdf =
            write::by_name("pdf").unwrap().write(&document, &theme, &options, &mut Diagnostics::new()).unwrap().bytes;
        let Some(found) = find(&tree::read(&pdf), "math").map(Element::mathml) else {
            faults.push(format!("{tex}: there is none"));
            continue;
        };
        let wanted = folio::math::mathml(&formula, "", display);
        let wanted = wanted.replace(" xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"\"", "");
        if found != wanted {
            faults.push(format!("{tex}:\n  {found}\n  {wanted}"));
        }
        seen += 1;
    }
    assert!(seen > 400 && faults.is_empty(), "{seen}\n{}", faults.join("\n"));
}

/// The first element of a type.
fn find<'a>(element: &'a Element, kind: &str) -> Option<&'a Element> {
    if element.kind == kind {
        return Some(element);
    }
    element.kids.iter().find_map(|kid| if let Kid::Element(kid) = kid { find(kid, kind) } else { None })
}
