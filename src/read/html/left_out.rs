//! What of a page is left out, as it is none of its article: which parts of the source, what they were, and how that is told.

use crate::article::{Kind, Page, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, InlineKind, Target, walk};
use crate::read::markup::tokens::HtmlToken;
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What of a page is left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// The tokens of elements of which all is left out, in their order.
    elements: Vec<Range<usize>>,
    /// Those of text that is left out of elements of which something is kept.
    lines: Vec<Range<usize>>,
    /// How many blocks of each kind are left out.
    kinds: BTreeMap<Kind, usize>,
    first: Option<Span>,
    /// The names of places in it.
    places: BTreeSet<String>,
}

/// What the head of a page is made of, wherever it stands.
const HEAD: &[&str] = &["html", "head", "body", "title", "meta", "link", "base", "script", "style"];

/// What is left out of a line together with its text.
const SHOWN: &[&str] =
    &["br", "wbr", "img", "image", "input", "video", "audio", "iframe", "object", "embed", "canvas", "svg", "math"];

impl LeftOut {
    /// What is left out of a page with these blocks.
    pub(super) fn of(page: &Page, verdicts: &[Verdict], source: &Source) -> LeftOut {
        let pieces = pieces(page, verdicts);
        let mut held: Vec<Held> = page.elements.iter().map(|_| Held::default()).collect();
        for (block, verdict) in page.blocks.iter().zip(verdicts) {
            page.around(block.element).for_each(|at| held[at as usize].add(verdict.kept));
        }
        for (piece, kept) in page.pieces.iter().zip(&pieces) {
            page.around(piece.element).for_each(|at| held[at as usize].add(*kept));
        }
        let mut out = LeftOut::default();
        // A cell only goes with its row, unless but one cell of that has text: the others would move.
        let kept = kept_within(page, &held);
        let is_free = |at: usize| {
            let element = &page.elements[at];
            !matches!(element.tag, "td" | "th") || kept[element.parent as usize] < 2
        };
        let mut whole = vec![false; held.len()];
        for at in 1..held.len() {
            let parent = page.elements[at].parent as usize;
            whole[at] = whole[parent] || held[at].is_left_out() && is_free(at);
            if whole[at] && !whole[parent] {
                out.elements.push(page.elements[at].tokens.clone());
            }
        }
        for (block, verdict) in page.blocks.iter().zip(verdicts).filter(|(_, verdict)| !verdict.kept) {
            *out.kinds.entry(verdict.kind).or_default() += 1;
            out.first = out.first.or_else(|| Some(source.span(block.range.clone())));
            if !whole[block.element as usize] {
                out.lines.push(block.tokens.clone());
                out.elements.extend(block.drawings.iter().cloned());
            }
        }
        for (piece, _) in page.pieces.iter().zip(&pieces).filter(|(_, kept)| !**kept) {
            if !whole[piece.element as usize] {
                out.lines.push(piece.tokens.clone());
                out.elements.extend(piece.drawings.iter().cloned());
            }
        }
        out.elements.sort_by_key(|range| (range.start, range.end));
        out.lines.sort_by_key(|range| (range.start, range.end));
        out
    }

    /// Whether a token of this number is left out; `is_text`: it is text, if it looks like a tag or not.
    pub(super) fn holds(&mut self, token: &HtmlToken<'_>, is_text: bool, at: usize) -> bool {
        if self.lines.is_empty() && self.elements.is_empty() {
            return false;
        }
        match token {
            HtmlToken::Start { name, .. } | HtmlToken::End { name } if HEAD.contains(name) => false,
            HtmlToken::Start { attributes, .. } if within(&self.elements, at) => {
                self.places.extend(["id", "name"].iter().filter_map(|name| attributes.text(name)).map(str::to_owned));
                true
            }
            _ if within(&self.elements, at) => true,
            _ if is_text => within(&self.lines, at),
            HtmlToken::Start { name, .. } => SHOWN.contains(name) && within(&self.lines, at),
            HtmlToken::End { .. } | HtmlToken::Text(_) => false,
        }
    }

    /// Lets links to what is left out lead to the page, whose address this is; where it says none, they are text.
    pub(super) fn redirect(&self, document: &mut Document, address: Option<&str>) {
        if self.places.is_empty() {
            return;
        }
        let address = address.and_then(|address| address.split('#').next());
        walk::all_inlines_mut(document, &mut |list| {
            walk::inlines_mut(list, &mut |inline| {
                let InlineKind::Link(link) = &mut inline.kind else { return };
                let Target::Internal(id) = &link.target else { return };
                if !self.places.contains(id) {
                    return;
                }
                match address {
                    Some(address) => link.target = Target::External(format!("{address}#{id}")),
                    None => inline.kind = InlineKind::Span(Default::default(), std::mem::take(&mut link.content)),
                }
            });
        });
    }

