//! A table as a regular grid, for all writers: columns covered by each cell, uncovered columns, number columns, and
//! the alignment of each cell.

use super::covered::{gaps, places};
use super::{Align, Block, BlockKind, Cell, InlineKind, Row, Table, plain, walk};
use std::ops::Range;

/// A table's grid. Time and memory are linear in the number of cells and columns.
#[derive(Clone, Debug)]
pub struct Grid<'a> {
    /// Alignment of the columns: as in the source, else [`Align::End`] for number columns.
    pub columns: Vec<Align>,
    /// Which columns are number columns.
    pub numbers: Vec<bool>,
    /// The rows of the head.
    pub head: Vec<GridRow<'a>>,
    /// The rows of the body.
    pub body: Vec<GridRow<'a>>,
    /// The rows of the foot.
    pub foot: Vec<GridRow<'a>>,
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow<'a> {
    /// The cells that begin in it.
    pub cells: Vec<GridCell<'a>>,
    /// The uncovered columns of a row shorter than others.
    pub gaps: Vec<Range<usize>>,
}

/// A cell with its grid position.
#[derive(Clone, Debug)]
pub struct GridCell<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// Its columns, clipped to those that are free.
    pub columns: Range<usize>,
    /// Its row span, clipped to its table section.
    pub rows: usize,
    /// Its alignment: its own; centered if it heads several columns; else its column's or, if it spans columns, the
    /// source's for the first of them.
    pub align: Align,
}

impl<'a> Grid<'a> {
    /// Of a table.
    ///
    /// ```
    /// use folio::document::{Align, Block, Cell, Grid, Inline, Row, Table};
    /// let cell = |text: &str| Cell::new(vec![Block::paragraph(vec![Inline::text(text, None)], None)], None);
    /// let row = |texts: &[&str]| Row { cells: texts.iter().map(|text| cell(text)).collect(), span: None };
    /// let table = Table { body: vec![row(&["oil", "1.5", "a"]), row(&["salt"])], ..Table::default() };
    /// let grid = Grid::of(&table);
    /// assert_eq!(grid.columns, [Align::Auto, Align::End, Align::Auto]);
    /// assert_eq!(grid.body[1].gaps, [1..3]);
    /// ```
    pub fn of(table: &'a Table) -> Grid<'a> {
        let parts = [&table.head, &table.body, &table.foot];
        let placed = parts.map(|rows| places(rows));
        let reached = placed.iter().flatten().flatten().map(|columns| columns.end).max().unwrap_or(0);
        let count = reached.max(table.columns.len()).max(1);
        let numbers = numbers(&table.body, &placed[1], count);
        let own = |column: usize| table.columns.get(column).map(|c| c.align).unwrap_or_default();
        let column = |(column, &numbers): (usize, &bool)| match own(column) {
            Align::Auto if numbers => Align::End,
            align => align,
        };
        let columns: Vec<Align> = numbers.iter().enumerate().map(column).collect();
        let [head, body, foot] = placed;
        // A cell that spans columns does not get the alignment of a number column.
        let align = |at: &Range<usize>| if at.len() == 1 { columns[at.start] } else { own(at.start) };
        let of_head = |at: &Range<usize>| if at.len() == 1 { columns[at.start] } else { Align::Center };
        let head = part(&table.head, head, count, &of_head);
        let body = part(&table.body, body, count, &align);
        let foot = part(&table.foot, foot, count, &align);
        Grid { columns, numbers, head, body, foot }
    }

    /// Head, body and foot.
    pub fn parts(&self) -> [&[GridRow<'a>]; 3] {
        [&self.head, &self.body, &self.foot]
    }
}

/// The rows of a section in a table of so many columns; `usual`: default alignment by columns.
fn part<'a>(
    rows: &'a [Row],
    places: Vec<Vec<Range<usize>>>,
    columns: usize,
    usual: &dyn Fn(&Range<usize>) -> Align,
) -> Vec<GridRow<'a>> {
    let gaps = gaps(rows, columns);
    let mut part = Vec::with_capacity(rows.len());
    for (index, ((row, places), gaps)) in rows.iter().zip(places).zip(gaps).enumerate() {
        let placed = |(cell, at): (&'a Cell, Range<usize>)| {
            let align = cell.align.filter(|align| *align != Align::Auto).unwrap_or_else(|| usual(&at));
            let down = usize::from(cell.rows.max(1)).min(rows.len() - index);
            GridCell { cell, columns: at, rows: down, align }
        };
        part.push(GridRow { cells: row.cells.iter().zip(places).map(placed).collect(), gaps });
    }
    part
}

