//! Blocks → items of the flow: text, headings, code, rules.

use super::frame::BlockFrame;
use super::{DEEPEST, Styler};
use crate::document::{self, Align, Block, BlockKind, CodeBlock, Direction, Heading, Inline, InlineKind, Markup};
use crate::fonts::{Family, FontRole};
use crate::math::legible;
use crate::source::Cut as _;
use crate::theme::Opening;
use crate::typeset::model::*;

impl Styler<'_> {
    /// Sets a block.
    pub(super) fn block(&mut self, block: &Block, frame: &BlockFrame) {
        let attributes = &block.attributes;
        let mut own;
        let mut frame = frame;
        if attributes.language.is_some() || attributes.direction.is_some() {
            own = frame.clone();
            if let Some(language) = &attributes.language {
                own.right_to_left = language.is_right_to_left();
                own.language = language.tag().into();
            }
            if let Some(direction) = attributes.direction {
                own.right_to_left = direction == Direction::RightToLeft;
            }
            frame = &own;
        }
        if let Some(align) = attributes.alignment(frame.right_to_left) {
            let align = match align {
                Align::Center => Alignment::Center,
                Align::End => Alignment::End,
                Align::Auto | Align::Start => Alignment::Start,
            };
            let mut moved = frame.clone();
            (moved.align, moved.text.align, moved.indent) = (Some(align), align, Length::ZERO);
            own = moved;
            frame = &own;
        }
        if frame.depth > DEEPEST + 4 {
            own = BlockFrame { left: Length::ZERO, width: self.area.width.min(frame.width), ..frame.clone() };
            frame = &own;
        }
        let (start, node) = (self.flow.items.len(), self.flow.structure.nodes.len());
        let tail = attributes.role.is_some_and(is_tail);
        if tail && !self.in_tail {
            self.tail_rule(frame);
        }
        self.in_tail = tail;
        match attributes.role {
            Some(role) => self.with_role(role, block, frame),
            None => self.by_kind(block, frame),
        }
        if node < self.flow.structure.nodes.len() {
            let node = NodeId(node as u32);
            if let Some(language) = &attributes.language {
                self.flow.structure.properties(node).language = Some(language.tag().to_owned());
            }
            if let Some(id) = &attributes.id
                && !matches!(block.kind, BlockKind::Heading(_))
            {
                self.name(start, id, node);
            }
        }
        if start < self.flow.items.len() {
            let plain = matches!(block.kind, BlockKind::Paragraph(_)) && (attributes.role.is_none() || tail);
            self.follows_paragraph = plain;
        }
        self.opens &= matches!(block.kind, BlockKind::Heading(_));
        self.notes(frame);
    }

    /// Sets a block by its kind, ignoring its role.
    pub(super) fn by_kind(&mut self, block: &Block, frame: &BlockFrame) {
        match &block.kind {
            BlockKind::Paragraph(content) => match lone_image(content) {
                Some(image) => self.image_block(image, frame),
                None => self.running_text(content, frame),
            },
            BlockKind::Heading(heading) => self.heading(heading, block, frame),
            BlockKind::Code(code) => self.code(code, frame),
            BlockKind::Quote(children) => self.quote(children, frame),
            BlockKind::List(list) => self.list(list, frame),
            BlockKind::Definitions(definitions) => self.definitions(definitions, frame),
            BlockKind::Table(table) => self.table(table, block.span, frame),
            BlockKind::Figure(figure) => self.figure(figure, frame),
            BlockKind::Math(math) => {
                let node = self.node(StructRole::Formula, frame);
                self.describe(math, node);
                let paragraph = match self.display_formula(math, node, &frame.text, frame.width, block.span) {
                    Some(objects) => {
                        let mut paragraph = self.plain(&"\u{FFFC}".repeat(objects.len()), node, frame);
                        paragraph.objects = objects;
                        paragraph.lines.indent = Length::ZERO;
                        paragraph.lines.alignment = Alignment::Center;
                        paragraph
                    }
                    None => self.verbatim(&math.tex, node, frame),
                };
                let mut item = self.item(FlowContent::Paragraph(paragraph), frame);
                let space = self.theme.length(self.theme.figure.space) / 2;
                (item.before, item.after) = (space, space);
                self.push(item);
            }
            BlockKind::Rule => self.scene_break(frame),
            BlockKind::PageBreak => {
                let mut item = self.item(FlowContent::Space(Length::ZERO), frame);
                item.begin = Begin::Page;
                item.keep_with_next = true;
                self.push(item);
            }
            BlockKind::Group(children) => self.blocks(children, frame),
        }
    }

    /// A paragraph of running text.
    pub(super) fn running_text(&mut self, content: &[Inline], frame: &BlockFrame) {
        // Markdown has no syntax for captions; a paragraph of emphasized text is taken for one.
        if let [Inline { kind: InlineKind::Styled(Markup::Emphasis, _), .. }] = content {
            self.tie_caption();
        }
        let node = self.node(StructRole::Paragraph, frame);
        let mut paragraph = self.styled(content, node, frame);
        if self.follows_paragraph || (self.theme.text.indent_first && frame.indent > Length::ZERO) {
            paragraph.lines.indent = frame.indent;
        }
        let lines = self.theme.text.drop_capital;
        let letters = if self.opens && frame.depth == 0 && lines > 1 && !frame.right_to_left {
            first_letters(&mut paragraph, usize::from(lines))
        } else {
            None
        };
        let mut item = self.item(FlowContent::Paragraph(paragraph), frame);
        if let Some(text) = letters {
            item.extra().drop = Some(DropCapital { text, lines: lines.min(9) });
        }
        if frame.space > Length::ZERO {
            (item.before, item.after) = (frame.space, frame.space);
        }
        self.push(item);
    }

    /// A paragraph in a display style.
    pub(super) fn display_text(
        &mut self,
        content: &[Inline],
        role: StructRole,
        style: &crate::theme::Display,
        frame: &BlockFrame,
    ) -> NodeId {
        let node = self.node(role, frame);
        let own = frame.display(style, self.theme);
        let paragraph = self.styled(content, node, &own);
        let mut item = self.item(FlowContent::Paragraph(paragraph), frame);
        item.before = self.theme.length(style.before);
        item.after = self.theme.length(style.after);
        item.keep_together = true;
        item.balanced = !matches!(style.align, Alignment::Justify) && !matches!(role, StructRole::Caption);
        self.push(item);
        node
    }

    /// A heading; its structure level is the document's, which skips no level.
    fn heading(&mut self, heading: &Heading, block: &Block, frame: &BlockFrame) {
        let theme = self.theme;
        let level = heading.level.clamp(1, 6);
        // Parts and chapters share a style; lower headings are ranked relative to the chapter.
        let rank = self.document.build.rank(level).min(6);
        let opening = if rank == 1 && frame.depth == 0 { theme.page.chapters } else { Opening::Inline };
        if opening != Opening::Inline {
            let mut sink = self.item(FlowContent::Space(theme.length(theme.page.chapter_sink)), frame);
            sink.begin = if opening == Opening::Right { Begin::Right } else { Begin::Page };
            sink.keep_with_next = true;
            self.push(sink);
        }
        let start = self.flow.items.len();
        let node = self.display_text(&heading.content, StructRole::Heading(level), theme.heading(rank), frame);
        let title = legible(&heading.content);
        let name = self.heading_name(block);
        let item = &mut self.flow.items[start];
        item.heading = true;
        item.keep_with_next = true;
        let extra = item.extra();
        extra.destinations.push((name.clone(), node));
        if rank <= 2 && frame.depth == 0 {
            extra.mark = Some((rank, title.clone()));
        }
        if !title.is_empty() {
            while self.reached.last().is_some_and(|&l| l >= level) {
                self.reached.pop();
            }
            let depth = self.reached.len() as u8;
            self.reached.push(level);
            self.flow.outline.push(OutlineEntry { title, depth, destination: name });
        }
        self.follows_paragraph = false;
        self.opens = rank == 1;
    }

    /// Discourages a page break before a list or code if the item before introduces it with a colon; also, with
    /// `title`, if it is a short line before code, such as a file name.
    pub(super) fn lead_on(&mut self, title: bool) {
        const SHORT: usize = 60;
        if let Some(FlowItem { content: FlowContent::Paragraph(text), leads_on, .. }) = self.flow.items.last_mut() {
            let text = text.text.as_str();
            *leads_on |= text.ends_with(':') || title && text.len() < SHORT && !text.ends_with(['.', '!', '?', '…']);
        }
    }

    /// Keeps a picture, table or code with the caption that follows.
    pub(super) fn tie_caption(&mut self) {
        if let Some(item) = self.flow.items.last_mut() {
            item.keep_with_next |= !matches!(item.content, FlowContent::Paragraph(_));
        }
    }

    /// A heading's destination name: its own id, or one by its number.
    pub(super) fn heading_name(&mut self, block: &Block) -> String {
        self.headings += 1;
        block.attributes.id.clone().unwrap_or_else(|| format!("heading-{}", self.headings))
    }

    /// Verbatim text: lines and spaces are kept, long lines broken anywhere.
    pub(super) fn verbatim(&mut self, text: &str, node: NodeId, frame: &BlockFrame) -> StyledParagraph {
        let size = frame.text.size.scale(self.theme.length(self.theme.code.size).0, self.theme.size().0.max(1));
        let mut own = frame.clone();
        own.text.font = FontRole { family: Family::Mono, ..FontRole::default() };
        own.text.size = size;
        own.text.leading = self.theme.code.leading.of(size);
        own.text.features = FontFeatures { no_ligatures: true, ..FontFeatures::default() };
        own.text.align = Alignment::Start;
        own.text.hyphenate = false;
        own.language = "".into();
        own.right_to_left = false;
        let mut paragraph = self.plain(text, node, &own);
        paragraph.lines.wrap_anywhere = true;
        paragraph.lines.keep_spaces = true;
        paragraph
    }

    fn code(&mut self, code: &CodeBlock, frame: &BlockFrame) {
        let theme = self.theme;
        let outer = self.node(StructRole::Paragraph, frame);
        let node = self.flow.structure.add(StructRole::Code, Some(outer));
        self.lead_on(true);
        let padding = theme.length(theme.code.padding);
        let panel = self.panel(frame, Some(theme.code.background), None);
        let inner = BlockFrame { panel: Some(panel), ..frame.inset(padding, padding) };
        let start = self.flow.items.len();
        let half = padding * 2 / 3;
        self.pad(half, &inner, true);
        let code = &*code.untabbed(theme.code.tab_stop.into());
        let mut paragraph = self.verbatim(&code.text, node, &inner);
        if let Some(language) = &code.language {
            super::code::color(&mut paragraph, language);
        }
        if !code.links.is_empty() {
            self.link_code(&mut paragraph, code, node);
        }
        let mut item = self.item(FlowContent::Paragraph(paragraph), &inner);
        item.keep_together = code.text.lines().count() <= usize::from(theme.code.keep);
        item.keep_with_next = true;
        self.push(item);
        self.pad(half, &inner, false);
        let space = theme.length(theme.code.space);
        self.around(start, space, space);
    }

    /// Turns ranges of verbatim text, content of `node`, into links.
    fn link_code(&mut self, paragraph: &mut StyledParagraph, code: &CodeBlock, node: NodeId) {
        let mut runs = Vec::with_capacity(paragraph.runs.len() + 2 * code.links.len());
        for (stretch, link) in code.stretches() {
            let own =
                self.flow.structure.add(if link.is_some() { StructRole::Link } else { StructRole::Text }, Some(node));
            let number = link.map(|link| {
                let address = match &link.target {
                    document::Target::External(address) => LinkTarget::Uri(address.clone()),
                    document::Target::Internal(id) => LinkTarget::Destination(id.clone()),
                };
                self.flow.structure.properties(own).title = Some(code.text.cut(stretch.clone()).trim().to_owned());
                paragraph.links.push(address);
                paragraph.links.len() as u32 - 1
            });
            let inside =
                paragraph.runs.iter().filter(|run| run.range.start < stretch.end && run.range.end > stretch.start);
            runs.extend(inside.map(|run| {
                let range = run.range.start.max(stretch.start)..run.range.end.min(stretch.end);
                let mut run = StyledRun { range, node: own, link: number, ..run.clone() };
                if number.is_some() {
                    run.color = self.theme.link.color;
                    run.decoration.underline |= self.theme.link.underline;
                }
                run
            }));
        }
        paragraph.runs = runs;
    }

    /// Padding inside a panel, above (`true`) or below its text.
    pub(super) fn pad(&mut self, height: Length, frame: &BlockFrame, above: bool) {
        let mut item = self.item(FlowContent::Space(height), frame);
        item.keep_with_next = above;
        self.push(item);
    }

    /// Adds a panel as wide as a frame.
    pub(super) fn panel(&mut self, frame: &BlockFrame, background: Option<Color>, bar: Option<(Color, Length)>) -> u32 {
        let (parent, left, width, right_to_left) = (frame.panel, frame.left, frame.width, frame.right_to_left);
        let panel = Panel { parent, left, width, background, bar, right_to_left };
        self.flow.panels.push(panel);
        self.flow.panels.len() as u32 - 1
    }

    fn quote(&mut self, children: &[Block], frame: &BlockFrame) {
        let theme = self.theme;
        let node = self.node(StructRole::BlockQuote, frame);
        let quote = &theme.quote;
        let mut inner = frame.below(node);
        if theme.length(quote.bar) > Length::ZERO {
            inner.panel = Some(self.panel(frame, None, Some((quote.bar_color, theme.length(quote.bar)))));
        }
        let (start, end) = (theme.length(quote.indent), theme.length(quote.indent_end));
        inner = if frame.depth < DEEPEST && frame.width + self.floor(frame) > (start + end) * 3 {
            inner.inset(start, end)
        } else {
            inner.inset(Length::ZERO, Length::ZERO)
        };
        if frame.depth == 0 {
            inner.text = inner.text.resized(theme.length(quote.size));
        }
        inner.text.font.italic ^= quote.italic;
        let first = self.flow.items.len();
        self.follows_paragraph = false;
        self.blocks(children, &inner);
        let space = theme.length(quote.space);
        self.around(first, space, space);
    }

    /// Lower bound of a frame's width, for cells, whose width is not known yet.
    pub(super) fn floor(&self, frame: &BlockFrame) -> Length {
        if frame.width > Length::ZERO { Length::ZERO } else { self.area.width / 3 }
    }

    fn scene_break(&mut self, frame: &BlockFrame) {
        let mut own = frame.clone();
        own.text.align = Alignment::Center;
        own.indent = Length::ZERO;
        let paragraph = self.plain("*\u{2003}*\u{2003}*", frame.parent, &own);
        let mut item = self.item(FlowContent::Paragraph(paragraph), frame);
        item.artifact = true;
        item.keep_with_next = true;
        (item.before, item.after) = (self.theme.leading(), self.theme.leading());
        self.push(item);
    }

    /// A short rule before the tail of an article.
    fn tail_rule(&mut self, frame: &BlockFrame) {
        let size = Size { width: self.theme.size() * 4, height: Length::pt(0.5) };
        let content = FlowContent::Rule { size, color: self.theme.tail.color };
        let mut item = self.item(content, frame);
        if frame.right_to_left && frame.width > size.width {
            (item.left, item.width) = (frame.left + frame.width - size.width, size.width);
        }
        (item.before, item.after) = (self.theme.leading().scale(3, 2), self.theme.leading() / 2);
        item.keep_with_next = true;
        self.push(item);
    }
}

