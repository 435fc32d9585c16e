//! Block-level elements.

use super::{Align, Inline, Table, Target, cells};
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A block with attributes common to all kinds.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Identity, language and classes.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// Source position; `None`: generated.
    pub span: Option<Span>,
}

impl Block {
    /// A block without attributes.
    pub fn new(kind: BlockKind, span: impl Into<Option<Span>>) -> Self {
        Block { kind, attributes: Attributes::default(), span: span.into() }
    }

    /// A paragraph.
    pub fn paragraph(content: Vec<Inline>, span: impl Into<Option<Span>>) -> Self {
        Block::new(BlockKind::Paragraph(content), span)
    }

    /// Sets the role.
    pub fn role(mut self, role: Role) -> Self {
        self.attributes.role = Some(role);
        self
    }

    /// Whether it has this role.
    pub fn is(&self, role: Role) -> bool {
        self.attributes.role == Some(role)
    }
}

/// Attributes of a block or a span of text.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Attributes {
    /// Its id, unique in the document after the `anchors` transform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its role, beyond its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Its language, if different from its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<super::Language>,
    /// Its base direction, if different from its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Its classes in the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Other attributes from the source, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(String, String)>,
}

impl Attributes {
    /// In [`Attributes::pairs`] of a span around a link: the link's text is to be the name of what it leads to (`word`), or its number
    /// alone (`number`). None is left behind the transforms.
    pub const REFERENCE: &'static str = "reference";

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Attributes::default()
    }

    /// The alignment requested by the source; `right_to_left`: the direction of lines.
    pub fn alignment(&self, right_to_left: bool) -> Option<Align> {
        match self.get("align")? {
            "center" => Some(Align::Center),
            "left" if right_to_left => Some(Align::End),
            "right" if right_to_left => Some(Align::Start),
            "left" => Some(Align::Start),
            "right" => Some(Align::End),
            _ => None,
        }
    }

    /// The value of an attribute in [`Attributes::pairs`].
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// Base direction of text (UAX 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// The role of a block in an article or book, beyond being a paragraph, heading or group. Writers without a form for a
/// role use that of the block's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Heading: the title of the whole document. At most one block has it.
    Title,
    /// Paragraph or heading right below the title that continues it.
    Subtitle,
    /// Paragraph: a short line above the title (section name, topic).
    Kicker,
    /// Paragraph: the lead or summary below the title, set larger than the text.
    Standfirst,
    /// Paragraph: the author, with information about them from the source.
    Byline,
    /// Paragraph: date of publication or modification.
    DateLine,
    /// Group or paragraph: a summary of a report.
    Abstract,
    /// Group: a dedication on a page of its own, in a book.
    Dedication,
    /// Group: a quotation at the head of a document or a chapter.
    Epigraph,
    /// Group: a sentence of the text repeated as decoration.
    PullQuote,
    /// Paragraph at the end of a quotation, epigraph or pull quote: its source.
    Attribution,
    /// Group of paragraphs, one a stanza, whose line breaks are kept.
    Verse,
    /// Group: a letter or a telegram within the text.
    Letter,
    /// Paragraph whose line breaks are kept: a postal address, a signature.
    Address,
    /// Group: content beside the text.
    Sidebar,
    /// Group: an aside with a label; its first block is the title where it has one.
    Alert(AlertKind),
    /// Collapsible group; its first block, a paragraph with [`Role::Summary`], is always visible.
    Details,
    /// Paragraph: the visible line of [`Role::Details`], or the title of an alert.
    Summary,
    /// Paragraph: description of a picture or figure that is not itself in the text.
    Caption,
    /// Paragraph: who researched, reported, edited, translated or photographed.
    Credit,
    /// Paragraph: a disclaimer.
    Disclaimer,
    /// Paragraph: what was corrected.
    Correction,
    /// Paragraph: a copyright notice.
    Copyright,
    /// Paragraph: contact or social media account.
    Handle,
    /// Paragraph or group: links to related content.
    Related,
    /// Paragraph: a mark such as `-30-` or `ENDS` that closes an article.
    EndMark,
    /// Paragraph: source matter that is kept but set small, such as a licence header.
    SmallPrint,
    /// Span: a page break of the print edition; [`Attributes::get`]`("page")` is its number or name.
    PageMark,
}

/// The kinds of aside, after GitHub's alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// Additional information.
    Note,
    /// Advice.
    Tip,
    /// Essential information.
    Important,
    /// Urgent information.
    Warning,
    /// Risks.
    Caution,
}

impl AlertKind {
    /// The default label of an aside.
    pub fn label(self, language: &super::Language) -> &'static str {
        let labels = &language.terms().alerts;
        match self {
            AlertKind::Note => labels.note,
            AlertKind::Tip => labels.tip,
            AlertKind::Important => labels.important,
            AlertKind::Warning => labels.warning,
            AlertKind::Caution => labels.caution,
        }
    }
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A section heading.
    Heading(Heading),
    /// Verbatim text.
    Code(CodeBlock),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A bulleted or numbered list.
    List(List),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// An image, table or code with a caption.
    Figure(Figure),
    /// A display formula.
    Math(Math),
    /// A thematic break, such as the end of a scene.
    Rule,
    /// A page break.
    PageBreak,
    /// A group of blocks; its kind is [`Attributes::role`].
    Group(Vec<Block>),
}

/// The head of a section.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Heading {
    /// 1 (part or chapter) to 6. No level is skipped after the `outline` transform.
    pub level: u8,
    /// Its text.
    pub content: Vec<Inline>,
    /// Whether the source excludes it from contents lists (`.unlisted`).
    pub unlisted: bool,
}

