//! Notes and floats of a galley, and those still pending at a page break.

use crate::typeset::model::*;
use std::ops::Range;

/// Pending notes and floats at a page break: the first unplaced note, its first unplaced box, and the first unplaced
/// float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carry {
    /// Index into [`Galley::notes`].
    pub note: u32,
    /// Box of that note.
    pub line: u32,
    /// Index of a float.
    pub float: u32,
}

/// Cumulative heights of a galley's notes.
pub(super) struct NoteHeights {
    /// For each note in [`Galley::notes`] order, the height of its first n boxes.
    pub heights: Vec<Vec<Length>>,
    /// For each note, the total height of the notes before it.
    pub before: Vec<Length>,
    /// For each box, the number of notes whose marks come before it.
    pub ends: Vec<u32>,
    /// For each box, the number of floats anchored before it.
    pub floats: Vec<u32>,
}

impl NoteHeights {
    /// Sums up a galley's notes.
    pub(super) fn new(galley: &Galley) -> NoteHeights {
        let tops = |note: &u32| {
            let mut y = Length::ZERO;
            let mut list = vec![y];
            for vbox in &galley.note_boxes[*note as usize] {
                y += vbox.before + vbox.height;
                list.push(y);
            }
            list
        };
        let heights: Vec<Vec<Length>> = galley.notes.iter().map(tops).collect();
        let mut sum = Length::ZERO;
        let mut before = vec![sum];
        for list in &heights {
            sum += *list.last().expect("the sum of no boxes is there");
            before.push(sum);
        }
        let (mut ends, mut floats) = (vec![0], vec![0]);
        for vbox in &galley.boxes {
            floats.push(floats.last().expect("it begins with none") + u32::from(vbox.float.is_some()));
            ends.push(vbox.notes.end.max(*ends.last().expect("it begins with none")));
        }
        NoteHeights { heights, before, ends, floats }
    }

    /// The pending state when all notes and floats anchored before box `at` are placed.
    pub(super) fn settled(&self, at: usize, carry: Carry) -> Carry {
        let float = carry.float.max(self.floats[at]);
        if carry.note < self.ends[at] {
            Carry { note: self.ends[at], line: 0, float }
        } else {
            Carry { float, ..carry }
        }
    }

    /// Height of the pending notes up to note `end`.
    pub(super) fn height(&self, carry: Carry, end: u32) -> Length {
        if carry.note >= end {
            return Length::ZERO;
        }
        let done = self.heights[carry.note as usize][carry.line as usize];
        self.before[end as usize] - self.before[carry.note as usize] - done
    }

    /// How far the pending notes fit into `room`, and their height.
    pub(super) fn fit(&self, mut carry: Carry, end: u32, mut room: Length) -> (Carry, Length) {
        let mut used = Length::ZERO;
        while carry.note < end {
            let list = &self.heights[carry.note as usize];
            let start = list[carry.line as usize];
            let mut line = carry.line as usize;
            while line + 1 < list.len() && list[line + 1] - start <= room {
                line += 1;
            }
            used += list[line] - start;
            room -= list[line] - start;
            if line + 1 < list.len() {
                return (Carry { line: line as u32, ..carry }, used);
            }
            carry = Carry { note: carry.note + 1, line: 0, ..carry };
        }
        (carry, used)
    }
}

/// The boxes of the notes between two states.
pub(super) fn spread(galley: &Galley, from: Carry, to: Carry) -> Vec<(u32, Range<usize>)> {
    let mut list = Vec::new();
    for index in from.note..=to.note {
        let Some(&note) = galley.notes.get(index as usize) else { break };
        let count = galley.note_boxes[note as usize].len();
        let start = if index == from.note { from.line as usize } else { 0 };
        let end = if index == to.note { to.line as usize } else { count };
        if start < end {
            list.push((note, start..end));
        }
    }
    list
}
