//! The outline of a page, by which its article is found: what elements there are, and which text stands in which.
//!
//! It is made of the same tokens as the document, and as forgiving: end tags may be left out, or be too many.

use super::head::Within;
use super::marks::Marks;
use crate::article::{Block, Page, Piece};
use crate::read::markup::attributes::RawAttributes;
use crate::read::markup::tokens::HtmlToken;
use std::ops::Range;

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
const DROPPED: &[&str] = &["script", "style", "template", "svg", "math", "noembed", "noframes", "title", "head"];

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

/// A page whose tags come.
#[derive(Debug)]
pub(crate) struct Outline {
    page: Page,
    open: Vec<Open>,
    line: Line,
    /// How many elements were open where the link began.
    link: Option<usize>,
    dropped: Vec<String>,
    /// Where the drawing or formula began that is dropped.
    drawing: Option<usize>,
    marks: Marks,
    /// Of each block, whether the page hides it.
    concealed: Vec<bool>,
    hidden: usize,
    seen: usize,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    tag: &'static str,
    element: u32,
    hidden: bool,
}

/// The text since the last block.
#[derive(Debug, Default)]
struct Line {
    block: Block,
    begun: bool,
    space: bool,
    breaks: usize,
    shows: bool,
}

impl Outline {
    pub(crate) fn new() -> Outline {
        let mut page = Page::default();
        let element = page.open("body", 0, "", 0);
        let open = vec![Open { tag: "body", element, hidden: false }];
        let (line, dropped, concealed) = (Line::default(), Vec::new(), Vec::new());
        Outline {
            page,
            open,
            line,
            link: None,
            dropped,
            drawing: None,
            marks: Marks::default(),
            concealed,
            hidden: 0,
            seen: 0,
        }
    }

    /// Takes a token at its place.
    pub(crate) fn take(&mut self, token: &HtmlToken<'_>, range: Range<usize>) {
        match token {
            HtmlToken::Start { name, attributes, closed } => self.start(name, attributes, *closed, range),
            HtmlToken::End { name } => self.end(name, range),
            HtmlToken::Text(text) if self.dropped.is_empty() => self.text(text, range),
            HtmlToken::Text(_) => {}
        }
    }

    /// The whole page.
    pub(crate) fn finish(mut self, end: usize) -> (Page, Within) {
        self.close_to(0, end);
        self.page.elements[0].range.end = end;
        // Where nearly all is hidden, a script would show it.
        if self.hidden <= 9 * self.seen {
            let mut concealed = self.concealed.iter();
            self.page.blocks.retain(|_| !concealed.next().copied().unwrap_or(false));
        }
        self.page.finish();
        let within = self.marks.finish(&self.page);
        (self.page, within)
    }

    fn top(&self) -> &Open {
        self.open.last().expect("the body is never closed")
    }