/// Verbatim text.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct CodeBlock {
    /// Its language as named by the source, in lower case (`rust`).
    pub language: Option<String>,
    /// Its text; lines end in `\n`, except the last.
    pub text: String,
    /// Its links, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<CodeLink>,
}

impl CodeBlock {
    /// The text split into ranges with and without links.
    pub fn stretches(&self) -> Vec<(Range<usize>, Option<&CodeLink>)> {
        let mut out = Vec::new();
        let mut done = 0;
        for link in &self.links {
            if link.range.start > done {
                out.push((done..link.range.start, None));
            }
            out.push((link.range.clone(), Some(link)));
            done = link.range.end;
        }
        if done < self.text.len() || out.is_empty() {
            out.push((done..self.text.len(), None));
        }
        out
    }

    /// Expands tabs to multiples of `usual` columns, or of eight in makefiles, where tabs are significant.
    pub fn untabbed(&self, usual: usize) -> Cow<'_, CodeBlock> {
        let stop = match self.language.as_deref() {
            Some("make" | "makefile" | "gnumakefile" | "mk" | "bsdmake") => 8,
            _ => usual,
        };
        let tabs = cells::tabs(&self.text, stop);
        if tabs.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut moved = Vec::with_capacity(tabs.len());
        let mut more = 0;
        for (at, columns) in tabs {
            more += columns - 1;
            moved.push((at, more));
        }
        let place = |at: usize| {
            let before = moved.partition_point(|&(tab, _)| tab < at);
            at + before.checked_sub(1).map_or(0, |i| moved[i].1)
        };
        let mut code = CodeBlock { text: cells::untabbed(&self.text, stop).into_owned(), ..self.clone() };
        code.links.iter_mut().for_each(|link| link.range = place(link.range.start)..place(link.range.end));
        Cow::Owned(code)
    }
}

/// A link in verbatim text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct CodeLink {
    /// Byte range.
    pub range: Range<usize>,
    /// Its target.
    pub target: Target,
}

/// A list.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct List {
    /// Bullets or numbers.
    pub marker: ListMarker,
    /// Whether its items are set without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

impl List {
    /// The item numbers; in bulleted lists they count from 1.
    pub fn numbers(&self) -> Vec<u64> {
        let mut next = match self.marker {
            ListMarker::Bullet => 1,
            ListMarker::Ordered { start, .. } => start,
        };
        let number = |item: &ListItem| {
            let own = item.number.unwrap_or(next);
            next = own.saturating_add(1);
            own
        };
        self.items.iter().map(number).collect()
    }
}

/// The markers of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListMarker {
    /// A bullet, chosen by nesting depth.
    Bullet,
    /// A number.
    Ordered {
        /// The first item's number.
        start: u64,
        /// How numbers are written.
        style: NumberStyle,
        /// Punctuation around the number.
        delimiter: Delimiter,
    },
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberStyle {
    /// 1, 2, 3
    Decimal,
    /// a, b, c
    LowerAlpha,
    /// A, B, C
    UpperAlpha,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
}

impl NumberStyle {
    /// Formats a number; zero, and numbers too large for the style, in decimal.
    ///
    /// ```
    /// use folio::document::NumberStyle;
    /// assert_eq!(NumberStyle::LowerRoman.format(14), "xiv");
    /// assert_eq!(NumberStyle::UpperAlpha.format(28), "AB");
    /// ```
    pub fn format(self, number: u64) -> String {
        match self {
            NumberStyle::LowerAlpha if number > 0 => alpha(number),
            NumberStyle::UpperAlpha if number > 0 => alpha(number).to_uppercase(),
            NumberStyle::LowerRoman if (1..4000).contains(&number) => roman(number),
            NumberStyle::UpperRoman if (1..4000).contains(&number) => roman(number).to_uppercase(),
            _ => number.to_string(),
        }
    }
}

fn alpha(mut number: u64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(mut number: u64) -> String {
    const NUMERALS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}

/// Punctuation around an item's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delimiter {
    /// `1.`
    Period,
    /// `1)`
    Parenthesis,
    /// `(1)`
    Parentheses,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ListItem {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Whether a task item is done; `None`: not a task.
    pub task: Option<bool>,
    /// Its number, if not one more than that of the item before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Source position.
    pub span: Option<Span>,
}

/// One or more terms with their definitions.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The definitions; each is a list of blocks.
    pub definitions: Vec<Vec<Block>>,
    /// Source position.
    pub span: Option<Span>,
}

/// Content with a caption.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Figure {
    /// The content.
    pub blocks: Vec<Block>,
    /// The caption; may be empty.
    pub caption: Vec<Inline>,
    /// Where it may be placed.
    pub placement: Placement,
}

/// Placement of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// In place.
    #[default]
    Here,
    /// At the head or foot of this page or a later one.
    Float,
    /// At the head of this page or a later one.
    Top,
    /// At the foot of this page or a later one.
    Bottom,
}

/// A formula.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Math {
    /// Its source in TeX's math notation, without the dollar signs.
    pub tex: String,
    /// Its spoken description; `None` before the transforms add it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
}

impl Math {
    /// A formula by its source.
    pub fn new(tex: impl Into<String>) -> Self {
        Math { tex: tex.into(), description: None }
    }
}

/// A spoken description.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Description {
    /// The words.
    pub words: String,
    /// Its language, if different from the context because no vocabulary exists for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<super::Language>,
}
