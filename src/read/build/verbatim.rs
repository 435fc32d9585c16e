//! Verbatim text: blocks in it become lines, links are kept, line numbers are removed.

use super::open::VerbatimState;
use super::tree::DocumentBuilder;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Cell, CodeBlock, CodeLink, Inline, InlineKind, Link, Table, walk};
use crate::source::Span;

impl DocumentBuilder<'_> {
    /// Adds verbatim text.
    pub(crate) fn verbatim_text(&mut self, text: &str, span: Span) {
        let state = &mut self.verbatim;
        let due = std::mem::take(&mut state.due);
        let breaks = due && !state.begins && !text.starts_with('\n');
        // A line end between two blocks does not make an empty line.
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

    /// Begins a new line, unless at the start of one.
    pub(crate) fn begin_line(&mut self, span: Span) {
        self.verbatim.due = false;
        if self.verbatim.length > 0 && !self.verbatim.begins {
            self.verbatim_text("\n", span.at_start());
        }
    }

    /// Reports that line numbers were removed.
    pub(crate) fn tell_numbers(&mut self, span: Span) {
        self.tell_once("line numbers", || {
            let message = "the numbers beside the lines of code are left out";
            Diagnostic::new(&codes::LINE_NUMBERS_LEFT_OUT, span, message)
        });
    }

    /// Converts verbatim text to blocks: code, with pictures between.
    pub(crate) fn verbatim_blocks(
        &mut self,
        line: Vec<Inline>,
        language: Option<String>,
        mut attributes: Attributes,
        span: Span,
    ) -> Vec<Block> {
        let number = self.verbatim.number + 1;
        let VerbatimState { ids, .. } =
            std::mem::replace(&mut self.verbatim, VerbatimState { number, ..VerbatimState::default() });
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
                let done = std::mem::replace(&mut code, CodeBlock { language: language.clone(), ..code_of("") });
                push_code(done, split, std::mem::take(&mut attributes), span, &mut out);
                split = true;
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
        push_code(code, split, attributes, span, &mut out);
        if keeps && out.len() == count {
            out.push(Block::new(BlockKind::Code(code_of("")), span));
        }
        out
    }
}

fn code_of(text: &str) -> CodeBlock {
    CodeBlock { text: text.to_owned(), ..CodeBlock::default() }
}

/// Adds code without its final line end and, after a picture, its first.
fn push_code(mut code: CodeBlock, behind_picture: bool, attributes: Attributes, span: Span, out: &mut Vec<Block>) {
    if code.text.ends_with('\n') {
        code.text.pop();
    }
    if behind_picture && code.text.starts_with('\n') {
        code.text.remove(0);
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

/// The code of a table whose other column contains only line numbers.
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
