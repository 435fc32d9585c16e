//! Cues: the words by which a text in a language is read, where nothing else says what a line is.
//!
//! They are in lower case, but where it is told. Readers do not know the language yet and ask for the words of all
//! ([`List`](super::list::List)): a word that means something else in another language, where it is common, is better left
//! out. English (`en.rs`) has words for nearly every field: read a field there where its line here does not tell enough.

/// The words by which texts of a language are read.
#[derive(Debug)]
pub struct Cues {
    /// What web pages in it say around an article.
    pub around: Around,
    /// What the language is called, in English and by itself.
    pub called: &'static [&'static str],
    /// Names of months that the calendar has not, with the number: other spellings, short forms.
    pub months: &'static [(&'static str, u8)],
    /// Whether the first letters of a month's name, three to five, stand for it.
    pub short_months: bool,
    /// Names of the days.
    pub weekdays: &'static [&'static str],
    /// Labels of the date on which a text was published: “published”, “posted on”.
    pub issued: &'static [&'static str],
    /// Labels of the date on which a text was changed: “updated”.
    pub modified: &'static [&'static str],
    /// What else may stand in a line that holds a date: “at”, “p.m.”, “ago”, “originally”.
    pub beside_dates: &'static [&'static str],
    /// What stands between the day and the month, or between the month and the year: `1 de marzo de 2012`.
    pub before_months: &'static [&'static str],
    /// Endings of a day's number: `1st`.
    pub day_endings: &'static [&'static str],
    /// What stands behind a date and before the author's name: “3 June 2021 by Ann”.
    pub behind_dates: &'static [&'static str],
    /// What stands before the number of an issue: “no”, “vol”.
    pub issue_numbers: &'static [&'static str],
    /// What opens a byline: “by”, “words by”; `true` where it opens so much else that it is one below a title only.
    pub bylines: &'static [(&'static str, bool)],
    /// Signs that open a byline and stand directly before the name, without a space: “文／”.
    pub byline_signs: &'static [&'static str],
    /// What stands between two names.
    pub between_names: &'static [&'static str],
    /// What stands between somebody's name and the paper, the place or the person beside it: “for”, “in”, “with”.
    pub behind_names: &'static [&'static str],
    /// Those of them that the name of a paper follows: “Ann Lee for The Coast”.
    pub papers: &'static [&'static str],
    /// What stands behind the names of a byline and says that pictures were made: “photographs”.
    pub pictures: &'static [&'static str],
    /// What no name is made of, though it begins with a capital in a headline: “the”, “monday”, “this”.
    pub no_names: &'static [&'static str],
    /// Small words within a name: “van”, “de la”.
    pub particles: &'static [&'static str],
    /// What stands behind a name and a comma and belongs to it, capitals as they are: “Jr”.
    pub name_suffixes: &'static [&'static str],
    /// Titles before a name, with their point and a space: “dr. ”.
    pub honorifics: &'static [&'static str],
    /// What names somebody's work, or a paper: “correspondent”, “bureau”, “herald”.
    pub roles: &'static [&'static str],
    /// What the people of a paper are called where their names are not said, at the end: “Our Correspondent”.
    pub staff: &'static [&'static str],
    /// Verbs that say what somebody named before them is or does: “is”, “covers”, “teaches”.
    pub does: &'static [&'static str],
    /// What is said of those who write, anywhere in the sentence: “author of”, “based in”.
    pub professions: &'static [&'static str],
    /// What a sentence about the author opens with, capitals as they are: “The author is ”.
    pub about_authors: &'static [&'static str],
    /// What heads a list of contents, but for the term of the language.
    pub contents: &'static [&'static str],
    /// What stands above the columns of such a list, capitals as they are: “PAGE”.
    pub page_heads: &'static [&'static str],
    /// Headings that stand alone in books and reports: “preface”, “summary”.
    pub headings: &'static [&'static str],
    /// What heads the divisions of books, with the rank: 0 for what holds chapters, 1 for chapters, 2 for what stands in them.
    pub divisions: &'static [(&'static str, u8)],
    /// Numbers in words, as they stand behind a division's word.
    pub numbers: &'static [&'static str],
    /// Ordinals, as they stand before a division's word.
    pub ordinals: &'static [&'static str],
    /// Words that stay small where the others of a title have capitals.
    pub small_words: &'static [&'static str],
    /// What a subtitle opens with that goes on with the title, capitals as they are: “A Farce in One Act”.
    pub subtitles: &'static [&'static str],
    /// What the other lines of a title page hold: “edition”, “printed”, “translated”.
    pub printed: &'static [&'static str],
    /// What a short sentence opens with that looks like a subhead, capitals as they are: “In May the harbour was closed”.
    pub adverbials: &'static [&'static str],
    /// The verbs of such sentences: “was”, “had”.
    pub verbs: &'static [&'static str],
    /// Verbs of saying, beside which quoted words are a speech.
    pub says: &'static [&'static str],
    /// The letters that label a question and its answer: `Q`, `A`.
    pub questions: &'static [char],
    /// What a letter's salutation begins with, capitals as they are: “Dear ”.
    pub salutations: &'static [&'static str],
    /// What the close of a letter begins with: “yours”, “kind regards”.
    pub closings: &'static [&'static str],
    /// What the mark of a release to the press begins with: “for immediate release”.
    pub releases: &'static [&'static str],
    /// What the lines begin with that say whom the press may ask: “media contact”.
    pub contacts: &'static [&'static str],
    /// What the lines above a book begin with that say who made the text, capitals as they are.
    pub transcribers: &'static [&'static str],
    /// What closes a text, in capitals or between signs: “END”, “- more -”.
    pub end_marks: &'static [&'static str],
    /// The same where it may stand alone in lower case, but for its first letter: “The end”.
    pub end_titles: &'static [&'static str],
    /// What stands before the number of a table.
    pub tables: &'static [&'static str],
    /// Words as they are spelled only in those countries of the language that put the day before the month, where it has both
    /// orders: “colour”, “harbour”.
    pub day_first: &'static [&'static str],
    /// The same of the countries that put the month first: “color”.
    pub month_first: &'static [&'static str],
    /// Words that every text of the language is full of; only where it has both orders, to know that a text is in it.
    pub commonest: &'static [&'static str],
    /// Abbreviations in names of places, capitals as they are: “St. Louis”.
    pub places: &'static [&'static str],
    /// What the name of a company ends with, capitals as they are: “Inc.”
    pub companies: &'static [&'static str],
    /// Abbreviations within a sentence, with their point and the space behind it: “vs. ”.
    pub abbreviations: &'static [&'static str],
    /// The article between a division's word and an ordinal: “Book the First”.
    pub articles: &'static [&'static str],
    /// The word before the number of a note whose block stands in square brackets: `[Footnote 1: …]`.
    pub footnotes: &'static [&'static str],
    /// Captions.
    pub captions: Captions,
    /// The lines at the end of an article.
    pub tail: Tail,
    /// What stands around an article on its page.
    pub furniture: Furniture,
    /// Headers of messages.
    pub mail: Mail,
    /// What stays with numbers and names.
    pub numerals: Numerals,
}

