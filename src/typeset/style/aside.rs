//! Blocks by their role in an article: title block, asides, verse, letters, lines at the end.

use super::Styler;
use super::frame::BlockFrame;
use crate::document::{self, AlertKind, Block, BlockKind, Heading, Inline};
use crate::source::Cut as _;
use crate::theme::Display;
use crate::typeset::model::*;
use document::Role as R;

impl Styler<'_> {
    /// Sets a block according to its role.
    pub(super) fn with_role(&mut self, role: R, block: &Block, frame: &BlockFrame) {
        let theme = self.theme;
        match role {
            R::Title => self.title(block, frame),
            R::Kicker => self.line_of(block, &theme.kicker, frame),
            R::Subtitle => self.line_of(block, &theme.subtitle, frame),
            R::Standfirst => self.line_of(block, &theme.standfirst, frame),
            R::Byline => self.line_of(block, &theme.byline, frame),
            R::DateLine => self.line_of(block, &theme.date_line, frame),
            R::Caption => {
                self.tie_caption();
                self.tail(block, frame);
            }
            R::Credit | R::Disclaimer | R::Correction | R::Copyright | R::Handle | R::EndMark | R::SmallPrint => {
                self.tail(block, frame);
            }
            R::Related => self.tail(block, frame),
            R::Attribution => self.attribution(block, frame),
            R::PullQuote => self.pull_quote(block, frame),
            R::Epigraph | R::Dedication => self.epigraph(block, frame),
            R::Verse => self.verse(block, frame),
            R::Letter | R::Abstract => self.set_apart(block, frame),
            R::Address => self.address(block, frame),
            R::Sidebar => self.boxed(block, None, frame),
            R::Alert(kind) => self.boxed(block, Some(kind), frame),
            R::Details => self.boxed(block, None, frame),
            R::Summary => self.summary(block, frame),
            // A page mark is a span's role; the block is set by its kind.
            R::PageMark => self.by_kind(block, frame),
        }
    }

    fn title(&mut self, block: &Block, frame: &BlockFrame) {
        let BlockKind::Heading(Heading { content, .. }) = &block.kind else {
            return self.by_kind(block, frame);
        };
        let start = self.flow.items.len();
        let node = self.display_text(content, StructRole::Title, &self.theme.title, frame);
        self.flow.items[start].keep_with_next = true;
        let name = self.heading_name(block);
        self.name(start, &name, node);
    }

    /// A paragraph or heading in a display style.
    fn line_of(&mut self, block: &Block, style: &Display, frame: &BlockFrame) {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading(Heading { content, .. }) => {
                let start = self.flow.items.len();
                self.display_text(content, StructRole::Paragraph, style, frame);
                self.flow.items[start].keep_with_next = true;
            }
            _ => self.by_kind(block, &frame.display(style, self.theme)),
        }
    }

    fn tail(&mut self, block: &Block, frame: &BlockFrame) {
        let mut own = frame.display(&self.theme.tail, self.theme);
        own.space = own.text.leading / 3;
        match &block.kind {
            BlockKind::Paragraph(content) => {
                self.follows_paragraph = false;
                self.running_text(content, &own);
            }
            _ => self.by_kind(block, &own),
        }
    }

    fn attribution(&mut self, block: &Block, frame: &BlockFrame) {
        let mut own = frame.clone();
        own.text.align = Alignment::End;
        own.text.hyphenate = false;
        own.text.font.italic = false;
        own.indent = Length::ZERO;
        let start = self.flow.items.len();
        self.by_kind(block, &own);
        if let Some(before) = start.checked_sub(1).and_then(|i| self.flow.items.get_mut(i)) {
            before.keep_with_next = true;
        }
        self.around(start, frame.text.leading / 4, Length::ZERO);
    }

    fn pull_quote(&mut self, block: &Block, frame: &BlockFrame) {
        let style = &self.theme.pull_quote;
        let node = self.node(StructRole::BlockQuote, frame);
        let own = frame.below(node).display(style, self.theme);
        let inset = self.theme.size() * 2;
        let start = self.flow.items.len();
        self.by_kind(block, &own.inset(inset, inset));
        for item in &mut self.flow.items[start..] {
            item.keep_together = true;
        }
        self.around(start, self.theme.length(style.before), self.theme.length(style.after));
    }

    fn epigraph(&mut self, block: &Block, frame: &BlockFrame) {
        let node = self.node(StructRole::BlockQuote, frame);
        let mut own = frame.below(node);
        own.text.font.italic = true;
        own.text.align = Alignment::Start;
        own.text.hyphenate = false;
        let measure = self.area.width.min(frame.width.max(self.floor(frame)));
        let start = self.flow.items.len();
        self.follows_paragraph = false;
        self.by_kind(block, &own.inset(measure.scale(3, 10), Length::ZERO));
        for item in &mut self.flow.items[start..] {
            item.keep_with_next = true;
        }
        self.around(start, self.theme.leading(), self.theme.leading().scale(3, 2));
    }

    /// Verse: each paragraph is a stanza; lines are kept, turned lines indented.
    fn verse(&mut self, block: &Block, frame: &BlockFrame) {
        let theme = self.theme;
        let em = frame.text.size;
        let (start, first_panel) = (self.flow.items.len(), frame.panel);
        let mut own = frame.inset(em * 4, Length::ZERO);
        own.panel = first_panel;
        own.text.align = Alignment::Start;
        own.text.hyphenate = false;
        own.indent = Length::ZERO;
        own.space = theme.leading() / 2;
        let stanzas: &[Block] = match &block.kind {
            BlockKind::Group(stanzas) | BlockKind::Quote(stanzas) => stanzas,
            _ => std::slice::from_ref(block),
        };
        for stanza in stanzas {
            match &stanza.kind {
                BlockKind::Paragraph(content) if stanza.attributes.role.is_none_or(|r| r == R::Verse) => {
                    self.stanza(content, &own);
                }
                _ => self.block(stanza, &own),
            }
        }
        self.around(start, theme.leading().scale(3, 4), theme.leading().scale(3, 4));
    }

    /// A stanza: one item per line, with a hanging indent.
    fn stanza(&mut self, content: &[Inline], frame: &BlockFrame) {
        let node = self.node(StructRole::Paragraph, frame);
        let mut paragraph = self.styled(content, node, frame);
        let turn = frame.text.size * 2;
        paragraph.lines.indent = -turn;
        let lines = split_lines(paragraph);
        let (count, start) = (lines.len(), self.flow.items.len());
        for (i, line) in lines.into_iter().enumerate() {
            let mut item = self.item(FlowContent::Paragraph(line), &frame.inset(turn, Length::ZERO));
            item.keep_together = true;
            // Two lines are kept together at either end of a stanza.
            item.keep_with_next = count > 1 && (i == 0 || i + 2 == count);
            self.push(item);
        }
        self.around(start, frame.space, frame.space);
        self.notes(frame);
    }

    fn address(&mut self, block: &Block, frame: &BlockFrame) {
        let mut own = frame.clone();
        own.text.align = Alignment::Start;
        own.text.hyphenate = false;
        own.indent = Length::ZERO;
        let start = self.flow.items.len();
        self.by_kind(block, &own);
        for item in &mut self.flow.items[start..] {
            item.keep_together = true;
        }
        let space = frame.text.leading / 2;
        self.around(start, space, space);
    }

    /// A letter or abstract: indented on both sides.
    fn set_apart(&mut self, block: &Block, frame: &BlockFrame) {
        let node = self.node(StructRole::Division, frame);
        let em = frame.text.size;
        let mut own = frame.below(node).inset(em * 2, em * 2);
        own.text = own.text.resized(self.theme.length(self.theme.quote.size));
        if block.is(R::Letter) {
            // Paragraphs of a letter are spaced, not indented.
            own.indent = Length::ZERO;
            own.space = own.space.max(own.text.leading / 2);
        }
        let start = self.flow.items.len();
        self.follows_paragraph = false;
        self.by_kind(block, &own);
        self.around(start, self.theme.leading(), self.theme.leading());
    }

    /// An aside: a bar at its side, a colored label.
    fn boxed(&mut self, block: &Block, kind: Option<AlertKind>, frame: &BlockFrame) {
        let theme = self.theme;
        let node = self.node(StructRole::Aside, frame);
        let style = &theme.alert;
        let color = match kind {
            Some(AlertKind::Note) => style.note,
            Some(AlertKind::Tip) => style.tip,
            Some(AlertKind::Important) => style.important,
            Some(AlertKind::Warning) => style.warning,
            Some(AlertKind::Caution) => style.caution,
            None => theme.quote.bar_color,
        };
        let panel = self.panel(frame, None, Some((color, theme.length(style.bar))));
        let padding = theme.length(style.padding);
        let inner = BlockFrame { panel: Some(panel), ..frame.below(node).inset(padding, Length::ZERO) };
        let (BlockKind::Group(children) | BlockKind::Quote(children)) = &block.kind else {
            return self.by_kind(block, &inner);
        };
        let start = self.flow.items.len();
        self.follows_paragraph = false;
        if let Some(kind) = kind {
            let mut head = inner.display(&theme.heading_4, theme);
            head.text = head.text.resized(frame.text.size.scale(92, 100));
            (head.text.font.bold, head.text.font.italic, head.text.color) = (true, false, color);
            (head.text.align, head.text.features) = (Alignment::Start, FontFeatures::default());
            match children.first() {
                Some(Block { kind: BlockKind::Paragraph(content), attributes, .. })
                    if attributes.role == Some(R::Summary) =>
                {
                    let node = self.node(StructRole::Paragraph, &head);
                    let text = self.styled(content, node, &head);
                    self.label_line(text, &head);
                    self.notes(&head);
                    self.close_below(start, &children[1..], &inner);
                }
                _ => {
                    let node = self.node(StructRole::Paragraph, &head);
                    let text = self.plain(kind.label(&self.language), node, &head);
                    self.label_line(text, &head);
                    self.close_below(start, children, &inner);
                }
            }
        } else if let [summary, rest @ ..] = &children[..]
            && summary.is(R::Summary)
        {
            self.block(summary, &inner);
            self.close_below(start, rest, &inner);
        } else {
            self.blocks(children, &inner);
        }
        let space = theme.length(style.space);
        self.around(start, space, space);
    }

    /// Sets blocks close below a label, without the first paragraph's own space above.
    fn close_below(&mut self, label: usize, blocks: &[Block], frame: &BlockFrame) {
        let first = self.flow.items.len();
        self.blocks(blocks, frame);
        if let Some(item) = self.flow.items.get_mut(first).filter(|i| matches!(i.content, FlowContent::Paragraph(_))) {
            item.before = Length::ZERO;
        }
        if let Some(item) = self.flow.items[label..].first_mut() {
            item.after = frame.text.leading / 6;
        }
    }

    fn label_line(&mut self, text: StyledParagraph, frame: &BlockFrame) {
        let mut item = self.item(FlowContent::Paragraph(text), frame);
        item.keep_with_next = true;
        item.after = frame.text.leading / 6;
        self.push(item);
        self.follows_paragraph = false;
    }

    fn summary(&mut self, block: &Block, frame: &BlockFrame) {
        let mut own = frame.clone();
        own.text.font.bold = true;
        own.indent = Length::ZERO;
        let start = self.flow.items.len();
        self.by_kind(block, &own);
        for item in &mut self.flow.items[start..] {
            item.keep_with_next = true;
        }
        self.around(start, Length::ZERO, frame.text.leading / 6);
    }
}

