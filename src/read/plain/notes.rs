//! Notes: a mark in the text (`[1]`, `*`, `†`, `¹`) and a block that begins with the same mark become a note.
//!
//! A mark without a block, and a block without a mark, stay the text that they are. Labels may begin again in every
//! chapter: a block answers the marks since the last block with its label. Of `[Footnote 1: …]`, as in books of
//! Project Gutenberg, the word is part of the mark.

use super::arena::Arena;
use super::class::{Class, Classes, Settled};
use super::evidence::Evidence;
use super::limits::shape::{BRACKETS, CITED_LIST, FOOTNOTE_WORD, NEAR_NOTE};
use super::scores::notes as scores;
use super::unit::{Shape, Unit};
use crate::document::NoteId;
use crate::source::Cut as _;
use crate::words::list::List;
use std::collections::BTreeMap;
use std::ops::Range;

/// The words that open the block of a note in brackets.
static FOOTNOTES: List = List::new(|cues| cues.footnotes);

/// A note's block.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    /// Its unit, and those behind it that belong to it.
    pub units: Range<usize>,
    /// Its label: `1`, `*`.
    pub label: String,
    /// The byte behind its mark.
    pub text: u32,
    /// Bytes at its end that belong to the mark: the bracket of `[Footnote 1: …]`.
    pub tail: u32,
}

/// The notes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The blocks, in order: their index is the note's id.
    pub definitions: Vec<Definition>,
    /// The marks: their first byte, their length and their note.
    pub marks: BTreeMap<u32, (u32, NoteId)>,
}

impl Notes {
    /// Takes the blocks of notes out of the text, and the rule above them where nothing else stands behind it.
    pub(super) fn take_out(&self, arena: &Arena<'_>, units: &[Unit], classes: &mut Classes) {
        for definition in &self.definitions {
            for unit in definition.units.clone() {
                classes.list[unit] = Settled {
                    class: Class::Note,
                    evidence: Evidence::of(scores::BEGINS_WITH_A_MARK_THAT_STANDS_IN_THE_TEXT),
                };
            }
        }
        let taken = |i: usize| classes.list.get(i).is_none_or(|s| s.class == Class::Note);
        let rules: Vec<usize> = (0..units.len())
            .filter(|&i| {
                matches!(units[i].shape, Shape::Rule)
                    && arena.content(units[i].lines.start).starts_with(['_', '-', '—'])
            })
            .filter(|&i| i + 1 < units.len() && (i + 1..units.len()).all(taken))
            .collect();
        for i in rules {
            classes.list[i].class = Class::Note;
        }
    }

    /// Finds the notes of a text.
    pub(super) fn of(arena: &Arena<'_>, units: &[Unit], classes: &Classes) -> Notes {
        let mut candidates = candidates(arena, units, classes);
        if candidates.is_empty() {
            return Notes::default();
        }
        let first_byte = |c: &Definition| arena.lines[units[c.units.start].lines.start].start;
        let mut signs: BTreeMap<String, Vec<(u32, u32)>> =
            candidates.iter().map(|c| (c.label.clone(), Vec::new())).collect();
        let own: std::collections::BTreeSet<u32> = candidates.iter().map(first_byte).collect();
        scan(arena.text, &own, &mut signs);
        drop_lists(&mut candidates, |c| signs[&c.label].iter().any(|mark| mark.0 < first_byte(c)));
        // Marks inside verbatim text are text.
        let code: Vec<Range<u32>> = units
            .iter()
            .filter(|u| matches!(u.shape, Shape::Code(_)))
            .map(|u| arena.extent(&u.lines))
            .map(|(a, b)| a..b)
            .collect();
        let mut notes = Notes::default();
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        for candidate in candidates {
            let list = &signs[&candidate.label];
            let from = used.entry(candidate.label.clone()).or_default();
            let until = list.partition_point(|m| m.0 < first_byte(&candidate));
            let near = if candidate.is_counted() { 0 } else { nearest(arena, units, candidate.units.start) };
            let found: Vec<(u32, u32)> = list[(*from).min(until)..until]
                .iter()
                .copied()
                .filter(|m| m.0 >= near && !code.iter().any(|c| c.contains(&m.0)))
                .collect();
            *from = until;
            if found.is_empty() {
                continue;
            }
            let id = NoteId(notes.definitions.len() as u32);
            for (start, length) in found {
                notes.marks.insert(start, (length, id));
            }
            notes.definitions.push(candidate);
        }
        notes
    }
}

