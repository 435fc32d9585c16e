//! What fuzzing begins with: for each target the inputs of the golden cases and of `input/`, and for our own checks what a
//! few of them become.

use crate::samples::{Sample, files as files_in, samples};
use folio::diagnostic::Diagnostics;
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::Detected;
use folio::source::Input;
use folio::theme;
use folio::write;
use lopdf::Object;
use std::io::{Cursor, Read as _};
use std::path::Path;

/// Longer inputs teach a fuzzer nothing that shorter ones don't.
const LONGEST: usize = 6_000;

/// A seed: the target it is for, its name and its bytes.
pub struct Seed {
    pub target: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// All seeds.
pub fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    let mut keep = |target, name: &str, bytes: Vec<u8>| seeds.push(Seed { target, name: name.to_owned(), bytes });
    let samples = samples();
    for (i, sample) in samples.iter().enumerate() {
        let name = sample.name.replace('/', "-");
        let text = whole_lines(&sample.text, LONGEST).as_bytes();
        let place = folio::read::READERS.iter().position(|r| r.name() == sample.reader.name());
        let reader = place.expect("a sample's reader is registered") as u8;
        let choice = i as u8;
        keep("text", &name, [&[choice], text].concat());
        if sample.reader.name() == "markdown" {
            keep("markdown", &name, text.to_vec());
        }
        if sample.reader.name() != "text" {
            keep("html", &name, text.to_vec());
        }
        keep("convert", &name, [&[reader | choice << 2], text].concat());
        if text.len() < 2_000 {
            keep("letters", &name, [&[choice, reader | choice << 2], text].concat());
        }
        let head = [choice.wrapping_mul(7), choice, !choice, choice, 20, 0, 0, 0x81, 200, 10, 0x52, 20];
        for (k, paragraph) in sample.text.split("\n\n").filter(|p| p.len() > 60).take(2).enumerate() {
            keep("breaker", &format!("{name}-{k}"), [&head, whole_lines(paragraph, 1_000).as_bytes()].concat());
        }
    }
    pictures(&mut keep);
    for sample in samples.iter().filter(|s| s.text.len() < 4_000).step_by(24) {
        outputs(sample, &mut keep);
    }
    seeds
}

type Keep<'a> = &'a mut dyn FnMut(&'static str, &str, Vec<u8>);

/// The start of a text, up to an end of a line within the limit.
fn whole_lines(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end == text.len() { text } else { &text[..text[..end].rfind('\n').map_or(end, |at| at + 1)] }
}

/// Pictures, for whole conversions: the first byte says so.
fn pictures(keep: Keep<'_>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in
        files_in(&root.join("input/images")).iter().chain(&[root.join("tests/cmyk.jpg"), root.join("tests/dot.png")])
    {
        let bytes = std::fs::read(path).expect("a picture can be read");
        if bytes.len() < 64_000 {
            let name = path.file_name().expect("a file has a name").to_string_lossy();
            keep("convert", &format!("picture-{name}"), [&[3], bytes.as_slice()].concat());
        }
    }
}

/// An EPUB and a PDF of a sample, whole and in parts, for our own checks.
fn outputs(sample: &Sample, keep: Keep<'_>) {
    let (mut said, options) = (Diagnostics::new(), Options::default());
    let input = Input::new("seed", sample.text.as_str());
    let (_, document) =
        folio::read(&[Detected::asked(&input, sample.reader)], &MemoryFiles::default(), &options, &mut said);
    let name = sample.name.replace('/', "-");
    let mut written = |format: &str| {
        let writer = write::by_name(format).expect("the writer is registered");
        writer
            .write(&document, &theme::choose(&document, &options.look), &options, &mut said)
            .expect("a sample can be written")
            .bytes
    };
    let (epub, pdf) = (written("epub"), written("pdf"));
    keep("check", &format!("{name}.epub"), [b"-", epub.as_slice()].concat());
    keep("check", &format!("{name}.pdf"), [b"-", pdf.as_slice()].concat());
    keep("check", &format!("{name}.epub.parts"), [b"E".to_vec(), files(&epub).join(&b"\n%%%\n"[..])].concat());
    keep("check", &format!("{name}.pdf.parts"), [b"P".to_vec(), objects(&pdf).join(&b"\n%%%\n"[..])].concat());
}

/// The files of an archive, each behind a line with its name.
fn files(epub: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an EPUB is an archive");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("an archive has its files");
            let mut part = format!("{}\n", file.name()).into_bytes();
            file.read_to_end(&mut part).expect("a file can be unpacked");
            part
        })
        .collect()
}

/// What the cross-reference stream says, then the objects: streams that are no fonts inflated.
fn objects(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut file = lopdf::Document::load_mem(pdf).expect("a PDF can be read");
    let ids: Vec<_> = file.objects.keys().copied().collect();
    for id in &ids {
        if let Some(Object::Stream(stream)) = file.objects.get_mut(id) {
            if !stream.dict.has(b"Subtype") && !stream.dict.has(b"Length1") {
                let _ = stream.decompress();
            }
            stream.dict.remove(b"Length");
        }
    }
    let mut trailer = Vec::new();
    for key in [&b"Root"[..], b"Info", b"ID"] {
        if let Ok(value) = file.trailer.get(key) {
            trailer.extend([b"/", key, b" ", &printed(value.clone())].concat());
        }
    }
    let part = |number: u32| match file.objects.get(&(number, 0)) {
        Some(Object::Stream(stream)) => {
            [&printed(Object::Dictionary(stream.dict.clone())), &b"\nstream\n"[..], &stream.content].concat()
        }
        Some(object) => printed(object.clone()),
        None => b"null".to_vec(),
    };
    std::iter::once(trailer).chain((1..=file.max_id).map(part)).collect()
}

/// An object as a PDF has it.
fn printed(object: Object) -> Vec<u8> {
    let mut file = lopdf::Document::new();
    file.objects.insert((1, 0), object);
    let mut out = Vec::new();
    file.save_to(&mut out).expect("memory can be written to");
    let (begin, end) = (b"1 0 obj\n", b"\nendobj");
    let place = |what: &[u8]| out.windows(what.len()).position(|w| w == what).expect("an object is written");
    out[place(begin) + begin.len()..place(end)].trim_ascii().to_vec()
}
