//! Scores: what weighs how much, in one table.
//!
//! **Unit**: parts of certainty. A class is claimed with the sum of the grounds that hold, cut to 0 … 1; from the
//! limits in [`limit`] on it is taken, below them the text stays a paragraph. The names are those that
//! `convert inspect` prints.
//!
//! **Origin**: all of them are set by hand, none is fitted to data. What held in setting them: a ground that alone
//! decides weighs .50 and more, one that makes it likely .20 to .45, one that only adds .03 to .15; the golden cases
//! in `tests/cases/plain` and the round trip of our own texts (`tests/plain_text`) hold them in place. Comments say
//! what a group is balanced against.

use super::evidence::Ground;

/// From which score on something is taken. What is counted otherwise has its limits in [`super::limits`].
pub(super) mod limit {
    /// A title; lower than other limits, as most texts have one.
    pub const TITLE: f32 = 0.55;
    /// By how much a later line must be surer to be the title instead.
    pub const TITLE_MARGIN: f32 = 0.05;
    /// A byline below a title.
    pub const BYLINE: f32 = 0.6;
    /// A byline where no title was found: it must open as bylines do, with a name behind it.
    pub const BYLINE_WITHOUT_TITLE: f32 = 0.8;
    /// A byline at the foot of the text.
    pub const BYLINE_AT_FOOT: f32 = 0.75;
    /// A name alone, which a date or a book's title beside it makes sure.
    pub const BYLINE_IN_CONTEXT: f32 = 0.4;
    /// Below this a line that could be the title is no byline.
    pub const NO_BYLINE: f32 = 0.5;
    /// A subhead.
    pub const HEADING: f32 = 0.6;
    /// A candidate that makes others of its style surer.
    pub const SIBLING: f32 = 0.5;
    /// From here to `HEADING` a line is told to be nearly a heading.
    pub const NEARLY_HEADING: f32 = 0.35;
    /// Tail matter.
    pub const TAIL: f32 = 0.55;
    /// A text about the author.
    pub const ABOUT_AUTHOR: f32 = 0.6;
    /// A caption or a credit.
    pub const CAPTION: f32 = 0.6;
    /// A stanza.
    pub const STANZA: f32 = 0.55;
    /// A stanza below another one is weighed on from here.
    pub const STANZA_BELOW_STANZA: f32 = 0.3;
    /// A text that our own writer has set.
    pub const OURS: f32 = 0.5;
    /// A form that none but our writer has.
    pub const PROOF: f32 = 1.0;
}

/// The title (`title`, `front`). Taken from `limit::TITLE` on: the first lines without a stop in 3 to 25 words have
/// .70, so that one thing that speaks against them (−.25 and less) leaves them to the next line.
pub(super) mod title {
    use super::Ground;

    pub const FIRST_LINES: Ground = Ground::new(0.35, "the first lines");
    pub const AMONG_THE_FIRST_LINES: Ground = Ground::new(0.25, "among the first lines");
    pub const UNDERLINED_OR_MARKED: Ground = Ground::new(0.4, "underlined or marked");
    pub const WORDS_3_TO_25: Ground = Ground::new(0.2, "3 to 25 words");
    pub const ONE_OR_TWO_WORDS: Ground = Ground::new(0.08, "one or two words");
    pub const MORE_THAN_25_WORDS: Ground = Ground::new(-0.4, "more than 25 words");
    pub const NO_STOP_AT_THE_END: Ground = Ground::new(0.15, "no stop at the end");
    pub const QUESTION_OR_CALL: Ground = Ground::new(0.1, "a question or a call");
    pub const ELLIPSIS_AT_THE_END: Ground = Ground::new(0.0, "an ellipsis at the end");
    pub const CAPITALS_WITH_A_STOP: Ground = Ground::new(0.0, "a stop at the end");
    pub const STOP_AT_THE_END: Ground = Ground::new(-0.35, "a stop at the end");
    pub const COLON_AT_THE_END: Ground = Ground::new(-0.4, "a colon at the end");
    pub const GOES_ON: Ground = Ground::new(-0.6, "goes on");
    pub const WORDS_WITH_CAPITALS: Ground = Ground::new(0.1, "words with capitals");
    pub const BEGINS_SMALL: Ground = Ground::new(-0.25, "begins small");
    pub const OPENS_WITH_A_QUOTATION: Ground = Ground::new(-0.05, "opens with a quotation");
    pub const LIST_MARKER: Ground = Ground::new(-0.3, "a list marker");
    pub const LABEL: Ground = Ground::new(-0.25, "a label");
    pub const LABELS_WITH_VALUES: Ground = Ground::new(-0.6, "labels with values");
    pub const HEAD_OF_A_LETTER: Ground = Ground::new(-0.5, "the head of a letter");
    pub const SALUTATION: Ground = Ground::new(-0.8, "a salutation");
    pub const ADDRESS: Ground = Ground::new(-0.4, "an address");
    pub const TEXT_STANDS_DIRECTLY_BELOW: Ground = Ground::new(-0.1, "text stands directly below");
    pub const DATELINE: Ground = Ground::new(-0.3, "a dateline");
    pub const LONGER_LINE_STANDS_BELOW_IT: Ground = Ground::new(-0.3, "a longer line stands below it");
    pub const SHORT_LINE_ABOVE: Ground = Ground::new(0.15, "a short line above");
    pub const TEXT_ABOVE: Ground = Ground::new(-0.4, "text above");
    pub const DIVISION_OF_A_BOOK: Ground = Ground::new(-0.5, "a division of a book");
    pub const OTHERS_OF_ITS_STYLE_HEAD_SECTIONS: Ground = Ground::new(-0.5, "others of its style head sections");
    pub const MARK_OF_A_RELEASE: Ground = Ground::new(-0.8, "the mark of a release");
    pub const OTHER_DAYS_HEAD_SECTIONS: Ground = Ground::new(-0.5, "other days head sections");
    pub const NO_TEXT_FOLLOWS: Ground = Ground::new(-0.3, "no text follows");
}

