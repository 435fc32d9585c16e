//! Running heads: the lines that printed pages repeat at their top or foot, which a scan leaves between the lines of the
//! text: a title in capitals with the number of the page, or the number alone. They stay where they stand, set small.

use super::limits::book::{ENTRY_WIDTH, PAGES_APART, RUNNING};
use super::line::Line;
use crate::source::Cut as _;
use std::collections::{BTreeMap, BTreeSet};

/// The lines that are running heads.
pub(super) fn find(text: &str, lines: &[Line]) -> BTreeSet<usize> {
    let mut titles: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (k, line) in lines.iter().enumerate() {
        if line.is_blank() || line.width > ENTRY_WIDTH {
            continue;
        }
        if let Some((title, number)) = parse(line.of(text)) {
            titles.entry(title).or_default().push((k, number));
        }
    }
    let mut found = BTreeSet::new();
    for (_, places) in titles.into_iter().filter(|(_, p)| p.len() >= RUNNING) {
        // Pages count up, by one or by two where left and right pages differ.
        let rising = places.windows(2).filter(|p| p[1].1 > p[0].1 && p[1].1 - p[0].1 <= PAGES_APART).count();
        if rising * 10 >= (places.len() - 1) * 8 {
            found.extend(places.into_iter().map(|p| p.0));
        }
    }
    found
}

/// A title in capitals with a page's number before or behind it, far apart.
fn parse(text: &str) -> Option<(String, u32)> {
    let (first, last) = (text.split_whitespace().next()?, text.split_whitespace().next_back()?);
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 4);
    let (title, page) = match (number(first), number(last)) {
        (Some(page), None) => (text.cut(first.len()..).trim(), page),
        (None, Some(page)) => (text.cut(..text.len() - last.len()).trim(), page),
        _ => return None,
    };
    let gap = text.contains("   ") || text.contains('\t');
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let caps = title.chars().all(|c| !c.is_lowercase());
    (gap && caps && letters >= 3).then(|| (title.split_whitespace().collect::<Vec<_>>().join(" "), page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_pages() {
        let text = "   THE SEA      41\n\na line\n\n42     THE SEA\n\na line\n\n   THE SEA      43\n\nTOTAL     40\n";
        let running = |text: &str| find(text, &super::super::line::split(text));
        assert_eq!(running(text).into_iter().collect::<Vec<_>>(), [0, 4, 8]);
        // Rows of a table are none.
        assert!(running("TOTAL     40\nTOTAL     12\nTOTAL     70\n").is_empty());
    }
}
