//! A table as records: a line a cell, with what heads its column before it.

use crate::document::{BlockKind, Table, inlines_of};
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
    let mut first = true;
    // A table that is all head still shows it.
    if table.body.is_empty() && table.foot.is_empty() {
        for head in &heads {
            page.paragraph(head, Filling::Greedy, 4);
        }
    }
    for row in table.body.iter().chain(&table.foot) {
        if !first {
            page.gap(1);
        }
        first = false;
        let mut column = 0;
        for cell in &row.cells {
            let head = heads.get(column).filter(|h| !h.is_empty());
            let mut flat = head.map(|h| format!("{h}: ")).unwrap_or_default();
            column += usize::from(cell.columns.max(1));
            let mut blocks = cell.blocks.as_slice();
            if let Some((block, others)) = blocks.split_first()
                && let BlockKind::Paragraph(content) = &block.kind
            {
                flatten(page, content, true, &mut flat);
                blocks = others;
            }
            if !flat.trim().is_empty() {
                page.paragraph(flat.trim_end(), Filling::Greedy, 4);
            }
            page.indent("    ", 0, |page| page.blocks(blocks, true));
        }
    }
}
