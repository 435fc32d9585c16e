//! The outline of a page, by which its article is found: what elements there are, and which text stands in which.
//!
//! It is made of the same tokens as the document, and as forgiving: end tags may be left out, or be too many.

use super::head::Within;
use super::marks::Marks;
use super::order::Place;
use crate::article::{Block, Page, Piece};
use crate::read::markup::attributes::RawAttributes;
use crate::read::markup::element::Element;
use crate::read::markup::foreign::{Ends, OpenForeign};
use crate::read::markup::state::Hidden;
use crate::read::markup::tokens::HtmlToken;

/// Elements that hold blocks, or are one; all others stand within a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "label",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose text is not read.
const DROPPED: &[&str] = &["script", "style", "template", "noembed", "noframes", "title"];

/// What a head holds: any other start tag ends it, and the end tag may be left out (HTML, 13.2.6.4.4).
const OF_HEAD: &[&str] =
    &["html", "base", "link", "meta", "noscript", "script", "style", "template", "title", "noframes"];

/// Elements that show something else than text.
const SHOWN: &[&str] =
    &["img", "image", "video", "audio", "iframe", "object", "embed", "canvas", "svg", "math", "input"];

/// Which open element an element ends that begins, and up to where it is looked for.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu", "dir", "td", "th"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl", "td", "th"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr"], &["table"]),
    (&["thead", "tbody", "tfoot"], &["thead", "tbody", "tfoot"], &["table"]),
    (&["option", "optgroup"], &["option"], &["select"]),
];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

const CELLS: &[&str] = &["td", "th", "table"];

/// A page whose tags come.
#[derive(Debug)]
pub(super) struct Outline {
    page: Page,
    open: Vec<Open>,
    line: Line,
    /// How many elements were open where the link began.
    link: Option<usize>,
    dropped: Vec<String>,
    /// Whether the head has not ended yet.
    in_head: bool,
    /// The drawing or formula that is open, and its first token.
    foreign: Option<(OpenForeign, usize)>,
    marks: Marks,
    /// The open element that the page hides, and those of the same name in it.
    hiding: Vec<String>,
    /// Of each block, whether the page hides it.
    concealed: Vec<bool>,
    hidden: Hidden,
    /// How many tokens came.
    count: usize,
    /// Where in `open` the elements of each name stand, by the places of the names in [`BLOCKS`].
    places: Vec<Vec<usize>>,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    tag: &'static str,
    element: u32,
}

/// The text since the last block.
#[derive(Debug, Default)]
struct Line {
    block: Block,
    begun: bool,
    space: bool,
    breaks: usize,
    shows: bool,
    /// Whether the page hides it.
    hidden: bool,
}

impl Outline {
    pub(super) fn new() -> Outline {
        let mut page = Page::default();
        let element = page.open("body", 0, "", 0);
        let mut outline = Outline {
            page,
            open: Vec::new(),
            line: Line::default(),
            link: None,
            dropped: Vec::new(),
            in_head: false,
            foreign: None,
            marks: Marks::default(),
            hiding: Vec::new(),
            concealed: Vec::new(),
            hidden: Hidden::default(),
            count: 0,
            places: vec![Vec::new(); BLOCKS.len()],
        };
        outline.push(Open { tag: "body", element });
        outline
    }

    /// Takes a token at its place.
    pub(super) fn take(&mut self, token: &HtmlToken<'_>, place: &Place) {
        self.count = place.number + 1;
        match token {
            HtmlToken::Start { name, attributes, closed } => self.start(name, attributes, *closed, place),
            HtmlToken::End { name } => self.end(name, place.number),
            HtmlToken::Text(text) => {
                if self.dropped.is_empty() && self.foreign.is_none() {
                    self.in_head &= text.trim().is_empty();
                    self.text(text, place);
                }
            }
        }
    }

    /// The whole page.
    pub(super) fn finish(mut self) -> (Page, Within, Hidden) {
        self.end_foreign(self.count);
        self.close_to(0, self.count);
        self.page.elements[0].tokens.end = self.count;
        // Where nearly all is hidden, a script would show it.
        self.hidden.shown = self.hidden.is_nearly_all();
        if !self.hidden.shown {
            let mut concealed = self.concealed.iter();
            self.page.blocks.retain(|_| !concealed.next().copied().unwrap_or(false));
        }
        self.page.finish();
        let within = self.marks.finish(&self.page);
        (self.page, within, self.hidden)
    }

