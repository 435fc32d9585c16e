//! Pages streamed by React: late content is in hidden segments at the end (`<div hidden id="S:1">`), which scripts
//! move to placeholders (`<template id="B:1">`, followed by fallback content; `<template id="P:1">`).

use crate::read::markup::attributes::RawAttributes;
use crate::read::markup::tokens::{self, HtmlToken};
use crate::source::Cut as _;
use std::collections::BTreeMap;
use std::ops::Range;

/// The segments of a page by number.
#[derive(Debug, Default)]
pub(super) struct Segments {
    list: BTreeMap<String, StreamSegment>,
    comments: Vec<Comment>,
}

/// A tag of the streaming mechanism.
pub(super) enum StreamedTag {
    /// A placeholder for the content of this range.
    Placeholder(Range<usize>),
    /// A segment already read at its placeholder; holds its end.
    Placed(usize),
    /// A segment without a placeholder, read in place.
    Alone,
}

#[derive(Debug)]
struct StreamSegment {
    /// From start tag to end tag.
    whole: Range<usize>,
    inside: Range<usize>,
    /// Whether it was read at a placeholder.
    placed: bool,
}

impl Segments {
    /// Finds the segments of a page.
    pub(super) fn find(text: &str) -> Self {
        let mut found = Segments::default();
        if memchr::memmem::find(text.as_bytes(), b"id=\"S:").is_none() {
            return found;
        }
        found.comments = comments(text);
        let mut open: Option<(String, Range<usize>)> = None;
        let mut depth = 0;
        tokens::for_each(text, &mut |token, range| match (token, &open) {
            (HtmlToken::Start { name: "div", closed: false, .. }, Some(_)) => depth += 1,
            (HtmlToken::Start { name: "div", attributes, .. }, None) => {
                let id = attributes.text("id").and_then(|id| id.strip_prefix("S:"));
                if let (Some(id), Some(_)) = (id, attributes.get("hidden")) {
                    open = Some((id.to_owned(), range));
                }
            }
            (HtmlToken::End { name: "div" }, Some(_)) if depth > 0 => depth -= 1,
            (HtmlToken::End { name: "div" }, Some(_)) => {
                if let Some((id, start)) = open.take() {
                    let segment =
                        StreamSegment { whole: start.start..range.end, inside: start.end..range.start, placed: false };
                    found.list.entry(id).or_insert(segment);
                }
            }
            _ => {}
        });
        found
    }

    /// Classifies a `template` or `div` that begins at `start`.
    pub(super) fn begin(&mut self, attributes: &RawAttributes, start: usize) -> Option<StreamedTag> {
        if self.list.is_empty() {
            return None;
        }
        let id = attributes.text("id")?;
        if let Some(number) = id.strip_prefix("S:") {
            let segment = self.list.get(number).filter(|segment| segment.whole.start == start)?;
            return Some(if segment.placed { StreamedTag::Placed(segment.whole.end) } else { StreamedTag::Alone });
        }
        let number = id.strip_prefix("B:").or_else(|| id.strip_prefix("P:"))?;
        let segment = self.list.get_mut(number).filter(|segment| !segment.placed)?;
        segment.placed = true;
        Some(StreamedTag::Placeholder(segment.inside.clone()))
    }

    /// The end of a placeholder's fallback content: its closing comment. `from`: end of the placeholder.
    pub(super) fn meanwhile(&self, from: usize) -> usize {
        let next = self.comments.partition_point(|comment| comment.at < from);
        self.comments.get(next).and_then(|comment| comment.ends).unwrap_or(from)
    }
}

/// A comment that begins or ends fallback content: `<!--$-->`, `<!--$?-->`, `<!--/$-->`.
#[derive(Debug)]
struct Comment {
    at: usize,
    /// Where the content ends in which it stands, or that it ends.
    ends: Option<usize>,
}

/// The comments of a page, found once for all placeholders.
fn comments(text: &str) -> Vec<Comment> {
    let steps = memchr::memmem::find_iter(text.as_bytes(), b"<!--").filter_map(|at| {
        let comment = text.cut(at..);
        let ends = comment.starts_with("<!--/$-->");
        (ends || comment.starts_with("<!--$")).then_some((at, if ends { -1_isize } else { 1 }))
    });
    let steps: Vec<(usize, isize)> = steps.collect();
    let mut depth = steps.iter().map(|(_, step)| step).sum::<isize>();
    // From the end, where the content of each depth ends next.
    let mut ends: BTreeMap<isize, usize> = BTreeMap::new();
    let mut found: Vec<Comment> = Vec::with_capacity(steps.len());
    for &(at, step) in steps.iter().rev() {
        if step < 0 {
            ends.insert(depth, at);
        }
        depth -= step;
        found.push(Comment { at, ends: ends.get(&(depth - 1)).copied() });
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallback_content_ends_at_its_own_comment() {
        let text = "x<!--$?-->a<!--b--><!--$-->c<!--/$-->d<!--/$-->e<!--/$--><!--$!-->f";
        let ends = |from: &str| {
            let segments = Segments { comments: comments(text), ..Segments::default() };
            let from = text.find(from).unwrap();
            text.cut(segments.meanwhile(from)..).chars().nth("<!--/$-->".len())
        };
        assert_eq!((ends("a<"), ends("c<"), ends("d<"), ends("x<")), (Some('e'), Some('d'), Some('e'), Some('<')));
        // There is none: the content is where it begins.
        assert_eq!(
            Segments { comments: comments(text), ..Segments::default() }.meanwhile(text.len() - 1),
            text.len() - 1
        );
    }
}
