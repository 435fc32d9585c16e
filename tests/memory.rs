//! Memory in proportion to the document: what sources of many small parts take while they are set, counted by the
//! allocator; and that too many pages are refused before they are made.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::fonts::Fonts;
use folio::options::Options;
use folio::read::Detected;
use folio::source::Input;
use folio::typeset::{TooManyPages, TypesetInputs, typeset_within};
use folio::{read, theme, write};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn document(reader: &str, source: String) -> Document {
    let mut said = Diagnostics::new();
    let input = Input::new("a", source);
    folio::read(
        &[Detected::asked(&input, read::by_name(reader).unwrap())],
        &MemoryFiles::default(),
        &Options::default(),
        &mut said,
    )
    .1
}

/// What setting a document takes at most beyond the document, in bytes, and on how many pages it stands.
fn set(document: &Document, most: u32) -> (usize, Result<usize, TooManyPages>) {
    let (options, mut said) = (Options::default(), Diagnostics::new());
    let theme = theme::choose(document, &options.look);
    let fonts = Fonts::default();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let layout = typeset_within(
        most,
        TypesetInputs { document, theme: &theme, mathematics: false },
        &fonts,
        &options.cancel,
        &mut said,
    );
    (MEMORY.peak_usage() - before, layout.map(|layout| layout.pages.len()))
}

/// One test, since the allocator counts what all threads do.
#[test]
fn memory_grows_with_the_source_and_ends_with_the_pages() {
    assert_eq!(set(&document("markdown", "a".to_owned()), u32::MAX).1, Ok(1));
    for (about, reader, head, unit) in [
        ("paragraphs", "markdown", "", "a\n\n"),
        ("headings", "markdown", "", "a\n===\n\n"),
        ("pages", "text", "", "a\n\u{c}"),
        ("rows", "html", "<table>", "<tr><td>a"),
        ("cells", "html", "<table><tr>", "<td>a"),
        ("rules", "markdown", "", "---\n\n"),
        ("code", "markdown", "", "    a\n"),
        ("items", "markdown", "", "- a\n"),
    ] {
        let of = |count: usize| set(&document(reader, head.to_owned() + &unit.repeat(count)), u32::MAX).0;
        let (once, twice) = (of(3000), of(6000));
        assert!(twice < once * 9 / 4, "{about}: {once} and {twice} bytes");
        let each = (twice - once) / 3000;
        assert!(each < 3500, "{about}: {each} bytes each");
    }
    // Too many page breaks are refused before anything is set.
    let pages = document("text", "a\n\u{c}".repeat(30_000));
    let (bytes, made) = set(&pages, write::pdf::MOST_PAGES);
    assert!(made == Err(TooManyPages(None)) && bytes < 1_000_000, "{made:?}, {bytes} bytes");
    let rows = document("html", format!("<table>{}", "<tr><td>a".repeat(5000)));
    assert_eq!(set(&rows, 10_000).1, set(&rows, u32::MAX).1);
    assert_eq!(set(&rows, 100).1, Err(TooManyPages(set(&rows, u32::MAX).1.ok())));
}
