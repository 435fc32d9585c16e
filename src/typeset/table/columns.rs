//! Column widths: each column gets its minimum, and a share of the rest in proportion to its preferred width.

use crate::document::Align;
use crate::source::Cut as _;
use crate::typeset::model::*;
use crate::typeset::paragraph::{Setter, natural_widths};
use rayon::prelude::*;

/// Column positions of a table.
pub(super) struct Columns {
    /// The right edge of each column without the gap; preceded by the left edge of the first.
    ends: Vec<Length>,
    gap: Length,
    /// Scale of the text, in thousandths.
    pub scale: i64,
    /// Whether words are cut.
    pub cut: bool,
}

impl Columns {
    /// Left edge and width of a cell.
    pub(super) fn place(&self, column: usize, count: usize) -> (Length, Length) {
        let x = self.ends[column] + if column > 0 { self.gap } else { Length::ZERO };
        (x, self.ends[(column + count).min(self.ends.len() - 1)] - x)
    }

    /// Whether the columns are wide enough for unbreakable content: a letter, a formula.
    pub(super) fn hold(&self, table: &FlowTable) -> bool {
        let narrowest = self.ends.windows(2).map(|ends| ends[1] - ends[0]).min().unwrap_or_default();
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        narrowest - self.gap >= NARROWEST
            && cells().all(|cell| {
                let (_, width) = self.place(cell.column, cell.columns);
                cell.items.iter().all(|item| match &item.content {
                    FlowContent::Paragraph(text) => text.objects.iter().all(|o| o.width <= width + item.width),
                    FlowContent::Table(_) => width >= NARROWEST * 4,
                    _ => true,
                })
            })
    }

    /// Whether a picture is wider than its column.
    pub(super) fn too_narrow_for_pictures(&self, table: &FlowTable) -> bool {
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| {
            let (_, width) = self.place(cell.column, cell.columns);
            cell.items.iter().any(|item| match &item.content {
                FlowContent::Image { size, .. } | FlowContent::Placeholder { size, .. } => {
                    size.width > width + item.width
                }
                _ => false,
            })
        })
    }

    /// The width of the table.
    pub(super) fn width(&self) -> Length {
        self.ends[self.ends.len() - 1]
    }
}

/// Minimum width of a column with text.
const NARROWEST: Length = Length::points(8);

/// Smallest text scale before words are cut, in thousandths.
const SMALLEST: i64 = 720;

/// Computes the column widths of a table.
pub(super) fn solve(table: &FlowTable, measure: Length, setter: &Setter<'_>) -> Columns {
    let count = table.columns.len().max(1);
    let most_gap = if count > 1 { measure / (count as i64 * 4) } else { Length::ZERO };
    let gap = table.style.gap.min(most_gap);
    let room = measure - gap * (count as i64 - 1);
    let needs = needs(table, gap, setter);
    let least: Length = needs.iter().map(|n| n.least).sum();
    let room = room.max(least.min(room + table.spare * 2));
    let (widths, scale, cut) = share(&needs, &table.columns, room);
    let mut ends = vec![Length::ZERO];
    for (i, width) in widths.into_iter().enumerate() {
        ends.push(ends[i] + width + if i > 0 { gap } else { Length::ZERO });
    }
    Columns { ends, gap, scale, cut }
}

/// Minimum and preferred width of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Need {
    least: Length,
    most: Length,
}

/// Distributes `room`: the column widths, the text scale, and whether words are cut.
fn share(needs: &[Need], columns: &[(Align, Option<f32>)], room: Length) -> (Vec<Length>, i64, bool) {
    let mut needs = needs.to_vec();
    let least: Length = needs.iter().map(|n| n.least).sum();
    let mut scale = 1000;
    if least > room {
        scale = (room.0.max(0) * 1000 / least.0.max(1)).clamp(SMALLEST, 1000);
        for need in &mut needs {
            *need = Need { least: need.least.scale(scale, 1000), most: need.most.scale(scale, 1000) };
        }
    }
    for (need, (_, asked)) in needs.iter_mut().zip(columns) {
        if let Some(asked) = asked {
            let asked = Length((room.0 as f64 * f64::from(asked.clamp(0.0, 1.0))) as i64);
            need.most = asked.max(need.least);
            need.least = need.most;
        }
    }
    if needs.iter().map(|n| n.least).sum::<Length>() > room {
        // Requested widths are reduced where the columns do not fit.
        for (need, _) in needs.iter_mut().zip(columns).filter(|(_, (_, asked))| asked.is_some()) {
            need.least = need.least.min(room / columns.len().max(1) as i64);
        }
    }
    let least: Length = needs.iter().map(|n| n.least).sum();
    let most: Length = needs.iter().map(|n| n.most).sum();
    if most <= room {
        return (needs.iter().map(|n| n.most).collect(), scale, false);
    }
    if least <= room {
        // Narrow columns get their natural width first; the wide ones share the rest in proportion.
        let mut widths: Vec<Length> = needs.iter().map(|n| n.least).collect();
        let mut open: Vec<usize> = (0..needs.len()).collect();
        let mut rest = room - least;
        loop {
            let wish: Length = open.iter().map(|&c| needs[c].most - needs[c].least).sum();
            if open.is_empty() || wish == Length::ZERO {
                break;
            }
            let even = rest / open.len() as i64;
            let (small, large): (Vec<usize>, Vec<usize>) =
                open.iter().partition(|&&c| needs[c].most - needs[c].least <= even);
            if small.is_empty() {
                for &c in &large {
                    widths[c] += rest.scale((needs[c].most - needs[c].least).0, wish.0.max(1));
                }
                break;
            }
            for &c in &small {
                rest -= needs[c].most - needs[c].least;
                widths[c] = needs[c].most;
            }
            open = large;
        }
        return (widths, scale, false);
    }
    let widths = needs.iter().map(|n| room.scale(n.least.0.max(1), least.0.max(1)).max(Length::pt(1.0)));
    (widths.collect(), SMALLEST, true)
}

