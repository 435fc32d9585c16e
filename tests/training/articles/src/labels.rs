//! Which blocks of a page are the article, by the longest common subsequence of the words of both.
//!
//! The subsequence is found a machine word of words at a time (Hyyrö, Bit-parallel LCS-length computation revisited, 2004).

use crate::pages::words;
use std::collections::HashMap;

/// Of each block, whether it is the article's: most of its words stand there, near each other.
pub fn labels(blocks: &[&str], gold: &str) -> Vec<bool> {
    let gold = words(gold);
    let mut own = Vec::new();
    let mut page = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        for word in words(block) {
            own.push(i);
            page.push(word);
        }
    }
    let places = common(&page, &gold);
    let mut found = vec![Found::default(); blocks.len()];
    for (block, place) in own.iter().zip(&places) {
        let found = &mut found[*block];
        found.words += 1;
        if let Some(place) = place {
            found.first.get_or_insert(*place);
            found.last = *place;
            found.same += 1;
        }
    }
    found.iter().map(Found::is_article).collect()
}

#[derive(Clone, Default)]
struct Found {
    words: usize,
    same: usize,
    first: Option<usize>,
    last: usize,
}

impl Found {
    fn is_article(&self) -> bool {
        let Some(first) = self.first else { return false };
        let reach = self.last - first + 1;
        self.same * 10 >= self.words * 6 && reach * 10 <= self.same * 14 + 20
    }
}

/// The place in `b` of each word of `a` that the longest common subsequence has.
fn common(a: &[&str], b: &[&str]) -> Vec<Option<usize>> {
    let mut places = vec![None; a.len()];
    if b.is_empty() {
        return places;
    }
    let width = b.len().div_ceil(64);
    let mut masks: HashMap<&str, Vec<u64>> = HashMap::new();
    for (j, word) in b.iter().enumerate() {
        masks.entry(word).or_insert_with(|| vec![0; width])[j / 64] |= 1 << (j % 64);
    }
    // Row after row; the bit of a column is 0 where the length grows.
    let mut rows = vec![vec![u64::MAX; width]];
    for word in a {
        let last = rows.last().expect("there is a first row");
        let Some(mask) = masks.get(word) else {
            let same = last.clone();
            rows.push(same);
            continue;
        };
        let mut carry = false;
        let next = last.iter().zip(mask).map(|(v, m)| {
            let u = v & m;
            let (sum, over) = v.overflowing_add(u);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over || more;
            sum | (v & !m)
        });
        let next = next.collect();
        rows.push(next);
    }
    let (mut i, mut j) = (a.len(), b.len());
    let grows = |row: usize, column: usize| rows[row][column / 64] >> (column % 64) & 1 == 0;
    while i > 0 && j > 0 {
        if !grows(i, j - 1) {
            j -= 1;
        } else if grows(i - 1, j - 1) {
            i -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            places[i] = Some(j);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_among_other_blocks() {
        let blocks = ["Home News", "The lamp was lit at nine.", "Share this", "It burned all night.", "Home"];
        assert_eq!(
            labels(&blocks, "The lamp was lit at nine. It burned all night."),
            [false, true, false, true, false]
        );
    }

    #[test]
    fn the_common_subsequence_is_the_longest() {
        let (a, b): (Vec<&str>, Vec<&str>) = ("a b c a b b a".split(' ').collect(), "c b a b a c".split(' ').collect());
        assert_eq!(common(&a, &b).iter().flatten().count(), 4);
    }
}
