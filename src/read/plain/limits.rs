//! Limits: how wide, how long, how many, where no score is given, in tables.
//!
//! **Unit**: each says its own; columns are those of a terminal, East Asian wide characters take two.
//!
//! **Origin**: all are set by hand, from what papers, mail programs and typists do where that is told beside them, else so
//! that the golden cases in `tests/cases/plain` and the round trip of our own texts hold. Most only bound what is looked
//! at: a text beyond is a paragraph, which is what it is taken for in doubt. Shares (“six lines in ten”) stand in the rules
//! that count them, and numbers that the name of a ground says (“at most 6 words”) beside that ground.

/// Columns beyond which a line was not wrapped by a person or by a program's text width: mail wraps at 72 to 78,
/// code at 80 to 120.
pub(super) const UNWRAPPED: u32 = 120;

/// Subheads, heads and verse, as their rules count them (`candidate`, `subheads`, `below`, `title`, `verse`).
pub(super) mod reach {
    /// Columns: verse with wider lines is not told from prose.
    pub const VERSE_WIDTH: u32 = 68;
    /// Lines: in a longer run of verse no byline and no date is looked for.
    pub const HEAD_LINES: usize = 8;
    /// Units: how many a head may have below its title. By hand: subtitle, standfirst, byline, role, dates, each twice.
    pub const HEAD_UNITS: usize = 10;
    /// Units: where the title page of a book may reach to.
    pub const TITLE_PAGE_UNITS: usize = 12;
    /// Words: a subhead has no more.
    pub const SUBHEAD_WORDS: usize = 20;
    /// Columns: a wider subhead is doubted.
    pub const SUBHEAD_WIDTH: u32 = 84;
    /// Columns: a narrower line of a message may be the signature of who wrote it.
    pub const SIGNATURE_WIDTH: u32 = 24;
    /// From so many candidates on their siblings are not counted: that takes time by the square.
    pub const MANY_CANDIDATES: usize = 2000;
    /// Columns of all its lines together: a wider unit is a paragraph, not a short text.
    pub const SHORT_TEXT: u32 = 60;
    /// Characters of the text below in which the words of a quotation are looked for.
    pub const TEXT_BELOW: usize = 3000;
    /// Words: a standfirst has no more.
    pub const STANDFIRST_WORDS: usize = 70;
    /// Words: a subtitle has no more; a longer line between title and byline is a standfirst.
    pub const SUBTITLE_WORDS: usize = 14;
    /// Columns of all its lines together: a wider paragraph is no speech of a talk.
    pub const SPEECH_WIDTH: u32 = 120;
}

/// How wide a text was set (`arena`, `wrap`, `regime`, `list`).
pub(super) mod measure {
    /// Columns: a longer line is a paragraph on one line; wrapped lines end before.
    pub const WIDEST: u32 = 200;
    /// One line in so many must reach the measure, so that a few long lines do not decide.
    pub const RARE: u32 = 40;
    /// Columns: a narrower measure is that of verse or of a list, not of a text.
    pub const LEAST: u32 = 24;
    /// Columns: indents further in are counted as this one; no margin is so wide.
    pub const DEEPEST_BASE: usize = 40;
    /// Columns: by how much more a paragraph's first line may be indented.
    pub const FIRST_INDENT: u32 = 10;
    /// Columns: neighbours further apart in indent belong to different blocks: two tabs.
    pub const STEP: u32 = 8;
    /// Columns of lines that programs and people wrap: from a narrow column to code.
    pub const WRAPPED: std::ops::RangeInclusive<u32> = 40..=120;
    /// Columns: a line that heads the paragraph right below it is not wider,
    pub const GLUED_HEAD: u32 = 60;
    /// has no more words,
    pub const GLUED_HEAD_WORDS: usize = 12;
    /// and stands over a line that is no narrower.
    pub const BELOW_GLUED_HEAD: u32 = 30;
    /// Columns: among paragraphs on one line each, a wider line is a paragraph.
    pub const PARAGRAPH: u32 = 80;
    /// Columns: lines filled to less tell little, as every long word ends one early.
    pub const NARROW: u32 = 50;
    /// Columns: deeper indents are columns or verse, not first lines.
    pub const HANGING: u32 = 12;
}

