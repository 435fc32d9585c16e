//! What is known of a page as a whole before its blocks are looked at one by one.

use super::number::share;
use super::outline::{Block, Page};
use super::texts::{self, Said};
use super::words::{hash, words};
use std::collections::{HashMap, HashSet};

/// A block with fewer words is not long.
const LONG: usize = 12;

/// A block, counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Its words in lower case, put together with one space.
    pub(super) folded: String,
    pub(super) words: usize,
    /// The share of its letters in links.
    pub(super) linked: f32,
    pub(super) said: Said,
    /// Of how many letters its words are: up to three in small letters.
    pub(super) short_words: usize,
    pub(super) lower: usize,
    pub(super) numbers: usize,
    /// How many words it has where ideographs count one each.
    pub(super) tokens: usize,
}

impl Counted {
    fn of(block: &Block) -> Counted {
        let mut out = Counted { folded: block.text.to_lowercase(), ..Counted::default() };
        let (mut letters, mut close) = (0, 0_usize);
        for word in block.text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
            let Some(first) = word.chars().next() else { continue };
            let length = word.chars().count();
            letters += length;
            let ideographs = word.chars().filter(|&c| texts::stands_close(c)).count();
            close += ideographs;
            out.tokens += 1;
            if ideographs == 0 {
                out.words += 1;
                out.lower += usize::from(first.is_lowercase());
                out.short_words += usize::from(first.is_lowercase() && length <= 3);
                out.numbers += usize::from(first.is_numeric());
            }
        }
        out.words += close.div_ceil(2);
        out.linked = share(block.link_letters, letters).min(1.0);
        out.said = texts::said(&out.folded);
        out
    }

    /// Whether it is long, and not mostly links.
    pub(super) fn is_text(&self) -> bool {
        self.words >= LONG && self.linked < 0.4
    }
}

/// What an element holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub(super) words: usize,
    pub(super) linked_words: usize,
    /// The words of its long text.
    pub(super) text: usize,
    pub(super) blocks: usize,
}

impl Held {
    pub(super) fn linked(&self) -> f32 {
        share(self.linked_words, self.words)
    }

    pub(super) fn texts(&self) -> f32 {
        share(self.text, self.words)
    }
}

/// A page, surveyed.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) blocks: Vec<Counted>,
    /// The same for each element.
    pub(super) held: Vec<Held>,
    /// The words of the title.
    pub(super) title: HashSet<String>,
    pub(super) description: HashSet<String>,
    /// Three words each of the article's text where metadata hold it.
    pub(super) body: HashSet<u64>,
    /// The block that says the title.
    pub(super) title_at: Option<usize>,
    /// The first and the last long block.
    pub(super) first_text: usize,
    pub(super) last_text: usize,
    /// Where each text stands first and last, and how often.
    pub(super) places: HashMap<u64, (usize, usize, usize)>,
    /// The deepest elements with half of the long text, and with four fifths.
    pub(super) half: u32,
    pub(super) most: u32,
    /// The article with the most text, and the first.
    pub(super) best_article: Option<u32>,
    pub(super) first_article: Option<u32>,
    pub(super) has_article: bool,
    pub(super) has_main: bool,
    /// The words of long text out of what is called comments.
    pub(super) beside_comments: usize,
}

impl Survey {
    pub(super) fn of(page: &Page) -> Survey {
        let blocks: Vec<Counted> = page.blocks.iter().map(Counted::of).collect();
        let set = |text: &str| words(text).into_iter().map(str::to_owned).collect::<HashSet<String>>();
        let mut out = Survey { title: set(&page.title), description: set(&page.description), ..Survey::default() };
        out.held = vec![Held::default(); page.elements.len()];
        for (block, counted) in page.blocks.iter().zip(&blocks) {
            for at in page.around(block.element) {
                let held = &mut out.held[at as usize];
                held.words += counted.words;
                held.linked_words += (counted.words as f32 * counted.linked) as usize;
                held.text += if counted.is_text() { counted.words } else { 0 };
                held.blocks += 1;
            }
        }
        let body = words(&page.body);
        if body.len() > 50 {
            out.body = body.windows(3).map(|three| hash(three.iter().copied())).collect();
        }
        for (i, counted) in blocks.iter().enumerate() {
            let place = out.places.entry(hash(words(&counted.folded))).or_insert((i, i, 0));
            (place.1, place.2) = (i, place.2 + 1);
        }
        let long = |counted: &Counted| counted.words >= 20 && counted.linked < 0.3;
        out.first_text = blocks.iter().position(long).unwrap_or(0);
        out.last_text = blocks.iter().rposition(long).unwrap_or(blocks.len().saturating_sub(1));
        out.title_at = title(page, &blocks, &out.title);
        out.beside_comments = (0..blocks.len())
            .filter(|&i| blocks[i].is_text() && !among_comments(page, page.blocks[i].element))
            .map(|i| blocks[i].words)
            .sum();
        out.blocks = blocks;
        out.elements(page);
        out
    }

    /// Finds the elements that matter.
    fn elements(&mut self, page: &Page) {
        let Some(whole) = self.held.first().cloned() else { return };
        let deepest = |part: usize| {
            let enough = |i: &usize| self.held[*i].text * 10 >= part * whole.text.max(1);
            let all = (0..page.elements.len()).filter(enough);
            // The first of the deepest.
            all.fold(0, |best, i| if page.elements[i].depth > page.elements[best].depth { i } else { best }) as u32
        };
        (self.half, self.most) = (deepest(5), deepest(8));
        let articles =
            || (0..page.elements.len()).filter(|&i| page.elements[i].tag == "article" && self.held[i].words > 0);
        let better = |best: Option<usize>, i: usize| match best {
            Some(best) if self.held[best].text >= self.held[i].text => Some(best),
            _ => Some(i),
        };
        self.best_article = articles().fold(None, better).map(|i| i as u32);
        self.first_article = articles().next().map(|i| i as u32);
        let has = |tag: &str| {
            (0..page.elements.len()).any(|i| page.elements[i].tag == tag && self.held[i].words * 20 > whole.words * 3)
        };
        (self.has_article, self.has_main) = (has("article"), has("main"));
    }
}

/// Whether an element stands in what is called comments.
pub(super) fn among_comments(page: &Page, element: u32) -> bool {
    page.around(element).any(|at| at != 0 && page.elements[at as usize].signs.has("comment itself"))
}

/// The block that says the page's title: a heading of level 1, else the first one that says most of it.
fn title(page: &Page, blocks: &[Counted], title: &HashSet<String>) -> Option<usize> {
    let tag = |i: usize| page.elements[page.blocks[i].element as usize].tag;
    let mut found = None;
    for (i, counted) in blocks.iter().enumerate() {
        let (own, level) = (words(&counted.folded), tag(i));
        if own.len() < 2 || !matches!(level, "h1" | "h2" | "h3") {
            continue;
        }
        let same = own.iter().filter(|word| title.contains(**word)).count();
        let much = |tenths: usize| same * 10 >= own.len() * tenths;
        if level == "h1" && much(7) {
            return Some(i);
        }
        if found.is_none() && level != "h1" && own.len() >= 4 && much(9) {
            found = Some(i);
        }
    }
    found.or_else(|| (0..blocks.len()).find(|&i| tag(i) == "h1"))
}
