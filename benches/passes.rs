//! What each pass costs, over a made-up article and a made-up novel: `cargo bench --bench passes`.
//!
//! Every pass is a function of its own that is never inlined, so that `benches/instructions` can count what happens
//! inside of it. `FOLIO_BENCH=FILE.md` measures a document of yours instead of the novel.

mod corpus;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::fonts::Fonts;
use folio::options::Options;
use folio::read::Detected;
use folio::source::Input;
use folio::typeset::model::Layout;
use folio::{read, theme, typeset, write};
use std::hint::black_box;

fn source(name: &str, text: &str) -> Input {
    Input::new(name, text)
}

/// The same as pasted plain text: without Markdown's marks, lines wrapped at 72 columns.
fn pasted(markdown: &str) -> String {
    let mut out = String::new();
    let body = markdown.rsplit_once("---\n\n#").map_or(markdown, |(_, body)| body);
    for paragraph in body.split("\n\n") {
        let mut column = 0;
        for word in paragraph.trim_start_matches(['#', ' ']).split_whitespace() {
            let word = word.replace('*', "");
            if column > 0 && column + 1 + word.len() > 72 {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(&word);
            column += word.len();
        }
        out.push_str("\n\n");
    }
    out
}

#[inline(never)]
fn pass_read(input: &Input, format: &str) -> Document {
    document(input, format)
}

fn document(input: &Input, format: &str) -> Document {
    let reader = read::by_name(format).expect("a format that is read");
    folio::read(
        &[Detected::asked(input, reader)],
        &MemoryFiles::default(),
        &Options::default(),
        &mut Diagnostics::new(),
    )
    .1
}

#[inline(never)]
fn pass_typeset(document: &Document, fonts: &Fonts) -> Layout {
    layout(document, fonts)
}

fn layout(document: &Document, fonts: &Fonts) -> Layout {
    let theme = theme::choose(document, &Options::default().look);
    typeset::typeset(document, &theme, fonts, &Default::default(), &mut Diagnostics::new())
}

#[inline(never)]
fn pass_pdf(document: &Document, layout: Layout, fonts: &Fonts) -> Vec<u8> {
    write::pdf::write(document, layout, fonts, &Options::default(), &mut Diagnostics::new())
        .expect("a PDF that passes its check")
}

#[inline(never)]
fn pass_epub(document: &Document) -> Vec<u8> {
    written(document, "epub")
}

#[inline(never)]
fn pass_txt(document: &Document) -> Vec<u8> {
    written(document, "txt")
}

fn written(document: &Document, format: &str) -> Vec<u8> {
    let writer = write::by_name(format).expect("a format that is written");
    writer
        .write(
            document,
            &theme::choose(document, &Options::default().look),
            &Options::default(),
            &mut Diagnostics::new(),
        )
        .expect("an output that passes its check")
        .bytes
}

fn passes(criterion: &mut Criterion) {
    let long = match std::env::var_os("FOLIO_BENCH") {
        Some(path) => std::fs::read_to_string(path).expect("FOLIO_BENCH names a Markdown file"),
        None => corpus::novel(212_000),
    };
    for (name, text) in [("article", corpus::novel(1_250)), ("novel", long)] {
        let (markdown, plain) = (source("a.md", &text), source("a.txt", &pasted(&text)));
        let document = document(&markdown, "markdown");
        let fonts = Fonts::new(Vec::new());

        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("read-markdown", |b| b.iter(|| pass_read(black_box(&markdown), "markdown")));
        group.bench_function("read-plain", |b| b.iter(|| pass_read(black_box(&plain), "text")));
        group.bench_function("typeset", |b| b.iter(|| pass_typeset(black_box(&document), &Fonts::new(Vec::new()))));
        group.bench_function("pdf", |b| {
            let set = || layout(&document, &fonts);
            b.iter_batched(set, |layout| pass_pdf(black_box(&document), layout, &fonts), BatchSize::PerIteration);
        });
        group.bench_function("epub", |b| b.iter(|| pass_epub(black_box(&document))));
        group.bench_function("txt", |b| b.iter(|| pass_txt(black_box(&document))));
        group.finish();
    }
    // The cost of a word should not depend on how many there are.
    let mut group = criterion.benchmark_group("linear");
    group.sample_size(10);
    for words in [20_000, 200_000] {
        let markdown = source("a.md", &corpus::novel(words));
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function(BenchmarkId::new("read-and-typeset", words), |b| {
            b.iter(|| pass_typeset(&pass_read(black_box(&markdown), "markdown"), &Fonts::new(Vec::new())))
        });
    }
    group.finish();
}

fn main() {
    // Counting instructions needs all work on the thread that is watched.
    if std::env::var_os("FOLIO_BENCH_ALONE").is_some() {
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
        one.build_global().expect("the first pool of the process");
    }
    let mut criterion = Criterion::default().configure_from_args();
    passes(&mut criterion);
    criterion.final_summary();
}