/// The other lines of the head (`front`, `below`): what the order of a paper's head settles by itself.
pub(super) mod front {
    use super::Ground;

    pub const DATES_AND_NOTHING_ELSE: Ground = Ground::new(0.8, "dates and nothing else");
    pub const DIRECTLY_BELOW_THE_TITLES_RULE: Ground = Ground::new(0.95, "directly below the title's rule");
    pub const DATE_IN_THE_TITLE_BLOCK: Ground = Ground::new(0.95, "a date in the title block");
    pub const SHORT_LINE_IN_THE_TITLE_BLOCK: Ground = Ground::new(0.9, "a short line in the title block");
    pub const SENTENCE_IN_THE_TITLE_BLOCK: Ground = Ground::new(0.9, "a sentence in the title block");
    pub const RULES_STAND_ABOVE_AND_BELOW_IT: Ground = Ground::new(1.0, "rules stand above and below it");
    pub const SAYS_WHO_MADE_THE_TEXT: Ground = Ground::new(0.85, "says who made the text");
    pub const SAYS_WHOM_THE_PRESS_MAY_ASK: Ground = Ground::new(0.8, "says whom the press may ask");
    pub const WHOM_THE_PRESS_MAY_ASK_FOLLOWS: Ground = Ground::new(0.7, "whom the press may ask follows");
    pub const MARK_OF_A_RELEASE: Ground = Ground::new(0.9, "the mark of a release");
    pub const DATE_ABOVE_THE_TITLE: Ground = Ground::new(0.8, "a date above the title");
    pub const SHORT_LINE_ABOVE_THE_TITLE: Ground = Ground::new(0.8, "a short line above the title");
    pub const TITLE_AS_THE_HEADER_NAMES_IT: Ground = Ground::new(0.5, "the title as the header names it");
    pub const NOT_THE_TITLE_OF_THE_HEADER: Ground = Ground::new(-0.2, "not the title of the header");
    pub const DATES_AND_NOTHING_ELSE_BELOW: Ground = Ground::new(0.7, "dates and nothing else");
    pub const BELOW_THE_TITLE: Ground = Ground::new(0.2, "below the title");
    pub const OPENER_ABOVE_A_NAME: Ground = Ground::new(0.9, "“{}” above a name");
    pub const NAME_BELOW_AN_OPENER: Ground = Ground::new(0.9, "a name below “{}”");
    pub const DATE_FOLLOWS: Ground = Ground::new(0.2, "a date follows");
    pub const DATE_STANDS_ABOVE: Ground = Ground::new(0.1, "a date stands above");
    pub const BELOW_THE_STANDFIRST: Ground = Ground::new(0.1, "below the standfirst");
    pub const WHAT_THE_AUTHOR_IS: Ground = Ground::new(0.7, "what the author is");
    pub const GOES_ON_WITH_THE_TITLE: Ground = Ground::new(0.7, "goes on with the title above it");
    pub const NAME_ALONE_BELOW_A_BOOKS_TITLE: Ground = Ground::new(0.65, "a name alone below the title of a book");
    pub const BETWEEN_THE_TITLE_AND_THE_BYLINE_OR_DATE: Ground =
        Ground::new(0.6, "between the title and the byline or date");
    pub const AT_MOST_50_WORDS: Ground = Ground::new(0.1, "at most 50 words");
}