/// Captions of pictures, and who made them.
#[derive(Debug)]
pub struct Captions {
    /// Before the number of a figure.
    pub figures: &'static [&'static str],
    /// A caption's label, or what points at the picture.
    pub labels: &'static [&'static str],
    /// Says who made a picture.
    pub credits: &'static [&'static str],
    /// Parts of those credits that have no sign in them, in both cases: a text that holds none of them is no caption.
    pub stems: &'static [&'static str],
    /// Stands for an illustration, in square brackets.
    pub illustrations: &'static [&'static str],
}

/// Tail matter: what the lines around the end of an article begin with, and what they hold (`…_within`).
#[derive(Debug)]
pub struct Tail {
    /// Who holds the rights.
    pub rights: &'static [&'static str],
    /// The same, within the text.
    pub rights_within: &'static [&'static str],
    /// What was corrected.
    pub corrections: &'static [&'static str],
    /// The same, within the text.
    pub corrections_within: &'static [&'static str],
    /// Whose views these are.
    pub disclaimers: &'static [&'static str],
    /// The same, within the text.
    pub disclaimers_within: &'static [&'static str],
    /// Who worked on it.
    pub credits: &'static [&'static str],
    /// The same, within the text.
    pub credits_within: &'static [&'static str],
    /// Where to follow somebody.
    pub handles: &'static [&'static str],
    /// The same, within the text.
    pub handles_within: &'static [&'static str],
    /// More to read.
    pub related: &'static [&'static str],
}

/// What a web page or a mail program puts around an article.
#[derive(Debug)]
pub struct Furniture {
    /// A button or a mark: stands alone on its line.
    pub alone: &'static [&'static str],
    /// Speaks of the page: a line begins with it.
    pub starts: &'static [&'static str],
    /// Is counted: `3 comments`.
    pub counted: &'static [&'static str],
    /// Minutes, of which `reading` says what for: `5 min read`.
    pub minutes: &'static [&'static str],
    /// Stands behind the minutes.
    pub reading: &'static [&'static str],
}

/// The fields of a message's header, as mail programs call them in this language.
#[derive(Debug)]
pub struct Mail {
    /// Who sent it.
    pub from: &'static [&'static str],
    /// What it is about.
    pub subject: &'static [&'static str],
    /// When it was sent.
    pub date: &'static [&'static str],
    /// To whom, and other fields.
    pub to: &'static [&'static str],
}

