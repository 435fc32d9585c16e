//! Folio turns an article or a book into a set PDF, an EPUB and plain text.
//!
//! The whole of it is one walk, and every step is a folder of this crate:
//!
//! ```text
//! bytes → read::decode → Source → Reader → Document → transform → Document + Theme → Writer → bytes
//! ```
//!
//! - [`measure`]: lengths, papers, colours. [`spelling`]: what a mistyped name means. [`source`]: decoded text and places in it.
//!   [`diagnostic`]: what there is to say about it.
//! - [`document`]: **the model**, what an article is; the only thing that readers and writers share.
//! - [`read`](mod@read): one reader a format. [`transform`]: what holds for all formats. [`write`](mod@write): one writer a format.
//! - [`words`]: what each language says and prints.
//! - [`fonts`]: the embedded faces. [`mod@theme`]: how pages look. [`typeset`]: Document → pages, knows no format.
//! - [`cancel`]: how work is ended early.
//!
//! The command `convert` is a program of its own on top of this library (`src/main.rs`, `src/cli`): it alone knows paths, the
//! terminal, the clock and the environment. The feature `cli`, on by default, brings what only the command needs.
//!
//! The library is a pure function of its inputs: the same input gives the same bytes.
//!
//! ```
//! use folio::{diagnostic::Diagnostics, files::Memory, options::Options, read, source::{Source, Sources}, write};
//! let (mut sources, options, mut diagnostics) = (Sources::new(), Options::default(), Diagnostics::new());
//! sources.add(Source::new("a.md", "One *two*.", 0));
//! let readers = [read::by_name("markdown").unwrap()];
//! let document = folio::read(&sources, &readers, &Memory::default(), &options, &mut diagnostics);
//! let theme = folio::theme(&document, &mut sources, &Memory::default(), &options, &mut diagnostics);
//! let text = write::by_name("txt").unwrap().write(&document, &theme, &options, &mut diagnostics).unwrap();
//! assert!(String::from_utf8(text).unwrap().contains("One"));
//! ```

// A part of a text is taken by `source::Cut`, which does not end the program where bytes were counted wrongly.
#![cfg_attr(not(test), warn(clippy::string_slice))]

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
use source::Sources;
use theme::Theme;

/// Reads sources into one document, ready to be written in any format: `readers[i]` reads the `i`-th source.
/// Several sources become the chapters of one document.
pub fn read(
    sources: &Sources,
    readers: &[&dyn read::Reader],
    files: &dyn Files,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Document {
    let parts =
        sources.iter().zip(readers).map(|(source, reader)| reader.read(source, &options.read, diagnostics)).collect();
    let mut document = transform::join(parts);
    let context = transform::Context { sources, files, options: &options.transform };
    transform::apply(&mut document, &context, diagnostics);
    document
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
