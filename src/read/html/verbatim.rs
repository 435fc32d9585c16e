//! Verbatim text (`pre`) of a page: blocks in it are lines, links stay links, numbers beside the lines are none of it.

use super::attributes::RawAttributes;
use super::element::Element;
use super::line::What;
use super::tags::{code_language, target};
use super::tree::{Kind, Tree};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Cell, CodeBlock, CodeLink, Inline, InlineKind, Link, Table, walk};
use crate::read::MAX_DEPTH;
use crate::source::{Cut as _, Span};

/// Classes of elements that are a line each, as programs that colour code write them.
const LINES: &[&str] = &["line", "code-line", "token-line", "view-line", "CodeMirror-line", "cl"];

/// Classes of elements that hold the numbers of lines.
const NUMBERS: &[&str] = &[
    "linenos",
    "lineno",
    "linenumber",
    "line-number",
    "line-numbers-rows",
    "ln",
    "lnt",
    "lnum",
    "gutter",
    "blob-num",
    "hljs-ln-n",
    "hljs-ln-numbers",
    "react-syntax-highlighter-line-number",
    "rouge-gutter",
    "crayon-num",
];

/// What is known of the verbatim text that is being read.
#[derive(Debug, Default)]
pub(crate) struct Verbatim {
    /// How many bytes it has.
    length: usize,
    /// Whether a line begins here.
    begins: bool,
    /// Whether a block ended here, so that what follows begins a line.
    due: bool,
    open: Vec<OpenInPre>,
    /// How many of them may be numbers of lines.
    numbers: usize,
    /// The names of places in it.
    ids: Vec<String>,
}

/// An element that is open in verbatim text.
#[derive(Debug)]
struct OpenInPre {
    name: String,
    /// Whether it is a line.
    line: bool,
    /// Whether it may be the number of a line.
    number: bool,
    /// Where it begins.
    from: usize,
}

impl Tree<'_> {
    /// Adds verbatim text.
    pub(super) fn verbatim_text(&mut self, text: &str, span: Span) {
        let state = &mut self.verbatim;
        let due = std::mem::take(&mut state.due);
        let breaks = due && !state.begins && !text.starts_with('\n');
        // The line end between two blocks is not a line of its own.
        let text = if due && state.begins { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if text.is_empty() {
            return;
        }
        state.length += text.len() + usize::from(breaks);
        state.begins = text.ends_with('\n');
        if breaks {
            self.push_raw("\n", Some(span.at_start()));
        }
        self.push_raw(text, Some(span));
    }

    /// Begins a line, unless one begins here.
    fn begin_line(&mut self, span: Span) {
        self.verbatim.due = false;
        if self.verbatim.length > 0 && !self.verbatim.begins {
            self.verbatim_text("\n", span.at_start());
        }
    }

    pub(super) fn start_tag_in_pre(&mut self, (name, element): (&str, Element), raw: &RawAttributes, span: Span) {
        let number = raw.classes().any(|c| NUMBERS.contains(&c)) || raw.get("data-line-number").is_some();
        let line = element.is_line()
            || matches!(raw.style("display"), Some("block" | "flex" | "grid" | "table-row"))
            || raw.classes().any(|c| LINES.contains(&c))
            || raw.get("data-line").is_some();
        if let Some(id) = raw.text("id").or_else(|| raw.text("name").filter(|_| element == Element::Anchor)) {
            // The names of lines by their numbers are too many, and few of them are meant.
            if !id.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['-', 'L', 'l']) {
                self.verbatim.ids.push(id.to_owned());
            }
        }
        match element {
            Element::Break => return self.verbatim_text("\n", span),
            Element::Image => return self.image(raw, span),
            Element::Code => {
                if let (Kind::Pre(language), Some(found)) = (&mut self.top_mut().kind, code_language(raw)) {
                    language.get_or_insert(found);
                }
            }
            Element::Cell(_) if self.verbatim.length > 0 && !self.verbatim.begins => {
                self.verbatim_text(" ", span.at_start());
            }
            _ if element.is_void() => return,
            _ if line => self.begin_line(span),
            _ => {}
        }
        let in_number = number || self.verbatim.numbers > 0;
        if let (Element::Anchor, Some(address), false) = (element, raw.text("href"), in_number) {
            self.close_inline_tag("a", span);
            self.open_inline(What::Link(target(address), None), "a", Attributes::default(), span);
        }
        if self.verbatim.open.len() >= MAX_DEPTH {
            return;
        }
        let from = self.verbatim.length;
        self.verbatim.numbers += usize::from(number);
        self.verbatim.open.push(OpenInPre { name: name.to_owned(), line, number, from });
    }

    /// Ends an element in verbatim text; says whether one of this name was open in it.
    pub(super) fn end_tag_in_pre(&mut self, name: &str, span: Span) -> bool {
        let Some(at) = self.verbatim.open.iter().rposition(|open| open.name == name) else { return false };
        for OpenInPre { name, line, number, from } in self.verbatim.open.split_off(at).into_iter().rev() {
            if name == "a" {
                self.close_inline_tag("a", span);
            }
            let empty = self.verbatim.length == from;
            self.verbatim.numbers -= usize::from(number);
            if number && !empty {
                self.take_number(from, span);
            } else if line && empty {
                self.verbatim_text("\n", span.at_start());
            } else if line {
                self.verbatim.due = true;
            }
        }
        true
    }

    /// Takes the text from `from` on away where it is the number of a line.
    fn take_number(&mut self, from: usize, span: Span) {
        let length = self.verbatim.length - from;
        let Some(Inline { kind: InlineKind::Text(text), .. }) = self.line().last_mut() else { return };
        let Some(start) = text.len().checked_sub(length).filter(|&at| text.is_char_boundary(at)) else { return };
        let is_number = |text: &str| text.split_whitespace().all(|word| word.parse::<u32>().is_ok());
        if !is_number(text.cut(start..)) {
            return;
        }
        text.truncate(start);
        self.verbatim.begins = text.is_empty() || text.ends_with('\n');
        self.verbatim.length = from;
        self.tell_numbers(span);
    }

    /// Says that numbers of lines were left out.
    pub(super) fn tell_numbers(&mut self, span: Span) {
        self.tell_once("line numbers", || {
            let message = "the numbers beside the lines of code are left out";
            Diagnostic::new(&codes::LINE_NUMBERS_LEFT_OUT, span, message)
        });
    }

    /// The blocks that verbatim text is: code, and pictures between it.
    pub(super) fn verbatim_blocks(
        &mut self,
        line: Vec<Inline>,
        language: Option<String>,
        (mut attributes, is_html): (Attributes, bool),
        span: Span,
    ) -> Vec<Block> {
        let Verbatim { ids, .. } = std::mem::take(&mut self.verbatim);
        let mut ids = ids.into_iter();
        if attributes.id.is_none() {
            attributes.id = ids.next();
        }
        let place = |id| {
            let attributes = Attributes { id: Some(id), ..Attributes::default() };
            Block::paragraph(vec![Inline::new(InlineKind::Span(attributes, Vec::new()), span)], span)
        };
        let mut out: Vec<Block> = ids.map(place).collect();
        let mut code = CodeBlock { language: language.clone(), ..CodeBlock::default() };
        let mut split = false;
        for inline in line {
            if holds_picture(&inline) {
                split = true;
                let done = std::mem::replace(&mut code, CodeBlock { language: language.clone(), ..code_of("") });
                push_code(done, (std::mem::take(&mut attributes), is_html), span, &mut out);
                let place = inline.span;
                out.push(Block::paragraph(vec![inline], place));
            } else {
                flatten(inline, &mut code);
            }
        }
        if split && code.text.trim().is_empty() {
            return out;
        }
        let keeps = !split;
        let count = out.len();
        push_code(code, (attributes, is_html), span, &mut out);
        if keeps && out.len() == count {
            out.push(Block::new(BlockKind::Code(code_of("")), span));
        }
        out
    }
}

