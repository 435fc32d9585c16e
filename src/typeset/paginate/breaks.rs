//! Optimal page breaks over the whole galley, by dynamic programming.
//!
//! After Plass, *Optimal Pagination Techniques for Automatic Typesetting Systems* (1981), with his ordering
//! constraint: notes and floats stand on the page of their mark or, if they do not fit, on the following pages, in
//! order. Each state keeps one amount of carried notes and floats, which keeps the time linear. Every page but the last
//! of a chapter costs its missing height; every break costs [`VBox::cost`]. A page may run one line long where that
//! avoids a worse break: a chapter's last page of two lines, a divided word, a split note.

use super::notes::{Carry, NoteHeights, spread};
use crate::typeset::model::*;
use rayon::prelude::*;
use std::ops::Range;

/// Dimensions of the pages.
pub(super) struct PageColumn {
    /// Height of the type area.
    pub height: Length,
    /// How far a page may run beyond it.
    pub spare: Length,
    /// Leading of the text: the unit in which missing height is measured.
    pub leading: Length,
    /// White space and rule above the notes of a page.
    pub note_overhead: Length,
    /// White space between a float and the text.
    pub float_gap: Length,
    /// Whether white space stretches to fill pages.
    pub flush: bool,
    /// Whether pages face each other.
    pub two_sided: bool,
    /// Heights of the floats, in order.
    pub floats: Vec<Length>,
}

/// Content of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageBreak {
    /// Boxes of the galley.
    pub boxes: Range<usize>,
    /// Notes with the range of their boxes on this page.
    pub notes: Vec<(u32, Range<usize>)>,
    /// Floats at the head, as a range of the galley's floats.
    pub floats: Range<u32>,
    /// How many floats are at the foot.
    pub at_foot: u32,
    /// Unused height; negative: the page runs long.
    pub slack: Length,
}

/// Cost of an unreachable state; low enough that sums do not overflow.
const NEVER: i64 = i64::MAX / 4;
/// Cost of a page taller than its type area and `spare`.
const OVERFULL: i64 = 100_000_000;
/// Cost of a note continued on the next page.
const SPLIT_NOTE: i64 = 700;
/// Cost of each continued line of notes, up to twenty.
const NOTE_LINE: i64 = 20;
/// Cost of a page that continues none of the pending note lines.
const STALLED_NOTE: i64 = 10_000;
/// Cost of a note that begins after the page of its mark.
const LATE_NOTE: i64 = 60_000;
/// Cost of a page at the end of a chapter that holds only notes or floats.
const PAGE_OF_NOTES: i64 = 3_000;
/// Cost of a float on a later page.
const LATE_FLOAT: i64 = 300;
/// Cost factor of a chapter's last page: the square of the lines it has less than six.
const NEARLY_EMPTY: i64 = 20;
/// Cost of a page that runs long.
const LONG: i64 = 45;
/// Cost factor of a short page: the square of the missing lines.
const SHORT: i64 = 30;
/// Cost factor of the lines missing beyond two, cubed, and the limit of that cost.
const HOLE: (f64, f64) = (15.0, 20_000.0);
/// Cost per missing line of a gap that nothing could fill, such as before a large picture: its cause is obvious to the
/// reader.
const PLAIN_HOLE: f64 = 20.0;
/// Pages that lack this many lines or more are tried only if no fuller one is feasible.
const SHORTEST: i64 = 9;
/// Cost factor for facing pages of different height.
const UNEVEN: i64 = 60;

/// The best states at a break: the cheapest, and, on two-sided pages, the cheapest with a different slack, to match
/// the facing page.
type Ways = [PageState; 2];

/// Start of a page: a box, and the index of the state before it.
#[derive(Clone, Copy, Debug, Default)]
struct PageStart {
    at: usize,
    way: usize,
}

/// A feasible page break before a box.
#[derive(Clone, Copy, Debug)]
struct PageState {
    cost: i64,
    /// Start of the page that ends here.
    from: PageStart,
    /// Number of pages up to here.
    pages: u32,
    /// Unused height of the page.
    slack: Length,
    carry: Carry,
}

