//! **The words and marks of each language**: what a document in it says by itself, how it prints dates and quotation
//! marks, how its names are filed, and by which words its texts are read ([`cues`]). A file a language.
//!
//! To add a language, copy the file of one that is like it, and name it twice here: as a module, and in `ALL`. What is not
//! known is `None`, or a list that is left out; `UPDATE=1 cargo test words` writes into `lacks.txt` what is missing. Dates,
//! marks and orders are those of the CLDR, long forms; the terms are those that libraries and publishers print.
//!
//! Elsewhere stands what is no word of one language: the table by which languages are told apart (`transform::language`), the
//! patterns of hyphenation (the crate hypher), formulas in words (`math::speech`), the names of agencies, networks and zones of
//! time, the fields of standards and of Project Gutenberg, signs of units, and what is counted in Chinese characters (第三章).
//! Words that stand elsewhere still: roles and organizations (`write::epub::people`), links that say nothing
//! (`cli::report::a11y`), abbreviations by which lines of plain text are weighed (`write::txt`), fields of front matter.

mod af;
mod ar;
mod be;
mod bg;
mod bs;
mod ca;
mod cs;
pub mod cues;
mod cy;
mod da;
mod de;
mod dsb;
mod el;
mod en;
mod eo;
mod es;
mod et;
mod eu;
mod fa;
mod fi;
mod fr;
mod fy;
mod ga;
mod gd;
mod gl;
mod he;
mod hi;
mod hr;
mod hsb;
mod hu;
mod hy;
mod id;
mod is;
mod it;
mod ja;
mod ka;
mod kk;
mod ko;
pub mod list;
mod lt;
mod lv;
mod mk;
mod mn;
mod nb;
mod nl;
mod pl;
mod pt;
mod rm;
mod ro;
mod ru;
mod sk;
mod sl;
mod sq;
mod sr;
mod sv;
mod th;
mod tr;
mod uk;
mod ur;
mod vi;
mod zh;
mod zh_hant;

use cues::Cues;

/// A language.
#[derive(Debug)]
pub struct Words {
    /// Its tag (BCP 47): the primary language, with the script where it has several.
    pub tag: &'static str,
    /// Other tags of which these are the words.
    pub also: &'static [&'static str],
    /// What writers add by themselves.
    pub terms: Option<Terms>,
    /// What an EPUB says of its accessibility.
    pub summary: Option<Summary>,
    /// Dates in words.
    pub calendar: Option<Calendar>,
    /// Which part of a date in figures stands first.
    pub figures: Figures,
    /// Quotation marks, dashes and spaces.
    pub marks: Option<Marks>,
    /// By which part of a person's name the person is filed.
    pub names: NameOrder,
    /// The words by which texts are read.
    pub cues: Option<Cues>,
    /// What some of its countries do otherwise.
    pub regions: &'static [Region],
}

/// Words and phrases that stand in no source.
#[derive(Debug)]
pub struct Terms {
    /// Heads the list of chapters.
    pub contents: &'static str,
    /// Names the picture on the front.
    pub cover: &'static str,
    /// Names the page with title and author.
    pub title_page: &'static str,
    /// Heads the notes.
    pub notes: &'static str,
    /// Leads from a note back to its mark.
    pub back_to_text: &'static str,
    /// Names the place where the text begins, behind title and contents.
    pub start_of_text: &'static str,
    /// The state of a task in a list that is done: “done”.
    pub done: &'static str,
    /// The state of one that is not: “to do”.
    pub open: &'static str,
    /// Names a picture where it cannot be shown: “Image”.
    pub image: &'static str,
    /// Names the list of places that a reading system offers by itself.
    pub landmarks: &'static str,
    /// Names the list of a print edition's pages.
    pub pages: &'static str,
    /// Names the page that says to whom the book is dedicated.
    pub dedication: &'static str,
    /// Label asides.
    pub alerts: Alerts,
    /// Heads the list of figures.
    pub figures: &'static str,
    /// Heads the list of tables.
    pub tables: &'static str,
    /// What numbered things are called.
    pub labels: Labels,
    /// A page with its number, which is put in for `{}`, where one is referred to: “page 12”.
    pub page: &'static str,
    /// Stands before the last of several names; `None` where only a comma does, or where it is joined to the name.
    pub and: Option<&'static str>,
    /// Whether a comma stands before it, too, where there are more than two.
    pub serial_comma: bool,
}

/// What numbered things are called, in captions and where they are referred to: as they are written before a caption, with a
/// capital where the language has one there. A word that holds `{number}` says itself where the number stands: `第{number}章`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// A picture with a caption.
    pub figure: &'static str,
    /// A table.
    pub table: &'static str,
    /// Code with a caption.
    pub listing: &'static str,
    /// A formula on lines of its own.
    pub equation: &'static str,
    /// A part of a chapter or of an article.
    pub section: &'static str,
    /// A chapter of a book.
    pub chapter: &'static str,
    /// A chapter behind the text.
    pub appendix: &'static str,
    /// How word and number stand where the word does not say so: `{word}\u{a0}{number}`, in Hungarian
    /// `{number}.\u{a0}{word}`.
    pub numbered: &'static str,
}

