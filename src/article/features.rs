//! The features of a block, by itself and by its place.

use super::names::Feature::{self, *};
use super::names::{self, BESIDE, COUNT, NEIGHBOURS, TAGS};
use super::number::{flag, log, share};
use super::outline::{Block, Page};
use super::row::{Row, sparse};
use super::signs::SIGNS;
use super::survey::{Counted, Survey, among_comments};
use super::texts::{RELATED, TEXTS};
use super::words::{hash, words};

/// A block being measured.
struct Measured {
    values: Vec<f32>,
}

impl Measured {
    fn set(&mut self, feature: Feature, value: f32) {
        self.values[feature as usize] = value;
    }

    fn get(&self, feature: Feature) -> f32 {
        self.values[feature as usize]
    }
}

/// The same five features of different elements around a block.
type Five = [Feature; 5];

/// The elements one, two, three and five above a block's own.
const CONTAINERS: [(usize, Five); 4] = [
    (1, [LinkedOne, TextOne, WordsOne, ShareOne, BlocksOne]),
    (2, [LinkedTwo, TextTwo, WordsTwo, ShareTwo, BlocksTwo]),
    (3, [LinkedThree, TextThree, WordsThree, ShareThree, BlocksThree]),
    (5, [LinkedFive, TextFive, WordsFive, ShareFive, BlocksFive]),
];

/// A block's own element, and those up to three above.
const SIBLINGS: [(usize, Five); 4] = [
    (0, [AlikeOwn, AlikeLinkedOwn, AlikeShortOwn, NthOwn, LaterOwn]),
    (1, [AlikeOne, AlikeLinkedOne, AlikeShortOne, NthOne, LaterOne]),
    (2, [AlikeTwo, AlikeLinkedTwo, AlikeShortTwo, NthTwo, LaterTwo]),
    (3, [AlikeThree, AlikeLinkedThree, AlikeShortThree, NthThree, LaterThree]),
];

/// The features of each block of a page.
pub(super) fn of(page: &Page) -> Vec<Row> {
    let survey = Survey::of(page);
    let words_above = above(&survey.blocks);
    let mut head = Head::default();
    let (mut rows, mut told) = (Vec::with_capacity(page.blocks.len()), Vec::with_capacity(page.blocks.len()));
    for (i, block) in page.blocks.iter().enumerate() {
        let mut measured = Measured { values: vec![0.0; COUNT] };
        let around: Vec<u32> = page.around(block.element).collect();
        of_text(&mut measured, block, &survey.blocks[i]);
        of_elements(&mut measured, (page, &survey), block, &around);
        of_place(&mut measured, (page, &survey), (i, &words_above), &around);
        of_repetition(&mut measured, &survey, i);
        of_containers(&mut measured, (page, &survey), &around);
        head.pass(&mut measured, &survey.blocks[i]);
        told.push(Told::of(&measured, page.elements[block.element as usize].parent));
        rows.push(sparse(&measured.values));
    }
    for (i, row) in rows.iter_mut().enumerate() {
        beside(&told, i, row);
        row.sort_by_key(|(number, _)| *number);
    }
    rows
}

/// Whether a block with these features says the page's title.
pub(super) fn says_title(row: &Row) -> bool {
    let value =
        |feature: Feature| row.iter().find(|(number, _)| *number == feature as u16).map_or(0.0, |(_, value)| *value);
    value(Feature::IsTitle) > 0.0 && value(Feature::LikeTitle) >= 0.7
}

/// How many words stand above each block; all of them at the end.
fn above(blocks: &[Counted]) -> Vec<usize> {
    let mut sums = vec![0];
    for counted in blocks {
        sums.push(sums[sums.len() - 1] + counted.words);
    }
    sums
}

