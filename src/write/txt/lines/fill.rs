//! Segments → lines: total fit, ragged right.
//!
//! Minimizes the sum of squared slack and break costs over all ways to divide a paragraph (after Knuth and Plass,
//! “Breaking Paragraphs into Lines”, 1981; squared slack instead of cubed stretch, since nothing is stretched here).
//! The last line may be short, but not a single short word. Each break looks back over at most one line, so the time
//! is linear in practice.

use super::cost;
use super::segment::{TextSegment, segment};
use std::ops::Range;

/// Line-breaking method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Total fit.
    Optimal,
    /// First fit.
    Greedy,
    /// Total fit, with the last line counted too: balanced lines for headings.
    Even,
}

/// Breaks paragraphs into lines; reuses its buffers.
#[derive(Debug, Default)]
pub struct Breaker {
    segments: Vec<TextSegment>,
    nodes: Vec<BreakNode>,
    lines: Vec<Range<u32>>,
}

/// The best chain of lines up to the end of a segment.
#[derive(Clone, Copy, Debug)]
struct BreakNode {
    total: u64,
    from: u32,
}

/// Cost of a line end where the next word would have fitted with this many cells to spare: a reader takes such a line
/// end for an intended one.
const MEANT_COST: u64 = 1 << 20;

/// Limit of the cells that would remain if the next line's first word were moved to this line. `read::plain` uses the
/// same number.
fn spare(measure: u32) -> u32 {
    (measure / 4).min(10)
}

/// A last line shorter than this is a single short word.
const SHORT_LAST: u32 = 8;
const SHORT_LAST_COST: u64 = 120;

impl Breaker {
    /// The byte ranges of the lines of `text`, which has no line breaks, in `measure` cells; without white space at
    /// the ends. An empty text has no line.
    pub fn divide(&mut self, text: &str, measure: usize, filling: Filling) -> &[Range<u32>] {
        self.lines.clear();
        segment(text, &mut self.segments);
        let measure = u32::try_from(measure).unwrap_or(u32::MAX).min(1 << 20);
        match filling {
            Filling::Greedy => self.greedy(measure),
            Filling::Optimal => self.optimal(measure),
            Filling::Even => {
                self.greedy(measure);
                let count = self.lines.len();
                if count > 1 {
                    // Balanced lines: the narrowest measure that needs no more lines.
                    let (mut low, mut high) = (1, measure);
                    while low < high {
                        let middle = low.midpoint(high);
                        self.greedy(middle);
                        if self.lines.len() > count || self.overflows(middle) {
                            low = middle + 1;
                        } else {
                            high = middle;
                        }
                    }
                    self.greedy(high);
                }
            }
        }
        &self.lines
    }

    /// Width of the widest segment, the minimum measure.
    pub fn widest(&mut self, text: &str) -> usize {
        segment(text, &mut self.segments);
        self.segments.iter().map(|s| s.width as usize).max().unwrap_or(0)
    }

    fn overflows(&self, measure: u32) -> bool {
        self.segments.iter().any(|s| s.width > measure)
    }

    fn greedy(&mut self, measure: u32) {
        self.lines.clear();
        let (mut first, mut used) = (0, 0);
        for i in 0..self.segments.len() {
            let width = self.segments[i].width;
            if i > first && used + self.segments[i - 1].gap + width > measure {
                // A line must not begin with what looks like a list marker.
                let dear = i > first + 1 && self.segments[i - 1].cost >= cost::MARKER;
                let next = i - usize::from(dear);
                self.lines.push(self.segments[first].start..self.segments[next - 1].end);
                (first, used) = (next, if dear { self.segments[next].width } else { 0 });
            }
            used += width + if i > first { self.segments[i - 1].gap } else { 0 };
        }
        if let Some(last) = self.segments.last() {
            self.lines.push(self.segments[first].start..last.end);
        }
    }

