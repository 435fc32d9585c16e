//! [`StyledParagraph`] → [`SetLines`]: text becomes glyphs, and glyphs become lines.
//!
//! ```text
//! clean        removes soft hyphens from the text and records them as break opportunities
//! pieces       words (itemize, shape, cached pairs), spaces, objects; segment and hyphenate find breaks in words
//! places       break opportunities with prefix sums for the breaker
//! knuth_plass  the best breaks under the costs of cost, in passes of increasing tolerance
//! compose      font expansion, justification, protrusion (protrude), bidi reordering
//! ```
//!
//! A [`Setter`] is made once for a conversion and may be used by many threads at a time. Its caches (shaped words,
//! hyphenated words) change the speed but never the result. A cache whose words need
//! no other than the embedded faces is kept for the next conversion.

mod clean;
mod compose;
mod cost;
mod exceptions;
mod hyphenate;
mod itemize;
mod knuth_plass;
mod pairs;
mod pieces;
mod places;
mod protrude;
mod segment;
mod shape;
#[cfg(test)]
mod tests;
mod words;

use super::model::{Alignment, Length, SetLines, StyledParagraph};
use crate::cancel::Cancel;
use crate::fonts::Fonts;
use compose::{Composer, LineSlot};
use cost::CostRules;
use hyphenate::Divisions;
use knuth_plass::{Measures, Workspace};
use pieces::Pieces;
use places::{BreakPlaces, LineBoundary};
use shape::Shaper;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Sets paragraphs: the fonts, and caches shared between paragraphs.
#[derive(Debug)]
pub struct Setter<'f> {
    fonts: &'f Fonts,
    cancel: Cancel,
    idle: Mutex<Vec<Worker>>,
}

/// The buffers and caches of one thread.
#[derive(Default)]
struct Worker {
    shaper: Shaper,
    divisions: Divisions,
    pieces: Pieces,
    places: BreakPlaces,
    breaker: Workspace,
    chosen: Vec<u32>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Worker")
    }
}

/// Workers left by earlier conversions of this process.
static KEPT: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// Limit of kept workers: a batch has one or two per thread.
const MOST_KEPT: usize = 64;

impl Drop for Setter<'_> {
    fn drop(&mut self) {
        let idle = std::mem::take(self.idle.get_mut().unwrap_or_else(PoisonError::into_inner));
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        for mut worker in idle.into_iter().filter(|worker| worker.shaper.is_lasting()) {
            if kept.len() < MOST_KEPT {
                worker.pieces.missing.clear();
                kept.push(worker);
            }
        }
    }
}

impl<'f> Setter<'f> {
    /// A setter for these fonts.
    pub fn new(fonts: &'f Fonts) -> Setter<'f> {
        Setter { fonts, cancel: Cancel::default(), idle: Mutex::default() }
    }

    /// The same, for work that may be cancelled.
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Setter<'f> {
        self.cancel = cancel.clone();
        self
    }

    /// The cancellation token.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// The fonts.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// The characters shaped so far that no face has.
    pub fn missing(&self) -> BTreeSet<char> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.iter().flat_map(|worker| worker.pieces.missing.iter().copied()).collect()
    }

    /// Runs `work` with a worker that no other thread uses.
    fn with<T>(&self, work: impl FnOnce(&mut Worker) -> T) -> T {
        self.cancel.check();
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = idle().pop().or_else(kept).unwrap_or_default();
        worker.shaper.tidy();
        let answer = work(&mut worker);
        idle().push(worker);
        answer
    }
}

/// Breaks a paragraph into lines of a measure and sets them.
///
/// ```
/// use folio::fonts::Fonts;
/// use folio::typeset::model::{Length, StyledParagraph, StyledRun};
/// use folio::typeset::paragraph::{Setter, set};
/// let text = "So fare thee well, poor devil of a Sub-Sub, whose commentator I am.".to_owned();
/// let run = StyledRun {
///     range: 0..text.len(), size: Length::pt(11.0), language: "en".to_owned(), hyphenate: true,
///     ..StyledRun::default()
/// };
/// let paragraph = StyledParagraph { text, runs: vec![run], ..StyledParagraph::default() };
/// let fonts = Fonts::default();
/// let lines = set(&paragraph, Length::mm(72.0), &Setter::new(&fonts));
/// assert_eq!(lines.lines.len(), 2);
/// assert_eq!(lines.sorts.text, paragraph.text);
/// ```
pub fn set(paragraph: &StyledParagraph, measure: Length, setter: &Setter<'_>) -> SetLines {
    let (paragraph, marks) = clean::clean(paragraph);
    setter.with(|worker| worker.set(&paragraph, &marks, measure, setter))
}