/// The head of an article (`front`, `below`, `head`, `title`).
pub(super) mod head {
    /// Units among which the title is looked for: there is room for the mark of a release, contact, date, kicker and rules above it.
    pub const TITLE_UNITS: usize = 7;
    /// Units of a text without a title that may be its date or its byline.
    pub const OPENING_UNITS: usize = 4;
    /// Units below the title behind which a rule divides the text.
    pub const RULE_UNITS: usize = 4;
    /// Lines that a head without blank lines may have above the first one that is known.
    pub const LINES_ABOVE: usize = 8;
    /// Lines: a unit with more is no line of a head.
    pub const LINES: usize = 8;
    /// Lines: a standfirst has no more.
    pub const STANDFIRST_LINES: usize = 6;
    /// Words: a name alone below a book's title has no more.
    pub const NAME_WORDS: usize = 5;
    /// Words: a line of a title block with more is a sentence.
    pub const SHORT_WORDS: usize = 12;
    /// Words: a line above the title with more is no kicker.
    pub const KICKER_WORDS: usize = 6;
    /// Units from either end in which a release says whom the press may ask.
    pub const EDGE_UNITS: usize = 8;
    /// Units in which a book says who transcribed it.
    pub const CREDIT_UNITS: usize = 6;
    /// Figures: so many may be a telephone number.
    pub const TELEPHONE: usize = 7;
    /// Bytes, and columns of each line: whom the press may ask is said in no more.
    pub const CONTACT: usize = 300;
    /// Columns, as above.
    pub const CONTACT_WIDTH: u32 = 80;
    /// Columns: lines of an address are not wider.
    pub const ADDRESS_WIDTH: u32 = 48;
    /// Characters of the first paragraph in which the dateline is looked for; its own limit is stricter.
    pub const DATELINE: usize = 300;
    /// Characters: the name of a day with its date has no more.
    pub const DAY: usize = 40;
    /// Bytes: the mark of a release has no more.
    pub const RELEASE: usize = 70;
    /// Units behind the title in which other days are looked for.
    pub const DIARY_UNITS: usize = 60;
    /// Units from the top in which text must begin.
    pub const TEXT_UNITS: usize = 12;
    /// Units in which lines of the title's style are looked for.
    pub const SECTION_UNITS: usize = 400;
    /// Units below the head of a letter in which its salutation stands.
    pub const SALUTATION_UNITS: usize = 5;
}

/// The end of an article (`ending`, `tail`, `caption`, `furniture`).
pub(super) mod foot {
    /// Lines: tail matter and furniture have no more.
    pub const LINES: usize = 12;
    /// Bytes: a mark of the end has no more.
    pub const END_MARK: usize = 40;
    /// Units behind the first paragraph in which a line of dates may stand,
    pub const DATED_UNITS: usize = 3;
    /// and units from the end: credits, copyright and accounts follow such a line.
    pub const LAST_UNITS: usize = 6;
    /// Units from the end in which those who wrote are told of, and behind an end mark.
    pub const REST_UNITS: usize = 8;
    /// Lines of typed units there, and of short ones that are not known.
    pub const REST_LINES: usize = 8;
    /// Lines, as above.
    pub const REST_SHORT_LINES: usize = 4;
    /// Bytes, as above.
    pub const REST_SHORT: usize = 200;
    /// Units from the end in which titles of other articles are listed.
    pub const RELATED_UNITS: usize = 30;
    /// Columns and words: such a title has no more.
    pub const RELATED_WIDTH: u32 = 110;
    /// Words, as above.
    pub const RELATED_WORDS: usize = 18;
    /// Words: what heads such a list has no more.
    pub const LABEL_WORDS: usize = 6;
    /// Bytes and lines: what is said of an author is no longer.
    pub const ABOUT: usize = 600;
    /// Lines, as above.
    pub const ABOUT_LINES: usize = 6;
    /// Bytes: a longer text is no tail matter; disclaimers are the longest.
    pub const LONGEST: usize = 1500;
    /// Bytes: in a longer text its words are looked for at its start only.
    pub const SEARCHED: usize = 700;
    /// Bytes: a caption of more than three lines has no more.
    pub const CAPTION: usize = 500;
    /// Lines: a caption has no more.
    pub const CAPTION_LINES: usize = 6;
    /// Columns: a caption on one line has no more.
    pub const CAPTION_WIDTH: u32 = 400;
    /// Bytes: a credit alone has no more; a longer text is a caption with its credit.
    pub const CREDIT: usize = 90;
    /// Bytes: a longer text is no furniture.
    pub const FURNITURE: usize = 400;
    /// Bytes: a button has no more, and no sentence about the page is told later.
    pub const BUTTON: usize = 48;
    /// Units from the top in which numbers stand among buttons.
    pub const COUNTERS: usize = 16;
}

/// Bylines, names, datelines and dates (`byline`, `dateline`, `dates`).
pub(super) mod names {
    /// Characters: as far into a paragraph a dateline may reach, with place, region, date and agency.
    pub const DATELINE: usize = 120;
    /// Bytes and words: a place with its region has no more.
    pub const PLACE: usize = 60;
    /// Words, as above.
    pub const PLACE_WORDS: usize = 6;
    /// Bytes: a byline with five authors and their papers has no more.
    pub const BYLINE: usize = 240;
    /// Words of what they are, behind their names,
    pub const ROLE_WORDS: usize = 12;
    /// on a line of its own,
    pub const ROLE_LINE_WORDS: usize = 9;
    /// and of a staff without names.
    pub const STAFF_WORDS: usize = 6;
    /// Words of a name that nothing opens: one word may be anything, and so may five.
    pub const BARE_NAME: std::ops::RangeInclusive<usize> = 2..=4;
    /// Words: a name has no more.
    pub const NAME_WORDS: usize = 5;
    /// Ideographs of the names behind a sign.
    pub const SIGNED_NAME: std::ops::RangeInclusive<usize> = 2..=16;
    /// Bytes: a line of two dates with times and labels has no more.
    pub const DATE_LINE: usize = 200;
    /// Characters: no label of a date has more.
    pub const DATE_LABEL: usize = 24;
}

