//! What a person can choose for a conversion: the long options of the command, which are also the keys of
//! `convert.toml`. There is one definition and one parser for both, so that they cannot come apart.

use crate::cli::named::{self, NamedFault, RESOURCE_SIZE, Theme};
use crate::document::Language;
use crate::measure::{Length, Margins, PageSize, text_size};
use crate::options::{Article, InputStyle, Options, PdfStandard, Wrap};
use crate::{read, write};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, ValueHint};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A setting that was left open, switched on or switched off; the last one named wins.
macro_rules! switch {
    ($on:expr, $off:expr) => {
        match ($on, $off) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    };
}

/// Everything that can be chosen for one conversion; what is `None` or empty was left open.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Choices {
    /// Formats to make, with commas between them
    #[arg(long, short, value_name = "FORMAT,…", value_delimiter = ',', help_heading = "Conversion",
          value_parser = Formats(|| write::WRITERS.iter().map(|w| PossibleValue::new(w.name()).help(w.summary())).collect()))]
    pub to: Vec<String>,
    /// What the sources are; found out from the name and the content otherwise
    #[arg(long, short, value_name = "FORMAT", help_heading = "Conversion",
          value_parser = Formats(|| read::READERS.iter().map(|r| PossibleValue::new(r.name()).help(r.summary())).collect()))]
    pub from: Option<String>,
    /// Make one document of all sources, each a chapter
    #[arg(long, help_heading = "Conversion", overrides_with = "no_join")]
    pub join: bool,
    #[arg(long, hide = true)]
    no_join: bool,
    /// How the output folder is laid out: `mirror` the sources' folders, one `flat` folder, or a folder a `format`
    #[arg(long, hide_short_help = true, value_name = "HOW", help_heading = "Conversion", value_parser = ["mirror", "flat", "format"])]
    pub layout: Option<String>,

    /// The title, instead of the source's
    #[arg(long, value_name = "TEXT", help_heading = "About the document")]
    pub title: Option<String>,
    /// An author, instead of the source's; may be repeated
    #[arg(long, hide_short_help = true, value_name = "NAME", help_heading = "About the document")]
    pub author: Vec<String>,
    /// The date of issue, instead of the source's: 2026, 2026-03 or 2026-03-14
    #[arg(long, hide_short_help = true, value_name = "DATE", help_heading = "About the document", value_parser = date)]
    pub date: Option<String>,
    /// The language, instead of the source's: en, pt-BR, …
    #[arg(long, value_name = "TAG", help_heading = "About the document", value_parser = language)]
    pub lang: Option<Language>,
    /// What it is known by for good (an ISBN, a DOI, a URN, any name), instead of the source's
    #[arg(long, hide_short_help = true, value_name = "NAME", help_heading = "About the document")]
    pub identifier: Option<String>,

    /// The theme: article, novel, manual, report, large-print, or a TOML file
    #[arg(long, value_name = "NAME|FILE", help_heading = "Pages (PDF)", value_hint = ValueHint::FilePath, value_parser = Theme::parse)]
    pub theme: Option<Theme>,
    /// The page: a4, letter, a5, … or `148mm x 210mm`; `a4 landscape` lies on its side. Without a unit in millimetres
    #[arg(long, hide_short_help = true, value_name = "SIZE", help_heading = "Pages (PDF)", value_parser = PageSize::parse)]
    pub page_size: Option<PageSize>,
    /// The margins: one to four lengths, as in CSS. Without a unit in millimetres
    #[arg(long, hide_short_help = true, value_name = "LENGTHS", help_heading = "Pages (PDF)", value_parser = Margins::parse)]
    pub margin: Option<Margins>,
    /// The size of the text, such as 11pt. Without a unit in points
    #[arg(long, hide_short_help = true, value_name = "LENGTH", help_heading = "Pages (PDF)", value_parser = text_size)]
    pub font_size: Option<Length>,
    /// With a contents list, in PDFs and EPUBs (--no-toc: without); by the document otherwise
    #[arg(long, help_heading = "Pages (PDF)", overrides_with = "no_toc")]
    pub toc: bool,
    #[arg(long, hide = true, overrides_with = "toc")]
    no_toc: bool,
    /// The standards the PDF keeps: ua-1,a-2a (or a-2u, a-3a), ua-2,a-4 (PDF 2.0), or none; one brings the other
    #[arg(long, hide_short_help = true, value_name = "STANDARD,…", help_heading = "Pages (PDF)", value_parser = PdfStandard::parse)]
    pub pdf_standard: Option<PdfStandard>,

    /// The cover image
    #[arg(long, hide_short_help = true, value_name = "FILE", help_heading = "EPUB", value_hint = ValueHint::FilePath)]
    pub epub_cover: Option<PathBuf>,
    /// Draw a cover where there is none
    #[arg(long, hide_short_help = true, help_heading = "EPUB", overrides_with = "no_epub_generated_cover")]
    pub epub_generated_cover: bool,
    #[arg(long, hide = true)]
    no_epub_generated_cover: bool,
    /// Embed the theme's faces
    #[arg(long, hide_short_help = true, help_heading = "EPUB", overrides_with = "no_epub_embed_fonts")]
    pub epub_embed_fonts: bool,
    #[arg(long, hide = true)]
    no_epub_embed_fonts: bool,
    /// Begin a new file at headings up to this level
    #[arg(long, hide_short_help = true, value_name = "LEVEL", help_heading = "EPUB", value_parser = clap::value_parser!(u8).range(i64::from(*SPLIT_LEVELS.start())..=i64::from(*SPLIT_LEVELS.end())))]
    pub epub_split_level: Option<u8>,

    /// The measure of plain text in columns (72)
    #[arg(long, hide_short_help = true, value_name = "COLUMNS", help_heading = "Plain text", value_parser = width)]
    pub width: Option<usize>,
    /// How lines of plain text are broken
    #[arg(long, hide_short_help = true, value_name = "HOW", help_heading = "Plain text", value_parser = ["optimal", "greedy", "none", "flowed"])]
    pub wrap: Option<String>,
    /// Write nothing but ASCII
    #[arg(long, hide_short_help = true, help_heading = "Plain text", overrides_with = "no_ascii")]
    pub ascii: bool,
    #[arg(long, hide = true)]
    no_ascii: bool,

    /// The encoding that the sources are in, such as windows-1251 or shift_jis; found out from the bytes otherwise
    #[arg(long, hide_short_help = true, value_name = "NAME", help_heading = "Reading", value_parser = crate::cli::encodings::parse)]
    pub encoding: Option<String>,
    /// What kind of plain text the sources are
    #[arg(long, hide_short_help = true, value_name = "STYLE", help_heading = "Reading",
          value_parser = ["auto", "article", "book", "email", "verse", "plain"])]
    pub input_style: Option<String>,
    /// Keep only the article of a web page: `auto` where menus and the like stand around one, which are left out and told
    #[arg(long, hide_short_help = true, value_name = "WHEN", help_heading = "Reading", value_parser = ["auto", "always", "never"])]
    pub article: Option<String>,
    #[arg(long, hide = true, overrides_with = "no_infer")]
    infer: bool,
    /// Take plain text as paragraphs only: no headings, lists or notes are inferred
    #[arg(long, hide_short_help = true, help_heading = "Reading")]
    pub no_infer: bool,
    #[arg(long, hide = true, overrides_with = "no_smart")]
    smart: bool,
    /// Leave quotes, dashes, ellipses and spaces as they are
    #[arg(long, hide_short_help = true, help_heading = "Reading")]
    pub no_smart: bool,
    /// Images may lie anywhere below this folder; otherwise below the project's, below the folder that was named, or,
    /// of a file that was named by itself, below its own
    #[arg(long, hide_short_help = true, value_name = "FOLDER", help_heading = "Reading", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    /// Raise or lower a limit: source-size, resource-size, pixels, pages (of a PDF: 20,000), nesting, time
    /// (`--limit source-size=200M`, `--limit time=30s`)
    #[arg(long, hide_short_help = true, value_name = "KEY=VALUE", help_heading = "Reading", value_parser = limit, action = ArgAction::Append)]
    pub limit: Vec<Limit>,
}

