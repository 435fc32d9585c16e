//! Tables.

use super::text::XhtmlWriter;
use super::xml;
use crate::document::{Align, Attributes, Grid, GridCell, GridRow, Table};

impl<'a> XhtmlWriter<'a> {
    pub(super) fn table(&mut self, table: &'a Table, attributes: &'a Attributes) {
        self.facts.tables += 1;
        let grid = Grid::of(table);
        self.start("table", "", attributes, "");
        self.out.push('\n');
        if !table.caption.is_empty() {
            self.out.push_str("<caption>");
            self.inlines(&table.caption);
            self.end("caption");
        }
        if table.columns.iter().any(|c| c.width.is_some()) {
            self.out.push_str("<colgroup>");
            for column in &table.columns {
                match column.width.filter(|w| w.is_finite() && *w > 0.0) {
                    Some(width) => self.out.push_str(&format!("<col style=\"width:{:.0}%\"/>", width.min(1.0) * 100.0)),
                    None => self.out.push_str("<col/>"),
                }
            }
            self.out.push_str("</colgroup>\n");
        }
        for (tag, rows) in ["thead", "tbody", "tfoot"].into_iter().zip(grid.parts()) {
            if rows.is_empty() {
                continue;
            }
            self.out.push_str(&format!("<{tag}>\n"));
            for row in rows {
                self.row(row, tag);
            }
            self.end(tag);
        }
        self.end("table");
    }

    /// A row. Short rows are not filled: HTML's table model doesn't require it (4.9.12).
    fn row(&mut self, row: &GridRow<'a>, group: &str) {
        self.out.push_str("<tr>");
        for placed in &row.cells {
            self.cell(placed, group);
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, placed: &GridCell<'a>, group: &str) {
        let GridCell { cell, rows, align, .. } = *placed;
        let columns = placed.columns.len();
        // An empty header cell is written as a data cell: screen readers would announce an empty header.
        let heads = (cell.header || group == "thead") && !cell.blocks.is_empty();
        let tag = if heads { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(tag);
        if heads {
            let scope = match (group, columns > 1, rows > 1) {
                ("thead", true, _) => "colgroup",
                ("thead", ..) => "col",
                (_, _, true) => "rowgroup",
                _ => "row",
            };
            xml::push_attribute(&mut self.out, "scope", scope);
        }
        match align {
            Align::Center => xml::push_attribute(&mut self.out, "class", "center"),
            Align::End => xml::push_attribute(&mut self.out, "class", "end"),
            Align::Start => xml::push_attribute(&mut self.out, "class", "start"),
            Align::Auto => {}
        }
        if columns > 1 {
            xml::push_attribute(&mut self.out, "colspan", &columns.to_string());
        }
        if rows > 1 {
            xml::push_attribute(&mut self.out, "rowspan", &rows.to_string());
        }
        self.out.push('>');
        self.item(&cell.blocks, cell.blocks.len() == 1, "");
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }
}