    fn optimal(&mut self, measure: u32) {
        let segments = &self.segments;
        let count = segments.len();
        if count == 0 {
            return;
        }
        self.nodes.clear();
        self.nodes.reserve(count + 1);
        self.nodes.push(BreakNode { total: 0, from: 0 });
        let spare = spare(measure);
        for end in 1..=count {
            let last = end == count;
            let segment = &segments[end - 1];
            let at_end = if last { 0 } else { u64::from(segment.cost) };
            let most = if last { u32::MAX } else { 1 + segments[end].first + spare };
            let mut best = BreakNode { total: u64::MAX, from: end as u32 - 1 };
            let mut width = segment.width;
            let mut begin = end - 1;
            loop {
                if width > measure && begin + 1 < end {
                    break;
                }
                let line = match (measure.checked_sub(width), last) {
                    // A single segment wider than the measure: an overfull line.
                    (None, _) => u64::from(width - measure) * 1000,
                    (Some(slack), false) if slack > most => u64::from(slack) * u64::from(slack) + MEANT_COST,
                    (Some(slack), false) => u64::from(slack) * u64::from(slack),
                    (Some(_), true) if width < SHORT_LAST && begin > 0 => SHORT_LAST_COST,
                    (Some(_), true) => 0,
                };
                let total = self.nodes[begin].total + line + at_end;
                // Ties go to the longer line.
                if total <= best.total {
                    best = BreakNode { total, from: begin as u32 };
                }
                if begin == 0 {
                    break;
                }
                begin -= 1;
                width += segments[begin].gap + segments[begin].width;
            }
            self.nodes.push(best);
        }
        let mut end = count;
        while end > 0 {
            let from = self.nodes[end].from as usize;
            self.lines.push(segments[from].start..segments[end - 1].end);
            end = from;
        }
        self.lines.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, measure: usize, filling: Filling) -> Vec<&str> {
        let mut breaker = Breaker::default();
        breaker.divide(text, measure, filling).iter().map(|r| &text[r.start as usize..r.end as usize]).collect()
    }

    #[test]
    fn total_fit_is_more_even_than_first_fit() {
        let text = "aaa bb cc ddddd";
        assert_eq!(lines(text, 6, Filling::Greedy), ["aaa bb", "cc", "ddddd"]);
        assert_eq!(lines(text, 6, Filling::Optimal), ["aaa", "bb cc", "ddddd"]);
    }

    #[test]
    fn the_best_of_all_ways_is_found() {
        // Compared with exhaustive search on all texts of a few short words.
        let words = ["a", "bb", "ccc", "dddd", "No.", "4"];
        for code in 0..6usize.pow(5) {
            let text: Vec<&str> = (0..5).map(|i| words[code / 6usize.pow(i) % 6]).collect();
            let text = text.join(" ");
            let mut breaker = Breaker::default();
            let chosen: Vec<Range<u32>> = breaker.divide(&text, 9, Filling::Optimal).to_vec();
            let price = |ends: &[usize]| -> u64 {
                let (mut from, mut sum) = (0, 0);
                for &end in ends {
                    let line = &breaker.segments[from..end];
                    let width: u32 = line.iter().map(|s| s.width + s.gap).sum::<u32>() - line[line.len() - 1].gap;
                    if width > 9 {
                        return u64::MAX;
                    }
                    let slack = u64::from(9 - width);
                    if breaker.segments.get(end).is_some_and(|next| slack > u64::from(1 + next.first + spare(9))) {
                        sum += MEANT_COST;
                    }
                    sum += if end == breaker.segments.len() {
                        if width < SHORT_LAST && from > 0 { SHORT_LAST_COST } else { 0 }
                    } else {
                        slack * slack + u64::from(line[line.len() - 1].cost)
                    };
                    from = end;
                }
                sum
            };
            let count = breaker.segments.len();
            let best = (0..1usize << (count - 1))
                .map(|mask| (1..=count).filter(|&i| i == count || mask >> (i - 1) & 1 == 1).collect::<Vec<_>>())
                .map(|ends| price(&ends))
                .min()
                .unwrap();
            let ends: Vec<usize> =
                chosen.iter().map(|r| breaker.segments.iter().position(|s| s.end == r.end).unwrap() + 1).collect();
            assert_eq!(price(&ends), best, "{text}");
        }
    }

    #[test]
    fn nothing_bound_is_divided() {
        let text = "the plan of councillor J. R. Dunne of No. 4 ward was heard";
        for measure in 24..50 {
            for line in lines(text, measure, Filling::Optimal) {
                assert!(!line.ends_with("J.") && !line.ends_with("R.") && !line.ends_with("No."), "{measure}: {line}");
            }
        }
    }

    #[test]
    fn headings_are_even() {
        assert_eq!(lines("one two three four", 14, Filling::Even), ["one two", "three four"]);
        assert_eq!(lines("", 14, Filling::Even), [""; 0]);
    }
}