    /// Whether a drawing or formula is open.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    fn top(&self) -> &Open {
        self.open.last().expect("the body is never closed")
    }

    fn push(&mut self, open: Open) {
        if let Ok(name) = BLOCKS.binary_search(&open.tag) {
            self.places[name].push(self.open.len());
        }
        self.open.push(open);
    }

    /// Where the innermost open element stands that has one of these names.
    fn innermost<'n>(&self, names: impl IntoIterator<Item = &'n &'n str>) -> Option<usize> {
        let known = names.into_iter().filter_map(|name| BLOCKS.binary_search(name).ok());
        known.filter_map(|name| self.places[name].last().copied()).max()
    }

    fn start(&mut self, name: &str, raw: &RawAttributes, closed: bool, place: &Place) {
        if let Some(first) = self.dropped.first() {
            if first == name && !closed {
                self.dropped.push(name.to_owned());
            }
            return;
        }
        if let Some((foreign, _)) = &mut self.foreign {
            if foreign.start(name, closed) {
                return;
            }
            self.end_foreign(place.number);
        }
        self.hide(name, raw);
        self.in_head = name == "head" || self.in_head && OF_HEAD.contains(&name);
        if self.in_head && !DROPPED.contains(&name) {
            return;
        }
        if SHOWN.contains(&name) {
            self.show(name, raw, place);
        }
        if matches!(name, "svg" | "math") {
            self.foreign = Some((OpenForeign::of(name), place.number));
            if closed {
                self.end_foreign(place.number + 1);
            }
            return;
        }
        if DROPPED.contains(&name) && raw.get("shadowrootmode").is_none() {
            if !closed {
                self.dropped.push(name.to_owned());
            }
            return;
        }
        if let Ok(at) = BLOCKS.binary_search(&name) {
            self.open_element(BLOCKS[at], raw, place.number);
            self.marks.space();
            return self.marks.start(name, raw, self.top().element, closed);
        }
        self.marks.start(name, raw, self.top().element, closed);
        match name {
            "br" => {
                self.marks.space();
                self.line.space = true;
                self.line.breaks += 1;
                if self.line.breaks >= 2 {
                    self.flush();
                }
            }
            "hr" => self.flush(),
            "html" => {}
            _ => self.start_inline(name, raw),
        }
    }

    /// Whether a start tag hides what follows, up to its end tag, as the document is read too.
    fn hide(&mut self, name: &str, raw: &RawAttributes) {
        let element = Element::named(name);
        let hides = match self.hiding.first() {
            Some(first) => first == name,
            None => raw.hidden() && !matches!(element, Element::Frame),
        };
        if hides && !element.is_void() {
            self.hiding.push(name.to_owned());
        }
    }

    /// Ends the open drawing or formula before the token of this number.
    fn end_foreign(&mut self, number: usize) {
        if let Some((_, start)) = self.foreign.take() {
            self.line.block.drawings.push(start..number);
        }
    }

    fn start_inline(&mut self, name: &str, raw: &RawAttributes) {
        let block = &mut self.line.block;
        match name {
            "a" => {
                block.links += 1;
                block.links_within +=
                    usize::from(raw.text("href").is_some_and(|to| to.len() > 1 && to.starts_with('#')));
                self.link = raw.get("href").is_some().then_some(self.open.len());
            }
            "b" | "strong" => block.strong = true,
            "time" => block.time = true,
            "code" => block.code = true,
            _ => {}
        }
        let names = names(name, raw);
        if !names.is_empty() {
            block.signs = block.signs.with(self.page.signs(&names));
        }
    }

    /// Something that is not text.
    fn show(&mut self, name: &str, raw: &RawAttributes, place: &Place) {
        let hidden_field = name == "input" && raw.text("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
        if hidden_field {
            return;
        }
        self.line.block.pictures += usize::from(matches!(name, "img" | "image" | "video" | "iframe"));
        self.line.shows = true;
        self.line.extend(place);
    }

    fn open_element(&mut self, tag: &'static str, raw: &RawAttributes, number: usize) {
        if tag == "body" {
            return;
        }
        self.flush();
        if self.top().tag == "p" && tag != "button" && tag != "label" && tag != "noscript" && tag != "picture" {
            self.close_to(self.open.len() - 1, number);
        }
        for (begins, ends, limits) in ENDS {
            if begins.contains(&tag) {
                let found = self.innermost(ends.iter().chain(*limits));
                if let Some(at) = found.filter(|&at| ends.contains(&self.open[at].tag)) {
                    self.close_to(at, number);
                }
            }
        }
        let Open { element: parent, .. } = *self.top();
        let element =
            if self.page.is_deepest(parent) { parent } else { self.page.open(tag, parent, &names(tag, raw), number) };
        if element != parent {
            let own = &mut self.page.elements[element as usize];
            own.role = raw.text("role").unwrap_or("").to_ascii_lowercase();
            own.hidden = raw.get("aria-hidden") == Some("true");
        }
        self.push(Open { tag, element });
    }

    fn end(&mut self, name: &str, number: usize) {
        if let Some(last) = self.dropped.last() {
            if last == name {
                self.dropped.pop();
            }
            return;
        }
        match self.foreign.as_mut().map(|(foreign, _)| foreign.end(name)) {
            None => {}
            Some(Ends::Nothing) => return,
            Some(Ends::Drawing) => return self.end_foreign(number + 1),
            Some(Ends::Around) => self.end_foreign(number),
        }
        self.in_head &= name != "head";
        if self.hiding.last().is_some_and(|last| last == name) {
            self.hiding.pop();
        }
        if name == "a" {
            self.link = None;
        }
        self.marks.end(name);
        if BLOCKS.binary_search(&name).is_err() || name == "body" {
            return;
        }
        self.flush();
        // A heading ends by the end tag of any, and nothing else ends beyond a cell.
        let ended = if HEADINGS.contains(&name) { HEADINGS } else { &[name] };
        let limits: &[&str] =
            if ["tr", "thead", "tbody", "tfoot"].contains(&name) || CELLS.contains(&name) { &[] } else { CELLS };
        let found = self.innermost(ended.iter().chain(limits));
        if let Some(at) = found.filter(|&at| at > 0 && ended.contains(&self.open[at].tag)) {
            self.close_to(at + 1, number);
            self.close_to(at, number + 1);
        }
    }

    /// Closes elements until as many are open; they end before the token of this number.
    fn close_to(&mut self, count: usize, number: usize) {
        self.flush();
        while self.open.len() > count.max(1) {
            let Some(open) = self.open.pop() else { break };
            if let Ok(name) = BLOCKS.binary_search(&open.tag) {
                self.places[name].pop();
            }
            if self.top().element != open.element {
                self.page.elements[open.element as usize].tokens.end = number;
            }
        }
        self.link = self.link.filter(|&depth| depth <= self.open.len());
    }

    fn text(&mut self, text: &str, place: &Place) {
        self.marks.text(text);
        let hidden = !self.hiding.is_empty();
        *(if hidden { &mut self.hidden.bytes } else { &mut self.hidden.seen }) += text.trim().len();
        if self.line.begun && self.line.hidden != hidden {
            if hidden {
                // Some words of a line that is shown: none of its block.
                return;
            }
            self.flush();
        }
        self.line.hidden = hidden;
        let line = &mut self.line;
        let linked = self.link.is_some();
        let mut letters = 0;
        for c in text.chars() {
            if c.is_whitespace() {
                line.space = true;
                continue;
            }
            if std::mem::take(&mut line.space) && !line.block.text.is_empty() {
                line.block.text.push(' ');
            }
            line.block.text.push(c);
            line.breaks = 0;
            letters += usize::from(c.is_alphanumeric());
        }
        if linked {
            line.block.link_letters += letters;
        }
        if letters > 0 || !text.trim().is_empty() {
            line.extend(place);
        }
    }

    /// Makes a block of the text since the last one.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.begun {
            return;
        }
        let (element, hidden) = (self.top().element, line.hidden);
        let mut block = line.block;
        if block.text.contains(char::is_alphanumeric) {
            block.element = element;
            self.page.blocks.push(block);
            self.concealed.push(hidden);
        } else if !hidden {
            let Block { tokens, drawings, .. } = block;
            self.page.pieces.push(Piece {
                element,
                before: self.page.blocks.len(),
                is_picture: line.shows,
                drawings,
                tokens,
            });
        }
    }
}

impl Line {
    fn extend(&mut self, place: &Place) {
        let block = &mut self.block;
        if self.begun {
            // What stands elsewhere and is put here keeps its place.
            block.range = block.range.start.min(place.bytes.start)..block.range.end.max(place.bytes.end);
            block.tokens.end = place.number + 1;
        } else {
            block.range = place.bytes.clone();
            block.tokens = place.number..place.number + 1;
        }
        self.begun = true;
    }
}

/// What an element is called. The name of the place that a heading is repeats its words.
fn names(tag: &str, raw: &RawAttributes) -> String {
    let mut out = String::new();
    let is_heading = HEADINGS.contains(&tag);
    for name in ["class", "id", "itemprop", "data-testid", "data-component"]
        .into_iter()
        .filter(|name| !is_heading || *name != "id")
    {
        if let Some(value) = raw.text(name) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(value);
        }
    }
    out
}
