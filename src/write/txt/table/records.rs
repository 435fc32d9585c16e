//! A table as records: one line per cell, prefixed by its column heading. A rail at the left separates the records,
//! with a double line before the foot.

use crate::document::{Block, BlockKind, Grid, GridRow, walk};
use crate::write::txt::block::keep_from_marker;
use crate::write::txt::inline::flatten;
use crate::write::txt::lines::Filling;
use crate::write::txt::page::TextColumn;
use std::collections::BTreeSet;

/// Once headings total this many bytes, one over several columns is used for the first of them only.
const MOST_SHARED: usize = 1 << 20;
/// Limit of the total size of headings repeated in the records.
const MOST_HEADS: usize = 64 << 20;

/// Writes every row as a record.
pub fn write(page: &mut TextColumn<'_>, table: &Grid<'_>) {
    let mut heads: Vec<String> = Vec::new();
    let mut size = 0;
    for row in &table.head {
        for placed in &row.cells {
            let columns = placed.columns.clone();
            let flat = head_text(page, &placed.cell.blocks);
            heads.resize(heads.len().max(columns.end), String::new());
            size += flat.len() * columns.len();
            let named = if size <= MOST_SHARED { columns } else { columns.start..columns.start + 1 };
            for head in &mut heads[named] {
                if !head.is_empty() && !flat.is_empty() {
                    head.push_str(", ");
                }
                head.push_str(&flat);
            }
        }
    }
    // A table with head rows only is still shown.
    if table.body.is_empty() && table.foot.is_empty() {
        for head in &heads {
            page.paragraph(head, Filling::Greedy, 4);
        }
        return;
    }
    let rows = || table.body.iter().chain(&table.foot);
    // Column heads as long as a sentence are written once, above all records.
    let once = heads.iter().map(String::len).sum::<usize>().saturating_mul(rows().count()) > MOST_HEADS;
    let begun: BTreeSet<usize> = rows().flat_map(|row| &row.cells).map(|placed| placed.columns.start).collect();
    let rail = &page.furniture.rail;
    page.line(rail.first);
    for (i, row) in rows().enumerate() {
        if i > 0 {
            page.line(if i == table.body.len() { rail.foot } else { rail.next });
        }
        page.indent(page.furniture.bar, 0, |page| {
            record(page, row, if once && i > 0 { &[] } else { &heads });
            // Headings of columns in which no cell begins would be lost.
            let others = heads.iter().enumerate().filter(|(column, head)| !head.is_empty() && !begun.contains(column));
            for (_, head) in others.filter(|_| i == 0) {
                page.paragraph(&format!("{head}:"), Filling::Greedy, 4);
            }
        });
    }
    page.line(rail.last);
}

/// The text of a header cell in one line.
fn head_text(page: &mut TextColumn<'_>, blocks: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    walk::blocks(blocks, &mut |block| {
        if let BlockKind::Code(code) = &block.kind {
            parts.push(code.text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        walk::for_each_inlines(block, &mut |content| {
            let mut flat = String::new();
            flatten(page, content, false, &mut flat);
            parts.push(flat);
        });
    });
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// One row, one line per cell.
fn record(page: &mut TextColumn<'_>, row: &GridRow<'_>, heads: &[String]) {
    for placed in &row.cells {
        let head = heads.get(placed.columns.start).filter(|h| !h.is_empty());
        let mut flat = head.map(|h| format!("{h}: ")).unwrap_or_default();
        let mut blocks = placed.cell.blocks.as_slice();
        if let Some((block, others)) = blocks.split_first()
            && let BlockKind::Paragraph(content) = &block.kind
        {
            let mut text = String::new();
            flatten(page, content, true, &mut text);
            keep_from_marker(page, &mut text);
            flat.push_str(&text);
            blocks = others;
        }
        page.paragraph(flat.trim_end(), Filling::Greedy, 4);
        page.indent("    ", 0, |page| page.blocks(blocks, true));
    }
}