    /// Says what was left out.
    pub(super) fn tell(&self, diagnostics: &mut Diagnostics) {
        let Some(first) = self.first else { return };
        let mut kinds: Vec<(&Kind, &usize)> = self.kinds.iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind));
        let count: usize = self.kinds.values().sum();
        let list: Vec<String> = kinds.iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
        let blocks = if count == 1 { "block" } else { "blocks" };
        let message = format!("left out: {count} {blocks} around the article: {}", list.join(", "));
        let help = "`--article never` keeps them; `convert inspect --why` lists them";
        diagnostics.push(Diagnostic::new(&codes::AROUND_ARTICLE_LEFT_OUT, first, message).help(help));
    }
}

/// Whether a token is one of some, which are sorted and lie beside each other.
fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let behind = ranges.partition_point(|range| range.start <= at);
    ranges[..behind].last().is_some_and(|range| range.contains(&at))
}

/// What an element holds.
#[derive(Default)]
struct Held {
    kept: usize,
    left: usize,
}

impl Held {
    fn add(&mut self, kept: bool) {
        self.kept += usize::from(kept);
        self.left += usize::from(!kept);
    }

    fn is_left_out(&self) -> bool {
        self.kept == 0 && self.left > 0
    }
}

/// Of each element, how many of those directly in it have something that is kept.
fn kept_within(page: &Page, held: &[Held]) -> Vec<usize> {
    let mut counts = vec![0; held.len()];
    for (element, held) in page.elements.iter().zip(held).skip(1) {
        counts[element.parent as usize] += usize::from(held.kept > 0);
    }
    counts
}

/// Elements whose names say that a picture in them is none of the article.
const AROUND: &[&str] =
    &["share", "related", "promotion", "newsletter", "comment itself", "nav", "footer", "cookie", "login"];

