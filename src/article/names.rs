//! The features by number, and in words.

use super::signs::SIGNS;
use super::texts::TEXTS;

/// Numbers a feature each, and says what it is.
macro_rules! numbered {
    ($($name:ident $text:literal,)*) => {
        /// A feature with a name of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Feature { $($name),* }

        const NAMED: &[(&str, &str)] = &[$((stringify!($name), $text)),*];
    };
}

numbered! {
    Words "how many words it has",
    WordsSquared "how many words it has",
    UpTo3 "it has three words at most",
    UpTo10 "it has four to ten words",
    UpTo25 "it has eleven to twenty-five words",
    Above25 "it has more than twenty-five words",
    Linked "how much of it is links",
    AllLinked "all of it is links",
    Links "how many links it has",
    LongLinked "it is long, and how much of it is links",
    ShortWords "how many of its words are short ones, as in sentences",
    LongShortWords "it is long, and how many of its words are short ones",
    EndsSentence "it ends like a sentence",
    EndsColon "it ends in a colon",
    EndsOpen "it ends in an ellipsis",
    Commas "how many commas it has",
    Sentences "how many sentences it has",
    Lower "how many of its words are in small letters",
    Digits "how many of its words are numbers",
    Capitals "it is all in capitals",
    Separators "signs that separate stand in it",
    Quotes "it opens with a quotation mark",
    Dated "it names a date",
    DatedShort "it is short and names a date",
    Copyright "it has the sign of copyright",
    Picture "a picture stands in it",
    Strong "some of it is strong",
    Time "it has a point of time",
    Code "it has code",
    LongParagraph "it is a long paragraph",
    InMain "its region is the main one",
    InSide "its region is one for finding the way",
    Hidden "it is hidden from some",
    OutOfArticle "it stands in no article, and the page has one",
    OutOfMain "it stands out of the page’s main part",
    ArticleInArticle "it stands in an article within an article",
    Place "how far down the page it stands",
    PlaceWords "how many of the page’s words stand above it",
    AtEnd "it stands at the end of the page",
    AtBeginning "it stands at the beginning of the page",
    AboveTitle "it stands above the title",
    IsTitle "it says the page’s title",
    NoTitle "no block says the page’s title",
    BelowTitle "it stands right below the title",
    BehindLast "it stands behind the last long block",
    BeforeFirst "it stands before the first long block",
    FarBehindLast "how far it stands behind the last long block",
    FarBeforeFirst "how far it stands before the first long block",
    Depth "how deep it is nested",
    LikeTitle "it has words of the title",
    MuchLikeTitle "it has most words of the title",
    LikeDescription "it has words of the page’s description",
    Twice "it stands on the page twice",
    Thrice "it stands on the page thrice",
    StoodBefore "it stood on the page before",
    StandsAgain "it stands on the page again",
    LongStoodBefore "it is long and stood on the page before",
    LongStandsAgain "it is long and stands on the page again",
    InBody "the page’s metadata holds it as the article’s text",
    NotInBody "the page’s metadata holds the article’s text without it",
    BodyKnown "the page’s metadata holds the article’s text",
    AmongComments "it stands in what is called comments",
    CommentsBeside "it stands in what is called comments, beside an article",
    CommentsAlone "it stands in what is called comments, and there is nothing else",
    BestArticle "it stands in the article with the most text",
    OtherArticle "it stands in another article than that with the most text",
    FirstArticle "it stands in the page’s first article",
    BesideArticles "it stands in no article",
    TitleUp "how near it is to the title, by the elements around it",
    TitleDown "how near the title is to it, by the elements around it",
    LinkedOne "how much of the element around it is links",
    TextOne "how much of the element around it is long text",
    WordsOne "how many words the element around it has",
    ShareOne "how much of the page’s long text stands in the element around it",
    BlocksOne "how many blocks the element around it has",
    LinkedTwo "how much is links, two elements up",
    TextTwo "how much is long text, two elements up",
    WordsTwo "how many words there are, two elements up",
    ShareTwo "how much of the page’s long text there is, two elements up",
    BlocksTwo "how many blocks there are, two elements up",
    LinkedThree "how much is links, three elements up",
    TextThree "how much is long text, three elements up",
    WordsThree "how many words there are, three elements up",
    ShareThree "how much of the page’s long text there is, three elements up",
    BlocksThree "how many blocks there are, three elements up",
    LinkedFive "how much is links, five elements up",
    TextFive "how much is long text, five elements up",
    WordsFive "how many words there are, five elements up",
    ShareFive "how much of the page’s long text there is, five elements up",
    BlocksFive "how many blocks there are, five elements up",
    AlikeOwn "how many elements beside its own look alike",
    AlikeLinkedOwn "how many elements beside its own look alike, and are links",
    AlikeShortOwn "how many elements beside its own look alike, without long text",
    NthOwn "how many elements before its own look alike",
    LaterOwn "elements before its own look alike",
    AlikeOne "how many elements look alike, one up",
    AlikeLinkedOne "how many elements look alike and are links, one up",
    AlikeShortOne "how many elements look alike, without long text, one up",
    NthOne "how many before it look alike, one up",
    LaterOne "some before it look alike, one up",
    AlikeTwo "how many elements look alike, two up",
    AlikeLinkedTwo "how many elements look alike and are links, two up",
    AlikeShortTwo "how many elements look alike, without long text, two up",
    NthTwo "how many before it look alike, two up",
    LaterTwo "some before it look alike, two up",
    AlikeThree "how many elements look alike, three up",
    AlikeLinkedThree "how many elements look alike and are links, three up",
    AlikeShortThree "how many elements look alike, without long text, three up",
    NthThree "how many before it look alike, three up",
    LaterThree "some before it look alike, three up",
    InHalf "it stands in the element with half of the long text",
    HalfDepth "how deep in the element with half of the long text",
    HalfDirect "it stands directly in the element with half of the long text",
    HalfUp "how far it is from the element with half of the long text",
    InMost "it stands in the element with most of the long text",
    MostDepth "how deep in the element with most of the long text",
    MostDirect "it stands directly in the element with most of the long text",
    MostUp "how far it is from the element with most of the long text",
    BelowHeadOfOthers "the heading above it announces something else",
    UnderHeadOfOthers "some heading above it announces something else",
    BehindHeading "how far it stands behind a heading",
    IsHeading "it is a heading, or looks like one",
    HeadsWords "it is a heading, and how long what follows is",
    HeadsLinks "it is a heading, and how much of what follows is links",
    HeadsHalf "it is a heading, and what follows stands in the element with half of the long text",
    TextAround "how much text stands around it",
    LinksAround "how many links stand around it",
    // Of the second pass.
    First "what was found of it by itself",
    FirstBefore3 "what was found of the block three before",
    FirstBefore2 "what was found of the block two before",
    FirstBefore1 "what was found of the block before",
    FirstBehind1 "what was found of the block behind",
    FirstBehind2 "what was found of the block two behind",
    FirstBehind3 "what was found of the block three behind",
    Around "how much around it is the article",
    MeanOwn "how much of the rest of its element is the article",
    MeanOne "how much of the rest of the element around it is the article",
    MeanTwo "how much of the rest is the article, two elements up",
    MeanThree "how much of the rest is the article, three elements up",
    MeanFour "how much of the rest is the article, four elements up",
    PartOwn "how much of the article stands in its element",
    PartOne "how much of the article stands in the element around it",
    PartTwo "how much of the article stands two elements up",
    PartThree "how much of the article stands three elements up",
    PartFour "how much of the article stands four elements up",
    InArticle "it stands in the element that holds the article best",
    ArticleDepth "how far it is from the element that holds the article best",
    BeforeArticle "how far it stands before the article’s first sure block",
    BehindArticle "how far it stands behind the article’s last sure block",
    ArticleAbove "how much of the article stands above it",
    ArticleBelow "how much of the article stands below it",
    PageMean "how much of the page is the article",
    PageWords "how many words the article has",
    GapBefore "how far the article’s block before it is",
    GapBehind "how far the article’s block behind it is",
    LooksMean "how much of what looks like it is the article",
}