/// Reads the name of a format: in any case, with spaces around it.
#[derive(Clone, Copy)]
struct Formats(fn() -> Vec<PossibleValue>);

impl TypedValueParser for Formats {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let name = value.to_string_lossy().trim().to_lowercase();
        let known = PossibleValuesParser::new((self.0)());
        // What is not known is told as it was written.
        let found = known.parse_ref(command, argument, name.as_ref());
        found.or_else(|_| known.parse_ref(command, argument, value))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter()))
    }
}

/// One limit as it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    kind: LimitKind,
    value: u64,
}

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LimitKind {
    SourceSize,
    ResourceSize,
    Pixels,
    Pages,
    Nesting,
    /// In milliseconds.
    Time,
}

/// What can be limited, by its name.
pub(super) const LIMITS: [(&str, LimitKind); 6] = [
    ("source-size", LimitKind::SourceSize),
    ("resource-size", LimitKind::ResourceSize),
    ("pixels", LimitKind::Pixels),
    ("pages", LimitKind::Pages),
    ("nesting", LimitKind::Nesting),
    ("time", LimitKind::Time),
];

/// The measures that plain text can have, in columns.
pub(super) const WIDTHS: std::ops::RangeInclusive<usize> = 20..=1000;
/// The levels of headings that can begin a file of an EPUB.
pub(super) const SPLIT_LEVELS: std::ops::RangeInclusive<u8> = 0..=6;

