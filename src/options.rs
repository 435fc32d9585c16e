//! Conversion options: plain values set by the command, the configuration and tests.

use crate::cancel::Cancel;
use crate::document::Language;
use crate::theme::Appearance;

/// Everything that can be chosen for one conversion.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Options {
    /// How the source is read.
    pub read: ReadOptions,
    /// How the document is transformed between reading and writing.
    pub transform: TransformOptions,
    /// How pages look, and books as far as reading systems allow.
    pub look: Appearance,
    /// How PDF is written.
    pub pdf: PdfOptions,
    /// How EPUB is written.
    pub epub: EpubOptions,
    /// How plain text is written.
    pub text: TextOptions,
    /// Modification date of the source in seconds since 1970 (`SOURCE_DATE_EPOCH`), for outputs whose source gives no
    /// later one.
    pub source_date: Option<u64>,
    /// The cancellation token.
    #[serde(skip)]
    pub cancel: Cancel,
}

impl Options {
    /// Sets the cancellation token; the work must run in [`Cancel::run`].
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Options {
        self.read.cancel = cancel.clone();
        self.transform.cancel = cancel.clone();
        self.cancel = cancel.clone();
        self
    }
}

/// How the source is read.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct ReadOptions {
    /// What kind of plain text it is.
    pub style: InputStyle,
    /// Whether structure inference is off: paragraphs only (plain text).
    pub no_infer: bool,
    /// The encoding of the source, by a label of the Encoding Standard; `None`: detected.
    pub encoding: Option<String>,
    /// Whether only the article of a web page is kept.
    pub article: Article,
    /// The cancellation token.
    #[serde(skip)]
    pub cancel: Cancel,
}

/// Whether only the article of a web page is kept: its menus, its links to other pages, what readers said and the like are
/// left out, which is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Article {
    /// Of pages with such things around an article.
    #[default]
    Auto,
    /// Of all pages where one is found.
    Always,
    /// All is kept.
    Never,
}

/// What kind of plain text a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InputStyle {
    /// Detected from the text.
    #[default]
    Auto,
    /// A pasted article.
    Article,
    /// A book with chapters.
    Book,
    /// An e-mail message with its header.
    Email,
    /// Verse: every line is kept.
    Verse,
    /// Verbatim: a log, subtitles.
    Plain,
}

/// Options of the transforms.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TransformOptions {
    /// Whether typography is applied: quotes, dashes, ellipses and spaces by the language's rules.
    pub smart: bool,
    /// The title, instead of the source's.
    pub title: Option<String>,
    /// The authors, instead of the source's.
    pub authors: Vec<String>,
    /// The date, instead of the source's (ISO 8601).
    pub date: Option<String>,
    /// The language, instead of the source's.
    pub language: Option<Language>,
    /// The identifier (an ISBN, a DOI, a URN, any name), instead of the source's.
    pub identifier: Option<String>,
    /// The cover image's path, instead of the source's.
    pub cover: Option<String>,
    /// Fallback title: the source's file name without extension.
    pub name: Option<String>,
    /// Limit of an image's pixels.
    pub max_pixels: u64,
    /// Limit of nested blocks; `None`: the readers' limit.
    pub max_nesting: Option<usize>,
    /// Who may cancel the passes.
    #[serde(skip)]
    pub cancel: Cancel,
}

impl Default for TransformOptions {
    fn default() -> Self {
        TransformOptions {
            smart: true,
            title: None,
            authors: Vec::new(),
            date: None,
            language: None,
            identifier: None,
            cover: None,
            name: None,
            max_pixels: 200_000_000,
            max_nesting: None,
            cancel: Cancel::default(),
        }
    }
}

/// How PDF is written.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct PdfOptions {
    /// Folders of system fonts, for characters that the embedded faces lack; may be empty.
    pub font_folders: Vec<std::path::PathBuf>,
    /// The standards the file keeps.
    pub standard: PdfStandard,
    /// Page limit; `None`: [`crate::write::pdf::MOST_PAGES`].
    pub max_pages: Option<u32>,
}