/// Bylines (`byline`). “By” and a name have .75; a name alone has .40, and needs a neighbour.
pub(super) mod byline {
    use super::Ground;

    /// What a name alone begins with.
    pub const NAMES_ALONE: f32 = 0.3;
    pub const OPENS_WITH: Ground = Ground::new(0.55, "opens with “{}”");
    pub const BELOW_THE_TITLE: Ground = Ground::new(0.15, "below the title");
    pub const NAMES_FOLLOW: Ground = Ground::new(0.2, "names follow");
    pub const NAME_FOLLOWS: Ground = Ground::new(0.2, "a name follows");
    pub const OPENS_LIKE_A_BYLINE_WITH_A_NAME: Ground = Ground::new(0.9, "opens like a byline, with a name");
    pub const STAFF_FOLLOWS: Ground = Ground::new(0.2, "a staff follows");
    pub const AT_MOST_8_WORDS: Ground = Ground::new(0.1, "at most 8 words");
    pub const DATE_FOLLOWS: Ground = Ground::new(0.1, "a date follows");
    pub const ROLE_FOLLOWS: Ground = Ground::new(0.1, "a role follows");
    pub const NAME_ALONE_BELOW_THE_TITLE: Ground = Ground::new(0.1, "a name alone below the title");
    pub const NUMBERS_BEHIND_THE_NAMES: Ground = Ground::new(0.3, "numbers behind the names");
    pub const WITH_WHAT_THEY_ARE: Ground = Ground::new(0.1, "with what they are");
}

/// Subheads (`candidate`, `subheads`). A short line of words with capitals and blank lines around it, over a
/// paragraph, has .83 and may lose one thing that speaks against it; a sentence that stops loses .60 and is none.
pub(super) mod subhead {
    use super::Ground;

