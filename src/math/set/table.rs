//! Matrices, cases, aligned lines and stacked scripts.

use super::MathSetter;
use super::boxes::SetBox;
use crate::math::tree::{CellAlignment, FormulaOrigin, MathTable, PartSide, TableKind};
use pulldown_latex::event::Style;

impl MathSetter<'_> {
    /// A table, centred on the math axis.
    pub fn table(&self, table: &MathTable, origin: FormulaOrigin) -> Result<SetBox, String> {
        let setter = match table.kind {
            TableKind::Lines => self.with(Style::Display),
            TableKind::Matrix | TableKind::Cases(_) if !self.is_small() => self.with(Style::Text),
            _ => *self,
        };
        let em = setter.size();
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut cells: Vec<Vec<SetBox>> = Vec::new();
        for row in &table.rows {
            let mut set = Vec::new();
            for (column, cell) in row.iter().enumerate() {
                let lead = table.kind == TableKind::Lines && column % 2 == 1;
                set.push(if lead { setter.led(cell)? } else { setter.row(cell)? });
            }
            cells.push(set);
        }
        let widths: Vec<i64> =
            (0..columns).map(|c| cells.iter().filter_map(|r| r.get(c)).map(|b| b.width).max().unwrap_or(0)).collect();
        // Strut height and depth of a line, and the space between lines.
        let (high, deep, jot) = match table.kind {
            TableKind::Stack => (em * 7 / 10, em / 5, em / 10),
            TableKind::Lines => (em * 84 / 100, em * 36 / 100, em * 3 / 10),
            TableKind::Cases(_) => (em, em * 43 / 100, 0),
            TableKind::Matrix => (em * 84 / 100, em * 36 / 100, 0),
        };
        let gap = |before: usize| match table.kind {
            TableKind::Lines if before.is_multiple_of(2) => 0,
            TableKind::Lines => 2 * em,
            TableKind::Stack => 0,
            _ => em,
        };
        let line = em * 4 / 100;
        let edge = if table.verticals.is_empty() { 0 } else { em / 2 };
        let mut lefts = Vec::new();
        let mut x = edge;
        for (c, width) in widths.iter().enumerate() {
            lefts.push(x);
            x += width + if c + 1 < columns { gap(c) } else { 0 };
        }
        let whole = x + edge;
        let mut out = SetBox::default();
        let mut y = 0;
        let mut rules = Vec::new();
        for (r, row) in cells.into_iter().enumerate() {
            if table.horizontals.contains(&r) {
                rules.push(y);
                y += line;
            }
            let ascent = row.iter().map(|b| b.ascent).max().unwrap_or(0).max(high);
            let descent = row.iter().map(|b| b.descent).max().unwrap_or(0).max(deep);
            if r > 0 {
                y += jot;
            }
            y += ascent;
            for (c, cell) in row.into_iter().enumerate() {
                let free = widths[c] - cell.width;
                let align = table.columns.get(c).or(table.columns.last()).copied().unwrap_or(CellAlignment::Center);
                let shift = match align {
                    CellAlignment::Left => 0,
                    CellAlignment::Center => free / 2,
                    CellAlignment::Right => free,
                };
                out.put(cell, lefts[c] + shift, y);
            }
            y += descent;
        }
        if table.horizontals.contains(&table.rows.len()) {
            rules.push(y);
            y += line;
        }
        for top in rules {
            out.put(SetBox::rule(whole, line, -top), 0, 0);
        }
        for &column in &table.verticals {
            let x = if column == 0 {
                0
            } else if column >= columns {
                whole - line
            } else {
                lefts[column] - gap(column - 1) / 2
            };
            out.put(SetBox::rule(line, y, 0), x, 0);
        }
        (out.width, out.ascent, out.descent) = (whole, 0, y);
        out.glyph = None;
        let mut out = out.lowered(-y / 2 - self.axis());
        if let TableKind::Cases(left) = table.kind {
            let side = if left { PartSide::Left } else { PartSide::Right };
            let brace = self.delimiter(if left { '{' } else { '}' }, out.ascent, out.descent)?;
            let brace = brace.drawn_from(origin.at(side));
            let mut whole = SetBox::default();
            let space = SetBox::space(em / 6);
            if left {
                whole.push(brace);
                whole.push(space);
                whole.push(out);
            } else {
                whole.push(out);
                whole.push(space);
                whole.push(brace);
            }
            out = whole;
        }
        Ok(out)
    }

    fn is_small(&self) -> bool {
        matches!(self.style, Style::Script | Style::ScriptScript)
    }
}