/// The largest source that is read unless the user allows more. Spans count bytes in 32 bits, which bounds any limit.
const SOURCE_SIZE: u64 = 256 << 20;

impl Choices {
    /// These choices; where they leave something open, `base`'s.
    pub fn over(self, base: &Choices) -> Choices {
        fn list<T: Clone>(own: Vec<T>, base: &[T]) -> Vec<T> {
            if own.is_empty() { base.to_vec() } else { own }
        }
        fn pair(own: (bool, bool), base: (bool, bool)) -> (bool, bool) {
            if own == (false, false) { base } else { own }
        }
        let (join, no_join) = pair((self.join, self.no_join), (base.join, base.no_join));
        let (toc, no_toc) = pair((self.toc, self.no_toc), (base.toc, base.no_toc));
        let (ascii, no_ascii) = pair((self.ascii, self.no_ascii), (base.ascii, base.no_ascii));
        let (infer, no_infer) = pair((self.infer, self.no_infer), (base.infer, base.no_infer));
        let (smart, no_smart) = pair((self.smart, self.no_smart), (base.smart, base.no_smart));
        let (epub_generated_cover, no_epub_generated_cover) = pair(
            (self.epub_generated_cover, self.no_epub_generated_cover),
            (base.epub_generated_cover, base.no_epub_generated_cover),
        );
        let (epub_embed_fonts, no_epub_embed_fonts) =
            pair((self.epub_embed_fonts, self.no_epub_embed_fonts), (base.epub_embed_fonts, base.no_epub_embed_fonts));
        Choices {
            to: list(self.to, &base.to),
            from: self.from.or_else(|| base.from.clone()),
            encoding: self.encoding.or_else(|| base.encoding.clone()),
            layout: self.layout.or_else(|| base.layout.clone()),
            title: self.title.or_else(|| base.title.clone()),
            author: list(self.author, &base.author),
            date: self.date.or_else(|| base.date.clone()),
            lang: self.lang.or_else(|| base.lang.clone()),
            identifier: self.identifier.or_else(|| base.identifier.clone()),
            theme: self.theme.or_else(|| base.theme.clone()),
            page_size: self.page_size.or(base.page_size),
            margin: self.margin.or(base.margin),
            font_size: self.font_size.or(base.font_size),
            pdf_standard: self.pdf_standard.or(base.pdf_standard),
            epub_cover: self.epub_cover.or_else(|| base.epub_cover.clone()),
            epub_split_level: self.epub_split_level.or(base.epub_split_level),
            width: self.width.or(base.width),
            wrap: self.wrap.or_else(|| base.wrap.clone()),
            input_style: self.input_style.or_else(|| base.input_style.clone()),
            article: self.article.or_else(|| base.article.clone()),
            root: self.root.or_else(|| base.root.clone()),
            // The last one named wins, so the base's come first.
            limit: base.limit.iter().copied().chain(self.limit).collect(),
            join,
            no_join,
            toc,
            no_toc,
            ascii,
            no_ascii,
            infer,
            no_infer,
            smart,
            no_smart,
            epub_generated_cover,
            no_epub_generated_cover,
            epub_embed_fonts,
            no_epub_embed_fonts,
        }
    }

