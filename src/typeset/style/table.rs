//! Tables: cells become lists of items with relative widths.

use super::frame::BlockFrame;
use super::{Styler, table_name};
use crate::document::{self, Align, Cell, Grid, GridRow};
use crate::fonts::FontRole;
use crate::source::Span;
use crate::typeset::model::*;
use std::ops::Range;

impl Styler<'_> {
    /// A table with its caption above.
    pub(super) fn table(&mut self, table: &document::Table, span: Option<Span>, frame: &BlockFrame) {
        let theme = self.theme;
        self.lead_on(true);
        let node = self.node(StructRole::Table, frame);
        let start = self.flow.items.len();
        if !table.caption.is_empty() {
            let mut style = theme.caption.clone();
            style.after = theme.figure.gap;
            self.display_text(&table.caption, StructRole::Caption, &style, &frame.below(node));
            self.flow.items[start].keep_with_next = true;
            if self.in_notes == 0 && theme.contents.tables {
                self.tables += 1;
                self.name(start, &table_name(self.tables), node);
            }
            // A table holds no notes (ISO 14289-1, 7.2).
            self.notes(frame);
        }
        let style = &theme.table;
        let size = theme.length(style.size);
        let mut cell_frame = frame.display(&theme.caption, theme);
        (cell_frame.text.font, cell_frame.align) = (FontRole::default(), None);
        (cell_frame.left, cell_frame.width, cell_frame.panel) = (Length::ZERO, Length::ZERO, None);
        cell_frame.depth += 1;
        cell_frame.text.font.family = style.family;
        cell_frame.text.size = size;
        cell_frame.text.leading = style.leading.of(size);
        cell_frame.text.color = theme.text.color;
        cell_frame.text.hyphenate = theme.text.hyphenate;
        cell_frame.text.features = FontFeatures { tabular_figures: true, ..FontFeatures::default() };
        cell_frame.space = Length::ZERO;

        let outer = std::mem::take(&mut self.flow.items);
        let grid = Grid::of(table);
        let mut rows = Vec::new();
        for (part, list) in grid.parts().into_iter().enumerate() {
            if list.is_empty() {
                continue;
            }
            // Head and foot are grouped only beside a body (ISO 14289-1, 7.2); otherwise the rows are direct children
            // of the table.
            let role = [StructRole::TableHead, StructRole::TableBody, StructRole::TableFoot][part];
            let part_node = if table.body.is_empty() { node } else { self.flow.structure.add(role, Some(node)) };
            let inside = cell_frame.below(part_node);
            // A row wholly covered by cells from above has no structure element.
            let heard: Vec<bool> = list.iter().map(|row| !row.cells.is_empty() || !row.gaps.is_empty()).collect();
            for (index, row) in list.iter().enumerate() {
                rows.push(if heard[index] {
                    self.row(row, part, &heard[index..], &grid, &inside)
                } else {
                    FlowRow { cells: Vec::new() }
                });
            }
        }
        self.flow.items = outer;
        let flow = FlowTable {
            columns: (grid.columns.iter().enumerate())
                .map(|(c, &align)| (align, table.columns.get(c).and_then(|c| c.width)))
                .collect(),
            rows,
            head: table.head.len(),
            foot: table.foot.len(),
            spare: self.spare(frame),
            room: self.area.height,
            style: TableStyle {
                align: match style.align {
                    Alignment::Start | Alignment::Justify if frame.right_to_left => Alignment::End,
                    Alignment::End if frame.right_to_left => Alignment::Start,
                    align => align,
                },
                right_to_left: frame.right_to_left,
                gap: theme.length(style.gap),
                padding: theme.length(style.padding),
                heavy: theme.length(style.heavy_rule),
                light: theme.length(style.light_rule),
                row: theme.length(style.row_rule),
                color: style.rule_color,
            },
            span,
        };
        let item = self.item(FlowContent::Table(Box::new(flow)), frame);
        self.push(item);
        let space = theme.length(style.space);
        self.around(start, space, space);
        self.follows_paragraph = false;
    }

    /// How far a full-width table may extend into each margin: up to a centimetre from the edge.
    fn spare(&self, frame: &BlockFrame) -> Length {
        let narrow = self.area.inside.min(self.area.outside);
        let alone = frame.panel.is_none() && frame.left == Length::ZERO && frame.width == self.area.width;
        if alone { (narrow - Length::mm(10.0)).at_least_zero() } else { Length::ZERO }
    }

    /// A row of a table section; `heard`: which rows from here on have structure elements.
    fn row(&mut self, row: &GridRow<'_>, part: usize, heard: &[bool], grid: &Grid<'_>, frame: &BlockFrame) -> FlowRow {
        let node = self.node(StructRole::Row, frame);
        let mut cells = Vec::new();
        for placed in &row.cells {
            let (cell, down, align) = (placed.cell, placed.rows, placed.align);
            let heard_down = heard[..down].iter().filter(|heard| **heard).count();
            let (column, span) = (placed.columns.start, placed.columns.len());
            let header = cell.header || part == 0;
            let text_align = match align {
                Align::Center => Alignment::Center,
                // Numbers are aligned at their last digit in either text direction.
                Align::End if span == 1 && grid.numbers[column] && frame.right_to_left => Alignment::Start,
                Align::End => Alignment::End,
                Align::Auto | Align::Start => Alignment::Start,
            };
            let mut below = frame.below(node);
            below.align = cell.align.filter(|a| *a != Align::Auto).map(|_| text_align);
            below.text.align = text_align;
            let items = self.cell(cell, header, part == 0, span, heard_down, &below);
            cells.push(FlowCell { column, columns: span, rows: down, align, header, items });
        }
        self.fill(&row.gaps, node);
        FlowRow { cells }
    }

    /// Adds empty cells for uncovered columns: all rows of the logical table must have the same length (ISO 14289-1,
    /// 7.2; ISO 14289-2, 8.2.5.26).
    fn fill(&mut self, gaps: &[Range<usize>], row: NodeId) {
        for gap in gaps {
            for from in gap.clone().step_by(usize::from(u16::MAX)) {
                let wide = (gap.end - from).min(usize::from(u16::MAX)) as u16;
                let cell = self.flow.structure.add(StructRole::DataCell, Some(row));
                if wide > 1 {
                    self.flow.structure.properties(cell).column_span = Some(wide);
                }
            }
        }
    }

    fn cell(
        &mut self,
        cell: &Cell,
        header: bool,
        in_head: bool,
        columns: usize,
        rows: usize,
        frame: &BlockFrame,
    ) -> Vec<FlowItem> {
        let node = self.node(if header { StructRole::HeaderCell } else { StructRole::DataCell }, frame);
        if header || columns > 1 || rows > 1 {
            let properties = self.flow.structure.properties(node);
            properties.scope = header.then_some(if in_head { Scope::Column } else { Scope::Row });
            properties.column_span = (columns > 1).then_some(columns as u16);
            properties.row_span = (rows > 1).then_some(rows as u16);
        }
        let mut own = frame.below(node);
        own.text.font.bold |= header;
        self.follows_paragraph = false;
        self.blocks(&cell.blocks, &own);
        std::mem::take(&mut self.flow.items)
    }
}
