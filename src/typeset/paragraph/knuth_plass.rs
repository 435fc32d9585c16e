//! Total-fit line breaking: chooses all breaks of a paragraph at once, on numbers only.
//!
//! Donald E. Knuth and Michael F. Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience 11
//! (1981), 1119–1184. Differences: font expansion is used before the spaces change; breaks carry prefix sums from the
//! paragraph's start, so a line's width is a subtraction; active nodes are ordered by position, so those too near to
//! end a line here are skipped.

use super::cost::{CostRules, Fit};

/// Sums from the paragraph's start to a break, in scaled points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Natural width.
    pub width: i64,
    /// The part of `width` subject to font expansion.
    pub glyphs: i64,
    /// Stretch of the spaces.
    pub stretch: i64,
    /// Shrink of the spaces.
    pub shrink: i64,
}

/// A break opportunity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Break {
    /// Sums up to the end of a line that ends here.
    pub end: Sums,
    /// Sums up to the start of the next line: `end` and the discarded space.
    pub start: Sums,
    /// Additional width of a line that ends here: a hyphen, less the protrusion.
    pub tail: i64,
    /// Protrusion at the start of the next line.
    pub head: i64,
    /// Penalty.
    pub penalty: i32,
    /// Whether the line ends in a hyphen, inserted or not.
    pub hyphen: bool,
    /// Whether the hyphen is inserted: a word is divided.
    pub divided: bool,
    /// Whether the break is forced.
    pub forced: bool,
    /// Whether this is a last resort inside a word, used only if nothing else is feasible.
    pub desperate: bool,
}

/// The widths of the lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures<'a> {
    /// Those of the first lines.
    pub first: &'a [i64],
    /// That of all other lines.
    pub rest: i64,
}

impl Measures<'_> {
    /// Width of a line, counted from 0.
    pub(super) fn of(&self, line: usize) -> i64 {
        self.first.get(line).copied().unwrap_or(self.rest)
    }
}

#[derive(Clone, Copy)]
struct ActiveNode {
    /// One more than the index of the break where the line ended; 0 is the paragraph's start.
    place: u32,
    line: u32,
    previous: u32,
    class: u8,
    hyphens: u8,
    demerits: i64,
}

/// Buffers of [`breaks`], reused between paragraphs.
#[derive(Default)]
pub(super) struct Workspace {
    nodes: Vec<ActiveNode>,
    active: Vec<u32>,
    found: Vec<ActiveNode>,
    /// Number of lines tried.
    #[cfg(test)]
    tried: usize,
}

/// For lines that end at a cut inside a word, only this many starts are tried, the longest lines first: shorter ones
/// gain nothing, and a word of a million letters is set in linear time.
const MOST_CUTS: usize = 4;