/// The labels of asides.
#[derive(Debug)]
pub struct Alerts {
    /// Useful to know.
    pub note: &'static str,
    /// How to do it better.
    pub tip: &'static str,
    /// Needed to succeed.
    pub important: &'static str,
    /// Urgent.
    pub warning: &'static str,
    /// Risky.
    pub caution: &'static str,
}

/// Sentences of the accessibility summary (EPUB Accessibility 1.1, 2.1).
#[derive(Debug)]
pub struct Summary {
    /// The text reflows and follows the reader's settings.
    pub reflows: &'static str,
    /// Headings are marked up and listed.
    pub headings: &'static str,
    /// Every image has alternative text.
    pub described: &'static str,
    /// No image has.
    pub silent: &'static str,
    /// `{}` images of `{}` have none.
    pub partly_silent: &'static str,
    /// Formulas are MathML.
    pub formulas: &'static str,
    /// The same; some are described in English, as there are no words of the document's language.
    pub formulas_in_english: &'static str,
    /// The pages of a print edition are marked.
    pub pages: &'static str,
    /// Tables have head cells.
    pub tables: &'static str,
    /// Stands between two sentences: a space, or nothing between ideographs.
    pub between: &'static str,
}

/// Dates in words: `{day}`, `{month}` and `{year}` are put into a pattern.
#[derive(Debug)]
pub struct Calendar {
    /// The months as they stand beside a day.
    pub months: [&'static str; 12],
    /// The months as they stand without a day, where that is another form.
    pub alone: Option<[&'static str; 12]>,
    /// Day, month and year.
    pub date: &'static str,
    /// The same of the first of a month, where it is otherwise.
    pub first: Option<&'static str>,
    /// The same of a month that begins with a vowel, where it is otherwise.
    pub before_vowel: Option<&'static str>,
    /// Month and year.
    pub month: &'static str,
}

/// Which part of a date in figures stands first, with the year behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// `14/3/2026`
    DayFirst,
    /// `3/14/2026`
    MonthFirst,
    /// Both are written, or neither, as the year stands first.
    Either,
}

/// Quotation marks, dashes and spaces.
#[derive(Debug)]
pub struct Marks {
    /// Opening and closing quotation mark, with the spaces inside them.
    pub double: (&'static str, &'static str),
    /// The same for quotations within.
    pub single: (&'static str, &'static str),
    /// What `--` between two words becomes: `—`, `–`.
    pub dash: &'static str,
    /// The spaces before some marks, in French.
    pub spaces: Option<Spaces>,
    /// Words that begin with an apostrophe as they have lost their beginning, in lower case, without it: `tis`, `n`.
    pub clipped: &'static [&'static str],
}

/// Which marks have a no-break space before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// `;`, `!` and `?` a narrow one, `:` a wide one, as guillemets have inside.
    High,
    /// Only `:`, and guillemets inside.
    Colon,
}

/// By which part of a person's name the person is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrder {
    /// The family's name, which stands last.
    FamilyLast,
    /// The family's name, which stands first.
    FamilyFirst,
    /// The name as it is written.
    AsWritten,
}

/// What some countries of a language do otherwise.
#[derive(Debug)]
pub struct Region {
    /// The countries (ISO 3166-1); an empty one is the language without a country.
    pub codes: &'static [&'static str],
    /// Their marks, if they are others.
    pub marks: Option<Marks>,
    /// Their order of day, month and year in words.
    pub date: Option<&'static str>,
    /// Their order in figures.
    pub figures: Option<Figures>,
}

/// What is printed in languages that are not here.
static USUAL: Marks = Marks { double: ("“", "”"), single: ("‘", "’"), dash: "–", spaces: None, clipped: &[] };

/// English first, as most ask for it; then by tag.
static ALL: &[&Words] = &[
    &en::EN,
    &af::AF,
    &ar::AR,
    &be::BE,
    &bg::BG,
    &bs::BS,
    &ca::CA,
    &cs::CS,
    &cy::CY,
    &da::DA,
    &de::DE,
    &dsb::DSB,
    &el::EL,
    &eo::EO,
    &es::ES,
    &et::ET,
    &eu::EU,
    &fa::FA,
    &fi::FI,
    &fr::FR,
    &fy::FY,
    &ga::GA,
    &gd::GD,
    &gl::GL,
    &he::HE,
    &hi::HI,
    &hr::HR,
    &hsb::HSB,
    &hu::HU,
    &hy::HY,
    &id::ID,
    &is::IS,
    &it::IT,
    &ja::JA,
    &ka::KA,
    &kk::KK,
    &ko::KO,
    &lt::LT,
    &lv::LV,
    &mk::MK,
    &mn::MN,
    &nb::NB,
    &nl::NL,
    &pl::PL,
    &pt::PT,
    &rm::RM,
    &ro::RO,
    &ru::RU,
    &sk::SK,
    &sl::SL,
    &sq::SQ,
    &sr::SR,
    &sv::SV,
    &th::TH,
    &tr::TR,
    &uk::UK,
    &ur::UR,
    &vi::VI,
    &zh::ZH,
    &zh_hant::ZH_HANT,
];