    /// The library's options, but for a theme of the user's own, which is a file.
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        options.read.style = match self.input_style.as_deref() {
            Some("article") => InputStyle::Article,
            Some("book") => InputStyle::Book,
            Some("email") => InputStyle::Email,
            Some("verse") => InputStyle::Verse,
            Some("plain") => InputStyle::Plain,
            _ => InputStyle::Auto,
        };
        options.read.no_infer = switch!(self.no_infer, self.infer).unwrap_or_default();

        options.read.article = match self.article.as_deref() {
            Some("always") => Article::Always,
            Some("never") => Article::Never,
            _ => Article::Auto,
        };

        options.read.encoding = self.encoding.clone();

        let transform = &mut options.transform;
        transform.smart = switch!(self.smart, self.no_smart).unwrap_or(true);
        transform.title = self.title.clone();
        transform.authors = self.author.clone();
        transform.date = self.date.clone();
        transform.language = self.lang.clone();
        transform.identifier = self.identifier.clone();
        transform.cover = self.epub_cover.as_ref().map(|path| path.to_string_lossy().into_owned());
        transform.max_pixels = self.limit(LimitKind::Pixels).unwrap_or(transform.max_pixels);
        transform.max_nesting = self.limit(LimitKind::Nesting).map(|n| n as usize);

        let look = &mut options.look;
        look.theme = self.theme.as_ref().and_then(Theme::built_in);
        look.page_size = self.page_size;
        look.margin = self.margin;
        look.font_size = self.font_size;
        look.toc = switch!(self.toc, self.no_toc);

        let pdf = &mut options.pdf;
        pdf.standard = self.pdf_standard.unwrap_or_default();
        pdf.max_pages = self.limit(LimitKind::Pages).map(|n| u32::try_from(n).unwrap_or(u32::MAX));

        let epub = &mut options.epub;
        epub.split_level = self.epub_split_level;
        epub.embed_fonts = switch!(self.epub_embed_fonts, self.no_epub_embed_fonts).unwrap_or(epub.embed_fonts);
        epub.generated_cover =
            switch!(self.epub_generated_cover, self.no_epub_generated_cover).or(epub.generated_cover);

        let text = &mut options.text;
        text.width = self.width.unwrap_or(text.width);
        text.ascii = switch!(self.ascii, self.no_ascii).unwrap_or(text.ascii);
        text.wrap = match self.wrap.as_deref() {
            Some("greedy") => Wrap::Greedy,
            Some("none") => Wrap::None,
            Some("flowed") => Wrap::Flowed,
            _ => Wrap::Optimal,
        };
        options
    }

    /// The files that the choices name besides the sources: a theme, a cover.
    pub fn files(&self) -> Vec<PathBuf> {
        let theme = self.theme.as_ref().and_then(Theme::file).map(Path::to_owned);
        theme.into_iter().chain(self.epub_cover.clone()).collect()
    }

    /// What the choices name that can't be had.
    pub fn faults(&self) -> Vec<NamedFault> {
        named::faults(self.theme.as_ref().and_then(Theme::file), self.epub_cover.as_deref(), self.root.as_deref())
    }

    /// The same choices, their files named from the folder `base`.
    pub fn rebase(&mut self, base: &Path) {
        let theme = match &mut self.theme {
            Some(Theme::File(path)) => Some(path),
            _ => None,
        };
        for path in [theme, self.epub_cover.as_mut(), self.root.as_mut()].into_iter().flatten() {
            *path = base.join(&*path);
        }
    }

    /// The largest source in bytes.
    pub fn source_size(&self) -> u64 {
        self.limit(LimitKind::SourceSize).unwrap_or(SOURCE_SIZE).min(u64::from(u32::MAX) - 1)
    }

    /// The largest image file in bytes.
    pub fn resource_size(&self) -> u64 {
        self.limit(LimitKind::ResourceSize).unwrap_or(RESOURCE_SIZE)
    }

    /// The time that a document may take; [`None`]: any.
    pub fn time(&self) -> Option<Duration> {
        self.limit(LimitKind::Time).map(Duration::from_millis)
    }

    fn limit(&self, kind: LimitKind) -> Option<u64> {
        self.limit.iter().rev().find(|l| l.kind == kind).map(|l| l.value)
    }
}

