//! Blocks.

use super::manner::{CONTINUED, level};
use super::text::{Semantics, XhtmlWriter};
use super::xml;
use crate::document::{
    AlertKind, Attributes, Block, BlockKind, CodeBlock, Definition, Delimiter, Direction, Figure, Heading, Inline,
    InlineKind, List, ListMarker, NumberStyle, Role, inlines_of, plain,
};
use crate::highlight::{CodeToken, highlight};
use crate::source::{Cut as _, Span};
use std::ops::Range;

/// The class and semantics of an element for a role.
fn clothes(role: Option<Role>) -> (&'static str, Semantics) {
    let (class, kind, role) = match role {
        Some(Role::Title) => ("title", "title", ""),
        Some(Role::Subtitle) => ("subtitle", "subtitle", "doc-subtitle"),
        Some(Role::Kicker) => ("kicker", "", ""),
        Some(Role::Standfirst) => ("standfirst", "", ""),
        Some(Role::Byline) => ("byline", "", ""),
        Some(Role::DateLine) => ("dateline", "", ""),
        Some(Role::Abstract) => ("abstract", "abstract", "doc-abstract"),
        Some(Role::Dedication) => ("dedication", "dedication", "doc-dedication"),
        Some(Role::Epigraph) => ("epigraph", "epigraph", "doc-epigraph"),
        Some(Role::PullQuote) => ("pull-quote", "", "doc-pullquote"),
        Some(Role::Attribution) => ("attribution", "", ""),
        Some(Role::Verse) => ("verse", "", ""),
        Some(Role::Letter) => ("letter", "", ""),
        Some(Role::Address) => ("address", "", ""),
        Some(Role::Sidebar) => ("sidebar", "", "note"),
        Some(Role::Alert(AlertKind::Note)) => ("alert note", "", "note"),
        Some(Role::Alert(AlertKind::Tip)) => ("alert tip", "tip", "doc-tip"),
        Some(Role::Alert(AlertKind::Important)) => ("alert important", "", "note"),
        Some(Role::Alert(AlertKind::Warning)) => ("alert warning", "", "note"),
        Some(Role::Alert(AlertKind::Caution)) => ("alert caution", "", "note"),
        Some(Role::Details) => ("details", "", ""),
        Some(Role::Summary) => ("summary", "", ""),
        Some(Role::Caption) => ("caption", "", ""),
        Some(Role::Credit) => ("credit", "", ""),
        Some(Role::Disclaimer) => ("disclaimer", "", ""),
        Some(Role::Correction) => ("correction", "", ""),
        Some(Role::Copyright) => ("copyright", "", ""),
        Some(Role::Handle) => ("handle", "", ""),
        Some(Role::Related) => ("related", "", ""),
        Some(Role::EndMark) => ("end-mark", "", ""),
        Some(Role::SmallPrint) => ("small-print", "", ""),
        Some(Role::PageMark) | None => ("", "", ""),
    };
    (class, Semantics { kind, role })
}

/// Whether a block belongs to the tail, which is set small.
fn is_tail(block: &Block) -> bool {
    matches!(
        block.attributes.role,
        Some(
            Role::Credit
                | Role::Disclaimer
                | Role::Correction
                | Role::Copyright
                | Role::Handle
                | Role::Related
                | Role::EndMark
                | Role::SmallPrint
        )
    )
}

impl<'a> XhtmlWriter<'a> {
    /// Writes the top-level blocks of a file; `first`: index of the first one in the document.
    pub fn sections(&mut self, blocks: &'a [Block], first: usize) {
        let mut in_tail = false;
        for (i, block) in blocks.iter().enumerate() {
            if is_tail(block) != in_tail {
                self.out.push_str(if in_tail { "</div>\n" } else { "<div class=\"tail\">\n" });
                in_tail = !in_tail;
            }
            match &block.kind {
                BlockKind::Heading(heading) if block.attributes.id.is_none() && level(block).is_some() => {
                    let id = format!(" id=\"sec-{}\"", first + i + 1);
                    self.heading(heading, &block.attributes, &id);
                }
                _ => self.block(block),
            }
        }
        if in_tail {
            self.out.push_str("</div>\n");
        }
    }

