//! The floor under a PDF: what parsing the source, shaping each distinct word once and deflating the pages cost by
//! themselves, and how far above their sum the whole stands: `cargo bench --bench floor [-- FILE.md]`.
//!
//! On one thread, the median of several runs in turn, so that a busy machine slows all of them alike. The whole runs in
//! a process of its own: what one conversion learned would help the next.

mod corpus;

use folio::diagnostic::Diagnostics;
use folio::files::MemoryFiles;
use folio::fonts::{FontRole, Fonts};
use folio::options::Options;
use folio::read::Detected;
use folio::source::Input;
use folio::theme;
use folio::{read, write};
use harfrust::{Buffer, ShapeOptions, ShaperFont};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::{Duration, Instant};

const RUNS: usize = 7;

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    one.build_global().expect("the first pool of the process");
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let text = match &file {
        Some(path) => std::fs::read_to_string(path).expect("a readable Markdown file"),
        None => corpus::novel(212_000),
    };
    if std::env::args().any(|a| a == ALONE) {
        let start = Instant::now();
        std::hint::black_box(whole(&text));
        println!("{}", start.elapsed().as_micros());
        return;
    }
    let words: BTreeSet<&str> = text.split_whitespace().collect();
    let pdf = whole(&text);
    let streams = inflated(&pdf);

    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..RUNS {
        let passes: [&dyn Fn(); 3] =
            [&|| _ = std::hint::black_box(pulldown_cmark::Parser::new(&text).count()), &|| shape(&words), &|| {
                _ = std::hint::black_box(deflated(&streams))
            }];
        for (pass, times) in passes.iter().zip(&mut times) {
            let start = Instant::now();
            pass();
            times.push(start.elapsed());
        }
        times[3].push(alone(file.as_deref()));
    }
    let [parse, shape, deflate, whole] = times.map(|mut t| {
        t.sort();
        t[RUNS / 2].as_secs_f64() * 1000.0
    });
    let floor = parse + shape + deflate;
    println!("parse                       {parse:8.1} ms   {} kB", text.len() / 1000);
    println!("shape each distinct word    {shape:8.1} ms   {} words", words.len());
    println!(
        "deflate                     {deflate:8.1} ms   {} kB",
        streams.iter().map(Vec::len).sum::<usize>() / 1000
    );
    println!("the floor                   {floor:8.1} ms");
    println!("source to checked PDF       {whole:8.1} ms   {:.2} times the floor", whole / floor);
}

/// Argument by which this program times the whole, once, and nothing else.
const ALONE: &str = "--alone";

/// The time that the whole takes in a process that does nothing else.
fn alone(file: Option<&str>) -> Duration {
    let program = std::env::current_exe().expect("the program's own path");
    let out = std::process::Command::new(program).arg(ALONE).args(file).output().expect("the program runs again");
    let time = String::from_utf8_lossy(&out.stdout).trim().parse().expect("it says how many microseconds it took");
    Duration::from_micros(time)
}

fn whole(text: &str) -> Vec<u8> {
    let input = Input::new("a.md", text);
    let (options, mut diagnostics) = (Options::default(), Diagnostics::new());
    let (_, document) = folio::read(
        &[Detected::asked(&input, read::by_name("markdown").expect("Markdown is read"))],
        &MemoryFiles::default(),
        &options,
        &mut diagnostics,
    );
    let pdf = write::by_name("pdf").expect("PDF is written");
    pdf.write(&document, &theme::choose(&document, &options.look), &options, &mut diagnostics)
        .expect("a PDF that passes its check")
        .bytes
}

fn shape(words: &BTreeSet<&str>) {
    let fonts = Fonts::default();
    let face = fonts.face(fonts.face_for(FontRole::default()).face);
    let font = harfrust::Font::new(face.data().to_vec(), face.index()).expect("an embedded face");
    let shaper = ShaperFont::new(&font);
    for word in words {
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        harfrust::shape(&shaper, &mut buffer, ShapeOptions::new()).expect("a word that can be shaped");
        std::hint::black_box(buffer.glyph_infos().len());
    }
}

/// The streams of a PDF that deflate made, as they were before.
fn inflated(pdf: &[u8]) -> Vec<Vec<u8>> {
    let file = lopdf::Document::load_mem(pdf).expect("a PDF that passes its check");
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    streams.filter_map(|stream| stream.decompressed_content().ok()).collect()
}

fn deflated(streams: &[Vec<u8>]) -> usize {
    let mut size = 0;
    for stream in streams {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        encoder.write_all(stream).expect("writing to memory");
        size += encoder.finish().expect("writing to memory").len();
    }
    size
}