/// The optimal page breaks of a galley.
pub(super) fn breaks(galley: &Galley, column: &PageColumn) -> Vec<PageBreak> {
    let boxes = &galley.boxes;
    if boxes.is_empty() {
        return vec![PageBreak::default()];
    }
    let notes = NoteHeights::new(galley);
    // Forced page breaks split the optimisation into independent subproblems, solved in parallel; with facing pages each is solved
    // for a left-hand and a right-hand start.
    let begins = |at: &usize| !column.two_sided && boxes[*at].begin != Begin::Anywhere;
    let cuts: Vec<usize> = std::iter::once(0).chain((1..boxes.len()).filter(begins)).chain([boxes.len()]).collect();
    let parts: Vec<Vec<Ways>> = cuts.par_windows(2).map(|cut| chains(galley, column, &notes, cut[0]..cut[1])).collect();
    let states: Vec<Ways> = std::iter::once([UNKNOWN; 2]).chain(parts.into_iter().flatten()).collect();
    trace(galley, column, &notes, &states)
}

/// An unreachable state.
const UNKNOWN: PageState = PageState {
    cost: NEVER,
    from: PageStart { at: 0, way: 0 },
    pages: 0,
    slack: Length::ZERO,
    carry: Carry { note: 0, line: 0, float: 0 },
};

/// The best states behind each box; the first box starts a page.
fn chains(galley: &Galley, column: &PageColumn, notes: &NoteHeights, boxes: Range<usize>) -> Vec<Ways> {
    let mut states: Vec<Ways> = vec![[UNKNOWN; 2]; boxes.len() + 1];
    states[0][0].cost = 0;
    let mut tried = Vec::new();
    for from in boxes.clone() {
        for way in 0..2 {
            let state = states[from - boxes.start][way];
            // The white space left on the page before matters only to a right-hand page: the two face each other.
            if state.cost >= NEVER || way > 0 && (!column.two_sided || state.pages % 2 == 1) {
                continue;
            }
            run(galley, column, notes, &state, PageStart { at: from, way }, &mut tried);
            for (to, state) in tried.drain(..) {
                enter(&mut states[to - boxes.start], state, column);
            }
        }
    }
    states.split_off(1)
}

/// Enters a state if it is better than the known ones.
fn enter(ways: &mut Ways, new: PageState, column: &PageColumn) {
    let differs = |a: &PageState| (a.slack - new.slack).0.abs() * 2 > column.leading.0;
    let other = differs(&ways[0]) && column.two_sided;
    if new.cost < ways[0].cost {
        if other {
            ways[1] = ways[0];
        }
        ways[0] = new;
    } else if other && new.cost < ways[1].cost {
        ways[1] = new;
    }
}

/// Tries pages that begin with box `from`: nearly full ones first, shorter ones only if none of those is feasible.
fn run(
    galley: &Galley,
    column: &PageColumn,
    notes: &NoteHeights,
    state: &PageState,
    from: PageStart,
    tried: &mut Vec<(usize, PageState)>,
) {
    if !pages(galley, column, notes, state, from, true, tried) {
        tried.clear();
        pages(galley, column, notes, state, from, false, tried);
    }
}