/// A paragraph split at its line breaks; each part keeps the break as a trailing space.
fn split_lines(paragraph: StyledParagraph) -> Vec<StyledParagraph> {
    let mut lines = Vec::new();
    let (mut start, mut object) = (0, 0);
    let ends = paragraph.text.match_indices('\n').map(|(at, _)| at + 1).chain([paragraph.text.len()]);
    for end in ends.collect::<Vec<_>>() {
        if start == end {
            continue;
        }
        let text = paragraph.text.cut(start..end).replace('\n', " ");
        let count = text.matches('\u{FFFC}').count();
        let runs = paragraph.runs.iter().filter(|r| r.range.start < end && r.range.end > start).map(|run| {
            let range = run.range.start.max(start) - start..run.range.end.min(end) - start;
            let starts_here = run.range.start >= start;
            StyledRun {
                range,
                note: run.note.filter(|_| starts_here),
                anchor: run.anchor.clone().filter(|_| starts_here),
                ..run.clone()
            }
        });
        lines.push(StyledParagraph {
            text,
            runs: runs.collect(),
            links: paragraph.links.clone(),
            objects: paragraph.objects[object..object + count].to_vec(),
            lines: paragraph.lines.clone(),
            right_to_left: paragraph.right_to_left,
        });
        object += count;
        start = end;
    }
    lines
}
