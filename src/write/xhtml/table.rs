//! Tables.

use super::text::Text;
use super::xml;
use crate::document::{Align, Attributes, BlockKind, Cell, InlineKind, Row, Table, places, plain};
use std::ops::Range;

impl<'a> Text<'a> {
    pub(super) fn table(&mut self, table: &'a Table, attributes: &'a Attributes) {
        self.facts.tables += 1;
        let aligns = alignments(table);
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
        for (tag, rows) in [("thead", &table.head), ("tbody", &table.body), ("tfoot", &table.foot)] {
            if rows.is_empty() {
                continue;
            }
            self.out.push_str(&format!("<{tag}>\n"));
            for (i, (row, places)) in rows.iter().zip(places(rows)).enumerate() {
                self.row(row, &places, tag, &aligns, rows.len() - i);
            }
            self.end(tag);
        }
        self.end("table");
    }

    /// A row; `left` is the number of rows of its group from this one on, which no cell may reach over.
    fn row(&mut self, row: &'a Row, places: &[Range<usize>], group: &str, aligns: &[Align], left: usize) {
        self.out.push_str("<tr>");
        for (cell, columns) in row.cells.iter().zip(places) {
            let rows = usize::from(cell.rows.max(1)).min(left);
            // A head cell spanning columns is centred.
            let spans = group == "thead" && cell.columns > 1;
            let usual = if spans { Some(Align::Center) } else { aligns.get(columns.start).copied() };
            self.cell(cell, group, rows, cell.align.or(usual).unwrap_or_default());
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, cell: &'a Cell, group: &str, rows: usize, align: Align) {
        let columns = cell.columns.max(1);
        // An empty head cell is a data cell: a screen reader would announce an empty head.
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

/// The alignment of each column; columns of numbers are aligned at the end where nobody said otherwise.
pub fn alignments(table: &Table) -> Vec<Align> {
    let mut numbers = vec![(0usize, 0usize); table.columns.len()];
    for (row, places) in table.body.iter().zip(places(&table.body)) {
        for (cell, columns) in row.cells.iter().zip(places) {
            if cell.columns == 1
                && !cell.blocks.is_empty()
                && let Some((of_numbers, of_all)) = numbers.get_mut(columns.start)
            {
                *of_all += 1;
                *of_numbers += usize::from(is_number(cell));
            }
        }
    }
    let settle = |(column, (of_numbers, of_all)): (&crate::document::Column, (usize, usize))| match column.align {
        Align::Auto if of_all > 0 && of_numbers == of_all => Align::End,
        other => other,
    };
    table.columns.iter().zip(numbers).map(settle).collect()
}

fn is_number(cell: &Cell) -> bool {
    let [block] = &cell.blocks[..] else { return false };
    let BlockKind::Paragraph(content) = &block.kind else { return false };
    if content.iter().any(|i| !matches!(i.kind, InlineKind::Text(_) | InlineKind::Styled(..) | InlineKind::NoteRef(_)))
    {
        return false;
    }
    let text = plain(content);
    let text = text.trim();
    text.len() <= 24
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,'’\u{a0}\u{202f}\u{2009} +-−–%‰$€£¥~≈<>±".contains(c))
}