/// The words for a tag (BCP 47, in its usual case): those of its language and script, else of its language.
///
/// ```
/// use folio::words::of;
/// assert_eq!(of("de-AT").unwrap().tag, "de");
/// assert_eq!(of("nn").unwrap().tag, "nb");
/// assert!(of("tlh").is_none());
/// ```
pub fn of(tag: &str) -> Option<&'static Words> {
    let named = |tag: &str| ALL.iter().copied().find(|words| words.tag == tag || words.also.contains(&tag));
    // `zh-Hant-HK`, `zh-Hant`, `zh`
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(before, _)| before)).find_map(named)
}

/// The terms for a tag; English ones where there are none.
pub fn terms(tag: &str) -> &'static Terms {
    let own = of(tag).and_then(|words| words.terms.as_ref());
    own.or(en::EN.terms.as_ref()).expect("English has terms")
}

/// The sentences of the accessibility summary for a tag; English ones where there are none.
pub fn summary(tag: &str) -> &'static Summary {
    let own = of(tag).and_then(|words| words.summary.as_ref());
    own.or(en::EN.summary.as_ref()).expect("English has a summary")
}

/// The marks for a tag.
pub fn marks(tag: &str) -> &'static Marks {
    let regional = region(tag).and_then(|region| region.marks.as_ref());
    regional.or_else(|| of(tag)?.marks.as_ref()).unwrap_or(&USUAL)
}

/// Which part of a date in figures stands first, for a tag.
pub fn figures(tag: &str) -> Figures {
    let regional = region(tag).and_then(|region| region.figures);
    regional.or_else(|| Some(of(tag)?.figures)).unwrap_or(Figures::DayFirst)
}

/// What the country of a tag does otherwise.
fn region(tag: &str) -> Option<&'static Region> {
    let code = tag.split('-').skip(1).find(|part| part.len() == 2).unwrap_or("");
    of(tag)?.regions.iter().find(|region| region.codes.contains(&code))
}

/// A date in words, for a tag: `month` is its number, 1 to 12. `None` where the language's words are not known.
///
/// ```
/// use folio::words::date;
/// assert_eq!(date("fr", 2026, 5, Some(1)).unwrap(), "1er mai 2026");
/// assert_eq!(date("en-US", 2026, 5, None).unwrap(), "May 2026");
/// ```
pub fn date(tag: &str, year: u16, month: u8, day: Option<u8>) -> Option<String> {
    let calendar = of(tag)?.calendar.as_ref()?;
    let at = usize::from(month).checked_sub(1)?;
    let names = if day.is_some() { &calendar.months } else { calendar.alone.as_ref().unwrap_or(&calendar.months) };
    let name = *names.get(at)?;
    let pattern = match day {
        None => calendar.month,
        Some(day) => {
            let first = calendar.first.filter(|_| day == 1);
            let vowel = || calendar.before_vowel.filter(|_| name.starts_with(['a', 'e', 'i', 'o', 'u']));
            let regional = || region(tag).and_then(|region| region.date);
            first.or_else(vowel).or_else(regional).unwrap_or(calendar.date)
        }
    };
    let day = day.map_or_else(String::new, |day| day.to_string());
    Some(pattern.replace("{day}", &day).replace("{month}", name).replace("{year}", &year.to_string()))
}

impl Calendar {
    /// What is joined to the month beside a day: in Hebrew its preposition.
    fn joined(&self) -> &'static str {
        self.date.split("{month}").next().and_then(|before| before.rsplit(' ').next()).unwrap_or("")
    }

    /// Whether a word is the name of a month as it is printed, or its first three letters.
    pub fn is_month(&self, word: &str) -> bool {
        let short =
            |name: &str| name.char_indices().nth(3).is_some_and(|(end, _)| name.as_bytes()[..end] == *word.as_bytes());
        self.months.iter().any(|name| *name == word || short(name))
    }

    /// The number of a month, 1 to 12, whose name this is, in any case and as it stands in a date.
    pub fn month(&self, word: &str) -> Option<u8> {
        let word = word.strip_prefix(self.joined()).unwrap_or(word).to_lowercase();
        let within = |names: &[&str; 12]| names.iter().position(|name| name.to_lowercase() == word);
        let at = within(&self.months).or_else(|| within(self.alone.as_ref()?))?;
        Some(at as u8 + 1)
    }
}

#[cfg(test)]
mod tests;