fn code_of(text: &str) -> CodeBlock {
    CodeBlock { text: text.to_owned(), ..CodeBlock::default() }
}

/// Adds code, without the line ends that are none of it.
fn push_code(mut code: CodeBlock, (attributes, is_html): (Attributes, bool), span: Span, out: &mut Vec<Block>) {
    if code.text.ends_with('\n') {
        code.text.pop();
    }
    if is_html && code.text.starts_with('\n') {
        code.text.remove(0); // HTML, 13.2.6.4.7: a line end right behind the tag is none of the text
        for link in &mut code.links {
            link.range = link.range.start.saturating_sub(1)..link.range.end.saturating_sub(1);
        }
    }
    for link in &mut code.links {
        link.range.end = link.range.end.min(code.text.len());
        link.range.start = link.range.start.min(link.range.end);
    }
    code.links.retain(|link| !link.range.is_empty());
    if code.text.is_empty() && !attributes.is_empty() || !code.text.is_empty() {
        let mut block = Block::new(BlockKind::Code(code), span);
        block.attributes = attributes;
        out.push(block);
    }
}

fn holds_picture(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Image(_)) || walk::content(inline).is_some_and(|c| c.iter().any(holds_picture))
}

fn flatten(inline: Inline, code: &mut CodeBlock) {
    match inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => code.text.push_str(&text),
        InlineKind::Link(Link { target, content, .. }) => {
            let start = code.text.len();
            content.into_iter().for_each(|inline| flatten(inline, code));
            code.links.push(CodeLink { range: start..code.text.len(), target });
        }
        InlineKind::Styled(_, content) | InlineKind::Span(_, content) => {
            content.into_iter().for_each(|inline| flatten(inline, code));
        }
        InlineKind::LineBreak => code.text.push('\n'),
        _ => {}
    }
}

/// The code of a table that has nothing but the numbers of its lines beside it.
pub(super) fn code_beside_numbers(table: &mut Table) -> Option<Vec<Block>> {
    if table.rows().count() != 1 {
        return None;
    }
    let row = table.rows().next()?;
    let [numbers, code] = row.cells.as_slice() else { return None };
    let mut text = String::new();
    let mut lines = Vec::new();
    cell_text(numbers, &mut text);
    walk::blocks(&code.blocks, &mut |block| match &block.kind {
        BlockKind::Code(code) => lines.push(code.text.lines().count()),
        BlockKind::Group(_) => {}
        _ => lines.push(usize::MAX),
    });
    let [count] = lines.as_slice() else { return None };
    let found: Vec<u32> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    let rises = found.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    if found.is_empty() || !rises || found.len().abs_diff(*count) > 2 {
        return None;
    }
    let row = table.rows_mut().next()?;
    row.cells.pop().map(|cell| cell.blocks)
}

fn cell_text(cell: &Cell, out: &mut String) {
    walk::blocks(&cell.blocks, &mut |block| {
        if let BlockKind::Code(code) = &block.kind {
            out.push_str(&code.text);
            out.push('\n');
        }
        walk::for_each_inlines(block, &mut |list| {
            walk::inlines(list, &mut |inline| match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
                InlineKind::LineBreak => out.push('\n'),
                _ => {}
            });
            out.push('\n');
        });
    });
}