/// What stands beside numbers and names and stays with them; capitals as they are, but for `pages` and `names`.
#[derive(Debug)]
pub struct Numerals {
    /// Titles before a name, without their point.
    pub titles: &'static [&'static str],
    /// Abbreviations before a number, without their point.
    pub counted: &'static [&'static str],
    /// Before pages, lines, sections, in the plural where the singular names one thing.
    pub pages: &'static [&'static str],
    /// Behind the numbers of pages.
    pub behind_pages: &'static [&'static str],
    /// Before numbers that name one thing and are no range.
    pub names: &'static [&'static str],
    /// Behind years of an era.
    pub eras: &'static [&'static str],
    /// Before hours.
    pub before_hours: &'static [&'static str],
    /// Behind hours.
    pub hours: &'static [&'static str],
}

/// What a web page says around an article: the beginnings of what a line of it says, in lower case, at the beginning of a word; a
/// space behind one is the end of that word.
#[derive(Debug)]
pub struct Around {
    /// Ask to send it on: “share”, names of networks.
    pub shares: &'static [&'static str],
    /// Ask to subscribe, to sign up or in.
    pub subscribes: &'static [&'static str],
    /// Belong to what readers say.
    pub comments: &'static [&'static str],
    /// Lead to other articles.
    pub related: &'static [&'static str],
    /// Mark advertisements.
    pub adverts: &'static [&'static str],
    /// Stand before the words that a page is filed under.
    pub tags: &'static [&'static str],
    /// Ask for consent, or for another browser.
    pub consents: &'static [&'static str],
    /// Say whose rights these are, or name the terms.
    pub rights: &'static [&'static str],
    /// Open a remark of the editors below or above an article.
    pub remarks: &'static [&'static str],
    /// Say from whom a picture is, or that one follows.
    pub credits: &'static [&'static str],
    /// Lead around on the site.
    pub menus: &'static [&'static str],
}

impl Around {
    /// No words at all.
    pub const NONE: Around = Around {
        shares: &[],
        subscribes: &[],
        comments: &[],
        related: &[],
        adverts: &[],
        tags: &[],
        consents: &[],
        rights: &[],
        remarks: &[],
        credits: &[],
        menus: &[],
    };
}

impl Cues {
    /// No words at all: what a language does not say is taken from here.
    pub const NONE: Cues = Cues {
        around: Around::NONE,
        called: &[],
        months: &[],
        short_months: false,
        weekdays: &[],
        issued: &[],
        modified: &[],
        beside_dates: &[],
        before_months: &[],
        day_endings: &[],
        behind_dates: &[],
        issue_numbers: &[],
        bylines: &[],
        byline_signs: &[],
        between_names: &[],
        behind_names: &[],
        papers: &[],
        pictures: &[],
        no_names: &[],
        particles: &[],
        name_suffixes: &[],
        honorifics: &[],
        roles: &[],
        staff: &[],
        does: &[],
        professions: &[],
        about_authors: &[],
        contents: &[],
        page_heads: &[],
        headings: &[],
        divisions: &[],
        numbers: &[],
        ordinals: &[],
        small_words: &[],
        subtitles: &[],
        printed: &[],
        adverbials: &[],
        verbs: &[],
        says: &[],
        questions: &[],
        salutations: &[],
        closings: &[],
        releases: &[],
        contacts: &[],
        transcribers: &[],
        end_marks: &[],
        end_titles: &[],
        tables: &[],
        day_first: &[],
        month_first: &[],
        commonest: &[],
        places: &[],
        companies: &[],
        abbreviations: &[],
        articles: &[],
        footnotes: &[],
        captions: Captions::NONE,
        tail: Tail::NONE,
        furniture: Furniture::NONE,
        mail: Mail::NONE,
        numerals: Numerals::NONE,
    };
}

impl Captions {
    /// No words at all.
    pub const NONE: Captions = Captions { figures: &[], labels: &[], credits: &[], stems: &[], illustrations: &[] };
}

impl Tail {
    /// No words at all.
    pub const NONE: Tail = Tail {
        rights: &[],
        rights_within: &[],
        corrections: &[],
        corrections_within: &[],
        disclaimers: &[],
        disclaimers_within: &[],
        credits: &[],
        credits_within: &[],
        handles: &[],
        handles_within: &[],
        related: &[],
    };
}

impl Furniture {
    /// No words at all.
    pub const NONE: Furniture = Furniture { alone: &[], starts: &[], counted: &[], minutes: &[], reading: &[] };
}

impl Mail {
    /// No words at all.
    pub const NONE: Mail = Mail { from: &[], subject: &[], date: &[], to: &[] };
}

impl Numerals {
    /// No words at all.
    pub const NONE: Numerals = Numerals {
        titles: &[],
        counted: &[],
        pages: &[],
        behind_pages: &[],
        names: &[],
        eras: &[],
        before_hours: &[],
        hours: &[],
    };
}