fn of_text(out: &mut Measured, block: &Block, counted: &Counted) {
    let (text, n) = (block.text.as_str(), counted.words);
    let size = log(n);
    out.set(Words, size);
    out.set(WordsSquared, size * size / 5.0);
    out.set(UpTo3, flag(n <= 3));
    out.set(UpTo10, flag((4..=10).contains(&n)));
    out.set(UpTo25, flag((11..=25).contains(&n)));
    out.set(Above25, flag(n > 25));
    out.set(Linked, counted.linked);
    out.set(AllLinked, flag(counted.linked > 0.9));
    out.set(Links, log(block.links));
    out.set(LongLinked, counted.linked * flag(n > 15));
    let short = share(counted.short_words, n);
    out.set(ShortWords, short);
    out.set(LongShortWords, short * flag(n > 8));
    let bare = text.trim_end_matches(['"', '”', '’', '»', ')', ']', '」', '“', '\'']);
    out.set(EndsSentence, flag(bare.ends_with(['.', '!', '?', '。', '！', '？', '…', ':', '।', '؟'])));
    out.set(EndsColon, flag(text.ends_with([':', '：'])));
    out.set(EndsOpen, flag(text.ends_with("...") || text.ends_with('…')));
    out.set(Commas, log(text.chars().filter(|c| matches!(c, ',' | '،' | '、' | '，')).count()));
    out.set(Sentences, log(sentences(text)));
    out.set(Lower, share(counted.lower, n));
    out.set(Digits, share(counted.numbers, n));
    out.set(Capitals, flag(counted.folded != text && text.to_uppercase() == text));
    out.set(Separators, flag(text.contains(['|', '›', '»', '•', '·']) || text.contains(" / ")));
    out.set(Quotes, flag(text.starts_with(['"', '“', '«', '„', '「'])));
    let dated = is_dated(&counted.folded);
    out.set(Dated, flag(dated));
    out.set(DatedShort, flag(dated && n <= 12));
    out.set(Copyright, flag(text.contains('©')));
    out.set(Picture, flag(block.pictures > 0));
    out.set(Strong, flag(block.strong));
    out.set(Time, flag(block.time));
    out.set(Code, flag(block.code));
    for i in 0..TEXTS.len() {
        let says = counted.said.anywhere >> i & 1 == 1;
        out.values[names::SAYS + i] = flag(says);
        out.values[names::SAYS_SHORT + i] = flag(says && n <= 12);
        out.values[names::SAYS_FIRST + i] = flag(counted.said.first >> i & 1 == 1);
    }
    for sign in block.signs.iter() {
        out.values[names::WITHIN + sign] = flag(n <= 15);
    }
}

/// How many sentences end within a text.
fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends =
            matches!(c, '.' | '!' | '?') && chars.peek().is_none_or(|next| matches!(next, ' ' | '"' | '”' | '’' | ')'));
        count += usize::from(ends || matches!(c, '。' | '！' | '？' | '।'));
    }
    count
}

/// Whether a text in lower case names a day: a year beside other figures, or a month beside a number.
fn is_dated(text: &str) -> bool {
    let beginning: Vec<&str> = words(text).into_iter().take(40).collect();
    let number = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let year = |word: &str| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok()
    };
    let month = |word: &str| {
        word.chars().count() >= 3
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && crate::words::list::month(word, None).is_some()
    };
    beginning
        .windows(2)
        .any(|pair| number(pair[0]) && month(pair[1]) || month(pair[0]) && (number(pair[1]) || year(pair[1])))
        || beginning
            .windows(3)
            .any(|three| number(three[1]) && (year(three[0]) && number(three[2]) || number(three[0]) && year(three[2])))
        || text.contains(['年']) && text.contains(['月'])
}

fn of_elements(out: &mut Measured, (page, survey): (&Page, &Survey), block: &Block, around: &[u32]) {
    let own = &page.elements[block.element as usize];
    let n = words(&block.text).len();
    if let Some(i) = TAGS.iter().position(|tag| *tag == own.tag) {
        out.values[names::IS + i] = 1.0;
    }
    out.set(LongParagraph, flag(own.tag == "p" && n > 10));
    let (mut articles, mut main, mut side) = (0, false, false);
    let (mut has_article, mut has_main) = (false, false);
    for (up, &at) in around.iter().enumerate() {
        let element = &page.elements[at as usize];
        if let Some(i) = TAGS.iter().position(|tag| *tag == element.tag) {
            out.values[names::IN + i] = 1.0;
        }
        articles += usize::from(element.tag == "article");
        has_article |= element.tag == "article";
        has_main |= element.tag == "main";
        main |= matches!(element.role.as_str(), "main" | "article");
        side |= SIDE.contains(&element.role.as_str());
        if at == 0 {
            continue;
        }
        if element.hidden {
            out.set(Hidden, 1.0);
        }
        for sign in element.signs.iter() {
            if up <= 1 {
                out.values[names::OWN + sign] = 1.0;
            }
            let near = &mut out.values[names::ABOVE + sign];
            *near = near.max(1.0 / (1.0 + up as f32 * 0.35));
        }
    }
    out.set(InMain, flag(main));
    out.set(InSide, flag(side));
    out.set(OutOfArticle, flag(survey.has_article && !has_article));
    out.set(OutOfMain, flag(survey.has_main && !has_main));
    out.set(ArticleInArticle, flag(articles >= 2));
    let comments = among_comments(page, block.element);
    let whole = survey.held[0].text;
    let beside = comments && survey.beside_comments > 40.max(whole * 3 / 20);
    out.set(AmongComments, flag(comments));
    out.set(CommentsBeside, flag(beside));
    out.set(CommentsAlone, flag(comments && !beside));
    if let Some(best) = survey.best_article {
        out.set(BestArticle, flag(around.contains(&best)));
        out.set(OtherArticle, flag(articles > 0 && !around.contains(&best)));
        out.set(BesideArticles, flag(articles == 0));
        out.set(FirstArticle, flag(survey.first_article.is_some_and(|first| around.contains(&first))));
    }
    debug_assert!(SIGNS.len() <= 64);
}

