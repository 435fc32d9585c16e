//! The pages as they are set: where everything stands, whatever is in the source.

#![allow(clippy::unwrap_used)] // all of it is test code

mod page;
mod samples;

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::{Disk, Memory};
use folio::options::Options;
use folio::read;
use folio::source::{Input, Source, Sources};
use folio::typeset::model::{Item, Layout, Length};

fn document(reader: &dyn read::Reader, source: &str) -> Document {
    let (mut sources, mut said) = (Sources::new(), Diagnostics::new());
    sources.add(Source::new("a", source, 0));
    folio::read(&sources, &[reader], &Memory::default(), &Options::default(), &mut said)
}

fn layout(reader: &str, source: &str, options: &Options) -> Layout {
    page::set(&document(read::by_name(reader).unwrap(), source), options)
}

#[test]
fn what_leaves_its_page_or_stands_on_other_text_is_found() {
    let made = || layout("markdown", "One line of words.\n\nAnother line.\n", &Options::default());
    assert_eq!(page::faults(&made()), Vec::<String>::new());
    let moved = |x: f64, y: f64| {
        let mut layout = made();
        let glyphs = |p: &&mut folio::typeset::model::Placed| matches!(p.item, Item::Glyphs(_));
        let first = layout.pages[0].items.iter_mut().find(glyphs).unwrap();
        first.at.x += Length::pt(x);
        first.at.y += Length::pt(y);
        page::faults(&layout).len()
    };
    assert_eq!(
        (moved(2.0, 1.0), moved(0.0, 13.0)),
        (0, 1),
        "the next line is 13.5 pt below, on which it is not to stand"
    );
    assert_eq!([moved(-200.0, 0.0), moved(500.0, 0.0), moved(0.0, -150.0), moved(0.0, 800.0)], [1; 4]);
}

#[test]
fn every_source_stands_within_its_pages() {
    for sample in samples::samples() {
        page::judge(&document(sample.reader, &sample.text), &Options::default(), &sample.name);
    }
}

/// `PAGES='a.md b.html' cargo test --test pages by_hand -- --nocapture`: any files, with the fonts of this machine.
#[test]
fn by_hand() {
    let mut options = Options::default();
    options.pdf.font_folders = folio::fonts::usual_folders(None);
    for path in std::env::var("PAGES").unwrap_or_default().split_whitespace() {
        let reader =
            samples::reader_of(path.rsplit('.').next().unwrap()).unwrap_or_else(|| panic!("{path}: no reader"));
        let (mut sources, mut said) = (Sources::new(), Diagnostics::new());
        let input = Input::new(path, std::fs::read(path).unwrap()).with_path(path);
        sources.add(reader.decode(&input, 0, &Default::default(), &mut said));
        let document = folio::read(&sources, &[reader], &Disk::new(None, 1 << 24), &Options::default(), &mut said);
        let layout = page::set(&document, &options);
        let faults = page::faults(&layout);
        println!("{path}: {} pages, {} faults", layout.pages.len(), faults.len());
        faults.iter().take(3).for_each(|fault| println!("    {fault}"));
    }
}
