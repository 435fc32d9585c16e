//! Blocks → lines.

use super::heading;
use super::inline::{flatten, formula, push_printable};
use super::lines::Filling;
use super::page::Page;
use super::{ascii, table};
use crate::document::*;
use crate::math::unicode;
use crate::options::Wrap;

/// The indent of quotations, verse and definitions.
const INDENT: &str = "    ";
/// The indent of code: unlike any other, so that it is read back as code.
const CODE_INDENT: &str = "      ";

impl Page<'_> {
    /// Writes blocks one below the other; `tight`: a list directly below a paragraph, as in a tight list's items.
    pub fn blocks(&mut self, list: &[Block], tight: bool) {
        let mut before: Option<&Block> = None;
        // The title block is what stands at the head; a date further down is a paragraph like others.
        let mut heads = true;
        for block in list {
            if let Some(before) = before {
                let ends_head = heads && is_title_block(before) && !is_title_block(block);
                self.gap(if ends_head { 2 } else { space(before, block, tight) });
            }
            heads &= is_title_block(block);
            self.block(block);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => match block.attributes.role {
                Some(Role::Attribution) => self.attribution(content),
                _ => self.running(content),
            },
            BlockKind::Heading(heading) => heading::write(self, heading, block.is(Role::Title)),
            BlockKind::Code(code) => self.code(code, block),
            BlockKind::Quote(children) => self.quote(children),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(list) => self.definitions(list),
            BlockKind::Table(table) => table::write(self, table, block.span),
            BlockKind::Figure(figure) => {
                self.blocks(&figure.blocks, false);
                if !figure.caption.is_empty() {
                    self.running(&figure.caption);
                }
            }
            BlockKind::Math(math) => self.math(&math.tex, block),
            BlockKind::Rule => {
                let indent = self.full_measure().min(self.options.width).saturating_sub(5) / 2;
                let indent = if self.flowed() { 0 } else { indent };
                self.line(&format!("{:indent$}* * *", ""));
            }
            BlockKind::PageBreak => self.gap(2),
            BlockKind::Group(children) => self.group(block, children),
        }
    }

    /// Running text.
    fn running(&mut self, content: &[Inline]) {
        let filling = match self.options.wrap {
            Wrap::Optimal => Filling::Optimal,
            _ => Filling::Greedy,
        };
        self.set(content, filling, 0);
    }

    fn set(&mut self, content: &[Inline], filling: Filling, turned: usize) {
        let mut flat = std::mem::take(&mut self.flat);
        flat.clear();
        flatten(self, content, true, &mut flat);
        self.paragraph(&flat, filling, turned);
        self.flat = flat;
    }

    fn attribution(&mut self, content: &[Inline]) {
        let dashed = plain(content).starts_with(['—', '–', '-', '―']);
        let dash = if dashed { "" } else { self.furniture.dash };
        self.hang(dash, |page| page.running(content));
    }

    fn quote(&mut self, children: &[Block]) {
        match self.flowed() {
            // RFC 3676, 4.5: quoting is marked.
            true => self.indent(">", 0, |page| page.blocks(children, false)),
            false => self.indent(INDENT, INDENT.len(), |page| page.blocks(children, false)),
        }
    }

    fn code(&mut self, code: &CodeBlock, block: &Block) {
        self.indent(CODE_INDENT, 0, |page| {
            let mut text = String::new();
            for line in code.text.trim_matches('\n').split('\n') {
                text.clear();
                push_verbatim(page, line, block.span, &mut text);
                page.line(&text);
            }
        });
    }

    fn math(&mut self, tex: &str, block: &Block) {
        let lines = formula(self, tex, block.span, unicode::lines);
        self.indent(INDENT, 0, |page| match lines {
            Some(lines) => {
                for line in lines {
                    let mut flat = String::new();
                    push_printable(&line, &mut flat);
                    page.paragraph(&flat, Filling::Greedy, INDENT.len());
                }
            }
            None => {
                let mut flat = "$$ ".to_owned();
                let source = tex.split_whitespace().collect::<Vec<_>>().join(" ");
                push_verbatim(page, &source, block.span, &mut flat);
                page.paragraph(&format!("{flat} $$"), Filling::Greedy, 0);
            }
        });
    }

    fn list(&mut self, list: &List) {
        match list.marker {
            ListMarker::Bullet => {
                let bullet = self.furniture.bullets[self.bullets.min(2)];
                self.bullets += 1;
                self.items(list, |_| format!("{bullet} "));
                self.bullets -= 1;
            }
            ListMarker::Ordered { start, style, delimiter } => {
                let label = |i: usize| {
                    let number = style.format(start.saturating_add(i as u64));
                    match delimiter {
                        Delimiter::Period => format!("{number}."),
                        Delimiter::Parenthesis => format!("{number})"),
                        Delimiter::Parentheses => format!("({number})"),
                    }
                };
                let widest = (0..list.items.len()).map(|i| label(i).len()).max().unwrap_or(0);
                let widest = if self.flowed() { 0 } else { widest };
                self.items(list, |i| format!("{:>widest$} ", label(i)));
            }
        }
    }

    fn items(&mut self, list: &List, marker: impl Fn(usize) -> String) {
        for (i, item) in list.items.iter().enumerate() {
            if i > 0 {
                self.gap(usize::from(!list.tight));
            }
            let marker = match (item.task, list.marker) {
                (Some(done), ListMarker::Bullet) => if done { "[x] " } else { "[ ] " }.to_owned(),
                (Some(done), _) => format!("{}{}", marker(i), if done { "[x] " } else { "[ ] " }),
                (None, _) => marker(i),
            };
            self.hang(&marker, |page| page.blocks(&item.blocks, list.tight));
        }
    }

    fn definitions(&mut self, list: &[Definition]) {
        for (i, definition) in list.iter().enumerate() {
            if i > 0 {
                self.gap(1);
            }
            definition.terms.iter().for_each(|term| self.set(term, Filling::Even, 0));
            for (i, blocks) in definition.definitions.iter().enumerate() {
                let directly = i == 0 && blocks.first().is_some_and(|b| matches!(b.kind, BlockKind::Paragraph(_)));
                self.gap(usize::from(!directly));
                self.indent(INDENT, 0, |page| page.blocks(blocks, false));
            }
        }
    }

    fn group(&mut self, block: &Block, children: &[Block]) {
        match block.attributes.role {
            Some(Role::Alert(kind)) => self.alert(kind, children),
            Some(Role::Sidebar) => {
                let bar = self.furniture.bar;
                self.indent(bar, 0, |page| page.blocks(children, false));
            }
            Some(Role::Details) => self.details(children),
            Some(Role::Verse) => self.indent(INDENT, 0, |page| page.verse(children)),
            Some(Role::Epigraph | Role::PullQuote | Role::Letter | Role::Abstract | Role::Dedication) => {
                self.quote(children);
            }
            _ => self.blocks(children, false),
        }
    }

    fn alert(&mut self, kind: AlertKind, children: &[Block]) {
        let name = match kind {
            AlertKind::Note => "NOTE",
            AlertKind::Tip => "TIP",
            AlertKind::Important => "IMPORTANT",
            AlertKind::Warning => "WARNING",
            AlertKind::Caution => "CAUTION",
        };
        let bar = self.furniture.bar;
        self.indent(bar, 0, |page| {
            let (title, children) = match children.split_first() {
                Some((first, others)) if first.is(Role::Summary) => (inlines_of(first).unwrap_or_default(), others),
                _ => (&[][..], children),
            };
            if title.is_empty() || plain(title).eq_ignore_ascii_case(name) {
                page.line(name);
            } else {
                let mut flat = format!("{name}: ");
                flatten(page, title, true, &mut flat);
                page.paragraph(&flat, Filling::Even, 0);
                page.gap(1);
            }
            page.blocks(children, false);
        });
    }

    fn details(&mut self, children: &[Block]) {
        let (summary, children) = match children.split_first() {
            Some((first, others)) if first.is(Role::Summary) => (inlines_of(first).unwrap_or_default(), others),
            _ => (&[][..], children),
        };
        self.hang("[+] ", |page| page.running(summary));
        self.gap(1);
        self.indent(INDENT, 0, |page| page.blocks(children, false));
    }

    fn verse(&mut self, stanzas: &[Block]) {
        for (i, stanza) in stanzas.iter().enumerate() {
            if i > 0 {
                self.gap(1);
            }
            match &stanza.kind {
                BlockKind::Paragraph(content) if !stanza.is(Role::Attribution) => {
                    self.set(content, Filling::Greedy, INDENT.len());
                }
                _ => self.block(stanza),
            }
        }
    }
}

