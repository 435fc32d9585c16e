//! State of reading HTML tags, besides the document under construction.

use super::nodes::Foreign;
use super::pictures::Pictures;
use crate::document::{Attributes, Block, InlineKind};
use crate::read::build::{DocumentBuilder, OpenBlockKind, OpenInlineKind, Polish};
use crate::source::{Source, Span};

/// Builds a document from HTML tags. Readers of formats with raw HTML use it for their own content too, so that text
/// within dropped elements is dropped.
#[derive(Debug)]
pub(crate) struct MarkupBuilder<'s> {
    /// The document under construction.
    pub(crate) tree: DocumentBuilder<'s>,
    /// The open formula or drawing.
    pub(super) foreign: Option<Foreign>,
    /// State of formulas.
    pub(crate) formulas: Formulas,
    /// What is known of pictures here.
    pub(super) pictures: Pictures,
    /// Ids of rows and table sections, for the next cell.
    pub(super) waiting_ids: Vec<String>,
    /// Open elements whose text is dropped, outermost first.
    pub(super) dropped: Vec<String>,
    /// Hidden content.
    pub(crate) hidden: Hidden,
    in_pre: InPre,
}

/// Hidden and visible content of a page.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// Whether hidden content is included.
    pub(crate) shown: bool,
    /// Whether content is currently dropped because it is hidden.
    pub(crate) dropping: bool,
    /// Bytes of hidden text.
    pub(crate) bytes: usize,
    /// Bytes of visible text.
    pub(crate) seen: usize,
}

impl Hidden {
    /// Whether so much is hidden that a script must show it.
    pub(crate) fn is_nearly_all(&self) -> bool {
        !self.shown && self.bytes > 9 * self.seen && self.bytes > 60
    }
}

/// State of formulas around the current position.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// Whether the open TeX script is a display formula.
    pub(super) script: Option<bool>,
    /// Whether the page has its formulas as TeX scripts, beside MathJax's output.
    pub(crate) in_scripts: bool,
    /// Whether a formula was the last content, so that repetitions of it can be dropped.
    pub(super) just_now: bool,
    /// MathJax's open container element, with its rendering.
    pub(super) container: Option<Container>,
}

/// MathJax's container element of a formula.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) span: Span,
    pub(super) drawn: Vec<(InlineKind, Span)>,
}

/// An open element in verbatim text.
#[derive(Debug)]
pub(super) struct OpenInPre {
    pub(super) name: String,
    /// Whether it is a line.
    pub(super) line: bool,
    /// Whether it may be a line number.
    pub(super) number: bool,
    /// Start of its text.
    pub(super) from: usize,
}

/// The open elements of a verbatim text.
#[derive(Debug, Default)]
pub(super) struct InPre {
    /// Number of the verbatim text.
    of: usize,
    pub(super) open: Vec<OpenInPre>,
    /// Whether it has content other than line numbers.
    pub(super) begun: bool,
    /// Number of possible line numbers.
    pub(super) numbers: usize,
}

impl<'s> MarkupBuilder<'s> {
    /// An empty document for a source from byte `start` on; `polish` is applied to the inlines of each line.
    pub(crate) fn new(source: &'s Source, start: usize, polish: Polish) -> Self {
        MarkupBuilder {
            tree: DocumentBuilder::new(source, start, polish),
            foreign: None,
            formulas: Formulas::default(),
            pictures: Pictures::default(),
            waiting_ids: Vec::new(),
            dropped: Vec::new(),
            hidden: Hidden::default(),
            in_pre: InPre::default(),
        }
    }

    /// The open elements of the current verbatim text.
    pub(super) fn in_pre(&mut self) -> &mut InPre {
        let of = self.tree.verbatim.number;
        if self.in_pre.of != of {
            self.in_pre = InPre { of, ..InPre::default() };
        }
        &mut self.in_pre
    }

    /// Adds a block, unless content is dropped.
    pub(crate) fn push_block(&mut self, block: Block) {
        if self.dropped.is_empty() {
            self.tree.push_block(block);
        }
    }

    /// Adds an inline that is not text, unless content is dropped.
    pub(crate) fn push_inline(&mut self, kind: InlineKind, span: Span) {
        if !self.dropped.is_empty() {
            return;
        }
        if let OpenBlockKind::Pre(_) = self.tree.top().kind {
            if let InlineKind::LineBreak = kind {
                return self.end_line(span);
            }
            self.in_pre().begun = true;
        }
        self.tree.push_inline(kind, span);
    }

    /// Opens an inline element ([`DocumentBuilder::begin_inline`]) unless content is dropped; ended by
    /// [`DocumentBuilder::end_inline`] in any case.
    pub(crate) fn begin_inline(&mut self, what: OpenInlineKind, attributes: Attributes, span: Span) {
        if self.dropped.is_empty() {
            self.tree.begin_inline(what, attributes, span);
        } else {
            self.tree.skip_inline();
        }
    }

    /// Opens an inline element by tag, unless content is dropped.
    pub(super) fn open_inline(&mut self, what: OpenInlineKind, tag: &'static str, attributes: Attributes, span: Span) {
        if self.dropped.is_empty() {
            self.tree.open_inline(what, tag, attributes, span);
        }
    }

    /// Ends the innermost block of the reader ([`DocumentBuilder::end`]) and stops dropping content.
    pub(crate) fn end(&mut self, end: Span) {
        self.dropped.clear();
        self.tree.end(end);
    }
}
