//! Folio turns an article or a book into a set PDF, an EPUB and plain text.
//!
//! The whole of it is one walk, and every step is a folder of this crate:
//!
//! ```text
//! bytes → read::detect → Reader → Source, Document → transform → Document + Theme → Writer → bytes
//! ```
//!
//! A room may name those above it, as `tests/imports` has it; the order is:
//!
//! ```text
//! cancel      how work is ended early          spelling    what a mistyped name means
//! source      inputs, decoded text, places     measure     lengths, papers, colours
//! words       what each language says, a file a language
//! article     what of a page is its article
//! files       the way to resources             fonts       embedded and installed faces
//! diagnostic  what there is to say             highlight   the languages of code
//! document    THE MODEL: what an article or a book is, all that readers and writers share
//! theme       how pages look                   options     what may be chosen
//! math        formulas: TeX, MathML, in words, set
//! read        sniff    what the bytes are
//! ├─ decode   bytes → text
//! ├─ build    blocks are opened, filled and closed: what readers drive
//! ├─ markup   HTML's tags on top of it, for pages and the raw HTML in Markdown
//! └─ html · markdown · plain       one reader a format; none sees another
//!    markdown/dialect  what pandoc, Quarto, MkDocs, Docusaurus, Obsidian and MyST have beside CommonMark
//! transform   what holds for all formats, once: title, notes, links, pictures, numbers and references (numbers.rs)
//! typeset     Document + Theme → pages; knows no format
//! write       deflate · drawing    what writers share
//! ├─ xhtml    the text of a chapter, for EPUB and for HTML to come
//! └─ pdf · epub · txt              one writer a format; none sees another
//! ```
//!
//! The command `convert` is a program of its own on top of this library (`src/main.rs`, `src/cli`): it alone knows paths, the
//! terminal, the clock and the environment. The feature `cli`, on by default, brings what only the command needs.
//!
//! What is to be added has one place: a format a folder and a line in [`read::READERS`] or [`write::WRITERS`], a language a
//! file in [`words`], a theme's key a field of its group in [`mod@theme`]; `tests/README.md` tells the steps.
//!
//! The library is a pure function of its inputs: the same input gives the same bytes.
//!
//! Most programs need one function, [`convert()`]:
//!
//! ```
//! use folio::{files::Disk, options::Options, source::Input};
//! let input = Input::new("harbour.md", "# The harbour\n\nIt opens at *six*.").with_path("harbour.md");
//! let pictures = Disk::new(None, 16 << 20);
//! let converted = folio::convert(&input, &["epub", "txt"], &pictures, &Options::default())?;
//! for said in converted.diagnostics.iter() {
//!     eprintln!("{}: {}", said.code, said.message);
//! }
//! let [epub, text] = &converted.outputs[..] else { unreachable!("one output a format") };
//! assert!(epub.starts_with(b"PK") && String::from_utf8_lossy(text).contains("It opens at"));
//! # Ok::<(), folio::Failure>(())
//! ```
//!
//! [`read()`], [`theme()`] and [`write::Writer::write`] are its steps, for several inputs that make one document, or to look at
//! the [`document::Document`] between them.

// Substrings are taken by `source::Cut`, which does not panic on a wrong byte offset.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod article;
pub mod cancel;
pub mod diagnostic;
pub mod document;
pub mod files;
pub mod fonts;
pub mod highlight;
pub mod math;
pub mod measure;
pub mod options;
pub mod read;
pub mod source;
pub mod spelling;
pub mod theme;
pub mod transform;
pub mod typeset;
pub mod words;
pub mod write;

use diagnostic::{Diagnostic, Diagnostics, codes};
use document::Document;
use files::Files;
use options::Options;
use read::Detected;
use source::{Input, Sources};
use theme::Theme;

/// Reads inputs into one document, ready to be written in any format, with the sources for the places in it. Several
/// inputs become the chapters of one document.
pub fn read(
    inputs: &[Detected<'_>],
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Sources, Document) {
    let (mut sources, mut parts) = (Sources::new(), Vec::with_capacity(inputs.len()));
    for Detected { input, reader, .. } in inputs {
        let start = sources.next_start();
        let part = reader.read(input, &mut read::ReadContext { start, files, options: &options.read, diagnostics });
        sources.add(part.source);
        parts.push(part.document);
    }
    let mut document = transform::join(parts);
    let context = transform::TransformContext { sources: &sources, files, options: &options.transform };
    transform::apply(&mut document, &context, diagnostics);
    (sources, document)
}

/// The theme that a document is set in, the same in all formats: as it was chosen, else as the document asks for. A theme
/// file that the document names is added to the sources.
pub fn theme(
    document: &Document,
    sources: &mut Sources,
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Theme {
    let mut look = options.look.clone();
    if look.theme.is_none() && look.own.is_none() {
        look.own = theme::asked(document, sources, files, diagnostics);
    }
    let theme = theme::choose(document, &look);
    if !theme.has_room() {
        let message = "the margins leave no room for text, so they are a tenth of the page";
        let help = "write narrower margins, or take a larger page";
        diagnostics.push(Diagnostic::new(&codes::PAGE_OPTION, None, message).help(help));
    }
    theme
}

/// The result of a conversion.
#[derive(Debug)]
#[non_exhaustive]
pub struct Converted {
    /// The files' bytes, complete and checked, in the order of the formats that were asked for.
    pub outputs: Vec<Vec<u8>>,
    /// Diagnostics about the input.
    pub diagnostics: Diagnostics,
    /// The sources to which spans in the diagnostics refer.
    pub sources: Sources,
    /// The document that was read.
    pub document: Document,
}

/// Why a conversion failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The kind of input is not supported.
    Refused(read::SourceRefusal),
    /// The output format is unknown.
    NoFormat(String),
    /// An output could not be written.
    Write(write::WriteError),
    /// No thread could be started.
    Thread(std::io::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Refused(refusal) => write!(f, "it is {}, which is not read: {}", refusal.what, refusal.help),
            Failure::NoFormat(name) => write!(f, "there is no format `{name}`"),
            Failure::Write(error) => error.fmt(f),
            Failure::Thread(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// Stack size in bytes of threads that process documents: these are traversed recursively, up to [`read::MAX_DEPTH`]
/// levels of blocks.
pub const STACK: usize = 32 << 20;

/// Converts an input to formats given by their names for `--to`. Works in threads of its own, so the caller's stack
/// size does not matter.
///
/// # Errors
/// When the input is of a kind that is not read, a format is unknown, or an output cannot be written.
pub fn convert(input: &Input, to: &[&str], files: &dyn Files, options: &Options) -> Result<Converted, Failure> {
    let writer = |name: &&str| write::by_name(name).ok_or_else(|| Failure::NoFormat((*name).to_owned()));
    let writers = to.iter().map(writer).collect::<Result<Vec<_>, _>>()?;
    let detected = read::detect(input, None).map_err(Failure::Refused)?;
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    let pool = pool.map_err(|error| Failure::Thread(std::io::Error::other(error)))?;
    pool.install(|| {
        let mut diagnostics = Diagnostics::new();
        let (mut sources, document) = read(&[detected], files, options, &mut diagnostics);
        let theme = theme(&document, &mut sources, files, options, &mut diagnostics);
        let write = |writer: &dyn write::Writer| {
            writer.write(&document, &theme, options, &mut diagnostics).map(|written| written.bytes)
        };
        let outputs = writers.into_iter().map(write).collect::<Result<Vec<_>, _>>().map_err(Failure::Write)?;
        Ok(Converted { outputs, diagnostics, sources, document })
    })
}
