//! Parts and chapters: pages, the EPUB's files and the contents list agree on which heading is which.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::diagnostic::Diagnostics;
use folio::document::{Document, DocumentKind};
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::Detected;
use folio::source::Input;
use folio::typeset::model::Layout;
use folio::{read, theme, typeset, write};

fn document(markdown: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let input = Input::new("a.md", markdown);
    folio::read(
        &[Detected::asked(&input, read::by_name("markdown").unwrap())],
        &MemoryFiles::default(),
        &Options::default(),
        &mut diagnostics,
    )
    .1
}

fn layout(document: &Document) -> Layout {
    let mut diagnostics = Diagnostics::new();
    let theme = theme::choose(document, &Options::default().look);
    typeset::typeset(document, &theme, &folio::fonts::Fonts::default(), &Default::default(), &mut diagnostics)
}

/// A file of the EPUB.
fn epub(document: &Document, name: &str) -> String {
    let bytes = write::by_name("epub")
        .unwrap()
        .write(
            document,
            &theme::choose(document, &Options::default().look),
            &Options::default(),
            &mut Diagnostics::new(),
        )
        .unwrap()
        .bytes;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

const SENTENCE: &str = "The river went its slow way past the mill, and nobody on the bridge said a word about it. ";

fn chapter(level: usize, title: &str) -> String {
    format!("{} {title}\n\n{}\n\n", "#".repeat(level), SENTENCE.repeat(100))
}

#[test]
fn chapters_in_parts_begin_pages_and_files() {
    let mut markdown = "---\ntitle: The Mill\nlang: en\n---\n\n".to_owned();
    for (part, chapters) in [("Part One", ["Chapter 1", "Chapter 2"]), ("Part Two", ["Chapter 3", "Chapter 4"])] {
        markdown += &format!("# {part}\n\n");
        chapters.iter().for_each(|title| markdown += &chapter(2, title));
    }
    let document = document(&markdown);
    assert_eq!((document.build.kind, document.build.top, document.build.chapter), (DocumentKind::Novel, 1, 2));
    let layout = layout(&document);
    let page = |name: &str| layout.destinations.iter().find(|d| d.name == name).unwrap().page;
    let pages = ["part-one", "chapter-1", "chapter-2", "part-two", "chapter-3", "chapter-4"].map(page);
    assert!(pages.windows(2).all(|pair| pair[0] < pair[1]), "{pages:?}");
    let nav = epub(&document, "OEBPS/nav.xhtml");
    let places = ["Part One", "Chapter 1", "Chapter 2", "Part Two", "Chapter 3", "Chapter 4"].map(|t| nav.find(t));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{nav}");
    assert!(epub(&document, "OEBPS/chapter-01.xhtml").contains("epub:type=\"part\""));
    assert!(epub(&document, "OEBPS/chapter-02.xhtml").contains("epub:type=\"chapter\""));
}

#[test]
fn a_list_of_changes_is_an_article() {
    let mut markdown = "---\ntitle: Changes\nlang: en\n---\n\n".to_owned();
    for version in 0..60 {
        markdown += &format!("# 1.{version}.0\n\n- {}\n- {}\n\n", SENTENCE.repeat(4), SENTENCE.repeat(4));
    }
    let document = document(&markdown);
    assert_eq!(document.build.kind, DocumentKind::Article);
    assert!(layout(&document).pages.len() < 30);
}