/// Finds the optimal breaks and writes their indices in `places` to `chosen`; the last place is the last break and
/// must be forced. Returns `false` if no breaks are feasible under these rules, which can't happen with
/// [`CostRules::desperate`].
///
/// `head`: protrusion at the start of the first line.
pub(super) fn breaks(
    places: &[Break],
    head: i64,
    measures: Measures<'_>,
    rules: &CostRules,
    work: &mut Workspace,
    chosen: &mut Vec<u32>,
) -> bool {
    let Workspace { nodes, active, found, .. } = work;
    nodes.clear();
    active.clear();
    let origin = Break { head, ..Break::default() };
    nodes.push(ActiveNode { place: 0, line: 0, previous: 0, class: 1, hyphens: 0, demerits: 0 });
    active.push(0);
    let even = measures.first.len() <= 1;
    let shaped = measures.first.len() as u32;
    for (i, place) in places.iter().enumerate() {
        if (place.divided && !rules.hyphens) || (place.desperate && !rules.desperate) {
            continue;
        }
        let last = i + 1 == places.len();
        found.clear();
        let (mut kept, mut too_long, mut fitting) = (0, None::<u32>, 0);
        let most = if place.desperate && even { MOST_CUTS } else { usize::MAX };
        let mut at = 0;
        while at < active.len() && fitting < most {
            let index = active[at];
            let node = nodes[index as usize];
            let from = if node.place == 0 { &origin } else { &places[node.place as usize - 1] };
            #[cfg(test)]
            (work.tried += 1);
            let fit = rules.fit(from, place, measures.of(node.line as usize), last);
            match fit {
                Fit::TooLong => {
                    too_long = Some(index);
                    at += 1;
                    continue;
                }
                Fit::TooShort if even && !place.forced => break,
                Fit::TooShort => {}
                // No three hyphenated lines in a row, except as a last resort.
                Fit::Line { .. } if place.hyphen && node.hyphens > 1 && !rules.desperate => {}
                Fit::Line { class, demerits } => {
                    fitting += 1;
                    let hyphens = if place.hyphen { node.hyphens.saturating_add(1) } else { 0 };
                    let demerits =
                        node.demerits + demerits + rules.between(node.class, class, node.hyphens, place, last);
                    let line = node.line + 1;
                    let node = ActiveNode { place: i as u32 + 1, line, previous: index, class, hyphens, demerits };
                    keep(found, node, shaped);
                }
            }
            active[kept] = index;
            kept += 1;
            at += 1;
        }
        // Keep the skipped active nodes.
        if kept < at {
            active.copy_within(at.., kept);
            active.truncate(kept + active.len() - at);
        }
        if place.forced {
            active.clear();
        }
        if found.is_empty() && active.is_empty() {
            let Some(index) = too_long.filter(|_| rules.desperate) else { return false };
            // No feasible break, emergency ones included: an overfull line.
            let node = nodes[index as usize];
            let (line, place) = (node.line + 1, i as u32 + 1);
            found.push(ActiveNode { place, line, previous: index, class: 1, hyphens: 0, demerits: node.demerits });
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

/// Keeps the best node at each break for each fitness class, behind fewer than two hyphens in a row or more, and, where
/// line widths differ, for each line number.
fn keep(found: &mut Vec<ActiveNode>, node: ActiveNode, shaped: u32) {
    let alike = |n: &&mut ActiveNode| {
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
    fn lines(text: &str, measure: i64, rules: &CostRules) -> Option<Vec<String>> {
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

    fn justified() -> CostRules {
        CostRules::justified(0)
    }

    #[test]
    fn two_words_a_line_where_both_are_exact() {
        assert_eq!(lines("aa bb cc dd", 46, &justified()).unwrap(), ["aa bb", "cc dd"]);
    }

    #[test]
    fn an_earlier_line_is_looser_so_that_a_later_one_is_not_too_loose() {
        // First fit: "aa bb cc" is exact in 72, then "dd" and "eeeeee" leave a line with no space to stretch.
        assert_eq!(lines("aa bb cc dd eeeeee", 72, &justified()), None, "a line of one word can't be justified");
        let loose = CostRules { tolerance: 10_000, ..justified() };
        assert_eq!(lines("aa bb cc dd eee fff", 75, &loose).unwrap(), ["aa bb cc", "dd eee", "fff"]);
    }

    #[test]
    fn a_word_is_divided_only_where_rules_allow() {
        let text = "aa bbbb-bb cc";
        assert_eq!(lines(text, 76, &CostRules { hyphens: false, ..justified() }), None);
        assert_eq!(lines(text, 76, &justified()).unwrap(), ["aa bbbb-", "bb cc"]);
    }

    #[test]
    fn a_hyphen_is_weighed_against_wide_spaces() {
        // In 76, the two spaces of "aa bb c-" grow by 2 each, the one of "aa bb" by 30.
        let text = "aa bb c-cccc dd";
        let tolerant = CostRules { tolerance: 20_000, ..justified() };
        assert_eq!(lines(text, 76, &tolerant).unwrap(), ["aa bb c-", "cccc dd"]);
        let dear = CostRules { price: 1_000_000, loose: 10_000, ..tolerant };
        assert_eq!(lines(text, 76, &dear).unwrap(), ["aa bb", "ccccc dd"]);
    }

    /// The demerits of a line of six words and five spaces, in all 120 of glyphs and 30 of spaces.
    fn demerits(rules: &CostRules, measure: i64) -> i64 {
        let places = places("aa bb cc dd ee ff");
        let end = Break { forced: false, ..places[5] };
        match rules.fit(&Break::default(), &end, measure, false) {
            Fit::Line { demerits, .. } => demerits,
            other => panic!("{other:?} in {measure}"),
        }
    }

    #[test]
    fn glyphs_are_widened_and_narrowed_before_spaces() {
        // Letters 5 % wider are 126: in 156 no space has to grow. The other way round in 144.
        let rules = CostRules { expansion: 50, ..justified() };
        let natural = demerits(&rules, 150);
        for measure in [144, 156] {
            assert!(demerits(&rules, measure) < natural + 15, "next to nothing");
            assert!(demerits(&justified(), measure) > natural + 100, "spaces cost");
        }
        // What is beyond is the spaces' alone: 9 of 15.
        assert!(demerits(&rules, 165) > demerits(&justified(), 158));
        assert!(demerits(&rules, 165) < demerits(&justified(), 160));
    }

    #[test]
    fn to_stretch_and_to_shrink_cost_alike_and_the_more_the_steeper() {
        // Five spaces that grow by 15 before they are loose, and shrink by 10.
        let cost = |measure: i64| demerits(&justified(), measure) - demerits(&justified(), 150);
        assert!((cost(145) - cost(155)).abs() <= cost(155) / 2);
        assert!(cost(158) > 2 * cost(155) && cost(165) > 3 * cost(158));
        let fit = |measure| {
            justified().fit(
                &Break::default(),
                &Break { forced: false, ..places("aa bb cc dd ee ff")[5] },
                measure,
                false,
            )
        };
        assert_eq!((fit(139), fit(166)), (Fit::TooLong, Fit::TooShort));
    }

    #[test]
    fn lines_of_quite_another_looseness_cost_more_together() {
        let (rules, to) = (justified(), Break::default());
        assert_eq!(rules.between(0, 1, 0, &to, false), 0);
        assert_eq!(rules.between(2, 3, 0, &to, false), 0);
        assert!(rules.between(0, 2, 0, &to, false) > 0 && rules.between(3, 1, 0, &to, false) > 0);
    }

    #[test]
    fn hyphens_cost_more_one_above_the_other_and_above_the_last_line() {
        let (rules, hyphen) = (justified(), Break { hyphen: true, ..Break::default() });
        let plain = Break::default();
        assert_eq!(rules.between(1, 1, 0, &hyphen, false), 0);
        assert!(rules.between(1, 1, 1, &hyphen, false) > 0);
        assert!(rules.between(1, 1, 2, &hyphen, false) > 100 * rules.between(1, 1, 1, &hyphen, false));
        assert!(rules.between(1, 1, 1, &plain, true) > 0 && rules.between(1, 1, 1, &plain, false) == 0);
    }

    #[test]
    fn never_three_hyphens_one_above_the_other() {
        // Every line would best end in a hyphen: "aaaa-" is 50 wide.
        let text = "aaaa-aaaa-aaaa-aaaa bb";
        let rules = CostRules { tolerance: i64::MAX, ..justified() };
        let set = lines(text, 50, &rules);
        assert_eq!(set, None);
        let set = lines(text, 50, &CostRules { desperate: true, ..rules }).unwrap();
        assert_eq!(set, ["aaaa-", "aaaa-", "aaaa-", "aaaa", "bb"], "where nothing else is left");
    }

    #[test]
    fn a_last_line_costs_nothing_for_being_short_but_should_not_be_a_syllable() {
        let places = places("aa bb cc dd ee ff");
        let (from, end) = (places[3], places[5]);
        let cost = |from: &Break, measure| match justified().fit(from, &end, measure, true) {
            Fit::Line { demerits, .. } => demerits,
            other => panic!("{other:?}"),
        };
        assert_eq!(cost(&from, 46), cost(&from, 300), "two words");
        assert!(cost(&places[4], 300) > cost(&places[4], 130), "one word, in a wide measure");
    }

    #[test]
    fn a_word_that_is_too_long_sticks_out_only_in_the_end() {
        assert_eq!(lines("aa bbbbbbbbbb cc", 60, &justified()), None);
        let last = CostRules { desperate: true, tolerance: i64::MAX, ..justified() };
        assert_eq!(lines("aa bbbbbbbbbb cc", 60, &last).unwrap(), ["aa", "bbbbbbbbbb", "cc"]);
    }

    #[test]
    fn a_word_without_end_takes_steps_in_proportion() {
        let rules = CostRules { desperate: true, tolerance: i64::MAX, ..justified() };
        let steps = |letters: i64| {
            let cut = |i: i64| {
                let sums = Sums { width: i * 10, glyphs: i * 10, ..Sums::default() };
                Break { end: sums, start: sums, penalty: 1_000_000, desperate: true, ..Break::default() }
            };
            let mut places: Vec<Break> = (1..=letters).map(cut).collect();
            *places.last_mut().unwrap() = Break { forced: true, desperate: false, penalty: 0, ..cut(letters) };
            let (mut work, mut chosen) = (Workspace::default(), Vec::new());
            assert!(breaks(&places, 0, Measures { first: &[], rest: 800 }, &rules, &mut work, &mut chosen));
            assert_eq!(chosen.len() as i64, (letters + 79) / 80, "full lines");
            work.tried
        };
        let (once, tenfold) = (steps(4_000), steps(40_000));
        assert!(once < 4_000 * 8 && tenfold < once * 11, "{once}, {tenfold}");
    }
}