/// Minimum width (no word cut) and maximum width (only forced breaks) of a paragraph.
pub fn natural_widths(paragraph: &StyledParagraph, setter: &Setter<'_>) -> (Length, Length) {
    let (paragraph, marks) = clean::clean(paragraph);
    setter.with(|worker| worker.natural_widths(&paragraph, &marks, setter.fonts))
}

impl Worker {
    fn set(
        &mut self,
        paragraph: &StyledParagraph,
        marks: &[segment::Inner],
        measure: Length,
        setter: &Setter<'_>,
    ) -> SetLines {
        let fonts = setter.fonts;
        self.pieces.cut(paragraph, marks, &mut self.shaper, fonts);
        if self.pieces.list.is_empty() {
            return SetLines::default();
        }
        let frames = Frames { paragraph, measure };
        self.choose(paragraph, &frames, &setter.cancel);
        let mut composer = Composer::new(paragraph, &self.pieces, &mut self.shaper, fonts);
        let mut from = LineBoundary { end: 0, piece: 0, start: 0, joint: None };
        for (line, &place) in self.chosen.iter().enumerate() {
            let to = self.places.spots[place as usize];
            let last = self.places.breaks[place as usize].forced;
            composer.line(&from, &to, LineSlot { last, ..frames.of(line) });
            from = to;
        }
        composer.finish()
    }

    /// Chooses the line breaks, in passes of increasing tolerance.
    fn choose(&mut self, paragraph: &StyledParagraph, frames: &Frames<'_>, cancel: &Cancel) {
        let special = paragraph.lines.shape.len().max(usize::from(paragraph.lines.indent != Length::ZERO));
        let first: Vec<i64> = (0..special).map(|line| frames.of(line).width).collect();
        let rest = frames.of(special).width;
        let measures = Measures { first: &first, rest };
        let narrowest = first.iter().copied().min().unwrap_or(rest).min(rest);
        let style = &paragraph.lines;
        let passes = match style.alignment {
            Alignment::Justify => {
                let em = paragraph.runs.first().map_or(style.leading, |run| run.size);
                CostRules::justifying(self.pieces.expansion(style), em.0, rest)
            }
            alignment => CostRules::ragging(alignment == Alignment::Center),
        };
        let mut hyphens = false;
        for (i, rules) in passes.iter().enumerate() {
            cancel.check();
            let cuts = rules.desperate.then_some(narrowest);
            if i == 0 || (rules.hyphens && !hyphens) || rules.desperate {
                if rules.hyphens && !hyphens {
                    self.pieces.divide(paragraph, &mut self.divisions);
                    hyphens = true;
                }
                let inner = if hyphens { &self.pieces.divided } else { &self.pieces.inner };
                let mark = self.pieces.mark.map_or(0, |mark| mark.width);
                self.places.find(paragraph, &self.pieces, inner, &self.shaper, cuts, mark);
            }
            let (places, head) = (&self.places.breaks, self.places.head);
            if knuth_plass::breaks(places, head, measures, rules, &mut self.breaker, &mut self.chosen) {
                return;
            }
        }
    }

    fn natural_widths(
        &mut self,
        paragraph: &StyledParagraph,
        marks: &[segment::Inner],
        fonts: &Fonts,
    ) -> (Length, Length) {
        self.pieces.cut(paragraph, marks, &mut self.shaper, fonts);
        self.places.find(paragraph, &self.pieces, &self.pieces.inner, &self.shaper, None, 0);
        let (mut least, mut most) = (0, 0);
        let (mut word, mut line) = (0, 0);
        for place in &self.places.breaks {
            least = least.max(place.end.width + place.tail.max(0) - word);
            word = place.start.width;
            if place.forced {
                most = most.max(place.end.width - line);
                line = place.start.width;
            }
        }
        (Length(least), Length(most))
    }
}

/// The position and width of each line.
struct Frames<'a> {
    paragraph: &'a StyledParagraph,
    measure: Length,
}

impl Frames<'_> {
    fn of(&self, line: usize) -> LineSlot {
        let style = &self.paragraph.lines;
        let indent = match style.indent.0 {
            i if i > 0 && line == 0 => i,
            i if i < 0 && line > 0 => -i,
            _ => 0,
        };
        let (indent, width) = match style.shape.get(line) {
            Some(shape) => (shape.indent.0, shape.width.0),
            None => (indent, self.measure.0 - indent),
        };
        // `indent` is measured from the left edge in either direction.
        let indent = if self.paragraph.right_to_left { self.measure.0 - indent - width.max(0) } else { indent };
        LineSlot { indent, width: width.max(0), last: false }
    }
}