impl Definition {
    /// Whether its label is a number. Signs (`*`, `†`) are reused throughout a text, so they refer to a block nearby.
    fn is_counted(&self) -> bool {
        self.label.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The blocks that begin with a mark.
fn candidates(arena: &Arena<'_>, units: &[Unit], classes: &Classes) -> Vec<Definition> {
    let mut candidates: Vec<Definition> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let free = matches!(classes.list[i].class, Class::Shape)
            && matches!(unit.shape, Shape::Prose | Shape::Lines(_) | Shape::Quote(_));
        if !free {
            continue;
        }
        let line = &arena.lines[unit.lines.start];
        // Blocks below a note that are indented as its text is belong to it.
        if let Some(last) = candidates.last_mut()
            && last.units.end == i
            && line.indent >= 2
            && arena.lines[units[last.units.start].lines.start].indent + 2 <= line.indent
            && last.is_counted()
        {
            last.units.end = i + 1;
            continue;
        }
        if !matches!(unit.shape, Shape::Prose | Shape::Lines(_)) {
            continue;
        }
        let text = line.of(arena.text);
        if let Some((label, length)) = mark(text) {
            let (_, end) = arena.extent(&unit.lines);
            let tail = u32::from(footnote(text).is_some() && arena.text.cut(..end as usize).ends_with(']'));
            candidates.push(Definition { units: i..i + 1, label, text: line.start + length as u32, tail });
        }
    }
    candidates
}

/// Drops runs of three or more numbered blocks not all of which the text cites: they are a bibliography, which stays a list.
fn drop_lists(candidates: &mut Vec<Definition>, is_cited: impl Fn(&Definition) -> bool) {
    let mut whole = vec![true; candidates.len()];
    let mut from = 0;
    while from < candidates.len() {
        let next = |k: usize| candidates[k].units.start == candidates[k - 1].units.end && candidates[k].is_counted();
        let to = (from + 1..candidates.len()).find(|&k| !next(k)).unwrap_or(candidates.len());
        if to - from >= CITED_LIST && !candidates[from..to].iter().all(&is_cited) {
            whole[from..to].fill(false);
        }
        from = to;
    }
    let mut whole = whole.into_iter();
    candidates.retain(|_| whole.next().unwrap_or(true));
}

/// The first byte of the fifth unit before `unit`.
fn nearest(arena: &Arena<'_>, units: &[Unit], unit: usize) -> u32 {
    let first = &units[unit.saturating_sub(NEAR_NOTE)];
    arena.extent(&first.lines).0
}

/// What stands behind the word that opens the block of a note in brackets, `[Footnote 1: …]`.
fn footnote(text: &str) -> Option<&str> {
    let (word, rest) = text.strip_prefix('[')?.split_once(' ')?;
    (word.len() <= FOOTNOTE_WORD && FOOTNOTES.holds(&word.to_lowercase())).then_some(rest)
}

/// The mark at the start of a note's block: its label and its length in bytes, the space behind it included.
pub(super) fn mark(text: &str) -> Option<(String, usize)> {
    if let Some(rest) = footnote(text) {
        let end = rest.find(':').filter(|&e| (1..=4).contains(&e))?;
        let length = text.len() - rest.len() + end + 1;
        return Some((rest.cut(..end).to_owned(), length)).filter(|m| m.0.bytes().all(|b| b.is_ascii_alphanumeric()));
    }
    if let Some(rest) = text.strip_prefix('[') {
        let end = rest.find(']').filter(|&e| (1..=3).contains(&e))?;
        let label = rest.cut(..end);
        let good = label.bytes().all(|b| b.is_ascii_digit()) || matches!(label, "*" | "†" | "‡" | "a" | "b" | "c");
        let after = rest.cut(end + 1..).trim_start_matches(':');
        let text_follows = after.starts_with([' ', '\t']) && after.contains(char::is_alphanumeric);
        return (good && text_follows).then(|| (label.to_owned(), text.len() - after.trim_start().len()));
    }
    let first = text.chars().next()?;
    let run: String = text.chars().take_while(|&c| c == first).collect();
    match first {
        '*' | '†' | '‡' | '§' => {
            let rest = text.cut(run.len()..);
            let words = rest.trim_start();
            let good = run.chars().count() <= 3
                && rest.len() - words.len() <= 1
                && words.starts_with(|c: char| c.is_alphanumeric() || "“‘\"'(_".contains(c))
                // `*Strong* words` opens with emphasis, not with a mark.
                && !(first == '*' && rest.len() == words.len() && closes_soon(words));
            good.then(|| (run.clone(), text.len() - words.len()))
        }
        '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => {
            let digits: String = text.chars().map_while(superscript).collect();
            let length: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
            let words = text.cut(length..).trim_start();
            words.starts_with(char::is_alphanumeric).then(|| (format!("^{digits}"), text.len() - words.len()))
        }
        _ => None,
    }
}

/// Whether an asterisk closes what the one before it opened, at a word's end.
fn closes_soon(text: &str) -> bool {
    let head: String = text.chars().take(120).collect();
    head.char_indices().skip(1).any(|(i, c)| {
        c == '*'
            && head.cut(..i).ends_with(|c: char| !c.is_whitespace())
            && head.cut(i + 1..).chars().next().is_none_or(|n| !n.is_alphanumeric())
    })
}

