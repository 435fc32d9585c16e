//! What a reader says of a page.

use super::signs::Signs;
use super::words::count;
use std::collections::HashMap;
use std::ops::Range;

/// Elements nested deeper than this stand beside each other.
const DEEPEST: usize = 60;

/// A block with fewer words is not long.
const LONG: usize = 12;

/// Elements around an article. Forms and their fields may be a document's own.
const AROUND: &[&str] = &["nav", "footer", "aside", "dialog"];

/// Roles of regions around an article.
const REGIONS: &[&str] =
    &["navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "menubar", "toolbar"];

/// What parts around an article are called.
const CALLED: &[&str] = &[
    "share",
    "nav",
    "footer",
    "sidebar",
    "related",
    "promotion",
    "newsletter",
    "cookie",
    "login",
    "crumb",
    "tools",
    "comment itself",
    "comment",
    "tags",
];

/// A page: its blocks in order, and the elements around them.
#[derive(Debug, Default)]
pub struct Page {
    /// The elements, each behind the one around it; the first is the page's body.
    pub elements: Vec<Element>,
    /// The blocks that have words.
    pub blocks: Vec<Block>,
    /// What stands between them without words.
    pub pieces: Vec<Piece>,
    /// The page's title, in lower case.
    pub title: String,
    /// What the page says of its article in a sentence or two, in lower case.
    pub description: String,
    /// The text of the article where the page's metadata holds it, in lower case.
    pub body: String,
    known: HashMap<String, Signs>,
    looks: HashMap<String, u32>,
    siblings: HashMap<(u32, u32), u32>,
}

/// An element that holds blocks.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name.
    pub tag: &'static str,
    /// The place of the element around it; the body's own.
    pub parent: u32,
    /// How deep it stands in others.
    pub depth: u32,
    /// What its classes and names say.
    pub signs: Signs,
    /// Whether readers of screens do not see it, or nobody does.
    pub hidden: bool,
    /// Its role (WAI-ARIA).
    pub role: String,
    /// Its name and classes, as a number: elements that look alike have the same.
    pub look: u32,
    /// How many elements around it, before it, look alike.
    pub before: u32,
    /// How many elements in the same element look alike, this one too.
    pub alike: u32,
    /// Its tokens, from its start tag to its end tag, by their numbers in the order in which the page is read.
    pub tokens: Range<usize>,
}

/// A block: text without another block in it.
#[derive(Debug, Default)]
pub struct Block {
    /// The element that it stands in.
    pub element: u32,
    /// Its text, white space as one space.
    pub text: String,
    /// How many of its letters stand in links.
    pub link_letters: usize,
    /// How many links it has.
    pub links: usize,
    /// How many of them lead to places in the page.
    pub links_within: usize,
    /// How many pictures.
    pub pictures: usize,
    /// Whether some of it is strong.
    pub strong: bool,
    /// Whether some of it is a point of time.
    pub time: bool,
    /// Whether some of it is code.
    pub code: bool,
    /// What the elements within its line say.
    pub signs: Signs,
    /// The tokens of each drawing and formula in it.
    pub drawings: Vec<Range<usize>>,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands in the source.
    pub range: Range<usize>,
}

impl Block {
    /// Whether it is long, and not mostly links.
    pub fn is_text(&self) -> bool {
        count(&self.text) >= LONG && self.link_letters * 5 < self.text.len() * 2
    }
}

impl Block {
    /// Whether it is nothing but links.
    fn is_all_links(&self) -> bool {
        self.link_letters > 0 && self.link_letters * 10 >= self.text.chars().filter(|c| c.is_alphanumeric()).count() * 9
    }

    /// Whether it is nothing but links to places in the page.
    pub(super) fn leads_within(&self) -> bool {
        self.links > 0 && self.links_within == self.links && self.is_all_links()
    }
}

impl Element {
    /// Whether its names say this, by the name of the sign.
    pub fn says(&self, sign: &str) -> bool {
        self.signs.has(sign)
    }
}

/// A picture, or signs, that stand without words.
#[derive(Debug)]
pub struct Piece {
    /// The element that it stands in.
    pub element: u32,
    /// The number of the block that comes next.
    pub before: usize,
    /// Whether it is a picture.
    pub is_picture: bool,
    /// The tokens of each drawing and formula in it.
    pub drawings: Vec<Range<usize>>,
    /// Its tokens.
    pub tokens: Range<usize>,
}

impl Page {
    /// Opens an element in another; `names`: its classes and other names; `at`: the number of its first token.
    pub fn open(&mut self, tag: &'static str, parent: u32, names: &str, at: usize) -> u32 {
        let signs = match self.known.get(names) {
            Some(signs) => *signs,
            None => {
                let signs = Signs::of(names);
                self.known.insert(names.to_owned(), signs);
                signs
            }
        };
        let digits = |c: char| c.is_ascii_digit();
        let next = self.looks.len() as u32;
        let look = *self.looks.entry(format!("{tag} {}", names.replace(digits, ""))).or_insert(next);
        let count = self.siblings.entry((parent, look)).or_default();
        let (before, place) = (*count, self.elements.len() as u32);
        *count += 1;
        let depth = self.elements.get(parent as usize).map_or(0, |parent| parent.depth + 1);
        let role = String::new();
        let tokens = at..at;
        self.elements.push(Element { tag, parent, depth, signs, hidden: false, role, look, before, alike: 1, tokens });
        place
    }

    /// Whether an element is as deep as one may be: what is opened in it is to be opened beside it.
    pub fn is_deepest(&self, element: u32) -> bool {
        self.elements[element as usize].depth as usize >= DEEPEST
    }

    /// What names of elements within a line say.
    pub fn signs(&mut self, names: &str) -> Signs {
        *self.known.entry(names.to_owned()).or_insert_with(|| Signs::of(names))
    }

    /// Says that all elements were opened.
    pub fn finish(&mut self) {
        for element in &mut self.elements {
            element.alike = self.siblings.get(&(element.parent, element.look)).copied().unwrap_or(1);
        }
    }

    /// Whether marks say that a block is around an article: elements and regions that lead around, what they are called, or
    /// that it is nothing but links. What leads to places in the page is its contents, in whatever element.
    pub fn is_marked(&self, block: &Block) -> bool {
        !block.leads_within() && (block.is_all_links() || self.is_around(block))
    }

    /// Whether the elements around a block say that it is around an article.
    pub(super) fn is_around(&self, block: &Block) -> bool {
        self.around(block.element).filter(|at| *at != 0).any(|at| {
            let element = &self.elements[at as usize];
            AROUND.contains(&element.tag)
                || REGIONS.contains(&element.role.as_str())
                || CALLED.iter().any(|sign| element.says(sign))
        })
    }

    /// An element and those around it, from the inside; the body is the last.
    pub fn around(&self, element: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(element), |&at| (at != 0).then(|| self.elements[at as usize].parent))
    }
}
