//! What is known of pages beside what was learned: lists, tables and contents are whole, captions stay with their pictures, the comments
//! of readers are none of an article, and what stands on a page twice is read once.

use super::outline::Page;
use super::survey::among_comments;
use super::texts::speaks_of_page;
use super::words::{count, hash, words};
use std::collections::HashMap;

/// A block with fewer words is not long.
const LONG: usize = 12;

/// The logarithm of the odds above which a block is kept: to keep too much is the smaller mistake.
const LEAST: f64 = -0.5;

/// The blocks that belong to the article.
pub(super) fn chosen(page: &Page, odds: &[f64]) -> Vec<bool> {
    let mut kept: Vec<bool> = odds.iter().map(|odds| *odds > LEAST).collect();
    keep_whole(page, &mut kept, &["ul", "ol", "dl"], 5);
    keep_whole(page, &mut kept, &["table"], 6);
    settle_tables(page, &mut kept);
    keep_captions(page, &mut kept);
    keep_headings(page, &mut kept);
    keep_contents(page, &mut kept);
    leave_comments(page, &mut kept);
    leave_repeated(page, &mut kept);
    kept
}

/// Keeps all of a list or a table of which so many tenths are kept.
fn keep_whole(page: &Page, kept: &mut [bool], tags: &[&str], tenths: usize) {
    let mut sums = vec![(0, 0); page.elements.len()];
    let of = |block: usize| {
        page.around(page.blocks[block].element).filter(|at| tags.contains(&page.elements[*at as usize].tag))
    };
    for (i, kept) in kept.iter().enumerate() {
        let words = count(&page.blocks[i].text) + 1;
        for at in of(i) {
            let sum = &mut sums[at as usize];
            sum.0 += words;
            sum.1 += words * usize::from(*kept);
        }
    }
    for (i, kept) in kept.iter_mut().enumerate() {
        *kept |= of(i).any(|at| sums[at as usize].1 * 10 >= sums[at as usize].0 * tenths);
    }
}

/// A table with more words in one block lays out a page: its cells are no values.
const VALUE: usize = 60;

/// Keeps or leaves out a table of values as one: of half a row nobody can make sense.
fn settle_tables(page: &Page, kept: &mut [bool]) {
    let innermost =
        |block: usize| page.around(page.blocks[block].element).find(|at| page.elements[*at as usize].tag == "table");
    let outermost_only =
        |at: u32| !page.around(page.elements[at as usize].parent).any(|up| page.elements[up as usize].tag == "table");
    let mut tables: HashMap<u32, (usize, usize, usize)> = HashMap::new();
    for (i, kept) in kept.iter().enumerate() {
        if let Some(at) = innermost(i) {
            let words = count(&page.blocks[i].text) + 1;
            let table = tables.entry(at).or_default();
            *table = (table.0 + words, table.1 + words * usize::from(*kept), table.2.max(words));
        }
    }
    for (i, kept) in kept.iter_mut().enumerate() {
        if let Some(at) = innermost(i)
            && outermost_only(at)
            && let (all, chosen, longest) = tables[&at]
            && longest < VALUE
        {
            *kept = chosen * 10 >= all * 3;
        }
    }
}

/// How near a caption stands to the article's blocks on both sides of it: so many blocks lie between them.
const NEAR: usize = 6;

/// Keeps the captions that stand in the midst of the article.
fn keep_captions(page: &Page, kept: &mut [bool]) {
    let is_caption = |i: usize| {
        page.around(page.blocks[i].element)
            .take(4)
            .any(|at| matches!(page.elements[at as usize].tag, "figcaption" | "figure"))
    };
    let mut before = None;
    let mut behind: Vec<Option<usize>> = vec![None; kept.len()];
    let mut next = None;
    for i in (0..kept.len()).rev() {
        behind[i] = next;
        next = if kept[i] { Some(i) } else { next };
    }
    for i in 0..kept.len() {
        if kept[i] {
            before = Some(i);
        } else if let (Some(from), Some(to)) = (before, behind[i])
            && to - from <= NEAR
            && is_caption(i)
        {
            kept[i] = true;
        }
    }
}

