//! Inline content under construction.

use super::direction;
use super::open::{OpenBlockKind, OpenInline, OpenInlineKind};
use super::tree::DocumentBuilder;
use crate::document::{Abbreviation, Attributes, Inline, InlineKind, Link, plain};
use crate::read::MAX_DEPTH;
use crate::source::Span;

impl DocumentBuilder<'_> {
    /// The current list of inlines: that of the innermost open inline element, else of the innermost block.
    pub(crate) fn line(&mut self) -> &mut Vec<Inline> {
        match self.inlines.last_mut() {
            Some(open) => &mut open.content,
            None => &mut self.frames.last_mut().expect("the root is never closed").line,
        }
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        if let OpenBlockKind::List(_)
        | OpenBlockKind::Definitions(_)
        | OpenBlockKind::Table(_)
        | OpenBlockKind::Row(_) = self.top().kind
        {
            if text.trim().is_empty() {
                return;
            }
            self.make_room(span);
        }
        match self.top().kind {
            OpenBlockKind::Pre(_) => self.verbatim_text(text, span),
            _ => self.push_raw(text, Some(span)),
        }
    }

    /// Adds text without checking the context.
    pub(crate) fn push_raw(&mut self, text: &str, span: Option<Span>) {
        let line = self.line();
        if let Some(Inline { kind: InlineKind::Text(last), span: place }) = line.last_mut() {
            last.push_str(text);
            *place = match (*place, span) {
                (Some(a), Some(b)) => Some(a.to(b)),
                (a, b) => a.or(b),
            };
        } else {
            line.push(Inline::text(text, span));
        }
    }

    /// Adds an inline that is not text.
    pub(crate) fn push_inline(&mut self, kind: InlineKind, span: Span) {
        if let OpenBlockKind::Pre(_) = self.top().kind {
            match kind {
                InlineKind::LineBreak => self.verbatim_text("\n", span),
                InlineKind::Image(_) | InlineKind::Span(..) => self.line().push(Inline::new(kind, span)),
                InlineKind::Code(text) => self.verbatim_text(&text, span),
                InlineKind::Math(math) => self.verbatim_text(&math.tex, span),
                _ => {}
            }
            return;
        }
        self.make_room(span);
        self.line().push(Inline::new(kind, span));
    }

    /// Adds an anchor with this id.
    pub(crate) fn push_place(&mut self, id: String, span: Span) {
        let attributes = Attributes { id: Some(id), ..Attributes::default() };
        self.push_inline(InlineKind::Span(attributes, Vec::new()), span);
    }

    /// Opens an inline element closed by [`DocumentBuilder::end_inline`]; if nested too deeply, its content is added
    /// to the parent.
    pub(crate) fn begin_inline(&mut self, what: OpenInlineKind, attributes: Attributes, span: Span) {
        self.skip_inline();
        if self.takes_inline(&what) {
            self.add_inline(what, "", Some(self.begun_inlines), attributes, span);
        }
    }

    /// Begins an inline element without effect; it has an end like any other.
    pub(crate) fn skip_inline(&mut self) {
        self.begun_inlines += 1;
    }

    /// Opens an inline element that is closed by its tag name.
    pub(crate) fn open_inline(&mut self, what: OpenInlineKind, tag: &'static str, attributes: Attributes, span: Span) {
        if self.takes_inline(&what) {
            self.add_inline(what, tag, None, attributes, span);
        } else {
            *self.flattened_tags.entry(tag).or_default() += 1;
        }
    }

    /// Whether an inline element may be opened here.
    fn takes_inline(&self, what: &OpenInlineKind) -> bool {
        let in_pre = matches!(self.top().kind, OpenBlockKind::Pre(_)) && !matches!(what, OpenInlineKind::Link(..));
        !in_pre && self.inlines.len() < MAX_DEPTH
    }

    fn add_inline(
        &mut self,
        what: OpenInlineKind,
        tag: &'static str,
        own: Option<usize>,
        attributes: Attributes,
        span: Span,
    ) {
        self.make_room(span);
        if let OpenInlineKind::Between(open, _) = what {
            self.push_raw(open, Some(span));
        }
        let depth = self.frames.len();
        let (continued, content) = (false, Vec::new());
        self.inlines.push(OpenInline { what, tag, own, attributes, span, depth, continued, content });
    }

    /// Ends the inline element begun last by [`DocumentBuilder::begin_inline`]; no effect if it was not opened, or was
    /// closed with its block.
    pub(crate) fn end_inline(&mut self, end: Span) {
        let own = Some(self.begun_inlines);
        self.begun_inlines = self.begun_inlines.saturating_sub(1);
        if let Some(at) = self.inlines.iter().rposition(|i| own == i.own) {
            self.close_inline(at, end);
        }
    }

    /// Closes the innermost inline element with this tag; returns whether there was one.
    pub(crate) fn close_inline_tag(&mut self, tag: &str, end: Span) -> bool {
        if let Some(count) = self.flattened_tags.get_mut::<str>(tag)
            && *count > 0
        {
            *count -= 1;
            return true;
        }
        let Some(at) = self.inlines.iter().rposition(|i| i.tag == tag) else { return false };
        self.close_inline(at, end);
        true
    }

    /// Closes the open inline element at this stack index; elements inside it continue after it.
    fn close_inline(&mut self, at: usize, end: Span) {
        let mut inside: Vec<OpenInline> = Vec::new();
        while self.inlines.len() > at + 1 {
            inside.extend(self.pop_inline(end, true));
        }
        self.pop_inline(end, false);
        self.inlines.extend(inside.into_iter().rev());
    }

    /// Closes all open inline elements at the end of a line; they are reopened in the next.
    pub(super) fn close_inlines(&mut self) {
        let mut open = Vec::with_capacity(self.inlines.len());
        while let Some(last) = self.inlines.last() {
            let end = last.content.last().and_then(|i| i.span).unwrap_or(last.span);
            open.extend(self.pop_inline(end, true));
        }
        self.inlines.extend(open.into_iter().rev());
    }

    /// Closes the innermost inline element and adds the result to its parent; returns the element to be reopened, if
    /// any.
    fn pop_inline(&mut self, end: Span, goes_on: bool) -> Option<OpenInline> {
        let mut open = self.inlines.pop()?;
        let content = std::mem::take(&mut open.content);
        let next =
            goes_on.then(|| OpenInline { continued: true, attributes: without_id(&open.attributes), ..open.clone() });
        if goes_on && content.is_empty() && !open.continued {
            // It has no content yet.
            return Some(open);
        }
        if let (OpenInlineKind::Between(_, close), false) = (&open.what, goes_on) {
            self.line().extend(content);
            self.push_raw(close, None);
            return next;
        }
        let span = open.span.up_to(end);
        self.wrap(open, content, span);
        next
    }

    /// Adds the inline for an element with this content.
    fn wrap(&mut self, open: OpenInline, mut content: Vec<Inline>, span: Span) {
        let OpenInline { what, mut attributes, continued, .. } = open;
        if content.is_empty() && (continued || attributes.id.is_none()) && !matches!(what, OpenInlineKind::Image(_)) {
            return;
        }
        direction::settle(&mut attributes, &mut content);
        let kind = match what {
            OpenInlineKind::Styled(markup) => InlineKind::Styled(markup, content),
            OpenInlineKind::Link(target, title) => InlineKind::Link(Link { target, title, content }),
            OpenInlineKind::Image(mut image) => {
                image.alt = plain(&content).split_whitespace().collect::<Vec<_>>().join(" ");
                InlineKind::Image(*image)
            }
            OpenInlineKind::Abbreviation(expansion) => InlineKind::Abbreviation(Abbreviation { expansion, content }),
            // Verbatim blocks need no verbatim inlines.
            OpenInlineKind::Code if matches!(self.top().kind, OpenBlockKind::Pre(_)) => {
                return self.add(content, attributes, span);
            }
            OpenInlineKind::Code => return self.add(codify(content), attributes, span),
            OpenInlineKind::Span | OpenInlineKind::Between(..) => return self.add(content, attributes, span),
        };
        self.add(vec![Inline::new(kind, span)], attributes, span);
    }

    /// Adds inlines, in a span if there are attributes to keep.
    fn add(&mut self, content: Vec<Inline>, attributes: Attributes, span: Span) {
        if !attributes.is_empty() {
            return self.line().push(Inline::new(InlineKind::Span(attributes, content), span));
        }
        for inline in content {
            match inline.kind {
                InlineKind::Text(text) => self.push_raw(&text, inline.span),
                _ => self.line().push(inline),
            }
        }
    }
}

