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
    /// Elements of which all is left out, in the order of the source.
    elements: Vec<Range<usize>>,
    /// Text that is left out of elements of which something is kept.
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
                out.elements.push(page.elements[at].range.clone());
            }
        }
        for (block, verdict) in page.blocks.iter().zip(verdicts).filter(|(_, verdict)| !verdict.kept) {
            *out.kinds.entry(verdict.kind).or_default() += 1;
            out.first = out.first.or_else(|| Some(source.span(block.range.clone())));
            if !whole[block.element as usize] {
                out.lines.push(block.range.clone());
                out.elements.extend(block.drawings.iter().cloned());
            }
        }
        for (piece, _) in page.pieces.iter().zip(&pieces).filter(|(_, kept)| !**kept) {
            if !whole[piece.element as usize] {
                out.lines.push(piece.range.clone());
                out.elements.extend(piece.drawings.iter().cloned());
            }
        }
        out.elements.sort_by_key(|range| (range.start, range.end));
        out.lines.sort_by_key(|range| (range.start, range.end));
        out
    }

    /// Whether a token is left out that stands at this place.
    pub(super) fn holds(&mut self, token: &HtmlToken<'_>, at: usize) -> bool {
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
            HtmlToken::Start { name, .. } => SHOWN.contains(name) && within(&self.lines, at),
            HtmlToken::End { .. } => false,
            HtmlToken::Text(_) => within(&self.lines, at),
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

/// Whether a place stands in one of some ranges, which are sorted by their start.
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