/// Tries pages that begin with box `from`; with `full`, skips short pages without notes and floats. Returns whether a
/// good page was found, in which case short pages can't improve the result.
fn pages(
    galley: &Galley,
    column: &PageColumn,
    notes: &NoteHeights,
    state: &PageState,
    start: PageStart,
    full: bool,
    tried: &mut Vec<(usize, PageState)>,
) -> bool {
    let (boxes, from) = (&galley.boxes, start.at);
    let mut carry = state.carry;
    // Notes and floats still pending at the end of the chapter were given pages of their own.
    if from > 0 && boxes[from].begin != Begin::Anywhere {
        carry = notes.settled(from, carry);
    }
    let mut pages = state.pages;
    if boxes[from].begin == Begin::Right && pages % 2 == 1 {
        pages += 1;
    }
    let mut height = boxes[from].lead;
    let mut stretch = Length::ZERO;
    let (mut end_note, mut end_float) = (carry.note, carry.float);
    let mut fallback: Option<(usize, PageState)> = None;
    let mut fullest: Option<(usize, PageState)> = None;
    let mut found = false;
    for to in from + 1..=boxes.len() {
        let last = &boxes[to - 1];
        if to - 1 > from {
            height += last.before;
            stretch += last.stretch;
        }
        height += last.height;
        end_note = end_note.max(last.notes.end);
        if let Some(float) = last.float {
            end_float = float + 1;
        }
        let forced = to == boxes.len() || boxes[to].begin != Begin::Anywhere;
        let room = column.height - height;
        let alone = end_note <= carry.note && end_float <= carry.float;
        if full && alone && !forced && room >= column.leading * SHORTEST {
            continue;
        }
        let floats: Length =
            column.floats[carry.float as usize..end_float as usize].iter().map(|h| *h + column.float_gap).sum();
        let (mut cost, mut next, mut left) = (0, Carry { float: end_float, note: end_note, line: 0 }, room);
        if end_note <= carry.note {
            (next.note, next.line) = (carry.note, carry.line);
        }
        let wanted = notes.height(carry, end_note);
        let overhead = if wanted > Length::ZERO { column.note_overhead } else { Length::ZERO };
        let whole = room - floats - wanted - overhead;
        if whole >= -column.spare {
            left = whole;
        } else {
            // As many floats as fit.
            next = carry;
            while next.float < end_float {
                let need = column.floats[next.float as usize] + column.float_gap;
                // A float taller than the page gets a page to itself.
                if need > left && !(need > column.height && height == Length::ZERO) {
                    break;
                }
                left -= need.min(left.at_least_zero());
                next.float += 1;
            }
            cost += LATE_FLOAT * i64::from(end_float - next.float);
            // As many note lines as fit.
            if wanted > Length::ZERO && wanted + overhead <= left {
                left -= wanted + overhead;
                (next.note, next.line) = (end_note, 0);
            } else if wanted > Length::ZERO {
                let (reached, used) = notes.fit(next, end_note, left - overhead);
                if used > Length::ZERO {
                    left -= used + overhead;
                }
                // The lateness of notes continued from an earlier page was charged there.
                let begun = (reached.note + u32::from(reached.line > 0)).max(notes.ends[from]);
                let late = end_note.saturating_sub(begun);
                cost += SPLIT_NOTE + LATE_NOTE * i64::from(late);
                cost += NOTE_LINE * ((wanted - used).0 / column.leading.0.max(1)).clamp(0, 20);
                if used == Length::ZERO && carry.note < notes.ends[from] {
                    cost += STALLED_NOTE;
                }
                (next.note, next.line) = (reached.note, reached.line);
            } else {
                next.note = next.note.max(end_note);
            }
        }
        let overfull = left < -column.spare;
        if overfull {
            if found || fallback.is_some() {
                break;
            }
            cost += OVERFULL;
        }
        let lines = left.0 as f64 / column.leading.0.max(1) as f64;
        let mut excess = 0;
        if left < Length::ZERO {
            cost += LONG;
        }
        if forced {
            let late = column.floats[next.float as usize..notes.floats[to] as usize].iter().copied().sum::<Length>();
            let over = notes.height(next, notes.ends[to]) + late;
            if over > Length::ZERO {
                cost += PAGE_OF_NOTES * (1 + over.0 / column.height.0.max(1));
            }
            if from > 0 && boxes[from].begin == Begin::Anywhere {
                cost += NEARLY_EMPTY * (6 - height.0 / column.leading.0.max(1)).max(0).pow(2);
            }
        } else {
            cost += i64::from(boxes[to].cost);
            let short = lines.max(0.0);
            let hole = (HOLE.0 * (short - 2.0).max(0.0).powi(3)).min(HOLE.1);
            let ragged = SHORT as f64 * short * short + hole;
            let hole_cost = if column.flush && stretch > Length::ZERO {
                let ratio = left.0.max(0) as f64 / stretch.0 as f64;
                (100.0 * ratio.powi(3)).min(ragged + 100.0) as i64
            } else {
                ragged as i64
            };
            cost += hole_cost;
            excess = (hole_cost - (PLAIN_HOLE * short) as i64).max(0);
            // Facing pages should end at about the same height.
            if column.two_sided && pages.is_multiple_of(2) && pages > 0 && boxes[from].begin == Begin::Anywhere {
                let apart = (left - state.slack).0 as f64 / column.leading.0.max(1) as f64;
                cost += (UNEVEN as f64 * apart * apart).min(600.0) as i64;
            }
        }
        let total = state.cost.saturating_add(cost).min(NEVER - 1);
        let reached = PageState { cost: total, from: start, pages: pages + 1, slack: left, carry: next };
        let good = !overfull && boxes.get(to).is_none_or(|b| b.cost < 1_000);
        if good && whole >= -column.spare {
            fullest = Some((to, PageState { cost: total - excess, ..reached }));
        }
        if forced || lines < SHORTEST as f64 {
            tried.push((to, reached));
            found |= good;
        }
        if fallback.as_ref().is_none_or(|(_, f)| total <= f.cost) {
            fallback = Some((to, reached));
        }
        if forced || overfull {
            break;
        }
    }
    let good = found && fullest.is_some();
    if tried.is_empty() || !found {
        tried.extend(fallback);
    }
    tried.extend(fullest);
    good
}