/// The standards a PDF keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PdfStandard {
    /// PDF 1.7, PDF/UA-1 and PDF/A-2a at once.
    #[default]
    Ua1A2a,
    /// PDF 1.7, PDF/UA-1 and PDF/A-2u.
    Ua1A2u,
    /// PDF 1.7, PDF/UA-1 and PDF/A-3a.
    Ua1A3a,
    /// PDF 2.0, PDF/UA-2 and PDF/A-4.
    Ua2A4,
    /// PDF 1.7, tagged, no conformance claim.
    None,
}

impl PdfStandard {
    /// The parts of standards' names, and the standards that contain them.
    pub const PARTS: &'static [(&'static str, &'static [PdfStandard])] = &[
        ("ua-1", &[Self::Ua1A2a, Self::Ua1A2u, Self::Ua1A3a]),
        ("ua-2", &[Self::Ua2A4]),
        ("a-2a", &[Self::Ua1A2a]),
        ("a-2u", &[Self::Ua1A2u]),
        ("a-3a", &[Self::Ua1A3a]),
        ("a-4", &[Self::Ua2A4]),
        ("none", &[Self::None]),
    ];

    /// The standard by its parts, separated by commas: `ua-1`, `ua-2`, `a-2a`, `a-2u`, `a-3a`, `a-4`, or `none`. A
    /// part implies the others that belong to it: `a-2u` includes PDF/UA-1, and `ua-2` PDF/A-4.
    ///
    /// # Errors
    /// When a part is unknown, or two exclude each other.
    ///
    /// ```
    /// use folio::options::PdfStandard;
    /// assert_eq!(PdfStandard::parse("ua-1,a-2a"), Ok(PdfStandard::Ua1A2a));
    /// assert_eq!(PdfStandard::parse("a-4"), Ok(PdfStandard::Ua2A4));
    /// assert!(PdfStandard::parse("ua-1,a-4").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<PdfStandard, String> {
        let mut left = vec![Self::Ua1A2a, Self::Ua1A2u, Self::Ua1A3a, Self::Ua2A4, Self::None];
        for part in text.split(',').map(str::trim) {
            let Some((_, fitting)) = Self::PARTS.iter().find(|(name, _)| *name == part) else {
                return Err("the standards are ua-1, ua-2, a-2a, a-2u, a-3a, a-4 and none".into());
            };
            left.retain(|s| fitting.contains(s));
        }
        left.first()
            .copied()
            .ok_or_else(|| "no file can keep all of these: ua-1 goes with a-2a, a-2u or a-3a, and ua-2 with a-4".into())
    }

    /// Its parts, as [`PdfStandard::parse`] takes them.
    pub fn name(self) -> &'static str {
        match self {
            PdfStandard::Ua1A2a => "ua-1,a-2a",
            PdfStandard::Ua1A2u => "ua-1,a-2u",
            PdfStandard::Ua1A3a => "ua-1,a-3a",
            PdfStandard::Ua2A4 => "ua-2,a-4",
            PdfStandard::None => "none",
        }
    }

    /// Whether it is a standard of PDF 2.0; the others are of PDF 1.7.
    pub fn is_pdf_2(self) -> bool {
        self == PdfStandard::Ua2A4
    }
}

/// How EPUB is written.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct EpubOptions {
    /// Headings up to this level begin a new file; `None`: by the document.
    pub split_level: Option<u8>,
    /// Whether the theme's faces are embedded (subset).
    pub embed_fonts: bool,
    /// Whether a cover is drawn where there is none; `None`: for books.
    pub generated_cover: Option<bool>,
}

/// How plain text is written.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TextOptions {
    /// The measure in terminal cells.
    pub width: usize,
    /// How lines are broken.
    pub wrap: Wrap,
    /// Whether only ASCII is written.
    pub ascii: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        TextOptions { width: 72, wrap: Wrap::Optimal, ascii: false }
    }
}

/// How lines of plain text are broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrap {
    /// Each paragraph as a whole, so that its lines are even.
    #[default]
    Optimal,
    /// As many words as fit, line by line.
    Greedy,
    /// One line a paragraph.
    None,
    /// RFC 3676 format=flowed: a space at the end of a line that goes on.
    Flowed,
}