/// What neighbours tell of themselves, for each of [`BESIDE`].
pub(super) const NEIGHBOURS: &[&str] = &[
    "length",
    "links",
    "end",
    "short words",
    "paragraph",
    "heading",
    "item",
    "other articles",
    "share",
    "small letters",
    "same element",
];

/// The neighbours, by their distance.
pub(super) const BESIDE: &[isize] = &[-2, -1, 1, 2];

/// The elements that a block can be, or stand in.
pub(super) const TAGS: &[&str] = &[
    "p",
    "li",
    "div",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "caption",
    "blockquote",
    "pre",
    "button",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "label",
    "table",
    "ul",
    "ol",
    "dl",
    "figure",
    "dialog",
    "details",
    "summary",
    "address",
    "select",
    "noscript",
    "body",
    "center",
    "fieldset",
];

const fn after(start: usize, count: usize) -> usize {
    start + count
}

/// The sign stands on its own element, or the one around that.
pub(super) const OWN: usize = NAMED.len();
/// The sign stands on an element around it: more, the nearer.
pub(super) const ABOVE: usize = after(OWN, SIGNS.len());
/// The sign stands on an element within its line.
pub(super) const WITHIN: usize = after(ABOVE, SIGNS.len());
/// Its words say so.
pub(super) const SAYS: usize = after(WITHIN, SIGNS.len());
/// It is short, and its words say so.
pub(super) const SAYS_SHORT: usize = after(SAYS, TEXTS.len());
/// Its first words say so.
pub(super) const SAYS_FIRST: usize = after(SAYS_SHORT, TEXTS.len());
/// It is this element.
pub(super) const IS: usize = after(SAYS_FIRST, TEXTS.len());
/// It stands in this element.
pub(super) const IN: usize = after(IS, TAGS.len());
/// What a neighbour tells of itself.
pub(super) const NEXT: usize = after(IN, TAGS.len());
/// How many features there are.
pub(super) const COUNT: usize = after(NEXT, NEIGHBOURS.len() * BESIDE.len());