fn without_id(attributes: &Attributes) -> Attributes {
    Attributes { id: None, ..attributes.clone() }
}

/// Makes the inlines' text verbatim: white space is collapsed and moved out at the ends.
fn codify(content: Vec<Inline>) -> Vec<Inline> {
    let mut edge = VerbatimEdge { space: true, begun: false };
    let mut content = verbatim(content, &mut edge);
    // A trailing space is in the last inline with text.
    if trim_code(&mut content) {
        content.push(Inline::text(" ", None));
    }
    content
}

/// What precedes a piece of verbatim text.
struct VerbatimEdge {
    /// White space, or nothing.
    space: bool,
    /// Whether any verbatim text precedes.
    begun: bool,
}

fn verbatim(content: Vec<Inline>, edge: &mut VerbatimEdge) -> Vec<Inline> {
    let is_space = |c: char| c.is_whitespace() && c != '\u{a0}';
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        let kind = match inline.kind {
            InlineKind::Text(text) => {
                if !std::mem::replace(&mut edge.begun, true) && text.starts_with(is_space) {
                    out.push(Inline::text(" ", inline.span));
                }
                let mut code = String::with_capacity(text.len());
                for c in text.chars() {
                    if !is_space(c) {
                        code.push(c);
                    } else if !edge.space {
                        code.push(' ');
                    }
                    edge.space = is_space(c);
                }
                if code.is_empty() {
                    continue;
                }
                InlineKind::Code(code)
            }
            InlineKind::Styled(markup, content) => InlineKind::Styled(markup, verbatim(content, edge)),
            InlineKind::Span(attributes, content) => InlineKind::Span(attributes, verbatim(content, edge)),
            InlineKind::Link(link) => InlineKind::Link(Link { content: verbatim(link.content, edge), ..link }),
            InlineKind::Abbreviation(short) => {
                InlineKind::Abbreviation(Abbreviation { content: verbatim(short.content, edge), ..short })
            }
            InlineKind::LineBreak => {
                edge.space = true;
                InlineKind::LineBreak
            }
            other => {
                *edge = VerbatimEdge { space: false, begun: true };
                other
            }
        };
        out.push(Inline { kind, span: inline.span });
    }
    out
}

/// Removes a trailing space of verbatim text; returns whether there was one.
fn trim_code(content: &mut Vec<Inline>) -> bool {
    let Some(last) = content.last_mut() else { return false };
    let trimmed = match &mut last.kind {
        InlineKind::Code(code) if code.ends_with(' ') => {
            code.pop();
            true
        }
        InlineKind::Styled(_, inner) | InlineKind::Span(_, inner) => trim_code(inner),
        InlineKind::Link(link) => trim_code(&mut link.content),
        InlineKind::Abbreviation(short) => trim_code(&mut short.content),
        _ => false,
    };
    if matches!(&last.kind, InlineKind::Code(code) if code.is_empty()) {
        content.pop();
    }
    trimmed
}