    pub const ONE_LINE: Ground = Ground::new(0.1, "one line");
    pub const SEVERAL_LINES: Ground = Ground::new(-0.15, "several lines");
    pub const BLANK_LINES_AROUND_IT: Ground = Ground::new(0.15, "blank lines around it");
    pub const BLANK_LINE_BEFORE_IT: Ground = Ground::new(0.05, "a blank line before it");
    pub const MORE_SPACE_ABOVE_THAN_BELOW: Ground = Ground::new(0.1, "more space above than below");
    pub const STANDS_ON_ITS_TEXT: Ground = Ground::new(0.2, "stands on its text, as others do");
    pub const NOTHING_FOLLOWS: Ground = Ground::new(-0.4, "nothing follows");
    pub const ONLY_TAIL_MATTER_FOLLOWS: Ground = Ground::new(-0.3, "only tail matter follows");
    pub const PARAGRAPH_FOLLOWS: Ground = Ground::new(0.2, "a paragraph follows");
    pub const TEXT_FOLLOWS: Ground = Ground::new(0.08, "text follows");
    pub const TEXT_FOLLOWS_FURTHER_BELOW: Ground = Ground::new(0.05, "text follows further below");
    pub const SIGNATURE_FOLLOWS: Ground = Ground::new(-0.6, "a signature follows");
    pub const MAY_INTRODUCE_THE_LIST: Ground = Ground::new(-0.2, "it may introduce the list below it");
    pub const BLOCK_OF_ANOTHER_SHAPE_FOLLOWS: Ground = Ground::new(0.12, "a block of another shape follows");
    pub const AT_MOST_6_WORDS: Ground = Ground::new(0.1, "at most 6 words");
    pub const MORE_THAN_12_WORDS: Ground = Ground::new(-0.2, "more than 12 words");
    pub const NO_STOP_AT_THE_END: Ground = Ground::new(0.1, "no stop at the end");
    pub const CAPITALS_WITH_A_STOP_BELOW_A_HEADING: Ground = Ground::new(-0.5, "a stop at the end, below a heading");
    pub const CAPITALS_WITH_A_STOP_IN_A_BOOK: Ground = Ground::new(-0.05, "a stop at the end");
    pub const CAPITALS_WITH_A_STOP: Ground = Ground::new(-0.2, "a stop at the end");
    pub const STOP_AT_THE_END: Ground = Ground::new(-0.6, "a stop at the end");
    pub const CALL_OR_QUESTION: Ground = Ground::new(-0.3, "a call or a question");
    pub const CALL_OR_QUESTION_OF_SOME_WORDS: Ground = Ground::new(-0.05, "a call or a question");
    pub const COLON_AT_THE_END: Ground = Ground::new(-0.35, "a colon at the end");
    pub const ELLIPSIS_AT_THE_END: Ground = Ground::new(-0.25, "an ellipsis at the end");
    pub const GOES_ON: Ground = Ground::new(-0.6, "goes on");
    pub const DIVISIONS_WORD_AND_NUMBER: Ground = Ground::new(0.5, "a division's word and number");
    pub const CAPITALS: Ground = Ground::new(0.25, "capitals");
    pub const ROMAN_NUMERAL: Ground = Ground::new(0.3, "a Roman numeral");
    pub const ROMAN_NUMERAL_ALONE: Ground = Ground::new(0.25, "a Roman numeral");
    pub const NUMBER_ALONE_IN_A_BOOK: Ground = Ground::new(0.2, "a number alone");
    pub const NUMBER_ALONE: Ground = Ground::new(0.05, "a number alone");
    pub const NUMBER: Ground = Ground::new(0.25, "a number");
    pub const TITLE_INSIDE_QUOTATION_MARKS: Ground = Ground::new(0.2, "wholly inside quotation marks");
    pub const WHOLLY_INSIDE_QUOTATION_MARKS: Ground = Ground::new(0.12, "wholly inside quotation marks");
    pub const WHOLLY_EMPHASIZED: Ground = Ground::new(0.2, "wholly emphasized");
    pub const WORDS_WITH_CAPITALS: Ground = Ground::new(0.18, "words with capitals");
    pub const LABEL_BETWEEN_BLANK_LINES: Ground = Ground::new(0.2, "a label");
    pub const LABEL: Ground = Ground::new(0.0, "a label");
    pub const SHORT_LINE: Ground = Ground::new(0.03, "a short line");
    pub const ITS_WORDS_STAND_IN_THE_TEXT_BELOW_IT: Ground = Ground::new(0.25, "its words stand in the text below it");
    pub const VERB_OF_SAYING_NEARBY: Ground = Ground::new(-0.25, "a verb of saying nearby");
    pub const TEXT_BELOW_BEGINS_SMALL: Ground = Ground::new(-0.3, "the text below begins small");
    pub const BEGINS_SMALL: Ground = Ground::new(-0.4, "begins small");
    pub const OPENS_A_SPEECH: Ground = Ground::new(-0.5, "opens a speech");
    pub const BELOW_A_DIVISIONS_NUMBER: Ground = Ground::new(0.25, "below a division's number");
    pub const INITIALS: Ground = Ground::new(-0.6, "initials");
    pub const SIGNED_WITHIN_A_QUOTATION: Ground = Ground::new(-0.4, "signed within a quotation");
    pub const NAMES_WHO_SPEAKS: Ground = Ground::new(-0.7, "names who speaks, as others do");
    pub const AMONG_SHORT_PARAGRAPHS: Ground = Ground::new(-0.25, "among short paragraphs");
    pub const SEVERAL_SENTENCES: Ground = Ground::new(-0.25, "several sentences");
    pub const BROKEN_SPEECH: Ground = Ground::new(-0.4, "broken speech");
    pub const DIVISION_THAT_BEGINS_SMALL: Ground = Ground::new(-0.3, "begins small");
    pub const SENTENCE_RIGHT_BELOW_THE_HEAD: Ground = Ground::new(-0.25, "a sentence right below the head");
    pub const SENTENCE: Ground = Ground::new(-0.3, "a sentence");
    pub const IN_BRACKETS: Ground = Ground::new(-0.6, "in brackets");
    pub const LONG_LINE: Ground = Ground::new(-0.3, "a long line");
    pub const LABEL_WITH_A_VALUE: Ground = Ground::new(-0.4, "a label with a value");
    pub const QUESTIONS_LABEL: Ground = Ground::new(-0.6, "a question's label");
    pub const ADDRESS: Ground = Ground::new(-0.4, "an address");
    pub const LINES_THAT_END_WHERE_THEY_END: Ground = Ground::new(-0.25, "lines that end where they end");
    pub const STANDS_WHERE_A_SIGNATURE_STANDS: Ground = Ground::new(-0.5, "stands where a signature stands");
    pub const LINE_OF_THE_TITLE_PAGE: Ground = Ground::new(-0.3, "a line of the title page");
    pub const NUMBER_SIGNS: Ground = Ground::new(0.95, "number signs");
    pub const RULE_STANDS_BELOW_IT: Ground = Ground::new(0.95, "a rule stands below it");
    pub const WORD_OR_TWO_IN_A_MESSAGE: Ground = Ground::new(-0.4, "a word or two in a message");
    pub const OTHERS_OF_ITS_STYLE: Ground = Ground::new(0.1, "others of its style");
    pub const NEARLY_A_HEADING: Ground = Ground::new(0.0, "nearly a heading");
}

