//! What is known of a page while its tags come, beside the document that they build.

use super::nodes::Foreign;
use crate::document::{Attributes, Block, InlineKind};
use crate::read::build::{DocumentBuilder, OpenBlockKind, OpenInlineKind, Polish};
use crate::source::{Source, Span};

/// A document that is built from HTML's tags. A reader whose format holds raw HTML drives it too: what a tag leaves out
/// is left out of its own text as well.
#[derive(Debug)]
pub(crate) struct MarkupBuilder<'s> {
    /// The document being built.
    pub(crate) tree: DocumentBuilder<'s>,
    /// The formula or the drawing that is open.
    pub(super) foreign: Option<Foreign>,
    /// What is known of formulas here.
    pub(crate) formulas: Formulas,
    /// Names of rows and parts of tables, which the next cell takes.
    pub(super) waiting_ids: Vec<String>,
    /// Elements whose text is dropped, from the outermost on.
    pub(super) dropped: Vec<String>,
    /// What the page hides.
    pub(crate) hidden: Hidden,
    in_pre: InPre,
}

/// What a page hides, beside what it shows.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// Whether it is shown all the same.
    pub(crate) shown: bool,
    /// Whether what is dropped now is dropped since the page hides it.
    pub(crate) dropping: bool,
    /// How many bytes of text are hidden.
    pub(crate) bytes: usize,
    /// How many bytes of text are not.
    pub(crate) seen: usize,
}

impl Hidden {
    /// Whether so much is hidden that the page can't mean it: a script would show it.
    pub(crate) fn is_nearly_all(&self) -> bool {
        !self.shown && self.bytes > 9 * self.seen && self.bytes > 60
    }
}

/// What is known of the formulas around the place that is being read.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// The script of TeX that is open: whether its formula stands on lines of its own.
    pub(super) script: Option<bool>,
    /// Whether the page holds its formulas as scripts of TeX, beside what MathJax made of them.
    pub(crate) in_scripts: bool,
    /// Whether nothing has come since the last formula, so that what is shown of it once more can be left out.
    pub(super) just_now: bool,
    /// Whether MathJax's element of a formula is open, with what is drawn there.
    pub(super) container: Option<Container>,
}

/// MathJax's element of a formula.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) span: Span,
    pub(super) drawn: Vec<(InlineKind, Span)>,
}

/// An element that is open in verbatim text.
#[derive(Debug)]
pub(super) struct OpenInPre {
    pub(super) name: String,
    /// Whether it is a line.
    pub(super) line: bool,
    /// Whether it may be the number of a line.
    pub(super) number: bool,
    /// Where it begins.
    pub(super) from: usize,
}

/// The elements that are open in a verbatim text.
#[derive(Debug, Default)]
pub(super) struct InPre {
    /// Which verbatim text it is.
    of: usize,
    pub(super) open: Vec<OpenInPre>,
    /// Whether anything but numbers of lines came in it.
    pub(super) begun: bool,
    /// How many of them may be numbers of lines.
    pub(super) numbers: usize,
}

impl<'s> MarkupBuilder<'s> {
    /// An empty document for a source from byte `start` on; `polish` is called with the inlines of each line.
    pub(crate) fn new(source: &'s Source, start: usize, polish: Polish) -> Self {
        MarkupBuilder {
            tree: DocumentBuilder::new(source, start, polish),
            foreign: None,
            formulas: Formulas::default(),
            waiting_ids: Vec::new(),
            dropped: Vec::new(),
            hidden: Hidden::default(),
            in_pre: InPre::default(),
        }
    }

    /// The elements that are open in the verbatim text that is open.
    pub(super) fn in_pre(&mut self) -> &mut InPre {
        let of = self.tree.verbatim.number;
        if self.in_pre.of != of {
            self.in_pre = InPre { of, ..InPre::default() };
        }
        &mut self.in_pre
    }

    /// Adds a block, where text is not dropped.
    pub(crate) fn push_block(&mut self, block: Block) {
        if self.dropped.is_empty() {
            self.tree.push_block(block);
        }
    }

    /// Adds an inline that is not text, where text is not dropped.
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

    /// Opens an inline element of the reader's own ([`DocumentBuilder::begin_inline`]), where text is not dropped;
    /// [`DocumentBuilder::end_inline`] ends it in any case.
    pub(crate) fn begin_inline(&mut self, what: OpenInlineKind, attributes: Attributes, span: Span) {
        if self.dropped.is_empty() {
            self.tree.begin_inline(what, attributes, span);
        } else {
            self.tree.skip_inline();
        }
    }

    /// Opens an inline element under the name of its tag, where text is not dropped.
    pub(super) fn open_inline(&mut self, what: OpenInlineKind, tag: &'static str, attributes: Attributes, span: Span) {
        if self.dropped.is_empty() {
            self.tree.open_inline(what, tag, attributes, span);
        }
    }

    /// Closes the innermost block of the reader's own ([`DocumentBuilder::end`]): nothing is dropped behind it.
    pub(crate) fn end(&mut self, end: Span) {
        self.dropped.clear();
        self.tree.end(end);
    }
}
