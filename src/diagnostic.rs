//! What a conversion has to say about its source: warnings and errors with a code, a place and a remedy.
//!
//! Every code stands once in [`CODES`], with what `convert explain CODE` prints: what it means, and behind `To do:`
//! what to do about it. The hundreds tell the room: 01 files and command, 02 decoding and plain text, 03 Markdown, 04 HTML, 05 images and resources,
//! 06 document and transforms, 07 typesetting and fonts, 08 PDF, 09 EPUB, 10 plain text output, 11 themes.

use crate::source::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something could not be kept as it was; the output is valid and complete but for what is named.
    Warning,
    /// The output could not be made.
    Error,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
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

/// A warning, an error or a note.
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
    /// The single cases, if it reports several of one kind.
    pub details: Vec<Detail>,
}

/// One of several cases that a diagnostic reports together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is, without its place.
    pub message: String,
    /// What can be done about this case, if not the same for all.
    pub help: Option<String>,
    /// Where in the source it is first; `None` where no place is known.
    pub span: Option<Span>,
    /// The character that it is about: its place is where the source has it first in the span.
    pub character: Option<char>,
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
            details: Vec::new(),
        }
    }

    /// Its code's documentation.
    fn entry(&self) -> Option<&'static CodeEntry> {
        CODES.binary_search_by_key(&self.code, |entry| entry.code).ok().map(|at| &CODES[at])
    }

    /// The same with a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects diagnostics in the order in which they were found, and the figures of a conversion (pages, lines,