/// The foot of an article (`ending`).
pub(super) mod ending {
    use super::Ground;

    pub const BEGINS_WITH_AN_AUTHORS_NAME: Ground = Ground::new(0.4, "begins with an author’s name");
    pub const SPEAKS_OF_THE_AUTHOR: Ground = Ground::new(0.45, "speaks of the author");
    pub const SIGN_AT_THE_END: Ground = Ground::new(0.8, "a sign at the end");
    pub const CLOSES_THE_TEXT: Ground = Ground::new(0.9, "closes the text");
    pub const LABEL_AND_A_DATE_NOTHING_ELSE: Ground = Ground::new(0.9, "a label and a date, nothing else");
    pub const SHORT_LINE_BELOW_A_LABEL_THAT_LEADS_TO_MORE_TO_READ: Ground =
        Ground::new(0.7, "a short line below a label that leads to more to read");
    pub const AT_THE_FOOT_OF_THE_TEXT: Ground = Ground::new(0.1, "at the foot of the text");
    pub const DASH_AND_A_NAME_AT_THE_FOOT_OF_THE_TEXT: Ground =
        Ground::new(0.8, "a dash and a name at the foot of the text");
    pub const SAYS_WHAT_THEY_DO: Ground = Ground::new(0.25, "says what they do");
    pub const NEAR_THE_END: Ground = Ground::new(0.2, "near the end");
    pub const NAMES_A_PROFESSION: Ground = Ground::new(0.2, "names a profession");
    pub const SPEECH: Ground = Ground::new(-0.5, "a speech");
}

/// Tail matter, known by its words (`tail`): words and place together.
pub(super) mod tail {
    use super::Ground;

    /// A text that opens with words of tail matter, or holds some; the pattern says which.
    pub const OPENS_WITH_ITS_WORDS: f32 = 0.45;
    pub const HOLDS_ITS_WORDS: f32 = 0.3;
    pub const ACCOUNT_OR_AN_ADDRESS: Ground = Ground::new(0.2, "an account or an address");
    pub const NO_ACCOUNT: Ground = Ground::new(-0.4, "no account");
    pub const MANY_LINES: Ground = Ground::new(-0.2, "long");
    pub const NEAR_THE_END: Ground = Ground::new(0.25, "near the end");
    pub const IN_THE_LAST_PART: Ground = Ground::new(0.1, "in the last part");
    pub const SHORT: Ground = Ground::new(0.1, "short");
    pub const NO_TEXT_BEFORE_IT: Ground = Ground::new(-0.2, "no text before it");
    pub const LONG: Ground = Ground::new(-0.3, "long");
    pub const OPENS_WITH_THE_SIGN: Ground = Ground::new(0.2, "opens with the sign");
    pub const NO_NAME: Ground = Ground::new(-0.4, "no name");
    pub const LABEL: Ground = Ground::new(0.1, "a label");
    pub const ITS_WORDS_ARE_HARDLY_USED_OTHERWISE: Ground = Ground::new(0.1, "its words are hardly used otherwise");
    pub const MAY_BE_NEWS: Ground = Ground::new(-0.2, "may be news");
    pub const ACCOUNTS: Ground = Ground::new(0.4, "accounts");
    pub const HARDLY_ANYTHING_ELSE: Ground = Ground::new(0.2, "hardly anything else");
    pub const ACCOUNTS_NEAR_THE_END: Ground = Ground::new(0.2, "near the end");
}

/// Captions and credits (`caption`).
pub(super) mod caption {
    use super::Ground;