/// Roles of regions that lead around, or are put before a page.
const SIDE: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "dialog",
    "menubar",
    "tablist",
    "alert",
    "alertdialog",
    "toolbar",
];

fn of_place(out: &mut Measured, (page, survey): (&Page, &Survey), (i, above): (usize, &[usize]), around: &[u32]) {
    let count = page.blocks.len();
    let whole = above[count].max(1);
    let place = (above[i] + above[i + 1]) as f32 / 2.0 / whole as f32;
    out.set(Place, share(i, count));
    out.set(PlaceWords, place);
    out.set(AtEnd, (place - 0.7).max(0.0) * 3.0);
    out.set(AtBeginning, (0.15 - place).max(0.0) * 6.0);
    let title = survey.title_at;
    out.set(AboveTitle, flag(title.is_some_and(|at| i < at)));
    out.set(IsTitle, flag(title == Some(i)));
    out.set(NoTitle, flag(title.is_none()));
    out.set(BelowTitle, title.filter(|&at| i > at).map_or(0.0, |at| 1.0 / (1.0 + (i - at) as f32 / 3.0)));
    let (first, last) = (survey.first_text, survey.last_text);
    out.set(BehindLast, flag(i > last));
    out.set(BeforeFirst, flag(i < first));
    out.set(FarBehindLast, log(i.saturating_sub(last)));
    out.set(FarBeforeFirst, log(first.saturating_sub(i)));
    out.set(Depth, (around.len() - 1).min(30) as f32 / 10.0);
    if let Some(title) = title {
        let to_title: Vec<u32> = page.around(page.blocks[title].element).collect();
        let up = around.iter().position(|at| to_title.contains(at)).unwrap_or(10);
        let down = around.get(up).and_then(|at| to_title.iter().position(|other| other == at)).unwrap_or(10);
        out.set(TitleUp, up.min(10) as f32 / 5.0);
        out.set(TitleDown, down.min(12) as f32 / 6.0);
    } else {
        out.set(TitleUp, 2.0);
        out.set(TitleDown, 1.6);
    }
    for (whole, [inside, depth, direct, up]) in
        [(survey.half, [InHalf, HalfDepth, HalfDirect, HalfUp]), (survey.most, [InMost, MostDepth, MostDirect, MostUp])]
    {
        let within = around.iter().position(|&at| at == whole);
        out.set(inside, flag(within.is_some()));
        out.set(depth, within.unwrap_or(9).min(9) as f32 / 5.0);
        out.set(direct, flag(within.is_some_and(|depth| depth <= 1)));
        let far = if within.is_some() { 0 } else { page.around(whole).take_while(|at| !around.contains(at)).count() };
        out.set(up, far.min(9) as f32 / 5.0);
    }
}

fn of_repetition(out: &mut Measured, survey: &Survey, i: usize) {
    let counted = &survey.blocks[i];
    let own = words(&counted.folded);
    let n = own.len().max(1);
    let same = own.iter().filter(|word| survey.title.contains(**word)).count();
    out.set(LikeTitle, share(same, n));
    out.set(MuchLikeTitle, share(same, survey.title.len()).min(1.0) * share(same, n));
    let told = own.iter().filter(|word| survey.description.contains(**word)).count();
    out.set(LikeDescription, share(told, survey.description.len() + n - told.min(n)));
    if let Some(&(first, last, times)) = survey.places.get(&hash(own.iter().copied())) {
        let long = flag(counted.words > 8);
        out.set(Twice, flag(times > 1));
        out.set(Thrice, flag(times > 2));
        out.set(StoodBefore, flag(first < i));
        out.set(StandsAgain, flag(last > i));
        out.set(LongStoodBefore, flag(first < i) * long);
        out.set(LongStandsAgain, flag(last > i) * long);
    }
    if !survey.body.is_empty() {
        out.set(BodyKnown, 1.0);
        if own.len() >= 3 {
            let known = own.windows(3).filter(|three| survey.body.contains(&hash(three.iter().copied()))).count();
            let part = share(known, own.len() - 2);
            out.set(InBody, part);
            out.set(NotInBody, 1.0 - part);
        }
    }
}

