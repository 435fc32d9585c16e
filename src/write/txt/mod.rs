//! Writes plain text as a typeset format: UTF-8, lines broken by total fit to a measure in terminal cells, a distinct
//! form for every kind of block. The format is specified in `FORMAT.md` beside this file; `read::plain` reads it back.
//!
//! ```text
//! blocks     block, heading, table     lines with prefixes and blank lines
//! inlines    inline, references        the flat text of a paragraph; numbers of notes and links
//! lines      lines                     UAX 14 opportunities, total fit
//! page       page, furniture           lines with indents and markers
//! characters cells, ascii              widths in cells (UAX 11); ASCII on request
//! ```

mod ascii;
mod block;
mod furniture;
mod heading;
mod inline;
mod lines;
mod page;
mod references;
mod table;

use super::{WriteError, Writer, WrittenOutput};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Document;
use crate::options::Options;
use crate::theme::Theme;
use page::{Shared, TextColumn};

/// Writes plain text.
pub struct Txt;

impl Writer for Txt {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn summary(&self) -> &'static str {
        "plain text"
    }

    fn write(
        &self,
        document: &Document,
        _: &Theme,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Result<WrittenOutput, WriteError> {
        let mut page = TextColumn::new(
            document,
            &options.text,
            options.text.width,
            Shared { cancel: options.cancel.clone(), ..Shared::default() },
        );
        page.blocks(&document.blocks, false);
        references::write(&mut page);
        let (mut text, shared) = page.finish();
        report(shared, diagnostics);
        text.truncate(text.trim_end_matches('\n').len());
        if !text.is_empty() {
            text.push('\n');
        }
        Ok(WrittenOutput { bytes: text.into_bytes(), asked_system_fonts: false })
    }
}

/// Reports what could not be represented.
fn report(shared: Shared, diagnostics: &mut Diagnostics) {
    for span in shared.formulas {
        diagnostics.push(Diagnostic::new(&codes::TEXT_MATH_SOURCE, span, "a formula is written in its source form"));
    }
    for span in shared.records {
        diagnostics.push(
            Diagnostic::new(&codes::TEXT_TABLE_RECORDS, span, "a table is too wide and was written as records")
                .help("choose a larger --width"),
        );
    }
    shared.losses.report(diagnostics);
}