    pub const SHORT: Ground = Ground::new(0.15, "short");
    pub const LONG: Ground = Ground::new(-0.3, "long");
    pub const STANDS_FOR_AN_ILLUSTRATION: Ground = Ground::new(0.95, "stands for an illustration");
    pub const FIGURES_NUMBER: Ground = Ground::new(0.65, "a figure's number");
    pub const CAPTIONS_LABEL: Ground = Ground::new(0.55, "a caption's label");
    pub const NAMES_A_PHOTOGRAPHER: Ground = Ground::new(0.45, "names a photographer");
    pub const NAMES_A_PICTURE_AGENCY: Ground = Ground::new(0.45, "names a picture agency");
    pub const ENDS_WITH_WHO_MADE_IT_AND_FOR_WHOM: Ground = Ground::new(0.5, "ends with who made it and for whom");
    pub const IN_BRACKETS: Ground = Ground::new(0.15, "in brackets");
    pub const SEVERAL_LINES: Ground = Ground::new(-0.3, "several lines");
    pub const OPENS_A_SPEECH: Ground = Ground::new(-0.4, "opens a speech");
    pub const COLON_AT_THE_END: Ground = Ground::new(-0.4, "a colon at the end");
}

/// Addresses and signatures (`letter`).
pub(super) mod letter {
    use super::Ground;

    pub const BELOW_A_LETTERS_CLOSE: Ground = Ground::new(0.7, "below a letter's close");
    pub const SHORT_LINES_WITH_FIGURES: Ground = Ground::new(0.7, "short lines with figures");
}

/// Notes (`notes`).
pub(super) mod notes {
    use super::Ground;

    pub const BEGINS_WITH_A_MARK_THAT_STANDS_IN_THE_TEXT: Ground =
        Ground::new(0.9, "begins with a mark that stands in the text");
}

/// Headers of messages (`email`).
pub(super) mod email {
    use super::Ground;

    pub const HEADER_OF_A_MESSAGE: Ground = Ground::new(0.95, "the header of a message");
    pub const SUBJECT_OF_A_MESSAGE: Ground = Ground::new(0.95, "the subject of a message");
}

/// What is settled with the article as a whole (`classify`).
pub(super) mod classify {
    use super::Ground;

    pub const BEGINS_WITH_THE_DATELINE: Ground = Ground::new(0.3, "begins with the dateline “{}”");
    pub const ENTRY_OF_THE_CONTENTS: Ground = Ground::new(0.8, "an entry of the contents");
}

/// What is settled with the book as a whole (`class`).
pub(super) mod class {
    use super::Ground;

    /// A unit whose shape was never in question.
    pub const SHAPE: f32 = 0.5;
    /// What stands beside an article on its page; `furniture` says why.
    pub const FURNITURE: f32 = 0.8;
    pub const OUTSIDE_OF_THE_BOOK: Ground = Ground::new(0.95, "outside of the book");
}

/// Verse (`verse`). Capitals at the start of four lines that end before they must have .60.
pub(super) mod verse {
    use super::Ground;

    pub const TWO_CAPITALS: Ground = Ground::new(0.1, "no line begins small");
    pub const THREE_CAPITALS: Ground = Ground::new(0.28, "no line begins small");
    pub const FOUR_CAPITALS: Ground = Ground::new(0.35, "no line begins small");
    pub const MORE_CAPITALS: Ground = Ground::new(0.45, "no line begins small");
    pub const NARROW_LINES_END_WHERE_THEY_MUST: Ground = Ground::new(-0.1, "lines end where they must");
    pub const LINES_END_WHERE_THEY_MUST: Ground = Ground::new(-0.4, "lines end where they must");
    pub const NARROW_LINES: Ground = Ground::new(0.25, "lines are short");
    pub const SHORT_LINES: Ground = Ground::new(0.12, "lines are short");
    pub const LINES_THAT_BEGIN_WITH_CAPITALS_IN_A_TEXT_WITH_VERSE: Ground =
        Ground::new(0.6, "lines that begin with capitals, in a text with verse");
    pub const STANZA_STANDS_BEFORE_IT: Ground = Ground::new(0.25, "a stanza stands before it");
    pub const LINES_BEGIN_SMALL: Ground = Ground::new(-0.3, "lines begin small");
    pub const LINES_END_BEFORE_THEY_MUST: Ground = Ground::new(0.25, "lines end before they must");
    pub const LINES_AS_LONG_AS_THE_TEXTS: Ground = Ground::new(-0.2, "lines as long as the text's");
    pub const INDENTED: Ground = Ground::new(0.2, "indented");
    pub const LINES_END_IN_THE_MIDDLE_OF_A_SENTENCE: Ground = Ground::new(0.2, "lines end in the middle of a sentence");
    pub const EVERY_OTHER_LINE_IS_INDENTED: Ground = Ground::new(0.25, "every other line is indented");
    pub const LINES_END_WITH_COMMAS: Ground = Ground::new(0.12, "lines end with commas");
    pub const HARDLY_A_WORD_A_LINE: Ground = Ground::new(-0.2, "hardly a word a line");
    pub const FIGURES: Ground = Ground::new(-0.3, "figures");
    pub const EVERY_LINE_IS_A_SENTENCE: Ground = Ground::new(-0.3, "every line is a sentence");
    pub const LABELS: Ground = Ground::new(-0.4, "labels");
    pub const CAPITALS: Ground = Ground::new(-0.3, "capitals");
    pub const EVERY_WORD_BEGINS_WITH_A_CAPITAL: Ground = Ground::new(-0.3, "every word begins with a capital");
    pub const BYLINE_OR_A_DATE: Ground = Ground::new(-0.4, "a byline or a date");
}

