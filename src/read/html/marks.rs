//! Marks within a page's text that say who wrote it and when: microdata, `rel="author"`, `time`, and what authors' and dates' elements
//! are called.

use super::head::Within;
use crate::article::Page;
use crate::read::markup::attributes::RawAttributes;

/// The marks of a page, as its tags come.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Open>,
    done: Vec<Mark>,
}

/// What a mark tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Author,
    Date,
}

/// A mark, with what it says.
#[derive(Debug)]
struct Mark {
    what: What,
    /// How sure it is: 0 is the surest.
    rank: u8,
    /// The element that it stands in.
    element: u32,
    text: String,
}

/// A mark whose element is open.
#[derive(Debug)]
struct Open {
    tag: String,
    /// How many elements of the same name are open in it.
    nested: usize,
    mark: Mark,
}

/// At most so many marks are open, and kept.
const MOST_OPEN: usize = 8;
const MOST: usize = 400;
/// No byline is longer.
const LONGEST: usize = 160;

impl Marks {
    /// A start tag within this element.
    pub(super) fn start(&mut self, name: &str, raw: &RawAttributes, element: u32, closed: bool) {
        self.open.iter_mut().filter(|open| open.tag == name).for_each(|open| open.nested += 1);
        if raw.0.is_empty() && name != "time" {
            return;
        }
        let Some((what, rank)) = self.kind(name, raw) else { return };
        let value = match what {
            What::Author => raw.text("content"),
            What::Date => raw.text("datetime").or(raw.text("content")).or(raw.text("title").filter(|_| name == "abbr")),
        };
        let mark = Mark { what, rank, element, text: value.unwrap_or_default().to_owned() };
        if self.done.len() + self.open.len() >= MOST {
            return;
        }
        if value.is_some() || closed || matches!(name, "meta" | "link" | "img" | "input") {
            self.done.push(mark);
        } else if self.open.len() < MOST_OPEN {
            self.open.push(Open { tag: name.to_owned(), nested: 0, mark });
        }
    }

    /// What an element marks, and how surely.
    fn kind(&self, name: &str, raw: &RawAttributes) -> Option<(What, u8)> {
        let has = |attribute: &str, word: &str| {
            raw.text(attribute)
                .is_some_and(|value| value.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word)))
        };
        let by = self.open.iter().any(|open| open.mark.what == What::Author && open.mark.rank <= 1);
        if by && has("itemprop", "name") {
            return Some((What::Author, 0));
        }
        if has("itemprop", "author") || has("itemprop", "creator") {
            return Some((What::Author, 1));
        }
        if has("itemprop", "datePublished") || has("itemprop", "dateCreated") {
            return Some((What::Date, 0));
        }
        let class =
            format!("{} {}", raw.text("class").unwrap_or(""), raw.text("id").unwrap_or("")).to_ascii_lowercase();
        let called = |parts: &[&str]| parts.iter().any(|part| class.contains(part));
        let dated = called(&["publish", "entry-date", "posted", "pubdate", "created"]);
        match name {
            "time" if raw.get("pubdate").is_some() || dated => return Some((What::Date, 1)),
            "time" if called(&["updat", "modif"]) => return Some((What::Date, 5)),
            "time" => return Some((What::Date, 2)),
            "abbr" if raw.text("title").is_some() => return Some((What::Date, 3)),
            "a" if has("rel", "author") => return Some((What::Author, 2)),
            "a" if raw.text("href").is_some_and(|to| {
                ["/author/", "/autor/", "/authors/", "/auteur/"].iter().any(|part| to.contains(part))
            }) =>
            {
                return Some((What::Author, 5));
            }
            _ => {}
        }
        if called(&[
            "byline-name",
            "author-name",
            "authorname",
            "author__name",
            "byline__name",
            "byline__author",
            "author_name",
            "vcard",
            "byline-author",
        ]) {
            return Some((What::Author, 3));
        }
        if called(&["byline", "by-line"]) {
            return Some((What::Author, 4));
        }
        if called(&["author", "autor"]) {
            return Some((What::Author, 6));
        }
        let is_date = class
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| matches!(word, "date" | "datum" | "fecha" | "timestamp" | "dateline"));
        if dated || is_date {
            return Some((What::Date, 4));
        }
        called(&["-meta", "meta-", "_meta", "info", "submitted", "datetime"]).then_some((What::Date, 6))
    }

    pub(super) fn text(&mut self, text: &str) {
        for open in &mut self.open {
            if open.mark.text.len() < LONGEST {
                open.mark.text.push_str(text);
            }
        }
    }

    /// A block begins, or a line ends: words on both sides are none.
    pub(super) fn space(&mut self) {
        self.text(" ");
    }

    pub(super) fn end(&mut self, name: &str) {
        let mut at = 0;
        while at < self.open.len() {
            let open = &mut self.open[at];
            if open.tag != name {
                at += 1;
            } else if open.nested > 0 {
                open.nested -= 1;
                at += 1;
            } else {
                self.done.push(self.open.remove(at).mark);
            }
        }
    }

    /// What the marks say that stand in no part around the article; the surest first.
    pub(super) fn finish(mut self, page: &Page) -> Within {
        self.done.extend(self.open.into_iter().map(|open| open.mark));
        self.done
            .retain(|mark| !mark.text.trim().is_empty() && mark.text.len() < LONGEST && !is_around(page, mark.element));
        self.done.sort_by_key(|mark| mark.rank);
        let of = |what| {
            self.done.iter().filter(move |mark| mark.what == what).map(|mark| super::title::words(&mark.text)).collect()
        };
        Within { authors: of(What::Author), dates: of(What::Date) }
    }
}

/// Signs of what stands around an article.
const AROUND: &[&str] = &["comment itself", "comment", "related", "sidebar", "footer", "about", "nav"];

fn is_around(page: &Page, element: u32) -> bool {
    page.around(element).filter(|at| *at != 0).any(|at| {
        let element = &page.elements[at as usize];
        matches!(element.tag, "aside" | "footer" | "nav")
            || AROUND.iter().any(|sign| element.says(sign) && !element.says("byline"))
    })
}