    pub fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        self.manner.cancel.check();
        let attributes = &block.attributes;
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content, attributes),
            BlockKind::Heading(heading) => self.heading(heading, attributes, ""),
            BlockKind::Code(code) => self.code(code, attributes, block.span),
            BlockKind::Quote(blocks) => self.container("blockquote", blocks, attributes),
            BlockKind::List(list) => self.list(list, attributes),
            BlockKind::Definitions(definitions) => self.definitions(definitions, attributes),
            BlockKind::Table(table) => self.table(table, attributes),
            BlockKind::Figure(figure) => self.figure(figure, attributes),
            BlockKind::Math(math) => {
                self.start("div", "formula", attributes, "");
                self.math(math, true);
                self.end("div");
            }
            BlockKind::Rule => {
                self.out.push_str("<hr");
                self.attributes(attributes);
                self.out.push_str("/>\n");
            }
            BlockKind::PageBreak => self.out.push_str("<div class=\"page-break\"></div>\n"),
            BlockKind::Group(blocks) => match attributes.role {
                Some(Role::Epigraph | Role::Letter) => self.container("blockquote", blocks, attributes),
                Some(Role::Dedication | Role::Abstract) => self.container("section", blocks, attributes),
                Some(Role::PullQuote | Role::Sidebar) => self.container("aside", blocks, attributes),
                Some(Role::Verse) => self.verse(blocks, attributes),
                Some(Role::Alert(kind)) => self.alert(kind, blocks, attributes),
                Some(Role::Details) => self.details(blocks, attributes),
                _ => self.container("div", blocks, attributes),
            },
        }
    }

    fn container(&mut self, tag: &str, blocks: &'a [Block], attributes: &'a Attributes) {
        let (class, semantics) = clothes(attributes.role);
        let more = self.semantics(semantics);
        self.start(tag, class, attributes, &more);
        self.out.push('\n');
        self.blocks(blocks);
        self.end(tag);
    }

    fn paragraph(&mut self, content: &'a [Inline], attributes: &'a Attributes) {
        let (mut class, semantics) = clothes(attributes.role);
        if class.is_empty() && matches!(content, [Inline { kind: InlineKind::Image(_), .. }]) {
            class = "image";
        }
        let more = self.semantics(semantics);
        self.start("p", class, attributes, &more);
        self.inlines(content);
        self.end("p");
    }

    fn heading(&mut self, heading: &'a Heading, attributes: &'a Attributes, more: &str) {
        let (class, semantics) = clothes(attributes.role);
        if attributes.role == Some(Role::Subtitle) {
            // A subtitle continues the title: as a heading it would open a section of its own.
            return self.paragraph(&heading.content, attributes);
        }
        let level = match attributes.role {
            Some(Role::Title) => 1,
            _ => (heading.level as i8 + self.manner.shift).clamp(1, 6) as u8,
        };
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
        self.start(tag, class, attributes, &(self.semantics(semantics) + more));
        self.inlines(&heading.content);
        self.end(tag);
    }

    fn code(&mut self, code: &'a CodeBlock, attributes: &'a Attributes, span: Option<Span>) {
        self.out.push_str("<pre");
        self.classes("", attributes);
        self.names(attributes);
        // Code runs from left to right in every language.
        let usual = Some(Direction::LeftToRight).filter(|_| self.right_to_left);
        self.direction(attributes.direction.or(usual));
        self.out.push_str("><code");
        if let Some(language) = &code.language {
            let token: String = language.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
            xml::push_attribute(&mut self.out, "class", &format!("language-{token}"));
        }
        self.out.push('>');
        let pieces: Vec<CodeToken> = code.language.iter().flat_map(|l| highlight(l, &code.text)).collect();
        for (range, link) in code.stretches() {
            let href = link.and_then(|link| self.href(&link.target, span));
            if let Some(href) = &href {
                self.out.push_str("<a");
                xml::push_attribute(&mut self.out, "href", href);
                self.out.push('>');
            }
            self.highlighted(&code.text, range, &pieces);
            if href.is_some() {
                self.out.push_str("</a>");
            }
        }
        self.out.push_str("</code></pre>\n");
    }

    /// A range of code with its highlighting.
    fn highlighted(&mut self, text: &str, stretch: Range<usize>, pieces: &[CodeToken]) {
        let mut done = stretch.start;
        let first = pieces.partition_point(|piece| piece.range.end <= stretch.start);
        for piece in pieces[first..].iter().take_while(|piece| piece.range.start < stretch.end) {
            let range = piece.range.start.max(stretch.start)..piece.range.end.min(stretch.end);
            xml::push_text(&mut self.out, text.cut(done..range.start));
            self.out.push_str(&format!("<span class=\"{}\">", piece.class.name()));
            xml::push_text(&mut self.out, text.cut(range.clone()));
            self.out.push_str("</span>");
            done = range.end;
        }
        xml::push_text(&mut self.out, text.cut(done..stretch.end));
    }

    fn list(&mut self, list: &'a List, attributes: &'a Attributes) {
        let tag = match list.marker {
            ListMarker::Bullet => "ul",
            ListMarker::Ordered { .. } => "ol",
        };
        let mut more = String::new();
        let mut class = String::new();
        if let ListMarker::Ordered { start, style, delimiter } = list.marker {
            let number = match style {
                NumberStyle::Decimal => "decimal",
                NumberStyle::LowerAlpha => "lower-alpha",
                NumberStyle::UpperAlpha => "upper-alpha",
                NumberStyle::LowerRoman => "lower-roman",
                NumberStyle::UpperRoman => "upper-roman",
            };
            match delimiter {
                Delimiter::Period => {}
                Delimiter::Parenthesis => class = format!("{number}-paren"),
                Delimiter::Parentheses => class = format!("{number}-parens"),
            }
            let first = list.items.first().and_then(|item| item.number).unwrap_or(start);
            if first != 1 {
                more.push_str(&format!(" start=\"{}\"", first.min(i32::MAX as u64)));
            }
            match style {
                NumberStyle::Decimal => {}
                NumberStyle::LowerAlpha => more.push_str(" type=\"a\""),
                NumberStyle::UpperAlpha => more.push_str(" type=\"A\""),
                NumberStyle::LowerRoman => more.push_str(" type=\"i\""),
                NumberStyle::UpperRoman => more.push_str(" type=\"I\""),
            }
        }
        let tasks = list.items.iter().any(|item| item.task.is_some());
        self.start(tag, if tasks { "tasks" } else { &class }, attributes, &more);
        self.out.push('\n');
        let numbers = list.numbers();
        let ordered = matches!(list.marker, ListMarker::Ordered { .. });
        for (i, item) in list.items.iter().enumerate() {
            // The rest of an item begun in the previous file has its marker there.
            let rest = i == 0 && attributes.get(CONTINUED) == Some("item");
            self.out.push_str(match item.task {
                Some(_) => "<li class=\"task\"",
                None if rest => "<li class=\"rest\"",
                None => "<li",
            });
            if ordered && i > 0 && numbers[i] != numbers[i - 1].saturating_add(1) {
                xml::push_attribute(&mut self.out, "value", &numbers[i].min(i32::MAX as u64).to_string());
            }
            self.out.push('>');
            let mut mark = String::new();
            if let Some(done) = item.task {
                let terms = self.manner.language.terms();
                let (sign, label) = if done { ("☑", terms.done) } else { ("☐", terms.open) };
                mark.push_str("<span class=\"task-mark\" role=\"img\"");
                xml::push_attribute(&mut mark, "aria-label", label);
                mark.push_str(&format!(">{sign}</span> "));
            }
            self.item(&item.blocks, list.tight, &mark);
            self.out.push_str("</li>\n");
        }
        self.end(tag);
    }

    /// The blocks of an item, definition or cell; without `p` in tight lists.
    pub(super) fn item(&mut self, blocks: &'a [Block], tight: bool, mark: &str) {
        match blocks.first() {
            Some(first) => match &first.kind {
                BlockKind::Paragraph(content) if first.attributes.is_empty() => {
                    if !tight {
                        self.out.push_str("<p>");
                    }
                    self.out.push_str(mark);
                    self.inlines(content);
                    if !tight {
                        self.out.push_str("</p>");
                    }
                    if blocks.len() > 1 || !tight {
                        self.out.push('\n');
                    }
                    for block in &blocks[1..] {
                        match &block.kind {
                            BlockKind::Paragraph(content) if tight && block.attributes.is_empty() => {
                                self.out.push_str("<br/>");
                                self.inlines(content);
                                self.out.push('\n');
                            }
                            _ => self.block(block),
                        }
                    }
                }
                _ => {
                    self.out.push_str(mark);
                    self.out.push('\n');
                    self.blocks(blocks);
                }
            },
            None => self.out.push_str(mark),
        }
    }

    fn definitions(&mut self, definitions: &'a [Definition], attributes: &'a Attributes) {
        self.start("dl", "", attributes, "");
        self.out.push('\n');
        for definition in definitions {
            for content in &definition.terms {
                self.out.push_str("<dt>");
                self.inlines(content);
                self.end("dt");
            }
            if definition.terms.is_empty() {
                self.out.push_str("<dt></dt>\n");
            }
            for blocks in &definition.definitions {
                self.out.push_str("<dd>");
                self.item(blocks, blocks.len() == 1, "");
                self.end("dd");
            }
            if definition.definitions.is_empty() {
                self.out.push_str("<dd></dd>\n");
            }
        }
        self.end("dl");
    }

    fn figure(&mut self, figure: &'a Figure, attributes: &'a Attributes) {
        self.start("figure", "", attributes, "");
        self.out.push('\n');
        self.blocks(&figure.blocks);
        if !figure.caption.is_empty() {
            self.out.push_str("<figcaption>");
            self.inlines(&figure.caption);
            self.end("figcaption");
        }
        self.end("figure");
    }

    fn verse(&mut self, blocks: &'a [Block], attributes: &'a Attributes) {
        self.start("div", "verse", attributes, "");
        self.out.push('\n');
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if block.attributes.role.is_none() => {
                    self.start("p", "stanza", &block.attributes, "");
                    // Each verse line is an element, so that turned lines can be indented; the line break keeps lines
                    // separate without a style sheet.
                    for (i, line) in content.split(|i| matches!(i.kind, InlineKind::LineBreak)).enumerate() {
                        self.out.push_str(if i == 0 {
                            "<span class=\"line\">"
                        } else {
                            "<br/>\n<span class=\"line\">"
                        });
                        self.inlines(line);
                        self.out.push_str("</span>");
                    }
                    self.end("p");
                }
                _ => self.block(block),
            }
        }
        self.end("div");
    }

    fn alert(&mut self, kind: AlertKind, blocks: &'a [Block], attributes: &'a Attributes) {
        let (class, semantics) = clothes(attributes.role);
        let title = blocks.first().filter(|b| b.is(Role::Summary)).and_then(inlines_of);
        let label = kind.label(self.manner.language);
        let mut more = self.semantics(semantics);
        xml::push_attribute(&mut more, "aria-label", &title.map_or_else(|| label.to_owned(), plain));
        self.start("aside", class, attributes, &more);
        self.out.push('\n');
        match title {
            Some(_) => self.blocks(blocks),
            None if attributes.get(CONTINUED).is_some() => self.blocks(blocks),
            None => {
                self.out.push_str("<p class=\"summary\">");
                xml::push_text(&mut self.out, label);
                self.end("p");
                self.blocks(blocks);
            }
        }
        self.end("aside");
    }

    /// `details` are written expanded: e-ink reading systems cannot unfold them.
    fn details(&mut self, blocks: &'a [Block], attributes: &'a Attributes) {
        self.start("section", "details", attributes, "");
        self.out.push('\n');
        self.blocks(blocks);
        self.end("section");
    }
}