/// The minimum and preferred width of each column.
fn needs(table: &FlowTable, gap: Length, setter: &Setter<'_>) -> Vec<Need> {
    let cells: Vec<(&FlowCell, Need)> = table
        .rows
        .par_iter()
        .with_min_len(8)
        .flat_map_iter(|row| row.cells.iter().map(|cell| (cell, need(&cell.items, setter))))
        .collect();
    let mut needs = vec![Need { least: Length::pt(2.0), most: Length::pt(2.0) }; table.columns.len()];
    for (cell, need) in cells.iter().filter(|(c, _)| c.columns == 1) {
        let own = &mut needs[cell.column];
        *own = Need { least: own.least.max(need.least), most: own.most.max(need.most) };
    }
    // For aligned decimals: the widest whole part and the widest fraction may be in different rows.
    let mut marks = vec![(Length::ZERO, Length::ZERO); needs.len()];
    for (cell, need) in cells.iter().filter(|(cell, _)| is_figure(table, cell)) {
        if let Some((at, count)) = decimal_mark(cell) {
            let own = need.most.scale(at as i64, count as i64);
            let (before, behind) = &mut marks[cell.column];
            (*before, *behind) = ((*before).max(own), (*behind).max(need.most - own));
        }
    }
    for (own, (before, behind)) in needs.iter_mut().zip(marks) {
        // Characters are counted; a decimal point is narrower than a figure, so the whole part gets a small allowance.
        let wish = before.scale(106, 100) + behind;
        own.most = own.most.max(wish);
        own.least = own.least.max(wish.min(own.least.scale(3, 2)));
    }
    // The excess width of a spanning cell is distributed over its columns.
    for (cell, need) in cells.iter().filter(|(c, _)| c.columns > 1) {
        let range = cell.column..(cell.column + cell.columns).min(needs.len());
        let count = range.len().max(1) as i64;
        let inner = gap * (count - 1);
        let (least, most) =
            needs[range.clone()].iter().fold((inner, inner), |(least, most), n| (least + n.least, most + n.most));
        for own in &mut needs[range] {
            own.least += (need.least - least).at_least_zero() / count;
            own.most = (own.most + (need.most - most).at_least_zero() / count).max(own.least);
        }
    }
    needs
}

/// Whether a cell holds a number that is aligned on its decimal mark.
pub(super) fn is_figure(table: &FlowTable, cell: &FlowCell) -> bool {
    cell.columns == 1 && !cell.header && cell.align == Align::End && table.columns[cell.column].0 == Align::End
}

/// Number of characters before a number's decimal mark, and in total.
fn decimal_mark(cell: &FlowCell) -> Option<(usize, usize)> {
    let [FlowItem { content: FlowContent::Paragraph(text), .. }] = cell.items.as_slice() else { return None };
    let text = text.text.trim();
    let at = super::unit_end(text)?;
    Some((text.cut(..at).chars().count(), text.chars().count().max(1)))
}