/// How runs of lines were broken (`regime`). Shapes are settled by rules; these scores only tell how sure they are.
pub(super) mod regime {
    use super::Ground;

    pub const LINES_THAT_SAY_THAT_THEY_GO_ON: Ground = Ground::new(0.95, "lines that say that they go on");
    pub const LINES_THAT_DO_NOT_GO_ON: Ground = Ground::new(0.95, "lines that do not go on");
    pub const LINES_AS_LONG_AS_PARAGRAPHS: Ground = Ground::new(0.8, "lines as long as paragraphs");
    pub const PARAGRAPH_A_LINE_AS_ELSEWHERE: Ground = Ground::new(0.8, "a paragraph a line, as elsewhere");
    pub const EVERY_LINE_BEGINS_WITH_THE_NEXT_NUMBER: Ground =
        Ground::new(0.8, "every line begins with the next number");
    pub const EVERY_LINE_IS_A_SENTENCE_OR_MORE: Ground = Ground::new(0.8, "every line is a sentence or more");
    pub const ITEMS_TEXT_RUNS_ON: Ground = Ground::new(0.9, "an item's text runs on");
    pub const EVERY_PARAGRAPH_BEGINS_WITH_A_LABEL: Ground = Ground::new(0.9, "every paragraph begins with a label");
    pub const NEXT_WORD_WOULD_NOT_HAVE_FITTED_ON_THE_LINES: Ground =
        Ground::new(0.9, "the next word would not have fitted on the lines");
    pub const SENTENCES_RUN_OVER_THE_LINE_ENDS: Ground = Ground::new(0.9, "sentences run over the line ends");
    pub const RULES_STAND_ABOVE_AND_BELOW_IT: Ground = Ground::new(1.0, "rules stand above and below it");
    pub const RULE_STANDS_BELOW_IT: Ground = Ground::new(0.95, "a rule stands below it");
    pub const STANDS_BEHIND_NUMBER_SIGNS: Ground = Ground::new(0.9, "stands behind number signs");
    pub const TERMS_WITH_INDENTED_LINES_BELOW_THEM: Ground = Ground::new(0.8, "terms with indented lines below them");
    pub const SHORT_LINES_WHERE_PARAGRAPHS_ARE_LONG_ONES: Ground =
        Ground::new(0.7, "short lines, where paragraphs are long ones");
    pub const LABELS_WITH_THEIR_VALUES: Ground = Ground::new(0.8, "labels with their values");
    pub const SHORT_LINES_THAT_END_WHERE_THEY_END: Ground = Ground::new(0.6, "short lines that end where they end");
}

/// Shapes with signs of their own (`segment`).
pub(super) mod segment {
    use super::Ground;

    pub const PAGES_REPEAT_IT_WITH_THEIR_NUMBERS: Ground = Ground::new(0.85, "pages repeat it with their numbers");
    pub const STANDS_BETWEEN_FENCES: Ground = Ground::new(1.0, "stands between fences");
    pub const EVERY_LINE_STANDS_BEHIND_A_BAR: Ground = Ground::new(0.9, "every line stands behind a bar");
    pub const EVERY_LINE_STANDS_BEHIND_ANGLE: Ground = Ground::new(0.95, "every line stands behind “>”");
    pub const INDENTED_ON_ALL_ITS_LINES: Ground = Ground::new(0.75, "indented on all its lines");
}

