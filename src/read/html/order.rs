//! The tokens of a page in the order in which it is read.

use super::streamed::{Segments, StreamedTag};
use super::xml;
use crate::cancel::Cancel;
use crate::read::markup::tokens::{self, HtmlToken};
use crate::source::{Cut as _, Source};
use std::ops::Range;

/// Segments that come late may hold places of others, as deep as this.
const MOST_SEGMENTS: usize = 32;

/// Where a token stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its bytes in the source.
    pub(super) bytes: Range<usize>,
    /// Its number in the order of reading, in which segments that come late are not where their bytes are.
    pub(super) number: usize,
    /// Whether it was read as XML.
    pub(super) is_xml: bool,
}

/// Takes a token and its place.
pub(super) type Take<'t> = dyn FnMut(&HtmlToken<'_>, Place) + 't;

/// A page whose tokens are asked for.
pub(super) struct Order<'a> {
    source: &'a Source,
    segments: Segments,
    is_xml: bool,
    /// How many tokens were given.
    count: usize,
    cancel: &'a Cancel,
}

impl<'a> Order<'a> {
    pub(super) fn of(source: &'a Source, is_xml: bool, cancel: &'a Cancel) -> Self {
        Order { source, segments: Segments::find(source.text()), is_xml, count: 0, cancel }
    }

    /// Calls `take` with each token. Segments that come late stand in their places, and what stands for scripts is markup,
    /// since no script runs here.
    pub(super) fn each(&mut self, take: &mut Take<'_>) {
        self.part(0..self.source.text().len(), 0, take);
    }

    fn part(&mut self, part: Range<usize>, depth: usize, take: &mut Take<'_>) {
        let start = part.start;
        // What was read before, or is not to be: up to here.
        let mut skip = 0;
        // A part of a page need not be well-formed where the whole is.
        let (text, is_xml) = (self.source.text().cut(part), self.is_xml && depth == 0);
        let mut noscript = false;
        let mut visit = |token: HtmlToken<'_>, range: Range<usize>| {
            self.cancel.check();
            let range = start + range.start..start + range.end;
            if range.start < skip {
                return;
            }
            if let HtmlToken::Start { name: "template" | "div", attributes, .. } = &token
                && let Some(found) = self.segments.begin(attributes, range.start)
            {
                match found {
                    StreamedTag::Placeholder(inside) => {
                        if depth < MOST_SEGMENTS {
                            self.part(inside, depth + 1, take);
                        }
                        skip = self.segments.meanwhile(range.end).max(range.end + "</template>".len());
                    }
                    StreamedTag::Placed(end) => skip = end,
                    StreamedTag::Alone => {}
                }
                return;
            }
            match &token {
                HtmlToken::Start { name, .. } => noscript = *name == "noscript" && !is_xml,
                HtmlToken::End { .. } => noscript = false,
                HtmlToken::Text(_) if noscript && depth == 0 => return self.part(range, 1, take),
                HtmlToken::Text(_) => {}
            }
            take(&token, Place { bytes: range, number: self.count, is_xml });
            self.count += 1;
        };
        if is_xml {
            xml::for_each(text, &mut visit).expect("the text was found to be well-formed");
        } else {
            tokens::for_each(text, &mut visit);
        }
    }
}
