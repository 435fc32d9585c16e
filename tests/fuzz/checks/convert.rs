//! Whole conversions: any source, any picture, to every format, each of which passes its own check and has every word.

use super::words::{missing, words, xhtml};
use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::measure::PageSize;
use folio::options::{Options, PdfStandard};
use folio::read::{self, Detected, READERS};
use folio::source::Input;
use folio::theme::{self, BuiltIn};
use folio::write::{self, WriteError};

const THEMES: [Option<&str>; 8] =
    [None, Some("article"), Some("novel"), Some("manual"), Some("report"), Some("large-print"), None, None];

/// The first byte chooses: the two lowest bits a reader, or that the bytes are a picture that is shown; the others the
/// theme, whether the page is narrow, the standard and whether fonts are embedded.
pub fn convert(bytes: &[u8]) {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let mut options = Options::default();
    options.look.theme = THEMES[usize::from(choice >> 2 & 7)].and_then(|name| BuiltIn::named(name).ok());
    options.look.page_size = PageSize::parse("70mm x 90mm").ok().filter(|_| choice & 0x20 != 0);
    options.pdf.standard = if choice & 0x40 != 0 { PdfStandard::Ua2A4 } else { PdfStandard::Ua1A2a };
    options.epub.embed_fonts = choice & 0x80 != 0;
    options.transform.max_pixels = 1_000_000;
    let document = match READERS.get(usize::from(choice & 3)).filter(|_| choice & 3 != 3) {
        Some(&reader) => document(reader, bytes, MemoryFiles::default(), &options),
        None => {
            let files = MemoryFiles([("picture".to_owned(), bytes.to_vec())].into());
            let shown = b"A ![picture](picture) in a line.\n\n![picture](picture)\n";
            document(read::by_name("markdown").expect("the reader is registered"), shown, files, &options)
        }
    };
    for writer in write::WRITERS {
        let (mut said, mut again) = (Diagnostics::new(), Diagnostics::new());
        let written = match writer.write(&document, &theme::choose(&document, &options.look), &options, &mut said) {
            Ok(written) => written,
            Err(WriteError::Limit(what)) => panic!("{}: a limit was passed: {what}", writer.name()),
            Err(WriteError::Invalid(found)) => panic!("{}: its own check refused it: {found:?}", writer.name()),
        };
        let twice = writer.write(&document, &theme::choose(&document, &options.look), &options, &mut again);
        assert!(twice.as_ref() == Ok(&written), "{}: writing twice gives two files", writer.name());
        if writer.name() == "epub" {
            epub_has_all(&document, &written.bytes);
        }
    }
}

fn document(reader: &'static dyn read::Reader, bytes: &[u8], files: MemoryFiles, options: &Options) -> Document {
    let mut diagnostics = Diagnostics::new();
    let input = Input::new("fuzz", bytes);
    folio::read(&[Detected::asked(&input, reader)], &files, options, &mut diagnostics).1
}

fn epub_has_all(document: &Document, epub: &[u8]) {
    let out = xhtml(epub);
    let (body, notes) = words(document);
    if let Some(word) = missing(&body, &out) {
        panic!("not in the EPUB: {word}");
    }
    for note in &notes {
        assert!(missing(std::slice::from_ref(note), &out).is_none(), "not in the EPUB's notes: {note}");
    }
}
