//! Removes soft hyphens and zero width spaces from the text and keeps their positions: they would separate letters
//! that are shaped together.

use super::cost::penalty;
use super::segment::{Inner, Joint};
use crate::typeset::model::StyledParagraph;
use std::borrow::Cow;

/// The paragraph without soft hyphens (U+00AD) and zero width spaces (U+200B), and their positions.
pub(super) fn clean(paragraph: &StyledParagraph) -> (Cow<'_, StyledParagraph>, Vec<Inner>) {
    let text = &paragraph.text;
    let marked = |c: char| c == '\u{AD}' || c == '\u{200B}';
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, "\u{AD}".as_bytes()).is_none()
        && memchr::memmem::find(bytes, "\u{200B}".as_bytes()).is_none()
    {
        return (Cow::Borrowed(paragraph), Vec::new());
    }
    let mut places = Vec::new();
    let mut removed = vec![(0, 0)];
    let mut cleaned = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !marked(c) {
            cleaned.push(c);
            continue;
        }
        let gone = at + c.len_utf8() - cleaned.len();
        removed.push((at + c.len_utf8(), gone));
        let (joint, cost) = if c == '\u{AD}' { (Joint::Divided, penalty::SOFT) } else { (Joint::Plain, 0) };
        places.push(Inner { at: cleaned.len() as u32, joint, penalty: cost });
    }
    let moved = |at: usize| at - removed[removed.partition_point(|&(from, _)| from <= at) - 1].1;
    let mut copy = paragraph.clone();
    copy.text = cleaned;
    for run in &mut copy.runs {
        run.range = moved(run.range.start)..moved(run.range.end);
    }
    places.retain(|p| p.at > 0 && (p.at as usize) < copy.text.len());
    (Cow::Owned(copy), places)
}
