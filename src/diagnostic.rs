//! What a conversion has to say about its source: warnings and errors with a code, a place and a remedy.
//!
//! Every code stands once in [`CODES`], with what `convert explain CODE` prints. The hundreds tell the
//! room: 01 files and command, 02 decoding and plain text, 03 Markdown, 04 HTML, 05 images and resources,
//! 06 document and transforms, 07 typesetting and fonts, 08 PDF, 09 EPUB, 10 plain text output, 11 themes.

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something could not be kept as it was; the output is valid and complete but for what is named.
    Warning,
    /// The output could not be made.
    Error,
}

/// A diagnostic's stable name, such as `F0501`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "F{:04}", self.0)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// One thing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the source; `None` where no place is known.
    pub span: Option<Span>,
    /// What happened: lower case, no full stop, no place.
    pub message: String,
    /// What the user can do, where there is something.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with its code's usual severity.
    pub fn new(entry: &CodeEntry, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Diagnostic {
            code: entry.code,
            severity: entry.severity,
            span: span.into(),
            message: message.into(),
            help: None,
        }
    }

    /// The same with a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects diagnostics in the order in which they were found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection behind these.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The worst severity there is.
    pub fn worst(&self) -> Option<Severity> {
        self.list.iter().map(|d| d.severity).max()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, in order, as a list.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// A code as it is documented.
#[derive(Debug)]
pub struct CodeEntry {
    /// The code.
    pub code: Code,
    /// A short name in kebab case, such as `image-missing`.
    pub name: &'static str,
    /// Its severity unless the user chose another.
    pub severity: Severity,
    /// What it means, why it matters and what to do; a few sentences.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $konst:ident = $number:literal $name:literal $severity:ident;)*) => {
        $($(#[doc = $doc])* pub const $konst: CodeEntry = CodeEntry {
            code: Code($number), name: $name, severity: Severity::$severity, explanation: concat!($($doc, "\n"),*),
        };)*
        /// Every code, in order of its number.
        pub const CODES: &[CodeEntry] = &[$($konst),*];
    };
}

/// The codes; each one's documentation is what `convert explain` prints.
pub mod codes {
    use super::{Code, CodeEntry, Severity};

    codes! {
        /// The file could not be opened or read. The message holds the system's reason.
        INPUT_UNREADABLE = 101 "input-unreadable" Error;
        /// The output could not be written. Nothing was left behind and an older output is untouched.
        OUTPUT_UNWRITABLE = 102 "output-unwritable" Error;
        /// The text is not valid UTF-8 and has no byte order mark: it was read as windows-1252, which gives every
        /// byte a meaning. Save the file as UTF-8 to be sure of its letters.
        ENCODING_GUESSED = 201 "encoding-guessed" Warning;
        /// The image could not be found. A placeholder with its alternative text stands in its place.
        IMAGE_MISSING = 501 "image-missing" Warning;
        /// The image could not be decoded, or is not what its name says. A placeholder with its alternative text
        /// stands in its place.
        IMAGE_BROKEN = 502 "image-broken" Warning;
        /// A link points to a place in the document that does not exist. Its text is kept, the link is not.
        LINK_DEAD = 601 "link-dead" Warning;
    }
}

pub use codes::CODES;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_explained() {
        for pair in CODES.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
        }
        for entry in CODES {
            assert!(entry.explanation.trim().len() > 40, "{} is not explained", entry.code);
            assert!(CODES.iter().filter(|e| e.name == entry.name).count() == 1, "{} twice", entry.name);
        }
    }
}
