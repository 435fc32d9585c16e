//! Hyphens: a word that was divided at a line's end is joined again, a compound keeps its hyphen.
//!
//! `exam-/ple` is joined only where `example` stands elsewhere in the text, or where the hyphen cannot be real:
//! the text has the soft hyphen U+00AD there.

use super::arena::Arena;
use crate::source::Cut as _;
use std::collections::{BTreeMap, BTreeSet};

/// The lines, by their first byte, that go on with the word that the line before them began.
pub(super) fn joins(arena: &Arena<'_>) -> BTreeSet<u32> {
    let text = arena.text;
    let mut joined: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut compound: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for pair in arena.lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.is_blank() || next.is_blank() || text.as_bytes()[line.end as usize - 1] != b'-' {
            continue;
        }
        let head = line.of(text).trim_end_matches('-');
        let start = head
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + head.cut(i..).chars().next().map_or(1, char::len_utf8));
        let (head, single) = (head.cut(start..), line.of(text).len() - head.len() == 1);
        let tail = next.of(text);
        let tail = tail.cut(..tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len()));
        if !single || head.chars().count() < 2 || tail.chars().count() < 2 || !tail.starts_with(char::is_lowercase) {
            continue;
        }
        joined.entry(format!("{head}{tail}").to_lowercase()).or_default().push(next.start);
        compound.entry(format!("{head}-{tail}").to_lowercase()).or_default().push(next.start);
    }
    if joined.is_empty() {
        return BTreeSet::new();
    }
    // One pass over all words of the text; only words of a sought length are looked up.
    let lengths: BTreeSet<usize> = joined.keys().map(String::len).collect();
    let mut whole = BTreeSet::new();
    let mut hyphenated = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphabetic() && c != '-') {
        let asked = lengths.contains(&word.len()) || lengths.contains(&(word.len().wrapping_sub(1)));
        if !asked {
            continue;
        }
        let lower = word.to_lowercase();
        if let Some(lines) = joined.get(&lower) {
            whole.extend(lines);
        } else if let Some(lines) = compound.get(&lower) {
            hyphenated.extend(lines);
        }
    }
    whole.difference(&hyphenated).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_stand_elsewhere_are_joined() {
        let arena = Arena::new("an example of an exam-\nple and a well-\nknown sea-\nside, well-known\n");
        let joins = joins(&arena);
        let words: Vec<&str> = joins.iter().map(|&at| &arena.text[at as usize..at as usize + 3]).collect();
        assert_eq!(words, ["ple"]);
        let both = Arena::new("by the sea-\nside, the seaside or the sea-side\n");
        assert!(super::joins(&both).is_empty(), "a compound that stands elsewhere keeps its hyphen");
    }
}