/// hyphens) that a report shows.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    figures: BTreeMap<&'static str, u64>,
    places: BTreeMap<&'static str, Vec<String>>,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection behind these.
    pub fn append(&mut self, other: Diagnostics) {
        let Diagnostics { list, figures, places } = other;
        self.list.extend(list);
        figures.into_iter().for_each(|(name, value)| self.count(name, value));
        places.into_iter().for_each(|(name, list)| self.places.entry(name).or_default().extend(list));
    }

    /// Adds to one of the conversion's figures, named in kebab case (`pages`, `overfull-lines`); `--report` shows it.
    pub fn count(&mut self, figure: &'static str, value: u64) {
        *self.figures.entry(figure).or_default() += value;
    }

    /// The figures, by name.
    pub fn figures(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.figures.iter().map(|(name, value)| (*name, *value))
    }

    /// Adds the place of something that a figure counts, as a reader finds it: `page 12: some words`.
    pub fn locate(&mut self, figure: &'static str, place: String) {
        self.places.entry(figure).or_default().push(place);
    }

    /// These places, by the names of the figures.
    pub fn places(&self) -> impl Iterator<Item = (&'static str, &[String])> + '_ {
        self.places.iter().map(|(name, list)| (*name, list.as_slice()))
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The highest severity; `None` if the collection is empty.
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

    /// All as they are to be told: in the order of the source, each thing once though several formats found it, and
    /// those of one kind together as the details of one diagnostic.
    ///
    /// ```
    /// use folio::{diagnostic::{Diagnostic, Diagnostics, codes}, source::Source};
    /// let (source, mut diagnostics) = (Source::new("a.md", "[a]: #x [b]: #y", 0), Diagnostics::new());
    /// for (place, message) in [(9..10, "b"), (1..2, "a"), (9..10, "b")] {
    ///     diagnostics.push(Diagnostic::new(&codes::LINK_DEAD, source.span(place), message));
    /// }
    /// let [told] = &diagnostics.reports()[..] else { panic!("one kind") };
    /// assert_eq!(told.message, "2 links lead nowhere");
    /// assert_eq!(told.details.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    /// ```
    pub fn reports(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        // Diagnostics without a place come behind those about the first character and before all others. The sort is
        // stable: those of one place, or without one, stay in the order in which they were found.
        list.sort_by_key(|d| d.span.map_or((0, u32::MAX), |span| (span.start(), span.end())));
        let mut known = HashSet::new();
        list.retain(|d| known.insert((d.code, d.span, d.message.clone())));
        let causes: HashSet<(Code, Span)> = list.iter().filter_map(|d| Some((d.code, d.span?))).collect();
        list.retain(|d| {
            let effect = |effects: &[&CodeEntry]| effects.iter().any(|effect| effect.code == d.code);
            let said = |span| CAUSES.iter().any(|(c, effects)| effect(effects) && causes.contains(&(c.code, span)));
            !d.span.is_some_and(said)
        });
        let mut kinds: Vec<(&'static str, Vec<Diagnostic>)> = Vec::new();
        let mut places: HashMap<(Code, Severity), usize> = HashMap::new();
        for diagnostic in list {
            let key = (diagnostic.code, diagnostic.severity);
            let many = diagnostic.entry().and_then(|entry| entry.many).filter(|_| diagnostic.details.is_empty());
            match (many, many.and_then(|_| places.get(&key))) {
                (Some(_), Some(&at)) => kinds[at].1.push(diagnostic),
                (Some(many), None) => {
                    places.insert(key, kinds.len());
                    kinds.push((many, vec![diagnostic]));
                }
                (None, _) => kinds.push(("", vec![diagnostic])),
            }
        }
        kinds.into_iter().map(|(many, kind)| grouped(many, kind)).collect()
    }
}

/// Codes, and those that follow from them: at the place of a cause its effects are not reported.
const CAUSES: &[(&CodeEntry, &[&CodeEntry])] = &[(&codes::FORMULA_NOT_SET, &[&codes::TEXT_MATH_SOURCE])];

/// Several diagnostics of one kind as one.
fn grouped(many: &str, mut kind: Vec<Diagnostic>) -> Diagnostic {
    if kind.len() == 1 {
        return kind.remove(0);
    }
    let same = kind.iter().all(|d| d.help == kind[0].help);
    let (code, severity, span) = (kind[0].code, kind[0].severity, kind.iter().find_map(|d| d.span));
    let help = kind[0].help.clone().filter(|_| same);
    let message = format!("{} {many}", kind.len());
    let detail =
        |d: Diagnostic| Detail { message: d.message, help: d.help.filter(|_| !same), span: d.span, character: None };
    Diagnostic { code, severity, span, message, help, details: kind.into_iter().map(detail).collect() }
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
    /// What is said of several of them in one document, behind their number: `links lead nowhere`. Without it each is
    /// told by itself.
    pub many: Option<&'static str>,
    /// What it means and why it matters, a few sentences; behind `To do:`, what to do.
    pub explanation: &'static str,
}

impl CodeEntry {
    /// What it means and why it matters.
    pub fn cause(&self) -> String {
        self.paragraph(true)
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        self.paragraph(false)
    }

    fn paragraph(&self, cause: bool) -> String {
        let (first, second) = self.explanation.split_once("To do:").unwrap_or((self.explanation, ""));
        let text = if cause { first } else { second };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

macro_rules! codes {
    (@many) => { None };
    (@many $many:literal) => { Some($many) };
    ($($(#[doc = $doc:literal])* $konst:ident = $number:literal $name:literal $severity:ident $(many $many:literal)?;)*) => {
        $($(#[doc = $doc])* pub const $konst: CodeEntry = CodeEntry {
            code: Code($number), name: $name, severity: Severity::$severity, many: codes!(@many $($many)?),
            explanation: concat!($($doc, "\n"),*),
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
        ///
        /// To do: Check the name, that the file is there, and that you may read it.
        INPUT_UNREADABLE = 101 "input-unreadable" Error;
        /// The output could not be written. Nothing was left behind and an older output is untouched.
        ///
        /// To do: Check that the folder exists, that you may write there, and that the disk is not full; then run
        /// again.
        OUTPUT_UNWRITABLE = 102 "output-unwritable" Error;
        /// A file would be written over a source, or two documents would be written to the same file. Nothing was
        /// written at all.
        ///
        /// To do: Name a folder with `--output FOLDER/`, name the outputs one by one, or leave one of the sources out
        /// with `--exclude`.
        OUTPUT_CLASH = 103 "output-clash" Error;
        /// `convert.toml` holds a name or a value that is not known, or it or the command line names a theme, a cover or a
        /// folder that can't be had. Nothing was converted.
        ///
        /// To do: Go to the line and column that are named; the help says which name or value is near.
        CONFIGURATION = 104 "configuration" Error;
        /// A fault of the program: it gave up on this document, the others went on.
        ///
        /// To do: Please report it, with the document if you can; `RUST_BACKTRACE=1` says where it happened.
        INTERNAL = 105 "internal-error" Error;
        /// A limit was passed, so the document was not converted.
        ///
        /// To do: Where the document is to be trusted, raise the limit: `--limit KEY=VALUE`.
        LIMIT_PASSED = 106 "limit-passed" Error;
        /// The file that was made did not pass its own check, so it was not written: a fault of the program.
        ///
        /// To do: Please report it, with the document if you can.
        OUTPUT_INVALID = 107 "output-invalid" Error;
        /// The plain text of a `.txt` source would have its source's own name, so it was given the name `NAME.out.txt`.
        ///
        /// To do: Nothing, or choose another place with `--output`.
        OUTPUT_RENAMED = 108 "output-renamed" Note;
        /// The cache folder cannot be used. Everything is converted as if there were none.
        ///
        /// To do: Name another folder with `--cache FOLDER`, or do without: `--no-cache`.
        CACHE_UNUSABLE = 109 "cache-unusable" Warning;
        /// A file in the cache is not what was stored there. It was thrown away and made anew.
        ///
        /// To do: Nothing: the outputs are right. If it happens often, look after the disk.
        CACHE_CORRUPT = 110 "cache-corrupt" Note;
        /// There is nothing to read in the source: it is empty, or holds nothing but white space. The output is valid
        /// and as empty.
        ///
        /// To do: Check that it is the right file, and that it was saved.
        SOURCE_EMPTY = 111 "source-empty" Warning;
        /// The source is a file of a kind that is not read: an Office document, an e-book, a picture, an archive, a
        /// program. Its bytes say so, whatever its name is. Nothing was made of it.
        ///
        /// To do: Follow the help, which says how to get its text in a format that is read (HTML, Markdown, plain text).
        SOURCE_FOREIGN = 112 "source-foreign" Error;
        /// A source that was found in a folder is a link to a file outside of that folder, or of the project. It is left
        /// out: a folder that came from elsewhere could publish what lies on your disk.
        ///
        /// To do: Name the file on the command line, or put a copy into the folder.
        SOURCE_OUTSIDE = 113 "source-outside" Warning;
        /// The text is not valid UTF-8, has no byte order mark and does not say what encoding it is in: that was guessed
        /// from its bytes. A short text, or one with few letters beyond ASCII, may be guessed wrong.
        ///
        /// To do: Look over the letters beyond ASCII. Save the file as UTF-8, or say what it is in with
        /// `--encoding NAME`.
        ENCODING_GUESSED = 201 "encoding-guessed" Warning;
        /// Control characters, which no output can hold, were left out. The text around them is kept.
        ///
        /// To do: Nothing, or delete them in the source.
        CONTROL_CHARACTERS = 202 "control-characters" Note;
        /// The text was decoded in the wrong encoding before it was saved, so that “é” became “Ã©”. Where every such
        /// sequence leads back to one character the text was repaired; else it was kept as it is.
        ///
        /// To do: Save the source again from its original in the right encoding (UTF-8); until then, look over the
        /// accented letters.
        MOJIBAKE = 203 "mojibake" Warning;
        /// Some bytes mean nothing in the text's encoding: the sign � (U+FFFD) stands for each. The rest of the text is
        /// as it was.
        ///
        /// To do: Go to the places that are named and write what should stand there. If there are many, the text may be
        /// in another encoding: say which with `--encoding NAME`.
        BYTES_INVALID = 204 "bytes-invalid" Warning;
        /// A date such as 03/04/2026 can be read in two ways: it is kept as text and does not date the document.
        ///
        /// To do: Write the date as 2026-04-03, or give it with `--date`.
        DATE_AMBIGUOUS = 205 "date-ambiguous" Warning many "dates can be read in two ways";
        /// The text declares an encoding (`<meta charset>`, `<?xml encoding?>`, a comment for editors) that its bytes are
        /// not in. It was read in the one that they are in.
        ///
        /// To do: Correct the declaration, or save the file as UTF-8. `--encoding NAME` says what it is in, whatever it
        /// declares.
        ENCODING_MISDECLARED = 206 "encoding-misdeclared" Warning;
        /// The front matter is not valid YAML or TOML at this place. Every other field was read, and this one as the
        /// text that it is.
        ///
        /// To do: Mend the line that is named: text that holds a colon or begins with a sign wants quotation marks.
        FRONT_MATTER_INVALID = 301 "front-matter-invalid" Warning many "places in the front matter are not valid";
        /// A field of the front matter has a value that it can't have: a date that does not exist (which is printed all
        /// the same), a language tag that is none. The field is left out of the metadata.
        ///
        /// To do: Write dates as 2026-03-14 and languages as `en` or `pt-BR`.
        FRONT_MATTER_FIELD = 302 "front-matter-field" Warning many "fields of the front matter have values that they cannot have";
        /// A note is referred to, but nowhere defined. The reference stays in the text as it is written.
        ///
        /// To do: Write the note (`[^name]: …`), or take the reference away.
        NOTE_UNDEFINED = 303 "note-undefined" Warning many "references lead to notes that are not there";
        /// A row of a table has more cells than the table has columns. GitHub drops what is too much; here the last
        /// cell of the row holds it, with the `|` between.
        ///
        /// To do: Write `\|` for a `|` that is text (in code too), or give the head and the line below it a cell more.
        TABLE_ROW_LONG = 304 "table-row-long" Warning many "rows have more cells than their table has columns";
        /// The front matter has a field whose name is not known, but nearly that of one that is. Nothing was made of it.
        ///
        /// To do: Correct the name; the help shows the nearest one.
        FRONT_MATTER_NAME = 311 "front-matter-name" Warning many "fields of the front matter are not known";
        /// Fields of the front matter mean nothing here: they are for other programs, or for nobody but their author.
        ///
        /// To do: Nothing; settings of the command belong into `convert.toml`.
        FRONT_MATTER_UNUSED = 312 "front-matter-unused" Note;
        /// The date is printed as it is written, but which day, month or year it is can't be told, so that the metadata
        /// have no date.
        ///
        /// To do: Nothing, or give the date with `--date 2026-03-14`.
        DATE_AS_TEXT = 313 "date-as-text" Note;
        /// The name of the element is none of HTML's. Its text is kept, the element is not.
        ///
        /// To do: Check the spelling of the element; `<div>` and `<span>` with a class say what no element does.
        ELEMENT_UNKNOWN = 401 "element-unknown" Warning many "elements are none that are known here: their text is kept";
        /// The element shows something that neither a page nor a book can hold, such as a frame with another page. It
        /// is left out; text that is meant to stand for it is kept.
        ///
        /// To do: Put what matters into the document itself, as text or as a picture.
        ELEMENT_LEFT_OUT = 402 "element-left-out" Warning many "elements that neither a page nor a book can hold are left out";
        /// The source hides this text (`hidden`, `display: none`), so it is left out.
        ///
        /// To do: Show it in the source if it is to be read, or take it out; `--allow hidden-left-out` accepts it.
        HIDDEN_LEFT_OUT = 403 "hidden-left-out" Warning many "texts that the page hides are left out";
        /// The page shows numbers beside the lines of code. They are no code, so they are left out.
        ///
        /// To do: Nothing, unless the text speaks of lines by their numbers: then say there what stands on them.
        LINE_NUMBERS_LEFT_OUT = 404 "line-numbers-left-out" Note;
        /// The page has an article, and other things around it: menus, links to other pages, what readers said,
        /// advertisements. Only the article is kept. The message counts what was left out, by its kind; the place is that of
        /// the first of it.
        ///
        /// To do: Nothing, if the article is whole. `convert inspect --why` lists what was left out, and why;
        /// `--article never` keeps all of the page.
        AROUND_ARTICLE_LEFT_OUT = 405 "around-article-left-out" Note;
        /// The image could not be found. A placeholder with its alternative text stands in its place.
        ///
        /// To do: Check the path, which is taken from the source's folder. Images lie below the folder that was named, or
        /// the project's; of a file that was named by itself, below its own. `--root FOLDER` names another.
        IMAGE_MISSING = 501 "image-missing" Warning many "images were not found";
        /// The image could not be decoded, or is of a kind that can't be shown. A placeholder with its alternative text
        /// stands in its place. Shown are PNG, JPEG, GIF, WebP, BMP, ICO, TIFF, JPEG XL and SVG, whatever the file is
        /// called; in an EPUB and a PDF, BMP, ICO, TIFF and JPEG XL become PNG or, where they hold a photograph that
        /// was compressed with loss, JPEG.
        ///
        /// To do: Open it in a picture program and save it as PNG or JPEG. Of AVIF, `avifdec NAME.avif NAME.png` makes
        /// a PNG; of HEIC, `heif-convert NAME.heic NAME.png`.
        IMAGE_BROKEN = 502 "image-broken" Warning many "images cannot be shown";
        /// The image has no alternative text, so those who can't see it learn nothing of it.
        ///
        /// To do: Write one: `![what it shows](image.png)`.
        IMAGE_NO_ALT = 503 "image-no-alt" Note many "images have no alternative text";
        /// The image has more pixels than may be decoded. A placeholder with its alternative text stands in its place.
        ///
        /// To do: Make the image smaller, or allow more: `--limit pixels=NUMBER`.
        IMAGE_TOO_LARGE = 504 "image-too-large" Warning many "images are too large";
        /// The drawing (SVG) uses what PDF has no counterpart for: filter effects, lights that add up. What they are
        /// applied to is drawn without them.
        ///
        /// To do: Save the drawing as PNG, or draw shadows and blurs with gradients.
        DRAWING_SIMPLIFIED = 505 "drawing-simplified" Warning many "drawings are shown without some of their effects";
        /// The drawing (SVG) shows pictures that are left out: other files, since nothing else is read for a drawing, or
        /// pictures in it that are damaged, too large or of a kind that can't be shown there.
        ///
        /// To do: Embed the pictures in the drawing as PNG or JPEG (most programs can when they save), or save it as PNG.
        DRAWING_INCOMPLETE = 506 "drawing-incomplete" Warning many "drawings lack pictures";
        /// The file holds several pictures, as TIFF has pages and JPEG XL frames, and a document shows one: the first. The
        /// others are left out. Animated GIF, WebP and PNG move in an EPUB; a page shows their first frame.
        ///
        /// To do: Save each of them as a file of its own (`tiffsplit NAME.tiff` makes files of pages), and name them one
        /// by one.
        IMAGE_FIRST_ONLY = 507 "image-first-only" Warning many "images are shown by their first page or frame";
        /// A link points to a place in the document that does not exist. Its text is kept, the link is not.
        ///
        /// To do: Check the spelling of the place; headings have the ids that `convert inspect` shows.
        LINK_DEAD = 601 "link-dead" Warning many "links lead nowhere";
        /// Quotations, lists or tables are nested deeper than any page can show. Nothing is lost, but from that depth
        /// on they are not nested further.
        ///
        /// To do: Nest less deeply, or say in words what belongs under what.
        NESTING_FLATTENED = 602 "nesting-flattened" Warning many "places are nested too deeply";
        /// The levels of headings jump, as from 2 to 4. The levels between were closed up, since readers who hear a
        /// document find their way by them.
        ///
        /// To do: Use the next level below: `##` under `#`, `###` under `##`.
        HEADING_LEVELS = 603 "heading-levels" Note many "headings skip a level: they were closed up";
        /// Nothing refers to this note. It stands behind all the others.
        ///
        /// To do: Refer to it where it belongs (`[^name]`), or delete it.
        NOTE_UNREFERENCED = 604 "note-unreferenced" Warning many "notes are referred to by nothing";
        /// The link's address is of a kind that is not known to be safe: it could run a program where it is opened
        /// (`javascript:` and the like), or lead to a file of whoever reads. Its text is kept, the link is not, in all
        /// formats. Kept are the web's addresses (https, http, ftp), those to write or call to (mailto, tel, sms, xmpp,
        /// irc, matrix), and those that name a thing (doi, urn, isbn, geo, magnet, git, ssh) and their kin.
        ///
        /// To do: Link to an address that begins with https:, http: or mailto:.
        LINK_UNSAFE = 605 "link-unsafe" Warning many "links have addresses that are not known to be safe";
        /// Nobody said which language the text is in, so it was guessed from its script and its letters, by a wide margin.
        /// A sentence or two in a language with near neighbours (Croatian and Serbian, Malay and Indonesian), full of
        /// names, or in a language that is not known here may still be guessed wrong. Hyphens, quotation marks and voices
        /// depend on it. Where English is guessed, nothing is told.
        ///
        /// To do: Say it: `lang: de` in the front matter, or `--lang de`.
        LANGUAGE_GUESSED = 606 "language-guessed" Note;
        /// Two places have the same id. The second has another one now, and links lead to the first.
        ///
        /// To do: Give one of the two another id.
        ID_REPEATED = 607 "id-repeated" Warning many "ids are used twice";
        /// The document has neither a title nor a heading that could be one: the file's name, or the first words, stand for
        /// it in the metadata. Told under `--strict` only.
        ///
        /// To do: Say `title:` at the head of the source, or `--title`.
        TITLE_MADE = 608 "title-made" Note;
        /// Nobody says what language the text is in, and it is too short or too mixed to guess, so the usual language of its
        /// script is claimed: English in Latin letters, Russian in Cyrillic ones. A screen reader speaks in it. Told
        /// under `--strict` only.
        ///
        /// To do: Say `lang: en` (or what it is) at the head of the source, `--lang en`, or `lang = "en"` in convert.toml.
        LANGUAGE_ASSUMED = 609 "language-assumed" Note;
        /// The link's address is longer than 8000 bytes, which is what programs take at least (RFC 9110, 4.1). Its text
        /// is kept, the link is not.
        ///
        /// To do: Give a shorter address.
        LINK_LONG = 610 "link-long" Warning many "links have addresses that are too long";
        /// A paragraph defines commands for formulas (`\newcommand` and its kin) and holds nothing else. The formulas behind
        /// it use them; the text does not show the paragraph.
        ///
        /// To do: Nothing; put the definitions into a code block where readers are to see them.
        FORMULA_DEFINITIONS = 615 "formula-definitions" Note many "paragraphs define commands for formulas";
        /// There are no words of the text's language to describe formulas in, so they are described in English, and marked as
        /// that. An EPUB does not claim `describedMath` then.
        ///
        /// To do: Nothing. There are words of English, German, French, Spanish and Chinese.
        FORMULA_WORDS = 616 "formula-words" Note;
        /// The text holds characters that are none: U+FFFC, which stands for an object that was lost when the text was
        /// copied, the signs around a gloss (U+FFF9 to U+FFFB), or numbers that Unicode gives to no character. They are
        /// left out.
        ///
        /// To do: Look at the place: where an object stood, put the picture or the formula itself.
        NO_TEXT_LEFT_OUT = 620 "no-text-left-out" Note;
        /// No font has a glyph for these characters, neither the embedded faces nor those of the system. The sign for
        /// an unknown character stands in their place; the text that is copied or read aloud is right.
        ///
        /// To do: Install a font that has them (the Noto fonts have nearly all), or write them otherwise.
        GLYPH_MISSING = 701 "glyph-missing" Warning;
        /// The embedded faces have no glyphs for these characters, but fonts that are installed have. The PDF embeds what it
        /// needs of them: it looks the same everywhere, but made on another machine it may look otherwise.
        ///
        /// To do: Nothing; where every machine is to make the same file, install the same fonts on each.
        GLYPH_INSTALLED = 702 "glyph-installed" Note;
        /// A formula could not be set: the command that is named is not known, or not used as it can be. Its TeX source
        /// stands in its place, in all formats.
        ///
        /// To do: Check the command and the braces around it. What KaTeX knows is known here; other commands can be
        /// defined in the document, by `\newcommand{\name}{…}` in a formula or in a paragraph of their own.
        FORMULA_NOT_SET = 711 "formula-not-set" Warning many "formulas are shown as their source";
        /// The table is wider than the page even in smaller type: its columns were narrowed until words had to be cut.
        ///
        /// To do: Give it fewer columns, a larger page (`--page-size`) or smaller margins (`--margin`).
        TABLE_WIDE = 712 "table-wide" Warning many "tables are too wide for the page";
        /// The table is wider than the page: its type was made smaller until it fitted.
        ///
        /// To do: Look whether it can still be read. Fewer columns, a larger page (`--page-size`) or smaller margins
        /// (`--margin`) keep its size.
        TABLE_SHRUNK = 713 "table-shrunk" Warning many "tables were made smaller to fit the page";
        /// Lines are wider than the measure: a word, a formula or an address there can be divided nowhere. Nothing is
        /// lost, but the lines stick out into the margin.
        ///
        /// To do: A smaller size, a wider measure or another wording mends it; `--report` lists the lines.
        LINE_OVERFULL = 715 "line-overfull" Warning;
        /// A link within the document leads to a place that came to stand on no page. Its text is kept, the link is
        /// not.
        ///
        /// To do: Link to a heading or a paragraph that is set; `convert inspect` shows what there is.
        PDF_LINK_DEAD = 801 "pdf-link-dead" Warning many "links lead to no place on a page";
        /// A text for people who hear a document is longer than 16,000 characters: the description of a picture, what an
        /// abbreviation stands for, the words of a formula. A text in PDF 1.7 ends there (ISO 19005-2, 6.1.13), with `…`.
        ///
        /// To do: Say it in the text, and shorter here; or take PDF 2.0, which has no such limit (`--pdf-standard ua-2,a-4`).
        PDF_TEXT_CUT = 802 "pdf-text-cut" Warning many "texts are too long for PDF 1.7";
        /// The picture of the cover has fewer pixels than shops ask for: at least 1,400 on its shorter side (Apple), best
        /// 1,600 × 2,560 (Amazon, Kobo). It is used as it is.
        ///
        /// To do: Give a larger one, or leave it out: the cover is then drawn from the title.
        COVER_SMALL = 901 "cover-small" Note many "covers are small";
        /// The link leads to a file beside the source, or by a scheme that books may not use (`file:`, `data:`,
        /// `javascript:`), or that EPUBCheck does not know as registered (`magnet:`, `git+ssh:`). In an EPUB it would lead
        /// nowhere, so only its text is kept.
        ///
        /// To do: Give the whole address of the page on the web, or make one book of the files with `--join`.
        LINK_NOT_PORTABLE = 902 "link-not-portable" Warning many "links cannot be kept in an EPUB";
        /// Characters that ASCII does not have were written by their nearest letters (`--ascii`): é as e, ж as zh.
        /// Quotation marks, dashes and other signs that have a customary form in ASCII are not counted.
        ///
        /// To do: Nothing, or leave `--ascii` away.
        ASCII_TRANSLITERATED = 1001 "ascii-transliterated" Note;
        /// Characters have no form in ASCII at all and were written by their numbers, such as `[U+E000]` (`--ascii`).
        ///
        /// To do: Leave `--ascii` away, or write these characters otherwise.
        ASCII_NUMBERED = 1002 "ascii-numbered" Warning;
        /// The table does not fit the measure in columns: each row is written as a record of its own, a line for each
        /// cell.
        ///
        /// To do: Choose a larger `--width` to keep it a table.
        TEXT_TABLE_RECORDS = 1003 "text-table-records" Note many "tables are too wide and were written as records";
        /// The formula cannot be written in Unicode characters one behind the other; its TeX source stands in the text.
        ///
        /// To do: Nothing, if its readers know TeX; otherwise write the formula more simply.
        TEXT_MATH_SOURCE = 1004 "text-math-source" Note many "formulas are written in their source form";
        /// The theme is not valid TOML at this place. Where the command line or `convert.toml` names the theme, nothing is
        /// done; where a document does, what could be read of it is used.
        ///
        /// To do: Mend the line that is named; TOML wants text in quotation marks.
        THEME_SYNTAX = 1101 "theme-syntax" Warning;
        /// The theme names something that themes do not have. Where the command line or `convert.toml` names the theme,
        /// nothing is done; where a document does, the name is passed over. The help names the nearest name.
        ///
        /// To do: Correct the name; the help shows the nearest one.
        THEME_UNKNOWN_NAME = 1102 "theme-unknown-name" Warning;
        /// The value in the theme is not one that its name takes. Where the command line or `convert.toml` names the
        /// theme, nothing is done; where a document does, the value of the theme below it is used.
        ///
        /// To do: Write a value of the kind that the help names, such as `"11pt"` for a length.
        THEME_VALUE = 1103 "theme-value" Warning;
        /// The document asks for a theme that is neither built in nor a file that can be read. A theme is chosen by what
        /// the document is instead.
        ///
        /// To do: Correct the name; the help shows which themes there are. A file is looked for in the document's folder, and
        /// lies below the same folder as its pictures; `--theme FILE` takes one from anywhere.
        THEME_NAME = 1104 "theme-name" Warning;
        /// The document asks for a page size, margin or text size that could not be understood. The theme's own is used.
        ///
        /// To do: Write lengths with their unit (`20mm`, `1in`, `11pt`), a page as `a5`, `letter landscape` or `148mm x 210mm`.
        PAGE_OPTION = 1105 "page-option" Warning;
        /// Text of the theme stands out too little from its background to be read by everybody.
        ///
        /// To do: Take a darker text or a lighter background; 4.5 : 1 is the least (WCAG 2.2, 1.4.3).
        THEME_CONTRAST = 1106 "theme-contrast" Warning many "colours of the theme stand out too little";
    }
}

pub use codes::CODES;

/// The entry of a code, by its number (`F0501`, any case) or its name (`image-missing`).
pub fn find(name: &str) -> Option<&'static CodeEntry> {
    let number = name.strip_prefix(['F', 'f']).filter(|n| n.len() == 4).and_then(|n| n.parse().ok());
    CODES.iter().find(|e| e.name == name || Some(e.code.0) == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_number_and_name() {
        assert_eq!(find("F0501").unwrap().name, "image-missing");
        assert_eq!(find("f0501").unwrap().code, find("image-missing").unwrap().code);
        assert!(find("F501").is_none() && find("501").is_none());
    }

    #[test]
    fn one_formula_is_told_once() {
        let mut diagnostics = Diagnostics::new();
        let here = Span::new(3, 9);
        for entry in [&codes::TEXT_MATH_SOURCE, &codes::FORMULA_NOT_SET] {
            diagnostics.push(Diagnostic::new(entry, here, "the formula is shown as its source"));
        }
        diagnostics.push(Diagnostic::new(&codes::TEXT_MATH_SOURCE, Span::new(20, 22), "written in its source form"));
        let told: Vec<_> = diagnostics.reports().into_iter().map(|d| (d.code.0, d.span.unwrap().start())).collect();
        assert_eq!(told, [(711, 3), (1004, 20)]);
    }

    #[test]
    fn remedies_that_differ_stand_with_their_details() {
        let told = |helps: [&str; 2]| {
            let mut diagnostics = Diagnostics::new();
            for (at, help) in helps.into_iter().enumerate() {
                let place = Span::new(at as u32, 2);
                diagnostics.push(Diagnostic::new(&codes::LINK_DEAD, place, "x").help(help));
            }
            diagnostics.push(Diagnostic::new(&codes::THEME_NAME, None, "y"));
            let [first, second] = &diagnostics.reports()[..] else { panic!("two kinds") };
            assert_eq!(second.message, "y", "what has no place stands behind the first character");
            let details: Vec<_> = first.details.iter().map(|d| d.help.clone()).collect();
            (first.help.clone(), details)
        };
        let some = |help: &str| Some(help.to_owned());
        assert_eq!(told(["a", "a"]), (some("a"), vec![None, None]));
        assert_eq!(told(["a", "b"]), (None, vec![some("a"), some("b")]));
    }

    #[test]
    fn codes_are_in_order_and_explained() {
        for pair in CODES.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
        }
        for entry in CODES {
            assert!(entry.cause().len() > 40 && entry.cause().ends_with('.'), "{}: what is the cause?", entry.code);
            assert!(entry.remedy().len() > 15 && entry.remedy().ends_with('.'), "{}: what is to be done?", entry.code);
            assert!(CODES.iter().filter(|e| e.name == entry.name).count() == 1, "{} twice", entry.name);
        }
    }
}
