//! What a block is in particular, from its marks.

use super::outline::Page;
use super::signs::Signs;
use super::texts;
use super::words::count;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Running text.
    Text,
    /// The title.
    Title,
    /// What stands below the title and leads in.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was written or changed.
    Date,
    /// Heads a section.
    Heading,
    /// An item of a list.
    Item,
    /// Quoted words.
    Quote,
    /// A picture.
    Figure,
    /// What is said of a picture.
    Caption,
    /// Code.
    Code,
    /// A cell of a table.
    Table,
    /// Ways around the site.
    Navigation,
    /// Leads to other articles.
    Related,
    /// Asks to send it on.
    Share,
    /// What readers said.
    Comments,
    /// The site's imprint.
    Footer,
    /// Advertisements.
    Advertisement,
    /// Asks for consent.
    Consent,
    /// Asks to subscribe or to sign in.
    Subscription,
    /// Words that the page is filed under.
    Tags,
    /// Buttons and fields.
    Controls,
    /// Anything else around the article.
    Other,
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Title => "title",
            Kind::Standfirst => "standfirst",
            Kind::Byline => "byline",
            Kind::Date => "date",
            Kind::Heading => "heading",
            Kind::Item => "list item",
            Kind::Quote => "quotation",
            Kind::Figure => "picture",
            Kind::Caption => "caption",
            Kind::Code => "code",
            Kind::Table => "table",
            Kind::Navigation => "navigation",
            Kind::Related => "related",
            Kind::Share => "sharing",
            Kind::Comments => "comments",
            Kind::Footer => "footer",
            Kind::Advertisement => "advertisement",
            Kind::Consent => "cookie notice",
            Kind::Subscription => "subscription",
            Kind::Tags => "tags",
            Kind::Controls => "controls",
            Kind::Other => "other",
        }
    }
}

impl Kind {
    /// What it is called in an account, where it is left out.
    pub fn name_left_out(self) -> &'static str {
        match self {
            Kind::Byline => "left out: byline",
            Kind::Date => "left out: date",
            Kind::Navigation => "left out: navigation",
            Kind::Related => "left out: related",
            Kind::Share => "left out: sharing",
            Kind::Comments => "left out: comments",
            Kind::Footer => "left out: footer",
            Kind::Advertisement => "left out: advertisement",
            Kind::Consent => "left out: cookie notice",
            Kind::Subscription => "left out: subscription",
            Kind::Tags => "left out: tags",
            Kind::Controls => "left out: controls",
            Kind::Other => "left out: other",
            _ => "left out",
        }
    }
}

/// What each block is, where it is known which belong to the article.
pub(super) fn of(page: &Page, kept: &[bool], title: Option<usize>) -> Vec<Kind> {
    let kind = |i: usize| match kept[i] {
        true if title == Some(i) => Kind::Title,
        true => of_article(page, i),
        false => of_rest(page, i),
    };
    (0..kept.len()).map(kind).collect()
}

fn of_article(page: &Page, i: usize) -> Kind {
    let block = &page.blocks[i];
    let tags: Vec<&str> = page.around(block.element).map(|at| page.elements[at as usize].tag).collect();
    let own = page.elements[block.element as usize].signs;
    let within = |names: &[&str]| tags.iter().any(|tag| names.contains(tag));
    let words = count(&block.text);
    match tags[0] {
        _ if block.text.is_empty() => Kind::Figure,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "figcaption" | "caption" => Kind::Caption,
        "pre" => Kind::Code,
        "td" | "th" => Kind::Table,
        _ if within(&["pre"]) => Kind::Code,
        _ if within(&["figcaption"]) || own.has("caption") && words < 60 => Kind::Caption,
        _ if within(&["li", "dd", "dt"]) => Kind::Item,
        _ if within(&["blockquote"]) => Kind::Quote,
        _ if own.has("byline") && words < 12 => Kind::Byline,
        _ if (block.time || own.has("details")) && words < 12 => Kind::Date,
        _ if own.has("summary") => Kind::Standfirst,
        _ => Kind::Text,
    }
}

/// The signs of what is around an article, and the elements; the first that holds is the block's.
const AROUND: &[(Kind, &[&str], &[&str])] = &[
    (Kind::Comments, &["comment itself"], &[]),
    (Kind::Consent, &["cookie"], &[]),
    (Kind::Share, &["share"], &[]),
    (Kind::Advertisement, &["promotion"], &[]),
    (Kind::Subscription, &["newsletter", "login"], &[]),
    (Kind::Related, &["related"], &[]),
    (Kind::Tags, &["tags"], &[]),
    (Kind::Navigation, &["nav", "crumb"], &["nav"]),
    (Kind::Footer, &["footer"], &["footer"]),
    (Kind::Controls, &["tools"], &["button", "form", "select", "label", "fieldset"]),
    (Kind::Navigation, &["header"], &["header"]),
    (Kind::Related, &["sidebar", "list"], &["aside"]),
];

/// What the words of a block say that it is.
const SAID: &[(usize, Kind)] = &[
    (6, Kind::Consent),
    (7, Kind::Footer),
    (4, Kind::Advertisement),
    (0, Kind::Share),
    (1, Kind::Subscription),
    (2, Kind::Comments),
    (3, Kind::Related),
    (5, Kind::Tags),
    (10, Kind::Navigation),
];

fn of_rest(page: &Page, i: usize) -> Kind {
    let block = &page.blocks[i];
    let comment =
        page.around(block.element).any(|at| at != 0 && page.elements[at as usize].signs.has("comment itself"));
    let own = page.elements[block.element as usize].signs.with(block.signs);
    if !comment && count(&block.text) <= 15 {
        if own.has("byline") {
            return Kind::Byline;
        }
        if block.time || own.has("details") {
            return Kind::Date;
        }
    }
    // The nearest elements tell most.
    for at in page.around(block.element) {
        let element = &page.elements[at as usize];
        let signs = if at == 0 { Signs::default() } else { element.signs };
        let holds = |(_, names, tags): &&(Kind, &[&str], &[&str])| {
            names.iter().any(|name| signs.has(name)) || tags.contains(&element.tag)
        };
        if let Some((kind, ..)) = AROUND.iter().find(holds) {
            return *kind;
        }
    }
    let said = texts::said(&block.text.to_lowercase()).first;
    match SAID.iter().find(|(bit, _)| said >> bit & 1 == 1) {
        Some((_, kind)) => *kind,
        None if block.links > 0 && count(&block.text) < 12 => Kind::Navigation,
        None => Kind::Other,
    }
}