/// Lists (`list`).
pub(super) mod list {
    use super::Ground;

    pub const ITEMS_BEHIND_A_COLON: Ground = Ground::new(0.9, "items behind a colon");
    pub const ITEMS_IN_A_ROW: Ground = Ground::new(0.9, "items in a row");
}

/// Tables (`table`).
pub(super) mod table {
    use super::Ground;

    pub const DRAWN_WITH_BARS: Ground = Ground::new(0.95, "drawn with bars");
    pub const BARS_BETWEEN_THE_CELLS: Ground = Ground::new(0.85, "bars between the cells");
    pub const COLUMNS_THAT_STAND_BELOW_EACH_OTHER: Ground = Ground::new(0.85, "columns that stand below each other");
    pub const TABS_BETWEEN_THE_CELLS: Ground = Ground::new(0.85, "tabs between the cells");
}

/// Whole texts that are kept as they are (`verbatim`).
pub(super) mod verbatim {
    use super::Ground;

    pub const TIMES_OF_SUBTITLES_STAND_BETWEEN_THE_LINES: Ground =
        Ground::new(0.9, "the times of subtitles stand between the lines");
    pub const LINES_BEGIN_WITH_TIMES_AS_THOSE_OF_A_LOG: Ground =
        Ground::new(0.9, "the lines begin with times, as those of a log");
}

/// Code (`code`).
pub(super) mod code {
    use super::Ground;

    pub const LINES_OF_A_LOG: Ground = Ground::new(0.85, "lines of a log");
    pub const READS_LIKE_CODE: Ground = Ground::new(0.85, "reads like code");
}

/// Forms of our own writer (`set`). The title block and the list of notes are proof; others add up.
pub(super) mod set {
    use super::Ground;

    pub const SEVERAL_FORMULAS: Ground = Ground::new(0.2, "several of them");
    pub const RULES_AS_LONG_AS_THE_TITLE_ABOVE_AND_BELOW_IT: Ground =
        Ground::new(1.0, "rules as long as the title above and below it");
    pub const NOTES_BEHIND_A_RULE_OF_TWENTY_UNDERSCORES: Ground =
        Ground::new(1.0, "notes behind a rule of twenty underscores");
    pub const RULES_EXACTLY_AS_LONG_AS_THE_HEADINGS_ABOVE_THEM: Ground =
        Ground::new(0.4, "rules exactly as long as the headings above them");
    pub const SEVERAL_OF_THEM: Ground = Ground::new(0.2, "several of them");
    pub const TABLES_IN_OUR_FRAMES: Ground = Ground::new(0.6, "tables in our frames");
    pub const TABLES_IN_FRAMES: Ground = Ground::new(0.3, "tables in frames");
    pub const SOURCE_OF_A_QUOTATION_AT_ITS_INDENT: Ground = Ground::new(0.3, "the source of a quotation at its indent");
    pub const TEXT_BEHIND_BARS: Ground = Ground::new(0.4, "text behind bars");
    pub const PICTURES_NAMED_IN_BRACKETS: Ground = Ground::new(0.5, "pictures named in brackets");
    pub const FOLDED_TEXT: Ground = Ground::new(0.6, "folded text");
    pub const CODE_WITH_ITS_LANGUAGE: Ground = Ground::new(0.5, "code with its language");
    pub const FORMULAS_AT_THEIR_INDENT: Ground = Ground::new(0.3, "formulas at their indent");
    pub const DEFINITIONS_BEHIND_COLONS: Ground = Ground::new(0.5, "definitions behind colons");
    pub const RULES_ACROSS_THE_PAGE: Ground = Ground::new(0.5, "rules across the page");
    pub const BREAK_IN_THE_MIDDLE_OF_THE_MEASURE: Ground = Ground::new(0.3, "a break in the middle of the measure");
    pub const BULLETS: Ground = Ground::new(0.25, "bullets");
    pub const OTHERS_IN_ITEMS: Ground = Ground::new(0.3, "others in items");
    pub const VERBATIM_LINES_AT_THEIR_INDENT: Ground = Ground::new(0.3, "verbatim lines at their indent");
    pub const QUOTATIONS_OR_DEFINITIONS_AT_THEIR_INDENT: Ground =
        Ground::new(0.25, "quotations or definitions at their indent");
    pub const KEPT_LINES_AT_THEIR_INDENT: Ground = Ground::new(0.2, "kept lines at their indent");
}