/// The page breaks of the cheapest chain, traced back from its last state.
fn trace(galley: &Galley, column: &PageColumn, notes: &NoteHeights, states: &[Ways]) -> Vec<PageBreak> {
    let mut cuts = vec![PageStart { at: galley.boxes.len(), way: 0 }];
    while let Some(end) = cuts.last().filter(|end| end.at > 0) {
        cuts.push(states[end.at][end.way].from);
    }
    cuts.reverse();
    let mut pages: Vec<PageBreak> = Vec::new();
    let mut carry = Carry::default();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0].at, pair[1].at);
        let reached = &states[to][pair[1].way];
        if galley.boxes[from].begin == Begin::Right && pages.len() % 2 == 1 {
            pages.push(PageBreak { boxes: from..from, ..PageBreak::default() });
        }
        let next = reached.carry;
        let end_note = notes.ends[to];
        let own_floats = galley.boxes[from..to].iter().filter(|b| b.float.is_some()).count() as u32;
        let fresh = next.float.saturating_sub(carry.float).min(own_floats);
        pages.push(PageBreak {
            boxes: from..to,
            notes: spread(galley, carry, next),
            floats: carry.float..next.float,
            at_foot: fresh,
            slack: reached.slack,
        });
        carry = next;
        let ends = to == galley.boxes.len() || galley.boxes[to].begin != Begin::Anywhere;
        // Notes and floats pending at the end of a chapter get pages of their own.
        let end_float = notes.floats[to];
        while ends && (carry.note < end_note || carry.float < end_float) {
            let mut room = column.height;
            let mut after = carry;
            while after.float < end_float {
                let need = column.floats[after.float as usize] + column.float_gap;
                if need > room && after.float > carry.float {
                    break;
                }
                room -= need;
                after.float += 1;
            }
            let (mut reached, used) = notes.fit(after, end_note, room - column.note_overhead);
            if used == Length::ZERO && after.float == carry.float {
                // A box taller than the page is placed nevertheless.
                reached.line += 1;
                if reached.line as usize + 1 >= notes.heights[reached.note as usize].len() {
                    reached = Carry { note: reached.note + 1, line: 0, ..reached };
                }
            }
            let slack = room - used - column.note_overhead;
            let floats = carry.float..reached.float;
            pages.push(PageBreak { boxes: to..to, notes: spread(galley, carry, reached), floats, at_foot: 0, slack });
            carry = reached;
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Length = Length(10);

    fn column(lines: i64) -> PageColumn {
        PageColumn {
            height: LINE * lines,
            spare: Length::ZERO,
            leading: LINE,
            note_overhead: LINE,
            float_gap: LINE,
            flush: false,
            two_sided: false,
            floats: Vec::new(),
        }
    }

    /// Paragraphs of so many lines each.
    fn text(paragraphs: &[usize]) -> Galley {
        let mut galley = Galley::default();
        for (item, &count) in paragraphs.iter().enumerate() {
            for line in 0..count {
                let mut cost = 0;
                cost += if line == 1 { 20_000 } else { 0 };
                cost += if line > 0 && line + 1 == count { 20_000 } else { 0 };
                let part = ItemPart::Line(line as u32);
                galley.boxes.push(VBox { item: item as u32, part, height: LINE, cost, ..VBox::default() });
            }
        }
        galley
    }

    /// Adds a note of so many lines to a box.
    fn note(galley: &mut Galley, at: usize, lines: usize) {
        let id = galley.note_boxes.len() as u32;
        galley.note_boxes.push(vec![VBox { height: LINE, ..VBox::default() }; lines]);
        galley.notes.push(id);
        let end = galley.notes.len() as u32;
        let start = if galley.boxes[at].notes.is_empty() { end - 1 } else { galley.boxes[at].notes.start };
        galley.boxes[at].notes = start..end;
    }

    fn lines(galley: &Galley, column: &PageColumn) -> Vec<usize> {
        breaks(galley, column).iter().map(|p| p.boxes.len()).collect()
    }

    #[test]
    fn full_pages_where_nothing_is_in_the_way() {
        assert_eq!(lines(&text(&[25]), &column(10)), [10, 10, 5]);
    }

    #[test]
    fn a_widow_is_avoided_by_a_short_page() {
        // Eleven lines: a break after the tenth would leave a widow.
        assert_eq!(lines(&text(&[11]), &column(10)), [8, 3]);
    }

    #[test]
    fn an_orphan_is_avoided() {
        assert_eq!(lines(&text(&[9, 6]), &column(10)), [9, 6]);
    }

    #[test]
    fn the_way_out_is_found_pages_ahead() {
        // Greedy pages of ten would leave a widow on page three; a shorter earlier page avoids it.
        let pages = lines(&text(&[4, 4, 4, 4, 4, 11]), &column(10));
        assert_eq!(pages.iter().sum::<usize>(), 31);
        assert!(pages[..3].iter().all(|&n| n >= 8), "{pages:?}");
    }

    #[test]
    fn a_last_page_of_two_lines_is_pulled_back_by_long_pages() {
        let mut column = column(10);
        assert_eq!(lines(&text(&[32]), &column), [9, 9, 9, 5], "no page may run long");
        column.spare = LINE;
        assert_eq!(lines(&text(&[32]), &column), [10, 11, 11]);
    }

    #[test]
    fn what_does_not_fit_leaves_its_hole_on_one_page() {
        // A picture of nine lines goes to page three: page one is not made shorter to share the hole.
        let mut galley = text(&[6, 5, 3, 4]);
        galley.boxes[14].height = LINE * 9;
        assert_eq!(lines(&galley, &column(10))[..2], [9, 5]);
    }

    #[test]
    fn a_page_whose_note_would_be_late_is_no_fuller_one() {
        // As above, with a note on page two: the picture fits there only where the note does not.
        let mut galley = text(&[6, 5, 3, 4]);
        galley.boxes[14].height = LINE * 3;
        note(&mut galley, 11, 2);
        assert_eq!(lines(&galley, &column(10))[..2], [9, 5]);
    }

    #[test]
    fn facing_pages_end_on_the_same_line() {
        // A break after the tenth line of page two (a left-hand page) is forbidden: both pages of the spread are short.
        let mut galley = text(&[57]);
        galley.boxes[20].cost = 20_000;
        galley.boxes[9].cost = 20_000;
        let mut column = column(10);
        assert_eq!(lines(&galley, &column)[..3], [10, 9, 10]);
        column.two_sided = true;
        let pages = lines(&galley, &column);
        assert_eq!(pages[1], pages[2], "{pages:?}");
    }

    #[test]
    fn a_page_runs_long_rather_than_split_a_note() {
        let mut galley = text(&[30]);
        note(&mut galley, 6, 4);
        for vbox in &mut galley.boxes[5..7] {
            vbox.cost = 20_000;
        }
        let mut column = column(11);
        column.spare = LINE;
        let pages = breaks(&galley, &column);
        assert_eq!((pages[0].boxes.clone(), pages[0].slack), (0..7, -LINE));
        assert_eq!(pages[0].notes, [(0, 0..4)]);
    }

    #[test]
    fn white_space_stretches_to_the_foot_of_the_page() {
        let mut galley = text(&[4, 4, 4, 4]);
        for at in [4, 8] {
            (galley.boxes[at].before, galley.boxes[at].stretch) = (LINE, LINE / 2);
        }
        galley.boxes[11].cost = 20_000;
        galley.boxes[12].cost = 0;
        let mut column = column(15);
        column.flush = true;
        let pages = breaks(&galley, &column);
        assert_eq!((pages[0].boxes.clone(), pages[0].slack), (0..12, LINE));
    }

    #[test]
    fn a_heading_goes_with_its_text() {
        let mut galley = text(&[9, 1, 5]);
        galley.boxes[10].cost = 200_000;
        galley.boxes[11].cost = 40_000;
        assert_eq!(lines(&galley, &column(10)), [9, 6]);
    }

    #[test]
    fn a_note_stands_on_the_page_of_its_mark() {
        let mut galley = text(&[27]);
        note(&mut galley, 3, 2);
        let pages = breaks(&galley, &column(10));
        assert_eq!(pages[0].boxes, 0..7, "two lines for the note and one for its rule");
        assert_eq!(pages[0].notes, [(0, 0..2)]);
    }

    #[test]
    fn a_note_longer_than_a_page_goes_on() {
        let mut galley = text(&[12]);
        note(&mut galley, 0, 25);
        let pages = breaks(&galley, &column(10));
        assert_eq!(pages.iter().map(|p| p.boxes.len()).sum::<usize>(), 12);
        let placed: Vec<_> = pages.iter().flat_map(|p| p.notes.clone()).flat_map(|(_, r)| r).collect();
        assert_eq!(placed, (0..25).collect::<Vec<_>>());
        assert!(!pages[0].notes.is_empty(), "it begins on the page of its mark");
    }

    #[test]
    fn forty_notes_on_a_page_are_all_placed_once_in_order() {
        let mut galley = text(&[8, 40]);
        for _ in 0..40 {
            note(&mut galley, 2, 1);
        }
        let pages = breaks(&galley, &column(10));
        let placed: Vec<u32> = pages.iter().flat_map(|p| p.notes.iter().map(|n| n.0)).collect();
        assert_eq!(placed, (0..40).collect::<Vec<_>>());
    }

    #[test]
    fn notes_left_at_the_end_get_a_page() {
        let mut galley = text(&[9]);
        note(&mut galley, 8, 15);
        let pages = breaks(&galley, &column(10));
        let count: usize = pages.iter().flat_map(|p| &p.notes).map(|n| n.1.len()).sum();
        assert_eq!(count, 15);
    }

    #[test]
    fn a_note_that_exactly_fills_its_page_stands_on_it() {
        // Five lines, a rule and four lines of a note.
        let mut galley = text(&[1; 12]);
        note(&mut galley, 4, 4);
        let pages = breaks(&galley, &column(10));
        assert_eq!(
            (pages[0].boxes.clone(), &pages[0].notes[..], pages[0].slack),
            (0..5, &[(0, 0..4)][..], Length::ZERO)
        );
        // The rest of one that goes on: nine lines beside its rule; and all of one that is left over at the end.
        let mut galley = text(&[1; 3]);
        note(&mut galley, 0, 17);
        let pages = breaks(&galley, &column(10));
        assert_eq!(
            pages.iter().map(|p| p.notes.clone()).collect::<Vec<_>>(),
            [vec![(0, 0..8)], vec![], vec![(0, 8..17)]]
        );
        let mut galley = text(&[1]);
        galley.boxes[0].height = LINE * 9;
        note(&mut galley, 0, 9);
        let pages = breaks(&galley, &column(10));
        assert_eq!(pages.iter().map(|p| p.boxes.len()).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(pages[1].notes, [(0, 0..9)]);
    }

    #[test]
    fn only_a_chapter_on_the_right_leaves_a_left_hand_page_blank() {
        for two_sided in [false, true] {
            let column = PageColumn { two_sided, ..column(10) };
            let mut galley = text(&[4, 14, 4, 4]);
            for at in [4, 18, 22] {
                galley.boxes[at].begin = Begin::Right;
            }
            // The second chapter ends on a left-hand page.
            assert_eq!(lines(&galley, &column), [4, 0, 9, 5, 4, 0, 4]);
            galley.boxes[22].begin = Begin::Page;
            assert_eq!(lines(&galley, &column), [4, 0, 9, 5, 4, 4]);
        }
    }

    #[test]
    fn chapters_begin_on_right_hand_pages() {
        let mut galley = text(&[4, 4, 4]);
        galley.boxes[4].begin = Begin::Right;
        galley.boxes[8].begin = Begin::Page;
        assert_eq!(lines(&galley, &column(10)), [4, 0, 4, 4]);
    }

    #[test]
    fn a_box_taller_than_the_page_ends_no_loop() {
        let mut galley = text(&[3, 1, 3]);
        galley.boxes[3].height = LINE * 30;
        let pages = breaks(&galley, &column(10));
        assert_eq!(pages.iter().map(|p| p.boxes.len()).sum::<usize>(), 7);
    }

    #[test]
    fn a_float_that_does_not_fit_waits_for_the_next_page() {
        let mut galley = text(&[20]);
        galley.boxes.insert(8, VBox { float: Some(0), cost: 3000, ..VBox::default() });
        galley.floats.push(0);
        let mut column = column(10);
        column.floats = vec![LINE * 4];
        let pages = breaks(&galley, &column);
        assert_eq!(pages.iter().filter(|p| !p.floats.is_empty()).count(), 1);
        assert_eq!(pages.iter().map(|p| p.boxes.len()).sum::<usize>(), 21);
    }
}