/// Books: divisions, lists of contents, running heads (`heading`, `contents`, `running`, `mod`).
pub(super) mod book {
    /// Bytes: the number and the title of a division have no more.
    pub const HEADING: usize = 160;
    /// Bytes: more than any heading has that stands alone.
    pub const HEADING_ALONE: usize = 24;
    /// Bytes: the word of a division has no more.
    pub const DIVISION_WORD: usize = 20;
    /// Words: the title behind a division's number has no more,
    pub const TITLE_WORDS: usize = 30;
    /// and with more than these and a stop it is a sentence about the division.
    pub const SENTENCE_WORDS: usize = 14;
    /// Characters: the title behind 第三章 has no more.
    pub const IDEOGRAPHS: usize = 30;
    /// Bytes: a table's caption has no more.
    pub const TABLE_CAPTION: usize = 400;
    /// Units from the top in which a list of contents begins, and units that it has.
    pub const CONTENTS_UNITS: usize = 400;
    /// Columns: an entry with its leaders and page has no more; so has a running head.
    pub const ENTRY_WIDTH: u32 = 90;
    /// Bytes: a numbered entry has no more.
    pub const ENTRY: usize = 90;
    /// Columns: a wider line is no chapter's head.
    pub const CHAPTER_WIDTH: u32 = 100;
    /// Chapters that make a book,
    pub const CHAPTERS: usize = 3;
    /// fewer in a text of more units than these:
    pub const CHAPTERS_OF_LONG: usize = 2;
    /// Units, as above.
    pub const LONG_UNITS: usize = 60;
    /// Times that a head must come again.
    pub const RUNNING: usize = 3;
    /// Pages from one running head to the next: chapter openings have none.
    pub const PAGES_APART: u32 = 4;
}

/// Shapes (`list`, `segment`, `regime`, `table`, `rules`, `label`, `notes`, `letter`, `unit`).
pub(super) mod shape {
    /// Lines and columns of all of them: a longer unit is no heading and no line of a head.
    pub const SHORT_LINES: usize = 3;
    /// Columns, as above.
    pub const SHORT_WIDTH: u32 = 200;
    /// Lines: the next item of a list is looked for so far below: some paragraphs.
    pub const ITEM_LINES: usize = 60;
    /// More blank lines end a list.
    pub const BLANK_LINES: u32 = 2;
    /// Columns of a table: more of them are white space that happens to stand in line.
    pub const ALIGNED_COLUMNS: usize = 40;
    /// Bytes: a longer cell is prose.
    pub const PROSE_CELL: u32 = 60;
    /// Bytes and words: a label before a colon has no more.
    pub const LABEL: usize = 40;
    /// Words, as above.
    pub const LABEL_WORDS: usize = 4;
    /// Bytes: who said it and where is told in no more.
    pub const ATTRIBUTION: usize = 120;
    /// Columns by which a quotation is indented; what stands further in is a column or centred.
    pub const INDENTS: std::ops::RangeInclusive<u32> = 2..=12;
    /// Lines of a signature; RFC 1855, 2.1.1, advises four, and many have more.
    pub const SIGNATURE_LINES: std::ops::RangeInclusive<usize> = 2..=12;
    /// Bytes: a longer line of signs is a drawing.
    pub const RULE: usize = 400;
    /// Columns: a wider line is no heading with a rule below it.
    pub const UNDERLINED: u32 = 100;
    /// Columns: a line with bars that is wider is code.
    pub const PIPED_WIDTH: u32 = 200;
    /// Columns of a table: more tabs are only white space.
    pub const TABBED_COLUMNS: usize = 60;
    /// Characters: a number with its unit has no more.
    pub const NUMBER: usize = 24;
    /// Bytes and words: what greets and what closes a letter has no more.
    pub const GREETING: usize = 60;
    /// Words, as above.
    pub const CLOSING_WORDS: usize = 6;
    /// Lines: an address has no more.
    pub const ADDRESS_LINES: usize = 7;
    /// Units above the block of a note in which a sign such as `*` refers to it.
    pub const NEAR_NOTE: usize = 5;
    /// Numbered blocks in a row that are a list of sources where not all are cited.
    pub const CITED_LIST: usize = 3;
    /// Bytes: the word of a note in brackets has no more.
    pub const FOOTNOTE_WORD: usize = 24;
    /// Bytes between the brackets of a mark for several notes.
    pub const BRACKETS: usize = 24;
}