/// Verbatim text: tabs become spaces (to the next multiple of 4), other control characters vanish.
fn push_verbatim(page: &mut Page<'_>, line: &str, span: Option<crate::source::Span>, out: &mut String) {
    for (i, part) in line.split('\t').enumerate() {
        if i > 0 {
            let column = super::cells::width(out);
            out.extend(std::iter::repeat_n(' ', 4 - column % 4));
        }
        if page.options.ascii && !part.is_ascii() {
            ascii::push(part, None, span, &mut page.shared.losses, out);
        } else {
            push_printable(part, out);
        }
    }
}

/// The blank lines between two blocks.
fn space(before: &Block, after: &Block, tight: bool) -> usize {
    use BlockKind::{Code, Definitions, Heading, List, PageBreak, Paragraph};
    match (&before.kind, &after.kind) {
        (PageBreak, _) | (_, PageBreak) => 2,
        _ if before.is(Role::Title) && (after.is(Role::Subtitle)) => 0,
        _ if is_tail(after) && !is_tail(before) => 2,
        (_, Heading(heading)) if heading.level <= 2 => 2,
        (Code(_), Code(_)) => 3,
        (List(_), List(_) | Definitions(_)) | (Definitions(_), Definitions(_)) => 2,
        (List(_) | Definitions(_), _) if is_indented(after) => 2,
        _ if is_indented(before) && is_indented(after) => 2,
        (Paragraph(_), List(_)) if tight => 0,
        _ => 1,
    }
}

/// Whether a block belongs to the title block.
fn is_title_block(block: &Block) -> bool {
    use Role::{Byline, DateLine, Kicker, Standfirst, Subtitle, Title};
    matches!(block.attributes.role, Some(Title | Kicker | Subtitle | Standfirst | Byline | DateLine))
}

/// Whether a block belongs to what stands behind an article.
fn is_tail(block: &Block) -> bool {
    use Role::{Copyright, Correction, Credit, Disclaimer, EndMark, Handle, Related, SmallPrint};
    matches!(
        block.attributes.role,
        Some(Credit | Disclaimer | Correction | Copyright | Handle | Related | EndMark | SmallPrint)
    )
}

/// Whether a block is set off by an indent or a bar.
fn is_indented(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Quote(_) | BlockKind::Code(_) | BlockKind::Math(_) => true,
        BlockKind::Group(_) => block.attributes.role.is_some_and(|role| role != Role::Related),
        _ => false,
    }
}