/// Keeps the headings of what is kept: of text right below them in the same element, with text of the article above.
fn keep_headings(page: &Page, kept: &mut [bool]) {
    let element = |i: usize| &page.elements[page.blocks[i].element as usize];
    let mut begun = false;
    for i in 0..kept.len().saturating_sub(1) {
        let is_heading = matches!(element(i).tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let beside = element(i).parent == element(i + 1).parent;
        kept[i] |= begun && is_heading && kept[i + 1] && beside;
        begun |= kept[i];
    }
}

/// Keeps what leads to places in the page, in the midst of the article, where no element says that it is around it.
fn keep_contents(page: &Page, kept: &mut [bool]) {
    let (first, last) = (kept.iter().position(|kept| *kept), kept.iter().rposition(|kept| *kept));
    let (Some(first), Some(last)) = (first, last) else { return };
    for (block, kept) in page.blocks.iter().zip(kept).take(last).skip(first) {
        *kept |= block.leads_within() && !page.is_around(block) && !speaks_of_page(&block.text);
    }
}

/// Leaves out comments, where something else is left.
fn leave_comments(page: &Page, kept: &mut [bool]) {
    let comment: Vec<bool> = page.blocks.iter().map(|block| among_comments(page, block.element)).collect();
    let beside: usize = (0..kept.len())
        .filter(|&i| kept[i] && !comment[i])
        .map(|i| count(&page.blocks[i].text))
        .filter(|words| *words >= LONG)
        .sum();
    if beside >= 40 {
        (0..kept.len()).for_each(|i| kept[i] &= !comment[i]);
    }
}

/// Leaves out blocks nearly all of whose words stand in others that are kept, in another element.
fn leave_repeated(page: &Page, kept: &mut [bool]) {
    let mut shingles: Vec<(usize, Vec<u64>)> = Vec::new();
    let mut owners: HashMap<u64, Vec<(u32, usize)>> = HashMap::new();
    let parent = |i: usize| page.elements[page.blocks[i].element as usize].parent;
    for i in (0..kept.len()).filter(|&i| kept[i]) {
        let text = page.blocks[i].text.to_lowercase();
        let all = words(&text);
        if all.len() < 8 {
            continue;
        }
        let mut own: Vec<u64> = all.windows(4).map(|four| hash(four.iter().copied())).collect();
        own.sort_unstable();
        own.dedup();
        for shingle in &own {
            let list = owners.entry(*shingle).or_default();
            match list.iter().position(|(owner, _)| *owner == parent(i)) {
                Some(at) => list[at].1 += 1,
                // A text that stands in more places is everywhere.
                None if list.len() < 8 => list.push((parent(i), 1)),
                None => {}
            }
        }
        shingles.push((i, own));
    }
    let before: usize = kept.iter().filter(|kept| **kept).count();
    let mut left = Vec::new();
    shingles.sort_by_key(|(i, own)| (std::cmp::Reverse(own.len()), std::cmp::Reverse(*i)));
    for (i, own) in &shingles {
        let elsewhere =
            |shingle: &&u64| owners[*shingle].iter().any(|(owner, times)| *owner != parent(*i) && *times > 0);
        if own.iter().filter(elsewhere).count() * 10 >= own.len() * 9 {
            left.push(*i);
            for shingle in own {
                if let Some((_, times)) =
                    owners.get_mut(shingle).and_then(|l| l.iter_mut().find(|(o, _)| *o == parent(*i)))
                {
                    *times -= 1;
                }
            }
        }
    }
    if (before - left.len()) * 2 >= before {
        left.into_iter().for_each(|i| kept[i] = false);
    }
}