    fn start(&mut self, name: &str, raw: &RawAttributes, closed: bool, range: Range<usize>) {
        if let Some(first) = self.dropped.first() {
            if first == name && !closed {
                self.dropped.push(name.to_owned());
            }
            return;
        }
        if SHOWN.contains(&name) {
            self.show(name, raw, &range);
        }
        if DROPPED.contains(&name) && raw.get("shadowrootmode").is_none() {
            if !closed {
                self.dropped.push(name.to_owned());
                self.drawing = matches!(name, "svg" | "math").then_some(range.start);
            }
            return;
        }
        if let Ok(at) = BLOCKS.binary_search(&name) {
            self.open_element(BLOCKS[at], raw, range);
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

    fn start_inline(&mut self, name: &str, raw: &RawAttributes) {
        let block = &mut self.line.block;
        match name {
            "a" => {
                block.links += 1;
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
    fn show(&mut self, name: &str, raw: &RawAttributes, range: &Range<usize>) {
        let hidden_field = name == "input" && raw.text("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
        if hidden_field {
            return;
        }
        self.line.block.pictures += usize::from(matches!(name, "img" | "image" | "video" | "iframe"));
        self.line.shows = true;
        self.line.extend(range);
    }

    fn open_element(&mut self, tag: &'static str, raw: &RawAttributes, range: Range<usize>) {
        if tag == "body" {
            return;
        }
        self.flush();
        if self.top().tag == "p" && tag != "button" && tag != "label" && tag != "noscript" && tag != "picture" {
            self.close_to(self.open.len() - 1, range.start);
        }
        for (begins, ends, limits) in ENDS {
            if begins.contains(&tag) {
                let found = self.open.iter().rposition(|open| ends.contains(&open.tag) || limits.contains(&open.tag));
                if let Some(at) = found.filter(|&at| ends.contains(&self.open[at].tag)) {
                    self.close_to(at, range.start);
                }
            }
        }
        let Open { element: parent, hidden, .. } = *self.top();
        let hidden = hidden || raw.hidden();
        let element = if self.page.is_deepest(parent) {
            parent
        } else {
            self.page.open(tag, parent, &names(tag, raw), range.start)
        };
        if element != parent {
            let own = &mut self.page.elements[element as usize];
            own.role = raw.text("role").unwrap_or("").to_ascii_lowercase();
            own.hidden = raw.get("aria-hidden") == Some("true");
        }
        self.open.push(Open { tag, element, hidden });
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        if let Some(last) = self.dropped.last() {
            if last == name {
                self.dropped.pop();
                if let Some(start) = self.drawing.take_if(|_| self.dropped.is_empty()) {
                    self.line.block.drawings.push(start..range.end);
                }
            }
            return;
        }
        if name == "a" {
            self.link = None;
        }
        self.marks.end(name);
        if BLOCKS.binary_search(&name).is_err() || name == "body" {
            return;
        }
        self.flush();
        let cell = |open: &Open| matches!(open.tag, "td" | "th" | "table");
        let own = matches!(name, "td" | "th" | "tr" | "table" | "thead" | "tbody" | "tfoot");
        let heading = |tag: &str| matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let found = self
            .open
            .iter()
            .rposition(|open| open.tag == name || heading(name) && heading(open.tag) || !own && cell(open));
        if let Some(at) = found.filter(|&at| at > 0 && (self.open[at].tag == name || heading(self.open[at].tag))) {
            self.close_to(at + 1, range.start);
            self.close_to(at, range.end);
        }
    }

    /// Closes elements until as many are open; they end at this byte.
    fn close_to(&mut self, count: usize, end: usize) {
        self.flush();
        while self.open.len() > count.max(1) {
            if let Some(open) = self.open.pop()
                && self.top().element != open.element
            {
                self.page.elements[open.element as usize].range.end = end;
            }
        }
        self.link = self.link.filter(|&depth| depth <= self.open.len());
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.marks.text(text);
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
            line.extend(&range);
        }
    }

    /// Makes a block of the text since the last one.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.begun {
            return;
        }
        let &Open { element, hidden, .. } = self.top();
        let mut block = line.block;
        if block.text.contains(char::is_alphanumeric) {
            *(if hidden { &mut self.hidden } else { &mut self.seen }) += block.text.len();
            block.element = element;
            self.page.blocks.push(block);
            self.concealed.push(hidden);
        } else if !hidden {
            let Block { range, drawings, .. } = block;
            self.page.pieces.push(Piece {
                element,
                before: self.page.blocks.len(),
                is_picture: line.shows,
                drawings,
                range,
            });
        }
    }
}

impl Line {
    fn extend(&mut self, range: &Range<usize>) {
        let whole = &mut self.block.range;
        if self.begun {
            // What stands elsewhere and is put here keeps its place.
            *whole = whole.start.min(range.start)..whole.end.max(range.end);
        } else {
            *whole = range.clone();
        }
        self.begun = true;
    }
}

/// What an element is called. The name of the place that a heading is repeats its words.
fn names(tag: &str, raw: &RawAttributes) -> String {
    let mut out = String::new();
    let is_heading = matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
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