/// The family of a feature, by what it is called, and its number in there.
fn family(number: usize) -> (&'static str, usize) {
    let families = [
        ("", 0),
        ("own", OWN),
        ("above", ABOVE),
        ("within", WITHIN),
        ("says", SAYS),
        ("says-short", SAYS_SHORT),
        ("says-first", SAYS_FIRST),
        ("is", IS),
        ("in", IN),
        ("next", NEXT),
    ];
    let (name, start) = families.into_iter().rfind(|(_, start)| *start <= number).unwrap_or(("", 0));
    (name, number - start)
}

fn neighbour(at: usize) -> (isize, &'static str) {
    (BESIDE[at / NEIGHBOURS.len()], NEIGHBOURS[at % NEIGHBOURS.len()])
}

/// The name of a feature in the table of weights, without spaces; `None`: there is none of this number.
pub fn name(number: u16) -> Option<String> {
    let number = usize::from(number);
    if number >= COUNT {
        return None;
    }
    let (family, at) = family(number);
    let name = match family {
        "" => return Some(NAMED[at].0.to_owned()),
        "own" | "above" | "within" => SIGNS[at].0.to_owned(),
        "is" | "in" => TAGS[at].to_owned(),
        "next" => {
            let (distance, what) = neighbour(at);
            format!("{distance}:{what}")
        }
        _ => TEXTS[at].0.to_owned(),
    };
    Some(format!("{family}:{name}").replace(' ', "-"))
}

/// A feature in words, as the end of a sentence on a block.
pub fn in_words(number: u16) -> String {
    let number = usize::from(number);
    if number >= COUNT {
        return String::new();
    }
    let (family, at) = family(number);
    match family {
        "" => NAMED[at].1.to_owned(),
        "own" => format!("it is called “{}”", SIGNS[at].0),
        "above" => format!("it stands in what is called “{}”", SIGNS[at].0),
        "within" => format!("something in it is called “{}”", SIGNS[at].0),
        "says" => format!("it has words of “{}”", TEXTS[at].0),
        "says-short" => format!("it is short and has words of “{}”", TEXTS[at].0),
        "says-first" => format!("it begins with words of “{}”", TEXTS[at].0),
        "is" => format!("it is a `{}`", TAGS[at]),
        "in" => format!("it stands in a `{}`", TAGS[at]),
        _ => {
            let (distance, what) = neighbour(at);
            let side = if distance < 0 { "before" } else { "behind" };
            let place = if distance.abs() == 1 { "the block" } else { "two blocks" };
            format!("{place} {side} it ({what})")
        }
    }
}