fn need(items: &[FlowItem], setter: &Setter<'_>) -> Need {
    let mut need = Need::default();
    for item in items {
        let (least, most) = match &item.content {
            FlowContent::Paragraph(text) => {
                let (least, most) = natural_widths(text, setter);
                // A tolerance, so that rounding never breaks the line that was measured.
                (least + Length(least.0 / 1000 + 64), most + Length(most.0 / 1000 + 64))
            }
            FlowContent::Image { size, .. } => (size.width / 2, size.width),
            FlowContent::Placeholder { size, .. } | FlowContent::Rule { size, .. } => (size.width / 2, size.width),
            FlowContent::Table(table) => {
                let inner = needs(table, table.style.gap, setter);
                let gaps = table.style.gap * (inner.len() as i64 - 1);
                (
                    inner.iter().map(|n| n.least).sum::<Length>() + gaps,
                    inner.iter().map(|n| n.most).sum::<Length>() + gaps,
                )
            }
            FlowContent::Space(_) | FlowContent::Float { .. } => (Length::ZERO, Length::ZERO),
        };
        // In a cell, an item's width is relative to the cell's: zero or negative.
        need.least = need.least.max(least - item.width);
        need.most = need.most.max(most - item.width);
    }
    need
}

/// Scales text, allows words to be cut, and fits pictures to the cell's width.
pub(super) fn shrink(items: &mut [FlowItem], scale: i64, cut: bool, width: Length) {
    for item in items {
        let room = (width + item.width).max(Length::pt(1.0));
        match &mut item.content {
            FlowContent::Paragraph(text) => {
                text.lines.leading = text.lines.leading.scale(scale, 1000);
                text.lines.wrap_anywhere |= cut;
                for run in &mut text.runs {
                    run.size = run.size.scale(scale, 1000);
                    run.raise = run.raise.scale(scale, 1000);
                }
            }
            FlowContent::Image { size, .. } => {
                *size = Size { width: size.width.scale(scale, 1000), height: size.height.scale(scale, 1000) };
                if size.width > room {
                    *size = Size { width: room, height: size.height.scale(room.0, size.width.0) };
                }
            }
            FlowContent::Placeholder { size, .. } => size.width = size.width.min(room),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(needs: &[(f64, f64)], room: f64) -> (Vec<f64>, i64, bool) {
        let needs: Vec<Need> =
            needs.iter().map(|&(least, most)| Need { least: Length::pt(least), most: Length::pt(most) }).collect();
        let columns = vec![(Align::Auto, None); needs.len()];
        let (widths, scale, cut) = share(&needs, &columns, Length::pt(room));
        (widths.iter().map(|w| w.to_pt().round()).collect(), scale, cut)
    }

    #[test]
    fn what_fits_is_as_wide_as_it_likes() {
        assert_eq!(widths(&[(10.0, 40.0), (10.0, 50.0)], 100.0), (vec![40.0, 50.0], 1000, false));
    }

    #[test]
    fn a_narrow_column_is_not_squeezed_for_a_wide_one() {
        assert_eq!(widths(&[(10.0, 30.0), (10.0, 400.0)], 100.0), (vec![30.0, 70.0], 1000, false));
        assert_eq!(widths(&[(10.0, 210.0), (10.0, 110.0)], 110.0), (vec![70.0, 40.0], 1000, false));
    }

    #[test]
    fn too_wide_a_table_shrinks_then_cuts_words() {
        assert_eq!(widths(&[(50.0, 50.0), (70.0, 70.0)], 100.0).1, 833);
        let (widths, scale, cut) = widths(&[(100.0, 100.0), (300.0, 300.0)], 100.0);
        assert!(cut && scale == SMALLEST && widths.iter().sum::<f64>() <= 101.0);
    }

    /// A cell with a rule in it, which needs half its width at least.
    fn cell(column: usize, columns: usize, width: f64) -> FlowCell {
        let size = Size { width: Length::pt(width), height: Length::pt(1.0) };
        let content = FlowContent::Rule { size, color: Color::BLACK };
        FlowCell {
            column,
            columns,
            rows: 1,
            items: vec![FlowItem { content, ..FlowItem::default() }],
            ..FlowCell::default()
        }
    }

    #[test]
    fn a_head_widens_the_columns_below_it_by_what_it_needs_beyond_them() {
        let fonts = crate::fonts::Fonts::default();
        let setter = Setter::new(&fonts);
        let widths = |head: f64| {
            let rows = [vec![cell(0, 2, head)], vec![cell(0, 1, 100.0), cell(1, 1, 40.0)]];
            let rows = rows.map(|cells| FlowRow { cells }).to_vec();
            let table = FlowTable { columns: vec![(Align::Auto, None); 2], rows, ..FlowTable::default() };
            needs(&table, Length::pt(10.0), &setter)
                .iter()
                .map(|n| (n.least.to_pt(), n.most.to_pt()))
                .collect::<Vec<_>>()
        };
        // A spanning head includes the gap between its columns: 150 is left below.
        assert_eq!(widths(150.0), [(50.0, 100.0), (20.0, 40.0)]);
        assert_eq!(widths(20.0), widths(150.0));
        assert_eq!(widths(160.0), [(50.0, 105.0), (20.0, 45.0)]);
        assert_eq!(widths(180.0), [(55.0, 115.0), (25.0, 55.0)]);
    }
}