fn date(text: &str) -> Result<String, String> {
    match crate::document::Date::parse_iso(text) {
        Some(date) => Ok(date.to_string()),
        None => Err("a date is written 2026, 2026-03 or 2026-03-14".into()),
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::understood(text).ok_or_else(|| "a language is a BCP 47 tag, such as en, pt-BR or zh-Hant".into())
}

fn width(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if WIDTHS.contains(&n) => Ok(n),
        _ => Err("a width is a number from 20 to 1000".into()),
    }
}

fn limit(text: &str) -> Result<Limit, String> {
    let known = "the limits are source-size, resource-size (bytes; K, M and G count), pixels, pages, nesting and time \
                 (seconds; ms, s and m count)";
    let (key, value) = text.split_once('=').ok_or(known)?;
    let (_, kind) = *LIMITS.iter().find(|(name, _)| *name == key.trim()).ok_or(known)?;
    let units: &[(&str, u64)] = match kind {
        LimitKind::Time => &[("ms", 1), ("s", 1000), ("m", 60_000), ("", 1000)],
        _ => &[("k", 1 << 10), ("m", 1 << 20), ("g", 1 << 30), ("", 1)],
    };
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let with_unit = units.iter().find_map(|(unit, size)| Some((lower.strip_suffix(unit)?, size)));
    let (digits, size) = with_unit.expect("any text ends with the last unit, which is empty");
    let number: u64 = digits.parse().map_err(|_| format!("`{value}` is not a whole number"))?;
    let value = number.checked_mul(*size).ok_or_else(|| format!("`{value}` is too large"))?;
    if kind == LimitKind::Nesting && value > read::MAX_DEPTH as u64 {
        return Err(format!("no document is nested deeper than {} in any case", read::MAX_DEPTH));
    }
    Ok(Limit { kind, value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(clap::Parser)]
    struct TestCommand {
        #[command(flatten)]
        choices: Choices,
    }

    fn parse(line: &str) -> Choices {
        TestCommand::try_parse_from(format!("convert {line}").split_whitespace()).unwrap().choices
    }

    #[test]
    fn the_nearer_choice_wins_and_what_it_leaves_open_stays() {
        let base = parse("--title Base --width 60 --toc --limit pages=5 --limit pixels=7 --no-smart");
        let over = parse("--title Own --no-toc --limit pages=9").over(&base);
        let options = over.options();
        assert_eq!(options.transform.title.as_deref(), Some("Own"));
        assert_eq!(options.text.width, 60);
        assert_eq!(options.look.toc, Some(false));
        assert_eq!((options.pdf.max_pages, options.transform.max_pixels), (Some(9), 7));
        assert!(!options.transform.smart);
        assert!(parse("--smart").over(&base).options().transform.smart);
    }

    #[test]
    fn limits_are_read_with_their_units() {
        assert_eq!(limit("source-size=2M").unwrap().value, 2 << 20);
        assert_eq!(limit("pages=10").unwrap().value, 10);
        for (text, milliseconds) in [("30s", 30_000), ("2m", 120_000), ("500MS", 500), ("7", 7_000), ("0", 0)] {
            assert_eq!(parse(&format!("--limit time={text}")).time(), Some(Duration::from_millis(milliseconds)));
        }
        assert_eq!(Choices::default().time(), None);
        for bad in [
            "time=",
            "time=s",
            "time=1.5s",
            "time=2h",
            "time=-1",
            "time=999999999999999999m",
            "pages",
            "pages=",
            "pages=-1",
            "colour=3",
            "pixels=1T",
            "source-size=99999999999999999999",
        ] {
            assert!(limit(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_chosen_gives_the_librarys_own_options() {
        assert_eq!(Choices::default().options(), Options::default());
    }
}
