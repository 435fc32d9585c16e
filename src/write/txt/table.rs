//! Tables.

use super::page::Page;
use crate::document::Table;
use crate::source::Span;

/// Writes a table.
pub fn write(page: &mut Page<'_>, table: &Table, span: Option<Span>) {
    page.shared.records.push(span);
    for row in table.rows() {
        for cell in &row.cells {
            page.blocks(&cell.blocks, true);
        }
    }
}