/// Removes the first letter of a paragraph, with an opening quotation mark, for a drop capital; `None` if the
/// paragraph is too short to fill `lines` lines beside it.
fn first_letters(paragraph: &mut StyledParagraph, lines: usize) -> Option<StyledParagraph> {
    let mut end = 0;
    let mut chars = paragraph.text.char_indices();
    let (_, mut c) = chars.next()?;
    if "“‘«„\"'".contains(c) {
        end = c.len_utf8();
        c = chars.next()?.1;
    }
    end += c.len_utf8();
    let first = paragraph.runs.first_mut()?;
    let fits = c.is_alphabetic() && first.range.end > end && first.link.is_none() && paragraph.objects.is_empty();
    if !fits || paragraph.text.chars().count() < lines * 70 {
        return None;
    }
    let mut letters = StyledParagraph {
        text: paragraph.text.drain(..end).collect(),
        runs: vec![StyledRun { range: 0..end, anchor: None, ..first.clone() }],
        lines: paragraph.lines.clone(),
        ..StyledParagraph::default()
    };
    letters.lines.indent = Length::ZERO;
    for run in &mut paragraph.runs {
        run.range = run.range.start.saturating_sub(end)..run.range.end - end;
    }
    Some(letters)
}

/// The image that is the only content of a paragraph.
fn lone_image(content: &[Inline]) -> Option<&document::Image> {
    match content {
        [Inline { kind: InlineKind::Image(image), .. }] => Some(image),
        _ => None,
    }
}

/// Whether a role belongs to the tail of an article.
fn is_tail(role: document::Role) -> bool {
    use document::Role as R;
    matches!(
        role,
        R::Credit | R::Disclaimer | R::Correction | R::Copyright | R::Handle | R::Related | R::EndMark | R::SmallPrint
    )
}
