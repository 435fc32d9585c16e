//! A table as records: a line a cell, with what heads its column before it. A rail at the left shows where each
//! begins; a double line in it, where the foot begins.

use crate::document::{BlockKind, Row, Table, inlines_of};
use crate::write::txt::block::keep_from_marker;
use crate::write::txt::inline::flatten;
use crate::write::txt::lines::Filling;
use crate::write::txt::page::Page;

/// Writes every row as a record of its own.
pub fn write(page: &mut Page<'_>, table: &Table) {
    let mut heads: Vec<String> = Vec::new();
    for row in &table.head {
        let mut column = 0;
        for cell in &row.cells {
            let mut flat = String::new();
            for content in cell.blocks.iter().filter_map(inlines_of) {
                flatten(page, content, false, &mut flat);
            }
            let columns = usize::from(cell.columns.max(1));
            heads.resize(heads.len().max(column + columns), String::new());
            for head in &mut heads[column..column + columns] {
                if !head.is_empty() && !flat.is_empty() {
                    head.push_str(", ");
                }
                head.push_str(&flat);
            }
            column += columns;
        }
    }
    // A table that is all head still shows it.
    if table.body.is_empty() && table.foot.is_empty() {
        for head in &heads {
            page.paragraph(head, Filling::Greedy, 4);
        }
        return;
    }
    let rail = &page.furniture.rail;
    page.line(rail.first);
    for (i, row) in table.body.iter().chain(&table.foot).enumerate() {
        if i > 0 {
            page.line(if i == table.body.len() { rail.foot } else { rail.next });
        }
        page.indent(page.furniture.bar, 0, |page| record(page, row, &heads));
    }
    page.line(rail.last);
}

/// One row: its cells, a line each.
fn record(page: &mut Page<'_>, row: &Row, heads: &[String]) {
    let mut column = 0;
    for cell in &row.cells {
        let head = heads.get(column).filter(|h| !h.is_empty());
        let mut flat = head.map(|h| format!("{h}: ")).unwrap_or_default();
        column += usize::from(cell.columns.max(1));
        let mut blocks = cell.blocks.as_slice();
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