/// Whether an asterisk behind this text closes what another one of its line opened: `*Thursday*`.
fn closes_emphasis(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("");
    let Some((outside, inside)) = line.rsplit_once('*') else { return false };
    inside.starts_with(|c: char| !c.is_whitespace()) && !outside.ends_with(|c: char| c.is_alphanumeric() || c == '*')
}

fn superscript(c: char) -> Option<char> {
    let value = match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => c as u32 - 0x2070,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Every place where one of the labels stands as a mark behind a word.
fn scan(text: &str, own: &std::collections::BTreeSet<u32>, signs: &mut BTreeMap<String, Vec<(u32, u32)>>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let lead = |b: u8| matches!(b, b'[' | b'*' | 0xe2 | 0xc2);
    while let Some(found) = bytes[at..].iter().position(|&b| lead(b)) {
        let start = at + found;
        at = start + 1;
        let Some(first) = text.cut(start..).chars().next() else { break };
        let before = text.cut(..start).chars().next_back();
        let (label, length) = match first {
            '[' => {
                let Some(end) = text.cut(start + 1..).bytes().take(BRACKETS).position(|b| b == b']') else { continue };
                let Some(label) = text.get(start + 1..start + 1 + end) else { continue };
                // Several in one pair of brackets: `[2, 3]`, `[4–6]`.
                if label.contains([',', '-', '–']) && label.chars().all(|c| c.is_ascii_digit() || ", -–".contains(c))
                {
                    several(text, start, label, own, signs);
                    continue;
                }
                (label.to_owned(), end + 2)
            }
            '*' | '†' | '‡' | '§' => {
                let run = text.cut(start..).chars().take_while(|&c| c == first).count();
                let length = run * first.len_utf8();
                at = start + length;
                let after = text.cut(start + length..).chars().next();
                // Behind a word or its punctuation, or at the very end of a paragraph.
                let touches = before.is_some_and(|c| c.is_alphanumeric() || ".,;:!?”’\"')»".contains(c));
                let last = before == Some(' ')
                    && after.is_none_or(|c| c == '\n')
                    && !text.cut(..start).trim_end().ends_with(first);
                let open = after.is_none_or(|c| c.is_whitespace() || ".,;:!?”’\"')—–-".contains(c));
                let closes = first == '*' && run == 1 && closes_emphasis(text.cut(..start));
                if run > 3 || !open || closes || !(touches || last) {
                    continue;
                }
                (text.cut(start..start + length).to_owned(), length)
            }
            c if superscript(c).is_some() => {
                let digits: String = text.cut(start..).chars().map_while(superscript).collect();
                let length: usize = text.cut(start..).chars().take(digits.len()).map(char::len_utf8).sum();
                at = start + length;
                if !before.is_some_and(|c| c.is_alphabetic() || ".,;:!?”’\"')".contains(c)) {
                    continue;
                }
                (format!("^{digits}"), length)
            }
            _ => continue,
        };
        if own.contains(&(start as u32)) {
            continue;
        }
        if let Some(list) = signs.get_mut(&label) {
            list.push((start as u32, length as u32));
        }
    }
}

/// The marks within one pair of brackets; the first takes the opening bracket with it, the last the closing one.
fn several(
    text: &str,
    start: usize,
    label: &str,
    own: &std::collections::BTreeSet<u32>,
    signs: &mut BTreeMap<String, Vec<(u32, u32)>>,
) {
    if own.contains(&(start as u32)) || !text.cut(..start).ends_with(|c: char| !c.is_control()) {
        return;
    }
    let mut from = 0;
    while let Some(digit) = label.cut(from..).find(|c: char| c.is_ascii_digit()) {
        let first = from + digit;
        let length = label.cut(first..).bytes().take_while(u8::is_ascii_digit).count();
        let last = first + length;
        let begin = if first == 0 { start } else { start + 1 + first };
        let end = start + 1 + last + usize::from(last == label.len());
        if let Some(list) = signs.get_mut(label.cut(first..last)) {
            list.push((begin as u32, (end - begin) as u32));
        }
        from = last;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_blocks() {
        assert_eq!(mark("[1] See above."), Some(("1".into(), 4)));
        assert_eq!(mark("*See above."), Some(("*".into(), 1)));
        assert_eq!(mark("† See above."), Some(("†".into(), 4)));
        assert_eq!(mark("[Footnote 12: See above.]"), Some(("12".into(), 13)));
        assert_eq!(mark("[Fußnote 2: Siehe oben.]"), Some(("2".into(), 12)));
        assert_eq!(mark("[Note to 1: See above.]"), None);
        assert_eq!(mark("*Strong* words"), None);
        assert_eq!(mark("* * *"), None);
        assert_eq!(mark("[sic] he wrote"), None);
    }
}
