//! The crate as a library: any caller's thread, several inputs, and a format of a package with pictures of its own.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::diagnostic::Diagnostics;
use folio::document::{Block, Document, Image, Inline, InlineKind};
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::{self, Detected, ReadContext, ReadInput, Reader};
use folio::source::{Input, Source};
use std::collections::BTreeMap;

/// A reader of a made-up package format: a name and a picture's bytes.
struct Package;

impl Reader for Package {
    fn name(&self) -> &'static str {
        "package"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["package"]
    }

    fn summary(&self) -> &'static str {
        "a picture with its name"
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["application/x-package"]
    }

    fn read(&self, input: &Input, context: &mut ReadContext<'_>) -> ReadInput {
        let at = input.bytes.iter().position(|&b| b == 0).unwrap();
        let (name, picture) = (String::from_utf8(input.bytes[..at].to_vec()).unwrap(), &input.bytes[at + 1..]);
        let package = BTreeMap::from([("media/1".to_owned(), picture.to_vec())]);
        let source = Source::new(&input.name, name.as_str(), context.start).with_package(package);
        let span = Some(source.span(0..name.len()));
        let image = Image { source: "media/1".to_owned(), alt: name, ..Image::default() };
        let shown = Inline { kind: InlineKind::Image(image), span };
        let document = Document { blocks: vec![Block::paragraph(vec![shown], span)], ..Document::default() };
        ReadInput { source, document }
    }
}

fn package(name: &str, picture: &[u8]) -> Input {
    Input::new(name, [name.as_bytes(), &[0], picture].concat())
}

#[test]
fn a_package_brings_its_pictures() {
    let (dot, photo): (&[u8], &[u8]) = (include_bytes!("dot.png"), include_bytes!("cmyk.jpg"));
    let inputs =
        [package("one", dot), package("two", photo), package("three", dot), Input::new("a.md", "![no](media/1)")];
    let markdown = read::by_name("markdown").unwrap();
    let readers: [&'static dyn Reader; 4] = [&Package, &Package, &Package, markdown];
    let detected: Vec<_> = inputs.iter().zip(readers).map(|(input, reader)| Detected::asked(input, reader)).collect();
    let mut said = Diagnostics::new();
    let (_, document) = folio::read(&detected, &MemoryFiles::default(), &Options::default(), &mut said);
    let held: Vec<&[u8]> = document.resources.iter().map(|resource| &*resource.bytes).collect();
    assert!(held == [dot, photo], "each package's own, what is the same once");
    let mut shown = Vec::new();
    folio::document::walk::all_inlines(&document, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            shown.push((image.alt.clone(), image.resource.map(|id| id.0)));
        }
    });
    let wanted = [("one", Some(0)), ("two", Some(1)), ("three", Some(0)), ("no", None)];
    assert_eq!(shown, wanted.map(|(name, id)| (name.to_owned(), id)));
    assert_eq!(said.iter().filter(|d| d.message.contains("media/1")).count(), 1, "the file that is in no package");
}

#[test]
fn resources_of_joined_documents_keep_theirs() {
    let part = |bytes: &[u8]| {
        let resource = folio::document::Resource {
            name: "a".to_owned(),
            format: folio::document::ImageFormat::Png,
            bytes: bytes.into(),
            width: 1,
            height: 1,
            resolution: None,
            facts: folio::document::RasterFacts::default(),
        };
        let image = Image { resource: Some(folio::document::ResourceId(0)), ..Image::default() };
        let shown = Inline { kind: InlineKind::Image(image), span: None };
        Document { blocks: vec![Block::paragraph(vec![shown], None)], resources: vec![resource], ..Document::default() }
    };
    let joined = folio::transform::join(vec![part(b"1"), part(b"2")]);
    let mut shown = Vec::new();
    folio::document::walk::all_inlines(&joined, &mut |inline| {
        if let InlineKind::Image(Image { resource: Some(id), .. }) = &inline.kind {
            shown.push(joined.resource(*id).bytes.to_vec());
        }
    });
    assert_eq!(shown, [b"1", b"2"]);
}

#[test]
fn any_thread_may_convert() {
    let deep = format!("{}deep", "> ".repeat(200));
    let work = move || {
        let input = Input::new("deep.md", deep);
        folio::convert(&input, &["pdf", "epub", "txt"], &MemoryFiles::default(), &Options::default()).unwrap().outputs
    };
    let outputs = std::thread::Builder::new().stack_size(64 << 10).spawn(work).unwrap().join().unwrap();
    assert!(String::from_utf8_lossy(&outputs[2]).contains("deep"));
}

#[test]
fn what_cannot_be_converted_is_said() {
    let (files, options) = (MemoryFiles::default(), Options::default());
    let failure = folio::convert(&Input::new("a", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), &["txt"], &files, &options);
    assert!(failure.unwrap_err().to_string().starts_with("it is a picture (PNG), which is not read: "));
    let failure = folio::convert(&Input::new("a.md", "One."), &["docx"], &files, &options);
    assert_eq!(failure.unwrap_err().to_string(), "there is no format `docx`");
}
