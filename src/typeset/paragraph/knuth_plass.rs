//! Total fit: where to break all lines of a paragraph at once, on numbers only.
//!
//! Donald E. Knuth and Michael F. Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience 11
//! (1981), 1119–1184. Departures: glyphs may be widened and narrowed within a limit before the spaces are; places
//! where a line can end carry sums from the paragraph's start, so that a line costs a subtraction; nodes that are
//! too near to end a line here are passed over, since active nodes are in the order of their places.

use super::cost::{Fit, Rules};

/// Sums over everything from the paragraph's start to a place, in scaled points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Natural width.
    pub width: i64,
    /// The part of `width` that font expansion acts on.
    pub glyphs: i64,
    /// How much the spaces may grow before they look wide.
    pub stretch: i64,
    /// How much the spaces may shrink.
    pub shrink: i64,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Break {
    /// Up to the end of a line that ends here.
    pub end: Sums,
    /// Up to the start of the line that begins here: `end` and the space that vanishes.
    pub start: Sums,
    /// What a line that ends here has beyond `end`: a hyphen, less what hangs into the margin.
    pub tail: i64,
    /// What hangs into the margin at the start of the line that begins here.
    pub head: i64,
    /// What it costs to break here.
    pub penalty: i32,
    /// Whether a hyphen is put in or stands here.
    pub hyphen: bool,
    /// Whether the hyphen is put in: a word is divided.
    pub divided: bool,
    /// Whether the line must end here.
    pub forced: bool,
    /// Whether this is a last resort: inside a word, to be used only where nothing else fits.
    pub desperate: bool,
}

/// The widths of the lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures<'a> {
    /// Those of the first lines, where they differ.
    pub first: &'a [i64],
    /// Those of all others.
    pub rest: i64,
}

impl Measures<'_> {
    /// The width of a line, counted from 0.
    pub(super) fn of(&self, line: usize) -> i64 {
        self.first.get(line).copied().unwrap_or(self.rest)
    }
}

#[derive(Clone, Copy)]
struct Node {
    /// Where its line ended: one more than the index of the break; 0 is the paragraph's start.
    place: u32,
    line: u32,
    previous: u32,
    class: u8,
    hyphens: u8,
    demerits: i64,
}

/// Memory of [`breaks`], kept from paragraph to paragraph.
#[derive(Default)]
pub(super) struct Workspace {
    nodes: Vec<Node>,
    active: Vec<u32>,
    found: Vec<Node>,
}

/// The best places to break at, as indices into `places`, into `chosen`; the last one is the last place, which must
/// be forced. `false`: under these rules there is no way, unless [`Rules::desperate`].
///
/// `head` is what hangs into the margin at the start of the first line.
pub(super) fn breaks(
    places: &[Break],
    head: i64,
    measures: Measures<'_>,
    rules: &Rules,
    work: &mut Workspace,
    chosen: &mut Vec<u32>,
) -> bool {
    let Workspace { nodes, active, found } = work;
    nodes.clear();
    active.clear();
    let origin = Break { head, ..Break::default() };
    nodes.push(Node { place: 0, line: 0, previous: 0, class: 1, hyphens: 0, demerits: 0 });
    active.push(0);
    let even = measures.first.len() <= 1;
    let shaped = measures.first.len() as u32;
    for (i, place) in places.iter().enumerate() {
        if (place.divided && !rules.hyphens) || (place.desperate && !rules.desperate) {
            continue;
        }
        let last = i + 1 == places.len();
        found.clear();
        let (mut kept, mut too_long) = (0, None::<u32>);
        let mut at = 0;
        while at < active.len() {
            let index = active[at];
            let node = nodes[index as usize];
            let from = if node.place == 0 { &origin } else { &places[node.place as usize - 1] };
            let fit = rules.fit(from, place, measures.of(node.line as usize), last);
            match fit {
                Fit::TooLong => {
                    too_long = Some(index);
                    at += 1;
                    continue;
                }
                Fit::TooShort if even && !place.forced => break,
                Fit::TooShort => {}
                // Never three hyphens one above the other, unless nothing else is left.
                Fit::Line { .. } if place.hyphen && node.hyphens > 1 && !rules.desperate => {}
                Fit::Line { class, demerits } => {
                    let hyphens = if place.hyphen { node.hyphens.saturating_add(1) } else { 0 };
                    let demerits =
                        node.demerits + demerits + rules.between(node.class, class, node.hyphens, place, last);
                    let line = node.line + 1;
                    let node = Node { place: i as u32 + 1, line, previous: index, class, hyphens, demerits };
                    keep(found, node, shaped);
                }
            }
            active[kept] = index;
            kept += 1;
            at += 1;
        }
        // What was passed over stays.
        active.copy_within(at.., kept);
        active.truncate(kept + active.len() - at);
        if place.forced {
            active.clear();
        }
        if found.is_empty() && active.is_empty() {
            let Some(index) = too_long.filter(|_| rules.desperate) else { return false };
            // Nothing fits, not even as a last resort: the line sticks out.
            let node = nodes[index as usize];
            let (line, place) = (node.line + 1, i as u32 + 1);
            found.push(Node { place, line, previous: index, class: 1, hyphens: 0, demerits: node.demerits });
        }
        for node in found.drain(..) {
            active.push(nodes.len() as u32);
            nodes.push(node);
        }
    }
    let best = active.iter().min_by_key(|&&n| nodes[n as usize].demerits).copied();
    let Some(mut at) = best else { return places.is_empty() };
    chosen.clear();
    while at != 0 {
        let node = nodes[at as usize];
        chosen.push(node.place - 1);
        at = node.previous;
    }
    chosen.reverse();
    true
}