fn of_containers(out: &mut Measured, (page, survey): (&Page, &Survey), around: &[u32]) {
    let text = survey.held[0].text.max(1);
    for (up, [linked, texts, words, part, blocks]) in CONTAINERS {
        let held = &survey.held[around[up.min(around.len() - 1)] as usize];
        out.set(linked, held.linked());
        out.set(texts, held.texts());
        out.set(words, log(held.words) / 4.0);
        out.set(part, share(held.text, text));
        out.set(blocks, log(held.blocks) / 3.0);
    }
    for (up, [alike, linked, short, nth, later]) in SIBLINGS {
        if up + 1 >= around.len() {
            break;
        }
        let at = around[up] as usize;
        let (element, held) = (&page.elements[at], &survey.held[at]);
        let many = log(element.alike as usize - 1) / 3.0;
        out.set(alike, many);
        out.set(linked, many * held.linked());
        out.set(short, many * flag(held.text == 0));
        out.set(nth, log(element.before as usize));
        let usual = matches!(element.tag, "p" | "li" | "td" | "tr" | "h2" | "h3" | "h4");
        out.set(later, flag(element.before > 0 && !usual));
    }
}

/// The heading above.
#[derive(Default)]
struct Head {
    behind: usize,
    announces_others: bool,
    seen: bool,
}

impl Head {
    fn pass(&mut self, out: &mut Measured, counted: &Counted) {
        let tag =
            |name: &str| TAGS.iter().position(|tag| *tag == name).is_some_and(|i| out.values[names::IS + i] > 0.0);
        let heading = ["h1", "h2", "h3", "h4", "h5", "h6"].into_iter().any(tag);
        let bold =
            counted.words <= 8 && out.get(Strong) > 0.0 && out.get(EndsSentence) == 0.0 && (tag("p") || tag("div"));
        if heading || bold {
            // Words that lead to other articles, ask to share, to subscribe or to comment, or advertise.
            self.announces_others = counted.said.anywhere & 0b1_1111 != 0;
            (self.behind, self.seen) = (0, true);
        } else {
            self.behind += 1;
        }
        let near = 1.0 / (1.0 + self.behind as f32 / 6.0);
        out.set(BelowHeadOfOthers, flag(self.announces_others) * near);
        out.set(UnderHeadOfOthers, flag(self.announces_others && self.behind < 40));
        out.set(BehindHeading, log(if self.seen { self.behind.min(50) } else { 50 }) / 5.0);
        out.set(IsHeading, flag(heading || bold));
    }
}

/// What a block tells its neighbours.
struct Told {
    /// In the order of [`NEIGHBOURS`].
    values: [f32; 10],
    in_half: bool,
    /// The element around its own.
    around: u32,
}

impl Told {
    fn of(measured: &Measured, around: u32) -> Told {
        let tag = |name: &str| TAGS.iter().position(|tag| *tag == name).map_or(0, |i| names::IS + i);
        let told = [
            Words as usize,
            Linked as usize,
            EndsSentence as usize,
            ShortWords as usize,
            tag("p"),
            IsHeading as usize,
            tag("li"),
            names::SAYS + RELATED,
            names::SAYS,
            Lower as usize,
        ];
        Told { values: told.map(|feature| measured.values[feature]), in_half: measured.get(InHalf) > 0.0, around }
    }

    fn words(&self) -> f32 {
        self.values[0]
    }

    fn linked(&self) -> f32 {
        self.values[1]
    }

    fn is_heading(&self) -> bool {
        self.values[5] > 0.0
    }
}

/// Adds what the neighbours of a block tell.
fn beside(told: &[Told], i: usize, row: &mut Row) {
    let mut add = |number: usize, value: f32| {
        if value != 0.0 {
            row.push((number as u16, value));
        }
    };
    let (own, count) = (&told[i], told.len());
    for (k, distance) in BESIDE.iter().enumerate() {
        let start = names::NEXT + k * NEIGHBOURS.len();
        let other = i.checked_add_signed(*distance).and_then(|other| told.get(other));
        for j in 0..own.values.len() {
            add(start + j, other.map_or(-0.1, |other| other.values[j]));
        }
        add(start + own.values.len(), flag(other.is_some_and(|other| other.around == own.around)));
    }
    if own.is_heading() {
        let next = told[i + 1..count.min(i + 4)].iter().find(|next| !next.is_heading());
        add(HeadsWords as usize, next.map_or(0.0, Told::words));
        add(HeadsLinks as usize, next.map_or(1.0, Told::linked));
        add(HeadsHalf as usize, flag(next.is_some_and(|next| next.in_half)));
    }
    let near = (i.saturating_sub(4)..count.min(i + 5)).filter(|&j| j != i).map(|j| &told[j]);
    let (text, links) =
        near.fold((0.0, 0.0), |(text, links), one| (text + one.words() * (1.0 - one.linked()), links + one.linked()));
    add(TextAround as usize, text / 30.0);
    add(LinksAround as usize, links / 8.0);
}