/// Whether each piece without words is kept: where most of what stands around it is.
fn pieces(page: &Page, verdicts: &[Verdict]) -> Vec<bool> {
    let mut sums = vec![(0_usize, 0_usize); page.elements.len()];
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        let letters = block.text.len();
        for at in page.around(block.element) {
            sums[at as usize].0 += letters;
            sums[at as usize].1 += if verdict.kept { letters } else { 0 };
        }
    }
    let first = verdicts.iter().position(|verdict| verdict.kept).unwrap_or(verdicts.len());
    let last = verdicts.iter().rposition(|verdict| verdict.kept).unwrap_or(0);
    let kept = |piece: &crate::article::Piece| {
        let mut around = page.around(piece.element);
        let Some(filled) = around.by_ref().find(|at| sums[*at as usize].0 > 0) else { return false };
        let (all, kept) = sums[filled as usize];
        let called = page.around(piece.element).take_while(|at| *at != filled).chain([filled]);
        let stranger = called.filter(|at| *at != 0).any(|at| {
            let element = &page.elements[at as usize];
            AROUND.iter().any(|name| element.says(name)) && sums[at as usize].1 == 0
        });
        let inside = piece.before + 3 > first && piece.before <= last + 1;
        let beside = |at: usize| verdicts.get(at).is_some_and(|verdict| verdict.kept);
        let between = piece.before > 0 && beside(piece.before - 1) && beside(piece.before);
        inside && !stranger && (kept * 2 > all || between)
    };
    page.pieces.iter().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::document::text::text;
    use crate::options::{Article, ReadOptions};
    use crate::source::Source;

    const WORDS: &[&str] = &[
        "the",
        "keeper",
        "of",
        "a",
        "lighthouse",
        "wrote",
        "what",
        "weather",
        "it",
        "had",
        "been",
        "and",
        "ships",
        "passed",
        "point",
        "that",
        "night",
        "灯台",
        "المنارة",
        "प्रकाश",
        "מגדלור",
        "in",
        "storm",
        "light",
    ];

    /// A page that is being made, line by line, and the words of each line that a reader sees.
    #[derive(Default)]
    struct Made {
        lines: Vec<(String, Vec<String>)>,
        state: u64,
        count: usize,
    }

    impl Made {
        fn number(&mut self, below: usize) -> usize {
            // A linear congruential generator (Knuth, MMIX).
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.state >> 33) as usize % below
        }

        /// A line between two tags, with so many words and one that stands nowhere else.
        fn line(&mut self, before: &str, words: usize, behind: &str) {
            self.count += 1;
            let mut text: Vec<String> = (0..words).map(|_| WORDS[self.number(WORDS.len())].to_owned()).collect();
            text.push(format!("w{}", self.count));
            self.lines.push((format!("{before}{}.{behind}", text.join(" ")), text));
        }

        fn bare(&mut self, line: &str) {
            self.lines.push((line.to_owned(), Vec::new()));
        }

        fn links(&mut self, count: usize) {
            (0..count).for_each(|_| self.line("<li><a href='/x'>", 1, "</a>"));
        }

        fn part(&mut self) {
            match self.number(24) {
                0..4 => self.line("<p>", 30, "</p>"),
                4 => self.line("<p>", 25, " <b hidden>x y</b> <!-- z -->"),
                5 => self.line("<h2>", 3, "</h2>"),
                6 => {
                    self.bare("<nav class=menu><ul>");
                    self.links(5);
                    self.bare("</ul></nav>");
                }
                7 => {
                    self.bare("<aside class='related teaser'><h3></h3><ul>");
                    self.links(3);
                    self.bare("</ul></aside>");
                }
                8 => {
                    self.bare("<div id=comments class=comments>");
                    (0..3).for_each(|_| self.line("<div class=comment><p id=c>", 14, "</p></div>"));
                    self.bare("</div>");
                }
                9 => self.line(
                    "<div class=share-bar><svg aria-hidden=true><path d=''></svg><a href='/x'>",
                    2,
                    "</a></div>",
                ),
                10 => self.line("<div class=share-bar><a href='/x'>", 2, "</a><svg width=9><path></div>"),
                11 => {
                    self.bare("<table>");
                    for _ in 0..3 {
                        self.line("<tr><th>", 1, "");
                        self.line("<td>", 1, "");
                    }
                    self.bare("</table>");
                }
                12 => {
                    self.line("<div class=post-content>", 20, "<br><br>");
                    self.line("", 20, "</div>");
                }
                13 => self.line("<blockquote><p>", 16, "</blockquote>"),
                14 => self.line("<figure><img src=a.png alt=''><figcaption>", 8, "</figure>"),
                15 => {
                    self.bare("<ul>");
                    (0..4).for_each(|_| self.line("<li>", 12, ""));
                    self.bare("</ul>");
                }
                16 => self.bare("<div hidden><p>x y z</p></div><script>a b c</script><style>d</style>"),
                17 => self.line("<noscript><p>", 9, "</p></noscript>"),
                18 => self.bare(&"<div><section>".repeat(40)),
                19 => self.bare(&"</div>".repeat(9)),
                20 => self.line("<form class=newsletter><label>", 3, "</label><input type=hidden></form>"),
                21 => self.line("<footer class=footer><p>© ", 4, "</p></footer>"),
                22 => self.line("<pre>\t", 5, "\t</pre>"),
                _ => {
                    // What comes late: a place here, the words at the end of the page, or right behind.
                    let number = self.count;
                    let place = ["<p>", "<nav class=menu>", "<div>"][self.number(3)];
                    self.bare(&format!("{place}<!--$?--><template id='B:{number}'></template><i>x y</i><!--/$-->"));
                    let end = ["</nav>", "</div>", "</p>"][self.number(3)];
                    self.bare(end);
                    self.bare("<div>");
                    self.line("<p>", 20, "</div>");
                    self.line(&format!("<div hidden id=\"S:{number}\"><p>"), 12, "<div><p></div>");
                    let late = self.lines.last_mut().unwrap();
                    late.0.push_str("</div>");
                }
            }
        }

        fn page(seed: u64, parts: usize) -> Made {
            let mut made = Made { state: seed, ..Made::default() };
            made.bare(
                ["<html><head><title>t</title></head><body>", "<head><meta name=a content=b><title>t</title>"]
                    [seed as usize % 2],
            );
            (0..parts).for_each(|_| made.part());
            made
        }
    }

    #[test]
    fn each_word_of_a_page_is_kept_or_told_as_left_out() {
        let mut left_out = [0; 3];
        for seed in 0..60 {
            let made = Made::page(seed, 4 + seed as usize % 60);
            let page: Vec<&str> = made.lines.iter().map(|(line, _)| line.as_str()).collect();
            let source = Source::new("a.html", page.join("\n"), 0);
            let wanted: Vec<String> = made.lines.iter().flat_map(|(_, words)| words.clone()).collect();
            for (way, article) in [Article::Auto, Article::Always, Article::Never].into_iter().enumerate() {
                let options = ReadOptions { article, ..ReadOptions::default() };
                let document = super::super::read(&source, &options, &mut Diagnostics::new());
                let kept = text(&document);
                // With the marks of vowels: `प्रकाश`.
                let mut found: Vec<String> =
                    kept.split(|c: char| c.is_whitespace() || ".©".contains(c)).map(str::to_owned).collect();
                found.retain(|word| !word.is_empty());
                for one in super::super::explain(&source, &options) {
                    if one.class.starts_with("left out") {
                        left_out[way] += 1;
                        let lines = &made.lines[one.line as usize - 1..one.end_line as usize];
                        found.extend(lines.iter().flat_map(|(_, words)| words.clone()));
                    }
                }
                let less = |some: &[String], others: &[String]| {
                    let mut rest = others.to_vec();
                    let has = |word: &&String| match rest.iter().position(|other| other == *word) {
                        Some(at) => rest.swap_remove(at) != **word,
                        None => true,
                    };
                    some.iter().filter(has).cloned().collect::<Vec<_>>()
                };
                let (lost, twice) = (less(&wanted, &found), less(&found, &wanted));
                assert!(
                    lost.is_empty() && twice.is_empty(),
                    "{article:?}, {seed}: lost {lost:?}, too many {twice:?}: {}",
                    source.text()
                );
            }
        }
        assert!(left_out[0] > 200 && left_out[1] > left_out[0] && left_out[2] == 0, "{left_out:?}");
    }
}