/// Keeps the best way to each place, for each class and, where widths differ, for each line.
fn keep(found: &mut Vec<Node>, node: Node, shaped: u32) {
    let alike = |n: &&mut Node| {
        n.class == node.class && (n.hyphens > 1) == (node.hyphens > 1) && n.line.min(shaped) == node.line.min(shaped)
    };
    match found.iter_mut().find(alike) {
        Some(known) if known.demerits <= node.demerits => {}
        Some(known) => *known = node,
        None => found.push(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters are 10 wide, a space is 6 and may grow by 3 and shrink by 2; `-` may end a line and costs.
    fn places(text: &str) -> Vec<Break> {
        let (mut sums, mut list) = (Sums::default(), Vec::new());
        for c in text.chars() {
            let end = sums;
            match c {
                ' ' => {
                    sums.width += 6;
                    sums.stretch += 3;
                    sums.shrink += 2;
                    list.push(Break { end, start: sums, ..Break::default() });
                }
                '-' => list.push(Break {
                    end,
                    start: end,
                    tail: 10,
                    penalty: 5_000,
                    hyphen: true,
                    divided: true,
                    ..Break::default()
                }),
                _ => {
                    sums.width += 10;
                    sums.glyphs += 10;
                }
            }
        }
        list.push(Break { end: sums, start: sums, forced: true, ..Break::default() });
        list
    }

    /// The lines of a text in a measure.
    fn lines(text: &str, measure: i64, rules: &Rules) -> Option<Vec<String>> {
        let (places, mut chosen) = (places(text), Vec::new());
        let measures = Measures { first: &[], rest: measure };
        breaks(&places, 0, measures, rules, &mut Workspace::default(), &mut chosen).then_some(())?;
        let offsets: Vec<usize> =
            text.char_indices().filter(|(_, c)| " -".contains(*c)).map(|(i, _)| i).chain([text.len()]).collect();
        let mut start = 0;
        let line = |&i: &u32| {
            let end = offsets[i as usize];
            let mut line = text[start..end].replace('-', "");
            line.push_str(if text[end..].starts_with('-') { "-" } else { "" });
            start = (end + 1).min(text.len());
            line
        };
        Some(chosen.iter().map(line).collect())
    }

    fn justified() -> Rules {
        Rules { expansion: 0, ..Rules::justified(0) }
    }

    #[test]
    fn two_words_a_line_where_both_are_exact() {
        assert_eq!(lines("aa bb cc dd", 46, &justified()).unwrap(), ["aa bb", "cc dd"]);
    }

    #[test]
    fn an_earlier_line_is_looser_so_that_a_later_one_is_not_too_loose() {
        // First fit: "aa bb cc" is exact in 72, then "dd" and "eeeeee" leave a line with no space to stretch.
        assert_eq!(lines("aa bb cc dd eeeeee", 72, &justified()), None, "a line of one word can't be justified");
        let loose = Rules { tolerance: 10_000, ..justified() };
        assert_eq!(lines("aa bb cc dd eee fff", 75, &loose).unwrap(), ["aa bb cc", "dd eee", "fff"]);
    }

    #[test]
    fn a_word_is_divided_only_where_rules_allow() {
        let text = "aa bbbb-bb cc";
        assert_eq!(lines(text, 76, &Rules { hyphens: false, ..justified() }), None);
        assert_eq!(lines(text, 76, &justified()).unwrap(), ["aa bbbb-", "bb cc"]);
    }

    #[test]
    fn glyphs_are_widened_before_spaces() {
        // 5 spaces of 6 and 120 of letters are 150. Letters 5 % wider are 126: in 156 no space has to grow.
        let rules = Rules { expansion: 50, ..justified() };
        let places = places("aa bb cc dd ee ff");
        let end = Break { forced: false, ..places[5] };
        let Fit::Line { demerits: widened, .. } = rules.fit(&Break::default(), &end, 156, false) else { panic!() };
        let Fit::Line { demerits: stretched, .. } = justified().fit(&Break::default(), &end, 156, false) else {
            panic!()
        };
        assert!(widened < stretched);
    }

    #[test]
    fn a_word_that_is_too_long_sticks_out_only_in_the_end() {
        assert_eq!(lines("aa bbbbbbbbbb cc", 60, &justified()), None);
        let last = Rules { desperate: true, tolerance: i64::MAX, ..justified() };
        assert_eq!(lines("aa bbbbbbbbbb cc", 60, &last).unwrap(), ["aa", "bbbbbbbbbb", "cc"]);
    }
}
