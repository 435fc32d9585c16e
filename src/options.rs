//! What a conversion may be asked to do otherwise: plain values, chosen by the command, the configuration and tests.

use crate::cancel::Cancel;
use crate::document::Language;
use crate::theme::Appearance;

/// Everything that can be chosen for one conversion.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Options {
    /// How the source is read.
    pub read: ReadOptions,
    /// What becomes of the document between reading and writing.
    pub transform: TransformOptions,
    /// How pages look, and books where a screen allows it.
    pub look: Appearance,
    /// How PDF is written.
    pub pdf: PdfOptions,
    /// How EPUB is written.
    pub epub: EpubOptions,
    /// How plain text is written.
    pub text: TextOptions,
    /// When the source was last changed, in seconds since 1970 (`SOURCE_DATE_EPOCH`): the date of change of files whose
    /// source gives no later one.
    pub source_date: Option<u64>,
    /// Who may cancel the writing.
    #[serde(skip)]
    pub cancel: Cancel,
}

impl Options {
    /// The same, for work that may be cancelled; it is to be done in [`Cancel::run`].
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
    /// Whether structure is left uninferred: paragraphs only (plain text).
    pub no_infer: bool,
    /// The encoding that the source is in, by a label of the Encoding Standard; `None`: found out.
    pub encoding: Option<String>,
    /// Who may cancel the reading.
    #[serde(skip)]
    pub cancel: Cancel,
}

/// What kind of plain text a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InputStyle {
    /// Found out from the text.
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

/// What becomes of the document between reading and writing.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TransformOptions {
    /// Whether quotes, dashes, ellipses and spaces are set as the language wants them.
    pub smart: bool,
    /// The title, instead of the source's.
    pub title: Option<String>,
    /// The authors, instead of the source's.
    pub authors: Vec<String>,
    /// The date, instead of the source's (ISO 8601).
    pub date: Option<String>,
    /// The language, instead of the source's.
    pub language: Option<Language>,
    /// What it is known by for good (an ISBN, a DOI, a URN, any name), instead of the source's.
    pub identifier: Option<String>,
    /// The cover image's path, instead of the source's.
    pub cover: Option<String>,
    /// The name to fall back to as a title: the source file's, without its extension.
    pub name: Option<String>,
    /// The most pixels an image may have.
    pub max_pixels: u64,
    /// The most blocks that may be nested in each other; `None`: as many as readers keep.
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
    /// The folders with the system's fonts, for characters that the embedded faces lack; none: those are all.
    pub font_folders: Vec<std::path::PathBuf>,
    /// The standards the file keeps.
    pub standard: PdfStandard,
    /// The most pages a document may have; `None`: [`crate::write::pdf::MOST_PAGES`].
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
    /// PDF 1.7, tagged, no claim.
    None,
}

impl PdfStandard {
    /// The parts that a standard is named by, and the standards that have them.
    pub const PARTS: &'static [(&'static str, &'static [PdfStandard])] = &[
        ("ua-1", &[Self::Ua1A2a, Self::Ua1A2u, Self::Ua1A3a]),
        ("ua-2", &[Self::Ua2A4]),
        ("a-2a", &[Self::Ua1A2a]),
        ("a-2u", &[Self::Ua1A2u]),
        ("a-3a", &[Self::Ua1A3a]),
        ("a-4", &[Self::Ua2A4]),
        ("none", &[Self::None]),
    ];

    /// The standard by its parts, with commas between them: `ua-1`, `ua-2`, `a-2a`, `a-2u`, `a-3a`, `a-4`, or `none`.
    /// A part brings the other half with it: `a-2u` is PDF/UA-1, too, and `ua-2` PDF/A-4.
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
