//! Blocks → lines.

use super::heading;
use super::inline::{flatten, formula, push_printable};
use super::lines::Filling;
use super::page::TextColumn;
use super::references::is_bare;
use super::{ascii, table};
use crate::document::cells::untabbed;
use crate::document::*;
use crate::math::unicode;
use crate::options::Wrap;
use crate::source::Cut as _;
use std::borrow::Cow;

/// Indent of quotations, definitions and details. Every kind of block has a different indent, so that the reader can
/// recognize it; see `FORMAT.md`.
const INDENT: &str = "    ";
/// Indent of a paragraph whose line breaks are kept.
const LINES_INDENT: &str = "   ";
/// The indent of an address or a signature.
const ADDRESS_INDENT: &str = "           ";
/// The indent of verse.
const VERSE_INDENT: &str = "     ";
/// Columns from one tab stop to the next.
const TAB_STOP: usize = 4;
/// The indent of code.
const CODE_INDENT: &str = "      ";
/// The indent of a formula.
const FORMULA_INDENT: &str = "            ";
/// A space that is not taken for the one behind a list marker.
const FIGURE_SPACE: &str = "\u{2007}";
/// Additional indent of turned lines, in cells.
const TURNED: usize = 4;
/// A paragraph with lines longer than this is running text that happens to contain a line break.
const LONGEST_KEPT: usize = 100;