/// Which columns are number columns: among non-empty body cells, at least four of five are numbers. Placeholders for
/// missing numbers don't count.
fn numbers(body: &[Row], places: &[Vec<Range<usize>>], count: usize) -> Vec<bool> {
    let mut found = vec![(0, 0); count];
    let cells = body.iter().zip(places).flat_map(|(row, places)| row.cells.iter().zip(places));
    for (cell, columns) in cells.filter(|(cell, columns)| columns.len() == 1 && !cell.blocks.is_empty()) {
        let (numbers, others) = &mut found[columns.start];
        match text(cell) {
            Some(text) if is_number(&text) => *numbers += 1,
            Some(text) if is_blank(&text) => {}
            _ => *others += 1,
        }
    }
    found.into_iter().map(|(numbers, others)| numbers > 0 && numbers >= 4 * others).collect()
}

/// The text of a cell that holds only one plain paragraph.
fn text(cell: &Cell) -> Option<String> {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = &cell.blocks[..] else { return None };
    let mut shows = false;
    walk::inlines(content, &mut |inline| shows |= matches!(inline.kind, InlineKind::Image(_) | InlineKind::Math(_)));
    (!shows).then(|| plain(content))
}

/// Length limit of a number, in characters.
const LONGEST: usize = 24;

/// Whether a text is a number with customary additions: sign, currency, percent, brackets, a unit of one or two
/// letters; or a range.
///
/// ```
/// use folio::document::is_number;
/// assert!(["-2.5", "$118,400", "1.5–3×", "12 kg", "(3)", "١٢٫٥"].iter().all(|text| is_number(text)));
/// assert!(!["", "no", "v1.2", "12 apples", "—"].iter().any(|text| is_number(text)));
/// ```
pub fn is_number(text: &str) -> bool {
    let digit = |c: char| matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    let text = text.trim();
    let (mut digits, mut letters, mut length) = (0, 0, 0);
    for c in text.chars().take(LONGEST + 1) {
        length += 1;
        match c {
            _ if digit(c) => digits += 1,
            _ if c.is_alphabetic() => letters += 1,
            _ if " .,'’+-−–±×%‰°$€£¥()*~≈<>٪٫٬\u{a0}\u{202f}\u{2009}".contains(c) => {}
            _ => return false,
        }
    }
    digits > 0
        && letters <= 2
        && length <= LONGEST
        && text.starts_with(|c: char| digit(c) || "+-−–±$€£¥(.~≈<>".contains(c))
}

/// Whether a text is a placeholder for a missing number.
fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "−" | "–" | "—" | "--" | "…" | "n/a" | "N/A" | "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Column, Inline};

    fn cell(text: &str) -> Cell {
        Cell::new(vec![Block::paragraph(vec![Inline::text(text, None)], None)], None)
    }

    fn row(texts: &[&str]) -> Row {
        Row { cells: texts.iter().map(|text| cell(text)).collect(), span: None }
    }

    fn numbers(texts: &[&str]) -> bool {
        let table = Table { body: texts.iter().map(|text| row(&[text])).collect(), ..Table::default() };
        Grid::of(&table).numbers[0]
    }

    #[test]
    fn a_column_holds_numbers_where_a_word_among_five_is_none() {
        assert!(numbers(&["1", "2", "3", "4", "none"]));
        assert!(!numbers(&["1", "2", "3", "none"]));
        assert!(numbers(&["1", "–", "", "n/a", "?"]));
        assert!(!numbers(&["–", ""]) && !numbers(&[]));
    }

    #[test]
    fn what_asks_for_a_side_stands_there_and_a_head_over_columns_in_the_middle() {
        let over = Cell { columns: 2, ..cell("both") };
        let own = Cell { align: Some(Align::Start), ..cell("4") };
        let table = Table {
            columns: vec![Column { align: Align::Center, width: None }],
            head: vec![Row { cells: vec![over], span: None }],
            body: vec![row(&["1", "2"]), Row { cells: vec![cell("3"), own], span: None }],
            ..Table::default()
        };
        let grid = Grid::of(&table);
        assert_eq!(grid.columns, [Align::Center, Align::End]);
        assert_eq!((grid.head[0].cells[0].align, grid.body[1].cells[1].align), (Align::Center, Align::Start));
    }

    #[test]
    fn numbers_are_counted_in_the_columns_that_they_stand_in() {
        // The second row's first column is covered from above.
        let tall = Cell { rows: 2, ..cell("oil") };
        let first = Row { cells: vec![tall, cell("1"), cell("a")], span: None };
        let table = Table { body: vec![first, row(&["2", "b"])], ..Table::default() };
        let grid = Grid::of(&table);
        assert_eq!(grid.numbers, [false, true, false]);
        assert_eq!((grid.body[0].cells[0].rows, &grid.body[1].cells[0].columns), (2, &(1..2)));
    }
}