impl TextColumn<'_> {
    /// Writes blocks; `tight`: a list directly below a paragraph, as in items of a tight list.
    pub fn blocks(&mut self, list: &[Block], tight: bool) {
        let mut before: Option<&Block> = None;
        // The title block continues after the title; a date further down is an ordinary paragraph.
        let title = list.iter().position(|b| b.is(Role::Title));
        let head = title.map_or(0, |title| title + list[title..].iter().take_while(|b| is_title_block(b)).count());
        for (i, block) in list.iter().enumerate() {
            self.shared.cancel.check();
            if let Some(before) = before {
                let inner = matches!(block.kind, BlockKind::Heading(_)) && !self.at_margin();
                self.gap(match space(before, block, tight) {
                    _ if i == head => 2,
                    // Two blank lines would end the enclosing block.
                    space => {
                        if inner {
                            space.min(1)
                        } else {
                            space
                        }
                    }
                });
            }
            self.block(block);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => match block.attributes.role {
                Some(Role::Attribution) => self.attribution(content),
                role if keeps_lines(block) && self.may_indent() => {
                    let indent = if role == Some(Role::Address) { ADDRESS_INDENT } else { LINES_INDENT };
                    self.indent(indent, 0, |page| page.text(content, Filling::Greedy, TURNED));
                }
                _ => self.text(content, self.filling(), 0),
            },
            BlockKind::Heading(heading) => heading::write(self, heading, block.is(Role::Title)),
            BlockKind::Code(code) => self.code(code, block),
            BlockKind::Quote(children) => self.quote(INDENT.len(), INDENT.len(), children),
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
            BlockKind::PageBreak if self.flowed() || self.tables > 0 => self.gap(2),
            BlockKind::PageBreak => {
                let rule = self.furniture.table.single.repeat(self.full_measure().min(self.options.width));
                self.line(&rule);
            }
            BlockKind::Group(children) => self.group(block, children),
        }
    }

    /// How lines of running text are broken.
    fn filling(&self) -> Filling {
        match self.options.wrap {
            Wrap::Optimal => Filling::Optimal,
            _ => Filling::Greedy,
        }
    }

    /// Running text.
    fn running(&mut self, content: &[Inline]) {
        self.set(content, self.filling(), 0);
    }

    /// A paragraph; escapes what would be read as a marker at its start, or as a picture with a caption.
    fn text(&mut self, content: &[Inline], filling: Filling, turned: usize) {
        let mut flat = std::mem::take(&mut self.flat);
        flat.clear();
        let image = matches!(content.first().map(|i| &i.kind), Some(InlineKind::Image(_)));
        let first = if image { 1 } else { 0 };
        flatten(self, &content[..first], true, &mut flat);
        let end = flat.len();
        flatten(self, &content[first..], true, &mut flat);
        if image && flat.cut(end..).starts_with(' ') {
            flat.replace_range(end..=end, "\u{a0}");
        }
        keep_from_marker(self, &mut flat);
        self.paragraph(&flat, filling, turned);
        self.flat = flat;
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

    /// A quotation or another block indented on the left and right.
    fn quote(&mut self, left: usize, right: usize, children: &[Block]) {
        self.quotes += 1;
        match self.flowed() {
            // RFC 3676, 4.5: quoting is marked.
            true => self.indent(">", 0, |page| page.blocks(children, false)),
            false => self.indent(&" ".repeat(left), right, |page| page.blocks(children, false)),
        }
        self.quotes -= 1;
    }

    /// A pull quote, between two rules.
    fn pull_quote(&mut self, children: &[Block]) {
        if self.flowed() {
            return self.quote(0, 0, children);
        }
        self.indent(INDENT, INDENT.len(), |page| {
            let rule = page.furniture.table.single.repeat(page.measure().min(page.options.width));
            page.line(&rule);
            page.quotes += 1;
            page.blocks(children, false);
            page.quotes -= 1;
            page.line(&rule);
        });
    }

    /// Whether indents are significant; not in flowed text and table cells.
    fn may_indent(&self) -> bool {
        !self.flowed() && self.tables == 0
    }

    fn code(&mut self, code: &CodeBlock, block: &Block) {
        if let Some(language) = code.language.as_ref().filter(|_| self.may_indent()) {
            let mut label = String::new();
            push_verbatim(self, language, block.span, &mut label);
            self.indent(INDENT, 0, |page| page.line(&format!("[{label}]")));
        }
        self.indent(CODE_INDENT, 0, |page| {
            let mut text = String::new();
            let code = code.untabbed(TAB_STOP);
            let shown = with_link_marks(page, &code);
            let language = page.document.metadata.language.as_ref();
            let isolated = !page.options.ascii && language.is_some_and(Language::is_right_to_left);
            for line in shown.trim_matches('\n').split('\n') {
                text.clear();
                push_verbatim(page, line, block.span, &mut text);
                if isolated && !text.is_empty() {
                    text = format!("\u{2066}{text}\u{2069}");
                }
                page.line(&text);
            }
        });
    }

    fn math(&mut self, tex: &str, block: &Block) {
        let lines = formula(self, tex, block.span, unicode::lines);
        let indent = if self.may_indent() { FORMULA_INDENT } else { INDENT };
        self.indent(indent, 0, |page| match lines {
            Some(lines) => {
                for line in lines {
                    let mut flat = String::new();
                    push_printable(&line, &mut flat);
                    page.paragraph(&flat, Filling::Greedy, TURNED);
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
            ListMarker::Ordered { style, delimiter, .. } => {
                let numbers = list.numbers();
                let label = |i: usize| {
                    let number = style.format(numbers[i]);
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
            definition.terms.iter().for_each(|term| self.set(term, Filling::Even, 2 * TURNED));
            let several = definition.definitions.len() > 1;
            for blocks in &definition.definitions {
                self.indent(INDENT, 0, |page| match several {
                    true => page.hang(": ", |page| page.blocks(blocks, false)),
                    false => page.blocks(blocks, false),
                });
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
            Some(Role::Verse) => self.indent(VERSE_INDENT, 0, |page| page.verse(children)),
            Some(Role::PullQuote) => self.pull_quote(children),
            Some(Role::Letter) => self.quote(2, 0, children),
            Some(Role::Abstract) => self.quote(9, 9, children),
            Some(Role::Epigraph) => self.quote(20, 0, children),
            Some(Role::Dedication) => self.quote(24, 0, children),
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
                    self.set(content, Filling::Greedy, TURNED);
                }
                _ => self.block(stanza),
            }
        }
    }
}

/// Code with the numbers of its links inserted, as in running text.
fn with_link_marks<'a>(page: &mut TextColumn<'_>, code: &'a CodeBlock) -> Cow<'a, str> {
    if code.links.is_empty() {
        return Cow::Borrowed(&code.text);
    }
    let mut out = String::new();
    for (range, link) in code.stretches() {
        let text = code.text.cut(range);
        out.push_str(text);
        if let Some(Target::External(address)) = link.map(|link| &link.target)
            && !is_bare(text.trim(), address)
        {
            let number = page.document.notes.len() + page.shared.links.place(address, None) + 1;
            let at = out.trim_end_matches('\n').len();
            out.insert_str(at, &format!("[{number}]"));
        }
    }
    Cow::Owned(out)
}

/// Replaces the space behind what looks like a list marker at the start of a paragraph; not possible in ASCII.
pub fn keep_from_marker(page: &TextColumn<'_>, flat: &mut String) {
    if page.options.ascii {
        return;
    }
    let dash = || flat.starts_with("— ").then_some("—".len()).filter(|_| page.quotes > 0);
    if let Some(at) = marker(flat).or_else(dash) {
        flat.replace_range(at..=at, FIGURE_SPACE);
    }
}

/// Position of the space behind what looks like a marker of an item or of details.
fn marker(text: &str) -> Option<usize> {
    let at = text.find(' ').filter(|&at| at <= 8)?;
    let word = text.cut(..at);
    let (inner, open) = word.strip_prefix('(').map_or((word, false), |inner| (inner, true));
    let number = inner.strip_suffix(['.', ')']).is_some_and(|number| {
        let letters = number.bytes().all(|b| b.is_ascii_lowercase()) || number.bytes().all(|b| b.is_ascii_uppercase());
        // A single letter with a full stop is an initial.
        let short = number.len() == 1 || number.bytes().all(is_roman);
        !number.is_empty()
            && (number.bytes().all(|b| b.is_ascii_digit()) || letters && short && (open || inner.ends_with(')')))
    });
    let task = text.starts_with("[ ] ").then_some(3);
    task.or_else(|| (number || matches!(word, "•" | "–" | "·" | "[x]" | "[+]" | "│")).then_some(at))
}

fn is_roman(letter: u8) -> bool {
    matches!(letter | 0x20, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm')
}

/// Verbatim text: tabs become spaces, other control characters are removed.
fn push_verbatim(page: &mut TextColumn<'_>, line: &str, span: Option<crate::source::Span>, out: &mut String) {
    let line = untabbed(line, TAB_STOP);
    if page.options.ascii && !line.is_ascii() {
        ascii::push(&line, None, span, &mut page.shared.losses, out);
    } else {
        push_printable(&line, out);
    }
}

/// Number of blank lines between two blocks.
fn space(before: &Block, after: &Block, tight: bool) -> usize {
    use BlockKind::{Code, Definitions, Heading, List, PageBreak, Paragraph, Rule};
    match (&before.kind, &after.kind) {
        (PageBreak, _) | (_, PageBreak) => 2,
        _ if before.is(Role::Title) && (after.is(Role::Subtitle)) => 0,
        _ if is_tail(after) && !is_tail(before) => 2,
        (_, Heading(heading)) if heading.level <= 2 => 2,
        (Code(_), Code(_)) => 3,
        (List(_), List(_) | Definitions(_)) | (Definitions(_), Definitions(_)) => 2,
        (List(_) | Definitions(_), _) if is_indented(after) => 2,
        _ if keeps_lines(before) && keeps_lines(after) && before.attributes.role == after.attributes.role => 1,
        _ if matches!(after.kind, Rule) && (is_indented(before) || matches!(before.kind, List(_) | Definitions(_))) => {
            2
        }
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

/// Whether a block belongs to the tail of an article.
fn is_tail(block: &Block) -> bool {
    use Role::{Copyright, Correction, Credit, Disclaimer, EndMark, Handle, Related, SmallPrint};
    matches!(
        block.attributes.role,
        Some(Credit | Disclaimer | Correction | Copyright | Handle | Related | EndMark | SmallPrint)
    )
}

/// Whether a block has an indent or a bar.
fn is_indented(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Quote(_) | BlockKind::Code(_) | BlockKind::Math(_) => true,
        BlockKind::Group(_) => block.attributes.role.is_some_and(|role| role != Role::Related),
        _ => keeps_lines(block),
    }
}

/// Whether a paragraph's line breaks are kept as in verse: all its lines are short.
fn keeps_lines(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else { return false };
    let breaks = |list: &[Inline]| list.iter().any(|i| matches!(i.kind, InlineKind::LineBreak));
    matches!(block.attributes.role, None | Some(Role::Address))
        && (breaks(content) || block.is(Role::Address))
        && content
            .split(|i| matches!(i.kind, InlineKind::LineBreak))
            .all(|line| plain(line).chars().count() <= LONGEST_KEPT)
}
